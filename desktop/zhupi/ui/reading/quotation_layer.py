"""Who is quoted, shown beside the text: a bar in the right margin, in the hue of the speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from zhupi.core.model import Label, Span
from zhupi.ui.reading.canvas import Canvas, box_shape
from zhupi.ui.reading.spans import SpanIndex

_DISTANCE = 13.0  # of the bar from the column
_WIDTH = 2.2
_STEP = 5.0  # between the bars of several quotations on one line
_MOST = 3  # bars side by side; more would leave the margin
_DIRECT, _REPORTED = 0.85, 0.42  # how strong a bar is
_GROUND, _DARK_GROUND = 0.10, 0.16  # of the quotation that is looked at


@dataclass(frozen=True, slots=True)
class SaidMark:
    """One quotation as it is marked; `label` is the speaker's kind, None where it is open."""

    span: Span
    label: Label | None
    direct: bool


class QuotationLayer:
    """The quotations marked; `active` is the one that is looked at."""

    def __init__(self) -> None:
        self._index: SpanIndex[SaidMark] = SpanIndex()
        self.active: SaidMark | None = None

    def set_marks(self, marks: Iterable[SaidMark]) -> None:
        self._index = SpanIndex((mark.span, mark) for mark in marks)

    def paint_ground(self, canvas: Canvas) -> None:
        """What lies under the words of the one that is looked at."""
        if self.active is None:
            return
        color = _color(canvas, self.active)
        color.setAlphaF(_DARK_GROUND if canvas.theme.dark else _GROUND)
        canvas.painter.setBrush(color)
        for box in canvas.boxes(self.active.span.start, self.active.span.end):
            canvas.painter.drawPath(box_shape(box))

    def paint_bars(self, canvas: Canvas) -> None:
        taken: dict[int, int] = {}  # by the line's place: bars drawn there
        for marked in self._index.overlapping(*canvas.range):
            color = _color(canvas, marked.item)
            color.setAlphaF(_DIRECT if marked.item.direct else _REPORTED)
            canvas.painter.setBrush(color)
            for box in canvas.boxes(marked.start, marked.end):
                line = round(box.rect.top())
                number = taken.get(line, 0)
                taken[line] = number + 1
                left = box.edge + _DISTANCE + _STEP * min(number, _MOST - 1)
                bar = QRectF(left, box.rect.top(), _WIDTH, box.rect.height() + 1)
                canvas.painter.drawRoundedRect(bar, _WIDTH / 2, _WIDTH / 2)


def _color(canvas: Canvas, mark: SaidMark) -> QColor:
    theme = canvas.theme
    return QColor(theme.dim) if mark.label is None else theme.label_color(mark.label)
