"""Dragging a tag about in its tree: what is seen of it, and where it would go.

A tag dropped on a row goes below that tag; between two rows, beside them; on no row, to the top.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from zhupi.ui.painting import one_line, sized
from zhupi.ui.theme import Theme

HOVER_PAUSE = 600  #: milliseconds over a folded tag; then it opens
MOST_NAME = 180  #: pixels
PIXELS = 14
_Position = QAbstractItemView.DropIndicatorPosition


class DraggingTree(QTreeView):
    """Qt's own, but what is dragged hides no row, and the place it goes to is in our colours."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over: QPoint | None = None  # where a tag is held, if it can be dropped there
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(HOVER_PAUSE)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        index = self.currentIndex()
        data = self.model().mimeData([index])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self._chip(one_line(str(index.data() or ""))))
        drag.setHotSpot(QPoint(-14, -6))  # beside the pointer, so that the row below is seen
        drag.exec(Qt.DropAction.MoveAction)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._over = event.position().toPoint() if event.isAccepted() else None
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = None
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = None
        super().dropEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Not Qt's: its mark of the place is a black box.
        with QPainter(self.viewport()) as painter:
            self.drawTree(painter, event.region())
            if self._over is not None:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint_place(painter, self._over)

    def _paint_place(self, painter: QPainter, where: QPoint) -> None:
        accent = QColor(self._theme.accent)
        index = self.indexAt(where)
        position = self.dropIndicatorPosition()
        row = self.visualRect(index)
        painter.setPen(accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not index.isValid() or position == _Position.OnViewport:
            everything = QRectF(self.viewport().rect()).adjusted(1.5, 1.5, -6.5, -1.5)
            painter.drawRoundedRect(everything, 6, 6)
        elif position == _Position.OnItem:
            whole = QRect(0, row.top(), self.viewport().width(), row.height())
            painter.drawRoundedRect(QRectF(whole).adjusted(0.5, 1.5, -6.5, -1.5), 6, 6)
        else:
            y = row.top() if position == _Position.AboveItem else row.bottom() + 1
            painter.fillRect(QRect(row.left(), y - 1, row.width() - 8, 2), accent)

    def _chip(self, name: str) -> QPixmap:
        font = sized(self.font(), PIXELS)
        metrics = QFontMetrics(font)
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, MOST_NAME)
        width, height = metrics.horizontalAdvance(name) + 20, metrics.height() + 8
        ratio = self.devicePixelRatioF()
        chip = QPixmap(round(width * ratio), round(height * ratio))
        chip.setDevicePixelRatio(ratio)
        chip.fill(Qt.GlobalColor.transparent)
        with QPainter(chip) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(self._theme.accent))
            painter.setBrush(QColor(self._theme.card))
            box = QRectF(0.5, 0.5, width - 1, height - 1)
            painter.drawRoundedRect(box, 6, 6)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
        return chip
