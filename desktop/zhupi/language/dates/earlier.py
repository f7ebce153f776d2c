"""ISO 8601 values of dates in Chinese, where the words leave no doubt.

A date without a year is taken to be of the year of publication, if that is not more than a week
in the future and the article has not spoken of another year before; otherwise, and for words
that count from another date, there is no value.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "两": "2",
}
_YEAR_DIGITS = "〇零○一二三四五六七八九"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:\d{{4}}|[{_YEAR_DIGITS}]{{4}}|今|去|明|前)"
_THIRD = r"上旬|中旬|下旬"


def _point(prefix: str) -> str:
    """One date; every part may be missing, which the caller checks."""
    return (
        rf"(?:(?P<{prefix}year>{_YEAR})年)?"
        rf"(?:(?P<{prefix}month>{_NUMBER})月份?)?"
        rf"(?P<{prefix}third>{_THIRD})?"
        rf"(?:(?P<{prefix}day>{_NUMBER})[日号])?"
    )


_DATE = re.compile(
    rf"(?:当地时间|北京时间|美东时间|美国东部时间)?\s*(?:{_point('')}"
    rf"(?:[至到\-—–~～]{{1,2}}{_point('to_')})?)(?![\d世代])"
)
_SLACK = timedelta(days=7)
_RELATIVE_YEARS = {"今": 0, "去": -1, "明": 1, "前": -2}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class _Date:
    year: int
    month: int | None = None
    day: int | None = None
    third: str = ""

    def iso(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        if self.third:
            return f"{self.first().isoformat()}/{self.last().isoformat()}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return self.first().isoformat()

    def first(self) -> date:
        """Its first day; raises `ValueError` where the calendar has no such day."""
        start = _THIRDS[self.third][0] if self.third else 1
        return date(self.year, self.month or 1, self.day or start)

    def last(self) -> date:
        if self.day is not None:
            return self.first()
        month = self.month or 12
        length = calendar.monthrange(self.year, month)[1]
        return date(self.year, month, min(_THIRDS[self.third][1], length) if self.third else length)


def iso_values(times: Iterable[str], published: date | None) -> list[str]:
    """The values of an article's times, in the order of the text.

    >>> iso_values(["8月1日", "1972年2月21日", "2月28日", "去年"], date(2023, 8, 2))
    ['2023-08-01', '1972-02-21', '', '2022']
    """
    values = []
    elsewhen = False
    for text in times:
        values.append(iso_value(text, published, assume_year=not elsewhen))
        match = _DATE.match(unicodedata.normalize("NFKC", text))
        if match is not None and match["year"] and match["year"] not in _RELATIVE_YEARS:
            elsewhen = published is not None and _year(match["year"], None) != published.year
    return values


def iso_value(text: str, published: date | None, *, assume_year: bool = True) -> str:
    """The date or interval that `text` names, or the empty string.

    `assume_year`: whether a date without a year may be of the year of publication.

    >>> iso_value("9月16日至17日", date(2023, 10, 5)), iso_value("二〇二三年八月二日晚", None)
    ('2023-09-16/2023-09-17', '2023-08-02')
    >>> iso_value("12月1日", date(2023, 10, 5)), iso_value("同日", None)
    ('', '')
    """
    match = _DATE.match(unicodedata.normalize("NFKC", text))
    if match is None or not (match["year"] or match["month"]):
        return ""
    try:
        first = _date(match, "", None, published, assume_year=assume_year)
        if first is None:
            return ""
        if not any(match[f"to_{part}"] for part in ("year", "month", "third", "day")):
            first.first()
            return first.iso()
        last = _date(match, "to_", first, published)
        if last is None or last.last() < first.first():
            return ""
    except ValueError:
        return ""
    start = first.first().isoformat() if first.third else first.iso()
    end = last.last().isoformat() if last.third else last.iso()
    return f"{start}/{end}"


def _date(
    match: re.Match[str],
    prefix: str,
    before: _Date | None,
    published: date | None,
    *,
    assume_year: bool = False,
) -> _Date | None:
    """The date in the groups with `prefix`; what it leaves out it takes from the one `before`."""
    month = _number(match[f"{prefix}month"])
    day = _number(match[f"{prefix}day"])
    third = match[f"{prefix}third"] or ""
    if month is None and before is not None and (day is not None or third):
        month = before.month
    if month is None and (day is not None or third):
        return None
    year = _year(match[f"{prefix}year"], published)
    if year is None and match[f"{prefix}year"] is None:
        if before is not None:
            year = before.year
        elif assume_year and published is not None and month is not None:
            guess = _Date(published.year, month, day, third)
            year = published.year if guess.first() <= published + _SLACK else None
    return None if year is None else _Date(year, month, day, third)


def _year(text: str | None, published: date | None) -> int | None:
    if text is None:
        return None
    if text in _RELATIVE_YEARS:
        return published.year + _RELATIVE_YEARS[text] if published else None
    year = int("".join(_DIGITS.get(c, c) for c in text))
    return year if year >= 1 else None


def _number(text: str | None) -> int | None:
    """1 to 99 in either kind of digits.

    >>> [_number(n) for n in ("7", "十", "十二", "二十", "三十一")]
    [7, 10, 12, 20, 31]
    """
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(_DIGITS[text]) if text in _DIGITS else None
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
