"""Values of times are compared by what they say, not by how they are written."""

from __future__ import annotations

import pytest
from tests.gold.time_meaning import leaves_open, meaning, same, same_day


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("2023-09", "2023-09-01/2023-09-30"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("1990/1999", "1990-01-01/1999-12-31"),
        ("2023-06/..", "2023-06-01/.."),
        ("../2023-08-10", "../2023-08-10"),
        ("2023-10-05T08:00:00+08:00", "2023-10-05T08:00+08:00"),
        ("XXXX-09-16", "XXXX-09-16"),
    ],
)
def test_two_ways_to_write_it_are_one_value(value: str, other: str) -> None:
    assert same(value, other)
    assert same(other, value)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("2023-09", "2023-09-01"),
        ("2023-06/..", "2023-06"),
        ("2023-10-05", "2023-10-05T08:00"),
        ("2023-10-05T08:00", "2023-10-05T08:00+08:00"),
        ("1900/1999", "1901/2000"),
        ("XXXX-09-16", "2023-09-16"),
        ("", ""),
    ],
)
def test_another_value_is_another(value: str, other: str) -> None:
    assert not same(value, other)


@pytest.mark.parametrize("value", ["", "soon", "2023-13", "2023-9-x/.."])
def test_what_is_no_value_means_itself_and_breaks_nothing(value: str) -> None:
    assert meaning(value) == meaning(value)


def test_what_is_left_open_is_not_wrong() -> None:
    assert leaves_open("XXXX-XX-01", "2023-10-01")
    assert leaves_open("XXXX-09-16/XXXX-09-17", "2023-09-16/2023-09-17")
    assert not leaves_open("XXXX-09-16", "2023-09-17")
    assert not leaves_open("2023-09", "2023-09-16")


def test_peers_that_know_days_alone_are_compared_by_days() -> None:
    assert same_day("2023-10-05", "2023-10-05T15:30")
    assert not same_day("2023-10-06", "2023-10-05T15:30")
