"""Expressions → values: what each point in time means at this place of the story."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhupi.core.messages import Message
from zhupi.language.dates import periods, reasons
from zhupi.language.dates.almanac import almanac, nth_weekday
from zhupi.language.dates.cues import Tense
from zhupi.language.dates.expressions import Point
from zhupi.language.dates.numerals import number
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, Stretch, day_after

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_YEARS_OFF = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
    "来年": 1,
}
_YEARS_TOLD = {
    "那年": 0,
    "同年": 0,
    "是年": 0, "同一年": 0, "当年": 0, "次年": 1, "翌年": 1, "隔年": 1, "第二年": 1, "后一年": 1,
    "下一年": 1, "前一年": -1, "上一年": -1,
}  # fmt: skip
_SEASON_YEARS = {"今": 0, "去": -1, "明": 1}
_MONTHS_OFF = {"上上": -2, "上": -1, "本": 0, "这": 0, "下下": 2, "下": 1}
_MONTHS_TOLD = {
    "当月": 0,
    "同月": 0,
    "同一个月": 0,
    "次月": 1,
    "翌月": 1,
    "后一个月": 1,
    "前一个月": -1,
}
_WEEKS_OFF = {"上上": -2, "上": -1, "本": 0, "这": 0, "下下": 2, "下": 1}
_DAYS_OFF = {"大前": -3, "前": -2, "昨": -1, "今": 0, "即": 0, "明": 1, "后": 2, "大后": 3}
_PAIRS = {"今明": (0, 1), "昨今": (-1, 0), "明后": (1, 2)}
_DAYS_TOLD = {"是": 0, "当": 0, "同": 0, "次": 1, "翌": 1, "隔": 1, "第": 1}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MORNING_ENDS, _NOON, _MIDNIGHT = 6, 12, 24
_LAST_MONTH = 12
_SPEECH = re.compile(r"说|称|表示|写道|宣布|喊道|指出|强调|透露")
_THAT_YEAR = re.compile(r"(?:[那这当]|这一|那一)年(?:的|，|,)?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a point means. Without a stretch the words are a time, but nobody can say which."""

    stretch: Stretch | None
    why: Message
    sure: float

    @classmethod
    def at(cls, moment: Moment, why: Message, sure: float) -> Reading:
        if not moment.possible:
            return cls(None, reasons.no_such_day(), 0.5)
        return cls(Stretch.at(moment), why, sure)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point stands, as far as its meaning depends on it."""

    text: str  #: the whole text
    block_start: int
    sentence_start: int
    tense: Tense
    leads: bool  #: whether it begins its sentence
    japanese: bool  #: whether the block speaks of Japan
    inherit: Moment | None = None  #: the first end of the range whose last end this is


class Resolver:
    """Asks the story what points mean; tells it nothing."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._book = almanac()

    def read(self, point: Point, place: Place) -> Reading:
        """The meaning of one point."""
        found = self._read(point, place)
        if point.has("clock") or "part" in point.kinds or "w" in point.words:
            found = self._at_hour(found, point, place)
        return found

    def _read(self, point: Point, place: Place) -> Reading:  # noqa: PLR0911 - one line a kind
        words = point.words
        if point.has("iso", "english"):
            return self._numbered(words)
        if point.has("decade", "century", "bccentury", "age", "reign", "plan", "fiscal"):
            return self._period(point, place)
        if point.has("event"):
            return self._event(point, place)
        if point.has("length"):
            return self._length(point, place)
        if point.has("span"):
            return self._span(words)
        if point.has("feast"):
            return self._feast(point, place)
        if point.has("lunar"):
            return self._lunar(point, place)
        if point.has("dayword") and not point.has("day"):
            return self._dayword(words["w"], point, place)
        if point.has("week"):
            return self._week(words, place)
        if point.has("weekday"):
            return self._weekday(words, place)
        return self._calendar(point, place)

    # --- years --------------------------------------------------------------------------------

    def _year(self, point: Point, place: Place) -> tuple[int | None, Message, float] | None:
        """The year that the point itself names; None where it names none."""
        words = point.words
        if name := words.get("y") or words.get("y_word") or words.get("b"):
            return number(name), reasons.written(), 0.98
        if short := words.get("y_two") or words.get("b_y2"):
            return self._short_year(short, place), reasons.written(), 0.85
        if before := words.get("bc"):
            count = number(before)
            return (1 - count if count else None), reasons.written(), 0.95
        if after := words.get("ad"):
            return number(after), reasons.written(), 0.95
        if name := words.get("era"):
            era = periods.era_named(name, japanese=place.japanese)
            count = number(words["era_n"])
            sure = 0.95 if len(self._book.eras[name]) == 1 else 0.7
            year = None if count is None else era.first + count - 1
            return year, reasons.era(name, era.first), sure
        if name := words.get("y_rel"):
            return self._relative_year(name)
        return None

    def _short_year(self, text: str, place: Place) -> int:
        value = int(text)
        if place.inherit is not None and place.inherit.year is not None:
            first = place.inherit.year
            return first - first % 100 + value + (100 if value < first % 100 else 0)
        now = (self._story.today or date(2029, 1, 1)).year
        century = now - now % 100
        return century + value if century + value <= now + 10 else century - 100 + value

    def _relative_year(self, name: str) -> tuple[int | None, Message, float]:
        story = self._story
        if name in _YEARS_OFF:
            if story.today is None and story.year is not None:
                why = reasons.from_told(Moment(story.year))
                return story.year + _YEARS_OFF[name], why, 0.6
            if story.today is None:
                return None, reasons.nothing_to_count_from(), 0.6
            why = reasons.from_publication(story.today)
            return story.today.year + _YEARS_OFF[name], why, 0.95
        if story.year is None:
            return None, reasons.nothing_to_count_from(), 0.6
        year = story.year
        news = story.today is not None and not story.history
        if story.year_block != story.block and story.main is not None and news:
            year = story.main.year if name in {"同年", "同一年"} else year
        return year + _YEARS_TOLD[name], reasons.from_told(Moment(year)), 0.85

    def _year_or_view(self, point: Point, place: Place) -> tuple[int | None, Message, float]:
        """The year named, or else that in view: for words as 第三季度, 年底, 春节."""
        named = self._year(point, place)
        if named is not None:
            return named
        if place.inherit is not None and place.inherit.year is not None:
            return place.inherit.year, reasons.written(), 0.9
        story = self._story
        told_here = story.year is not None and story.year_block == story.block
        if "edge_y" in point.words and story.today is not None and story.year is not None:
            # 去年底, 年初: years counted from today do not hold for the next such word.
            told_here = told_here and abs(story.year - story.today.year) > 1
        if story.today is not None and not story.history:
            if (
                told_here
                and story.year != story.today.year
                and place.tense is not Tense.COMING
                and (
                    self._near(place)
                    or _THAT_YEAR.search(place.text[place.sentence_start : point.start])
                )
            ):
                return story.year, reasons.year_in_view(story.year or 0), 0.7
            return story.today.year, reasons.year_of_publication(story.today.year), 0.9
        if story.year is not None:
            return story.year, reasons.year_in_view(story.year), 0.8
        return None, reasons.unknown_year(), 0.7

    def _near(self, place: Place) -> bool:
        return self._story.year_end >= place.sentence_start

    # --- days, months and years by number ----------------------------------------------------

    def _numbered(self, words: Mapping[str, str]) -> Reading:
        year = words.get("iso_y") or words.get("en_y") or words.get("en_y2") or words.get("en_y3")
        name = words.get("en_m") or words.get("en_m2") or words.get("en_m3")
        month = _ENGLISH.index(name[:3].lower()) + 1 if name else int(words["iso_m"])
        day = words.get("iso_d") or words.get("en_d") or words.get("en_d2")
        moment = Moment(int(year or 0), month, int(day) if day else None)
        return Reading.at(moment, reasons.written(), 0.97)

    def _calendar(self, point: Point, place: Place) -> Reading:
        words = point.words
        month = number(words.get("m") or words.get("b_m") or "")
        day = number(words.get("dd") or words.get("b_d") or "")
        if "m_rel" in words:
            return self._in_month(self._relative_month(words["m_rel"]), point, day)
        if month is not None:
            return self._month(month, day, point, place)
        if day is not None:
            return self._bare_day(day, point, place)
        if "edge_y" in words and words["edge_y"].startswith("月"):
            return self._in_month(self._relative_month("本月"), point, None)
        if point.has("half", "quarter", "months", "season", "edge", "same", "vacation"):
            return self._part_of_year(point, place)
        named = self._year(point, place)
        if named is not None:
            year, why, sure = named
            return Reading(None, why, 0.6) if year is None else Reading.at(Moment(year), why, sure)
        if point.has("clock") or "b_h" in words:
            return self._today(place)
        return Reading(None, reasons.nothing_to_count_from(), 0.5)

    def _month(self, month: int, day: int | None, point: Point, place: Place) -> Reading:
        story = self._story
        named = self._year(point, place)
        if named is not None:
            year, why, sure = named
            if "era" in point.words and year is not None:
                era = periods.era_named(point.words["era"], japanese=place.japanese)
                if periods.by_moon(era, year):
                    return self._lunar_date(year, month, day, leap=False, sure=0.85)
        elif place.inherit is not None and place.inherit.month is not None:
            year = place.inherit.year
            earlier = (month, day or 0) < (place.inherit.month, place.inherit.day or 0)
            if year is not None and earlier and month != place.inherit.month:
                year += 1
            why, sure = reasons.year_in_view(year) if year else reasons.unknown_year(), 0.9
        else:
            before = place.text[place.sentence_start : point.start]
            guess = story.year_for(
                month,
                day,
                place.tense,
                that_year=bool(_THAT_YEAR.search(before)),
                near=self._near(place),
            )
            year, sure = guess.year, guess.sure
            if year is None:
                why = reasons.unknown_year()
            elif guess.by == "publication":
                why = reasons.year_of_publication(year)
            else:
                why = reasons.year_in_view(year)
        if low := number(point.words.get("m_a", "")):
            if low + 1 != month:
                return Reading(None, reasons.no_such_day(), 0.4)
            return Reading(periods.months(year, low, month), why, min(sure, 0.85))
        if "nth" in point.words or "nth_last" in point.words:
            return self._nth_weekday(year, month, point.words, why)
        return self._in_month(Reading.at(Moment(year, month), why, sure), point, day)

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

    def _relative_month(self, name: str) -> Reading:
        story = self._story
        if name in _MONTHS_TOLD:
            if story.month is None:
                return Reading(None, reasons.nothing_to_count_from(), 0.6)
            year, month = story.month
            base = Moment(year, month)
            return Reading.at(
                base.months_later(_MONTHS_TOLD[name]) if year else base,
                reasons.from_told(base),
                0.85,
            )
        if story.today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        off = _MONTHS_OFF[name.rstrip("月个")]
        moment = Moment(story.today.year, story.today.month).months_later(off)
        return Reading.at(moment, reasons.from_publication(story.today), 0.95)

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
            return replace(month, sure=min(month.sure, 0.85)) if point.has("edge") else month
        end = found.last_day()
        last = min(last, end.day if end else 31)
        stretch = Stretch(
            Moment(found.year, found.month, first), Moment(found.year, found.month, last)
        )
        return Reading(stretch, month.why, min(month.sure, 0.9))

    def _bare_day(self, day: int, point: Point, place: Place) -> Reading:
        if place.inherit is not None and place.inherit.month is not None:
            moment = Moment(place.inherit.year, place.inherit.month, day)
            if place.inherit.day is not None and day < place.inherit.day:
                later = place.inherit.months_later(1)
                moment = Moment(later.year, later.month, day)
            return Reading.at(moment, reasons.month_in_view(moment.year, moment.month or 1), 0.95)
        guess = self._story.month_for(day, place.tense)
        if guess.month is None:
            return Reading.at(Moment(None, None, day), reasons.unknown_year(), 0.7)
        if guess.by == "publication" and self._story.today:
            why = reasons.nearest(self._story.today)
        else:
            why = reasons.month_in_view(guess.year, guess.month)
        return Reading.at(Moment(guess.year, guess.month, day), why, guess.sure)

    # --- parts of years, and what is longer ---------------------------------------------------

    def _part_of_year(self, point: Point, place: Place) -> Reading:
        words = point.words
        if "s_rel" in words:
            return self._short_season(words)
        year, why, sure = self._year_or_view(point, place)
        if point.has("same"):
            return self._same_period(year, why)
        if year is None and not point.has("half", "quarter", "months"):
            return Reading(None, why, 0.6)
        stretch: Stretch | None
        if point.has("quarter"):
            stretch = periods.quarter(year, words)
        elif "h" in words:
            stretch = periods.months(year, *((1, 6) if words["h"] in "上前" else (7, 12)))
        elif "fm" in words:
            count = number(words["fm"])
            stretch = periods.months(year, 1, count) if count else None
        elif "s2" in words:
            stretch = periods.season(year, words["s2"])
        elif "vac" in words:
            stretch = periods.months(
                year, *((1, 2) if words["vac"] in {"寒假", "春运"} else (7, 8))
            )
            sure = 0.6
        else:
            edge = (words.get("edge") or words.get("edge_y", "")).lstrip("年岁")[:1]
            first, last = {
                "初": (1, 1),
                "中": (6, 7),
                "底": (12, 12),
                "末": (12, 12),
                "终": (12, 12),
            }.get(edge, (1, 12))
            stretch = (
                Stretch.at(Moment(year))
                if (first, last) == (1, 12)
                else periods.months(year, first, last)
            )
            sure = min(sure, 0.6 if edge == "中" else 0.9)
        return Reading(stretch, why, sure)

    def _short_season(self, words: Mapping[str, str]) -> Reading:
        """今夏, 去冬, 今冬明春."""
        story = self._story
        relative, name = words["s_rel"], words["s1"]
        if relative in _SEASON_YEARS and story.today is not None:
            year, why = (
                story.today.year + _SEASON_YEARS[relative],
                reasons.from_publication(story.today),
            )
        elif relative not in _SEASON_YEARS and story.year is not None:
            year, why = story.year + (relative == "翌"), reasons.from_told(Moment(story.year))
        else:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        stretch = periods.season(year, name)
        if "s1_to" in words:
            stretch = Stretch(stretch.first, periods.season(year + 1, words["s1_to"]).last)
        return Reading(stretch, why, 0.9)

    def _same_period(self, year: int | None, why: Message) -> Reading:
        """去年同期: what the text spoke of before, in that year."""
        if year is None:
            return Reading(None, why, 0.6)
        told = self._story.last_stretch
        first, last = (told.first, told.last) if told else (None, None)
        if first and last and first.year == last.year and first.year and first.month:
            moved = Stretch(
                Moment(year, first.month, first.day), Moment(year, last.month, last.day)
            )
            if self._story.stretch_block == self._story.block and moved.iso():
                return Reading(moved, why, 0.75)
        return Reading.at(Moment(year), why, 0.7)

    def _period(self, point: Point, place: Place) -> Reading:  # noqa: PLR0911 - one line a kind
        words = point.words
        if "age" in words:
            return Reading(
                periods.years(*self._book.dynasties[words["age"]]), reasons.reign(words["age"]), 0.8
            )
        if name := words.get("reign"):
            era = periods.era_named(name, japanese=place.japanese)
            if era.last is None:
                return Reading(None, reasons.reign(name), 0.6)
            return Reading(periods.years(era.first, era.last), reasons.reign(name), 0.85)
        if name := words.get("plan"):
            return Reading(periods.five_year_plan(name, words["plan_part"]), reasons.written(), 0.9)
        if "fy" in words:
            return self._fiscal(words)
        if "bcc" in words:
            index = number(words["bcc"]) or 1
            return Reading(
                periods.years(1 - 100 * index, -100 * (index - 1)), reasons.written(), 0.9
            )
        if "d_full" in words:
            sure = 0.7 if "d_part" in words else 0.97
            return Reading(
                periods.decade(int(words["d_full"]), words.get("d_part", "")),
                reasons.written(),
                sure,
            )
        return self._decade_or_century(words)

    def _decade_or_century(self, words: Mapping[str, str]) -> Reading:
        story = self._story
        why, sure = reasons.written(), 0.95
        part = words.get("c_part") or words.get("d_part2") or ""
        index: int | None = None
        if name := words.get("c_n"):
            index = number(name)
        elif name := words.get("c_rel"):
            if story.today is None:
                return Reading(None, reasons.nothing_to_count_from(), 0.6)
            now = (story.today.year - 1) // 100 + 1
            index = now + {"上": -1, "本": 0, "下": 1}[name[0]]
            # 上世纪 is written of the twentieth century also in its last years.
            sure = 0.6 if name[0] == "上" and now == 20 else sure
            why = reasons.from_publication(story.today)
        tens = words.get("c_dec") or words.get("d_two")
        if tens is None:
            return Reading(
                periods.century(index, part) if index else None, why, 0.7 if part else sure
            )
        ten = number(tens) or 0
        if index is None:
            index, sure = self._century_in_view(ten), 0.85
        first = 100 * (index - 1) + ten
        stretch = periods.decade(first, part)
        if pair := words.get("c_pair") or words.get("d_pair"):
            low = number(pair.strip("、至到十")) or 0
            low = low if low >= 10 else 10 * low
            if 0 < low < ten:
                stretch = periods.years(
                    100 * (index - 1) + low, (stretch.last or Moment(first + 9)).year or 0
                )
        return Reading(stretch, why, 0.7 if part else sure)

    def _century_in_view(self, ten: int) -> int:
        now = self._story.today.year if self._story.today else 1999
        view = self._story.year
        if view is not None and view < 1900 and self._story.year_block == self._story.block:
            return (view - 1) // 100 + 1
        century = now // 100 + 1
        return century if century * 100 - 100 + ten <= now and now % 100 - ten > 20 else 20

    def _fiscal(self, words: Mapping[str, str]) -> Reading:
        first = int(words["fy"])
        if "fy_to" not in words:
            return Reading.at(Moment(first), reasons.written(), 0.7)
        last = int(words["fy_to"])
        last = (
            last if last > 99 else first - first % 100 + last + (100 if last < first % 100 else 0)
        )
        return Reading(periods.years(first, last), reasons.written(), 0.85)

    # --- feasts and the moon ------------------------------------------------------------------

    def _feast(self, point: Point, place: Place) -> Reading:
        name = point.words["feast"]
        named = self._year(point, place)
        year, why, sure = self._year_or_view(point, place)
        if year is None:
            feast = self._book.feasts[name]
            if feast.kind == "solar":
                month, day = map(int, feast.when.split("-"))
                return Reading.at(Moment(None, month, day), reasons.unknown_year(), 0.7)
            return Reading(None, why, 0.6)
        day_ = self._book.feast(year, name)
        if named is None and day_ is not None:
            day_ = self._nearest_feast(name, year, day_, place)
        if day_ is None:
            return Reading(None, reasons.no_such_day(), 0.5)
        if "f_side" in point.words:
            return self._beside_feast(point.words, day_, name)
        if "f_hol" in point.words:
            span = self._book.holiday(day_.year, name)
            if span is not None:
                return Reading(Stretch.days(*span), reasons.holiday(name, day_.year), 0.85)
            sure = 0.6
        if point.words.get("night") in {"前夕", "前夜"}:
            eve = day_ - timedelta(days=1)
            return Reading.at(Moment.of(eve), reasons.feast(name, day_.year), 0.6)
        return Reading.at(Moment.of(day_), reasons.feast(name, day_.year), min(sure, 0.9))

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

    def _nearest_feast(self, name: str, year: int, day: date, place: Place) -> date:
        today = self._story.today
        if today is None or self._story.history or year != today.year:
            return day
        options = [found for off in (-1, 0, 1) if (found := self._book.feast(year + off, name))]
        if place.tense is Tense.COMING:
            coming = [d for d in options if d >= today]
            return min(coming) if coming else day
        near = min(options, key=lambda d: abs((d - today).days))
        return near if abs((near - today).days) <= 100 else day

    def _lunar(self, point: Point, place: Place) -> Reading:
        words = point.words
        year, why, sure = self._year_or_view(point, place)
        month = number(
            words.get("l_m") or words.get("l_m2") or words.get("l_m3") or words.get("l_m4") or ""
        )
        day = number(
            (
                words.get("l_d")
                or words.get("l_d2")
                or words.get("l_d3")
                or words.get("l_d4")
                or ""
            ).removeprefix("初")
        )
        leap = any(key in words for key in ("l_leap", "l_leap2", "l_leap3"))
        if year is None or month is None:
            return Reading(None, why, 0.6)
        found = self._lunar_date(year, month, day, leap=leap, sure=min(sure, 0.9))
        today = self._story.today
        if (
            self._year(point, place) is None
            and today is not None
            and found.stretch
            and found.stretch.first
        ):
            first = found.stretch.first.first_day()
            other = self._lunar_date(year - 1, month, day, leap=leap, sure=0.85)
            end = other.stretch.first.first_day() if other.stretch and other.stretch.first else None
            if (
                first
                and end
                and abs((end - today).days) < abs((first - today).days)
                and month >= 11
            ):
                return other
        return found

    def _lunar_date(
        self, year: int, month: int, day: int | None, *, leap: bool, sure: float
    ) -> Reading:
        why = reasons.by_lunar_calendar(year)
        if day is not None:
            found = self._book.lunar_day(year, month, day, leap=leap)
            if found is None:
                return Reading(None, reasons.no_such_day(), 0.5)
            return Reading.at(Moment.of(found), why, sure)
        span = self._book.lunar_month(year, month)
        return (
            Reading(Stretch.days(*span), why, sure) if span else Reading.at(Moment(year), why, 0.7)
        )

    # --- days counted from others -------------------------------------------------------------

    def _today(self, place: Place) -> Reading:
        """The day of a time of day that stands alone."""
        if place.inherit is not None and place.inherit.day is not None:
            return Reading.at(
                Moment(place.inherit.year, place.inherit.month, place.inherit.day),
                reasons.written(),
                0.9,
            )
        day, sure = self._story.anchor(leads=place.leads)
        if day is not None and (
            self._story.day_block == self._story.block or self._story.today is None
        ):
            return Reading.at(Moment.of(day), reasons.same_day(day), sure)
        day = self._story.main or self._story.today or day
        if day is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.5)
        return Reading.at(Moment.of(day), reasons.same_day(day), 0.6)

    def _spoken(self, point: Point, place: Place) -> date | None:
        """The day of speaking, where the sentence tells it: `昨晚他说，今天……`."""
        story = self._story
        if story.day is None or story.day_block != story.block or story.day == story.today:
            return None
        if story.day_end < place.sentence_start:
            return None
        return story.day if _SPEECH.search(place.text, story.day_end, point.start) else None

    def _dayword(self, word: str, point: Point, place: Place) -> Reading:
        pair = _PAIRS.get(word[:2])
        spoken = self._spoken(point, place)
        if pair is None and spoken is not None and word[0] in "今昨明":
            found = day_after(spoken, _DAYS_OFF[word[0]])
            if found is not None:
                return Reading.at(Moment.of(found), reasons.from_told(spoken), 0.7)
        if pair is not None:
            return self._days_off(*pair)
        head = re.sub(r"[天日晨早午晚夜]$", "", word)
        if head in _DAYS_OFF and word not in {"前一天"}:
            return self._days_off(_DAYS_OFF[head], _DAYS_OFF[head])
        off = {"前一": -1, "后一": 1}.get(word[:2])
        off = _DAYS_TOLD.get(word[0], 0) if off is None else off
        day, sure = self._story.anchor(leads=place.leads)
        if place.inherit is not None and place.inherit.known_day is not None:
            day, sure = place.inherit.known_day, 0.95
        found = day_after(day, off) if day else None
        if day is None or found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading.at(
            Moment.of(found), reasons.from_told(day) if off else reasons.same_day(day), sure
        )

    def _days_off(self, first: int, last: int) -> Reading:
        today = self._story.today
        begin = day_after(today, first) if today else None
        end = day_after(today, last) if today else None
        if today is None or begin is None or end is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading(Stretch.days(begin, end), reasons.from_publication(today), 0.95)

    def _week(self, words: Mapping[str, str], place: Place) -> Reading:
        story = self._story
        name = words["wk"]
        base, sure = (story.today, 0.93) if name in _WEEKS_OFF else story.anchor(leads=True)
        monday = day_after(base, 7 * _WEEKS_OFF.get(name, 0) - base.weekday()) if base else None
        if base is None or monday is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        why = reasons.from_publication(base) if name in _WEEKS_OFF else reasons.from_told(base)
        day = words.get("wk_d")
        first, last = (
            (0, 6) if day is None else (5, 6) if day == "末" else 2 * (self._weekday_index(day),)
        )
        begin, end = day_after(monday, first), day_after(monday, last)
        if day is not None and name in {"本", "这"} and begin and begin > base:
            if place.tense is Tense.PAST:
                # Weeks may begin on Sunday: what is past is not ahead.
                begin, end = day_after(begin, -7), day_after(end or begin, -7)
                sure = 0.75
        if begin is None or end is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading(Stretch.days(begin, end), why, sure)

    @staticmethod
    def _weekday_index(name: str) -> int:
        return (int(name) if name.isascii() else _WEEKDAYS[name]) - 1

    def _weekday(self, words: Mapping[str, str], place: Place) -> Reading:
        """周三: the nearest to publication, past or coming as the sentence says."""
        story = self._story
        index = self._weekday_index(words.get("wd") or words.get("wd2") or words["wd3"])
        told = story.day if story.day_block == story.block else None
        if (
            told is not None
            and place.text[story.day_end : story.day_end + 1] in {"(", "（"}
            and told.weekday() == index
        ):
            return Reading.at(Moment.of(told), reasons.same_day(told), 0.95)
        today = story.day if story.history else story.today
        if today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        back = (today.weekday() - index) % 7
        ahead = (index - today.weekday()) % 7
        if place.tense is Tense.COMING:
            days, sure = ahead, 0.85
        elif place.tense is Tense.PAST or back <= 4:
            days, sure = -back, 0.9 if place.tense is Tense.PAST else 0.75
        else:
            days, sure = ahead, 0.65
        found = day_after(today, days)
        if found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading.at(Moment.of(found), reasons.nearest(today), sure)

    def _event(self, point: Point, place: Place) -> Reading:
        """开幕前3天: from the day whose sentence told of it."""
        words = point.words
        story = self._story
        name = words["ev"].removesuffix("后")
        day: date | None = None
        sure = 0.8
        for told, start, end in reversed(story.days):
            if name in place.text[max(0, start - 40) : end + 60]:
                day = told
                break
        if day is None:
            day, sure = story.main or story.anchor(leads=True)[0], 0.6
        if "ev_side" in words:
            off = (number(words["ev_n"]) or 0) * (-1 if words["ev_side"] == "前" else 1)
        else:
            off = 1 if "ev_next" in words else -1 if "ev_eve" in words else 0
        found = day_after(day, off) if day else None
        if day is None or found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        return Reading.at(Moment.of(found), reasons.from_event(day, name), sure)

    def _length(self, point: Point, place: Place) -> Reading:
        """三天后, 八年前, 十年来."""
        words = point.words
        side = words["r_side"].lstrip("之以")
        base, published = self._story.base(after=side == "后", coming=place.tense is Tense.COMING)
        if base is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        sign = 1 if side == "后" else -1
        found = _shifted(
            base, words["r_n"], words["r_u"] + words.get("r_half", "").replace("多", ""), sign
        )
        if found is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        if "r_today" in words and found.year and base.month:
            found = Moment(found.year, base.month, base.day)
        told = self._story.today
        why = reasons.from_publication(told) if published and told else reasons.from_told(base)
        sure = 0.85 if published or self._story.last_block == self._story.block else 0.75
        sure -= 0.15 if words.get("r_half") == "多" else 0
        if side == "来":
            return Reading(Stretch(found, None), why, sure)
        return Reading.at(found, why, sure)

    def _span(self, words: Mapping[str, str]) -> Reading:
        """过去三年, 未来三天, 近十年来."""
        today = self._story.today
        if today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        ahead = words["p_pre"].startswith(("今后", "未来", "接下来", "此后", "随后"))
        base = Moment.of(today)
        if words["p_pre"].startswith(("此后", "随后")):
            return Reading(None, reasons.nothing_to_count_from(), 0.4)
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
        why = reasons.from_publication(today)
        if ahead:
            return Reading(Stretch(now, found), why, 0.85)
        open_end = words.get("p_in", "") in {"来", "以来"}
        return Reading(Stretch(found, None if open_end else now), why, 0.8)

    # --- times of day -------------------------------------------------------------------------

    def _at_hour(self, found: Reading, point: Point, place: Place) -> Reading:
        """The hour of a day; words such as 晚 alone leave the day as it is."""
        words = point.words
        hour = number(words.get("k_h") or words.get("k_h2") or "")
        day = found.stretch.single if found.stretch else None
        if hour is None or day is None or day.day is None:
            return found
        minute = _minute(words)
        part = (
            words.get("part") or words.get("part1") or words.get("night") or words.get("w", "")[-1:]
        )
        hour = _hour(hour, part)
        if hour >= _MIDNIGHT:
            following = day_after(day.known_day, 1) if day.known_day else None
            if following is None or hour > _MIDNIGHT:
                return found
            day, hour = Moment.of(following), 0
        offset = self._offset(words.get("zone", ""), day, hour, minute)
        moment = Moment(day.year, day.month, day.day, hour, minute, offset)
        return Reading.at(moment, found.why, found.sure)

    def _offset(self, zone: str, day: Moment, hour: int, minute: int) -> str:
        from datetime import datetime

        if not zone:
            return ""
        known = day.known_day or date(2000, 1, 1)
        return self._book.offset(zone, datetime(known.year, known.month, known.day, hour, minute))


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


def _shifted(base: Moment, count: str, unit: str, sign: int) -> Moment | None:
    """A year, month or day so far from `base`, as exact as the unit."""
    if base.year is None:
        return None
    amount = (
        0.5 if count == "半" else float(count) if count.isascii() else float(number(count) or 0)
    )
    if unit.endswith("半") and unit != "半":
        amount += 0.5
    if "世纪" in unit:
        return Moment(base.year + sign * int(100 * amount)) if amount >= 1 else None
    if "年" in unit:
        if amount == int(amount):
            return Moment(base.year + sign * int(amount))
        return base.months_later(sign * int(12 * amount)) if base.month else None
    if "月" in unit and "半月" not in unit and amount == int(amount):
        return base.months_later(sign * int(amount)) if base.month else None
    day = base.known_day
    if day is None:
        return None
    if "半月" in unit or "月" in unit:
        days = 15 if "半月" in unit or amount < 1 else int(30 * amount)
    elif "周" in unit or "星期" in unit or "礼拜" in unit:
        days = int(7 * amount)
    elif "天" in unit or "日" in unit:
        days = int(amount)
    elif "时" in unit or "钟头" in unit:
        days = int(amount) // 24
    else:
        days = 0
    found = day_after(day, sign * days)
    return Moment.of(found) if found else None
