"""What runs beside what in the worker process.

Each lane is a thread that does its work in the order of submission:

- `PROMPT`: what a person waits for, the mentions of the open article;
- `BULK`: what takes long, imports and exports;
- `INDEX`: all that writes the search index, so that it has one writer, and a tag need not wait
  for the end of an import: who imports asks for its indexing here, piece by piece;
- `SWEEP` and `UPKEEP`: what nobody waits for. It runs only while all else is still, and is
  stopped as soon as anything comes.

A lane that waits for another waits for `INDEX` only, which waits for none.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import Enum, auto
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Lane(Enum):
    PROMPT = auto()
    BULK = auto()
    SWEEP = auto()
    UPKEEP = auto()
    INDEX = auto()  # ended last: the others may be waiting for it


#: Whose work others never wait for.
_IDLE = frozenset((Lane.SWEEP, Lane.UPKEEP))


class Lanes:
    """The threads, and who is busy."""

    def __init__(self) -> None:
        self._threads = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane.name.lower())
            for lane in Lane
        }
        self._state = threading.Condition()
        self._under_way = dict.fromkeys(Lane, 0)  # jobs waiting and running
        self._index_calls = 0  # pieces of indexing waiting and running, of jobs of other lanes
        self._imports = 0
        self._closing = False

    @property
    def closing(self) -> bool:
        return self._closing

    def submit(self, lane: Lane, work: Callable[P, object], *args: P.args, **kw: P.kwargs) -> None:
        """Has `work` done in `lane`; it must not raise."""
        self._count(lane, 1)

        def run() -> None:
            try:
                work(*args, **kw)
            finally:
                self._count(lane, -1)

        self._threads[lane].submit(run)

    def call_index(self, work: Callable[[], T], *, idle: bool = False) -> T:
        """Has `work` done in the index's lane and waits for it: its result, or what it raises.

        `idle`: nobody is to make room for it.
        """
        with self._state:
            self._index_calls += not idle
        try:
            future: Future[T] = self._threads[Lane.INDEX].submit(work)
            return future.result()
        finally:
            with self._state:
                self._index_calls -= not idle
                self._state.notify_all()

    @contextmanager
    def importing(self) -> Iterator[None]:
        """While articles are imported that will be indexed afterwards, to the last."""
        self._imports += 1
        try:
            yield
        finally:
            self._imports -= 1

    def index_wanted(self) -> bool:
        """Whether somebody waits to index, besides who does now: they will go on to the end."""
        return self._under_way[Lane.INDEX] + self._index_calls > 1

    def import_to_come(self) -> bool:
        """Whether an import will still index all that there is to index."""
        return self._imports > 0

    def still(self) -> bool:
        """Whether nobody waits for anything, so that idle work may run."""
        busy = sum(count for lane, count in self._under_way.items() if lane not in _IDLE)
        return not busy and not self._index_calls

    def wait_until_still(self, stop: Callable[[], bool]) -> None:
        """Returns once that is so, or `stop` says that it no longer matters; see `look`."""
        with self._state:
            self._state.wait_for(lambda: self._closing or stop() or self.still())

    def look(self) -> None:
        """Has those who wait ask their `stop` again."""
        with self._state:
            self._state.notify_all()

    def close(self) -> None:
        """Ends all lanes: what waits is dropped, what runs is asked to stop and waited for."""
        with self._state:
            self._closing = True
            self._state.notify_all()
        for executor in self._threads.values():
            executor.shutdown(cancel_futures=True)

    def _count(self, lane: Lane, step: int) -> None:
        with self._state:
            self._under_way[lane] += step
            self._state.notify_all()
