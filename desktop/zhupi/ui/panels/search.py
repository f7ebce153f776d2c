"""The search panel: hits with title, count and passages in which the matches are marked."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Hit, SearchPage, SearchSort, Snippet, Span
from zhupi.ui.articles.wording import SEPARATOR, date_text
from zhupi.ui.painting import (
    draw_elided,
    draw_layout,
    layout_height,
    mark_formats,
    one_line,
    sized,
    wrapped,
)
from zhupi.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
HitRole = int(Qt.ItemDataRole.UserRole)
MOST_SNIPPETS = 2
TITLE_PIXELS = 14
SNIPPET_PIXELS = 13
SMALL_PIXELS = 12
PASSAGE_GAP = 9


class HitModel(QAbstractListModel):
    """Hits so far; asks for more as one scrolls down."""

    more_wanted = Signal(int)  #: how many there are already

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._total = 0
        self._asked = False

    def set_page(self, page: SearchPage) -> None:
        self.beginResetModel()
        self._hits, self._total, self._asked = list(page.hits), page.total, False
        self.endResetModel()

    def add_page(self, page: SearchPage) -> None:
        self._asked = False
        if page.hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(page.hits) - 1)
            self._hits.extend(page.hits)
            self.endInsertRows()
        else:
            self._total = len(self._hits)

    def clear(self) -> None:
        self.beginResetModel()
        self._hits, self._total, self._asked = [], 0, False
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def row_of(self, article: str) -> int | None:
        for row, hit in enumerate(self._hits):
            if hit.article == article:
                return row
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._hits)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and 0 < len(self._hits) < self._total

    def fetchMore(self, _parent: Index) -> None:
        self._asked = True
        self.more_wanted.emit(len(self._hits))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        hit = self.hit(index.row())
        if role == HitRole:
            return hit
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(hit.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = hit.snippets[0].text if hit.snippets else ""
            return f"{one_line(hit.title)}, {hit.count}. {one_line(text)}"
        return None


class HitDelegate(QStyledItemDelegate):
    """Title, number of matches and date, and passages with the matches marked exactly."""

    def __init__(self, theme: Theme, tr: Translator, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._tr = tr

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        hit = index.data(HitRole)
        if not isinstance(hit, Hit):
            return QSize(width, 0)
        layouts = self._layouts(hit, option.font, width - 44)
        height = 24 + 20 + sum(layout_height(layout) + PASSAGE_GAP for layout in layouts)
        return QSize(width, round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit = index.data(HitRole)
        if not isinstance(hit, Hit):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        box = QRectF(option.rect).adjusted(8, 2, -8, -2)
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(theme.card))
            painter.drawRoundedRect(box, 8, 8)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(
                QRectF(box.left(), box.top() + 10, 3, box.height() - 20), 1.5, 1.5
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(14, 9, -14, -8)
        font: QFont = option.font
        top = inner.top()
        layouts = self._layouts(hit, font, self._view.viewport().width() - 44)
        draw_layout(painter, layouts[0], QPointF(inner.left(), top), QColor(theme.ink))
        top += layout_height(layouts[0]) + 3
        count = self._tr.plural("{count:,} match", "{count:,} matches", hit.count)
        small = SEPARATOR.join(filter(None, (count, date_text(hit.published, self._tr))))
        line = QRectF(inner.left(), top, inner.width(), 18)
        draw_elided(painter, line, small, sized(font, SMALL_PIXELS), QColor(theme.dim))
        top += 22
        for layout in layouts[1:]:
            draw_layout(painter, layout, QPointF(inner.left(), top), QColor(theme.dim))
            top += layout_height(layout) + PASSAGE_GAP
        painter.restore()

    def _layouts(self, hit: Hit, font: QFont, width: float) -> list[QTextLayout]:
        """The title's layout, then the passages'."""
        theme = self._theme
        title = sized(font, TITLE_PIXELS, bold=True)
        layouts = [wrapped(one_line(hit.title), title, width, 2)]
        words = sized(font, SNIPPET_PIXELS)
        for snippet in hit.snippets[:MOST_SNIPPETS]:
            text = one_line(snippet.text)
            match = (QColor(theme.current_match), QColor(theme.ink))
            formats = mark_formats(text, snippet_marks(snippet), *match)
            layouts.append(wrapped(text, words, width, 3, formats))
        return layouts


def snippet_marks(snippet: Snippet) -> list[Span]:
    """The marks of a passage as ranges of its own text."""
    size = len(snippet.text)
    return [
        Span(max(mark.start - snippet.start, 0), min(mark.end - snippet.start, size))
        for mark in snippet.marks
        if mark.end > snippet.start and mark.start < snippet.start + size
    ]


class HitView(QListView):
    """The list of hits; Enter steps through the matches."""

    stepped = Signal(int)  #: +1 or -1

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)


class SearchPanel(QWidget):
    """Shows the answer to what was typed."""

    hit_wanted = Signal(str)  #: article
    stepped = Signal(int)
    sort_changed = Signal(object)  #: SearchSort
    more_wanted = Signal(int)
    counted = Signal(int)

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.model = HitModel(self)
        self.view = HitView(self)
        self._delegate = HitDelegate(theme, tr, self.view)
        self._state = _hint(self)
        self._remark = _hint(self)
        self._place = _hint(self)
        self.sort_box = QComboBox(self)
        self.sort_box.setAccessibleName(tr("Sort the results"))
        for sort, text in (
            (SearchSort.RELEVANCE, tr("Best first")),
            (SearchSort.NEWEST, tr("Newest first")),
            (SearchSort.OLDEST, tr("Oldest first")),
        ):
            self.sort_box.addItem(text, sort)
        self._set_up_view()
        self._lay_out()
        self.sort_box.activated.connect(
            lambda: self.sort_changed.emit(SearchSort(self.sort_box.currentData()))
        )
        self.model.more_wanted.connect(self.more_wanted)
        self.view.stepped.connect(self.stepped)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._quiet = False
        self.clear()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.view.viewport().update()

    def clear(self) -> None:
        """Nothing is searched for."""
        self.model.clear()
        self._state.setText(self._tr("Type to search in all articles."))
        self._remark.hide()
        self.show_place(0, 0)
        self.sort_box.hide()
        self.counted.emit(0)

    def show_page(self, page: SearchPage, current: str) -> None:
        """Shows a new answer; `current` is the open article, whose hit becomes the current one."""
        self._quiet = True
        self.model.set_page(page)
        self._quiet = False
        self._say(page)
        self.choose(current)
        self.counted.emit(page.total)

    def add_page(self, page: SearchPage) -> None:
        self.model.add_page(page)

    def show_place(self, place: int, count: int) -> None:
        """Which match of the article is looked at, from 1."""
        self._place.setVisible(count > 0)
        if count:
            self._place.setText(f"{place} / {count}")

    def place_text(self) -> str:
        """What `show_place` shows; empty where it shows nothing."""
        return self._place.text() if self._place.isVisibleTo(self) else ""

    def choose(self, article: str) -> None:
        """Makes the hit of `article` the current one, without asking for it."""
        row = self.model.row_of(article)
        self._quiet = True
        if row is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            self.view.setCurrentIndex(self.model.index(row))
            self.view.scrollTo(self.model.index(row))
        self._quiet = False

    def neighbour(self, article: str, step: int) -> str | None:
        """The article of the hit after (or before) that of `article`; None at the ends."""
        row = self.model.row_of(article)
        if row is None:
            row = -1 if step > 0 else self.model.rowCount()
        hit = self.model.hit(row + step)
        if self.model.canFetchMore(QModelIndex()) and row + step >= self.model.rowCount() - 1:
            self.model.fetchMore(QModelIndex())
        return hit.article if hit else None

    def _say(self, page: SearchPage) -> None:
        tr = self._tr
        text = tr.plural("{count:,} article", "{count:,} articles", page.total)
        if not page.total:
            text = tr("Nothing found.")
        if not page.complete:
            text += SEPARATOR + tr("incomplete: some articles are still being indexed")
        self._state.setText(text)
        self.sort_box.setVisible(page.total > 1)
        self._remark.setVisible(page.remark is not None)
        self._remark.setText(tr.render(page.remark) if page.remark else "")

    def _on_current(self) -> None:
        hit = self.model.hit(self.view.currentIndex().row())
        if hit is not None and not self._quiet:
            self.hit_wanted.emit(hit.article)

    def _set_up_view(self) -> None:
        self.view.setObjectName("list")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self._tr("Search results"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(22, 0, 12, 0)
        row.addWidget(self._state, 1)
        row.addWidget(self._place)
        row.addWidget(self.sort_box)
        self._remark.setContentsMargins(22, 4, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._remark)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label
