"""The history as rows: entries, latest first, with a heading before each day and a mark at «now».

Undone entries stand above the mark: they can be done again until something else is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Translator
from zhupi.ui.history.wording import day_text, spoken, title_text

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole)
PAGE = 200  #: entries asked for at a time


class RowKind(Enum):
    DAY = auto()
    NOW = auto()  #: above it all is undone, below it all is done
    ENTRY = auto()
    BEGINNING = auto()  #: before the oldest entry that is kept


@dataclass(frozen=True, slots=True)
class Row:
    kind: RowKind
    text: str = ""
    entry: HistoryEntry | None = None

    @property
    def number(self) -> int | None:
        """The number to go to; None: one cannot go there."""
        if self.kind is RowKind.BEGINNING:
            return 0
        return self.entry.number if self.entry else None


class HistoryModel(QAbstractListModel):
    """Rows of the entries read so far; `more` is called when older ones are needed."""

    def __init__(
        self,
        tr: Translator,
        today: Callable[[], date],
        more: Callable[[int], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self._today = today
        self._more = more
        self._entries: list[HistoryEntry] = []
        self._rows: list[Row] = []
        self._complete = True
        self._asked = False

    @property
    def entries(self) -> Sequence[HistoryEntry]:
        return self._entries

    def set_entries(self, entries: Sequence[HistoryEntry], *, complete: bool) -> None:
        """Shows these; `complete`: there are no older ones."""
        self.beginResetModel()
        self._entries = list(entries)
        self._complete, self._asked = complete, False
        self._rows = self._lay_rows()
        self.endResetModel()

    def add_entries(self, entries: Sequence[HistoryEntry], *, complete: bool) -> None:
        """Shows older ones below; those that are there stay where they are."""
        before = len(self._rows)
        self._entries += entries
        self._complete, self._asked = complete, False
        rows = self._lay_rows()
        if len(rows) > before and rows[:before] == self._rows:
            self.beginInsertRows(QModelIndex(), before, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, row: int) -> Row | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, number: int) -> int | None:
        """Where the entry with this number stands."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), None)

    def now(self) -> int:
        """The number of the latest entry that is done; 0: none."""
        return next((entry.number for entry in self._entries if not entry.undone), 0)

    def steps(self, number: int) -> int:
        """How many undos (negative) or redos it takes until this entry is the latest done."""
        undos = sum(not e.undone and e.number > number for e in self._entries)
        return -undos or sum(e.undone and e.number <= number for e in self._entries)

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None or row.number is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row.entry, self._tr) if row.entry else row.text
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and self._entries:
            self._asked = True
            self._more(self._entries[-1].number)

    # --- within -------------------------------------------------------------------------------

    def _lay_rows(self) -> list[Row]:
        tr, rows = self._tr, list[Row]()
        today, day, now_told = self._today(), None, False
        for entry in self._entries:
            if not entry.undone and not now_told and rows:
                rows.append(Row(RowKind.NOW, tr("Now")))
            now_told = now_told or not entry.undone
            local = entry.created.astimezone().date()
            if local != day:
                day = local
                rows.append(Row(RowKind.DAY, day_text(local, today, tr)))
            rows.append(Row(RowKind.ENTRY, title_text(entry.operation, tr), entry))
        if self._complete and self._entries:
            if not now_told:
                rows.append(Row(RowKind.NOW, tr("Now")))
            rows.append(Row(RowKind.BEGINNING, tr("Before all this")))
        return rows
