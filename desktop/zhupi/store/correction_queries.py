"""What people corrected of names and times, inside a connection or transaction of the caller's.

Invariant: the number of `corrections` in `understanding` is another one after each transaction
that changed a correction; what is derived and does not yet follow is named in `pending_articles`
and `pending_words`. Only `row_writer` and `entity_counts` write these.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.understanding import Correction, Scope
from zhupi.store.failures import row_damaged
from zhupi.store.history import Recorder
from zhupi.store.row_values import correction_of, correction_row
from zhupi.store.rows import CORRECTIONS, read_row


def every(connection: sqlite3.Connection, file: Path) -> list[Correction]:
    """All of them, latest first. Raises `LibraryError` where one cannot be read."""
    rows = connection.execute(
        f"SELECT {CORRECTIONS.column_list} FROM corrections ORDER BY rowid DESC"  # noqa: S608  constants
    ).fetchall()
    found: list[Correction] = []
    for row in rows:
        try:
            found.append(correction_of(row))
        except (ValueError, TypeError) as error:
            raise row_damaged(CORRECTIONS.name, str(row[0]), file) from error
    return sorted(found, key=lambda c: c.created.timestamp() if c.created else 0.0, reverse=True)


def readable(connection: sqlite3.Connection) -> list[Correction]:
    """Those that can be read: one that is damaged must not keep the others from holding."""
    rows = connection.execute(f"SELECT {CORRECTIONS.column_list} FROM corrections").fetchall()  # noqa: S608  constants
    found: list[Correction] = []
    for row in rows:
        with suppress(ValueError, TypeError):
            found.append(correction_of(row))
    return found


def change(recorder: Recorder, added: Sequence[Correction], removed: Sequence[str]) -> None:
    """Takes corrections back and adds others. Raises `NotFoundError`, `InvalidRequestError`."""
    for key in dict.fromkeys(removed):
        if recorder.put(CORRECTIONS, key, None) is None:
            raise NotFoundError(message("There is no correction {id} in the library.", id=key))
    for correction in added:
        if not correction.text or (correction.scope is not Scope.EVERYWHERE) != bool(
            correction.article
        ):
            raise InvalidRequestError(message("A correction needs words, and where it holds."))
        if read_row(recorder.connection, CORRECTIONS, correction.id) is not None:
            raise InvalidRequestError(
                message("The library already holds a correction {id}.", id=correction.id)
            )
        recorder.put(CORRECTIONS, correction.id, correction_row(correction))


def number(connection: sqlite3.Connection) -> int:
    """Another one whenever corrections are others."""
    found: Any = connection.execute(
        "SELECT number FROM understanding WHERE name = 'corrections'"
    ).fetchone()
    return found[0] if found else 0
