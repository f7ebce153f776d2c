"""What is painted under the text: mentions, annotations, search matches, the selection.

Nothing here changes the document, so showing a thousand highlights costs no layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from zhupi.core.model import Annotation, AnnotationState, Span
from zhupi.ui.reading.canvas import Canvas, box_shape, outline
from zhupi.ui.reading.changing_spans import ChangingSpans
from zhupi.ui.reading.highlights import paint_highlights, paint_unconfirmed
from zhupi.ui.reading.mention_layer import MentionLayer
from zhupi.ui.reading.quotation_layer import QuotationLayer
from zhupi.ui.reading.spans import Marked, SpanIndex

_DEEPEST_LANE = 2  # more would reach out of the margin
_NOTE_BAR = 3.0
_NOTE_DISTANCE = 18.0
_PLACED = (AnnotationState.RESOLVED, AnnotationState.MOVED)


class Layers:
    """Everything that is marked in the article shown, and how it is painted."""

    def __init__(self) -> None:
        self.mentions = MentionLayer()
        self.quotations = QuotationLayer()
        self.annotations = ChangingSpans(_id_of)
        self._notes = ChangingSpans(_id_of)
        self._pending: dict[int, tuple[Span, str]] = {}
        self._matches: SpanIndex[int] = SpanIndex()
        self._current: int | None = None
        self.active: str | None = None
        #: a range that is pointed out for a moment, and how strongly (1 to 0)
        self.flash: tuple[Span, float] | None = None

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Shows those whose place is known; at the others' place stands something else now."""
        placed = [a for a in annotations if a.state in _PLACED]
        self.annotations = ChangingSpans(_id_of, ((a.span, a) for a in placed))
        self._notes = ChangingSpans(_id_of, ((a.span, a) for a in placed if a.note))

    def change_annotations(self, gone: Iterable[str], put: Iterable[Annotation]) -> list[Span]:
        """Takes away and adds some; the ranges that look otherwise now."""
        changed: list[Span] = []
        for identifier in gone:
            self._remove(identifier, changed)
        for annotation in put:
            self._remove(annotation.id, changed)
            if annotation.state in _PLACED:
                self.annotations.put(annotation.span, annotation)
                changed.append(annotation.span)
                if annotation.note:
                    self._notes.put(annotation.span, annotation)
        return changed

    def _remove(self, identifier: str, changed: list[Span]) -> None:
        span = self.annotations.span_of(identifier)
        if span is not None:
            changed.append(span)
            self.annotations.remove(identifier)
            self._notes.remove(identifier)

    def add_pending(self, token: int, span: Span, color: str) -> None:
        """Shows a highlight that is not in the library yet."""
        self._pending[token] = (span, color)

    def drop_pending(self, token: int) -> Span | None:
        """Where the pending highlight was."""
        found = self._pending.pop(token, None)
        return found and found[0]

    @property
    def pending(self) -> frozenset[Span]:
        return frozenset(span for span, _color in self._pending.values())

    def drop_all_pending(self) -> None:
        self._pending.clear()

    def set_matches(self, spans: Sequence[Span], current: int | None) -> None:
        self._matches = SpanIndex((span, number) for number, span in enumerate(spans))
        self._current = current

    def paint(self, canvas: Canvas, selection: Span | None) -> None:
        """Paints all layers, from the faintest to the strongest."""
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        low, high = canvas.range
        mentions = self.mentions.index.overlapping(low, high)
        annotations = self.annotations.overlapping(low, high)
        self.quotations.paint_ground(canvas)
        self.mentions.paint_tints(canvas, mentions)
        paint_highlights(canvas, annotations, tuple(self._pending.values()))
        self._paint_matches(canvas, self._matches.overlapping(low, high))
        if self.flash is not None:
            self._paint_flash(canvas, *self.flash)
        if selection is not None:
            _paint_selection(canvas, selection)
        self.mentions.paint_underlines(canvas, mentions)
        paint_unconfirmed(canvas, annotations)
        self._paint_active(canvas, annotations)
        self.mentions.paint_active(canvas)
        self.quotations.paint_bars(canvas)
        self._paint_notes(canvas, self._notes.overlapping(low, high, lanes=True))

    def _paint_active(self, canvas: Canvas, annotations: Sequence[Marked[Annotation]]) -> None:
        for marked in annotations:
            if marked.item.id == self.active:
                pen = QPen(canvas.theme.mark_ink(marked.item.color), 1.6)
                outline(canvas, marked.start, marked.end, pen)

    def _paint_notes(self, canvas: Canvas, notes: Sequence[Marked[Annotation]]) -> None:
        for marked in notes:
            canvas.painter.setBrush(canvas.theme.mark_ink(marked.item.color))
            shift = _NOTE_DISTANCE + 6 * min(marked.lane, _DEEPEST_LANE)
            for box in canvas.boxes(marked.start, marked.end):
                bar = QRectF(box.column - shift, box.rect.top(), _NOTE_BAR, box.rect.height() + 1)
                canvas.painter.drawRoundedRect(bar, _NOTE_BAR / 2, _NOTE_BAR / 2)

    def _paint_matches(self, canvas: Canvas, matches: Sequence[Marked[int]]) -> None:
        theme, readable = canvas.theme, canvas.highlighting.readable
        for marked in matches:
            current = marked.item == self._current
            # Not blended: among highlights of every colour a match must still stand out.
            ground = QColor(theme.current_match if current else theme.match)
            for box in canvas.boxes(marked.start, marked.end):
                canvas.painter.setBrush(readable(box.ink, ground))
                canvas.painter.drawPath(box_shape(box))
            if current:
                outline(canvas, marked.start, marked.end, QPen(QColor(theme.accent), 1.6))

    def _paint_flash(self, canvas: Canvas, span: Span, strength: float) -> None:
        # A ring, for the text within must stay readable.
        color = QColor(canvas.theme.accent)
        color.setAlphaF(strength)
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
        canvas.painter.setPen(QPen(color, 2.4))
        for box in canvas.boxes(span.start, span.end):
            canvas.painter.drawRoundedRect(box.rect.adjusted(-4, -3, 4, 4), 6, 6)
        canvas.painter.setPen(Qt.PenStyle.NoPen)


def _id_of(annotation: Annotation) -> str:
    return annotation.id


def _paint_selection(canvas: Canvas, selection: Span) -> None:
    canvas.painter.setBrush(canvas.theme.selection_color())
    for box in canvas.boxes(selection.start, selection.end):
        canvas.painter.drawRect(box.rect.adjusted(0, -2, 0, 4))
