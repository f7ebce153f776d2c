"""The searches a person keeps, inside a connection or transaction that the caller holds.

How far their answers were seen is no part of the undo history, and outlives a search: undoing its
deletion must not make every hit new again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.search import SavedSearch
from zhupi.store.failures import row_damaged
from zhupi.store.history import Recorder
from zhupi.store.row_values import saved_search_of, saved_search_row
from zhupi.store.rows import SAVED_SEARCHES, execute, read_row


def put(recorder: Recorder, search: SavedSearch) -> None:
    """Keeps a search, in place of the one with its id. Raises `InvalidRequestError`."""
    if not search.name.strip():
        raise InvalidRequestError(message("A saved search needs a name."))
    recorder.put(SAVED_SEARCHES, search.id, saved_search_row(search))
    _see(recorder.connection, search.id, search.seen)


def delete(recorder: Recorder, key: str) -> None:
    """Removes a search, damaged or not. Raises `NotFoundError`."""
    _require(recorder.connection, key)
    recorder.put(SAVED_SEARCHES, key, None)


def mark_seen(connection: sqlite3.Connection, key: str, number: int) -> None:
    """Remembers how far its answers were seen; never less far. Raises `NotFoundError`."""
    _require(connection, key)
    _see(connection, key, number)


def every(connection: sqlite3.Connection, file: Path) -> list[SavedSearch]:
    """All of them, by name, then id. Raises `LibraryError` where one cannot be read."""
    columns = ", ".join(f"s.{column}" for column in SAVED_SEARCHES.columns)
    rows = connection.execute(
        f"SELECT {columns}, coalesce(n.number, 0) FROM saved_searches s "  # noqa: S608  constants
        "LEFT JOIN seen_searches n ON n.search = s.id ORDER BY s.name, s.id"
    ).fetchall()
    found: list[SavedSearch] = []
    for *row, seen in rows:
        try:
            found.append(saved_search_of(row, seen))
        except (ValueError, TypeError) as error:
            raise row_damaged(SAVED_SEARCHES.name, row[0], file) from error
    return found


def _see(connection: sqlite3.Connection, key: str, number: int) -> None:
    execute(
        connection,
        "INSERT INTO seen_searches VALUES (CAST(? AS TEXT), ?) "
        "ON CONFLICT (search) DO UPDATE SET number = max(number, excluded.number)",
        (key, number),
    )


def _require(connection: sqlite3.Connection, key: str) -> None:
    if read_row(connection, SAVED_SEARCHES, key) is None:
        raise NotFoundError(message("There is no saved search {id} in the library.", id=key))
