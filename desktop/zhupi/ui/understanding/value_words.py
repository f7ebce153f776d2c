"""Values of times (ISO 8601 with the signs of ISO 8601-2) as people write dates.

What is not such a value is shown as it is: nothing is hidden from whoever looks.
"""

from __future__ import annotations

import re
from datetime import date

from zhupi.core.messages import Translator

_POINT = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX|XXXX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<clock>\d\d(?::\d\d){0,2})(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_CLOCK = re.compile(r"T(?P<clock>\d\d(?::\d\d){0,2})(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?")


def value_text(value: str, tr: Translator, *, weekday: bool = True) -> str:
    """The value in words; without the day of the week where there is little room.

    >>> from zhupi.core.messages import ENGLISH
    >>> [value_text(v, ENGLISH) for v in ("2023-09-16", "2023-06/..", "XXXX-09-16")]
    ['Saturday, 16 September 2023', 'since June 2023', '16 September, year not known']
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _point(value, tr, weekday=weekday) or value
    if first == "..":
        return tr("until {end}", end=_point(last, tr, weekday=weekday) or last)
    if last == "..":
        return tr("since {start}", start=_point(first, tr, weekday=weekday) or first)
    start, end = _point(first, tr, weekday=False), _point(last, tr, weekday=False)
    return tr("{start} to {end}", start=start or first, end=end or last)


def _point(value: str, tr: Translator, *, weekday: bool = True) -> str:
    """Empty for what is no moment."""
    clock = _CLOCK.fullmatch(value)
    if clock is not None:
        return _clock(clock, tr)
    found = _POINT.fullmatch(value)
    if found is None:
        return ""
    day = _day(found["year"], found["month"] or "", found["day"] or "", tr, weekday=weekday)
    if not day or not found["clock"]:
        return day
    return tr("{day}, {clock}", day=day, clock=_clock(found, tr))


def _day(year: str, month: str, day: str, tr: Translator, *, weekday: bool) -> str:
    name = _month(month, tr) if month.isdigit() else ""
    if month.isdigit() and not name:
        return ""
    if name:
        return (
            _in_month(year, name, day, tr)
            if not weekday
            else _with_weekday(year, month, day, _in_month(year, name, day, tr), tr)
        )
    if day.isdigit():
        return tr("day {day}, month and year not known", day=int(day))
    return _year(year, tr)


def _in_month(year: str, month: str, day: str, tr: Translator) -> str:
    if year.lstrip("-").isdigit():
        if not day.isdigit():
            return tr("{month} {year}", month=month, year=_year(year, tr))
        return tr("{day} {month} {year}", day=int(day), month=month, year=_year(year, tr))
    if day.isdigit():
        return tr("{day} {month}, year not known", day=int(day), month=month)
    return tr("{month}, year not known", month=month)


def _with_weekday(year: str, month: str, day: str, words: str, tr: Translator) -> str:
    name = _weekday(year, month, day, tr)
    return tr("{weekday}, {day}", weekday=name, day=words) if name else words


def _year(year: str, tr: Translator) -> str:
    if year == "XXXX":
        return tr("year not known")
    if year.endswith("XX"):
        return tr("the years {year}00 to {year}99", year=year[:2])
    if year.endswith("X"):
        return tr("the {decade}0s", decade=year[:3])
    if year.startswith("-"):
        return tr("{year} BC", year=int(year[1:]) + 1)  # the year 0 is 1 BC
    return tr("{year}", year=int(year))


def _clock(found: re.Match[str], tr: Translator) -> str:
    zone = found["zone"] or ""
    if not zone:
        return found["clock"]
    named = "UTC" if zone in {"Z", "+00:00"} else f"UTC{zone.replace('-', '−')}"
    return tr("{clock} ({zone})", clock=found["clock"], zone=named)


def _weekday(year: str, month: str, day: str, tr: Translator) -> str:
    try:
        number = date(int(year), int(month), int(day)).weekday()
    except ValueError:
        return ""
    return (
        tr("Monday"),
        tr("Tuesday"),
        tr("Wednesday"),
        tr("Thursday"),
        tr("Friday"),
        tr("Saturday"),
        tr("Sunday"),
    )[number]


def _month(month: str, tr: Translator) -> str:
    names = (
        tr("January"),
        tr("February"),
        tr("March"),
        tr("April"),
        tr("May"),
        tr("June"),
        tr("July"),
        tr("August"),
        tr("September"),
        tr("October"),
        tr("November"),
        tr("December"),
    )
    number = int(month)
    return names[number - 1] if 1 <= number <= len(names) else ""
