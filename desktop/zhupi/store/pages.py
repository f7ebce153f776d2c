"""Reads the rows of an SQLite file page by page, whatever has become of its tree.

Where the head of the file, the table of tables or a page inside a tree is damaged, SQLite no
longer finds the leaves, which hold the rows and mostly are whole. They are found here by looking
at every page. What a row is worth its checksum tells, to whoever knows it.

Follows "Database File Format", https://www.sqlite.org/fileformat2.html, sections 1.5, 1.6 and 2.1.

Invariant: never raises for what is in the file, and never writes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

Value = str | int | float | bytes | None

LEAF = 0x0D  #: the first byte of a page with rows of a table
_USUAL_PAGE = 4096
_FILE_HEAD = 100
_PAGE_HEAD = 8
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes of an integer by its serial type
_MOST_PAYLOAD = 1 << 30  # SQLite's own limit


@dataclass(frozen=True, slots=True)
class Cell:
    """One row as it lies in a leaf."""

    page: int  #: from 1
    rowid: int
    payload: bytes


class PageFile:
    """The bytes of a file, whole or cut short."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        size = int.from_bytes(data[16:18], "big")
        size = 65536 if size == 1 else size
        # A damaged head: all of our libraries have pages of the usual size.
        self.page_size = size if size >= 512 and size & (size - 1) == 0 else _USUAL_PAGE
        self.pages = -(-len(data) // self.page_size)

    def page(self, number: int) -> bytes:
        """A page, from 1; shorter or empty where the file ends."""
        start = (number - 1) * self.page_size
        return bytes(self._data[start : start + self.page_size])

    def free_pages(self) -> set[int]:
        """Those that hold what was deleted, as far as the file's head tells."""
        found: set[int] = set()
        trunk = int.from_bytes(self._data[32:36], "big")
        while 0 < trunk <= self.pages and trunk not in found:
            found.add(trunk)
            page = self.page(trunk)
            count = min(int.from_bytes(page[4:8], "big"), self.page_size // 4 - 2)
            leaves = struct.unpack_from(f">{count}I", page.ljust(self.page_size, b"\0"), 8)
            found.update(leaf for leaf in leaves if leaf)
            trunk = int.from_bytes(page[:4], "big")
        return found

    def cells(self, number: int, page: bytes | None = None) -> list[Cell]:
        """The rows of a leaf; none of another page. `page`: read it as if these were its bytes."""
        page = self.page(number) if page is None else page
        head = _FILE_HEAD if number == 1 else 0
        if len(page) < head + _PAGE_HEAD or page[head] != LEAF:
            return []
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        first = head + _PAGE_HEAD
        found = (
            self._cell(number, page, int.from_bytes(page[at : at + 2], "big"))
            for at in range(first, min(first + 2 * count, len(page) - 1), 2)
        )
        return [cell for cell in found if cell is not None]

    def _cell(self, number: int, page: bytes, at: int) -> Cell | None:
        size, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if not 0 < size <= min(_MOST_PAYLOAD, len(self._data)) or at >= len(page):
            return None
        local = self._local(size)
        payload = page[at : at + local]
        if local < size:
            rest = b"".join(self._overflow(page[at + local : at + local + 4], size - local))
            payload += rest
        return Cell(number, _signed(rowid), payload) if len(payload) == size else None

    def _local(self, size: int) -> int:
        """How much of a payload lies in the leaf itself."""
        usable = self.page_size
        if size <= usable - 35:
            return size
        least = (usable - 12) * 32 // 255 - 23
        fitting = least + (size - least) % (usable - 4)
        return fitting if fitting <= usable - 35 else least

    def _overflow(self, pointer: bytes, left: int) -> Iterator[bytes]:
        number = int.from_bytes(pointer, "big")
        while left > 0 and 0 < number <= self.pages:
            page = self.page(number)
            yield page[4 : 4 + min(left, self.page_size - 4)]
            left -= self.page_size - 4
            number = int.from_bytes(page[:4], "big")


def record(payload: bytes) -> tuple[Value, ...] | None:
    """The values of a row; bytes for a text that is no UTF-8; None where it is no row."""
    head, at = _varint(payload, 0)
    if not at <= head <= len(payload):
        return None
    kinds: list[int] = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = head
    for kind in kinds:
        size = _size(kind)
        if size is None or at + size > len(payload):
            return None
        values.append(_value(kind, payload[at : at + size]))
        at += size
    return tuple(values) if at == len(payload) else None


def _size(kind: int) -> int | None:
    if kind in _SIZES:
        return _SIZES[kind]
    if kind in {0, 8, 9}:
        return 0
    if kind == 7:
        return 8
    return (kind - 12) // 2 if kind >= 12 else None


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind in {8, 9}:
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", data)[0])
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    return text_or_bytes(data) if kind % 2 else data


def text_or_bytes(data: bytes) -> str | bytes:
    """A text of ours; the bytes where damage has made it none."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's, and where the next begins; 0 beyond the end."""
    value = 0
    for count in range(9):
        if at >= len(data):
            return 0, len(data)
        byte = data[at]
        at += 1
        if count == 8:
            return value << 8 | byte, at
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
