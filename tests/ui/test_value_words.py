"""Values of times as a reader sees them on the card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.messages import ENGLISH, Translator
from zhupi.core.paths import resources
from zhupi.ui.understanding.value_words import value_text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2023-10-05", "Thursday, 5 October 2023"),
        ("2023-10", "October 2023"),
        ("2023", "2023"),
        ("2023-09-16/2023-09-17", "16 September 2023 to 17 September 2023"),
        ("2023-06/..", "since June 2023"),
        ("../2023-08-10", "until Thursday, 10 August 2023"),
        ("XXXX-09-16", "16 September, year not known"),
        ("XXXX-XX-01", "day 1, month and year not known"),
        ("XXXX-09", "September, year not known"),
        ("199X", "the 1990s"),
        ("19XX", "the years 1900 to 1999"),
        ("1990/1999", "1990 to 1999"),
        ("-0220", "221 BC"),
        ("2023-10-05T08:00", "Thursday, 5 October 2023, 08:00"),
        ("2023-10-05T08:00+08:00", "Thursday, 5 October 2023, 08:00 (UTC+08:00)"),
        ("T15:30", "15:30"),
    ],
)
def test_a_value_is_told_as_people_write_dates(value: str, words: str) -> None:
    assert value_text(value, ENGLISH) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1979-01-01", "1979年1月1日，星期一"),
        ("1978-12", "1978年12月"),
        ("1979", "1979年"),
        ("-0220-03", "公元前221年3月"),
    ],
)
def test_in_chinese_no_year_is_told_twice(value: str, words: str) -> None:
    assert value_text(value, Translator.load("zh_CN", resources() / "translations")) == words


@given(st.text(max_size=30))
def test_whatever_the_value_is_something_is_told(value: str) -> None:
    """A value from another program must not keep the card from showing."""
    assert value_text(value, ENGLISH) or not value


def test_where_there_is_little_room_a_day_is_told_without_its_weekday() -> None:
    assert value_text("2023-10-05", ENGLISH, weekday=False) == "5 October 2023"
    assert value_text("2023-10-05/..", ENGLISH, weekday=False) == "since 5 October 2023"
    assert value_text("../2023-10-05", ENGLISH, weekday=False) == "until 5 October 2023"


def test_a_day_that_is_none_is_told_without_a_weekday() -> None:
    assert value_text("2023-02-31", ENGLISH) == "31 February 2023"
