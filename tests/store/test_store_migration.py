"""A library that an older version of the program made, kept as it was, opens with all in it."""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from zhupi.core.model import BlockKind, Credit, Label, Mention, ReadingState, Tag, TagCount
from zhupi.store import Store
from zhupi.store.schema import schema_version

#: Made by the program as it was before schema 2; never to be made anew.
_SCHEMA_1 = Path(__file__).with_name("schema_1.sqlite.xz")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "文库"
    folder.mkdir()
    (folder / "library.sqlite").write_bytes(lzma.decompress(_SCHEMA_1.read_bytes()))
    return folder


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
        assert store.mentions("a1", article.digest, "v1") == [
            Mention(8, 10, Label.PERSON, "PERSON:皇帝"),
            Mention(0, 2, Label.TIME, "TIME:x", "2021", 0.5),
        ]


def test_the_history_of_a_library_of_schema_1_can_still_be_walked(old: Path) -> None:
    """What was deleted by mistake before the update can be brought back after it."""
    with closing(Store.open(old, "window")) as store:
        start = store.position()
        assert (store.next_undo(), store.next_redo()) == ("delete articles", "edit")
        assert store.redo() is not None
        assert store.annotation("n2").note == "改过"
        store.undo()
        store.undo()
        assert store.article("a3").text == "第三篇\n将被删去。"
        assert store.annotation("n4").tags == ("档案",)
        changes = store.changes_since(start)
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
