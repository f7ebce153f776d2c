"""What was acknowledged survives a kill at any moment and a full disk; damage is noticed."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import zhupi
from zhupi.core.errors import LibraryError
from zhupi.core.model import Annotation, Article, Tag, TagCount
from zhupi.core.search import SavedSearch
from zhupi.store import Store, connections

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(zhupi.__file__).parents[1])}

_UNFINISHED = """
import os, signal, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA cache_size = 1")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE articles SET title = 'half'")
raw.execute("CREATE TABLE filler (x)")
raw.executemany("INSERT INTO filler VALUES (?)", [(b"x" * 5000,)] * 200)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
@pytest.mark.parametrize("read_only", [False, True])
def test_a_transaction_cut_short_is_taken_back_at_the_next_start(
    folder: Path, store: Store, make_article: Any, read_only: bool
) -> None:
    """Also when the library is only to be read."""
    store.add_articles([make_article()])
    store.close()
    subprocess.run(
        [sys.executable, "-c", _UNFINISHED, str(folder / "library.sqlite")],
        check=False,
        env=_ENVIRONMENT,
    )
    assert (folder / "library.sqlite-journal").stat().st_size > 0
    with closing(Store.open(folder, "window", read_only=read_only)) as opened:
        assert opened.article("a1") == make_article()
        assert opened.check(full=True) == []


def test_a_full_disk_loses_nothing(store: Store, make_article: Any, make_annotation: Any) -> None:
    """The operation fails with a sentence, whole; after making room it succeeds."""
    store.add_articles([make_article()])
    kept = make_annotation("n1")
    store.add_annotations([kept])
    many = [make_annotation(f"m{n}", note="长" * 3000) for n in range(20)]
    with store._connections.read() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        for work in (
            lambda: store.add_annotations(many),
            lambda: store.add_articles([make_article("a2", text="字" * 90000)]),
            lambda: store.update_annotations([make_annotation("n1", note="长" * 90000)]),
        ):
            with pytest.raises(LibraryError, match="is full"):
                work()
            assert store.annotations() == [kept]
            assert store.article_ids() == ["a1"]
            assert store.next_undo() == "annotate"
        connection.execute("PRAGMA max_page_count = 1000000")
    assert len(store.add_annotations(many).annotations) == 20
    assert store.check(full=True) == []


def test_a_library_kept_busy_says_so(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup program that locks the file must not hang the window for ever."""
    store.close()
    impatient = Store.open(folder, "window")
    impatient._connections._busy_seconds = 0.01
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryError, match="busy for too long"):
            impatient.set_tag(Tag("外交"))
        with pytest.raises(LibraryError, match="busy for too long"):
            impatient.article_ids()
    impatient.set_tag(Tag("外交"))
    impatient.close()


def test_every_connection_has_the_safe_settings(folder: Path, store: Store) -> None:
    """Other settings lose acknowledged notes when the power fails."""
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "busy_timeout": 60_000,
    }
    with closing(connections.connect(folder / "library.sqlite", read_only=False)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


# --- damage -----------------------------------------------------------------------------------


@pytest.fixture
def written(folder: Path, store: Store, make_article: Any, make_annotation: Any) -> Path:
    """The folder of a closed library with a little of everything."""
    store.add_articles([make_article(), make_article("a2", text="第二篇\n" + "正文。" * 300)])
    store.add_annotations(
        [make_annotation(f"n{n}", tags=("外交", f"标签/{n}"), note=f"笔记{n}") for n in range(30)]
    )
    store.set_tag(Tag("外交", "pink", "说明"))
    store.put_saved_search(SavedSearch("s1", "会谈", "会谈 OR 会见"))
    store.close()
    return folder


def _alter(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as raw:
        raw.execute(sql)


@pytest.mark.parametrize(
    "change",
    [
        "exact = '谕旨'",
        "bodies = replace(bodies, '笔', '毛')",
        "bodies = '['",
        'start = 1, "end" = 3',
        "color = 'pink'",
        "created = '2020-01-01'",
        "state = 'none'",
        "article = 'a2'",
    ],
)
def test_a_changed_annotation_is_noticed_and_never_blessed(
    written: Path, make_annotation: Any, change: str
) -> None:
    """What is not as it was written is not shown, nor given a good checksum by an edit."""
    _alter(written, f"UPDATE annotations SET {change} WHERE id = 'n7'")
    with closing(Store.open(written, "window")) as store:
        with pytest.raises(LibraryError, match=r"annotation n7 .* is damaged"):
            store.annotation("n7")
        with pytest.raises(LibraryError, match=r"annotation n7 .* is damaged"):
            store.update_annotations([make_annotation("n7")])
        for full in (False, True):
            assert ("checksum", "n7") in [(p.kind, p.key) for p in store.check(full=full)]
        with closing(sqlite3.connect(written / "library.sqlite")) as raw:
            row = raw.execute("SELECT * FROM annotations WHERE id = 'n7'").fetchone()
            store.delete_annotations(["n7"])
            assert len(store.annotations()) == 29
            store.undo()
            assert raw.execute("SELECT * FROM annotations WHERE id = 'n7'").fetchone() == row


def test_a_changed_annotation_is_not_blessed_by_a_corrected_article(
    written: Path, make_article: Any
) -> None:
    """An import writes all annotations of its article anew; what is damaged is told instead."""
    _alter(written, "UPDATE annotations SET bodies = '[[\"commenting\",\"别\"]]' WHERE id = 'n7'")
    with closing(Store.open(written, "window")) as store:
        [article] = {a.target.article for a in store.annotations()}
        with pytest.raises(LibraryError, match=r"annotation n7 .* is damaged"):
            store.replace_article(make_article(article, source="别报"), store.annotations())
        assert ("checksum", "n7") in [(p.kind, p.key) for p in store.check(full=True)]


@pytest.mark.parametrize(
    "change",
    [
        "articles SET title = '别'",
        "articles SET reading = 'read'",
        "contents SET text = replace(text, '朱', '硃')",
        "contents SET blocks = '[]'",
    ],
)
def test_a_changed_article_is_noticed(written: Path, change: str) -> None:
    """The text is sacred: a flipped bit in it must not pass as what the paper wrote."""
    _alter(written, f"UPDATE {change}")
    with closing(Store.open(written, "window")) as store:
        with pytest.raises(LibraryError, match=r"article a1 .* is damaged"):
            store.article("a1")
        assert "checksum" in [p.kind for p in store.check(full=True)]


def test_check_finds_what_does_not_fit_together(written: Path, make_annotation: Any) -> None:
    """Places outside the text, wrong quotes, wrong tags, references to nothing."""
    with closing(Store.open(written, "window")) as store:
        assert store.check(full=True) == []
        store.add_annotations([make_annotation("q1", start=1, end=3, text="别的文字")])
        assert [(p.kind, p.key) for p in store.check(full=True)] == [("quote", "q1")]
        assert store.check(full=False) == []
        store.undo()
    _alter(written, "UPDATE articles SET characters = 1 WHERE id = 'a1'")
    _alter(written, "DELETE FROM annotation_tags WHERE annotation = 'n3'")
    _alter(written, "DELETE FROM contents WHERE article = 'a2'")
    _alter(written, "DELETE FROM articles WHERE id = 'a2'")
    _alter(written, "UPDATE annotations SET article = 'a2' WHERE id = 'n4'")
    with closing(Store.open(written, "window")) as store:
        found = {(str(p.kind), p.key) for p in store.check(full=True)}
        assert all(str(p.message) for p in store.check(full=True))
    assert {
        ("reference", ""),
        ("position", "n5"),
        ("tags", "n3"),
        ("checksum", "a1"),
        ("checksum", "n4"),
    } <= found


def test_a_flipped_bit_never_goes_unnoticed(written: Path) -> None:
    """Wherever it flips: opening refuses, `check` reports, or nothing a person sees differs."""
    file = written / "library.sqlite"
    sound = file.read_bytes()
    with closing(Store.open(written, "window")) as store:
        expected = _seen(store)
    places = random.Random(6)
    for _ in range(250):
        at, bit = places.randrange(len(sound)), 1 << places.randrange(8)
        file.write_bytes(sound[:at] + bytes([sound[at] ^ bit]) + sound[at + 1 :])
        try:
            store = Store.open(written, "window")
        except LibraryError:
            continue
        with closing(store):
            problems = store.check(full=True)
            try:
                unchanged = _seen(store) == expected
            except LibraryError:
                unchanged = False
            assert problems or unchanged, f"bit {bit} at {at}"


def _seen(
    store: Store,
) -> tuple[list[Annotation], list[Article], list[TagCount], list[str], str | None, list[Any]]:
    return (
        store.annotations(),
        [store.article(key) for key in store.article_ids()],
        store.tags(),
        [s.title for s in store.summaries(["a1", "a2"])],
        store.next_undo(),
        [store.digests(), store.sources(), store.saved_searches()],
    )


def test_an_annotation_whose_text_became_raw_bytes_can_be_deleted(
    folder: Path, store: Store, make_article: Any, make_annotation: Any
) -> None:
    """One flipped bit says that a text is none; nobody should have to live with the remains."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", note="核对"), make_annotation("n2")])
    store.close()
    file = folder / "library.sqlite"
    schema = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'annotations'"
    for change, statement in (
        ((") STRICT", ")"), "SELECT 1"),
        ((")", ")"), "UPDATE annotations SET exact = CAST(exact AS BLOB) WHERE id = 'n1'"),
        (("\n    )", "\n    ) STRICT"), "SELECT 1"),
    ):
        with closing(sqlite3.connect(file, isolation_level=None)) as raw:
            raw.execute(statement)
            raw.execute("PRAGMA writable_schema = ON")
            raw.execute(schema, change)
    with closing(Store.open(folder, "window")) as opened:
        assert [(p.kind, p.key) for p in opened.check(full=False) if p.key] == [("checksum", "n1")]
        opened.delete_annotations(["n1"])
        assert opened.check(full=True) == []
        opened.undo()
        assert opened.annotation("n1") == make_annotation("n1", note="核对")
