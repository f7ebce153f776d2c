"""The view of the cards: thousands of them, of which only those in sight are measured.

A row that was never seen has the height of a usual card; it gets its own when it comes into
view, and what one reads stays where it is.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

from zhupi.ui.lists import ColumnView

USUAL_HEIGHT = 84


class AnnotationView(ColumnView):
    """Cards; Enter edits, Delete deletes."""

    edit_wanted = Signal()
    delete_wanted = Signal()
    _fitting = False  # of the class: Qt calls overrides while it makes the view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(USUAL_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalScrollBar().valueChanged.connect(self.fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.dataChanged.connect(self.fit)

    def choose(self, row: int | None) -> None:
        """Makes a row the current one, and brings it into view; None: none is."""
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            index = self.model().index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def fit(self) -> None:
        """Gives the rows in view the heights of their cards."""
        model = self.model()
        if self._fitting or not self.isVisible():
            return
        self._fitting = True
        row, bottom = self.rowAt(0), self.viewport().height()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        while 0 <= row < model.rowCount() and self.rowViewportPosition(row) < bottom:
            self._fit_row(row, option)
            row += 1
        self._fitting = False

    def _fit_row(self, row: int, option: QStyleOptionViewItem) -> None:
        index = self.model().index(row, 0)
        height = self.itemDelegateForIndex(index).sizeHint(option, index).height()
        more = height - self.rowHeight(row)
        if not more:
            return
        above = self.rowViewportPosition(row) < 0
        self.setRowHeight(row, height)
        if above:
            # It grows upwards, out of view.
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + more)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        # What came into view got its own height: it may have moved.
        self.fit()
        super().scrollTo(index, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_wanted.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def updateGeometries(self) -> None:
        """After every change of rows and heights, before the next painting."""
        super().updateGeometries()
        self.fit()
