"""The tables whose rows are written one by one, and the one way they are written.

Invariant: every row here ends in a checksum of all its other columns. The rows of
`annotation_tags` and `tag_counts` follow from `annotations`, those of `sketches` from `contents`,
and those of `feed` from whatever changes; only `insert_row`, `replace_row` and what calls them
touch any of them.
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

Value = str | int | float | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A table whose rows are written one by one; its first column is the key."""

    name: str
    columns: tuple[str, ...]
    numbers: frozenset[str]  #: columns that hold no text

    @cached_property
    def column_list(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)

    @cached_property
    def select(self) -> str:
        return f"SELECT {self.column_list} FROM {self.name} WHERE {self._is_key}"  # noqa: S608  names from this module

    @cached_property
    def insert(self) -> str:
        places = ", ".join(
            "?" if column in self.numbers else "CAST(? AS TEXT)" for column in self.columns
        )
        return f"INSERT INTO {self.name} ({self.column_list}) VALUES ({places})"  # noqa: S608  as above

    @cached_property
    def upsert(self) -> str:
        updates = ", ".join(f'"{column}" = excluded."{column}"' for column in self.columns[1:])
        return f'{self.insert} ON CONFLICT ("{self.columns[0]}") DO UPDATE SET {updates}'

    @cached_property
    def delete(self) -> str:
        return f"DELETE FROM {self.name} WHERE {self._is_key}"  # noqa: S608  as above

    @property
    def _is_key(self) -> str:
        return f'"{self.columns[0]}" = CAST(? AS TEXT)'


def _table(name: str, columns: str, numbers: str = "") -> Table:
    return Table(name, (*columns.split(), "checksum"), frozenset((*numbers.split(), "checksum")))


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
ORIGINS = _table(
    "origins",
    "annotation version start end exact prefix suffix confidence",
    "start end confidence",
)
VERSIONS = _table("versions", "id article digest replaced data")
TAGS = _table("tags", "path color description")
TAG_KEYS = _table("tag_keys", "key tag")
SAVED_SEARCHES = _table("saved_searches", "id name query literal sort", "literal")
#: By name, in an order in which rows may be written: none before what it refers to.
TABLES = {
    table.name: table
    for table in (
        ARTICLES,
        CONTENTS,
        VERSIONS,
        ANNOTATIONS,
        ORIGINS,
        TAGS,
        TAG_KEYS,
        SAVED_SEARCHES,
    )
}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
READING = ARTICLES.columns.index("reading")
_BODIES = ANNOTATIONS.columns.index("bodies")
#: As it stands in the bodies of an annotation that bears a tag; most of a row need not be parsed.
_TAGGING = f'"{Purpose.TAGGING}"'


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
    if table is CONTENTS:
        _write_sketch(connection, row, sketched)
    elif table is ANNOTATIONS:
        _list_tags(connection, None, row)
    _tell(connection, table, None, row)


def write_row(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """Makes `row` the row of its key, new or not."""
    key = str(row[0])
    replace_row(connection, table, key, read_row(connection, table, key), row)


def delete_row(connection: sqlite3.Connection, table: Table, key: str) -> None:
    """Removes the row of `key` where there is one."""
    replace_row(connection, table, key, read_row(connection, table, key), None)


def replace_row(
    connection: sqlite3.Connection, table: Table, key: str, before: Row | None, after: Row | None
) -> None:
    """Makes `after` the row of `key`; `before` is the one that stands there now. None: no row."""
    if after is not None:
        execute(connection, table.insert if before is None else table.upsert, after)
        if table is CONTENTS:
            execute(connection, "DELETE FROM sketches WHERE article = ?", (key,))
            _write_sketch(connection, after)
    if table is ANNOTATIONS:
        _list_tags(connection, before, after)
    if after is None:
        execute(connection, table.delete, (key,))
    _tell(connection, table, before, after)


def _write_sketch(
    connection: sqlite3.Connection, row: Row, sketched: Sequence[int] | None = None
) -> None:
    values = sketch(str(row[1])) if sketched is None else sketched
    connection.executemany(
        "INSERT INTO sketches (value, article) VALUES (?, ?)",
        [(value, row[0]) for value in values],
    )


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
    if (ReadingState.UNREAD if before is None else before[READING]) != after[READING]:
        feed.mark_facts(connection, str(after[0]))


def _said(row: Row | None) -> tuple[Value, Value] | None:
    """What of an annotation's row is a fact: not where its passage lies, nor its colour."""
    return None if row is None else (row[1], row[_BODIES])


def _list_tags(connection: sqlite3.Connection, before: Row | None, after: Row | None) -> None:
    """Makes `annotation_tags` and `tag_counts` follow an annotation's row."""
    if _said(before) == _said(after):
        return
    listed: set[tuple[str, str]] = set()
    if before is not None:
        # As they are listed: of a damaged row nobody can read the tags any more.
        listed.update(
            execute(
                connection,
                "SELECT tag, article FROM annotation_tags WHERE annotation = ?",
                before[:1],
            ).fetchall()
        )
    wanted = set() if after is None else {(tag, str(after[1])) for tag in tags_in(after)}
    key = (before or after or ())[0]
    for tag, article in listed - wanted:
        execute(connection, _UNLIST_TAG, (tag, article, key))
        execute(connection, _COUNT_DOWN, (tag,))
        execute(connection, _FORGET_COUNT, (tag,))
    for tag, article in wanted - listed:
        execute(connection, _LIST_TAG, (tag, article, key))
        execute(connection, _COUNT_UP, (tag,))


_LIST_TAG = (
    "INSERT INTO annotation_tags (tag, article, annotation) "
    "VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))"
)
_UNLIST_TAG = (
    "DELETE FROM annotation_tags WHERE tag = CAST(? AS TEXT) "
    "AND article = CAST(? AS TEXT) AND annotation = CAST(? AS TEXT)"
)
_COUNT_UP = (
    "INSERT INTO tag_counts VALUES (CAST(? AS TEXT), 1) "
    "ON CONFLICT (tag) DO UPDATE SET count = count + 1"
)
_COUNT_DOWN = "UPDATE tag_counts SET count = count - 1 WHERE tag = CAST(? AS TEXT)"
_FORGET_COUNT = "DELETE FROM tag_counts WHERE tag = CAST(? AS TEXT) AND count < 1"


def tags_in(row: Sequence[Any]) -> set[str]:
    """The tags of a row of `annotations`; none where damage has made them unreadable.

    A damaged row must still be deletable, and come back by undo as it was.
    """
    written = str(row[_BODIES])
    if _TAGGING not in written:
        return set()
    try:
        bodies = json.loads(written)
        return {str(value) for purpose, value in bodies if purpose == Purpose.TAGGING}
    except (ValueError, TypeError):
        return set()


def to_json(value: object) -> str:
    """Compact JSON, in the characters themselves."""
    return _ENCODER.encode(value)
