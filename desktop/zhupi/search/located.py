"""Where one needle stands: in which rows for sure, in which perhaps, and how often.

The grams of a segment say at once which rows may hold a needle; one or two units are certain, a
longer needle is looked for in the text of a row when somebody asks for that row. So the first
page of an answer costs no more than the rows that could be on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding
from zhupi.search.query_tree import Field
from zhupi.search.segment_file import SegmentFile
from zhupi.search.snapshot import Mask, Part, Rows, Snapshot
from zhupi.search.squeezing import squeeze

Units = NDArray[np.uint16]
Counts = NDArray[np.int32]

_CHUNK = 4_000_000  #: units looked through at a time: bounds memory, and how late one can stop
_ENOUGH = 24  #: candidates that are sooner read than narrowed further
_UNKNOWN = -1
_NARROWING = 12  #: grams, the rarest, whose rows are compared
_MOST_GRAMS = 48  #: of a needle that are looked up
_COUNTED_SINGLES = 4_096  #: rows with a single character whose occurrences are counted
_CAPPED = 15  #: `SegmentFile.gram_counts` counts no further
_MANY = 10_000


@dataclass(frozen=True)
class Needle:
    """A term as the index sees it.

    `units` are folded and squeezed, without white space at the edges; `strict` says that they
    are not all of it: a place must be looked at in the canonical text.
    """

    units: Units
    strict: bool

    @classmethod
    def of(cls, text: str, folding: Folding, *, literal: bool = False) -> Needle:
        """The needle of a term."""
        squeezed = squeeze(folding(text)).text
        core = squeezed.strip(" \n")
        units = np.frombuffer(core.encode("utf-16-le", "surrogatepass"), np.uint16)
        return cls(units, strict=literal or core != squeezed)

    def __len__(self) -> int:
        return len(self.units)


class Located:
    """One needle in all rows of a snapshot, in the title or text (`ANY`) or the text (`TEXT`)."""

    def __init__(self, snapshot: Snapshot, needle: Needle, field: Field) -> None:
        self._snapshot = snapshot
        self._needle = needle
        self._text_only = field is Field.TEXT
        #: Occurrences; `_UNKNOWN` where nobody has looked yet.
        self._counts = np.zeros(snapshot.count, np.int32)
        self._bounds: dict[int, tuple[SegmentFile, Sequence[int]]] = {}
        self.frequency = 0  #: rows that hold the needle, at most; exact for one or two units
        for part in snapshot.parts:
            self._candidates(part)
        if len(needle) == 1 and self.frequency <= _COUNTED_SINGLES:
            self._count_single()
        if self._text_only:
            self._leave_titles_open()

    @cached_property
    def maybe(self) -> Mask:
        """The rows that hold the needle, and some that might."""
        mask: Mask = self._counts != 0
        return mask

    @property
    def certain(self) -> bool:
        """Whether `maybe` holds none but true ones."""
        return not bool((self._counts == _UNKNOWN).any())

    def counts(self, rows: Rows) -> Counts:
        """How often the needle stands in each of `rows`; looks where nobody has."""
        found = self._counts[rows]
        unknown = rows[found == _UNKNOWN]
        if len(unknown):
            for part, numbers, _ in self._snapshot.split(unknown):
                self._counts[part.base + numbers] = self._count(part, numbers)
            found = self._counts[rows]
        return found

    def bounds(self, rows: Rows) -> Counts:
        """How often it stands in each of `rows` at most."""
        found = self._counts[rows]
        unknown = found == _UNKNOWN
        if unknown.any():
            at = np.flatnonzero(unknown)
            for part, numbers, place in self._snapshot.split(rows[at]):
                found[at[place]] = self._bound(part, numbers)
        return found

    def _candidates(self, part: Part) -> None:
        file, units = part.file, self._needle.units
        counts = self._counts[part.slice]
        if not len(units):
            counts[:] = _UNKNOWN
            self.frequency += len(part)
        elif len(units) == 1:
            low, high = file.unit_range(int(units[0]))
            counts[:] = file.rows_between(low, high)
            self.frequency += int(np.count_nonzero(counts))
        else:
            grams = _grams(file, units)
            if not grams:
                return
            self.frequency += file.gram_count(grams[0])
            rows = _holders(file, grams)
            if len(units) == 2:
                found = file.gram_counts(grams[0])
                counts[rows] = 1 if found is None else found
            else:
                counts[rows] = _UNKNOWN
                self._bounds[part.base] = file, grams

    def _count_single(self) -> None:
        """A character that many articles have says nothing by how often, and is dear to count."""
        unit = int(self._needle.units[0])
        for part in self._snapshot.parts:
            low, high = part.file.unit_range(unit)
            self._counts[part.slice] = part.file.counts_between(low, high)

    def _leave_titles_open(self) -> None:
        """Certain of title or text is uncertain of the text where the title stands apart."""
        for part in self._snapshot.parts:
            counts = self._counts[part.slice]
            counts[(counts != 0) & (part.file.text_starts > 0)] = _UNKNOWN

    def _bound(self, part: Part, numbers: Rows) -> Counts:
        bound = np.full(len(numbers), _MANY, np.int32)
        if part.base in self._bounds:
            file, grams = self._bounds[part.base]
            found = file.gram_counts(grams[0])
            if found is None:
                bound[:] = 1
            else:
                places = np.searchsorted(file.gram_rows(grams[0]), numbers)
                bound = found[places].astype(np.int32)
                bound[bound >= _CAPPED] = _MANY
        return bound

    def _count(self, part: Part, numbers: Rows) -> Counts:
        file = part.file
        starts = file.starts.astype(np.int64)
        first, last = starts[numbers], starts[numbers + 1]
        if self._text_only:
            first = first + file.text_starts[numbers]
        return count_in(file, self._needle.units, first, last)


def _grams(file: SegmentFile, units: Units) -> list[int]:
    """Some grams of a needle of two units or more, rarest first; none where one is nowhere."""
    last = len(units) - 2
    # Of a passage that was pasted a few dozen places say enough.
    places = sorted({last * step // _MOST_GRAMS for step in range(_MOST_GRAMS + 1)})
    found: set[int] = set()
    covered = -1
    for place in places:
        three = units[place : place + 3].tolist()
        if len(three) == 3 and all(map(_is_word, three)):
            found.add(file.trigram(*three))
            covered = place + 1
        elif place > covered:
            found.add(file.gram(three[0], three[1]))
        if -1 in found:
            return []
    return sorted(found, key=file.gram_count)


def _is_word(unit: int) -> bool:
    return 0x61 <= unit <= 0x7A or 0x30 <= unit <= 0x39


def _holders(file: SegmentFile, grams: Sequence[int]) -> Rows:
    """The rows that have all `grams`, which come rarest first."""
    rows = file.gram_rows(grams[0]).astype(np.int64)
    for gram in grams[1:_NARROWING]:
        if len(rows) <= _ENOUGH:
            break
        others = file.gram_rows(gram)
        if len(others) == len(file):
            continue
        places = np.minimum(np.searchsorted(others, rows.astype(np.uint16)), len(others) - 1)
        rows = rows[others[places] == rows]
    return rows


def count_in(
    file: SegmentFile, needle: Units, first: NDArray[np.int64], last: NDArray[np.int64]
) -> Counts:
    """How often `needle` stands in each of the stretches `[first, last)` of `file.units`.

    The stretches are ascending and apart. Overlapping occurrences count each.
    """
    counts = np.zeros(len(first), np.int32)
    if not len(needle):
        counts[:] = 1
        return counts
    lengths = last - first
    ends = np.cumsum(lengths)
    begin = 0
    while begin < len(first):
        done = int(ends[begin - 1]) if begin else 0
        stop = max(int(np.searchsorted(ends, done + _CHUNK, "right")), begin + 1)
        some = slice(begin, stop)
        text, borders = gathered(file, first[some], last[some], loose=True)
        places = occurrences(text, needle)
        if len(places):
            owners = np.searchsorted(borders, places, "right") - 1
            # Stretches lie one behind the other here: a place may not reach over a border.
            owners = owners[places + len(needle) <= borders[owners] + lengths[some][owners]]
            counts[some] = np.bincount(owners, minlength=stop - begin)
        begin = stop
    return counts


def gathered(
    file: SegmentFile,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    *,
    loose: bool = False,
) -> tuple[Units, NDArray[np.int64]]:
    """The stretches in one array, and where each begins in it; end to end.

    `loose`: there may be other units between them, up to as many again, which is quicker.
    """
    low, high = int(first[0]), int(last[-1])
    lengths = last - first
    total = int(lengths.sum())
    if high - low <= (2 * total if loose else total):
        return file.units[low:high], first - low
    pieces = []
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        pieces.append(file.units[start:end])
    return np.concatenate(pieces), np.cumsum(lengths) - lengths


def occurrences(text: Units, needle: Units) -> NDArray[np.int64]:
    """Where `needle` (not empty) begins in `text`, ascending; occurrences may overlap."""
    room = len(text) - len(needle) + 1
    if room <= 0:
        return np.zeros(0, np.int64)
    # The unit that stands least often in a sample leaves the fewest places to compare.
    sample = text[:: max(len(text) // 4096, 1)]
    seen = [int(np.count_nonzero(sample == unit)) for unit in needle]
    pivot = int(np.argmin(seen))
    places = np.flatnonzero(text[pivot : pivot + room] == needle[pivot])
    for offset in sorted(range(len(needle)), key=seen.__getitem__):
        if offset != pivot and len(places):
            places = places[text[places + offset] == needle[offset]]
    return places
