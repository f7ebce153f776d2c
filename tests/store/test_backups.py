"""Backups: whole or not there, found again, and put back without losing what was there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import zhupi
from zhupi.core.care import BackupReason
from zhupi.core.errors import LibraryError, LibraryReadOnlyError, NotFoundError
from zhupi.core.model import Progress, ReadingState, Tag
from zhupi.store import Store, replacing
from zhupi.store.backups import Backups

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(zhupi.__file__).parents[1])}
_KILLS = 12
_WRITING = 0.2  #: seconds; a write that waits for the copy takes longer, and may


@pytest.fixture
def filled(store: Store, make_article: Any, make_annotation: Any) -> Store:
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", note="旧")])
    return store


def _notes(folder: Path) -> dict[str, str]:
    with closing(Store.open(folder, "window")) as opened:
        assert not opened.read_only
        assert opened.check(full=True) == []
        return {a.id: a.note for a in opened.annotations()}


def test_a_backup_is_due_after_what_a_person_did_and_not_after_what_they_read(
    filled: Store, make_article: Any, make_annotation: Any
) -> None:
    """One for each session with work in it; opening and reading make none."""
    assert filled.backup_due()
    made = filled.make_backup(BackupReason.SESSION)
    assert not filled.backup_due()
    filled.set_reading(["a1"], ReadingState.READ)
    filled.mentions.put("a1", make_article().digest, "v1", [])
    assert not filled.backup_due()
    filled.set_tag(Tag("外交"))
    assert filled.backup_due()
    filled.undo()
    assert not filled.backup_due(), "undone, the library is as the backup has it"
    filled.redo()
    assert filled.backup_due()
    filled.undo()
    filled.set_tag(Tag("贸易"))
    assert filled.backup_due(), "the same number of operations, but another one"
    newest = filled.make_backup(BackupReason.ASKED)
    filled.add_articles([make_article("a2")])
    assert filled.backup_due(), "an import is work too"
    assert filled.backups() == [newest, made]


def test_an_empty_library_needs_no_backup(store: Store) -> None:
    """Opening the program for a look leaves nothing on the disk."""
    assert not store.backup_due()


def test_a_backup_tells_when_and_why_it_was_made(filled: Store) -> None:
    """By its name alone, also after it was copied elsewhere and back."""
    before = datetime.now(UTC).replace(microsecond=0)
    made = [filled.make_backup(reason) for reason in BackupReason]
    assert {b.reason for b in made} == set(BackupReason)
    assert len({b.file.name for b in made}) == len(BackupReason), "none replaces another"
    listed = filled.backups()
    assert [b.file for b in listed] == [b.file for b in reversed(made)]
    assert all(b.made >= before and b.bytes == b.file.stat().st_size for b in listed)
    (filled.folder / "backups" / "notes.txt").write_text("x", encoding="utf-8")
    (filled.folder / "backups" / "20260101-000000-session.sqlite").write_bytes(b"no library")
    assert filled.backups() == listed


def test_a_backup_that_is_stopped_leaves_nothing(filled: Store) -> None:
    """Whoever closes the window does not find half a backup in the list."""

    class StoppedError(Exception):
        pass

    steps: list[Progress] = []

    def stop_at(count: int) -> Any:
        def progress(step: Progress) -> None:
            steps.append(step)
            if len(steps) == count:
                raise StoppedError

        return progress

    filled.make_backup(BackupReason.ASKED, steps.append)
    total = len(steps)
    assert total > 1
    for count in range(1, total + 1):
        steps.clear()
        with pytest.raises(StoppedError):
            filled.make_backup(BackupReason.ASKED, stop_at(count))
    assert len(list((filled.folder / "backups").iterdir())) == 1


def test_what_a_killed_backup_left_is_cleared_away(filled: Store) -> None:
    """Debris neither counts as a backup nor stays."""
    folder = filled.folder / "backups"
    folder.mkdir()
    (folder / "20260101-000000-session.sqlite.new").write_bytes(b"half")
    assert filled.backups() == []
    made = filled.make_backup(BackupReason.SESSION)
    assert [item.name for item in folder.iterdir()] == [made.file.name]


def test_no_backup_is_made_of_damage(filled: Store, make_annotation: Any) -> None:
    """Bad backups must not push the good ones out."""
    with filled._connections.write() as connection:
        connection.execute("UPDATE annotations SET bodies = replace(bodies, '旧', '改')")
    with pytest.raises(LibraryError, match="No backup was made"):
        filled.make_backup(BackupReason.SESSION)
    assert filled.backups() == []
    assert list((filled.folder / "backups").iterdir()) == []


def test_a_backup_is_made_while_others_write(filled: Store, make_annotation: Any) -> None:
    """The window goes on; the copy is of one moment."""
    filled.add_annotations([make_annotation(f"m{n}", note="长" * 3000) for n in range(60)])
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            filled.add_annotations([make_annotation(f"w{number}-{n}") for n in range(3)])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [filled.make_backup(BackupReason.ASKED) for _ in range(3)]
    finally:
        ended.set()
        writer.join()
    for backup in made:
        with closing(sqlite3.connect(backup.file)) as raw:
            (count,) = raw.execute("SELECT count(*) FROM annotations").fetchone()
        assert (count - 61) % 3 == 0, "half an operation"


def test_a_backup_ends_though_others_write_all_the_time(
    filled: Store, make_annotation: Any
) -> None:
    """During a long import one must neither fail, nor call the library damaged, nor never end."""
    filled.add_annotations([make_annotation(f"m{n}", note="长" * 30_000) for n in range(150)])
    written: list[str] = []

    def write() -> None:
        written.append(f"w{len(written)}")
        filled.add_annotations([make_annotation(written[-1])])

    def progress(step: Progress) -> None:
        if step.total and step.done < step.total and len(written) < 12:
            # Another thread has another connection, as another process would.
            writer = threading.Thread(target=write)
            writer.start()
            writers.append(writer)
            writer.join(_WRITING)

    writers: list[threading.Thread] = []
    made = filled.make_backup(BackupReason.ASKED, progress)
    for writer in writers:
        writer.join()
    assert written, "too small a library to be copied in portions"
    with closing(Store.open(filled.folder, "reader", read_only=True)) as reopened:
        assert reopened.count_annotations() == 151 + len(written)
    with closing(sqlite3.connect(made.file)) as raw:
        (count,) = raw.execute("SELECT count(*) FROM annotations").fetchone()
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert 151 <= count <= 151 + len(written)


# --- restoring --------------------------------------------------------------------------------


def test_restoring_brings_back_what_was_and_keeps_what_is(
    filled: Store, folder: Path, make_annotation: Any
) -> None:
    """A restore that was a mistake is taken back by another."""
    old = filled.make_backup(BackupReason.ASKED)
    filled.update_annotations([make_annotation("n1", note="新")])
    position = filled.search.position()
    filled.close()
    before = replacing.restore(folder, old.file, "window")
    assert before is not None
    assert before.reason is BackupReason.RESTORE
    assert _notes(folder) == {"n1": "旧"}
    with closing(Store.open(folder, "window")) as opened:
        assert opened.search.changes_since(position) is None, "the index compares everything"
        assert opened.next_undo() == "annotate"
        assert opened.backups() == [before, old]
    replacing.restore(folder, before.file, "window")
    assert _notes(folder) == {"n1": "新"}


def test_a_library_that_others_write_is_not_replaced(filled: Store, folder: Path) -> None:
    """Their notes would go into a file that is gone."""
    old = filled.make_backup(BackupReason.ASKED)
    with pytest.raises(LibraryReadOnlyError, match="in use by a window of Zhupi, since"):
        replacing.restore(folder, old.file, "command line")
    assert filled.annotation("n1").note == "旧"


def _not_there(file: Path) -> None:
    file.unlink()


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 4096)


def _flipped(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE annotations SET bodies = replace(bodies, '旧', '日')")


def _with_trigger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TRIGGER evil AFTER UPDATE ON articles BEGIN DELETE FROM tags; END")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize("spoil", [_not_there, _cut, _flipped, _with_trigger, _newer])
def test_a_bad_backup_is_not_put_in_place(filled: Store, folder: Path, spoil: Any) -> None:
    """Better the library of today than a damaged one of yesterday."""
    old = filled.make_backup(BackupReason.ASKED)
    filled.close()
    spoil(old.file)
    with pytest.raises(LibraryError):
        replacing.restore(folder, old.file, "window")
    assert _notes(folder) == {"n1": "旧"}
    assert not (folder / "library.sqlite.new").exists()


def test_a_damaged_library_is_kept_as_it_is_when_a_backup_takes_its_place(
    filled: Store, folder: Path
) -> None:
    """Somebody may save more of it one day."""
    old = filled.make_backup(BackupReason.ASKED)
    filled.close()
    file = folder / "library.sqlite"
    for spoil in (_flipped, _cut, lambda f: f.write_bytes(b"PK\3\4" * 3000)):
        spoil(file)
        damaged = file.read_bytes()
        before = replacing.restore(folder, old.file, "window")
        assert before is not None
        assert before.file.name.startswith("library.damaged-")
        assert before.file.read_bytes() == damaged
        assert _notes(folder) == {"n1": "旧"}


def test_a_lost_library_comes_back(filled: Store, folder: Path) -> None:
    """A backup is enough, and the folder need not even be there."""
    old = filled.make_backup(BackupReason.ASKED)
    filled.close()
    elsewhere = folder.with_name("elsewhere.sqlite")
    shutil.copyfile(old.file, elsewhere)
    shutil.rmtree(folder)
    assert replacing.restore(folder, elsewhere, "window") is None
    assert _notes(folder) == {"n1": "旧"}


def test_a_journal_is_never_played_back_into_another_file(
    filled: Store, folder: Path, make_annotation: Any
) -> None:
    """After a crash and a restore the backup is in place, to the letter."""
    old = filled.make_backup(BackupReason.ASKED)
    filled.add_annotations([make_annotation("n2")])
    filled.close()
    script = (
        "import os, signal, sqlite3, sys\n"
        "raw = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "raw.execute('PRAGMA cache_size = 1')\n"
        "raw.execute('BEGIN IMMEDIATE')\n"
        "raw.execute('CREATE TABLE filler (x)')\n"
        "raw.executemany('INSERT INTO filler VALUES (?)', [(b'x' * 5000,)] * 200)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder / "library.sqlite")], check=False)
    assert (folder / "library.sqlite-journal").stat().st_size > 0
    before = replacing.restore(folder, old.file, "window")
    assert before is not None
    assert _notes(folder) == {"n1": "旧"}
    replacing.restore(folder, before.file, "window")
    assert set(_notes(folder)) == {"n1", "n2"}


_RESTORER = """
import sys
from pathlib import Path
from zhupi.store import replacing
print("open", flush=True)
for name in sys.argv[2:] * 50:
    replacing.restore(Path(sys.argv[1]), Path(name), "window")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_a_restore_killed_at_any_moment_leaves_the_one_or_the_other(
    filled: Store, folder: Path, make_annotation: Any, tmp_path: Path
) -> None:
    """Never half a library, and never none."""
    files = [tmp_path / "1.sqlite", tmp_path / "2.sqlite"]
    filled.backup(files[0])
    filled.update_annotations([make_annotation("n1", note="新")])
    filled.backup(files[1])
    filled.close()
    moments = random.Random(4)
    for _ in range(_KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", _RESTORER, str(folder), *map(str, files)],
            stdout=subprocess.PIPE,
            env=_ENVIRONMENT,
        ) as restorer:
            assert restorer.stdout is not None
            restorer.stdout.readline()
            timer = threading.Timer(moments.uniform(0, 0.3), restorer.kill)
            timer.start()
            restorer.wait()
            timer.join()
        assert restorer.returncode == -signal.SIGKILL
        assert _notes(folder) in ({"n1": "旧"}, {"n1": "新"})
    assert all(b.reason is BackupReason.RESTORE for b in Backups(folder).listed())


def test_a_backup_is_found_by_its_name_or_as_any_file(filled: Store, folder: Path) -> None:
    """As the list prints it."""
    made = filled.make_backup(BackupReason.ASKED)
    backups = Backups(folder)
    assert backups.find(made.file.name) == made.file
    assert backups.find(made.file.stem) == made.file
    assert backups.find(str(made.file)) == made.file
    with pytest.raises(NotFoundError, match="There is no backup"):
        backups.find("yesterday")
