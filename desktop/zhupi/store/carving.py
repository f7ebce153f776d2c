"""Rows of our tables found in the pages of a damaged file, and mended where one bit is wrong.

A row is ours where its columns are those of one of our tables, and whole where its checksum says
so. A single flipped bit can be found by trying: with 64 bits of checksum nothing else fits.

Invariant: a row that is called whole is as it was written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from zhupi.store.images import image_intact
from zhupi.store.pages import LEAF, PageFile, Value, record
from zhupi.store.rows import TABLES, Table, checksum, intact, to_json

#: Rows and pages on which single bits are tried; more are no single flipped bit.
_MOST_TRIED = 40
#: In larger rows only single letters are mended: every bit is one try.
_LARGEST_TRIED = 1_500
_POINTERS = 200  # of a page's cells

OPERATIONS = "operations"
OPERATION_ROWS = "operation_rows"


@dataclass(frozen=True, slots=True)
class Found:
    """A row; `table` is one of `TABLES`, or of the history."""

    table: str
    values: tuple[Any, ...]
    whole: bool  #: rows of `operations` have no checksum: they only look like some


@dataclass(frozen=True, slots=True)
class _PageRows:
    rows: list[Found]  #: whole
    failed: list[bytes]  #: payloads that are nothing we know
    others: int  #: rows that the program finds out again by itself

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.failed) + self.others


class Carver:
    """Looks at every page of a file. `check` is asked now and then, and may raise to stop."""

    def __init__(self, file: PageFile, check: Callable[[int, int], object]) -> None:
        self._file = file
        self._check = check
        self._left = _MOST_TRIED

    def rows(self) -> Iterator[Found]:
        """Every row that looks like one of ours, but those known to be deleted."""
        free = self._file.free_pages()
        # A free list that names most pages is damaged itself.
        free = free if len(free) < self._file.pages // 2 else set()
        for number in range(1, self._file.pages + 1):
            if number % 64 == 0:
                self._check(number, self._file.pages)
            if number not in free:
                yield from self._of_page(number)

    def _of_page(self, number: int) -> list[Found]:
        page = self._file.page(number)
        head = 100 if number == 1 else 0
        first = page[head] if len(page) > head else 0
        if (first ^ LEAF).bit_count() > 1 or number == 1:
            return []
        read = self._read(number, page)
        mended = [self._mended(payload) for payload in read.failed]
        failed = not all(row and row.whole for row in mended)
        if failed or read.total < int.from_bytes(page[3:5], "big") or first != LEAF:
            better = self._with_head_mended(number, page, read)
            if better is not read:
                read, mended = better, [self._mended(payload) for payload in better.failed]
        return read.rows + [row for row in mended if row]

    def _read(self, number: int, page: bytes) -> _PageRows:
        rows: list[Found] = []
        failed: list[bytes] = []
        others = 0
        for cell in self._file.cells(number, page):
            values = record(cell.payload)
            row = recognised(values, cell.rowid)
            if row is not None and row.whole:
                rows.append(row)
            elif not _can_be_found_out_again(values):
                failed.append(cell.payload)
            else:
                others += 1
        return _PageRows(rows, failed, others)

    def _with_head_mended(self, number: int, page: bytes, read: _PageRows) -> _PageRows:
        """The page with one bit of its head or of its pointers turned, where that gives more."""
        if not self._may_try():
            return read
        pointers = min(int.from_bytes(page[3:5], "big"), _POINTERS)
        for bit in range(8 * (8 + 2 * pointers)):
            turned = bytearray(page)
            turned[bit // 8] ^= 1 << bit % 8
            found = self._read(number, bytes(turned))
            if len(set(found.rows)) > len(set(read.rows)):
                read = found
        return read

    def _mended(self, payload: bytes) -> Found | None:
        """The row with one bit turned that is whole; else what it reads as."""
        reading = recognised(record(payload), 0)
        if not self._may_try():
            return reading
        if reading is not None and reading.table in TABLES:
            values = with_a_letter_mended(reading.values)
            if values is not None:
                return Found(reading.table, values, whole=True)
        if len(payload) > _LARGEST_TRIED or not _may_be_ours(payload):
            return reading
        turned = bytearray(payload)
        for bit in range(8 * len(payload)):
            turned[bit // 8] ^= 1 << bit % 8
            row = recognised(record(bytes(turned)), 0)
            if row is not None and row.whole and row.table != OPERATIONS:
                return row
            turned[bit // 8] ^= 1 << bit % 8
        return reading

    def _may_try(self) -> bool:
        self._left -= 1
        return self._left >= 0


def with_a_letter_mended(row: Sequence[Any]) -> tuple[Any, ...] | None:
    """The row with one bit turned in one of its values, or in its checksum; None: not so."""
    if not isinstance(row[-1], int):
        return None
    stored = row[-1].to_bytes(8, "big", signed=True)
    how = "surrogateescape" if any(isinstance(value, bytes) for value in row) else "surrogatepass"
    values = [str(v, "utf-8", how) if isinstance(v, bytes) else v for v in row[:-1]]
    plain = memoryview(to_json(values).encode("utf-8", how))
    if _bits_apart(blake2b(plain, digest_size=8).digest(), stored) == 1:
        return (*row[:-1], checksum(row[:-1]))
    before = blake2b(digest_size=8)
    for at, byte in enumerate(plain):
        for bit in range(8):
            tried = before.copy()
            tried.update(bytes((byte ^ 1 << bit,)))
            tried.update(plain[at + 1 :])
            if tried.digest() == stored:
                whole = bytes((*plain[:at], byte ^ 1 << bit, *plain[at + 1 :]))
                return (*json.loads(whole.decode("utf-8", "surrogatepass")), row[-1])
        before.update(plain[at : at + 1])
    return None


def _bits_apart(one: bytes, other: bytes) -> int:
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


def recognised(values: Sequence[Value] | None, rowid: int) -> Found | None:
    """What the values of a record are to us; None where they are nothing."""
    if values is None:
        return None
    fitting = [table for table in TABLES.values() if len(table.columns) == len(values)]
    for table in fitting:
        row = in_types(table, values)
        if intact(row):
            return Found(table.name, row, whole=True)
    if len(values) == 7 and values[2] in TABLES and image_intact(values):
        return Found(OPERATION_ROWS, tuple(values), whole=True)
    if _is_operation(values):
        return Found(OPERATIONS, (rowid, *values[1:]), whole=True)
    for table in fitting:
        row = in_types(table, values)
        if _fits(table, row):
            return Found(table.name, row, whole=False)
    return None


def in_types(table: Table, values: Sequence[Value]) -> tuple[Any, ...]:
    """The values as SQLite would give them: it keeps whole numbers of REAL columns as integers."""
    real = (column == "confidence" for column in table.columns)
    return tuple(
        float(value) if is_real and isinstance(value, int) else value
        for value, is_real in zip(values, real, strict=True)
    )


def _fits(table: Table, row: Sequence[Any]) -> bool:
    return all(
        value is None or isinstance(value, int | float if column in table.numbers else str | bytes)
        for column, value in zip(table.columns, row, strict=True)
    )


def _is_operation(values: Sequence[Value]) -> bool:
    """Number (kept as the row's id), name, program, moment, undone, and counts since schema 3."""
    if len(values) not in {5, 7} or values[0] is not None or values[4] not in {0, 1}:
        return False
    return all(isinstance(value, str) for value in values[1:4])


def _can_be_found_out_again(values: Sequence[Value] | None) -> bool:
    """Rows of mentions, of the feed's stamps, of what was seen, and of SQLite's own table."""
    if values is None:
        return False
    return (
        len(values) == 2
        or (len(values) == 4 and isinstance(values[3], bytes))
        or (len(values) == 5 and values[0] in {"table", "index"})
    )


def _may_be_ours(payload: bytes) -> bool:
    """Whether trying is worth the time: our rows end in a checksum of eight bytes."""
    columns = {len(table.columns) for table in TABLES.values()} | {7}
    return bool(payload) and payload[0] - 1 >= min(columns) and len(payload) > 12
