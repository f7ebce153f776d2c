"""What a library holds, whatever its pages look like: the rows of its tables, in order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from zhupi.core.paths import LIBRARY_FILE

Dump = dict[str, list[tuple[object, ...]]]

# What an undo and a redo leave otherwise than it was, by design: the feed counts on, and how far
# the answers of a search were seen is told by the feed's numbers.
_NOT_WRITTEN_BY_PEOPLE = frozenset({"feed", "feed_stamps", "seen_searches"})
# In which order an operation found the rows that it changed says nothing.
_LEFT_OUT_COLUMNS = {"operation_rows": {"position"}}
_HISTORY = frozenset({"operations", "operation_rows"})


def dump(folder: Path, *, history: bool = True) -> Dump:
    """Every row of the library in `folder`; without `history` not what undo remembers."""
    left_out = _NOT_WRITTEN_BY_PEOPLE | (frozenset() if history else _HISTORY)
    uri = f"{(folder / LIBRARY_FILE).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.text_factory = bytes
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        tables = [name.decode() for (name,) in names]
        return {
            table: _rows(connection, table)
            for table in tables
            if table not in left_out and not table.startswith("sqlite_")
        }


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [
        name.decode()
        for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    ]
    wanted = ", ".join(
        f'"{column}"' for column in columns if column not in _LEFT_OUT_COLUMNS.get(table, ())
    )
    return sorted(connection.execute(f'SELECT {wanted} FROM "{table}"').fetchall(), key=repr)


def difference(found: Dump, wanted: Dump) -> str:
    """Some of what differs, a line a row, for whoever must find out why."""
    lines: list[str] = []
    for name in sorted(found.keys() | wanted.keys()):
        before, now = set(wanted.get(name, [])), set(found.get(name, []))
        for what, rows in (("missing in", before - now), ("too much in", now - before)):
            lines += [f"  {what} {name}: {str(row)[:120]}" for row in sorted(rows, key=repr)[:2]]
            lines += [f"  … and {len(rows) - 2} more"] if len(rows) > 2 else []
    return "\n".join(lines)
