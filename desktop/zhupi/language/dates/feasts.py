"""Which days feasts, holidays and lunar dates are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from zhupi.core.messages import Message
from zhupi.language.dates import figures, periods, reasons
from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.cues import Tense
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, Stretch, day_after
from zhupi.language.dates.years import Years
from zhupi.language.lexicon import COUNTRIES
from zhupi.language.patterns import Pattern

#: Days that each land keeps on one of its own.
_NATIONAL = (
    *("国庆", "教师节", "儿童节", "青年节", "建军节", "母亲节", "父亲节", "植树节"),
    *("劳动节", "新年", "感恩节"),
)
_THANKSGIVING = "美国"  #: the land whose day 感恩节 is
#: Before a feast that others keep on a day of another calendar, and before a world's day that has
#: the name of a national one.
_OTHER_CALENDAR = Pattern(
    "(?:东正教?会?|俄历|旧历法|儒略历|科普特|亚美尼亚教会|犹太教?|希伯来|伊斯兰教?|穆斯林|回历"
    "|波斯|佛历|傣历|藏历|彝历|彝族|苗族|傣族|藏族|世界|国际)的?$"
)
_NATIONAL_DAYS = frozenset({"国庆", "国庆节", "国庆日"})
_REPUBLIC = {
    **dict.fromkeys(_NATIONAL_DAYS, (10, 10)),
    "父亲节": (8, 8),
    "儿童节": (4, 4),
    "教师节": (9, 28),
    "青年节": (3, 29),
}
_FOUNDED, _PEOPLES = 1912, 1949  #: first years of the two republics
_TAIWAN = Pattern("台湾|台北|台中|台南|高雄|全台", needs="台 高雄")
_OWN = frozenset({"中国", "中华人民共和国"})
#: Before a feast that is not the nearest: 下一个春节.
_ANOTHER = Pattern("(?:[下上]一?个|[下上]一)$")
_USUAL = 1950  #: the year since which 初五 is always of the moon
_TURN = 300  #: days from a feast back to which no story goes
_JUST = 3  #: days before a paper that are its own
_NEXT_MOON = 15  #: days between the numbers of a day and one of the next moon
_UNNAMED = frozenset({"l_m3", "l_m4"})  #: moons that the words do not call so
_LAND = 7  #: characters of the longest name of a land that is sought
#: Feasts of which two calendars have one each, and words that stand by the moon's.
_TWO = frozenset({"新年", "新年第一天", "新年首日"})
_BY_MOON = Pattern(
    "农历|除夕|春节|大年|正月|拜年|守岁|年夜饭|压岁钱|红包|贺岁|团圆|庙会|春晚|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年",
    needs="年 除夕 春 守岁 压岁 红包 贺岁 团圆 庙会 正月 农历",
)
_BY_SUN = Pattern("元旦|跨年|1月1日|一月一日|阳历|公历", needs="元旦 跨年 月1日 月一日 历")
#: Directly before one, where it is the moon's even in the first days of January.
_OF_MOON = Pattern("(?:农历|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年|春节|大年)的?$")
_AT_NEW_YEAR = 10  #: days before and after it in which it is told as news
#: Between a day and the feast that it is: 当天正是卡塔尔国庆日.
_IS = Pattern("[也又]?(?:正|恰|恰好)?(?:是|为|[逢值]|适逢)[^，。；、]{0,12}")


def _is_foreign(name: str, text: str, start: int) -> bool:
    """Whether the day of another land or calendar is told: its name stands directly before."""
    if _OTHER_CALENDAR.search(text, max(0, start - _LAND), start):
        return not is_of_moon(name)
    if not name.startswith(_NATIONAL):
        return False
    before = text[max(0, start - _LAND) : start].removesuffix("的")
    own = {_THANKSGIVING} if name.startswith("感恩节") else _OWN
    lands = (before[-size:] for size in range(2, len(before) + 1))
    return any(land in COUNTRIES and land not in own for land in lands)


def _of_republic(name: str, year: int, point: Point, place: Place) -> date | None:
    """The day of a feast that the Republic of China, later Taiwan, keeps on one of its own: where
    its era tells the year, or the sentence speaks of it; before 1949 in any case."""
    when = _REPUBLIC.get(name)
    if when is None:
        return None
    era = point.words.get("era") == "民国"
    beside = name not in _NATIONAL_DAYS and bool(
        _TAIWAN.search(place.text, place.sentence_start, point.start)
    )
    early = _FOUNDED <= year < _PEOPLES
    return date(year, *when) if era or beside or early else None


def is_of_moon(name: str) -> bool:
    """Whether a feast is told by the lunar calendar."""
    return almanac().feasts[name].kind == "lunar"


class Feasts:
    """Asks the almanac, in the year that is meant."""

    def __init__(self, story: Story, years: Years) -> None:
        self._story = story
        self._years = years
        self._book = almanac()

    def feast(self, point: Point, place: Place) -> Reading:
        """The day of a feast, or its holiday."""
        name = point.words["feast"]
        if _is_foreign(name, place.text, point.start):
            return self._told_beside(point, place)
        year, why, sure = self._in_view(point, place)
        if year is None:
            return self._without_year(name, why)
        year += self._turns(name, year, point, place)
        other = _of_republic(name, year, point, place)
        day = other or self._book.feast(year, name)
        if other is not None:
            sure = min(sure, 0.7)
        elif self._years.named(point, place) is None and day is not None:
            day = self._nearest_feast(name, year, day, point, place)
        if day is None:
            return Reading(None, reasons.no_such_day(), 0.5)
        if "f_side" in point.words:
            return self._beside_feast(point.words, day, name)
        if name in _TWO:
            day, sure = self._new_year(day, sure, point, place)
        why = reasons.feast(name, day.year)
        if _ANOTHER.search(place.text, max(place.block_start, point.start - 3), point.start):
            sure = 0.5
        if day.year != year and self._story.reported_year() is not None:
            sure = min(sure, 0.75)
        span = self._book.holiday(day.year, name) if "f_hol" in point.words else None
        if span is not None:
            why = reasons.holiday(name, day.year)
            return Reading(Stretch.days(*span), why, min(sure, 0.85))
        return self._at_night(Reading(Stretch.days(day, day), why, sure), day, point)

    def _at_night(self, found: Reading, day: date, point: Point) -> Reading:
        """中秋, or 中秋前夕."""
        sure = min(found.sure, 0.6 if "f_hol" in point.words else 0.9)
        if point.words.get("night") in {"前夕", "前夜"}:
            day, sure = day - timedelta(days=1), min(sure, 0.6)
        if point.words["feast"] == "新年" and point.has("part"):
            sure = min(sure, 0.6)  # 新年夜 may be the one before.
        return Reading.at(Moment.of(day), found.why, sure)

    def _new_year(self, sun: date, sure: float, point: Point, place: Place) -> tuple[date, float]:
        """新年第一天: of the sun's year or the moon's, as the paragraph says, or as the paper's own
        day lets expect; who says neither may mean both."""
        end = place.text.find("\n", point.end)
        block = place.block_start, end if end >= 0 else len(place.text)
        told = _BY_MOON.search(place.text, *block) is not None
        moon = self._book.feast(sun.year, "春节")
        today = self._story.today
        if moon is None or _BY_SUN.search(place.text, *block):
            return sun, sure
        near = today is not None and abs((sun - today).days) <= _AT_NEW_YEAR
        late = today is not None and abs((moon - today).days) <= _AT_NEW_YEAR
        of_moon = _OF_MOON.search(place.text, max(block[0], point.start - _LAND), point.start)
        if told and (of_moon or late or not near):
            return moon, min(sure, 0.7)
        if late and not near:
            return moon, min(sure, 0.6)
        return sun, sure if near and not late else min(sure, 0.7)

    def _told_beside(self, point: Point, place: Place) -> Reading:
        """今天是卡塔尔国庆日: the day told. Of no other is known when other lands keep it."""
        story = self._story
        day = story.day if story.day_end >= max(place.sentence_start, 1) else None
        if day is None or not _IS.fullmatch(place.text, story.day_end, point.start):
            return Reading(None, reasons.nothing_to_count_from(), 0.5)
        return Reading.at(Moment.of(day), reasons.same_day(day), 0.75)

    def _without_year(self, name: str, why: Message) -> Reading:
        feast = self._book.feasts[name]
        if feast.kind != "solar":
            return Reading(None, why, 0.6)
        month, day = map(int, feast.when.split("-"))
        return Reading.at(Moment(None, month, day), reasons.unknown_year(), 0.7)

    def _beside_feast(self, words: Mapping[str, str], day: date, name: str) -> Reading:
        """中秋前一天; 国庆假期前三天, which are its first."""
        count = number(words["f_n"]) or 0
        why = reasons.feast(name, day.year)
        span = self._book.holiday(day.year, name) if "f_hol" in words else None
        if span is not None and count > 0:
            ends = (0, count - 1) if words["f_side"] == "前" else (1 - count, 0)
            base = span[0] if words["f_side"] == "前" else span[1]
            first, last = (day_after(base, off) for off in ends)
            if first and last:
                return Reading(Stretch.days(first, last), why, 0.7)
        found = day_after(day, count if words["f_side"] == "后" else -count)
        return Reading.at(Moment.of(found), why, 0.75) if found else Reading(None, why, 0.5)

    def _nearest_feast(self, name: str, year: int, day: date, point: Point, place: Place) -> date:
        today = self._story.today
        if today is None or self._story.history or year != today.year:
            return day
        told = self._story.reported_year()
        ahead = told is not None and day > today and place.tense is not Tense.COMING
        if (
            told is not None
            and ahead
            and figures.of_figures(place, point, beside=self._story.reports)
        ):
            return self._book.feast(told, name) or day
        options = [found for off in (-1, 0, 1) if (found := self._book.feast(year + off, name))]
        if place.tense is Tense.COMING:
            coming = [d for d in options if d >= today]
            return min(coming) if coming else day
        near = min(options, key=lambda d: abs((d - today).days))
        return near if abs((near - today).days) <= 100 else day

    def lunar(self, point: Point, place: Place) -> Reading:
        words = point.words
        if "l_ny" in words:
            words = {**words, "l_m": "正", "l_d": words["l_ny"]}
        if "l_only" in words:
            return self.day_of_moon(number(words["l_only"]) or 0, place)
        year, why, sure = self._lunar_year(point, place)
        month = number(
            words.get("l_m")
            or words.get("l_m2")
            or words.get("l_m3")
            or words.get("l_m4")
            or words.get("l_m5")
            or ""
        )
        day = number(
            (
                words.get("l_d")
                or words.get("l_d2")
                or words.get("l_d3")
                or words.get("l_d4")
                or words.get("l_d5")
                or ""
            ).removeprefix("初")
        )
        if year is not None and month and self._is_of_sun(words, year, japanese=place.japanese):
            return Reading.at(Moment(year, month, day), why, min(sure, 0.9))
        leap = any(key in words for key in ("l_leap", "l_leap2", "l_leap3", "l_leap4"))
        if year is None or month is None:
            return Reading(None, why, 0.6)
        today = self._story.today
        if not _UNNAMED.isdisjoint(words) and "era" not in words and today and today.year < _USUAL:
            # Papers that count by the sun may still write 初五.
            sure = min(sure, 0.75)
        found = self.lunar_date(year, month, day, leap=leap, sure=min(sure, 0.9))
        if (
            self._years.named(point, place) is None
            and self._story.lunar != year
            and today is not None
            and found.stretch
            and found.stretch.first
        ):
            first = found.stretch.first.first_day()
            other = self.lunar_date(year - 1, month, day, leap=leap, sure=0.85)
            end = other.stretch.first.first_day() if other.stretch and other.stretch.first else None
            if (
                first
                and end
                and abs((end - today).days) < abs((first - today).days)
                and month >= 11
            ):
                return other
        return found

    def _turns(self, name: str, year: int, point: Point, place: Place) -> bool:
        """Whether a history has come to the end of a year, and the feast is of the next: 1915年12月
        31日，通电。元旦，誓师."""
        if not self._story.history or self._years.named(point, place) is not None:
            return False
        told, day = self._story.day, self._book.feast(year, name)
        if told is None or day is None or (told.year, self._story.year) != (year, year):
            return False
        return (told - day).days > _TURN and self._story.month == (year, told.month)

    def _is_of_sun(self, words: Mapping[str, str], year: int, *, japanese: bool) -> bool:
        """明治二十八年五月初八日: Japan's months are the sun's since then, however written."""
        if "era" not in words or "l_m" in words:
            return False
        era = periods.era_named(words["era"], japanese=japanese, land=words.get("era_of", ""))
        return era is not None and era.land == "日本" and not periods.by_moon("日本", year)

    def _in_view(self, point: Point, place: Place) -> tuple[int | None, Message, float]:
        """The year; what hangs on the story's does so, too, when the reason tells the calendar."""
        year, why, sure = self._years.in_view(point, place)
        return year, why, min(sure, reasons.UNDERSTOOD) if reasons.is_understood(why) else sure

    def _lunar_year(self, point: Point, place: Place) -> tuple[int | None, Message, float]:
        """The year named, or that of a story told by the moon, or as other feasts have it."""
        story = self._story
        told = story.lunar
        named = self._years.named(point, place) is not None or place.inherit is not None
        # Lunar years of today leave their number to the next of these days.
        eras = told is not None and periods.by_moon("清", told)
        left = story.lunar_beside and story.year_block != story.block
        left = left and story.today is not None and periods.by_moon("清", story.today.year)
        if eras and left and not named and (now := self._moon_of_today()) is not None:
            # 去年九月……。|正月十七日 in a paper of then: of its own year.
            return now, reasons.year_of_publication(now), 0.75
        if named or told is None or not eras or story.year != told:
            year, why, sure = self._in_view(point, place)
            counted = not {"y_rel", "y_era"}.isdisjoint(point.words)
            return year, why, min(sure, 0.75) if eras and counted else sure
        return told, reasons.year_in_view(told), 0.75

    def _moon_of_today(self) -> int | None:
        """The lunar year of the paper's day."""
        today = self._story.today
        told = self._book.of_moon(today) if today else None
        return told[0] if told else None

    def day_of_moon(self, day: int, place: Place) -> Reading:
        """初七: of the moon that was told in the paragraph, or that 除夕 leads into."""
        story = self._story
        late = 25  #: a smaller number than that of so late a day is of the next moon
        nothing = Reading(None, reasons.nothing_to_count_from(), 0.5)
        here = story.moon_block == story.block
        first = story.moon if here or story.eras else None
        if place.inherit is not None:
            first = place.inherit.known_day
        told = self._book.of_moon(first) if first else None
        if first is None or told is None:
            return nothing
        year, month, last, leap = told
        just = story.published is not None and 0 < (story.published - first).days <= _JUST
        just = just and place.tense is not Tense.COMING and day - last > _NEXT_MOON
        if (just or first == story.published) and place.inherit is None and day > last + 1:
            # In a paper of the third 廿九日 is of the last moon.
            year, month, leap = (year - 1, 12, False) if month == 1 else (year, month - 1, False)
        elif last - day > _NEXT_MOON and last >= late and first != story.published:
            # 除夕……初二: of the next moon.
            year, month, leap = (year + 1, 1, False) if month == 12 else (year, month + 1, False)
        found = self._book.lunar_day(year, month, day, leap=leap)
        if found is None:
            return nothing
        of_year = year if story.eras else None
        return Reading(Stretch.at(Moment.of(found)), reasons.from_told(first), 0.75, of_year)

    def lunar_date(
        self, year: int, month: int, day: int | None, *, leap: bool, sure: float
    ) -> Reading:
        why = reasons.by_lunar_calendar(year)
        if day is not None:
            found = self._book.lunar_day(year, month, day, leap=leap)
            if found is None:
                return Reading(None, reasons.no_such_day(), 0.5)
            return Reading(Stretch.at(Moment.of(found)), why, sure, year)
        span = self._book.lunar_month(year, month, leap=leap)
        if span is None and leap and year in self._book.lunar:
            return Reading(None, reasons.no_such_day(), 0.5)
        if span is None:
            return Reading(Stretch.at(Moment(year)), why, 0.7, year)
        return Reading(Stretch.days(*span), why, sure, year)
