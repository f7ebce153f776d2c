"""Ranges of the text that carry something, found by where they lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from zhupi.core.model import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Marked(Generic[T]):
    """A range and what it carries; `lane` tells it from others over the same text."""

    start: int
    end: int
    item: T
    lane: int = 0


class SpanIndex(Generic[T]):
    """An unchanging set of ranges, in the order of start, longest first; empty ones are left out.

    Made in n log n; a query costs the ranges that begin between the first that reaches into the
    queried range and its end.
    """

    def __init__(self, items: Iterable[tuple[Span, T]] = ()) -> None:
        ordered = sorted(
            (pair for pair in items if len(pair[0])), key=lambda p: (p[0].start, -p[0].end)
        )
        self._marked = list(_in_lanes(ordered))
        self._starts = [marked.start for marked in self._marked]
        self._reach = list(accumulate((marked.end for marked in self._marked), max))

    def __len__(self) -> int:
        return len(self._marked)

    def overlapping(self, start: int, end: int) -> list[Marked[T]]:
        """The ranges that share a character with `start`..`end`, in order."""
        if start >= end:
            return []
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [marked for marked in self._marked[first:last] if marked.end > start]

    def at(self, offset: int) -> list[Marked[T]]:
        """The ranges that hold the character at `offset`, smallest first."""
        found = self.overlapping(offset, offset + 1)
        return sorted(found, key=lambda marked: marked.end - marked.start)


def _in_lanes(ordered: Iterable[tuple[Span, T]]) -> Iterator[Marked[T]]:
    """Gives each range the first lane in which nothing before it is still open."""
    ends: list[int] = []
    for span, item in ordered:
        for lane, end in enumerate(ends):
            if end <= span.start:
                ends[lane] = span.end
                break
        else:
            lane = len(ends)
            ends.append(span.end)
        yield Marked(span.start, span.end, item, lane)
