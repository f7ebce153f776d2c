"""The status bar: what is being done and how far, whether search is complete, who may write."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import Progress
from zhupi.ui.icons import icon
from zhupi.ui.tasks import Tasks
from zhupi.ui.theme import Theme
from zhupi.workspace.jobs import (
    ApplyCorrections,
    Export,
    ExportConcordance,
    ImportFiles,
    Job,
    MakeBackup,
    Recognise,
    RecogniseAll,
    SyncIndex,
    TagPlaces,
    TidyIndex,
)

SECONDS = 6  #: that the last thing done is told
MOMENT = 400  #: milliseconds that a job of the program's own must last to be shown
#: What the program does of its own accord.
BY_ITSELF = (Recognise, RecogniseAll, ApplyCorrections, TidyIndex)


class StatusBar(QStatusBar):
    """Follows the jobs of `tasks` by itself; a button stops the one that is shown.

    What is done within a moment, or by itself, is shown only once it lasts.
    """

    stopped = Signal(int)  #: the job that the person stopped

    def __init__(
        self, tasks: Tasks, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._tr = tr
        self._jobs: dict[int, Job] = {}
        self._fresh: set[int] = set()  # jobs too short so far to be shown
        self._words = _label(self)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(SECONDS * 1000)
        self._fade.timeout.connect(self._words.clear)
        self._job_words = _label(self)
        self._library = _label(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        self.cancel_button = QToolButton(self)
        self.cancel_button.setAccessibleName(tr("Stop"))
        self.cancel_button.setToolTip(tr("Stop"))
        self.cancel_button.clicked.connect(self._cancel)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 12, 0)
        self.addWidget(self._words, 1)
        for widget in (self._job_words, self._bar, self.cancel_button, self._library):
            self.addPermanentWidget(widget)
        tasks.job_started.connect(self._on_started)
        tasks.job_progressed.connect(self._on_progress)
        tasks.job_ended.connect(self._on_ended)
        self.set_theme(theme)
        self._show_job()

    def set_theme(self, theme: Theme) -> None:
        self.cancel_button.setIcon(icon("close", theme.dim))

    def say(self, text: str, *, lasting: bool = False) -> None:
        """What was done last, for a while: «Saved»; or what is being done, until it is."""
        self._words.setText(text)
        self._fade.stop()
        if not lasting:
            self._fade.start()

    def set_library(self, text: str) -> None:
        self._library.setText(text)

    def _shown(self) -> int | None:
        """The job in sight: the oldest one, mentions only where there is no other."""
        lasting = {n: job for n, job in self._jobs.items() if n not in self._fresh}
        numbers = [n for n, job in lasting.items() if not isinstance(job, BY_ITSELF)]
        return next(iter(numbers or lasting), None)

    def _on_started(self, number: int, job: Job) -> None:
        self._jobs[number] = job
        if isinstance(job, BY_ITSELF) or job == SyncIndex():
            self._fresh.add(number)
            QTimer.singleShot(MOMENT, self, lambda: self._on_lasting(number))
        self._show_job()

    def _on_lasting(self, number: int) -> None:
        self._fresh.discard(number)
        if number in self._jobs:
            self._show_job()

    def _on_progress(self, number: int, progress: Progress) -> None:
        if number != self._shown():
            return
        words = self._tr.render(progress.what)
        if progress.total > 1:
            words += f"  {progress.done:,} / {progress.total:,}"
        self._job_words.setText(words)
        # Qt's bar counts in 32 bits; nobody sees more than a thousand steps. One step of one
        # would stand still at nothing: that bar runs.
        self._bar.setRange(0, 1000 if progress.total > 1 else 0)
        if progress.total > 1:
            self._bar.setValue(min(1000, 1000 * progress.done // progress.total))

    def _on_ended(self, number: int, _job: Job) -> None:
        self._jobs.pop(number, None)
        self._fresh.discard(number)
        self._show_job()

    def _show_job(self) -> None:
        number = self._shown()
        for widget in (self._job_words, self._bar, self.cancel_button):
            widget.setVisible(number is not None)
        if number is not None:
            self._job_words.setText(job_text(self._jobs[number], self._tr))
            self._bar.setRange(0, 0)

    def _cancel(self) -> None:
        number = self._shown()
        if number is not None:
            self._job_words.setText(self._tr("Stopping…"))
            self._tasks.cancel(number)
            self.stopped.emit(number)


def job_text(job: Job, tr: Translator) -> str:
    match job:
        case ImportFiles():
            words = tr("Importing")
        case SyncIndex(rebuild):
            words = tr("Rebuilding the search index") if rebuild else tr("Indexing")
        case Recognise():
            words = tr("Finding people, places and dates")
        case RecogniseAll():
            words = tr("Finding people, places and dates in all articles")
        case ApplyCorrections():
            words = tr("Bringing names in step with corrections")
        case TidyIndex():
            words = tr("Tidying the search index")
        case Export() | ExportConcordance():
            words = tr("Exporting")
        case TagPlaces():
            words = tr("Tagging the passages")
        case MakeBackup():
            words = tr("Making a backup")
    return words


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("hint")
    return label
