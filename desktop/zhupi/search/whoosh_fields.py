"""What Whoosh is told of an article: its schema, and the field and column types of our own.

`text` is searched by substring. For Whoosh's own writers and merges it is a column that holds a
whole `SegmentFile`, so that neither analysers nor the posting pool ever see a character of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.columns import Column, ColumnReader, ColumnWriter
from whoosh.fields import ID, NUMERIC, STORED, FieldType, Schema
from whoosh.filedb.structfile import StructFile

from zhupi.core.search import SearchDocument
from zhupi.search.segment_file import SegmentFile
from zhupi.search.segment_format import MemorySource
from zhupi.search.segment_writer import SegmentWriter
from zhupi.search.text_tools import TextTools
from zhupi.search.whoosh_query import Substring

TEXT = "text"  #: the field of the exact text


def new_schema() -> Any:
    """The fields of an article. `published` is a number such as 20230702."""
    return Schema(
        article=Identifier(stored=True, unique=True),
        digest=STORED,
        title=STORED,
        source=Identifier(stored=True, sortable=True),
        published=NUMERIC(stored=True, sortable=True, shift_step=8),
        text=ExactText(),
    )


class Identifier(ID):  # type: ignore[misc]  # Whoosh has no types
    """A name found whole. Unlike Whoosh's own it may hold lone surrogates, as some files do."""

    def index(self, value: str, **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The one term, which stands once, weighs 1 and has no more to it."""
        yield self.to_bytes(value), 1, 1.0, b""

    def to_bytes(self, value: str | bytes | list[str]) -> bytes:
        if isinstance(value, list):
            value = value[0]
        return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value

    def from_bytes(self, bs: bytes) -> str:
        return bs.decode("utf-8", "surrogatepass")


class ExactText(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A text of which every substring is found."""

    indexed = False
    stored = False

    def __init__(self) -> None:
        self.column_type = ExactColumn()

    def to_column_value(self, value: str) -> SearchDocument:
        return _bare(value)

    def from_column_value(self, value: SearchDocument) -> str:
        return value.text

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Substring:
        return Substring(fieldname, qstring, boost)


class ExactColumn(Column):  # type: ignore[misc]  # Whoosh has no types
    """Lets Whoosh's writers keep a `SegmentFile` as the column of a field."""

    _default = SearchDocument("", "", "", "", "", None)

    class Writer(ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: StructFile) -> None:
            super().__init__(dbfile)
            self._writer = SegmentWriter(dbfile, TextTools())

        def fill(self, docnum: int) -> None:
            while len(self._writer) < docnum:
                self._writer.add(_bare(""))

        def add(self, docnum: int, value: SearchDocument) -> None:
            self.fill(docnum)
            self._writer.add(value)

        def finish(self, doccount: int) -> None:
            self.fill(doccount)
            self._writer.finish()

    class Reader(ColumnReader):  # type: ignore[misc]
        def __init__(self, dbfile: StructFile, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self.file = SegmentFile(
                MemorySource(dbfile.get(basepos, length)), str(dbfile), TextTools()
            )

        def __getitem__(self, docnum: int) -> SearchDocument:
            return self.file.document(docnum)


def _bare(text: str) -> SearchDocument:
    return SearchDocument("", "", "", text, "", None)
