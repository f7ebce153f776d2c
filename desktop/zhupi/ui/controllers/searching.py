"""Search while one types, and the walk through its matches: in an article, then to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from zhupi.core.errors import NotFoundError
from zhupi.core.messages import Message
from zhupi.core.model import Article, Change, Span
from zhupi.core.search import SearchPage, SearchRequest, SearchSort
from zhupi.ui.articles.search_box import SearchBox
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.panels.search import SearchPanel
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services

PAGE = 20
Answer = tuple[SearchPage, list[Span]]


class SearchingController(QObject):
    """Asks the search lane, shows the answers, marks the open article."""

    answered = Signal()  #: a search one typed has its answer

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
        self._surface = surface
        self._box = box
        self._panel = panel
        self._notices = notices
        self.query = ""
        self._sort = SearchSort.RELEVANCE
        self._marks: list[Span] = []
        self._place: int | None = None
        self._landing = 0  # +1 or -1: the article being opened shows its first or last match
        self._warm = False
        box.entered.connect(self.warm_up)
        box.searched.connect(self.search)
        box.accepted.connect(lambda: self.step(1))
        box.accepted_backwards.connect(lambda: self.step(-1))
        panel.stepped.connect(self.step)
        panel.hit_wanted.connect(self._open_hit)
        panel.sort_changed.connect(self._on_sort)
        panel.more_wanted.connect(self._fetch_more)
        reading.opened.connect(self._on_opened)
        services.tasks.changed.connect(self._on_change)

    def search(self, query: str) -> None:
        """Searches for `query` in all articles; an empty one ends the search."""
        if query != self.query:
            self.query = query
            self._ask()

    def step(self, step: int) -> None:
        """Goes to the next (or previous) match, in the next article where this one has no more."""
        if not self.query:
            return
        place = self._next_place(step)
        if place is not None:
            self._go(place)
            return
        article = self._reading.article
        following = self._panel.neighbour(article.id if article else "", step)
        if following is None and article is not None:
            following = self._panel.neighbour("", step)  # round again from the other end
        if following is not None:
            self._open_hit(following, step)

    def warm_up(self) -> None:
        """Has the index opened, once, before the first key, which would wait for it."""
        if not self._warm:
            self._warm = True
            workspace = self._services.workspace
            self._services.tasks.search(
                lambda: workspace.search(SearchRequest("朱批", 1)),
                lambda _page: None,
                lambda _reason: None,  # told when somebody searches
                topic="opening",
            )

    # --- asking -------------------------------------------------------------------------------

    def _ask(self) -> None:
        tasks, workspace = self._services.tasks, self._services.workspace
        query = self.query
        if not query:
            tasks.drop_searches()
            self._panel.clear()
            self._set_marks([])
            self.answered.emit()
            return
        request = SearchRequest(query, PAGE, 0, self._sort)
        article = self._reading.article.id if self._reading.article else ""

        def work() -> Answer:
            page = workspace.search(request)
            try:
                return page, workspace.matches(query, article) if article else []
            except NotFoundError:  # deleted in this moment
                return page, []

        tasks.search(work, self._show, self._failed)

    def _show(self, answer: Answer) -> None:
        page, marks = answer
        article = self._reading.article
        self._panel.show_page(page, article.id if article else "")
        self._set_marks(marks)
        self.answered.emit()

    def _fetch_more(self, there: int) -> None:
        workspace = self._services.workspace
        request = SearchRequest(self.query, PAGE, there, self._sort)
        self._services.tasks.search(
            lambda: workspace.search(request),
            lambda page: self._panel.add_page(page) if page.query == self.query else None,
            self._failed,
            topic="more",
        )

    def _failed(self, reason: Message) -> None:
        self._notices.warn(self._services.tr.render(reason))

    def _on_sort(self, sort: SearchSort) -> None:
        self._sort = sort
        self._ask()

    def _on_change(self, change: Change) -> None:
        if self.query and change.index:
            self._ask()

    # --- walking ------------------------------------------------------------------------------

    def _open_hit(self, article: str, landing: int = 1) -> None:
        self._landing = landing
        here = self._reading.article
        if here is not None and here.id == article:
            self._land()
        else:
            self._panel.choose(article)
            self._reading.open(article)

    def _on_opened(self, article: Article | None) -> None:
        self._set_marks([])
        if article is None or not self.query:
            self._landing = 0
            return
        self._panel.choose(article.id)
        self._services.tasks.search(
            self._matches(article.id), self._take_marks, self._failed, topic="matches"
        )

    def _matches(self, article: str) -> Callable[[], tuple[str, list[Span]]]:
        query, workspace = self.query, self._services.workspace
        return lambda: (article, workspace.matches(query, article))

    def _take_marks(self, answer: tuple[str, list[Span]]) -> None:
        article, marks = answer
        if self._reading.article is not None and self._reading.article.id == article:
            self._set_marks(marks)
            self._land()

    def _land(self) -> None:
        landing, self._landing = self._landing, 0
        if landing and self._marks:
            self._go(0 if landing > 0 else len(self._marks) - 1)

    def _next_place(self, step: int) -> int | None:
        """The match to go to within the open article; None: it has no more."""
        if not self._marks:
            return None
        if self._place is None:
            return 0 if step > 0 else len(self._marks) - 1
        place = self._place + step
        if 0 <= place < len(self._marks):
            return place
        # With one article found there is nowhere else to go.
        return place % len(self._marks) if self._panel.model.rowCount() <= 1 else None

    def _go(self, place: int) -> None:
        self._place = place
        mark = self._marks[place]
        self._surface.set_marks(self._marks, place)
        self._surface.reveal(mark)
        self._panel.show_place(place + 1, len(self._marks))

    def _set_marks(self, marks: list[Span]) -> None:
        self._marks, self._place = marks, None
        self._surface.set_marks(marks, None)
        self._panel.show_place(0, 0)
