"""Undo takes back exactly what was done, after a restart too."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import InvalidRequestError, LibraryError
from zhupi.core.model import ReadingState, Tag
from zhupi.store import HistoryBounds, Store


def test_undo_and_redo_survive_a_restart(
    folder: Path, store: Store, make_article: Any, make_annotation: Any
) -> None:
    """What was done yesterday can be undone today."""
    store.add_articles([make_article()])
    annotation = make_annotation("n1", tags=("外交",))
    store.add_annotations([annotation])
    store.close()

    with_history = Store.open(folder, "command line")
    assert with_history.next_undo() == "annotate"
    assert with_history.next_redo() is None
    change = with_history.undo()
    assert change is not None
    assert (change.operation, change.origin) == ("undo", "command line")
    assert (change.annotations, change.tags) == (("n1",), ("外交",))
    assert with_history.annotations() == []
    assert with_history.tags() == []
    with_history.close()

    again = Store.open(folder, "window")
    assert again.next_redo() == "annotate"
    assert again.redo() is not None
    assert again.annotations() == [annotation]
    assert again.redo() is None
    again.close()


def test_undoing_a_deletion_brings_annotations_back(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Deleting the wrong article must not cost its notes, nor when and how it was read."""
    store.add_articles([make_article("a1"), make_article("a2")])
    store.add_annotations([make_annotation("n1"), make_annotation("n2", "a2")])
    store.set_reading(["a1"], ReadingState.READ)
    before = (store.summaries(["a1"]), store.article("a1"), store.annotations())
    change = store.delete_articles(["a1"])
    assert (change.operation, change.articles, change.annotations, change.index) == (
        "delete articles",
        ("a1",),
        ("n1",),
        True,
    )
    assert [a.id for a in store.annotations()] == ["n2"]
    assert store.article_ids() == ["a2"]
    undone = store.undo()
    assert undone is not None
    assert undone.index
    assert (store.summaries(["a1"]), store.article("a1"), store.annotations()) == before


def test_a_correction_of_an_article_can_be_undone(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """A bad re-import gives the old text and the old places back."""
    old, note = make_article(), make_annotation("n1", start=3, end=5)
    store.add_articles([old])
    store.add_annotations([note])
    new_text = "新题\n" + old.text
    new, moved = make_article(text=new_text), make_annotation("n1", start=6, end=8, text=new_text)
    change = store.replace_article(new, [moved])
    assert (change.operation, change.articles, change.annotations) == (
        "replace article",
        ("a1",),
        ("n1",),
    )
    assert (store.article("a1"), store.annotations()) == (new, [moved])
    store.undo()
    assert (store.article("a1"), store.annotations()) == (old, [note])


@pytest.mark.parametrize("carried", [[], ["n1"], ["n1", "n2", "n3"], ["n1", "n1"]])
def test_a_correction_must_carry_every_annotation(
    store: Store, make_article: Any, make_annotation: Any, carried: list[str]
) -> None:
    """One made while the new text was aligned would otherwise stay at a wrong place."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1"), make_annotation("n2")])
    with pytest.raises(InvalidRequestError, match="changed while it was being replaced"):
        store.replace_article(make_article(title="新"), [make_annotation(key) for key in carried])
    assert store.article("a1") == make_article()


def test_a_new_operation_forgets_what_was_undone(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Redo after other work would mix two stories."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1")])
    store.undo()
    store.set_tag(Tag("外交", "pink"))
    assert store.next_redo() is None
    assert store.redo() is None
    assert store.next_undo() == "set tag"


def test_what_changes_nothing_is_no_operation(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """An undo that does nothing visible would look broken."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1")])
    assert store.update_annotations([make_annotation("n1")]).empty
    assert store.set_reading(["a1"], ReadingState.UNREAD).empty
    assert store.delete_annotations([]).empty
    assert store.next_undo() == "annotate"


def test_the_history_has_an_end(
    folder: Path, store: Store, make_article: Any, make_annotation: Any
) -> None:
    """A library must not grow without end; what is recent stays."""
    store.add_articles([make_article()])
    store.close()
    bounded = Store.open(folder, "window", keep=HistoryBounds(operations=3))
    for number in range(5):
        bounded.add_annotations([make_annotation(f"n{number}")])
    while bounded.undo():
        pass
    assert [a.id for a in bounded.annotations()] == ["n0", "n1"]
    while bounded.redo():
        pass
    assert len(bounded.annotations()) == 5
    bounded.close()


def test_deleting_and_importing_again_can_be_undone(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """The article comes back with its notes, although the import stands in between."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1")])
    store.delete_articles(["a1"])
    store.add_articles([make_article()])
    store.undo()
    assert [a.id for a in store.annotations()] == ["n1"]
    store.redo()
    assert store.article_ids() == []


def test_what_cannot_be_redone_says_so(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Redo cannot annotate an article that an import outside the history had brought."""
    store.add_articles([make_article()])
    store.delete_articles(["a1"])
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1")])
    store.undo()
    store.undo()
    store.redo()
    with pytest.raises(InvalidRequestError, match="“annotate” cannot be redone"):
        store.redo()
    assert store.annotations() == []
    assert store.check(full=True) == []


def test_a_damaged_record_is_not_undone(
    folder: Path, store: Store, make_article: Any, make_annotation: Any
) -> None:
    """A flipped bit in the history must not become a wrong annotation."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", note="原话")])
    store.delete_annotations(["n1"])
    store.close()
    with sqlite3.connect(folder / "library.sqlite") as raw:
        image = raw.execute("SELECT before FROM operation_rows WHERE operation = 2").fetchone()[0]
        flipped = image[:40] + bytes([image[40] ^ 1]) + image[41:]
        raw.execute("UPDATE operation_rows SET before = ? WHERE operation = 2", (flipped,))
    raw.close()
    damaged = Store.open(folder, "window")
    with pytest.raises(
        LibraryError, match="“delete the annotation” can neither be undone nor redone"
    ):
        damaged.undo()
    assert [p.kind for p in damaged.check(full=True)] == ["history"]
    damaged.close()


def test_reading_is_no_step_to_undo(store: Store, make_article: Any, make_annotation: Any) -> None:
    """Opening an article, which marks it read, must not take what could be redone."""
    store.add_articles([make_article("a1")])
    store.add_annotations([make_annotation("n1")])
    store.undo()
    assert store.set_reading(["a1"], ReadingState.READ).articles == ("a1",)
    assert (store.next_undo(), store.next_redo()) == (None, "annotate")
    assert store.redo() is not None
    assert store.summaries(["a1"])[0].reading is ReadingState.READ


def test_undo_leaves_articles_as_read_as_they_are(store: Store, make_article: Any) -> None:
    """Whoever read the corrected text and takes the correction back has read the article."""
    store.add_articles([make_article("a1")])
    corrected = make_article("a1", text="更正")
    store.replace_article(corrected, [])
    store.set_reading(["a1"], ReadingState.READ)
    store.undo()
    assert store.article("a1") == make_article("a1")
    assert store.summaries(["a1"])[0].reading is ReadingState.READ
    store.set_reading(["a1"], ReadingState.UNREAD)
    store.redo()
    assert store.article("a1") == corrected
    assert store.summaries(["a1"])[0].reading is ReadingState.UNREAD
    assert store.check(full=True) == []


def test_a_step_says_whether_it_was_about_others_of_its_kind_too(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """«外交 …» of one tag that two passages bear would have somebody look for another."""

    def told() -> list[tuple[str, bool]]:
        steps = (store.undo(), store.redo())
        return [(step.about, step.more) for step in steps if step]

    store.add_articles([make_article(key) for key in ("a1", "a2", "a3")])
    store.add_annotations(
        [make_annotation("n1", tags=("外交", "军事")), make_annotation("n2", tags=("外交",))]
    )
    assert told()[0][1] is True
    store.rename_tags({"外交": "外事"}, "rename tag")
    assert told() == [("外交", False)] * 2
    store.set_tag(Tag("外事", color="pink"))
    assert told() == [("外事", False)] * 2
    store.rename_tags({"外事": "外交"}, "rename tag")
    assert [more for _, more in told()] == [False, False]
    store.rename_tags({"外交": "历史/外交", "军事": "历史/军事"}, "move tags")
    assert [more for _, more in told()] == [True, True]
    store.delete_annotations(["n1"])
    assert [more for _, more in told()] == [False, False]
    store.add_annotations([make_annotation("n3"), make_annotation("n4")])
    assert store.delete_articles(["a1"]).more is False
    assert store.delete_articles(["a2", "a3"]).more is True


def test_each_operation_names_what_it_touched(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """A list of «annotate», a hundred times, leads nobody back to anything."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", start=0, end=4), make_annotation("n2")])
    store.set_tag(Tag("外交/会晤"))
    store.delete_annotations(["n1"])
    store.add_annotations([make_annotation(key, tags=("出访",)) for key in ("n3", "n4")])
    store.rename_tags({"出访": "访问"}, "rename tag")
    store.delete_articles(["a1"])
    assert [entry.about for entry in reversed(store.history(10))] == [
        "朱批奏折",
        "外交/会晤",
        "朱批奏折",
        "朱批",
        "出访",
        "朱批奏折的由来",
    ]
    assert store.check(full=True) == []
