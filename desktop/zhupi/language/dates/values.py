"""ISO 8601-2 values of times: which texts are values, and what a value is made of.

The invariant: what is written here is a value by `is_value`.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from zhupi.language.patterns import Pattern

_MOMENT = Pattern(
    r"(?P<year>-?\d{4}|\d{2,3}X{1,2}|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)"
    r"(?:T(?P<hour>\d\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?"
)
_LAST_HOUR = 23
_MONTHS = 12
_LEAP_YEAR = 2000
_LONGEST_MONTH = 31


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
    longest = calendar.monthrange(known, month)[1] if month is not None else _LONGEST_MONTH
    return day is None or 1 <= day <= longest


def _number(part: str | None) -> int | None:
    return int(part) if part is not None and part.isdecimal() else None


def _in_order(first: str, last: str) -> bool:
    """Whether the interval does not end before it begins, as far as both ends are known."""
    if "X" in first + last or first.startswith("-") or last.startswith("-"):
        return True
    size = min(len(first), len(last), len("2023-10-05T08:00"))
    return first[:size] <= last[:size]


class Moment(NamedTuple):
    """A year, month, day or time of day; parts that are not known are None.

    `year` counts as ISO 8601 does: 0 is 1 BC. A day has a month (perhaps None), an hour a day.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    offset: str = ""  #: of a time of day: `+08:00`, `Z`, or empty where the text names no zone
    second: int | None = None

    @classmethod
    def of(cls, day: date) -> Moment:
        return cls(day.year, day.month, day.day)

    @property
    def known_day(self) -> date | None:
        """The day, where all of it is known."""
        if self.year is None or self.month is None or self.day is None or self.year < 1:
            return None
        return date(self.year, self.month, self.day)

    @property
    def possible(self) -> bool:
        """Whether the calendar has it."""
        return _is_moment(self.iso())

    def iso(self) -> str:
        """As ISO 8601-2 writes it.

        >>> Moment(-220).iso(), Moment(None, 9, 16).iso(), Moment(2023, None, 5).iso()
        ('-0220', 'XXXX-09-16', '2023-XX-05')
        """
        text = "XXXX" if self.year is None else f"{self.year:05}" if self.year < 0 else ""
        text = text or f"{self.year:04}"
        if self.month is None and self.day is None:
            return text
        text += "-XX" if self.month is None else f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.hour is not None:
            seconds = "" if self.second is None else f":{self.second:02}"
            text += f"T{self.hour:02}:{self.minute:02}{seconds}{self.offset}"
        return text

    def first_day(self) -> date | None:
        """The day on which it begins."""
        if self.year is None or not 1 <= self.year <= date.max.year:
            return None
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None

    def last_day(self) -> date | None:
        """The day on which it ends."""
        first = self.first_day()
        if first is None or self.day is not None:
            return first
        month = self.month or _MONTHS
        return date(first.year, month, calendar.monthrange(first.year, month)[1])

    def months_later(self, months: int) -> Moment:
        """The month that many months later; of a year the year."""
        if self.year is None:
            return Moment(None)
        total = self.year * _MONTHS + (self.month or 1) - 1 + months
        return Moment(total // _MONTHS, total % _MONTHS + 1)


class Stretch(NamedTuple):
    """From the beginning of one moment to the end of another; None is an open end."""

    first: Moment | None
    last: Moment | None

    @classmethod
    def at(cls, moment: Moment) -> Stretch:
        return cls(moment, moment)

    @classmethod
    def days(cls, first: date, last: date) -> Stretch:
        return cls(Moment.of(first), Moment.of(last))

    @property
    def single(self) -> Moment | None:
        """The moment, where it is no interval."""
        return self.first if self.first == self.last else None

    def iso(self) -> str:
        """As ISO 8601-2 writes it; empty where the calendar has no such time."""
        if self.single is not None:
            text = self.single.iso()
        else:
            ends = (self.first, self.last)
            text = "/".join(".." if end is None else end.iso() for end in ends)
        return text if is_value(text) else ""


def moment_after(moment: Moment, days: int) -> Moment | None:
    """The day that many days later, also where the year is not known; None where it then may be
    either of two."""
    if moment.month is None or moment.day is None:
        return None
    years = (_LEAP_YEAR, _LEAP_YEAR + 1) if moment.year is None else (moment.year,)
    found = set()
    for year in years:
        known = Moment(year, moment.month, moment.day)
        day = day_after(known.known_day, days) if known.possible and known.known_day else None
        found.add((day.year - year, day.month, day.day) if day else None)
    told = found.pop() if len(found) == 1 else None
    if told is None:
        return None
    return Moment(None if moment.year is None else moment.year + told[0], told[1], told[2])


def day_after(day: date, days: int) -> date | None:
    """The day that many days later, where the calendar reaches so far."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
