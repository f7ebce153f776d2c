"""Opens the list of corrections, keeps it in step, withdraws some, and takes lists in and out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from zhupi.core.errors import ExportError, ReadError, file_reason, shown_path
from zhupi.core.messages import Message, message
from zhupi.core.model import Change, Span
from zhupi.core.understanding import Correction, CorrectionReport
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.services import Services
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.corrections_window import CorrectionsWindow
from zhupi.workspace import Workspace

SUFFIX = ".jsonl"


class CorrectionListController(QObject):
    """One such window a main window, made when it is first asked for."""

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        history: HistoryController,
        notices: NoticeBar,
        main: QWidget,
    ) -> None:
        super().__init__(main)
        self._services = services
        self._reading = reading
        self._history = history
        self._notices = notices
        self._main = main
        self._theme: Theme | None = None
        self.window: CorrectionsWindow | None = None
        services.tasks.changed.connect(self._on_change)

    @property
    def shown(self) -> bool:
        return self.window is not None and self.window.isVisible()

    def switch(self) -> None:
        """Shows the window, or closes it."""
        if self.shown and self.window is not None:
            self.window.close()
            return
        window = self.window or self._make()
        window.writable = not self._services.workspace.read_only
        window.show()
        window.raise_()
        window.activateWindow()
        window.view.setFocus()
        self._read()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def export(self, output: Path) -> None:
        """Writes all corrections to a file."""
        workspace, tr = self._services.workspace, self._services.tr

        def done(count: int) -> None:
            self._notices.say(
                tr.plural(
                    "{count:,} correction written to {path}",
                    "{count:,} corrections written to {path}",
                    count,
                    path=shown_path(output),
                )
            )

        self._services.tasks.run(
            lambda: write_corrections(workspace, output), done=done, failed=self._failed
        )

    def take_in(self, file: Path) -> None:
        """Adds the corrections of a file."""
        workspace = self._services.workspace
        self._services.tasks.operate(
            lambda: read_corrections(workspace, file), done=self._tell_import, failed=self._failed
        )

    # --- within -------------------------------------------------------------------------------

    def _make(self) -> CorrectionsWindow:
        assert self._theme is not None
        window = CorrectionsWindow(self._theme, self._services.tr, self._main)
        window.withdraw_wanted.connect(self._withdraw)
        window.place_wanted.connect(self._show_place)
        window.export_wanted.connect(self._ask_export)
        window.import_wanted.connect(self._ask_import)
        self.window = window
        return window

    def _read(self) -> None:
        window, workspace = self.window, self._services.workspace
        if window is None:
            return

        def work() -> tuple[list[Correction], dict[str, str]]:
            found = workspace.understanding.corrections()
            articles = list(dict.fromkeys(c.article for c in found if c.article))
            return found, {s.id: s.title for s in workspace.summaries(articles)}

        self._services.tasks.run(work, done=lambda found: window.show_corrections(*found))

    def _withdraw(self, ids: Sequence[str]) -> None:
        understanding, tr = self._services.workspace.understanding, self._services.tr
        text = tr.plural("Correction withdrawn.", "{count:,} corrections withdrawn.", len(ids))

        def done(_nothing: None) -> None:
            self._notices.say(text, tr("Undo"), self._history.undo)

        self._services.tasks.operate(
            lambda: (None, understanding.withdraw(ids)), done=done, failed=self._failed
        )

    def _show_place(self, correction: Correction) -> None:
        """Shows where a correction was made, as far as it tells."""
        if not correction.article:
            return
        position = correction.position

        def show() -> None:
            article = self._reading.article
            if article is None:
                return
            start = position.start if position is not None else article.text.find(correction.text)
            if start >= 0:
                self._reading.reveal(Span(start, start + len(correction.text)))

        self._main.activateWindow()
        self._main.raise_()
        self._reading.open(correction.article, show)

    def _ask_export(self) -> None:
        tr = self._services.tr
        name = str(Path.home() / f"{tr('Corrections')}{SUFFIX}")
        chosen, _kind = QFileDialog.getSaveFileName(
            self.window, tr("Export the corrections"), name, self._kinds()
        )
        if chosen:
            self.export(Path(chosen))

    def _ask_import(self) -> None:
        tr = self._services.tr
        chosen, _kind = QFileDialog.getOpenFileName(
            self.window, tr("Import corrections"), str(Path.home()), self._kinds()
        )
        if chosen:
            self.take_in(Path(chosen))

    def _kinds(self) -> str:
        return f"{self._services.tr('Lists of corrections')} (*{SUFFIX})"

    def _tell_import(self, report: CorrectionReport) -> None:
        tr = self._services.tr
        parts = [
            tr.plural("{count:,} correction added", "{count:,} corrections added", report.added)
        ]
        if report.unchanged:
            parts.append(
                tr.plural(
                    "{count:,} was there already", "{count:,} were there already", report.unchanged
                )
            )
        text = tr(", ").join(parts) + tr(".")
        if report.failed:
            lines = "\n".join(tr.render(reason) for reason in report.failed[:3])
            self._notices.warn(f"{text}\n{lines}")
        elif report.added:
            self._notices.say(text, tr("Undo"), self._history.undo)
        else:
            self._notices.say(text)

    def _failed(self, reason: Message) -> None:
        self._notices.warn(self._services.tr.render(reason))

    def _on_change(self, change: Change) -> None:
        if self.shown and (change.corrections or change.articles):
            self._read()


def write_corrections(workspace: Workspace, output: Path) -> int:
    """Writes all corrections to `output`, whole or not at all. Raises `ExportError`."""
    temporary = output.with_name(output.name + ".new")
    try:
        with temporary.open("wb") as stream:
            count = workspace.understanding.export_corrections(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(output)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ExportError(
            message(
                "The corrections could not be written to {path}: {reason}",
                path=shown_path(output),
                reason=file_reason(error),
            )
        ) from error
    return count


def read_corrections(workspace: Workspace, file: Path) -> tuple[CorrectionReport, Change]:
    """Adds the corrections of `file`. Raises `ReadError`."""
    try:
        with file.open("rb") as stream:
            return workspace.understanding.import_corrections(stream)
    except OSError as error:
        raise ReadError(
            message(
                "{path} could not be read: {reason}",
                path=shown_path(file),
                reason=file_reason(error),
            )
        ) from error
