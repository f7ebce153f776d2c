"""Where in a library's file the rows of a table lie, byte by byte.

Follows SQLite's file format (https://www.sqlite.org/fileformat2.html, sections 1.5 and 1.6) for
tables with a rowid whose rows fit on their pages or go on in overflow pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_INTERIOR, _LEAF = 5, 13


@dataclass(frozen=True)
class Record:
    """One row: the bytes of its record, the header that types its values included."""

    rowid: int
    places: tuple[int, ...]  #: in the file, in order


def records(file: Path, table: str) -> list[Record]:
    """All rows of `table`, in the order of their rowids."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return list(_Pages(file.read_bytes(), size).rows(root))


class _Pages:
    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size
        self._usable = size - data[20]

    def rows(self, page: int) -> Iterator[Record]:
        start = (page - 1) * self._size
        head = start + (100 if page == 1 else 0)
        kind = self._data[head]
        assert kind in (_INTERIOR, _LEAF), f"page {page} is no page of a table"
        cells = self._number(head + 3, 2)
        first = head + (12 if kind == _INTERIOR else 8)
        for cell in range(cells):
            place = start + self._number(first + 2 * cell, 2)
            if kind == _INTERIOR:
                yield from self.rows(self._number(place, 4))
            else:
                yield self._record(place)
        if kind == _INTERIOR:
            yield from self.rows(self._number(head + 8, 4))

    def _record(self, place: int) -> Record:
        length, place = self._varint(place)
        rowid, place = self._varint(place)
        local = self._local(length)
        places = list(range(place, place + local))
        following = self._number(place + local, 4) if local < length else 0
        while following:
            start = (following - 1) * self._size
            following = self._number(start, 4)
            count = min(self._usable - 4, length - len(places))
            places += range(start + 4, start + 4 + count)
        assert len(places) == length
        return Record(rowid, tuple(places))

    def _local(self, length: int) -> int:
        """How much of a record of this length lies on the page itself."""
        most = self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        kept = least + (length - least) % (self._usable - 4)
        return kept if kept <= most else least

    def _varint(self, place: int) -> tuple[int, int]:
        """The number at `place`, and what comes after it."""
        value = 0
        for step in range(8):
            byte = self._data[place + step]
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, place + step + 1
        return value << 8 | self._data[place + 8], place + 9

    def _number(self, place: int, size: int) -> int:
        return int.from_bytes(self._data[place : place + size], "big")
