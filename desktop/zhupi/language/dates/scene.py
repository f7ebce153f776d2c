"""Which day the story is at, where words count from it that tell none themselves.

Of an article that goes back, paragraph by paragraph or under headings that tell a day each, the
story stays in the older year until it comes back to the news.
"""

from __future__ import annotations

from datetime import date

from zhupi.language.dates.guess import DAYS_AWAY, MONTH
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment
from zhupi.language.patterns import Pattern

_NEXT_BLOCKS = 2
_FEW = 3  #: days
#: After a day that a story goes back to, to be told from there.
_GOES_BACK = Pattern("说起|讲起|开始|起头|始于|起因|起点")
_LONG_AGO = 366  #: days
_STEPS = 3  #: days that show a story going on


class Scene:
    """Asks the story where it is; tells it nothing."""

    def __init__(self, story: Story) -> None:
        self._story = story

    @property
    def older_day(self) -> date | None:
        """The day that the story is at, where the paragraph before told days of an older year one
        after another, and no heading has ended it but one that tells a day itself."""
        story = self._story
        if (day := self.headed_day) is not None:
            return None if story.history or story.is_news(day) else day
        if story.history or story.day is None or story.is_news(story.day):
            return None
        sections = story.section - story.day_section
        near = 0 < story.block - story.day_block <= _NEXT_BLOCKS and sections <= story.heading
        goes_on = self.steps(story.day.year) > 1
        return story.day if near and (goes_on or self.in_series) else None

    @property
    def headed_day(self) -> date | None:
        """The day that the heading told, or to which the paragraphs under it have gone on; None
        where the paragraph has told its own."""
        story = self._story
        day, section = story.headed
        if day is None or section != story.section or story.day_block == story.block:
            return None
        on = story.day is not None and 0 <= (story.day - day).days <= MONTH
        return story.day if on else day

    @property
    def in_series(self) -> bool:
        """Whether this is a heading and the one before told a day."""
        story = self._story
        return story.heading and story.headed[1] == story.section - 1

    def steps(self, year: int) -> int:
        """How many days of a year the story told last, one after another."""
        return sum(day.year == year for day in self._story.run())

    def comes_back(self, older: date, told: date | None) -> bool:
        """Whether a day without a year is rather one of the news, told anew after a few of an older
        year: the nearer to publication, the more of them it takes to go on."""
        story = self._story
        if told is None or story.today is None or self.headed_day is not None or self.in_series:
            return False
        days = (story.today - told).days
        needed = _STEPS + (0 <= days <= MONTH) + 2 * (abs(days) <= DAYS_AWAY)
        return self.steps(older.year) < needed

    def day_before(self) -> date | None:
        """The day told last, where the paragraph before did and this has told none."""
        story = self._story
        near = story.block - story.day_block == 1 and story.section == story.day_section
        return story.day if near else None

    def anchor(
        self, *, leads: bool, text: str = "", next_to: bool = False
    ) -> tuple[date | None, float]:
        """The day that 同日 and 次日 count from. `leads`: whether the word begins its sentence;
        `next_to`: it is a word as 次日 or 同一天, which goes on from the last day told."""
        story = self._story
        framing, end, block = story.framing_day
        if framing is not None and block == story.block and end > story.day_end:
            # 1962年……。本月11日，档案公开；次日……
            return framing, 0.75
        if story.day is None:
            return story.main, 0.6
        if story.day_block == story.block:
            # A month told since then may hide the day that is meant.
            later = story.month_block == story.block and story.month != (
                story.day.year,
                story.day.month,
            )
            return story.day, min(0.6 if later or story.day_passed else 0.9, story.day_sure)
        if story.history or story.main is None:
            return story.day, min(0.85, story.day_sure)
        if (headed := self.headed_day) is not None:
            return headed, 0.75
        goes_on = leads and story.is_news(story.day)
        if story.day_section != story.section:
            goes_on = goes_on and next_to and self._day_by_day
        back = self._before_look_back(text) if next_to else None
        return (back or story.day if goes_on else story.main), 0.75

    @property
    def _day_by_day(self) -> bool:
        """Whether the story went on from day to day, and the last paragraphs told the last."""
        story = self._story
        near = story.block - story.day_block <= _NEXT_BLOCKS
        days = set(story.run())
        late = story.day is not None and story.main is not None and story.day > story.main
        return near and (len(days) >= _STEPS or (late and len(days) > 1))

    def _before_look_back(self, text: str) -> date | None:
        """The day that a paragraph told before its last sentence looked back from it, or before it
        quoted what tells another: 5日，法院宣判。去年8月1日，他被捕。|次日……"""
        days = self._story.days[-_FEW:]
        if len(days) < _FEW - 1 or self._story.day != days[-1][0]:
            return None
        (day, _, before), (last, start, end) = days[-2:]
        if "\n" in text[before:start] or last >= day or not self._story.is_news(day):
            return None
        told = text[end:].split("\n", 1)[0]
        return day if sum(map(told.count, "。！？")) <= 1 and not _GOES_BACK.search(told) else None

    def base(self, *, after: bool, coming: bool, by_days: bool) -> tuple[Moment | None, bool]:
        """What 三天后 or 三年前 count from, and whether that is the day of publication.

        `by_days`: it takes a day to count from.
        """
        story = self._story
        today = Moment.of(story.today) if story.today else None
        last = story.last
        if by_days and last is not None and last.day is None:
            here = story.day is not None and story.day_block == story.block
            last = Moment.of(story.day) if story.day is not None and here else None
        framing = story.framing_last if after else None
        if framing is not None or today is None or story.history:
            last = last if framing is None else Moment.of(framing)
            return (last, False) if last is not None else (today, True)
        if not after:
            away = self._away() if by_days and not coming else None
            return (today, True) if away is None else (Moment.of(away), False)
        if story.looked_back is not None and not coming:
            return story.looked_back, False
        if last is not None and story.last_block == story.block:
            told = last.known_day
            # 他昨天抵京。1990年4月4日，基本法通过。三天后，他将……: in the news, days to come count
            # from today where more than a year lies between.
            now = coming and by_days and told is not None and self._is_long_ago(told)
            return (today, True) if now else (last, False)
        if coming or story.last is None:
            return today, True
        told = self.older_day or story.main
        return (Moment.of(told) if told else last or today), False

    def _is_long_ago(self, told: date) -> bool:
        """Whether nothing that counts in days from there is still to come."""
        today = self._story.today
        return today is not None and (today - told).days > _LONG_AGO

    def _away(self) -> date | None:
        """The day told in this block, where the story is days away from publication."""
        story = self._story
        if story.today is None or story.day is None or story.day_block != story.block:
            return None
        return story.day if abs((story.today - story.day).days) > DAYS_AWAY else None
