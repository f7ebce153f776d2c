"""Whatever was done, in whatever order, over whatever ends of the program: undo gives back every
byte, and redo too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.store.random_walk import OPERATIONS, Dump, Walk, begin, dump, latest_done

from zhupi.store import Store

_ROOT = Path(__file__).parents[2]
_WALKS_ON = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(_ROOT), str(_ROOT / "desktop")]),
}
_CHANGING = sorted(OPERATIONS.keys() - {"undo", "redo", "go_to"})


class Undo(RuleBasedStateMachine):
    """Keeps the dump after every operation; undo and redo must walk along them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "library"
        self.store = Store.create(self.folder, "window")
        self.dumps: list[Dump] = []

    @initialize()
    def begin(self) -> None:
        begin(self.store)
        self.dumps = [dump(self.folder)]
        self.position = 0

    def teardown(self) -> None:
        if self.dumps:
            self._walk_to(0)
            self._walk_to(len(self.dumps) - 1)
            assert self.store.check(full=True) == []
        self.store.close()
        shutil.rmtree(self.folder.parent)

    @rule(name=st.sampled_from(_CHANGING), chance=st.integers(0, 2**32))
    def operate(self, name: str, chance: int) -> None:
        change = Walk(self.store).do(name, Random(chance))
        if change is not None and not change.empty:
            self.dumps[self.position + 1 :] = [dump(self.folder)]
            self.position += 1

    @rule()
    def undo(self) -> None:
        if self.position == 0:
            assert self.store.undo() is None
        else:
            self._walk_to(self.position - 1)

    @rule()
    def redo(self) -> None:
        if self.position == len(self.dumps) - 1:
            assert self.store.redo() is None
        else:
            self._walk_to(self.position + 1)

    @rule(share=st.floats(0, 1))
    def go_to(self, share: float) -> None:
        position = round(share * (len(self.dumps) - 1))
        assert (self.store.go_to(position) is None) == (position == self.position)
        self.position = position

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder, "window")

    @invariant()
    def the_file_says_what_was_said(self) -> None:
        if self.dumps:
            assert dump(self.folder) == self.dumps[self.position]

    @invariant()
    def the_old_texts_kept_are_those_that_are_named(self) -> None:
        if self.dumps:
            assert kept_versions(self.store) == named_versions(self.store)

    def _walk_to(self, position: int) -> None:
        while self.position != position:
            step = 1 if self.position < position else -1
            assert (self.store.redo() if step > 0 else self.store.undo()) is not None
            self.position += step
            assert dump(self.folder) == self.dumps[self.position]


TestUndo = Undo.TestCase
TestUndo.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)


def kept_versions(store: Store) -> set[tuple[str, str]]:
    return {(key, digest) for key in store.article_ids() for digest, _ in store.versions(key)}


def named_versions(store: Store) -> set[tuple[str, str]]:
    return {(a.target.article, a.origin.version) for a in store.annotations() if a.origin}


@pytest.mark.parametrize("seed", range(2))
def test_hundreds_of_operations_are_taken_back_and_done_again(folder: Path, seed: int) -> None:
    """A long day's work, with the program closed and opened in between."""
    chance = Random(seed)
    store = Store.create(folder, "window")
    begin(store)
    beginning, done = dump(folder), 0
    while done < 300:
        change = Walk(store).step(chance)
        done += change is not None and not change.empty
        assert kept_versions(store) == named_versions(store)
        if chance.random() < 0.05:
            store.close()
            store = Store.open(folder, "window")
    _undo_all_and_redo(store, beginning)
    store.close()


def test_what_a_killed_program_did_is_taken_back_and_done_again(folder: Path) -> None:
    """The history is whole at any moment, so what was told of it can be undone after a crash."""
    chance = Random(5)
    with closing(Store.create(folder, "window")) as store:
        begin(store)
        beginning = dump(folder)
    for seed in range(5):
        _walk_until_killed(folder, seed, chance.randint(30, 90))
    with closing(Store.open(folder, "window")) as store:
        assert store.check(full=True) == []
        _undo_all_and_redo(store, beginning)


def _walk_until_killed(folder: Path, seed: int, steps: int) -> None:
    """Somebody else works on the library, and is killed at whatever they are doing."""
    words = [sys.executable, "-m", "tests.store.random_walk", str(folder), str(seed)]
    with subprocess.Popen(words, cwd=_ROOT, env=_WALKS_ON, stdout=subprocess.PIPE) as walker:
        assert walker.stdout is not None
        told = [walker.stdout.readline() for _ in range(steps)]
        walker.kill()
    assert all(told), "the walk ended by itself"


def _undo_all_and_redo(store: Store, beginning: Dump) -> None:
    end, last = dump(store.folder), latest_done(store)
    assert last > 20
    taken_back = 0
    while store.undo():
        taken_back += 1
    assert taken_back == last
    assert dump(store.folder) == beginning
    for _ in range(last):
        assert store.redo() is not None
    assert dump(store.folder) == end
    assert store.go_to(0) is not None
    assert dump(store.folder) == beginning
    assert store.go_to(last) is not None
    assert dump(store.folder) == end
    assert store.check(full=True) == []
