"""The search panel: the answer to what was typed, and the walk through it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.search import SearchPage, SearchSort
from zhupi.ui.articles.wording import SEPARATOR
from zhupi.ui.panels.hits import HitDelegate, HitModel
from zhupi.ui.theme import Theme


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
        self.view.scrollToTop()  # the best ones, wherever the open article's stands
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


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label
