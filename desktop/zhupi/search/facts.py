"""Tags, notes and entities of the articles, as arrays: which rows have a value, and how many.

Made from the index of facts (see `facts_record`), once a segment; joined with the contents by
article, so that a mask here is a mask of the rows of contents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding
from zhupi.core.model import Label
from zhupi.search.facts_record import (
    ALIASES,
    BRANCH,
    END,
    FIRST_MARKER,
    LAST_MARKER,
    NAMES,
    NOTE,
    TAG,
)
from zhupi.search.located import Needle, Units, occurrences
from zhupi.search.name_list import NameList
from zhupi.search.query_tree import LABELS, Field, Term
from zhupi.search.segment_file import SegmentFile
from zhupi.search.snapshot import Mask, Rows, Snapshot

_MARKER = re.compile(f"[{chr(FIRST_MARKER)}-{chr(LAST_MARKER)}]")
_OFFSETS = 4096  #: places of a value that are hashed apart


def markers_of(field: Field, *, whole: bool) -> tuple[int, ...]:
    """The markers of the values that a term in a fact field looks at."""
    if field is Field.TAG:
        return (BRANCH,) if whole else (TAG,)
    if field is Field.NOTE:
        return (NOTE,)
    labels = [LABELS[field]] if field in LABELS else list(Label)
    return tuple(marker for label in labels for marker in (NAMES[label], ALIASES[label]))


class FactsTable:
    """All values of one segment. Distinct values are numbered; equal ones share a number."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        units = file.units[:]
        places = np.flatnonzero((units >= FIRST_MARKER) & (units <= LAST_MARKER))
        values = np.flatnonzero(units[places] != END)
        starts = places[values]
        ends = places[np.minimum(values + 1, len(places) - 1)]
        #: The row of the segment that has each value.
        self.rows = (np.searchsorted(file.starts, starts.astype(np.uint64), "right") - 1).astype(
            np.int32
        )
        hashes = _hashes(units, starts, ends)
        self.hashes, samples, codes = np.unique(hashes, return_index=True, return_inverse=True)
        self.codes = codes.astype(np.int32)  #: the distinct value of each
        self.starts, self.ends = starts[samples], ends[samples]  #: of distinct ones, in the units
        self.markers = units[self.starts] if len(samples) else np.zeros(0, np.uint16)
        self._sample_rows = self.rows[samples]

    @cached_property
    def _joined(self) -> tuple[Units, NDArray[np.int64]]:
        """The distinct values one behind the other, each with its marker, and their borders."""
        units = self._file.units[:]
        pieces = [
            units[start:end]
            for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        ]
        borders = np.concatenate([[0], np.cumsum(self.ends - self.starts)]).astype(np.int64)
        return np.concatenate([*pieces, np.zeros(0, np.uint16)]), borders

    def holding(self, needle: Units, markers: Collection[int], *, whole: bool) -> Mask:
        """The distinct values of `markers` that hold `needle`, or are it."""
        found = np.zeros(len(self.codes_of_markers(markers)), np.bool_)
        units, borders = self._joined
        if not len(needle):
            return found
        places = occurrences(units, needle)
        owners = np.searchsorted(borders, places, "right") - 1
        ends = places + len(needle)
        inside = ends <= borders[owners + 1]
        if whole:
            inside &= (ends == borders[owners + 1]) & (places == borders[owners] + 1)
        found[owners[inside]] = True
        return found & self.codes_of_markers(markers)

    def codes_of_markers(self, markers: Collection[int]) -> Mask:
        return np.isin(self.markers, np.fromiter(markers, np.uint16, len(markers)))

    def text(self, code: int) -> str:
        """A distinct value as it was written where it was seen first."""
        row = int(self._sample_rows[code])
        begin = int(self._file.starts[row])
        record = self._file.units[begin : int(self.starts[code]) + 1]
        ordinal = int(np.count_nonzero((record >= FIRST_MARKER) & (record <= LAST_MARKER)))
        return _MARKER.split(self._file.original(row))[ordinal]

    def folded(self, code: int) -> Units:
        """The same folded and squeezed."""
        return self._file.units[int(self.starts[code]) + 1 : int(self.ends[code])]


@dataclass(frozen=True)
class Value:
    """A distinct value: one of those of a segment that are equal."""

    table: FactsTable
    code: int

    @property
    def text(self) -> str:
        return self.table.text(self.code)


class _Texts(Sequence[str]):
    """The texts of values, made when asked for."""

    def __init__(self, values: Sequence[Value]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return _Texts(self._values[index])
        return self._values[index].text


class Facts:
    """The facts about the rows of `contents`."""

    def __init__(
        self, contents: Snapshot, snapshot: Snapshot, tables: Mapping[str, FactsTable]
    ) -> None:
        self._contents = contents
        self._snapshot = snapshot
        self._tables = [(part, tables[part.name]) for part in snapshot.parts]
        #: The row of contents of each row of facts; -1: none, or the facts hold no more.
        self._owners = np.where(snapshot.live, contents.rows_of(snapshot.keys), -1)

    def mask(self, term: Term, folding: Folding) -> Mask:
        """The rows with a value that `term`, of a fact field, matches."""
        needle = Needle.of(term.text, folding)
        found = self._none()
        for part, table in self._tables:
            markers = markers_of(term.field, whole=term.whole)
            codes = table.holding(needle.units, markers, whole=term.whole)
            if term.literal:
                for code in np.flatnonzero(codes).tolist():
                    value = table.text(code)
                    codes[code] = value == term.text if term.whole else term.text in value
            self._mark(found, part.base, table, codes)
        return found

    def having(self, *markers: int) -> Mask:
        """The rows with any value of these kinds."""
        found = self._none()
        for part, table in self._tables:
            self._mark(found, part.base, table, table.codes_of_markers(markers))
        return found

    def counts(self, marker: int, among: Mask, most: int) -> dict[str, int]:
        """In how many rows `among` these each value of a kind stands: the `most` frequent ones."""
        values, counts = self.ranked(marker, among, most)
        found = [(value.text, count) for value, count in zip(values, counts.tolist(), strict=True)]
        return dict(sorted(found, key=lambda item: (-item[1], item[0])))

    def names(self, marker: int, most: int = 200_000) -> NameList:
        """The values of a kind with the numbers of their rows, the most frequent first."""
        values, counts = self.ranked(marker, self._contents.live, most)
        pieces = [value.table.folded(value.code) for value in values]
        starts = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])])
        units = np.concatenate([*pieces, np.zeros(0, np.uint16)])
        return NameList(units, starts.astype(np.int64), _Texts(values), counts)

    def ranked(self, marker: int, among: Mask, most: int) -> tuple[list[Value], NDArray[np.int64]]:
        """The distinct values of a kind and in how many rows `among` these they stand."""
        if not len(among):
            return [], np.zeros(0, np.int64)
        hashes, counts, origins = [], [], []
        for number, (part, table) in enumerate(self._tables):
            owners = self._owners[part.base + table.rows]
            counted = (owners >= 0) & (table.markers[table.codes] == marker)
            counted &= among[np.maximum(owners, 0)]
            found = np.bincount(table.codes[counted], minlength=len(table.hashes))
            codes = np.flatnonzero(found)
            hashes.append(table.hashes[codes])
            counts.append(found[codes])
            origins.append(codes.astype(np.int64) * len(self._tables) + number)
        if not hashes:
            return [], np.zeros(0, np.int64)
        distinct, first, same = np.unique(
            np.concatenate(hashes), return_index=True, return_inverse=True
        )
        totals = np.bincount(same, np.concatenate(counts), len(distinct)).astype(np.int64)
        best = np.argsort(-totals, kind="stable")[:most]
        places = np.concatenate(origins)[first[best]].tolist()
        codes_and_tables = (divmod(place, len(self._tables)) for place in places)
        values = [Value(self._tables[number][1], code) for code, number in codes_and_tables]
        return values, totals[best]

    def _mark(self, found: Mask, base: int, table: FactsTable, codes: Mask) -> None:
        owners = self._owners[base + table.rows[codes[table.codes]]]
        found[owners[owners >= 0]] = True

    def _none(self) -> Mask:
        return np.zeros(self._contents.count, np.bool_)


def _hashes(units: Units, starts: Rows, ends: Rows) -> NDArray[np.uint64]:
    if not len(starts):
        return np.zeros(0, np.uint64)
    lengths = ends - starts
    firsts = np.cumsum(lengths) - lengths
    offsets = np.arange(int(lengths.sum())) - np.repeat(firsts, lengths)
    taken = units[np.repeat(starts, lengths) + offsets].astype(np.uint64) + 1
    hashes: NDArray[np.uint64] = np.add.reduceat(taken * _weights()[offsets % _OFFSETS], firsts)
    return hashes


def _weights() -> NDArray[np.uint64]:
    """Odd multipliers of a multilinear hash (Dietzfelbinger 1996): equal values, equal sums.

    Drawn by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    """
    drawn = np.arange(1, _OFFSETS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        drawn = (drawn ^ (drawn >> np.uint64(shift))) * np.uint64(factor)
    return (drawn ^ (drawn >> np.uint64(31))) | np.uint64(1)
