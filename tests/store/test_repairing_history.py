"""What a repair keeps of a damaged history, and that it says what it could not keep."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from zhupi.core.messages import ENGLISH
from zhupi.core.model import Tag
from zhupi.store import Store, repairing

DONE, UNDONE = 6, 2


@pytest.fixture
def file(folder: Path, store: Store) -> Path:
    """A library with operations 1 to 6 done and 7 and 8 undone."""
    for number in range(DONE + UNDONE):
        store.set_tag(Tag(f"标签{number}"))
    for _ in range(UNDONE):
        store.undo()
    store.close()
    return folder / "library.sqlite"


def _damage(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute(sql)


def _repaired(file: Path) -> list[str]:
    """What is said to be lost."""
    with closing(Store.open(file.parent, "window", read_only=True)) as store:
        assert [problem.kind for problem in store.check(full=True)] != [], "it was noticed"
    report = repairing.repair(file.parent, "window")
    return [ENGLISH.render(words) for words in report.lost]


def _walked(file: Path) -> tuple[int, int]:
    """How many operations can be undone, and then redone; each gives back what there was."""
    with closing(Store.open(file.parent, "window")) as store:
        assert store.check(full=True) == []
        assert len(store.tags()) == DONE, "no tag is lost"
        assert len({entry.number for entry in store.history(100)}) == len(store.history(100))
        undone = redone = 0
        while store.undo():
            undone += 1
            assert len(store.tags()) == DONE - undone
        while store.redo():
            redone += 1
            assert len(store.tags()) == DONE - undone + redone
    return undone, redone


def test_what_follows_a_damaged_operation_can_still_be_undone(file: Path) -> None:
    """One bad row of the history does not cost what was done since; and what it costs is said."""
    _damage(file, "UPDATE operation_rows SET after = x'00' WHERE operation = 4")
    lost = _repaired(file)
    assert lost == ["The history is damaged: 4 operations of it can no longer be undone or redone."]
    assert _walked(file) == (2, 2 + UNDONE)


def test_what_was_undone_can_be_redone_up_to_the_damage(file: Path) -> None:
    """What comes before a damaged operation does not need it."""
    _damage(file, f"DELETE FROM operation_rows WHERE operation = {DONE + UNDONE}")
    lost = _repaired(file)
    assert lost == [
        "The history is damaged: one operation of it can no longer be undone or redone."
    ]
    assert _walked(file) == (DONE, DONE + 1)


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE operations SET undone = 1 WHERE number = {DONE - 2}",
        f"UPDATE operations SET undone = 0 WHERE number = {DONE + UNDONE}",
        f"DELETE FROM operations WHERE number = {DONE}",
    ],
)
def test_nothing_is_undone_where_nobody_knows_what_was_last(file: Path, sql: str) -> None:
    """To undo another operation than the latest would make what never was."""
    _damage(file, sql)
    assert _repaired(file) == [
        "The history is damaged: nothing done so far can be undone or redone any more."
    ]
    assert _walked(file) == (0, 0)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE operations SET summary = '{' WHERE number = 3",
        "UPDATE operations SET summary = '{\"tbgs\":1}' WHERE number = 3",
    ],
)
def test_spoiled_counts_are_noticed_and_counted_again(file: Path, sql: str) -> None:
    """One flipped bit must not close the history's panel for ever."""
    with closing(Store.open(file.parent, "window")) as store:
        entries = store.history(100)
    _damage(file, sql)
    assert _repaired(file) == []
    with closing(Store.open(file.parent, "window")) as store:
        assert store.history(100) == entries
    assert _walked(file) == (DONE, DONE + UNDONE)


def test_a_moment_that_is_none_is_noticed(file: Path) -> None:
    """The list of operations cannot show it."""
    _damage(file, "UPDATE operations SET created = 'yesterday' WHERE number = 1")
    assert len(_repaired(file)) == 1
    assert _walked(file) == (DONE - 1, DONE - 1 + UNDONE)
