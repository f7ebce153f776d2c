"""The undo history of a damaged library, as far as it is whole, and what it tells of its rows.

Invariant: what is kept can be walked: the operations done that are kept are the latest, those
undone the first to be redone, each with all its images.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from zhupi.store.carving import OPERATIONS, Found
from zhupi.store.images import row_changes_of
from zhupi.store.rows import Row, Table

# Columns of an operation's row; the last since schema 3.
_CREATED, _UNDONE, _BYTES = 3, 4, 6


@dataclass(frozen=True, slots=True)
class SavedOperation:
    """An operation that is whole: its row, as it reads, and those of its images."""

    row: Sequence[Any]
    images: Sequence[Sequence[Any]]


class SavedHistory:
    """Gathers rows of the history, then `settle`s what of it is whole."""

    def __init__(self) -> None:
        self._operations: dict[int, Sequence[Any]] = {}
        self._images: dict[int, dict[int, Sequence[Any]]] = defaultdict(dict)
        self._broken = False
        self._done: list[int] = []  # kept, latest first
        self._undone: list[int] = []  # kept, first to be redone first
        self._in_order = False
        self._found = 0

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
        known = sorted(self._operations.keys() | {n for n, found in self._images.items() if found})
        said = {number: row[_UNDONE] for number, row in self._operations.items()}
        done = [number for number in known if said.get(number) == 0]
        undone = [number for number in known if said.get(number) == 1]
        self._done = self._run(done[::-1], -1)
        self._undone = self._run([number for number in undone if number > max(done, default=0)], 1)
        self._in_order = _are_in_order(known, done, undone)
        self._found = len(known)
        self._broken = len(self._done) + len(self._undone) < self._found

    @property
    def broken(self) -> bool:
        """Whether something of it was seen to be damaged."""
        return self._broken

    @property
    def complete(self) -> bool:
        """Whether nothing of the history seems to be missing, so that its word is the last."""
        return not self._broken

    def kept(self, fits: Callable[[Sequence[Any]], bool]) -> list[SavedOperation]:
        """Those that can be walked, as far as all images fit; none where their order is lost."""
        saved = [
            list(takewhile(lambda one: all(map(fits, one.images)), map(self._saved, numbers)))
            for numbers in ((self._done, self._undone) if self._in_order else ((), ()))
        ]
        return [*saved[0][::-1], *saved[1]]

    @property
    def found(self) -> int:
        """Of how many operations something is there."""
        return self._found

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

    def _saved(self, number: int) -> SavedOperation:
        images = self._images[number]
        return SavedOperation(self._operations[number], [images[at] for at in sorted(images)])

    def _run(self, numbers: Sequence[int], step: int) -> list[int]:
        """The first of `numbers` that follow one another and are whole."""
        kept: list[int] = []
        for number in numbers:
            if (kept and number != kept[-1] + step) or not self._is_whole(number):
                break
            kept.append(number)
        return kept

    def _is_whole(self, number: int) -> bool:
        operation = self._operations.get(number)
        images = self._images[number]
        if operation is None or not _is_readable(operation):
            return False
        if sorted(images) != list(range(len(images))) or not images:
            return False
        size = sum(len(image[4] or b"") + len(image[5] or b"") for image in images.values())
        return len(operation) <= _BYTES or operation[_BYTES] == size


def _are_in_order(known: Sequence[int], done: Sequence[int], undone: Sequence[int]) -> bool:
    """Whether it is plain which operation was the last one done.

    To undo another one would make what never was.
    """
    latest = done[-1] if done else undone[0] - 1 if undone else 0
    first_undone = undone[0] if undone else latest + 1
    return first_undone == latest + 1 and not any(
        number > latest and (not undone or number < first_undone) for number in known
    )


def _is_readable(operation: Sequence[Any]) -> bool:
    """Whether a row of `operations` says what and when, and whether it was undone."""
    _, *texts, undone = operation[: _UNDONE + 1]
    if not all(isinstance(text, str) for text in texts) or undone not in {0, 1}:
        return False
    try:
        datetime.fromisoformat(operation[_CREATED])
    except ValueError:
        return False
    return True
