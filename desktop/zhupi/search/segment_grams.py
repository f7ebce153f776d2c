"""The grams of a segment: which neighbours stand in which rows, and how often.

A gram is two neighbouring units of a record, the last unit paired with 0; or, under the first
unit `TRIGRAM`, three word characters of ASCII. On the way to the disk a posting is one number:
first unit, second unit, row and count, 16 bits each, so that sorting numbers sorts everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from zhupi.search.segment_format import SectionWriter
from zhupi.search.units import BORDER, Places, Units

Postings = NDArray[np.uint64]  #: ascending
Keys = NDArray[np.uint32]  #: first unit, second unit

MOST_COUNT: Final = 15  #: what is counted at most of a gram in a row
MOST_UNITS: Final = 255  #: and of a unit
TRIGRAM: Final = BORDER
BLOCK: Final = 64  #: grams whose postings are found by one entry
_BITMAPS_FROM = 64  #: rows
_PIECE = 1 << 21  #: postings merged at once
_SAMPLE = 1 << 14
_COMMON = 12  #: postings a row from which on a unit is counted beforehand
#: The word characters of ASCII, folded, each with a number from 1.
WORD_NUMBERS: Final[Mapping[int, int]] = MappingProxyType(
    {ord(c): i for i, c in enumerate("0123456789abcdefghijklmnopqrstuvwxyz_", 1)}
)


def trigram_second(first: int, second: int, third: int) -> int:
    """What stands for three word characters in place of a second unit.

    Raises KeyError for any other units.
    """
    return (WORD_NUMBERS[first] * 38 + WORD_NUMBERS[second]) * 38 + WORD_NUMBERS[third]


def row_bytes(rows: int) -> int:
    """Of a bitmap of rows; more than a list may ever have where bitmaps do not pay."""
    return -(-rows // 64) * 8 if rows >= _BITMAPS_FROM else 2 * rows


def cut(units: Units, starts: Places, first_row: int) -> Postings:
    """The postings of records; the `i`-th is `units[starts[i]:starts[i + 1]]`."""
    lengths = np.diff(starts)
    rows = np.repeat(np.arange(first_row, first_row + len(lengths)).astype(np.uint16), lengths)
    places, seconds = _trigrams(units, rows)
    every = np.empty((len(units) + len(places), 4), np.uint16)
    pairs, threes = every[: len(units)], every[len(units) :]
    pairs[:, 3] = units
    pairs[:-1, 2] = units[1:]
    pairs[starts[1:][lengths > 0] - 1, 2] = 0
    pairs[:, 1] = rows
    threes[:, 3] = TRIGRAM
    threes[:, 2] = seconds
    threes[:, 1] = rows[places]
    every[:, 0] = 0
    borders = units == BORDER
    if borders.any():
        every = every[np.concatenate((~borders, np.ones(len(places), bool)))]
    ordered = every.view(np.uint64).ravel()
    ordered.sort()
    return _counted(ordered)


def _trigrams(units: Units, rows: Units) -> tuple[Places, NDArray[np.int64]]:
    """Where three word characters stand in one row, and what stands for them."""
    ascii_only = units < 128
    places = np.flatnonzero(ascii_only[:-2] & ascii_only[1:-1] & ascii_only[2:])
    numbers = np.zeros(128, np.int64)
    numbers[list(WORD_NUMBERS)] = list(WORD_NUMBERS.values())
    first, second, third = (numbers[units[places + step]] for step in range(3))
    found = (first > 0) & (second > 0) & (third > 0) & (rows[places] == rows[places + 2])
    return places[found], ((first * 38 + second) * 38 + third)[found]


def _counted(ordered: Postings) -> Postings:
    """Each of the sorted numbers once, with how often it was there."""
    if not len(ordered):
        return ordered
    firsts = np.flatnonzero(_changes(ordered))
    counts = np.empty(len(firsts), np.int64)
    np.subtract(firsts[1:], firsts[:-1], out=counts[:-1])
    counts[-1] = len(ordered) - firsts[-1]
    np.minimum(counts, MOST_COUNT, out=counts)
    found = ordered[firsts]
    found |= counts.view(np.uint64)
    return found


def _changes(numbers: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of the numbers, of which there are some, differ from the one before."""
    changes = np.empty(len(numbers), bool)
    changes[0] = True
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes


class PostingSource(Protocol):
    """Postings in order, of which pieces can be had."""

    def samples(self) -> tuple[Keys, NDArray[np.int64]]:
        """Some of the keys, and how many postings stand about each."""

    def between(self, first: int, end: int) -> Postings:
        """Those with keys from `first` to below `end`."""


class Sorted:
    """Postings in memory as a source."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def samples(self) -> tuple[Keys, NDArray[np.int64]]:
        keys = (self._postings[::_SAMPLE] >> np.uint64(32)).astype(np.uint32)
        return keys, np.full(len(keys), min(_SAMPLE, len(self._postings)), np.int64)

    def between(self, first: int, end: int) -> Postings:
        bounds = np.array([first << 32, min(end << 32, (1 << 64) - 1)], np.uint64)
        low, high = np.searchsorted(self._postings, bounds)
        return self._postings[low:high]


def merged(sources: Sequence[PostingSource]) -> Iterable[Postings]:
    """All postings of the sources in order, in pieces that share no key and fit into memory."""
    sampled = [source.samples() for source in sources]
    keys = np.concatenate([keys for keys, _ in sampled]) if sampled else np.zeros(0, np.uint32)
    order = np.argsort(keys, kind="stable")
    weights = np.concatenate([weights for _, weights in sampled])[order] if sampled else keys
    pieces = np.cumsum(weights) // _PIECE
    cuts = keys[order][np.flatnonzero(np.diff(pieces)) + 1]
    bounds = [0, *np.unique(cuts).tolist(), 1 << 32]
    for first, end in pairwise(bounds):
        found = [part for source in sources if len(part := source.between(first, end))]
        if len(found) == 1:
            yield found[0]
        elif found:
            together = np.concatenate(found)
            together.sort()
            yield together


class GramWriter:
    """Writes the sections of grams; postings come in order and go to the file at once."""

    def __init__(self, writer: SectionWriter, rows: int) -> None:
        self._writer = writer
        self._rows = rows
        self._bitmap = row_bytes(rows)
        self._keys: list[Keys] = []
        self._frequencies: list[NDArray[np.uint16]] = []  # less one
        self._counted: list[NDArray[np.bool_]] = []
        self._counts: list[NDArray[np.uint8]] = []
        self._common = _CommonUnits(rows)

    def write(self, pieces: Iterable[Postings]) -> None:
        """Everything, whole: `pieces` are all postings, as `merged` gives them."""
        self._writer.begin("postings")
        for piece in pieces:
            if len(piece):
                self._add(piece)
        self._writer.end("postings")
        self._finish()

    def _add(self, postings: Postings) -> None:
        halves = postings.view(np.uint32).reshape(-1, 2)
        quarters = postings.view(np.uint16).reshape(-1, 4)
        key, row, count = halves[:, 1], quarters[:, 1], quarters[:, 0]
        firsts = np.flatnonzero(_changes(key))
        frequency = np.diff(firsts, append=len(postings))
        self._keys.append(key[firsts])
        self._frequencies.append((frequency - 1).astype(np.uint16))
        self._writer.write_array(self._packed_rows(row, frequency))
        counted = np.maximum.reduceat(count, firsts) > 1
        self._common.add(key[firsts] >> np.uint32(16), firsts, row, count)
        self._counted.append(counted)
        self._counts.append(_packed_counts(count, frequency, counted))

    def _packed_rows(self, row: Units, frequency: NDArray[np.int64]) -> Units:
        """Lists of rows, and bitmaps where these are smaller."""
        dense = 2 * frequency > self._bitmap
        if not dense.any():
            return row
        among = np.repeat(dense, frequency)
        sizes = np.where(dense, self._bitmap // 2, frequency)
        to = np.repeat(dense, sizes)
        bits = np.zeros(int(np.count_nonzero(dense)) * self._bitmap * 8, np.uint8)
        base = np.arange(int(np.count_nonzero(dense))) * (self._bitmap * 8)
        bits[np.repeat(base, frequency[dense]) + row[among]] = 1
        packed = np.empty(len(to), np.uint16)
        packed[to] = np.packbits(bits, bitorder="little").view(np.uint16)
        packed[~to] = row[~among]
        return packed

    def _finish(self) -> None:
        writer = self._writer
        keys = _joined(self._keys, np.uint32)
        frequencies = _joined(self._frequencies, np.uint16)
        counted = _joined(self._counted, bool)
        first_units = (keys >> 16).astype(np.uint16)
        changes = np.flatnonzero(np.diff(first_units, prepend=first_units[:1] ^ 1))
        writer.section("gram_firsts", first_units[changes])
        writer.section("gram_first_starts", np.append(changes, len(keys)).astype(np.uint32))
        writer.section("gram_seconds", keys.astype(np.uint16))
        writer.section("gram_frequencies", frequencies)
        writer.section("gram_counted", np.packbits(counted, bitorder="little"))
        frequency = frequencies.astype(np.int64) + 1
        sizes = np.minimum(frequency, self._bitmap // 2)
        writer.section("posting_places", _block_starts(sizes))
        writer.section("count_places", _block_starts((frequency + 1) // 2 * counted))
        writer.section("counts", _joined(self._counts, np.uint8))
        units, unit_counts = self._common.finish()
        writer.section("common_units", np.array(units, np.uint16))
        writer.section("common_counts", _joined(unit_counts, np.uint8))


class _CommonUnits:
    """Counts the few units that are nearly everywhere, whose postings take long to add up."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._unit = -1
        self._postings = 0
        self._sums = np.zeros(rows, np.int64)
        self._units: list[int] = []
        self._counts: list[NDArray[np.uint8]] = []

    def add(self, units: Keys, firsts: Places, row: Units, count: Units) -> None:
        """Takes in more postings; the grams with the first units `units` begin at `firsts`."""
        edges = np.flatnonzero(_changes(units))
        starts = firsts[edges]
        ends = np.append(starts[1:], len(row))
        many = ends - starts >= _COMMON * self._rows
        many[[0, -1]] = True  # they may go on in another piece
        for place in np.flatnonzero(many).tolist():
            unit = int(units[edges[place]])
            if unit != self._unit:
                self._close()
                self._unit = unit
            stretch = slice(int(starts[place]), int(ends[place]))
            self._postings += stretch.stop - stretch.start
            sums = np.bincount(row[stretch], count[stretch], self._rows)
            self._sums += sums.astype(np.int64)

    def finish(self) -> tuple[list[int], list[NDArray[np.uint8]]]:
        """The units, ascending, and how often each stands in every row."""
        self._close()
        return self._units, self._counts

    def _close(self) -> None:
        if self._unit >= 0 and self._unit != TRIGRAM and self._postings >= _COMMON * self._rows:
            self._units.append(self._unit)
            self._counts.append(np.minimum(self._sums, MOST_UNITS).astype(np.uint8))
        if self._postings:
            self._sums[:] = 0
        self._postings = 0


def _packed_counts(
    count: Units, frequency: NDArray[np.int64], counted: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Two counts a byte, of the grams that need them only, each gram from a new byte."""
    found = count[np.repeat(counted, frequency)]
    frequency = frequency[counted]
    odd = frequency & 1
    left_free = np.repeat(np.cumsum(odd) - odd, frequency)
    nibbles = np.zeros(int((frequency + odd).sum()), np.uint8)
    nibbles[np.arange(len(found)) + left_free] = found
    packed: NDArray[np.uint8] = nibbles[0::2] | (nibbles[1::2] << np.uint8(4))
    return packed


def _block_starts(sizes: NDArray[np.int64]) -> NDArray[np.uint32]:
    return (np.cumsum(sizes) - sizes)[::BLOCK].astype(np.uint32)


def _joined(parts: list[NDArray[Any]], kind: type) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
