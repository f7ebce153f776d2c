"""The segments of the index: Whoosh's own, with stored fields as JSON and a checksum.

The files of a segment become one, as Whoosh does it. `ArticleSegment`, which the table of contents
lists, knows where in it the two columns lie that we read ourselves, and the CRC-32 of everything
but the text, which has its own.
"""

from __future__ import annotations

import mmap
import re
import struct
import zlib
from collections.abc import Collection
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, NoReturn

from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3PerDocWriter, W3Segment
from whoosh.columns import Column, ColumnReader
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import BufferFile

from zhupi.core.errors import IndexDamagedError, shown_path
from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.search.segment_file import MAX_ARTICLES, SegmentFile
from zhupi.search.snapshot import OpenSegment
from zhupi.search.whoosh_fields import TEXT, ExactColumn, StoredColumn, from_fields

NAME = "MAIN"  #: of the index; Whoosh's default, so that `whoosh.index.open_dir` finds it
_STORED = "_stored"  #: Whoosh's name for the column of stored fields
_SEGMENT_ID = re.compile(r"[0-9a-z]{1,32}")

Extent = tuple[int, int]  #: where something begins in a file, and its length


class ArticleCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec, with `StoredColumn` for the stored fields."""

    length_stats = False  # no field of ours has lengths; Whoosh would look for them at each posting

    def per_document_writer(self, storage: Storage, segment: ArticleSegment) -> _DocumentWriter:
        return _DocumentWriter(self, storage, segment)

    def per_document_reader(self, storage: Storage, segment: ArticleSegment) -> _DocumentReader:
        return _DocumentReader(storage, segment)

    def new_segment(self, _storage: Storage, _indexname: str) -> ArticleSegment:
        return ArticleSegment()


class _DocumentWriter(W3PerDocWriter):  # type: ignore[misc]  # Whoosh has no types
    def _create_column(self, fieldname: str, column: Column) -> None:
        super()._create_column(fieldname, StoredColumn() if fieldname == _STORED else column)


class _DocumentReader(W3PerDocReader):  # type: ignore[misc]  # Whoosh has no types
    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        if fieldname == _STORED:
            column = StoredColumn()
        elif not isinstance(column, ExactColumn):
            return super().column_reader(fieldname, column)
        # Opening these takes long; they have no state, so that one will do.
        if fieldname not in self._readers:
            self._readers[fieldname] = super().column_reader(fieldname, column)
        return self._readers[fieldname]


class ArticleSegment(W3Segment):  # type: ignore[misc]  # Whoosh has no types
    """A segment of the table of contents; raises ValueError or TypeError for senseless values."""

    def __init__(
        self,
        segid: str | None = None,
        count: int = 0,
        crc: int = 0,
        stored: Extent = (0, 0),
        text: Extent = (0, 0),
        deleted: Collection[int] = (),
    ) -> None:
        super().__init__(ArticleCodec(), NAME, count, segid, set(deleted) or None)
        self._fieldlengths: dict[str, int] = {}
        self.compound = segid is not None
        self.crc = crc
        self.stored = stored
        self.text = text
        if not _SEGMENT_ID.fullmatch(self.segid) or not 0 <= count <= MAX_ARTICLES:
            raise ValueError(segid, count)
        if not all(type(number) is int and 0 <= number < count for number in deleted):
            raise ValueError(segid, deleted)
        for start, length in (stored, text):
            if type(start) is not int or type(length) is not int or min(start, length) < 0:
                raise ValueError(segid, start, length)

    def __reduce__(self) -> tuple[Any, ...]:
        deleted = tuple(sorted(self.deleted_docs()))
        row = (self.segid, self._doccount, self.crc, self.stored, self.text, deleted)
        return ArticleSegment, row

    def __setstate__(self, _state: object) -> NoReturn:
        raise UnpicklingError("a segment has no state but its arguments")

    @property
    def file_name(self) -> str:
        """Of the one file."""
        return str(self.make_filename(self.COMPOUND_EXT))

    def create_compound_file(self, storage: Storage) -> None:
        super().create_compound_file(storage)
        files = self.open_compound_file(storage)
        try:
            self.stored = files.range(W3Codec.column_filename(self, _STORED))
            self.text = files.range(W3Codec.column_filename(self, TEXT))
        finally:
            files.close()
        start, length = self.text
        with storage.open_file(self.file_name) as stream:
            crc = zlib.crc32(stream.read(start))
            stream.seek(start + length)
            self.crc = zlib.crc32(stream.read(), crc)


def open_segment(path: Path, segment: ArticleSegment, folding: Folding) -> OpenSegment:
    """The segment in its file. Raises `IndexDamagedError` where a byte is not as written.

    Whoosh's readers would unpickle; here two columns are read, and nothing else.
    """
    try:
        with path.open("rb") as stream:
            data = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        return _opened(data, shown_path(path), segment, folding)
    except (OSError, ValueError, TypeError, AttributeError, LookupError, OverflowError,
            RecursionError, struct.error) as error:  # fmt: skip
        raise IndexDamagedError(
            message("The search index is damaged: {file}", file=shown_path(path))
        ) from error


def _opened(data: memoryview, name: str, segment: ArticleSegment, folding: Folding) -> OpenSegment:
    start, length = segment.text
    if zlib.crc32(data[start + length :], zlib.crc32(data[:start])) != segment.crc:
        raise ValueError(segment.crc)
    file = SegmentFile(data[start : start + length], name)
    start, length = segment.stored
    column = BufferFile(data[start : start + length])
    rows = StoredColumn().reader(column, 0, length, segment.doc_count_all()).load()
    if not len(rows) == len(file) == segment.doc_count_all():
        raise ValueError(len(rows))
    return OpenSegment(tuple(map(from_fields, rows, file.characters())), file, folding)
