"""All that can be read of a damaged library, row by row, from wherever it still stands.

What SQLite can still read comes first, asked for by row ids so that a damaged stretch costs no
more than itself; then the rows that stand in pages that it no longer finds (`carving`). The
history knows what became of a row last, and a backup what it was once.

Invariant: only reads. A row is given with where it comes from, and is whole unless said.
"""

from __future__ import annotations

import mmap
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from zhupi.store.carving import OPERATION_ROWS, OPERATIONS, Carver, Found
from zhupi.store.images import image_intact
from zhupi.store.pages import PageFile, text_or_bytes
from zhupi.store.rows import TABLES, Table, intact

Check = Callable[[int, int], object]
#: A question that SQLite answers with this is about a damaged page, or one that is not there.
_ERRORS = (sqlite3.Error, UnicodeDecodeError, OverflowError)
_BATCH = 500
_FURTHEST = 1 << 40  # no table of ours has more rows
_HISTORY_COLUMNS = {
    OPERATIONS: "number, operation, program, created, undone",
    OPERATION_ROWS: "operation, position, kind, key, before, after, checksum",
}


class Damaged:
    """A library's file as far as it can be read."""

    def __init__(self, file: Path, check: Check) -> None:
        self._file = file
        self._check = check
        #: Whether SQLite finds the file's structure whole, so that nothing can be elsewhere.
        self.whole = self._is_whole()

    def rows(self, table: Table) -> Iterator[Found]:
        """The rows of `table` that SQLite finds, whole and not."""
        for values in self._asked(table.name, table.column_list):
            yield Found(table.name, values, intact(values))

    def history(self) -> Iterator[Found]:
        """The same of the history's two tables."""
        for name, columns in _HISTORY_COLUMNS.items():
            wanted = columns + self._later_columns(name)
            for values in self._asked(name, wanted):
                yield Found(name, values, name == OPERATIONS or image_intact(values))

    def carved(self) -> Iterator[Found]:
        """What stands in the pages, found or not by SQLite; a row may come in several states."""
        size = self._file.stat().st_size
        if not size:
            return
        with (
            self._file.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            # A mapping is read like bytes, but only what is asked for comes into memory.
            yield from Carver(PageFile(data), self._check).rows()  # type: ignore[arg-type]  # as above

    def keys(self, table: Table) -> set[str] | None:
        """The keys that the table's own index lists; None where it cannot be trusted."""
        try:
            with closing(self._connect()) as connection:
                found = connection.execute(
                    f'SELECT "{table.columns[0]}" FROM {table.name} ORDER BY 1'  # noqa: S608  names from `rows`
                ).fetchall()
        except _ERRORS:
            return None
        keys = {key for (key,) in found if isinstance(key, str)}
        return keys if len(keys) == len(found) else None

    def _later_columns(self, name: str) -> str:
        """Those of schema 3, where the table has them."""
        try:
            with closing(self._connect()) as connection:
                found = connection.execute(f"PRAGMA table_info({name})").fetchall()
        except _ERRORS:
            return ""
        return ", summary, bytes" if {"summary", "bytes"} <= {row[1] for row in found} else ""

    def missing_pages(self) -> int:
        """How many pages of the file were cut off, as far as its head tells."""
        with self._file.open("rb") as stream:
            head = stream.read(100)
        pages = PageFile(head).page_size
        told = int.from_bytes(head[28:32], "big")
        there = -(-self._file.stat().st_size // pages)
        # A damaged head may tell anything.
        return told - there if there < told < 100 * max(there, 1) else 0

    def _is_whole(self) -> bool:
        try:
            with closing(self._connect()) as connection:
                found = connection.execute("PRAGMA integrity_check(1)").fetchone()
                names = {
                    name
                    for (name,) in connection.execute(
                        "SELECT name FROM sqlite_schema WHERE type = 'table'"
                    ).fetchall()
                }
        except _ERRORS:
            return False
        # A name in the table of tables has no checksum.
        return bool(found[0] == "ok" and {"articles", "contents", "annotations"} <= names)

    def _connect(self) -> sqlite3.Connection:
        uri = f"{self._file.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.text_factory = text_or_bytes
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            with suppress(sqlite3.Error):
                connection.execute(f"PRAGMA {setting}")
        return connection

    def _asked(self, name: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """Rows by their ids; where one cannot be read the search goes on behind it."""
        sql = f"SELECT rowid, {columns} FROM {name} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608  constants
        last, leap, limit = -1, 0, _BATCH
        with closing(self._connect()) as connection:
            while last + leap < _FURTHEST:
                self._check(0, 0)
                try:
                    rows = connection.execute(sql, (last + leap, limit)).fetchall()
                except _ERRORS:
                    # First one by one up to the damage, then further and further beyond it.
                    limit, leap = (1, 0) if limit > 1 else (1, 2 * leap or 1)
                    continue
                if not rows:
                    return
                yield from (row[1:] for row in rows)
                last, leap = rows[-1][0], 0
                limit = min(limit * 2, _BATCH)


def backup_row(connection: sqlite3.Connection, table: Table, key: str) -> Sequence[Any] | None:
    """The row of `key` in a backup, where it is there and whole."""
    try:
        row = connection.execute(table.select, (key,)).fetchone()
    except _ERRORS:
        return None
    return row if row is not None and intact(row) else None


def backup_keys(connection: sqlite3.Connection, table: Table) -> set[str]:
    """All keys of a table in a backup; none where it cannot be read."""
    try:
        rows = connection.execute(f'SELECT "{table.columns[0]}" FROM {table.name}').fetchall()  # noqa: S608  names from `rows`
    except _ERRORS:
        return set()
    return {str(key) for (key,) in rows}


def known_tables() -> tuple[Table, ...]:
    """Those that hold what a person wrote, in an order in which rows may be written."""
    return tuple(TABLES.values())
