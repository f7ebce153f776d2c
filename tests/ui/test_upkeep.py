"""Search follows the library: changes at once and together, chores when nobody waits."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zhupi.core.messages import ENGLISH, message
from zhupi.core.model import Change
from zhupi.ui.controllers.upkeep import UpkeepController
from zhupi.ui.preferences import Preferences
from zhupi.ui.services import Services
from zhupi.ui.tasks import Tasks
from zhupi.workspace import Workspace
from zhupi.workspace.jobs import (
    WORKER,
    ApplyCorrections,
    Event,
    ImportFiles,
    Job,
    JobCancelled,
    JobDone,
    JobFailed,
    RecogniseAll,
    SyncIndex,
    TidyIndex,
)


class Runner:
    """A worker whose events the test writes."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event | None] = queue.Queue()
        self.jobs: list[Job] = []
        self.cancelled: list[int] = []

    def submit(self, job: Job, /) -> int:
        self.jobs.append(job)
        return len(self.jobs)

    def cancel(self, job_id: int, /) -> None:
        self.cancelled.append(job_id)

    def receive(self) -> Event | None:
        return self.events.get()

    def stop(self) -> None:
        self.events.put(None)


class Library:
    """All that upkeep asks of a workspace."""

    read_only = False


class Scene:
    """Upkeep over a worker of the test's own."""

    def __init__(self, qtbot: QtBot, tmp_path: Path, **settings: object) -> None:
        self.qtbot = qtbot
        self.runner = Runner()
        self.tasks = Tasks(lambda: self.runner)
        self.tasks.allow_jobs()
        self.preferences = Preferences(tmp_path / "settings.toml")
        self.preferences.update(**settings)
        self.library = Library()
        workspace = cast("Workspace", self.library)
        services = Services(workspace, self.tasks, ENGLISH, self.preferences)
        self.parent = QObject()
        self.upkeep = UpkeepController(services, self.parent)
        self.upkeep._pause.setInterval(0)
        self.upkeep._idle.setInterval(0)

    def done(self, number: int, change: Change | None = None) -> None:
        """The worker has done its job `number`."""
        with self.qtbot.waitSignal(self.tasks.job_ended):
            self.runner.events.put(JobDone(number, None, change or Change("index", WORKER)))

    def jobs(self, *expected: Job) -> None:
        """Waits until the worker was given exactly these."""
        self.qtbot.waitUntil(lambda: len(self.runner.jobs) >= len(expected))
        for _ in range(5):
            QApplication.processEvents()
        assert self.runner.jobs == list(expected)


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    shown = Scene(qtbot, tmp_path)
    yield shown
    shown.tasks.close()


READ = Change("read", "window", articles=("a",))


def test_many_changes_are_followed_by_one_job_and_one_more(scene: Scene) -> None:
    """Whoever leafs through fifty articles does not queue fifty jobs."""
    scene.preferences.update(upkeep=False)
    for _ in range(5):
        scene.tasks.changed.emit(READ)
    scene.jobs(SyncIndex())
    for _ in range(5):
        scene.tasks.changed.emit(READ)
    scene.jobs(SyncIndex())
    scene.done(1)
    scene.jobs(SyncIndex(), SyncIndex())
    scene.done(2)
    scene.jobs(SyncIndex(), SyncIndex())


@pytest.mark.parametrize(
    ("change", "followed"),
    [
        (Change("annotate", "window", annotations=("x",)), True),
        (Change("recognise", WORKER, mentions=("a",)), True),
        (Change("undo", "window", articles=("a",), index=True), True),
        (Change("index", WORKER, index=True), False),
        (Change("save search", "window", searches=("s",)), False),
    ],
)
def test_only_what_search_can_find_is_followed(
    scene: Scene, change: Change, followed: bool
) -> None:
    """Following its own synchronisation it would never end."""
    scene.preferences.update(upkeep=False)
    scene.tasks.changed.emit(change)
    scene.jobs(*([SyncIndex()] if followed else []))


def test_chores_begin_when_nobody_waits_and_are_not_begun_twice(scene: Scene) -> None:
    scene.upkeep.sync()
    scene.jobs(SyncIndex())
    scene.done(1)
    scene.jobs(SyncIndex(), RecogniseAll(), TidyIndex())
    scene.done(2)
    scene.done(3)
    scene.jobs(SyncIndex(), RecogniseAll(), TidyIndex())


def test_an_import_brings_new_chores(scene: Scene) -> None:
    job = ImportFiles((Path("a.txt"),))
    begun: list[Job] = []
    for number in range(3):
        scene.tasks.submit(job)
        scene.done(3 * number + 1)
        begun += [job, RecogniseAll(), TidyIndex()]
        scene.jobs(*begun)
        scene.done(3 * number + 2)
        scene.done(3 * number + 3)


def test_chores_stop_when_the_person_says_so_and_go_on_when_they_do(scene: Scene) -> None:
    scene.upkeep.sync()
    scene.done(1)
    scene.jobs(SyncIndex(), RecogniseAll(), TidyIndex())
    assert scene.upkeep.pause(2)
    assert not scene.upkeep.pause(1)
    assert scene.runner.cancelled == [2, 3]
    assert not scene.upkeep.wanted
    for number in (2, 3):
        with scene.qtbot.waitSignal(scene.tasks.job_ended):
            scene.runner.events.put(JobCancelled(number, Change("cancel", WORKER)))
    # What the search for names found until then is made findable.
    begun = (SyncIndex(), RecogniseAll(), TidyIndex(), SyncIndex())
    scene.jobs(*begun)
    scene.done(4)
    scene.upkeep.switch()
    scene.jobs(*begun, RecogniseAll(), TidyIndex())


def test_a_correction_is_brought_to_the_other_articles_when_all_is_still(scene: Scene) -> None:
    """Also where nobody wants articles to be looked through: this was asked for."""
    scene.preferences.update(upkeep=False)
    corrected = Change("correct label", "window", corrections=("c",))
    scene.tasks.changed.emit(corrected)
    scene.jobs(ApplyCorrections())
    scene.tasks.changed.emit(corrected)
    scene.jobs(ApplyCorrections())
    scene.done(1)
    scene.jobs(ApplyCorrections(), ApplyCorrections())


def test_a_chore_that_fails_is_not_tried_for_ever(scene: Scene) -> None:
    scene.upkeep.sync()
    scene.done(1)
    scene.jobs(SyncIndex(), RecogniseAll(), TidyIndex())
    for number in (2, 3):
        with scene.qtbot.waitSignal(scene.tasks.job_ended):
            scene.runner.events.put(JobFailed(number, message("The disk is full.")))
    scene.jobs(SyncIndex(), RecogniseAll(), TidyIndex())


def test_a_damaged_index_is_rebuilt_once(scene: Scene) -> None:
    """Where it cannot be rebuilt, every key would begin it again."""
    scene.preferences.update(upkeep=False)
    scene.upkeep.mend()
    scene.upkeep.mend()
    scene.jobs(SyncIndex(rebuild=True))
    with scene.qtbot.waitSignal(scene.tasks.job_ended):
        scene.runner.events.put(JobFailed(1, message("The disk is full.")))
    scene.upkeep.mend()
    scene.jobs(SyncIndex(rebuild=True))
    scene.upkeep.sync(rebuild=True)
    scene.done(2)
    scene.upkeep.mend()
    scene.jobs(*[SyncIndex(rebuild=True)] * 3)


def test_a_library_that_can_only_be_read_is_left_alone(scene: Scene) -> None:
    scene.library.read_only = True
    scene.tasks.changed.emit(READ)
    scene.upkeep.mend()
    scene.upkeep._begin_chores()
    scene.jobs()
