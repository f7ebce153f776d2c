"""Which stretches of a text hold all of several words, and how much of them is something else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Range = tuple[int, int]


class Covered:
    """The characters that are part of some place."""

    def __init__(self, places: Iterable[Range]) -> None:
        self._starts: list[int] = []  # of stretches apart from one another
        self._ends: list[int] = []
        self._before = [0]  # characters covered before each stretch
        for start, end in sorted(places):
            if self._ends and start <= self._ends[-1]:
                self._before[-1] += max(0, end - self._ends[-1])
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)
                self._before.append(self._before[-1] + end - start)

    def between(self, start: int, end: int) -> int:
        """How many of the characters `[start, end)` are covered."""
        return self._until(end) - self._until(start)

    def _until(self, place: int) -> int:
        stretch = bisect_right(self._starts, place)
        beyond = max(0, self._ends[stretch - 1] - place) if stretch else 0
        return self._before[stretch] - beyond


def smallest_windows(places: list[list[Range]]) -> Iterator[list[Range]]:
    """A place of every word, for all windows that hold no smaller one, in order."""
    events = sorted((end, start, word) for word, some in enumerate(places) for start, end in some)
    latest: list[Range | None] = [None] * len(places)
    missing = len(places)
    begun = -1
    for end, start, word in events:
        missing -= latest[word] is None
        latest[word] = (start, end)
        if missing:
            continue
        window = [place for place in latest if place is not None]
        first = min(window)[0]
        if first > begun:
            begun = first
            yield window
