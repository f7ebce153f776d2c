"""The bytes of a segment file: named sections, each stretch of them with a checksum.

    magic · section … · directory (JSON) · CRC-32 of each 16 KB before the directory · footer

Sections begin at multiples of eight and hold numbers of one kind, least byte first. The footer's
own CRC covers directory and checksums, so every byte of the file is covered by one.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections.abc import Mapping
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


class SectionReader:
    """Gives the sections of a file as arrays straight from its bytes.

    `check` must have been called for a stretch before anything is concluded from it. Raises
    `IndexDamagedError` where the bytes are not those that were written.
    """

    def __init__(self, data: memoryview, name: str) -> None:
        """`data` is the whole file; `name` says to a person where it comes from."""
        self._data = data
        self._name = name
        try:
            self._open()
        except (ValueError, TypeError, LookupError, OverflowError, RecursionError,
                struct.error) as error:  # fmt: skip
            raise self.damaged() from error

    def _open(self) -> None:
        data = self._data
        footer = len(data) - _FOOTER.size
        if footer < len(MAGIC) or bytes(data[: len(MAGIC)]) != MAGIC:
            raise self.damaged()
        place, length, crcs, self.crc = _FOOTER.unpack(data[footer:])
        head = _FOOTER.pack(place, length, crcs, 0)
        tail = data[place:footer]
        if len(tail) != length + 4 * crcs or zlib.crc32(head, zlib.crc32(tail)) != self.crc:
            raise self.damaged()
        self._crcs = np.frombuffer(tail[length:], np.uint32)
        self._checked = bytearray(crcs)
        self._end = place
        directory = json.loads(bytes(tail[:length]))
        if directory["order"] != sys.byteorder or crcs != -(-place // CHUNK):
            raise self.damaged()
        self._sections: dict[str, list[int]] = directory["sections"]
        self.facts: dict[str, Any] = directory["facts"]

    def place(self, name: str) -> int:
        """Where a section begins in the file."""
        return self._sections[name][0]

    def array(self, name: str, kind: type[np.generic]) -> NDArray[Any]:
        """A section that is not checked yet."""
        try:
            start, length = self._sections[name]
            if not 0 <= start <= start + length <= self._end:
                raise self.damaged()
            return np.frombuffer(self._data[start : start + length], kind)
        except (ValueError, TypeError, LookupError) as error:
            raise self.damaged() from error

    def checked_array(self, name: str, kind: type[np.generic]) -> NDArray[Any]:
        """A section, all of it checked."""
        found = self.array(name, kind)
        start = self.place(name)
        self.check(start, start + found.nbytes)
        return found

    def check(self, start: int, end: int) -> None:
        """Verifies the bytes `[start, end)` of the file unless that was done before."""
        if start >= end:
            return
        chunk, last = start // CHUNK, (end - 1) // CHUNK + 1
        checked = self._checked
        while True:
            chunk = checked.find(0, chunk, last)
            if chunk < 0:
                return
            data = self._data[chunk * CHUNK : min((chunk + 1) * CHUNK, self._end)]
            if zlib.crc32(data) != self._crcs[chunk]:
                raise self.damaged()
            checked[chunk] = 1

    def damaged(self) -> IndexDamagedError:
        return IndexDamagedError(message("The search index is damaged: {file}", file=self._name))
