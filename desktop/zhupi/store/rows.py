"""The tables whose rows are written one by one, and how one such row is read.

Invariant: every row here ends in a checksum of all its other columns, and is written by
`row_writer` alone.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhupi.core.model import Purpose

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
        places = ", ".join(map(self._place, self.columns))
        return f"INSERT INTO {self.name} ({self.column_list}) VALUES ({places})"  # noqa: S608  as above

    def update(self, columns: Sequence[str]) -> str:
        """Sets these columns of the row whose key comes last."""
        values = ", ".join(f'"{column}" = {self._place(column)}' for column in columns)
        return f"UPDATE {self.name} SET {values} WHERE {self._is_key}"  # noqa: S608  as above

    @cached_property
    def delete(self) -> str:
        return f"DELETE FROM {self.name} WHERE {self._is_key}"  # noqa: S608  as above

    def _place(self, column: str) -> str:
        return "?" if column in self.numbers else "CAST(? AS TEXT)"

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
CORRECTIONS = _table(
    "corrections",
    "id kind scope found was text label entity value article start end exact prefix suffix "
    "creator created",
    "start end",
)
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
        CORRECTIONS,
    )
}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
READING = ARTICLES.columns.index("reading")
BODIES = ANNOTATIONS.columns.index("bodies")
#: As it stands in the bodies of an annotation that bears a tag; most of a row need not be parsed.
_TAGGING = f'"{Purpose.TAGGING}"'


def execute(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    """Runs `sql`; strings with lone surrogates go as bytes, for `CAST(? AS TEXT)` in the SQL."""
    try:
        return connection.execute(sql, values)
    except UnicodeEncodeError:
        return connection.execute(sql, [encodable(value) for value in values])


def encodable(value: Any) -> Any:
    """`value`, or its bytes where it is a string with lone surrogates."""
    if not isinstance(value, str):
        return value
    try:
        value.encode("utf-8")
        return value
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")


def checksum(values: Sequence[Any]) -> int:
    """64 signed bits over JSON values."""
    return checksum_of(to_json(values))


def checksum_of(written: str) -> int:
    """The same over values that are JSON already."""
    digest = hashlib.blake2b(written.encode("utf-8", "surrogatepass"), digest_size=8)
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


def tags_in(row: Sequence[Any]) -> set[str]:
    """The tags of a row of `annotations`; none where damage has made them unreadable.

    A damaged row must still be deletable, and come back by undo as it was.
    """
    return tags_said(str(row[BODIES]))


def tags_said(written: str) -> set[str]:
    """The tags in the bodies of an annotation, as they stand in its row."""
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
