"""Old and new of a passage: what a reader is told differs, differs, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Span
from zhupi.core.reviewing import Excerpt
from zhupi.ui.review.differences import Piece, Side, alone, compare, shortened

TEXT = st.text("渡轮早市六点abc ", max_size=40)


def excerpt(before: str, passage: str, after: str, start: int = 100) -> Excerpt:
    first = start + len(before)
    return Excerpt(before + passage + after, start, (Span(first, first + len(passage)),))


def without(piece: Piece) -> str:
    """What both sides share."""
    gone = {place for span in piece.changed for place in range(span.start, span.end)}
    return "".join(c for place, c in enumerate(piece.text) if place not in gone)


def changed(piece: Piece) -> list[str]:
    return [span.of(piece.text) for span in piece.changed]


def whole(side: Side) -> str:
    return side.before.text + side.passage.text + side.after.text


@given(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
def test_what_is_not_marked_is_the_same_on_both_sides(
    a: str, old: str, b: str, c: str, new: str, d: str
) -> None:
    """A character that differs and is not marked would be taken for the same."""
    left, right = compare(excerpt(a, old, b), excerpt(c, new, d, 7))
    assert whole(left) == a + old + b
    assert whole(right) == c + new + d
    assert without(left.passage) == without(right.passage)


@given(TEXT, TEXT, TEXT)
def test_equal_texts_have_no_differences(before: str, passage: str, after: str) -> None:
    left, right = compare(excerpt(before, passage, after), excerpt(before, passage, after, 3))
    assert not any(piece.changed for s in (left, right) for piece in (s.before, s.passage, s.after))


def test_a_word_that_was_exchanged_is_marked_on_both_sides() -> None:
    left, right = compare(
        excerpt("海平镇的", "渡轮早上六点开航", "。"), excerpt("海平镇的", "渡轮清晨六点开航", "。")
    )
    assert changed(left.passage) == ["早上"]
    assert changed(right.passage) == ["清晨"]


def test_where_an_excerpt_begins_is_no_difference() -> None:
    """An addition in the surroundings shifts their edge; what fell off it is still in the text."""
    left, right = compare(
        excerpt("镇上的人常说，没有", "渡轮", "就没有早市。"),
        excerpt("的人今天也常说，没有", "渡轮", "就没有早市。那"),
    )
    assert changed(left.before) == []
    assert changed(right.before) == ["今天也"]
    assert changed(right.after) == []


def test_surroundings_of_another_place_are_not_struck_through() -> None:
    """All of them differs there, and to mark all of it says nothing."""
    left, right = compare(
        excerpt("码头的灯在天亮前", "熄灭", "，船长收好缆绳"),
        excerpt("老船工说冬季", "熄灭", "出海要带罗盘"),
    )
    assert left.before == Piece("码头的灯在天亮前")
    assert right.after == Piece("出海要带罗盘")


def test_texts_too_long_to_compare_are_told_as_changed() -> None:
    """A passage of a whole book must not stop the window."""
    left, right = compare(excerpt("", "渡" * 5000, ""), excerpt("", "轮" * 5000, ""))
    assert left.passage.changed == (Span(0, 5000),)
    assert right.passage.changed == (Span(0, 5000),)


@given(TEXT, TEXT, TEXT, TEXT, st.integers(1, 12))
def test_shortened_surroundings_keep_their_marks(
    before: str, other: str, passage: str, after: str, around: int
) -> None:
    left, _right = compare(excerpt(before, passage, after), excerpt(other, passage, other))
    short = shortened(left, around)
    assert short.passage == left.passage
    kept = before[-around:] if len(before) > around else before
    assert short.before.text.removeprefix("…") == kept
    marked = "".join(changed(left.before))
    assert marked.endswith("".join(changed(short.before)))
    assert all(span.end <= len(short.after.text) for span in short.after.changed)


def test_an_excerpt_alone_has_its_passage_in_the_middle() -> None:
    side = alone(excerpt("前", "中间", "后"))
    assert (side.before.text, side.passage.text, side.after.text) == ("前", "中间", "后")
