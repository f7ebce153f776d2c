"""The searches a person keeps, each with the number of articles that are new to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.search import SavedSearch
from zhupi.ui.lists import ColumnView, draw_focus
from zhupi.ui.painting import draw_elided, one_line, sized
from zhupi.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
SavedRole = int(Qt.ItemDataRole.UserRole)
CountRole = SavedRole + 1
ROW_HEIGHT = 46
NAME_PIXELS = 14
QUERY_PIXELS = 12
BADGE_PIXELS = 12
MOST = 999  #: that a badge counts to


class SavedModel(QAbstractListModel):
    """The saved searches in the order of the library, and how many articles each has anew."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._searches: list[SavedSearch] = []
        self._counts: dict[str, int] = {}

    @property
    def searches(self) -> Sequence[SavedSearch]:
        return self._searches

    def set_searches(self, searches: Sequence[SavedSearch]) -> None:
        if list(searches) != self._searches:
            self.beginResetModel()
            self._searches = list(searches)
            self.endResetModel()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Says how many articles are new, by the id of a search; others keep their number."""
        self._counts.update(counts)
        if self._searches:
            self.dataChanged.emit(self.index(0), self.index(len(self._searches) - 1))

    def search(self, row: int) -> SavedSearch | None:
        return self._searches[row] if 0 <= row < len(self._searches) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._searches)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        found = self.search(index.row())
        if found is None:
            return None
        count = self._counts.get(found.id, 0)
        values: dict[int, object] = {
            SavedRole: found,
            CountRole: count,
            int(Qt.ItemDataRole.DisplayRole): one_line(found.name),
            int(Qt.ItemDataRole.ToolTipRole): found.query,
            int(Qt.ItemDataRole.AccessibleTextRole): self._spoken(found, count),
        }
        return values.get(role)

    def _spoken(self, found: SavedSearch, count: int) -> str:
        name = one_line(found.name)
        new = self._tr.plural("{count:,} new article", "{count:,} new articles", count)
        return f"{name}, {new}" if count else name


class SavedDelegate(QStyledItemDelegate):
    """A name, its query below, and a badge with what is new."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        found, count = index.data(SavedRole), index.data(CountRole)
        if not isinstance(found, SavedSearch):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, state = self._theme, option.state
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(14, 4, -12, -4)
        if count:
            inner.setRight(self._paint_badge(painter, inner, int(count), option) - 10)
        name, query = one_line(found.name), one_line(found.query)
        font = sized(option.font, NAME_PIXELS, bold=bool(count))
        if name == query:
            draw_elided(painter, inner, name, font, QColor(theme.ink))
        else:
            half = inner.height() / 2
            above, below = inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)
            draw_elided(painter, above, name, font, QColor(theme.ink))
            draw_elided(painter, below, query, sized(option.font, QUERY_PIXELS), QColor(theme.dim))
        draw_focus(painter, box, state, theme.accent)
        painter.restore()

    def _paint_badge(
        self, painter: QPainter, box: QRectF, count: int, option: QStyleOptionViewItem
    ) -> float:
        """Paints the number at the right of `box`; returns where it begins."""
        text = f"{count:,}" if count <= MOST else f"{MOST}+"
        font = sized(option.font, BADGE_PIXELS, bold=True)
        width = max(QFontMetricsF(font).horizontalAdvance(text) + 12, 20)
        badge = QRectF(box.right() - width, box.center().y() - 10, width, 20)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawRoundedRect(badge, 10, 10)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.on_accent))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(Qt.PenStyle.NoPen)
        return badge.left()


class SavedView(ColumnView):
    """Click or Enter searches, F2 renames, Delete deletes."""

    run = Signal(object)  #: SavedSearch
    rename_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, model: SavedModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._say(self.run, self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._say(self.run, current)
        elif event.key() == Qt.Key.Key_F2:
            self._say(self.rename_wanted, current)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._say(self.delete_wanted, current)
        else:
            super().keyPressEvent(event)

    def _say(self, signal: SignalInstance, index: QModelIndex) -> None:
        found = index.data(SavedRole)
        if isinstance(found, SavedSearch):
            signal.emit(found)


class SavedSearches(QWidget):
    """What the panel shows while nothing is searched for."""

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.writable = True  #: whether they can be renamed and deleted
        self.model = SavedModel(tr, self)
        self._delegate = SavedDelegate(theme, self)
        self.view = SavedView(self.model, self)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(tr("Saved searches"))
        self.view.customContextMenuRequested.connect(self._show_menu)
        self._heading = _label("heading", tr("Saved searches"), self)
        self._hint = _label("hint", "", self)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        for label in (self._hint, self._heading):
            label.setContentsMargins(22, 0, 16, 0)
            layout.addWidget(label)
        layout.setSpacing(8)
        self._heading.setContentsMargins(22, 10, 16, 0)
        layout.addWidget(self.view, 1)
        self.show_searches(())

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.view.viewport().update()

    def show_searches(self, searches: Sequence[SavedSearch]) -> None:
        tr = self._tr
        self.model.set_searches(searches)
        self._heading.setVisible(bool(searches))
        self.view.setVisible(bool(searches))
        text = tr("Type to search in all articles.")
        if not searches and self.writable:
            more = tr("The star keeps a search: it will stand here and count what is new.")
            text += "\n\n" + more
        self._hint.setText(text)

    def _show_menu(self, where: QPoint) -> None:
        found = self.view.indexAt(where).data(SavedRole)
        if not isinstance(found, SavedSearch):
            return
        tr = self._tr
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Search again"), lambda: self.view.run.emit(found))
        if self.writable:
            menu.addSeparator()
            menu.addAction(tr("Rename…"), lambda: self.view.rename_wanted.emit(found))
            menu.addAction(tr("Delete"), lambda: self.view.delete_wanted.emit(found))
        menu.popup(self.view.viewport().mapToGlobal(where))


def _label(name: str, text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    return label
