"""Old and new side by side: what stands before the passage, the passage, what stands after it.

The three lie in rows, so that the passage begins at the same height in both columns however the
lines around it break. In a narrow place the columns stand one above the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from zhupi.core.model import Span
from zhupi.ui.fonts import font
from zhupi.ui.painting import draw_elided, draw_layout, layout_height, one_line, units, wrapped
from zhupi.ui.review.differences import Piece, Side, shortened
from zhupi.ui.theme import Theme

MARGIN = 22
GAP = 26  #: between the columns
ROW_GAP = 6
HEAD = 24  #: the line that says what a column is
PADDING = 8  #: around the passage
NARROW = 560  #: pixels below which columns stand one above the other
LINES = 3  #: around the passage, on each side
NARROW_LINES = 2  #: where columns stand one above the other
MANY_LINES = 10_000
LARGEST = 17  #: pixels of the text; an article may be read in bigger letters


@dataclass(frozen=True, slots=True)
class Column:
    """One version and its heading; without a `side`, the sentence that stands in its place."""

    title: str
    side: Side | None = None
    hint: str = ""
    color: str = "yellow"  #: of the highlight
    old: bool = False  #: whether what differs is gone, rather than new


@dataclass(frozen=True, slots=True)
class _Laid:
    """A column laid out: three layouts, their heights."""

    column: Column
    layouts: tuple[QTextLayout, ...]
    heights: tuple[float, ...]


class ComparisonView(QWidget):
    """Paints two columns; as high as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: tuple[Column, ...] = ()
        self._font = font(serif=True, pixels=16)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_look(self, *, serif: bool, pixels: int) -> None:
        """The article's own face, at most as big as two columns allow."""
        self._font = font(serif=serif, pixels=min(pixels, LARGEST))
        self._changed()

    def show_columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        words = [f"{c.title}: {_words(c)}" for c in self._columns]
        self.setAccessibleDescription("\n".join(words))
        self._changed()

    # --- Qt -----------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._height(float(width)))

    def sizeHint(self) -> QSize:
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        width = float(self.width())
        laid = self._lay_out(width)
        if self._side_by_side(width):
            heights = _rows(laid)
            for number, item in enumerate(laid):
                left = MARGIN + number * (self._column_width(width) + GAP)
                self._paint_column(painter, item, QPointF(left, MARGIN / 2), heights)
        else:
            top = MARGIN / 2
            for item in laid:
                self._paint_column(painter, item, QPointF(MARGIN, top), item.heights)
                top += HEAD + sum(item.heights) + 2 * ROW_GAP + MARGIN / 2
        painter.end()

    # --- within -------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _side_by_side(self, width: float) -> bool:
        return width >= NARROW and len(self._columns) > 1

    def _column_width(self, width: float) -> float:
        if not self._side_by_side(width):
            return max(width - 2 * MARGIN, 80)
        count = len(self._columns)
        return (width - 2 * MARGIN - (count - 1) * GAP) / count

    def _height(self, width: float) -> float:
        laid = self._lay_out(width)
        if not laid:
            return 0.0
        if self._side_by_side(width):
            return HEAD + sum(_rows(laid)) + 2 * ROW_GAP + MARGIN
        each = [HEAD + sum(item.heights) + 2 * ROW_GAP + MARGIN / 2 for item in laid]
        return sum(each) + MARGIN / 2

    def _lay_out(self, width: float) -> list[_Laid]:
        room = self._column_width(width)
        lines = LINES if self._side_by_side(width) else NARROW_LINES
        around = lines * max(2, int((room - 2 * PADDING) / self._font.pixelSize())) - 1
        return [self._lay_column(column, room, around) for column in self._columns]

    def _lay_column(self, column: Column, width: float, around: int) -> _Laid:
        if column.side is None:
            hint = wrapped(column.hint, self.font(), width - 2 * PADDING, MANY_LINES)
            return _Laid(column, (hint,), (0.0, layout_height(hint) + 2 * PADDING, 0.0))
        side = shortened(column.side, around)
        ink = QColor(self._theme.ink)
        layouts = tuple(
            wrapped(
                one_line(piece.text),
                self._font,
                width - 2 * PADDING,
                MANY_LINES,
                _changes(piece, self._theme, ink, old=column.old),
            )
            for piece in (side.before, side.passage, side.after)
        )
        before, passage, after = map(layout_height, layouts)
        return _Laid(column, layouts, (before, passage + 2 * PADDING, after))

    def _paint_column(
        self, painter: QPainter, item: _Laid, place: QPointF, heights: Sequence[float]
    ) -> None:
        theme, left, top = self._theme, place.x(), place.y()
        width = self._column_width(float(self.width()))
        head = QRectF(left + PADDING, top, width - PADDING, HEAD - 4)
        draw_elided(painter, head, item.column.title, self.font(), QColor(theme.dim))
        top += HEAD
        box = QRectF(left, top + heights[0] + ROW_GAP, width, item.heights[1])
        if item.column.side is None:
            draw_layout(
                painter,
                item.layouts[0],
                QPointF(left + PADDING, box.top() + PADDING),
                QColor(theme.dim),
            )
            return
        before, passage, after = item.layouts
        # What stands before ends where the passage begins.
        down = heights[0] - layout_height(before)
        dim, ink = QColor(theme.dim), QColor(theme.ink)
        draw_layout(painter, before, QPointF(left + PADDING, top + down), dim)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.highlighted(item.column.color))
        painter.drawRoundedRect(box, 6, 6)
        draw_layout(painter, passage, QPointF(left + PADDING, box.top() + PADDING), ink)
        below = QPointF(left + PADDING, box.top() + heights[1] + ROW_GAP)
        draw_layout(painter, after, below, dim)


def _rows(laid: Sequence[_Laid]) -> tuple[float, ...]:
    """The height of each row that all columns share."""
    return tuple(max(heights) for heights in zip(*(item.heights for item in laid), strict=True))


def _changes(
    piece: Piece, theme: Theme, ink: QColor, *, old: bool
) -> list[QTextLayout.FormatRange]:
    """Marks what the other side lacks: struck through where it is gone, else underlined."""
    look = QTextCharFormat()
    look.setForeground(ink)
    if old:
        look.setFontStrikeOut(True)
    else:
        look.setFontWeight(QFont.Weight.Bold)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(QColor(theme.accent))
    return [_format(piece.text, span, look) for span in piece.changed]


def _format(text: str, span: Span, look: QTextCharFormat) -> QTextLayout.FormatRange:
    item = QTextLayout.FormatRange()
    item.start = units(text[: span.start])
    item.length = units(span.of(text))
    item.format = look
    return item


def _words(column: Column) -> str:
    if column.side is None:
        return column.hint
    side = column.side
    return " ".join(piece.text for piece in (side.before, side.passage, side.after) if piece.text)
