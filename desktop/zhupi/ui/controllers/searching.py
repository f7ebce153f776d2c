"""Search while one types: the first page at once, its exact total and its facets after it.

Whatever is asked is void as soon as something newer is asked; a change in the library asks the
same again, without anything jumping.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from zhupi.core.errors import NotFoundError
from zhupi.core.messages import Message
from zhupi.core.model import Article, Change, Span
from zhupi.core.protocols import Checkpoint
from zhupi.core.search import SavedSearch, SearchPage, SearchRequest, SearchSort
from zhupi.ui.articles.search_box import SearchBox
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.controllers.walking import Walk
from zhupi.ui.notices import NoticeBar
from zhupi.ui.panels.search import Asked, SearchPanel
from zhupi.ui.panels.search_narrowing import Part, narrowed, parts, without
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services

PAGE = 20
MOST_AGAIN = 200  #: hits asked for again after a change, of those one scrolled through
#: Milliseconds between an answer and the question for the rest: a thread that counts would take
#: the interpreter from the one that paints.
REST_PAUSE = 60
LIKE = 30  #: articles shown that are like one
RESULTS, REST, MORE = "results", "rest", "more"
Answer = tuple[SearchPage, list[Span]]


class SearchingController(QObject):
    """Asks the search lane, shows the answers, marks the open article."""

    answered = Signal()  #: a search one typed has its answer
    damage_met = Signal()  #: the index must be rebuilt
    asked = Signal()  #: what is searched for is something else

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        surface: ReadingSurface,
        box: SearchBox,
        panel: SearchPanel,
        notices: NoticeBar,
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._reading = reading
        self._box = box
        self._panel = panel
        self._notices = notices
        self.query = ""
        self.literal = False
        self.sort = SearchSort.RELEVANCE
        self.kept: SavedSearch | None = None  #: the saved search that asks the same
        self._like: Article | None = None  # instead of a query
        self._before = ""  # the query to go back to from there
        self._page: SearchPage | None = None  # the answer in sight
        self.complete = False  #: whether all of the answer is in sight, facets and all
        self._warm = False
        self._names_warm = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_PAUSE)
        self._rest.timeout.connect(self._ask_rest)
        self._walk = Walk(services, reading, surface, panel, self._failed)
        box.entered.connect(self.warm_up)
        box.entered.connect(self._warm_up_names)
        box.searched.connect(self.search)
        box.accepted.connect(lambda: self.step(1))
        box.accepted_backwards.connect(lambda: self.step(-1))
        panel.sort_changed.connect(self._on_sort)
        panel.literal_changed.connect(self.set_literal)
        panel.more_wanted.connect(self._fetch_more)
        panel.query_wanted.connect(self.type)
        panel.part_dropped.connect(self._on_part_dropped)
        panel.ended.connect(self._end_like)
        panel.facets.narrowed.connect(self._on_narrowed)
        services.tasks.changed.connect(self._on_change)
        self._restore_panel()

    @property
    def active(self) -> bool:
        """Whether there is anything in the panel to walk through or to end."""
        return bool(self.query) or self._like is not None

    def search(self, query: str) -> None:
        """Searches for `query` in all articles; an empty one ends the search."""
        if query != self.query:
            self.query, self._like = query, None
            self._ask()

    def type(self, query: str) -> None:
        """Searches for `query` as if it had been typed."""
        self._box.setText(query)
        self.search(query)

    def run(self, saved: SavedSearch) -> None:
        """Searches as was searched when `saved` was kept."""
        self._box.setText(saved.query)
        self.query, self._like = saved.query, None
        self.literal, self.sort = saved.literal, saved.sort
        self._ask()

    def step(self, step: int) -> None:
        """Goes to the next (or previous) match, in the next article where this one has no more."""
        if self.active:
            self._walk.step(step)

    def set_literal(self, literal: bool) -> None:  # noqa: FBT001 - a setter
        """Whether only the very characters match."""
        if literal != self.literal:
            self.literal = literal
            self._ask()

    def switch_literal(self) -> None:
        self.set_literal(not self.literal)

    def set_kept(self, saved: SavedSearch | None) -> None:
        """Says which saved search is the one in sight."""
        if saved != self.kept:
            self.kept = saved
            if self.active:
                self._panel.show_asked(self._asked())

    def more_like(self, article: Article) -> None:
        """Shows the articles most like `article` instead of the answer to a query."""
        if self._like is None:
            self._before = self.query
        self.query, self._like = "", article
        self._box.clear()
        self._ask()

    def end(self) -> None:
        """Searches for nothing any more."""
        self._before = ""
        self._like = None
        self.query = ""
        self._box.clear()
        self._ask()

    def warm_up(self) -> None:
        """Has the index opened, once, before the first key, which would wait for it."""
        if not self._warm:
            self._warm = True
            workspace = self._services.workspace
            self._services.tasks.search(
                lambda check: workspace.search(SearchRequest("朱批", 1, exact_total=False), check),
                _ignore,
                _ignore,  # told when somebody searches
                topic="opening",
            )

    def _warm_up_names(self) -> None:
        """Has the readings of characters loaded, which the first letters typed would wait for."""
        if self._names_warm:
            return
        self._names_warm = True  # they take memory, which whoever only reads can keep
        workspace = self._services.workspace
        self._services.tasks.search(
            lambda _check: workspace.complete("zp", 2),
            _ignore,
            _ignore,
            topic="opening names",
            quiet=True,
        )

    # --- asking -------------------------------------------------------------------------------

    def _asked(self) -> Asked:
        like = self._like.title if self._like else ""
        found = () if like else parts(self.query)
        return Asked(self.query, self.literal, self.sort, found, self.kept is not None, like)

    def _ask(self, *, again: bool = False) -> None:
        """Asks for the first page; `again`: the same as before, after a change."""
        tasks = self._services.tasks
        again = again and self._page is not None  # else the first answer is still to come
        tasks.drop_searches(RESULTS, REST, MORE)
        self._rest.stop()
        self.complete = False
        if not again:
            self._page = None
            self.asked.emit()
        self._walk.set_query(self.query, literal=self.literal)
        if not self.active:
            self._panel.clear()
            self.answered.emit()
            return
        self._panel.show_asked(self._asked())
        limit = max(PAGE, min(self._panel.model.rowCount(), MOST_AGAIN)) if again else PAGE
        request, like = self._request(limit), self._like
        query, literal, workspace = self.query, self.literal, self._services.workspace
        article = self._reading.article.id if self._reading.article else ""

        def work(check: Checkpoint) -> Answer:
            if like is not None:
                # To some degree many are alike; what counts are the few that are most.
                page = workspace.more_like(like.id, LIKE, check)
                return replace(page, total=len(page.hits), exact=True), []
            page = workspace.search(request, check)
            try:
                return page, workspace.matches(query, article, literal=literal) if article else []
            except NotFoundError:  # deleted in this moment
                return page, []

        def show(answer: Answer) -> None:
            self._show(answer, article, again=again)

        tasks.search(work, show, self._failed, topic=RESULTS)

    def _request(self, limit: int, offset: int = 0, *, facets: bool = False) -> SearchRequest:
        return SearchRequest(
            self.query,
            limit,
            offset,
            self.sort,
            facets=facets,
            literal=self.literal,
            exact_total=facets,
        )

    def _show(self, answer: Answer, article: str, *, again: bool) -> None:
        page, marks = answer
        here = self._reading.article.id if self._reading.article else ""
        self._page = page
        self._panel.show_page(page, here, follow=again)
        if here == article:
            self._walk.set_marks(marks)
        self.complete = self._like is not None
        if not self.complete:
            self._rest.start()
        self._look_after_index()
        if not again:
            self.answered.emit()

    def _look_after_index(self) -> None:
        if self._services.workspace.index_damaged:
            self.damage_met.emit()

    def _ask_rest(self) -> None:
        """Asks how many there are exactly, and what they have in common; or what to try."""
        workspace, request = self._services.workspace, self._request(1, facets=True)
        self._services.tasks.search(
            lambda check: workspace.search(request, check),
            self._show_rest,
            self._failed,
            topic=REST,
        )

    def _show_rest(self, page: SearchPage) -> None:
        self._panel.show_rest(page)
        self.complete = True

    def _fetch_more(self, there: int) -> None:
        workspace, request = self._services.workspace, self._request(PAGE, there)
        if self._like is not None:
            return
        self._services.tasks.search(
            lambda check: workspace.search(request, check),
            self._panel.add_page,
            self._failed,
            topic=MORE,
        )

    def _failed(self, reason: Message) -> None:
        self._look_after_index()
        self._notices.warn(self._services.tr.render(reason))

    # --- what a person does in the panel ------------------------------------------------------

    def _on_sort(self, sort: SearchSort) -> None:
        self.sort = sort
        self._ask()

    def _on_narrowed(self, facet: str, value: str) -> None:
        self.type(narrowed(self.query, facet, value))

    def _on_part_dropped(self, part: Part) -> None:
        # What was clicked may stand elsewhere by now, or no more.
        now = (p for p in parts(self.query) if (p.facet, p.value) == (part.facet, part.value))
        found = next(now, None)
        if found is not None:
            self.type(without(self.query, found))

    def _end_like(self) -> None:
        query, self._before = self._before, ""
        if query:
            self.type(query)
        else:
            self.end()

    def _on_change(self, change: Change) -> None:
        if self.active and change.index:
            self._ask(again=True)

    def _restore_panel(self) -> None:
        """The facets stand as the person left them."""
        preferences, facets = self._services.preferences, self._panel.facets
        facets.model.set_folded(frozenset(preferences.now.folded_facets))
        facets.set_open(preferences.now.facets)
        facets.fold_changed.connect(
            lambda folded: preferences.update(folded_facets=tuple(sorted(folded)))
        )
        facets.opened.connect(lambda shown: preferences.update(facets=shown))


def _ignore(_answer: object) -> None:
    """For questions whose answers are of no use."""
