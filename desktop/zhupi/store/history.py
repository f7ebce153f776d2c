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
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from zhupi.core.errors import InvalidRequestError, LibraryError
from zhupi.core.messages import message
from zhupi.core.model import Change
from zhupi.core.operations import operation_title
from zhupi.store.failures import is_broken_reference
from zhupi.store.rows import (
    ANNOTATIONS,
    CONTENTS,
    SAVED_SEARCHES,
    TABLES,
    TAGS,
    Row,
    Table,
    checksum,
    delete_row,
    execute,
    read_row,
    tags_in,
    write_row,
)

#: Below this many bytes compressing an image gains nothing.
_WORTH_COMPRESSING = 256


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row, before and after; None where there was none."""

    table: Table
    key: str
    before: Row | None
    after: Row | None


class Recorder:
    """Writes rows for one operation, inside its transaction, and remembers their images."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._changes: dict[tuple[str, str], RowChange] = {}

    def put(self, table: Table, key: str, row: Row | None) -> None:
        """Makes `row` the row of `key`, or removes it; one that stays the same is not recorded."""
        before = read_row(self.connection, table, key)
        if before == row:
            return
        _write(self.connection, table, key, row)
        first = self._changes.get((table.name, key))
        self._changes[table.name, key] = RowChange(
            table, key, first.before if first else before, row
        )

    def finish(self, operation: str, program: str, limit: int) -> Change:
        """Records the operation, forgets what was undone and what is older than `limit`."""
        changes = list(self._changes.values())
        if not changes:
            return Change(operation, program)
        run = self.connection.execute
        run("DELETE FROM operations WHERE undone")
        number: int = run("SELECT coalesce(max(number), 0) + 1 FROM operations").fetchone()[0]
        execute(
            self.connection,
            "INSERT INTO operations VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), ?, 0)",
            (number, operation, program, datetime.now(UTC).isoformat()),
        )
        for position, change in enumerate(changes):
            _save(self.connection, number, position, change)
        run("DELETE FROM operations WHERE number <= ?", (number - limit,))
        return change_of(changes, operation, program)


def next_operation(connection: sqlite3.Connection, *, undone: bool) -> tuple[int, str] | None:
    """Number and name of what redo (`undone`) or undo would take up next."""
    if undone:
        sql = "SELECT number, operation FROM operations WHERE undone ORDER BY number LIMIT 1"
    else:
        sql = (
            "SELECT number, operation FROM operations WHERE NOT undone ORDER BY number DESC LIMIT 1"
        )
    found: tuple[int, str] | None = connection.execute(sql).fetchone()
    return found


def undo(connection: sqlite3.Connection, program: str) -> Change | None:
    """Takes the latest operation back; None where there is none. Raises `LibraryError`."""
    found = next_operation(connection, undone=False)
    if found is None:
        return None
    changes = _load(connection, *found)
    for change in reversed(changes):
        _write(connection, change.table, change.key, change.before)
    connection.execute("UPDATE operations SET undone = 1 WHERE number = ?", found[:1])
    return change_of(changes, "undo", program)


def redo(connection: sqlite3.Connection, program: str) -> Change | None:
    """Does the operation undone last again; None where there is none.

    Raises `LibraryError`, and `InvalidRequestError` where its article has gone since.
    """
    found = next_operation(connection, undone=True)
    if found is None:
        return None
    changes = _load(connection, *found)
    try:
        for change in changes:
            _write(connection, change.table, change.key, change.after)
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


def change_of(changes: Iterable[RowChange], operation: str, program: str) -> Change:
    """What the row changes mean to those who show the library."""
    articles: dict[str, None] = {}
    annotations: dict[str, None] = {}
    tags: set[str] = set()
    searches: dict[str, None] = {}
    index = False
    for change in changes:
        rows = [row for row in (change.before, change.after) if row is not None]
        if change.table is ANNOTATIONS:
            annotations[change.key] = None
            tags.update(*(tags_in(row) for row in rows))
        elif change.table is TAGS:
            tags.add(change.key)
        elif change.table is SAVED_SEARCHES:
            searches[change.key] = None
        else:
            articles[change.key] = None
            # Where an article's file lies is no part of its digest, nor of the index.
            index = index or change.table is CONTENTS or len({row[1] for row in rows}) > 1
    return Change(
        operation,
        program,
        articles=tuple(articles),
        annotations=tuple(annotations),
        tags=tuple(sorted(tags)),
        searches=tuple(searches),
        index=index,
    )


def damaged_operations(connection: sqlite3.Connection) -> list[str]:
    """The names of kept operations whose images are not as they were written."""
    names: list[str] = []
    operations = connection.execute("SELECT number, operation FROM operations").fetchall()
    for number, operation in operations:
        try:
            _load(connection, number, operation)
        except LibraryError:
            names.append(operation)
    return names


def _write(connection: sqlite3.Connection, table: Table, key: str, row: Row | None) -> None:
    if row is None:
        delete_row(connection, table, key)
    else:
        write_row(connection, table, row)


def _save(connection: sqlite3.Connection, number: int, position: int, change: RowChange) -> None:
    before, after = _packed(change.table, change.before), _packed(change.table, change.after)
    execute(
        connection,
        "INSERT INTO operation_rows VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?)",
        (
            number,
            position,
            change.table.name,
            change.key,
            before,
            after,
            _image_checksum(change.table.name, change.key, before, after),
        ),
    )


def _load(connection: sqlite3.Connection, number: int, operation: str) -> list[RowChange]:
    rows = connection.execute(
        "SELECT kind, key, before, after, checksum FROM operation_rows "
        "WHERE operation = ? ORDER BY position",
        (number,),
    ).fetchall()
    changes: list[RowChange] = []
    for kind, key, before, after, expected in rows:
        if _image_checksum(kind, key, before, after) != expected:
            raise LibraryError(
                message(
                    "“{operation}” can neither be undone nor redone: its record is damaged.",
                    operation=operation_title(operation),
                )
            )
        table = TABLES[kind]
        changes.append(RowChange(table, key, _unpacked(table, before), _unpacked(table, after)))
    return changes


def _packed(table: Table, row: Row | None) -> bytes | None:
    """Named columns, so that a later schema can read them; ASCII keeps lone surrogates."""
    if row is None:
        return None
    plain = json.dumps(dict(zip(table.columns, row, strict=True))).encode()
    return b"z" + zlib.compress(plain) if len(plain) >= _WORTH_COMPRESSING else plain


def _unpacked(table: Table, image: bytes | None) -> Row | None:
    if image is None:
        return None
    plain = zlib.decompress(image[1:]) if image.startswith(b"z") else image
    values = json.loads(plain)
    return tuple(values[column] for column in table.columns)


def _image_checksum(*values: object) -> int:
    """Over kind, key and both images, of whatever type damage has made them."""
    return checksum([value.hex() if isinstance(value, bytes) else value for value in values])
