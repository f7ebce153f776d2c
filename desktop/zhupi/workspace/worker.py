"""Runs slow jobs in a process of their own, so that the window never waits.

Python's global lock would make a thread of the window's process stall it by a third of a second
and more. The process opens the library a second time, on behalf of this program's lock; SQLite
keeps the two writers apart. It ends with the program that started it, however that ends.

A pipe carries frozen values both ways; `lanes` says what runs beside what in the process.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import traceback
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from zhupi.core.errors import CancelledError, ZhupiError
from zhupi.core.messages import message
from zhupi.core.model import Change, Progress
from zhupi.workspace.jobs import (
    WORKER,
    Event,
    Job,
    JobCancelled,
    JobDone,
    JobFailed,
    JobProgress,
    WorkerDied,
)
from zhupi.workspace.lanes import Lanes
from zhupi.workspace.library import Workspace
from zhupi.workspace.performing import Performing, lane_of


class Worker:
    """The window's end of the pipe. Starts the process with the first job.

    `receive` belongs to one thread; everything else may be called from any.
    """

    def __init__(self, folder: Path, creator: str = "") -> None:
        self._folder = folder
        self._creator = creator
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._open: set[int] = set()
        self._last = 0
        self._stopping = False
        self._state = threading.Condition()

    def submit(self, job: Job) -> int:
        """Asks for a job; its number stands in all its events."""
        with self._state:
            if self._pipe is None:
                self._start()
            assert self._pipe is not None
            self._last += 1
            self._open.add(self._last)
            # A pipe to a process that just died: `receive` reports it with its jobs.
            with contextlib.suppress(OSError):
                self._pipe.send((self._last, job))
            return self._last

    def cancel(self, number: int) -> None:
        """Asks a job to stop; it answers with `JobCancelled`, or `JobDone` if it was quicker."""
        with self._state:
            if self._pipe is not None:
                with contextlib.suppress(OSError):
                    self._pipe.send((number, None))

    def receive(self) -> Event | None:
        """Waits for the next event; None: `stop` was called."""
        with self._state:
            self._state.wait_for(lambda: self._pipe is not None or self._stopping)
            pipe = self._pipe
        if pipe is None:
            return None
        try:
            event: Event = pipe.recv()
        except (EOFError, OSError):
            return self._ended()
        except Exception:  # noqa: BLE001 -- an update replaced the program under the open window
            # Nobody could tell when its jobs end.
            self._kill()
            return self._ended()
        if isinstance(event, JobDone | JobFailed | JobCancelled):
            with self._state:
                self._open.discard(event.job)
        return event

    def stop(self, patience: float = 5.0) -> None:
        """Ends the process: cancels its jobs, waits up to `patience` seconds, then kills it."""
        with self._state:
            self._stopping = True
            process, pipe = self._process, self._pipe
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.send(None)
            self._state.notify_all()
        if process is not None:
            process.join(patience)
            if process.is_alive():
                process.kill()
                process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=serve,
            args=(theirs, self._folder, self._creator),
            name="zhupi worker",
            daemon=True,
        )
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        self._state.notify_all()

    def _kill(self) -> None:
        with self._state:
            process = self._process
        if process is not None:
            process.kill()
            process.join()

    def _ended(self) -> Event | None:
        with self._state:
            self._pipe = None
            process, self._process = self._process, None
            lost, self._open = tuple(sorted(self._open)), set()
            if self._stopping:
                return None
        code = process.exitcode if process is not None else None
        return WorkerDied(
            lost,
            message(
                "The background process ended unexpectedly ({code}). "
                "What it had stored is safe; start the task again.",
                code=code,
            ),
        )


def serve(pipe: Connection, folder: Path, creator: str) -> None:
    """What the process does: answers jobs until the pipe ends."""
    if hasattr(os, "nice"):
        os.nice(5)  # the window comes first
    _Server(pipe, folder, creator).run()


class _Server:
    def __init__(self, pipe: Connection, folder: Path, creator: str) -> None:
        self._pipe = pipe
        self._folder = folder
        self._creator = creator
        self._sending = threading.Lock()
        self._cancelled: set[int] = set()
        self._lanes = Lanes()

    def run(self) -> None:
        try:
            workspace = Workspace.open(self._folder, WORKER, access="shared", creator=self._creator)
        except ZhupiError as error:
            self._refuse(error)
            return
        try:
            while (request := self._next()) is not None:
                number, job = request
                if job is None:
                    self._cancelled.add(number)
                    self._lanes.look()
                else:
                    self._lanes.submit(lane_of(job), self._do, workspace, number, job)
        finally:
            self._lanes.close()
            workspace.close()

    def _next(self) -> tuple[int, Job | None] | None:
        try:
            request: tuple[int, Job | None] | None = self._pipe.recv()
        except (EOFError, OSError):
            return None  # the window is gone, in whatever way
        return request

    def _refuse(self, error: ZhupiError) -> None:
        """The library cannot be opened: say so to every job."""
        while (request := self._next()) is not None:
            if request[1] is not None:
                self._send(JobFailed(request[0], error.message))

    def _send(self, event: Event) -> None:
        with self._sending, contextlib.suppress(OSError):
            self._pipe.send(event)

    def _do(self, workspace: Workspace, number: int, job: Job) -> None:
        def tell(step: Progress) -> None:
            self._send(JobProgress(number, step))

        def stopped() -> bool:
            return number in self._cancelled or self._lanes.closing

        try:
            result, change = Performing(workspace, self._lanes, tell, stopped).perform(job)
            self._send(JobDone(number, result, change))
        except CancelledError:
            self._send(JobCancelled(number, Change("cancel", WORKER, index=True)))
        except ZhupiError as error:
            self._send(JobFailed(number, error.message))
        except Exception as error:  # noqa: BLE001 -- the last resort: tell the window, live on
            what = message("Something went wrong in Zhupi itself: {what}", what=repr(error))
            self._send(JobFailed(number, what, traceback.format_exc()))
        finally:
            self._cancelled.discard(number)
