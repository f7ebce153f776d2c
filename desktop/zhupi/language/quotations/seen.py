"""Who was seen in a text so far, as far as it is in view: subjects and the last speaker."""

from __future__ import annotations

from typing import Any

from zhupi.core.model import Label
from zhupi.language.quotations.who import Who

#: A subject further back than so many sentences is out of view.
_REACH = 8
#: So many people are kept in mind.
_KEPT = 8
LONG_AGO = -_REACH - 1  #: a sentence that is never in view


class Seen:
    """The last speaker and the last subjects, each with the number of the sentence it stood in."""

    def __init__(self) -> None:
        self.now = 0  #: the sentence that is read
        self.speaker: tuple[int, Who] | None = None
        self.subjects: dict[Label | None, tuple[int, Who]] = {}

    def is_near(self, found: tuple[int, Who]) -> bool:
        """Whether somebody is in view."""
        return self.now - found[0] <= _REACH

    def latest(
        self, found: list[tuple[int, Who] | None], confidence: float
    ) -> tuple[Who, float] | None:
        """The one seen last of those that are in view."""
        near = [one for one in found if one is not None and self.is_near(one)]
        return (max(near, key=lambda one: one[0])[1], confidence) if near else None


def forget(kept: dict[str, Any]) -> None:
    """Drops the oldest where there are too many."""
    if len(kept) > _KEPT:
        del kept[next(iter(kept))]
