"""The table of a concordance: what stands before a match ends where the match begins."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.search import ConcordanceSort
from zhupi.ui.concordance.model import Column, ConcordanceModel
from zhupi.ui.painting import one_line, sized
from zhupi.ui.theme import Theme

ROW_HEIGHT = 29
TEXT_PIXELS = 15
SMALL_PIXELS = 12
PADDING = 10
KEYWORD_PADDING = 4
ARTICLE_WIDTH = 230
TICK_SIZE = 14
TICK_WIDTH = 34
MOST_KEYWORD = 0.4  #: of the width: a longer match is cut
SORTS = {
    Column.LEFT: ConcordanceSort.LEFT,
    Column.RIGHT: ConcordanceSort.RIGHT,
    Column.ARTICLE: ConcordanceSort.ARTICLE,
}


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_FLAGS = {
    column: int(side | _MIDDLE | Qt.TextFlag.TextSingleLine)
    for column, side in (
        (Column.LEFT, Qt.AlignmentFlag.AlignRight),
        (Column.KEYWORD, Qt.AlignmentFlag.AlignHCenter),
        (Column.RIGHT, Qt.AlignmentFlag.AlignLeft),
        (Column.ARTICLE, Qt.AlignmentFlag.AlignLeft),
    )
}
_ELISION = dict.fromkeys(Column, Qt.TextElideMode.ElideRight) | {
    Column.LEFT: Qt.TextElideMode.ElideLeft
}
#: Pixels before and after. Between a match and its neighbours stands only what the text has there.
_MARGINS = {
    Column.LEFT: (PADDING, 0),
    Column.KEYWORD: (KEYWORD_PADDING, KEYWORD_PADDING),
    Column.RIGHT: (0, PADDING),
    Column.ARTICLE: (PADDING, PADDING),
}


class LineDelegate(QStyledItemDelegate):
    """Paints a cell of a line."""

    def __init__(self, model: ConcordanceModel, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._view = parent
        self._model = model
        self.theme = theme
        # A page has two hundred cells: what they share is made once.
        self._fonts: dict[tuple[str, Column], tuple[QFont, QFontMetricsF]] = {}

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, column = index.row(), Column(index.column())
        line = self._model.line(row)
        if line is None:
            return
        rect, state, theme = QRectF(option.rect), option.state, self.theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        on = self._model.is_ticked(row)
        if column is Column.TICK:
            self._paint_tick(painter, rect, on=on)
        else:
            inks = {Column.KEYWORD: theme.accent, Column.ARTICLE: theme.dim}
            # What is left out steps back.
            painter.setPen(QColor(inks.get(column, theme.ink) if on else theme.dim))
            text = self._model.text(line, column)
            self._paint_text(painter, rect, option.font, text, column)
        if row == self._view.currentIndex().row() and self._view.hasFocus():
            # The row that keys act upon stands between two lines.
            painter.setPen(QColor(theme.accent))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_text(
        self, painter: QPainter, rect: QRectF, base: QFont, text: str, column: Column
    ) -> None:
        font, metrics = self._font(base, column)
        before, after = _MARGINS[column]
        box = rect.adjusted(before, 0, -after, 0)
        painter.setFont(font)
        elided = metrics.elidedText(text, _ELISION[column], box.width())
        painter.drawText(box, _FLAGS[column], elided)

    def _paint_tick(self, painter: QPainter, rect: QRectF, *, on: bool) -> None:
        """A box with a tick in it or not; a style's own would not know the theme."""
        box = QRectF(0, 0, TICK_SIZE, TICK_SIZE)
        box.moveCenter(rect.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.dim), 1))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            size = box.width()
            points = (QPointF(0.24, 0.52), QPointF(0.43, 0.72), QPointF(0.78, 0.30))
            painter.drawPolyline([box.topLeft() + point * size for point in points])
        painter.restore()

    def _font(self, base: QFont, column: Column) -> tuple[QFont, QFontMetricsF]:
        key = (base.key(), column)
        if key not in self._fonts:
            font = cell_font(base, column)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]


def cell_font(base: QFont, column: Column) -> QFont:
    if column is Column.ARTICLE:
        return sized(base, SMALL_PIXELS)
    return sized(base, TEXT_PIXELS, bold=column is Column.KEYWORD)


class ConcordanceTable(QTableView):
    """Rows of one height, so that a hundred thousand scroll as ten do."""

    shown = Signal(int)  #: the row whose place is to be shown
    entered_article = Signal(int)  #: the row whose place is to be gone to
    sort_wanted = Signal(object)  #: ConcordanceSort

    def __init__(
        self, model: ConcordanceModel, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._delegate = LineDelegate(model, theme, self)
        self._widest = 0.0
        self._model = model
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setObjectName("list")
        self.setAccessibleName(tr("Lines"))
        self.setStyleSheet("selection-background-color: transparent")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self._set_up_columns()
        model.modelReset.connect(self._on_reset)
        model.grown.connect(self._widen)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def rows(self) -> list[int]:
        """The selected rows, from the top."""
        rows: set[int] = set()
        chosen = self.selectionModel().selection()
        for stretch in map(chosen.at, range(chosen.count())):
            rows.update(range(stretch.top(), stretch.bottom() + 1))
        return sorted(rows)

    def go_to(self, row: int) -> None:
        """Makes a row the current one."""
        index = self._model.index(row, Column.KEYWORD)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    # --- Qt -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            self.entered_article.emit(row)
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.shown.emit(row)
            else:
                self._switch(self.rows() or [row], row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and plain and index.isValid():
            if index.column() == Column.TICK:
                self._switch([index.row()], index.row())
            else:
                self.shown.emit(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        on_text = index.isValid() and index.column() != Column.TICK
        if event.button() == Qt.MouseButton.LeftButton and on_text:
            self.entered_article.emit(index.row())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last line; a table would stay in its row."""
        column, rows = self.currentIndex().column(), self._model.rowCount()
        if action is QAbstractItemView.CursorAction.MoveHome:
            return self._model.index(0, max(column, 0))
        if action is QAbstractItemView.CursorAction.MoveEnd:
            return self._model.index(rows - 1, max(column, 0))
        return super().moveCursor(action, modifiers)

    # --- within -------------------------------------------------------------------------------

    def _set_up_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(Column.TICK, mode.Fixed)
        header.resizeSection(Column.TICK, TICK_WIDTH)
        header.setSectionResizeMode(Column.LEFT, mode.Stretch)
        header.setSectionResizeMode(Column.KEYWORD, mode.Fixed)
        header.setSectionResizeMode(Column.RIGHT, mode.Stretch)
        header.setSectionResizeMode(Column.ARTICLE, mode.Interactive)
        header.resizeSection(Column.ARTICLE, ARTICLE_WIDTH)
        header.sectionClicked.connect(self._on_header)
        self._fit_keyword()

    def _switch(self, rows: list[int], like: int) -> None:
        """Ticks rows that were not, or the other way about, all as the row `like`."""
        self._model.tick(rows, on=not self._model.is_ticked(like))

    def _on_header(self, section: int) -> None:
        if section == Column.TICK:
            everything = self._model.count_ticked() == self._model.rowCount()
            self._model.tick_all(on=not everything)
            return
        sort = SORTS.get(Column(section))
        if sort is not None:
            self.sort_wanted.emit(sort)

    def _on_reset(self) -> None:
        if not self._model.lines:
            self._widest = 0.0
            self._fit_keyword()

    def _widen(self, first: int) -> None:
        """Gives the matches of the lines from `first` on room."""
        metrics = QFontMetricsF(cell_font(self.font(), Column.KEYWORD))
        lines = self._model.lines[first:]
        longest = max({one_line(line.keyword) for line in lines}, key=len, default="")
        width = metrics.horizontalAdvance(longest)
        if width > self._widest:
            self._widest = width
            self._fit_keyword()

    def _fit_keyword(self) -> None:
        most = max(self.width() * MOST_KEYWORD, 80)
        width = min(max(self._widest, 40) + 2 * KEYWORD_PADDING + 2, most)
        self.horizontalHeader().resizeSection(Column.KEYWORD, round(width))
