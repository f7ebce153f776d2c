"""Has one call of the system after the other fail while the program works: a full disk, a bad
sector, a drive that is pulled out. See `main`.

strace makes the call with the number `STRUCK` of each process fail; a child first makes so many
calls of its own that it is the n-th of the work.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tests.reliability import logical, programs, steps
from tests.reliability.sameness import Sameness
from tests.reliability.steps import Doing, Person
from tests.reliability.syscalls import require_success, strace
from tests.reliability.truth import Truth, UndisturbedRun, look, truth_of, unsynced

from zhupi.core.errors import LibraryError, ZhupiError
from zhupi.workspace import Workspace

STRUCK = 600  #: more calls than a piece of work makes
WARM_UP = 15  #: steps before, so that there is something to lose

WORKS: Mapping[str, Doing] = {
    work.__name__: work
    for work in (
        steps.annotate,
        steps.import_corrected,
        steps.tag_all,
        steps.undo,
        steps.follow,
        steps.back_up,
    )
}

#: Said where the last sync failed, after which SQLite can take nothing back.
_MADE = "it was made, but may not last"

#: What can fail: name → the same call, on a file of no importance.
CALLS: Mapping[str, Callable[[int], object]] = {
    "pwrite64": lambda file: os.pwrite(file, b"x", 0),
    "pread64": lambda file: os.pread(file, 1, 0),
    "write": lambda file: os.write(file, b"x"),
    "fsync": os.fsync,
    "fdatasync": os.fdatasync,
    "ftruncate": lambda file: os.ftruncate(file, 0),
}


@dataclass(frozen=True)
class Outcome:
    """What came of one piece of work."""

    failed: str = ""  #: what the program said; empty: the work succeeded
    early: bool = False  #: opening the library made so many calls that nothing was struck
    missed: bool = False  #: the work makes fewer calls
    fault: str = ""  #: what should not have happened


@dataclass(frozen=True)
class Failing:
    """Which call fails how; `gone`: all later ones too, as those to a drive that was pulled out."""

    call: str
    error: str
    gone: bool

    @property
    def option(self) -> str:
        return f"inject={self.call}:error={self.error}:when={STRUCK}{'+' if self.gone else ''}"


# --- in a process whose calls fail ------------------------------------------------------------


def strike_all(base: Path, cases: Path, work: str, failing: Failing) -> None:
    """Does `work` on copies of the library in `base`, in each of which a later call fails, until
    the work makes no more. Leaves the copies in `cases`, and prints the outcomes.
    """
    outcomes: list[Outcome] = []
    sameness = Sameness()
    with sameness.prevailing():
        while not outcomes or not (outcomes[-1].missed or outcomes[-1].fault):
            number = len(outcomes) + 1

            def strike(case: Path = cases / f"{number}", number: int = number) -> Outcome:
                shutil.copytree(base, case)
                return _strike(case, sameness, work, number, failing)

            outcomes.append(_in_child(strike))
    print(json.dumps([asdict(outcome) for outcome in outcomes]))


def _in_child(strike: Callable[[], Outcome]) -> Outcome:
    """The same in a process of its own, whose calls are counted from the first."""
    # Not a file or a pipe, writing to which may be what fails.
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        try:
            outcome = strike()
        except BaseException:  # noqa: BLE001  whatever it is, the test must show it
            outcome = Outcome(fault=traceback.format_exc())
        theirs.sendall(json.dumps(asdict(outcome)).encode())
        os._exit(0)
    theirs.close()
    with closing(ours):
        said = b"".join(iter(lambda: ours.recv(65536), b""))
    os.waitpid(child, 0)
    return Outcome(**json.loads(said))


def _strike(case: Path, sameness: Sameness, work: str, number: int, failing: Failing) -> Outcome:
    """Does `work` while its call `number` fails, and then something else."""
    workspace = Workspace.open(case / "library", "window", create=False)
    person = Person(workspace, case.parent.parent / "base" / "news")
    before = logical.dump(case / "library")
    scratch = os.open(case / "scratch", os.O_RDWR | os.O_CREAT)
    call = CALLS[failing.call]
    if not _waste(call, scratch, STRUCK - number):
        return Outcome(early=True)
    said = ""
    try:
        do(person, sameness, work)
    except LibraryError as error:
        said = str(error.message)
    if failing.gone:
        return Outcome(said, missed=not said and _waste(call, scratch, 1))
    missed = not said and not _waste(call, scratch, STRUCK)
    workspace.annotations()  # to read is to take back what still must be
    if said and _MADE not in said and logical.dump(case / "library") != before:
        return Outcome(said, fault="the library is not as before")
    do_later(person, sameness)
    workspace.close()
    return Outcome(said, missed=missed)


def _waste(call: Callable[[int], object], scratch: int, times: int) -> bool:
    """Makes calls of no importance; whether none failed."""
    try:
        for _ in range(times):
            call(scratch)
    except OSError:
        return False
    return True


def do(person: Person, sameness: Sameness, work: str) -> None:
    """The piece of work, the same wherever it is done."""
    sameness.begin(1)
    WORKS[work](person, Random(work))


def do_later(person: Person, sameness: Sameness) -> None:
    """What is done after it."""
    sameness.begin(2)
    steps.set_reading(person, Random("later"))
    steps.describe_tag(person, Random("later"))


# --- around it --------------------------------------------------------------------------------


def make_base(folder: Path, sameness: Sameness) -> None:
    """A library with something in it, the news it was made of, and an index."""
    news = folder / "news"
    news.mkdir(parents=True)
    with unsynced():
        with closing(UndisturbedRun(folder / "library", news, sameness, 1_000)) as run:
            run.skip(WARM_UP)
        with closing(Workspace.open(folder / "library", "window")) as workspace:
            workspace.sync_index()


def truths(base: Path, scratch: Path, sameness: Sameness, work: str) -> dict[str, Truth]:
    """What is in the library where the `work` was done, or not, and something else «later»."""
    found = {}
    for name in ("", "done", "later", "done later"):
        folder = scratch / (name or "before")
        shutil.copytree(base, folder)
        with unsynced(), closing(Workspace.open(folder / "library", "window")) as workspace:
            person = Person(workspace, base / "news")
            if "done" in name:
                do(person, sameness, work)
            if "later" in name:
                do_later(person, sameness)
            found[name] = truth_of(workspace)
    return found


def main(scratch: Path, work: str, failing: Failing) -> dict[str, int]:
    """Does `work` as often as it makes the call that fails, and once more; counts of outcomes.

    Raises AssertionError where the program did not say that it failed, the library was not as
    before, went on otherwise than it should, or lost something.
    """
    scratch.mkdir(parents=True)
    sameness = Sameness()
    counts: Counter[str] = Counter(cases=0, failed=0)
    with sameness.prevailing():
        make_base(scratch / "base", sameness)
        wanted = truths(scratch / "base", scratch, sameness, work)
        cases = scratch / "cases"
        cases.mkdir()
        for number, outcome in enumerate(_struck(scratch / "base", cases, work, failing), 1):
            where = f"{failing.option}, call {number} of {work}: {outcome}"
            assert not outcome.fault, f"{where}\n{outcome.fault}"
            assert "\n" not in outcome.failed, where
            if outcome.early:
                continue
            try:
                with unsynced():
                    look(
                        cases / f"{number}" / "library",
                        _possible(wanted, outcome, failing),
                        index=work == steps.follow.__name__,
                    )
            except (AssertionError, ZhupiError, sqlite3.Error) as error:
                raise AssertionError(f"{where}\n{error}") from error
            counts["cases"] += not outcome.early
            counts["failed"] += bool(outcome.failed)
    shutil.rmtree(scratch)
    return dict(counts)


def _possible(wanted: dict[str, Truth], outcome: Outcome, failing: Failing) -> dict[int, Truth]:
    """What may be there: the work if it succeeded, else nothing of it."""
    if _MADE in outcome.failed and failing.gone:
        return {0: wanted[""], 1: wanted["done"]}  # as the program said
    done = not outcome.failed or _MADE in outcome.failed
    name = ("done" if done else "") + ("" if failing.gone else " later")
    return {0: wanted[name.strip()]}


def _struck(base: Path, cases: Path, work: str, failing: Failing) -> Iterator[Outcome]:
    words = programs.command("fail_calls", "strike", base, cases, work, *asdict(failing).values())
    options = ["-f", "-qq", "-o", os.devnull, "--seccomp-bpf", "-e", "signal=none"]
    done = subprocess.run(
        [strace(), *options, "-e", f"trace={failing.call}", "-e", failing.option, *words],
        env=programs.environment(),
        cwd=programs.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    require_success(done)
    for outcome in json.loads(done.stdout.splitlines()[-1]):
        yield Outcome(**outcome)


if __name__ == "__main__":
    program, *words = sys.argv[1:]
    if program == "strike":
        failing = Failing(words[3], words[4], words[5] == "True")
        strike_all(Path(words[0]), Path(words[1]), words[2], failing)
    else:
        failing = Failing(words[2], words[3], words[4:] == ["gone"])
        print(json.dumps(main(Path(words[0]), words[1], failing)))
