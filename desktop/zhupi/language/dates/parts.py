"""What parts of a year mean: quarters, halves, seasons, its beginning and end."""

from __future__ import annotations

from collections.abc import Mapping

from zhupi.core.messages import Message
from zhupi.language.dates import figures, periods, reasons
from zhupi.language.dates.cues import Tense
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, Stretch
from zhupi.language.dates.years import Years

_SEASON_YEARS = {"今": 0, "去": -1, "明": 1}
_EDGES = frozenset("初末底")
_WINTER_ENDS = 2  #: the month
_EARLY = 4  #: months in which the last year is reported of
_LATE = 10  #: months after which the next year is near
_QUARTERS_OFF = {"上": -1, "本": 0, "下": 1}


class PartsOfYears:
    """Asks the story which year is meant."""

    def __init__(self, story: Story, years: Years) -> None:
        self._story = story
        self._years = years

    def read(self, point: Point, place: Place) -> Reading:
        """第三季度, 上半年, 冬天, 年底."""
        words = point.words
        if "s_rel" in words:
            return self._short_season(words)
        if relative := words.get("q_rel") or words.get("q_rel2"):
            return _at_edge(self._this_quarter(relative[0], point, place), point)
        year, why, sure = self._years.in_view(point, place)
        sure = min(sure, self._turn_of_year(year, point, place))
        if point.has("same"):
            return self._same_period(year, why)
        if year is None and not point.has("half", "quarter", "months"):
            return Reading(None, why, 0.6)
        if (before := self._year_over(year, point, place)) is not None:
            year, why, sure = before, reasons.year_of_publication(before), 0.7
        found = self._in_year(point, year, why, sure)
        named = self._years.named(point, place) is not None or place.inherit is not None
        other = None if named else self._reported(found, point, place)
        if other is None:
            return _at_edge(found, point)
        told, sure = other
        why = found.why if told == year else reasons.year_in_view(told)
        return _at_edge(self._in_year(point, told, why, sure), point)

    def _in_year(self, point: Point, year: int | None, why: Message, sure: float) -> Reading:
        words = point.words
        stretch: Stretch | None
        if point.has("quarter"):
            stretch = periods.quarter(year, words)
            # 第二季 is also a part of a show.
            sure = min(sure, 0.6) if "q2" in words else sure
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

    def _turn_of_year(self, year: int | None, point: Point, place: Place) -> float:
        """How sure it is that an end of a year is of the year of publication: 岁末 told in January
        may be over, 年初 told in December may be to come; so may be the winter of this year."""
        today = self._story.today
        if today is None or year != today.year:
            return 1.0
        if point.words.get("s2") == "冬":
            return 0.75 if today.month <= _EARLY else 1.0
        if point.has("year") or not point.has("edge"):
            return 1.0
        edge = point.words.get("edge_y", "").lstrip("年岁")[:1]
        over = today.month < _EARLY and edge in set("底末终") and place.tense is not Tense.COMING
        ahead = today.month > _LATE and edge == "初" and place.tense is not Tense.PAST
        return 0.75 if over or ahead else 1.0

    def _year_over(self, year: int | None, point: Point, place: Place) -> int | None:
        """Last year, where early in a year something is told as over: 上半年访华，年底飞了一趟,
        岁末年初; None where this year is meant, or it is told."""
        today = self._story.today
        if today is None or year != today.year or today.month >= _EARLY or self._story.history:
            return None
        if point.has("year") or place.inherit is not None or not point.has("edge", "half"):
            return None
        edge = point.words.get("edge_y", "")
        turn = edge == "岁末" and place.text.startswith("年初", point.end)
        late = edge.lstrip("年岁")[:1] in set("底末终") or point.words.get("h") == "上"
        by_then = place.text.startswith(("前", "之前", "以前"), point.end)
        over = place.tense is Tense.PAST and late and not by_then
        return today.year - 1 if turn or over else None

    def _reported(self, found: Reading, point: Point, place: Place) -> tuple[int, float] | None:
        """The year that a report of figures means, where it is not that of publication: nobody
        can have counted what is not over."""
        story = self._story
        today, told = story.today, story.reported_year()
        stretch = found.stretch
        if today is None or story.history or place.tense is Tense.COMING or stretch is None:
            return None
        first = stretch.first.first_day() if stretch.first else None
        last = stretch.last.last_day() if stretch.last else None
        if first is None or last is None or first.year != today.year:
            return None
        counted = figures.of_figures(place, point, beside=story.reports)
        if told is None:
            end = not point.has("edge") or point.words.get("edge_y", "").endswith("末")
            early = first > today and counted and end
            return (today.year - 1, 0.6) if early and today.month <= _EARLY else None
        if point.has("edge"):
            return self._reported_edge(told, point, place) if counted else None
        if figures.listed(place, point) or (counted and last > today):
            return told, 0.75
        return (today.year, 0.7) if story.reports else None

    def _reported_edge(self, told: int, point: Point, place: Place) -> tuple[int, float] | None:
        """年末, and the 年初 that it is compared with."""
        story = self._story
        edge = point.words.get("edge_y", "").lstrip("年岁")[:1]
        if edge == "初":
            compare = figures.compared(place.text, point.start, point.end)
            return (told, 0.75) if compare else None
        early = story.today is not None and story.today.month <= _EARLY
        if edge in {"底", "终"} and place.tense is not Tense.PAST:
            # Reports say 年末; what comes 年底 may be planned.
            return (story.today.year, 0.7) if story.today and story.reports else None
        return (told, 0.75) if early or story.reports else None

    def _this_quarter(self, relative: str, point: Point, place: Place) -> Reading:
        """上季度, 本季度."""
        today = self._story.today
        if today is None:
            return Reading(None, reasons.nothing_to_count_from(), 0.6)
        told = self._story.report if self._story.reports else None
        if relative == "上" and told is not None and told.year and told.month:
            begin = Moment(told.year, 3 * ((told.month - 1) // 3) + 1)
            if figures.compared(place.text, point.start, point.end):
                first = begin.months_later(-3)
                return Reading(Stretch(first, first.months_later(2)), reasons.from_told(told), 0.75)
        now = Moment(today.year, 3 * ((today.month - 1) // 3) + 1)
        first = now.months_later(3 * _QUARTERS_OFF[relative])
        return Reading(Stretch(first, first.months_later(2)), reasons.from_publication(today), 0.9)

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
        sure = 0.9
        if story.today is not None and (relative, name) == ("今", "冬"):
            # 今冬 is the winter that goes on, or the next.
            goes_on = story.today.month <= _WINTER_ENDS
            year, sure = year - goes_on, 0.75 if story.today.month <= _EARLY else sure
        stretch = periods.season(year, name)
        if "s1_to" in words:
            stretch = Stretch(stretch.first, periods.season(year + 1, words["s1_to"]).last)
        return Reading(stretch, why, sure)

    def _same_period(self, year: int | None, why: Message) -> Reading:
        """去年同期: what the text spoke of before, in that year."""
        if year is None:
            return Reading(None, why, 0.6)
        told = self._story.last_stretch
        first, last = (told.first, told.last) if told else (None, None)
        if first and first.year == year and self._story.stretch_block == self._story.block:
            # 12月……去年同期, told in January
            year -= 1
        if first and last and first.year == last.year and first.year and first.month:
            moved = Stretch(
                Moment(year, first.month, first.day), Moment(year, last.month, last.day)
            )
            if self._story.stretch_block == self._story.block and moved.iso():
                return Reading(moved, why, 0.75)
        return Reading.at(Moment(year), why, 0.7)


def _at_edge(found: Reading, point: Point) -> Reading:
    """二季度末: its last month."""
    edge = point.words.get("edge", "") if point.has("quarter") else ""
    stretch = found.stretch
    if edge not in _EDGES or stretch is None or not (stretch.first and stretch.last):
        return found
    month = stretch.first if edge == "初" else stretch.last
    return found._replace(stretch=Stretch.at(month), sure=min(found.sure, 0.85))
