"""Times that LAC misses or splits."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.common import RULE, add, replace

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})年"
_END = rf"(?:[至到—–-]{{1,2}}(?:{_NUMBER}月)?{_NUMBER}[日号])?"
_DATE = re.compile(
    rf"(?:(?:{_YEAR}|今年|去年|明年)(?:{_NUMBER}月(?:{_NUMBER}[日号])?)?|"
    rf"(?<![\d一二三四五六七八九十]){_NUMBER}月{_NUMBER}[日号])"
    rf"{_END}(?![世代度级])"
)
_RANGE = re.compile(r"[至到]|\s?[-—–~～]{1,2}\s?")
_DANGLING = re.compile(r".[至到]$|[日号月年]起$")
_ZONE = re.compile(r"(?:当地|北京|美东|美国东部|格林尼治|格林威治)时间[，,]?\s?")
_PART_OF_DAY = re.compile(
    r"(?:凌晨|清晨|早上|早晨|上午|中午|午间|下午|傍晚|晚间|晚上|深夜|夜间|午夜|晚)?"
    rf"(?:{_NUMBER}[时点](?:{_NUMBER}分|半)?许?)?"
)
_DURATION = re.compile(
    r"(?:\d+|[一二两三四五六七八九十百半几数]+)多?"
    r"(?:个?(?:世纪|月|星期|小时|季度)|年|周|天|日|分钟)[半多]?"
)
_RELATION = re.compile(r"(?:之|以)?[后前内]|以来")


def dates(passage: Passage, found: list[Found]) -> list[Found]:
    """Dates with a month or a year, where LAC saw no time at all."""
    new = [
        Found(m.start(), m.end(), Label.TIME, RULE)
        for m in passage.find(_DATE)
        if (passage.is_edge(m.start()) and passage.is_edge(m.end())) or m.group()[-1] in "日号"
    ]
    return add(found, new)


def joined(passage: Passage, found: list[Found]) -> list[Found]:
    """Times that touch, or that `至` or a dash makes one range: 9月16日至17日."""
    text = passage.text
    result: list[Found] = []
    for item in sorted(found):
        last = result[-1] if result else None
        both = last is not None and item.label is last.label is Label.TIME
        if last is not None and both and passage.joins(last, item):
            between = text[last.end : item.start]
            if not between or _RANGE.fullmatch(between):
                confidence = min(last.confidence, item.confidence)
                result[-1] = Found(last.start, item.end, Label.TIME, max(confidence, RULE))
                continue
        result.append(item)
    return [_without_dangling(text, item) for item in result]


def _without_dangling(text: str, item: Found) -> Found:
    """LAC leaves the `至` of a range with its first half, and `起` with a date."""
    if item.label is Label.TIME and _DANGLING.search(text[item.start : item.end]):
        return Found(item.start, item.end - 1, item.label, item.confidence)
    return item


def prefixed(passage: Passage, found: list[Found]) -> list[Found]:
    """`当地时间` before a date, and the time of day after it, belong to it."""
    ends = {m.end(): m.start() for m in passage.find(_ZONE)}
    new = []
    for item in found:
        if item.label is not Label.TIME:
            continue
        start = ends.get(item.start, item.start)
        end = _time_of_day(passage, item)
        if (start, end) != (item.start, item.end):
            new.append(Found(start, end, Label.TIME, item.confidence))
    return replace(found, new)


def _time_of_day(passage: Passage, item: Found) -> int:
    if passage.text[item.end - 1] not in "日号天":
        return item.end
    match = passage.follow(_PART_OF_DAY, item)
    end = match.end() if match else item.end
    return end if passage.is_edge(end) else item.end


def spans_after(passage: Passage, found: list[Found]) -> list[Found]:
    """A length of time and the word that makes it a time: 一个月后, 三天内."""
    new = []
    for item in found:
        if item.label is not Label.TIME:
            continue
        if not _DURATION.fullmatch(passage.text, item.start, item.end):
            continue
        match = passage.follow(_RELATION, item)
        if match and passage.is_edge(match.end()):
            new.append(Found(item.start, match.end(), Label.TIME, item.confidence))
    return replace(found, new)
