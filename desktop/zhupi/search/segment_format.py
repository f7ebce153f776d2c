"""The bytes of a segment file: named sections, each stretch of them with a checksum.

    magic · section … · directory (JSON) · CRC-32 of each 16 KB before the directory · footer

Sections begin at multiples of eight and hold numbers of one kind, least byte first. The footer's
own CRC covers directory and checksums, so every byte of the file is covered by one.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import weakref
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from zhupi.core.errors import IndexDamagedError
from zhupi.core.messages import message

MAGIC: Final = b"zhupi segment 3\n"
CHUNK: Final = 1 << 14
_FOOTER = struct.Struct("<QIII")  # directory's place and length, number of CRCs, CRC of all these


class WritableFile(Protocol):
    def write(self, data: bytes, /) -> object: ...


class SectionWriter:
    """Writes the sections of one file to a stream, one after the other."""

    def __init__(self, stream: WritableFile) -> None:
        self._stream = stream
        self._position = 0
        self._crcs: list[int] = []
        self._crc = 0
        self._sections: dict[str, list[int]] = {}
        self.write(MAGIC)

    def begin(self, name: str) -> None:
        """What is written next belongs to the section `name`."""
        self.write(bytes(-self._position % 8))
        self._sections[name] = [self._position, 0]

    def end(self, name: str) -> None:
        """The section is whole."""
        place = self._sections[name]
        place[1] = self._position - place[0]

    def section(self, name: str, numbers: NDArray[Any]) -> None:
        """A whole section."""
        self.begin(name)
        self.write_array(numbers)
        self.end(name)

    def write_array(self, numbers: NDArray[Any]) -> None:
        if numbers.size:
            self.write(np.ascontiguousarray(numbers).view(np.uint8).data)

    def write(self, data: bytes | memoryview) -> None:
        """Appends; the caller's bytes are not kept."""
        self._stream.write(data)  # type: ignore[arg-type]  # any buffer will do
        view = memoryview(data)
        at = 0
        while at < len(view):
            room = CHUNK - self._position % CHUNK
            piece = view[at : at + room]
            self._crc = zlib.crc32(piece, self._crc)
            self._position += len(piece)
            at += len(piece)
            if len(piece) == room:
                self._crcs.append(self._crc)
                self._crc = 0

    def finish(self, facts: Mapping[str, object]) -> tuple[int, int]:
        """Writes the directory with `facts`; the file's length and what names its content."""
        if self._position % CHUNK:
            self._crcs.append(self._crc)
        directory = json.dumps(
            {"order": sys.byteorder, "sections": self._sections, "facts": dict(facts)},
            separators=(",", ":"),
        ).encode("ascii")
        tail = directory + np.array(self._crcs, np.uint32).tobytes()
        head = _FOOTER.pack(self._position, len(directory), len(self._crcs), 0)
        crc = zlib.crc32(head, zlib.crc32(tail))
        self._stream.write(tail)
        self._stream.write(_FOOTER.pack(self._position, len(directory), len(self._crcs), crc))
        return self._position + len(tail) + _FOOTER.size, crc


class Source(Protocol):
    """The bytes of a whole file; any number of threads may read."""

    def __len__(self) -> int: ...

    def read(self, start: int, end: int) -> bytes | memoryview:
        """The bytes `[start, end)`; raises OSError, and gives fewer where there are no more."""


class MemorySource:
    """A file that is in memory."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data = memoryview(data)

    def __len__(self) -> int:
        return len(self._data)

    def read(self, start: int, end: int) -> memoryview:
        return self._data[start:end]


class FileSource:
    """An open file; given back with the last reference to this.

    It is read and not mapped: pages of a map count as this program's memory until the system
    wants them back, and a search touches hundreds of megabytes of them.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._descriptor)
        self._size = os.fstat(self._descriptor).st_size
        self._seeking = threading.Lock()

    def __len__(self) -> int:
        return self._size

    def read(self, start: int, end: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._descriptor, end - start, start)
        with self._seeking:
            os.lseek(self._descriptor, start, os.SEEK_SET)
            return os.read(self._descriptor, end - start)


class Pieces(Protocol):
    """What gives pieces of an array: an array in memory, or a `StoredArray`."""

    def __len__(self) -> int: ...

    def __getitem__(self, piece: slice, /) -> NDArray[Any]: ...


class StoredArray:
    """A section that is read piece by piece: `array[first:end]` is a NumPy array of that piece."""

    def __init__(self, reader: SectionReader, place: int, count: int, kind: np.dtype[Any]) -> None:
        self._reader = reader
        self._place = place
        self._count = count
        self._kind = kind

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, piece: slice) -> NDArray[Any]:
        """Raises `IndexDamagedError` where the piece reaches beyond the section."""
        first = piece.start or 0
        end = self._count if piece.stop is None else piece.stop
        if not 0 <= first <= end <= self._count:
            raise self._reader.damaged()
        if first == end:
            return np.zeros(0, self._kind)
        size = self._kind.itemsize
        data = self._reader.read(self._place + first * size, self._place + end * size)
        return np.frombuffer(data, self._kind)


class SectionReader:
    """Gives the sections of a file as arrays; every byte is checked before it is first used.

    Raises `IndexDamagedError` where the bytes are not those that were written.
    """

    def __init__(self, source: Source, name: str) -> None:
        """`name` says to a person where the file comes from."""
        self._source = source
        self._name = name
        try:
            self._open()
        except (ValueError, TypeError, LookupError, OverflowError, RecursionError,
                struct.error) as error:  # fmt: skip
            raise self.damaged() from error

    def _open(self) -> None:
        footer = len(self._source) - _FOOTER.size
        if footer < len(MAGIC) or self._bytes(0, len(MAGIC)) != MAGIC:
            raise self.damaged()
        place, length, crcs, self.crc = _FOOTER.unpack(self._bytes(footer, len(self._source)))
        head = _FOOTER.pack(place, length, crcs, 0)
        if not 0 <= place <= footer:
            raise self.damaged()
        tail = self._bytes(place, footer)
        if len(tail) != length + 4 * crcs or zlib.crc32(head, zlib.crc32(tail)) != self.crc:
            raise self.damaged()
        self._crcs: list[int] = np.frombuffer(tail[length:], np.uint32).tolist()
        self._checked = bytearray(crcs)
        self._end = place
        directory = json.loads(bytes(tail[:length]))
        if directory["order"] != sys.byteorder or crcs != -(-place // CHUNK):
            raise self.damaged()
        self._sections: dict[str, list[int]] = directory["sections"]
        self.facts: dict[str, Any] = directory["facts"]

    def array(self, name: str, kind: type[np.generic]) -> StoredArray:
        """A section, to be read piece by piece."""
        dtype = np.dtype(kind)
        try:
            start, length = self._sections[name]
            if not 0 <= start <= start + length <= self._end or length % dtype.itemsize:
                raise self.damaged()
        except (ValueError, TypeError, LookupError) as error:
            raise self.damaged() from error
        return StoredArray(self, start, length // dtype.itemsize, dtype)

    def whole(self, name: str, kind: type[np.generic]) -> NDArray[Any]:
        """A section in memory."""
        return self.array(name, kind)[:]

    def read(self, start: int, end: int) -> bytes | memoryview:
        """The bytes `[start, end)` of the file, which are those that were written."""
        chunk, last = start // CHUNK, (end - 1) // CHUNK + 1
        unchecked = self._checked.find(0, chunk, last)
        if unchecked < 0:
            return self._bytes(start, end)
        base = chunk * CHUNK
        data = memoryview(self._bytes(base, min(last * CHUNK, self._end)))
        for number in range(unchecked, last):
            if not self._checked[number]:
                place = number * CHUNK - base
                if zlib.crc32(data[place : place + CHUNK]) != self._crcs[number]:
                    raise self.damaged()
                self._checked[number] = 1
        return data[start - base : end - base]

    def _bytes(self, start: int, end: int) -> bytes | memoryview:
        try:
            data = self._source.read(start, end)
        except OSError as error:
            raise self.damaged() from error
        if len(data) != end - start:
            raise self.damaged()
        return data

    def damaged(self) -> IndexDamagedError:
        return IndexDamagedError(message("The search index is damaged: {file}", file=self._name))
