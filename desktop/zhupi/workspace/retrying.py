"""Doing again what was made of something that another process changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from zhupi.core.errors import ChangedMeanwhileError

_TRIES = 5
_Found = TypeVar("_Found")


def again(work: Callable[[], _Found]) -> _Found:
    """What `work` returns, which reads anew each time. Raises what it raises at the last try."""
    for _ in range(_TRIES - 1):
        with suppress(ChangedMeanwhileError):
            return work()
    return work()
