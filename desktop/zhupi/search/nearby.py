"""Which rows have the pieces of a wildcard, or words, near enough: by arrays, for many at once.

For nearly all queries a few comparisons decide. What they cannot decide (more than two words, a
wildcard at the edge, texts with half a character) is narrowed down, and looked at one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding
from zhupi.search.located import Needle, Units, gathered, occurrences
from zhupi.search.query_tree import MOST_GAP, Near, Wildcard
from zhupi.search.snapshot import Mask, Part, Rows

Places = NDArray[np.int64]
ROWS = 1_024  #: of a part that may be asked for at a time; more would take much memory


@dataclass(frozen=True)
class Decided:
    """By row: whether it matches for sure, and whether it has to be looked at."""

    yes: Mask
    open: Mask


class Nearby:
    """A wildcard, or words, made ready for many rows."""

    def __init__(self, node: Near | Wildcard, folding: Folding) -> None:
        self._steps, ends_open = _steps(node, folding)
        self._chained = isinstance(node, Wildcard)
        self._distance = node.distance if isinstance(node, Near) else 0
        strict = any(step.needle.strict or not len(step.needle) for step in self._steps)
        self._exact = not (strict or ends_open) and (self._chained or len(self._steps) == 2)

    def decide(self, part: Part, numbers: Rows) -> Decided:
        """Looks at some rows of a part, ascending, at most `ROWS`."""
        starts = part.file.starts.astype(np.int64)
        first, last = starts[numbers], starts[numbers + 1]
        text, borders = gathered(part.file, first, last)
        if not self._exact:
            may = self._may(text, borders, 2 if _pairs(text).any() else 1)
            return Decided(np.zeros_like(may), may)
        breaks = _moved(part.file.paragraph_ends, first, last, borders)
        find = self._find_chained if self._chained else self._find_pair
        yes = _rows_of(find(_Text(text), breaks), borders, len(numbers))
        unknown = part.file.packed[numbers]
        return Decided(yes & ~unknown, unknown)

    # --- for sure -----------------------------------------------------------------------------

    def _find_chained(self, text: _Text, breaks: Places) -> Places:
        """Where the last piece stands behind all others, with fitting gaps between."""
        before = np.zeros(0, np.int64)  # ends of the piece before, where it fits
        for number, step in enumerate(self._steps):
            here = occurrences(text.units, step.needle.units)
            if number:
                shown = text.characters(here)
                nearest = np.searchsorted(text.characters(before), shown - step.least, "right") - 1
                here, shown, nearest = (array[nearest >= 0] for array in (here, shown, nearest))
                ends = before[nearest]
                near = shown - text.characters(ends) <= step.most
                here = here[near & ~_broken(breaks, ends, here)]
            before = here + len(step.needle)
        return before - 1

    def _find_pair(self, text: _Text, breaks: Places) -> Places:
        """Where one of two words stands with the other near enough before or behind it."""
        one, other = (occurrences(text.units, step.needle.units) for step in self._steps)
        size, other_size = (len(step.needle) for step in self._steps)
        return np.concatenate([
            self._following(text, (one, size), (other, other_size), breaks),
            self._following(text, (other, other_size), (one, size), breaks),
        ])  # fmt: skip

    def _following(
        self, text: _Text, word: tuple[Places, int], other: tuple[Places, int], breaks: Places
    ) -> Places:
        """The places of `other` at or behind one of `word` and near enough."""
        (words, size), (others, other_size) = word, other
        nearest = np.searchsorted(words, others, "right") - 1
        others, nearest = others[nearest >= 0], nearest[nearest >= 0]
        begins = words[nearest]
        last = np.maximum(begins + size, others + other_size) - 1
        # Words may share characters; then nothing is between them.
        between = text.characters(others) - text.characters(np.minimum(begins + size, others))
        found: Places = others[(between <= self._distance) & ~_broken(breaks, begins + 1, last)]
        return found

    # --- perhaps ------------------------------------------------------------------------------

    def _may(self, text: Units, borders: Places, width: int) -> Mask:
        """The rows that have all pieces within reach of the rarest; units a character at most."""
        places = sorted((_places(text, step.needle.units) for step in self._steps), key=len)
        reach = self._distance + sum(len(step.needle) + step.most for step in self._steps)
        found = places[0]
        for others in places[1:]:
            low = np.searchsorted(others, found - reach * width)
            high = np.searchsorted(others, found + reach * width, "right")
            found = found[high > low]
        return _rows_of(found, borders, len(borders))


@dataclass(frozen=True)
class _Step:
    """A needle, and how many characters stand between it and the one before."""

    needle: Needle
    least: int = 0
    most: int = 0


def _steps(node: Near | Wildcard, folding: Folding) -> tuple[list[_Step], bool]:
    """The pieces, and whether the wildcard begins or ends with a gap."""
    if isinstance(node, Near):
        words = dict.fromkeys(node.words)
        return [_Step(Needle.of(word, folding)) for word in words], False
    found: list[_Step] = []
    least = most = 0
    open_start = False
    for piece in node.pieces:
        if set(piece) <= {"*", "?"}:
            least = piece.count("?")
            most = least + MOST_GAP * piece.count("*")
            open_start |= not found
        else:
            found.append(_Step(Needle.of(piece, folding), least, most))
            least = most = 0
    return found, open_start or most > 0


class _Text:
    """Units, and how many characters stand before each."""

    def __init__(self, units: Units) -> None:
        self.units = units
        pairs = np.flatnonzero(_pairs(units))
        self._seconds: Places = pairs + 1

    def characters(self, places: Places) -> Places:
        """The characters before some places."""
        if not len(self._seconds):
            return places
        before: Places = places - np.searchsorted(self._seconds, places)
        return before


def _pairs(units: Units) -> Mask:
    """Where the first half of a character beyond the basic plane stands."""
    first: Mask = (units & 0xFC00) == 0xD800
    if first.any():
        first[:-1] &= (units[1:] & 0xFC00) == 0xDC00
        first[-1:] = False
    return first


def _broken(breaks: Places, ends: Places, begins: Places) -> Mask:
    """Whether a paragraph ends before any of the units from `ends` to `begins`, both included."""
    broken: Mask = np.searchsorted(breaks, begins, "right") > np.searchsorted(breaks, ends)
    return broken


def _moved(breaks: Places, first: Places, last: Places, borders: Places) -> Places:
    """The breaks within the stretches `[first, last)`, as places where these lie end to end."""
    if not len(breaks):
        return breaks
    owners = np.searchsorted(first, breaks, "right") - 1
    inside = (owners >= 0) & (breaks < last[np.maximum(owners, 0)])
    owners = owners[inside]
    # A stretch is a paragraph's end too: nothing reaches over it.
    found = np.concatenate([breaks[inside] - first[owners] + borders[owners], borders])
    return np.unique(found)


def _rows_of(places: Places, borders: Places, count: int) -> Mask:
    mask = np.zeros(count, np.bool_)
    mask[np.searchsorted(borders, places, "right") - 1] = True
    return mask


def _places(text: Units, needle: Units) -> Places:
    # White space alone leaves nothing to find, and so nothing to leave out by.
    return occurrences(text, needle) if len(needle) else np.arange(len(text), dtype=np.int64)
