"""The walk through the matches of a search: within the open article, then on to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from zhupi.core.messages import Message
from zhupi.core.model import Article, Span
from zhupi.core.protocols import Checkpoint
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.panels.search import SearchPanel
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services


class Walk(QObject):
    """Marks the matches in the open article and goes from one to the other."""

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        surface: ReadingSurface,
        panel: SearchPanel,
        failed: Callable[[Message], None],
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._reading = reading
        self._surface = surface
        self._panel = panel
        self._failed = failed
        self._query = ""
        self._literal = False
        self._marks: list[Span] = []
        self._place: int | None = None
        self._landing = 0  # +1 or -1: the article being opened shows its first or last match
        panel.stepped.connect(self.step)
        panel.hit_wanted.connect(self.open_hit)
        reading.opened.connect(self._on_opened)

    def set_query(self, query: str, *, literal: bool) -> None:
        """Says what is looked for; empty: nothing, and no match is marked."""
        if (query, literal) != (self._query, self._literal):
            self._place = None
            self._panel.show_place(0, 0)
        self._query, self._literal = query, literal
        if not query:
            self.set_marks([])

    def set_marks(self, marks: list[Span]) -> None:
        """Marks these places of the open article; the one looked at stays the one looked at."""
        same = marks == self._marks
        self._marks = marks
        if not same:
            self._place = None
            self._panel.show_place(0, 0)
        self._surface.set_marks(marks, self._place)

    def step(self, step: int) -> None:
        """Goes to the next (or previous) match, in the next article where this one has no more."""
        place = self._next_place(step)
        if place is not None:
            self._go(place)
            return
        article = self._reading.article
        following = self._panel.neighbour(article.id if article else "", step)
        if following is None and article is not None:
            following = self._panel.neighbour("", step)  # round again from the other end
        if following is not None:
            self.open_hit(following, step)

    def open_hit(self, article: str, landing: int = 1) -> None:
        """Opens an article that was found, at its first or last match."""
        self._landing = landing
        here = self._reading.article
        if here is not None and here.id == article:
            self._land()
        else:
            self._panel.choose(article)
            self._reading.open(article)

    # --- within -------------------------------------------------------------------------------

    def _on_opened(self, article: Article | None) -> None:
        self._marks, self._place = [], None
        self._surface.set_marks([], None)
        self._panel.show_place(0, 0)
        if article is None:
            self._landing = 0
            return
        self._panel.choose(article.id)
        if not self._query:
            self._landing = 0
            return
        query, literal, workspace = self._query, self._literal, self._services.workspace

        def work(_check: Checkpoint) -> tuple[str, list[Span]]:
            return article.id, workspace.matches(query, article.id, literal=literal)

        self._services.tasks.search(work, self._take_marks, self._failed, topic="matches")

    def _take_marks(self, answer: tuple[str, list[Span]]) -> None:
        article, marks = answer
        if self._reading.article is not None and self._reading.article.id == article:
            self.set_marks(marks)
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
