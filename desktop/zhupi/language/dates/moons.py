"""Days of the moon's calendar and of the cycle of sixty, in stories that count by them."""

from __future__ import annotations

from datetime import date

from zhupi.language.dates import cycles, reasons
from zhupi.language.dates.almanac import almanac
from zhupi.language.dates.feasts import Feasts
from zhupi.language.dates.glosses import DAYS
from zhupi.language.dates.numerals import number
from zhupi.language.dates.points import Point
from zhupi.language.dates.reading import Reading
from zhupi.language.dates.story import Story
from zhupi.language.dates.values import Moment, Stretch, day_after

_FAR_OFF = 60  #: days between two calendars; what is further is another year
_OFF = {"上": -1, "前": -1, "本": 0, "这": 0, "当": 0, "同": 0, "下": 1, "次": 1, "翌": 1, "后": 1}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 30)}


class Moons:
    """Asks the story which moon it is in."""

    def __init__(self, story: Story, feasts: Feasts) -> None:
        self._story = story
        self._feasts = feasts

    def beside(self, moon: Reading, sun: Point, year: int | None) -> Reading | None:
        """The sun's day that is told with the moon's; without a year, the nearest to it.

        None where the words are no day, or nobody knows a year.
        """
        month, day = number(sun.words.get("m", "")), number(sun.words.get("dd", ""))
        said = moon.stretch.single if moon.stretch else None
        base = self._near(said, Moment(year, month, day)) if month and day else None
        if base is None:
            return None
        years = (year,) if year is not None else (base.year - 1, base.year, base.year + 1)
        days = [known for one in years if (known := _known(Moment(one, month, day)))]
        told = min(days, key=lambda day: abs((day - base).days), default=None)
        if told is None:
            return None
        same = said == Moment.of(told)
        found = almanac().of_moon(told)
        sure = (0.95 if year is not None else 0.78) if same else 0.75
        lunar = found[0] if found else None
        written = year is not None or lunar is None
        why = reasons.written() if written else reasons.by_lunar_calendar(lunar or 0)
        return Reading(Stretch.at(Moment.of(told)), why, sure, lunar)

    def _near(self, moon: Moment | None, sun: Moment) -> date | None:
        """The day that the year is nearest to: of the moon, or where the story is."""
        base = _known(moon) if moon else None
        if sun.year is not None:
            return base or _known(sun)
        return base or self._story.day

    def named(self, found: Reading, point: Point) -> Reading:
        """十八日壬戌: the day nearby that has both its number and its name."""
        said = found.stretch.single.known_day if found.stretch and found.stretch.single else None
        name = point.words["dd_c"]
        if said is None or cycles.named(said, said, name):
            return found
        first, last = day_after(said, -_FAR_OFF), day_after(said, _FAR_OFF)
        numeral = next((point.words[key] for key in DAYS if key in point.words), "")
        while first and last and (day := cycles.named(first, last, name)) is not None:
            told = almanac().of_moon(day)
            if told is not None and told[2] == number(numeral):
                why = reasons.by_lunar_calendar(told[0])
                return Reading(Stretch.at(Moment.of(day)), why, 0.75, told[0])
            first = day_after(day, 1)
        return found._replace(sure=min(found.sure, 0.6))

    def alone(self, name: str) -> Reading:
        """乙巳，……: of the moon told last."""
        told = almanac().of_moon(self._story.moon) if self._story.moon else None
        if told is None or not self._story.eras:
            return Reading(None, reasons.nothing_to_count_from(), 0.5)
        year, month, _, leap = told
        found = self._feasts.lunar_date(year, month, None, leap=leap, sure=0.75)
        span = found.stretch
        day = of_cycle(found, name)
        return day if day.stretch != span else Reading(None, found.why, 0.5)

    def month(
        self, name: str, day: int | None, third: str | None, written: date | None = None
    ) -> Reading | None:
        """本月十八日, 上月中旬: from the moon told last, or in a paper of then from its own; in
        words of then from the day that they were `written` on."""
        story = self._story
        then = story.eras and story.far(story.lunar or 0)
        base = (written or story.moon) if then else story.today
        told = almanac().of_moon(base) if base else None
        if told is None:
            return None
        year, month, _, leap = told
        if off := _OFF.get(name[0], 0):
            # Second months of a number are passed over.
            count = 12 * year + month - 1 + off
            year, month, leap = count // 12, count % 12 + 1, False
        found = self._feasts.lunar_date(year, month, day, leap=leap, sure=0.75)
        return found if day is not None or third is None else _third(found, third)


def of_cycle(month: Reading, name: str) -> Reading:
    """九月甲戌朔: of the moon's month; of the sun's it may be the second of the name."""
    first = month.stretch.first.first_day() if month.stretch and month.stretch.first else None
    last = month.stretch.last.last_day() if month.stretch and month.stretch.last else None
    day = cycles.named(first, last, name) if first and last else None
    if day is None:
        return month._replace(sure=min(month.sure, 0.6))
    return Reading(Stretch.at(Moment.of(day)), month.why, min(month.sure, 0.75), month.lunar)


def _third(month: Reading, third: str) -> Reading:
    """本月中旬."""
    first = month.stretch.first.known_day if month.stretch and month.stretch.first else None
    last = month.stretch.last.known_day if month.stretch and month.stretch.last else None
    low, high = _THIRDS[third]
    begin = day_after(first, low - 1) if first else None
    end = day_after(first, high - 1) if first else None
    if begin is None or end is None or last is None:
        return month
    return month._replace(stretch=Stretch.days(begin, min(end, last)))


def _known(moment: Moment) -> date | None:
    return moment.known_day if moment.possible else None
