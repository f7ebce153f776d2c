"""The dialog that gives some passages of a tag other tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.ui.dialogs.common import buttons, label
from zhupi.ui.painting import one_line
from zhupi.ui.tagging import TagField
from zhupi.ui.tags.finder import TagFinder
from zhupi.ui.tags.passages import Passage

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 30


class Column(IntEnum):
    PASSAGE = 0
    ARTICLE = 1
    TAG = 2


class SplitModel(QAbstractTableModel):
    """Passages, and the tag that each is to get."""

    def __init__(
        self, tag: str, items: Sequence[Passage], tr: Translator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tag = tag
        self._items = items
        self._targets: dict[int, str] = {}  # row → tag
        self._heads = (tr("Passage"), tr("Article"), tr("Tag"))

    def give(self, rows: Sequence[int], tag: str) -> None:
        """Has the passages of `rows` get `tag`, or keep theirs."""
        for row in rows:
            if tag == self._tag:
                self._targets.pop(row, None)
            else:
                self._targets[row] = tag
        if self._items:
            last = self.index(len(self._items) - 1, Column.TAG)
            self.dataChanged.emit(self.index(0, Column.TAG), last)

    def parts(self) -> Mapping[str, list[str]]:
        """New tag → ids of the annotations that get it."""
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for row, tag in sorted(self._targets.items()):
            parts[tag].append(self._items[row].annotation.id)
        return parts

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if wanted else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.PASSAGE:
            return one_line(item.quote)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        target = self._targets.get(index.row(), self._tag)
        return (one_line(item.quote), one_line(item.title), target)[index.column()]


class SplitDialog(QDialog):
    """Choose rows, type a tag, press Enter; then the next ones."""

    def __init__(
        self,
        tag: str,
        items: Sequence[Passage],
        known: tuple[Sequence[str], TagFinder],
        tr: Translator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self._tag = tag
        self.setWindowTitle(tr("Split the tag «{tag}»", tag=one_line(tag)))
        self.model = SplitModel(tag, items, tr, self)
        self.table = QTableView(self)
        tags, finder = known
        self.field = TagField(tags, self, finder)
        self.field.setPlaceholderText(tr("Another tag for the chosen passages"))
        self.field.setAccessibleName(tr("Another tag for the chosen passages"))
        self.field.setText(f"{tag}/")
        self.give_button = QPushButton(tr("Give them this tag"), self)
        self.give_button.setAutoDefault(False)
        self._state = label("", self, hint=True)
        self._box, self.done_button = buttons(tr("Split"), tr)
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)
        self._set_up_table()
        self._lay_out()
        self.give_button.clicked.connect(self._give)
        self.field.textChanged.connect(self._refresh)
        self.table.selectionModel().selectionChanged.connect(self._refresh)
        self.table.selectRow(0)
        self.resize(760, 520)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field gives the tag; it does not end the dialog."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.field.hasFocus():
            self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        tags = self.field.tags()
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        if len(tags) == 1 and rows:
            self.model.give(rows, tags[0])
            below = max(rows) + 1
            if below < self.model.rowCount():
                self.table.selectRow(below)
        self._refresh()

    def _refresh(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self.give_button.setEnabled(chosen and len(self.field.tags()) == 1)
        given = sum(len(ids) for ids in self.model.parts().values())
        self.done_button.setEnabled(given > 0)
        self._state.setText(
            self._tr.plural(
                "{count:,} passage gets another tag; the others keep «{tag}».",
                "{count:,} passages get another tag; the others keep «{tag}».",
                given,
                tag=one_line(self._tag),
            )
            if given
            else self._tr("Choose passages (Shift or Ctrl: several), then give them another tag.")
        )

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self._tr("Passages with the tag"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(Column.PASSAGE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((Column.ARTICLE, 180), (Column.TAG, 180)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.give_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._state)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(self._box)
