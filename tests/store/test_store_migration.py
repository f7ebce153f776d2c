"""A library that an older version of the program made, kept as it was, opens with all in it."""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from zhupi.core.model import (
    AnnotationState,
    BlockKind,
    Credit,
    Label,
    Mention,
    ReadingState,
    Tag,
    TagCount,
)
from zhupi.store import Store
from zhupi.store.schema import schema_version


def _library(folder: Path, version: int) -> Path:
    """A library as the program made it when this schema was the newest; never to be made anew."""
    kept = Path(__file__).with_name(f"schema_{version}.sqlite.xz")
    folder.mkdir()
    (folder / "library.sqlite").write_bytes(lzma.decompress(kept.read_bytes()))
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return _library(tmp_path / "文库", 1)


@pytest.fixture
def schema_2(tmp_path: Path) -> Path:
    return _library(tmp_path / "文库", 2)


@pytest.fixture
def schema_3(tmp_path: Path) -> Path:
    return _library(tmp_path / "文库", 3)


def test_everything_in_a_library_of_schema_1_is_still_there(old: Path) -> None:
    """Years of notes must come through an update, each letter of them."""
    with closing(Store.open(old, "window")) as store:
        assert store.check(full=True) == []
        assert store.article_ids() == ["a1", "a2"]
        article = store.article("a1")
        assert article.text.endswith("🀄𠮷两字在基本平面之外。")
        assert [b.kind for b in article.blocks] == [
            BlockKind.TITLE,
            BlockKind.IMAGE,
            BlockKind.PARAGRAPH,
        ]
        assert article.byline == (Credit("作者", "某甲", "某报"), Credit("编辑", "某乙"))
        assert (article.published, article.encoding) == (date(2021, 3, 4), "gb18030")
        assert [s.reading for s in store.summaries(["a1", "a2"])] == [
            ReadingState.READ,
            ReadingState.UNREAD,
        ]
        notes = {a.id: (a.note, a.tags, a.color, a.quote) for a in store.annotations()}
        assert notes == {
            "n1": ("核对\n原文", ("外交", "外交/会晤"), "yellow", "朱批"),
            "n2": ("", (), "pink", "折的"),
            "n3": ("旧\ud800注", (), "yellow", "第二"),
        }
        assert store.tags() == [
            TagCount(Tag("外交", "green", "对外往来"), 1),
            TagCount(Tag("外交/会晤"), 1),
            TagCount(Tag("空"), 0),
        ]
        assert store.mentions.get("a1", article.digest, "v1") == [
            Mention(8, 10, Label.PERSON, "PERSON:皇帝"),
            Mention(0, 2, Label.TIME, "TIME:x", "2021", 0.5),
        ]


def test_the_history_of_a_library_of_schema_1_can_still_be_walked(old: Path) -> None:
    """What was deleted by mistake before the update can be brought back after it."""
    with closing(Store.open(old, "window")) as store:
        start = store.search.position()
        assert (store.next_undo(), store.next_redo()) == ("delete articles", "edit")
        assert store.redo() is not None
        assert store.annotation("n2").note == "改过"
        store.undo()
        store.undo()
        assert store.article("a3").text == "第三篇\n将被删去。"
        assert store.annotation("n4").tags == ("档案",)
        changes = store.search.changes_since(start)
        assert changes is not None
        assert (changes.contents, changes.facts) == (("a3",), ("a1", "a3"))
        assert store.check(full=True) == []


def test_a_backup_of_the_old_schema_is_made_before(old: Path) -> None:
    """Whoever must go back to the older version needs a library it can read."""
    before = (old / "library.sqlite").read_bytes()
    with closing(Store.open(old, "window")):
        [backup] = (old / "backups").iterdir()
    assert backup.name.endswith("-schema-1.sqlite")
    with closing(sqlite3.connect(backup)) as raw, closing(sqlite3.connect(":memory:")) as kept:
        kept.deserialize(before)
        for connection in (raw, kept):
            connection.text_factory = partial(str, encoding="utf-8", errors="surrogatepass")
        assert schema_version(raw) == 1
        assert list(raw.iterdump()) == list(kept.iterdump())


def test_everything_in_a_library_of_schema_2_is_still_there(schema_2: Path) -> None:
    """Notes, tags, searches and what was read must come through an update."""
    with closing(Store.open(schema_2, "window")) as store:
        assert store.check(full=True) == []
        assert set(store.article_ids()) == {"a1", "a2", "a3"}
        notes = {a.id: (a.note, a.tags, a.color, a.state, a.origin) for a in store.annotations()}
        resolved = AnnotationState.RESOLVED
        assert notes == {
            "n1": ("核对\n原文", ("外交", "外交/会晤"), "yellow", resolved, None),
            "n2": ("改过", (), "pink", resolved, None),
            "n3": ("旧\ud800注", (), "yellow", resolved, None),
            "n4": ("", ("档案",), "yellow", AnnotationState.ORPHAN, None),
        }
        assert store.waiting()[AnnotationState.ORPHAN] == 1
        assert store.tags() == [
            TagCount(Tag("外交", "green", "对外往来"), 1),
            TagCount(Tag("外交/会晤"), 1),
            TagCount(Tag("档案"), 1),
            TagCount(Tag("空"), 0),
        ]
        assert set(store.recent_tags(9)) == {"外交", "外交/会晤", "档案"}
        [search] = store.saved_searches()
        assert (search.name, search.query) == ("会晤", "外交 会晤")
        assert [s.reading for s in store.summaries(["a1"])] == [ReadingState.READ]


def test_the_history_of_a_library_of_schema_2_can_still_be_walked(schema_2: Path) -> None:
    """What was done before the update is listed, and can be taken back, to the first step."""
    with closing(Store.open(schema_2, "window")) as store:
        told = store.history(100)
        assert [(e.operation, e.undone, e.annotations, e.tags) for e in told] == [
            ("delete", True, 1, 0),
            ("edit", False, 1, 0),
            ("save search", False, 0, 0),
            ("replace article", False, 1, 0),
            ("set tag", False, 0, 1),
            ("set tag", False, 0, 1),
            ("annotate", False, 1, 0),
            ("annotate", False, 1, 0),
            ("annotate", False, 2, 0),
        ]
        assert (told[2].searches, told[3].articles) == (1, 1)
        store.go_to(3)
        assert store.article("a3").text == "第三篇\n将被改正。"
        assert store.annotation("n4").state is AnnotationState.RESOLVED
        store.go_to(0)
        assert store.annotations() == []
        assert store.tags() == []
        store.go_to(told[0].number)
        assert {a.id for a in store.annotations()} == {"n2", "n3", "n4"}
        assert store.check(full=True) == []


def test_everything_in_a_library_of_schema_3_is_still_there(schema_3: Path) -> None:
    """Notes, keys, old texts and what was found in articles must come through an update."""
    with closing(Store.open(schema_3, "window")) as store:
        assert store.check(full=True) == []
        notes = {a.id: (a.note, a.tags, a.color, a.state) for a in store.annotations()}
        assert notes == {
            "n1": ("核对\n原文", ("外交", "外交/会晤"), "yellow", AnnotationState.RESOLVED),
            "n2": ("改过", (), "pink", AnnotationState.RESOLVED),
            "n3": ("旧\ud800注", (), "yellow", AnnotationState.RESOLVED),
            "n4": ("", ("史料/档案",), "yellow", AnnotationState.MOVED),
        }
        moved = store.annotation("n4")
        assert (moved.quote, moved.original_quote, moved.confidence) == ("改正", "将被改正", 0.75)
        assert moved.origin is not None
        assert store.version("a3", moved.origin.version).text == "第三篇\n将被改正。"
        assert TagCount(Tag("外交", "green", "对外往来", 3), 1) in store.tags()
        [search] = store.saved_searches()
        assert (search.query, search.seen) == ("外交 会晤", 1)
        article = store.article("a1")
        assert store.mentions.get("a1", article.digest, "v1") == [
            Mention(0, 2, Label.TIME, "TIME:x", "2021", 0.5),
            Mention(8, 10, Label.PERSON, "PERSON:皇帝"),
        ]
        assert store.mentions.get("a2", store.article("a2").digest, "v1") == []


def test_the_history_of_a_library_of_schema_3_can_still_be_walked(schema_3: Path) -> None:
    """What was done before the update is listed in words, and can be taken back and redone."""
    with closing(Store.open(schema_3, "window")) as store:
        told = store.history(100)
        assert [(e.operation, e.undone, e.about) for e in told[:5]] == [
            ("delete", True, "朱批"),
            ("edit", False, "帝用朱"),
            ("rename tag", False, "改正"),
            ("save search", False, "会晤"),
            ("replace article", False, "第三篇"),
        ]
        store.go_to(0)
        assert (store.annotations(), store.tags()) == ([], [])
        store.go_to(told[0].number)
        assert {a.id for a in store.annotations()} == {"n2", "n3", "n4"}
        assert store.check(full=True) == []
