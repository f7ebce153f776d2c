"""How entities and their kinds are painted as rows, and what clicks and keys on them mean."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.ui.icons import icon
from zhupi.ui.lists import ColumnView, draw_focus
from zhupi.ui.painting import draw_elided, one_line, sized
from zhupi.ui.panels.entity_list import (
    EntityModel,
    EntityRow,
    HeadingRow,
    RowRole,
    beside_name,
)
from zhupi.ui.panels.wording import label_text
from zhupi.ui.theme import Theme, disabled_ink

ROW_HEIGHT = 30
GAP_HEIGHT = 12
BAR_WIDTH = 56
PIXELS = 14
SMALL_PIXELS = 12
LEAST_BESIDE = 24  #: pixels below which nothing is told beside a name


class EntityDelegate(QStyledItemDelegate):
    """A dot and a name, a bar and a count; for a heading the eye that switches its kind."""

    def __init__(
        self, model: EntityModel, theme: Theme, tr: Translator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._tr = tr
        self.steps: dict[tuple[Label, str], int] = {}  #: which mention was shown last, from 0

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
        row = index.data(RowRole)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self._theme.card))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(self._theme.hover))
            painter.drawRoundedRect(box, 6, 6)
        if isinstance(row, HeadingRow):
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            self._paint_heading(painter, box, row, option, hovered)
        elif isinstance(row, EntityRow):
            self._paint_entity(painter, box, row, option)
        draw_focus(painter, box, state, self._theme.accent, 6)
        painter.restore()

    def _paint_heading(
        self,
        painter: QPainter,
        box: QRectF,
        row: HeadingRow,
        option: QStyleOptionViewItem,
        hovered: bool,  # noqa: FBT001
    ) -> None:
        hidden = self._model.is_hidden(row.label)
        color = self._theme.label_color(row.label)
        dot = QPointF(box.left() + 14, box.center().y())
        if hidden:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(color)
            painter.drawEllipse(dot, 4, 4)
        else:
            painter.setBrush(color)
            painter.drawEllipse(dot, 4.5, 4.5)
        ink = disabled_ink(self._theme) if hidden else QColor(self._theme.ink)
        font = sized(option.font, PIXELS, bold=True)
        words = box.adjusted(28, 0, -80, 0)
        draw_elided(painter, words, label_text(row.label, self._tr), font, ink)
        if hidden or hovered:
            eye = icon("eye-off" if hidden else "eye", self._theme.dim)
            spot = QRectF(box.right() - 76, box.center().y() - 8, 16, 16)
            eye.paint(painter, spot.toRect())
        self._paint_count(painter, box, f"{row.count:,}", option, bold=True)

    def _paint_entity(
        self, painter: QPainter, box: QRectF, row: EntityRow, option: QStyleOptionViewItem
    ) -> None:
        count = f"{len(row.mentions):,}"
        step = self.steps.get((row.label, row.entity))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen and step is not None:
            count = f"{step + 1} / {count}"
        self._paint_words(painter, box.adjusted(28, 0, -BAR_WIDTH - 48, 0), row, option)
        if not (chosen and step is not None):
            color = self._theme.label_color(row.label)
            color.setAlphaF(0.42)
            width = max(5.0, BAR_WIDTH * row.share)
            right = box.right() - 42
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            bar = QRectF(right - width, box.center().y() - 2.5, width, 5)
            painter.drawRoundedRect(bar, 2.5, 2.5)
        self._paint_count(painter, box, count, option, bold=chosen)

    def _paint_words(
        self, painter: QPainter, box: QRectF, row: EntityRow, option: QStyleOptionViewItem
    ) -> None:
        """The name, and dim beside it what else there is to tell, as far as there is room."""
        font, name = sized(option.font, PIXELS), one_line(row.name)
        draw_elided(painter, box, name, font, QColor(self._theme.ink))
        taken = QFontMetricsF(font).horizontalAdvance(name) + 8
        room = box.adjusted(taken, 0, 0, 0)
        beside = "、".join(beside_name(row, self._tr))
        if beside and room.width() >= LEAST_BESIDE:
            small = sized(option.font, SMALL_PIXELS)
            draw_elided(painter, room, one_line(beside), small, QColor(self._theme.dim))

    def _paint_count(
        self,
        painter: QPainter,
        box: QRectF,
        count: str,
        option: QStyleOptionViewItem,
        *,
        bold: bool,
    ) -> None:
        painter.setFont(sized(option.font, PIXELS, bold=bold))
        painter.setPen(QColor(self._theme.dim))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -10, 0), int(flags), count)


class EntityView(ColumnView):
    """Clicks and keys become «show the next one» and «switch this kind»."""

    stepped = Signal(int, int)  #: row, +1 or -1
    switched = Signal(int)  #: row of a heading

    def __init__(self, model: EntityModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(GAP_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        model.modelReset.connect(lambda: self._set_heights(frozenset(model.gaps())))

    def _set_heights(self, gaps: frozenset[int]) -> None:
        # The header keeps the heights that rows had before the model was filled anew.
        for row in range(self.model().rowCount()):
            height = GAP_HEIGHT if row in gaps else ROW_HEIGHT
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._use(index, -1 if back else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._use(self.currentIndex(), -1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _use(self, index: QModelIndex, step: int) -> None:
        row = index.data(RowRole)
        if isinstance(row, HeadingRow):
            self.switched.emit(index.row())
        elif isinstance(row, EntityRow):
            self.stepped.emit(index.row(), step)
