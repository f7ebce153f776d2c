"""A list that is read from its beginning, and further each time somebody comes to its end.

Rows are values; a library may have hundreds of thousands, of which nobody looks at more than a
few hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole)
FIRST = 200  #: rows read at first
GROWTH = 4  #: times as many each time


class GrowingModel(QAbstractListModel):
    """`asked` wants so many rows; `set_rows` answers."""

    asked = QtSignal(int)

    def __init__(self, words: Callable[[object], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: list[object] = []
        self._limit = FIRST
        self._waiting = False
        self.complete = False  #: whether these are all

    def restart(self) -> None:
        """Something else is wanted: reads from the beginning."""
        self._limit = FIRST
        self._ask()

    def again(self) -> None:
        """Reads as many anew as were there."""
        self._ask()

    def set_rows(self, rows: Sequence[object], limit: int) -> None:
        """The answer to `asked(limit)`."""
        if limit != self._limit:
            return
        self._waiting = False
        self.complete = len(rows) < limit
        known = len(self._rows)
        if known and list(rows[:known]) == self._rows:
            if len(rows) > known:
                self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
                self._rows.extend(rows[known:])
                self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> object | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def find(self, fits: Callable[[object], bool]) -> int | None:
        """The number of the first row that fits."""
        return next((n for n, row in enumerate(self._rows) if fits(row)), None)

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index.row())
        if role == RowRole or row is None:
            return row
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return self._words(row) if role in texts else None

    def canFetchMore(self, parent: Index) -> bool:
        return not (parent.isValid() or self.complete or self._waiting) and bool(self._rows)

    def fetchMore(self, _parent: Index) -> None:
        self._limit *= GROWTH
        self._ask()

    # --- within -------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._waiting = True
        self.asked.emit(self._limit)
