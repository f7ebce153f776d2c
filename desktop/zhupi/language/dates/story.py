"""What the text has told so far.

One pass over an article: every time that was understood is told to the story, and words that
count from another time ask it. An article speaks either of its own days (the year of publication
is meant unless it says otherwise) or of history (a year holds until another is told).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.guess import NEAR
from zhupi.language.dates.periods import by_moon
from zhupi.language.dates.values import Moment, Stretch

_AHEAD = 7
_REIGN = 20  #: years that a story of a reign may pass over
_FAR = 2  #: years
_SECTION = 31  #: days that the section under a heading may go on to
_RUN = 40  #: days of a story looked back on
_AND = frozenset({"和", "与", "及", "、", "以及", "及至", "跟"})


@dataclass(slots=True)
class Story:
    """State of the pass over one article."""

    published: date | None
    history: bool = False
    #: Years of the days that the text tells in full: for those that it told without, before.
    full: Mapping[tuple[int, int], int] = field(default_factory=dict)
    frame_end: int = 0  #: before which a history told of the news: 3月5日……。一百年前的这一天
    block: int = 0
    section: int = 0
    heading: bool = False  #: whether the block is one
    headed: tuple[date | None, int] = (None, -1)  #: the day that a heading told; its section
    today: date | None = None  #: what 今天 means: the day of publication or of the dateline
    dateline: int = -1  #: the block that has it
    agency: bool = False  #: whether it is an agency's
    dispatch: bool = False  #: whether it is only that of one dispatch in an old paper
    dispatches: int = 0  #: how many of these there were
    entry: date | None = None  #: the day of the entry of a diary that the block belongs to
    entry_before: date | None = None  #: that of the one before, while the next one's is read
    outside: date | None = None  #: what 今天 means outside the entry
    #: The year that a heading told alone, and the section up to which it holds.
    headed_year: tuple[int | None, int] = (None, -1)
    planned: int | None = None  #: the next year, where the title promises its calendar
    year: int | None = None
    scene_year: int | None = None  #: the last that was not only planned for
    year_block: int = -1
    #: What 去年 was around a history, where it ends, and its block.
    framing: tuple[int | None, int, int] = (None, -1, -1)
    framing_day: tuple[date | None, int, int] = (None, -1, -1)  #: the same of a day
    year_end: int = 0  #: where the words stand that told the year
    year_sure: float = 1.0
    year_alone: bool = False  #: whether it came without a month
    year_leads: bool = False  #: whether it began its sentence
    era: tuple[int, int] = (0, -1)  #: the year before the first of the last one named; its block
    lunar: int | None = None  #: the year in view, where its months are lunar ones
    lunar_beside: bool = False  #: whether it was only told as 去年
    first_year: int | None = None  #: the earliest told
    month: tuple[int | None, int] | None = None
    month_day: int = 0
    month_block: int = -1
    #: The last month told without a year that could be known: of news without a date.
    undated: tuple[None, int] | None = None
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
    by_twelve: bool = False  #: whether 12时 was followed by 1时 of the afternoon
    clock_twelve: bool = False  #: whether it was told by a clock of twelve hours
    hours: tuple[date | None, int] = (None, -1)  #: the day last told by the hour; its block
    looked_from: tuple[date | None, int] = (None, -1)  #: the day before 前一天, whose end stands
    hours_end: Moment | None = None  #: the hour last told of it
    hours_section: int = -1
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
    moon_end: int = 0  #: where the words stand that told it
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

    def count_by_moon(self) -> None:
        """A paper of the years in which China did, and in words that leave no other calendar."""
        told = almanac().of_moon(self.published) if self.published else None
        if told is not None:
            self.lunar, self.moon = told[0], self.published

    def enter(self, block: int, *, heading: bool, dated: bool = False) -> None:
        """A new block; a heading begins a section. `dated`: it has times."""
        self.clock, self.clock_twelve = None, False
        self.block = block
        self.heading = heading
        self.section += heading
        if heading and dated and self.headed_year[1] == self.section - 1:
            # 1982年|9月24日|……: a day's heading is under that of its year.
            self.headed_year = self.headed_year[0], self.section
        if self.headed[1] == self.section - (heading and dated):
            self._come_back()

    def begin_entry(self, day: date | None) -> None:
        """What a diary's entry or a document tells counts from its own day."""
        self.entry_before = None
        if day is None or self.published is None:
            return
        self.outside = self.today if self.entry is None else self.outside
        self.entry = self.today = day

    def leave_entry(self) -> None:
        """Back to the days of the paper."""
        if self.entry is not None:
            self.today, self.outside, self.entry = self.outside, None, None

    @property
    def year_above(self) -> int | None:
        """The year that the heading told, where the paragraph has told none."""
        year, section = self.headed_year
        other = self.year_block == self.block and self.year != year
        return None if section != self.section or other else year

    def _come_back(self) -> None:
        """Under headings that tell a day each, what an aside told ends with its paragraph."""
        day = self.headed[0]
        if day is None or self.year is None or self.day is None:
            return
        # 翌年4月 goes on, 1989年的研讨会 and 两天前 do not.
        near = 0 <= (self.day - day).days <= _SECTION
        if 0 <= self.year - day.year <= 1 and self.day >= day and not (near and self.heading):
            return
        # The next heading goes on from the last, not from what was then to come.
        told = self.day if near and not self.heading else day
        self.day, self.year, self.scene_year = told, told.year, told.year
        self.month, self.month_day = (told.year, told.month), told.day
        self.last, self.year_alone = Moment.of(told), False

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
            self.undated = (None, final.month) if final.year is None else self.undated
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
        self._head(first.known_day or day)
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
    def framing_last(self) -> date | None:
        """The day of the news that the paragraph of a history told last: 今年9月30日，他来到村里，
        十二天后……"""
        day, end, block = self.framing_day
        return day if block == self.block and end > max(self.day_end, self.year_end) else None

    @property
    def month_begun(self) -> int:
        """The month told last; of a stretch of them, as 第四季度, the first."""
        told, last = self.last_stretch, self.month[1] if self.month else 0
        if told is None or told.first is None or told.last is None or not told.first.month:
            return last
        same = self.month == (told.last.year, told.last.month)
        return told.first.month if same and told.first.year == told.last.year else last

    @property
    def older_end(self) -> int:
        """Where the words stand that told an older year last, if the paragraph did; else -1."""
        if self.today is None or self.year_block != self.block or self.year is None:
            return -1
        return self.year_end if self.year < self.today.year else -1

    @property
    def reports(self) -> bool:
        """Whether the paragraph told what figures are of."""
        return self.report_block == self.block

    def is_news(self, day: date) -> bool:
        """Whether a day belongs to what the article tells of, not to what lies behind it."""
        if self.history or self.today is None:
            return True
        return -_AHEAD <= (self.today - day).days <= NEAR

    @property
    def eras(self) -> bool:
        """Whether it tells of a year in which China counted months by the moon."""
        return self.lunar is not None and by_moon("清", self.lunar)

    def far(self, year: int) -> bool:
        """Whether a year is so long before publication that nobody speaks of it as of today."""
        return self.today is None or self.today.year - year >= _FAR

    @property
    def long_ago(self) -> bool:
        """Whether it tells of a year of eras long before publication."""
        now = self.today is not None and by_moon("清", self.today.year)
        return self.eras and (now or self.far(self.lunar or 0))

    @property
    def counts_by_moon(self) -> bool:
        """Whether the day told last was one of a moon, or a moon was told since, in a story of
        eras."""
        return self.eras and self.moon is not None and self.moon_end >= self.day_end

    def most_told(self, year: int) -> date | None:
        """The day of a year that the text has told most often so far."""
        told = Counter(day for day, _, _ in self.days if day.year == year)
        return told.most_common(1)[0][0] if told else None

    def forget_look_back(self, end: int) -> None:
        """24日上午游长城，前一晚下了雪。第五天……: no step of the story."""
        if len(self.days) > 1 and self.days[-1][2] == end and self.days[-1][0] < self.days[-2][0]:
            self.days.pop()

    def leave_look_back(self, sentence_start: int) -> None:
        """4日晚，他中枪。前一晚，他还在演讲。当天夜里……: on from the 4th."""
        day, end = self.looked_from
        if day is None or end != self.day_end or sentence_start < end:
            return
        self.looked_from = None, -1
        if self.day_block == self.block:
            self.day, self.last = day, Moment.of(day)

    def day_of_hours(self, sentence_start: int) -> date | None:
        """The day that was told by the hour, where the story only looked back from it since:
        昨天12时30分开战。前两局在周一下完。17时12分……"""
        day, block = self.hours
        back = self.day is not None and day is not None and self.day < day
        back = back and self.day_end < sentence_start
        return day if back and block == self.block == self.day_block else None

    def day_of_hour(self, hour: Moment) -> date | None:
        """The day that the paragraph before told by the hour, where that `hour` of it is later:
        13日0时11分……|1时10分……"""
        day, block = self.hours
        near = 0 < self.block - block <= 1 and self.hours_section == self.section
        if day is None or self.hours_end is None or not near:
            return None
        told = self.hours_end
        if day != self.day:
            return None
        return day if (told.hour or 0, told.minute) <= (hour.hour or 0, hour.minute) else None

    def year_of_era(self, count: int) -> int | None:
        """二十七年 of the era named before in the block; a story told so goes on."""
        before, block = self.era
        # Of a story of eras it may be paragraphs ago, if no other was named since.
        far = self.long_ago and before > 0 and before + count - (self.year or 0) <= _REIGN
        here = block == self.block or far
        going_on = here and self.year is not None and self.year <= before + count
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

    def week_beside(self, text: str, at: int) -> date | None:
        """The Monday of the week of 上周二 in 上周二和周四, for what stands at `at`."""
        return self.week if text[self.week_end : at] in _AND else None
