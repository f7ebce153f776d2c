"""What is painted under the text: mentions, annotations, search matches, the selection.

Nothing here changes the document, so showing a thousand highlights costs no layout. Highlights
are blended with the paper (Multiply on light, Screen on dark): where they overlap, both are
seen.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from zhupi.core.model import Annotation, AnnotationState, Label, Mention, Span
from zhupi.ui.reading.changing_spans import ChangingSpans
from zhupi.ui.reading.spans import Marked, SpanIndex
from zhupi.ui.reading.visible import Box, VisibleText
from zhupi.ui.text_positions import TextPositions
from zhupi.ui.theme import Theme

_RADIUS = 3.5
_UNDERLINE = 1.6
_DEEPEST_LANE = 2  # more would reach into the next line, or out of the margin
_NOTE_BAR = 3.0
_NOTE_DISTANCE = 18.0
_PLACED = (AnnotationState.RESOLVED, AnnotationState.MOVED)


@dataclass(frozen=True, slots=True)
class Canvas:
    """One painting: where to, of what, in which colours."""

    painter: QPainter
    visible: VisibleText
    positions: TextPositions
    theme: Theme

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


class Layers:
    """Everything that is marked in the article shown, and how it is painted."""

    def __init__(self) -> None:
        self._all_mentions: tuple[Mention, ...] = ()
        self._labels = frozenset(Label)
        self.mentions: SpanIndex[Mention] = SpanIndex()
        self.annotations = ChangingSpans(_id_of)
        self._notes = ChangingSpans(_id_of)
        self._pending: dict[int, tuple[Span, str]] = {}
        self._matches: SpanIndex[int] = SpanIndex()
        self._current: int | None = None
        self.active: str | None = None
        #: a range that is pointed out for a moment, and how strongly (1 to 0)
        self.flash: tuple[Span, float] | None = None

    def set_mentions(self, mentions: Iterable[Mention]) -> None:
        self._all_mentions = tuple(mentions)
        self._index_mentions()

    def set_visible_labels(self, labels: frozenset[Label]) -> None:
        self._labels = labels
        self._index_mentions()

    def _index_mentions(self) -> None:
        shown = (m for m in self._all_mentions if m.label in self._labels)
        self.mentions = SpanIndex((mention.span, mention) for mention in shown)

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
        mentions = self.mentions.overlapping(low, high)
        annotations = self.annotations.overlapping(low, high)
        self._paint_tints(canvas, mentions)
        self._paint_annotations(canvas, annotations)
        self._paint_pending(canvas)
        self._paint_matches(canvas, self._matches.overlapping(low, high))
        if self.flash is not None:
            self._paint_flash(canvas, *self.flash)
        if selection is not None:
            _paint_selection(canvas, selection)
        self._paint_underlines(canvas, mentions)
        self._paint_active(canvas, annotations)
        self._paint_notes(canvas, self._notes.overlapping(low, high, lanes=True))

    def _paint_tints(self, canvas: Canvas, mentions: Sequence[Marked[Mention]]) -> None:
        for marked in mentions:
            if marked.lane:
                continue  # inside another mention: one tint is enough
            tint = canvas.theme.label_color(marked.item.label)
            tint.setAlphaF(0.14 if canvas.theme.dark else 0.085)
            canvas.painter.setBrush(tint)
            for box in canvas.boxes(marked.start, marked.end):
                canvas.painter.drawRoundedRect(box.rect.adjusted(0, 0, 0, 1), 3, 3)

    def _paint_underlines(self, canvas: Canvas, mentions: Sequence[Marked[Mention]]) -> None:
        for marked in mentions:
            canvas.painter.setBrush(canvas.theme.label_color(marked.item.label))
            lower = 1.2 + 3.0 * min(marked.lane, _DEEPEST_LANE)
            for box in canvas.boxes(marked.start, marked.end):
                line = QRectF(
                    box.rect.left() + 0.5,
                    box.rect.bottom() + lower,
                    max(0.0, box.rect.width() - 1),
                    _UNDERLINE,
                )
                canvas.painter.drawRoundedRect(line, _UNDERLINE / 2, _UNDERLINE / 2)

    def _paint_annotations(self, canvas: Canvas, annotations: Sequence[Marked[Annotation]]) -> None:
        canvas.painter.setCompositionMode(_blending(canvas.theme))
        for marked in annotations:
            canvas.painter.setBrush(canvas.theme.mark_color(marked.item.color))
            for box in canvas.boxes(marked.start, marked.end):
                canvas.painter.drawPath(_shape(box))
        canvas.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_pending(self, canvas: Canvas) -> None:
        canvas.painter.setCompositionMode(_blending(canvas.theme))
        for span, name in self._pending.values():
            canvas.painter.setBrush(canvas.theme.mark_color(name))
            for box in canvas.boxes(span.start, span.end):
                canvas.painter.drawPath(_shape(box))
        canvas.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_active(self, canvas: Canvas, annotations: Sequence[Marked[Annotation]]) -> None:
        for marked in annotations:
            if marked.item.id != self.active:
                continue
            _outline(canvas, marked, canvas.theme.mark_ink(marked.item.color), 1.6)

    def _paint_notes(self, canvas: Canvas, notes: Sequence[Marked[Annotation]]) -> None:
        for marked in notes:
            canvas.painter.setBrush(canvas.theme.mark_ink(marked.item.color))
            shift = _NOTE_DISTANCE + 6 * min(marked.lane, _DEEPEST_LANE)
            for box in canvas.boxes(marked.start, marked.end):
                bar = QRectF(box.column - shift, box.rect.top(), _NOTE_BAR, box.rect.height() + 1)
                canvas.painter.drawRoundedRect(bar, _NOTE_BAR / 2, _NOTE_BAR / 2)

    def _paint_matches(self, canvas: Canvas, matches: Sequence[Marked[int]]) -> None:
        theme = canvas.theme
        for marked in matches:
            current = marked.item == self._current
            # Not blended: among highlights of every colour a match must still stand out.
            canvas.painter.setBrush(QColor(theme.current_match if current else theme.match))
            for box in canvas.boxes(marked.start, marked.end):
                canvas.painter.drawPath(_shape(box))
            if current:
                _outline(canvas, marked, QColor(theme.accent), 1.6)

    def _paint_flash(self, canvas: Canvas, span: Span, strength: float) -> None:
        color = QColor(canvas.theme.accent)
        color.setAlphaF(0.28 * strength)
        canvas.painter.setBrush(color)
        for box in canvas.boxes(span.start, span.end):
            canvas.painter.drawRoundedRect(box.rect.adjusted(-3, -3, 3, 4), 6, 6)


def _id_of(annotation: Annotation) -> str:
    return annotation.id


def _blending(theme: Theme) -> QPainter.CompositionMode:
    modes = QPainter.CompositionMode
    return modes.CompositionMode_Screen if theme.dark else modes.CompositionMode_Multiply


def _paint_selection(canvas: Canvas, selection: Span) -> None:
    canvas.painter.setBrush(canvas.theme.selection_color())
    for box in canvas.boxes(selection.start, selection.end):
        canvas.painter.drawRect(box.rect.adjusted(0, -2, 0, 4))


def _shape(box: Box) -> QPainterPath:
    """A box whose corners are round only where its range begins and ends."""
    rect = box.rect.adjusted(-1, -1, 1, 2)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, _RADIUS, _RADIUS)
    if not box.begins:
        path.addRect(QRectF(rect.left(), rect.top(), 2 * _RADIUS, rect.height()))
    if not box.ends:
        path.addRect(QRectF(rect.right() - 2 * _RADIUS, rect.top(), 2 * _RADIUS, rect.height()))
    return path


def _outline(
    canvas: Canvas, marked: Marked[Annotation] | Marked[int], color: QColor, width: float
) -> None:
    painter = canvas.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, width))
    for box in canvas.boxes(marked.start, marked.end):
        painter.drawPath(_shape(box).simplified())
    painter.setPen(Qt.PenStyle.NoPen)
