"""The lines of a concordance as rows: all as they came, or as they were arranged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from zhupi.core.messages import Translator
from zhupi.core.search import ConcordanceLine
from zhupi.ui.articles.wording import date_text
from zhupi.ui.painting import one_line

Index = QModelIndex | QPersistentModelIndex
LineRole = int(Qt.ItemDataRole.UserRole)
CheckStateRole = int(Qt.ItemDataRole.CheckStateRole)


class Column(IntEnum):
    TICK = 0
    LEFT = 1
    KEYWORD = 2
    RIGHT = 3
    ARTICLE = 4


def as_columns(lines: Iterable[ConcordanceLine]) -> str:
    """Lines for the clipboard, in columns that spreadsheets take."""
    rows = (
        (
            line.left,
            line.keyword,
            line.right,
            line.published.isoformat() if line.published else "",
            line.title,
        )
        for line in lines
    )
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows)


class ConcordanceModel(QAbstractTableModel):
    """Rows are lines. `lines` only grows until `clear`; numbers are places in it.

    Each line is ticked until somebody unticks it.
    """

    grown = Signal(int)  #: lines came, from this number on
    ticked_anew = Signal()

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.lines: list[ConcordanceLine] = []
        self._order: Sequence[int] | None = None  # None: as they came
        self._unticked: set[int] = set()

    def clear(self) -> None:
        self.beginResetModel()
        self.lines = []
        self._order = None
        self._unticked.clear()
        self.endResetModel()

    def append(self, lines: Sequence[ConcordanceLine]) -> None:
        """Adds lines; they are shown with the next order where there is one."""
        first = len(self.lines)
        if self._order is None and lines:
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self.lines.extend(lines)
            self.endInsertRows()
        else:
            self.lines.extend(lines)
        self.grown.emit(first)

    def set_order(self, order: Sequence[int] | None) -> None:
        """Shows the lines with these numbers; None: all, as they come."""
        if order is None and self._order is None:
            return
        self.beginResetModel()
        self._order = order
        self.endResetModel()

    def number_of(self, row: int) -> int | None:
        """The number of the line in a row."""
        if not 0 <= row < self.rowCount():
            return None
        return row if self._order is None else self._order[row]

    def row_of(self, number: int) -> int | None:
        """The row of a line, where it is shown."""
        if self._order is None:
            return number if 0 <= number < len(self.lines) else None
        try:
            return self._order.index(number)
        except ValueError:
            return None

    def line(self, row: int) -> ConcordanceLine | None:
        number = self.number_of(row)
        return None if number is None else self.lines[number]

    # --- ticks --------------------------------------------------------------------------------

    def is_ticked(self, row: int) -> bool:
        return self.number_of(row) not in self._unticked

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Ticks or unticks rows."""
        numbers = {number for row in rows if (number := self.number_of(row)) is not None}
        if on:
            self._unticked -= numbers
        else:
            self._unticked |= numbers
        last = self.index(max(self.rowCount() - 1, 0), Column.ARTICLE)
        self.dataChanged.emit(self.index(0, Column.TICK), last, [CheckStateRole])
        self.ticked_anew.emit()

    def tick_all(self, *, on: bool) -> None:
        """Ticks or unticks all lines that are shown, and no other."""
        self.tick(range(self.rowCount()), on=on)

    def ticked(self) -> list[ConcordanceLine]:
        """The ticked lines that are shown, in the order in which they came."""
        numbers = range(len(self.lines)) if self._order is None else sorted(self._order)
        return [self.lines[number] for number in numbers if number not in self._unticked]

    def count_ticked(self) -> int:
        """How many those are."""
        if self._order is None:
            return len(self.lines) - len(self._unticked)
        if not self._unticked:
            return len(self._order)
        return len(self._order) - sum(map(self._unticked.__contains__, self._order))

    # --- cells --------------------------------------------------------------------------------

    def text(self, line: ConcordanceLine, column: Column) -> str:
        """What stands in a cell."""
        if column is Column.TICK:
            return ""
        if column is Column.ARTICLE:
            return "  ".join(filter(None, (date_text(line.published, self._tr), line.title)))
        if column is Column.LEFT:
            return one_line(line.left)
        return one_line(line.right if column is Column.RIGHT else line.keyword)

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if parent.isValid():
            return 0
        return len(self.lines) if self._order is None else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.line(index.row())
        if role == LineRole or line is None:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, Column(index.column()))
        if role == CheckStateRole and index.column() == Column.TICK:
            on = self.is_ticked(index.row())
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == Column.ARTICLE:
                return self.text(line, Column.ARTICLE)
            return one_line(f"{line.left}{line.keyword}{line.right}")
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return {
                Column.TICK: "",
                Column.LEFT: self._tr("Before"),
                Column.KEYWORD: self._tr("Match"),
                Column.RIGHT: self._tr("After"),
                Column.ARTICLE: self._tr("Article"),
            }[Column(section)]
        if role == Qt.ItemDataRole.AccessibleTextRole and section == Column.TICK:
            return self._tr("Ticked")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = {
                Column.LEFT: Qt.AlignmentFlag.AlignRight,
                Column.KEYWORD: Qt.AlignmentFlag.AlignHCenter,
            }.get(Column(section), Qt.AlignmentFlag.AlignLeft)
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
