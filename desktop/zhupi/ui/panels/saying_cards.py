"""How a quotation is painted as a card, and its speaker as a heading."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.ui.lists import draw_focus, draw_ground
from zhupi.ui.painting import draw_elided, draw_layout, layout_height, one_line, sized, wrapped
from zhupi.ui.panels.saying_model import RowRole, SpeakerRow
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.sayings import Saying, manner_text, speaker_text

PIXELS = 14
SMALL_PIXELS = 12
HEADING_HEIGHT = 34
HEAD_HEIGHT = 21  #: of the line that says who
MOST_LINES = 5
REPORTED = 0.5  #: how strong the bar of reported speech is


class SayingDelegate(QStyledItemDelegate):
    """A bar in the speaker's hue; who, how and to whom; the words."""

    def __init__(self, theme: Theme, tr: Translator, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._tr = tr
        self.theme = theme
        self.grouped = False  #: whether headings say who

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        row = index.data(RowRole)
        if isinstance(row, Saying):
            height = layout_height(self._words(row, option.font, width))
            return QSize(width, round(height) + HEAD_HEIGHT + 24)
        return QSize(width, HEADING_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(6, 2, -6, -2)
        if isinstance(row, SpeakerRow):
            self._paint_heading(painter, box, row, option.font)
        elif isinstance(row, Saying):
            draw_ground(painter, box, option.state, self.theme.card, self.theme.hover)
            self._paint_card(painter, box, row, option.font)
            draw_focus(painter, box, option.state, self.theme.accent)
        painter.restore()

    # --- within -------------------------------------------------------------------------------

    def _paint_heading(self, painter: QPainter, box: QRectF, row: SpeakerRow, font: QFont) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(row.label))
        painter.drawEllipse(QPointF(box.left() + 14, box.center().y() + 2), 4.5, 4.5)
        bold = sized(font, PIXELS, bold=True)
        words = box.adjusted(28, 4, -50, 0)
        draw_elided(painter, words, one_line(row.name), bold, QColor(self.theme.ink))
        painter.setPen(QColor(self.theme.dim))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 4, -10, 0), int(flags), f"{row.count:,}")

    def _paint_card(self, painter: QPainter, box: QRectF, row: Saying, font: QFont) -> None:
        bar = self._color(row.label)
        if not row.direct:
            bar.setAlphaF(REPORTED)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        painter.drawRoundedRect(
            QRectF(box.left() + 5, box.top() + 9, 3, box.height() - 18), 1.5, 1.5
        )
        inside = box.adjusted(18, 8, -12, -8)
        self._paint_head(
            painter, QRectF(inside.left(), inside.top(), inside.width(), 18), row, font
        )
        where = QPointF(inside.left(), inside.top() + HEAD_HEIGHT)
        draw_layout(
            painter, self._words(row, font, round(box.width()) + 12), where, QColor(self.theme.ink)
        )

    def _paint_head(self, painter: QPainter, line: QRectF, row: Saying, font: QFont) -> None:
        left = 0.0
        if not self.grouped:
            bold = sized(font, PIXELS, bold=True)
            name = one_line(speaker_text(row, self._tr))
            ink = self._color(row.label)
            shown = line.adjusted(0, 0, -line.width() * 0.3, 0)
            draw_elided(painter, shown, name, bold, ink)
            left = min(QFontMetricsF(bold).horizontalAdvance(name), shown.width()) + 10
        small = sized(font, SMALL_PIXELS)
        manner = one_line(manner_text(row, self._tr))
        draw_elided(painter, line.adjusted(left, 0, 0, 0), manner, small, QColor(self.theme.dim))

    def _words(self, row: Saying, font: QFont, width: int) -> QTextLayout:
        return wrapped(one_line(row.words), sized(font, PIXELS), width - 12 - 30, MOST_LINES)

    def _color(self, label: Label | None) -> QColor:
        return QColor(self.theme.dim) if label is None else self.theme.label_color(label)
