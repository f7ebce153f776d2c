"""Saved searches: kept like everything that a person writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import InvalidRequestError, LibraryError, NotFoundError
from zhupi.core.search import SavedSearch, SearchSort
from zhupi.store import Store

_FIRST = SavedSearch("s1", "会谈", "会谈 OR 会见 date:2023", literal=True, sort=SearchSort.OLDEST)


def test_saved_searches_survive_a_restart_by_name(folder: Path, store: Store) -> None:
    """A list in another order each day cannot be learnt by heart; equal names are allowed."""
    others = [SavedSearch("s3", "乙", "二"), SavedSearch("s2", "乙", "三\ud800")]
    for search in (_FIRST, *others):
        change = store.put_saved_search(search)
        assert (change.searches, change.empty, change.touches_search) == (
            (search.id,),
            False,
            False,
        )
    store.close()
    with closing(Store.open(folder, "window")) as opened:
        assert opened.saved_searches() == [others[1], others[0], _FIRST]


def test_saving_and_deleting_a_search_can_be_undone(store: Store) -> None:
    """A query that took an hour to write must not go with one click."""
    store.put_saved_search(_FIRST)
    changed = replace(_FIRST, name="会见", query="会见")
    store.put_saved_search(changed)
    store.mark_seen("s1", 7)
    assert store.delete_saved_search("s1").searches == ("s1",)
    assert store.saved_searches() == []
    assert (store.next_undo(), store.next_redo()) == ("delete search", None)
    undone = store.undo()
    assert undone is not None
    assert undone.searches == ("s1",)
    assert store.saved_searches() == [replace(changed, seen=7)]
    store.undo()
    assert store.saved_searches() == [replace(_FIRST, seen=7)]


def test_what_was_seen_only_grows_and_is_no_step_to_undo(store: Store) -> None:
    """Looking at hits in a second window must not make old ones new again."""
    store.put_saved_search(replace(_FIRST, seen=5))
    store.mark_seen("s1", 9)
    store.mark_seen("s1", 3)
    store.put_saved_search(replace(_FIRST, seen=5))
    assert [s.seen for s in store.saved_searches()] == [9]
    store.undo()
    assert store.saved_searches() == []
    assert store.undo() is None


def test_what_is_not_there_is_said(store: Store) -> None:
    """Another window may have deleted it."""
    with pytest.raises(NotFoundError, match="saved search s9"):
        store.delete_saved_search("s9")
    with pytest.raises(NotFoundError, match="saved search s9"):
        store.mark_seen("s9", 1)
    with pytest.raises(InvalidRequestError, match="needs a name"):
        store.put_saved_search(SavedSearch("s1", " ", "会谈"))


@pytest.mark.parametrize("change", ["query = '别'", "sort = 'none'", "literal = 0"])
def test_a_changed_search_is_noticed(store: Store, change: Any) -> None:
    """Another query than was written would answer under its name."""
    store.put_saved_search(_FIRST)
    with closing(sqlite3.connect(store.folder / "library.sqlite")) as raw:
        raw.execute(f"UPDATE saved_searches SET {change}")
        raw.commit()
    assert [(p.kind, p.key) for p in store.check(full=False)] == [("checksum", "s1")]
    if "sort" in change:
        with pytest.raises(LibraryError, match=r"saved search s1 .* is damaged"):
            store.saved_searches()
