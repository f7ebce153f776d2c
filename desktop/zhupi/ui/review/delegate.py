"""How a row of what waits is painted: the passage as it was marked, how it stands, its article."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from zhupi.core.messages import Translator
from zhupi.core.model import AnnotationState
from zhupi.core.reviewing import ReviewItem
from zhupi.ui.lists import draw_focus, draw_ground
from zhupi.ui.painting import draw_chip, draw_elided, one_line, sized
from zhupi.ui.review.model import ItemRole
from zhupi.ui.review.wording import standing_text
from zhupi.ui.theme import Theme

ROW_HEIGHT = 60
QUOTE_PIXELS = 14
SMALL_PIXELS = 12
MOST_OF_QUOTE = 200  #: characters that a row could show


class ReviewDelegate(QStyledItemDelegate):
    """Two lines: the quote; its state, tags and title."""

    def __init__(self, theme: Theme, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tr = tr

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(ItemRole)
        if not isinstance(item, ReviewItem):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, state = self._theme, option.state
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        draw_ground(painter, box, state, theme.card, theme.hover)
        painter.setBrush(theme.mark_ink(item.annotation.color))
        bar = QRectF(box.left() + 5, box.top() + 9, 3, box.height() - 18)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        self._paint_lines(painter, box.adjusted(18, 6, -12, -6), item, option)
        draw_focus(painter, box, state, theme.accent)
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, box: QRectF, item: ReviewItem, option: QStyleOptionViewItem
    ) -> None:
        theme, annotation = self._theme, item.annotation
        font, small = sized(option.font, QUOTE_PIXELS), sized(option.font, SMALL_PIXELS)
        half = box.height() / 2
        above, below = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        quote = one_line(annotation.original_quote[:MOST_OF_QUOTE])
        draw_elided(painter, above, quote, font, QColor(theme.ink))
        words = standing_text(annotation, self._tr)
        lost = annotation.state is not AnnotationState.MOVED
        color = QColor(theme.danger if lost else theme.dim)
        draw_elided(painter, below, words, small, color)
        metrics = QFontMetricsF(small)
        left = below.left() + metrics.horizontalAdvance(words) + 12
        colors = (QColor(theme.hover), QColor(theme.accent))
        for tag in annotation.tags:
            # A title in a few characters says nothing: tags leave room for more of it.
            if left + metrics.horizontalAdvance(tag) + 14 > below.left() + 0.62 * below.width():
                break
            left = draw_chip(painter, left, below.top() + 2, tag, small, colors) + 5
        rest = QRectF(below)
        rest.setLeft(min(left + 4, below.right()))
        draw_elided(painter, rest, one_line(item.title), small, QColor(theme.dim))
