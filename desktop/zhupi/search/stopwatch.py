"""How long a search may take that could go on for ever: regular expressions can."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class OutOfTimeError(Exception):
    """The time for looking is over; whoever asked makes a remark of it."""


class Stopwatch:
    """Runs from when it is made; `most` are the seconds that one look may take at most."""

    def __init__(
        self,
        seconds: float,
        clock: Callable[[], float] = monotonic,
        *,
        most: float = 86_400.0,
    ) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._most = most

    def left(self) -> float:
        """The seconds that the next look may take, more than 0; raises `OutOfTimeError`."""
        left = self._end - self._clock()
        if left <= 0:
            raise OutOfTimeError
        return min(left, self._most)


def unhurried() -> Stopwatch:
    """For what ends by itself: a day is left."""
    return Stopwatch(float("inf"))
