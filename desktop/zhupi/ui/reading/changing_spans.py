"""Ranges that come and go one by one, found by where they lie.

What `SpanIndex` is for marks that are given all at once, this is for annotations: of twenty
thousand one is added, and nothing is sorted anew. They stand in order on shelves of some hundred;
a change touches one shelf, a query those that reach into it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from zhupi.core.model import Span
from zhupi.ui.reading.spans import Marked

T = TypeVar("T")

SHELF = 256  #: ranges on a shelf when it is filled; at twice as many it is parted

# Start, minus the end (so that longer ones come first), key, item. Keys differ: no item is
# ever compared.
_Entry = tuple[int, int, str, T]
_Ends = tuple[int, ...]  # where the range open in each lane ends


class _Shelf(Generic[T]):
    """A stretch of the order, and what was found out about it."""

    __slots__ = ("after", "before", "entries", "lanes", "reach")

    def __init__(self, entries: list[_Entry[T]]) -> None:
        self.entries = entries
        self.touched()

    def touched(self) -> None:
        """The entries are others now."""
        self.reach = max((-entry[1] for entry in self.entries), default=0)
        self.before: _Ends | None = None
        self.after: _Ends = ()
        self.lanes: list[int] = []

    def enter(self, open_before: _Ends) -> _Ends:
        """Gives each entry its lane after those `open_before`; what is open behind the last."""
        first = self.entries[0][0]
        before = tuple(end if end > first else 0 for end in open_before)
        while before and not before[-1]:
            before = before[:-1]
        if before != self.before:
            self.before = before
            ends = list(before)
            self.lanes = [_take_lane(ends, start, -minus) for start, minus, _, _ in self.entries]
            self.after = tuple(ends)
        return self.after


class ChangingSpans(Generic[T]):
    """Items by their ranges, in the order of start, longest first, then key.

    `key` names an item: another one with its key takes its place. Empty ranges are left out.
    A change costs the items of one shelf; a query the shelves and what it finds.
    """

    def __init__(self, key: Callable[[T], str], items: Iterable[tuple[Span, T]] = ()) -> None:
        self._key = key
        self._places: dict[str, tuple[int, int]] = {}
        ordered: list[_Entry[T]] = []
        for span, item in items:
            if len(span):
                name = key(item)
                self._places[name] = (span.start, -span.end)
                ordered.append((span.start, -span.end, name, item))
        ordered.sort(key=lambda entry: entry[:3])
        self._shelves = [_Shelf(ordered[at : at + SHELF]) for at in range(0, len(ordered), SHELF)]

    def __len__(self) -> int:
        return len(self._places)

    def put(self, span: Span, item: T) -> None:
        """Adds `item`, or has it take the place of the one with its key."""
        name = self._key(item)
        self.remove(name)
        if not len(span):
            return
        entry = (span.start, -span.end, name, item)
        self._places[name] = entry[:2]
        if not self._shelves:
            self._shelves.append(_Shelf([entry]))
            return
        number = self._shelf_of(entry[:3])
        shelf = self._shelves[number]
        insort(shelf.entries, entry)
        shelf.touched()
        if len(shelf.entries) > 2 * SHELF:
            rest = shelf.entries[SHELF:]
            del shelf.entries[SHELF:]
            shelf.touched()
            self._shelves.insert(number + 1, _Shelf(rest))

    def span_of(self, name: str) -> Span | None:
        """Where the item with this key lies."""
        place = self._places.get(name)
        return None if place is None else Span(place[0], -place[1])

    def remove(self, name: str) -> None:
        """Takes away the item with this key, where there is one."""
        place = self._places.pop(name, None)
        if place is None:
            return
        number = self._shelf_of((*place, name))
        shelf = self._shelves[number]
        del shelf.entries[bisect_left(shelf.entries, (*place, name))]
        if shelf.entries:
            shelf.touched()
        else:
            del self._shelves[number]

    def overlapping(self, start: int, end: int, *, lanes: bool = False) -> list[Marked[T]]:
        """The items that share a character with `start`..`end`, in order.

        `lanes`: also tells each from those over the same text, by the first lane that nothing
        before it has still open; else all are in lane 0.
        """
        found: list[Marked[T]] = []
        if start >= end:
            return found
        ends: _Ends = ()
        for shelf in self._shelves:
            if shelf.entries[0][0] >= end:
                break
            if lanes:
                ends = shelf.enter(ends)
            if shelf.reach <= start:
                continue
            for number, (first, minus, _name, item) in enumerate(shelf.entries):
                if first >= end:
                    break
                if -minus > start:
                    lane = shelf.lanes[number] if lanes else 0
                    found.append(Marked(first, -minus, item, lane))
        return found

    def at(self, offset: int) -> list[Marked[T]]:
        """The items over the character at `offset`, smallest first."""
        found = self.overlapping(offset, offset + 1)
        return sorted(found, key=lambda marked: marked.end - marked.start)

    def _shelf_of(self, entry: tuple[int, int, str]) -> int:
        """The number of the shelf on which `entry` stands or would stand."""
        after = bisect_right(self._shelves, entry, key=lambda shelf: shelf.entries[0][:3])
        return max(0, after - 1)


def _take_lane(ends: list[int], start: int, end: int) -> int:
    """The first lane that is free at `start`, taken until `end`."""
    for lane, taken in enumerate(ends):
        if taken <= start:
            ends[lane] = end
            return lane
    ends.append(end)
    return len(ends) - 1
