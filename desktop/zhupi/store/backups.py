"""The backups in a library's folder: their names, making one, thinning them.

A backup is a plain library file, `backups/20261122-101500-session.sqlite`: when it was made, in
UTC, and why; one that a migration made ends in the schema it holds, `-schema-2`. Nothing is
remembered of them elsewhere, so they can be copied, renamed away and deleted at will.

Invariant: one program at a time makes or removes backups here.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from zhupi.core.care import Backup, BackupReason
from zhupi.core.errors import LibraryError, NotFoundError, file_reason, shown_path
from zhupi.core.files import sync_folder
from zhupi.core.messages import message
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store.connections import connect
from zhupi.store.copying import copy_library
from zhupi.store.thinning import superfluous

BACKUPS_NAME = "backups"
LOCK_NAME = "backups.lock"
MAGIC = b"SQLite format 3\0"

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(\d{8}-\d{6})-(?:schema-(?P<schema>\d+)|(?P<reason>[a-z]+))\.sqlite")
#: How long one program waits for another's backup, in seconds.
_PATIENCE = 60.0


class Backups:
    """Those of the library in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / BACKUPS_NAME
        self._lock_file = folder / LOCK_NAME

    def listed(self) -> list[Backup]:
        """All that look like one, newest first. Raises `LibraryError`."""
        try:
            names = [item for item in self.folder.iterdir() if _NAME.fullmatch(item.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise _unusable(self.folder, error) from error
        found = [backup for backup in map(described, names) if backup is not None]
        return sorted(found, key=lambda b: (b.made, b.file.name), reverse=True)

    def find(self, name: str) -> Path:
        """A backup by the name of its file, or of a file elsewhere. Raises `NotFoundError`."""
        for file in (self.folder / name, self.folder / f"{name}.sqlite", Path(name)):
            if file.is_file():
                return file
        raise NotFoundError(message("There is no backup {name}.", name=shown_path(name)))

    def make(
        self,
        connection: sqlite3.Connection,
        reason: BackupReason,
        progress: ProgressSink = ignore_progress,
        *,
        schema: int | None = None,
        thorough: bool = True,
    ) -> Backup:
        """Copies the library of `connection`, verified; leaves nothing where it does not succeed.

        `schema` is given by a migration. Raises `LibraryError`, sqlite3.Error, and what
        `progress` raises.
        """
        with self._mine():
            made = datetime.now(UTC).replace(microsecond=0)
            # One a second, so that names tell their order.
            while any(self.folder.glob(f"{made.strftime(_STAMP)}-*")):
                made += timedelta(seconds=1)
            file = self.folder / _name(made, reason, schema)
            copy_library(connection, file, progress, thorough=thorough)
            sync_folder(self.folder)
        backup = described(file)
        if backup is None:
            raise LibraryError(message("The backup {file} is damaged.", file=shown_path(file)))
        return backup

    def thin(self) -> list[Backup]:
        """Removes those that are not to be kept; returns them."""
        removed: list[Backup] = []
        with self._mine():
            free = shutil.disk_usage(self.folder).free
            for backup in superfluous(self.listed(), datetime.now(UTC), free):
                # One that is open or protected stays until the next time.
                with suppress(OSError):
                    backup.file.unlink()
                    removed.append(backup)
        return removed

    def is_due(self, connection: sqlite3.Connection) -> bool:
        """Whether the library of `connection` holds work that the newest backup lacks."""
        newest = self.listed()[:1]
        now = _work(connection)
        if not newest:
            return now is not None
        try:
            with closing(connect(newest[0].file, read_only=True)) as copy:
                return _work(copy) != now
        except (sqlite3.Error, UnicodeDecodeError):
            return True

    @contextmanager
    def _mine(self) -> Iterator[None]:
        """Holds the folder, without what a killed maker left. Raises `LibraryError`."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self.folder.parent)
            with FileLock(self._lock_file, timeout=_PATIENCE, thread_local=False):
                for left_over in self.folder.glob("*.sqlite.new*"):
                    left_over.unlink(missing_ok=True)
                yield
        except Timeout as error:
            raise LibraryError(
                message(
                    "Another program is making a backup in {folder}; try again.",
                    folder=shown_path(self.folder),
                )
            ) from error
        except OSError as error:
            raise _unusable(self.folder, error) from error


def described(file: Path) -> Backup | None:
    """What the name and the head of a file tell of a backup; None where it is none.

    A file of another name is one that a person asked for, made when it was written last.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(100)
        status = file.stat()
    except OSError:
        return None
    if len(head) < 100 or not head.startswith(MAGIC):
        return None
    made, reason = _told_by(file.name) or (
        datetime.fromtimestamp(int(status.st_mtime), UTC),
        BackupReason.ASKED,
    )
    return Backup(file, made, reason, int.from_bytes(head[60:64], "big"), status.st_size)


def _told_by(name: str) -> tuple[datetime, BackupReason] | None:
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
        return made, BackupReason(match["reason"] or BackupReason.MIGRATION)
    except ValueError:
        return None


def _name(made: datetime, reason: BackupReason, schema: int | None) -> str:
    why = reason.value if schema is None else f"schema-{schema}"
    return f"{made.strftime(_STAMP)}-{why}.sqlite"


def _work(connection: sqlite3.Connection) -> tuple[object, ...] | None:
    """Names the state of what people did: operations and imports; None where they did nothing.

    An operation is named by number and moment, so undoing and redoing leads back to the same
    state. What the program finds out by itself is none of it.
    """
    done = connection.execute(
        "SELECT number, created FROM operations WHERE NOT undone ORDER BY number DESC LIMIT 1"
    ).fetchone()
    undone = connection.execute(
        "SELECT number, created FROM operations WHERE undone ORDER BY number LIMIT 1"
    ).fetchone()
    imported = connection.execute("SELECT count(*), max(imported) FROM articles").fetchone()
    if done is None and undone is None and not imported[0]:
        return None
    # What can be redone names the state only where nothing done is left in the history.
    return (done, None if done else undone, imported)


def _unusable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        message(
            "No backup can be made in {folder}: {reason}.",
            folder=shown_path(folder),
            reason=file_reason(error),
        )
    )
