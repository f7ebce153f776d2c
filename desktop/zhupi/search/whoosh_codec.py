"""How Whoosh reads the segments of this program: a codec, which is Whoosh's own plug point.

Terms, columns and stored fields are what a `SegmentFile` says, so nothing is on the disk twice.
What Whoosh's writers add to such an index lies in segments of Whoosh's usual kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.columns import Column, ColumnReader
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from zhupi.search.contents import SegmentEntry
from zhupi.search.segment_file import SegmentFile
from zhupi.search.text_tools import TextTools
from zhupi.search.whoosh_fields import TEXT, new_schema

Term = tuple[str, bytes]


class IndexedSegment(W3Segment):  # type: ignore[misc]  # Whoosh has no types
    """A segment in Whoosh's table of contents, from an entry of ours."""

    def __init__(self, name: str, entry: SegmentEntry) -> None:
        deleted = np.flatnonzero(~entry.live()).tolist() if entry.deleted else ()
        super().__init__(SegmentCodec(), name, entry.rows, entry.id, set(deleted) or None)
        self._entry = entry

    def __reduce__(self) -> tuple[object, ...]:
        deleted = np.array(sorted(self.deleted_docs()), np.int64)
        return IndexedSegment, (self.indexname, self._entry.without(deleted))


class SegmentCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Reads our segments; what it writes are Whoosh's."""

    def per_document_reader(self, storage: FileStorage, segment: W3Segment) -> PerDocumentReader:
        if isinstance(segment, IndexedSegment):
            return _DocumentReader(_opened(storage, segment), segment)
        return super().per_document_reader(storage, segment)

    def terms_reader(self, storage: FileStorage, segment: W3Segment) -> TermsReader:
        if isinstance(segment, IndexedSegment):
            return _TermsReader(_opened(storage, segment))
        return super().terms_reader(storage, segment)


def _opened(storage: FileStorage, segment: IndexedSegment) -> SegmentFile:
    path = Path(storage.folder, segment.make_filename(segment.COMPOUND_EXT))
    return SegmentFile.open(path, TextTools())


def _number(file: SegmentFile, row: int) -> int:
    """The day published, such as 20230702; 0 where it is not known."""
    day = int(file.days[row])
    published = date.fromordinal(day) if day else None
    return published.year * 10_000 + published.month * 100 + published.day if published else 0


class _DocumentReader(PerDocumentReader):  # type: ignore[misc]  # Whoosh has no types
    def __init__(self, file: SegmentFile, segment: IndexedSegment) -> None:
        self._file = file
        self._segment = segment

    def close(self) -> None:
        self._file.close()

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return len(self._file)

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted_docs())

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in (TEXT, "source", "published")

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        file = self._file
        if fieldname == TEXT:
            return _Column(file, file.document)
        if fieldname == "source":
            return _Column(file, lambda row: file.source(row).encode("utf-8", "surrogatepass"))
        field = new_schema()["published"]
        unknown = column.default_value()

        def published(row: int) -> Any:
            number = _number(file, row)
            return field.to_column_value(number) if number else unknown

        return _Column(file, published)

    def doc_field_length(self, _docnum: int, _fieldname: str, default: int = 0) -> int:
        return default

    def field_length(self, _fieldname: str) -> int:
        return 0

    min_field_length = max_field_length = field_length

    def stored_fields(self, docnum: int) -> dict[str, object]:
        file = self._file
        stored: dict[str, object] = {
            "article": file.article(docnum),
            "digest": file.digest(docnum),
            "title": file.title(docnum),
        }
        if source := file.source(docnum):
            stored["source"] = source
        if number := _number(file, docnum):
            stored["published"] = number
        return stored


class _Column(ColumnReader):  # type: ignore[misc]  # Whoosh has no types
    """A column by a function of the row."""

    def __init__(self, file: SegmentFile, value: Callable[[int], Any]) -> None:
        super().__init__(None, 0, 0, len(file))
        self.file = file
        self._value = value
        self._reverse = False

    def __getitem__(self, docnum: int) -> Any:
        return self._value(docnum)

    def set_reverse(self) -> None:
        """Whoosh asks this of numbers only."""
        self._reverse = True

    def sort_key(self, docnum: int) -> Any:
        value = self[docnum]
        return -value if self._reverse else value


class _TermsReader(TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """The terms of `article`, `published` and `source`, put together when first asked for."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file

    def close(self) -> None:
        self._file.close()

    def indexed_field_names(self) -> tuple[str, ...]:
        return tuple(self._rows)

    def terms(self) -> Iterator[Term]:
        return ((field, text) for field, texts in self._ordered.items() for text in texts)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        if fieldname not in self._ordered:
            raise TermNotFound(fieldname)
        texts = self._ordered[fieldname]
        return ((fieldname, text) for text in texts[bisect_left(texts, prefix) :])

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def __contains__(self, term: Term) -> bool:
        fieldname, text = term
        return text in self._rows.get(fieldname, {})

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        rows = self._rows[fieldname][text]
        return TermInfo(len(rows), len(rows), 0, 0, 1, rows[0], rows[-1])

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.doc_frequency(fieldname, text))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._rows.get(fieldname, {}).get(text, ()))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        rows = self._rows.get(fieldname, {}).get(text)
        if rows is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        values = [b""] * len(rows)
        return ListMatcher(
            rows,
            [1.0] * len(rows),
            values,
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    @cached_property
    def _ordered(self) -> dict[str, list[bytes]]:
        return {field: sorted(rows) for field, rows in sorted(self._rows.items())}

    @cached_property
    def _rows(self) -> dict[str, dict[bytes, list[int]]]:
        file = self._file
        schema = new_schema()
        found: dict[str, dict[bytes, list[int]]] = {"article": {}, "published": {}, "source": {}}

        def add(fieldname: str, value: object, row: int) -> None:
            for text, *_ in schema[fieldname].index(value):
                found[fieldname].setdefault(text, []).append(row)

        for row, article in enumerate(file.articles()):
            add("article", article, row)
            if source := file.source(row):
                add("source", source, row)
            if number := _number(file, row):
                add("published", number, row)
        return found
