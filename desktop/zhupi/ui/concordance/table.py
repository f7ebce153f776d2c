"""The table of a concordance: what stands before a match ends where the match begins."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
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
        font, metrics = self._font(option.font, column)
        before, after = _MARGINS[column]
        box = rect.adjusted(before, 0, -after, 0)
        text = metrics.elidedText(self._model.text(line, column), _ELISION[column], box.width())
        color = {Column.KEYWORD: theme.accent, Column.ARTICLE: theme.dim}.get(column, theme.ink)
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(box, _FLAGS[column], text)
        if row == self._view.currentIndex().row() and self._view.hasFocus():
            # The row that keys act upon stands between two lines.
            painter.setPen(QColor(theme.accent))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

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
            self.shown.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and plain and index.isValid():
            self.shown.emit(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
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
        header.setSectionResizeMode(Column.LEFT, mode.Stretch)
        header.setSectionResizeMode(Column.KEYWORD, mode.Fixed)
        header.setSectionResizeMode(Column.RIGHT, mode.Stretch)
        header.setSectionResizeMode(Column.ARTICLE, mode.Interactive)
        header.resizeSection(Column.ARTICLE, ARTICLE_WIDTH)
        header.sectionClicked.connect(self._on_header)
        self._fit_keyword()

    def _on_header(self, section: int) -> None:
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
