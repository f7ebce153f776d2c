"""Days counted from others: 昨天, 次日, 周三, 三年前, 未来三天."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from zhupi.language.dates import figures, reasons
from zhupi.language.dates.cues import Tense, tense
from zhupi.language.dates.guess import MONTH
from zhupi.language.dates.hours import at_hour
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.scene import Scene
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, Stretch, day_after, moment_after
from zhupi.language.patterns import Pattern

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_WEEKS_OFF = {"上上": -2, "上": -1, "本": 0, "这": 0, "下下": 2, "下": 1}
_WEEKS_TOLD = {"前": -1, "上": -1, "后": 1, "次": 1}
_BREATH = 60  #: characters from a day to words that may count from it
_BREATH_DAYS = 3
_WEEK_DAYS = 6  #: from its first day to its last
_DAYS_OFF = {"大前": -3, "前": -2, "昨": -1, "今": 0, "即": 0, "明": 1, "后": 2, "大后": 3}
_PAIRS = {"今明": (0, 1), "昨今": (-1, 0), "明后": (1, 2)}
_DAYS_TOLD = {"是": 0, "当": 0, "同": 0, "次": 1, "翌": 1, "隔": 1, "第": 1}
_SPEECH = Pattern(r"说|称|表示|写道|宣布|喊|指出|强调|透露|回答|答道|问道|道歉|致辞|讲话|[:：]“")

_SINCE_TOLD = ("此后", "其后", "随后", "之后")  #: words that count from the time told last
#: What goes on from the last day told; 当天 may be that of the news.
NEXT_TO = ("次", "翌", "隔", "第二天", "同")
_NEXT = 2  #: days
_SHORTLY = 2  #: paragraphs
_TURN_OF_YEAR = frozenset({1, 2, 12})  #: months
_BREAKS = frozenset("，。；：、！？“\n ")


class Counted:
    """Asks the story from which day a word counts."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._scene = Scene(story)

    def today(self, point: Point, place: Place) -> Reading:
        """The day of a time of day that stands alone."""
        if place.inherit is not None and place.inherit.day is not None:
            return Reading.at(
                Moment(place.inherit.year, place.inherit.month, place.inherit.day),
                reasons.written(),
                0.9,
            )
        story = self._story
        # 明日放榜，考生早上7时可上网查阅
        other = story.ahead_beside(place.sentence_start)
        if other is None and story.clock is None:
            other = story.day_of_hours(place.sentence_start)
        if other is not None:
            return Reading.at(Moment.of(other), reasons.same_day(other), 0.7)
        clock = story.clock
        if clock is not None and (told := clock.known_day) is not None:
            return Reading.at(Moment.of(told), reasons.same_day(told), min(0.85, story.last_sure))
        back = story.looked_back.known_day if story.looked_back else None
        if (day := back or self._day_of_hour(point)) is not None:
            return Reading.at(Moment.of(day), reasons.same_day(day), 0.7)
        return self._day_in_view(point, place)

    def _day_of_hour(self, point: Point) -> date | None:
        """The day of the hours that the paragraph before told, where they go on."""
        day = self._story.hours[0]
        if day is None or self._story.day_block == self._story.block:
            return None
        found = at_hour(Reading.at(Moment.of(day), reasons.same_day(day), 0.7), point)
        hour = found.stretch.single if found.stretch else None
        return self._story.day_of_hour(hour) if hour and hour.hour is not None else None

    def _of_hours(self, point: Point) -> date | None:
        """The older day, or the one after it, at which a story is that has told no news: 7月27日晚
        9时，列车开出。|4时10分……"""
        story = self._story
        day = story.hours[0]
        if day is None or day != story.day or story.block - story.hours[1] > _SHORTLY:
            return None
        found = at_hour(Reading.at(Moment.of(day), reasons.same_day(day), 0.6), point)
        hour = found.stretch.single if found.stretch else None
        last = story.hours_end
        later = hour is None or last is None or (hour.hour or 0) >= (last.hour or 0)
        return day if later else day_after(day, 1)

    def _day_in_view(self, point: Point, place: Place) -> Reading:
        """The day that the story is at, or that of the news."""
        day, sure = self._scene.anchor(leads=place.leads)
        story = self._story
        here = story.day_block == story.block or self._scene.headed_day is not None
        if day is not None and (here or story.today is None):
            return Reading.at(Moment.of(day), reasons.same_day(day), sure)
        day = self._story.main or self._of_hours(point) or self._story.today or day
        if day is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.5)
        return Reading.at(Moment.of(day), reasons.same_day(day), 0.6)

    def _spoken(self, point: Point, place: Place) -> date | None:
        """The day of speaking, where the sentence tells it: `昨晚他说，今天……`, and inside marks
        the day that the story is at."""
        story = self._story
        if place.quoted(point.start) and (day := self._of_scene(place, point.start)) is not None:
            return day
        if story.day is None or story.day_block != story.block or story.day == story.today:
            return None
        if story.day_end < place.sentence_start:
            return None
        said = _SPEECH.search(place.text, max(story.day_end, point.start - 60), point.start)
        # 今年1月28日，他说出名字，昨天……: what was said months ago is not told on the next day.
        away = story.today is not None and (story.today - story.day).days > MONTH
        if away and said and place.text[said.end() : point.start].strip("，：“:"):
            return None
        return story.day if said else None

    def _of_scene(self, place: Place, at: int) -> date | None:
        """The day of what is told around a quotation; None where that is the day of the news."""
        story = self._story
        opens = place.quotation(at)
        told = next((one for one in reversed(story.days) if one[2] <= opens), None)
        here = told is not None and told[1] >= place.block_start
        last = told[0] if told else None
        if last is None or not (story.history or story.long_ago or (here and story.is_news(last))):
            last = story.main if story.main_end <= opens else None
        return last if last and story.today and last < story.today else None

    def dayword(self, word: str, point: Point, place: Place) -> Reading:
        pair = _PAIRS.get(word[:2])
        spoken = self._spoken(point, place)
        if (found := self._by_number(word, point, place)) is not None:
            return found
        if pair is None and spoken is not None and word[0] in "今昨明":
            day = day_after(spoken, _DAYS_OFF[word[0]])
            if day is not None:
                return Reading.at(Moment.of(day), reasons.from_told(spoken), 0.7)
        if pair is not None:
            return self._days_off(*pair)
        head = re.sub(r"(?:[(（][^)）]+[)）])?[天日晨早午晚夜]$", "", word)
        if head in _DAYS_OFF and word != "前一天":
            return self._from_today(head, place, point.start)
        if word == "本日" and not self._of_document(place, point.start):
            found = self._from_today("今", place, point.start)
            return found._replace(sure=min(found.sure, 0.78))
        off = {"前一": -1, "后一": 1}.get(word[:2])
        off = _DAYS_TOLD.get(word[0], 0) if off is None else off
        return self._after_told(off, place, point.start, near=word[0] != "那")

    def _by_number(self, word: str, point: Point, place: Place) -> Reading | None:
        """第17天, 越两日, 明（七）日; None of words without a number."""
        if "w_nth" in point.words:
            return self._nth(number(point.words["w_nth"]) or 0, point, place)
        if "w_n" in point.words:
            return self._after_told(number(point.words["w_n"]) or 0, place, point.start)
        numbered = re.search(r"[(（](.+)[)）]", word)
        return self._numbered(word[0], number(numbered[1]) or 0) if numbered else None

    def _numbered(self, word: str, count: int) -> Reading:
        """明（七）日: the number tells from which day it counts."""
        found = self._days_off(_DAYS_OFF[word], _DAYS_OFF[word])
        day = found.stretch.first.known_day if found.stretch and found.stretch.first else None
        if day is None or day.day == count:
            return found
        near = [other for off in (-1, 1, -2, 2) if (other := day_after(day, off))]
        told = next((other for other in near if other.day == count), None)
        return Reading.at(Moment.of(told), found.why, 0.7) if told else found._replace(sure=0.6)

    def _nth(self, count: int, point: Point, place: Place) -> Reading:
        """第17天: of a count whose first day was told; a story goes on, and not into what is to
        come."""
        story = self._story
        here = story.day if story.day_block == story.block else None
        for first in (story.first_day, *story.run(), story.main):
            found = day_after(first, count - 1) if first else None
            if first is None or found is None:
                continue
            told_anew = first != story.first_day and place.text[point.start - 1] not in "的是"
            if here is not None and (found < here or (found == here and told_anew)):
                continue
            if story.today is None or found <= story.today or place.tense is Tense.COMING:
                return Reading.at(Moment.of(found), reasons.from_told(first), 0.7)
        return Reading(None, reasons.nothing_to_count_from(), 0.5)

    def _after_told(self, off: int, place: Place, at: int, *, near: bool = True) -> Reading:
        """同日, 次日, 越两日. `near`: a day to come counts in its own sentence only."""
        next_to = place.text.startswith(NEXT_TO, at)
        day, sure = self._scene.anchor(leads=place.leads, text=place.text, next_to=next_to)
        if not near and (before := self._scene.day_before()) is not None:
            # 3月23日……|那天下午: the day of the paragraph before, not that of the news
            day, sure = before, 0.75
        if place.inherit is not None and place.inherit.known_day is not None:
            day, sure = place.inherit.known_day, 0.95
        elif (ahead := self._story.ahead_beside(place.sentence_start if near else 0)) is not None:
            day, sure = ahead, 0.75
        elif (back := self._story.looked_back) is not None and back.known_day is not None:
            day, sure = back.known_day, 0.75
        found = day_after(day, off) if day else None
        if day is None and (other := self._without_year(off)) is not None:
            return other
        if day is None or found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading.at(
            Moment.of(found), reasons.from_told(day) if off else reasons.same_day(day), sure
        )

    def _without_year(self, off: int) -> Reading | None:
        """次日 of 9月16日 of a year that nobody told; 同日 of a calendar of what is to come."""
        story = self._story
        if story.last is not None and story.last.year is None:
            found = moment_after(story.last, off)
            return Reading.at(found, reasons.from_told(story.last), 0.75) if found else None
        ahead = story.ahead if story.ahead_block == story.block else None
        found = moment_after(Moment.of(ahead), off) if ahead else None
        if ahead is None or found is None:
            return None
        return Reading.at(found, reasons.from_told(ahead), 0.7)

    def _from_today(self, word: str, place: Place, at: int) -> Reading:
        story = self._story
        off = _DAYS_OFF[word]
        # A paper's own writers say 昨天 of the day before the paper.
        own = word == "昨" and not story.agency and story.block != story.dateline >= 0
        found = self._days_off(off, off, story.published if own else None)
        return found._replace(sure=min(found.sure, self._voice(place, at)))

    def _of_document(self, place: Place, at: int) -> bool:
        """Whether words count from the day of a story long ago: in its documents."""
        story = self._story
        old = story.history or story.day is None or story.far(story.day.year)
        return story.today is None or story.long_ago or (old and place.quoted(at))

    def _voice(self, place: Place, at: int) -> float:
        """How sure it is that words count from today: a quotation has a day of its own, and a
        paper may count from its own day in a dispatch of another."""
        story = self._story
        if place.quoted(at):
            return 0.75
        if story.long_ago and story.day_block == story.block:
            return 0.75
        if story.dispatches and story.block != story.dateline:
            return 0.75
        if story.dateline >= 0 and not story.agency and story.day != story.published:
            return 0.75
        if self._of_a_day_just_told(place, at):
            return 0.75
        return 0.95 if story.today == story.published or story.block == story.dateline else 0.75

    def _of_a_day_just_told(self, place: Place, at: int) -> bool:
        """记者3月4日获悉，今天凌晨…: a day before the paper's, told in the same breath, may be the
        one that words count from."""
        story = self._story
        told, today = story.day, story.today
        if told is None or today is None or story.day_block != story.block:
            return False
        between = place.text[story.day_end : at]
        return 0 < (today - told).days <= _BREATH_DAYS and (
            len(between) <= _BREATH and between.count("。") <= 1
        )

    def _days_off(self, first: int, last: int, today: date | None = None) -> Reading:
        today = today or self._story.today
        begin = day_after(today, first) if today else None
        end = day_after(today, last) if today else None
        if today is None or begin is None or end is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading(Stretch.days(begin, end), reasons.from_publication(today), 0.95)

    def week(self, point: Point, place: Place) -> Reading:
        story = self._story
        words = point.words
        name = words["wk"]
        if name not in _WEEKS_OFF and name in _WEEKS_TOLD:
            return self._week_beside_told(point, place)
        base, sure = (story.today, 0.93) if name in _WEEKS_OFF else self._scene.anchor(leads=True)
        monday = day_after(base, 7 * _WEEKS_OFF.get(name, 0) - base.weekday()) if base else None
        if base is None or monday is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        if name in _WEEKS_OFF and place.spoken_of(story.older_end, point.start):
            sure = 0.7
        why = reasons.from_publication(base) if name in _WEEKS_OFF else reasons.from_told(base)
        day = words.get("wk_d")
        first, last = (
            (0, 6) if day is None else (5, 6) if day == "末" else 2 * (_weekday_index(day),)
        )
        begin, end = day_after(monday, first), day_after(monday, last)
        ahead = day is not None and name in {"本", "这"} and begin is not None and begin > base
        if ahead and place.tense is not Tense.COMING:
            sure = 0.75
        if ahead and self._past_clause(point, place) and begin is not None and end is not None:
            # Weeks may begin on Sunday: what is past is not ahead.
            begin, end = day_after(begin, -7), day_after(end, -7)
        if begin is None or end is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        if (
            name == "上"
            and story.last_stretch == Stretch.days(begin, end)
            and figures.compared(place.text, point.start, point.end)
        ):
            # 12月9日至15日……比上周
            return self._week_beside_told(point, place)
        return Reading(Stretch.days(begin, end), why, sure)

    def _week_beside_told(self, point: Point, place: Place) -> Reading:
        """前一周, 次周一: by the week told, or that of the day told."""
        story = self._story
        off = 7 * _WEEKS_TOLD[point.words["wk"]]
        told = story.last_stretch if story.stretch_block == story.block else None
        first = told.first.known_day if told and told.first else None
        last = told.last.known_day if told and told.last else None
        if first is None or last is None or (last - first).days != _WEEK_DAYS:
            base = self._scene.anchor(leads=place.leads)[0]
            first = day_after(base, -base.weekday()) if base else None
        if first is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        day = point.words.get("wk_d")
        begin_off, end_off = (
            (0, _WEEK_DAYS)
            if day is None
            else (5, 6)
            if day == "末"
            else 2 * (_weekday_index(day),)
        )
        begin, end = day_after(first, off + begin_off), day_after(first, off + end_off)
        if begin is None or end is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading(Stretch.days(begin, end), reasons.from_told(first), 0.7)

    def _past_clause(self, point: Point, place: Place) -> bool:
        """Whether the words up to the next comma speak of what was."""
        comma = place.text.find("，", point.end + 1)
        end = comma if comma >= 0 else len(place.text)
        clause = tense(place.text, point.start, point.end, place.block_start, end)
        return place.tense is clause is Tense.PAST

    def weekday(self, point: Point, place: Place) -> Reading:
        """周三: the nearest to publication, past or coming as the sentence says."""
        story = self._story
        words = point.words
        index = _weekday_index(words.get("wd") or words.get("wd2") or words["wd3"])
        told = story.day if story.day_block == story.block else None
        if (
            told is not None
            and place.text[story.day_end : story.day_end + 1] in {"(", "（"}
            and told.weekday() == index
        ):
            return Reading.at(Moment.of(told), reasons.same_day(told), 0.95)
        begin = place.inherit.known_day if place.inherit else None
        if begin is not None:
            # 下周一至周二
            found = day_after(begin, (index - begin.weekday()) % 7)
            if found is not None:
                return Reading.at(Moment.of(found), reasons.written(), 0.9)
        today = story.day if story.history else story.today
        if today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        if (monday := story.week_beside(place.text, point.start)) is not None:
            found = day_after(monday, index)
            if found is not None:
                return Reading.at(Moment.of(found), reasons.from_told(monday), 0.85)
        back = (today.weekday() - index) % 7
        ahead = (index - today.weekday()) % 7
        if place.tense is Tense.COMING:
            days, sure = ahead, 0.85 if ahead <= 4 else 0.75
        elif place.tense is Tense.PAST or back <= 4:
            days, sure = -back, 0.9 if place.tense is Tense.PAST and back <= 4 else 0.75
        else:
            days, sure = ahead, 0.65
        found = day_after(today, days)
        if found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading.at(Moment.of(found), reasons.nearest(today), sure)

    def length(self, point: Point, place: Place) -> Reading:
        """三天后, 八年前, 十年来."""
        words = point.words
        side = words["r_side"].lstrip("之以")
        by_days = not any(unit in words["r_u"] for unit in ("年", "月", "世纪"))
        base, published = self._scene.base(
            after=side == "后", coming=place.tense is Tense.COMING, by_days=by_days
        )
        ahead = self._ahead(point, place, by_days=by_days)
        if ahead is not None:
            base, published = Moment.of(ahead), False
        if base is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        now = 1.0
        if side == "来" and not published and self._reaches_now(words, base):
            base, published, now = Moment.of(self._story.today or date.min), True, 0.75
        sign = 1 if side == "后" else -1
        if "时" in words["r_u"] or "分" in words["r_u"]:
            return self._hours(words, base, sign)
        found = _shifted(
            base, words["r_n"], words["r_u"] + words.get("r_half", "").replace("多", ""), sign
        )
        if "r_mon" in words and base.month and base.year:
            months = 12 * (number(words["r_n"]) or 0) + (number(words["r_mon"]) or 0)
            found = base.months_later(sign * months)
        if found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        if "r_today" in words and found.year and base.month:
            told_day = "同" in words["r_today"] or "这" in words["r_today"]
            here = self._story.day_end >= max(place.sentence_start, 1)
            day_told = self._story.day if here else self._story.main
            today = self._story.today
            if told_day and day_told is not None and published:
                base, published = Moment.of(day_told), False
            elif not told_day and today is not None and not published:
                # 十年前的今天: of the day of the paper, wherever the story is.
                found = Moment(today.year + found.year - (base.year or 0), found.month)
                base, published, now = Moment.of(today), True, 0.75
            found = Moment(found.year, found.month or base.month, base.day)
            if "昨" in words["r_today"] and found.possible and found.known_day is not None:
                found = Moment.of(found.known_day - timedelta(days=1))
        told = self._story.today
        why = reasons.from_publication(told) if published and told else reasons.from_told(base)
        sure = 0.85 if published or self._story.last_block == self._story.block else 0.75
        sure -= 0.15 if words.get("r_half") == "多" else 0
        # Who says 十年前 seldom counts to the year.
        sure = min(sure, _ROUND) if "年" in words["r_u"] else sure
        # 13日后 may be after the 13th.
        sure = min(sure, 0.7) if words["r_u"] == "日" and words["r_n"].isascii() else sure
        sure = min(sure, now, self._doubt(words, place, point.start, published=published))
        if side == "来":
            return Reading(Stretch(found, None), why, sure)
        return Reading.at(found, why, sure)

    def _may_be_told_below(self, place: Place, at: int) -> bool:
        """Whether 69天后 stands in a heading that may say how its story ended."""
        line = place.text.find("\n", at)
        heads = self._story.block == 0 or self._story.heading
        told = place.text[place.block_start : line if line >= 0 else len(place.text)]
        return heads and "。" not in told and place.tense is not Tense.COMING

    def _ahead(self, point: Point, place: Place, *, by_days: bool) -> date | None:
        """The day to come that a clause counts from: 3月25日纪念签署六十周年，而十天前先要投票."""
        words, before = point.words, place.text[point.start - 1]
        day = self._story.ahead_beside(place.sentence_start) if by_days else None
        side = words["r_side"].lstrip("之以")
        if side == "后":
            return (day or self._next_to(words, place)) if before in _BREAKS else None
        goes_back = side == "前" and before in "而，" and not place.leads
        return day if goes_back and place.tense is not Tense.PAST else None

    def _next_to(self, words: Mapping[str, str], place: Place) -> date | None:
        """The day to come of the sentence before: 下周一接受质询。一天后，博览会开幕. Of days only
        one or two, which from today would be called by their name."""
        if not place.leads or "年" in words["r_u"] or "时" in words["r_u"]:
            return None
        few = words["r_u"] not in {"天", "日"} or (number(words["r_n"]) or 0) <= _NEXT
        return self._story.ahead_last() if few else None

    def _reaches_now(self, words: Mapping[str, str], base: Moment) -> bool:
        """六十年来 at the end of a history: back from what it told last, it would begin before
        all that the text told."""
        story = self._story
        unit = next((years for name, years in _IN_YEARS.items() if name in words["r_u"]), 0)
        if story.today is None or story.first_year is None or unit == 0:
            return False
        years = unit // 2 if words["r_n"] == "半" else unit * (number(words["r_n"]) or 0)
        return (base.year or 0) - years < story.first_year <= story.today.year - years

    def _doubt(self, words: Mapping[str, str], place: Place, at: int, *, published: bool) -> float:
        """How sure it is that a length counts from there."""
        story = self._story
        if words["r_side"].endswith("后") and place.text[at - 1 : at] not in _BREAKS:
            # 流亡三年后 counts from what nobody told the day of.
            return 0.75
        if published and words["r_side"].endswith("后") and self._may_be_told_below(place, at):
            return 0.7
        if not published:
            back = not words["r_side"].endswith("后") and "年" not in words["r_u"]
            return 0.75 if story.behind is not None or back else story.last_sure
        if "年" in words["r_u"]:
            if story.today is not None and story.today.month in _TURN_OF_YEAR:
                # In January 两年前 may be told of what was two years before the last.
                return 0.75
            away = story.day_block == story.block and story.day and not story.is_news(story.day)
            return 0.75 if away else 1.0
        told = story.day != story.today and story.day_block == story.block
        return 0.7 if told else self._may_be_today(place, at)

    def _may_be_today(self, place: Place, at: int) -> float:
        """How sure it is that days count from today: whoever was told of another day may count
        from that, and a quotation has a day of its own."""
        story = self._story
        other = story.day is not None and story.day != story.today
        return 0.75 if other or story.ahead_last() or place.quoted(at) else 1.0

    def _hours(self, words: Mapping[str, str], base: Moment, sign: int) -> Reading:
        """三个半小时后: from the time of day told before; else only the day is known."""
        hours = 0.5 if words["r_n"] == "半" else float(number(words["r_n"]) or 0)
        hours += (number(words.get("r_min", "")) or 0) / 60
        hours /= 60 if words["r_u"] == "分钟" else 1
        hours += 0.5 if words["r_u"].startswith("个半") or "r_half" in words else 0
        clock = self._story.clock
        day = clock.known_day if clock else base.known_day
        if day is None or day.year >= date.max.year or day.year <= date.min.year:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        if clock is None or clock.hour is None or sign < 0:
            found = day_after(day, sign * int(hours / 24))
            why = reasons.from_told(day)
            return Reading.at(Moment.of(found), why, 0.7) if found else Reading(None, why, 0.5)
        at = datetime.combine(day, time(clock.hour, clock.minute)) + timedelta(hours=hours)
        moment = Moment(at.year, at.month, at.day, at.hour, at.minute, clock.offset)
        return Reading.at(moment, reasons.from_told(clock), 0.8)

    def span(self, point: Point, place: Place) -> Reading:
        """过去三年, 未来三天, 近十年来."""
        today = self._story.today
        if today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        words = point.words
        ahead = words["p_pre"].startswith(("今", "未来", "接下来", *_SINCE_TOLD))
        told = self._story.last if words["p_pre"].startswith((*_SINCE_TOLD, "此前")) else None
        base = told or Moment.of(today)
        found = _shifted(base, words["p_n"], words["p_u"], 1 if ahead else -1)
        if found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        now = (
            base
            if found.day
            else Moment(base.year, base.month)
            if found.month
            else Moment(base.year)
        )
        why = reasons.from_told(told) if told else reasons.from_publication(today)
        now_sure = 1.0 if "年" in words["p_u"] else self._may_be_today(place, point.start)
        if ahead or told:
            sure = 0.75 if told else min(_ROUND, now_sure)
            return Reading(Stretch(now, found) if ahead else Stretch(found, now), why, sure)
        open_end = words.get("p_in", "") in {"来", "以来"}
        return Reading(Stretch(found, None if open_end else now), why, min(_ROUND, now_sure))


#: How sure it is from when to when 过去三年 is: writers count them otherwise.
_ROUND = 0.78
_IN_YEARS = {"年": 1, "世纪": 100}
#: Days of the units that are counted in days; those with 时 are hours.
_IN_DAYS = {
    "半月": 15.0,
    "月": 30.0,
    "周": 7.0,
    "星期": 7.0,
    "礼拜": 7.0,
    "天": 1.0,
    "日": 1.0,
    "时": 1 / 24,
}


def _shifted(base: Moment, count: str, unit: str, sign: int) -> Moment | None:
    """A year, month or day so far from `base`, as exact as the unit."""
    amount = 0.5 if count == "半" else float(count if count.isascii() else number(count) or 0)
    amount += 0.5 if unit.endswith("半") else 0
    if "年" in unit or "世纪" in unit:
        years = sign * amount * (100 if "世纪" in unit else 1)
        if base.year is not None and years == int(years):
            return Moment(base.year + int(years))
        return base.months_later(int(12 * years)) if base.month else None
    if unit in {"个月", "月"} and amount == int(amount):
        return base.months_later(sign * int(amount)) if base.month and base.year else None
    length = next(days for name, days in _IN_DAYS.items() if name in unit)
    return moment_after(base, sign * int(length * amount))


def _weekday_index(name: str) -> int:
    return (int(name) if name.isascii() else _WEEKDAYS[name]) - 1
