"""Text as search sees it: folded UTF-16 code units without the spaces that are optional.

What `core.folding` and `squeezing` define character by character is done here for many texts at
once, by tables. The few texts with lone surrogates, which some files hold, go through the
definitions themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding, fold_character, fold_units_table
from zhupi.core.scripts import han_like_units_table, is_han_like
from zhupi.search.squeezing import squeeze

Units = NDArray[np.uint16]
Places = NDArray[np.int64]

BORDER: Final = 0xFFFF  #: between two things that are no neighbours; not a character
_BORDER = chr(BORDER)
_LONE = re.compile("[\ud800-\udfff]")
_OTHER, _SPACE, _HAN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Run:
    """Several texts folded and squeezed.

    `raw` holds the texts as they are, the `i`-th in `[raw_starts[i], raw_ends[i])`, with a border
    between any two; `dropped` are the places in it that `units` lacks, borders included.
    `units[starts[i]:starts[i + 1]]` is the `i`-th text folded and squeezed. Texts with lone
    surrogates are empty in `raw`; they stand in `exact`.
    """

    raw: Units
    raw_starts: Places
    raw_ends: Places
    dropped: Places
    units: Units
    starts: Places
    exact: dict[int, str]
    #: Of the characters that take two units, where they stand in code points of the joined texts.
    pairs: Places
    changed: Places  #: in `raw`, units of these characters that folding changed

    def kept(self, lengths: Places) -> Places:
        """Of each text, how many units stand for its first `lengths[i]` characters.

        Senseless for those in `exact`.
        """
        first = self.raw_starts - np.searchsorted(self.pairs + np.arange(len(self.pairs)),
                                                  self.raw_starts)  # fmt: skip
        ends = first + lengths
        ends += np.searchsorted(self.pairs, ends)
        missing = np.searchsorted(self.dropped, ends) - np.searchsorted(
            self.dropped, self.raw_starts
        )
        kept: Places = ends - self.raw_starts - missing
        return kept


class UnitFolding:
    """Folds and squeezes; keep one, its tables take a moment to make."""

    def __init__(self) -> None:
        table = np.frombuffer(fold_units_table(), np.dtype("<u2"))
        self._table = table.astype(np.uint16)
        self._folding = Folding()
        # By units that are not folded yet: what folds alike is Han-like alike.
        classes = np.where(np.frombuffer(han_like_units_table(), np.uint8), _HAN, _OTHER)
        spaces = (self._table == ord(" ")) | (self._table == ord("\n"))
        self._classes = np.where(spaces, _SPACE, classes).astype(np.uint8)

    @property
    def table(self) -> Units:
        """What each unit folds to."""
        return self._table

    def fold(self, text: str) -> Units:
        """One text folded and squeezed."""
        return self.fold_all((text,)).units

    def fold_all(self, texts: Sequence[str]) -> Run:
        """Many texts; at most 2³¹ characters together."""
        raw = _encoded(texts)
        pairs = _surrogates(raw)
        exact: dict[int, str] = {}
        if len(pairs) and (exact := {i: t for i, t in enumerate(texts) if _LONE.search(t)}):
            texts = ["" if i in exact else text for i, text in enumerate(texts)]
            raw = _encoded(texts)
            pairs = _surrogates(raw)
        pairs = pairs[::2]  # of each the first unit
        folded = self._table[raw]
        classes = self._classes[raw]
        changed, halves = self._fold_pairs(raw, pairs, folded, classes)
        pairs = pairs - np.arange(len(pairs))
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        raw_ends = np.cumsum(lengths + 1) - 1
        raw_starts = raw_ends - lengths
        raw_ends += np.searchsorted(pairs, raw_ends)
        raw_starts += np.searchsorted(pairs, raw_starts)
        dropped = np.unique(np.concatenate((_optional_spaces(classes), raw_ends, halves)))
        units = np.delete(folded, dropped)
        starts = np.zeros(len(texts) + 1, np.int64)
        starts[1:] = raw_ends + 1 - np.searchsorted(dropped, raw_ends, "right")
        if exact:
            units, starts = self._with_exact(units, starts, exact)
        return Run(raw, raw_starts, raw_ends, dropped, units, starts, exact, pairs, changed)

    def exact(self, text: str, length: int | None = None) -> tuple[Units, int]:
        """A text of any characters, and how many units stand for its first `length` characters."""
        squeezed = squeeze(self._folding(text))
        units = _encoded_one(squeezed.text)
        if length is None:
            return units, len(units)
        return units, len(_encoded_one(squeezed.text[: squeezed.squeezed(length)]))

    def _fold_pairs(
        self, raw: Units, pairs: Places, folded: Units, classes: NDArray[np.uint8]
    ) -> tuple[Places, Places]:
        """Folds the characters of two units, and says which are Han-like.

        Returns the places where another unit stands now, and those of second halves that are
        gone, because the character folds to one unit.
        """
        codes = ((raw[pairs] & 0x3FF).astype(np.int64) << 10) + (raw[pairs + 1] & 0x3FF) + 0x10000
        changed = [pairs[:0]]
        halves = [pairs[:0]]
        for code in np.unique(codes).tolist():
            places = pairs[codes == code]
            if is_han_like(code):
                classes[places] = classes[places + 1] = _HAN
            character = fold_character(chr(code))
            if ord(character) == code:
                continue
            units = _encoded_one(character)
            folded[places] = units[0]
            changed.append(places)
            if len(units) == 1:
                halves.append(places + 1)
            else:
                folded[places + 1] = units[1]
                changed.append(places + 1)
        return np.concatenate(changed), np.concatenate(halves)

    def _with_exact(
        self, units: Units, starts: Places, exact: dict[int, str]
    ) -> tuple[Units, Places]:
        pieces = []
        lengths = np.diff(starts)
        last = 0
        for number, text in exact.items():
            place = int(starts[number])
            folded, _ = self.exact(text)
            pieces += [units[last:place], folded]
            lengths[number] = len(folded)
            last = place
        pieces.append(units[last:])
        return np.concatenate(pieces), np.concatenate(([0], np.cumsum(lengths)))


def _encoded(texts: Sequence[str]) -> Units:
    """The texts as units, a border after each."""
    return _encoded_one(_BORDER.join(texts) + _BORDER if texts else "")


def _surrogates(raw: Units) -> Places:
    return np.flatnonzero((raw & 0xF800) == 0xD800)


def _encoded_one(text: str) -> Units:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.dtype("<u2"))


def _optional_spaces(classes: NDArray[np.uint8]) -> Places:
    """Where white space stands in a stretch that has a Han-like character on either side."""
    spaces = np.flatnonzero(classes == _SPACE)
    if not len(spaces):
        return spaces
    first = np.flatnonzero(np.diff(spaces, prepend=-2) != 1)
    last = np.append(first[1:], len(spaces)) - 1
    padded = np.concatenate(([_OTHER], classes, [_OTHER]))
    beside = (padded[spaces[first]] == _HAN) | (padded[spaces[last] + 2] == _HAN)
    optional: Places = spaces[np.repeat(beside, last - first + 1)]
    return optional
