"""The values of `date:`, `has:` and `is:`. Pure.

2023   2023-07   2023/7/13   2023年7月13日   20230713   2023-07..2023-10   2023-07..   ..2023
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zhupi.core.messages import message
from zhupi.search.query_tree import Dates, Flag
from zhupi.search.query_words import UnparsableError, shown

#: What `has:` and `is:` ask for: each flag's value in English, then in Chinese.
VALUE_NAMES: Final[Mapping[Flag, tuple[str, ...]]] = MappingProxyType(
    {
        Flag.HAS_NOTE: ("note", "笔记", "筆記"),
        Flag.HAS_TAG: ("tag", "标签", "標籤"),
        Flag.HAS_ANNOTATION: ("annotation", "批注", "批註", "标注", "標註"),
        Flag.HAS_DATE: ("date", "日期"),
        Flag.HAS_ENTITY: ("entity", "实体", "實體"),
        Flag.IS_READ: ("read", "已读", "已讀"),
        Flag.IS_UNREAD: ("unread", "未读", "未讀"),
    }
)
_FLAGS = MappingProxyType(
    {
        (flag.value.partition(":")[0], name): flag
        for flag, names in VALUE_NAMES.items()
        for name in names
    }
)

_BETWEEN = re.compile(r"\.{2,3}|至|到")
_DATE = re.compile(
    r"([0-9]{4})(?:年?|(?:[-/.]|年)([0-9]{1,2})(?:月?|(?:[-/.]|月)([0-9]{1,2})[日号]?))"
)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def flag(field: str, value: str) -> Flag:
    """What `has:` or `is:` asks for; raises `UnparsableError`."""
    folded = unicodedata.normalize("NFKC", value).strip().lower()
    if found := _FLAGS.get((field, folded)):
        return found
    if field == "has":
        raise UnparsableError(
            message(
                "“has:” asks for note, tag, annotation, date or entity and does not know "
                "“{value}”, so the whole line was searched as typed.",
                value=shown(value),
            )
        )
    raise UnparsableError(
        message(
            "“is:” asks for read or unread and does not know “{value}”, "
            "so the whole line was searched as typed.",
            value=shown(value),
        )
    )


def dates(value: str) -> Dates:
    """The days that `date:` asks for; raises `UnparsableError` where the calendar has none."""
    ends = _BETWEEN.split(unicodedata.normalize("NFKC", value).strip())
    days = [_days(end) if end else None for end in ends]
    if len(days) == 1 and days[0]:
        return Dates(*days[0])
    if len(days) == 2 and (days[0] or days[1]):
        low, high = days
        asked = Dates(low[0] if low else None, high[1] if high else None)
        if asked.first and asked.last and asked.first > asked.last:
            raise UnparsableError(
                message(
                    "The dates “{value}” end before they begin, "
                    "so the whole line was searched as typed.",
                    value=shown(value),
                )
            )
        return asked
    raise _no_date(value)


def _days(typed: str) -> tuple[date, date]:
    """The first and last day of a year, a month or a day."""
    found = _DATE.fullmatch(typed) or _DIGITS.fullmatch(typed)
    if not found:
        raise _no_date(typed)
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return first, first
        last_month = int(month or 12)
        return first, date(first.year, last_month, monthrange(first.year, last_month)[1])
    except ValueError as error:  # the thirteenth month, the thirtieth of February, the year 0
        raise _no_date(typed) from error


def _no_date(value: str) -> UnparsableError:
    return UnparsableError(
        message(
            "“{value}” is no date of the calendar (2023, 2023-07, 2023-07-13, "
            "2023-07..2023-10), so the whole line was searched as typed.",
            value=shown(value),
        )
    )
