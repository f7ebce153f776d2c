"""Days counted from events: 开幕前3天, 投票前一天, 地震当天."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from zhupi.language.dates import reasons
from zhupi.language.dates.cues import Tense
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.scene import Scene
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, day_after
from zhupi.language.dates.vocabulary import DEATHS, OUTBREAKS
from zhupi.language.patterns import Pattern

_LAST_DAYS = frozenset(re.findall("..", "闭幕落幕收官"))
_ENDS_OF_EVENTS = _LAST_DAYS | frozenset(re.findall("..", "开幕开赛揭幕"))
_VOTES = ("选", "投票", "公投")
#: Words for an event in the clause that tells its day, where it is not called by its own.
_ALSO = {
    "投票": _VOTES,
    "选举": _VOTES,
    "大选": _VOTES,
    "选": _VOTES,
    "赛": ("赛",),
    "比赛": ("赛",),
}
#: What tells that an event broke out; of some, in other words.
_BREAKS_OUT = ("发生", "爆发", "发动", "遭遇", "制造", "引发", "燃起")
_DONE = {
    "政变": ("推翻", "夺权", "夺取政权", "接管政权"),
    "兵变": ("倒戈", "哗变"),
    "火灾": ("起火", "失火"),
    "大火": ("起火", "失火", "烧毁"),
    "枪击": ("开枪",),
    "车祸": ("相撞", "翻车"),
}
_END = re.compile("[。！？\n]")
_HELD = Pattern("举行|举办|召开|进行|开展|开幕|闭幕|上演|展出|会期|展期|赛期|为期")
_EVENT_DAYS = 4
_IN_DAYS = {"天": 1, "日": 1, "晚": 1, "周": 7, "星期": 7, "礼拜": 7}
_CLAUSE_ENDS = "，。；：！？\n"
_CLAUSES = 60  #: characters
_REMEMBERED = 40  #: days that an event is sought beside


class Events:
    """Asks the story on which day an event was, or will be."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._scene = Scene(story)

    def read(self, point: Point, place: Place) -> Reading:
        """开幕前3天: from the day whose sentence told of it."""
        words = point.words
        story = self._story
        name = words["ev"].removesuffix("后")
        day: date | None = None
        sure = 0.8
        days = [
            told
            for told, start, end in story.days[-_REMEMBERED:]
            if end <= point.start
            and name in place.text[max(0, start - 40) : min(end + 60, point.start)]
        ]
        if name in DEATHS:
            days = [day for day in (self._day_of_death(name, point.start, place),) if day] or days
        elif name in OUTBREAKS:
            days = [day for day in (self._day_of_outbreak(name, point.start, place),) if day]
            sure = 0.7
        elif (own := self._day_of_event(name, point, place)) is not None:
            # Of the days around, those before it may be the event's first.
            earlier = [told for told in days if told < own] if own in days else []
            days = [own] if place.tense is Tense.COMING else [*earlier, own]
        if days:
            # What comes before an event of several days comes before its first.
            run = [told for told in days if 0 <= (days[-1] - told).days <= _EVENT_DAYS]
            day = min(run) if "前" in _side(words) else days[-1]
            sure = sure if len(set(days)) == 1 else 0.7
        if day is None and name not in _ENDS_OF_EVENTS:
            here = story.last.known_day if story.last and story.last_block == story.block else None
            day, sure = here or story.main or self._scene.anchor(leads=True)[0], 0.5
        unit = (words.get("ev_u") or words.get("ev_u2") or "天").removeprefix("个")
        if count := words.get("ev_n") or words.get("ev_n2"):
            before = "前" in _side(words)
            off = -1 if before else 1
            if unit not in _IN_DAYS:
                return self._months_from(day, off * (number(count) or 0), name)
            off *= (number(count) or 0) * _IN_DAYS[unit]
        else:
            off = 1 if "ev_next" in words else -1 if "ev_eve" in words else 0
        found = day_after(day, off) if day else None
        if day is None or found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading.at(Moment.of(found), reasons.from_event(day, name), sure)

    def _months_from(self, day: date | None, months: int, name: str) -> Reading:
        """大选前三个月: as exact as a month."""
        if day is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        month = Moment(day.year, day.month).months_later(months)
        return Reading.at(month, reasons.from_event(day, name), 0.75)

    def _day_of_event(self, name: str, point: Point, place: Place) -> date | None:
        """The day whose own clause names the event, or the end of the days that it is held on: of
        several the last, or the next where the sentence speaks of what is to come."""
        story = self._story
        text = place.text
        named: list[date] = []
        held: list[date] = []
        for first, last, start, end in story.told[-_REMEMBERED:]:
            if end > point.start:
                continue
            clause = _clause(text, start, end, place.block_start, point.start)
            if any(other in clause for other in _ALSO.get(name, (name,))):
                named.append(first)
            elif name in _ENDS_OF_EVENTS and first < last and _HELD.search(clause):
                held.append(last if name in _LAST_DAYS else first)
        found = named or held
        today = story.today
        if today is not None and place.tense is Tense.COMING:
            ahead = [day for day in found if day > today]
            return ahead[0] if ahead else None
        return found[-1] if found else None

    def _day_of_outbreak(self, name: str, before: int, place: Place) -> date | None:
        """The first day whose own sentence tells that it broke out."""
        for day, _, end in self._story.days[-_REMEMBERED:]:
            told = _END.split(place.text[end : min(before, end + _CLAUSES)])[0]
            words = _DONE.get(name, ())
            if end <= before and (
                any(word in told for word in words)
                or (name in told and any(word in told for word in _BREAKS_OUT))
            ):
                return day
        return None

    def _day_of_death(self, name: str, before: int, place: Place) -> date | None:
        """The last day whose own clauses, up to the next day told, name it; of the news, if of it
        any does."""
        story = self._story
        told = [item for item in story.days[-_REMEMBERED:] if item[2] <= before]
        ends = [*(start for _, start, _ in told), before][1:]
        found = [
            day
            for (day, _, end), after in zip(told, ends, strict=True)
            if name in place.text[end : min(after, end + _CLAUSES)].partition("。")[0]
        ]
        news = [day for day in found if story.is_news(day)] or found
        return news[-1] if news else None


def _clause(text: str, start: int, end: int, block: int, limit: int) -> str:
    """The words, before `limit`, of the clause that holds the time `text[start:end]`; it may stand
    before its clause."""
    before = text[max(block, start - _CLAUSES) : start]
    begin = max(before.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    after = text[end : min(end + _CLAUSES, limit)]
    after = after.removeprefix("晚").removeprefix("，")
    length = min((i for mark in _CLAUSE_ENDS if (i := after.find(mark)) >= 0), default=len(after))
    return before[begin:] + after[:length]


def _side(words: Mapping[str, str]) -> str:
    """前 or 后 of 开幕前三天 and 开幕三天后; empty where it is the day itself."""
    return words.get("ev_side") or words.get("ev_side2") or words.get("ev_eve", "")
