"""The search panel: the answer to what was typed, the walk through it, and ways to narrow it.

While nothing is searched for it lists the saved searches. It decides nothing: it shows what it
is told and says what a person does.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.search import SearchPage, SearchSort
from zhupi.ui.icons import icon
from zhupi.ui.panels.hits import HitDelegate, HitModel, HitView
from zhupi.ui.panels.search_chips import Chips
from zhupi.ui.panels.search_facet_view import FacetBox
from zhupi.ui.panels.search_facets import Counts, part_text
from zhupi.ui.panels.search_narrowing import Part
from zhupi.ui.panels.search_saved import SavedSearches
from zhupi.ui.panels.search_wording import remarks_text, total_text
from zhupi.ui.theme import Theme

EXACT_PAUSE = 20  #: milliseconds from an answer to the heights of the rows out of sight
EDGE = 22  #: pixels left of what stands in the panel


@dataclass(frozen=True, slots=True)
class Asked:
    """What the panel shows the answer to; `like` is the title of an article, not a query."""

    query: str = ""
    literal: bool = False
    sort: SearchSort = SearchSort.RELEVANCE
    parts: tuple[Part, ...] = ()
    kept: bool = False
    like: str = ""


class SearchPanel(QWidget):
    """Shows the answer to what was typed."""

    hit_wanted = Signal(str)  #: article
    stepped = Signal(int)
    sort_changed = Signal(object)  #: SearchSort
    literal_changed = Signal(bool)
    keep_switched = Signal()
    concordance_wanted = Signal()
    tagging_wanted = Signal()  #: of all hits
    more_wanted = Signal(int)
    query_wanted = Signal(str)  #: a suggestion
    part_dropped = Signal(object)  #: the `Part` to be taken out of the query
    ended = Signal()  #: what is like an article was looked at long enough
    counted = Signal(int)

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._asked = Asked()
        self.model = HitModel(self)
        self.view = HitView(self)
        self._delegate = HitDelegate(theme, tr, self.view)
        self._exact = QTimer(self)
        self._exact.setSingleShot(True)
        self._exact.setInterval(EXACT_PAUSE)
        self._exact.timeout.connect(self._take_time)
        self.context_menu: QMenu | None = None
        self._state = _hint(self)
        self._remark = _hint(self)
        self._place = _hint(self)
        self._place.setWordWrap(False)
        self._make_buttons(theme)
        self.parts = Chips(theme, "chip", "close", self)
        self.suggestions = Chips(theme, "link", "", self)
        self.facets = FacetBox(theme, tr, self)
        self.saved = SavedSearches(theme, tr, self)
        self._set_up_view()
        self._lay_out()
        self._connect()
        self._quiet = False
        self.set_theme(theme)
        self.clear()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        above = (self.literal_button, self.lines_button, self.tag_button, self.keep_button)
        controls = (self.end_button, self.sort_box, *above)
        return (self.saved.view, *controls, self.view, *self.facets.stops)

    @property
    def front(self) -> QWidget:
        """What the keyboard should go to."""
        return self.saved.view if self._pages.currentIndex() == 0 else self.view

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        for part in (self.parts, self.suggestions, self.facets, self.saved):
            part.set_theme(theme)
        self.end_button.setIcon(icon("close", theme.dim))
        self.lines_button.setIcon(icon("concordance", theme.dim))
        self.tag_button.setIcon(icon("tag", theme.dim))
        self._show_kept()
        self.view.viewport().update()

    def clear(self) -> None:
        """Nothing is searched for: the saved searches are shown."""
        self.model.clear()
        self.show_place(0, 0)
        self.facets.show_facets({}, 0, ())
        self._pages.setCurrentIndex(0)
        self.counted.emit(0)

    def show_asked(self, asked: Asked) -> None:
        """Says what is asked for, before there is an answer."""
        tr = self._tr
        self._asked = asked
        from_saved = self.saved.view.hasFocus()
        self._pages.setCurrentIndex(1)
        if from_saved:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.heading.setText(tr("Like «{title}»", title=" ".join(asked.like.split())))
        for widget in (self.heading, self.end_button):
            widget.setVisible(bool(asked.like))
        self.literal_button.setVisible(not asked.like)
        self.lines_button.setVisible(not asked.like)
        for button in (self.tag_button, self.keep_button):
            button.setVisible(not asked.like and self.saved.writable)
        self.literal_button.setChecked(asked.literal)
        self.sort_box.setCurrentIndex(self.sort_box.findData(asked.sort))
        self._show_kept()
        texts = [(part_text(part, tr), part) for part in asked.parts]
        self.parts.show_values(
            (text, part, tr("Search without «{value}»", value=text)) for text, part in texts
        )
        self._order_keys()

    def show_page(self, page: SearchPage, current: str, *, follow: bool = False) -> None:
        """Shows an answer; `current` is the open article, whose hit becomes the current one.

        `follow`: it is the answer to the same question after a change, and nothing jumps.
        """
        self._quiet = True
        self._delegate.hurried = not follow
        self._exact.start()
        place = self.view.verticalScrollBar().value()
        before = self.model.hit(self.view.currentIndex().row())
        self.model.set_page(page)
        self._quiet = False
        self._say(page)
        self.choose(current, scroll=False)
        if follow:
            if before is not None and self.model.row_of(current) is None:
                self._keep_current(before.article)
            self.view.verticalScrollBar().setValue(place)
        else:
            self.view.scrollToTop()  # the best ones, wherever the open article's stands
        if not page.hits or self._asked.like:
            self.facets.show_facets({}, 0, ())

    def show_rest(self, page: SearchPage) -> None:
        """Completes the answer shown by its exact total and its facets."""
        self.model.set_total(page.total)
        self._say(page)
        self.show_facets(page.facets, page.total)

    def show_facets(self, counts: Counts, total: int) -> None:
        self.facets.show_facets(counts, total, self._asked.parts)

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

    def state_text(self) -> str:
        """How many articles were found, in words."""
        return self._state.text()

    def remark_text(self) -> str:
        """What there is to say of the answer; empty where there is nothing."""
        return self._remark.text() if self._remark.isVisibleTo(self) else ""

    def choose(self, article: str, *, scroll: bool = True) -> None:
        """Makes the hit of `article` the current one, without asking for it."""
        row = self.model.row_of(article)
        self._quiet = True
        if row is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            # Qt would scroll there by itself, some time later.
            self.view.setAutoScroll(False)
            self.view.setCurrentIndex(self.model.index(row))
            self.view.setAutoScroll(True)
            if scroll:
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

    # --- within -------------------------------------------------------------------------------

    def _say(self, page: SearchPage) -> None:
        tr = self._tr
        like = bool(self._asked.like)
        self._state.setText(total_text(page, tr, like=like))
        self.sort_box.setVisible(page.total > 1 and not like)
        remarks = remarks_text(page, tr)
        self._remark.setVisible(bool(remarks))
        self._remark.setText(remarks)
        proposed = page.suggestions if not page.total else ()
        self._proposal.setVisible(bool(proposed))
        self.suggestions.show_values(
            (query, query, tr("Search for «{query}»", query=query)) for query in proposed
        )
        self._order_keys()
        self.counted.emit(page.total)

    def _order_keys(self) -> None:
        """Has Tab go to the buttons that come and go where they stand, above the hits."""
        stops = (self.keep_button, *self.parts.buttons, *self.suggestions.buttons)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _take_time(self) -> None:
        """Measures the rows whose heights were guessed for the sake of the first paint."""
        if self._delegate.hurried:
            self._delegate.hurried = False
            self.view.scheduleDelayedItemsLayout()

    def _show_kept(self) -> None:
        tr, kept = self._tr, self._asked.kept
        color = self._theme.accent if kept else self._theme.dim
        self.keep_button.setIcon(icon("star-filled" if kept else "star", color))
        self.keep_button.setChecked(kept)
        text = tr("Delete the saved search") if kept else tr("Save this search…")
        self.keep_button.setToolTip(text)
        self.keep_button.setAccessibleName(text)

    def _on_current(self) -> None:
        hit = self.model.hit(self.view.currentIndex().row())
        # To open an article takes more than to come by with the keyboard.
        if hit is not None and not self._quiet and not self.view.entering:
            self.hit_wanted.emit(hit.article)

    def _keep_current(self, article: str) -> None:
        """Leaves the keyboard where it was, on a hit that is not open."""
        row = self.model.row_of(article)
        if row is None:
            return
        self._quiet = True
        self.view.point_at(row)
        self._quiet = False

    def _on_stepped(self, step: int) -> None:
        index = self.view.currentIndex()
        hit = self.model.hit(index.row())
        if hit is not None and not self.view.selectionModel().isSelected(index):
            self.hit_wanted.emit(hit.article)
        else:
            self.stepped.emit(step)

    def _on_keep(self) -> None:
        self._show_kept()  # it is the library that says what is kept
        self.keep_switched.emit()

    def _connect(self) -> None:
        self.sort_box.activated.connect(
            lambda: self.sort_changed.emit(SearchSort(self.sort_box.currentData()))
        )
        self.literal_button.clicked.connect(self.literal_changed)
        self.lines_button.clicked.connect(self.concordance_wanted)
        self.tag_button.clicked.connect(self.tagging_wanted)
        self.keep_button.clicked.connect(self._on_keep)
        self.end_button.clicked.connect(self.ended)
        self.parts.used.connect(self.part_dropped)
        self.facets.widened.connect(self.part_dropped)
        self.suggestions.used.connect(lambda query: self.query_wanted.emit(str(query)))
        self.model.more_wanted.connect(self.more_wanted)
        self.view.stepped.connect(self._on_stepped)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.customContextMenuRequested.connect(
            lambda where: (
                self.context_menu.popup(self.view.viewport().mapToGlobal(where))
                if self.context_menu and self.view.indexAt(where).isValid()
                else None
            )
        )

    def _make_buttons(self, theme: Theme) -> None:
        tr = self._tr
        self._theme = theme
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName("heading")
        self.heading.setWordWrap(True)
        self.end_button = QToolButton(self)
        self.end_button.setToolTip(tr("Back to the search"))
        self.end_button.setAccessibleName(tr("Back to the search"))
        self._proposal = _hint(self)
        self._proposal.setText(tr("Did you mean:"))
        self.sort_box = QComboBox(self)
        self.sort_box.setAccessibleName(tr("Sort the results"))
        for sort, text in (
            (SearchSort.RELEVANCE, tr("Best first")),
            (SearchSort.NEWEST, tr("Newest first")),
            (SearchSort.OLDEST, tr("Oldest first")),
        ):
            self.sort_box.addItem(text, sort)
        self.literal_button = QToolButton(self)
        self.literal_button.setText(tr("Aa字"))
        self.literal_button.setCheckable(True)
        literal = tr("Only these very characters: the same case, width and script")
        self.literal_button.setToolTip(literal)
        self.literal_button.setAccessibleName(literal)
        self.lines_button = QToolButton(self)
        lines = tr("Concordance: every match on a line")
        self.lines_button.setToolTip(lines)
        self.lines_button.setAccessibleName(lines)
        self.tag_button = QToolButton(self)
        tag = tr("Tag all hits: look at them first, then tag them at once")
        self.tag_button.setToolTip(tag)
        self.tag_button.setAccessibleName(tag)
        self.keep_button = QToolButton(self)
        self.keep_button.setObjectName("star")
        self.keep_button.setCheckable(True)

    def _set_up_view(self) -> None:
        self.view.setObjectName("list")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setAccessibleName(self._tr("Search results"))

    def _lay_out(self) -> None:
        answer = QWidget(self)
        column = QVBoxLayout(answer)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(6)
        for row in (
            _row(self.heading, self.end_button),
            _row(
                *(self._state, self.literal_button, self.lines_button),
                *(self.tag_button, self.keep_button),
            ),
            _row(self.sort_box, None, self._place),
            _row(self.parts),
            _row(self._remark),
            _row(self._proposal),
            _row(self.suggestions),
        ):
            column.addLayout(row)
        self.split = QSplitter(Qt.Orientation.Vertical, answer)
        self.split.addWidget(self.view)
        self.split.addWidget(self.facets)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([600, 400])
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        column.addWidget(self.split, 1)
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("side")
        self._pages.addWidget(self.saved)
        self._pages.addWidget(answer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("hint")
    label.setWordWrap(True)
    return label


def _row(first: QWidget, *others: QWidget | None) -> QHBoxLayout:
    """Widgets side by side within the panel's edges; None is a gap that takes what is left."""
    row = QHBoxLayout()
    row.setContentsMargins(EDGE, 0, 12, 0)
    row.setSpacing(4)
    row.addWidget(first, 0 if None in others else 1)
    for widget in others:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
