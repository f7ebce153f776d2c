"""Repair of libraries that an older version of the program made, and of what a crash left."""

from __future__ import annotations

import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import CancelledError, LibraryError, LibraryReadOnlyError
from zhupi.core.messages import message
from zhupi.core.model import Progress, Tag
from zhupi.store import Store, repairing

_HERE = Path(__file__).parent


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_a_damaged_library_of_an_older_version_becomes_one_of_today(
    tmp_path: Path, schema: int
) -> None:
    """Whoever comes back after years and finds a damaged file still has their notes."""
    whole = lzma.decompress((_HERE / f"schema_{schema}.sqlite.xz").read_bytes())
    file, whole_folder = tmp_path / "library.sqlite", tmp_path / "whole"
    whole_folder.mkdir()
    (whole_folder / "library.sqlite").write_bytes(whole)
    with closing(Store.open(whole_folder, "window")) as store:
        notes, tags = store.annotations(), store.tags()
        texts = {key: store.article(key) for key in store.article_ids()}
        undo = store.next_undo()
    file.write_bytes(whole)
    assert repairing.repair(tmp_path, "window").damaged_file is None, "it is in order"
    assert file.read_bytes() == whole
    for spoiled in (bytes(4096) + whole[4096:], whole[:20] + b"\xff" + whole[21:]):
        file.write_bytes(spoiled)
        report = repairing.repair(tmp_path, "window")
        assert report.lost == ()
        with closing(Store.open(tmp_path, "window")) as store:
            assert (store.annotations(), store.tags()) == (notes, tags)
            assert {key: store.article(key) for key in store.article_ids()} == texts
            assert store.next_undo() == undo
            assert store.check(full=True) == []


def test_what_a_crash_left_half_is_taken_back_before_rows_are_saved(
    store: Store, folder: Path, make_article: Any, make_annotation: Any
) -> None:
    """Half an operation is not what anybody wrote; and the damaged file keeps its journal."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", note="全")])
    store.close()
    script = (
        "import os, signal, sqlite3, sys\n"
        "raw = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "raw.execute('PRAGMA cache_size = 1')\n"
        "raw.execute('BEGIN IMMEDIATE')\n"
        "raw.execute('DELETE FROM annotations')\n"
        "raw.execute('CREATE TABLE filler (x)')\n"
        "raw.executemany('INSERT INTO filler VALUES (?)', [(b'x' * 5000,)] * 200)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    file = folder / "library.sqlite"
    subprocess.run([sys.executable, "-c", script, str(file)], check=False)
    journal = folder / "library.sqlite-journal"
    assert journal.stat().st_size > 0
    data = bytearray(file.read_bytes())
    data[70] ^= 4  # the application's id, which nobody else's library has almost
    file.write_bytes(bytes(data))
    before = (bytes(data), journal.read_bytes())
    report = repairing.repair(folder, "window")
    kept = report.damaged_file
    assert kept is not None
    assert (kept.read_bytes(), kept.with_name(f"{kept.name}-journal").read_bytes()) == before
    with closing(Store.open(folder, "window")) as opened:
        assert [a.note for a in opened.annotations()] == ["全"]


def _damage(folder: Path) -> bytes:
    file = folder / "library.sqlite"
    data = bytearray(file.read_bytes())
    data[:100] = bytes(100)
    file.write_bytes(bytes(data))
    return bytes(data)


def test_a_repair_that_is_stopped_changes_nothing(
    store: Store, folder: Path, make_article: Any
) -> None:
    """Closing the dialog leaves the damaged file where it was, and no debris."""
    store.add_articles([make_article()])
    store.close()
    damaged = _damage(folder)

    def stop(_step: Progress) -> None:
        raise CancelledError(message("Stopped."))

    with pytest.raises(CancelledError):
        repairing.repair(folder, "window", stop)
    assert (folder / "library.sqlite").read_bytes() == damaged
    assert not list(folder.glob("*.new*")), "no debris"
    assert not list(folder.glob("library.damaged-*"))


def test_what_cannot_be_repaired_is_said(store: Store, folder: Path) -> None:
    """In one sentence; nothing is touched."""
    with pytest.raises(LibraryReadOnlyError, match="in use by a window"):
        repairing.repair(folder, "command line")
    store.close()
    file = folder / "library.sqlite"
    file.write_bytes(os.urandom(50_000))
    noise = file.read_bytes()
    with pytest.raises(LibraryError, match="Nothing could be saved"):
        repairing.repair(folder, "window")
    assert file.read_bytes() == noise
    file.unlink()
    with pytest.raises(LibraryError, match="no library in"):
        repairing.repair(folder, "window")


def test_a_library_of_a_newer_version_is_not_repaired(store: Store, folder: Path) -> None:
    """What it has that we do not know would be lost."""
    store.set_tag(Tag("外交"))
    store.close()
    with closing(sqlite3.connect(folder / "library.sqlite")) as raw, raw:
        raw.execute("PRAGMA user_version = 999")
        raw.execute("CREATE TABLE speakers (id TEXT)")
        raw.execute("UPDATE tags SET color = 'x'")
    with pytest.raises(LibraryError, match="newer version"):
        repairing.repair(folder, "window")
