"""Titles, authors and sources: short texts of a row that are looked through whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zhupi.search.located import Units, occurrences
from zhupi.search.snapshot import Mask, Snapshot
from zhupi.search.units import BORDER

Counts = NDArray[np.int32]


def title_counts(snapshot: Snapshot, needle: Units) -> Counts:
    """How often `needle` stands in each row's title."""
    counts = np.zeros(snapshot.count, np.int32)
    for part in snapshot.parts:
        file = part.file
        counts[part.slice] = _counts(file.title_units, file.title_starts, needle)
    return counts


def author_mask(snapshot: Snapshot, needle: Units, *, whole: bool = False) -> Mask:
    """The rows with an author whose name holds `needle`, or is it."""
    mask = np.zeros(snapshot.count, np.bool_)
    for part in snapshot.parts:
        file = part.file
        mask[part.slice] = _counts(file.author_units, file.author_starts, needle, whole=whole) > 0
    return mask


def _counts(
    units: Units, starts: NDArray[np.uint64], needle: Units, *, whole: bool = False
) -> Counts:
    """Occurrences of `needle` in each stretch `[starts[n], starts[n + 1])`.

    `whole`: only those that fill the space between two borders or a border and an edge.
    """
    count = len(starts) - 1
    if not len(needle):
        return np.zeros(count, np.int32)
    places = occurrences(units, needle)
    owners = np.searchsorted(starts, places, "right") - 1
    ends = places + len(needle)
    inside = ends <= starts[owners + 1]
    if whole:
        begins = (places == starts[owners]) | (units[np.maximum(places, 1) - 1] == BORDER)
        stops = (ends == starts[owners + 1]) | (units[np.minimum(ends, len(units) - 1)] == BORDER)
        inside &= begins & stops
    return np.bincount(owners[inside], minlength=count).astype(np.int32)
