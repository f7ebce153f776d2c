"""Optional white space: what squeezing drops, and that marks come back to the right places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.scripts import is_han_like
from zhupi.search.squeezing import squeeze

FOLDED = st.text(st.sampled_from("中外ab1，。 \n𠀀😀"), max_size=40)


@pytest.mark.parametrize(
    ("folded", "text"),
    [
        ("外交部 发言人\n表示", "外交部发言人表示"),
        ("使用 Windows 系统", "使用Windows系统"),
        ("open source\ncode", "open source\ncode"),
        ("yes， no", "yes， no"),
        ("yes， 中", "yes，中"),
        ("。 \n yes", "。yes"),
        (" 中 ", "中"),
        (" a ", " a "),
        (" \n", " \n"),
        ("", ""),
        ("𠀀 a", "𠀀a"),
        ("😀 a", "😀 a"),
    ],
)
def test_spaces_are_dropped_beside_han_only(folded: str, text: str) -> None:
    assert squeeze(folded).text == text


def test_a_mark_holds_the_spaces_inside_and_none_at_its_edges() -> None:
    """Otherwise a mark of 发言人 begins in the margin before it."""
    squeezed = squeeze("外交部 发 言\n人 表示")
    start = squeezed.text.index("发言人")
    assert squeezed.original(start, start + 3) == (span := squeezed.original(3, 6))
    assert (span.start, span.end) == (4, 9)
    assert squeezed.original(0, len(squeezed.text)).end == 12


@given(FOLDED)
def test_every_kept_character_comes_from_where_it_says(folded: str) -> None:
    squeezed = squeeze(folded)
    origins = [squeezed.original(i, i + 1) for i in range(len(squeezed.text))]
    assert "".join(span.of(folded) for span in origins) == squeezed.text
    assert all(len(span) == 1 for span in origins)
    assert [squeezed.squeezed(span.start) for span in origins] == list(range(len(origins)))
    dropped = set(range(len(folded))) - {span.start for span in origins}
    assert all(folded[i] in " \n" for i in dropped)


@given(FOLDED)
def test_positions_count_the_characters_kept_before_them(folded: str) -> None:
    squeezed = squeeze(folded)
    kept = {squeezed.original(i, i + 1).start for i in range(len(squeezed.text))}
    for position in range(len(folded) + 1):
        assert squeezed.squeezed(position) == sum(i < position for i in kept)


@given(FOLDED, st.data())
def test_a_range_reaches_from_its_first_to_its_last_character(
    folded: str, data: st.DataObject
) -> None:
    squeezed = squeeze(folded)
    start = data.draw(st.integers(0, len(squeezed.text)))
    end = data.draw(st.integers(start, len(squeezed.text)))
    span = squeezed.original(start, end)
    if start == end:
        assert span.start == span.end <= len(folded)
    else:
        assert span.start == squeezed.original(start, start + 1).start
        assert span.end == squeezed.original(end - 1, end).end
        assert squeeze(span.of(folded)).text == squeeze(squeezed.text[start:end]).text


@given(FOLDED)
def test_squeezing_again_changes_nothing(folded: str) -> None:
    """Otherwise a query taken from the index does not find where it came from."""
    once = squeeze(folded).text
    assert squeeze(once).text == once


@given(FOLDED)
def test_white_space_stays_only_between_others(folded: str) -> None:
    text = squeeze(folded).text
    for one, other in pairwise(text):
        assert not (one in " \n" and is_han_like(ord(other)))
        assert not (is_han_like(ord(one)) and other in " \n")
