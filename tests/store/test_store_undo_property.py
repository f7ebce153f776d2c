"""Whatever was done, in whatever order, over whatever restarts: undo gives back every byte."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from zhupi.core.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Purpose,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.search import SavedSearch
from zhupi.store import Store

_TAGS = st.lists(st.sampled_from(["外交", "外交/会晤", "外交部", "经\ud800济"]), max_size=3)
_TABLES = ("articles", "contents", "annotations", "annotation_tags", "tags", "saved_searches")
Dump = dict[str, list[tuple[object, ...]]]


def _article(key: str, text: str) -> Article:
    return Article(
        key,
        f"题{key}",
        text,
        (Block(BlockKind.PARAGRAPH, 0, len(text)),),
        published=date(2020, 1, 1),
    )


def _annotation(key: str, article: str, start: int, tags: list[str], note: str) -> Annotation:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    bodies = [Body(Purpose.TAGGING, tag) for tag in tags] + [Body(Purpose.COMMENTING, note)]
    target = Target(article, TextPositionSelector(start, start + 1), TextQuoteSelector("字"))
    return Annotation(key, target, tuple(bodies), "yellow", "读者", moment, moment)


class Undo(RuleBasedStateMachine):
    """Keeps the dump after every operation; undo and redo must walk along them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "library"
        self.store = Store.create(self.folder, "window")
        self.dumps: list[Dump] = []
        self.position = 0
        self.made = 0

    @initialize()
    def begin(self) -> None:
        self.store.add_articles([_article(f"a{n}", "字" * 300) for n in range(4)])
        self.dumps = [self._dump()]

    def teardown(self) -> None:
        if self.dumps:
            self._walk_to(0)
            self._walk_to(len(self.dumps) - 1)
            assert self.store.check(full=True) == []
        self.store.close()
        shutil.rmtree(self.folder.parent)

    @rule(data=st.data(), tags=_TAGS, note=st.text(max_size=400), count=st.integers(1, 3))
    def annotate(self, data: st.DataObject, tags: list[str], note: str, count: int) -> None:
        if not (articles := self.store.article_ids()):
            return
        keys = [f"n{self.made + n}" for n in range(count)]
        self.made += count
        article = data.draw(st.sampled_from(articles))
        self.store.add_annotations([_annotation(k, article, 0, tags, note) for k in keys])
        self._done()

    @rule(data=st.data(), tags=_TAGS, note=st.text(max_size=9), start=st.integers(0, 99))
    def edit(self, data: st.DataObject, tags: list[str], note: str, start: int) -> None:
        if not (present := self.store.annotations()):
            return
        old = data.draw(st.sampled_from(present))
        self._done(
            changed=not self.store.update_annotations(
                [_annotation(old.id, old.target.article, start, tags, note)]
            ).empty
        )

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if not (present := [a.id for a in self.store.annotations()]):
            return
        chosen = data.draw(st.lists(st.sampled_from(present), min_size=1, max_size=3))
        self.store.delete_annotations(chosen)
        self._done()

    @rule(data=st.data())
    def delete_articles(self, data: st.DataObject) -> None:
        if not (present := self.store.article_ids()):
            return
        self.store.delete_articles(data.draw(st.lists(st.sampled_from(present), min_size=1)))
        self._done()

    @rule(data=st.data(), size=st.integers(100, 400))
    def replace_article(self, data: st.DataObject, size: int) -> None:
        if not (present := self.store.article_ids()):
            return
        key = data.draw(st.sampled_from(present))
        mine = [a for a in self.store.annotations() if a.target.article == key]
        carried = [_annotation(a.id, key, 7, list(a.tags), a.note) for a in mine]
        change = self.store.replace_article(_article(key, "字" * size), carried)
        self._done(changed=not change.empty)

    @rule(path=st.sampled_from(["外交", "新"]), color=st.sampled_from(["", "pink"]))
    def set_tag(self, path: str, color: str) -> None:
        self._done(changed=not self.store.set_tag(Tag(path, color)).empty)

    @rule(
        key=st.sampled_from("st"),
        name=st.sampled_from(["今日", "外\ud800交"]),
        seen=st.integers(0, 9),
    )
    def save_search(self, key: str, name: str, seen: int) -> None:
        self._done(
            changed=not self.store.put_saved_search(SavedSearch(key, name, "会", seen=seen)).empty
        )

    @rule(data=st.data())
    def delete_search(self, data: st.DataObject) -> None:
        if not (present := [search.id for search in self.store.saved_searches()]):
            return
        self.store.delete_saved_search(data.draw(st.sampled_from(present)))
        self._done()

    @precondition(lambda self: self.position > 0)
    @rule()
    def undo(self) -> None:
        self._walk_to(self.position - 1)

    @rule()
    def redo(self) -> None:
        if self.position == len(self.dumps) - 1:
            assert self.store.redo() is None
        else:
            self._walk_to(self.position + 1)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder, "window")

    @invariant()
    def the_file_says_what_was_said(self) -> None:
        if self.dumps:
            assert self._dump() == self.dumps[self.position]

    def _done(self, *, changed: bool = True) -> None:
        if changed:
            self.dumps[self.position + 1 :] = [self._dump()]
            self.position += 1

    def _walk_to(self, position: int) -> None:
        while self.position != position:
            step = 1 if self.position < position else -1
            assert (self.store.redo() if step > 0 else self.store.undo()) is not None
            self.position += step
            assert self._dump() == self.dumps[self.position]

    def _dump(self) -> Dump:
        raw = sqlite3.connect(self.folder / "library.sqlite")
        raw.text_factory = bytes
        try:
            return {
                table: raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
                for table in _TABLES
            }
        finally:
            raw.close()


TestUndo = Undo.TestCase
TestUndo.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
