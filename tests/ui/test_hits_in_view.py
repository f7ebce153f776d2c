"""What a hit shows in a narrow panel: the match, or the reader wonders why it is there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Span
from zhupi.ui.panels.hits import in_view


def test_a_match_at_the_end_of_a_passage_is_brought_into_view() -> None:
    text, marks = in_view("一二三四五六七八九十访华", [Span(10, 12)], 6)
    assert text == "…十访华"
    assert [mark.of(text) for mark in marks] == ["访华"]


def test_a_passage_that_shows_its_match_stays_whole() -> None:
    assert in_view("访华一二三", [Span(0, 2)], 4) == ("访华一二三", [Span(0, 2)])
    assert in_view("无", [], 4) == ("无", [])


@given(st.text("甲乙丙丁", min_size=1, max_size=60), st.data(), st.integers(2, 40))
def test_marks_stay_on_their_characters(text: str, data: st.DataObject, room: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + room // 2 + 1)))
    shown, marks = in_view(text, [Span(start, end)], room)
    assert marks[0].of(shown) == text[start:end]
    assert marks[0].end <= room + 1 or shown == text
