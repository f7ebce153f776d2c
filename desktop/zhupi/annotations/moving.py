"""Stretches of an old text that stand elsewhere in a new one.

Only what nothing else explains is looked at: old characters that no segment holds, in new ones
that no segment holds. Grams that both share, near one diagonal and near each other, make a
*chain*; the longest chains become blocks first and take their characters from the others. A chain
that comes too late for its old characters while its new ones are still free is a *rival*: the
stretch may as well stand there.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhupi.annotations.alignment import Segment, aligned, islands, weight_of

_GRAM = 4
_SHORTEST = 6  #: characters of a stretch worth looking at, and of a chain worth keeping
_COMMON = 8  #: places of a gram; one that has more tells nothing
_DRIFT = 5  #: diagonals between two grams of a chain
_GAP = 24  #: characters between them
_BEYOND = 40  #: characters that a block may grow over a chain on either side
_MOST_HITS = 200_000
_MOST_CHARACTERS = 200_000  #: of either text that are looked at
_MOST_CHAINS = 2_000


@dataclass(slots=True)
class _Chain:
    start: int
    end: int
    place: int
    place_end: int
    weight: int  #: old characters in shared grams


@dataclass(frozen=True, slots=True)
class Rival:
    """`old[start:end]` may as well be `new[place:place_end]`."""

    start: int
    end: int
    place: int
    place_end: int
    weight: int


def moved(
    old: str, new: str, segments: Sequence[Segment]
) -> tuple[list[list[Segment]], list[Rival]]:
    """The islands that went elsewhere, and rivals of them."""
    free = _Free(segments, min(len(old), _MOST_CHARACTERS), min(len(new), _MOST_CHARACTERS))
    if not free.old or not free.new:
        return [], []
    chains = sorted(_chains(old, new, free), key=lambda chain: -chain.weight)
    found: list[list[Segment]] = []
    rivals: list[Rival] = []
    for chain in chains[:_MOST_CHAINS]:
        old_room = free.old_room(chain.start, chain.end)
        new_room = free.new_room(chain.place, chain.place_end)
        if new_room is None:
            continue
        if old_room is None:
            rivals.append(Rival(chain.start, chain.end, chain.place, chain.place_end, chain.weight))
            continue
        block = _grown(old, new, chain, old_room, new_room)
        if block:
            free.take(block)
            found.append(block)
    return found, rivals


class _Free:
    """What no segment holds yet."""

    def __init__(self, segments: Sequence[Segment], old_length: int, new_length: int) -> None:
        self.old = _gaps(sorted((s.start, s.end) for s in segments), old_length)
        self.new = _gaps(sorted((s.place, s.place_end) for s in segments), new_length)
        self._taken_old: list[tuple[int, int]] = []
        self._taken_new: list[tuple[int, int]] = []

    def take(self, block: Sequence[Segment]) -> None:
        insort(self._taken_old, (block[0].start, block[-1].end))
        insort(self._taken_new, (block[0].place, block[-1].place_end))

    def old_room(self, start: int, end: int) -> tuple[int, int] | None:
        return _room(self.old, self._taken_old, start, end)

    def new_room(self, start: int, end: int) -> tuple[int, int] | None:
        return _room(self.new, self._taken_new, start, end)


def _gaps(ranges: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    gaps, done = [], 0
    for start, end in [*ranges, (length, length)]:
        if min(start, length) - done >= _SHORTEST:
            gaps.append((done, min(start, length)))
        done = max(done, end)
    return gaps


def _room(
    gaps: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]], start: int, end: int
) -> tuple[int, int] | None:
    """What is free around the middle of a range; None where that is not."""
    middle = (start + end) // 2
    gap = bisect_left(gaps, (middle + 1, 0)) - 1
    if gap < 0 or gaps[gap][1] <= middle:
        return None
    low, high = gaps[gap]
    at = bisect_left(taken, (middle + 1, 0))
    if at:
        if taken[at - 1][1] > middle:
            return None
        low = max(low, taken[at - 1][1])
    if at < len(taken):
        high = min(high, taken[at][0])
    return low, high


# --- chains -------------------------------------------------------------------------------------


def _chains(old: str, new: str, free: _Free) -> Iterator[_Chain]:
    places = _index(new, free.new)
    budget = _MOST_HITS
    for low, high in free.old:
        latest: dict[int, _Chain] = {}  # diagonal → its latest chain
        for at in range(low, high - _GRAM + 1):
            hits = places.get(old[at : at + _GRAM], ())
            if len(hits) > _COMMON:
                continue
            budget -= len(hits)
            for place in hits:
                chain = _continued(latest, at, place)
                if chain is None:
                    chain = _Chain(at, at + _GRAM, place, place + _GRAM, _GRAM)
                    latest[place - at] = chain
                    yield chain
        if budget < 0:
            return


def _index(new: str, gaps: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for low, high in gaps:
        for at in range(low, high - _GRAM + 1):
            known = places.setdefault(new[at : at + _GRAM], [])
            if len(known) <= _COMMON:
                known.append(at)
    return places


def _continued(latest: dict[int, _Chain], at: int, place: int) -> _Chain | None:
    """The chain that a shared gram goes on with, lengthened; None: it begins one."""
    for drift in _DRIFTS:
        chain = latest.get(place - at + drift)
        if chain is None or at - chain.end > _GAP or place < chain.place_end - _GRAM + 1:
            continue
        chain.weight += min(_GRAM, at + _GRAM - chain.end)
        chain.end, chain.place_end = at + _GRAM, max(chain.place_end, place + _GRAM)
        latest[place - at] = chain
        return chain
    return None


_DRIFTS = (0, *(sign * size for size in range(1, _DRIFT + 1) for sign in (-1, 1)))


# --- blocks -------------------------------------------------------------------------------------


def _grown(
    old: str,
    new: str,
    chain: _Chain,
    old_room: tuple[int, int],
    new_room: tuple[int, int],
) -> list[Segment]:
    """The chain's segments, and those around it as far as the texts agree well."""
    if chain.weight < _SHORTEST:
        return []
    before = min(_BEYOND, chain.start - old_room[0], chain.place - new_room[0])
    after = min(_BEYOND, old_room[1] - chain.end, new_room[1] - chain.place_end)
    start, place = chain.start - before, chain.place - before
    end, place_end = chain.end + after, chain.place_end + after
    if start >= end or place >= place_end:
        return []
    steps = aligned(old[start:end], new[place:place_end], start, place)
    return max(islands(list(steps)), key=weight_of, default=[])
