"""Why a time has its value, in words."""

from __future__ import annotations

from datetime import date

from zhupi.core.messages import Message, message
from zhupi.language.dates.values import Moment


def written() -> Message:
    """All of it stands in the text."""
    return message("As the text says it in full.")


def from_publication(day: date) -> Message:
    return message("Counted from the day of publication, {day}.", day=day.isoformat())


def from_told(day: Moment | date) -> Message:
    return message(
        "Counted from {day}, which the text told before.",
        day=day.iso() if isinstance(day, Moment) else day.isoformat(),
    )


def from_event(day: date, event: str) -> Message:
    return message(
        "Counted from {day}, the day of “{event}” in this text.", day=day.isoformat(), event=event
    )


def year_of_publication(year: int) -> Message:
    return message("In {year}, by the day of publication.", year=year)


def year_in_view(year: int) -> Message:
    return message("In {year}, the year that the text speaks of.", year=year)


def month_in_view(year: int | None, month: int) -> Message:
    return message(
        "In {month}, the month that the text speaks of.", month=Moment(year, month).iso()
    )


def nearest(day: date) -> Message:
    return message("The nearest such day to the day of publication, {day}.", day=day.isoformat())


def same_day(day: date) -> Message:
    return message("On {day}, which the text told before.", day=day.isoformat())


def unknown_year() -> Message:
    return message("The text does not say the year.")


def by_lunar_calendar(year: int) -> Message:
    return message("By the lunar calendar of {year}.", year=year)


def feast(name: str, year: int) -> Message:
    return message("The day of {name} in {year}.", name=name, year=year)


def holiday(name: str, year: int) -> Message:
    return message("The public holiday of {name} in {year}.", name=name, year=year)


def era(name: str, first: int) -> Message:
    return message("Years of the era {name} count from {first}.", name=name, first=first)


def reign(name: str) -> Message:
    return message("The years of {name}.", name=name)


def no_such_day() -> Message:
    return message("The calendar has no such day.")


def nothing_to_count_from() -> Message:
    return message("Nothing in the text says what it counts from.")


#: How sure a value is that rests on how the story was understood: of articles that nobody had seen
#: about nine in ten were right, so none of them is certain.
UNDERSTOOD = 0.78
#: Reasons that rest on how the story is understood, not on the words and the day of publication.
_UNDERSTOOD = frozenset(
    reason.template
    for reason in (
        from_told(date.min),
        from_event(date.min, ""),
        year_in_view(1),
        month_in_view(1, 1),
        nearest(date.min),
        same_day(date.min),
    )
)

_OF_PUBLICATION = frozenset(
    reason.template for reason in (from_publication(date.min), year_of_publication(1))
)


def is_of_publication(why: Message) -> bool:
    """Whether a value counts from the day that the paper came out on."""
    return why.template in _OF_PUBLICATION


def is_understood(why: Message) -> bool:
    """Whether somebody else may understand the story otherwise."""
    return why.template in _UNDERSTOOD
