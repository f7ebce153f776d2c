"""A wrong segment would carry a highlight to characters that nobody marked."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhupi.annotations.alignment import in_order
from zhupi.annotations.dense import Dense, DenseTable
from zhupi.annotations.placing import Comparison

FEW = st.text(alphabet="甲乙丙丁。\n", max_size=80)


def compared(old: str, new: str) -> Comparison:
    table = DenseTable()
    return Comparison(Dense(old, table), Dense(new, table))


@given(FEW, FEW)
def test_equal_segments_are_equal_and_no_character_is_in_two(old: str, new: str) -> None:
    comparison = compared(old, new)
    these, those = comparison.old.text, comparison.new.text
    seen: set[int] = set()
    seen_new: set[int] = set()
    for s in comparison.segments:
        assert s.end > s.start
        if s.equal:
            assert these[s.start : s.end] == those[s.place : s.place_end]
        assert seen.isdisjoint(range(s.start, s.end))
        assert seen_new.isdisjoint(range(s.place, s.place_end))
        seen.update(range(s.start, s.end))
        seen_new.update(range(s.place, s.place_end))
    assert max(seen, default=0) <= len(these)
    assert max(seen_new, default=0) <= len(those)


@given(FEW, FEW)
def test_islands_in_order_rise_in_both_texts(old: str, new: str) -> None:
    table = DenseTable()
    found = in_order(Dense(old, table), Dense(new, table))
    steps = [step for island in found for step in island]
    assert all(a.end <= b.start and a.place_end <= b.place for a, b in pairwise(steps))
