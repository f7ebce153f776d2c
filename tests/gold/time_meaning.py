"""What values of times mean: two ways to write the same days are one value.

Pure. Values are those of docs/annotation-guide.md: ISO 8601 with the signs of ISO 8601-2.
"""

from __future__ import annotations

import calendar
import re

Meaning = tuple[str, str]
"""The first and the last day (or moment), both inclusive; `..` is an open end."""

_SECONDS = re.compile(r"(T\d\d:\d\d):00(?=$|[Z+-])")


def meaning(value: str) -> Meaning:
    """What a value says. One that cannot be read means itself.

    >>> meaning("2023-02") == meaning("2023-02-01/2023-02-28") == ("2023-02-01", "2023-02-28")
    True
    >>> meaning("1990/.."), meaning("2023-10-05T08:00:00+08:00")[0]
    (('1990-01-01', '..'), '2023-10-05T08:00+08:00')
    """
    first, slash, last = value.partition("/")
    return _edge(first, last=False), _edge(last if slash else first, last=True)


def same(value: str, other: str) -> bool:
    """Whether two values mean the same; an empty one means nothing."""
    return bool(value and other) and meaning(value) == meaning(other)


def leaves_open(value: str, other: str) -> bool:
    """Whether `value` says less than `other`, and nothing that contradicts it.

    >>> leaves_open("XXXX-09-16", "2023-09-16"), leaves_open("", "2023")
    (True, True)
    >>> leaves_open("XXXX-09-17", "2023-09-16"), leaves_open("2023", "XXXX")
    (False, False)
    """
    if not value:
        return True
    pattern = re.escape(value).replace("X", "[0-9X]")
    return "X" in value and re.fullmatch(pattern, other) is not None


def same_day(value: str, other: str) -> bool:
    """The same without hours and zones, for those that tell no hours.

    >>> same_day("2023-10-05", "2023-10-05T08:00+08:00")
    True
    """
    return same(*(re.sub(r"T[^/]*", "", one) for one in (value, other)))


def _edge(value: str, *, last: bool) -> str:
    if "T" in value or "X" in value or value == "..":
        return _SECONDS.sub(r"\1", value)
    sign = "-" if value.startswith("-") else ""
    parts = value.removeprefix("-").split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        return value
    if len(parts) == 1:
        parts.append("12" if last else "01")
    if len(parts) == 2:
        year, month = int(parts[0]), int(parts[1])
        known = 1 <= month <= 12
        length = calendar.monthrange(year % 400 + 2000, month)[1] if known else 31
        parts.append(f"{length:02}" if last else "01")
    return sign + "-".join(parts)
