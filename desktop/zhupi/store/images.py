"""The images of the rows that an operation touched, as the history keeps them.

Invariant: what is read is what was written, to the letter, or it is said to be damaged.
"""

from __future__ import annotations

import json
import sqlite3
import zlib

from zhupi.core.errors import LibraryError
from zhupi.core.messages import message
from zhupi.core.operations import operation_title
from zhupi.store.row_changes import RowChange
from zhupi.store.rows import TABLES, Row, Table, checksum, execute

#: Below this many bytes compressing an image gains nothing.
_WORTH_COMPRESSING = 256


def save(connection: sqlite3.Connection, number: int, position: int, change: RowChange) -> int:
    """Keeps the images of a row; returns their size in bytes."""
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
    return len(before or b"") + len(after or b"")


def load(connection: sqlite3.Connection, number: int, operation: str) -> list[RowChange]:
    """What an operation made of its rows, in order. Raises `LibraryError` where it is damaged."""
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
