"""The undo history: what each operation made of the rows it touched.

An operation's rows are kept as images, before and after, in the transaction that changes them;
undo writes the before images back and redo the after images, so both are exact whatever the
operation was. Everything a person wrote changes only through a `Recorder`. Adding articles is not
an operation: an import can be repeated, and undoing one by accident would be a loss.

Invariant: the operations not undone are numbered 1 … without gaps above the oldest kept; those
undone follow, and a new operation forgets them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zhupi.core.errors import InvalidRequestError, LibraryError, NotFoundError
from zhupi.core.history import HistoryEntry
from zhupi.core.messages import message
from zhupi.core.model import Change, Progress
from zhupi.core.operations import operation_title
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store import images, recent_tags
from zhupi.store.failures import damaged, is_broken_reference
from zhupi.store.row_changes import RowChange, change_of, summary, tags_gained, together
from zhupi.store.row_writer import RowWriter
from zhupi.store.rows import (
    ARTICLES,
    READING,
    Row,
    Table,
    execute,
    intact,
    read_row,
    to_json,
    with_checksum,
)

_TOLD_EVERY = 500  # rows
#: Above that of every operation.
_NO_NUMBER = 2**62
#: What a `HistoryEntry` has of a summary; a later version of the program may write more.
_COUNTS = frozenset(("articles", "annotations", "tags", "searches", "corrections", "about"))


@dataclass(frozen=True, slots=True)
class HistoryBounds:
    """How much of the history is kept: what comes first of `operations` and `bytes` ends it.

    However large they are, the last `floor` operations (or all of `operations`, if those are
    fewer) can be undone.
    """

    operations: int = 10_000
    bytes: int = 256 * 1024 * 1024  #: of images, as they lie in the file
    floor: int = 100


class Recorder:
    """Writes rows for one operation, inside its transaction, and remembers their images.

    `progress` is told of every 500 rows, and may raise to take them all back.
    """

    def __init__(
        self, connection: sqlite3.Connection, progress: ProgressSink = ignore_progress
    ) -> None:
        self.connection = connection
        self._progress = progress
        self._writer = RowWriter(connection)
        self._changes: dict[tuple[str, str], RowChange] = {}

    def put(self, table: Table, key: str, row: Row | None) -> Row | None:
        """Makes `row` the row of `key`, or removes it; returns the one that stood there.

        One that stays the same is not recorded.
        """
        before = read_row(self.connection, table, key)
        self.replace(table, key, before, row)
        return before

    def replace(self, table: Table, key: str, before: Row | None, row: Row | None) -> None:
        """The same, for one who knows which row stands there now."""
        if before == row:
            return
        self._writer.replace(table, key, before, row)
        first = self._changes.get((table.name, key))
        self._changes[table.name, key] = RowChange(
            table, key, first.before if first else before, row
        )
        if (count := len(self._changes)) % _TOLD_EVERY == 0:
            self._progress(Progress(count, 0, message("Writing: {count:,} so far", count=count)))

    def changed(self, table: Table) -> Iterator[RowChange]:
        """What was made of the rows of one table so far."""
        return (change for change in self._changes.values() if change.table is table)

    def finish(self, operation: str, program: str, bounds: HistoryBounds) -> Change:
        """Records the operation, forgets what was undone and what is beyond `bounds`."""
        self._writer.finish()
        changes = [change for change in self._changes.values() if change.before != change.after]
        if not changes:
            return Change(operation, program)
        run = self.connection.execute
        run("DELETE FROM operations WHERE undone")
        number: int = run("SELECT coalesce(max(number), 0) + 1 FROM operations").fetchone()[0]
        execute(
            self.connection,
            "INSERT INTO operations (number, operation, program, created, undone, summary) "
            "VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), ?, 0, CAST(? AS TEXT))",
            (number, operation, program, datetime.now(UTC).isoformat(), to_json(summary(changes))),
        )
        size = images.save(self.connection, number, changes)
        run("UPDATE operations SET bytes = ? WHERE number = ?", (size, number))
        _forget_old(self.connection, number, bounds)
        recent_tags.mark(self.connection, tags_gained(changes))
        return change_of(changes, operation, program)


def entries(
    connection: sqlite3.Connection, limit: int, before: int | None, file: Path
) -> list[HistoryEntry]:
    """The operations kept, latest first, those undone too; `before` this number.

    Raises `LibraryError` where one cannot be read.
    """
    rows = connection.execute(
        "SELECT number, operation, program, created, undone, summary FROM operations "
        "WHERE number < coalesce(?, number + 1) ORDER BY number DESC LIMIT ?",
        (before, limit),
    ).fetchall()
    try:
        return [
            HistoryEntry(
                number,
                operation,
                program,
                datetime.fromisoformat(created),
                bool(undone),
                **_counts(counts),
            )
            for number, operation, program, created, undone, counts in rows
        ]
    except (ValueError, TypeError) as error:
        raise damaged(file) from error


def _counts(written: str) -> dict[str, Any]:
    """What of a summary we know. Raises ValueError or TypeError where it is damaged."""
    told = json.loads(written)
    if not isinstance(told, dict):
        raise TypeError
    return {key: value for key, value in told.items() if key in _COUNTS}


def next_operation(connection: sqlite3.Connection, *, undone: bool) -> tuple[int, str] | None:
    """Number and name of what redo (`undone`) or undo would take up next."""
    first_undone = "SELECT number FROM operations WHERE undone ORDER BY number LIMIT 1"
    if undone:
        which = f"number = ({first_undone})"
    else:
        # By way of its index: thousands may be undone, and be gone through one by one.
        which = f"number < coalesce(({first_undone}), {_NO_NUMBER})"
    sql = f"SELECT number, operation FROM operations WHERE {which} ORDER BY number DESC LIMIT 1"  # noqa: S608  constants
    found: tuple[int, str] | None = connection.execute(sql).fetchone()
    return found


def undo(connection: sqlite3.Connection, program: str) -> Change | None:
    """Takes the latest operation back; None where there is none. Raises `LibraryError`."""
    found = next_operation(connection, undone=False)
    if found is None:
        return None
    changes = images.load(connection, *found)
    writer = RowWriter(connection)
    for change in reversed(changes):
        _write(writer, change, change.before)
    writer.finish()
    connection.execute("UPDATE operations SET undone = 1 WHERE number = ?", found[:1])
    return change_of(changes, "undo", program)


def redo(connection: sqlite3.Connection, program: str) -> Change | None:
    """Does the operation undone last again; None where there is none.

    Raises `LibraryError`, and `InvalidRequestError` where its article has gone since.
    """
    found = next_operation(connection, undone=True)
    if found is None:
        return None
    changes = images.load(connection, *found)
    writer = RowWriter(connection)
    try:
        for change in changes:
            _write(writer, change, change.after)
        writer.finish()
    except sqlite3.IntegrityError as error:
        # Only after an article was deleted, imported again and annotated, and all this undone:
        # the import is not part of the history.
        if is_broken_reference(error):
            raise InvalidRequestError(
                message(
                    "“{operation}” cannot be redone: its article is no longer in the library.",
                    operation=operation_title(found[1]),
                )
            ) from error
        raise
    connection.execute("UPDATE operations SET undone = 0 WHERE number = ?", found[:1])
    return change_of(changes, "redo", program)


def go_to(connection: sqlite3.Connection, number: int, program: str) -> Change | None:
    """Undoes or redoes until `number` is the latest operation done; 0: all are undone.

    None where it is already. Raises `NotFoundError` where it is not kept; as `undo` and `redo`.
    """
    kept = connection.execute("SELECT 1 FROM operations WHERE number = ?", (number,)).fetchone()
    if number and kept is None:
        raise NotFoundError(message("The history no longer holds this operation."))
    step = undo if _latest_done(connection) > number else redo
    steps: list[Change] = []
    while _latest_done(connection) != number and (change := step(connection, program)):
        steps.append(change)
    return together(steps) if steps else None


def _latest_done(connection: sqlite3.Connection) -> int:
    found = next_operation(connection, undone=False)
    return found[0] if found else 0


def _forget_old(connection: sqlite3.Connection, number: int, bounds: HistoryBounds) -> None:
    """Forgets what is beyond `bounds`, now that `number` is the latest operation."""
    run = connection.execute
    run("DELETE FROM operations WHERE number <= ?", (number - bounds.operations,))
    size: int = run("SELECT sum(bytes) FROM operations").fetchone()[0]
    for oldest, its_bytes in run(
        "SELECT number, bytes FROM operations WHERE number <= ? ORDER BY number",
        (number - bounds.floor if size > bounds.bytes else 0,),
    ).fetchall():
        if size <= bounds.bytes:
            break
        run("DELETE FROM operations WHERE number = ?", (oldest,))
        size -= its_bytes


def damaged_operations(connection: sqlite3.Connection) -> list[str]:
    """The names of kept operations of which something is not as it was written."""
    names: list[str] = []
    operations = connection.execute(
        "SELECT number, operation, program, created, undone, summary, bytes FROM operations "
        "ORDER BY number"
    ).fetchall()
    first_undone = min((row[0] for row in operations if row[4]), default=None)
    for number, operation, _, created, undone, counts, size in operations:
        follows = bool(undone) == (first_undone is not None and number >= first_undone)
        if not follows or not _agrees(connection, number, created, counts, size):
            names.append(operation)
    return names


def _agrees(
    connection: sqlite3.Connection, number: int, created: str, counts: str, size: int
) -> bool:
    """Whether what an operation's row says is readable and true of its images, which are whole."""
    try:
        changes = images.load(connection, number, "")
        datetime.fromisoformat(created)
        told, expected = json.loads(counts), summary(changes)
        # Those of libraries of an older schema say nothing in words.
        true = told in (expected, {key: n for key, n in expected.items() if key != "about"})
        return true and images.size_of(connection, number) == size
    except (LibraryError, ValueError):
        return False


def _write(writer: RowWriter, change: RowChange, row: Row | None) -> None:
    """Makes `row`, one of the images of `change`, the row that stands there."""
    now = read_row(writer.connection, change.table, change.key)
    if change.table is ARTICLES and row is not None and now is not None:
        row = _as_read_as_now(now, row)
    writer.replace(change.table, change.key, now, row)


def _as_read_as_now(now: Row, row: Row) -> Row:
    """An image of an article with the reading state of now, which is no part of the history."""
    if now[READING] == row[READING] or not intact(now):
        return row
    return with_checksum((*row[:READING], now[READING], *row[READING + 1 : -1]))
