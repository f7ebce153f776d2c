"""The annotations of a page in view, painted stretch by stretch.

Where highlights overlap, each stretch is painted once, in the mixture of its colours: so what
lies behind a character is known, and can be kept readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from zhupi.core.model import Annotation, AnnotationState, Span
from zhupi.ui.highlighting import Fill, mix, paint_fill
from zhupi.ui.reading.canvas import Canvas, mark_shape, outline
from zhupi.ui.reading.spans import Marked
from zhupi.ui.reading.visible import Line

_PENDING = 0.4  # of what is below, in a highlight that is still being written
_EDGE = 1.4


class _Mark(NamedTuple):
    start: int  # document positions
    end: int
    color: str
    firm: bool


class _Stretch(NamedTuple):
    """A piece of a line under the same marks."""

    start: int
    end: int
    marks: tuple[_Mark, ...]


def paint_highlights(
    canvas: Canvas,
    annotations: Sequence[Marked[Annotation]],
    pending: Sequence[tuple[Span, str]] = (),
) -> None:
    """Paints the grounds of all marks; `pending` are not in the library yet."""
    position = canvas.positions.to_document
    marks = [
        _Mark(position(m.start), position(m.end), m.item.color, firm=True) for m in annotations
    ]
    marks += [
        _Mark(position(span.start), position(span.end), color, firm=False)
        for span, color in pending
    ]
    # Patterns are fixed to the text: they scroll with it.
    canvas.painter.setBrushOrigin(0, -canvas.visible.scrolled)
    for line in canvas.visible.lines:
        here = [mark for mark in marks if mark.start < line.end and mark.end > line.start]
        before = _Stretch(0, 0, ())
        stretches = list(_stretches(line, here)) if here else []
        for number, stretch in enumerate(stretches):
            following = stretches[number + 1] if number + 1 < len(stretches) else None
            alone = following is None or following.start > stretch.end
            _paint(canvas, line, stretch, after=before.end == stretch.start, alone=alone)
            before = stretch


def paint_unconfirmed(canvas: Canvas, annotations: Sequence[Marked[Annotation]]) -> None:
    """A broken edge round what was found again in a changed text and nobody has confirmed."""
    for marked in annotations:
        if marked.item.state is AnnotationState.MOVED:
            pen = QPen(canvas.theme.mark_ink(marked.item.color), _EDGE, Qt.PenStyle.DashLine)
            outline(canvas, marked.start, marked.end, pen)


def _stretches(line: Line, marks: Sequence[_Mark]) -> Iterator[_Stretch]:
    """The marked pieces of a line, from left to right."""
    low, high = line.start, line.end
    cuts = sorted({min(max(at, low), high) for mark in marks for at in (mark.start, mark.end)})
    for start, end in pairwise(cuts):
        over = tuple(mark for mark in marks if mark.start <= start and mark.end >= end)
        if over:
            yield _Stretch(start, end, over)


def _paint(canvas: Canvas, line: Line, stretch: _Stretch, *, after: bool, alone: bool) -> None:
    """`after`: another stretch ends where it begins; `alone`: none begins where it ends."""
    # Whole pixels, so that neighbours meet without a seam.
    left, right = sorted((round(line.x(stretch.start)), round(line.x(stretch.end))))
    if not after:
        left -= 1
    if alone:
        right += 1
    rect = QRectF(left, line.top - 1, right - left, line.height + 3)
    begins = not after and any(mark.start == stretch.start for mark in stretch.marks)
    ends = alone and any(mark.end == stretch.end for mark in stretch.marks)
    fill = _fill(canvas, line.ink, stretch.marks)
    paint_fill(canvas.painter, mark_shape(rect, begins=begins, ends=ends), fill)
    if fill.full:
        top = rect.top() + _EDGE / 2
        canvas.painter.setPen(QPen(canvas.theme.mark_ink(stretch.marks[-1].color), _EDGE))
        canvas.painter.drawLine(QPointF(left, top), QPointF(right, top))
        canvas.painter.setPen(Qt.PenStyle.NoPen)


def _fill(canvas: Canvas, ink: QColor, marks: Sequence[_Mark]) -> Fill:
    fill = canvas.highlighting.fill
    whole = fill(ink, [mark.color for mark in marks])
    if all(mark.firm for mark in marks):
        return whole
    firm = [mark.color for mark in marks if mark.firm]
    below = fill(ink, firm).ground if firm else QColor(canvas.theme.paper)
    return Fill(mix(whole.ground, below, _PENDING), whole.stripes, whole.full)
