"""The lanes: order, newest wins, cancel, known errors and bugs, nothing after the end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zhupi.core.errors import ZhupiError
from zhupi.core.messages import Message, message
from zhupi.core.model import Change, Progress
from zhupi.core.protocols import Checkpoint
from zhupi.ui.tasks import Tasks
from zhupi.workspace.jobs import (
    Event,
    ImportFiles,
    Job,
    JobCancelled,
    JobDone,
    JobFailed,
    JobProgress,
    Recognise,
    RecogniseAll,
    SyncIndex,
    WorkerDied,
)


class Runner:
    """A worker whose events the test writes."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.jobs: list[Job] = []
        self.cancelled: list[int] = []

    def submit(self, job: Job, /) -> int:
        self.jobs.append(job)
        return 100 + len(self.jobs)

    def cancel(self, job_id: int, /) -> None:
        self.cancelled.append(job_id)

    def receive(self) -> Event | None:
        return self.events.get()

    def stop(self) -> None:
        self.events.put(None)


@pytest.fixture
def runner() -> Runner:
    return Runner()


@pytest.fixture
def tasks(qtbot: QtBot, runner: Runner) -> Iterator[Tasks]:
    lanes = Tasks(lambda: runner)
    yield lanes
    lanes.close()


def test_results_come_in_order_on_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    found: list[tuple[int, bool]] = []
    main = threading.get_ident()
    for number in range(5):
        tasks.run(
            lambda number=number: number,  # type: ignore[misc]
            done=lambda n: found.append((n, threading.get_ident() == main)),
        )
    qtbot.waitUntil(lambda: len(found) == 5)
    assert found == [(n, True) for n in range(5)]


class Asker:
    """Whoever asks and is gone before the answer, as a dialog that was closed."""

    def __init__(self, ended: list[int]) -> None:
        self._ended = ended

    def read(self) -> int:
        return 1

    def show(self, _answer: int) -> None:
        """The answer came."""

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


def test_who_asked_ends_on_the_windows_thread(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended by the store's thread, what belongs to Qt takes the program down with it."""
    ended: list[int] = []
    answered = threading.Event()
    submit = tasks._store.submit

    def slowly(work: Callable[[], None]) -> object:
        """The window is quicker than the thread that has just answered it."""

        def hold() -> None:
            work()
            answered.wait(10)

        return submit(hold)

    monkeypatch.setattr(tasks._store, "submit", slowly)
    with qtbot.waitSignal(tasks._arrived):
        asker = Asker(ended)
        tasks.run(asker.read, done=asker.show)
        del asker
    QApplication.processEvents()
    answered.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [threading.get_ident()]


def test_a_change_is_broadcast_once_before_its_callback(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[object] = []
    tasks.changed.connect(heard.append)
    change = Change("annotate", annotations=("a",))
    tasks.operate(lambda: ("result", change), done=heard.append)
    tasks.operate(lambda: ("nothing", Change("edit")), done=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [change, "result", "nothing"]


def test_only_the_newest_search_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    """An older answer would overwrite the list one is reading."""
    gate, found, ran = threading.Event(), list[str](), list[str]()

    def search(query: str) -> str:
        ran.append(query)
        gate.wait(10)
        return query

    for query in ("中", "中国", "中国外交"):
        tasks.search(
            lambda _check, query=query: search(query),  # type: ignore[misc]
            found.append,
        )
    tasks.search(lambda _check: "other", found.append, topic="matches")
    gate.set()
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == ["中国外交", "other"]
    assert "中国" not in ran


def test_a_newer_search_stops_the_older_one_within(tasks: Tasks, qtbot: QtBot) -> None:
    """Else a heavy query would keep the next key waiting for its end."""
    begun, found, problems = threading.Event(), list[str](), list[Message]()
    tasks.problem.connect(problems.append)

    def heavy(check: Checkpoint) -> str:
        begun.set()
        while True:
            check()

    tasks.search(heavy, found.append)
    assert begun.wait(10)
    tasks.search(lambda _check: "newer", found.append)
    qtbot.waitUntil(lambda: found == ["newer"])
    assert not problems


def test_a_dropped_search_stops_and_is_not_answered(tasks: Tasks, qtbot: QtBot) -> None:
    begun, stopped, found = threading.Event(), threading.Event(), list[str]()

    def heavy(check: Checkpoint) -> str:
        begun.set()
        try:
            while True:
                check()
        finally:
            stopped.set()

    tasks.search(heavy, found.append, topic="rest")
    assert begun.wait(10)
    tasks.drop_searches("results", "rest")
    assert stopped.wait(10)
    tasks.search(lambda _check: "after", found.append)
    qtbot.waitUntil(lambda: found == ["after"])


def test_what_can_wait_stands_still_while_somebody_searches(tasks: Tasks, qtbot: QtBot) -> None:
    """Counting for a badge must not slow the answer to a key."""
    order, found, gate = list[str](), list[str](), threading.Event()
    searching, counting = threading.Event(), threading.Event()

    def search(_check: Checkpoint) -> str:
        searching.set()
        gate.wait(10)
        order.append("search")
        return "search"

    def count(check: Checkpoint) -> str:
        counting.set()
        assert searching.wait(10)
        check()
        order.append("count")
        return "count"

    tasks.search(count, found.append, topic="counts", quiet=True)
    assert counting.wait(10)
    tasks.search(search, found.append)
    assert searching.wait(10)
    gate.set()
    qtbot.waitUntil(lambda: len(found) == 2)
    assert order == ["search", "count"]


def test_closing_stops_a_search_that_takes_long(qtbot: QtBot, runner: Runner) -> None:
    lanes = Tasks(lambda: runner)
    begun = [threading.Event(), threading.Event()]

    def heavy(check: Checkpoint, number: int) -> None:
        begun[number].set()
        while True:
            check()

    lanes.search(lambda check: heavy(check, 0), lambda _: None)
    lanes.search(lambda check: heavy(check, 1), lambda _: None, topic="counts", quiet=True)
    assert begun[0].wait(10)
    lanes.close()
    assert lanes.jobs() == []


def test_known_errors_are_sentences_and_others_are_bugs(tasks: Tasks, qtbot: QtBot) -> None:
    problems: list[Message] = []
    taken: list[Message] = []
    bugs: list[str] = []
    tasks.problem.connect(problems.append)
    tasks.bug.connect(bugs.append)

    def known() -> None:
        raise ZhupiError(message("The disk is full."))

    def bug() -> None:
        raise ValueError("ours")

    tasks.run(known)
    tasks.run(known, failed=taken.append)
    tasks.run(bug)
    qtbot.waitUntil(lambda: bool(bugs))
    assert [str(p) for p in problems] == ["The disk is full."] == [str(p) for p in taken]
    assert "ValueError: ours" in bugs[0]


def test_jobs_wait_for_the_first_paint(tasks: Tasks, runner: Runner, qtbot: QtBot) -> None:
    tasks.submit(SyncIndex())
    dropped = tasks.submit(Recognise("a"))
    tasks.cancel(dropped)
    assert runner.jobs == []
    tasks.allow_jobs()
    assert runner.jobs == [SyncIndex()]


def test_no_process_starts_while_the_library_is_handed_over(tasks: Tasks, runner: Runner) -> None:
    """It would write in a library that another program holds by then."""
    ended: list[Job] = []
    tasks.job_ended.connect(lambda _number, job: ended.append(job))
    tasks.allow_jobs()
    tasks.submit(RecogniseAll())
    released = tasks.release_worker()
    assert released is runner
    released.stop()
    tasks.submit(SyncIndex())  # what was annotated last
    assert runner.jobs == [RecogniseAll()]
    tasks.drop_waiting()
    assert ended == [RecogniseAll(), SyncIndex()]
    assert tasks.jobs() == []
    tasks.allow_jobs()
    tasks.submit(Recognise("a"))
    assert runner.jobs == [RecogniseAll(), Recognise("a")]


def test_a_job_tells_its_progress_result_and_change(
    tasks: Tasks, runner: Runner, qtbot: QtBot
) -> None:
    heard: list[object] = []
    tasks.job_progressed.connect(lambda _number, progress: heard.append(progress))
    tasks.job_done.connect(lambda _number, _job, result: heard.append(result))
    tasks.changed.connect(heard.append)
    tasks.job_ended.connect(lambda _number, job: heard.append(job))
    tasks.allow_jobs()
    job = ImportFiles((Path("a"),))
    tasks.submit(job)
    progress, change = Progress(1, 2, message("x")), Change("import", articles=("a",))
    runner.events.put(JobProgress(101, progress))
    runner.events.put(JobDone(101, "report", change))
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert heard == [progress, change, "report", job]
    assert tasks.jobs() == []


def test_cancelled_failed_and_lost_jobs_end(tasks: Tasks, runner: Runner, qtbot: QtBot) -> None:
    ended: list[int] = []
    problems: list[Message] = []
    bugs: list[str] = []
    tasks.job_ended.connect(lambda number, _job: ended.append(number))
    tasks.problem.connect(problems.append)
    tasks.bug.connect(bugs.append)
    tasks.allow_jobs()
    numbers = [tasks.submit(SyncIndex()) for _ in range(4)]
    tasks.cancel(numbers[0])
    assert runner.cancelled == [101]
    runner.events.put(JobCancelled(101, Change("cancel")))
    runner.events.put(JobFailed(102, message("No.")))
    runner.events.put(JobFailed(103, message("Bug."), "Traceback"))
    runner.events.put(WorkerDied((104,), message("Died.")))
    qtbot.waitUntil(lambda: len(ended) == 4)
    assert ended == numbers
    assert [str(p) for p in problems] == ["No.", "Died."]
    assert bugs == ["Traceback"]


def test_what_was_asked_is_written_at_the_end_but_nobody_is_called(
    qtbot: QtBot, runner: Runner
) -> None:
    """Closing the window right after a key must not lose what the key wrote."""
    lanes = Tasks(lambda: runner)
    written: list[int] = []
    called: list[None] = []
    gate = threading.Event()
    lanes.run(lambda: gate.wait(10), done=lambda _: called.append(None))
    lanes.run(lambda: written.append(1), done=called.append)
    threading.Timer(0.05, gate.set).start()
    lanes.close()
    qtbot.wait(1)
    assert written == [1]
    assert called == []


def test_a_forgotten_caller_is_not_called_but_its_change_is_heard(
    tasks: Tasks, qtbot: QtBot
) -> None:
    heard: list[object] = []
    called: list[object] = []
    tasks.changed.connect(heard.append)
    change = Change("edit", annotations=("a",))
    tasks.run(lambda: 1, done=called.append)
    tasks.operate(lambda: (2, change), done=called.append)
    tasks.forget_callers()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [change]
    assert called == []
