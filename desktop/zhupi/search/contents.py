"""The table of contents of an index, read without Whoosh and without unpickling anything.

Whoosh's own table of contents is a file that it reads from the front. Ours is sealed behind it:

    Whoosh's bytes · JSON · format, length of the JSON, CRC-32 of all before

Whoosh writes its part for whoever opens the folder with Whoosh; here it is never looked at.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import FOLDING_VERSION
from zhupi.core.search import FeedPosition

_FORMAT: Final = b"zhupi 3\n"
_SEAL = struct.Struct("<8sII")
_SEGMENT_ID = re.compile(r"[0-9a-z]{1,32}")
_MOST_ROWS = 65_536


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as the table of contents lists it; its file never changes."""

    id: str
    rows: int
    crc: int  #: of the file's tail, which names its content
    deleted: bytes = b""  #: a bit a row, the first one lowest; empty where none is deleted

    def live(self) -> NDArray[np.bool_]:
        """By row, whether it can be found."""
        return ~self._deleted_rows()

    @property
    def live_rows(self) -> int:
        """How many rows can be found."""
        return self.rows - (int.from_bytes(self.deleted, "little").bit_count())

    def without(self, rows: NDArray[np.int64]) -> SegmentEntry:
        """The same with more rows deleted."""
        deleted = self._deleted_rows()
        deleted[rows] = True
        return replace(self, deleted=np.packbits(deleted, bitorder="little").tobytes())

    def _deleted_rows(self) -> NDArray[np.bool_]:
        if not self.deleted:
            return np.zeros(self.rows, bool)
        bits = np.unpackbits(np.frombuffer(self.deleted, np.uint8), bitorder="little")
        return bits[: self.rows].astype(bool)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index held at one moment."""

    generation: int = -1
    segments: tuple[SegmentEntry, ...] = ()
    reached: FeedPosition | None = None


class OtherVersionError(ValueError):
    """The file is whole and was written by another version of the program."""


def new_segment_id() -> str:
    """A name that no segment had."""
    return secrets.token_hex(8)


def seal(whoosh: bytes, contents: Contents) -> bytes:
    """The bytes of the file."""
    encoded = json.dumps(_to_json(contents), separators=(",", ":")).encode("ascii")
    head = whoosh + encoded
    return head + _SEAL.pack(_FORMAT, len(encoded), zlib.crc32(head))


def unseal(data: bytes) -> Contents:
    """What the file says.

    Raises `OtherVersionError`, and ValueError, TypeError or LookupError for any other bytes.
    """
    border = len(data) - _SEAL.size
    if border < 0:
        raise ValueError("too short")
    known, length, crc = _SEAL.unpack(data[border:])
    if crc != zlib.crc32(data[:border]) or length > border:
        raise ValueError("not sealed")
    if known != _FORMAT:
        raise OtherVersionError(known)
    return _from_json(json.loads(data[border - length : border]))


def _to_json(contents: Contents) -> Mapping[str, object]:
    reached = contents.reached
    return {
        "folding": FOLDING_VERSION,
        "generation": contents.generation,
        "reached": [reached.number, reached.stamp] if reached else None,
        "segments": [
            [s.id, s.rows, s.crc, base64.b64encode(zlib.compress(s.deleted)).decode("ascii")
             if s.deleted else ""]
            for s in contents.segments
        ],
    }  # fmt: skip


def _from_json(value: Any) -> Contents:
    if value["folding"] != FOLDING_VERSION:
        raise OtherVersionError("folded by another table")
    reached = value["reached"]
    return Contents(
        generation=_number(value["generation"]),
        segments=tuple(_entry(*row) for row in value["segments"]),
        reached=FeedPosition(_number(reached[0]), str(reached[1])) if reached else None,
    )


def _entry(name: Any, rows: Any, crc: Any, deleted: Any) -> SegmentEntry:
    if not isinstance(name, str) or not _SEGMENT_ID.fullmatch(name):
        raise ValueError(name)
    if not 0 < _number(rows) <= _MOST_ROWS:
        raise ValueError(rows)
    bits = b""
    if deleted:
        size = -(-rows // 8)
        unpacker = zlib.decompressobj()
        bits = unpacker.decompress(base64.b64decode(deleted), size + 1)
        if len(bits) != size or int.from_bytes(bits, "little") >> rows:
            raise ValueError(name)
    return SegmentEntry(name, rows, _number(crc), bits)


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
