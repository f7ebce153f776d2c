"""Which segments become one, so that there are few and none is copied too often. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zhupi.search.contents import SegmentEntry

MOST_ROWS: Final = 65_536
_TINY = 64  #: rows; of such there is one at most
_CHEAP = 512  #: rows that a commit may copy beside
_MEDIUM_SEGMENTS = 6  #: left alone by commits
_MANY_SEGMENTS = 24
_LESS_CHEAP = 4_096  #: rows that a commit copies where nobody does the upkeep
_AT_ONCE = 3  #: segments that upkeep merges at least

Entries = tuple[SegmentEntry, ...]


def cheap_merge(segments: Sequence[SegmentEntry]) -> Entries:
    """What a commit merges at once: the tiny ones, so that many small changes stay quick."""
    ordered = sorted(segments, key=lambda entry: entry.live_rows)
    tiny = [entry for entry in ordered if entry.live_rows <= _TINY]
    medium = [entry for entry in ordered if _TINY < entry.live_rows <= _CHEAP]
    if len(medium) >= _MEDIUM_SEGMENTS:
        chosen = _fitting(medium, _CHEAP)
    elif len(ordered) >= _MANY_SEGMENTS:
        chosen = _fitting(ordered, _LESS_CHEAP)
    else:
        chosen = ()
    return chosen if len(chosen) > 1 else tuple(tiny) if len(tiny) > 1 else ()


def upkeep(segments: Sequence[SegmentEntry]) -> Entries:
    """What is worth merging when there is time: hollow segments, and several of like size."""
    for entry in segments:
        if entry.rows > _TINY and entry.live_rows * 2 <= entry.rows:
            return (entry,)
    ordered = sorted(segments, key=lambda entry: entry.live_rows)
    together = _fitting(ordered, MOST_ROWS)
    for count in range(len(together), _AT_ONCE - 1, -1):
        chosen = together[:count]
        # The largest may be no more than half of all, or it would be copied again and again.
        if chosen[-1].live_rows * 2 <= sum(entry.live_rows for entry in chosen):
            return chosen
    return ()


def _fitting(ordered: Sequence[SegmentEntry], most: int) -> Entries:
    """The first that have no more than `most` rows together."""
    total = 0
    for count, entry in enumerate(ordered):
        total += entry.live_rows
        if total > most:
            return tuple(ordered[:count])
    return tuple(ordered)
