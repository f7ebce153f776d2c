"""Days and years told by the cycle of sixty: 十八日壬戌, 九月甲戌朔."""

from __future__ import annotations

from datetime import date

from zhupi.language.dates.values import day_after

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
#: The sixty names, from 甲子 on.
CYCLE = tuple(_STEMS[i % 10] + _BRANCHES[i % 12] for i in range(60))
#: What follows a name that is no day's: 8月8日甲子园, 五日甲午战争.
_NAMED = (
    "园|年|战争|海战|之役|战役|赔款|革命|变法|政变|维新|事变|之变|条约|倭乱|再乱|学会|教育|书局"
)
#: One of the names behind a day, with the phase of the moon.
NAME_OF_DAY = f"(?:{'|'.join(CYCLE)})(?!{_NAMED})[朔望晦]?"
_FIRST_YEAR = 4  #: of a cycle, that of 甲子
_OFFSET = 46  #: ordinals that leave this rest are 甲子


def named(first: date, last: date, name: str) -> date | None:
    """The first day from `first` to `last` that has the name.

    >>> named(date(1894, 9, 29), date(1894, 10, 28), "甲戌")
    datetime.date(1894, 9, 29)
    """
    ahead = (CYCLE.index(name[:2]) - (first.toordinal() - _OFFSET)) % len(CYCLE)
    day = day_after(first, ahead)
    return day if day is not None and day <= last else None


def year_named(name: str, near: int) -> int:
    """The year of the name that is nearest to another.

    >>> year_named("甲午", 1900), year_named("甲辰", 1842)
    (1894, 1844)
    """
    first = near - len(CYCLE) // 2
    return first + (CYCLE.index(name) - (first - _FIRST_YEAR)) % len(CYCLE)
