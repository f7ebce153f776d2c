"""Many names to look through at every keystroke: titles, entities, tags, sources.

Names lie folded and squeezed (`core.folding`, `squeezing`), one after another, as UTF-16 units in
one array, so that a hundred thousand titles are looked through in a few milliseconds without an
object for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding
from zhupi.search.pinyin import Reading
from zhupi.search.squeezing import squeeze

Units = NDArray[np.uint16]
Places = NDArray[np.int64]

# Fit, articles and length of a name in one number: the least is the best.
_MANY: Final = 1 << 31
_LONG: Final = (1 << 20) - 1


class Fit(IntEnum):
    """How well a name fits what was typed; less is better."""

    WHOLE = 0
    BEGINS = 1
    HOLDS = 2


@dataclass(frozen=True, slots=True)
class NameMatch:
    name: str  #: as it is shown
    fit: Fit
    count: int  #: articles with it; 0: does not apply


@dataclass(frozen=True, slots=True, eq=False)
class NameList:
    """`units[starts[i]:starts[i + 1]]` is what is searched of name `i`, `shown[i]` the name."""

    units: Units
    starts: Places  #: as many as names, and one more
    shown: Sequence[str]  #: asked for the few names that are found
    counts: Places | None = None  #: articles with the name, where that applies
    pointless: bool = False  #: whether `units` lack the points between the parts of a name

    @classmethod
    def of(cls, counts: Mapping[str, int], folding: Folding) -> NameList:
        """The list of some names and the numbers of their articles.

        Points are left out, for nobody types them: 安东尼布林肯, adnblk.
        """
        names = tuple(counts)
        data = [_encoded(_without_points(squeeze(folding(name)).text)) for name in names]
        return cls(
            np.frombuffer(b"".join(data), "<u2"),
            np.fromiter(accumulate((len(name) // 2 for name in data), initial=0), np.int64),
            names,
            np.fromiter(counts.values(), np.int64, len(names)),
            pointless=True,
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    def holding(self, text: str, limit: int) -> list[NameMatch]:
        """The names that hold the folded and squeezed `text`, best first; all for an empty one."""
        searched = _without_points(text) if self.pointless else text
        needle = np.frombuffer(_encoded(searched), "<u2")
        if not len(needle):
            every = np.arange(len(self))
            return self._best(every, np.full(len(self), Fit.BEGINS), limit)
        places = np.flatnonzero(self.units[: self._last(len(needle))] == needle[0])
        for behind in range(1, len(needle)):
            places = places[self.units[places + behind] == needle[behind]]
        return self._best(*self._fits(places, len(needle)), limit)

    def sounding(self, readings: Sequence[Reading], limit: int) -> list[NameMatch]:
        """The names of which a part can be read in one of these ways, best first."""
        found = [
            self._fits(places, len(reading))
            for places, reading in zip(self._sounding(readings), readings, strict=True)
        ]
        if not found:
            return []
        rows, fits = (np.concatenate(part) for part in zip(*found, strict=True))
        order = np.lexsort((fits, rows))
        firsts = _first_of_each(rows[order])
        return self._best(rows[order][firsts], fits[order][firsts], limit)

    def _sounding(self, readings: Sequence[Reading]) -> list[Places]:
        """For each reading where characters of the basic plane stand that can be read so."""
        tables = [[_table(characters) for characters in reading] for reading in readings]
        # All units are looked at once, for the rarest character of each reading.
        anchors = [min(range(len(reading)), key=lambda i: len(reading[i])) for reading in readings]
        rare = np.zeros(0x10000, np.bool_)
        for table, anchor in zip(tables, anchors, strict=True):
            rare |= table[anchor]
        candidates = np.flatnonzero(rare.take(self.units))
        found = []
        for table, anchor in zip(tables, anchors, strict=True):
            places = candidates - anchor
            places = places[(places >= 0) & (places < self._last(len(table)))]
            for behind, characters in enumerate(table):
                places = places[characters[self.units[places + behind]]]
            found.append(places)
        return found

    def _last(self, length: int) -> int:
        """How many places there are at which so many units may begin."""
        return max(0, len(self.units) - length + 1)

    def _fits(self, places: Places, length: int) -> tuple[Places, NDArray[np.int64]]:
        """Of ascending places where so many units fit: the names, each once, and how they fit."""
        rows = np.searchsorted(self.starts, places, "right") - 1
        inside = places + length <= self.starts[rows + 1]
        rows, places = rows[inside], places[inside]
        firsts = _first_of_each(rows)  # the first place in a name is the best
        rows, places = rows[firsts], places[firsts]
        begins = places == self.starts[rows]
        whole = begins & (self.starts[rows + 1] - self.starts[rows] == length)
        return rows, np.select([whole, begins], [Fit.WHOLE, Fit.BEGINS], Fit.HOLDS)

    def _best(self, rows: Places, fits: NDArray[np.int64], limit: int) -> list[NameMatch]:
        """By fit, then with the most articles, then the shortest, then the first."""
        counts = np.zeros(len(rows), np.int64) if self.counts is None else self.counts[rows]
        lengths = np.minimum(self.starts[rows + 1] - self.starts[rows], _LONG)
        keys = (fits * _MANY + (_MANY - 1 - np.minimum(counts, _MANY - 1))) * (_LONG + 1) + lengths
        best = np.arange(len(rows))
        if limit < len(rows):
            worst = np.partition(keys, limit)[limit]
            best = np.flatnonzero(keys <= worst)
        best = best[np.argsort(keys[best], kind="stable")][:limit]
        return [
            NameMatch(self.shown[row], Fit(fit), count)
            for row, fit, count in zip(
                rows[best].tolist(), fits[best].tolist(), counts[best].tolist(), strict=True
            )
        ]


def _table(characters: frozenset[str]) -> NDArray[np.bool_]:
    table = np.zeros(0x10000, np.bool_)
    codes = np.fromiter(map(ord, characters), np.int64, len(characters))
    table[codes[codes < len(table)]] = True
    return table


def _first_of_each(rows: Places) -> NDArray[np.intp]:
    """Of ascending numbers the places at which each stands first."""
    return np.flatnonzero(np.diff(rows, prepend=-1))


def _without_points(folded: str) -> str:
    return folded.replace("·", "")


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
