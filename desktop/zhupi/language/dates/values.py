"""ISO 8601-2 values of times: which texts are values, and what a value is made of.

The invariant: what is written here is a value by `is_value`.
"""

from __future__ import annotations

import calendar
import re

_MOMENT = re.compile(
    r"(?P<year>-?\d{4}|\d{2,3}X{1,2}|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)"
    r"(?:T(?P<hour>\d\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?"
)
_LAST_HOUR = 23
_MONTHS = 12
_LEAP_YEAR = 2000


def is_value(text: str) -> bool:
    """Whether `text` is the value of a time: a year, month, day, moment, or an interval of two
    such, of which one may be open (`..`); unknown parts are `XX`.

    >>> [is_value(v) for v in ("2023-10-05", "../2023-06", "XXXX-09-16", "2023-10-05T08:00+08:00")]
    [True, True, True, True]
    >>> [is_value(v) for v in ("2023-02-30", "yesterday", "../..", "2023-10-05/2023-10-01")]
    [False, False, False, False]
    """
    if not text.isascii():
        return False
    first, slash, last = text.partition("/")
    if not slash:
        return _is_moment(first)
    if ".." in (first, last):
        return _is_moment(last if first == ".." else first)
    return _is_moment(first) and _is_moment(last) and _in_order(first, last)


def _is_moment(text: str) -> bool:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return False
    month, day, hour = (_number(match[part]) for part in ("month", "day", "hour"))
    if month is not None and not 1 <= month <= _MONTHS:
        return False
    if hour is not None and hour > _LAST_HOUR:
        return False
    year = match["year"]
    known = int(year) if year.isdecimal() and int(year) else _LEAP_YEAR
    longest = calendar.monthrange(known, month)[1] if month is not None else 31
    return day is None or 1 <= day <= longest


def _number(part: str | None) -> int | None:
    return int(part) if part is not None and part.isdecimal() else None


def _in_order(first: str, last: str) -> bool:
    """Whether the interval does not end before it begins, as far as both ends are known."""
    if "X" in first + last or first.startswith("-") or last.startswith("-"):
        return True
    size = min(len(first), len(last), len("2023-10-05T08:00"))
    return first[:size] <= last[:size]
