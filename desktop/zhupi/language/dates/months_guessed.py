"""The month and the year of a day that is told without either."""

from __future__ import annotations

from datetime import date, timedelta

from zhupi.language.dates.cues import Tense
from zhupi.language.dates.guess import DAYS_AWAY, FRESH, RECENT, Guess
from zhupi.language.dates.scene import Scene
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment

_SOON = 20  #: days; nearer than that is what is said to come on the 27th
_JUST = 3  #: days before publication that are rather of the news
_FEW = 3  #: days that a paragraph may have told
_STEPS = 3  #: days that show a story going on
_LATE = 25  #: after this day of a month a small number is of the next month


class MonthsGuessed:
    """Asks the story for the month it is in, or takes the nearest to publication."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._scene = Scene(story)

    def month_for(
        self, day: int, tense: Tense, *, begins: bool = False, leads: bool = True
    ) -> Guess:
        """Month and year of a day told without either. `begins`: its sentence told no year;
        `leads`: it begins its sentence, or is of what somebody said."""
        before = self._story.entry_before
        if before is not None:
            return self._of_entry(before, day)
        entry, view = self._story.entry, self._story.month
        here = self._story.month_block == self._story.block
        if entry is not None and here and view == (entry.year, entry.month):
            return Guess(entry.year, entry.month, 0.75, "text")
        return self._of_story(day, tense, begins=begins, leads=leads)

    def _of_story(self, day: int, tense: Tense, *, begins: bool, leads: bool) -> Guess:
        story = self._story
        view = story.month
        older = self._scene.older_day
        # What was to come then is of then: under 1944年6月4日, 6日将放晴.
        goes_on = tense is not Tense.COMING or self._scene.headed_day is not None
        if older is not None and older.day <= day and goes_on:
            found = self._nearest_month(day, tense)
            news = Moment(found.year, found.month, day)
            if not self._scene.comes_back(older, news.known_day if news.possible else None):
                return Guess(older.year, older.month, 0.7, "text")
        then = None if leads or tense is Tense.COMING else self._in_month_of_old(day)
        if then is not None or story.today is None or story.history:
            return then or self._month_of_history(day, tense, begins=begins)
        recent = story.month_block == story.block
        if view is not None and not recent and story.main is not None:
            recent = view == (story.main.year, story.main.month) and tense is not Tense.COMING
        alone = story.month_day == 0 or tense is Tense.COMING
        away = begins and self._looked_back(view, day)
        # 2月9日开幕。9日，双方会谈: what was told of a month ahead may be over.
        away = away or (begins and tense is not Tense.COMING and self._is_back(view, day))
        if recent and (away or (alone and self._nearer(view, day, tense))):
            return self._nearest_month(day, tense)._replace(sure=0.75)
        if view is not None and recent and view[0] is not None:
            year, month = self._following(view, day)
            told = Moment(year, month, day)
            # Back in the month it speaks of, or on in one that is nearer to publication?
            back = day < story.month_day and month != story.today.month and year == view[0]
            away = abs(story.today.year - view[0]) >= RECENT and self._nearby(day)
            if back and month == view[1] and self._nearer(view, day, tense):
                return self._nearest_month(day, tense)._replace(sure=0.7)
            ahead = told.possible and told.known_day is not None and told.known_day > story.today
            away = away or (story.month_day == 0 and month != story.today.month)
            # 就职典礼 and the like are no past: a day of last month is far.
            far = ahead and tense is Tense.PAST and self._sooner(told, day)
            away = away or far
            if not ahead or tense is not Tense.PAST or far:
                return Guess(
                    year, month, 0.7 if away or (back and month == view[1]) else 0.9, "text"
                )
        found = self._nearest_month(day, tense)
        return (self._on_from(found, day) if tense is Tense.OPEN else None) or found

    def _of_entry(self, before: date, day: int) -> Guess:
        """The month of the next entry of a diary."""
        month = Moment(before.year, before.month).months_later(int(day < before.day))
        return Guess(month.year, month.month, 0.75, "text")

    def _in_month_of_old(self, day: int) -> Guess | None:
        """The month of years ago that the sentence before told without a day: 望远镜在2017年4月连成
        一台。观测5日开始. A sentence that begins with its day rather comes back to the news."""
        story = self._story
        view = story.month
        if story.today is None or story.history or view is None or view[0] is None:
            return None
        told = view == (story.year, view[1]) and story.month_block == story.block
        told = told and story.month_day == 0 and story.year_block == story.block
        day_since = story.day_block == story.block and story.day_end >= story.year_end
        just = 0 <= story.today.day - day <= _JUST  # 发言人3日介绍
        if not told or day_since or not story.far(view[0]) or story.reports or just:
            return None
        return Guess(view[0], view[1], 0.7, "text") if Moment(*view, day).possible else None

    def _on_from(self, found: Guess, day: int) -> Guess | None:
        """The month of the day that the paragraph before told, where the day would else be yet to
        come: 上月十八日，诸将通电。|敌自二十一日起来犯."""
        story = self._story
        told = Moment(found.year, found.month, day).known_day
        if (
            told is None
            or story.today is None
            or told <= story.today
            or self._scene.day_before() is None
        ):
            return None
        news = [one for one, _, _ in story.days[-_FEW:] if story.is_news(one)]
        last = news[-1] if news else story.today
        view = Moment(last.year, last.month, day)
        over = view.known_day if view.possible else None
        if over is None or over > story.today or (last - over).days > FRESH:
            return None
        return Guess(last.year, last.month, 0.7, "text")

    def _month_of_history(self, day: int, tense: Tense, *, begins: bool) -> Guess:
        story = self._story
        view = story.month
        if view is None:
            return Guess(None)
        left = story.today is None and view[0] is not None and story.month_block != story.block
        if left and story.undated is not None:
            # 5月20日……。|2021年8月3日就职。|20日: back in the news, whose year nobody knows.
            return Guess(*story.undated, 0.7, "text")
        if begins and self._left(view, day):
            return self._nearest_month(day, tense)._replace(sure=0.6)
        year, month = self._following(view, day)
        return Guess(year, month, 0.85, "text")

    def _left(self, view: tuple[int | None, int], day: int) -> bool:
        """Whether a history went on from the month in view to a later year, and may have come to
        publication: 1994年5月10日就任，五年后卸任。5日晚，他在家中去世."""
        story = self._story
        near = story.today is not None and 0 <= story.today.day - day <= DAYS_AWAY
        return near and view[0] is not None and (story.year or 0) > view[0]

    def _is_back(self, view: tuple[int | None, int] | None, day: int) -> bool:
        """Whether a day of this month has passed lately, and that of the month told is to come."""
        story = self._story
        if story.today is None or view is None or view[0] is None:
            return False
        ahead = (view[0], view[1]) > (story.today.year, story.today.month)
        return ahead and story.day_block != story.block and 0 <= story.today.day - day <= FRESH

    def _looked_back(self, view: tuple[int | None, int] | None, day: int) -> bool:
        """Whether the story told of the news, went back to another year, and the day is one of
        these: 去年7月10日……。20日凌晨，球队回到首都."""
        story = self._story
        if story.today is None or story.main is None or view is None or view[0] is None:
            return False
        headed = story.headed[0] if story.headed[1] == story.section else None
        goes_on = self._scene.steps(view[0]) >= _STEPS
        if goes_on or (headed is not None and headed.year == view[0]):
            return False
        return view[0] < story.main.year and abs(story.today.day - day) <= DAYS_AWAY

    def _sooner(self, told: Moment, day: int) -> bool:
        """Whether a day ahead is nearer than the last of its number."""
        story = self._story
        found = self._nearest_month(day, Tense.PAST)
        last, next_ = Moment(found.year, found.month, day).first_day(), told.first_day()
        if story.today is None or last is None or next_ is None:
            return False
        return (next_ - story.today) < (story.today - last)

    def _nearby(self, day: int) -> bool:
        """Whether the news itself may speak of that day of its month."""
        story = self._story
        return story.today is not None and abs(story.today.day - day) <= FRESH

    def _nearer(self, view: tuple[int | None, int] | None, day: int, tense: Tense) -> bool:
        """A month told without a day is often beside the story: `7月的数字……5日，股市……`."""
        story = self._story
        today = story.today
        if today is None or view is None or view[0] is None:
            return False
        if tense is Tense.COMING:
            return (view[0], view[1]) < (today.year, today.month)
        found = self._nearest_month(day, tense)
        near = Moment(found.year, found.month, day).first_day()
        beside = (view[0], view[1]) != (found.year, found.month)
        return beside and near is not None and 0 <= (today - near).days <= FRESH

    def _following(self, view: tuple[int | None, int], day: int) -> tuple[int | None, int]:
        story = self._story
        year, month = view
        if story.month_day >= _LATE and day <= story.month_day - 20:
            later = Moment(year if year is not None else 2000, month).months_later(1)
            return (later.year if year is not None else None), later.month or 1
        return year, month

    def _nearest_month(self, day: int, tense: Tense) -> Guess:
        story = self._story
        today = story.today
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
                days = last if last >= -FRESH else days
        elif tense is Tense.PAST:
            # A dispatch of yesterday tells of the day of the paper.
            last = (story.published - today).days if story.published else 0
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
        story = self._story
        today = story.today or date.min
        return (today + timedelta(days=days)).month != today.month
