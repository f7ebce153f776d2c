"""How long a search may take that could go on for ever: regular expressions can."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class OutOfTimeError(Exception):
    """The time for looking is over; whoever asked makes a remark of it."""


class Stopwatch:
    """Runs from when it is made."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """The seconds that are left, more than 0; raises `OutOfTimeError`."""
        left = self._end - self._clock()
        if left <= 0:
            raise OutOfTimeError
        return left


def unhurried() -> Stopwatch:
    """For what ends by itself."""
    return Stopwatch(float("inf"))
