"""What times longer than a year mean: decades, centuries, reigns, plans."""

from __future__ import annotations

from collections.abc import Mapping

from zhupi.language.dates import periods, reasons
from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Place, Reading
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment


class Ages:
    """Asks the story which century it speaks of."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._book = almanac()

    def read(self, point: Point, place: Place) -> Reading:  # noqa: PLR0911 - one line a kind
        """The years of such a time."""
        words = point.words
        if "age" in words:
            return Reading(
                periods.years(*self._book.dynasties[words["age"]]), reasons.reign(words["age"]), 0.8
            )
        if name := words.get("reign"):
            era = periods.era_named(name, japanese=place.japanese, land=words.get("era_of2", ""))
            if era is None or era.last is None:
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
