"""Expressions → values: what each point in time means at this place of the story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from zhupi.core.messages import Message
from zhupi.language.dates import figures, periods, reasons, telegrams
from zhupi.language.dates.ages import Ages
from zhupi.language.dates.almanac import nth_weekday
from zhupi.language.dates.counted import Counted
from zhupi.language.dates.cues import Tense, imminent
from zhupi.language.dates.events import Events
from zhupi.language.dates.feasts import Feasts
from zhupi.language.dates.glosses import CALENDARS, GLOSS, calendars, parted
from zhupi.language.dates.guess import NEAR, Guess
from zhupi.language.dates.hours import at_hour
from zhupi.language.dates.months_guessed import MonthsGuessed
from zhupi.language.dates.moons import Moons, of_cycle
from zhupi.language.dates.numerals import number
from zhupi.language.dates.parts import PartsOfYears
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, Stretch, day_after
from zhupi.language.dates.years import Years
from zhupi.language.dates.years_guessed import YearsGuessed
from zhupi.language.patterns import Pattern

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_MONTHS_OFF = {"上上": -2, "上": -1, "本": 0, "这": 0, "下下": 2, "下": 1}
_MONTHS_TOLD = {
    "当月": 0,
    "同月": 0,
    "同一个月": 0,
    "次月": 1,
    "翌月": 1,
    "下一个月": 1,
    "后一个月": 1,
    "前一个月": -1,
}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_THAT_YEAR = Pattern(r"(?:[那这当]|这一|那一)年(?:的|，|,)?$")


#: What was moved to another day goes on from the day told; 将推迟到 goes on from today.
_SET_FOR = Pattern(r"(?<!将)(?:推迟|延期|延|改期?|提前)[到至在]$")

#: 发言人3日介绍: of the news, whatever was told before.
_SAID = Pattern("[^，。；：]{0,8}(?:说|表示|介绍|宣布|通报|透露|称|指出|证实|发布|回应|强调|报道)")

#: Before an hour that the story goes back to, and near one of the night.
_EARLIER = Pattern("此前|早在|(?<![时分日天月年])之前|在此以前|先前|稍早|更早|早些时候|事发前|当初")
_BY_NIGHT = Pattern(
    "凌晨|清晨|连夜|深夜|半夜|彻夜|通宵|午夜|夜里|天亮|天不亮|天还没亮|拂晓|黎明|破晓|今晨"
)
#: An hour of a clock of twenty-four.
_PAST_TWELVE = Pattern(
    "(?<!\\d)(?:1[3-9]|2[0-4])(?:时(?!期|代)|点(?![\\d]|五)|[:：][0-5]\\d)"
    "|(?:十[三四五六七八九]|二十[一二三四]?)时(?!期|代)"
)
_SENTENCE_END = Pattern("[。！？!?;；\n”]")
_EVENING = 20  #: o'clock
_NOON = 12
_ON = 4  #: hours from one to the next
_BESIDE = 14  #: characters
_SOON = 2  #: such hours in a paper of today
_BY_DAY = 1950  #: the year since which most papers have told twenty-four hours
_LATE = 18
_LEAP_YEAR = 2000
_QUOTE = 300  #: characters that a quotation is looked for in
_YEAR = 12  #: months
_CENTURY = 100  #: years
_DAWN = frozenset({"凌晨", "清晨"})

_Read = Callable[[Point, Place], Reading]


class Resolver:
    """Asks the story what points mean; tells it nothing."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._years = Years(story)
        self._years_guessed = YearsGuessed(story)
        self._months_guessed = MonthsGuessed(story)
        self._ages = Ages(story)
        self._counted = Counted(story)
        self._feasts = Feasts(story, self._years)
        self._parts = PartsOfYears(story, self._years)
        self._moons = Moons(story, self._feasts)
        #: What reads a point that has one of some kinds; the first that fits.
        self._readers: tuple[tuple[tuple[str, ...], _Read], ...] = (
            ((CALENDARS,), self._in_two_calendars),
            ((GLOSS,), self._glossed),
            (("iso", "english"), self._numbered),
            (("decade", "century", "bccentury", "age", "reign", "plan", "fiscal"), self._ages.read),
            (("event",), Events(story).read),
            (("length",), self._length),
            (("span",), self._counted.span),
            (("feast",), self._feasts.feast),
            (("lunar",), self._feasts.lunar),
            (("dayword",), self._dayword),
            (("week",), self._counted.week),
            (("weekday",), self._counted.weekday),
        )

    def read(self, point: Point, place: Place) -> Reading:
        """The meaning of one point."""
        found = self._read(point, place)
        if "dd_c" in point.words and not point.has(CALENDARS):
            found = self._moons.named(found, point)
        if "cyc" in point.words and point.has("month", "lunar"):
            found = of_cycle(found, point.words["cyc"])
        if point.has("clock") or "part" in point.kinds or "w" in point.words:
            found = self._at_hour(found, point, place)
        if "k_h" in point.words and "时间" in place.before(point.start):
            # 北京时间还停在19日23时: the zone does not stand where it is read.
            found = found._replace(sure=min(found.sure, 0.7))
        return found

    def _at_hour(self, found: Reading, point: Point, place: Place) -> Reading:
        """下午四时……五时: on by the same clock; 夜……零时: the next day's."""
        words = point.words
        story = self._story
        alone = point.kinds == ("clock",)
        twelve = alone and (story.clock_twelve or self._past_noon(point, place))
        found = at_hour(found, point, twelve=twelve)
        moment = found.stretch.single if found.stretch else None
        dawn = words.get("part") in _DAWN and point.kinds == ("part", "clock")
        if dawn and moment is not None:
            return self._at_dawn(found, moment)
        if not alone or moment is None or moment.hour is None:
            return found
        if story.clock and story.clock.offset and story.clock_end >= place.sentence_start:
            moment = moment._replace(offset=story.clock.offset)
            found = Reading.at(moment, found.why, min(found.sure, 0.75))
        if twelve and story.clock is None:
            found = found._replace(sure=min(found.sure, 0.75))
        last = story.clock.hour if story.clock else _EVENING if story.night else None
        if last is None or (moment.hour or 0) >= last:
            return found
        day = day_after(moment.known_day, 1) if moment.known_day else None
        if number(words.get("k_h", "")) == 0 and day is not None:
            later = moment._replace(year=day.year, month=day.month, day=day.day)
            return Reading.at(later, found.why, 0.75)
        return found._replace(sure=min(found.sure, 0.6 if last == _NOON else 0.75))

    def _past_noon(self, point: Point, place: Place) -> bool:
        """12时36分……1时整: on by a clock of twelve hours."""
        story, hour = self._story, number(point.words.get("k_h", "")) or 0
        clock = story.clock
        if clock is None and story.by_twelve and story.hours_section == story.section:
            clock = story.hours_end
        if clock is None or clock.hour is None or not 0 < hour < _NOON <= clock.hour:
            return False
        if self._goes_back(point, place):
            return False
        after_noon = clock.hour == _NOON and hour <= _NOON // 2 and not clock.offset
        if story.published is not None and story.published.year >= _BY_DAY:
            after_noon = after_noon and hour <= _SOON and not _PAST_TWELVE.search(place.text)
        on = 0 <= hour + _NOON - clock.hour <= _ON
        return (story.by_twelve and on) or after_noon

    def _goes_back(self, point: Point, place: Place) -> bool:
        """此前，6时20分, or 1时接警后连夜追捕: no hour of the afternoon."""
        text, limit = place.text, point.end + _BESIDE
        low = max(place.sentence_start, self._story.clock_end)
        end = _SENTENCE_END.search(text, point.end, limit)
        after = end.start() if end else limit
        near = max(low, point.start - _BESIDE)
        return bool(_EARLIER.search(text, low, point.start) or _BY_NIGHT.search(text, near, after))

    def _at_dawn(self, found: Reading, moment: Moment) -> Reading:
        """晚上11时……凌晨一时: the next day's."""
        story = self._story
        last = story.clock.hour if story.clock else _EVENING if story.night else None
        day = day_after(moment.known_day, 1) if moment.known_day else None
        if last is None or last < _LATE or day is None:
            return found
        return Reading.at(
            moment._replace(year=day.year, month=day.month, day=day.day), found.why, 0.75
        )

    def _read(self, point: Point, place: Place) -> Reading:
        century = point.words.get("c_rel", "").startswith("上") and "c_dec" not in point.words
        if century and point.has("dayword"):
            return self._this_day_of_last_century(point, place)
        for kinds, read in self._readers:
            if point.has(*kinds):
                return read(point, place)
        return self._calendar(point, place)

    def _length(self, point: Point, place: Place) -> Reading:
        """三天后, 十年后的6月26日."""
        if point.has("year"):
            return self._calendar(point, place)
        found = self._counted.length(point, place)
        if point.has("month") and point.words["r_u"] != "年":
            return self._month_after_length(found, point, place)
        if "s2" in point.words and found.stretch is not None and found.stretch.single is not None:
            season = periods.season(found.stretch.single.year, point.words["s2"])
            return Reading(season, found.why, found.sure)
        if "dd" in point.words and "m" not in point.words:
            return self._day_after_length(found, number(point.words["dd"]) or 0)
        month, day = number(point.words.get("m", "")), number(point.words.get("dd", ""))
        year = found.stretch.single if found.stretch else None
        if month is None or year is None:
            return found
        return Reading.at(Moment(year.year, month, day), found.why, found.sure)

    def _month_after_length(self, found: Reading, point: Point, place: Place) -> Reading:
        """三周后的3月13日, 两周前的10月25日: of the year that it counts to."""
        told = self._calendar(point, place)
        about = found.stretch.single if found.stretch else None
        moment = told.stretch.single if told.stretch else None
        if about is None or about.month is None or moment is None or moment.month is None:
            return told
        years = [about.year + off for off in (-1, 0, 1)] if about.year else []
        months = 12 * (about.year or 0) + about.month
        near = min(years, key=lambda year: abs(12 * year + (moment.month or 0) - months), default=0)
        if near in {moment.year, 0}:
            return told
        fits = abs(12 * near + moment.month - months) <= 1
        other = Reading.at(moment._replace(year=near), found.why, min(found.sure, 0.75))
        return other if fits else told._replace(sure=min(told.sure, 0.7))

    def _glossed(self, point: Point, place: Place) -> Reading:
        """上周五（25日）: sure where both say the same, else by the number."""
        counted, written = parted(point)
        one, other = self._read(counted, place), self._read(written, place)
        told = other.stretch.single if other.stretch else None
        if told is None:
            return one
        if counted.has("era"):
            same = one.stretch == other.stretch
            return other._replace(lunar=one.lunar if same else None, sure=0.95 if same else 0.7)
        if index := point.words.get("wd") or point.words.get("wd2"):
            months: tuple[int, ...] = (0,)
            if not written.has("month", "monthword"):
                months = (0, -1, 1)
            elif not written.has("year", "monthword"):
                # 1月1日（周一） late in a year that began on a Sunday; or of an older year told
                years = (day.year for day, _, _ in reversed(self._story.days))
                months = (0, *(12 * (year - (told.year or year)) for year in years), 12, -12)
            return self._on_weekday(other, told, _WEEKDAYS[index], months)
        said = one.stretch.single if one.stretch else None
        if "wk_d" in point.words and said is not None and told != said:
            said_day = said.known_day
            for days in (7, -7):
                other_day = day_after(said_day, days) if said_day else None
                if other_day is not None and other_day.day == told.day:
                    return Reading.at(Moment.of(other_day), one.why, 0.75)
        if said is None or (
            told != said and (written.has("month", "year") or told.day != said.day)
        ):
            return other._replace(sure=min(other.sure, 0.7))
        understood = reasons.is_understood(one.why) and told == said
        return other if understood and not reasons.is_understood(other.why) else one

    def _in_two_calendars(self, point: Point, place: Place) -> Reading:
        """七月初一日（8月1日）: the sun's day, in the year of the moon's."""
        moon, sun = calendars(point)
        one = self._read(moon, place)
        written = self._years.named(sun, place) if "y_rel" not in sun.words else None
        told = self._moons.beside(one, sun, written[0] if written else None)
        if told is not None:
            return told
        other = self._read(sun, place)
        lunar = one.lunar if other.stretch == one.stretch else None
        return other._replace(sure=min(other.sure, 0.75), lunar=lunar) if other.stretch else one

    def _on_weekday(
        self, found: Reading, told: Moment, index: int, offsets: Sequence[int]
    ) -> Reading:
        """25日（周五）: the day, or that of one of the months so far off, that falls on that day
        of the week."""
        for months in offsets:
            month = told.months_later(months)
            day = Moment(month.year, month.month, told.day)
            if day.possible and day.known_day and day.known_day.weekday() + 1 == index:
                if abs(months) > _YEAR:
                    return Reading.at(day, reasons.from_told(Moment(month.year)), 0.7)
                if abs(months) == _YEAR:
                    # Another year than the one told of, or a weekday that was misprinted.
                    return Reading.at(day, reasons.written(), 0.6)
                if months:
                    return Reading.at(day, found.why, 0.75)
                # Every sixth year or so has the same days of the week.
                return Reading.at(day, reasons.written(), 0.9 if found.sure > 0.8 else 0.8)
        return found._replace(sure=min(found.sure, 0.7))

    def _day_after_length(self, found: Reading, day: int) -> Reading:
        """一个月后的23日, 一周多后的15日: the nearest day of that number."""
        about = found.stretch.single if found.stretch else None
        if about is None or about.month is None:
            return Reading(None, found.why, 0.6)
        if about.day is None:
            return Reading.at(Moment(about.year, about.month, day), found.why, found.sure)
        near: list[tuple[int, date]] = []
        for months in (-1, 0, 1):
            moment = about.months_later(months)
            other = Moment(moment.year, moment.month, day)
            told, base = (other.known_day if other.possible else None), about.known_day
            if told is not None and base is not None:
                near.append((abs((told - base).days), told))
        if not near:
            return Reading(None, found.why, 0.6)
        return Reading.at(Moment.of(min(near)[1]), found.why, found.sure)

    def _dayword(self, point: Point, place: Place) -> Reading:
        """昨天; but in 10月1日当天 the date tells the day."""
        if point.has("day"):
            return self._calendar(point, place)
        if point.has("year"):
            return self._this_day(point, place)
        return self._counted.dayword(point.words["w"], point, place)

    def _this_day(self, point: Point, place: Place) -> Reading:
        """去年今日: this day in the year told."""
        year = self._years.named(point, place)
        if point.words["w"].startswith("那") and year is not None and year[0] is not None:
            # 1985年那一夜: the day that the story told most of it
            day = self._story.most_told(year[0])
            moment = Moment.of(day) if day else Moment(year[0])
            return Reading.at(moment, reasons.from_told(Moment(year[0])), 0.6)
        today = self._counted.dayword(point.words["w"], point, place)
        this = today.stretch.single if today.stretch else None
        if year is None or year[0] is None or this is None:
            return today
        return Reading.at(Moment(year[0], this.month, this.day), year[1], min(year[2], 0.9))

    def _this_day_of_last_century(self, point: Point, place: Place) -> Reading:
        """上个世纪的今天: a hundred years ago, if the day of the month is meant at all."""
        today = self._counted.dayword(point.words["w"], point, place)
        this = today.stretch.single if today.stretch else None
        if this is None or this.year is None:
            return today
        then = this._replace(year=this.year - _CENTURY)
        return Reading.at(then, today.why, min(today.sure, 0.6))

    def _numbered(self, point: Point, _place: Place) -> Reading:
        words = point.words
        year = words.get("iso_y") or words.get("en_y") or words.get("en_y2") or words.get("en_y3")
        name = words.get("en_m") or words.get("en_m2") or words.get("en_m3")
        month = _ENGLISH.index(name[:3].lower()) + 1 if name else int(words["iso_m"])
        day = words.get("iso_d") or words.get("en_d") or words.get("en_d2")
        moment = Moment(int(year or 0), month, int(day) if day else None)
        return Reading.at(moment, reasons.written(), 0.97)

    def _calendar(self, point: Point, place: Place) -> Reading:  # noqa: PLR0911 - one line a case
        words = point.words
        month = number(words.get("m") or words.get("b_m") or "")
        day = number(words.get("dd") or words.get("b_d") or "")
        if (of_old := self._of_old(month, day, point, place)) is not None:
            return of_old
        if "m_rel" in words:
            return self._in_month(self._relative_month(words["m_rel"], point, place), point, day)
        if month is not None:
            return self._month(month, day, point, place)
        if day is not None:
            said = bool(_SAID.match(place.text, point.end))
            numeral = words.get("dd") or words.get("b_d") or ""
            return self._bare_day(day, numeral, place._replace(leads=place.leads or said))
        if words.get("edge_y", "").startswith("月") or "hm" in words or "third" in words:
            return self._edge_of_month(point, place)
        if point.has("half", "quarter", "months", "season", "edge", "same", "vacation"):
            found = self._parts.read(point, place)
            return (
                found._replace(lunar=self._year_of_moon(point, place)) if "era" in words else found
            )
        named = self._years.named(point, place)
        if named is not None:
            year, why, sure = named
            if year is None:
                return Reading(None, why, 0.6)
            moon = year if self._by_moon(year, point, place) else None
            return Reading.at(Moment(year), why, sure)._replace(lunar=moon)
        if point.has("clock") or "b_h" in words:
            return self._counted.today(point, place)
        return Reading(None, reasons.nothing_to_count_from(), 0.5)

    def _of_old(
        self, month: int | None, day: int | None, point: Point, place: Place
    ) -> Reading | None:
        """What old papers and documents have: 删日, 本月十八日 of a moon, 乙巳 alone."""
        words = point.words
        if "rh" in words:
            found = self._of_rhyme(telegrams.day(words["rh"]), month, point, place)
            return found._replace(sure=min(found.sure, 0.78))
        if point.kinds == ("cycle",):
            return self._moons.alone(words["cyc"])
        old = not words.get("dd", "1").isascii() or place.quoted(point.start)
        by_moon = (old and self._story.long_ago) or words.get("dd", "").startswith("初")
        if "m_rel" not in words or not by_moon:
            return None
        base = self._day_before_words(place, point.start) if place.quoted(point.start) else None
        return self._moons.month(words["m_rel"], day, words.get("third"), base)

    def _day_before_words(self, place: Place, at: int) -> date | None:
        """The day that the paragraph told before the quotation that `at` stands in: of its words
        本月 is of then, whatever they told since."""
        opens = place.quotation(at)
        told = next((one for one in reversed(self._story.days) if one[2] <= opens), None)
        return told[0] if told is not None and told[1] >= place.block_start else None

    def _year_of_moon(self, point: Point, place: Place) -> int | None:
        """The year of an era that counted months by the moon."""
        named = self._years.named(point, place)
        year = named[0] if named else None
        return year if year is not None and self._by_moon(year, point, place) else None

    def _of_rhyme(self, day: int, month: int | None, point: Point, place: Place) -> Reading:
        """删日, 本月冬日: telegrams told what had been."""
        if "m_rel" in point.words:
            return self._in_month(
                self._relative_month(point.words["m_rel"], point, place), point, day
            )
        if month is not None:
            return self._month(month, day, point, place)
        return self._bare_day(day, "1", place._replace(tense=Tense.PAST))

    def _month(self, month: int, day: int | None, point: Point, place: Place) -> Reading:
        story = self._story
        named = self._years.named(point, place)
        if named is not None:
            year, why, sure = named
            if year is not None and self._by_moon(year, point, place):
                # The moons of Japan's calendar part from China's by a day at times.
                sure = min(sure, 0.75 if place.japanese or "era" not in point.words else 0.85)
                return self._feasts.lunar_date(year, month, day, leap=False, sure=sure)
        elif place.inherit is not None and place.inherit.month is not None:
            year = place.inherit.year
            earlier = (month, day or 0) < (place.inherit.month, place.inherit.day or 0)
            if year is not None and earlier and month != place.inherit.month:
                year += 1
            why, sure = reasons.year_in_view(year) if year else reasons.unknown_year(), 0.9
        elif (
            story.lunar is not None
            and not point.words.get("m", "1").isascii()
            and "m_sun" not in point.words
        ):
            return self._feasts.lunar_date(story.lunar, month, day, leap=False, sure=0.75)
        else:
            year, why, sure = self._year_guessed(month, day, point, place)
        if low := number(point.words.get("m_a", "")):
            if low + 1 != month:
                return Reading(None, reasons.no_such_day(), 0.4)
            return Reading(periods.months(year, low, month), why, min(sure, 0.85))
        if "nth" in point.words or "nth_last" in point.words:
            return self._nth_weekday(year, month, point.words, why)
        return self._in_month(Reading.at(Moment(year, month), why, sure), point, day)

    def _year_guessed(
        self, month: int, day: int | None, point: Point, place: Place
    ) -> tuple[int | None, Message, float]:
        """The year of a month that none stands with, as the story takes it."""
        story = self._story
        before = place.before(point.start)
        told = story.reported_year()
        if told is not None and self._is_over(month, day, point, place):
            return told, reasons.year_in_view(told), 0.7
        if point.end <= story.frame_end and story.year is None and story.today is not None:
            now = self._years_guessed.nearest(month, day, place.tense).year or story.today.year
            return now, reasons.year_of_publication(now), 0.75
        framing, end, block = story.framing
        beside = block == story.block and "”" not in place.text[end : point.start]
        if framing is not None and beside and end > story.year_end:
            # 2016年……他说，今年12月以前，自4月起……
            sure = 0.7 if end >= place.sentence_start else 0.65
            return framing, reasons.year_in_view(framing), sure
        if (other := self._around(month, day, point, place)) is not None:
            return other, reasons.year_in_view(other), 0.7
        guess = self._years_guessed.year_for(
            month,
            day,
            Tense.OPEN if _SET_FOR.search(before) else place.tense,
            that_year=bool(_THAT_YEAR.search(before)),
            near=self._years.near(place),
            apart="，" in place.text[story.year_end : point.start],
            leads=place.leads,
        )
        # Who speaks may mean another year than the text around.
        quoted = guess.by == "text" and guess.year is not None and place.quoted(point.start)
        year, sure = guess.year, min(guess.sure, 0.75 if quoted else 1.0)
        if guess.by == "text" and imminent(place.text, point.end):
            # 四年后才举行，而总决赛10月就要开打
            near_year = self._years_guessed.nearest_year(month, day)
            guess = guess if near_year is None else Guess(near_year, by="publication")
            year, sure = guess.year, min(sure, 0.75)
        if year is None:
            why = reasons.unknown_year()
        elif guess.by == "publication":
            why = reasons.year_of_publication(year)
        else:
            why = reasons.year_in_view(year)
        return year, why, sure

    def _around(self, month: int, day: int | None, point: Point, place: Place) -> int | None:
        """The year around an aside of a history: 昨天，展览开幕，展期到9月30日; 判决书认定：
        “1931年……”11月24日，核准原判."""
        story = self._story
        if day is None or story.today is None:
            return None
        framed, end, block = story.framing_day
        here = block == story.block and end >= max(place.sentence_start, story.year_end)
        if story.history and framed is not None and here and place.tense is Tense.COMING:
            return framed.year + ((month, day) < (framed.month, framed.day))
        told: date | None = None
        text, close = place.text, place.text.find("”", story.year_end, point.start)
        opens = text.rfind("“", max(0, story.year_end - _QUOTE), story.year_end)
        if close >= 0 and opens > text.rfind("”", 0, story.year_end):
            told = next((one[0] for one in reversed(story.days) if one[2] <= opens), None)
        first = Moment(told.year, month, day).first_day() if told else None
        if told is None or first is None or not story.far(told.year):
            return None
        return told.year if 0 <= (first - told).days <= NEAR else None

    def _is_over(self, month: int, day: int | None, point: Point, place: Place) -> bool:
        """Whether figures are told of a month or day that this year has not had yet."""
        today = self._story.today
        begins = place.text.startswith("起", point.end)  # 自4月起
        if today is None or place.tense is not Tense.OPEN or begins:
            return False
        first = Moment(today.year, month, day).first_day()
        if first is None or first <= today:
            return False
        return figures.of_figures(place, point, beside=self._story.reports)

    def _by_moon(self, year: int, point: Point, place: Place) -> bool:
        """Whether the months of a named year are lunar: by its era, or as the story has it."""
        if name := point.words.get("era"):
            land = point.words.get("era_of", "")
            era = periods.era_named(name, japanese=place.japanese, land=land)
            return era is not None and periods.by_moon(era.land, year)
        if "y_cyc" in point.words and not point.words.get("m", "一").isascii():
            return periods.by_moon("清", year)
        lunar = self._story.lunar
        if (
            lunar is None
            or not {"y_rel", "y_era"} & set(point.words)
            or point.words.get("m", "一").isascii()
        ):
            return False
        # In a story of a later year the moons are China's, whatever land is spoken of.
        of_japan = place.japanese and periods.by_moon("日本", lunar)
        return periods.by_moon("日本" if of_japan else "清", year)

    def _nth_weekday(
        self, year: int | None, month: int, words: Mapping[str, str], why: Message
    ) -> Reading:
        weekday = _WEEKDAYS[words["nth_d"]]
        if year is None:
            return Reading(None, reasons.unknown_year(), 0.5)
        if "nth_last" in words:
            found = nth_weekday(year, month, weekday, 5) or nth_weekday(year, month, weekday, 4)
        else:
            found = nth_weekday(year, month, weekday, number(words["nth"]) or 0)
        return (
            Reading(None, reasons.no_such_day(), 0.5)
            if found is None
            else Reading.at(Moment.of(found), why, 0.9)
        )

    def _same_month(self, point: Point, place: Place) -> Reading:
        """去年同月: the month told before, in that year."""
        told = self._story.month
        named = self._years.named(point, place)
        if told is None or named is None or named[0] is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        year = named[0] - (told[0] == named[0])
        return Reading.at(Moment(year, told[1]), named[1], 0.75)

    def _relative_month(self, name: str, point: Point, place: Place) -> Reading:
        story = self._story
        if name == "同月" and "y_rel" in point.words:
            return self._same_month(point, place)
        if name in _MONTHS_TOLD:
            back = story.looked_back
            told = (back.year, back.month) if back and back.month else story.month
            if told is None:
                return Reading(None, reasons.nothing_to_count_from(), 0.6)
            year, month = told
            base = Moment(year, month)
            return Reading.at(
                base.months_later(_MONTHS_TOLD[name]) if year else base,
                reasons.from_told(base),
                0.85,
            )
        return self._counted_month(name, point, place)

    def _counted_month(self, name: str, point: Point, place: Place) -> Reading:
        """本月, 上月: from the day of publication, or from that of a document."""
        story = self._story
        if story.today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        then = story.month if story.month_block == story.block else None
        quoted = place.quoted(point.start)
        if quoted and (day := self._day_before_words(place, point.start)) is not None:
            then = day.year, day.month
        if then and then[0] and story.far(then[0]) and quoted:
            # 1924年11月5日……“本月冬日……”: a document counts from its day.
            base = Moment(*then)
            off = _MONTHS_OFF[name[0] if name.startswith("本") else name.rstrip("月个")]
            return Reading.at(base.months_later(off), reasons.from_told(base), 0.7)
        off = _MONTHS_OFF[name[0] if name.startswith("本") else name.rstrip("月个")]
        moment = Moment(story.today.year, story.today.month).months_later(off)
        report = story.report if story.reports else None
        sure = 0.7 if place.spoken_of(story.older_end, point.start) else 0.95
        if story.day is not None and story.day_block == story.block and story.far(story.day.year):
            # 1963年11月22日……，上月才来的他: of today, or of then?
            sure = min(sure, 0.75)
        if off < 0 and report is not None and report.month is not None and "dd" not in point.words:
            # 1月……，上月……: who names it anew means another.
            other = moment == report and "。" not in place.text[story.report_end : point.start]
            if other or figures.compared(place.text, point.start, point.end):
                return Reading.at(report.months_later(off), reasons.from_told(report), 0.75)
            # 7月……，上月: the same month, or the one before?
            sure = 0.75 if report != Moment(story.today.year, story.today.month) else sure
        return Reading.at(moment, reasons.from_publication(story.today), sure)

    def _edge_of_month(self, point: Point, place: Place) -> Reading:
        """月底: of the month that the paragraph speaks of, or that of publication."""
        story = self._story
        if story.month is None or story.month_block != story.block or place.tense is Tense.COMING:
            return self._in_month(self._relative_month("本月", point, place), point, None)
        year, month = story.month
        why = reasons.month_in_view(year, month)
        return self._in_month(Reading.at(Moment(year, month), why, 0.75), point, None)

    def _in_month(self, month: Reading, point: Point, day: int | None) -> Reading:
        """A day or a part of a month."""
        found = month.stretch.single if month.stretch else None
        if found is None or found.month is None:
            return month
        words = point.words
        if day is not None:
            return Reading.at(Moment(found.year, found.month, day), month.why, month.sure)
        third = words.get("third")
        if "hm" in words:
            first, last = (1, 15) if words["hm"] == "上" else (16, 31)
        elif third is not None:
            first, last = _THIRDS[third]
        else:
            # 月初 and 月底 are no further told than by their month.
            return month._replace(sure=min(month.sure, 0.85)) if point.has("edge") else month
        end = Moment(found.year or _LEAP_YEAR, found.month).last_day()
        last = min(last, end.day if end else 31)
        stretch = Stretch(
            Moment(found.year, found.month, first), Moment(found.year, found.month, last)
        )
        return Reading(stretch, month.why, min(month.sure, 0.9))

    def _set_then(self, day: int, place: Place) -> Reading | None:
        """5月25日解公廨，判候三十日再讯: what was to come on the day that the sentence told."""
        told = self._story.day
        near = self._story.day_end >= max(place.sentence_start, 1)
        if told is None or not near or place.tense is not Tense.COMING or day <= told.day:
            return None
        why = reasons.month_in_view(told.year, told.month)
        found = Reading.at(Moment(told.year, told.month, day), why, 0.75)
        return found if found.stretch is not None else None

    def _bare_day(self, day: int, numeral: str, place: Place) -> Reading:
        if place.inherit is not None and place.inherit.month is not None:
            moment = Moment(place.inherit.year, place.inherit.month, day)
            if place.inherit.day is not None and day < place.inherit.day:
                later = place.inherit.months_later(1)
                moment = Moment(later.year, later.month, day)
            return Reading.at(moment, reasons.month_in_view(moment.year, moment.month or 1), 0.95)
        if not numeral.isascii() and self._story.counts_by_moon:
            return self._feasts.day_of_moon(day, place)
        beside = self._story.ahead_beside(place.sentence_start)
        if beside is not None and day > beside.day:
            # 下月6日开幕，17日闭幕
            why = reasons.month_in_view(beside.year, beside.month)
            return Reading.at(Moment(beside.year, beside.month, day), why, 0.75)
        begins = self._story.year_end < place.sentence_start
        if (set_for := self._set_then(day, place)) is not None:
            return set_for
        guess = self._months_guessed.month_for(day, place.tense, begins=begins, leads=place.leads)
        if guess.month is None:
            return Reading.at(Moment(None, None, day), reasons.unknown_year(), 0.7)
        if guess.by == "publication" and self._story.today:
            why = reasons.nearest(self._story.today)
        else:
            why = reasons.month_in_view(guess.year, guess.month)
        return Reading.at(Moment(guess.year, guess.month, day), why, guess.sure)
