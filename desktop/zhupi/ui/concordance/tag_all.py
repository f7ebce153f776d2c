"""Tagging all occurrences of some words, or all matches of a search, from the concordance.

The concordance shows first what would be tagged; the worker writes, as one operation.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QObject

from zhupi.core.messages import Translator
from zhupi.core.model import Progress
from zhupi.core.tagging import Place, TagReport
from zhupi.ui.concordance.controller import ConcordanceController
from zhupi.ui.concordance.tagging_dialog import TagManyDialog
from zhupi.ui.concordance.window import ConcordanceWindow
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services
from zhupi.ui.tagging import FormParts
from zhupi.workspace.jobs import Job, TagPlaces


class TagAllController(QObject):
    """Between the concordance window, the form for tags, and the worker."""

    def __init__(
        self,
        services: Services,
        concordance: ConcordanceController,
        annotating: AnnotatingController,
        history: HistoryController,
        surface: ReadingSurface,
        notices: NoticeBar,
    ) -> None:
        super().__init__(concordance)
        self._services = services
        self._concordance = concordance
        self._annotating = annotating
        self._history = history
        self._surface = surface
        self._notices = notices
        self._job: int | None = None
        self.dialog: TagManyDialog | None = None
        concordance.made.connect(self._on_window)
        tasks = services.tasks
        tasks.job_progressed.connect(self._on_progress)
        tasks.job_done.connect(self._on_done)
        tasks.job_ended.connect(self._on_ended)

    @property
    def writable(self) -> bool:
        return not self._services.workspace.read_only

    # --- what a person does -------------------------------------------------------------------

    def occurrences(self) -> None:
        """Lists all places of the selected words, to be tagged."""
        span = self._surface.selected_span()
        article = self._annotating.article
        words = span.of(article.text).strip() if span and article else ""
        if not words:
            self._notices.say(self._services.tr("Select a passage first."))
            return
        self._concordance.look_for(exact_query(words), literal=True)
        self._hint()

    def matches(self) -> None:
        """Lists all matches of what is searched for, to be tagged."""
        self._concordance.open()
        self._hint()

    def ask(self) -> None:
        """Asks for the tags of the ticked lines."""
        window = self._concordance.window
        places = (
            [Place(line.article, line.span, line.keyword) for line in window.model.ticked()]
            if window
            else []
        )
        if window is None or not places or not self.writable:
            return
        dialog = TagManyDialog(
            len(places),
            self._annotating.known.completing(FormParts(tags=(), note="", color="")),
            (self._concordance.theme, self._services.tr),
            window,
        )

        def tag() -> None:
            written = dialog.written
            tags = written.tags or ()
            job = TagPlaces.of(places, tags, written.note or "", written.color or "")
            self._job = self._services.tasks.submit(job)
            window.set_tagging(on=True)

        dialog.accepted.connect(tag)
        dialog.finished.connect(lambda _result: self._forget_dialog())
        self.dialog = dialog
        dialog.open()

    # --- within -------------------------------------------------------------------------------

    def _forget_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_window(self, window: ConcordanceWindow) -> None:
        window.tag_wanted.connect(self.ask)
        window.stop_wanted.connect(self._stop)

    def _hint(self) -> None:
        window = self._concordance.window
        if window is not None and self.writable:
            window.show_purpose(
                self._services.tr("Untick what should not be tagged; then press «Tag».")
            )

    def _stop(self) -> None:
        if self._job is not None:
            self._services.tasks.cancel(self._job)

    def _on_progress(self, number: int, progress: Progress) -> None:
        window = self._concordance.window
        if number == self._job and window is not None:
            words = self._services.tr.render(progress.what)
            share = f" {progress.done:,}/{progress.total:,}" if progress.total else ""
            window.tell(f"{words}{share}")

    def _on_done(self, number: int, _job: Job, result: object) -> None:
        if number != self._job or not isinstance(result, TagReport):
            return
        tr = self._services.tr
        words = report_words(result, tr)
        if result.change.empty:
            self._notices.say(words)
        else:
            self._notices.say(words, tr("Undo"), self._history.undo)
        self._finish(words)

    def _on_ended(self, number: int, _job: Job) -> None:
        if number == self._job:  # it was not done
            self._finish(self._services.tr("Nothing was tagged."))

    def _finish(self, words: str) -> None:
        self._job = None
        window = self._concordance.window
        if window is not None:
            window.set_tagging(on=False)
            window.tell(words)


def exact_query(words: str) -> str:
    """A query for these very characters, whatever they are.

    >>> exact_query("中方 -表示"), exact_query('说"好"')
    ('"中方 -表示"', '/说"好"/')
    """
    if '"' not in words:
        return f'"{words}"'
    return "/" + re.escape(words).replace("/", "\\/") + "/"


def report_words(report: TagReport, tr: Translator) -> str:
    """What came of it, in a sentence or two."""
    parts = [tr.plural("{count:,} passage tagged", "{count:,} passages tagged", report.added)]
    if report.extended:
        parts.append(
            tr.plural(
                "{count:,} annotation extended", "{count:,} annotations extended", report.extended
            )
        )
    if report.unchanged:
        parts.append(
            tr.plural("{count:,} had it already", "{count:,} had it already", report.unchanged)
        )
    if report.gone:
        parts.append(
            tr.plural("{count:,} reads otherwise now", "{count:,} read otherwise now", report.gone)
        )
    return tr(", ").join(parts) + tr(".")
