"""A list of one column whose rows a delegate paints, and the ring around the row keys act upon.

A table, because Qt's own list lays out every row before it shows the first.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView, QWidget


class ColumnView(QTableView):
    """Behaves like a list: Home and End go to the first and the last row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        # Delegates paint their own choice; a table would fill the whole row besides.
        self.setStyleSheet("selection-background-color: transparent")
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """In a table Home and End stay in their row."""
        if action is QAbstractItemView.CursorAction.MoveHome:
            return self.model().index(0, 0)
        if action is QAbstractItemView.CursorAction.MoveEnd:
            return self.model().index(self.model().rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)


def draw_ground(
    painter: QPainter, box: QRectF, state: QStyle.StateFlag, card: str, hover: str
) -> None:
    """The ground of a row that is chosen or under the mouse; leaves the painter without a pen."""
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(card))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(hover))
    else:
        return
    painter.drawRoundedRect(box, 8, 8)


def draw_focus(
    painter: QPainter, box: QRectF, state: QStyle.StateFlag, accent: str, radius: float = 8
) -> None:
    """A thin ring within `box` where `state` says that the keyboard is in this row."""
    if not state & QStyle.StateFlag.State_HasFocus:
        return
    color = QColor(accent)
    color.setAlphaF(0.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(color)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
