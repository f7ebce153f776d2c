"""Search follows the library by itself: what changed is indexed at once, the rest when idle.

At most one `SyncIndex` is with the worker. The chores run there only while nothing else does; here
it is decided when there is something to do for them, and whether the person wants them at all.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from zhupi.core.model import Change
from zhupi.core.settings import Settings
from zhupi.ui.services import Services
from zhupi.workspace.jobs import (
    WORKER,
    ApplyCorrections,
    ImportFiles,
    Job,
    RecogniseAll,
    SyncIndex,
    TidyIndex,
)

SYNC_PAUSE = 250  #: milliseconds in which changes are gathered
IDLE_PAUSE = 3_000  #: milliseconds without any other job; then the chores begin
REGULAR: tuple[Job, ...] = (RecogniseAll(), TidyIndex())
CHORES: tuple[Job, ...] = (*REGULAR, ApplyCorrections())


class UpkeepController(QObject):
    """Hands `SyncIndex` and the chores to the worker when their time has come."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._due: set[Job] = set(REGULAR)
        self._chores: dict[int, Job] = {}  # those the worker has
        self._syncs: set[int] = set()
        self._again = False  # something changed since the running one began
        self._mending = False  # a damaged index is being rebuilt, or could not be
        self._pause = _timer(self, SYNC_PAUSE)
        self._pause.timeout.connect(self.sync)
        self._idle = _timer(self, IDLE_PAUSE)
        self._idle.timeout.connect(self._begin_chores)
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

    @property
    def settled(self) -> bool:
        """Whether all chores are done, as far as one knows."""
        return not self._due and not self._chores

    def switch(self) -> None:
        """Stops the chores, or lets them go on; it stays so."""
        self._services.preferences.update(upkeep=not self.wanted)

    def pause(self, number: int) -> bool:
        """Stops the chores where `number` is one of them; whether it is."""
        if number not in self._chores:
            return False
        self._services.preferences.update(upkeep=False)
        return True

    def sync(self, *, rebuild: bool = False) -> None:
        """Has the index brought in step with the library, in the worker."""
        if self._services.workspace.read_only:
            return
        if self._syncs and not rebuild:
            self._again = True
            return
        self._again = False
        self._syncs.add(self._services.tasks.submit(SyncIndex(rebuild)))

    def mend(self) -> None:
        """Has a damaged index rebuilt, once: where that fails it was told, and would fail again."""
        if not self._mending:
            self._mending = True
            self.sync(rebuild=True)

    # --- within -------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.corrections:
            self._due.add(ApplyCorrections())
            self._wait_for_chores()
        # What the worker does to the index itself needs no other job to follow it.
        if change.touches_search or (change.index and change.origin != WORKER):
            self._pause.start()

    def _begin_chores(self) -> None:
        if self._services.workspace.read_only:
            return
        # What a person corrected everywhere is asked for, whatever else may wait.
        for chore in CHORES if self.wanted else (ApplyCorrections(),):
            if chore in self._due and chore not in self._chores.values():
                self._due.discard(chore)
                self._chores[self._services.tasks.submit(chore)] = chore

    def _on_started(self, _number: int, job: Job) -> None:
        if job not in CHORES:
            self._idle.stop()

    def _on_done(self, number: int, job: Job, _result: object) -> None:
        self._chores.pop(number, None)
        if isinstance(job, ImportFiles):
            self._due.update(REGULAR)
        elif isinstance(job, SyncIndex):
            self._due.add(TidyIndex())  # many small additions leave something to tidy
            self._mending = self._mending and not job.rebuild

    def _on_ended(self, number: int, _job: Job) -> None:
        if self._chores.pop(number, None) == RecogniseAll() and not self.wanted:
            # Stopped, it leaves names that cannot be found yet, and what others left to it.
            self._pause.start()
        self._syncs.discard(number)
        if self._again and not self._syncs:
            self._pause.start()
        self._wait_for_chores()

    def _wait_for_chores(self) -> None:
        if all(job in CHORES for job in self._services.tasks.jobs()):
            self._idle.start()

    def _on_preferences(self, before: Settings, now: Settings) -> None:
        if before.upkeep and not now.upkeep:
            self._due.update(REGULAR)
            for number in tuple(self._chores):
                self._services.tasks.cancel(number)
        elif now.upkeep and not before.upkeep:
            QTimer.singleShot(0, self, self._begin_chores)


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
