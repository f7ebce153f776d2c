"""A guess at a year and a month, and the measures of what is near to publication."""

from __future__ import annotations

from typing import NamedTuple

NEAR = 62  #: days before publication that belong to the news told
RECENT = 2  #: years
FRESH = 10  #: days before publication of which a paper tells without a year
MONTH = 31
DAYS_AWAY = 3


class Guess(NamedTuple):
    """What a story takes a time to be, and how sure it is of it."""

    year: int | None
    month: int | None = None
    sure: float = 0.9
    by: str = ""  #: publication, text, or empty
