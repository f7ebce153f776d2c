"""The facets of an answer: what its articles have in common, each value a click from narrowing.

Rows are a heading a facet, its values by frequency, and «more…» where there are many. A facet
that would narrow nothing is not shown, and months only where there is but one year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from types import MappingProxyType

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.ui.painting import one_line
from zhupi.ui.panels.search_narrowing import FACETS, Part, can_be_written
from zhupi.ui.panels.wording import label_text

Index = QModelIndex | QPersistentModelIndex
FacetRole = int(Qt.ItemDataRole.UserRole)
FIRST = 5  #: values shown of a facet
MOST = 60  #: and after «more…»

LABELS: Mapping[str, Label] = MappingProxyType(
    {"person": Label.PERSON, "org": Label.ORG, "place": Label.PLACE}
)


@dataclass(frozen=True, slots=True)
class FacetHeading:
    facet: str
    count: int  #: different values
    folded: bool


@dataclass(frozen=True, slots=True)
class FacetValue:
    facet: str
    value: str
    count: int  #: articles
    share: float  #: of the most frequent value's, 0 to 1
    part: Part | None  #: of the query, where it is narrowed to this value already


@dataclass(frozen=True, slots=True)
class FacetMore:
    facet: str
    count: int  #: values that are not shown


Row = FacetHeading | FacetValue | FacetMore
Counts = Mapping[str, Mapping[str, int]]


def facet_text(facet: str, tr: Translator) -> str:
    """What a facet is called above its values."""
    names = {
        "source": tr("Sources"),
        "year": tr("Years"),
        "month": tr("Months"),
        "tag": tr("Tags"),
    }
    return names[facet] if facet in names else label_text(LABELS[facet], tr)


def value_text(facet: str, value: str, tr: Translator) -> str:
    """A value as people write it: months and years in the way of their language."""
    if facet == "year" and value.isdigit():
        return tr("{year}", year=int(value))
    year, _, month = value.partition("-")
    if facet == "month" and year.isdigit() and month.isdigit():
        return tr("{year}-{month:02}", year=int(year), month=int(month))
    return one_line(value)


def part_text(part: Part, tr: Translator) -> str:
    """A part of the query on its chip."""
    text = value_text(part.facet, part.value, tr)
    return f"#{text}" if part.facet == "tag" else text


def facet_rows(
    counts: Counts,
    total: int,
    parts: Sequence[Part],
    folded: frozenset[str],
    wide: frozenset[str],
) -> list[Row]:
    """The rows of an answer with `total` articles; facets in `wide` show more than the first."""
    rows: list[Row] = []
    for facet in FACETS:
        values = _values(facet, counts.get(facet, {}), parts)
        if not any(row.part or row.count < total for row in values):
            continue
        if facet == "month" and len(counts.get("year", {})) > 1:
            continue  # first the year
        rows.append(FacetHeading(facet, len(counts[facet]), facet in folded))
        if facet in folded:
            continue
        # One more row is as long as the «more…» that would hide it.
        shown = MOST if facet in wide else FIRST
        shown = len(values) if len(values) == shown + 1 else shown
        rows.extend(values[:shown])
        if len(values) > shown and facet not in wide:
            rows.append(FacetMore(facet, len(values) - shown))
    return rows


def _values(facet: str, counts: Mapping[str, int], parts: Sequence[Part]) -> list[FacetValue]:
    """The most frequent values, and those that the query is narrowed to."""
    found = {value: count for value, count in counts.items() if count > 0}
    by_frequency = nsmallest(MOST, found.items(), key=lambda item: (-item[1], item[0]))
    said = {part.value: part for part in parts if part.facet == facet and part.value in found}
    shown = dict(by_frequency) | {value: found[value] for value in said}
    most = max(shown.values(), default=1)
    return [
        FacetValue(facet, value, count, count / most, said.get(value))
        for value, count in shown.items()
        if can_be_written(value)
    ]


class FacetModel(QAbstractListModel):
    """The rows; what is folded or shown wide outlasts one answer."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._counts: Counts = {}
        self._total = 0
        self._parts: Sequence[Part] = ()
        self._wide: frozenset[str] = frozenset()
        self._rows: list[Row] = []
        self.folded: frozenset[str] = frozenset()

    def set_facets(self, counts: Counts, total: int, parts: Sequence[Part]) -> None:
        self._counts, self._total, self._parts = counts, total, parts
        self._rebuild()

    def set_folded(self, facets: frozenset[str]) -> None:
        self.folded = facets
        self._rebuild()

    def widen(self, facet: str) -> None:
        """Shows more than the first values of `facet`, from now on."""
        self._wide |= {facet}
        self._rebuild()

    def row(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, facet: str, value: str | None = None) -> int | None:
        """The row of a value, or of a facet's heading."""
        for number, row in enumerate(self._rows):
            if row.facet != facet:
                continue
            if (value is None and isinstance(row, FacetHeading)) or (
                isinstance(row, FacetValue) and row.value == value
            ):
                return number
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index.row())
        if role == FacetRole:
            return row
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.text(row) if not isinstance(row, FacetMore) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def text(self, row: Row) -> str:
        if isinstance(row, FacetHeading):
            return facet_text(row.facet, self._tr)
        if isinstance(row, FacetMore):
            return self._tr("{count:,} more…", count=row.count)
        return value_text(row.facet, row.value, self._tr)

    def _spoken(self, row: Row) -> str:
        text, tr = self.text(row), self._tr
        if isinstance(row, FacetHeading):
            return f"{text}, {tr('hidden') if row.folded else tr('shown')}"
        if isinstance(row, FacetValue):
            articles = tr.plural("{count:,} article", "{count:,} articles", row.count)
            return ", ".join(filter(None, (text, articles, tr("chosen") if row.part else "")))
        return text

    def _rebuild(self) -> None:
        rows = facet_rows(self._counts, self._total, self._parts, self.folded, self._wide)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
