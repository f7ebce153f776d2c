"""`Substring`: our search as a query of Whoosh's, for its searcher, collectors and parser."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.query import Query

from zhupi.search.segment_file import SegmentFile
from zhupi.search.units import UnitFolding


class Substring(Query):  # type: ignore[misc]  # Whoosh has no types
    """The articles whose text holds `text` after folding, scored by how often it stands there.

    `fieldname` must be a field of type `ExactText`.
    """

    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None:
        self.fieldname = fieldname
        self.text = text
        self.boost = boost

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.fieldname!r}, {self.text!r}, boost={self.boost!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Substring) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.text, self.boost))

    def is_leaf(self) -> bool:
        return True

    def field(self) -> str:
        return self.fieldname

    def estimate_size(self, ixreader: Any) -> int:
        return int(ixreader.doc_count_all())

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ARG002 - Whoosh's
        """Whoosh asks for one a segment; deleted articles are left out."""
        reader = searcher.reader()
        if not self.text or not reader.has_column(self.fieldname):
            return NullMatcher()
        file = reader.column_reader(self.fieldname, translate=False).file
        counts = _counts(file, self.text)
        rows = [row for row in counts if not reader.is_deleted(row)]
        weights = [self.boost * counts[row] for row in rows]
        return ListMatcher(rows, weights) if rows else NullMatcher()


def _counts(file: SegmentFile, text: str) -> dict[int, int]:
    """Row → how often `text` stands in the text there; rows without it are left out."""
    units = UnitFolding().fold(text)
    if not len(units):
        return {}
    pairs = list(zip(units.tolist(), units[1:].tolist(), strict=False))
    grams = [file.gram(*pair) for pair in pairs]
    if -1 in grams:
        return {}
    rows: NDArray[Any]
    if grams:
        rows = file.gram_rows(min(grams, key=file.gram_count))
    else:
        rows = np.flatnonzero(file.rows_between(*file.unit_range(int(units[0]))))
    needle = units.tobytes()
    found = {}
    for row in rows.tolist():
        start, end = file.starts[row : row + 2].tolist()
        record = file.units[start + int(file.text_starts[row]) : end].tobytes()
        if count := _count(record, needle):
            found[row] = count
    return found


def _count(record: bytes, needle: bytes) -> int:
    """How often the units of `needle` stand in those of `record`, none in another."""
    count = 0
    place = record.find(needle)
    while place >= 0:
        if place % 2:
            place = record.find(needle, place + 1)
        else:
            count += 1
            place = record.find(needle, place + len(needle))
    return count
