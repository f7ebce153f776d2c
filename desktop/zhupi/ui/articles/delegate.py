"""Paints one article of the list as a card: title in at most two lines, and a small line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zhupi.core.messages import Translator
from zhupi.core.model import ArticleSummary, ReadingState
from zhupi.ui.articles.model import SummaryRole
from zhupi.ui.articles.wording import card_lines
from zhupi.ui.lists import draw_focus
from zhupi.ui.painting import (
    draw_elided,
    draw_fitting,
    draw_layout,
    layout_height,
    one_line,
    sized,
    wrapped,
)
from zhupi.ui.theme import Theme

CARD_HEIGHT = 86
TITLE_PIXELS = 15
SMALL_PIXELS = 12
LINE = 19


class ArticleDelegate(QStyledItemDelegate):
    """A card an article; all of one height, so that a hundred thousand cost nothing."""

    def __init__(self, theme: Theme, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tr = tr

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(240, CARD_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(8, 2, -8, -2)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, box, chosen, bool(state & QStyle.StateFlag.State_MouseOver))
        summary = index.data(SummaryRole)
        if isinstance(summary, ArticleSummary):
            self._paint_words(painter, box, summary, option, chosen)
        draw_focus(painter, box, state, self._theme.accent)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, chosen: bool, hovered: bool) -> None:  # noqa: FBT001
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(QColor(self._theme.card if chosen else self._theme.hover))
            painter.drawRoundedRect(box, 8, 8)
        if chosen:
            painter.setBrush(QColor(self._theme.accent))
            painter.drawRoundedRect(
                QRectF(box.left(), box.top() + 12, 3, box.height() - 24), 1.5, 1.5
            )

    def _paint_words(
        self,
        painter: QPainter,
        box: QRectF,
        summary: ArticleSummary,
        option: QStyleOptionViewItem,
        chosen: bool,  # noqa: FBT001
    ) -> None:
        theme, base = self._theme, option.font
        inner = box.adjusted(15, 0, -14, 0)
        unread = summary.reading is ReadingState.UNREAD
        font = sized(base, TITLE_PIXELS, bold=chosen)
        title = wrapped(one_line(summary.title), font, inner.width(), 2)
        small = sized(base, SMALL_PIXELS)
        # A short title leaves the source a line of its own.
        source = one_line(summary.source).strip()
        count = 1 if title.lineCount() > 1 or not source else 2
        height = layout_height(title) + 4 + count * LINE
        top = inner.top() + (inner.height() - height) / 2
        draw_layout(painter, title, QPointF(inner.left(), top), QColor(theme.ink))
        line = QRectF(inner.left(), top + layout_height(title) + 4, inner.width(), LINE)
        dim = QColor(theme.dim)
        if count == 2:
            draw_elided(painter, line, source, small, dim)
            line.translate(0, LINE)
        if summary.annotations:
            line = self._paint_count(painter, line, summary.annotations, option)
        words = card_lines(summary, self._tr, with_source=count == 1)
        draw_fitting(painter, line, words, small, dim)
        if unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(QPointF(box.left() + 8, top + TITLE_PIXELS * 0.72), 2.5, 2.5)

    def _paint_count(
        self, painter: QPainter, line: QRectF, count: int, option: QStyleOptionViewItem
    ) -> QRectF:
        """The number of annotations at the right, as a mark of the pen; returns what is left."""
        text = f"{count:,}"
        width = 14 + 7 * len(text)
        spot = QRectF(line.right() - width, line.top(), width, line.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.mark_ink("yellow"))
        painter.drawRoundedRect(QRectF(spot.left(), spot.center().y() - 5, 3, 10), 1.5, 1.5)
        font = sized(option.font, SMALL_PIXELS)
        draw_elided(painter, spot.adjusted(8, 0, 2, 0), text, font, QColor(self._theme.dim))
        return line.adjusted(0, 0, -width - 6, 0)
