"""Putting another file in the place of a library's file: restoring a backup, ending a repair.

Invariant: whenever this is cut short, `library.sqlite` is the old file or the new one, whole, with
the journal that belongs to it or none; and the old one is kept under another name. The lock is
held throughout.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zhupi.core.care import Backup, BackupReason
from zhupi.core.errors import LibraryError, LibraryReadOnlyError, file_reason, shown_path
from zhupi.core.files import make_folder, sync_folder
from zhupi.core.messages import message
from zhupi.core.paths import LIBRARY_FILE
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store import schema
from zhupi.store.backups import Backups, described
from zhupi.store.connections import connect
from zhupi.store.copying import CopyDamagedError, verify, write_copy
from zhupi.store.failures import translated
from zhupi.store.lock import LibraryLock

UNFINISHED_NAME = f"{LIBRARY_FILE}.new"


def journal_of(file: Path) -> Path:
    """SQLite's record for taking back a transaction that was cut short."""
    return file.with_name(f"{file.name}-journal")


@contextmanager
def locked(folder: Path, program: str) -> Iterator[None]:
    """Holds the library's lock. Raises `LibraryReadOnlyError` where another program does."""
    lock = LibraryLock(folder, program)
    holder = lock.acquire()
    if holder is not None:
        raise LibraryReadOnlyError(
            message(
                "The library {folder} is in use by {holder}. Close it there first.",
                folder=shown_path(folder),
                holder=holder.words,
            )
        )
    try:
        yield
    finally:
        lock.release()


def restore(
    folder: Path, backup: Path, program: str, progress: ProgressSink = ignore_progress
) -> Backup | None:
    """Puts a copy of `backup` in the place of the library, of which a backup is made before.

    Where the library is damaged, its file is kept as it is instead, under another name.
    Returns that backup; None where there was no library. Raises `LibraryError`.
    """
    folder, backup = folder.absolute(), backup.absolute()
    file, unfinished = folder / LIBRARY_FILE, folder / UNFINISHED_NAME
    try:
        make_folder(folder)
    except OSError as error:
        raise _cannot_put(file, error) from error
    with locked(folder, program):
        try:
            _copy_backup(backup, unfinished, progress)
            kept = _keep_what_is_there(folder, progress)
            put_in_place(folder, unfinished)
        except OSError as error:
            raise _cannot_put(file, error) from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    return kept


def put_in_place(folder: Path, unfinished: Path) -> None:
    """Gives a new, whole, synced file the library's name. The old one was kept before.

    Raises OSError.
    """
    file = folder / LIBRARY_FILE
    with _alone(file):
        # It would be played back into the new file. What it could take back has been: where
        # SQLite could not, the old file was kept with it.
        journal_of(file).unlink(missing_ok=True)
        sync_folder(folder)
        unfinished.replace(file)
    sync_folder(folder)


def keep_damaged(folder: Path) -> Path:
    """Keeps the library's file, with its journal, as `library.damaged-<UTC>.sqlite`.

    It goes on bearing its own name as well, until another file takes that. Raises OSError.
    """
    file = folder / LIBRARY_FILE
    made = datetime.now(UTC)
    while (kept := folder / f"library.damaged-{made:%Y%m%d-%H%M%S}.sqlite").exists():
        made += timedelta(seconds=1)
    journal = journal_of(file)
    if _size(journal):
        _keep(journal, journal_of(kept))
    _keep(file, kept)
    sync_folder(folder)
    return kept


def require_backup(file: Path, progress: ProgressSink = ignore_progress) -> None:
    """Raises `LibraryError` unless `file` is a whole library of a version that we know."""
    backup = described(file)
    if backup is None:
        raise LibraryError(
            message("{file} is no backup of a library, or damaged.", file=shown_path(file))
        )
    if backup.schema > len(schema.MIGRATIONS):
        raise LibraryError(
            message(
                "The backup {file} was made by a newer version of this program. "
                "Restore it with that version.",
                file=shown_path(file),
            )
        )
    with translated(file), closing(connect(file, read_only=True)) as connection:
        kinds = {kind for kind, *_ in schema.objects(connection)}
        own = connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    if not own or kinds - {"table", "index"}:
        raise LibraryError(
            message("{file} belongs to another program: it is no backup.", file=shown_path(file))
        )
    with translated(file):
        verify(file, progress, thorough=True)


def _copy_backup(backup: Path, unfinished: Path, progress: ProgressSink) -> None:
    require_backup(backup, progress)
    with translated(backup), closing(connect(backup, read_only=True)) as connection:
        write_copy(connection, unfinished, progress, thorough=True)


def _keep_what_is_there(folder: Path, progress: ProgressSink) -> Backup | None:
    file = folder / LIBRARY_FILE
    if not file.exists():
        return None
    try:
        # To open it for writing also takes back what a crash cut short.
        with translated(file), closing(connect(file, read_only=False)) as connection:
            return Backups(folder).make(connection, BackupReason.RESTORE, progress)
    except LibraryError as error:
        if not _is_damaged(file, error):
            raise
    kept = keep_damaged(folder)
    made = datetime.now(UTC)
    return Backup(kept, made, BackupReason.RESTORE, 0, kept.stat().st_size)


def _is_damaged(file: Path, error: LibraryError) -> bool:
    """Whether it is the library that no backup can be made of, and not the disk."""
    if isinstance(error, CopyDamagedError):
        return True
    cause = error.__cause__
    if isinstance(cause, UnicodeDecodeError):
        return True
    if not isinstance(cause, sqlite3.DatabaseError):
        return described(file) is None
    code: int = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


def _keep(file: Path, name: Path) -> None:
    """A second name for a file, or a copy of it where the disk gives files but one."""
    try:
        os.link(file, name)
    except OSError:
        unfinished = name.with_name(f"{name.name}.new")
        shutil.copyfile(file, unfinished)
        with unfinished.open("rb+") as stream:
            os.fsync(stream.fileno())
        unfinished.replace(name)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keeps out the worker of a window that was killed a moment ago, where that can be done."""
    journal = journal_of(file)
    # Windows renames nothing over a file that somebody has open; and what is damaged is not to
    # be written by SQLite, which would play its journal back.
    if sys.platform == "win32" or not file.exists() or _size(journal):
        yield
        return
    with closing(sqlite3.connect(file, timeout=5.0, isolation_level=None)) as connection:
        with suppress(sqlite3.Error):
            connection.execute("BEGIN EXCLUSIVE")
        yield


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _cannot_put(file: Path, error: OSError) -> LibraryError:
    return LibraryError(
        message(
            "{file} could not be put in its place: {reason}. The library is as it was.",
            file=shown_path(file),
            reason=file_reason(error),
        )
    )
