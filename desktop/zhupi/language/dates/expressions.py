"""Units → expressions: what belongs together, both ends of a range, what stands after.

An expression is one or two points in time and how it stands to them: since, before, after. Its
borders are those of the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from zhupi.language.dates import telegrams
from zhupi.language.dates.beliefs import believable
from zhupi.language.dates.glosses import glossed
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Expression, Hints, Point
from zhupi.language.dates.twenties import is_twenty
from zhupi.language.dates.units import Unit
from zhupi.language.dates.vocabulary import NO_AFTER, NO_BEFORE, NUMERALS
from zhupi.language.patterns import Pattern

_RANGE = Pattern(r"起?[至到]|\s?(?:——|[-—–~～])\s?|[、/]")
_SUFFIX = Pattern(
    r"(?P<since>以来|(?:开市|开业|开放|开国|建国|建[校院厂社交]|成立|创立|创办|创刊|改革开放|回归|上市|上任|就任|入世|独立|统一)以来)"
    r"|的?(?:(?P<first_day>第一天|头一天|首日)|(?P<last_day>最后一[天日]|末日))"
    r"|(?P<now>至今|迄今|以迄今|到现在)"
    r"|(?P<during>期间|之间|之内|以内|(?<=[年月])内(?![部地容阁蒙政外存需陆贾罗塔战乱])|内(?=[,，。;；、完全就将要须应必]|$)|间(?![接谍歇隔距或断谈作]))"
    r"|(?P<about>前后|左右)"
    rf"|(?P<before>[之以]前|前{NO_BEFORE})"
    rf"|(?P<after>[之以]后|后(?!的){NO_AFTER})"
)
#: Before times whose 之后 is its own: 继1964年、2008年之后第三次, 除2012年以后.
_FOLLOWING = Pattern(
    rf"(?:继|紧接|(?<![解开清排扣免删拆消])除)了?[\d{NUMERALS}年月日、和与及]*$", needs="继 紧接 除"
)
_BEFORE_DATELINE = Pattern("[【〔（(][^】〕）)，。]*$", needs="【 〔 （ (")
_AFTER_DATELINE = Pattern("[^，。】〕）)]{0,9}[电讯][】〕）)]", needs="】 〕 ） )")
_PLACES = 12  #: characters before the day of a dateline
_LIST = 40  #: characters
_SAME_DAY = frozenset({"当天", "当日", "当晚", "当夜"})
#: Kinds that begin an expression of their own.
_OPENING = frozenset({"length", "span", "now", "plan", "event"})
_YEARS = frozenset({"year", "era"})
#: Kinds that belong to an expression only directly after one of these.
_ONLY_AFTER = {
    "bare day": frozenset({"month", "monthword"}),
    "cycle": frozenset({"month", "lunar"}),
    "bare month": _YEARS,
    "season": frozenset({*_YEARS, "decade"}),
    "third": frozenset({"month", "monthword"}),
    "edge of a month": frozenset({*_YEARS, "month", "monthword", "century", "season", "quarter"}),
}
#: What an expression may consist of alone. The others need a companion.
_WHOLE = frozenset(
    [
        "iso",
        "english",
        "event",
        "length",
        "span",
        "plan",
        "fiscal",
        "bc",
        "bccentury",
        "ad",
        "century",
        "decade",
        "age",
        "reign",
        "era",
        "year",
        "half",
        "third",
        "quarter",
        "months",
        "lunar",
        "feast",
        "month",
        "monthword",
        "edge",
        "nth",
        "day",
        "cycle",
        "rhyme",
        "dayword",
        "week",
        "weekday",
        "clock",
    ]
)
_AFTER_OF = {"month", "season", "feast", "day", "part", "dayword", "lunar", "quarter", "half"}
_NUMBERED = {"year", "month", "day", "iso", "clock", "feast", "era"}


def expressions(
    text: str, words: Iterable[Unit], end: int, hints: Hints, published: date | None
) -> Iterator[Expression]:
    """Those of a block that ends at `end`, in order and apart; `words` are its words of time."""
    found = [unit for unit in words if _is_time(text, unit, hints, published)]
    points = glossed(text, _points(text, found))
    position = 0
    while position < len(points):
        first = points[position]
        position += 1
        last = None
        if position < len(points) and _is_range(text, first, points[position]):
            last = points[position]
            position += 1
        limit = points[position].start if position < len(points) else end
        expression = _expression(text, limit, first, last)
        if expression is not None and believable(text, expression, hints):
            yield expression


def _is_time(text: str, unit: Unit, hints: Hints, published: date | None) -> bool:
    """Whether a word of time is no part of a name, and a rhyme that of a telegram."""
    if unit.kind == "plan":
        return True  # “十五五”期间 is part of no name, whatever a reader says.
    if text.startswith("念", unit.start) and not is_twenty(text, unit.start, published):
        return False
    if unit.kind != "rhyme":
        return not _in_name(unit, hints.names) or _is_dateline(text, unit)
    # 江 of 长江电力; but 张作霖蒸日 may be taken for a name as a whole.
    named = "日" not in text[unit.start : unit.end] and _in_name(unit, hints.names)
    return not named and telegrams.is_day(text, unit.start, unit.end, published)


def _is_dateline(text: str, unit: Unit) -> bool:
    """【徐州八日中央社电】: no name, whatever was told."""
    if unit.kind != "day" or not _AFTER_DATELINE.match(text, unit.end):
        return False
    return bool(_BEFORE_DATELINE.search(text, max(0, unit.start - _PLACES), unit.start))


def _in_name(unit: Unit, names: Sequence[tuple[int, int]]) -> bool:
    """Whether a name holds the unit and is more than the unit itself."""
    low, high = 0, len(names)
    while low < high:
        middle = (low + high) // 2
        if names[middle][0] <= unit.start:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return False
    start, end = names[low - 1]
    if unit.kind == "age" and unit.start == start and unit.words["age"].endswith("代"):
        return False  # 明代城砖 is no place
    return start <= unit.start and unit.end <= end and (start, end) != (unit.start, unit.end)


def _points(text: str, found: Sequence[Unit]) -> list[Point]:
    """Units that follow one another in rising rank are one point."""
    points: list[Point] = []
    rank = -1
    for unit in found:
        last = points[-1] if points else None
        if last is not None and _continues(text, last, rank, unit):
            words = {**last.words, **unit.words}
            points[-1] = Point(last.start, unit.end, (*last.kinds, unit.kind), words)
        else:
            skip = text[unit.start] == "的"
            points.append(Point(unit.start + skip, unit.end, (unit.kind,), unit.words))
        rank = unit.rank
    return points


def _continues(text: str, last: Point, rank: int, unit: Unit) -> bool:
    """Whether a unit belongs to the point before it."""
    gap = text[last.end : unit.start]
    if last.has("length"):
        return _follows_length(gap, last, unit)
    return _may_stand(gap, last, unit) and _follows(last, rank, unit)


def _may_stand(gap: str, last: Point, unit: Unit) -> bool:
    """Whether what lies between two units lets them be one expression."""
    if gap == "的":
        return unit.kind in _AFTER_OF
    if gap in {" ", "\u3000"}:
        return last.kinds[-1] in _NUMBERED and unit.kind in _NUMBERED
    return gap == ""


def _follows_length(gap: str, last: Point, unit: Unit) -> bool:
    """三天后的上午, 十年后的6月26日, 两周前的10月25日."""
    if last.has("year", "month"):
        return unit.rank > 4 and unit.kind in {"day", "part", "clock"} and gap == ""
    if gap == "的" and unit.kind in {"day", "month"} and last.words["r_u"] != "年":
        return len(last.kinds) == 1
    if unit.kind == "season":
        return gap == "的" and last.words["r_u"] == "年" and len(last.kinds) == 1
    if gap == "的" and unit.kind == "year" and last.words["r_u"] == "年":
        return last.words["r_side"].endswith("后")
    if last.words["r_u"] == "年":
        hours = gap == "" and "r_today" in last.words and unit.kind in {"part", "clock"}
        return (
            hours
            or (unit.kind, gap) == ("month", "的")
            or (unit.kind == "day" and "m" in last.words)
        )
    return (
        gap in {"", "的"}
        and unit.kind in {"part", "clock"}
        and "时" not in last.words["r_u"]
        and last.words["r_u"] != "分钟"
    )


def _follows(last: Point, rank: int, unit: Unit) -> bool:
    if last.has("span", "bare", "now") or unit.kind in _OPENING:
        return False
    if unit.words.get("w", "") in {"今", "昨", "明"}:
        return False
    if unit.kind == "dayword" and last.has("feast", "day", "lunar", "iso", "event"):
        return unit.words["w"] in _SAME_DAY
    before = _ONLY_AFTER.get(_sort(unit))
    if before is not None and last.kinds[-1] not in before:
        return False
    return unit.rank > rank and (unit.kind, last.kinds[-1]) != ("edge", "edge")


def _sort(unit: Unit) -> str:
    """The kind; of some kinds more exactly."""
    exact = {"b_d": "bare day", "b_m": "bare month", "edge": "edge of a month"}
    return next((exact[key] for key in exact if key in unit.words), unit.kind)


def _is_range(text: str, first: Point, last: Point) -> bool:
    if not last.start - first.end <= 3 or first.has("span") or last.has("span", "bare"):
        return False
    between = _RANGE.fullmatch(text, first.end, last.start)
    if between is None:
        # `至今` is a unit of its own that brings its `至` along.
        return last.has("now") and first.end == last.start
    if between[0] in {"、", "/"}:
        return first.has("bare") and _adjacent(first, last)
    if first.has("zone", "length") and not first.has("day", "clock", "dayword", "month"):
        return False
    seasons = "s_rel" in first.words and "s_rel" in last.words
    return first.has("bare") or seasons or any(kind in _WHOLE for kind in first.kinds)


def _adjacent(first: Point, last: Point) -> bool:
    """9、10月: numbers that follow one another are one stretch."""
    pairs = (("b_m", "m"), ("b_d", "dd"), ("b", "y"))
    for one, other in pairs:
        if one in first.words and other in last.words:
            low, high = number(first.words[one]), number(last.words[other])
            numbers = [low, *map(number, first.words.get("b_more", "").split("、")[1:]), high]
            known = [value for value in numbers if value is not None]
            return known == list(range(known[0], known[0] + len(numbers)))
    return False


def _unquoted(text: str, point: Point) -> Point:
    """“五一” alone: the marks are none of the time's."""
    if point.kinds == ("feast",) and text[point.start] in "“‘「" and text[point.end - 1] in "”’」":
        return point._replace(start=point.start + 1, end=point.end - 1)
    words = text[point.start : point.end]
    if words[-1] in "”’」" and not set("“‘「") & set(words):
        # “2019年的春节”: the mark closes more than the feast.
        return point._replace(end=point.end - 1)
    return point


def _is_whole(point: Point) -> bool:
    """Whether a point may be an expression, or the end of one."""
    whole = any(kind in _WHOLE for kind in point.kinds)
    return whole or point.has("bareyear") or "s_rel" in point.words


def _has_days(item: Expression) -> bool:
    """Whether a first and a last day of it can be told: of months and years."""
    point = item.last or item.first
    large = ("year", "month", "monthword", "century", "decade", "half", "quarter", "era")
    return point.kinds[-1] in large


def _belongs(text: str, suffix: re.Match[str], item: Expression) -> bool:
    """Whether what stands after a time is of it: no 之后 of 继2008年之后, no first day of a day."""
    if suffix["after"]:
        return not _FOLLOWING.search(text, max(0, item.start - _LIST), item.start)
    return not (suffix["first_day"] or suffix["last_day"]) or _has_days(item)


def _expression(text: str, end: int, first: Point, last: Point | None) -> Expression | None:
    if last is None:
        if first.has("bare", "bareyear") or not (_is_whole(first) or "s_rel" in first.words):
            return None
        first = _unquoted(text, first)
    elif last.has("now"):
        return Expression(first.start, last.end, first, None, "since")
    elif not _is_whole(last):
        return None
    expression = Expression(first.start, (last or first).end, first, last)
    if first.has("length", "span", "event"):
        return expression
    suffix = _SUFFIX.match(text, expression.end, end)
    if suffix is None or not _belongs(text, suffix, expression):
        return expression
    relation = {"now": "since"}.get(suffix.lastgroup or "", suffix.lastgroup or "")
    return expression._replace(end=suffix.end(), relation=relation)
