"""Sentences without padding: every character is read once, in its place."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhupi.language.packed import Packed

SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=9).map(
    lambda sizes: sorted(sizes, reverse=True)
)


@given(SIZES)
def test_no_character_is_left_out_or_read_twice(sizes: list[int]) -> None:
    packed = Packed(sizes)
    assert sorted(packed.all_rows().tolist()) == list(range(sum(sizes))) == list(range(packed.size))


@given(SIZES)
def test_a_character_knows_those_beside_it(sizes: list[int]) -> None:
    """Else a name would be judged by the neighbours of another sentence."""
    packed = Packed(sizes)
    for i, size in enumerate(sizes):
        rows = packed.rows(i).tolist()
        assert packed.before[rows].tolist() == [packed.size, *rows[:-1]]
        assert packed.after[rows].tolist() == [*rows[1:], packed.size]
        assert packed.mirror[rows].tolist() == rows[::-1]
        assert len(rows) == size


@given(SIZES)
def test_a_step_goes_on_with_the_first_sentences_of_the_step_before(sizes: list[int]) -> None:
    packed = Packed(sizes)
    for step, (first, last) in enumerate(pairwise(packed.starts)):
        expected = [i for i, size in enumerate(sizes) if size > step]
        assert np.arange(first, last).tolist() == [packed.rows(i)[step] for i in expected]
        assert expected == list(range(len(expected)))
