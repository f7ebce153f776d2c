"""The main window: puts panes, controllers and actions together; decides nothing itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from zhupi.core.messages import Message
from zhupi.core.model import Article, ArticleSort, Change, ImportReport, ReadingState, TagCount
from zhupi.ui import window_actions
from zhupi.ui.actions import ActionRegistry
from zhupi.ui.articles.model import ArticleModel, ListQuery
from zhupi.ui.completion_asking import CompletionController
from zhupi.ui.concordance.controller import ConcordanceController
from zhupi.ui.concordance.tag_all import TagAllController
from zhupi.ui.context_menus import add_context_menus
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.appearance import AppearanceController
from zhupi.ui.controllers.cards import CardsController
from zhupi.ui.controllers.caring import CaringController
from zhupi.ui.controllers.dialogs import DialogsController
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.history_window import HistoryWindowController
from zhupi.ui.controllers.library import LibraryController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.controllers.reviewing import Colleagues, ReviewingController
from zhupi.ui.controllers.saved_searches import SavedSearchesController
from zhupi.ui.controllers.searching import SearchingController
from zhupi.ui.controllers.sides import SidesController
from zhupi.ui.controllers.tagging import TaggingController
from zhupi.ui.controllers.understanding import Helpers, UnderstandingController
from zhupi.ui.controllers.upkeep import UpkeepController
from zhupi.ui.dialogs.common import dropped_paths
from zhupi.ui.layout import Panes
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.ui.tags.keys import TagKeys
from zhupi.ui.theme import Theme
from zhupi.ui.window_geometry import geometry_settings, restore_geometry

ANNOTATIONS_TAB = 1
SEARCH_TAB = 2
IDLE_PAUSE = 500  #: milliseconds after the first paint; then what can wait is begun


class MainWindow(QMainWindow):
    """One window over one library."""

    library_wanted = Signal()  #: the person wants to open another library
    first_shown = Signal()  #: there is something to look at; from now on others may work too

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        tr, tasks = services.tr, services.tasks
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(760, 480))
        self._model = ArticleModel(services.workspace, tasks, tr, self)
        self._set_initial_sort()
        self.panes = Panes(self._model, theme, tr, self)
        self.articles, self.surface = self.panes.articles, self.panes.surface
        self.side, self.notices = self.panes.side, self.panes.notices
        self.setCentralWidget(self.panes)
        self.status = StatusBar(tasks, theme, tr, self)
        self.setStatusBar(self.status)
        self.appearance = AppearanceController(services, theme, self)
        self.reading = ReadingController(services, self.surface, self)
        self.history = HistoryController(services, self.notices, self.status, self)
        CardsController(services, self.reading, self.side.annotations)
        self.annotating = AnnotatingController(
            services,
            self.reading,
            self.history,
            self.surface,
            self.side.annotations,
            (self.notices, self.status),
            self.panes.middle,
        )
        self.searching = SearchingController(
            services,
            self.reading,
            self.surface,
            self.articles.search,
            self.side.search,
            self.notices,
        )
        CompletionController(services, self.articles.search)
        helpers = Helpers(self.reading, self.annotating, self.history, self.searching, self.status)
        self.understanding = UnderstandingController(services, helpers, self.panes, self)
        self.concordance = ConcordanceController(
            services,
            self.reading,
            lambda: (self.searching.query, self.searching.literal),
            theme,
            self,
        )
        self.tag_all = TagAllController(
            services,
            *(self.concordance, self.annotating, self.history, self.surface, self.notices),
        )
        self.upkeep = UpkeepController(services, self)
        self.saved = SavedSearchesController(
            services, self.searching, self.side.search, self.history, self.notices
        )
        self.tagging = TaggingController(
            services, self.side.tags, self.annotating, self.history, self.notices
        )
        self.library = LibraryController(services, self.history, self.upkeep, self.notices, self)
        colleagues = Colleagues(self.reading, self.annotating, self.history, self.library)
        self.sides = SidesController(services, self.panes, self)
        self.past = HistoryWindowController(services, self.notices, self.status, self)
        self.review = ReviewingController(services, colleagues, self.panes, self.status, self)
        self.actions_ = ActionRegistry(self, self.surface)
        self.dialogs = DialogsController(services, self.actions_, self)
        self.caring = CaringController(services, self.notices, self.status, self)
        self._add_actions()
        self.panes.order_keys()
        self.articles.view.setFocus()
        self._connect()
        restore_geometry(self, self.panes, services.preferences.now)
        self.apply_look(theme)
        self._on_opened(None)
        self.caring.say_read_only()
        self._model.reload()
        self._read_choices()
        self.saved.reload()
        self.actions_.refresh()

    # --- what actions need --------------------------------------------------------------------

    @property
    def has_article(self) -> bool:
        return self.reading.article is not None

    def can_delete(self) -> bool:
        return self.library.writable and bool(self.articles.chosen())

    def delete_articles(self) -> None:
        chosen = self.articles.chosen()
        article = self.reading.article
        title = article.title if article and chosen == [article.id] else ""
        self.library.delete(chosen, title)

    def mark_read(self) -> None:
        self.library.set_reading(self.articles.chosen(), ReadingState.READ)

    def mark_unread(self) -> None:
        self.library.set_reading(self.articles.chosen(), ReadingState.UNREAD)

    def reimport(self) -> None:
        if self.reading.article is not None:
            self.library.ask_encoding(self.reading.article)

    def export(self) -> None:
        self.library.ask_export(self.reading.article, self.annotating.known.all)

    def focus_search(self) -> None:
        self.sides.need_left()
        self.articles.search.setFocus()
        self.articles.search.selectAll()

    def clear_search(self) -> None:
        self.searching.end()
        self.focus_reader()

    def more_like_this(self) -> None:
        if self.reading.article is not None:
            self.searching.more_like(self.reading.article)

    def show_saved_searches(self) -> None:
        self.searching.end()
        self.show_panel(SEARCH_TAB, focus=True)

    def focus_articles(self) -> None:
        self.sides.need_left()
        self.articles.view.setFocus()

    def focus_reader(self) -> None:
        self.review.leave()
        (self.surface if self.has_article else self.articles.view).setFocus()

    def show_panel(self, number: int, *, focus: bool = False) -> None:
        self.side.bring(number)
        if focus:
            self.sides.need_right()
            self.side.focus()

    def switch_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def leave(self) -> None:
        self.close()

    # --- the look -----------------------------------------------------------------------------

    def apply_look(self, theme: Theme) -> None:
        """Paints everything anew in `theme` and as the preferences say."""
        self.appearance.theme = theme
        self.panes.set_theme(theme)
        self.status.set_theme(theme)
        self.annotating.set_theme(theme)
        self.understanding.set_theme(theme)
        self.concordance.set_theme(theme)
        self.review.set_theme(theme)
        self.past.set_theme(theme)
        self.actions_.set_theme(theme)
        self.surface.set_look(self.appearance.look())

    # --- Qt -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()) and self.library.writable:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.library.import_paths(dropped_paths(event.mimeData()))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._services.preferences.update(**geometry_settings(self, self.panes))
        super().closeEvent(event)

    # --- within -------------------------------------------------------------------------------

    def _set_initial_sort(self) -> None:
        wanted = self._services.preferences.now.article_sort
        sort = ArticleSort(wanted) if wanted in set(ArticleSort) else ArticleSort.NEWEST
        self._model.set_query(ListQuery(sort=sort))

    def _add_actions(self) -> None:
        services, actions, tr = self._services, self.actions_, self._services.tr
        window_actions.register(actions, self, tr)
        self.understanding.register(actions)
        self.caring.register(actions)
        actions.build_menus(self.menuBar(), tr)
        TagKeys(services, self.annotating, actions, self.notices)
        self.panes.bar.add_buttons(actions)
        add_context_menus(self.panes, actions, tr, self)

    def _connect(self) -> None:
        tasks, tr = self._services.tasks, self._services.tr
        self.articles.article_wanted.connect(self.reading.open)
        self.articles.reading_wanted.connect(self.focus_reader)
        self.articles.view.clicked.connect(self.review.leave)
        self.articles.query_changed.connect(self._on_query)
        self.articles.view.selectionModel().selectionChanged.connect(
            lambda *_: self.actions_.refresh_soon()
        )
        self._model.loaded.connect(self._on_list)
        # At once: a list without a current card opens its first one when it gets the focus.
        self.reading.asked_for.connect(self.articles.show_article)
        self.reading.opened.connect(self._on_opened)
        self.annotating.panel_wanted.connect(self.sides.need_right)
        self.annotating.card_shown.connect(lambda: self.show_panel(ANNOTATIONS_TAB))
        self.history.changed.connect(partial(window_actions.name_history, self.actions_, tr))
        self.searching.answered.connect(self._on_answer)
        self.side.search.concordance_wanted.connect(self.concordance.open)
        self.side.search.tagging_wanted.connect(self.tag_all.matches)
        self.searching.damage_met.connect(self.upkeep.mend)
        self.library.imported.connect(self._on_imported)
        self.panes.welcome.import_wanted.connect(self.library.ask_import)
        self.panes.welcome.samples_wanted.connect(self.library.import_samples)
        self.surface.zoom_requested.connect(self.appearance.zoom)
        self.surface.first_painted.connect(self.first_shown)
        warm_up = self.searching.warm_up
        self.first_shown.connect(lambda: QTimer.singleShot(IDLE_PAUSE, self, warm_up))
        self.appearance.changed.connect(self.apply_look)
        tasks.changed.connect(self._on_change)
        tasks.problem.connect(self._on_problem)
        self.status.stopped.connect(self._on_stopped)
        tasks.bug.connect(self.dialogs.show_bug)

    def _on_opened(self, article: Article | None) -> None:
        self.panes.bar.show_article(article)
        self.panes.show_article(there=article is not None)
        if article is not None:
            self._services.preferences.update(last_article=article.id)
            self.articles.show_article(article.id)
            self.setWindowTitle(f"{' '.join(article.title.split())} — 朱批 Zhupi")
        else:
            self.setWindowTitle("朱批 Zhupi")
            self.articles.open_nearest()
        self.actions_.refresh()

    def _on_list(self) -> None:
        """The list has come: something to read is opened, or the welcome says what to do."""
        empty = self._model.rowCount() == 0
        filtered = bool(self.articles.filters.words())
        self._say_count(self._model.rowCount())
        self.panes.welcome.show_state(empty=empty and not filtered, writable=self.library.writable)
        if not empty and self.reading.empty:
            last = self._services.preferences.now.last_article
            if self._model.row_of(last) is not None:
                self.reading.open(last)
            else:
                self.articles.open_nearest()
        elif empty:
            self.first_shown.emit()
        self.actions_.refresh_soon()

    def _say_count(self, count: int) -> None:
        tr = self._services.tr
        text = tr.plural("{count:,} article", "{count:,} articles", count)
        if not self.library.writable:
            text = tr("Read-only") + "  ·  " + text
        self.status.set_library(text)

    def _on_query(self, query: ListQuery) -> None:
        self._services.preferences.update(article_sort=query.sort.value)

    def _on_answer(self) -> None:
        if self.searching.active:
            self.sides.need_right()
            self.show_panel(SEARCH_TAB)
        self.actions_.refresh_soon()

    def _on_imported(self, report: ImportReport) -> None:
        changed = (*report.imported, *report.updated)
        if changed and not self.review.shown:
            self.reading.open(changed[0])

    def _on_change(self, change: Change) -> None:
        if change.index or change.tags:
            self._read_choices()
        written = change.annotations or change.tags or change.searches or change.corrections
        if (change.index and change.articles) or written:
            # An «Undo» in sight would now take back something else. (The index that follows a
            # deletion alters nothing that can be undone.)
            self.notices.drop_button()
        self.actions_.refresh_soon()

    def _on_stopped(self, number: int) -> None:
        if self.upkeep.pause(number):
            tr = self._services.tr
            self.status.say(tr("Paused. It goes on from the menu «Search»."))

    def _on_problem(self, reason: Message) -> None:
        self.notices.warn(self._services.tr.render(reason))

    def _read_choices(self) -> None:
        workspace = self._services.workspace

        def work() -> tuple[dict[str, int], list[TagCount]]:
            return dict(workspace.sources()), workspace.tags()

        self._services.tasks.run(work, done=lambda found: self.articles.set_choices(*found))
