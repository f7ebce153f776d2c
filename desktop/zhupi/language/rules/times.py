"""Times among the names: the grammar of `dates` decides, the tagger's words are hints to it.

A time inside a longer name belongs to the name (五四运动); a name inside a time (康熙三十二年), or
one that a time crosses, is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhupi.core.model import Label
from zhupi.language.dates import Hints, Timed
from zhupi.language.dates.vocabulary import NUMERALS
from zhupi.language.gazetteer import gazetteer
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import RULE, replace

#: No place is called by a day: 明天县里开会.
_DAY_WORD = Pattern("[昨今明后]天.")
_YEAR = 8  #: characters that a year and its mark may have
#: A time that stands before an event, and is no part of its name: 8月奥运会, 二十七年前大地震.
_BEFORE_EVENT = Pattern(
    rf"(?:(?P<counted>[今去前明]年(?:\d{{1,2}}月)?|[上本下]月|[\d{NUMERALS}]+年前)|\d{{1,2}}月(?:\d{{1,2}}日)?)的?"
)
_NAMED = 4  #: characters that an event's own name has at least


def times(passage: Passage, found: list[Found]) -> list[Found]:
    """Times by grammar instead of the tagger's, so that later rules know where they stand."""
    names = _names(passage, found)
    borders = passage.times().borders(_hints(passage, names))
    marked = [Found(start, end, Label.TIME, RULE) for start, end in borders]
    return sorted([*_beside(names, marked), *marked])


def dated(
    passage: Passage, found: Iterable[Found], published: date | None
) -> tuple[list[Found], list[Timed]]:
    """The names that no time takes the place of, and all times with their values."""
    names = _names(passage, found)
    timed = passage.times().read(published, _hints(passage, names))
    return _beside(names, [Found(t.start, t.end, Label.TIME, t.confidence) for t in timed]), timed


def _names(passage: Passage, found: Iterable[Found]) -> list[Found]:
    names = (_without_time(passage, item) for item in found if item.label is not Label.TIME)
    return sorted(_with_year(passage, item) for item in names if item is not None)


def _without_time(passage: Passage, item: Found) -> Found | None:
    """An event without the time before it; None where nothing but its kind is left."""
    if item.label is not Label.EVENT:
        return item
    before = _BEFORE_EVENT.match(passage.text, item.start, item.end)
    if before is None:
        return item
    known = gazetteer().is_a(Label.EVENT, passage.text[before.end() : item.end])
    if known or (before["counted"] and item.end - before.end() >= _NAMED):
        return item._replace(start=before.end())
    return None if before["counted"] else item


def _beside(names: list[Found], taken: list[Found]) -> list[Found]:
    """The names that none of the times in `taken` crosses or holds."""
    return [item for item in replace(names, taken) if item.label is not Label.TIME]


def _with_year(passage: Passage, item: Found) -> Found:
    """“令和6年能登半岛地震”: in the marks of a name its year belongs to it."""
    text = passage.text
    if item.label is not Label.EVENT or text[item.end : item.end + 1] != "”":
        return item
    mark = text.rfind("“", max(0, item.start - _YEAR), item.start)
    head = text[mark + 1 : item.start] if mark >= 0 else ""
    named = head.endswith("年") and any(c.isdigit() for c in head)
    return item._replace(start=mark + 1) if named else item


def _hints(passage: Passage, names: Iterable[Found]) -> Hints:
    outer: list[tuple[int, int]] = []
    for item in sorted(names, key=lambda f: (f.start, -f.end)):
        if _DAY_WORD.match(passage.text, item.start) and item.label is Label.PLACE:
            continue
        if not outer or item.start >= outer[-1][1]:
            outer.append((item.start, item.end))

    def is_time(start: int, end: int) -> bool:
        at = start
        while at < end:
            word = passage.word_at(at)
            if word is None or word.tag != "TIME":
                return False
            at = word.end
        return True

    return Hints(passage.is_edge, is_time, outer)
