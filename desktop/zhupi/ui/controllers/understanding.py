"""Names, times, quotations and their corrections: puts the controllers of all that together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from zhupi.ui.actions import ActionRegistry
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.borders import BordersController
from zhupi.ui.controllers.correcting import CorrectingController
from zhupi.ui.controllers.correction_list import CorrectionListController
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.library_entities import LibraryEntitiesController
from zhupi.ui.controllers.mention_card import MentionCardController
from zhupi.ui.controllers.names import NamesController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.controllers.sayings import SayingsController
from zhupi.ui.controllers.searching import SearchingController
from zhupi.ui.layout import Panes
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.ui.theme import Theme
from zhupi.ui.understanding import actions


@dataclass(frozen=True)
class Helpers:
    """The controllers that those of names and quotations need."""

    reading: ReadingController
    annotating: AnnotatingController
    history: HistoryController
    searching: SearchingController
    status: StatusBar


class UnderstandingController(QObject):
    """What is understood of articles, in the window."""

    def __init__(self, services: Services, helpers: Helpers, panes: Panes, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._panes = panes
        self._window = window
        self._reading = reading = helpers.reading
        surface = panes.surface
        self.names = NamesController(services, reading, surface, panes.side.entities)
        self.card = MentionCardController(services, reading, self.names, surface, panes.middle)
        self.correcting = CorrectingController(
            services, reading, self.names, surface, helpers.history, panes.notices, window
        )
        self.borders = BordersController(
            reading, self.names, self.correcting, helpers.annotating, surface, panes.borders_bar
        )
        self.sayings = SayingsController(
            services, reading, helpers.annotating, surface, panes.side.sayings, helpers.status
        )
        self.library = LibraryEntitiesController(
            services, reading, self.names, helpers.searching, window
        )
        self.corrections = CorrectionListController(
            services, reading, helpers.history, panes.notices, window
        )
        self.card.list_wanted.connect(self.library.show_entity)
        surface.customContextMenuRequested.connect(self._on_right_click)

    @property
    def has_article(self) -> bool:
        return self._reading.article is not None

    def register(self, registry: ActionRegistry) -> None:
        """Adds the actions, and gives the panels their menus."""
        tr = self._services.tr
        actions.register(registry, self, tr)
        self._panes.side.entities.set_menu(registry.menu(actions.PANEL_MENU, self._window))
        self._panes.side.sayings.context_menu = registry.menu(
            actions.ABOUT_QUOTATIONS, self._window
        )
        self.correcting.kind_menu = registry.menu(
            (*actions.KINDS, "", "not-a-name", "", *actions.SCOPES), self._window
        )
        self.names.activated.connect(lambda _mention: registry.refresh_soon())
        self.sayings.activated.connect(lambda _saying: registry.refresh_soon())
        self.card.key_passed.connect(partial(self._on_passed, registry))

    def set_theme(self, theme: Theme) -> None:
        self.card.set_theme(theme)
        self.library.set_theme(theme)
        self.corrections.set_theme(theme)

    # --- within -------------------------------------------------------------------------------

    def _on_passed(self, registry: ActionRegistry, event: QKeyEvent) -> None:
        """A key of reading closes the card, and does what it does."""
        name = registry.while_reading(event)
        if name and name != "name-card":  # which closes it itself
            self.card.hide()
        if name:
            registry.press(name)

    def _on_right_click(self, point: QPoint) -> None:
        """What the menu is about to be asked for is the name under the pointer."""
        surface = self._panes.surface
        self.card.hide()
        offset = surface.offset_at(surface.viewport().mapFrom(surface, point))
        if offset is not None and surface.selected_span() is None:
            mention = self.names.at(offset)
            if mention is not None:
                self.names.activate(mention)
