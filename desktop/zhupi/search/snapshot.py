"""What can be found at one moment: the rows of all segments, numbered through.

A row is an article of a segment, deleted or not; `live` says which count. A snapshot never
changes; a search keeps the one it began with while a writer commits the next. Arrays have one
element a row unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhupi.core.search import FeedPosition
from zhupi.search.segment_file import SegmentFile

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]  #: ascending


@dataclass(frozen=True)
class Part:
    """One segment within a snapshot."""

    name: str
    file: SegmentFile
    base: int  #: number of its first row
    live: Mask

    def __len__(self) -> int:
        return len(self.file)

    @property
    def slice(self) -> slice:
        return slice(self.base, self.base + len(self.file))


@dataclass(frozen=True)
class Snapshot:
    """One named index as one commit left it."""

    parts: tuple[Part, ...] = ()
    reached: FeedPosition | None = None

    @cached_property
    def count(self) -> int:
        return sum(map(len, self.parts))

    @cached_property
    def live(self) -> Mask:
        return np.concatenate([*(part.live for part in self.parts), np.zeros(0, np.bool_)])

    @cached_property
    def total(self) -> int:
        return int(np.count_nonzero(self.live))

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """Ordinals; 0: unknown."""
        return self._joined("days", np.int32)

    @cached_property
    def characters(self) -> NDArray[np.float32]:
        return self._joined("characters", np.float32)

    @cached_property
    def mean_characters(self) -> float:
        live = self.characters[self.live]
        return max(float(live.mean()), 1.0) if len(live) else 1.0

    @cached_property
    def most_characters(self) -> int:
        """Of any row."""
        return int(self.characters.max(initial=0))

    @cached_property
    def keys(self) -> NDArray[np.uint64]:
        return self._joined("keys", np.uint64)

    @cached_property
    def sorted_keys(self) -> tuple[NDArray[np.uint64], Rows]:
        """The keys of live rows, ascending, and their rows."""
        rows = np.flatnonzero(self.live)
        keys = self.keys[rows]
        order = np.argsort(keys)
        return keys[order], rows[order]

    @cached_property
    def newest(self) -> NDArray[np.int32]:
        """The place of each row in the order of `SearchSort.NEWEST`: ties by id."""
        return self._places(-self.days.astype(np.int64))

    @cached_property
    def oldest(self) -> NDArray[np.int32]:
        """The same for `SearchSort.OLDEST`; the undated come last."""
        days = self.days.astype(np.int64)
        return self._places(np.where(days > 0, days, np.iinfo(np.int64).max))

    def rows_of(self, keys: NDArray[np.uint64]) -> Rows:
        """The live row of each key; -1 where there is none."""
        known, rows = self.sorted_keys
        if not len(known):
            return np.full(len(keys), -1, np.int64)
        places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        return np.where(known[places] == keys, rows[places], -1)

    def at(self, row: int) -> tuple[Part, int]:
        """The part that holds a row, and its number there."""
        for part in self.parts:
            if row < part.base + len(part):
                return part, row - part.base
        raise IndexError(row)

    def split(self, rows: Rows) -> Iterator[tuple[Part, Rows, slice]]:
        """Ascending rows by part: the part, its own numbers of them, and where they stand."""
        first = 0
        for part in self.parts:
            last = int(np.searchsorted(rows, part.base + len(part)))
            if last > first:
                yield part, rows[first:last] - part.base, slice(first, last)
            first = last

    def article(self, row: int) -> str:
        part, number = self.at(row)
        return part.file.article(number)

    def digests(self) -> dict[str, str]:
        """Article id → digest of what is live."""
        found: dict[str, str] = {}
        for part in self.parts:
            rows = zip(part.file.articles(), part.file.digests(), part.live.tolist(), strict=True)
            found.update((article, digest) for article, digest, live in rows if live)
        return found

    def _places(self, first: NDArray[np.int64]) -> NDArray[np.int32]:
        places = np.empty(self.count, np.int32)
        places[np.lexsort((self._ids, first))] = np.arange(self.count, dtype=np.int32)
        return places

    @cached_property
    def _ids(self) -> NDArray[np.bytes_] | NDArray[np.uint64]:
        """What sorts as the ids do: a hundred thousand strings take a tenth of a second."""
        numbers = [part.file.article_numbers() for part in self.parts]
        known = [some for some in numbers if some is not None]
        if known and len(known) == len(numbers):
            return np.concatenate(known)
        # UTF-8 sorts as its characters do.
        ids = (article for part in self.parts for article in part.file.articles())
        return np.array([article.encode("utf-8", "surrogatepass") for article in ids] or [b""])[
            : self.count
        ]

    def _joined(self, name: str, kind: Any) -> NDArray[Any]:
        arrays: Sequence[NDArray[Any]] = [getattr(part.file, name) for part in self.parts]
        return np.concatenate([*arrays, np.zeros(0, kind)]).astype(kind, copy=False)
