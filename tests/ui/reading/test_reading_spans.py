"""The index of ranges: nothing that lies in view is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Span
from zhupi.ui.reading.spans import SpanIndex

_SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 15)).map(lambda p: Span(p[0], p[0] + p[1])),
    max_size=25,
)


@given(_SPANS, st.integers(0, 60), st.integers(0, 20))
def test_a_query_finds_what_a_walk_over_all_would(spans: list[Span], at: int, size: int) -> None:
    index = SpanIndex((span, number) for number, span in enumerate(spans))
    asked = Span(at, at + size)
    expected = {n for n, span in enumerate(spans) if len(span) and size and span.overlaps(asked)}
    assert {marked.item for marked in index.overlapping(asked.start, asked.end)} == expected


@given(_SPANS)
def test_ranges_in_one_lane_never_overlap(spans: list[Span]) -> None:
    """Two underlines, or two bars in the margin, would hide each other."""
    marked = SpanIndex((span, None) for span in spans).overlapping(0, 1_000)
    for i, first in enumerate(marked):
        for second in marked[i + 1 :]:
            if first.lane == second.lane:
                assert first.end <= second.start


def test_the_smallest_range_at_a_place_comes_first() -> None:
    """A click means the innermost of nested highlights."""
    index = SpanIndex([(Span(0, 9), "outer"), (Span(3, 5), "inner"), (Span(2, 9), "middle")])
    assert [marked.item for marked in index.at(4)] == ["inner", "middle", "outer"]
    assert [marked.item for marked in index.at(5)] == ["middle", "outer"]
