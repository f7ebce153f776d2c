"""Names and times under the text: a faint tint and a line, the stronger the surer they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from zhupi.core.model import Label, Mention
from zhupi.ui.reading.canvas import Canvas, outline
from zhupi.ui.reading.spans import Marked, SpanIndex

_UNDERLINE = 1.6
_TINT, _DARK_TINT = 0.085, 0.14
_DEEPEST_LANE = 2  # more would reach into the next line
_FAINTEST_TINT = 0.25  # of the full one
_FAINTEST_LINE = 0.38
_SURE, _UNSURE = 0.95, 0.4  # confidences from which on, and up to which, all look alike


class MentionLayer:
    """The mentions shown, found by where they lie; one of them may be the one keys act upon."""

    def __init__(self) -> None:
        self._all: tuple[Mention, ...] = ()
        self._labels = frozenset(Label)
        self.index: SpanIndex[Mention] = SpanIndex()
        self.active: Mention | None = None

    def set_mentions(self, mentions: Iterable[Mention]) -> None:
        self._all = tuple(mentions)
        self._index()

    def set_visible_labels(self, labels: frozenset[Label]) -> None:
        self._labels = labels
        self._index()

    def _index(self) -> None:
        shown = (m for m in self._all if m.label in self._labels)
        self.index = SpanIndex((mention.span, mention) for mention in shown)

    def at(self, offset: int) -> list[Mention]:
        """Those over the character at `offset`, the outermost first."""
        return [marked.item for marked in reversed(self.index.at(offset))]

    def paint_tints(self, canvas: Canvas, mentions: Sequence[Marked[Mention]]) -> None:
        full = _DARK_TINT if canvas.theme.dark else _TINT
        for marked in mentions:
            if marked.lane:
                continue  # inside another mention: one tint is enough
            tint = canvas.theme.label_color(marked.item.label)
            tint.setAlphaF(full * _between(_FAINTEST_TINT, marked.item.confidence))
            canvas.painter.setBrush(tint)
            for box in canvas.boxes(marked.start, marked.end):
                canvas.painter.drawRoundedRect(box.rect.adjusted(0, 0, 0, 1), 3, 3)

    def paint_underlines(self, canvas: Canvas, mentions: Sequence[Marked[Mention]]) -> None:
        for marked in mentions:
            color = canvas.theme.label_color(marked.item.label)
            color.setAlphaF(_between(_FAINTEST_LINE, marked.item.confidence))
            canvas.painter.setBrush(color)
            lower = 1.2 + 3.0 * min(marked.lane, _DEEPEST_LANE)
            for box in canvas.boxes(marked.start, marked.end):
                line = QRectF(
                    box.rect.left() + 0.5,
                    box.rect.bottom() + lower,
                    max(0.0, box.rect.width() - 1),
                    _UNDERLINE,
                )
                canvas.painter.drawRoundedRect(line, _UNDERLINE / 2, _UNDERLINE / 2)

    def paint_active(self, canvas: Canvas) -> None:
        if self.active is not None:
            color = canvas.theme.label_color(self.active.label)
            outline(canvas, self.active.start, self.active.end, QPen(color, 1.3))
            canvas.painter.setPen(Qt.PenStyle.NoPen)


def _between(faintest: float, confidence: float) -> float:
    """1 where the program is sure, `faintest` where it is not, and a straight line between.

    >>> [_between(0.25, c) for c in (0.1, 0.675, 1.0)]
    [0.25, 0.625, 1.0]
    """
    share = (confidence - _UNSURE) / (_SURE - _UNSURE)
    return round(faintest + (1 - faintest) * min(max(share, 0.0), 1.0), 4)
