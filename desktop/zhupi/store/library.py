"""A library as files in a folder: making one, and deciding whether a folder is one.

Invariant: `library.sqlite` is whole from the moment it bears that name, and nothing is written
into a folder that is not a library.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from zhupi.core import files
from zhupi.core.care import BackupReason
from zhupi.core.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryReadOnlyError,
    file_reason,
    shown_path,
)
from zhupi.core.messages import Message, message
from zhupi.core.paths import INDEX_FOLDER, LIBRARY_FILE
from zhupi.store import schema
from zhupi.store.backups import BACKUPS_NAME, Backups
from zhupi.store.backups import LOCK_NAME as BACKUPS_LOCK_NAME
from zhupi.store.connections import connect
from zhupi.store.failures import damaged, translated
from zhupi.store.lock import ASKING_NAME, HOLDER_NAME, LOCK_NAME, REQUEST_NAME

#: How the names begin of files that something else took the place of; see `replacing`.
DAMAGED_PREFIX = "library.damaged-"
_UNFINISHED_NAME = f"{LIBRARY_FILE}.new"
_OURS = frozenset(
    {
        INDEX_FOLDER,
        BACKUPS_NAME,
        BACKUPS_LOCK_NAME,
        LOCK_NAME,
        HOLDER_NAME,
        f"{HOLDER_NAME}.new",
        REQUEST_NAME,
        ASKING_NAME,
        LIBRARY_FILE,
        f"{LIBRARY_FILE}-journal",
        _UNFINISHED_NAME,
        f"{_UNFINISHED_NAME}-journal",
    }
)
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


def make_folder(folder: Path) -> None:
    """Makes the folder for a new library, for its owner only.

    Raises `LibraryError` where it cannot, where it holds a library or other things.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise LibraryError(_no_folder(folder))
        files.make_folder(folder)
        if (folder / LIBRARY_FILE).exists():
            raise LibraryError(_library_already(folder))
        if _foreign_files(folder):
            raise LibraryError(_no_library_among_files(folder))
    except OSError as error:
        raise _cannot_make(folder, error) from error


def make_file(folder: Path) -> None:
    """Makes `library.sqlite` whole or not at all; the lock is held. Raises `LibraryError`."""
    file, unfinished = folder / LIBRARY_FILE, folder / _UNFINISHED_NAME
    try:
        if file.exists():
            raise LibraryError(_library_already(folder))
        # A journal left of a library that was deleted would be played back into the new one.
        for left_over in (unfinished, _journal(unfinished), _journal(file)):
            left_over.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        with translated(file), closing(connect(unfinished, read_only=False)) as connection:
            schema.migrate(connection, schema.MIGRATIONS)
        _journal(unfinished).unlink(missing_ok=True)
        unfinished.rename(file)
        files.sync_folder(folder)
    except OSError as error:
        raise _cannot_make(folder, error) from error


def require_library(folder: Path) -> None:
    """Raises `LibraryError` unless `folder` looks like a library; writes nothing."""
    file = folder / LIBRARY_FILE
    try:
        with file.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        if folder.is_dir() and _foreign_files(folder):
            raise LibraryError(_no_library_among_files(folder)) from error
        raise LibraryError(
            message("There is no library in {folder}.", folder=shown_path(folder))
        ) from error
    except NotADirectoryError as error:
        raise LibraryError(_no_folder(folder)) from error
    except OSError as error:
        raise LibraryError(
            message(
                "The library {folder} cannot be read: {reason}.",
                folder=shown_path(folder),
                reason=file_reason(error),
            )
        ) from error
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise LibraryDamagedError(
            message(
                "{file} is damaged or not the file of a library: it does not begin as one should.",
                file=shown_path(file),
            )
        )
    wrong = int.from_bytes(header[68:72], "big") ^ schema.APPLICATION_ID
    if wrong.bit_count() == 1:
        raise damaged(file)
    if wrong:
        raise LibraryError(
            message(
                "{file} belongs to another program: it is not a library.", file=shown_path(file)
            )
        )


def prepare(folder: Path, *, read_only: bool) -> Message | None:
    """Makes sure that the library can be used as it is, and brings an older one up to date.

    Returns why it can only be read, where it is of a newer version that holds all that we know.
    Raises `LibraryError`: damaged, of another newer version, or not to be written.
    """
    file = folder / LIBRARY_FILE
    if not read_only and not os.access(file, os.W_OK):
        raise LibraryReadOnlyError(
            message("The library file {file} cannot be written.", file=shown_path(file))
        )
    with translated(file), closing(_recovered(file, read_only=read_only)) as connection:
        version, newest = schema.schema_version(connection), len(schema.MIGRATIONS)
        _require_whole(connection, file)
        if version > newest:
            return _newer(connection, file)
        if version == newest:
            _require_our_tables(connection, file)
            return None
        if read_only:
            raise LibraryReadOnlyError(
                message(
                    "The library {folder} was made by an older version of this program and "
                    "must be brought up to date. Open it once where it can be written.",
                    folder=shown_path(folder),
                )
            )
        # Not thorough: one damaged row must not lock all others out.
        Backups(folder).make(connection, BackupReason.MIGRATION, schema=version, thorough=False)
        schema.migrate(connection, schema.MIGRATIONS)
        _require_our_tables(connection, file)
    return None


def _newer(connection: sqlite3.Connection, file: Path) -> Message:
    """Why a library of a newer version can only be read. Raises `LibraryError` where not even so.

    What it has beside our tables and columns does not concern who only reads.
    """
    _refuse_programs(connection, file)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        schema.migrate(fresh, schema.MIGRATIONS)
        lacks = schema.columns(fresh) - schema.columns(connection)
    if lacks:
        raise LibraryError(
            message(
                "The library {folder} was made by a newer version of this program. "
                "Open it with that version.",
                folder=shown_path(file.parent),
            )
        )
    return message(
        "This library was made by a newer version of this program; here it can only be read."
    )


def _recovered(file: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection, after a transaction that a crash cut short was taken back."""
    try:
        return _looked_at(file, read_only=read_only)
    except sqlite3.OperationalError as error:
        # Reading alone cannot do it; any connection that may write does, on its first look.
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
            raise
    _looked_at(file, read_only=False).close()
    return _looked_at(file, read_only=True)


def _looked_at(file: Path, *, read_only: bool) -> sqlite3.Connection:
    connection = connect(file, read_only=read_only)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return connection
    except BaseException:
        connection.close()
        raise


def _require_whole(connection: sqlite3.Connection, file: Path) -> None:
    """Raises `LibraryError` where the file was cut short."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    if pages * page_size > file.stat().st_size:
        raise damaged(file)


def our_objects() -> set[tuple[str, str, str]]:
    """The tables and indexes of a library of today; see `schema.objects`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        schema.migrate(fresh, schema.MIGRATIONS)
        return schema.objects(fresh)


def _require_our_tables(connection: sqlite3.Connection, file: Path) -> None:
    """Raises `LibraryError` unless the file's tables are exactly today's.

    Wrong ones come of damage; triggers and views, of which we make none, could delete what is
    read in a library that came by mail.
    """
    _refuse_programs(connection, file)
    if schema.objects(connection) != our_objects():
        raise damaged(file)


def _refuse_programs(connection: sqlite3.Connection, file: Path) -> None:
    if any(kind in {"trigger", "view"} for kind, *_ in schema.objects(connection)):
        raise LibraryError(
            message("{file} holds triggers or views: it is not a library.", file=shown_path(file))
        )


def _journal(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


def is_ours(name: str) -> bool:
    """Whether a file or folder of this name belongs into a library, or is hidden."""
    return name in _OURS or name.startswith((".", DAMAGED_PREFIX))


def _foreign_files(folder: Path) -> bool:
    return any(not is_ours(item.name) for item in folder.iterdir())


def _library_already(folder: Path) -> Message:
    return message("There is a library in {folder} already.", folder=shown_path(folder))


def _cannot_make(folder: Path, error: OSError) -> LibraryReadOnlyError:
    return LibraryReadOnlyError(
        message(
            "No library can be made in {folder}: {reason}.",
            folder=shown_path(folder),
            reason=file_reason(error),
        )
    )


def _no_folder(folder: Path) -> Message:
    return message("{folder} is not a library: a library is a folder.", folder=shown_path(folder))


def _no_library_among_files(folder: Path) -> Message:
    return message(
        "{folder} is not a library: it holds other files. Choose an empty folder.",
        folder=shown_path(folder),
    )
