"""How an annotation is painted as a card."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from zhupi.core.messages import Translator
from zhupi.core.model import Annotation, AnnotationState
from zhupi.ui.highlighting import Highlighting, paint_fill
from zhupi.ui.lists import draw_focus, draw_ground
from zhupi.ui.painting import (
    draw_chip,
    draw_elided,
    draw_layout,
    layout_height,
    one_line,
    sized,
    wrapped,
)
from zhupi.ui.panels.annotation_model import (
    AnnotationRole,
    HeadingRole,
    Index,
    TitleRole,
    shown_quote,
)
from zhupi.ui.review.wording import card_text
from zhupi.ui.theme import Theme

QUOTE_PIXELS = 14
SMALL_PIXELS = 12
CHIP_HEIGHT = 25
HEADING_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class _Card:
    """The laid-out parts of one card, and its height."""

    title: str
    quote: QTextLayout
    chips: tuple[str, ...]
    note: QTextLayout | None
    state: str
    height: float


class AnnotationDelegate(QStyledItemDelegate):
    """A colour bar, the quoted passage, tags as chips, the note."""

    def __init__(self, theme: Theme, tr: Translator, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._highlighting = Highlighting(theme)
        self._tr = tr
        self.open_card: tuple[str, int] = ("", 0)  #: the annotation being edited, and its height

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._highlighting = Highlighting(theme)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        item = index.data(AnnotationRole)
        if not isinstance(item, Annotation):
            return QSize(width, 0)
        if item.id == self.open_card[0]:
            return QSize(width, self.open_card[1])
        font = option.font
        heading = HEADING_HEIGHT if index.data(HeadingRole) else 0
        return QSize(width, round(self._card(item, index, font).height) + heading)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(AnnotationRole)
        if not isinstance(item, Annotation) or item.id == self.open_card[0]:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        box = self._below_heading(painter, option, str(index.data(HeadingRole) or ""))
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        draw_ground(painter, box, state, theme.card, theme.hover)
        bar = QRectF(box.left() + 5, box.top() + 9, 3, box.height() - 18)
        if theme.highlights != "color":
            self._paint_swatch(painter, bar.adjusted(0, 0, 6, 0), item.color)
        self._paint_bar(painter, bar, theme.mark_ink(item.color), item.state)
        font = option.font
        self._paint_card(painter, box.adjusted(18, 9, -12, -9), self._card(item, index, font), font)
        draw_focus(painter, box, state, theme.accent)
        painter.restore()

    def _paint_card(self, painter: QPainter, box: QRectF, card: _Card, font: QFont) -> None:
        theme, top = self._theme, box.top()
        ink, dim = QColor(theme.ink), QColor(theme.dim)
        small = sized(font, SMALL_PIXELS)
        if card.title:
            draw_elided(painter, QRectF(box.left(), top, box.width(), 18), card.title, small, dim)
            top += 21
        draw_layout(painter, card.quote, QPointF(box.left(), top), ink)
        top += layout_height(card.quote) + 5
        if card.chips:
            self._paint_chips(painter, box, top, card.chips, small)
            top += CHIP_HEIGHT
        if card.note is not None:
            draw_layout(painter, card.note, QPointF(box.left(), top), dim)
            top += layout_height(card.note) + 4
        if card.state:
            line = QRectF(box.left(), top, box.width(), 18)
            draw_elided(painter, line, card.state, small, QColor(theme.accent))

    def _below_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: str
    ) -> QRectF:
        """Paints the heading where there is one; the card's own box below it."""
        box = QRectF(option.rect).adjusted(8, 3, -8, -3)
        if heading:
            line = QRectF(box.left() + 10, box.top(), box.width() - 20, HEADING_HEIGHT - 4)
            font = sized(option.font, SMALL_PIXELS, bold=True)
            draw_elided(painter, line, heading, font, QColor(self._theme.dim))
            box.setTop(box.top() + HEADING_HEIGHT)
        return box

    def _paint_swatch(self, painter: QPainter, box: QRectF, color: str) -> None:
        """The pattern of a highlight, beside its bar."""
        path = QPainterPath()
        path.addRect(box)
        painter.setBrushOrigin(box.topLeft())
        paint_fill(painter, path, self._highlighting.fill(QColor(self._theme.ink), (color,)))

    @staticmethod
    def _paint_bar(painter: QPainter, bar: QRectF, color: QColor, state: AnnotationState) -> None:
        """The bar of a highlight's colour; in dashes where nobody has confirmed its place."""
        painter.setBrush(color)
        if state is AnnotationState.RESOLVED:
            painter.drawRoundedRect(bar, 1.5, 1.5)
            return
        dash = 5.0
        for number in range(max(1, round((bar.height() + 3) / (dash + 3)))):
            top = bar.top() + number * (dash + 3)
            painter.drawRect(QRectF(bar.left(), top, bar.width(), min(dash, bar.bottom() - top)))

    def _paint_chips(
        self, painter: QPainter, box: QRectF, top: float, chips: tuple[str, ...], font: QFont
    ) -> None:
        colors = (QColor(self._theme.hover), QColor(self._theme.accent))
        metrics = QFontMetricsF(font)
        left = box.left()
        for number, chip in enumerate(chips):
            rest = len(chips) - number
            room = box.right() - left - 14 - (26 if rest > 1 else 0)
            if number and metrics.horizontalAdvance(chip) > room:
                more = QRectF(left, top, 40, metrics.height() + 4)
                draw_elided(painter, more, f"+{rest}", font, QColor(self._theme.dim))
                return
            text = metrics.elidedText(chip, Qt.TextElideMode.ElideMiddle, max(room, 20))
            left = draw_chip(painter, left, top, text, font, colors) + 5

    def _card(self, item: Annotation, index: Index, font: QFont) -> _Card:
        width = self._view.viewport().width() - 46
        title = one_line(str(index.data(TitleRole) or ""))
        quote = wrapped(one_line(shown_quote(item)[:400]), sized(font, QUOTE_PIXELS), width, 2)
        note = None
        height = 24 + layout_height(quote)
        if title:
            height += 21
        if item.tags:
            height += CHIP_HEIGHT + 3
        if item.note:
            words = one_line(item.note[:600])
            note = wrapped(words, sized(font, QUOTE_PIXELS - 1), width, 3)
            height += layout_height(note) + 7
        state = card_text(item, self._tr)
        if state:
            height += 21
        return _Card(title, quote, item.tags, note, state, height)
