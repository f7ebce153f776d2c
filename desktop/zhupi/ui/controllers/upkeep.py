"""Search follows the library by itself: what changed is indexed at once, chores when idle.

At most one `SyncIndex` is with the worker, and one chore. What a person asks for goes first: a
chore that runs meanwhile is stopped, and goes on later from where it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from zhupi.core.model import Change
from zhupi.core.settings import Settings
from zhupi.ui.services import Services
from zhupi.workspace.jobs import WORKER, ImportFiles, Job, Recognise, SyncIndex

SYNC_PAUSE = 250  #: milliseconds in which changes are gathered
IDLE_PAUSE = 3_000  #: milliseconds without any job; then a chore begins, or goes on


class UpkeepController(QObject):
    """Hands `SyncIndex` and the chores to the worker when their time has come.

    `chores` are done in their order. One whose result is true has more to do.
    """

    def __init__(self, services: Services, chores: Sequence[Job], parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._chores = tuple(chores)
        self._due = list(chores)
        self._chore = 0  # the number of the one that runs
        self._stopped = False  # it was asked to stop, and is still due
        self._syncs: set[int] = set()
        self._again = False  # something changed since the running one began
        self._pause = _timer(self, SYNC_PAUSE)
        self._pause.timeout.connect(self.sync)
        self._idle = _timer(self, IDLE_PAUSE)
        self._idle.timeout.connect(self._begin_chore)
        tasks = services.tasks
        tasks.changed.connect(self._on_change)
        tasks.job_started.connect(self._on_started)
        tasks.job_done.connect(self._on_done)
        tasks.job_ended.connect(self._on_ended)
        services.preferences.changed.connect(self._on_preferences)

    @property
    def wanted(self) -> bool:
        """Whether chores are done at all."""
        return self._services.preferences.now.upkeep

    def pause(self, number: int) -> bool:
        """Stops the chores where `number` is the one that runs; whether it is."""
        if number == 0 or number != self._chore:
            return False
        self._services.preferences.update(upkeep=False)
        return True

    def switch(self) -> None:
        """Stops the chores, or lets them go on; it stays so."""
        self._services.preferences.update(upkeep=not self.wanted)

    def sync(self, *, rebuild: bool = False) -> None:
        """Has the index brought in step with the library, in the worker."""
        if self._services.workspace.read_only:
            return
        if self._syncs and not rebuild:
            self._again = True
            return
        self._again = False
        self._syncs.add(self._services.tasks.submit(SyncIndex(rebuild)))

    # --- within -------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        # What the worker does to the index itself needs no other job to follow it.
        if change.touches_search or (change.index and change.origin != WORKER):
            self._pause.start()

    def _begin_chore(self) -> None:
        tasks = self._services.tasks
        idle = not self._chore and not tasks.jobs()
        if self._due and self.wanted and idle and not self._services.workspace.read_only:
            self._stopped = False
            self._chore = tasks.submit(self._due[0])

    def _on_started(self, _number: int, job: Job) -> None:
        self._idle.stop()
        # The mentions of the open article have a lane of their own.
        if job not in self._chores and not isinstance(job, Recognise):
            self._stop_chore()

    def _on_done(self, _number: int, job: Job, result: object) -> None:
        if job in self._due:
            self._stopped = bool(result)  # there is more of it
            if not result:
                self._due.remove(job)
        elif isinstance(job, ImportFiles):
            self._due = list(self._chores)
        elif isinstance(job, SyncIndex):
            # Many small additions leave something to tidy.
            self._due += [chore for chore in self._chores[-1:] if chore not in self._due]

    def _on_ended(self, number: int, job: Job) -> None:
        if number == self._chore:
            self._chore = 0
            if not self._stopped and job in self._due:
                self._due.remove(job)  # it failed, was told, and would fail again
        self._syncs.discard(number)
        if self._again and not self._syncs:
            self._pause.start()
        if not self._services.tasks.jobs():
            self._idle.start()

    def _on_preferences(self, before: Settings, now: Settings) -> None:
        if before.upkeep and not now.upkeep:
            self._stop_chore()
        elif now.upkeep and not before.upkeep:
            QTimer.singleShot(0, self, self._begin_chore)

    def _stop_chore(self) -> None:
        if self._chore:
            self._stopped = True
            self._services.tasks.cancel(self._chore)


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
