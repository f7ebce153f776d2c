"""What Whoosh knows of an index: its folder, its segments and its table of contents.

Whoosh would pickle the table of contents, so that a hostile folder could run code: here it is
JSON with a checksum. Every file is on the disk before the table of contents that names it.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.fields import STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from zhupi.core.errors import IndexDamagedError, shown_path
from zhupi.core.messages import message
from zhupi.search.segment_file import MAX_ARTICLES

NAME = "zhupi1"  #: of the index; another number for another format
FIELD = "article"
_SEGMENT_ID = re.compile(r"[0-9a-z]{1,32}")


def new_schema() -> Any:
    """Whoosh's schema: one field, an article as `SegmentFileWriter` takes it."""
    return Schema(**{FIELD: STORED})


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder whose files are on the disk once closed, and whose renames are."""

    def create_file(self, name: str, **kwargs: Any) -> Any:
        kwargs.setdefault("onclose", _sync)
        return super().create_file(name, **kwargs)

    def rename_file(self, oldname: str, newname: str, **_options: Any) -> None:
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(Path(self.folder))

    def list(self) -> list[str]:
        # Whoosh takes a folder that it may not read for an empty one.
        try:
            return [path.name for path in Path(self.folder).iterdir()]
        except FileNotFoundError:
            return []

    def path(self, name: str) -> Path:
        return Path(self._fpath(name))


def _sync(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Puts a folder's entries on the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Segment(base.Segment):  # type: ignore[misc]  # Whoosh has no types
    """A segment of the table of contents."""

    def __init__(self, segid: str = "", count: int = 0, deleted: frozenset[int] = frozenset()):
        super().__init__(NAME)
        if segid:
            self.segid = segid
        self._count = count
        self.deleted = set(deleted)

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, dc: int) -> None:
        self._count = dc

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> set[int]:
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        if delete:
            self.deleted.add(docnum)
        else:
            self.deleted.discard(docnum)


class Contents(TOC):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's table of contents as one line of JSON and its CRC-32."""

    @classmethod
    def path(cls, storage: DurableStorage, generation: int) -> Path:
        """The file of a generation."""
        return storage.path(cls._filename(NAME, generation))

    @classmethod
    def read(
        cls, storage: DurableStorage, indexname: str, gen: int | None = None, schema: Any = None
    ) -> Contents:
        """Raises OSError where the file is not there, `IndexDamagedError` where it is not whole."""
        generation = cls._latest_generation(storage, indexname) if gen is None else gen
        path = cls.path(storage, generation)
        try:
            line, crc = path.read_bytes().splitlines()
            segments = _segments(line, int(crc, 16))
        except (ValueError, TypeError, RecursionError) as error:
            raise IndexDamagedError(
                message("The search index is damaged: {file}", file=shown_path(path))
            ) from error
        return cls(schema or new_schema(), segments, generation)

    def write(self, storage: DurableStorage, indexname: str) -> None:
        rows = [[s.segid, s.doc_count_all(), sorted(s.deleted)] for s in self.segments]
        line = json.dumps(rows, separators=(",", ":")).encode("ascii")
        temporary = f"_{indexname}.new"
        with storage.create_file(temporary) as stream:
            stream.write(line + b"\n%08x\n" % zlib.crc32(line))
        storage.rename_file(temporary, self._filename(indexname, self.generation))


def _segments(line: bytes, crc: int) -> list[Segment]:
    if zlib.crc32(line) != crc:
        raise ValueError(crc)
    return [_segment(row) for row in json.loads(line)]


def _segment(row: Any) -> Segment:
    segid, count, deleted = row
    if not _SEGMENT_ID.fullmatch(segid) or not 0 < count <= MAX_ARTICLES:
        raise ValueError(row)
    if not all(type(number) is int and 0 <= number < count for number in deleted):
        raise ValueError(row)
    return Segment(segid, count, frozenset(deleted))
