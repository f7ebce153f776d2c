"""Times longer than a month that a calendar does not name by number: seasons, decades, reigns."""

from __future__ import annotations

from collections.abc import Mapping

from zhupi.language.dates.almanac import Era, almanac
from zhupi.language.dates.numerals import number
from zhupi.language.dates.values import Moment, Stretch

_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
_QUARTERS = {"首": 1, "次": 2, "末": 4}
_SEVERAL = frozenset({"五代", "十六国", "南北朝", "武周"})  #: ages of several lands, or within one
_CENTURY = 100
_SUN_IN_JAPAN, _SUN_IN_CHINA = 1873, 1912  #: first years by the common calendar
_FIRST_PLAN, _SECOND_REGULAR_PLAN = 1953, 1966
#: First and last year within ten or a hundred years.
_DECADE_PARTS = {"初": (0, 3), "前": (0, 4), "中": (4, 6), "后": (5, 9), "末": (7, 9)}
_CENTURY_PARTS = {
    "初": (1, 10), "前期": (1, 33), "上": (1, 50), "前半": (1, 50), "中": (41, 60),
    "下": (51, 100), "后半": (51, 100), "后期": (67, 100), "末": (91, 100),
}  # fmt: skip


def years(first: int, last: int) -> Stretch:
    return Stretch(Moment(first), Moment(last))


def months(year: int | None, first: int, last: int) -> Stretch:
    """From one month of a year to another, which may be of the next (13 is January)."""
    if year is None:
        return Stretch(Moment(None, first), Moment(None, (last - 1) % 12 + 1))
    begin, end = Moment(year).months_later(first - 1), Moment(year).months_later(last - 1)
    return Stretch.at(begin) if begin == end else Stretch(begin, end)


def season(year: int | None, name: str) -> Stretch:
    """Spring from March; the winter of a year from its December."""
    return months(year, *_SEASONS[name])


def quarter(year: int | None, words: Mapping[str, str]) -> Stretch | None:
    """第三季度, 前三季度, 末季."""
    if "q_first" in words:
        count = number(words["q_first"].strip("前个"))
        return months(year, 1, 3 * count) if count else None
    name = words.get("q") or words.get("q2") or words["q3"][0]
    index = _QUARTERS.get(name) or number(name)
    first = number(words["q_from"]) if "q_from" in words else index
    return months(year, 3 * first - 2, 3 * index) if index and first else None


def decade(first: int, part: str) -> Stretch:
    """The ten years from `first`, or their beginning, middle or end."""
    low, high = _part(_DECADE_PARTS, part, (0, 9))
    return years(first + low, first + high)


def century(index: int, part: str) -> Stretch:
    """The twentieth is 1901 to 2000."""
    low, high = _part(_CENTURY_PARTS, part, (1, _CENTURY))
    base = (index - 1) * _CENTURY
    return years(base + low, base + high)


def _part(
    parts: Mapping[str, tuple[int, int]], part: str, whole: tuple[int, int]
) -> tuple[int, int]:
    fitting = (ends for name, ends in parts.items() if part.startswith(name))
    return next(fitting, whole) if part else whole


def five_year_plan(name: str, part: str) -> Stretch | None:
    """“八五”: 1991 to 1995."""
    index = number(name)
    if index is None or index > 30:
        return None
    first = 1953 + 5 * (index - 1) if index <= 2 else 1966 + 5 * (index - 3)
    if part.startswith("末"):
        return Stretch.at(Moment(first + 4))
    if part.startswith(("初", "开局")):
        return Stretch.at(Moment(first))
    return Stretch(Moment(first), None) if part == "以来" else years(first, first + 4)


def era_named(
    name: str, *, japanese: bool, land: str = "", before: str = "", near: int | None = None
) -> Era | None:
    """Of eras of one name that of the land told before it, or that the text speaks of: in the words
    `before`, or of the year `near` to it.

    None where that land has no such era.
    """
    eras = almanac().eras[name]
    if land and land not in _SEVERAL:
        told = [era for era in eras if era.land == land]
        return next(iter(told or [era for era in eras if era.land in land]), None)
    fitting = [era for era in eras if (era.land == "日本") == japanese] or list(eras)
    named = [era for era in fitting if era.land[-1] in before]
    if not named and near is not None:
        return min(fitting, key=lambda era: abs(era.first - near))
    return (named or fitting)[0]


def by_moon(land: str, year: int) -> bool:
    """Whether months of that year are lunar ones."""
    if land == "日本":
        return year < _SUN_IN_JAPAN
    return land not in {"民国", "满洲国", "太平天国", "越南", "纪元"} and year < _SUN_IN_CHINA
