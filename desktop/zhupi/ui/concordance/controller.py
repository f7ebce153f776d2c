"""Opens the concordance window, and the article at the place of a line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from zhupi.core.model import Change
from zhupi.core.search import ConcordanceLine
from zhupi.ui.concordance.window import ConcordanceWindow
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.services import Services
from zhupi.ui.theme import Theme

Query = Callable[[], tuple[str, bool]]  #: what is searched for now, and whether literally


class ConcordanceController(QObject):
    """One concordance window a main window; it closes with it.

    It has no parent widget: the two stand side by side, and neither covers the other.
    """

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        query: Query,
        theme: Theme,
        main: QWidget,
    ) -> None:
        super().__init__(main)
        self._services = services
        self._reading = reading
        self._query = query
        self._theme = theme
        self._main = main
        self.window: ConcordanceWindow | None = None
        main.installEventFilter(self)
        services.tasks.changed.connect(self._on_change)

    def open(self) -> None:
        """Shows the concordance of what is searched for now."""
        window = self.window or self._make()
        query, literal = self._query()
        window.look_for(query, literal=literal)
        window.show()
        window.raise_()
        window.activateWindow()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and self.window:
            self.window.close()
        return super().eventFilter(watched, event)

    def _make(self) -> ConcordanceWindow:
        services = self._services
        window = ConcordanceWindow(
            services.tasks, services.workspace.concordance, self._theme, services.tr
        )
        window.line_wanted.connect(self._show)
        window.export_wanted.connect(self._export)
        self._main.destroyed.connect(window.deleteLater)
        self.window = window
        return window

    def _show(self, line: ConcordanceLine, go: bool) -> None:  # noqa: FBT001 - a signal's value
        self._reading.open(line.article, lambda: self._reading.reveal(line.span))
        if go:
            self._main.show()
            self._main.raise_()
            self._main.activateWindow()

    def _export(self) -> None:
        """Asks where to, and writes the lines there."""

    def _on_change(self, change: Change) -> None:
        if self.window is not None and change.index and self.window.isVisible():
            self.window.tell_change()
