"""What runs beside what in the worker: nobody waits for what nobody needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from zhupi.workspace.lanes import Lane, Lanes

_PATIENCE = 20.0  #: seconds, for what happens at once unless it never does


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


class Gate:
    """Work that says when it began, and ends when it is let go."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.open = threading.Event()
        self.ended = threading.Event()

    def __call__(self) -> None:
        self.began.set()
        assert self.open.wait(_PATIENCE)
        self.ended.set()

    def let_go(self) -> None:
        self.open.set()
        assert self.ended.wait(_PATIENCE)


def test_a_tag_is_indexed_while_an_import_runs(lanes: Lanes) -> None:
    """The lanes stand side by side; work of one lane keeps its order."""
    imports, tag, other = Gate(), Gate(), Gate()
    lanes.submit(Lane.BULK, imports)
    lanes.submit(Lane.INDEX, tag)
    lanes.submit(Lane.INDEX, other)
    assert imports.began.wait(_PATIENCE)
    assert tag.began.wait(_PATIENCE)
    assert not other.began.is_set()
    assert lanes.index_wanted()
    tag.let_go()
    assert other.began.wait(_PATIENCE)
    assert not lanes.index_wanted()
    for gate in (other, imports):
        gate.let_go()


def test_idle_work_waits_until_all_is_still(lanes: Lanes) -> None:
    """Tidying during an import would make both slower."""
    imports = Gate()
    lanes.submit(Lane.BULK, imports)
    began = threading.Event()

    def idle() -> None:
        lanes.wait_until_still(lambda: False)
        began.set()

    lanes.submit(Lane.UPKEEP, idle)
    assert not lanes.still()
    assert not began.is_set()
    imports.let_go()
    assert began.wait(_PATIENCE)
    assert lanes.still()


def test_idle_work_that_is_stopped_need_not_wait(lanes: Lanes) -> None:
    """Who cancels it must be answered, though the import takes another hour."""
    imports, ended = Gate(), threading.Event()
    stopped: list[bool] = []
    lanes.submit(Lane.BULK, imports)

    def idle() -> None:
        lanes.wait_until_still(lambda: bool(stopped))
        ended.set()

    lanes.submit(Lane.SWEEP, idle)
    stopped.append(True)
    lanes.look()
    assert ended.wait(_PATIENCE)
    imports.let_go()


def test_work_for_the_index_is_done_in_its_lane_and_answers(lanes: Lanes) -> None:
    """The index has one writer; what went wrong must reach whoever asked for it."""
    asked: list[object] = []
    done = threading.Event()

    def bulk() -> None:
        asked.append(lanes.call_index(lambda: threading.current_thread().name))
        try:
            lanes.call_index(lambda: 1 // 0)
        except ZeroDivisionError as error:
            asked.append(error)
        done.set()

    lanes.submit(Lane.BULK, bulk)
    assert done.wait(_PATIENCE)
    name, error = asked
    assert str(name).startswith("index")
    assert isinstance(error, ZeroDivisionError)


def test_upkeep_makes_room_for_indexing_and_not_the_other_way(lanes: Lanes) -> None:
    """A sweep whose names are to be found need not wait for a merge of minutes."""
    upkeep, names = Gate(), Gate()
    lanes.submit(Lane.UPKEEP, lambda: lanes.call_index(upkeep, idle=True))
    assert upkeep.began.wait(_PATIENCE)
    assert lanes.still()
    lanes.submit(Lane.SWEEP, lambda: lanes.call_index(names))
    lanes.wait_until_still(lambda: not lanes.still())
    assert not lanes.index_wanted()
    upkeep.let_go()
    names.let_go()


def test_an_import_says_that_it_will_index(lanes: Lanes) -> None:
    """Whoever indexes meanwhile leaves it what it has still to do."""
    assert not lanes.import_to_come()
    with lanes.importing():
        assert lanes.import_to_come()
    assert not lanes.import_to_come()


def test_closing_ends_those_who_wait(lanes: Lanes) -> None:
    """A window that closes must not leave a process behind."""
    imports, ended = Gate(), threading.Event()
    lanes.submit(Lane.BULK, imports)

    def idle() -> None:
        lanes.wait_until_still(lambda: False)
        ended.set()

    lanes.submit(Lane.SWEEP, idle)
    closing = threading.Thread(target=lanes.close)
    closing.start()
    assert ended.wait(_PATIENCE)
    assert lanes.closing
    imports.let_go()
    closing.join(_PATIENCE)
    assert not closing.is_alive()
