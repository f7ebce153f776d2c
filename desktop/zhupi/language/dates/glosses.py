"""A day told twice in one breath: 上周五（25日）, 11月6日（周一）, 昨天11月7日, 去年（2022年）.

Both together are one point in time, which has the kinds and the words of both and the kind
`GLOSS`. What one of them leaves open the other one tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.language.dates.points import Point
from zhupi.language.patterns import Pattern

GLOSS = "gloss"
#: A day told by the moon and by the sun; the words of the moon's begin with `MOON`.
CALENDARS, MOON = "calendars", "moon "
_BY_MOON = ("lunar", "cycle")
_DATES = frozenset({"era", "year", "month", "monthword", "day", "lunar", "cycle"})
_NAME_OF_CALENDAR = Pattern(
    "[（(](?:即|合|也即|当)?(?:(?:公|西|阳|新)历|公元|西元|[农旧夏阴]历|清)?的?", needs="（ ("
)
#: 光绪二十一年三月二十三日，即明治二十八年四月十七日.
_THAT_IS = frozenset({"，即", "即", "，亦即", ",即"})
_SUNS_ERAS = frozenset({"明治", "大正", "昭和", "民国"})
_CLOSING = {"（": "）", "(": ")"}
_PAUSES = frozenset({"，", ",", " ", "\u3000", "， "})  #: between a date and its day of the week
_GOES_ON = frozenset("、和与及至到或—–~～-")  #: after a day of the week that others follow
#: Kinds whose words count from another day.
_COUNTED = frozenset({"zone", "dayword", "week", "weekday", "length", "part"})
_WRITTEN = frozenset({"zone", "year", "month", "monthword", "day"})
_WRITTEN_WORDS = frozenset({"y", "m", "m_rel", "dd", "dd_u", "y_rel"})
#: Of a year or a month: its word, and the number beside it.
_LARGER = (("year", "y_rel", "y"), ("monthword", "m_rel", "m"))
_NUMBERED_YEARS = (("year",), ("bc",), ("ad",))
_YEAR_NUMBERS = frozenset({"y", "y_word", "y_two", "bc", "ad"})
_HOURS = frozenset({"part", "clock"})


def glossed(text: str, points: Sequence[Point]) -> list[Point]:
    """`points` with those made one that tell the same day."""
    result: list[Point] = []
    for point in points:
        last = result[-1] if result else None
        if last is None:
            result.append(point)
        elif (
            _HOURS.issuperset(point.kinds)
            and last.has(GLOSS, CALENDARS)
            and not last.has(*point.kinds)
            and point.start == last.end
        ):
            result[-1] = _joined(last, point, point.end)
        elif end := _end_of_calendars(text, last, point):
            result[-1] = _in_two_calendars(last, point, end)
        elif end := _end_of_gloss(text, last, point):
            result[-1] = _joined(last, point, end)._replace(
                kinds=(GLOSS, *last.kinds, *point.kinds)
            )
        else:
            result.append(point)
    return result


def _end_of_calendars(text: str, first: Point, last: Point) -> int:
    """Where a day ends that is told by the moon and in brackets by the sun, or the other way; 0:
    it is not told so."""
    if not (_is_date(first) and _is_date(last) and {"m", *_MONTHS} & set(last.words)):
        return 0
    if _by_moon(first) == _by_moon(last) and not _is_double(first, last):
        return 0
    gap = text[first.end : last.start]
    if gap in _THAT_IS and not _by_moon(last):
        return last.end
    if last.words.keys() & {"l_m"}:
        return 0  # 10月3日（农历八月十九） names the other calendar, and is told anew.
    closing = ")" if gap[:1] == "(" else "）"
    opens = _NAME_OF_CALENDAR.fullmatch(gap)
    return last.end + 1 if opens and text.startswith(closing, last.end) else 0


_MONTHS = frozenset({"l_m", "l_m2", "l_m3", "l_m4", "l_m5"})
#: Words of a number or name of a day.
DAYS = frozenset({"dd", "cyc", "l_only", "l_d", "l_d2", "l_d3", "l_d4", "l_d5"})


def _is_date(point: Point) -> bool:
    return _DATES.issuperset(point.kinds) and not DAYS.isdisjoint(point.words)


def _by_moon(point: Point) -> bool:
    era = point.words.get("era", "")
    if era in _SUNS_ERAS:
        return False
    return point.has(*_BY_MOON) or "dd_c" in point.words or era != ""


def _is_double(first: Point, last: Point) -> bool:
    """三月二十三日（4月17日）, 二十三日（九月二十二日）: none says which is the moon's."""
    numerals = first.words.get("dd", "1"), last.words.get("dd", "1")
    if any(numeral.isascii() for numeral in numerals):
        return numerals[0].isascii() != numerals[1].isascii()
    return "m" not in first.words and first.words.get("dd") != last.words.get("dd")


def _in_two_calendars(first: Point, last: Point, end: int) -> Point:
    """One point with the words of the sun's day, and marked those of the moon's."""
    swapped = _by_moon(last) and not _by_moon(first)
    swapped = swapped or (first.words.get("dd", "一").isascii() and not _by_moon(first))
    moon, sun = (last, first) if swapped else (first, last)
    words = {**sun.words, **{MOON + word: text for word, text in moon.words.items()}}
    return Point(first.start, end, (CALENDARS, *sun.kinds, *(MOON + k for k in moon.kinds)), words)


def calendars(point: Point) -> tuple[Point, Point]:
    """The moon's day and the sun's."""
    words = point.words
    size = len(MOON)
    moon = {word[size:]: text for word, text in words.items() if word.startswith(MOON)}
    sun = {word: text for word, text in words.items() if not word.startswith(MOON)}
    of_moon = tuple(kind[size:] for kind in point.kinds if kind.startswith(MOON))
    of_sun = tuple(k for k in point.kinds if k != CALENDARS and not k.startswith(MOON))
    return point._replace(kinds=of_moon, words=moon), point._replace(kinds=of_sun, words=sun)


def _joined(first: Point, last: Point, end: int) -> Point:
    kinds = (*first.kinds, *last.kinds)
    return Point(first.start, end, kinds, {**first.words, **last.words})


def _end_of_gloss(text: str, first: Point, last: Point) -> int:
    """Where the second of two points ends that tell the same day; 0: they do not."""
    gap = text[first.end : last.start]
    if gap in _PAUSES:
        return last.end if _is_on_weekday(text, first, last) else 0
    closing = _CLOSING.get(gap, "")
    fits = _are_one_day(first, last) or (bool(closing) and _are_one_period(first, last))
    if gap not in {"", *_CLOSING} or not fits or first.has(GLOSS):
        return 0
    if not gap and len(first.words.get("w", "今天")) == 1:
        return 0  # 声明一九四五年
    if not gap and last.kinds == ("day",) and not _stands_alone(text, last):
        return 0
    if closing and not text.startswith(closing, last.end):
        return 0
    return last.end + len(closing)


def _is_on_weekday(text: str, first: Point, last: Point) -> bool:
    """10月16日，星期二: a date and its day of the week, and no list of days."""
    alone = last.kinds == ("weekday",) and not first.has(*_HOURS)
    dated = first.has("day") and _WRITTEN.issuperset(first.kinds)
    dated = dated and (_WRITTEN_WORDS | {"zone"}).issuperset(first.words)
    ends = text[last.end : last.end + 1] not in _GOES_ON
    return alone and dated and ends and first.has("month", "monthword")


def _are_one_day(first: Point, last: Point) -> bool:
    """昨天（7日）, or 7日（周二）."""
    if _is_counted(first):
        return _is_written(last) and not last.has("zone")
    on_weekday = last.kinds in (("weekday",), ("week",)) and _is_counted(last)
    return on_weekday and _is_written(first) and not first.has(*_HOURS)


def _are_one_period(first: Point, last: Point) -> bool:
    """上月（10月）, 去年（2022年）, 五凤三年（公元前55年）."""
    if first.kinds == ("era",):
        return last.kinds in _NUMBERED_YEARS and "y_rel" not in last.words
    return any(
        first.kinds == (kind,)
        and word in first.words
        and number in last.words
        and len(last.kinds) == 1
        for kind, word, number in _LARGER
    )


def _is_counted(point: Point) -> bool:
    """Whether words mean one day, counted from another: 昨晚, 上周五, 三天前."""
    words = point.words
    if not _COUNTED.issuperset(point.kinds):
        return False
    if point.has("length"):
        return words["r_side"].endswith("前") and words["r_u"] in {"天", "日", "周", "个星期"}
    week = point.has("week") and words.get("wk_d", "末") != "末"
    day = point.has("dayword") and not {*words["w"]}.intersection("两(（")
    return week or day or point.has("weekday")


def _stands_alone(text: str, day: Point) -> bool:
    """Whether a number of a day without a month needs no brackets, unlike 昨天8号风球."""
    return (
        day.words["dd_u"] == "日"
        and day.words["dd"].isascii()
        and not text.startswith(("内", "本"), day.end)
    )


def _is_written(point: Point) -> bool:
    """Whether words tell the number of one day."""
    alone = "dd" in point.words and point.words.get("dd_u") in {"日", "号"}
    return alone and (_WRITTEN | _HOURS).issuperset(point.kinds)


def parted(point: Point) -> tuple[Point, Point]:
    """What counts from another day, or is a word for the period, and what tells its number."""
    larger = next(((w, n) for _, w, n in _LARGER if w in point.words and n in point.words), None)
    if larger and "dd" not in point.words:
        return _part(point, {larger[0]}), _part(point, {larger[1]})
    if point.has("era"):
        number = _YEAR_NUMBERS.intersection(point.words)
        era = {word: text for word, text in point.words.items() if word not in number}
        of_number = {word: point.words[word] for word in number}
        return (
            point._replace(kinds=("era",), words=era),
            point._replace(kinds=point.kinds[-1:], words=of_number),
        )
    written = _WRITTEN_WORDS.intersection(point.words)
    return _part(point, set(point.words) - written), _part(point, set(written))


def _part(point: Point, words: set[str]) -> Point:
    counted = not _WRITTEN_WORDS.issuperset(words)
    wanted = _COUNTED if counted else _WRITTEN
    kinds = tuple(kind for kind in point.kinds if kind in wanted)
    return point._replace(kinds=kinds, words={word: point.words[word] for word in words})
