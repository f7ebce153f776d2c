"""What a segment holds of each row beside its record: numbers, and strings end to end."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zhupi.search.segment_format import SectionReader, SectionWriter

Kind = type[np.generic]

#: The sections of one number a row.
NUMBERS: Final[Mapping[str, Kind]] = {
    "keys": np.uint64,
    "days": np.int32,
    "characters": np.uint32,
    "source_codes": np.uint16,
    "text_starts": np.uint32,
    "title_ends": np.uint32,
    "styles": np.uint8,
}
#: The sections of several units or bytes a row.
STRETCHES: Final[Mapping[str, Kind]] = {
    "title_units": np.uint16,
    "author_units": np.uint16,
    "exception_steps": np.uint8,
    "exception_units": np.uint16,
}
Ranges = Sequence[tuple[int, int]]  #: of rows, ascending, half-open, none empty

STRINGS: Final = ("articles", "digests", "titles", "authors", "whole")
#: The sections that say where each row of others begins.
STARTS: Final[Mapping[str, str]] = {
    "units": "starts",
    "title_units": "title_starts",
    "author_units": "author_starts",
    "exception_steps": "exception_starts",
    "exception_units": "exception_starts",
    **{name: f"{name}_starts" for name in STRINGS},
}


def article_key(article: str) -> int:
    """A number by which an article is found; others may have it too, once in 2⁶⁴."""
    digest = hashlib.blake2b(article.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class RowWriter:
    """Collects the parts of each section and writes them joined."""

    def __init__(self) -> None:
        self._parts: dict[str, list[NDArray[Any]]] = defaultdict(list)
        self._lengths: dict[str, list[NDArray[Any]]] = defaultdict(list)
        self._strings: dict[str, list[bytes]] = defaultdict(list)

    def add(self, name: str, values: NDArray[Any]) -> None:
        self._parts[name].append(values)

    def add_lengths(self, name: str, lengths: NDArray[Any]) -> None:
        """Of the rows of what has its starts in the section `name`."""
        self._lengths[name].append(lengths)

    def add_strings(self, name: str, joined: bytes, lengths: NDArray[Any]) -> None:
        """UTF-8, end to end, and the bytes of each row."""
        self._strings[name].append(joined)
        self._lengths[STARTS[name]].append(lengths)

    def write(self, writer: SectionWriter) -> dict[str, object]:
        """The sections; what a reader must know of them beside."""
        for name, kind in {**NUMBERS, **STRETCHES}.items():
            parts = self._parts[name]
            values = np.concatenate(parts) if parts else np.zeros(0, kind)
            writer.section(name, values.astype(kind, copy=False))
        widths = {}
        for name in STRINGS:
            joined = b"".join(self._strings[name])
            starts = STARTS[name]
            width = _hex_width(joined, self._lengths[starts])
            if width:
                joined = bytes.fromhex(joined.decode("ascii"))
                widths[name] = width // 2
                del self._lengths[starts]
            writer.section(name, np.frombuffer(joined, np.uint8))
        for name, lengths in self._lengths.items():
            every = np.concatenate(lengths)
            starts_of = np.zeros(len(every) + 1, np.uint64)
            np.cumsum(every, out=starts_of[1:])
            writer.section(name, starts_of if every.any() else starts_of[:0])
        return {"widths": widths}


def _hex_width(joined: bytes, lengths: list[NDArray[Any]]) -> int:
    """The length of each string where all are lower-case hexadecimal digits of one length."""
    width = int(lengths[0][0]) if lengths and len(lengths[0]) else 0
    if not width or width % 2 or any((part != width).any() for part in lengths):
        return 0
    try:
        return width if bytes.fromhex(joined.decode("ascii")).hex().encode() == joined else 0
    except ValueError:
        return 0


class StringColumn:
    """Reads the strings of one section, of one row or of all."""

    def __init__(self, reader: SectionReader, name: str, rows: int) -> None:
        self._reader = reader
        self._name = name
        self._rows = rows
        self._data = reader.array(name, np.uint8)
        widths = reader.facts["widths"]
        self._width = int(widths.get(name, 0))
        if self._width:
            if len(self._data) != rows * self._width:
                raise reader.damaged()
            self._starts = None
        else:
            self._starts = reader.whole(STARTS[name], np.uint64)
            if len(self._starts) not in (0, rows + 1):
                raise reader.damaged()

    def raw(self, row: int) -> bytes:
        """The bytes of one row, UTF-8 unless it is packed data."""
        if self._width:
            return self._bytes(row * self._width, (row + 1) * self._width).hex().encode()
        if self._starts is None or not len(self._starts):
            return b""
        return self._bytes(int(self._starts[row]), int(self._starts[row + 1]))

    def __getitem__(self, row: int) -> str:
        return self.raw(row).decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Of every row."""
        if self._width:
            digits, step = self._bytes(0, len(self._data)).hex(), 2 * self._width
            return [digits[at : at + step] for at in range(0, len(digits), step)]
        if self._starts is None or not len(self._starts):
            return [""] * self._rows
        every = self._bytes(0, len(self._data))
        places = pairwise(self._starts.tolist())
        if every.isascii():
            text = every.decode("ascii")
            return [text[first:end] for first, end in places]
        return [every[first:end].decode("utf-8", "surrogatepass") for first, end in places]

    def numbers(self) -> NDArray[np.uint64] | None:
        """Of every row, where each is 16 hexadecimal digits: they sort as the strings do."""
        if self._width != 8:
            return None
        return np.frombuffer(self._bytes(0, len(self._data)), ">u8").astype(np.uint64)

    def of_ranges(self, ranges: Ranges) -> tuple[bytes, NDArray[np.int64]]:
        """Of ranges of rows, end to end, and the bytes of each row."""
        if self._width:
            step = self._width
            found = [self._bytes(first * step, end * step).hex().encode() for first, end in ranges]
            return b"".join(found), np.full(_rows_in(ranges), 2 * step)
        if self._starts is None or not len(self._starts):
            return b"", np.zeros(_rows_in(ranges), np.int64)
        starts = self._starts.astype(np.int64)
        found = [self._bytes(int(starts[first]), int(starts[end])) for first, end in ranges]
        lengths = np.diff(starts)
        return b"".join(found), np.concatenate([lengths[first:end] for first, end in ranges])

    def _bytes(self, start: int, end: int) -> bytes:
        return self._data[start:end].tobytes()


def _rows_in(ranges: Ranges) -> int:
    return sum(end - first for first, end in ranges)
