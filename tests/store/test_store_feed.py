"""The feed of changes: an index that follows it finds what there is, and nothing else."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from zhupi.core.errors import InvalidRequestError
from zhupi.core.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Label,
    Mention,
    Purpose,
    ReadingState,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.search import ArticleFacts, FeedPosition
from zhupi.store import Store, feed

_KEYS = ("a1", "a2", "a3", "a4")


def _article(key: str, text: str) -> Article:
    return Article(key, f"题{key}", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))


def _annotation(key: str, article: str, tags: list[str]) -> Annotation:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    bodies = tuple(Body(Purpose.TAGGING, tag) for tag in tags)
    target = Target(article, TextPositionSelector(0, 1), TextQuoteSelector("字"))
    return Annotation(key, target, bodies, "yellow", "读者", moment, moment)


class Following(RuleBasedStateMachine):
    """Keeps a copy by the feed alone, and compares it with the library."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "library"
        self.store = Store.create(self.folder, "window")
        self.made = 0

    @initialize()
    def begin(self) -> None:
        self.position = self.store.search.position()
        self.contents: dict[str, str] = {}
        self.facts: dict[str, ArticleFacts] = {}

    def teardown(self) -> None:
        self.follow()
        assert self.store.check(full=True) == []
        self.store.close()
        shutil.rmtree(self.folder.parent)

    @rule(key=st.sampled_from(_KEYS), text=st.sampled_from(["字句", "字词句"]))
    def write(self, key: str, text: str) -> None:
        if not self.store.has_article(key):
            self.store.add_articles([_article(key, text)])
            return
        mine = [a for a in self.store.annotations() if a.target.article == key]
        self.store.replace_article(_article(key, text), mine)

    @rule(keys=st.lists(st.sampled_from(_KEYS), min_size=1, max_size=2))
    def delete(self, keys: list[str]) -> None:
        self.store.delete_articles([key for key in keys if self.store.has_article(key)])

    @rule(key=st.sampled_from(_KEYS), state=st.sampled_from(ReadingState))
    def read(self, key: str, state: ReadingState) -> None:
        if self.store.has_article(key):
            self.store.set_reading([key], state)

    @rule(key=st.sampled_from(_KEYS), tags=st.lists(st.sampled_from("甲乙"), max_size=2))
    def annotate(self, key: str, tags: list[str]) -> None:
        if self.store.has_article(key):
            self.made += 1
            self.store.add_annotations([_annotation(f"n{self.made}", key, tags)])

    @rule(data=st.data(), key=st.sampled_from(_KEYS), tags=st.lists(st.sampled_from("甲乙")))
    def edit(self, data: st.DataObject, key: str, tags: list[str]) -> None:
        present = [a.id for a in self.store.annotations()]
        if present and self.store.has_article(key):
            changed = _annotation(data.draw(st.sampled_from(present)), key, tags)
            self.store.update_annotations([changed])

    @rule(data=st.data())
    def delete_annotation(self, data: st.DataObject) -> None:
        if present := [a.id for a in self.store.annotations()]:
            self.store.delete_annotations([data.draw(st.sampled_from(present))])

    @rule(key=st.sampled_from(_KEYS), label=st.sampled_from(Label))
    def recognise(self, key: str, label: Label) -> None:
        if self.store.has_article(key):
            found = [Mention(0, 1, label, f"{label}:某")]
            self.store.mentions.put(key, self.store.digests()[key], "v1", found)

    @rule()
    def undo(self) -> None:
        self.store.undo()

    @rule()
    def redo(self) -> None:
        try:
            self.store.redo()
        except InvalidRequestError as error:
            assert "no longer in the library" in str(error)  # noqa: PT017  one of two outcomes

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder, "window")

    @rule()
    def follow(self) -> None:
        changes = self.store.search.changes_since(self.position)
        assert changes is not None
        told = bool(changes.contents or changes.removed)
        assert self.store.search.contents_changed_since(self.position) == told
        for key in changes.removed:
            self.contents.pop(key, None)
            self.facts.pop(key, None)
        self.contents |= {
            d.article: d.digest for d in self.store.search.documents(changes.contents)
        }
        self.facts |= {f.article: f for f in self.store.search.facts(changes.facts)}
        self.position = changes.position
        assert self.contents == self.store.digests()
        truth = {f.article: f for f in self.store.search.facts(self.store.article_ids())}
        assert {key: self.facts.get(key, ArticleFacts(key)) for key in truth} == truth


TestFollowing = Following.TestCase
TestFollowing.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


@pytest.fixture
def filled(store: Store, make_article: Any) -> Store:
    store.add_articles([make_article(key) for key in _KEYS])
    return store


def test_each_change_is_told_once(filled: Store, make_article: Any, make_annotation: Any) -> None:
    """What is told twice is indexed twice; what is told of others costs them their place."""
    start = filled.search.position()
    filled.add_annotations([make_annotation("n1", "a2", tags=("外交",))])
    filled.delete_articles(["a3"])
    filled.replace_article(make_article("a4", source="别报"), [])
    changes = filled.search.changes_since(start)
    assert changes is not None
    assert (changes.contents, changes.facts, changes.removed) == (("a4",), ("a2", "a4"), ("a3",))
    after = filled.search.changes_since(changes.position)
    assert after is not None
    assert (after.contents, after.facts, after.removed) == ((), (), ())


@pytest.mark.parametrize("work", ["recolour", "move", "describe a tag", "save a search", "none"])
def test_what_search_does_not_know_moves_nothing(
    filled: Store, make_annotation: Any, work: str
) -> None:
    """Choosing a colour for a highlight must cost the index no work."""
    filled.add_annotations([make_annotation("n1")])
    start = filled.search.position()
    match work:
        case "recolour":
            filled.update_annotations([make_annotation("n1", color="pink")])
        case "move":
            filled.update_annotations([make_annotation("n1", start=1, end=3)])
        case "describe a tag":
            filled.set_tag(Tag("外交", "green"))
        case _:
            filled.set_reading(["a1"], ReadingState.UNREAD)
    assert filled.search.position() == start


def test_a_note_that_moves_to_another_article_is_told_of_both(
    filled: Store, make_annotation: Any
) -> None:
    """The article it left would go on being found by its tag."""
    filled.add_annotations([make_annotation("n1", "a1", tags=("外交",))])
    start = filled.search.position()
    filled.update_annotations([make_annotation("n1", "a2", tags=("外交",))])
    changes = filled.search.changes_since(start)
    assert changes is not None
    assert changes.facts == ("a1", "a2")


def test_a_new_article_has_no_facts_to_tell(filled: Store, make_article: Any) -> None:
    """An import of a hundred thousand articles must not write each of them twice."""
    start = filled.search.position()
    filled.add_articles([make_article("a5")])
    changes = filled.search.changes_since(start)
    assert changes is not None
    assert (changes.contents, changes.facts) == (("a5",), ())
    assert list(filled.search.facts(["a5"])) == [ArticleFacts("a5")]


def test_a_copy_that_went_its_own_way_is_not_taken_for_the_library(
    folder: Path, filled: Store, make_article: Any
) -> None:
    """An index moved beside another copy must be compared whole, or it lacks articles."""
    common = filled.search.position()
    filled.close()
    other_folder = folder.with_name("copy")
    shutil.copytree(folder, other_folder)
    positions: list[FeedPosition] = []
    for place, key in ((folder, "x1"), (other_folder, "x2")):
        with closing(Store.open(place, "window")) as opened:
            opened.add_articles([make_article(key)])
            positions.append(opened.search.position())
    assert positions[0].number == positions[1].number
    with closing(Store.open(folder, "window")) as opened:
        assert opened.search.changes_since(positions[1]) is None
        assert opened.search.contents_changed_since(positions[1])
        changes = opened.search.changes_since(common)
        assert changes is not None
        assert changes.contents == ("x1",)
        assert opened.search.changes_since(None) is None


def test_a_backup_put_back_is_older_than_its_index(
    filled: Store, make_article: Any, tmp_path: Path
) -> None:
    """After a restore the index knows articles that the library no longer has."""
    filled.backup(tmp_path / "backup.sqlite")
    filled.add_articles([make_article("a5")])
    newer, folder = filled.search.position(), filled.folder
    filled.close()
    shutil.copy(tmp_path / "backup.sqlite", folder / "library.sqlite")
    with closing(Store.open(folder, "window")) as restored:
        assert restored.search.changes_since(newer) is None


def test_the_past_is_kept_in_bounds(
    filled: Store, make_article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Years of work must not swell the library; a position beyond them says that it is."""
    monkeypatch.setattr(feed, "KEPT_NUMBERS", 5)
    filled.delete_articles(["a4"])
    first = filled.search.position()
    for number in range(6):
        assert (filled.search.changes_since(first) is None) == (number > 4)
        filled.set_reading(["a1"], ReadingState.UNREAD if number % 2 else ReadingState.READ)
    assert filled.search.changes_since(first) is None
    with closing(sqlite3.connect(filled.folder / "library.sqlite")) as raw:
        assert raw.execute("SELECT count(*) FROM feed_stamps").fetchone() == (5,)
        assert raw.execute("SELECT count(*) FROM feed WHERE removed").fetchone() == (0,)
    # An article that comes back after that is still told with the state it was read in.
    filled.set_reading(["a2"], ReadingState.READ)
    filled.delete_articles(["a2"])
    for number in range(6):
        filled.set_reading(["a1"], ReadingState.READ if number % 2 else ReadingState.UNREAD)
    before = filled.search.position()
    filled.undo()
    changes = filled.search.changes_since(before)
    assert changes is not None
    assert (changes.contents, changes.facts) == (("a2",), ("a2",))


def test_which_articles_are_new_since_a_moment(filled: Store, make_article: Any) -> None:
    """The number of new hits of a saved search counts neither the old nor the deleted."""
    seen = filled.search.position().number
    assert filled.search.changed_after(_KEYS, seen) == set()
    assert filled.search.changed_after(_KEYS, 0) == set(_KEYS)
    filled.add_articles([make_article("a5"), make_article("a6")])
    filled.replace_article(make_article("a1", source="别报"), [])
    filled.delete_articles(["a6"])
    filled.set_reading(["a2"], ReadingState.READ)
    assert filled.search.changed_after([*_KEYS, "a5", "a6"], seen) == {"a1", "a5"}
    assert filled.search.changed_after(["a5"], seen) == {"a5"}


def test_a_wrong_feed_is_noticed(filled: Store) -> None:
    """An index that follows a damaged record would lack articles and say that it is whole."""
    with closing(sqlite3.connect(filled.folder / "library.sqlite")) as raw:
        raw.execute("UPDATE feed SET removed = 1 WHERE article = 'a1'")
        raw.execute("UPDATE feed SET contents = 99 WHERE article = 'a2'")
        raw.commit()
    found = [(p.kind, p.key) for p in filled.check(full=True)]
    assert found == [("feed", "a1"), ("feed", "a2")]
