"""What rules share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from zhupi.core.model import Label
from zhupi.language.lexicon import SOUNDS
from zhupi.language.passage import Found
from zhupi.language.patterns import Pattern

RULE = 0.9  #: confidence of what a rule decided
HINT = 0.8  #: confidence of what a rule decided from weaker signs
#: What foreign names are written with.
SOUND = Pattern(f"[{SOUNDS}]+")
#: Family names of Chinese.
CHINESE = Pattern(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏"
    "魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚"
    "邵万钱严覃武莫孔汤常康易乔赖倪柳葛聂耿焦牛鲁关岳齐梅庄辛管祝左涂谷祁舒柯冉蓝申洪童颜樊詹殷"
    "翟尚温艾凌裴骆麦卞饶瞿宁储项郎柏邢闫闵吉阮解俞]"
)


def replace(found: Iterable[Found], new: Sequence[Found]) -> list[Found]:
    """`found` and `new`, without those of `found` that `new` overlaps."""
    if not new:
        return list(found)
    taken = sorted(new)
    starts = [item.start for item in taken]
    kept = [item for item in found if not _overlaps(item, taken, starts)]
    return sorted([*kept, *taken])


def add(found: Sequence[Found], new: Iterable[Found]) -> list[Found]:
    """`found` and those of `new` that overlap none of it."""
    present = sorted(found)
    starts = [item.start for item in present]
    return sorted([*present, *(item for item in new if not _overlaps(item, present, starts))])


def _overlaps(item: Found, others: Sequence[Found], starts: Sequence[int]) -> bool:
    """Whether `item` shares a character with one of `others` (sorted, apart from one another)."""
    at = bisect_left(starts, item.end)
    return at > 0 and others[at - 1].end > item.start


def covering(found: Sequence[Found], start: int, end: int) -> Found | None:
    """The one of `found` (sorted, apart) that holds the whole range."""
    at = bisect_left(found, end, key=lambda item: item.start)
    if at > 0 and found[at - 1].start <= start and end <= found[at - 1].end:
        return found[at - 1]
    return None


class Index:
    """Mentions by where they stand. They must be apart from one another."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._items = sorted(found)
        self._starts = [item.start for item in self._items]

    def at(self, position: int) -> Found | None:
        """The one that holds the character at `position`."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or self._items[index].end <= position:
            return None
        return self._items[index]

    def overlapping(self, start: int, end: int) -> list[Found]:
        """All that share a character with the range."""
        first = bisect_right(self._starts, start)
        if first and self._items[first - 1].end > start:
            first -= 1
        last = bisect_left(self._starts, end)
        return self._items[first:last]


def longest(items: Iterable[Found]) -> list[Found]:
    """Of those that overlap the longest."""
    result: list[Found] = []
    for item in sorted(items, key=lambda f: (f.start, -f.end)):
        if result and item.start < result[-1].end:
            if item.end - item.start > result[-1].end - result[-1].start:
                result[-1] = item
            continue
        result.append(item)
    return result


def first_ones(items: Iterable[Found]) -> list[Found]:
    """Of those that overlap the first."""
    result: list[Found] = []
    for item in sorted(items):
        if not result or result[-1].end <= item.start:
            result.append(item)
    return result


def place(start: int, *, confidence: float = RULE, nested: bool = False) -> Found:
    """The short form of a country: one character."""
    return Found(start, start + 1, Label.PLACE, confidence, nested)
