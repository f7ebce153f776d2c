"""Which year a point names, or the story has in view for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhupi.core.messages import Message
from zhupi.language.dates import cycles, figures, periods, reasons
from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.cues import Tense
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment
from zhupi.language.patterns import Pattern

_YEARS_OFF = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "去岁": -1,
    "客岁": -1,
    "今岁": 0,
    "来岁": 1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
    "来年": 1,
}
_YEARS_TOLD = {
    "那年": 0, "这年": 0, "该年": 0, "那一年": 0, "这一年": 0, "同年": 0, "是年": 0, "同一年": 0,
    "当年": 0, "次年": 1, "翌年": 1, "隔年": 1, "转年": 1, "第二年": 1, "后一年": 1, "下一年": 1,
    "前一年": -1, "上一年": -1,
}  # fmt: skip
#: Words that go on from the year of an event that they stand behind.
_BEHIND_EVENTS = frozenset({"那年", "那一年", "当年", "次年", "翌年", "第二年"})
_EVENT = 10  #: characters of the longest name of one
_COMMON = 1912  #: from which years are told by the common calendar
_PEOPLES = 1949  #: until when Chinese papers counted by the republic
_EARLY = 4  #: months in which the last year is reported of
_THAT_YEAR = Pattern(r"(?:[那这当]|这一|那一)年(?:的|，|,)?$")


class Years:
    """Asks the story for years."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._book = almanac()

    def named(self, point: Point, place: Place) -> tuple[int | None, Message, float] | None:
        """The year that the point itself names; None where it names none."""
        name = point.words.get("y_rel", "").lstrip("再")
        if name == "来年" and (year := self._told_before(place)) is not None:
            return year + 1, reasons.from_told(Moment(year)), 0.7
        if cycle := point.words.get("y_cyc"):
            return self._in_cycle(cycle, point.words.get("era_k", ""), place)
        if "y_whole" in point.words:
            return self._whole_year()
        if "y_this" in point.words and not self._story.history:
            return None, reasons.nothing_to_count_from(), 0.5
        if (year := self._of_event(name, point, place)) is not None:
            return year, reasons.year_in_view(year), 0.75
        return self._relative(name, point, place) if name else self._written(point, place)

    def _written(self, point: Point, place: Place) -> tuple[int | None, Message, float] | None:
        words = point.words
        if name := words.get("y") or words.get("y_word") or words.get("b"):
            return number(name), reasons.written(), 0.98
        if short := words.get("y_two") or words.get("b_y2"):
            return self._short(short, place), reasons.written(), 0.85
        if counted := words.get("y_era"):
            year = self._story.year_of_era(number(counted) or 0)
            of_republic = self._of_republic(number(counted) or 0) if year is None else None
            told = reasons.from_told(Moment(self._story.year))
            why = told if of_republic is None else reasons.era("民国", _COMMON)
            return year or of_republic, why, 0.75
        if before := words.get("bc"):
            count = number(before)
            return (1 - count if count else None), reasons.written(), 0.95
        if after := words.get("ad"):
            return number(after), reasons.written(), 0.95
        return self._of_era(words, point, place) if "era" in words else None

    def _of_republic(self, count: int) -> int | None:
        """四年五月七日 in a paper of the republic, which counted from its first year."""
        published, year = self._story.published, _COMMON + count - 1
        there = published is not None and _COMMON <= published.year < _PEOPLES
        return year if published is not None and there and year <= published.year else None

    def _in_cycle(
        self, name: str, era_name: str, place: Place
    ) -> tuple[int | None, Message, float]:
        """甲午年: the nearest to the story; 嘉靖甲子年: that of the reign."""
        story = self._story
        era = periods.era_named(era_name, japanese=place.japanese) if era_name else None
        if era is not None:
            year = cycles.year_named(name, era.first + len(cycles.CYCLE) // 2)
            return year, reasons.era(era_name, era.first), 0.75
        old = story.history or story.eras or story.older_end >= 0
        near = story.year if old else story.today.year if story.today else story.year
        # 一百二十年前……甲午年七月: the one that the paragraph looks back to.
        back = story.behind.year if story.behind and story.behind_block == story.block else None
        for told in (back, story.year if story.year_block == story.block else None):
            near = told if told is not None and cycles.year_named(name, told) == told else near
        if near is None:
            return None, reasons.nothing_to_count_from(), 0.5
        year = cycles.year_named(name, near)
        return year, reasons.year_in_view(year), 0.7

    def _of_era(
        self, words: Mapping[str, str], point: Point, place: Place
    ) -> tuple[int | None, Message, float]:
        """康熙三十二年, 前秦建元二年."""
        name = words["era"]
        told = self._story.year
        era = periods.era_named(
            name,
            japanese=place.japanese,
            land=words.get("era_of", ""),
            before=place.before(point.start),
            near=told if told is not None and told < _COMMON else None,
        )
        count = number(words["era_n"])
        if era is None:
            return None, reasons.nothing_to_count_from(), 0.5
        alone = len(self._book.eras[name]) == 1 or "era_of" in words
        sure = 0.95 if alone else 0.7
        year = None if count is None else era.first + count - 1
        return year, reasons.era(name, era.first), sure

    def _short(self, text: str, place: Place) -> int:
        value = number(text) or 0
        if value > 99:
            return value
        if place.inherit is not None and place.inherit.year is not None:
            first = place.inherit.year
            return first - first % 100 + value + (100 if value < first % 100 else 0)
        now = (self._story.today or date(2029, 1, 1)).year
        century = now - now % 100
        return century + value if century + value <= now + 10 else century - 100 + value

    def _relative(self, name: str, point: Point, place: Place) -> tuple[int | None, Message, float]:
        story = self._story
        if name in _YEARS_OFF:
            return self._from_today(name, point, place)
        if place.inherit is not None and place.inherit.year is not None:
            return place.inherit.year + _YEARS_TOLD[name], reasons.written(), 0.9
        back = story.looked_back
        if back is not None and back.year is not None:
            # 两年前来到这里，当年8月……
            return back.year + _YEARS_TOLD[name], reasons.from_told(Moment(back.year)), 0.6
        if story.year is None:
            return None, reasons.nothing_to_count_from(), 0.6
        framing, end, block = story.framing
        if framing is not None and block == story.block and end > story.year_end:
            # 去年3月28日辞世。同年6月……
            return framing + _YEARS_TOLD[name], reasons.from_told(Moment(framing)), 0.75
        same = _YEARS_TOLD[name] == 0
        year = story.scene_year if same and story.scene_year is not None else story.year
        news = story.today is not None and not story.history
        if story.year_block != story.block and story.main is not None and news:
            year = story.main.year if name in {"同年", "同一年"} else year
        return year + _YEARS_TOLD[name], reasons.from_told(Moment(year)), 0.85

    def _of_event(self, name: str, point: Point, place: Place) -> int | None:
        """卢沟桥事变那年冬天: of the year of what stands directly before."""
        if name not in _BEHIND_EVENTS or place.inherit is not None:
            return None
        for marks in ("", "的", "爆发", "发生", "发生的", "爆发的"):
            if place.text.endswith(marks, place.sentence_start, point.start):
                end = point.start - len(marks)
                starts = range(max(place.sentence_start, end - _EVENT), end)
                told = (self._book.years.get(place.text[start:end]) for start in starts)
                if (year := next(filter(None, told), None)) is not None:
                    return year + _YEARS_TOLD[name]
        return None

    def _whole_year(self) -> tuple[int | None, Message, float]:
        """全年 beside figures of one of its parts."""
        report = self._story.report if self._story.reports else None
        if report is None or report.year is None:
            return None, reasons.nothing_to_count_from(), 0.5
        return report.year, reasons.year_in_view(report.year), 0.7

    def _from_today(
        self, name: str, point: Point, place: Place
    ) -> tuple[int | None, Message, float]:
        """去年, 后年; without a day of publication from the year told."""
        story = self._story
        if story.today is None and story.year is not None:
            why = reasons.from_told(Moment(story.year))
            return story.year + _YEARS_OFF[name], why, 0.6
        if story.today is None:
            return None, reasons.nothing_to_count_from(), 0.6
        quoted = place.quoted(point.start)
        if (then := self._of_document(name, point, place)) is not None:
            return then + _YEARS_OFF[name], reasons.from_told(Moment(then)), 0.7
        why = reasons.from_publication(story.today)
        if name == "上年":
            return self._year_before(point, place, story.today, why)
        # Who spoke in another year may mean that.
        here = story.day if story.day_block == story.block else None
        older = story.history or story.eras or (here is not None and story.far(here.year))
        doubtful = place.spoken_of(story.older_end, point.start) or (quoted and older)
        return story.today.year + _YEARS_OFF[name], why, 0.7 if doubtful else 0.95

    def _of_document(self, name: str, point: Point, place: Place) -> int | None:
        """The year of a document of old that the story tells: 光绪二十年……上谕：“本年四月间”."""
        story = self._story
        quoted = place.quoted(point.start)
        if story.long_ago and (quoted or name == "本年"):
            return story.lunar
        if not quoted:
            return None
        if name == "本年" and story.year_end >= place.block_start and story.far(story.year or 0):
            return story.year
        opens = place.quotation(point.start)
        told = next((one for one in reversed(story.days) if one[2] <= opens), None)
        if told is None or told[1] < place.block_start or not story.far(told[0].year):
            return None
        # 1931年9月19日，他致电南京：“今年六月……”
        return told[0].year if "。" not in place.text[told[2] : opens] else None

    def _year_before(
        self, point: Point, place: Place, today: date, why: Message
    ) -> tuple[int | None, Message, float]:
        """上年: the year before the one that the figures are of."""
        story = self._story
        told = story.year if story.history else story.reported_year()
        if told is not None:
            return told - 1, reasons.from_told(Moment(told)), 0.75
        told_none = story.year is None and point.kinds == ("year",)
        if today.month <= _EARLY and (
            figures.of_whole_year(place, point)
            or (told_none and figures.compared(place.text, point.start, point.end))
        ):
            # Early in a year the last one is compared with the one before.
            return today.year - 2, why, 0.6
        return today.year - 1, why, 0.95

    def in_view(self, point: Point, place: Place) -> tuple[int | None, Message, float]:
        """The year named, or else that in view: for words as 第三季度, 年底, 春节."""
        named = self.named(point, place)
        if named is not None:
            return named
        if place.inherit is not None and place.inherit.year is not None:
            return place.inherit.year, reasons.written(), 0.9
        this = "今年" in place.text[place.sentence_start : point.start]
        above = self._story.year_above or (None if this else self._story.planned)
        if above is not None:
            return above, reasons.year_in_view(above), 0.75
        return self._of_story(point, place)

    def _of_story(self, point: Point, place: Place) -> tuple[int | None, Message, float]:
        story = self._story
        told_here = story.year is not None and story.year_block == story.block
        if "edge_y" in point.words and story.today is not None and story.year is not None:
            if told_here and (year := self._edge_year(point, place)) is not None:
                return year, reasons.year_in_view(year), 0.7
            # 去年底, 年初: years counted from today do not hold for the next such word.
            told_here = told_here and abs(story.year - story.today.year) > 1
        if story.today is not None and not story.history:
            if (
                told_here
                and story.year != story.today.year
                and place.tense is not Tense.COMING
                and (self.near(place) or _THAT_YEAR.search(place.before(point.start)))
            ):
                return story.year, reasons.year_in_view(story.year or 0), 0.7
            return story.today.year, reasons.year_of_publication(story.today.year), 0.9
        why = reasons.year_in_view(story.year) if story.year is not None else reasons.unknown_year()
        return story.year, why, 0.7 if story.year is None else 0.8

    def _edge_year(self, point: Point, place: Place) -> int | None:
        """去年3月……年底: the end of that year; its beginning is of the next."""
        story = self._story
        if story.today is None or story.history or story.year != story.today.year - 1:
            return None
        if story.year_alone or not self.near(place):
            return None
        late = point.words["edge_y"].lstrip("年岁")[:1] in set("底末终")
        return story.year if late else story.today.year

    def _told_before(self, place: Place) -> int | None:
        """The year of what was that 来年 follows: `2012年秋确诊，来年2月手术`."""
        story = self._story
        if story.year is None or story.today is None or story.year >= story.today.year:
            return None
        return story.year if place.tense is not Tense.COMING and self.near(place) else None

    def near(self, place: Place) -> bool:
        return self._story.year_end >= place.sentence_start
