"""Opens the concordance window, and the article at the place of a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from zhupi.core.errors import shown_path
from zhupi.core.messages import Message
from zhupi.core.model import Change
from zhupi.core.search import ConcordanceLine, ConcordanceRequest, SearchRequest
from zhupi.ui.concordance.window import ConcordanceWindow
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.dialogs.common import file_stem
from zhupi.ui.services import Services
from zhupi.ui.theme import Theme
from zhupi.workspace.jobs import ExportConcordance, Job

REMARK_TOPIC = "concordance remark"
Query = Callable[[], tuple[str, bool]]  #: what is searched for now, and whether literally


class ConcordanceController(QObject):
    """One concordance window a main window; it closes with it.

    It has no parent widget: the two stand side by side, and neither covers the other.
    """

    made = Signal(object)  #: ConcordanceWindow, before it is shown

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
        self.theme = theme
        self._main = main
        self.window: ConcordanceWindow | None = None
        main.installEventFilter(self)
        services.tasks.changed.connect(self._on_change)
        services.tasks.job_done.connect(self._on_job_done)
        services.tasks.problem.connect(self._on_problem)

    def open(self) -> None:
        """Shows the concordance of what is searched for now."""
        query, literal = self._query()
        self.look_for(query, literal=literal)

    def look_for(self, query: str, *, literal: bool) -> None:
        """Shows the concordance of `query`."""
        window = self.window or self._make()
        window.look_for(query, literal=literal)
        window.show()
        window.raise_()
        window.activateWindow()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and self.window:
            self.window.close()
        return super().eventFilter(watched, event)

    def _make(self) -> ConcordanceWindow:
        services = self._services
        workspace = services.workspace
        window = ConcordanceWindow(
            services.tasks,
            workspace.concordance,
            self.theme,
            services.tr,
            lambda: not workspace.read_only,
        )
        window.line_wanted.connect(self._show)
        window.export_wanted.connect(self._ask_export)
        window.asked.connect(self._ask_remark)
        self._main.destroyed.connect(window.deleteLater)
        self.window = window
        self.made.emit(window)
        return window

    def _ask_remark(self, request: ConcordanceRequest) -> None:
        """Asks search how it understands a query; lines alone do not tell."""
        window, workspace = self.window, self._services.workspace
        question = SearchRequest(request.query, 0, literal=request.literal)
        if window is not None:
            self._services.tasks.search(
                lambda check: workspace.search(question, check).remark,
                lambda remark: window.explain(request, remark),
                lambda _reason: None,  # the lines tell it
                topic=REMARK_TOPIC,
                quiet=True,
            )

    def _show(self, line: ConcordanceLine, go: bool) -> None:  # noqa: FBT001 - a signal's value
        self._reading.open(line.article, lambda: self._reading.reveal(line.span))
        if go:
            self._main.show()
            self._main.raise_()
            self._main.activateWindow()

    def _ask_export(self) -> None:
        """Asks where to; the name decides whether it becomes a table or aligned text."""
        window, tr = self.window, self._services.tr
        request = window.request if window else None
        if window is None or request is None:
            return
        name = f"{file_stem(request.query) or tr('Concordance')}.csv"
        table, text = tr("Table for spreadsheets (CSV)"), tr("Aligned text")
        chosen, _kind = QFileDialog.getSaveFileName(
            window,
            tr("Export the concordance"),
            str(Path.home() / name),
            f"{table} (*.csv);;{text} (*.txt)",
        )
        if chosen:
            self.export(request, Path(chosen))

    def export(self, request: ConcordanceRequest, output: Path) -> None:
        """Writes all lines of `request` in the order in sight, in the worker."""
        if self.window is not None:
            request = replace(request, sort=self.window.sort)
        self._services.tasks.submit(ExportConcordance(request, output))

    def _on_job_done(self, _number: int, job: Job, result: object) -> None:
        if isinstance(job, ExportConcordance) and isinstance(result, int) and self.window:
            words = self._services.tr.plural(
                "{count:,} line written to {path}",
                "{count:,} lines written to {path}",
                result,
                path=shown_path(job.output),
            )
            self.window.tell(words)

    def _on_problem(self, reason: Message) -> None:
        """The main window tells it, too, and may be out of sight."""
        if self.window is not None and self.window.isActiveWindow():
            self.window.tell(self._services.tr.render(reason))

    def _on_change(self, change: Change) -> None:
        if self.window is not None and change.index and self.window.isVisible():
            self.window.tell_change()
