"""Copies of a library's file, made while it is in use.

Invariant: a copy bears its name only once it was verified and is on the disk. Writers wait for one
portion of pages at most; SQLite begins again where they wrote in between.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from zhupi.core.errors import InvalidRequestError, LibraryError, file_reason, shown_path
from zhupi.core.messages import Message, message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store.connections import connect
from zhupi.store.failures import situation
from zhupi.store.rows import TABLES, Table, intact

#: Pages copied while writers wait: 8 MB.
_PORTION = 2048
#: How often writers may have SQLite begin again; then they wait for the whole copy.
_PATIENCE = 3
#: Rows read at a time.
_BATCH = 500
#: Instructions of SQLite between two questions whether to stop: a few milliseconds.
_INSTRUCTIONS = 100_000


class CopyDamagedError(LibraryError):
    """A copy that is not as its rows were written, or that SQLite finds fault with."""


def copy_library(
    connection: sqlite3.Connection,
    file: Path,
    progress: ProgressSink = ignore_progress,
    *,
    thorough: bool = False,
) -> None:
    """Copies the library of `connection` to `file`, verified, durable and whole or not at all.

    `thorough` reads every row that has a checksum, and compares their number with the library's.
    Raises `LibraryError`; sqlite3.Error where the library itself cannot be read; whatever
    `progress` raises to stop it.
    """
    unfinished = file.with_name(f"{file.name}.new")
    try:
        write_copy(connection, unfinished, progress, thorough=thorough)
        unfinished.replace(file)
    except OSError as error:
        raise cannot_write(file, error) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def write_copy(
    connection: sqlite3.Connection,
    unfinished: Path,
    progress: ProgressSink = ignore_progress,
    *,
    thorough: bool = False,
) -> None:
    """The same under a name that the caller will change; removed where it does not succeed.

    Raises OSError besides.
    """
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        _copy_verified(connection, unfinished, progress, thorough=thorough)
        with unfinished.open("rb+") as stream:
            os.fsync(stream.fileno())
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def verify(
    file: Path, progress: ProgressSink = ignore_progress, *, thorough: bool
) -> Mapping[str, int]:
    """Opens a copy and looks whether it is whole; table → rows read, for a `thorough` look.

    Raises `CopyDamagedError`, other `LibraryError`s, and what `progress` raises.
    """
    with closing(connect(file, read_only=True)) as copy:
        step = Progress(0, 0, message("Checking the backup"))
        try:
            with stoppable(copy, lambda: progress(step)):
                found = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if found[0] != "ok":
                raise CopyDamagedError(_damaged_words(file))
            return _counted(copy, file, progress) if thorough else {}
        except UnicodeDecodeError as error:
            raise CopyDamagedError(_damaged_words(file)) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise situation(error, file) or error from error
            raise CopyDamagedError(_damaged_words(file)) from error


def refuse_own_file(library: Path, file: Path) -> None:
    """Raises `InvalidRequestError` where a backup would overwrite the library itself."""
    if file.exists() and file.samefile(library):
        raise InvalidRequestError(
            message("{file} is the library itself: choose another name.", file=shown_path(file))
        )


def cannot_write(file: Path, error: OSError) -> LibraryError:
    """A copy that the disk or the system refused."""
    return LibraryError(
        message(
            "The backup {file} could not be written: {reason}.",
            file=shown_path(file),
            reason=file_reason(error),
        )
    )


@contextmanager
def stoppable(connection: sqlite3.Connection, check: Callable[[], object]) -> Iterator[None]:
    """Has `check` asked while SQLite works on one statement; what it raises ends that."""
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            check()
        except BaseException as error:  # noqa: BLE001 -- it cannot pass through SQLite
            raised.append(error)
            return 1
        return 0

    connection.set_progress_handler(ask, _INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def batches(connection: sqlite3.Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """All rows of `table`, some at a time, so that writers need not wait for the end."""
    sql = (
        f"SELECT rowid, {table.column_list} FROM {table.name} "  # noqa: S608  names from `rows`
        "WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    last = -(2**63)
    while rows := connection.execute(sql, (last, _BATCH)).fetchall():
        yield [row[1:] for row in rows]
        last = rows[-1][0]


def present_tables(connection: sqlite3.Connection) -> list[Table]:
    """Those with checksums that are in this file, which an older version may have made."""
    names = {
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).fetchall()
    }
    return [table for table in TABLES.values() if table.name in names]


def _damaged_words(file: Path) -> Message:
    return message("The copy {file} is damaged.", file=shown_path(file))


def _source_damaged(connection: sqlite3.Connection) -> CopyDamagedError:
    (_, _, file) = connection.execute("PRAGMA database_list").fetchone()
    return CopyDamagedError(
        message(
            "No backup was made: {file} is damaged, and so its copy would be. Check the library.",
            file=shown_path(file),
        )
    )


def _state(
    connection: sqlite3.Connection, *, thorough: bool
) -> tuple[tuple[int, int], Mapping[str, int]]:
    """What changes with each transaction of whichever connection, and the number of rows."""
    if not thorough:
        return (0, 0), {}
    version = int(connection.execute("PRAGMA data_version").fetchone()[0])
    counts = {
        table.name: int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0])  # noqa: S608  names from `rows`
        for table in present_tables(connection)
    }
    return (version, connection.total_changes), counts


def _copy_verified(
    connection: sqlite3.Connection, unfinished: Path, progress: ProgressSink, *, thorough: bool
) -> None:
    before = _state(connection, thorough=thorough)
    _copy(connection, unfinished, progress)
    try:
        counts = verify(unfinished, progress, thorough=thorough)
    except CopyDamagedError as error:
        raise _source_damaged(connection) from error
    # What others wrote meanwhile may be in the copy or not.
    if thorough and before == _state(connection, thorough=True) and before[1] != counts:
        raise _source_damaged(connection)


def _copy(connection: sqlite3.Connection, unfinished: Path, progress: ProgressSink) -> None:
    try:
        _copy_pages(connection, unfinished, _Watch(progress, _PATIENCE))
    except _BusyError:
        # From one read transaction, so that SQLite need not begin again: writers wait.
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            _copy_pages(connection, unfinished, _Watch(progress))
        finally:
            connection.execute("ROLLBACK")


def _copy_pages(connection: sqlite3.Connection, unfinished: Path, watch: _Watch) -> None:
    # Without a journal what an earlier try left cannot be rolled back: it would be taken for a
    # damaged library.
    os.truncate(unfinished, 0)
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as target:
        # No journal: the copy is thrown away unless it is whole.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        try:
            connection.backup(target, pages=_PORTION, progress=watch, sleep=0.02)
        except sqlite3.OperationalError as error:
            raise situation(error, unfinished) or error from error


class _BusyError(Exception):
    """Others write so often that copying portion by portion never ends."""


class _Watch:
    """Tells progress, and notices that SQLite began again; more often than `patience`: an error."""

    def __init__(self, progress: ProgressSink, patience: int | None = None) -> None:
        self._progress = progress
        self._patience = patience
        self._left: int | None = None
        self._again = 0

    def __call__(self, _status: int, left: int, total: int) -> None:
        if self._left is not None and left >= self._left:
            self._again += 1
            if self._patience is not None and self._again > self._patience:
                raise _BusyError
        self._left = left
        self._progress(Progress(total - left, total, message("Copying the library")))


def _counted(copy: sqlite3.Connection, file: Path, progress: ProgressSink) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    done = 0
    for table in present_tables(copy):
        counts[table.name] = 0
        for rows in batches(copy, table):
            done += len(rows)
            progress(Progress(done, 0, message("Checking the backup")))
            if not all(map(intact, rows)):
                raise CopyDamagedError(_damaged_words(file))
            counts[table.name] += len(rows)
    return counts
