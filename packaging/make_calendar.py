"""Makes the tables of `resources/calendar` that are computed: lunar years, solar terms, holidays.

    pip install lunar_python==1.4.8 chinesecalendar==1.11.0
    python packaging/make_calendar.py

Both libraries are under the MIT licence. They are no dependencies of the program: only the facts
that they give are kept. The eras, feasts and zones of that folder are written by hand.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

from chinese_calendar.constants import holidays, workdays
from lunar_python import LunarYear, Solar

FOLDER = Path(__file__).parents[1] / "resources" / "calendar"
FIRST_YEAR, LAST_YEAR = 1600, 2100  #: of lunar years; earlier days were of the Julian calendar
FIRST_TERMS = 1900
SATURDAY = 5
TERMS = re.findall(
    "..",
    "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至",
)
HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "National Day": "国庆",
    "Mid-autumn Festival": "中秋",
}


def main() -> None:
    """Writes the three files."""
    lunar = f"lunar_python {version('lunar_python')} (MIT)"
    _write(
        "lunar.tsv",
        f"Lunar years: {lunar}. The year, the first day of its first month, the number of its "
        "leap month or 0, and for each month, the leap month in its place, 1 if it has 30 days",
        [_lunar_year(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)],
    )
    _write(
        "terms.tsv",
        f"Solar terms: {lunar}. The year, and of {' '.join(TERMS)} the days of the month, the "
        "first two in January",
        [_terms(year) for year in range(FIRST_TERMS, LAST_YEAR + 1)],
    )
    _write(
        "holidays.tsv",
        f"Public holidays of China: chinesecalendar {version('chinesecalendar')} (MIT), after the "
        "State Council's notices. The year, the feast, the first and the last day",
        _holidays(),
    )


def _lunar_year(year: int) -> str:
    months = [month for month in LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    first = Solar.fromJulianDay(months[0].getFirstJulianDay()).toYmd()
    leap = next((-month.getMonth() for month in months if month.getMonth() < 0), 0)
    lengths = "".join("1" if month.getDayCount() == 30 else "0" for month in months)
    return f"{year}\t{first}\t{leap}\t{lengths}"


def _terms(year: int) -> str:
    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    after = Solar.fromYmd(year, 12, 31).getLunar().getJieQiTable()
    days = []
    for number, term in enumerate(TERMS):
        found = [
            solar.getDay()
            for source in (table, after)
            for name, solar in source.items()
            if name == term and solar.getYear() == year and solar.getMonth() == number // 2 + 1
        ]
        if not found:
            found = [
                solar.getDay()
                for name, solar in after.items()
                if name.isascii()
                and solar.getYear() == year
                and solar.getMonth() == number // 2 + 1
            ]
        days.append(str(found[0]))
    return f"{year}\t{' '.join(days)}"


def _holidays() -> list[str]:
    """Each feast with all the free days around it, weekends and a second feast among them."""
    names = {day: HOLIDAYS[name] for day, name in holidays.items() if name in HOLIDAYS}
    lines = set()
    for day, name in sorted(names.items()):
        first, last = _furthest(day, -1, names), _furthest(day, 1, names)
        lines.add(f"{_feast_year(name, last)}\t{name}\t{first}\t{last}")
    return sorted(lines)


def _furthest(day: date, step: int, names: dict[date, str]) -> date:
    """The last free day that can be reached from `day` in that direction."""
    while True:
        following = day + timedelta(days=step)
        if following not in names and (following.weekday() < SATURDAY or following in workdays):
            return day
        day = following


def _feast_year(name: str, last: date) -> int:
    """A New Year's holiday may begin in the old year."""
    return last.year + 1 if name == "元旦" and last.month == 12 else last.year


def _write(name: str, comment: str, lines: list[str]) -> None:
    text = "\n".join([f"# {comment}.", *lines]) + "\n"
    (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
