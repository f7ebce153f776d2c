"""How the rows of the history are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Translator
from zhupi.ui.history.model import Row, RowKind, RowRole
from zhupi.ui.history.wording import program_text, time_text, touched_text
from zhupi.ui.lists import draw_focus, draw_ground
from zhupi.ui.painting import draw_elided, sized
from zhupi.ui.theme import Theme, disabled_ink

HEIGHTS = {RowKind.DAY: 34, RowKind.NOW: 26, RowKind.ENTRY: 50, RowKind.BEGINNING: 36}
TITLE_PIXELS = 14
SMALL_PIXELS = 12


class HistoryDelegate(QStyledItemDelegate):
    """What on the left, when on the right, on what and by whom below."""

    def __init__(self, theme: Theme, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tr = tr

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row = index.data(RowRole)
        return QSize(200, HEIGHTS[row.kind] if isinstance(row, Row) else 0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, state = self.theme, option.state
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        if row.kind is RowKind.NOW:
            self._paint_now(painter, box, row.text, option)
        elif row.kind is RowKind.DAY:
            line = box.adjusted(8, 8, -8, 0)
            font = sized(option.font, SMALL_PIXELS, bold=True)
            draw_elided(painter, line, row.text, font, QColor(theme.dim))
        else:
            draw_ground(painter, box, state, theme.card, theme.hover)
            inner = box.adjusted(10, 4, -10, -4)
            if row.entry is None:
                font = sized(option.font, TITLE_PIXELS)
                draw_elided(painter, inner, row.text, font, QColor(theme.dim))
            else:
                self._paint_entry(painter, inner, row.text, row.entry, option)
            draw_focus(painter, box, state, theme.accent)
        painter.restore()

    def _paint_entry(
        self,
        painter: QPainter,
        box: QRectF,
        title: str,
        entry: HistoryEntry,
        option: QStyleOptionViewItem,
    ) -> None:
        theme, tr = self.theme, self._tr
        grey = disabled_ink(theme)
        ink = grey if entry.undone else QColor(theme.ink)
        dim = grey if entry.undone else QColor(theme.dim)
        small = sized(option.font, SMALL_PIXELS)
        half = box.height() / 2
        above, below = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        when = time_text(entry.created, tr)
        width = QFontMetricsF(small).horizontalAdvance(when) + 2
        right = QRectF(above.right() - width, above.top(), width, above.height())
        draw_elided(painter, right, when, small, dim)
        font = sized(option.font, TITLE_PIXELS)
        draw_elided(painter, above.adjusted(0, 0, -width - 10, 0), title, font, ink)
        parts = (touched_text(entry, tr), program_text(entry.program, tr))
        words = "  ·  ".join(part for part in parts if part)
        draw_elided(painter, below, words, small, dim)

    def _paint_now(
        self, painter: QPainter, box: QRectF, text: str, option: QStyleOptionViewItem
    ) -> None:
        accent = QColor(self.theme.accent)
        font = sized(option.font, SMALL_PIXELS, bold=True)
        width = QFontMetricsF(font).horizontalAdvance(text)
        draw_elided(painter, box.adjusted(10, 0, 0, 0), text, font, accent)
        painter.setPen(accent)
        middle = box.center().y()
        painter.drawLine(
            round(box.left() + width + 20), round(middle), round(box.right() - 10), round(middle)
        )
