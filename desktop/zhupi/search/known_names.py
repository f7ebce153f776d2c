"""The names that an index knows: for completing what is typed and for correcting what was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, overload

import numpy as np

from zhupi.core.folding import Folding
from zhupi.core.model import Label
from zhupi.core.search import CompletionKind
from zhupi.search.facets import facets_of_sources
from zhupi.search.facts import Facts
from zhupi.search.facts_record import BRANCH, NAMES
from zhupi.search.name_list import NameList
from zhupi.search.near_names import bordered
from zhupi.search.segment_file import SegmentFile
from zhupi.search.snapshot import Part, Snapshot
from zhupi.search.units import Units

_MARKERS: Final = {
    CompletionKind.TAG: (BRANCH,),
    CompletionKind.PERSON: (NAMES[Label.PERSON],),
    CompletionKind.ORG: (NAMES[Label.ORG],),
    CompletionKind.PLACE: (NAMES[Label.PLACE],),
    CompletionKind.LAW: (NAMES[Label.LAW],),
    CompletionKind.EVENT: (NAMES[Label.EVENT],),
    CompletionKind.MEDIA: (NAMES[Label.MEDIA],),
}
_MOST_VALUES: Final = 20_000  #: names that a slip is corrected to


class KnownNames:
    """Of one moment; each kind is collected when it is first asked for."""

    def __init__(self, contents: Snapshot, facts: Callable[[], Facts], folding: Folding) -> None:
        self._contents = contents
        self._facts = facts
        self._folding = folding
        self._lists: dict[CompletionKind, Sequence[NameList]] = {}

    def lists(self, kind: CompletionKind) -> Sequence[NameList]:
        """The names of a kind; a name may stand in several lists."""
        if kind not in self._lists:
            self._lists[kind] = self._collected(kind)
        return self._lists[kind]

    def titles(self) -> Units:
        """Folded titles, with a border before the first and after each."""
        return np.concatenate(
            [bordered(names.units, names.starts) for names in self.lists(CompletionKind.TITLE)]
            or [np.zeros(0, np.uint16)]
        )

    def values(self) -> Sequence[str]:
        """The names of entities, sources and tags, as they are shown."""
        found: list[str] = []
        for kind in (CompletionKind.SOURCE, *_MARKERS):
            for names in self.lists(kind):
                found += [names.shown[place] for place in range(min(len(names), _MOST_VALUES))]
        return found

    def _collected(self, kind: CompletionKind) -> Sequence[NameList]:
        if kind is CompletionKind.TITLE:
            return [_titles(part) for part in self._contents.parts]
        if kind is CompletionKind.SOURCE:
            counts = facets_of_sources(self._contents, self._contents.live)
            return [NameList.of(counts, self._folding)]
        return [self._facts().names(marker) for marker in _MARKERS.get(kind, ())]


def _titles(part: Part) -> NameList:
    """The titles of the live rows of a segment."""
    file, rows = part.file, np.flatnonzero(part.live)
    starts = file.title_starts.astype(np.int64)
    if len(rows) == len(file):
        return NameList(file.title_units, starts, _Titles(file, rows.tolist()))
    kept = np.repeat(part.live, np.diff(starts))
    lengths = np.diff(starts)[rows]
    return NameList(
        file.title_units[kept],
        np.concatenate([[0], np.cumsum(lengths)]),
        _Titles(file, rows.tolist()),
    )


class _Titles(Sequence[str]):
    """The titles of some rows, read when asked for."""

    def __init__(self, file: SegmentFile, rows: Sequence[int]) -> None:
        self._file = file
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return _Titles(self._file, self._rows[index])
        return self._file.title(self._rows[index])
