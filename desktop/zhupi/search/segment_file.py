"""The exact text of a segment as one file: folded titles and texts, and postings of grams.

A gram is one character or two neighbouring ones of a folded title or text; its posting is the
ascending list of the articles that hold it, without positions. Candidates come from grams, the
answer from the text itself, so what is found is exact.

    magic · text and patch of each article … · keys · ends · postings · places
    directory (JSON) · CRC-32 of each 64 KB of all before the directory · footer

Every byte read is checked against its CRC once a process. To Whoosh the file is a column.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from zhupi.core.errors import IndexDamagedError
from zhupi.core.messages import message
from zhupi.search.stored_article import Stored, grams, original, split

MAX_ARTICLES = 65_536  #: of a segment, so that a posting takes two bytes
_MAGIC = b"zhupi segment 2\n"
_CHUNK = 1 << 16
_PLACE = 4  #: numbers an article: where it begins, bytes of text and patch, characters
_FOOTER = struct.Struct("<QIII")  # directory's place and length, number of CRCs, CRC of all these


class WritableFile(Protocol):
    def write(self, data: bytes, /) -> object: ...


class SegmentFileWriter:
    """Writes one segment; texts go straight to the file, postings stay in memory till `finish`."""

    def __init__(self, stream: WritableFile) -> None:
        self._stream = stream
        self._position = 0
        self._crcs = array("I")
        self._chunk = bytearray()
        self._places = array("Q")
        self._postings: dict[str, array[int]] = {}
        self._write(_MAGIC)

    def __len__(self) -> int:
        return len(self._places) // _PLACE

    def add(self, stored: Stored) -> None:
        """Takes in one more article."""
        number = len(self)
        title, text = split(stored.text)
        found = grams(text)
        if title not in text:
            found |= grams(title)
        postings = self._postings
        for gram in found:
            if gram in postings:
                postings[gram].append(number)
            else:
                postings[gram] = array("H", (number,))
        self._places.extend(
            (self._position, len(stored.text), len(stored.patch), stored.characters)
        )
        self._write(stored.text)
        self._write(stored.patch)

    def finish(self) -> None:
        """Writes postings and directory; the caller closes the stream."""
        ordered = sorted(self._postings)
        lists = [self._postings[gram].tobytes() for gram in ordered]
        ends = array("I")
        end = 0
        for data in lists:
            end += len(data)
            ends.append(end)
        sections = {
            "keys": array("Q", map(_key, ordered)).tobytes(),
            "ends": ends.tobytes(),
            "postings": b"".join(lists),
            "places": self._places.tobytes(),
        }
        directory: dict[str, object] = {"order": sys.byteorder}
        for name, data in sections.items():
            self._write(bytes(-self._position % 8))
            directory[name] = [self._position, len(data)]
            self._write(data)
        self._write_tail(json.dumps(directory).encode("ascii"))

    def _write_tail(self, directory: bytes) -> None:
        if self._chunk:
            self._crcs.append(zlib.crc32(self._chunk))
        tail = directory + self._crcs.tobytes()
        head = _FOOTER.pack(self._position, len(directory), len(self._crcs), 0)
        crc = zlib.crc32(head, zlib.crc32(tail))
        self._stream.write(tail)
        self._stream.write(_FOOTER.pack(self._position, len(directory), len(self._crcs), crc))

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._position += len(data)
        self._chunk += data
        if len(self._chunk) >= _CHUNK:
            view = memoryview(self._chunk)
            whole = len(view) - len(view) % _CHUNK
            self._crcs.extend(
                zlib.crc32(view[start : start + _CHUNK]) for start in range(0, whole, _CHUNK)
            )
            rest = bytes(view[whole:])
            view.release()
            self._chunk = bytearray(rest)


class SegmentFile:
    """Reads one segment where it lies in memory or in a memory map; any number of threads may.

    Every method raises `IndexDamagedError` where the bytes are not those that were written.
    """

    def __init__(self, data: memoryview, name: str) -> None:
        """`data` is the whole file; `name` says to a person where it comes from."""
        self._data = data
        self._name = name
        try:
            self._open()
        except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
            raise self._damaged() from error

    def _open(self) -> None:
        directory = self._directory()
        self._keys = self._section(directory, "keys").cast("Q")
        self._ends = self._section(directory, "ends").cast("I")
        self._postings_start = directory["postings"][0]
        self._places = self._section(directory, "places").cast("Q")
        if len(self._places) % _PLACE or len(self._keys) != len(self._ends):
            raise self._damaged()

    def __len__(self) -> int:
        return len(self._places) // _PLACE

    def characters(self) -> Sequence[int]:
        """The length of each text."""
        return self._places[3::_PLACE]

    def frequency(self, gram: str) -> int:
        """In how many articles `gram`, one or two folded characters, stands."""
        start, end = self._extent(gram)
        return (end - start) // 2

    def holders(self, gram: str) -> Sequence[int]:
        """The articles with `gram`, ascending."""
        start, end = self._extent(gram)
        found = array("H")
        found.frombytes(self._read(self._postings_start + start, self._postings_start + end))
        return found

    def text(self, number: int) -> bytes:
        """Folded title, border and folded text of an article; see `text_start`."""
        place, length, _, _ = self._place(number)
        return self._read(place, place + length)

    def texts(self, number: int) -> tuple[str, str]:
        """The canonical text of an article and the same folded, of equal length."""
        try:
            return original(self.stored(number))
        except (ValueError, LookupError, struct.error) as error:
            raise self._damaged() from error

    def stored(self, number: int) -> Stored:
        """An article whole, for a merge."""
        place, length, patch, characters = self._place(number)
        data = self._read(place, place + length + patch)
        return Stored(data[:length], data[length:], characters)

    def _place(self, number: int) -> Sequence[int]:
        return self._places[number * _PLACE : number * _PLACE + _PLACE]

    def _extent(self, gram: str) -> tuple[int, int]:
        key = _key(gram)
        index = bisect_left(self._keys, key)
        if index == len(self._keys) or self._keys[index] != key:
            return 0, 0
        return (self._ends[index - 1] if index else 0), self._ends[index]

    def _directory(self) -> dict[str, Any]:
        data = self._data
        footer = len(data) - _FOOTER.size
        if footer < len(_MAGIC) or data[: len(_MAGIC)] != _MAGIC:
            raise self._damaged()
        place, length, crcs, crc = _FOOTER.unpack(data[footer:])
        head = _FOOTER.pack(place, length, crcs, 0)
        tail = bytes(data[place:footer])
        if len(tail) != length + 4 * crcs or zlib.crc32(head, zlib.crc32(tail)) != crc:
            raise self._damaged()
        self._crcs = array("I", tail[length:])
        self._checked = bytearray(crcs)
        self._end = place
        directory: dict[str, Any] = json.loads(tail[:length])
        if directory.pop("order") != sys.byteorder:
            raise self._damaged()
        return directory

    def _section(self, directory: Mapping[str, Sequence[int]], name: str) -> memoryview:
        start, length = directory[name]
        self._check(start, start + length)
        return self._data[start : start + length]

    def _read(self, start: int, end: int) -> bytes:
        self._check(start, end)
        return bytes(self._data[start:end])

    def _check(self, start: int, end: int) -> None:
        if not 0 <= start <= end <= self._end:
            raise self._damaged()
        for chunk in range(start // _CHUNK, (end + _CHUNK - 1) // _CHUNK):
            if not self._checked[chunk]:
                data = self._data[chunk * _CHUNK : min((chunk + 1) * _CHUNK, self._end)]
                if zlib.crc32(data) != self._crcs[chunk]:
                    raise self._damaged()
                self._checked[chunk] = 1

    def _damaged(self) -> IndexDamagedError:
        return IndexDamagedError(message("The search index is damaged: {file}", file=self._name))


def _key(gram: str) -> int:
    """A number for each gram, in the order of the strings."""
    return ord(gram[0]) << 22 | (ord(gram[1]) + 1 if len(gram) > 1 else 0)
