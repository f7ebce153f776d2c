"""One pass over an article: expressions, their values, and what each tells the next.

Times come sorted and apart, each inside one block. Runs in time linear in the text's length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from zhupi.core.messages import Message
from zhupi.core.model import Span
from zhupi.language.dates import figures, reasons
from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.counted import NEXT_TO
from zhupi.language.dates.cues import Tense, tense
from zhupi.language.dates.entries import Entries
from zhupi.language.dates.expressions import expressions
from zhupi.language.dates.feasts import is_of_moon
from zhupi.language.dates.hours import end_by_clock
from zhupi.language.dates.numerals import number
from zhupi.language.dates.periods import by_moon
from zhupi.language.dates.points import Expression, Hints, Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.resolving import Resolver
from zhupi.language.dates.story import Story
from zhupi.language.dates.units import units
from zhupi.language.dates.values import Moment, Stretch, day_after
from zhupi.language.dates.vocabulary import DAY, MONTH, NUMERALS
from zhupi.language.patterns import Pattern

_SENTENCE_END = Pattern(r"[。！？!?；;\n]")
_DATELINE = Pattern(
    rf"(?=[\d{NUMERALS}])(?:(?<!\d)({MONTH})月)?(?<![\d{NUMERALS}])({DAY})日(?:综合)?(?:消息|来[函电信]|[专急快特]?[电讯](?![话影视报台子信脑]))",
    needs="消息 电 讯 来函 来信",
)
#: 【北京十七日专电】, 〔路透社十七日日内瓦电〕: of one dispatch among others.
_DISPATCH = Pattern(
    rf"[【〔（(▲◎●]?[^】〕）)，。；：]{{0,14}}?(?:({MONTH})月)?(?<![\d{NUMERALS}])({DAY})日"
    r"[^】〕）)，。；：]{0,9}?(?:消息|[电讯])[】〕）)]",
    needs="】 〕 ） )",
)
_NEXT_DISPATCH = (*"【〔▲◎●", "本埠", "本市", "本馆", "本报", "外埠", "译")
_BARE_DISPATCHES = 1950  #: until when papers printed dispatch under dispatch, each of its day
_PLACE_NAMES = 8  #: characters before the day of such a one
_SAME_DATE = ("【又", "〔又", "▲又")
#: What no Chinese paper wrote while it counted by the moon.
_BY_SUN = Pattern("[0-9][年月日]|西[历曆]|公元|一[八九]..年|礼拜|星期")
#: What only the moon's days are called, beside which 礼拜 and 西历 say nothing of a paper's own.
_BY_MOON = Pattern(
    "(?<![西公阳新国]历.月)(?<![西公阳新国]历十.月)初[一二三四五六七八九十]日?"
    "|[朔望]日|闰.?月|腊月|正月"
)
_BYLINE = Pattern(r"来源|作者|编辑|发布|记者|责编|出处|撰文|丨|[|]")
#: What opens an article that goes back to a day long ago: 四十年前的今夜.
_ANNIVERSARY = Pattern(
    rf"(?:[{NUMERALS}\d]+年|世纪)(?:前|以前|之前)的?(?:的今|[今昨明]|的?[这那]一?[天日夜晚刻]|的此[刻时]|的同一"
    rf"|的?{MONTH}月(?:{DAY}[日号]|\n))",
    needs="年前 年以前 年之前 世纪前",
)
_JAPAN = Pattern("日本|天皇|江户|幕府|京都|东瀛|倭|陆奥", needs="京都 倭 幕府 日本 江户 瀛 皇 陆奥")
_DEICTIC = Pattern(
    r"昨[天日晚夜]|今[天日晚晨早]|今年|去年|本周|上周|下周|本月|上月|明[天日年]|前天|(?<![每一上下])周[一二三四五六日]|日前"
)
#: Traditional characters of times that a tagger may leave as they are.
_TRADITIONAL = str.maketrans("後於鐘鍾週裏○", "后于钟钟周里〇")
#: `以十二月三日为明治六年一月一日`.
_NAMED_AS = Pattern(r"以[^，。；]{1,9}(?:为|作为|定为)$", needs="为")
_CHANGED = Pattern("改[^，。；：、]{0,4}$", needs="改")
_POSTPONED = Pattern(
    "(?:原定|原计划|推迟|延期|延|改|提前)(?:于|在|到|至)?$", needs="原定 原计划 延 提前 改 迟"
)
#: A title that promises the calendar of a year.
_SCHEDULE = Pattern(
    "(?<!\\d)((?:19|20)\\d\\d)年[^，。]{0,14}(?:安排|日程|赛程|赛历|校历|日历|时间表|放假|休市)",
    needs="年",
)
_TERM = Pattern("起[至到]", needs="起至 起到")
_PLANNED = Pattern("(?:决定|商定|约定|议定|拟|计划)[于在到至]$", needs="定 拟 计划")
_FEASIBLE = Pattern("(?:即可|便可|就可|可望|有望)")
_NIGHT = Pattern("[晚夜]", needs="夜 晚")
_AFTERNOON = Pattern("下午|午后|傍晚|[晚夜]", needs="下午 傍 午后 夜 晚")
_OPENING = 160  #: characters that say what an article is about
_HEADING = 36  #: characters; a longer block is no heading
_FAR = 2  #: years before publication that make a story one of history
_DATELINE_AGE = 6
_DAYS_OFF = 3  #: that a paper comes out before or after an anniversary
_BY_HOURS = 3  #: times of day that show a story told by them
_ANNIVERSARY_OF = 5  #: years that make one of what a paper tells anew
_FEW_OF = 4  #: times one of which may be of today in a story that goes back
_YEAR_KEYS = frozenset({"y", "y_word", "y_two", "y_era", "y_rel", "era", "iso_y"})
#: What tells which calendar a month is of.
_TOLD = frozenset({"y", "era", "m_sun", "dd_c"})
_ONE_CALENDAR = 1914  #: since when a paper's own days are all the sun's
#: Numbers that are times only where it is known what they count from.
_ONLY_WITH_VALUE = frozenset({"w_nth", "y_era", "l_only", "y_this", "y_whole"})
#: Units that only a time of day can be counted in.
_CLOCK_UNITS = frozenset({"分钟", "小时", "个小时", "个半小时"})
_WHOLE_DAYS = 24  #: hours
_NOON, _EVENING = 12, 6  #: o'clock
#: Kinds that tell neither the news nor a year.
_SIDE = frozenset({"clock", "part", "feast"})
_SURE, _NOTHING = 0.98, 0.5


class Timed(NamedTuple):
    """A time in the text: where, its value or the empty string, why, and how sure."""

    start: int
    end: int
    value: str
    why: Message
    confidence: float


def find(
    text: str, blocks: Sequence[Span], published: date | None, hints: Hints | None = None
) -> list[Timed]:
    """The times of an article.

    `text`: in simplified characters and half width, as `Passage.text`. `blocks`: in order and
    apart; nothing outside is read.
    """
    return Times(text, blocks).read(published, hints or Hints())


class Times:
    """The words of time in an article, found once and read as often as more is known of it."""

    def __init__(self, text: str, blocks: Sequence[Span]) -> None:
        """See `find`."""
        self._text = text.translate(_TRADITIONAL)
        self._blocks = blocks
        self._words = [tuple(units().find(self._text, block.start, block.end)) for block in blocks]

    def read(self, published: date | None, hints: Hints) -> list[Timed]:
        """The times with their values."""
        return _Narration(
            self._text, self._blocks, published, self._expressions(hints, published)
        ).read()

    def borders(self, hints: Hints) -> list[tuple[int, int]]:
        """Where `read` finds times, without a day of publication."""
        found = self._expressions(hints, None)
        if any(_hangs_on_value(item) for items in found for item in items):
            return [(time.start, time.end) for time in self.read(None, hints)]
        return [(item.start, item.end) for items in found for item in items]

    def _expressions(self, hints: Hints, published: date | None) -> list[list[Expression]]:
        return [
            list(expressions(self._text, words, block.end, hints, published))
            for block, words in zip(self._blocks, self._words, strict=True)
        ]


class _Narration:
    def __init__(
        self,
        text: str,
        blocks: Sequence[Span],
        published: date | None,
        found: Sequence[Sequence[Expression]],
    ) -> None:
        self._text = text
        self._blocks = blocks
        self._found = found
        self._story = Story(
            published, history=_is_history(text, published, found), full=_full(found)
        )
        old = published is not None and by_moon("清", published.year)
        if old and (not _BY_SUN.search(text) or _BY_MOON.search(text)):
            self._story.count_by_moon()
        self._story.planned = _year_planned(text, blocks, published)
        goes_back = _ANNIVERSARY.search(text, 0, _OPENING)
        self._story.frame_end = goes_back.start() if goes_back and self._story.history else 0
        self._entries = Entries(text, blocks, found)
        self._resolver = Resolver(self._story)

    def read(self) -> list[Timed]:
        result: list[Timed] = []
        for index, (block, items) in enumerate(zip(self._blocks, self._found, strict=True)):
            content = self._text[block.start : block.end]
            heading = len(content) <= _HEADING and not content.rstrip("”」』").endswith(
                tuple("。！？!?；;，,")
            )
            heading = heading and (bool(result) or (index > 0 and self._heads(items)))
            self._story.enter(index, heading=heading, dated=bool(items))
            self._end_dispatch(content)
            last_entry = self._story.entry
            if self._entries.end(block, heading=heading):
                self._story.leave_entry()
            if not items:
                continue
            byline = self._is_byline(content, items)
            self._dateline(content, index)
            japanese = bool(_JAPAN.search(content))
            sentence = block.start
            position = block.start
            for item in items:
                for end in _SENTENCE_END.finditer(self._text, position, item.start):
                    sentence = end.end()
                position = item.start
                begins = not byline and self._entries.begin(item)
                self._story.entry_before = last_entry if begins else None
                time = self._time(item, block, sentence, byline=byline, japanese=japanese)
                if not _hangs_on_value(item) or _is_known(item, time.value):
                    result.append(time)
                if begins:
                    self._story.begin_entry(self._story.day)
        return result

    def _time(
        self, item: Expression, block: Span, sentence: int, *, byline: bool, japanese: bool
    ) -> Timed:
        text = self._text
        place = Place(
            text=text,
            block_start=block.start,
            sentence_start=sentence,
            tense=tense(text, item.start, item.end, block.start, block.end),
            leads=item.start - sentence <= 1,
            japanese=japanese,
        )
        if item.last is not None and (number(item.last.words.get("k_h", "")) or 0) > _NOON:
            self._story.clock_twelve = False
        if "。" in text[max(block.start, self._story.looked_from[1]) : sentence]:
            self._story.leave_look_back(sentence)
        first = self._resolver.read(_with_unit(item), place)
        reading = first
        if item.last is not None:
            reading = self._range(_with_unit(item), item.last, first, place)
        stretch = _related(reading.stretch, item)
        self._tell(item, reading, place, byline=byline)
        value = stretch.iso() if stretch is not None else ""
        if stretch is not None and not value:
            return Timed(item.start, item.end, "", reasons.no_such_day(), _NOTHING)
        sure = reading.sure - (0.1 if item.relation == "about" else 0)
        why = reading.why
        if self._of_two_calendars(item.first):
            sure = min(sure, 0.75)
        if self._story.entry is not None and reasons.is_of_publication(why):
            why, sure = reasons.from_told(self._story.entry), min(sure, 0.75)
        if reasons.is_understood(why):
            sure = min(sure, reasons.UNDERSTOOD)
        return Timed(item.start, item.end, value, why, round(max(sure, 0.0), 2))

    def _of_two_calendars(self, point: Point) -> bool:
        """Whether months and days of an old paper may be the sun's or the moon's."""
        published, words = self._story.published, point.words
        if published is None or published.year >= _ONE_CALENDAR or not _TOLD.isdisjoint(words):
            return False
        return not words.get("m", words.get("dd", "1")).isascii()

    def _range(self, start: Point, point: Point, first: Reading, place: Place) -> Reading:
        """Both ends; the last takes from the first what it leaves out."""
        begin = first.stretch.first if first.stretch else None
        point = _of_same_era(start, point)
        last = self._resolver.read(point, place._replace(inherit=begin))
        end = last.stretch.last if last.stretch else None
        if begin is None or end is None:
            return Reading(None, last.why if first.stretch else first.why, _NOTHING)
        end = end_by_clock(start, point, begin, end)
        if begin.hour is None or end.hour is None:
            begin, end = begin._replace(hour=None, offset=""), end._replace(hour=None, offset="")
        if begin == end:
            return Reading(Stretch.at(begin), last.why, min(first.sure, last.sure))
        sure = min(first.sure, last.sure)
        if begin.month is None and end.day is not None:
            # 2021年至2022年跨年夜: the night between both
            eve = (end.month, end.day) == (12, 31) and begin.year == (end.year or 0) - 1
            sure = min(sure, 0.6)
            if eve and point.has("feast") and end.day is not None:
                return Reading.at(Moment(begin.year, 12, 31), last.why, sure)
        return Reading(Stretch(begin, end), first.why, sure)

    def _tell(self, item: Expression, reading: Reading, place: Place, *, byline: bool) -> None:
        stretch = reading.stretch
        story = self._story
        if stretch is None or byline:
            return
        day = stretch.first.known_day if stretch.first else None
        today = story.today
        coming = day is not None and today is not None and not story.history and day > today
        postponed = bool(_POSTPONED.search(place.before(item.start)))
        effective = place.text[item.end : item.end + 1] == "起" and bool(
            re.search(r"[自从]$", place.before(item.start))
        )
        parallel = (
            "zone" in item.first.words
            and bool(re.search(r"(?:[（(，,]|也就是|即|相当于|合)\s?$", place.before(item.start)))
            and story.day_end >= place.sentence_start
            and story.day_block == story.block
        )
        ages = item.first.has("age", "century", "decade", "reign", "plan")
        loose = item.relation in {"since", "before", "after"} or item.first.has("span") or ages
        # `改次年为洪宪元年` names a year that the story has not come to.
        named = bool(_NAMED_AS.search(place.before(item.start))) or bool(
            _CHANGED.search(place.before(item.start))
        )
        compared = (
            named
            or item.relation == "since"
            or place.text.startswith(("以来", "相比"), item.end)
            or figures.compared(place.text, item.start, item.end)
        )
        # 今天 and 去年 do not lead out of a history: they stand around it. Nor do they lead out of
        # an older year in words that were said then.
        framing = bool(_DEICTIC.match(place.text, item.start, item.end)) and (
            story.history or (story.year_leads and place.spoken_of(story.older_end, item.start))
        )
        # In an entry 昨 and 上月 look back from its day.
        beside = item.first.has("dayword") and item.first.words["w"][0] in "昨今明前"
        framing = framing or (story.entry is not None and beside)
        moon_goes_on = story.counts_by_moon
        framed, end, block = story.framing_day
        if framed is not None and block == story.block and end > story.day_end:
            # 本月11日……；次日……: still around it
            framing = framing or item.first.words.get("w", "").startswith(NEXT_TO)
        if framing and stretch.first is not None and "y_rel" in item.first.words:
            story.framing = stretch.first.year, item.end, story.block
        said = place.quoted(item.start)
        if framing and day is not None and stretch.single is not None and not said:
            story.framing_day = day, item.end, story.block
        # 达拉斯，十二点半: a title does not say when its history is.
        early = story.history and not story.days and set(item.first.kinds) <= {"clock", "part"}
        # 租期自2018年4月1日起至2023年3月31日: a term, and no story of its end.
        term = bool(_TERM.search(place.text, item.start, item.end)) and bool(
            re.search(r"自$", place.before(item.start))
        )
        aside = coming or effective or postponed or parallel or loose or framing
        long = stretch.single is None and item.last is None
        told = story.day if story.day_block == story.block else None
        story.tell(
            stretch,
            item.start,
            item.end,
            moves_day=not (aside or long),
            long=long and not aside,
            moves=not (
                compared
                or early
                or term
                or parallel
                or framing
                or item.relation in {"before", "after"}
                or ages
                or item.first.has("span", "same")
                or "y_this" in item.first.words
                or (_is_behind(item.first) and not _is_dated(item.first, story, place))
            ),
            set_for=coming or postponed,
            # 1985年的《协定》 tells of the treaty, not when the story is.
            leads=place.leads and not place.text.startswith("的", item.end),
            event=item.first.has("event"),
            planned=_is_plan(item, place),
            sure=min(reading.sure, 0.75 if self._second_zone(item) else 1.0),
        )
        if item.first.words.get("w", "").startswith("前一") and story.day_end == item.end:
            story.looked_from = told, item.end
            story.forget_look_back(item.end)
        self._tell_clock(item, day, moves=not aside)
        self._tell_calendars(item, reading, stretch, day, by_moon=moon_goes_on)
        self._report(item, stretch, place, aside=compared or named)
        if _is_behind(item.first) and item.first.words["r_side"].endswith("前") and not compared:
            story.behind, story.behind_block = stretch.first, story.block

    def _tell_clock(self, item: Expression, day: date | None, *, moves: bool) -> None:
        """What later times of day go on from."""
        story = self._story
        words = item.first.words
        told = words.get("part") or words.get("part1") or words.get("night") or words.get("w", "")
        if day is not None and moves and (told or "k_h" in words or "k_h2" in words):
            story.hours, story.hours_section = (day, story.block), story.section
            if story.clock is not None:
                story.hours_end = story.clock
        story.night = bool(_NIGHT.search(told))
        on = "k_h" in words and not told and self._by_twelve(words)
        story.by_twelve = story.by_twelve or (on and (number(words["k_h"]) or 0) < _EVENING)
        if "k_h" in words and not on and (told or not words["k_h"].isascii()):
            story.clock_twelve = bool(_AFTERNOON.search(told)) and (number(words["k_h"]) or 0) < 12
        elif told:
            # 7日下午……3时
            story.clock_twelve = bool(_AFTERNOON.search(told)) and story.day is not None
        elif story.clock is None or ("k_h" in words and not on):
            story.clock_twelve = False

    def _by_twelve(self, words: Mapping[str, str]) -> bool:
        """晚9时20分……9时25分: whether the hour told was one of an afternoon's clock."""
        clock = self._story.clock
        hour = number(words["k_h"])
        return clock is not None and hour is not None and clock.hour == hour + _NOON

    def _tell_calendars(
        self,
        item: Expression,
        reading: Reading,
        stretch: Stretch,
        day: date | None,
        *,
        by_moon: bool,
    ) -> None:
        """Eras, moons, weeks and counts of days that later words belong to."""
        story, words = self._story, item.first.words
        if "era" in words and stretch.first is not None and stretch.first.year is not None:
            began = stretch.first.year - (number(words["era_n"]) or 0)
            story.era = began, story.block
        if story.heading and item.first.kinds == ("year",) and stretch.single is not None:
            story.headed_year = stretch.single.year, story.section
        if "w_nth" in words and day is not None:
            story.first_day = day_after(day, 1 - (number(words["w_nth"]) or 1))
        if "wk_d" in words and reading.stretch is not None and day is not None:
            story.week, story.week_end = day_after(day, -day.weekday()), item.end
        by_feast = item.first.has("feast") and is_of_moon(item.first.words["feast"])
        told = item.first.has("lunar") or reading.lunar is not None or by_feast
        if day is not None and told and item.relation != "since":
            story.moon, story.moon_block, story.moon_end = day, story.block, item.end
        if reading.lunar is not None:
            beside = words.get("y_rel", "今")[0] in "去客前"
            story.lunar_beside = beside or (story.lunar_beside and story.lunar == reading.lunar)
            story.year = story.lunar = story.scene_year = reading.lunar
        elif any(key in item.first.words for key in ("y", "y_word", "y_era", "iso_y", "era")):
            story.lunar = None
        elif by_moon and day is not None and item.first.has("dayword", "length"):
            # 八月十六日……是夜……十八日
            story.moon, story.moon_block, story.moon_end = day, story.block, item.end

    def _report(self, item: Expression, stretch: Stretch, place: Place, *, aside: bool) -> None:
        """A period told that figures are of."""
        story = self._story
        told = figures.period(stretch, item)
        if told is None or told.year is None or aside:
            return
        end, today = told.last_day(), story.today
        if place.tense is Tense.COMING and (end is None or today is None or end > today):
            return
        recent = story.today is not None and told.year == story.today.year - 1
        if item.first.words.get("y_rel") != "上年" and (
            recent or figures.of_figures(place, item.last or item.first)
        ):
            story.report, story.report_block = told, story.block
            story.report_end = item.end

    def _second_zone(self, item: Expression) -> bool:
        """A clock of another place than the one before: which day is it that the story is at?"""
        zone = item.first.words.get("zone", "")
        other = self._story.zone
        if zone:
            self._story.zone = (zone, self._story.block)
        return bool(zone) and other[1] == self._story.block and other[0] != zone

    def _is_byline(self, content: str, items: Sequence[Expression]) -> bool:
        """A line that says where and when the article came out, and tells no story."""
        words = sum(item.end - item.start for item in items)
        short = len(content) <= 60 and not content.endswith(("。", "！", "？"))
        alone = words >= 0.8 * len(content) and not self._is_of_story(items[0])
        # 1982年 over a part of a chronicle.
        alone = alone and items[0].first.kinds != ("year",)
        byline = (
            short
            and len(items) == 1
            and not _is_of_reign(items[0])
            and (bool(_BYLINE.search(content)) or alone)
        )
        if (
            byline
            and self._story.published is None
            and self._story.today is None
            and not self._story.history
        ):
            item = items[0]
            place = Place(self._text, 0, 0, Tense.OPEN, leads=True, japanese=False)
            found = self._resolver.read(item.first, place).stretch
            if found is not None and found.single is not None and not self._story.days:
                self._story.today = found.single.known_day
        return byline

    def _end_dispatch(self, content: str) -> None:
        """Of several dispatches each has its own day."""
        story = self._story
        next_one = content.startswith(_NEXT_DISPATCH) and not content.startswith(_SAME_DATE)
        if story.dispatch and (next_one or (story.heading and story.dispatches > 1)):
            story.today, story.dispatch, story.agency, story.dateline = (
                story.published,
                False,
                False,
                -1,
            )

    def _heads(self, items: Sequence[Expression]) -> bool:
        """Whether a line has a day of the story and no more."""
        if len(items) != 1:
            return False
        return items[0].first.kinds == ("year",) or self._is_of_story(items[0])

    def _is_of_story(self, item: Expression) -> bool:
        """Whether a day that stands alone is no day on which the article can have come out, but
        heads a part of its story."""
        published = self._story.published
        if published is None or not item.first.has("day"):
            return False
        place = Place(self._text, item.start, item.start, Tense.OPEN, leads=True, japanese=False)
        found = self._resolver.read(item.first, place).stretch
        day = found.single.known_day if found and found.single else None
        chronicle = self._story.headed[0] is not None
        away = day is not None and abs((published - day).days) > _DATELINE_AGE
        return away or (chronicle and day is not None)

    def _counts_as_paper(self, index: int) -> bool:
        """Whether the first of 昨天 and 今天 is 昨天: papers, not agencies, print a day late."""
        for items in self._found[index:]:
            for item in items:
                word = item.first.words.get("w", "")
                if word[:1] in {"昨", "今"} and not _inside_quotes(self._text, item.start):
                    return word[0] == "昨"
        return False

    def _is_numbered(self, day: date, month: int | None, number_of_day: int | None) -> bool:
        """Whether a day has the month and number of a dateline, which may be the moon's."""
        moon = almanac().of_moon(day) if self._story.lunar is not None else None
        told = (moon[1], moon[2]) if moon else (day.month, day.day)
        return told[1] == number_of_day and month in {None, told[0]}

    def _dateline(self, content: str, index: int) -> None:
        """`新华社北京9月16日电`: 今天 is that day, not the paper's."""
        published = self._story.published
        one = _DISPATCH.match(content) if not content[:80].isascii() else None
        old = one is not None and not one[2].isascii()
        match = one if old else _DATELINE.search(content, 0, 80)
        if match is None or published is None or "。" in content[: match.start()]:
            return
        bare = published.year < _BARE_DISPATCHES and match.start() <= _PLACE_NAMES
        old = old or (bare and not match[2].isascii())
        if "来" in match[0] and not old:
            return
        month, day_number = number(match[1] or ""), number(match[2])
        for days in range(_DATELINE_AGE + 1):
            day = day_after(published, -days)
            if day and self._is_numbered(day, month, day_number):
                self._story.agency = old or "社" in content[: match.start()]
                self._story.dispatch = old
                self._story.dispatches += old
                self._story.dateline = self._story.block
                if self._story.agency or not self._counts_as_paper(index):
                    self._story.today = day
                return


def _hangs_on_value(item: Expression) -> bool:
    """Whether words are a time only where somebody can tell which: 四分钟后, 第三天."""
    words = item.first.words
    if item.first.kinds == ("cycle",) or words.get("y_rel") == "是年":
        return True
    return words.get("r_u") in _CLOCK_UNITS or not _ONLY_WITH_VALUE.isdisjoint(words)


def _is_of_reign(item: Expression) -> bool:
    """光绪二十年四月 over a page of a diary: no date of a paper of today."""
    return item.first.words.get("era", "民国") != "民国"


def _is_known(item: Expression, value: str) -> bool:
    """Whether such words have a value; of minutes, and of less hours than days have, a time of
    day: 一小时后 of a day is no more than soon."""
    words = item.first.words
    short = words.get("r_u") == "分钟" or (number(words.get("r_n", "")) or 0) < _WHOLE_DAYS
    exact = words.get("r_u") in _CLOCK_UNITS and short
    return "T" in value if exact else value != ""


def _is_plan(item: Expression, place: Place) -> bool:
    """决定于1973年召开, 第二年即可签字: a year that the story has not come to."""
    if item.last is not None or item.first.kinds != ("year",):
        return False
    return bool(_PLANNED.search(place.before(item.start)) or _FEASIBLE.match(place.text, item.end))


def _is_behind(point: Point) -> bool:
    """八年前, 十年来: a look back from which the story mostly returns."""
    return point.words.get("r_side", "后").lstrip("之以") != "后"


def _is_dated(point: Point, story: Story, place: Place) -> bool:
    """两年前的8月: a month or a season is told like any other, its year counted; and so is
    一百年前的这一天, with which a history or a paragraph begins."""
    begins = (story.history and story.main == story.day) or point.start == place.block_start
    return point.has("month", "day", "season") or ("r_today" in point.words and begins)


def _of_same_era(first: Point, last: Point) -> Point:
    """民国元年至十年: the last end counts by the era of the first."""
    words = dict(last.words)
    if "era" not in first.words or "y_era" not in words:
        return last
    words["era_n"] = words.pop("y_era")
    words |= {name: first.words[name] for name in ("era", "era_of") if name in first.words}
    return last._replace(words=words)


def _with_unit(item: Expression) -> Point:
    """The first end of `3至5日` takes its unit from the last."""
    point = item.first
    if item.last is None or not point.has("bare"):
        return point
    words = dict(point.words)
    missing = {"b_d": ("m", "m_rel"), "b_m": ("y", "y_rel", "era")}
    for key, larger in missing.items():
        if key in words and not any(name in words for name in larger):
            words |= {name: item.last.words[name] for name in larger if name in item.last.words}
    if "b_h" in words:
        words["k_h"] = words["b_h"]
        return Point(point.start, point.end, (*point.kinds, "clock"), words)
    kind = {"b_d": "day", "b_m": "month", "b": "year"}
    kinds = tuple(kind[key] for key in kind if key in words)
    return Point(point.start, point.end, (*point.kinds, *kinds), words)


def _related(stretch: Stretch | None, item: Expression) -> Stretch | None:
    """Since, before or after the time itself."""
    if stretch is None or item.relation in {"", "during", "about"}:
        return stretch
    if item.relation in {"first_day", "last_day"}:
        return _edge_day(stretch, first=item.relation == "first_day")
    if item.relation in {"since", "after"}:
        return Stretch(stretch.first or stretch.last, None)
    return Stretch(None, _before(stretch, item.last or item.first))


def _edge_day(stretch: Stretch, *, first: bool) -> Stretch | None:
    """The first or the last day of a stretch."""
    moment = stretch.first if first else stretch.last
    day = (moment.first_day() if first else moment.last_day()) if moment else None
    return Stretch.at(Moment.of(day)) if day else None


def _before(stretch: Stretch, point: Point) -> Moment | None:
    """The last of what is before: the time itself where it is one, else what its beginning ends."""
    if stretch.single is not None or point.has("edge") or stretch.first is None:
        return stretch.last
    first = stretch.first
    if first.day is not None:
        day = first.known_day
        before = day_after(day, -1) if day else None
        return Moment.of(before) if before else stretch.last
    if first.year is None:
        return stretch.last
    return first.months_later(-1) if first.month is not None else Moment(first.year - 1)


def _full(found: Sequence[Sequence[Expression]]) -> dict[tuple[int, int], int]:
    """Days and months that the text tells with their year: {(month, day or 0): year}."""
    result: dict[tuple[int, int], int] = {}
    for items in found:
        for item in items:
            words = item.first.words
            year, month = number(words.get("y", "")), number(words.get("m", ""))
            if year and month:
                result.setdefault((month, number(words.get("dd", "")) or 0), year)
                result.setdefault((month, 0), year)
    return result


def _is_history(text: str, published: date | None, found: Sequence[Sequence[Expression]]) -> bool:
    """Whether the story lies years before publication: its days are told by year, and nothing in
    it speaks of today."""
    years: Counter[bool] = Counter()
    deictic = ahead = 0
    first: bool | None = None
    for items in found:
        for item in items:
            words = item.first.words
            year = number(words.get("y", "")) if item.first.has("year") else None
            if year and published and (item.first.has("month") or first is not None):
                old = published.year - year >= _FAR
                years[old] += 1
                ahead += year > published.year
                first = old if first is None and old else first
            span = text[item.start : item.end]
            deictic += bool(_DEICTIC.match(span)) and not _inside_quotes(text, item.start)
    if published is None:
        return False
    if goes_back := _ANNIVERSARY.search(text, 0, _OPENING):
        # 十年前的今天……: a story may tell no other year.
        opens = next((item.start for items in found for item in items), -1) == goes_back.start()
        few = _FEW_OF * deictic <= sum(map(len, found))
        if years[True] > years[False] - ahead or (opens and not years and few):
            return True
    if years[True] > years[False] and _is_anniversary(found, published):
        return _FEW_OF * deictic <= sum(map(len, found))
    if _begins_with_news(text, found):
        return False
    return years[True] > 0 and (deictic == 0 or years[True] >= 6 * deictic)


def _year_planned(text: str, blocks: Sequence[Span], published: date | None) -> int | None:
    """The next year, where the title promises its calendar: 2024年部分节假日安排公布."""
    title = _SCHEDULE.search(text, blocks[0].start, blocks[0].end) if blocks else None
    if title is None or published is None:
        return None
    return published.year + 1 if number(title[1]) == published.year + 1 else None


def _is_anniversary(found: Sequence[Sequence[Expression]], published: date) -> bool:
    """Whether the first day told in full is that of publication, years ago, in a story told by the
    hour."""
    if sum(item.first.has("clock") for items in found for item in items) < _BY_HOURS:
        return False
    for items in found:
        for item in items:
            year, month, day = (number(item.first.words.get(key, "")) for key in ("y", "m", "dd"))
            if item.start > _OPENING or ((month or day) and not year):
                return False
            if not (year and month and day):
                continue
            moment = Moment(published.year, month, day)
            told = moment.known_day if moment.possible else None
            near = told is not None and abs((published - told).days) <= _DAYS_OFF
            return near and published.year - year >= _ANNIVERSARY_OF
    return False


def _begins_with_news(text: str, found: Sequence[Sequence[Expression]]) -> bool:
    """Whether the story itself, not its heading, opens with a day that no year stands with."""
    told = _full(found)
    for items in found:
        for item in items:
            line_end = text.find("\n", item.end)
            line = text[item.end : line_end if line_end >= 0 else len(text)]
            heads = line == "" and text[item.start - 1] == "\n"
            words = item.first.words
            if ("。" not in line and not heads) or _SIDE.issuperset(item.first.kinds):
                continue
            if not _YEAR_KEYS.isdisjoint(words):
                return False
            month, day = number(words.get("m", "")), number(words.get("dd", ""))
            # No story of long ago opens with 19日 or 周二.
            bare = item.first.has("weekday") or (month is None and "m_rel" not in words)
            return item.first.has("day", "weekday") and (bare or (month, day) not in told)
    return False


def _inside_quotes(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at]
    return before.rfind("“") > before.rfind("”")
