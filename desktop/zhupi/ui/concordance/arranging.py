"""In which order lines are shown, and which of them: pure, and quick for a hundred thousand.

Lines arrive by article. What a line is sorted and filtered by is folded as for searching, and
worked out once.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from zhupi.core.folding import Folding
from zhupi.core.protocols import Checkpoint
from zhupi.core.search import ConcordanceLine, ConcordanceSort

_STRIDE = 500  #: lines between two looks whether anybody still waits


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is wanted of the lines."""

    sort: ConcordanceSort = ConcordanceSort.ARTICLE
    filter: str = ""  #: words that must all stand in the line or its title, in any order

    @property
    def plain(self) -> bool:
        """Whether it is all lines as they come."""
        return self.sort is ConcordanceSort.ARTICLE and not self.filter.split()


class Arranger:
    """Arranges a list of lines that only grows. To be used by one thread at a time."""

    def __init__(self, lines: Sequence[ConcordanceLine]) -> None:
        self._lines = lines
        self._fold = Folding()
        self._keys: dict[ConcordanceSort, list[str]] = {}
        self._sorted: dict[ConcordanceSort, list[int]] = {}
        self._texts: list[str] = []  # folded, as far as a filter has needed them

    def arrange(self, count: int, wanted: Arrangement, check: Checkpoint) -> array[int]:
        """The numbers of the first `count` lines, as `wanted`."""
        order: Sequence[int] = range(count)
        if wanted.sort is not ConcordanceSort.ARTICLE:
            order = self._in_order(count, wanted.sort, check)
        words = self._fold(wanted.filter).split()
        if not words:
            return array("L", order)
        self._fold_texts(count, check)
        texts = self._texts
        return array("L", (n for n in order if all(word in texts[n] for word in words)))

    def _in_order(self, count: int, sort: ConcordanceSort, check: Checkpoint) -> Sequence[int]:
        keys = self._keys.setdefault(sort, [])
        for number in range(len(keys), count):
            if number % _STRIDE == 0:
                check()
            keys.append(self._key(self._lines[number], sort))
        done = self._sorted.setdefault(sort, [])
        if len(done) < count:
            # Two sorted stretches, the old lines and the new: sorting merges them.
            fresh = sorted(range(len(done), count), key=keys.__getitem__)
            check()
            done = self._sorted[sort] = sorted([*done, *fresh], key=keys.__getitem__)
        return done if len(done) == count else [number for number in done if number < count]

    def _key(self, line: ConcordanceLine, sort: ConcordanceSort) -> str:
        """As search itself sorts: what touches the match counts first."""
        backwards = sort is ConcordanceSort.LEFT
        return self._fold(line.left.rstrip()[::-1] if backwards else line.right.lstrip())

    def _fold_texts(self, count: int, check: Checkpoint) -> None:
        for number in range(len(self._texts), count):
            if number % _STRIDE == 0:
                check()
            line = self._lines[number]
            text = f"{line.left}{line.keyword}{line.right}\n{line.title}"
            self._texts.append(self._fold(text))
