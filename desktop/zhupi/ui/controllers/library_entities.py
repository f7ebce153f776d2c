"""Opens the window of the library's entities, and looks up what it asks for, off the window's
thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from zhupi.core.messages import Message
from zhupi.core.model import Change, Label
from zhupi.core.protocols import Checkpoint
from zhupi.core.understanding import EntitySummary
from zhupi.ui.controllers.names import NamesController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.controllers.searching import SearchingController
from zhupi.ui.services import Services
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.library_rows import NamingArticle
from zhupi.ui.understanding.library_window import LibraryEntitiesWindow
from zhupi.ui.understanding.wording import label_of_entity, name_of_entity

TOPICS = ("library entities", "one entity", "articles of an entity")
SETTLING = 1_000  #: milliseconds in which changes are gathered
KINDS = tuple(label for label in Label if label is not Label.TIME)
#: The fields of the query language that hold one kind only.
FIELDS: Mapping[Label, str] = {label: label.value.lower() for label in KINDS}
MOST_NAMES = 6  #: that are searched for


class LibraryEntitiesController(QObject):
    """One such window a main window, made when it is first asked for."""

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        names: NamesController,
        searching: SearchingController,
        main: QWidget,
    ) -> None:
        super().__init__(main)
        self._services = services
        self._reading = reading
        self._names = names
        self._searching = searching
        self._main = main
        self._theme: Theme | None = None
        self._wanted = ""  # id of the entity to be shown as soon as the list is there
        self.window: LibraryEntitiesWindow | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SETTLING)
        self._pause.timeout.connect(self._again)
        services.tasks.changed.connect(self._on_change)

    def show(self) -> None:
        """Shows the window, all entities in it."""
        self._show().field.setFocus()
        self._wanted = ""
        if self.window is not None:
            self.window.model.restart()

    def show_entity(self, entity: str) -> None:
        """Shows the window at one of them."""
        window = self._show()
        self._wanted = entity
        window.show_entity(None)
        window.look_for(name_of_entity(entity), label_of_entity(entity))
        self._ask_entity(entity)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    # --- within -------------------------------------------------------------------------------

    def _show(self) -> LibraryEntitiesWindow:
        window = self.window or self._make()
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _make(self) -> LibraryEntitiesWindow:
        assert self._theme is not None
        window = LibraryEntitiesWindow(self._theme, self._services.tr, self._main)
        window.model.asked.connect(self._ask_list)
        window.articles.asked.connect(self._ask_articles)
        window.entity_chosen.connect(self._on_chosen)
        # Whoever types looks for something else.
        window.field.textEdited.connect(self._forget)
        window.kind_box.activated.connect(self._forget)
        window.article_wanted.connect(self._open_article)
        window.search_wanted.connect(self._search)
        self.window = window
        return window

    def _forget(self) -> None:
        self._wanted = ""

    def _ask_list(self, limit: int) -> None:
        window, understanding = self.window, self._services.workspace.understanding
        if window is None:
            return
        query = window.query
        kinds = (query.label,) if query.label is not None else KINDS

        def work(_check: Checkpoint) -> tuple[Sequence[EntitySummary], int]:
            # First, so that the list is at least as whole as is said of it.
            unread = understanding.unread()
            return understanding.entities(query.typed, kinds, limit), unread

        def done(answer: tuple[Sequence[EntitySummary], int]) -> None:
            found, unread = answer
            if window.query == query:
                window.model.set_rows(found, limit)
                self._say_count(window, unread)
                self._choose(window)

        self._services.tasks.search(work, done, self._failed, topic=TOPICS[0], quiet=True)

    def _say_count(self, window: LibraryEntitiesWindow, unread: int) -> None:
        tr, count = self._services.tr, window.model.rowCount()
        if not count and window.query.typed:
            words = tr("No entity is called so.")
        elif not count:
            words = tr("No article has been looked through for names yet.")
        elif window.model.complete:
            words = tr.plural("{count:,} entity", "{count:,} entities", count)
        else:
            words = tr("The first {count:,}; more come as you go down.", count=count)
        if unread and (count or window.query.typed):
            words += "\n" + tr.plural(
                "In one article nobody has looked for names yet.",
                "In {count:,} articles nobody has looked for names yet.",
                unread,
            )
        window.say(words)

    def _choose(self, window: LibraryEntitiesWindow) -> None:
        """Stays at the entity that is shown, or goes to the one that is wanted."""
        wanted = self._wanted
        shown = wanted or (window.entity.id if window.entity is not None else "")
        row = window.model.find(lambda each: getattr(each, "id", "") == shown)
        if row is not None:
            self._wanted = ""
            window.view.setCurrentIndex(window.model.index(row))
        elif not wanted and window.model.rowCount():
            window.view.setCurrentIndex(window.model.index(0))
        elif not wanted:
            window.show_entity(None)  # it is none of those that are listed: there are none

    def _ask_entity(self, entity: str) -> None:
        understanding = self._services.workspace.understanding

        def done(found: EntitySummary) -> None:
            self._wanted = found.id  # another one where it is linked to that
            self._on_chosen(found)
            if self.window is not None:
                self._choose(self.window)

        self._services.tasks.search(
            lambda _check: understanding.entity(entity),
            done,
            lambda _unknown: None,  # the list says that there is none
            topic=TOPICS[1],
            quiet=True,
        )

    def _on_chosen(self, entity: EntitySummary | None) -> None:
        window = self.window
        if window is not None and entity is not None:
            same = window.entity is not None and window.entity.id == entity.id
            window.show_entity(entity)
            if not same:
                window.articles.restart()

    def _ask_articles(self, limit: int) -> None:
        window, workspace = self.window, self._services.workspace
        entity = window.entity if window is not None else None
        if window is None or entity is None:
            return

        def work(_check: Checkpoint) -> list[NamingArticle]:
            counted = dict(workspace.understanding.articles_of(entity.id, limit))
            found = workspace.summaries(list(counted))
            return [NamingArticle(summary, counted[summary.id]) for summary in found]

        def done(found: list[NamingArticle]) -> None:
            if window.entity is not None and window.entity.id == entity.id:
                window.articles.set_rows(found, limit)

        self._services.tasks.search(work, done, self._failed, topic=TOPICS[2], quiet=True)

    def _open_article(self, article: str, entity: EntitySummary) -> None:
        self._main.activateWindow()
        self._main.raise_()
        self._reading.open(article, lambda: self._names.show_entity(entity))

    def _search(self, entity: EntitySummary) -> None:
        self._main.activateWindow()
        self._main.raise_()
        self._searching.type(entity_query(entity))

    def _failed(self, reason: Message) -> None:
        if self.window is not None:
            self.window.say(self._services.tr.render(reason))

    def _on_change(self, change: Change) -> None:
        window = self.window
        if window is None or not window.isVisible():
            return
        if change.mentions or change.corrections or change.articles or change.index:
            self._pause.start()

    def _again(self) -> None:
        if self.window is not None and self.window.isVisible():
            self.window.model.again()
            self.window.articles.again()


def entity_query(entity: EntitySummary) -> str:
    """A query for the articles that name an entity, by whichever of its names."""
    field = FIELDS.get(entity.label, "entity")
    names = [name for name in (entity.name, *entity.aliases) if len(name) > 1][:MOST_NAMES]
    quoted = [name for name in names or [entity.name] if '"' not in name]
    return " OR ".join(f'{field}:="{name}"' for name in quoted)
