"""Values of dates: every day in every manner of writing, and nothing that text can break."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.model import Span
from zhupi.language.dates import cycles, find, is_value

PUBLISHED = date(2023, 10, 5)
CERTAIN = 0.8  #: as tests/gold/scoring.py has it
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
_DIGITS = "〇一二三四五六七八九"


def numeral(value: int) -> str:
    """1 to 31 in Chinese."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def manners(day: date) -> list[str]:
    """All the ways in which a full date is written."""
    year = "".join(_DIGITS[int(c)] for c in str(day.year))
    return [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{day.year}年{day.month}月{day.day}号",
        f"{year}年{numeral(day.month)}月{numeral(day.day)}日",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ]


@settings(max_examples=300, deadline=None)
@given(DAYS)
def test_every_day_of_two_centuries_is_read_in_every_manner_of_writing(day: date) -> None:
    for text in manners(day):
        found = find(text, [Span(0, len(text))], PUBLISHED)
        assert [(t.start, t.end, t.value) for t in found] == [(0, len(text), day.isoformat())], text


_PIECES = """
0 1 2 3 12 31 2023 1998 〇 一 二 三 十 廿 卅 百 半 年 月 日 号 时 点 分 : / - — ~ 至 到 、 。 “ ” 的
今 明 昨 去年 今年 同日 次日 周 上周 星期 五 末 初 底 前 后 以来 之前 年代 世纪 农历 正月 闰 旬 上旬
季度
半年 春 夏 康熙 民国 元 春节 国庆 假期 当地时间 北京时间 下午 晚 天 个月 过去 未来 将 了 起 本报
9999 0000 👋
"""
PIECES = st.sampled_from([*_PIECES.split(), "\n", "\ud800"])


@settings(max_examples=400, deadline=None)
@given(
    st.lists(PIECES, max_size=25).map("".join),
    st.sampled_from([None, PUBLISHED, date.min, date.max]),
)
def test_no_text_breaks_it_and_all_its_values_are_values(text: str, published: date | None) -> None:
    found = find(text, [Span(0, len(text))], published)
    ends = 0
    for time in found:
        assert ends <= time.start < time.end <= len(text)
        assert not time.value or is_value(time.value)
        assert 0 <= time.confidence <= 1
        ends = time.end


@pytest.mark.parametrize(
    ("text", "words", "certain"),
    [
        ("过去三年，贸易增长一倍。", "过去三年", False),
        ("三年前，他离开了。", "三年前", False),
        ("三天前，会议结束。", "三天前", True),
        ("失联矿工69天后获救", "69天后", False),
        ("会议闭幕。69天后，新馆落成。", "69天后", True),
        ("新年第一天，市民登高望远。", "新年第一天", False),
        ("今年元旦，市民登高望远。", "今年元旦", True),
        ("1937年七月，战事起。中秋，城中无月。", "中秋", False),
        ("1937年中秋，城中无月。", "1937年中秋", True),
        ("今年中秋，城中有灯会。", "今年中秋", True),
    ],
)
def test_what_writers_round_or_a_story_leaves_open_is_not_certain(
    text: str, words: str, certain: bool
) -> None:
    """A reader trusts a date that is shown without doubt."""
    [time] = [
        t for t in find(text, [Span(0, len(text))], PUBLISHED) if text[t.start : t.end] == words
    ]
    assert (time.confidence >= CERTAIN) is certain


def test_a_second_month_that_a_year_does_not_have_is_none() -> None:
    text = "2024年闰六月没有来过。"
    [time] = find(text, [Span(0, len(text))], PUBLISHED)
    assert (time.value, time.confidence < CERTAIN) == ("", True)


def test_days_named_by_the_cycle_end_with_the_calendar() -> None:
    """A file's metadata may tell any day of publication."""
    assert cycles.named(date(9999, 12, 30), date.max, "甲子") is None
    text = "九月初三日乙巳，乙巳，十八日壬戌。"
    assert find(text, [Span(0, len(text))], date.max)


@pytest.mark.parametrize(
    "text",
    [
        "记者3月4日从公安局获悉，今天凌晨，嫌疑人落网。",
        "据外媒3月4日报道，今天当地发生地震。",
        "3月4日，北京。今天的会场格外热闹。",
    ],
)
def test_today_beside_the_day_before_is_not_certain(text: str) -> None:
    """A reader who counts events by day would trust a value that may be a day off."""
    times = find(text, [Span(0, len(text))], date(2019, 3, 5))
    assert [
        time.confidence < CERTAIN for time in times if "今天" in text[time.start : time.end]
    ] == [True]


def test_a_statement_is_no_tomorrow() -> None:
    text = "声明（3月4日）说，双方达成一致。"
    times = find(text, [Span(0, len(text))], date(2019, 3, 5))
    assert [text[time.start : time.end] for time in times] == ["3月4日"]
