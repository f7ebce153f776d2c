"""What the grammar finds: points in time, expressions of one or two, and the hints it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Hints(NamedTuple):
    """What others know of the text; each answer is only a hint."""

    is_edge: Callable[[int], bool] | None = None  #: whether a word begins or ends here
    is_time: Callable[[int, int], bool] | None = None  #: whether a tagger takes it for a time
    #: Ranges of names, sorted and apart: times inside them are part of the name.
    names: Sequence[tuple[int, int]] = ()


class Point(NamedTuple):
    """One point in time as the text has it."""

    start: int
    end: int
    kinds: tuple[str, ...]
    words: Mapping[str, str]

    def has(self, *kinds: str) -> bool:
        return not {*kinds}.isdisjoint(self.kinds)


class Expression(NamedTuple):
    """One mention of a time."""

    start: int
    end: int
    first: Point
    last: Point | None = None
    relation: str = ""  #: since, before, after, during, about, first_day, last_day
