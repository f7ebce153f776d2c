"""Kills the program at random moments of its work and looks what it leaves; see `main`.

Run as a program of its own: it forks, which a test process with threads should not.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.reliability.sameness import Sameness
from tests.reliability.steps import Person
from tests.reliability.truth import UndisturbedRun, look, unsynced

from zhupi.core.paths import LIBRARY_FILE
from zhupi.workspace import Workspace

KILLS_A_LIBRARY = 25
WARM_UP = 30  #: steps before the first kill, so that there is something to lose
MOST_TOLD = 4  #: steps that a writer may tell before its time begins to run
LONGEST = 0.040  #: seconds, then


@dataclass(frozen=True)
class Kill:
    """What a kill struck."""

    steps: int  #: that were told before it
    untold: bool  #: one more was done and not told
    rolled_back: bool  #: one was under way and is taken back at the next start


@dataclass(frozen=True)
class Tell:
    """Tells steps over a pipe; `too_early`, before they are done, as no program should."""

    pipe: int
    too_early: bool

    def __call__(self, number: int) -> None:
        os.write(self.pipe, number.to_bytes(4, "little"))


def work(folder: Path, news: Path, sameness: Sameness, number: int, tell: Tell) -> None:
    """A writer: goes on after step `number` and tells each step, until it is killed."""
    workspace = Workspace.open(folder, "window", create=False)
    assert not workspace.read_only
    if number % 2:  # as the worker does beside the window
        threading.Thread(target=_follow_for_ever, args=[workspace], daemon=True).start()
    person = Person(workspace, news)
    while True:
        number += 1
        sameness.begin(number)
        if tell.too_early:
            tell(number)
        person.step(number)
        if not tell.too_early:
            tell(number)


def _follow_for_ever(workspace: Workspace) -> None:
    while True:
        workspace.sync_index()


class Killer:
    """Starts writers on one library and kills them."""

    def __init__(self, chance: Random, *, too_early: bool) -> None:
        self._chance = chance
        self._too_early = too_early

    def kill_one(self, folder: Path, news: Path, sameness: Sameness, number: int) -> int:
        """Starts a writer after step `number` and kills it; the last step that it told."""
        awaited, delay = self._chance.randint(0, MOST_TOLD), self._chance.uniform(0, LONGEST)
        receive, send = os.pipe()
        child = os.fork()
        if not child:
            os.close(receive)
            try:
                work(folder, news, sameness, number, Tell(send, self._too_early))
            finally:
                os._exit(1)  # nobody but us ends it
        os.close(send)
        with os.fdopen(receive, "rb") as stream:
            told = stream.read(4 * awaited)
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
            told += stream.read()
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the writer failed by itself"
        return int.from_bytes(told[-4:], "little") if told else number

    def one_library(self, scratch: Path, kills: int) -> Iterator[Kill]:
        """A library whose writer is killed `kills` times; what each kill struck."""
        sameness = Sameness()
        news, folder = scratch / "news", scratch / "library"
        news.mkdir(parents=True)
        first = self._chance.randrange(1_000_000)
        with (
            sameness.prevailing(),
            closing(UndisturbedRun(scratch / "truth", news, sameness, first)) as truths,
        ):
            number = truths.skip(WARM_UP)
            shutil.copytree(truths.folder, folder)
            for _ in range(kills):
                told = self.kill_one(folder, news, sameness, number)
                rolled_back = _journal_bytes(folder) > 0
                wanted = {n: truths.after(n) for n in (told, told + 1)}
                with unsynced():
                    found = look(folder, wanted)
                yield Kill(told - number, found > told, rolled_back)
                number = found


def _journal_bytes(folder: Path) -> int:
    journal = folder / f"{LIBRARY_FILE}-journal"
    return journal.stat().st_size if journal.exists() else 0


def main(scratch: Path, kills: int, seed: int, *, too_early: bool = False) -> dict[str, int]:
    """Kills writers of several libraries, one after the other; counts what the kills struck.

    Raises AssertionError with the first loss. `too_early`: the writers tell what they have not
    done yet, to see that the loss is noticed.
    """
    chance = Random(seed)
    struck = {"kills": 0, "steps": 0, "untold": 0, "rolled back": 0}
    for first in range(0, kills, KILLS_A_LIBRARY):
        library = scratch / f"{first}"
        killer = Killer(chance, too_early=too_early)
        for kill in killer.one_library(library, min(KILLS_A_LIBRARY, kills - first)):
            struck["kills"] += 1
            struck["steps"] += kill.steps
            struck["untold"] += kill.untold
            struck["rolled back"] += kill.rolled_back
        shutil.rmtree(library)
    return struck


if __name__ == "__main__":
    found = main(
        Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), too_early=sys.argv[4:] == ["early"]
    )
    print(json.dumps(found))
