"""What agrees by chance at the edges of islands, and to whom it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.annotations.alignment import SENTENCE_ENDS, Segment
from zhupi.annotations.dense import Dense

_CLOSING = SENTENCE_ENDS + "，；：）"
_STRAY = 6  #: characters of a neighbouring line that agree by chance


def trimmed(
    islands: Sequence[Sequence[Segment]], old: Dense, new: Dense
) -> tuple[list[list[Segment]], list[list[Segment]]]:
    """Islands without what may agree by chance at their edges, and what was cut off each.

    A full stop before a sentence agrees with any other; it belongs to the sentence it ends,
    which may have gone elsewhere. So do a few characters of the line above or below.
    """
    kept: list[list[Segment]] = []
    strays: list[list[Segment]] = []
    for island in islands:
        low, high = whole_lines(island, old, new)
        inside = between(island, low, high)
        cut = inside[0].start if inside else high
        while inside and cut < inside[0].end and old.text[cut] in _CLOSING:
            cut += 1
        inside = between(inside, cut, high)
        if inside:
            low, high = inside[0].start, inside[-1].end
            kept.append(inside)
            strays.append([*between(island, 0, low), *between(island, high, len(old))])
    return kept, strays


def whole_lines(island: Sequence[Segment], old: Dense, new: Dense) -> tuple[int, int]:
    """The old range of an island without the few characters of lines it has the edge of."""
    first, last = island[0], island[-1]
    low, high = first.start, last.end
    shared = [
        place
        for s in (*island[:_STRAY], *island[-_STRAY:])
        if s.equal
        for place in (
            *range(s.start, min(s.end, low + _STRAY) + 1),
            *range(max(s.start, high - _STRAY), s.end + 1),
        )
        if place in old.breaks and place + s.shift in new.breaks
    ]
    if not shared:
        return low, high
    if low not in shared:
        low = max((p for p in shared if p <= first.start + _STRAY), default=low)
    if high not in shared:
        high = min((p for p in shared if p >= last.end - _STRAY), default=high)
    return low, max(low, high)


def between(island: Sequence[Segment], low: int, high: int) -> list[Segment]:
    """What of an island is in an old range, from an equal character to an equal one."""
    inside = [
        Segment(max(s.start, low), min(s.end, high), max(s.start, low) + s.shift, s.equal)
        for s in island
        if s.start < high and s.end > low
    ]
    while inside and not inside[0].equal:
        del inside[0]
    while inside and not inside[-1].equal:
        del inside[-1]
    return inside


def filled(
    islands: Sequence[list[Segment]],
    strays: Sequence[Sequence[Segment]],
    others: Sequence[Sequence[Segment]],
) -> list[list[Segment]]:
    """The islands with what was cut off them, where no other island wanted it."""
    taken = {at for island in others for s in island for at in range(s.start, s.end)}
    taken_new = {at for island in others for s in island for at in range(s.place, s.place_end)}
    filled = []
    for island, cut in zip(islands, strays, strict=True):
        free = [
            s
            for s in cut
            if taken.isdisjoint(range(s.start, s.end))
            and taken_new.isdisjoint(range(s.place, s.place_end))
        ]
        filled.append(sorted([*island, *free], key=lambda s: s.start) if free else island)
    return filled
