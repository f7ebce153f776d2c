"""What layers paint on: the part of the page in view, and the shapes of marks."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from zhupi.ui.highlighting import Highlighting
from zhupi.ui.reading.visible import Box, VisibleText
from zhupi.ui.text_positions import TextPositions
from zhupi.ui.theme import Theme

_RADIUS = 3.5


@dataclass(frozen=True, slots=True)
class Canvas:
    """One painting: where to, of what, in which colours."""

    painter: QPainter
    visible: VisibleText
    positions: TextPositions
    highlighting: Highlighting

    @property
    def theme(self) -> Theme:
        return self.highlighting.theme

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """Where the characters `start`..`end` are seen."""
        return self.visible.boxes(
            self.positions.to_document(start), self.positions.to_document(end)
        )

    def paint_ornaments(self, quotes: Container[int], bullets: Container[int]) -> None:
        """The lines beside quotations and the dots before items, by numbers of blocks."""
        painter = self.painter
        painter.setPen(Qt.PenStyle.NoPen)
        tops = [rect.top() for _, rect in self.visible.blocks[1:]]
        for (block, rect), next_top in zip_longest(self.visible.blocks, tops):
            left = rect.left() + block.blockFormat().leftMargin()
            em = block.charFormat().font().pixelSize()
            if block.blockNumber() in quotes:
                on = next_top is not None and block.blockNumber() + 1 in quotes
                bottom = next_top if on else rect.bottom()
                painter.setBrush(QColor(self.theme.faint))
                painter.drawRect(QRectF(left - em, rect.top(), 3, bottom - rect.top()))
            elif block.blockNumber() in bullets:
                line = block.layout().lineAt(0)
                middle = rect.top() + line.y() + line.ascent() - 0.36 * em
                painter.setBrush(QColor(self.theme.dim))
                painter.drawEllipse(QPointF(left - 0.75 * em, middle), 2.6, 2.6)

    @property
    def range(self) -> tuple[int, int]:
        """The characters that can be seen."""
        to_text = self.positions.to_text
        return to_text(self.visible.start), to_text(self.visible.end)


def box_shape(box: Box) -> QPainterPath:
    """A box whose corners are round only where its range begins and ends."""
    return mark_shape(box.rect.adjusted(-1, -1, 1, 2), begins=box.begins, ends=box.ends)


def mark_shape(rect: QRectF, *, begins: bool, ends: bool) -> QPainterPath:
    """`rect`, with round corners on the left if a range `begins`, on the right if it `ends`."""
    path = QPainterPath()
    if not begins and not ends:
        path.addRect(rect)
        return path
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, _RADIUS, _RADIUS)
    if not begins:
        path.addRect(QRectF(rect.left(), rect.top(), 2 * _RADIUS, rect.height()))
    if not ends:
        path.addRect(QRectF(rect.right() - 2 * _RADIUS, rect.top(), 2 * _RADIUS, rect.height()))
    return path.simplified()


def outline(canvas: Canvas, start: int, end: int, pen: QPen) -> None:
    """Draws the edge of the range `start`..`end`."""
    painter = canvas.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for box in canvas.boxes(start, end):
        painter.drawPath(box_shape(box))
    painter.setPen(Qt.PenStyle.NoPen)
