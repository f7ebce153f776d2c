"""Units → expressions: what belongs together, both ends of a range, what stands after.

An expression is one or two points in time and how it stands to them: since, before, after. Its
borders are those of the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.numerals import number
from zhupi.language.dates.units import Unit, units

_RANGE = re.compile(r"起?[至到]|\s?(?:——|[-—–~～])\s?|[、/]")
_SUFFIX = re.compile(
    r"(?P<since>以来)|(?P<now>至今|迄今|以迄今|到现在)"
    r"|(?P<during>期间|之间|之内|以内|内(?=[,，。;；、完全就将要须应必]|$)|间(?![接谍歇隔距或断谈作]))"
    r"|(?P<about>前后|左右)"
    r"|(?P<before>[之以]前|前(?![往来去景期沿线锋台提缀夕进瞻辈车任后列者总首妻夫]|所未|南斯|苏联|[\d一二三四五六七八九十两]+[个天名位季]))"
    r"|(?P<after>[之以]后|后(?![来期续卫方勤果备者人代面院退悔顾市排防台遗金门的]))"
)
_SAME_DAY = frozenset({"当天", "当日", "当晚", "当夜"})
_LOOSE = re.compile(r"[ \u3000的]")
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
        "quarter",
        "months",
        "lunar",
        "feast",
        "month",
        "monthword",
        "edge",
        "nth",
        "day",
        "dayword",
        "week",
        "weekday",
        "clock",
    ]
)
_AFTER_OF = {"month", "season", "feast", "day", "part", "dayword", "lunar", "quarter", "half"}
_NUMBERED = {"year", "month", "day", "iso", "clock", "feast", "era"}


@dataclass(frozen=True, slots=True)
class Hints:
    """What others know of the text; each answer is only a hint."""

    is_edge: Callable[[int], bool] | None = None  #: whether a word begins or ends here
    is_time: Callable[[int, int], bool] | None = None  #: whether a tagger takes it for a time
    #: Ranges of names, sorted and apart: times inside them are part of the name.
    names: Sequence[tuple[int, int]] = field(default=())


@dataclass(frozen=True, slots=True)
class Point:
    """One point in time as the text has it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    words: Mapping[str, str]

    def has(self, *kinds: str) -> bool:
        return any(kind in self.kinds for kind in kinds)


@dataclass(frozen=True, slots=True)
class Expression:
    """One mention of a time."""

    start: int
    end: int
    first: Point
    last: Point | None = None
    relation: str = ""  #: since, before, after, during, about


def expressions(text: str, start: int, end: int, hints: Hints) -> Iterator[Expression]:
    """Those of one block, in order and apart."""
    found = [u for u in units().find(text, start, end) if not _in_name(u, hints.names)]
    points = _points(text, found)
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
        if expression is not None and _believable(text, expression, hints):
            yield expression


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
    gap = text[last.end : unit.start]
    if len(gap) > 1 or (gap and not _LOOSE.match(gap)):
        return False
    if gap == "的" and unit.kind not in _AFTER_OF:
        return False
    if gap in {" ", "\u3000"} and not (last.kinds[-1] in _NUMBERED and unit.kind in _NUMBERED):
        return False
    if last.has("length"):
        return unit.kind in {"part", "clock"} and last.words["r_u"] not in {"年", "小时", "分钟"}
    if last.has("span", "bare", "now") or unit.kind in {"length", "span", "now", "plan"}:
        return False
    if unit.kind == "bare":
        return last.kinds[-1] in (
            {"month", "monthword"} if "b_d" in unit.words else {"year", "era"}
        )
    if unit.kind == "dayword" and last.has("feast", "day", "lunar", "iso", "event"):
        return unit.words["w"] in _SAME_DAY
    if unit.kind == "edge" and last.kinds[-1] == "edge":
        return False
    if unit.kind == "season" and not last.has("year", "era", "decade"):
        return False
    if unit.kind == "edge" and "edge" in unit.words:
        return last.kinds[-1] in {"year", "era", "month", "monthword", "century", "season"}
    if unit.kind == "third" and not last.has("month", "monthword"):
        return False
    if unit.kind == "event":
        return False
    return unit.rank > rank


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
    return first.has("bare") or any(kind in _WHOLE for kind in first.kinds)


def _adjacent(first: Point, last: Point) -> bool:
    """9、10月: numbers that follow one another are one stretch."""
    pairs = (("b_m", "m"), ("b_d", "dd"), ("b", "y"))
    for one, other in pairs:
        if one in first.words and other in last.words:
            low, high = number(first.words[one]), number(last.words[other])
            return low is not None and high is not None and high == low + 1
    return False


def _unquoted(text: str, point: Point) -> Point:
    """“五一” alone: the marks are none of the time's."""
    if point.kinds == ("feast",) and text[point.start] in "“‘「" and text[point.end - 1] in "”’」":
        return replace(point, start=point.start + 1, end=point.end - 1)
    return point


def _expression(text: str, end: int, first: Point, last: Point | None) -> Expression | None:
    if first.has("bare") and last is None:
        return None
    if last is not None and last.has("now"):
        return Expression(first.start, last.end, first, None, "since")
    if (
        last is not None
        and not any(kind in _WHOLE for kind in last.kinds)
        and not last.has("bareyear")
    ):
        return None
    if (
        last is None
        and not any(kind in _WHOLE for kind in first.kinds)
        and "s_rel" not in first.words
    ):
        return None
    if last is None:
        first = _unquoted(text, first)
    expression = Expression(first.start, (last or first).end, first, last)
    if first.has("length", "span", "event"):
        return expression
    suffix = _SUFFIX.match(text, expression.end, end)
    if suffix is None:
        return expression
    relation = suffix.lastgroup or ""
    relation = "since" if relation == "now" else relation
    return replace(expression, end=suffix.end(), relation=relation)


#: `改明年为洪宪元年` names the year, it does not tell it.
_NEW_ERA = re.compile(r"改.{0,4}[为元]$")
_RECURRING = re.compile("(?:每[天日年周月晚夜早逢个]?|逢年)的?$")


def _believable(text: str, item: Expression, hints: Hints) -> bool:
    """Whether the words mean a time here."""
    point, words = item.first, item.first.words
    kinds = set(point.kinds)
    if _RECURRING.search(text, max(0, item.start - 3), item.start):
        return False
    if "bare" in kinds:
        return True
    if kinds <= {"part", "season", "third", "same", "zone", "bareyear", "now", "vacation"}:
        return "s_rel" in words and _on_edges(point, hints)
    if "era" in kinds and _NEW_ERA.search(text, max(0, item.start - 6), item.start):
        return False
    if kinds == {"day"}:
        return _is_day(text, item, hints)
    if kinds == {"clock"}:
        return _is_clock(text, item, hints)
    if "feast" in kinds and kinds <= {"feast", "part", "dayword"}:
        return _is_feast(text, item, hints)
    if kinds == {"month"} and item.last is None and not item.relation:
        return words["m"].isascii() or _is_word(item, hints)
    if kinds == {"edge"}:
        return words.get("edge_y", "") != "" and _on_edges(point, hints)
    if kinds == {"length"}:
        return _is_length(text, item, hints)
    if kinds == {"span"}:
        return _is_span(text, item, hints)
    if kinds <= {"age", "reign"}:
        return _on_edges(point, hints)
    if (
        "y_rel" in words
        and kinds == {"year"}
        and words["y_rel"] in {"当年", "第二年", "上一年", "下一年"}
    ):
        return words["y_rel"] != "当年" or _at_clause(text, item)
    if kinds <= {"week", "weekday", "dayword", "monthword"}:
        return _is_relative_day(text, item, hints)
    return True


def _on_edges(point: Point, hints: Hints) -> bool:
    edge = hints.is_edge
    return edge is None or (edge(point.start) and edge(point.end))


def _is_word(item: Expression, hints: Hints) -> bool:
    """Whether a tagger takes it for a time; where there is none, yes."""
    return hints.is_time is None or hints.is_time(item.start, item.end)


_CLAUSE_START = re.compile(r"[,，。;；:：!！?？\n“‘「『（(—]$")


def _at_clause(text: str, item: Expression) -> bool:
    """Whether it stands alone at the beginning of a clause: `；当年，`."""
    before = text[max(0, item.start - 1) : item.start]
    after = text[item.end : item.end + 1]
    return (not before or bool(_CLAUSE_START.match(before))) and after in {"，", ",", ""}


def _is_day(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    if item.last is not None:
        return True
    digits = words["dd"]
    if text[item.start - 1 : item.start] == "月" or "内" in text[item.end - 1 : item.end + 1]:
        return False
    if words["dd_u"] == "号":
        known = hints.is_time is not None and hints.is_time(item.start, item.end)
        return known and digits.isascii() and text[item.start - 1 : item.start] not in set("-“‘·")
    after = text[item.end : item.end + 1]
    if after == "本" and text[item.end + 1 : item.end + 2] not in {
        "报",
        "市",
        "省",
        "台",
        "刊",
        "县",
    }:
        return False
    if digits.isascii():
        return True
    return digits != "一" and len(digits) > 1 and _is_word(item, hints)


def _is_clock(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    if "k_h2" in words:
        return (item.last is not None and "k_h2" in item.last.words) or (
            hints.is_time is not None and hints.is_time(item.start, item.end)
        )
    if item.last is not None:
        return True
    if words["k_h"].isascii() and "时" in text[item.start : item.end]:
        return True
    sure = "k_half" in words or "k_m" in words or "k_zero" in words or words["k_h"] in {"零", "〇"}
    return sure or (
        words["k_h"] != "一" and hints.is_time is not None and hints.is_time(item.start, item.end)
    )


def _is_feast(text: str, item: Expression, hints: Hints) -> bool:
    name = item.first.words["feast"]
    if text[item.start] in "“‘「" and almanac().feasts[name].bare:
        return _on_edges(item.first, hints)
    if almanac().feasts[name].bare:
        return True
    if name in {"国庆", "清明", "元宵", "圣诞", "重阳", "小年", "五一"}:
        return _on_edges(item.first, hints) and (
            _is_word(item, hints) or item.relation != "" or item.end > item.first.start + len(name)
        )
    return _on_edges(item.first, hints) and (
        item.relation != "" or item.first.has("part", "dayword")
    )


#: What makes a length of time after it a duration.
_NEARLY = frozenset("近约达超逾满隔")


def _is_length(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    if (
        words["r_n"] in {"百", "千"}
        or text[item.start - 1 : item.start] in _NEARLY
        or (words["r_n"] == "一" and words["r_side"] in {"来", "以来"})
    ):
        return False
    if "r_more" in words or words.get("r_half") == "多":
        count = number(words["r_n"])
        return (
            words["r_u"] in {"年", "个月"}
            and count is not None
            and count < 5
            and "r_more" not in words
        ) or (words["r_u"] in {"个月"} and count is not None and count < 10)
    return True


def _is_span(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    if words["p_pre"].startswith("近") and "p_in" not in words:
        before = text[max(0, item.start - 1) : item.start]
        return not before or bool(_CLAUSE_START.match(before))
    return True


_GENERAL_WEEK = re.compile(r"[每逢]")


def _is_relative_day(text: str, item: Expression, hints: Hints) -> bool:
    words = item.first.words
    if words.get("w") in {"第二天"}:
        before = text[max(0, item.start - 1) : item.start]
        return bool(_CLAUSE_START.match(before)) or not before or item.first.has("part")
    if "weekday" in item.first.kinds and item.last is not None:
        return False
    if words.get("w", "") == "昨":
        return hints.is_time is not None and hints.is_time(item.start, item.end)
    if words.get("w", "") in {"今", "明"} or "weekday" in item.first.kinds:
        edge = hints.is_edge
        return edge is None or edge(item.start)
    return True
