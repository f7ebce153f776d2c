"""One segment of an index as a file: what is searched of each of its rows, and where.

A *record* is what is searched of a row: folded, squeezed UTF-16 units. Where the text begins with
the title, as a line of its own, the record is the text; else it is title, `BORDER` and text. All
bytes are checked against their checksums when they are first read.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhupi.core.errors import shown_path
from zhupi.core.search import SearchDocument
from zhupi.search.originals import WHOLE, unpack_whole
from zhupi.search.segment_format import FileSource, SectionReader, Source, StoredArray
from zhupi.search.segment_postings import SegmentGrams
from zhupi.search.segment_rows import (
    NUMBERS,
    STARTS,
    STRETCHES,
    Ranges,
    StringColumn,
    article_key,
)
from zhupi.search.text_tools import TextTools
from zhupi.search.units import BORDER, Units

__all__ = ["SegmentFile", "article_key"]

_PIECE = 4_000_000  #: units that are looked through at a time
_FOREIGN = (ValueError, TypeError, LookupError, OverflowError, RecursionError, struct.error,
            zlib.error)  # fmt: skip


class SegmentFile(SegmentGrams):
    """Reads one segment; any number of threads may.

    Every method raises `IndexDamagedError` where the bytes are not those that were written.
    """

    source_names: tuple[str, ...]  #: what `source_codes` stand for; "" for none

    def __init__(self, source: Source, name: str, tools: TextTools) -> None:
        """`name` says to a person where the file comes from."""
        reader = SectionReader(source, name)
        try:
            self.crc = reader.crc  #: names the content
            rows = reader.facts["rows"]
            if type(rows) is not int:
                raise TypeError(rows)
            self._count: int = rows
            self.source_names = tuple(map(str, reader.facts["source_names"]))
            super().__init__(reader, self._count)
            self._tools = tools
            #: All records, end to end; a slice of it is read when it is asked for.
            self.units: StoredArray = reader.array("units", np.uint16)
        except _FOREIGN as error:
            raise reader.damaged() from error

    @classmethod
    def open(cls, path: Path, tools: TextTools) -> SegmentFile:
        """The segment in the file `path`, open until `close`; raises OSError too."""
        return cls(FileSource(path), shown_path(path), tools)

    def close(self) -> None:
        """Gives the file back, or with the last search that still reads it."""
        self.__dict__.clear()

    def __len__(self) -> int:
        return self._count

    # --- numbers by row

    @cached_property
    def keys(self) -> NDArray[np.uint64]:
        """By row, `article_key` of the article."""
        return self._numbers("keys")

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """By row, the ordinal of the day published; 0 where it is not known."""
        return self._numbers("days")

    @cached_property
    def characters(self) -> NDArray[np.uint32]:
        """By row, the code points of the canonical text."""
        return self._numbers("characters")

    @cached_property
    def source_codes(self) -> NDArray[np.uint16]:
        """By row, the source as a place in `source_names`."""
        return self._numbers("source_codes")

    @cached_property
    def text_starts(self) -> NDArray[np.uint32]:
        """By row, where the text begins in the record."""
        return self._numbers("text_starts")

    @cached_property
    def title_ends(self) -> NDArray[np.uint32]:
        """By row, how many of the record's first units are the title."""
        return self._numbers("title_ends")

    @cached_property
    def starts(self) -> NDArray[np.uint64]:
        """Where records begin in `units`; one more than rows."""
        return self._starts("starts", len(self.units))

    @cached_property
    def title_starts(self) -> NDArray[np.uint64]:
        """Where titles begin in `title_units`; one more than rows."""
        return self._starts("title_starts", len(self.title_units))

    @cached_property
    def author_starts(self) -> NDArray[np.uint64]:
        """Where authors begin in `author_units`; one more than rows."""
        return self._starts("author_starts", len(self.author_units))

    # --- units

    @cached_property
    def title_units(self) -> Units:
        """All titles, folded and squeezed."""
        return self._reader.whole("title_units", np.uint16)

    @cached_property
    def author_units(self) -> Units:
        """The names of all bylines, folded and squeezed, each followed by `BORDER`."""
        return self._reader.whole("author_units", np.uint16)

    # --- one row

    def article(self, row: int) -> str:
        return self._string("articles", row)

    def digest(self, row: int) -> str:
        return self._string("digests", row)

    def title(self, row: int) -> str:
        return self._string("titles", row)

    def source(self, row: int) -> str:
        try:
            return self.source_names[int(self.source_codes[row])]
        except IndexError as error:
            raise self._reader.damaged() from error

    def authors(self, row: int) -> tuple[str, ...]:
        encoded = self._string("authors", row)
        try:
            return tuple(map(str, json.loads(encoded))) if encoded else ()
        except _FOREIGN as error:
            raise self._reader.damaged() from error

    def articles(self) -> list[str]:
        """`article` of every row."""
        return self._strings("articles").all()

    def article_numbers(self) -> NDArray[np.uint64] | None:
        """The same as numbers that sort alike; None where they are not 16 hexadecimal digits."""
        return self._strings("articles").numbers()

    def digests(self) -> list[str]:
        """`digest` of every row."""
        return self._strings("digests").all()

    def original(self, row: int) -> str:
        """The canonical text, exactly."""
        return self.text(row)[0]

    def text(self, row: int) -> tuple[str, Sequence[int] | None]:
        """The canonical text, and which of its characters are white space that its record lacks.

        Ascending; None where the row does not tell.
        """
        try:
            style = int(self._styles[row])
            if style == WHOLE:
                return unpack_whole(self._strings("whole").raw(row)), None
            start, end = self.starts[row : row + 2].tolist()
            first, last = self._exception_starts[row : row + 2].tolist()
            steps, units = self._exceptions(first, last)
            text, gone = self._tools.originals.restore(self.units[start:end], style, steps, units)
        except _FOREIGN as error:
            raise self._reader.damaged() from error
        if not self.text_starts[row]:
            return text, gone
        title = self.title(row)
        before = len(title) + 1
        return text[before:], [place - before for place in gone if place >= before]

    @cached_property
    def packed(self) -> NDArray[np.bool_]:
        """By row, whether its text is kept as it is, compressed: nothing else is known of it."""
        packed: NDArray[np.bool_] = self._styles == WHOLE
        return packed

    @cached_property
    def paragraph_ends(self) -> NDArray[np.int64]:
        """Where in `units` paragraphs end, ascending: before these units.

        Not of the rows that are `packed`.
        """
        starts = self.starts.astype(np.int64)
        begins = self._exception_starts.astype(np.int64)
        steps, units = self._exceptions(0, int(begins[-1]))
        rows, places = self._tools.originals.breaks(steps, units, begins)
        return np.sort(np.concatenate([starts[rows] + places, *self._kept_breaks()]))

    def _kept_breaks(self) -> Iterator[NDArray[np.int64]]:
        """Where in `units` line feeds and borders stand, a piece of the file at a time."""
        for begin in range(0, len(self.units), _PIECE):
            end = min(begin + _PIECE, len(self.units))
            some = self.units[begin:end]
            yield begin + np.flatnonzero((some == ord("\n")) | (some == BORDER))

    def document(self, row: int) -> SearchDocument:
        """Everything that was written of a row."""
        day = int(self.days[row])
        try:
            published = date.fromordinal(day) if day else None
        except (ValueError, OverflowError) as error:
            raise self._reader.damaged() from error
        return SearchDocument(
            article=self.article(row),
            digest=self.digest(row),
            title=self.title(row),
            text=self.original(row),
            source=self.source(row),
            published=published,
            authors=self.authors(row),
        )

    # --- for merging: the rows of ranges, end to end

    def numbers_of(self, name: str, ranges: Ranges) -> NDArray[Any]:
        """Of a section of `NUMBERS`."""
        every = self._numbers(name)
        return np.concatenate([every[first:end] for first, end in ranges])

    def lengths_of(self, name: str, ranges: Ranges) -> NDArray[np.int64]:
        """How much each row has of what begins where the section `name` says."""
        every = np.diff(self._starts_of(name).astype(np.int64))
        return np.concatenate([every[first:end] for first, end in ranges])

    def stretch_of(self, name: str, ranges: Ranges) -> NDArray[Any]:
        """Of a section of `STRETCHES`."""
        starts = self._starts_of(STARTS[name])
        return np.concatenate([
            self._stretch(name, STRETCHES[name], int(starts[first]), int(starts[end]))
            for first, end in ranges
        ])  # fmt: skip

    def strings_of(self, name: str, ranges: Ranges) -> tuple[bytes, NDArray[np.int64]]:
        """Of a section of `STRINGS`, and the bytes of each row."""
        return self._strings(name).of_ranges(ranges)

    # --- within

    def _starts_of(self, name: str) -> NDArray[np.uint64]:
        return {
            "starts": self.starts,
            "title_starts": self.title_starts,
            "author_starts": self.author_starts,
            "exception_starts": self._exception_starts,
        }[name]

    @cached_property
    def _styles(self) -> NDArray[np.uint8]:
        return self._numbers("styles")

    @cached_property
    def _exception_starts(self) -> NDArray[np.uint64]:
        length = len(self._reader.array("exception_steps", np.uint8))
        return self._starts("exception_starts", length)

    def _exceptions(self, first: int, last: int) -> tuple[NDArray[np.uint8], Units]:
        steps = self._stretch("exception_steps", np.uint8, first, last)
        return steps, self._stretch("exception_units", np.uint16, first, last)

    def _stretch(self, name: str, kind: type[np.generic], first: int, last: int) -> NDArray[Any]:
        return self._reader.array(name, kind)[first:last]

    def _numbers(self, name: str) -> NDArray[Any]:
        found = self._reader.whole(name, NUMBERS[name])
        if len(found) != self._count:
            raise self._reader.damaged()
        return found

    def _starts(self, name: str, end: int) -> NDArray[np.uint64]:
        found = self._reader.whole(name, np.uint64)
        if not len(found) and not end:
            return np.zeros(self._count + 1, np.uint64)
        if len(found) != self._count + 1 or int(found[-1]) != end:
            raise self._reader.damaged()
        return found

    def _strings(self, name: str) -> StringColumn:
        columns = self.__dict__.setdefault("_columns", {})
        found: StringColumn | None = columns.get(name)
        if found is None:
            found = columns[name] = StringColumn(self._reader, name, self._count)
        return found

    def _string(self, name: str, row: int) -> str:
        try:
            return self._strings(name)[row]
        except _FOREIGN as error:
            raise self._reader.damaged() from error
