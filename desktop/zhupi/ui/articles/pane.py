"""The left pane: the search box, the filters, the cards of all articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import ArticleSort, TagCount
from zhupi.ui.articles.delegate import CARD_HEIGHT, ArticleDelegate
from zhupi.ui.articles.filters import FilterMenus
from zhupi.ui.articles.model import ArticleModel, ListQuery
from zhupi.ui.articles.search_box import SearchBox
from zhupi.ui.articles.wording import sort_text
from zhupi.ui.icons import icon
from zhupi.ui.lists import ColumnView
from zhupi.ui.theme import Theme


class ArticleView(ColumnView):
    """The cards."""

    opened = Signal()
    entered_article = Signal()

    def __init__(self, model: ArticleModel, delegate: ArticleDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(CARD_HEIGHT)
        rows.setDefaultSectionSize(CARD_HEIGHT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().setSingleStep(CARD_HEIGHT // 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_article.emit()
        else:
            super().keyPressEvent(event)


class ArticlesPane(QWidget):
    """Shows the list and says which article is wanted."""

    article_wanted = Signal(str)
    reading_wanted = Signal()  #: the keyboard should go to the article
    query_changed = Signal(object)  #: ListQuery

    def __init__(
        self, model: ArticleModel, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tr = tr
        self._model = model
        self._delegate = ArticleDelegate(theme, tr, self)
        self.search = SearchBox(theme, tr, self)
        self.view = ArticleView(model, self._delegate, self)
        self.view.setAccessibleName(tr("Articles"))
        self.filters = FilterMenus(tr, model.query.sort, self)
        self.context_menu: QMenu | None = None
        self._sort_button = self._menu_button(self.filters.sort_menu, tr("Sort the articles"))
        self._filter_button = self._menu_button(self.filters.filter_menu, tr("Filter the articles"))
        self._clear_button = QToolButton(self)
        self._clear_button.setAccessibleName(tr("Show all articles"))
        self._clear_button.clicked.connect(self.filters.clear)
        self._nothing = QLabel(tr("No article fits the filter."), self)
        self._lay_out()
        self.set_theme(theme)
        self._say_query()
        self.filters.changed.connect(self._on_filter)
        self.search.left.connect(self.reading_wanted)
        self.view.entered_article.connect(self.reading_wanted)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        model.loaded.connect(self._on_loaded)
        self._shown = ""
        self._row = 0  # where the shown article stood last

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        menus = (self._sort_button, self._filter_button, self._clear_button)
        return (self.search, *menus, self.view)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.search.set_theme(theme)
        self._filter_button.setIcon(icon("filter", theme.dim))
        self._sort_button.setIcon(icon("sort", theme.dim))
        self._clear_button.setIcon(icon("close", theme.dim))
        self.view.viewport().update()

    def set_choices(self, sources: Mapping[str, int], tags: Sequence[TagCount]) -> None:
        self.filters.set_choices(sources, tags)

    def show_article(self, article: str) -> None:
        """Makes `article` the chosen card, without asking for it again."""
        known, self._shown = self._shown == article, article
        row = self._model.row_of(article)
        selection = self.view.selectionModel()
        if row is None:
            selection.clearSelection()
            return
        self._row = row
        index = self._model.index(row)
        if selection.currentIndex() == index and (known or selection.isSelected(index)):
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        selection.setCurrentIndex(index, flags | QItemSelectionModel.SelectionFlag.Rows)
        self.view.scrollTo(index)

    def chosen(self) -> list[str]:
        """The ids of the selected cards, from the top."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [article for row in rows if (article := self._model.id_at(row)) is not None]

    def open_nearest(self) -> None:
        """Opens what now stands where the shown article stood that is gone; else the first."""
        gone = self._model.row_of(self._shown) is None
        row = min(self._row, self._model.rowCount() - 1)
        if gone and row >= 0:
            index = self._model.index(row)
            self.view.selectRow(row)
            self.view.setCurrentIndex(index)

    def step(self, rows: int) -> None:
        """Opens the article `rows` further down."""
        current = self.view.currentIndex().row()
        row = min(max(current + rows, 0), self._model.rowCount() - 1)
        if row >= 0:
            self.view.selectRow(row)
            self.view.setCurrentIndex(self._model.index(row))

    # --- within -------------------------------------------------------------------------------

    def _menu_button(self, menu: QMenu, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 12, 4)
        top.addWidget(self.search)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 4)
        row.setSpacing(2)
        row.addWidget(self._sort_button)
        row.addStretch(1)
        row.addWidget(self._filter_button)
        row.addWidget(self._clear_button)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setObjectName("hint")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(16, 24, 16, 16)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(row)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view, 1)

    def _say_query(self) -> None:
        self._sort_button.setText(sort_text(self.filters.sort, self._tr))
        words = self.filters.words()
        short = self._filter_button.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, 110
        )
        self._filter_button.setText((short or self._tr("Filter")).replace("&", "&&"))
        self._clear_button.setVisible(bool(words))

    def _on_filter(self) -> None:
        self._say_query()
        query = ListQuery(self.filters.filter, ArticleSort(self.filters.sort))
        self._model.set_query(query)
        self.query_changed.emit(query)

    def _on_loaded(self) -> None:
        filtered = bool(self.filters.words())
        self._nothing.setVisible(filtered and self._model.rowCount() == 0)
        if self._shown:
            self.show_article(self._shown)

    def _on_current(self) -> None:
        article = self._model.id_at(self.view.currentIndex().row())
        if article is not None and article != self._shown:
            self._shown = article
            self._row = self.view.currentIndex().row()
            self.article_wanted.emit(article)

    def _show_menu(self, where: QPoint) -> None:
        if self.context_menu is not None and self.view.indexAt(where).isValid():
            self.context_menu.popup(self.view.viewport().mapToGlobal(where))
