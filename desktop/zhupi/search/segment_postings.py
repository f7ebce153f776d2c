"""Reads the grams of a segment: which rows hold two neighbouring units, and how often."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhupi.search.segment_format import SectionReader
from zhupi.search.segment_grams import (
    BLOCK,
    MOST_UNITS,
    TRIGRAM,
    Keys,
    Postings,
    row_bytes,
    trigram_second,
)
from zhupi.search.units import Units

Rows = NDArray[np.bool_]


class SegmentGrams:
    """See `segment_grams` for what a gram is. Every byte is checked when it is first read."""

    def __init__(self, reader: SectionReader, rows: int) -> None:
        self._reader = reader
        self._rows = rows
        self._bitmap = row_bytes(rows)
        self._firsts = reader.whole("gram_firsts", np.uint16)
        self._first_starts = reader.whole("gram_first_starts", np.uint32)
        self._seconds = reader.array("gram_seconds", np.uint16)
        self._frequencies = reader.array("gram_frequencies", np.uint16)
        self._counted = reader.array("gram_counted", np.uint8)
        self._posting_places = reader.array("posting_places", np.uint32)
        self._count_places = reader.array("count_places", np.uint32)
        self._postings = reader.array("postings", np.uint16)
        self._counts = reader.array("counts", np.uint8)
        self._common_units = reader.whole("common_units", np.uint16)
        self._common_counts = reader.array("common_counts", np.uint8)
        count = len(self._seconds)
        blocks = -(-count // BLOCK)
        if (len(self._first_starts) != len(self._firsts) + 1
                or int(self._first_starts[-1]) != count
                or len(self._frequencies) != count
                or len(self._counted) != -(-count // 8)
                or len(self._posting_places) != blocks
                or len(self._common_counts) != len(self._common_units) * rows
                or len(self._count_places) != blocks):  # fmt: skip
            raise reader.damaged()

    def unit_range(self, unit: int) -> tuple[int, int]:
        """The grams that begin with `unit`, as the range `[low, high)` of their numbers."""
        place = int(self._firsts.searchsorted(np.uint16(unit)))
        if place == len(self._firsts) or self._firsts[place] != unit:
            return 0, 0
        return int(self._first_starts[place]), int(self._first_starts[place + 1])

    def gram(self, first: int, second: int) -> int:
        """The number of a gram; -1 where no row has it."""
        low, high = self.unit_range(first)
        if low == high:
            return -1
        seconds = self._seconds[low:high]
        place = int(seconds.searchsorted(np.uint16(second)))
        return low + place if place < len(seconds) and seconds[place] == second else -1

    def trigram(self, first: int, second: int, third: int) -> int:
        """The same for three units that are word characters of ASCII (`WORD_NUMBERS`)."""
        return self.gram(TRIGRAM, trigram_second(first, second, third))

    def gram_count(self, gram: int) -> int:
        """In how many rows it stands."""
        return int(self._gram_frequencies(gram, gram + 1)[0])

    def gram_rows(self, gram: int) -> Units:
        """The rows that hold it, ascending."""
        frequency = self.gram_count(gram)
        start = self._posting_start(gram)
        if 2 * frequency <= self._bitmap:
            return self._posting_units(start, start + frequency)
        bits = self._posting_units(start, start + self._bitmap // 2).view(np.uint8)
        return np.flatnonzero(np.unpackbits(bits, bitorder="little").view(bool)).astype(np.uint16)

    def gram_counts(self, gram: int) -> NDArray[np.uint8] | None:
        """How often in each of these rows, at most `MOST_COUNT`; None: once in each."""
        if not self._has_counts(gram, gram + 1)[0]:
            return None
        block = gram // BLOCK * BLOCK
        sizes = (self._gram_frequencies(block, gram + 1) + 1) // 2
        counted = self._has_counts(block, gram)
        start = self._counts_start(gram // BLOCK) + int(sizes[:-1][counted].sum())
        return self._nibbles(start, start + int(sizes[-1]))[: self.gram_count(gram)]

    def rows_between(self, low: int, high: int) -> Rows:
        """Which rows hold any of the grams `[low, high)`."""
        if (common := self._common(low, high)) is not None:
            return common > 0
        found = np.zeros(self._rows, bool)
        if low < high:
            frequencies = self._gram_frequencies(low, high)
            lists, bitmaps, _ = self._range_postings(low, frequencies)
            found[lists] = True
            for bitmap in bitmaps:
                found |= np.unpackbits(bitmap, bitorder="little")[: self._rows].view(bool)
        return found

    def counts_between(self, low: int, high: int) -> Units:
        """How often the grams `[low, high)` stand in each row, at most `MOST_UNITS`."""
        if low >= high:
            return np.zeros(self._rows, np.uint16)
        if (common := self._common(low, high)) is not None:
            return common.astype(np.uint16)
        rows, counts, _ = self._expanded(low, high)
        sums = np.bincount(rows, counts, self._rows)
        return np.minimum(sums, MOST_UNITS).astype(np.uint16)

    def _common(self, low: int, high: int) -> NDArray[np.uint8] | None:
        """The counts of a unit that is counted beforehand, if that is what the grams are."""
        first = int(self._first_starts.searchsorted(np.uint32(low)))
        if first == len(self._firsts) or self._first_starts[first + 1] != high:
            return None
        unit = self._firsts[first]
        place = int(self._common_units.searchsorted(unit))
        if place == len(self._common_units) or self._common_units[place] != unit:
            return None
        return self._common_counts[place * self._rows : (place + 1) * self._rows]

    def samples(self) -> tuple[Keys, NDArray[np.int64]]:
        """Some of the keys, and how many postings stand about each; for merging."""
        count = len(self._seconds)
        frequencies = self._gram_frequencies(0, count)
        starts = np.arange(0, count, BLOCK)
        if not count:
            return np.zeros(0, np.uint32), starts
        return self._keys(0, count)[starts], np.add.reduceat(frequencies, starts)

    def between(self, first: int, end: int) -> Postings:
        """All postings of the keys from `first` to below `end`; for merging."""
        low, high = self._lower_bound(first), self._lower_bound(end)
        if low >= high:
            return np.zeros(0, np.uint64)
        rows, counts, frequencies = self._expanded(low, high)
        parts = np.empty((len(rows), 4), np.uint16)
        parts.view(np.uint32)[:, 1] = np.repeat(self._keys(low, high), frequencies)
        parts[:, 1], parts[:, 0] = rows, counts
        return parts.view(np.uint64).ravel()

    def _lower_bound(self, key: int) -> int:
        if key >> 32:
            return len(self._seconds)
        place = int(self._firsts.searchsorted(np.uint16(key >> 16)))
        low = int(self._first_starts[place])
        if place == len(self._firsts) or self._firsts[place] != key >> 16:
            return low
        high = int(self._first_starts[place + 1])
        return low + int(self._seconds[low:high].searchsorted(np.uint16(key & 0xFFFF)))

    def _keys(self, low: int, high: int) -> Keys:
        starts = np.clip(self._first_starts.astype(np.int64), low, high)
        firsts = np.repeat(self._firsts.astype(np.uint32) << 16, np.diff(starts))
        keys: Keys = firsts | self._seconds[low:high]
        return keys

    def _expanded(self, low: int, high: int) -> tuple[Units, NDArray[np.uint8], NDArray[np.int64]]:
        """Rows and counts of the grams `[low, high)`, end to end, and how many of each."""
        frequencies = self._gram_frequencies(low, high)
        lists, bitmaps, dense = self._range_postings(low, frequencies)
        total = int(frequencies.sum())
        rows = lists
        if len(bitmaps):
            among = np.repeat(dense, frequencies)
            rows = np.empty(total, np.uint16)
            rows[~among] = lists
            bits = np.unpackbits(bitmaps.ravel(), bitorder="little").view(bool)
            firsts = np.arange(len(bitmaps)) * (8 * self._bitmap)
            rows[among] = np.flatnonzero(bits) - np.repeat(firsts, frequencies[dense])
        counts = np.ones(total, np.uint8)
        counted = self._has_counts(low, high)
        if counted.any():
            counts[np.repeat(counted, frequencies)] = self._range_counts(low, frequencies, counted)
        return rows, counts, frequencies

    def _range_postings(
        self, low: int, frequencies: NDArray[np.int64]
    ) -> tuple[Units, NDArray[np.uint8], Rows]:
        """All lists end to end, the bitmaps one a line, and which grams have one."""
        dense = 2 * frequencies > self._bitmap
        sizes = np.where(dense, self._bitmap // 2, frequencies)
        start = self._posting_start(low)
        units = self._posting_units(start, start + int(sizes.sum()))
        if not dense.any():
            return units, np.zeros((0, self._bitmap), np.uint8), dense
        among = np.repeat(dense, sizes)
        return units[~among], units[among].view(np.uint8).reshape(-1, self._bitmap), dense

    def _range_counts(
        self, low: int, frequencies: NDArray[np.int64], counted: Rows
    ) -> NDArray[np.uint8]:
        first = low + int(np.argmax(counted))
        frequencies = frequencies[counted]
        odd = frequencies & 1
        block = first // BLOCK * BLOCK
        before = (self._gram_frequencies(block, first + 1)[:-1] + 1) // 2
        before = before[self._has_counts(block, first)]
        start = self._counts_start(first // BLOCK) + int(before.sum())
        nibbles = self._nibbles(start, start + int((frequencies + odd).sum()) // 2)
        left_free = np.repeat(np.cumsum(odd) - odd, frequencies)
        counts: NDArray[np.uint8] = nibbles[np.arange(len(left_free)) + left_free]
        return counts

    def _gram_frequencies(self, low: int, high: int) -> NDArray[np.int64]:
        return self._frequencies[low:high].astype(np.int64) + 1

    def _has_counts(self, low: int, high: int) -> Rows:
        first = low // 8
        end = -(-high // 8)
        bits = np.unpackbits(self._counted[first:end], bitorder="little")
        return bits[low - 8 * first : high - 8 * first].view(bool)

    def _posting_start(self, gram: int) -> int:
        block = gram // BLOCK
        start = int(self._posting_places[block : block + 1][0])
        before = self._gram_frequencies(block * BLOCK, gram)
        return start + int(np.minimum(before, self._bitmap // 2).sum())

    def _posting_units(self, start: int, end: int) -> Units:
        return self._postings[start:end]

    def _counts_start(self, block: int) -> int:
        return int(self._count_places[block : block + 1][0])

    def _nibbles(self, start: int, end: int) -> NDArray[np.uint8]:
        packed = self._counts[start:end]
        nibbles = np.empty(2 * len(packed), np.uint8)
        nibbles[0::2] = packed & 15
        nibbles[1::2] = packed >> 4
        return nibbles
