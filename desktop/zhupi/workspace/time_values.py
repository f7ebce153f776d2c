"""Whether what a person typed is the value of a time: ISO 8601, with the signs of ISO 8601-2."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message

_DAY = r"(?P<year>\d{4}|\d{3}X|\d{2}XX|X{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
_CLOCK = r"T(?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?)?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?"
_POINT = re.compile(rf"{_DAY}(?:{_CLOCK})?|{_CLOCK}")
_LONGEST_YEAR = 2000  #: a leap year, for months and days without one


def checked_value(typed: str) -> str:
    """The value that was typed, without spaces. Raises `InvalidRequestError` where it is none.

    >>> checked_value(" 2023-09-16/2023-09-17 "), checked_value("2023-06/..")
    ('2023-09-16/2023-09-17', '2023-06/..')
    """
    value = "".join(typed.split())
    ends = value.split("/")
    open_ends = ends.count("..")
    known = [end for end in ends if end != ".."]
    if len(ends) > 2 or open_ends == len(ends) or not all(map(_is_point, known)):
        raise InvalidRequestError(
            message(
                "“{value}” is no date: write it as 2023-09-16, 2023-09, 2023-09-16/2023-09-17, "
                "2023-06/.. or XXXX-09-16.",
                value=typed,
            )
        )
    if open_ends and len(ends) == 1:
        raise InvalidRequestError(message("“{value}” is no date.", value=typed))
    return value


def _is_point(value: str) -> bool:
    match = _POINT.fullmatch(value)
    if match is None:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if month in {None, "XX"}:
        return month is None or day in {None, "XX"} or int(day or 0) in range(1, 32)
    with suppress(ValueError):
        known_year = int(year) if year.isdigit() and int(year) else _LONGEST_YEAR
        date(known_year, int(month), 1 if day in {None, "XX"} else int(day))
        return True
    return False
