"""The time of day that a point names: 下午3点半, 北京时间8时."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Reading
from zhupi.language.dates.values import Moment, day_after

_NIGHTS = frozenset({"晚", "夜", "晚上", "晚间", "夜间", "夜里", "当晚", "今晚"})
_MORNING_ENDS, _NOON, _MIDNIGHT = 6, 12, 24


def at_hour(found: Reading, point: Point, *, twelve: bool = False) -> Reading:
    """The hour of a day; words such as 晚 alone leave the day as it is.

    `twelve`: it goes on from one of an afternoon.
    """
    words = point.words
    hour = number(words.get("k_h") or words.get("k_h2") or "")
    day = found.stretch.single if found.stretch else None
    if hour is None and words.get("part") == "正午":
        hour = _NOON
    if hour is None or day is None or day.day is None:
        return found
    minute = _minute(words)
    part = words.get("part") or words.get("part1") or words.get("night") or words.get("w", "")[-1:]
    night = hour == 0 and (part or words.get("feast", "")[-1:]) in _NIGHTS
    if night:
        # 今晚零时: when today ends, by most; by some when it began.
        hour, found = _MIDNIGHT, found._replace(sure=min(found.sure, 0.75))
    hour = _hour(hour, part or ("下午" if twelve and hour else ""))
    if hour >= _MIDNIGHT:
        following = day_after(day.known_day, 1) if day.known_day else None
        if following is None or hour > _MIDNIGHT:
            return found
        day, hour = Moment.of(following), 0
    offset = _offset(words.get("zone", ""), day, hour, minute)
    second = number(words.get("k_s") or words.get("k_s2") or "")
    moment = Moment(day.year, day.month, day.day, hour, minute, offset, second)
    return Reading.at(moment, found.why, found.sure)


def end_by_clock(first: Point, last: Point, begin: Moment, end: Moment) -> Moment:
    """The end of a range of hours: by the clock of its first, and never before it.

    下午3时至5时 ends at 17, 晚10时至2时 on the next day.
    """
    if begin.hour is None or end.hour is None:
        return end
    told = number(last.words.get("k_h", ""))
    alone = last.kinds == ("clock",) and told is not None and told < _NOON
    if alone and (number(first.words.get("k_h", "")) or _NOON) < _NOON <= begin.hour:
        end = end._replace(year=begin.year, month=begin.month, day=begin.day, hour=told)
        later = end._replace(hour=(told or 0) + _NOON)
        end = later if told and later.iso() > begin.iso() else end
    following = day_after(end.known_day, 1) if end.known_day else None
    if following is None or begin.iso() <= end.iso() or end.known_day != begin.known_day:
        return end
    return end._replace(year=following.year, month=following.month, day=following.day)


def _offset(zone: str, day: Moment, hour: int, minute: int) -> str:
    if not zone:
        return ""
    known = day.known_day or date(2000, 1, 1)
    # Wall time; the zone is put in where it is looked up.
    local = datetime.combine(known, time(hour, minute))
    return almanac().offset(zone, local)


def _hour(hour: int, part: str) -> int:
    """下午3 is 15, 晚12 midnight, 凌晨12 the beginning of the day.

    >>> [_hour(3, "下午"), _hour(8, "晚"), _hour(12, "晚上"), _hour(12, "凌晨"), _hour(1, "中午")]
    [15, 20, 24, 0, 13]
    """
    if re.search("凌晨|清晨|早|晨", part):
        return 0 if hour == _NOON and "凌晨" in part else hour
    if re.search("下午|午后|傍晚|黄昏", part) and hour < _NOON:
        return hour + _NOON
    if re.search("[晚夜]", part):
        if hour == _NOON:
            return _MIDNIGHT
        return hour + _NOON if _MORNING_ENDS <= hour < _NOON else hour
    if "午" in part and "上" not in part and hour < 5:
        return hour + _NOON
    return hour


def _minute(words: Mapping[str, str]) -> int:
    if "k_half" in words:
        return 30
    if "k_q" in words:
        return 15 if words["k_q"] == "一" else 45
    text = words.get("k_m") or words.get("k_m2") or words.get("k_m3") or "0"
    return (number(text) or 0) % 60
