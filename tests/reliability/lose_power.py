"""Replays power failures: what a crash could leave on the disk at any moment of the program's
work is opened with the program; see `main`, and `disk` for what a crash can leave.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.reliability import programs
from tests.reliability.disk import State
from tests.reliability.sameness import Sameness
from tests.reliability.syscalls import Event, Told, read_trace, run_traced
from tests.reliability.truth import Truth, UndisturbedRun, look, unsynced

from zhupi.core.errors import ZhupiError
from zhupi.core.paths import LIBRARY_FILE
from zhupi.store import Store

POINTS_A_TRACE = 100
STEPS = 60  #: of a trace


@dataclass(frozen=True)
class Traced:
    """A program's work, and what its library held after each step."""

    root: Path
    events: list[Event]
    truths: dict[int, Truth]
    told: list[Told]

    def acknowledged(self, position: int) -> int | None:
        """The last step that was told before the event at `position`; None: nothing yet."""
        before = bisect_right(self.told, self.events[position].ended, key=lambda told: told.ended)
        return self.told[before - 1].number if before else None


def traced(scratch: Path, first: int, settings: str) -> Traced:
    """Has a new library made and worked in from step `first`, in `scratch`."""
    root, news, told = scratch / "disk", scratch / "news", scratch / "told"
    root.mkdir(parents=True)
    news.mkdir()
    words = programs.command("traced_writer", root / "library", news, told, first, STEPS, settings)
    run_traced(words, scratch / "trace", programs.environment())
    events = read_trace(scratch / "trace", root, told)
    (scratch / "trace").unlink()
    sameness = Sameness()
    truths: dict[int, Truth] = {}
    with (
        sameness.prevailing(),
        closing(UndisturbedRun(scratch / "truth", news, sameness, first)) as run,
    ):
        run.skip(0)
        for number in range(first - 1, first + STEPS):
            truths[number] = run.after(number)
    return Traced(root, events, truths, [e for e in events if isinstance(e, Told)])


def crashes(work: Traced, points: int, chance: Random, scratch: Path) -> Iterator[Crash]:
    """Crashes at `points` moments of one trace, and what was found after each."""
    state = State(str(work.root))
    places = sorted(chance.choices(range(len(work.events)), k=points))
    done = 0
    for place in places:
        for event in work.events[done : place + 1]:
            state.take(event)
        done = place + 1
        target = scratch / "after"
        kind = state.crash(chance, target)
        told = work.acknowledged(place)
        journal = target / "library" / f"{LIBRARY_FILE}-journal"
        hot = journal.exists() and journal.stat().st_size > 0
        try:
            _look(target / "library", work, told)
            loss = ""
        except (AssertionError, ZhupiError, sqlite3.Error) as error:
            loss = f"{kind} after line {work.events[place].ended}, step {told}: {error}"
        yield Crash(kind, hot, loss)
        shutil.rmtree(target)


@dataclass(frozen=True)
class Crash:
    """One crash."""

    kind: str
    hot: bool  #: a transaction must be taken back at the next start
    loss: str  #: what was lost; empty: nothing


def _look(folder: Path, work: Traced, told: int | None) -> None:
    if told is not None:
        look(folder, {n: work.truths[n] for n in (told, told + 1) if n in work.truths})
    elif (folder / LIBRARY_FILE).exists():
        look(folder, dict(list(work.truths.items())[:2]))
    else:
        Store.create(folder, "window").close()  # nothing keeps a person from trying again


def main(scratch: Path, points: int, seed: int, settings: str) -> dict[str, int]:
    """Crashes at `points` moments; counts of kinds and losses. The first losses are printed."""
    chance = Random(seed)
    counts: Counter[str] = Counter(points=0, lost=0, hot=0)
    for first in range(0, points, POINTS_A_TRACE):
        here = scratch / f"{first}"
        work = traced(here, chance.randrange(1_000_000), settings)
        with unsynced():
            for crash in crashes(work, min(POINTS_A_TRACE, points - first), chance, here):
                counts["points"] += 1
                counts["hot"] += crash.hot
                counts["lost"] += bool(crash.loss)
                if crash.loss and counts["lost"] <= 3:
                    print(crash.loss, file=sys.stderr)
        shutil.rmtree(here)
    return dict(counts)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))
