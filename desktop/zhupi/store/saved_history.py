"""The undo history of a damaged library, as far as it is whole, and what it tells of its rows.

Invariant: what is kept can be walked: the operations done that are kept are the latest, those
undone the first to be redone, each with all its images.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from zhupi.store.carving import OPERATIONS, Found
from zhupi.store.images import row_changes_of
from zhupi.store.rows import Row, Table

_BYTES = 6  #: of an operation's row, since schema 3


class SavedHistory:
    """Gathers rows of the history, then `settle`s what of it is whole."""

    def __init__(self) -> None:
        self._operations: dict[int, Sequence[Any]] = {}
        self._images: dict[int, dict[int, Sequence[Any]]] = defaultdict(dict)
        self._broken = False
        self._done: list[int] = []  # kept, latest first
        self._undone: list[int] = []  # kept, first to be redone first

    def add(self, found: Found) -> None:
        """A row of one of the two tables; the first that comes of a row counts."""
        values = found.values
        if not found.whole or not isinstance(values[0], int):
            self._broken = True  # `settle` tells whether it was found whole elsewhere
        elif found.table == OPERATIONS:
            self._operations.setdefault(values[0], values)
        elif isinstance(values[1], int):
            self._images[values[0]].setdefault(values[1], values)

    def settle(self) -> None:
        """Decides which operations are whole, now that all rows are there."""
        numbers = sorted(self._operations)
        done = [n for n in numbers if not self._operations[n][4]]
        self._done = self._run(done[::-1], -1)
        self._undone = self._run([n for n in numbers if n > (done or [0])[-1]], 1)
        orphaned = self._images.keys() - self._operations.keys()
        kept = len(self._done) + len(self._undone)
        self._broken = kept < len(numbers) or bool(orphaned)

    @property
    def broken(self) -> bool:
        """Whether something of it was seen to be damaged."""
        return self._broken

    @property
    def complete(self) -> bool:
        """Whether nothing of the history seems to be missing, so that its word is the last."""
        return not self._broken

    def kept(self) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
        """The rows of both tables that are whole together."""
        numbers = sorted((*self._done, *self._undone))
        images = [self._images[n][at] for n in numbers for at in sorted(self._images[n])]
        return [self._operations[n] for n in numbers], images

    def last_rows(self, known: Callable[[Table, str], bool]) -> dict[tuple[str, str], Row | None]:
        """Table and key → the row as it is now, None: deleted; but of rows that are `known`."""
        found: dict[tuple[str, str], Row | None] = {}
        # What was undone first tells what there was before it, where nothing done touched it.
        steps = [(n, True) for n in self._done] + [(n, False) for n in self._undone]
        for number, done in steps:
            for change in row_changes_of(list(self._images[number].values())):
                key = (change.table.name, change.key)
                if key not in found and not known(change.table, change.key):
                    found[key] = change.after if done else change.before
        return found

    def _run(self, numbers: Sequence[int], step: int) -> list[int]:
        """The first of `numbers` that follow one another and are whole."""
        kept: list[int] = []
        for number in numbers:
            if (kept and number != kept[-1] + step) or not self._is_whole(number):
                break
            kept.append(number)
        return kept

    def _is_whole(self, number: int) -> bool:
        images = self._images[number]
        if sorted(images) != list(range(len(images))) or not images:
            return False
        operation = self._operations[number]
        size = sum(len(image[4] or b"") + len(image[5] or b"") for image in images.values())
        return len(operation) <= _BYTES or operation[_BYTES] == size
