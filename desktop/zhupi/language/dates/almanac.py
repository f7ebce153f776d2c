"""Calendars other than the common one: lunar dates, solar terms, feasts, holidays, eras, zones.

Facts are read from `resources/calendar`, whose README says where they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from zhupi.core.paths import resources

#: The 24 solar terms, two characters each, from January on.
TERMS = (
    "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至"
    "小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至"
)
_LAST_MONTH = 12
_SHORT_MONTH = 29


class LunarYear(NamedTuple):
    first: date
    leap: int  #: number of the month that has a second one after it, or 0
    long: str  #: for each month 1 if it has 30 days, the leap month in its place

    def day(self, month: int, day: int, *, leap: bool = False) -> date | None:
        """The day of the common calendar; day 0 is the last of the month."""
        if not 1 <= month <= _LAST_MONTH or (leap and month != self.leap):
            return None
        index = month - 1 + (1 if leap or 0 < self.leap < month else 0)
        lengths = [_SHORT_MONTH + int(long) for long in self.long]
        if not 0 <= day <= lengths[index]:
            return None
        return self.first + timedelta(days=sum(lengths[:index]) + (day or lengths[index]) - 1)

    def of(self, day: date) -> tuple[int, int, bool] | None:
        """Month and day of a day of the common calendar, and whether the month is the second of
        its number; None where it is of another year."""
        left = (day - self.first).days
        for index, long in enumerate(self.long):
            length = _SHORT_MONTH + int(long)
            if 0 <= left < length:
                later = 0 < self.leap <= index
                return index + 1 - later, left + 1, later and index == self.leap
            left -= length
        return None


class Feast(NamedTuple):
    kind: str  #: solar, lunar, term, nth, easter
    when: str
    bare: bool  #: whether the name alone is no other word


class Era(NamedTuple):
    land: str
    first: int
    last: int | None


class Almanac(NamedTuple):
    """All tables; immutable."""

    lunar: Mapping[int, LunarYear]
    terms: Mapping[int, tuple[int, ...]]
    holidays: Mapping[tuple[int, str], tuple[date, date]]
    feasts: Mapping[str, Feast]
    eras: Mapping[str, tuple[Era, ...]]
    dynasties: Mapping[str, tuple[int, int]]
    zones: Mapping[str, str]
    years: Mapping[str, int]  #: by the events that they are called after

    def lunar_day(self, year: int, month: int, day: int, *, leap: bool = False) -> date | None:
        """The day of the common calendar, where the table reaches so far and has it.

        >>> almanac().lunar_day(2023, 8, 15)
        datetime.date(2023, 9, 29)
        """
        found = self.lunar.get(year)
        return found.day(month, day, leap=leap) if found else None

    def of_moon(self, day: date) -> tuple[int, int, int, bool] | None:
        """The lunar year, month and day of a day, and whether the month is a leap month.

        >>> almanac().of_moon(date(2023, 9, 29)), almanac().of_moon(date(2025, 7, 25))
        ((2023, 8, 15, False), (2025, 6, 1, True))
        """
        for year in (day.year, day.year - 1):
            found = self.lunar.get(year)
            if found is not None and (told := found.of(day)) is not None:
                return year, *told
        return None

    def lunar_month(self, year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
        """First and last day of a lunar month; `leap`: of the second of its number.

        >>> almanac().lunar_month(2025, 6, leap=True)
        (datetime.date(2025, 7, 25), datetime.date(2025, 8, 22))
        """
        first = self.lunar_day(year, month, 1, leap=leap)
        last = self.lunar_day(year, month, 0, leap=leap)
        return (first, last) if first and last else None

    def term(self, year: int, name: str) -> date | None:
        """The day of a solar term."""
        days = self.terms.get(year)
        index = TERMS.index(name) // 2
        return date(year, index // 2 + 1, days[index]) if days else None

    def feast(self, year: int, name: str) -> date | None:
        """The day of a feast in a year; a lunar one's in the lunar year of that number.

        >>> almanac().feast(2011, "端午节"), almanac().feast(2024, "感恩节")
        (datetime.date(2011, 6, 6), datetime.date(2024, 11, 28))
        """
        feast = self.feasts[name]
        if not date.min.year < year < date.max.year:
            return None
        if feast.kind == "solar":
            month, day = map(int, feast.when.split("-"))
            return date(year, month, day)
        if feast.kind == "lunar":
            month, day = map(int, feast.when.split("-"))
            # The feasts of the twelfth month are told by the year that they lead into.
            return self.lunar_day(year - (month == _LAST_MONTH), month, day)
        if feast.kind == "term":
            return self.term(year, feast.when)
        if feast.kind == "nth":
            month, weekday, count = map(int, feast.when.split())
            return nth_weekday(year, month, weekday, count)
        return _easter(year) + timedelta(days=int(feast.when))

    def holiday(self, year: int, name: str) -> tuple[date, date] | None:
        """First and last day of China's public holiday around a feast."""
        short = {"五一": "劳动节", "十一": "国庆"}.get(name, name.removesuffix("节"))
        return self.holidays.get((year, short)) or self.holidays.get((year, short + "节"))

    def offset(self, zone: str, moment: datetime) -> str:
        """The offset of a zone that the text names, at a local time; empty where unknown.

        >>> almanac().offset("纽约", datetime(2008, 9, 15, 1))
        '-04:00'
        """
        name = self.zones.get(zone, "")
        if "/" not in name:
            return name
        # Few articles name a zone, and what finds the system's table of them loads long.
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415

        try:
            text = moment.replace(tzinfo=ZoneInfo(name)).strftime("%z")
        except (ZoneInfoNotFoundError, OverflowError, ValueError):
            return ""
        return f"{text[:3]}:{text[3:5]}"


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The `count`th Monday (1) to Sunday (7) of a month."""
    first = date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (count - 1)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    total = epact + weekday - 7 * late + 114
    return date(year, total // 31, total % 31 + 1)


@cache
def almanac() -> Almanac:
    """The program's own, read once; it never changes."""
    folder = resources() / "calendar"
    feasts = {
        name: Feast(kind.rstrip("!"), when, not kind.endswith("!"))
        for name, kind, when in _rows(folder / "feasts.tsv")
    }
    eras: dict[str, tuple[Era, ...]] = {}
    for land, name, first, *last in _rows(folder / "eras.tsv"):
        era = Era(land, int(first), int(last[0]) if last else None)
        eras[name] = (*eras.get(name, ()), era)
    return Almanac(
        lunar={
            int(year): LunarYear(date.fromisoformat(first), int(leap), long)
            for year, first, leap, long in _rows(folder / "lunar.tsv")
        },
        terms={
            int(year): tuple(map(int, days.split())) for year, days in _rows(folder / "terms.tsv")
        },
        holidays={
            (int(year), name): (date.fromisoformat(first), date.fromisoformat(last))
            for year, name, first, last in _rows(folder / "holidays.tsv")
        },
        feasts=feasts,
        eras=eras,
        dynasties={
            name: (int(first), int(last)) for name, first, last in _rows(folder / "dynasties.tsv")
        },
        zones={row[0]: row[1] for row in _rows(folder / "zones.tsv")},
        years={
            name: int(year)
            for names, year in _rows(folder / "years.tsv")
            for name in names.split(" ")
        },
    )


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
