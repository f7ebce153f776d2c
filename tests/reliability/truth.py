"""What must be in a library after each step, from a run that nobody disturbs, and a look whether
it is there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.reliability import logical
from tests.reliability.logical import Dump
from tests.reliability.sameness import Sameness
from tests.reliability.steps import Person

from zhupi.core.search import SearchRequest
from zhupi.store import connections
from zhupi.workspace import Workspace

_ASKED = "展台"
#: How `look` says that something acknowledged is not there.
NOT_THERE = "neither before a step nor after it"
BACKUP_GONE = "a backup is gone"


@dataclass(frozen=True)
class Truth:
    """What the library holds after a step, and what it would hold if its undo followed."""

    rows: Dump
    undone: Dump  #: without the history
    backups: frozenset[str]  #: names of files


class UndisturbedRun:
    """The same steps in a library of its own in `folder`, without an index and quickly."""

    def __init__(self, folder: Path, news: Path, sameness: Sameness, first: int) -> None:
        """`first` is the step that comes first."""
        self.folder = folder
        self._next = first
        self._sameness = sameness
        with unsynced():
            self._workspace = Workspace.open(folder, "window")
        self._person = Person(self._workspace, news, searches=False)
        self._truths: dict[int, Truth] = {}

    def skip(self, steps: int) -> int:
        """Does some steps that nobody asks about; the last one's number."""
        for _ in range(steps):
            self._step()
        self._truths = {self._next - 1: self._now()}
        return self._next - 1

    def after(self, number: int) -> Truth:
        """What there is after this step; those before the one before it are forgotten."""
        while self._next <= number:
            self._step()
            self._truths[self._next - 1] = self._now()
        self._truths = {n: truth for n, truth in self._truths.items() if n >= number - 1}
        return self._truths[number]

    def close(self) -> None:
        self._workspace.close()

    def _step(self) -> None:
        self._sameness.begin(self._next)
        self._person.step(self._next)
        self._next += 1

    def _now(self) -> Truth:
        return truth_of(self._workspace)


def truth_of(workspace: Workspace) -> Truth:
    """What a library holds now, in which nothing went wrong. Undoes and does again."""
    rows = logical.dump(workspace.folder)
    undone = workspace.undo()
    without = logical.dump(workspace.folder, history=False)
    if undone is not None:
        workspace.redo()
    return Truth(rows, without, _backups(workspace))


@contextmanager
def unsynced() -> Iterator[None]:
    """Libraries are not synced to the disk while the block runs: for those that nobody kills."""
    real: Callable[..., sqlite3.Connection] = connections.connect

    def connect(file: Path, **options: Any) -> sqlite3.Connection:
        connection = real(file, **options)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    with patch.object(connections, "connect", connect), patch("os.fsync", lambda _: None):
        yield


def look(folder: Path, wanted: Mapping[int, Truth], *, index: bool = True) -> int:
    """Opens what a crash left, as the program does at its next start; which step it is after.

    Without `index` only the library itself is looked at.
    Raises AssertionError where something acknowledged is gone, a step is half there, undo or
    redo do otherwise than they should, or the index cannot be brought into step.
    """
    with closing(Workspace.open(folder, "window", create=False)) as workspace:
        assert not workspace.read_only, workspace.holder
        if index:
            workspace.search(SearchRequest(_ASKED))  # whole or noticed as damaged: it answers
        rows = logical.dump(folder)
        fitting = [n for n, truth in wanted.items() if truth.rows == rows]
        assert fitting, f"{NOT_THERE}:\n" + "\n".join(
            f"step {n}:\n{logical.difference(rows, truth.rows)}" for n, truth in wanted.items()
        )
        # Two steps may differ in nothing but a backup.
        backups = _backups(workspace)
        number = max((n for n in fitting if wanted[n].backups <= backups), default=min(fitting))
        _whole(workspace, frozenset.intersection(*(truth.backups for truth in wanted.values())))
        assert len(workspace.annotations()) == len(rows["annotations"])
        if index:
            _follow(workspace)
        else:
            _sound(workspace, "library")
        if workspace.undo() is not None:
            _same(logical.dump(folder, history=False), wanted[number].undone, "undo")
            workspace.redo()
        _same(logical.dump(folder), rows, "redo")
    return number


def _follow(workspace: Workspace) -> None:
    """The index comes to be in step, and then nothing at all is amiss."""
    workspace.sync_index()
    _sound(workspace, "library", "index", "files", "backups")
    ids = workspace.article_ids()
    having = {key for key in ids if _ASKED in workspace.article(key).text}
    page = workspace.search(SearchRequest(_ASKED, limit=100))
    assert ({hit.article for hit in page.hits}, page.complete) == (having, True)


def _backups(workspace: Workspace) -> frozenset[str]:
    return frozenset(backup.file.name for backup in workspace.care.backups())


def _whole(workspace: Workspace, promised: frozenset[str]) -> None:
    """What bears the name of a backup is one, and those that were told are there."""
    found = workspace.care.backups()
    assert promised <= {backup.file.name for backup in found}, BACKUP_GONE
    for backup in found:
        uri = f"{backup.file.as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _sound(workspace: Workspace, *areas: str) -> None:
    """Nothing is amiss; a file that was never finished may lie about, and is told as such."""
    found = [one for one in workspace.check() if one.area in areas and not one.harmless]
    assert not found, "\n".join(str(one.message) for one in found)


def _same(found: Dump, wanted: Dump, what: str) -> None:
    assert found == wanted, f"{what} is not exact:\n{logical.difference(found, wanted)}"
