"""The images of the rows that an operation touched, as the history keeps them.

An image is the row as JSON with named columns, so that a later schema can read it. Where there
was a row before, the image of the one after holds only what became another: a tag's new name in a
hundred thousand annotations takes no second copy of their texts.

Invariant: what is read is what was written, to the letter, or it is said to be damaged.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zhupi.core.errors import LibraryError
from zhupi.core.messages import message
from zhupi.core.operations import operation_title
from zhupi.store.row_changes import RowChange
from zhupi.store.rows import TABLES, Row, Table, checksum_of, encodable, to_json

#: Below this many bytes compressing an image costs more time than all else that is done with it.
_WORTH_COMPRESSING = 2048
#: What no column holds.
_ABSENT = object()


def save(connection: sqlite3.Connection, number: int, changes: Sequence[RowChange]) -> int:
    """Keeps what operation `number` made of its rows; returns the size of all images in bytes."""
    size = 0

    def rows() -> Iterator[tuple[object, ...]]:
        nonlocal size
        for position, change in enumerate(changes):
            table = change.table
            before = _packed(table, change.before)
            after = _packed(table, change.after, change.before)
            size += len(before or b"") + len(after or b"")
            seal = _image_checksum(table.name, change.key, before, after)
            yield number, position, table.name, encodable(change.key), before, after, seal

    connection.executemany(
        "INSERT INTO operation_rows VALUES (?, ?, ?, CAST(? AS TEXT), ?, ?, ?)", rows()
    )
    return size


def load(connection: sqlite3.Connection, number: int, operation: str) -> list[RowChange]:
    """What an operation made of its rows, in order. Raises `LibraryError` where it is damaged."""
    rows = connection.execute(
        "SELECT operation, position, kind, key, before, after, checksum FROM operation_rows "
        "WHERE operation = ? ORDER BY position",
        (number,),
    ).fetchall()
    if not all(map(image_intact, rows)):
        raise LibraryError(
            message(
                "“{operation}” can neither be undone nor redone: its record is damaged.",
                operation=operation_title(operation),
            )
        )
    return row_changes_of(rows)


def size_of(connection: sqlite3.Connection, number: int) -> int:
    """The size of all images of an operation in bytes, as `save` returned it."""
    found: int = connection.execute(
        "SELECT coalesce(sum(coalesce(length(before), 0) + coalesce(length(after), 0)), 0) "
        "FROM operation_rows WHERE operation = ?",
        (number,),
    ).fetchone()[0]
    return found


def row_changes_of(rows: Iterable[Sequence[Any]]) -> list[RowChange]:
    """What rows of `operation_rows` that are intact tell."""
    changes: list[RowChange] = []
    for _, _, kind, key, before, after, _ in rows:
        table = TABLES[kind]
        was = _unpacked(table, before)
        changes.append(RowChange(table, key, was, _unpacked(table, after, was)))
    return changes


def image_intact(row: Sequence[object]) -> bool:
    """Whether a row of `operation_rows` is as it was written."""
    return _image_checksum(*row[2:6]) == row[6]


def _packed(table: Table, row: Row | None, base: Row | None = None) -> bytes | None:
    """The image of `row`, without what `base` has too."""
    if row is None:
        return None
    named = zip(table.columns, row, base or (_ABSENT,) * len(row), strict=True)
    values: dict[str, Any] = {column: value for column, value, was in named if value != was}
    try:
        plain = to_json(values).encode("utf-8", "surrogatepass")
    except TypeError:
        # Damage has made a text into raw bytes; its row can be removed all the same.
        readable = {
            column: value.decode("utf-8", "replace") if isinstance(value, bytes) else value
            for column, value in values.items()
        }
        plain = to_json(readable).encode("utf-8", "surrogatepass")
    return b"z" + zlib.compress(plain) if len(plain) >= _WORTH_COMPRESSING else plain


def _unpacked(table: Table, image: bytes | None, base: Row | None = None) -> Row | None:
    if image is None:
        return None
    plain = zlib.decompress(image[1:]) if image.startswith(b"z") else image
    values = json.loads(plain)
    if base is None:
        return tuple(values[column] for column in table.columns)
    named = zip(table.columns, base, strict=True)
    return tuple(values.get(column, was) for column, was in named)


def _image_checksum(*values: object) -> int:
    """Over kind, key and both images, of whatever type damage has made them."""
    # The digits of an image are put in by hand: looking for what JSON must escape in so long a
    # text takes as much time as all the rest.
    parts = [f'"{v.hex()}"' if isinstance(v, bytes) else to_json(v) for v in values]
    return checksum_of(f"[{','.join(parts)}]")
