"""A folder is a library or says why not; two programs do not write one library."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import zhupi
from zhupi.core.errors import InvalidRequestError, LibraryError, LibraryReadOnlyError
from zhupi.core.model import ReadingState, Tag
from zhupi.store import Store

_SOURCE_ROOT = str(Path(zhupi.__file__).parents[1])


def _python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": _SOURCE_ROOT, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture
def closed(folder: Path, store: Store, make_article: Any) -> Path:
    """The folder of a library with one article, which nobody has open."""
    store.add_articles([make_article()])
    store.close()
    return folder


# --- making and recognising libraries --------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_new_library_is_its_owners_alone(folder: Path, store: Store) -> None:
    """Notes are private."""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "library.sqlite").stat().st_mode) == 0o600


def test_a_library_is_not_made_over_another(closed: Path) -> None:
    """Years of notes must not be replaced by an empty library."""
    with pytest.raises(LibraryError, match="already"):
        Store.create(closed, "window")
    with closing(Store.open(closed, "window")) as store:
        assert store.article_ids() == ["a1"]


def test_a_library_is_not_made_among_other_files(tmp_path: Path) -> None:
    """Choosing «Documents» by mistake must not litter it."""
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="holds other files"):
        Store.create(tmp_path, "window")
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_what_a_crash_left_while_making_a_library_does_no_harm(folder: Path) -> None:
    """The next start makes the library."""
    folder.mkdir()
    (folder / "library.sqlite.new").write_bytes(b"half")
    (folder / "library.lock").touch()
    with pytest.raises(LibraryError, match="no library in"):
        Store.open(folder, "window")
    with closing(Store.create(folder, "window")) as store:
        assert store.check(full=True) == []
    assert not (folder / "library.sqlite.new").exists()


def test_a_library_cannot_be_made_in_a_file(tmp_path: Path) -> None:
    """One sentence, with the system's reason."""
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="a library is a folder"):
        Store.create(tmp_path / "file", "window")


def _other_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE t (x)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA user_version = 9999")
        raw.execute("ALTER TABLE tags RENAME TO labels")


def _with_trigger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TRIGGER evil AFTER UPDATE ON articles BEGIN DELETE FROM tags; END")


def _cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 8192)


def _torn_schema(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 900)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_bytes(b""), "does not begin as one should"),
        (lambda file: file.write_bytes(b"PK\3\4" * 999), "does not begin as one should"),
        (_other_program, "belongs to another program"),
        (lambda file: file.unlink(), "There is no library in"),
        (lambda file: (file.unlink(), (file.parent / "x.txt").touch()), "holds other files"),
        (lambda file: (file.unlink(), file.mkdir()), "cannot be read"),
        (_newer, "made by a newer version"),
        (_with_trigger, "holds triggers"),
        (_cut_short, "is damaged"),
        (_torn_schema, "is damaged"),
    ],
)
def test_what_is_no_library_is_refused_with_its_reason(
    closed: Path, spoil: Any, sentence: str
) -> None:
    """One clear sentence each; neither a crash nor an empty list of articles."""
    spoil(closed / "library.sqlite")
    for read_only in (False, True):
        with pytest.raises(LibraryError, match=sentence):
            Store.open(closed, "window", read_only=read_only)


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    """And is not made by looking."""
    with pytest.raises(LibraryError, match="There is no library in"):
        Store.open(tmp_path / "none", "window")
    assert not (tmp_path / "none").exists()


_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from zhupi.core.errors import LibraryReadOnlyError
from zhupi.store import Store
folder = Path(sys.argv[1])
# Whoever this turns into may not be allowed to read Python's own modules: load them before.
Store.open(folder, "window", read_only=True).close()
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    Store.open(folder, "window")
except LibraryReadOnlyError as error:
    print(error)
store = Store.open(folder, "window", read_only=True)
print(store.article_ids(), repr(store.holder))
store.close()
try:
    Store.create(folder / "new", "window")
except LibraryReadOnlyError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_a_folder_that_cannot_be_written_can_be_read(make_article: Any) -> None:
    """A library on a DVD or of a colleague is readable, and writing says why it cannot be."""
    # Not pytest's folder: its parents are closed to whom this test turns into.
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "library"
        with closing(Store.create(folder, "window")) as store:
            store.add_articles([make_article()])
        Path(place).chmod(0o755)
        (folder / "library.sqlite").chmod(0o444)
        folder.chmod(0o555)
        with _python(_WITHOUT_RIGHTS, str(folder)) as reader:
            out = reader.communicate()[0].splitlines()
        folder.chmod(0o755)
    assert out[0].endswith("cannot be written: Permission denied.")
    assert out[1] == "['a1'] ''"
    assert out[2].endswith("new: Permission denied.")


@pytest.mark.skipif(sys.platform == "win32", reason="an open file keeps its name there")
def test_a_library_that_is_moved_while_open_is_not_written(
    closed: Path, make_annotation: Any
) -> None:
    """Notes must not go into a file that nobody will find again."""
    with closing(Store.open(closed, "window")) as store:
        store.annotations()
        (closed / "library.sqlite").rename(closed / "elsewhere.sqlite")
        with pytest.raises(LibraryError, match="was moved or deleted while it was open"):
            store.add_annotations([make_annotation("n1")])
        (closed / "elsewhere.sqlite").rename(closed / "library.sqlite")
        store.add_annotations([make_annotation("n1")])


def test_a_closed_store_says_so(store: Store) -> None:
    """A job that comes in while the window closes gives a sentence, not a crash."""
    store.close()
    store.close()
    with pytest.raises(LibraryError, match="is closed"):
        store.article_ids()
    with pytest.raises(LibraryError, match="is closed"):
        store.undo()


# --- the lock ---------------------------------------------------------------------------------

_HOLD = """
import sys
from pathlib import Path
from zhupi.store import Store
store = Store.open(Path(sys.argv[1]), "window")
print("open", flush=True)
sys.stdin.read()
store.close()
"""


@pytest.fixture
def held(closed: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A library that another process has open for writing."""
    with _python(_HOLD, str(closed)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield closed, process
        process.kill()


def test_a_second_program_reads_only_and_knows_who_writes(
    held: tuple[Path, subprocess.Popen[str]],
) -> None:
    """Two writers would undo each other's work."""
    folder, process = held
    with closing(Store.open(folder, "command line")) as second:
        assert second.read_only
        assert second.holder.startswith(f"window ({process.pid}, ")
        assert second.article_ids() == ["a1"]
        with pytest.raises(LibraryReadOnlyError, match="open read-only"):
            second.set_reading(["a1"], ReadingState.READ)
        with pytest.raises(LibraryReadOnlyError):
            second.undo()


def test_a_worker_writes_beside_the_program_that_holds_the_lock(
    held: tuple[Path, subprocess.Popen[str]], make_article: Any
) -> None:
    """Imports run in a process of their own."""
    with closing(Store.open(held[0], "worker", shared_lock=True)) as worker:
        assert not worker.read_only
        worker.add_articles([make_article("a2")])
        assert sorted(worker.digests()) == ["a1", "a2"]


def test_a_killed_program_locks_nobody_out(held: tuple[Path, subprocess.Popen[str]]) -> None:
    """After a crash the library opens as always, whatever the holder's record says."""
    folder, process = held
    process.kill()
    process.wait()
    assert (folder / "library.holder").exists()
    with closing(Store.open(folder, "window")) as store:
        assert not store.read_only
        assert store.holder == ""
        store.set_tag(Tag("外交"))


def test_an_unreadable_record_of_the_holder_does_not_matter(closed: Path) -> None:
    """Whoever holds it, a second program is told that somebody does."""
    with closing(Store.open(closed, "window")):
        (closed / "library.holder").write_bytes(b"\xff{")
        with closing(Store.open(closed, "command line")) as second:
            assert second.holder == "?"


def test_closing_gives_the_lock_back(closed: Path) -> None:
    """Also when another thread opened the library, and after opening failed."""
    opened: list[Store] = []
    thread = threading.Thread(target=lambda: opened.append(Store.open(closed, "window")))
    thread.start()
    thread.join()
    opened[0].close()
    whole = (closed / "library.sqlite").read_bytes()
    _newer(closed / "library.sqlite")
    with pytest.raises(LibraryError, match="newer"):
        Store.open(closed, "window")
    (closed / "library.sqlite").write_bytes(whole)
    with closing(Store.open(closed, "window")) as store:
        assert not store.read_only
    assert not (closed / "library.holder").exists()


def test_many_threads_write_and_read_one_store(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """The window reads while it writes; nothing may be refused or lost."""
    store.add_articles([make_article()])
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                store.add_annotations([make_annotation(f"{name}{number}")])
                store.annotations()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(store.annotations()) == 40


# --- backups ----------------------------------------------------------------------------------


def test_a_backup_is_a_library(closed: Path, tmp_path: Path) -> None:
    """Put into a folder under the library's name it opens, with its history."""
    restored = tmp_path / "restored"
    restored.mkdir()
    with closing(Store.open(closed, "window")) as store:
        store.set_tag(Tag("外交", "pink"))
        store.backup(restored / "library.sqlite")
        with pytest.raises(InvalidRequestError, match="is the library itself"):
            store.backup(closed / "library.sqlite")
        with pytest.raises(LibraryError, match="could not be written"):
            store.backup(tmp_path / "none" / "copy.sqlite")
    with closing(Store.open(restored, "window")) as copy:
        assert copy.article_ids() == ["a1"]
        assert copy.next_undo() == "set tag"
        assert copy.check(full=True) == []
    assert sorted(p.name for p in restored.iterdir()) == ["library.lock", "library.sqlite"]
