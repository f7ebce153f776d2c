"""Makes one segment of several without folding anything again, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhupi.core.protocols import Checkpoint, go_on
from zhupi.search.segment_file import SegmentFile
from zhupi.search.segment_format import SectionWriter, WritableFile
from zhupi.search.segment_grams import GramWriter, Keys, Postings, merged
from zhupi.search.segment_rows import NUMBERS, STRETCHES, STRINGS, Ranges, RowWriter
from zhupi.search.segment_writer import Written

_PIECE: Final = 1 << 20  #: units copied at once


class LiveRows:
    """A segment without its deleted rows, as rows of another from `base` on."""

    def __init__(self, file: SegmentFile, live: NDArray[np.bool_], base: int) -> None:
        self.file = file
        self.ranges: Ranges = _ranges(live)
        self.count = int(np.count_nonzero(live))
        self._live = live
        self._base = np.uint16(base if self.count else 0)
        self._all = self.count == len(live)
        #: By old row, the new one; senseless for deleted rows.
        self.new_rows = (np.cumsum(live) - 1 + base).astype(np.uint16)

    def samples(self) -> tuple[Keys, NDArray[np.int64]]:
        return self.file.samples()

    def between(self, first: int, end: int) -> Postings:
        found = self.file.between(first, end)
        if self._all:
            found.view(np.uint16)[1::4] += self._base
        else:
            found = found[self._live[found.view(np.uint16)[1::4]]]
            rows = found.view(np.uint16)[1::4]
            rows[:] = self.new_rows[rows]
        return found


def live_rows(
    segments: Sequence[tuple[SegmentFile, NDArray[np.bool_]]],
) -> list[LiveRows]:
    """The segments, each with which of its rows are live, one after the other."""
    found = []
    base = 0
    for file, live in segments:
        found.append(LiveRows(file, live, base))
        base += found[-1].count
    return found


def merge(stream: WritableFile, sources: Sequence[LiveRows], check: Checkpoint = go_on) -> Written:
    """Writes one segment of the sources, of which at least one has a row."""
    sources = [source for source in sources if source.count]
    writer = SectionWriter(stream)
    rows = sum(source.count for source in sources)
    writer.begin("units")
    for source in sources:
        _copy_units(writer, source, check)
    writer.end("units")
    GramWriter(writer, rows).write(_checking(sources, check))
    source_codes: dict[str, int] = {}
    rows_writer = RowWriter()
    for source in sources:
        check()
        _copy_rows(rows_writer, source, source_codes)
    facts = rows_writer.write(writer)
    size, crc = writer.finish(facts | {"rows": rows, "source_names": list(source_codes)})
    return Written(rows, size, crc)


def _checking(sources: Sequence[LiveRows], check: Checkpoint) -> Iterator[Postings]:
    for piece in merged(sources):
        check()
        yield piece


def _copy_units(writer: SectionWriter, source: LiveRows, check: Checkpoint) -> None:
    file = source.file
    starts = file.starts
    for first, end in source.ranges:
        last = int(starts[end])
        for place in range(int(starts[first]), last, _PIECE):
            check()
            stop = min(place + _PIECE, last)
            writer.write_array(file.units[place:stop])


def _copy_rows(writer: RowWriter, source: LiveRows, source_codes: dict[str, int]) -> None:
    file, ranges = source.file, source.ranges
    for name in NUMBERS:
        values = file.numbers_of(name, ranges)
        if name == "source_codes":
            used = np.unique(values)
            codes = np.zeros(len(file.source_names), np.uint16)
            for code in used.tolist():
                source_name = file.source_names[code]
                codes[code] = source_codes.setdefault(source_name, len(source_codes))
            values = codes[values]
        writer.add(name, values)
    for name in STRETCHES:
        writer.add(name, file.stretch_of(name, ranges))
    for name in ("starts", "title_starts", "author_starts", "exception_starts"):
        writer.add_lengths(name, file.lengths_of(name, ranges))
    for name in STRINGS:
        writer.add_strings(name, *file.strings_of(name, ranges))


def _ranges(live: NDArray[np.bool_]) -> Ranges:
    edges = np.flatnonzero(np.diff(live.astype(np.int8), prepend=0, append=0))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]
