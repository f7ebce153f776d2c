"""The list of what was done: what it tells, how far it goes back, and going to any of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import InvalidRequestError, LibraryError, NotFoundError
from zhupi.core.model import Tag
from zhupi.core.search import SavedSearch
from zhupi.store import HistoryBounds, Store


@pytest.fixture
def worked(store: Store, make_article: Any, make_annotation: Any) -> Store:
    """A library in which four things were done."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", tags=("外交",)), make_annotation("n2")])
    store.set_tag(Tag("外交", "pink", key=1))
    store.put_saved_search(SavedSearch("s", "会晤", "会晤"))
    store.rename_tags({"外交": "对外"})
    return store


def _ids(store: Store) -> set[str]:
    return {a.id for a in store.annotations()}


def test_the_history_tells_what_when_and_by_which_part(folder: Path, worked: Store) -> None:
    """Whoever looks for a mistake must find the step that made it."""
    worked.close()
    with closing(Store.open(folder, "command line")) as store:
        store.delete_articles(["a1"])
        store.undo()
        told = store.history(100)
    assert [(e.number, e.operation, e.program, e.undone) for e in told] == [
        (5, "delete articles", "command line", True),
        (4, "rename tag", "window", False),
        (3, "save search", "window", False),
        (2, "set tag", "window", False),
        (1, "annotate", "window", False),
    ]
    assert [(e.articles, e.annotations, e.tags, e.searches) for e in told] == [
        (1, 2, 0, 0),
        (0, 1, 2, 0),
        (0, 0, 0, 1),
        (0, 0, 1, 0),
        (0, 2, 0, 0),
    ]
    moments = [entry.created for entry in told]
    assert moments == sorted(moments, reverse=True)
    assert 0 <= (datetime.now(UTC) - moments[0]).total_seconds() < 600


def test_a_long_history_comes_in_pages(worked: Store) -> None:
    """A list of thousands is read as far as it is scrolled."""
    assert [e.number for e in worked.history(2)] == [4, 3]
    assert [e.number for e in worked.history(2, before=3)] == [2, 1]
    assert worked.history(2, before=1) == []


def test_going_to_a_step_undoes_and_redoes_as_far(worked: Store) -> None:
    """One click instead of counting steps, and back again."""
    change = worked.go_to(1)
    assert change is not None
    assert (change.operation, change.origin, change.searches) == ("undo", "window", ("s",))
    assert {"外交", "对外"} <= set(change.tags)
    assert (worked.next_undo(), worked.next_redo()) == ("annotate", "set tag")
    assert worked.saved_searches() == []
    assert worked.annotation("n1").tags == ("外交",)
    assert worked.go_to(1) is None

    change = worked.go_to(4)
    assert change is not None
    assert change.operation == "redo"
    assert worked.annotation("n1").tags == ("对外",)
    assert worked.next_redo() is None

    assert worked.go_to(0) is not None
    assert _ids(worked) == set()
    assert worked.go_to(0) is None
    assert worked.check(full=True) == []


def test_a_step_that_is_not_kept_cannot_be_gone_to(worked: Store) -> None:
    """What was undone and then worked over is forgotten."""
    for number in (5, -1):
        with pytest.raises(NotFoundError):
            worked.go_to(number)
    assert worked.next_undo() == "rename tag"


def test_going_far_is_done_wholly_or_not_at_all(folder: Path, worked: Store) -> None:
    """Where one record on the way is damaged, the library must not stop halfway."""
    worked.close()
    with closing(sqlite3.connect(folder / "library.sqlite")) as raw:
        raw.execute("UPDATE operation_rows SET checksum = 0 WHERE operation = 2")
        raw.commit()
    with closing(Store.open(folder, "window")) as store:
        with pytest.raises(LibraryError, match="its record is damaged"):
            store.go_to(0)
        assert store.next_undo() == "rename tag"
        assert store.annotation("n1").tags == ("对外",)
        assert len(store.saved_searches()) == 1


def test_large_operations_are_forgotten_earlier(
    folder: Path, store: Store, make_article: Any, make_annotation: Any
) -> None:
    """A library must not become mostly history; the latest steps stay whatever their size."""
    store.add_articles([make_article()])
    store.close()
    bounds = HistoryBounds(operations=50, bytes=60_000, floor=3)
    with closing(Store.open(folder, "window", keep=bounds)) as bounded:
        for number in range(20):
            bounded.add_annotations([make_annotation(f"m{number}")])
        assert [e.number for e in bounded.history(99)] == list(range(20, 0, -1))
        for number in range(30):
            # Compressed it would be short: every one has words of its own.
            note = "".join(chr(0x4E00 + (number * 7919 + n * n) % 20_000) for n in range(2_000))
            bounded.add_annotations([make_annotation(f"n{number}", note=note)])
        kept = [e.number for e in bounded.history(99)]
        assert kept == list(range(50, 50 - len(kept), -1))
        assert 5 < len(kept) < 20
        huge = "".join(chr(0x4E00 + n * n % 20_000) for n in range(90_000))
        for number in range(4):
            bounded.add_annotations([make_annotation(f"h{number}", note=huge)])
        assert [e.number for e in bounded.history(99)] == [54, 53, 52]
        while bounded.undo():
            pass
        assert "h0" in _ids(bounded)
        assert "h1" not in _ids(bounded)
        assert bounded.check(full=True) == []


def test_many_changes_are_one_operation_or_none(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Merging passages takes some away, alters one and adds one: undone as one."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation(f"n{n}") for n in range(3)])
    before = store.annotations()
    with pytest.raises(InvalidRequestError, match="already holds"):
        store.change_annotations(
            [make_annotation("n1")], [make_annotation("n0", note="改")], ["n2"], "merge annotations"
        )
    assert store.annotations() == before
    change = store.change_annotations(
        [make_annotation("n9")], [make_annotation("n0", note="改")], ["n2"], "merge annotations"
    )
    assert (change.operation, set(change.annotations)) == ("merge annotations", {"n0", "n2", "n9"})
    assert _ids(store) == {"n0", "n1", "n9"}
    [entry, _] = store.history(9)
    assert (entry.operation, entry.annotations) == ("merge annotations", 3)
    store.undo()
    assert store.annotations() == before


def test_one_may_go_and_come_again_in_one_operation(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Then it is as if it had been edited."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1")])
    again = make_annotation("n1", note="改")
    store.change_annotations([again], (), ["n1"], "edit")
    assert store.annotations() == [again]
    store.undo()
    assert store.annotations() == [make_annotation("n1")]
    assert store.change_annotations([make_annotation("n1")], (), ["n1"], "edit").empty
    assert store.next_undo() == "annotate"
