"""Folded text without its optional white space, and the way back.

White space is optional wherever a Han-like character stands directly before or after a run of it:
Chinese wraps lines anywhere and puts spaces beside Latin words and figures, or not. A run at the
beginning or end of a text is judged by its one neighbour; text that is nothing but white space
stays. Squeezing twice changes nothing more. Folded text knows two kinds of white space, the space
and the line feed (`core.folding`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from zhupi.core.model import Span
from zhupi.core.scripts import HAN_LIKE, han_like_units_table, is_han_like

_RUN: Final = re.compile("[ \\n]+")
_ANY_RUN: Final = re.compile(r"\s+")
_HAN_LIKE: Final = re.compile(HAN_LIKE)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A squeezed text, and which runs of white space of the folded text it lacks."""

    text: str
    #: Of the runs, in order: where they start and end in the folded text, and where they stood
    #: in the squeezed one.
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    places: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> Span:
        """The range of the folded text that the range `[start, end)` of the squeezed one came from.

        From its first to its last character: white space dropped inside is part of it, at its
        edges not. An empty range stays empty, before the character that follows it.
        """
        first = self.folded(start)
        return Span(first, self.folded(end - 1) + 1 if end > start else first)

    def squeezed(self, position: int) -> int:
        """How many of the folded text's first `position` characters the squeezed text has."""
        run = bisect_right(self.starts, position) - 1
        if run < 0:
            return position
        return self.places[run] + max(0, position - self.ends[run])

    def folded(self, place: int) -> int:
        """Where the character at `place` stands in the folded text."""
        run = bisect_right(self.places, place) - 1
        return place if run < 0 else self.ends[run] + place - self.places[run]


def squeeze(folded: str) -> Squeezed:
    """`folded` without its optional white space."""
    runs = list(_optional_runs(folded))
    if not runs:
        return Squeezed(folded)
    kept: list[str] = []
    last = 0
    for start, end in runs:
        kept.append(folded[last:start])
        last = end
    kept.append(folded[last:])
    return without("".join(kept), runs)


def squeezed_as(text: str, original: str) -> Squeezed:
    """What `squeeze` would make of `original` folded, where its text is known to be `text`.

    Quicker, for nothing is folded.
    """
    padded = f"\0{original}\0"
    is_han = _HanLike()
    runs = [
        (start, end)
        for start, end in map(re.Match.span, _ANY_RUN.finditer(original))
        if is_han(padded[start]) or is_han(padded[end + 1])
    ]
    return without(text, runs)


class _HanLike:
    """`is_han_like`, quicker."""

    def __init__(self) -> None:
        self._table = han_like_units_table()

    def __call__(self, character: str) -> bool:
        code = ord(character)
        return bool(self._table[code]) if code < 0x10000 else is_han_like(code)


def without(text: str, runs: Sequence[tuple[int, int]]) -> Squeezed:
    """`text`, which lacks these runs of white space of a folded text."""
    if not runs:
        return Squeezed(text)
    dropped = accumulate((end - start for start, end in runs), initial=0)
    places = tuple(start - before for (start, _), before in zip(runs, dropped, strict=False))
    starts, ends = zip(*runs, strict=True)
    return Squeezed(text, starts, ends, places)


def _optional_runs(folded: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(folded):
        start, end = run.span()
        if (start and _HAN_LIKE.match(folded, start - 1)) or _HAN_LIKE.match(folded, end):
            yield start, end
