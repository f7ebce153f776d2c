"""Work away from the window's thread: the store, search, and the worker process.

Four lanes. The store's and search's are one thread each, so that what is asked first is done
first; what of search can wait (completions, counts, concordances) has threads that stand still
while somebody waits for search; imports, indexing and mentions run in the worker process, whose
events a reader thread brings. Callbacks and signals arrive on the window's thread, in order, and
never after `close`.

A `ZhupiError` is a sentence for the person (`failed`, else the signal `problem`); every other
exception is a bug of ours: the signal `bug` carries its traceback and the program goes on.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from zhupi.core.errors import CancelledError, ZhupiError
from zhupi.core.messages import Message, message
from zhupi.core.model import Change
from zhupi.core.protocols import Checkpoint
from zhupi.workspace.jobs import (
    Event,
    Job,
    JobCancelled,
    JobDone,
    JobFailed,
    JobProgress,
    WorkerDied,
)

T = TypeVar("T")
Failed = Callable[[Message], None]
QUIET_THREADS = 3  #: completions, counts and a concordance do not wait for each other


class JobRunner(Protocol):
    """The worker process, as this module needs it (`zhupi.workspace.worker.Worker`)."""

    def submit(self, job: Job, /) -> int: ...

    def cancel(self, job_id: int, /) -> None: ...

    def receive(self) -> Event | None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True)
class _Call:
    """What was asked for."""

    fn: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed | None
    awaited: Callable[[], bool]


@dataclass(frozen=True)
class _Outcome:
    """What became of a call; nothing but `result` where it went well."""

    result: Any = None
    stopped: bool = False
    reason: Message | None = None
    bug: str = ""


class Tasks(QObject):
    """The only way from the window to slow work. Use it on the window's thread only."""

    changed = Signal(object)  #: Change, once an operation
    problem = Signal(object)  #: Message, of a known error nobody else took
    bug = Signal(str)  #: traceback
    job_started = Signal(int, object)  #: id, job
    job_progressed = Signal(int, object)  #: id, Progress
    job_done = Signal(int, object, object)  #: id, job, result
    job_ended = Signal(int, object)  #: id, job; in whatever way it ended
    _arrived = Signal(object)  # a callable, to be called on the window's thread

    def __init__(self, start_worker: Callable[[], JobRunner], parent: QObject | None = None):
        super().__init__(parent)
        self._start_worker = start_worker
        self._store = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._search = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._quiet = ThreadPoolExecutor(QUIET_THREADS, thread_name_prefix="quiet search")
        self._hurry = threading.Condition()  # guards `_awaited`
        self._awaited = 0  # searches somebody waits for
        self._worker: JobRunner | None = None
        self._reader: threading.Thread | None = None
        self._ready = False
        self._closed = False
        self._callers = 0
        # The calls on their way, kept here so that what they hold ends on the window's thread: a
        # dialog that was closed meanwhile must not be ended by the store's.
        self._calls: dict[int, _Call] = {}
        self._next_call = 1
        self._newest_search: dict[str, int] = {}
        self._next_job = 1
        self._waiting: dict[int, Job] = {}
        self._running: dict[int, tuple[int, Job]] = {}  # the worker's id → ours, the job
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # --- the store ------------------------------------------------------------------------

    def run(
        self,
        fn: Callable[[], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Calls `fn` on the store's thread, then `done` with its result here."""
        self._queue(self._store, fn, done or _nothing, failed)

    def operate(
        self,
        fn: Callable[[], tuple[T, Change | None]],
        *,
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Like `run`, for what alters the library: the change is broadcast, then `done` called."""

        callers = self._callers

        def finish(answer: tuple[T, Change | None]) -> None:
            result, change = answer
            self._broadcast(change)
            if done and callers == self._callers:
                done(result)

        # Whoever forgot its caller still has to show what was changed.
        self._queue(self._store, fn, finish, failed, lasting=True)

    # --- search ---------------------------------------------------------------------------

    def search(
        self,
        fn: Callable[[Checkpoint], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        topic: str = "results",
        quiet: bool = False,
    ) -> None:
        """Calls `fn` on search's thread; a newer call on `topic` voids the older, begun or not.

        `fn` hands its checkpoint on to what takes long: once a newer call came it raises
        `CancelledError`, which needs no answer. `quiet`: in a lane of its own, whose checkpoint
        waits until nobody waits for a search that is not quiet; for what may take long.
        """
        ticket = self._newest_search[topic] = self._newest_search.get(topic, 0) + 1

        def still_wanted() -> bool:
            return ticket == self._newest_search[topic]

        def check() -> None:
            if quiet:
                self._let_pass()
            if self._closed or not still_wanted():
                raise CancelledError(message("Stopped."))

        def work() -> T:
            try:
                check()
                return fn(check)
            finally:
                if not quiet:
                    self._expect(-1)

        if not quiet:
            self._expect(1)
        lane = self._quiet if quiet else self._search
        self._queue(lane, work, done, failed, still_wanted)

    def drop_searches(self, *topics: str) -> None:
        """Makes the searches asked for so far on `topics` void."""
        for topic in topics:
            self._newest_search[topic] = self._newest_search.get(topic, 0) + 1

    def _expect(self, step: int) -> None:
        with self._hurry:
            self._awaited += step
            self._hurry.notify_all()

    def _let_pass(self) -> None:
        with self._hurry:
            self._hurry.wait_for(lambda: self._closed or not self._awaited)

    # --- the worker process ---------------------------------------------------------------

    def allow_jobs(self) -> None:
        """Lets the worker process start: called after the first paint, which it would delay."""
        self._ready = True
        waiting, self._waiting = self._waiting, {}
        for number, job in waiting.items():
            self._submit(number, job)

    def drop_waiting(self) -> None:
        """Drops the jobs that wait for `allow_jobs`: the library is no longer this window's."""
        waiting, self._waiting = self._waiting, {}
        for number, job in waiting.items():
            self.job_ended.emit(number, job)

    def submit(self, job: Job) -> int:
        """Hands `job` to the worker process; its id in the `job_…` signals."""
        number = self._next_job
        self._next_job += 1
        if self._ready:
            self._submit(number, job)
        else:
            self._waiting[number] = job
        return number

    def cancel(self, number: int) -> None:
        """Asks a job to stop; `job_ended` tells when it has."""
        if self._waiting.pop(number, None) is not None:
            return
        for theirs, (ours, _job) in self._running.items():
            if ours == number and self._worker is not None:
                self._worker.cancel(theirs)

    def jobs(self) -> list[Job]:
        """The jobs waiting and running, oldest first."""
        return [*(job for _number, job in self._running.values()), *self._waiting.values()]

    @property
    def idle(self) -> bool:
        """Whether nothing is awaited, neither an answer nor a job."""
        return not (self._calls or self._waiting or self._running)

    def release_worker(self) -> JobRunner | None:
        """Forgets the worker process with its jobs, for whoever calls to end it.

        No other is started before `allow_jobs`: whoever hands the library over must not write in it
        by a process that nobody knows of.
        """
        self._ready = False
        worker, self._worker = self._worker, None
        jobs, self._running = self._running, {}
        for number, job in jobs.values():
            self.job_ended.emit(number, job)
        return worker

    # --- the end --------------------------------------------------------------------------

    def forget_callers(self) -> None:
        """Drops callbacks still to come (a window is rebuilt); signals go on."""
        self._callers += 1

    def close(self) -> None:
        """Finishes what the store was asked to write, ends all else; no callback comes after."""
        self._closed = True
        self._expect(0)
        self._store.shutdown(wait=True)
        self._search.shutdown(wait=True, cancel_futures=True)
        self._quiet.shutdown(wait=True, cancel_futures=True)
        if self._worker is not None:
            self._worker.stop()
        if self._reader is not None:
            self._reader.join(timeout=10)
        self._calls.clear()

    # --- within ---------------------------------------------------------------------------

    def _queue(
        self,
        lane: ThreadPoolExecutor,
        fn: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
        wanted: Callable[[], bool] = lambda: True,
        *,
        lasting: bool = False,
    ) -> None:
        if self._closed:
            return
        asked_by = self._callers

        def awaited() -> bool:
            return (lasting or asked_by == self._callers) and wanted()

        number = self._next_call
        self._next_call += 1
        self._calls[number] = _Call(fn, done, failed, awaited)

        def work() -> None:
            outcome = self._outcome(number)
            self._arrived.emit(lambda: self._settle(number, outcome))

        lane.submit(work)

    def _outcome(self, number: int) -> _Outcome:
        """Makes a call, on a lane's thread; holds nothing of it at the end."""
        try:
            return _Outcome(self._calls[number].fn())
        except CancelledError:
            return _Outcome(stopped=True)
        except ZhupiError as error:
            return _Outcome(reason=error.message)
        except Exception:  # noqa: BLE001 - a bug anywhere below is reported, not fatal
            return _Outcome(bug=traceback.format_exc())

    def _settle(self, number: int, outcome: _Outcome) -> None:
        call = self._calls.pop(number)
        if outcome.bug:
            self.bug.emit(outcome.bug)
        elif outcome.reason is not None:
            self._fail(outcome.reason, call.failed, call.awaited)
        elif not outcome.stopped and call.awaited():
            call.done(outcome.result)

    def _fail(self, reason: Message, failed: Failed | None, awaited: Callable[[], bool]) -> None:
        if failed is None:
            self.problem.emit(reason)
        elif awaited():
            failed(reason)

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _broadcast(self, change: Change | None) -> None:
        if change is not None and not change.empty:
            self.changed.emit(change)

    def _submit(self, number: int, job: Job) -> None:
        if self._closed:
            return
        if self._worker is None:
            self._worker = self._start_worker()
            self._reader = threading.Thread(
                target=self._read, args=(self._worker,), name="worker events", daemon=True
            )
            self._reader.start()
        theirs = self._worker.submit(job)
        self._running[theirs] = (number, job)
        self.job_started.emit(number, job)

    def _read(self, worker: JobRunner) -> None:
        while (event := worker.receive()) is not None:
            arrived = event
            self._arrived.emit(
                lambda event=arrived: self._handle(event) if worker is self._worker else None
            )

    def _handle(self, event: Event) -> None:
        if isinstance(event, WorkerDied):
            self._worker_died(event)
            return
        number, job = self._running.get(event.job, (0, None))
        if job is None:
            return
        if isinstance(event, JobProgress):
            self.job_progressed.emit(number, event.progress)
            return
        del self._running[event.job]
        if isinstance(event, JobDone):
            self._broadcast(event.change)
            self.job_done.emit(number, job, event.result)
        elif isinstance(event, JobCancelled):
            self._broadcast(event.change)
        elif isinstance(event, JobFailed):
            if event.bug:
                self.bug.emit(event.bug)
            else:
                self.problem.emit(event.message)
        self.job_ended.emit(number, job)

    def _worker_died(self, event: WorkerDied) -> None:
        self.problem.emit(event.message)
        for theirs in event.jobs:
            number, job = self._running.pop(theirs, (0, None))
            if job is not None:
                self.job_ended.emit(number, job)


def _nothing(_result: object) -> None:
    """For callers that need no answer."""
