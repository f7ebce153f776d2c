"""What the text has told so far, and which day, month and year its next words mean.

One pass over an article: every time that was understood is told to the story, and words that
count from another time ask it. An article speaks either of its own days (the year of publication
is meant unless it says otherwise) or of history (a year holds until another is told).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from zhupi.language.dates.cues import Tense
from zhupi.language.dates.periods import by_moon
from zhupi.language.dates.values import Moment, Stretch

_NEAR = 62  #: days before publication that belong to the news told
_FAR = 200  #: days; a date of this year further off may be of the next or the last
_CLOSE = 70
_FRESH = 10  #: days before publication of which a paper tells without a year
_DAYS_AWAY = 3
_SOON = 20  #: days; nearer than that is what is said to come on the 27th
_RECENT = 2  #: years
_MONTH = 31
_LONG_AGO = 10  #: years; a story further back is not of the paper's days
_AHEAD = 7
_RUN = 40  #: days of a story looked back on
_NEXT_BLOCKS = 2
_FEW = 3  #: days that a paragraph may have told
_STEPS = 3  #: days that show a story going on
_LATE = 25  #: after this day of a month a small number is of the next month


_AND = frozenset({"和", "与", "及", "、", "以及", "及至", "跟"})


class Guess(NamedTuple):
    """What a story takes a time to be, and how sure it is of it."""

    year: int | None
    month: int | None = None
    sure: float = 0.9
    by: str = ""  #: publication, text, or empty


@dataclass(slots=True)
class Story:
    """State of the pass over one article."""

    published: date | None
    history: bool = False
    #: Years of the days that the text tells in full: for those that it told without, before.
    full: Mapping[tuple[int, int], int] = field(default_factory=dict)
    block: int = 0
    section: int = 0
    heading: bool = False  #: whether the block is one
    headed: tuple[date | None, int] = (None, -1)  #: the day that a heading told; its section
    today: date | None = None  #: what 今天 means: the day of publication or of the dateline
    dateline: int = -1  #: the block that has it
    agency: bool = False  #: whether it is an agency's
    year: int | None = None
    scene_year: int | None = None  #: the last that was not only planned for
    year_block: int = -1
    year_end: int = 0  #: where the words stand that told the year
    year_sure: float = 1.0
    year_alone: bool = False  #: whether it came without a month
    year_leads: bool = False  #: whether it began its sentence
    era: tuple[int, int] = (0, -1)  #: the year before the first of the last one named; its block
    lunar: int | None = None  #: the year in view, where its months are lunar ones
    first_year: int | None = None  #: the earliest told
    month: tuple[int | None, int] | None = None
    month_day: int = 0
    month_block: int = -1
    day: date | None = None
    day_block: int = -1
    day_section: int = -1
    day_end: int = 0
    day_passed: bool = False  #: whether a time without a day was told since
    day_sure: float = 1.0  #: how sure the story is of that day
    main: date | None = None  #: the day that the news is about
    main_end: int = 0  #: where the words stand that told it
    last: Moment | None = None
    clock: Moment | None = None  #: the last time of day, where no other day was told since
    clock_end: int = 0
    clock_twelve: bool = False  #: whether it was told by a clock of twelve hours
    hours: tuple[date | None, int] = (None, -1)  #: the day last told by the hour; its block
    zone: tuple[str, int] = ("", -1)  #: the last one named, and in which block
    night: bool = False  #: whether the last words of time were of the evening
    week: date | None = None  #: the Monday of 上周二
    week_end: int = -1
    last_block: int = -1
    last_sure: float = 1.0  #: how sure the story is of `last`
    ahead: date | None = None  #: the day that something was last said to come on
    ahead_end: int = -1
    ahead_block: int = -1
    first_day: date | None = None  #: from which 第三天 counts, where one was told
    #: What 十年前 was and where; the story has not gone there, but 三年后 may count from it.
    behind: Moment | None = None
    behind_block: int = -1
    moon: date | None = None  #: the day last told by the moon
    moon_block: int = -1
    last_stretch: Stretch | None = None
    #: The end of the period that figures were last told of, a year or a month; and where.
    report: Moment | None = None
    report_block: int = -1
    report_end: int = 0
    stretch_block: int = -1
    days: list[tuple[date, int, int]] = field(default_factory=list)  #: with where they stand
    #: First and last day of all that were told, also of those to come, with where they stand.
    told: list[tuple[date, date, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = self.published

    def enter(self, block: int, *, heading: bool) -> None:
        """A new block; a heading begins a section."""
        self.clock = None
        self.block = block
        self.heading = heading
        self.section += heading

    def tell(  # noqa: PLR0913 - what a time tells, by name
        self,
        stretch: Stretch,
        start: int,
        end: int,
        *,
        moves_day: bool,
        moves: bool,
        long: bool = False,
        set_for: bool = False,
        leads: bool = False,
        event: bool = False,
        planned: bool = False,
        sure: float = 1.0,
    ) -> None:
        """What a time turned out to be. `moves`: later words may count from it; `sure`: whether
        it is what it is taken for; `long`: a stretch told by one word, as a season; `set_for`:
        a day that something is to come on; `planned`: a year that is only planned for."""
        first = stretch.first or stretch.last
        if first is None or not moves:
            return
        self.behind, self.last_sure = None, sure
        self.last_stretch, self.stretch_block = stretch, self.block
        final = stretch.last or first
        if first.year is not None:
            # A winter is of the year in which it begins.
            cold = first.day is None and (first.month, final.month) == (12, 2)
            self.year = first.year if cold else final.year
            self.first_year = min(first.year, self.first_year or first.year)
            self.scene_year = self.scene_year if planned else self.year
            self.year_block, self.year_end = self.block, end
            self.year_alone, self.year_sure = first.month is None, sure
            self.year_leads = leads
        if final.month is not None:
            self.month = (final.year, final.month)
            self.month_day = final.day or 0
            self.month_block = self.block
        day = final.known_day
        if set_for and day is not None:
            self.ahead, self.ahead_end, self.ahead_block = day, end, self.block
        self._remember(first.known_day, day, start, end, event=event)
        self.clock, self.clock_end = (final if final.hour is not None else None), end
        self.day_passed = day is None and moves_day
        if long:
            self.last, self.last_block = Moment(final.year, final.month), self.block
        if day is None:
            if moves_day:
                self.last, self.last_block = final, self.block
            return
        if not moves_day:
            return
        self.last, self.last_block = Moment.of(day), self.block
        if stretch.single is None and self.day_block == self.block:
            return
        self.day, self.day_block, self.day_section, self.day_end = (
            day,
            self.block,
            self.section,
            end,
        )
        self.day_sure = sure
        self._head(day)
        if not event:
            self.days.append((day, start, end))
        if self.main is None and self.is_news(day):
            self.main, self.main_end = day, end

    def _head(self, day: date) -> None:
        if self.heading:
            self.headed = day, self.section

    def _remember(
        self, first: date | None, last: date | None, start: int, end: int, *, event: bool
    ) -> None:
        """Days that events may have, also such as are to come."""
        if first is not None and last is not None and not event:
            self.told.append((first, last, start, end))

    def reported_year(self) -> int | None:
        """The year that the figures told are of, where it is one before that of publication."""
        if self.today is None or self.history or self.report is None or self.report.year is None:
            return None
        lately = self.report.year == self.today.year - 1
        back = self.day is not None and self.day.year == self.today.year
        # 2012年……1.05%。4月24日的季报: back in the news.
        back = back and self.day_end > self.report_end
        lately = lately or (self.report_block == self.block and not back)
        return self.report.year if lately and self.report.year < self.today.year else None

    @property
    def reports(self) -> bool:
        """Whether the paragraph told what figures are of."""
        return self.report_block == self.block

    def is_news(self, day: date) -> bool:
        """Whether a day belongs to what the article tells of, not to what lies behind it."""
        if self.history or self.today is None:
            return True
        return -_AHEAD <= (self.today - day).days <= _NEAR

    @property
    def older_day(self) -> date | None:
        """The day that the story is at, where the paragraph before told days of an older year one
        after another, and no heading has ended it but one that tells a day itself."""
        if (day := self.headed_day) is not None:
            return None if self.history or self.is_news(day) else day
        if self.history or self.day is None or self.is_news(self.day):
            return None
        sections = self.section - self.day_section
        near = 0 < self.block - self.day_block <= _NEXT_BLOCKS and sections <= self.heading
        goes_on = self._steps(self.day.year) > 1
        return self.day if near and (goes_on or self._in_series) else None

    @property
    def _in_series(self) -> bool:
        """Whether this is a heading and the one before told a day."""
        return self.heading and self.headed[1] == self.section - 1

    def _steps(self, year: int) -> int:
        """How many days of a year the story told last, one after another."""
        return sum(day.year == year for day in self.run())

    def _comes_back(self, older: date, told: date | None) -> bool:
        """Whether a day without a year is rather one of the news, told anew after a few of an older
        year: the nearer to publication, the more of them it takes to go on."""
        if told is None or self.today is None or self.headed_day is not None or self._in_series:
            return False
        days = (self.today - told).days
        needed = _STEPS + (0 <= days <= _MONTH) + 2 * (abs(days) <= _DAYS_AWAY)
        return self._steps(older.year) < needed

    @property
    def headed_day(self) -> date | None:
        """The day that the heading told, or to which the paragraphs under it have gone on; None
        where the paragraph has told its own."""
        day, section = self.headed
        if day is None or section != self.section or self.day_block == self.block:
            return None
        on = self.day is not None and 0 <= (self.day - day).days <= _MONTH
        return self.day if on else day

    @property
    def counts_by_moon(self) -> bool:
        """Whether the day that the paragraph told last was one of a moon, in a story of eras."""
        eras = self.lunar is not None and by_moon("清", self.lunar)
        return eras and self.moon_block == self.block and self.moon == self.day

    def most_told(self, year: int) -> date | None:
        """The day of a year that the text has told most often so far."""
        told = Counter(day for day, _, _ in self.days if day.year == year)
        return told.most_common(1)[0][0] if told else None

    def day_before(self) -> date | None:
        """The day told last, where the paragraph before did and this has told none."""
        near = self.block - self.day_block == 1 and self.section == self.day_section
        return self.day if near else None

    def day_of_hours(self, sentence_start: int) -> date | None:
        """The day that was told by the hour, where the story only looked back from it since:
        昨天12时30分开战。前两局在周一下完。17时12分……"""
        day, block = self.hours
        back = self.day is not None and day is not None and self.day < day
        back = back and self.day_end < sentence_start
        return day if back and block == self.block == self.day_block else None

    def year_of_era(self, count: int) -> int | None:
        """二十七年 of the era named before in the block; a story told so goes on."""
        before, block = self.era
        going_on = block == self.block and self.year is not None and self.year <= before + count
        return before + count if going_on else None

    def ahead_beside(self, sentence_start: int) -> date | None:
        """The day to come told in the same sentence, if it was the last told."""
        return self.ahead if self.ahead_end >= max(sentence_start, self.day_end, 1) else None

    def ahead_last(self) -> date | None:
        """The day to come told in the paragraph, if it was the last told."""
        here = self.ahead_block == self.block
        return self.ahead if here and self.ahead_end >= max(self.day_end, 1) else None

    @property
    def looked_back(self) -> Moment | None:
        """What 三天前 was, if the paragraph told no other time since."""
        return self.behind if self.behind_block == self.block else None

    def run(self) -> list[date]:
        """The days told last, as far back as the story went on from each to the next."""
        days = [day for day, _, _ in self.days[-_RUN:]]
        begin = len(days) - 1
        while begin > 0 and days[begin - 1] <= days[begin]:
            begin -= 1
        return days[max(begin, 0) :]

    def anchor(self, *, leads: bool) -> tuple[date | None, float]:
        """The day that 同日 and 次日 count from. `leads`: whether the word begins its sentence."""
        if self.day is None:
            return self.main, 0.6
        if self.day_block == self.block:
            # A month told since then may hide the day that is meant.
            later = self.month_block == self.block and self.month != (self.day.year, self.day.month)
            return self.day, min(0.6 if later or self.day_passed else 0.9, self.day_sure)
        if self.history or self.main is None:
            return self.day, min(0.85, self.day_sure)
        if (headed := self.headed_day) is not None:
            return headed, 0.75
        same = self.day_section == self.section and self.is_news(self.day)
        return (self.day if same and leads else self.main), 0.75

    def year_for(
        self,
        month: int,
        day: int | None,
        tense: Tense,
        *,
        that_year: bool,
        near: bool,
        apart: bool,
        leads: bool,
    ) -> Guess:
        """The year of a month or day told without one.

        `that_year`: 那年 stands before it; `near`: in the sentence that told the year in view,
        `apart`: but in another clause; `leads`: it begins its sentence.
        """
        if self.today is None or self.history:
            if self.year is None or self.year_block < 0:
                known = self.full.get((month, day or 0))
                return Guess(known, by="text", sure=0.8 if known is not None else 0.75)
            return self._doubted(self.year, month, day, near=near, apart=apart)
        here = (
            self.year is not None and self.year_block == self.block and self.year != self.today.year
        )
        if here and that_year:
            return Guess(self.year, by="text", sure=0.9)
        ahead = here and near and (self.year or 0) > self.today.year
        scene = self.year_leads and leads
        if here and not near and (self.year or 0) > self.today.year and tense is not Tense.COMING:
            # 明年首季将震荡。11月，进口……: back from what is to come
            passed = self._last_passed(month, day)
            here = passed is None
        if here and (ahead or tense is not Tense.COMING) and (near or scene or not self.year_alone):
            return self._doubted(self.year or 0, month, day, near=near, apart=apart)
        if (in_turn := self._in_turn(month, day, tense, near=near)) is not None:
            return in_turn
        found = self._nearest(month, day, tense)
        # 2023年10月公告，将于12月4日……: on from then, or from publication?
        return found._replace(sure=min(found.sure, 0.75)) if here and near else found

    def _in_turn(self, month: int, day: int | None, tense: Tense, *, near: bool) -> Guess | None:
        """The year in which the story goes on from the day or month told last, if it does."""
        older = self._goes_on(month, day) if tense is not Tense.COMING else None
        if older is not None:
            return Guess(older, by="text", sure=0.7)
        if self.today is not None and self._ahead_in_turn(month, day, near=near):
            return Guess(self.today.year, by="publication", sure=0.75)
        return None

    def _goes_on(self, month: int, day: int | None) -> int | None:
        """The older year in which the story goes on to a day: 1985年9月11日……。|10月7日……"""
        told = self.older_day
        first = Moment(told.year, month, day).first_day() if told and day else None
        if told is None or first is None or not 0 <= (first - told).days <= _NEAR:
            return None
        news = Moment(self.today.year, month, day).first_day() if self.today else None
        return None if self._comes_back(told, news) else told.year

    def nearest_year(self, month: int, day: int | None) -> int | None:
        """The year of the next such time after publication."""
        if self.today is None or self.history:
            return None
        return self._nearest(month, day, Tense.COMING).year

    def _last_passed(self, month: int, day: int | None) -> int | None:
        """The year of the last such time, where it lies shortly before publication."""
        for year in (self.today.year, self.today.year - 1) if self.today else ():
            moment = Moment(year, month, day)
            first, last = moment.first_day(), moment.last_day()
            if first and last and self.today and first <= self.today:
                return year if (self.today - last).days <= _NEAR else None
        return None

    def _ahead_in_turn(self, month: int, day: int | None, *, near: bool) -> bool:
        """名单6月底上报，全队7月中旬入住: on from a month of this year that is to come."""
        if self.today is None or not near or self.month is None:
            return False
        year, told = self.month
        ahead = year == self.today.year and told > self.today.month
        return ahead and month >= told and Moment(year, month, day).possible

    def _doubted(self, year: int, month: int, day: int | None, *, near: bool, apart: bool) -> Guess:
        """The year in view, unless the text may have left it: it goes back in the year, or comes
        near to publication."""
        sure = min(0.9 if self.history or self.today is None else 0.8, self.year_sure)
        back = self.month is not None and self.month[0] == year and month < self.month[1]
        ago = self.today.year - year if self.today is not None else 0
        if near and back and self._passed(year + 1, month, day):
            # 去年12月获批，1月动工: on into the next year.
            return Guess(year + 1, by="text", sure=0.7)
        if near:
            doubtful = apart and self.year_alone and 0 < ago <= _RECENT
            return Guess(year, by="text", sure=min(sure, 0.75) if doubtful else sure)
        if back and ago == 1 and not self.history and self._passed(year + 1, month, day):
            return Guess(year + 1, by="publication", sure=0.7)
        if self.year_alone or (self.today is not None and not self.history):
            # News may have come back from what lies behind it.
            sure = min(sure, 0.75)
        if self.today is not None and self._fresh(month, day, ago):
            return Guess(self.today.year, by="publication", sure=0.7)
        if self.today is not None and ago < _LONG_AGO:
            moment = Moment(self.today.year, month, day)
            first, last = moment.first_day(), moment.last_day()
            if first and last and (self.today - first).days >= 0:
                days = (self.today - last).days
                if (day is not None and days <= _FRESH) or (back and days <= _NEAR):
                    return Guess(self.today.year, by="publication", sure=0.7)
                sure = 0.7 if days <= _NEAR else sure
        if day is not None and self.year_block != self.block and self._lately(month, day):
            sure = min(sure, 0.75)
        again = day is None and self.month == (year, month)
        return Guess(year, by="text", sure=min(sure, 0.75) if back or again else sure)

    def _passed(self, year: int, month: int, day: int | None) -> bool:
        """Whether that day is over, as far as is known."""
        first = Moment(year, month, day).first_day()
        return self.today is None or (first is not None and first <= self.today)

    def _fresh(self, month: int, day: int | None, ago: int) -> bool:
        """Whether a day is so near to publication that a year told alone, long ago, is not its."""
        if (
            self.today is None
            or self.history
            or not self.year_alone
            or day is None
            or ago < _RECENT
        ):
            return False
        return self._lately(month, day)

    def _lately(self, month: int, day: int) -> bool:
        """Whether this year's such day lies in the weeks before publication."""
        told = Moment(self.today.year, month, day).first_day() if self.today else None
        return told is not None and 0 <= ((self.today or told) - told).days <= _MONTH

    def _nearest(self, month: int, day: int | None, tense: Tense) -> Guess:
        today = self.today
        assert today is not None
        ends = {}
        for year in (today.year - 1, today.year, today.year + 1):
            moment = Moment(year, month, day)
            first, last = moment.first_day(), moment.last_day()
            if first and last:
                ends[year] = (first - today).days, (last - today).days
        if not ends:
            return Guess(today.year, by="publication", sure=0.5)
        if tense is Tense.COMING:
            coming = [year for year, (first, last) in ends.items() if last >= 0 and first < _FAR]
            passed = ends.get(today.year, (0, 0))[1]
            if coming and not -_CLOSE < passed < 0:
                return Guess(min(coming), by="publication", sure=0.9)
        same = ends.get(today.year)
        if same is not None:
            other = [
                year
                for year, (first, last) in ends.items()
                if year != today.year and last > -_CLOSE and first < _CLOSE
            ]
            fitting = bool(other) and (other[0] < today.year or tense is Tense.COMING)
            if abs(same[0]) > _FAR and fitting:
                return Guess(other[0], by="publication", sure=0.8)
            if abs(same[0]) > _FAR and other and tense is Tense.OPEN:
                # At the end of a year a day of January is rather ahead, a month as well passed.
                soon = day is not None and ends[other[0]][0] <= _MONTH
                return Guess(other[0] if soon else today.year, by="publication", sure=0.7)
            return self._this_year(same[0], tense)
        return Guess(min(ends, key=lambda y: abs(ends[y][0])), by="publication", sure=0.7)

    def _this_year(self, ahead: int, tense: Tense) -> Guess:
        """The year of publication, unless what lies so many days ahead is over, as the sentence
        says or, as of an October told in January, is likely."""
        year = self.today.year if self.today else None
        if ahead > _FAR and tense is Tense.OPEN and year is not None:
            return Guess(year - 1, by="publication", sure=0.7)
        if ahead > _CLOSE and tense is Tense.PAST and year is not None:
            return Guess(year - 1, by="publication", sure=0.5)
        late = ahead > _AHEAD and tense is not Tense.COMING
        return Guess(year, by="publication", sure=0.75 if late else 0.95)

    def month_for(self, day: int, tense: Tense, *, begins: bool = False) -> Guess:
        """Month and year of a day told without either. `begins`: its sentence told no year."""
        view = self.month
        older = self.older_day
        if older is not None and older.day <= day and tense is not Tense.COMING:
            found = self._nearest_month(day, tense)
            news = Moment(found.year, found.month, day)
            if not self._comes_back(older, news.known_day if news.possible else None):
                return Guess(older.year, older.month, 0.7, "text")
        if self.today is None or self.history:
            return self._month_of_history(day, tense, begins=begins)
        recent = self.month_block == self.block
        if view is not None and not recent and self.main is not None:
            recent = view == (self.main.year, self.main.month) and tense is not Tense.COMING
        alone = self.month_day == 0 or tense is Tense.COMING
        away = begins and self._looked_back(view, day)
        if recent and (away or (alone and self._nearer(view, day, tense))):
            return self._nearest_month(day, tense)._replace(sure=0.75)
        if view is not None and recent and view[0] is not None:
            year, month = self._following(view, day)
            told = Moment(year, month, day)
            # Back in the month it speaks of, or on in one that is nearer to publication?
            back = day < self.month_day and month != self.today.month and year == view[0]
            away = abs(self.today.year - view[0]) >= _RECENT and self._nearby(day)
            if back and month == view[1] and self._nearer(view, day, tense):
                return self._nearest_month(day, tense)._replace(sure=0.7)
            ahead = told.possible and told.known_day is not None and told.known_day > self.today
            away = away or (self.month_day == 0 and month != self.today.month)
            # 就职典礼 and the like are no past: a day of last month is far.
            far = ahead and tense is Tense.PAST and self._sooner(told, day)
            away = away or far
            if not ahead or tense is not Tense.PAST or far:
                return Guess(
                    year, month, 0.7 if away or (back and month == view[1]) else 0.9, "text"
                )
        found = self._nearest_month(day, tense)
        return (self._on_from(found, day) if tense is Tense.OPEN else None) or found

    def _on_from(self, found: Guess, day: int) -> Guess | None:
        """The month of the day that the paragraph before told, where the day would else be yet to
        come: 上月十八日，诸将通电。|敌自二十一日起来犯."""
        told = Moment(found.year, found.month, day).known_day
        if told is None or self.today is None or told <= self.today or self.day_before() is None:
            return None
        news = [one for one, _, _ in self.days[-_FEW:] if self.is_news(one)]
        last = news[-1] if news else self.today
        view = Moment(last.year, last.month, day)
        over = view.known_day if view.possible else None
        if over is None or over > self.today or (last - over).days > _FRESH:
            return None
        return Guess(last.year, last.month, 0.7, "text")

    def _month_of_history(self, day: int, tense: Tense, *, begins: bool) -> Guess:
        view = self.month
        if view is None:
            return Guess(None)
        if begins and self._left(view, day):
            return self._nearest_month(day, tense)._replace(sure=0.6)
        year, month = self._following(view, day)
        return Guess(year, month, 0.85, "text")

    def _left(self, view: tuple[int | None, int], day: int) -> bool:
        """Whether a history went on from the month in view to a later year, and may have come to
        publication: 1994年5月10日就任，五年后卸任。5日晚，他在家中去世."""
        near = self.today is not None and 0 <= self.today.day - day <= _DAYS_AWAY
        return near and view[0] is not None and (self.year or 0) > view[0]

    def _looked_back(self, view: tuple[int | None, int] | None, day: int) -> bool:
        """Whether the story told of the news, went back to another year, and the day is one of
        these: 去年7月10日……。20日凌晨，球队回到首都."""
        if self.today is None or self.main is None or view is None or view[0] is None:
            return False
        headed = self.headed[0] if self.headed[1] == self.section else None
        goes_on = self._steps(view[0]) >= _STEPS
        if goes_on or (headed is not None and headed.year == view[0]):
            return False
        return view[0] < self.main.year and abs(self.today.day - day) <= _DAYS_AWAY

    def _sooner(self, told: Moment, day: int) -> bool:
        """Whether a day ahead is nearer than the last of its number."""
        found = self._nearest_month(day, Tense.PAST)
        last, next_ = Moment(found.year, found.month, day).first_day(), told.first_day()
        if self.today is None or last is None or next_ is None:
            return False
        return (next_ - self.today) < (self.today - last)

    def _nearby(self, day: int) -> bool:
        """Whether the news itself may speak of that day of its month."""
        return self.today is not None and abs(self.today.day - day) <= _FRESH

    def _nearer(self, view: tuple[int | None, int] | None, day: int, tense: Tense) -> bool:
        """A month told without a day is often beside the story: `7月的数字……5日，股市……`."""
        today = self.today
        if today is None or view is None or view[0] is None:
            return False
        if tense is Tense.COMING:
            return (view[0], view[1]) < (today.year, today.month)
        found = self._nearest_month(day, tense)
        near = Moment(found.year, found.month, day).first_day()
        beside = (view[0], view[1]) != (found.year, found.month)
        return beside and near is not None and 0 <= (today - near).days <= _FRESH

    def week_beside(self, text: str, at: int) -> date | None:
        """The Monday of the week of 上周二 in 上周二和周四, for what stands at `at`."""
        return self.week if text[self.week_end : at] in _AND else None

    def _following(self, view: tuple[int | None, int], day: int) -> tuple[int | None, int]:
        year, month = view
        if self.month_day >= _LATE and day <= self.month_day - 20:
            later = Moment(year if year is not None else 2000, month).months_later(1)
            return (later.year if year is not None else None), later.month or 1
        return year, month

    def _nearest_month(self, day: int, tense: Tense) -> Guess:
        today = self.today
        assert today is not None
        options = []
        for shift in (-1, 0, 1):
            month = Moment(today.year, today.month).months_later(shift)
            moment = Moment(month.year, month.month, day)
            if moment.possible and moment.known_day:
                options.append((moment.known_day - today).days)
        if tense is Tense.COMING:
            days = min((d for d in options if d >= 0), default=None)
            last = max((d for d in options if d < 0), default=None)
            if days is not None and last is not None and self._months_off(days) and days > _SOON:
                # 等到19日 in a paper of the 22nd: a day of next month would be told with it.
                days = last if last >= -_FRESH else days
        elif tense is Tense.PAST:
            # A dispatch of yesterday tells of the day of the paper.
            last = (self.published - today).days if self.published else 0
            days = max((d for d in options if d <= max(last, 0)), default=None)
        else:
            days = min(options, key=lambda d: abs(d) if d <= 0 else 2 * d, default=None)
        if days is None:
            return Guess(today.year, today.month, 0.5, "publication")
        found = today + timedelta(days=days)
        back = tense is Tense.COMING and days < 0
        doubtful = back or (tense is Tense.OPEN and days > 0) or days > _SOON
        return Guess(found.year, found.month, 0.7 if doubtful else 0.9, "publication")

    def _months_off(self, days: int) -> bool:
        """Whether the day so many days from today is of another month."""
        today = self.today or date.min
        return (today + timedelta(days=days)).month != today.month

    def _away(self) -> date | None:
        """The day told in this block, where the story is days away from publication."""
        if self.today is None or self.day is None or self.day_block != self.block:
            return None
        return self.day if abs((self.today - self.day).days) > _DAYS_AWAY else None

    def base(self, *, after: bool, coming: bool, by_days: bool) -> tuple[Moment | None, bool]:
        """What 三天后 or 三年前 count from, and whether that is the day of publication.

        `by_days`: it takes a day to count from.
        """
        today = Moment.of(self.today) if self.today else None
        last = self.last
        if by_days and last is not None and last.day is None:
            here = self.day is not None and self.day_block == self.block
            last = Moment.of(self.day) if self.day is not None and here else None
        if today is None or self.history:
            return (last, False) if last is not None else (today, True)
        if not after:
            away = self._away() if by_days and not coming else None
            return (today, True) if away is None else (Moment.of(away), False)
        if self.looked_back is not None and not coming:
            return self.looked_back, False
        if last is not None and self.last_block == self.block:
            return last, False
        if coming or self.last is None:
            return today, True
        told = self.older_day or self.main
        return (Moment.of(told) if told else last or today), False
