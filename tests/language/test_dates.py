"""Values of dates: right where they are given, absent where they would be a guess."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.language.dates import iso_value, iso_values

PUBLISHED = date(2023, 10, 5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023年8月2日", "2023-08-02"),
        ("2023年8月2日上午10时", "2023-08-02"),
        ("２０２３年８月２日", "2023-08-02"),
        ("二〇二三年八月二日", "2023-08-02"),
        ("一九七二年二月二十一日", "1972-02-21"),
        ("1972年", "1972"),
        ("1972年2月", "1972-02"),
        ("2018年以来", "2018"),
        ("9月16日", "2023-09-16"),
        ("10月12日", "2023-10-12"),
        ("9月16日至17日", "2023-09-16/2023-09-17"),
        ("9月30日至10月2日", "2023-09-30/2023-10-02"),
        ("1979年1月28日至2月5日", "1979-01-28/1979-02-05"),
        ("1971年7月9日—11日", "1971-07-09/1971-07-11"),
        ("1972年至1979年", "1972/1979"),
        ("当地时间7月13日", "2023-07-13"),
        ("8月份", "2023-08"),
        ("7月中旬", "2023-07-11/2023-07-20"),
        ("2024年2月下旬", "2024-02-21/2024-02-29"),
        ("今年6月", "2023-06"),
        ("去年12月31日", "2022-12-31"),
    ],
)
def test_a_date_that_leaves_no_doubt_has_its_value(text: str, value: str) -> None:
    assert iso_value(text, PUBLISHED) == value


@pytest.mark.parametrize(
    "text",
    [
        "同日", "前一天", "3日", "去", "", "农历八月十五", "2月30日", "2023年13月1日", "12月1日",
        "1970年代", "20世纪70年代", "9月17日至16日", "0000年", "十十月一日", "一个月后", "98年",
    ],
)  # fmt: skip
def test_what_is_doubtful_or_impossible_has_no_value(text: str) -> None:
    assert iso_value(text, PUBLISHED) == ""


def test_without_a_publication_date_no_year_is_made_up() -> None:
    assert [iso_value(t, None) for t in ("8月2日", "今年", "2023年8月2日")] == [
        "",
        "",
        "2023-08-02",
    ]


def test_after_a_date_of_another_year_a_bare_date_is_not_taken_for_this_year() -> None:
    times = ["10月1日", "1972年2月21日", "2月28日", "2023年9月1日", "9月3日"]
    assert iso_values(times, PUBLISHED) == [
        "2023-10-01", "1972-02-21", "", "2023-09-01", "2023-09-03",
    ]  # fmt: skip


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_of_the_calendar_round_trips(day: date) -> None:
    assert iso_value(f"{day.year}年{day.month}月{day.day}日", None) == day.isoformat()


@given(st.text(alphabet="0123456789〇一二三十年月日号至到-旬上中下今去明份 ０３²٣", max_size=16))
def test_no_text_makes_it_fail(text: str) -> None:
    iso_value(text, PUBLISHED)
