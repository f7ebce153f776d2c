"""The year of a month or a day that is told without one."""

from __future__ import annotations

from datetime import date

from zhupi.language.dates.cues import Tense
from zhupi.language.dates.guess import DAYS_AWAY, FRESH, MONTH, NEAR, RECENT, Guess
from zhupi.language.dates.scene import Scene
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment

_FAR = 200  #: days; a date of this year further off may be of the next or the last
_SHORTLY = 2  #: paragraphs
_CLOSE = 70
_LONG_AGO = 10  #: years; a story further back is not of the paper's days
_AHEAD = 7
_AROUND = 2  #: days: one aside and one before it
_STEPS = 3  #: days that show a history going on
_TURN, _EARLY = 10, 2  #: months between those of a turn of the year; the last after it
_STEP = 5  #: months from one day of a calendar to its next
_HALF = 6  #: months; a diary that goes back by more has come to the next year


class YearsGuessed:
    """Asks the story for the year it is in, or takes the nearest to publication."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._scene = Scene(story)

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
        story = self._story
        if story.entry_before is not None:
            return Guess(self._of_entry(story.entry_before, month), by="text", sure=0.75)
        if story.year_above is not None and not that_year:
            return Guess(story.year_above, by="text", sure=0.75)
        if (planned := self._planned(month, day, tense)) is not None:
            by = "text" if planned == story.planned else "publication"
            return Guess(planned, by=by, sure=0.75)
        found = self._of_story(
            month, day, tense, that_year=that_year, near=near, apart=apart, leads=leads
        )
        doubtful = story.planned is not None and not self._is_lately(month, day)
        return found._replace(sure=min(found.sure, 0.75)) if doubtful else found

    def _of_story(
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
        story = self._story
        if story.today is None or story.history:
            return self._of_history(month, day, near=near, apart=apart)
        here = (
            story.year is not None
            and story.year_block == story.block
            and story.year != story.today.year
        )
        if here and that_year:
            return Guess(story.year, by="text", sure=0.9)
        ahead = here and near and (story.year or 0) > story.today.year
        scene = story.year_leads and leads
        if here and not near and (story.year or 0) > story.today.year and tense is not Tense.COMING:
            # 明年首季将震荡。11月，进口……: back from what is to come
            passed = self._last_passed(month, day)
            here = passed is None
        if (
            here
            and (ahead or tense is not Tense.COMING)
            and (near or scene or not story.year_alone)
        ):
            return self._doubted(story.year or 0, month, day, near=near, apart=apart)
        if (in_turn := self._in_turn(month, day, tense, near=near)) is not None:
            return in_turn
        found = self.nearest(month, day, tense)
        # 2023年10月公告，将于12月4日……: on from then, or from publication?
        doubtful = (here and near) or self._may_go_on(month, day)
        return found._replace(sure=min(found.sure, 0.75)) if doubtful else found

    def _of_history(self, month: int, day: int | None, *, near: bool, apart: bool) -> Guess:
        story = self._story
        if story.year is None or story.year_block < 0:
            known = story.full.get((month, day or 0))
            return Guess(known, by="text", sure=0.8 if known is not None else 0.75)
        if not near and self._turns(story.year, month):
            return Guess(story.year + 1, by="text", sure=0.7)
        return self._doubted(story.year, month, day, near=near, apart=apart)

    def _of_entry(self, before: date, month: int) -> int:
        """The year of the next entry of a diary: on in that of the one before, or in the next."""
        return before.year + (before.month - month > _HALF)

    def _planned(self, month: int, day: int | None, tense: Tense) -> int | None:
        """The year whose calendar the title promises; None of the days of the news itself."""
        story = self._story
        if story.planned is None or story.today is None or tense is Tense.PAST:
            return None
        last = Moment(story.today.year, month, day).last_day()
        if last is None:
            return story.planned
        if self._is_lately(month, day):
            return None
        # 2024年考试日程公布|11月1日起报名: what a year prepares for is done in the one before; but
        # a calendar that has begun goes on to its own November.
        year, told = story.month or (None, 0)
        begun = year == story.planned and 0 <= month - told <= _STEP
        if begun or (age := (story.today - last).days) > MONTH:
            return story.planned
        return story.today.year if age <= 0 else None

    def _is_lately(self, month: int, day: int | None) -> bool:
        """Whether the day is of the news itself."""
        today = self._story.today
        told = Moment(today.year, month, day).first_day() if today and day else None
        return bool(told and today and -DAYS_AWAY <= (today - told).days <= FRESH)

    def _may_go_on(self, month: int, day: int | None) -> bool:
        """Whether a story of an older year, told shortly before, might go on to that day."""
        story = self._story
        told = story.day
        shortly = story.block - story.day_block <= _SHORTLY
        if told is None or day is None or not shortly or story.is_news(told):
            return False
        first = Moment(told.year, month, day).first_day()
        return first is not None and -MONTH <= (first - told).days <= NEAR

    def nearest_year(self, month: int, day: int | None) -> int | None:
        """The year of the next such time after publication."""
        story = self._story
        if story.today is None or story.history:
            return None
        return self.nearest(month, day, Tense.COMING).year

    def _in_turn(self, month: int, day: int | None, tense: Tense, *, near: bool) -> Guess | None:
        """The year in which the story goes on from the day or month told last, if it does."""
        story = self._story
        older = self._goes_on(month, day) if tense is not Tense.COMING else None
        if older is not None:
            return Guess(older, by="text", sure=0.7)
        if story.today is not None and self._ahead_in_turn(month, day, near=near):
            return Guess(story.today.year, by="publication", sure=0.75)
        return None

    def _goes_on(self, month: int, day: int | None) -> int | None:
        """The older year in which the story goes on to a day: 1985年9月11日……。|10月7日……"""
        story = self._story
        told = self._scene.older_day
        first = Moment(told.year, month, day).first_day() if told and day else None
        if told is None or first is None or not 0 <= (first - told).days <= NEAR:
            return None
        news = Moment(story.today.year, month, day).first_day() if story.today else None
        return None if self._scene.comes_back(told, news) else told.year

    def _last_passed(self, month: int, day: int | None) -> int | None:
        """The year of the last such time, where it lies shortly before publication."""
        story = self._story
        for year in (story.today.year, story.today.year - 1) if story.today else ():
            moment = Moment(year, month, day)
            first, last = moment.first_day(), moment.last_day()
            if first and last and story.today and first <= story.today:
                return year if (story.today - last).days <= NEAR else None
        return None

    def _ahead_in_turn(self, month: int, day: int | None, *, near: bool) -> bool:
        """名单6月底上报，全队7月中旬入住: on from a month of this year that is to come."""
        story = self._story
        if story.today is None or not near or story.month is None:
            return False
        year, told = story.month
        ahead = year == story.today.year and told > story.today.month
        return ahead and month >= told and Moment(year, month, day).possible

    def _doubted(self, year: int, month: int, day: int | None, *, near: bool, apart: bool) -> Guess:
        """The year in view, unless the text may have left it: it goes back in the year, or comes
        near to publication."""
        story = self._story
        sure = min(0.9 if story.history or story.today is None else 0.8, story.year_sure)
        back = story.month is not None and story.month[0] == year and month < story.month_begun
        ago = story.today.year - year if story.today is not None else 0
        if (older := self._before_aside(month, day, near=near)) is not None:
            return Guess(older, by="text", sure=0.7)
        if near:
            # 去年12月获批，1月动工: on into the next year.
            later = back and self._passed(year + 1, month, day)
            doubtful = apart and story.year_alone and 0 < ago <= RECENT
            sure = 0.7 if later else min(sure, 0.75) if doubtful else sure
            return Guess(year + later, by="text", sure=sure)
        if back and not story.history and (news := self._news_again(month, day, ago)) is not None:
            return news
        if story.year_alone or (story.today is not None and not story.history):
            # News may have come back from what lies behind it.
            sure = min(sure, 0.75)
        if story.today is not None and self._fresh(month, day, ago):
            return Guess(story.today.year, by="publication", sure=0.7)
        if story.today is not None and ago < _LONG_AGO:
            moment = Moment(story.today.year, month, day)
            first, last = moment.first_day(), moment.last_day()
            if first and last and (story.today - first).days >= 0:
                days = (story.today - last).days
                if (day is not None and days <= FRESH) or (back and days <= NEAR):
                    return Guess(story.today.year, by="publication", sure=0.7)
                sure = 0.7 if days <= NEAR else sure
        if day is not None and story.year_block != story.block and self._lately(month, day):
            sure = min(sure, 0.75)
        again = day is None and story.month == (year, month)
        return Guess(year, by="text", sure=min(sure, 0.75) if back or again else sure)

    def _before_aside(self, month: int, day: int | None, *, near: bool) -> int | None:
        """The year in which a history goes on day by day, where its last paragraph only named a
        later one: 1914年……8月4日，英国参战。2004年，手枪找到了。|9月5日……"""
        story = self._story
        told = story.day
        later = told is not None and told.year > (story.year or told.year)
        left = story.history and not near and story.day_end < story.year_end
        if left and later and told is not None:
            # 1963年11月22日……。1959年他去过苏联。|11月24日……
            first = Moment(told.year, month, day).first_day()
            if first and 0 <= (first - told).days <= NEAR:
                return told.year
        headed = story.headed[0] if story.headed[1] == story.section else None
        if headed is not None and (headed.month, headed.day) == (month, day):
            # 1989年1月的研讨会……10月27日晚上: the day of the heading
            return headed.year
        if not near and (aside := self._around_aside(month, day)) is not None:
            return aside
        later = not near and story.history and story.year_alone and story.year_block != story.block
        if told is None or not later or told.year >= (story.year or 0):
            return None
        first = Moment(told.year, month, day).first_day()
        goes_on = first is not None and 0 <= (first - told).days <= NEAR
        return told.year if goes_on and self._scene.steps(told.year) >= _STEPS else None

    def _turns(self, year: int, month: int) -> bool:
        """Whether a history has told its days up to the end of a year, and goes on into the next:
        1915年……12月31日，三人通电。1月27日……"""
        story = self._story
        if not story.history or story.day is None or story.month != (year, story.day.month):
            return False
        late = story.day.year == year and (story.day.month - month) >= _TURN
        return late and month <= _EARLY and self._scene.steps(year) > 1

    def _around_aside(self, month: int, day: int | None) -> int | None:
        """The older year in which a history goes on, where one day of a later year stood between:
        1912年4月15日，船沉。1985年9月1日，残骸被找到。|4月18日……"""
        story = self._story
        if not story.history or day is None or len(story.days) < _AROUND or story.day is None:
            return None
        (before, _, _), (aside, _, _) = story.days[-_AROUND:]
        first = Moment(before.year, month, day).first_day()
        goes_back = (month, day) < (aside.month, aside.day) and aside == story.day
        on = first is not None and 0 <= (first - before).days <= MONTH
        return before.year if before.year < aside.year - 1 and goes_back and on else None

    def _passed(self, year: int, month: int, day: int | None) -> bool:
        """Whether that day is over, as far as is known."""
        story = self._story
        first = Moment(year, month, day).first_day()
        return story.today is None or (first is not None and first <= story.today)

    def _news_again(self, month: int, day: int | None, ago: int) -> Guess | None:
        """This year, where the text told of one so many years ago and goes back in it."""
        this = self._story.today.year if self._story.today else 0
        if ago == 1 and self._passed(this, month, day):
            return Guess(this, by="publication", sure=0.7)
        if ago > 1 and self._soon(month, day):
            return Guess(this, by="publication", sure=0.6)
        return None

    def _soon(self, month: int, day: int | None) -> bool:
        """Whether this year's such day is shortly ahead: 上次是2015年12月。3月9日……"""
        story = self._story
        told = Moment(story.today.year, month, day).first_day() if story.today and day else None
        return told is not None and 0 <= (told - (story.today or told)).days <= _CLOSE

    def _fresh(self, month: int, day: int | None, ago: int) -> bool:
        """Whether a day is so near to publication that a year told alone, long ago, is not its."""
        story = self._story
        if (
            story.today is None
            or story.history
            or not story.year_alone
            or day is None
            or ago < RECENT
        ):
            return False
        return self._lately(month, day)

    def _lately(self, month: int, day: int) -> bool:
        """Whether this year's such day lies in the weeks before publication."""
        story = self._story
        told = Moment(story.today.year, month, day).first_day() if story.today else None
        return told is not None and 0 <= ((story.today or told) - told).days <= MONTH

    def nearest(self, month: int, day: int | None, tense: Tense) -> Guess:
        """The year of such a time that is nearest to publication, as the sentence says."""
        story = self._story
        today = story.today
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
            later = bool(other) and other[0] > today.year
            fitting = bool(other) and later is (tense is Tense.COMING)
            if abs(same[0]) > _FAR and fitting:
                return Guess(other[0], by="publication", sure=0.8)
            if abs(same[0]) > _FAR and other and tense is Tense.OPEN:
                # At the end of a year a day of January is rather ahead, a month as well passed.
                soon = day is not None and ends[other[0]][0] <= MONTH
                return Guess(other[0] if soon else today.year, by="publication", sure=0.7)
            return self._this_year(same[0], tense)
        return Guess(min(ends, key=lambda y: abs(ends[y][0])), by="publication", sure=0.7)

    def _this_year(self, ahead: int, tense: Tense) -> Guess:
        """The year of publication, unless what lies so many days ahead is over, as the sentence
        says or, as of an October told in January, is likely."""
        story = self._story
        year = story.today.year if story.today else None
        if ahead > _FAR and tense is Tense.OPEN and year is not None:
            return Guess(year - 1, by="publication", sure=0.7)
        if ahead > _CLOSE and tense is Tense.PAST and year is not None:
            return Guess(year - 1, by="publication", sure=0.5)
        if ahead < -_FAR and tense is Tense.OPEN:
            # Late in a year 3月 may be the next.
            return Guess(year, by="publication", sure=0.75)
        late = ahead > (_FAR if tense is Tense.COMING else _AHEAD)
        return Guess(year, by="publication", sure=0.75 if late else 0.95)
