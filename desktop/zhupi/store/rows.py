"""The tables whose rows are written one by one, and the one way they are written.

Invariant: every row here ends in a checksum of all its other columns. The rows of
`annotation_tags` follow from `annotations`, those of `sketches` from `contents`, and those of
`feed` from whatever changes; only `insert_row`, `write_row` and `delete_row` touch any of them.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhupi.core.model import Purpose, ReadingState
from zhupi.core.similarity import sketch
from zhupi.store import feed

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A table whose rows are written one by one; its first column is the key."""

    name: str
    columns: tuple[str, ...]
    integers: frozenset[str]

    @cached_property
    def column_list(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    @cached_property
    def select(self) -> str:
        return f'SELECT {self.column_list} FROM {self.name} WHERE "{self.columns[0]}" = ?'  # noqa: S608  names from this module

    @cached_property
    def insert(self) -> str:
        places = ", ".join(
            "?" if column in self.integers else "CAST(? AS TEXT)" for column in self.columns
        )
        return f"INSERT INTO {self.name} ({self.column_list}) VALUES ({places})"  # noqa: S608  as above

    @cached_property
    def upsert(self) -> str:
        updates = ", ".join(f'"{column}" = excluded."{column}"' for column in self.columns[1:])
        return f'{self.insert} ON CONFLICT ("{self.columns[0]}") DO UPDATE SET {updates}'

    @cached_property
    def delete(self) -> str:
        return f'DELETE FROM {self.name} WHERE "{self.columns[0]}" = ?'  # noqa: S608  as above


def _table(name: str, columns: str, integers: str = "") -> Table:
    return Table(name, (*columns.split(), "checksum"), frozenset((*integers.split(), "checksum")))


ARTICLES = _table(
    "articles",
    "id digest title source byline published characters path imported reading",
    "characters",
)
CONTENTS = _table(
    "contents", "article text blocks styles published_basis language url format encoding"
)
ANNOTATIONS = _table(
    "annotations",
    "id article start end exact prefix suffix bodies color creator created modified state",
    "start end",
)
TAGS = _table("tags", "path color description")
SAVED_SEARCHES = _table("saved_searches", "id name query literal sort", "literal")
TABLES = {table.name: table for table in (ARTICLES, CONTENTS, ANNOTATIONS, TAGS, SAVED_SEARCHES)}


_READING = ARTICLES.columns.index("reading")
_BODIES = ANNOTATIONS.columns.index("bodies")


def execute(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    """Runs `sql`; strings with lone surrogates go as bytes, for `CAST(? AS TEXT)` in the SQL."""
    try:
        return connection.execute(sql, values)
    except UnicodeEncodeError:
        return connection.execute(sql, [_encodable(value) for value in values])


def _encodable(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        value.encode("utf-8")
        return value
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")


def checksum(values: Sequence[Any]) -> int:
    """64 signed bits over JSON values."""
    digest = hashlib.blake2b(to_json(values).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def with_checksum(values: Sequence[Value]) -> Row:
    """The row of `values`, which lack only their checksum."""
    return (*values, checksum(values))


def intact(row: Sequence[Any]) -> bool:
    """Whether the row is as it was written."""
    try:
        return bool(checksum(row[:-1]) == row[-1])
    except TypeError:
        # Damage has made a text or a number into raw bytes.
        return False


def read_row(connection: sqlite3.Connection, table: Table, key: str) -> Row | None:
    """The row of `key` as it stands, damaged or not."""
    found: Row | None = execute(connection, table.select, (key,)).fetchone()
    return found


def insert_row(
    connection: sqlite3.Connection, table: Table, row: Row, sketched: Sequence[int] | None = None
) -> None:
    """Adds a row; `sketched` is the sketch of a row of `contents`, where the caller has it.

    Raises sqlite3.IntegrityError where its key is taken.
    """
    execute(connection, table.insert, row)
    _write_derived(connection, table, row, sketched)
    _tell(connection, table, None, row)


def write_row(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """Makes `row` the row of its key, new or not."""
    before = _told_before(connection, table, str(row[0]))
    execute(connection, table.upsert, row)
    if table is ANNOTATIONS:
        execute(connection, "DELETE FROM annotation_tags WHERE annotation = ?", row[:1])
    elif table is CONTENTS:
        execute(connection, "DELETE FROM sketches WHERE article = ?", row[:1])
    _write_derived(connection, table, row)
    _tell(connection, table, before, row)


def delete_row(connection: sqlite3.Connection, table: Table, key: str) -> None:
    """Removes the row of `key` where there is one."""
    before = _told_before(connection, table, key)
    execute(connection, table.delete, (key,))
    _tell(connection, table, before, None)


def _write_derived(
    connection: sqlite3.Connection, table: Table, row: Row, sketched: Sequence[int] | None = None
) -> None:
    if table is ANNOTATIONS:
        _write_tags(connection, row)
    elif table is CONTENTS:
        values = sketch(str(row[1])) if sketched is None else sketched
        connection.executemany(
            "INSERT INTO sketches (value, article) VALUES (?, ?)",
            [(value, row[0]) for value in values],
        )


def _told_before(connection: sqlite3.Connection, table: Table, key: str) -> Row | None:
    """The row of `key`, where the feed depends on it."""
    return read_row(connection, table, key) if table in (ARTICLES, ANNOTATIONS) else None


def _tell(
    connection: sqlite3.Connection, table: Table, before: Row | None, after: Row | None
) -> None:
    """Puts into the feed what a row that became another means to the search index."""
    if table is ARTICLES:
        _tell_article(connection, before, after)
    elif table is ANNOTATIONS and _said(before) != _said(after):
        for article in {row[1] for row in (before, after) if row is not None}:
            feed.mark_facts(connection, str(article))


def _tell_article(connection: sqlite3.Connection, before: Row | None, after: Row | None) -> None:
    if after is None:
        if before is not None:
            feed.mark_removed(connection, str(before[0]))
        return
    # The digest names the content; the rest of the row is in no index.
    if before is None or before[1] != after[1]:
        feed.mark_content(connection, str(after[0]))
    if (ReadingState.UNREAD if before is None else before[_READING]) != after[_READING]:
        feed.mark_facts(connection, str(after[0]))


def _said(row: Row | None) -> tuple[Value, Value] | None:
    """What of an annotation's row is a fact: not where its passage lies, nor its colour."""
    return None if row is None else (row[1], row[_BODIES])


def _write_tags(connection: sqlite3.Connection, row: Row) -> None:
    for tag in tags_in(row):
        execute(
            connection,
            "INSERT INTO annotation_tags (tag, article, annotation) VALUES (CAST(? AS TEXT), ?, ?)",
            (tag, row[1], row[0]),
        )


def tags_in(row: Sequence[Any]) -> set[str]:
    """The tags of a row of `annotations`; none where damage has made them unreadable.

    A damaged row must still be deletable, and come back by undo as it was.
    """
    try:
        bodies = json.loads(str(row[_BODIES]))
        return {str(value) for purpose, value in bodies if purpose == Purpose.TAGGING}
    except (ValueError, TypeError):
        return set()


def to_json(value: object) -> str:
    """Compact JSON, in the characters themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
