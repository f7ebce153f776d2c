"""How facets are painted, and what clicks and keys on them do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.ui.icons import icon
from zhupi.ui.lists import ColumnView, draw_focus
from zhupi.ui.painting import draw_elided, sized
from zhupi.ui.panels.search_facets import (
    LABELS,
    Counts,
    FacetHeading,
    FacetModel,
    FacetMore,
    FacetRole,
    FacetValue,
)
from zhupi.ui.panels.search_narrowing import Part
from zhupi.ui.theme import Theme

ROW_HEIGHT = 26
BAR_WIDTH = 44
LINE_ROOM = 8  #: pixels around the line that folds all, and below the last row
PIXELS = 13


class FacetDelegate(QStyledItemDelegate):
    """A name, a bar and a count, as in the list of entities; headings fold."""

    def __init__(self, model: FacetModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

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
        row = index.data(FacetRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        state = option.state
        # The current row shows only while the keyboard is here: nothing stays chosen.
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(self._theme.hover))
            painter.drawRoundedRect(box, 6, 6)
        if isinstance(row, FacetHeading):
            self._paint_heading(painter, box, row, option)
        elif isinstance(row, FacetValue):
            self._paint_value(painter, box, row, option)
        elif isinstance(row, FacetMore):
            words = box.adjusted(28, 0, -8, 0)
            font = sized(option.font, PIXELS)
            draw_elided(painter, words, self._model.text(row), font, QColor(self._theme.accent))
        draw_focus(painter, box, state, self._theme.accent, 6)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, box: QRectF, row: FacetHeading, option: QStyleOptionViewItem
    ) -> None:
        spot = QRectF(box.left() + 7, box.center().y() - 7, 14, 14).toRect()
        icon("chevron-right" if row.folded else "chevron-down", self._theme.dim).paint(
            painter, spot
        )
        font = sized(option.font, PIXELS, bold=True)
        words = box.adjusted(28, 0, -48, 0)
        draw_elided(painter, words, self._model.text(row), font, QColor(self._theme.ink))
        if row.folded:
            self._paint_count(painter, box, row.count, option)

    def _paint_value(
        self, painter: QPainter, box: QRectF, row: FacetValue, option: QStyleOptionViewItem
    ) -> None:
        theme = self._theme
        if row.part is not None:
            spot = QRectF(box.left() + 7, box.center().y() - 7, 14, 14).toRect()
            icon("check", theme.accent).paint(painter, spot)
        font = sized(option.font, PIXELS, bold=row.part is not None)
        words = box.adjusted(28, 0, -BAR_WIDTH - 60, 0)
        draw_elided(painter, words, self._model.text(row), font, QColor(theme.ink))
        label = LABELS.get(row.facet)
        color = theme.label_color(label) if label else QColor(theme.dim)
        color.setAlphaF(0.42)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        width, right = max(4.0, BAR_WIDTH * row.share), box.right() - 54
        bar = QRectF(right - width, box.center().y() - 2.5, width, 5)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        self._paint_count(painter, box, row.count, option)

    def _paint_count(
        self, painter: QPainter, box: QRectF, count: int, option: QStyleOptionViewItem
    ) -> None:
        painter.setFont(sized(option.font, PIXELS))
        painter.setPen(QColor(self._theme.dim))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(box.adjusted(0, 0, -10, 0), int(flags), f"{count:,}")


class FacetView(ColumnView):
    """Clicks and keys become «narrow to this», «fold this», «show more of this»."""

    used = Signal(int)  #: row

    def __init__(self, model: FacetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.used.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and self.currentIndex().isValid():
            self.used.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class FacetBox(QWidget):
    """The facets below a line that folds them all."""

    narrowed = Signal(str, str)  #: facet, value
    widened = Signal(object)  #: the `Part` of the query to be taken out again
    fold_changed = Signal(object)  #: frozenset of the facets folded
    opened = Signal(bool)  #: all of them are shown or hidden

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = FacetModel(tr, self)
        self._delegate = FacetDelegate(self.model, theme, self)
        self.view = FacetView(self.model, self)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(tr("Narrow down"))
        self.button = QToolButton(self)
        self.button.setObjectName("fold")
        self.button.setText(tr("Narrow down"))
        self.button.setToolTip(tr("What the articles found have in common"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(14, 14))
        self.button.setCheckable(True)
        self.button.setChecked(True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.toggled.connect(self._on_toggled)
        self.view.used.connect(self._use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 3, 0, 3)
        layout.setSpacing(2)
        layout.addWidget(self.button)
        layout.addWidget(self.view, 1)
        self._fit()
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.button, self.view)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        self._fit()
        self.view.viewport().update()

    def set_open(self, shown: bool) -> None:  # noqa: FBT001 - a setter
        self.button.setChecked(shown)

    def show_facets(self, counts: Counts, total: int, parts: Sequence[Part]) -> None:
        """Shows the facets of an answer with `total` articles; hides where there are none."""
        bar = self.view.verticalScrollBar()
        place, current = bar.value(), self.model.row(self.view.currentIndex().row())
        self.model.set_facets(counts, total, parts)
        self.setVisible(self.model.rowCount() > 0)
        self._fit()
        if current is not None:
            value = current.value if isinstance(current, FacetValue) else None
            self._go(self.model.row_of(current.facet, value))
        bar.setValue(place)

    def _use(self, number: int) -> None:
        row = self.model.row(number)
        if isinstance(row, FacetHeading):
            self.model.set_folded(self.model.folded ^ {row.facet})
            self._fit()
            self._go(self.model.row_of(row.facet))
            self.fold_changed.emit(self.model.folded)
        elif isinstance(row, FacetMore):
            self.model.widen(row.facet)
            self._fit()
            self._go(number)
        elif isinstance(row, FacetValue):
            if row.part is not None:
                self.widened.emit(row.part)
            else:
                self.narrowed.emit(row.facet, row.value)

    def _go(self, number: int | None) -> None:
        if number is not None:
            self.view.setCurrentIndex(self.model.index(number))

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._fit()
        self.opened.emit(shown)

    def _fit(self) -> None:
        """Folded it is as high as its line; open at most as its rows."""
        shown = self.button.isChecked()
        self.view.setVisible(shown)
        name = "chevron-down" if shown else "chevron-right"
        self.button.setIcon(icon(name, self._theme.dim))
        line = self.button.sizeHint().height() + LINE_ROOM
        rows = self.model.rowCount() * ROW_HEIGHT + LINE_ROOM
        self.setMaximumHeight(line + rows if shown else line)
        self.setMinimumHeight(line + min(rows, 4 * ROW_HEIGHT) if shown else line)
