"""What Whoosh is told of an article: its schema, and the field and query types of our own.

`text` is searched by substring. Whoosh keeps it as a column, so that its writers and merges carry
it like any other, and neither its analysers nor its posting pool ever see a character of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from whoosh.columns import Column, ColumnReader, ColumnWriter, VarBytesColumn
from whoosh.fields import ID, NUMERIC, STORED, FieldType, Schema
from whoosh.filedb.structfile import StructFile

from zhupi.core.folding import Folding
from zhupi.search.segment_file import SegmentFile, SegmentFileWriter
from zhupi.search.stored_article import IndexedArticle, Stored, original, store
from zhupi.search.whoosh_query import Substring

TEXT = "text"  #: the field of the exact text
_NOTHING = store("", "", "")


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


def to_fields(info: IndexedArticle, stored: Stored) -> dict[str, object]:
    """What `add_document` takes; unknown sources and dates are left out."""
    fields: dict[str, object] = {
        "article": info.article,
        "digest": info.digest,
        "title": info.title,
        TEXT: stored,
    }
    if info.source:
        fields["source"] = info.source
    if info.published:
        day = info.published
        fields["published"] = day.year * 10_000 + day.month * 100 + day.day
    return fields


def from_fields(fields: Any, characters: int) -> IndexedArticle:
    """The article of a row of stored fields; raises what Python does for any other."""
    number = fields.get("published", 0)
    published = date(number // 10_000, number // 100 % 100, number % 100) if number else None
    article, digest, title = fields["article"], fields["digest"], fields["title"]
    source = fields.get("source", "")
    if not all(isinstance(text, str) for text in (article, digest, title, source)):
        raise TypeError(fields)
    return IndexedArticle(article, digest, title, source, published, characters)


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
    """A text of which every substring is found; takes `str`, or `Stored` with a title."""

    indexed = False
    stored = False

    def __init__(self) -> None:
        self.column_type = ExactColumn()

    def to_column_value(self, value: str | Stored) -> Stored:
        return value if isinstance(value, Stored) else store("", value, Folding()(value))

    def from_column_value(self, value: Stored) -> str:
        return original(value)[0]

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Substring:
        return Substring(fieldname, qstring, boost)


class ExactColumn(Column):  # type: ignore[misc]  # Whoosh has no types
    """Lets Whoosh keep a `SegmentFile` as the column of a field."""

    _default = _NOTHING

    class Writer(ColumnWriter):  # type: ignore[misc]
        def __init__(self, dbfile: StructFile) -> None:
            super().__init__(dbfile)
            self._file = SegmentFileWriter(dbfile)

        def fill(self, docnum: int) -> None:
            while len(self._file) < docnum:
                self._file.add(_NOTHING)

        def add(self, docnum: int, value: Stored) -> None:
            self.fill(docnum)
            self._file.add(value)

        def finish(self, doccount: int) -> None:
            self.fill(doccount)
            self._file.finish()

    class Reader(ColumnReader):  # type: ignore[misc]
        def __init__(self, dbfile: StructFile, basepos: int, length: int, doccount: int) -> None:
            super().__init__(dbfile, basepos, length, doccount)
            self.file = SegmentFile(memoryview(dbfile.get(basepos, length)), str(dbfile))

        def __getitem__(self, docnum: int) -> Stored:
            return self.file.stored(docnum)


class StoredColumn(VarBytesColumn):  # type: ignore[misc]  # Whoosh has no types
    """Stored fields as JSON where Whoosh would pickle them."""

    class Writer(VarBytesColumn.Writer):  # type: ignore[misc]
        def add(self, docnum: int, v: dict[str, object]) -> None:
            super().add(docnum, json.dumps(v, separators=(",", ":")).encode("ascii"))

    class Reader(VarBytesColumn.Reader):  # type: ignore[misc]
        def __getitem__(self, docnum: int) -> Any:
            return json.loads(super().__getitem__(docnum) or b"{}")

        def __iter__(self) -> Iterator[Any]:
            return iter(self.load())

        def load(self) -> list[Any]:
            """All at once, which is quicker than one by one."""
            rows = [row or b"{}" for row in super().__iter__()]
            loaded: list[Any] = json.loads(b"[%b]" % b",".join(rows))
            return loaded
