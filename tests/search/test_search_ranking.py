"""The arithmetic of the order that results come in."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.search import ranking


def test_a_rare_word_is_worth_more_than_a_common_one_and_every_word_something() -> None:
    weights = [ranking.idf(holders, 1000) for holders in (1, 10, 500, 1000)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0
    assert ranking.idf(0, 0) > 0
    # Counts over segments with deleted rows may exceed the live total for a moment.
    assert ranking.idf(1001, 1000) == ranking.idf(1000, 1000)


def test_the_formula_is_bm25() -> None:
    k, b = ranking.K1, ranking.B
    (score,) = ranking.term_score(np.array([3]), np.array([500]), 1000.0, 2.0)
    assert score == pytest.approx(2.0 * 3 * (k + 1) / (3 + k * (1 - b + b * 0.5)), rel=1e-6)


def test_scores_of_the_arrays_that_a_segment_gives() -> None:
    counts = np.array([0, 1, 15], np.uint8)
    lengths = np.array([1, 10_000_000, 2250], np.uint32)
    scores = ranking.term_score(counts, lengths, 2250.0, 1.0)
    assert scores.dtype == np.float32
    assert scores[0] == 0
    assert 0 < scores[1] < scores[2] < ranking.K1 + 1


def test_an_empty_library_divides_by_nothing() -> None:
    assert ranking.term_score(np.array([], np.uint8), np.array([]), 0.0, 1.0).size == 0
    assert np.isfinite(ranking.term_score(np.array([1]), np.array([0]), 0.0, 1.0)).all()


@given(
    st.integers(1, 14),
    st.integers(1, 100_000),
    st.floats(1, 50_000),
)
def test_more_occurrences_and_a_shorter_text_never_rank_lower(
    count: int, length: int, mean: float
) -> None:
    fewer, more, longer = ranking.term_score(
        np.array([count, count + 1, count]), np.array([length, length, length + 10]), mean, 1.0
    )
    assert more > fewer >= longer


def test_a_title_outweighs_what_more_occurrences_can_add() -> None:
    lengths = np.array([2250, 2250])
    scores = ranking.term_score(np.array([15, 2]), lengths, 2250.0, 1.0)
    scores += ranking.title_score(np.array([False, True]), 1.0)
    assert scores[1] > scores[0]


def test_words_side_by_side_are_nearest_whichever_comes_first() -> None:
    assert ranking.proximity([[10], [12]], [2, 3]) == 1
    assert ranking.proximity([[12], [10]], [3, 2]) == 1
    assert ranking.proximity([[10], [11]], [3, 3]) == 1  # they share a character


def test_farther_apart_is_less_and_half_at_the_reach() -> None:
    reach = int(ranking.PROXIMITY_REACH)
    assert ranking.proximity([[0], [2 + reach]], [2, 2]) == pytest.approx(0.5)
    assert ranking.proximity([[0], [9_000]], [2, 2]) < 0.01


def test_the_closest_places_count_not_the_first() -> None:
    assert ranking.proximity([[0, 500], [100, 502, 900]], [2, 2]) == 1


@pytest.mark.parametrize("positions", [[], [[1]], [[1], []]])
def test_nothing_to_be_near_to(positions: list[list[int]]) -> None:
    assert ranking.proximity(positions, [2] * len(positions)) == 0


words = st.lists(
    st.tuples(st.lists(st.integers(0, 60), min_size=1, max_size=4), st.integers(1, 8)),
    min_size=2,
    max_size=4,
)


@given(words)
def test_no_choice_of_places_is_closer(found: list[tuple[list[int], int]]) -> None:
    lengths = [length for _, length in found]
    covers = []
    for starts in itertools.product(*(places for places, _ in found)):
        end = max(start + length for start, length in zip(starts, lengths, strict=True))
        covers.append(end - min(starts))
    gap = max(min(covers) - sum(lengths), 0)
    expected = ranking.PROXIMITY_REACH / (ranking.PROXIMITY_REACH + gap)
    assert math.isclose(ranking.proximity([places for places, _ in found], lengths), expected)


def test_nearness_lifts_a_score_by_its_part() -> None:
    lifted = ranking.boosted(np.array([2, 2], np.float32), np.array([0, 1], np.float32))
    np.testing.assert_allclose(lifted, [2, 2 * (1 + ranking.PROXIMITY_WEIGHT)])
