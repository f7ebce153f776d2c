"""B³ and CEAF count as published examples do: links could look better than they are otherwise."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gold.clusters import ClusterScore, b_cubed, best_pairs, ceaf


def linking(*entities: str) -> dict[str, int]:
    """`linking("abc", "de")`: a, b and c are one, d and e another."""
    return {mention: number for number, group in enumerate(entities) for mention in group}


def figures(score: ClusterScore) -> tuple[float, float, float]:
    """Recall, precision and F1, rounded as papers do."""
    return round(score.recall, 3), round(score.precision, 3), round(score.f1, 3)


# Pradhan et al. 2014, section 4: c is linked wrongly, e missed, h and i invented.
KEY = linking("abc", "defg")
RESPONSE = linking("ab", "cd", "fghi")

# Bagga and Baldwin 1998: three entities of 5, 2 and 5 mentions; two of them are merged.
TWELVE = linking("12345", "67", "89ABC")


def test_b_cubed_is_that_of_the_reference_scorer() -> None:
    assert figures(b_cubed(KEY, RESPONSE)) == (0.417, 0.5, 0.455)


def test_ceaf_is_that_of_the_reference_scorer() -> None:
    assert figures(ceaf(KEY, RESPONSE)) == (0.65, 0.433, 0.52)


@pytest.mark.parametrize(
    ("response", "precision"),
    [(linking("12345", "6789ABC"), 0.762), (linking("1234589ABC", "67"), 0.583)],
    ids=["small with large", "large with large"],
)
def test_merging_large_entities_costs_more_b_cubed(
    response: dict[str, int], precision: float
) -> None:
    assert figures(b_cubed(TWELVE, response))[:2] == (1.0, precision)


def test_nothing_found_is_no_success() -> None:
    assert b_cubed(KEY, {}).f1 == ceaf(KEY, {}).f1 == 0.0


def test_articles_are_added_up_by_mentions() -> None:
    whole = b_cubed(KEY, RESPONSE) + b_cubed(TWELVE, TWELVE)
    assert (whole.gold, whole.found) == (19, 20)
    assert whole.recall == pytest.approx((7 * 5 / 12 + 12) / 19)


LINKINGS = st.dictionaries(st.integers(0, 9), st.integers(0, 4), max_size=10)


@given(LINKINGS)
def test_a_linking_agrees_with_itself_wholly(one: dict[int, int]) -> None:
    assert b_cubed(one, one).f1 == ceaf(one, one).f1 == 1.0


@given(LINKINGS, LINKINGS)
def test_recall_the_other_way_round_is_precision(
    one: dict[int, int], other: dict[int, int]
) -> None:
    for score in (b_cubed, ceaf):
        assert score(one, other).recall == pytest.approx(score(other, one).precision)


VALUES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=4
    )
)


@given(VALUES)
def test_no_other_pairs_have_a_greater_sum(values: list[list[int]]) -> None:
    rows, columns = len(values), len(values[0])
    found = best_pairs(values)
    assert len({row for row, _ in found}) == len({c for _, c in found}) == min(rows, columns)
    size = max(rows, columns)
    square = [[*row, *[0] * (size - columns)] for row in values]
    square += [[0] * size for _ in range(size - rows)]
    best = max(sum(square[r][c] for r, c in enumerate(p)) for p in permutations(range(size)))
    assert sum(values[row][column] for row, column in found) == best
