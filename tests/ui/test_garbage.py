"""Objects that only hold each other go on the window's thread: on any other Qt crashes."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Desk

from zhupi.ui.garbage import Garbage

MANY = 200_000  #: objects; a hundred times what Python waits for before it looks


class Ring(QObject):
    """Holds itself, with a timer that runs, as a dialog with a bound method does."""

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer(self)
        self.timer.start(10)
        self.me = self


@pytest.fixture
def threads() -> Iterator[set[int]]:
    """The threads on which Python looked for garbage."""
    seen: set[int] = set()

    def look(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            seen.add(threading.get_ident())

    gc.callbacks.append(look)
    yield seen
    gc.callbacks.remove(look)


def litter() -> int:
    """Makes what only holds itself, over and over."""
    for _ in range(MANY):
        ring: list[object] = []
        ring.append(ring)
    return MANY


def rings() -> int:
    return sum(isinstance(one, Ring) for one in gc.get_objects())


def test_the_stores_thread_never_ends_what_belongs_to_qt(
    start: Callable[..., Desk], qtbot: QtBot, threads: set[int]
) -> None:
    """The program went down now and then, some time after a dialog had been closed."""
    gc.enable()  # as Python starts
    desk = start()
    threads.clear()
    for _ in range(20):
        Ring()
    done: list[int] = []
    desk.tasks.run(litter, done=done.append)
    desk.tasks.search(lambda _check: litter(), done.append)
    desk.until(lambda: len(done) == 2)
    desk.until(lambda: rings() == 0)
    assert threads == {threading.get_ident()}


def test_what_is_littered_does_not_grow_for_ever(qtbot: QtBot) -> None:
    garbage = Garbage()
    litter()
    assert len(gc.get_objects(generation=0)) >= MANY
    garbage.collect_due()
    assert len(gc.get_objects(generation=0)) < MANY
    garbage.close()


def test_older_generations_have_their_turn(qtbot: QtBot, threads: set[int]) -> None:
    """What survived once, a window that was open for long, goes as well."""
    garbage = Garbage()
    ring = Ring()
    gc.collect()  # it is of the oldest now
    del ring
    kept: list[list[object]] = []
    for _ in range(200):
        kept += [[] for _ in range(gc.get_threshold()[0] + 1)]
        garbage.collect_due()
    assert rings() == 0
    garbage.close()


def test_python_looks_by_itself_again_at_the_end(qtbot: QtBot) -> None:
    garbage = Garbage()
    assert not gc.isenabled()
    garbage.close()
    assert gc.isenabled()
