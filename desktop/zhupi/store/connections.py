"""Connections to one library file: one a thread, all with the same settings.

Invariant: a connection is in a transaction only inside `write()`; there is one writer at a time in
this process, and readers hold SQLite's shared lock for one statement only, so that a writer (here
or in another process) never waits long.

The settings are those that lost nothing in replays of power loss: a rollback journal that is
truncated, and `synchronous=EXTRA`. A write-ahead log commits faster, but a copy of the main file
then lacks the latest annotations, and a library in a read-only folder cannot be read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from zhupi.core.errors import LibraryError, LibraryReadOnlyError, shown_path
from zhupi.core.messages import message
from zhupi.store import feed
from zhupi.store.failures import made_all_the_same, translated

#: How long one process waits for another's transaction, in seconds. To rename a tag that 50,000
#: passages bear took the worker 20 s on a busy machine; a note that the person writes in the window
#: meanwhile is not to be refused. A program that hangs is told of all the same.
BUSY_SECONDS = 60.0
#: Memory for pages of the file, in KB: while reading, and while a transaction writes. What does not
#: fit is written to the disk before its time, with a journal synced for it, and often twice.
_CACHE_KB = 8_000
_WRITING_CACHE_KB = 64_000


def connect(
    file: Path, *, read_only: bool, busy_seconds: float = BUSY_SECONDS
) -> sqlite3.Connection:
    """A connection to an existing file with our settings; never creates one.

    Raises sqlite3.Error.
    """
    uri = f"{file.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(
        uri, timeout=busy_seconds, isolation_level=None, check_same_thread=False, uri=True
    )
    # File names and pasted text may hold lone surrogates; they must come back as they went in.
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogatepass")
    try:
        for setting in (
            "trusted_schema = OFF",
            "foreign_keys = ON",
            "cell_size_check = ON",
            "mmap_size = 0",
            f"cache_size = -{_CACHE_KB}",
            "synchronous = EXTRA",
            # On a Mac, fsync alone does not reach the disk; elsewhere this does nothing.
            "fullfsync = ON",
        ):
            connection.execute(f"PRAGMA {setting}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = TRUNCATE")
    except BaseException:
        connection.close()
        raise
    return connection


class Connections:
    """Gives each thread its connection, and closes them all."""

    def __init__(self, file: Path, *, read_only: bool, busy_seconds: float = BUSY_SECONDS) -> None:
        self.file = file
        self.read_only = read_only
        self._busy_seconds = busy_seconds
        self._closed = False
        self._generation = 0  # of connections: those of older ones are no longer used
        self._retired: list[sqlite3.Connection] = []
        self._local = threading.local()
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._registry = threading.Lock()
        self._writer = threading.RLock()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, to read with; fetch all rows of a statement at once.

        Raises `LibraryError`.
        """
        with translated(self.file):
            yield self._mine()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: durable when the block ends, as if it had never been when it raises.

        Raises `LibraryError`, `LibraryReadOnlyError`. One exception to the rule is beyond us: where
        the disk fails at the very last step the change may be there, and the error says so.
        """
        with self._writer, translated(self.file):
            if self.read_only:
                raise LibraryReadOnlyError(
                    message(
                        "The library {folder} is open read-only and cannot be changed.",
                        folder=shown_path(self.file.parent),
                    )
                )
            connection = self._mine()
            connection.execute("BEGIN IMMEDIATE")
            before = after = None
            try:
                connection.execute(f"PRAGMA cache_size = -{_WRITING_CACHE_KB}")
                before = _moment(connection)
                yield connection
                feed.seal(connection)
                after = _moment(connection)
                connection.execute("COMMIT")
            except BaseException as error:
                # On a full disk SQLite may have rolled back by itself.
                if connection.in_transaction:
                    with suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                if after not in (None, before) and _is_at(connection, after):
                    raise made_all_the_same(self.file) from error
                raise
            finally:
                # Gives the memory back at once.
                with suppress(sqlite3.Error):
                    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")

    def reopen(self, *, read_only: bool) -> None:
        """From now on connections are for reading only, or no longer; waits for the writer."""
        with self._writer, self._registry:
            self.read_only = read_only
            self._generation += 1

    def close(self) -> None:
        """Closes every thread's connection; may be called twice."""
        with self._writer, self._registry:
            self._closed = True
            for connection in (*self._open.values(), *self._retired):
                connection.close()
            self._open.clear()
            self._retired.clear()

    def _mine(self) -> sqlite3.Connection:
        with self._registry:
            if self._closed:
                raise LibraryError(
                    message("The library {folder} is closed.", folder=shown_path(self.file.parent))
                )
            found: sqlite3.Connection | None = getattr(self._local, "connection", None)
            if found is not None and self._local.generation != self._generation:
                # Its thread may be in the middle of reading from it, further up.
                self._retired.append(found)
                found = None
            if found is None:
                self._drop_dead()
                found = connect(
                    self.file, read_only=self.read_only, busy_seconds=self._busy_seconds
                )
                self._local.connection = found
                self._local.generation = self._generation
                self._open[threading.current_thread()] = found
            return found

    def _drop_dead(self) -> None:
        for thread in [t for t in self._open if not t.is_alive()]:
            self._open.pop(thread).close()


def _moment(connection: sqlite3.Connection) -> tuple[int | None, int | None]:
    """Another one after each transaction that a person would miss."""
    found: tuple[int | None, int | None] = connection.execute(
        "SELECT (SELECT max(number) FROM feed_stamps),"
        " (SELECT max(number) FROM operations WHERE NOT undone)"
    ).fetchone()
    return found


def _is_at(connection: sqlite3.Connection, moment: tuple[int | None, int | None]) -> bool:
    """Whether a transaction that ended in an error is in the file.

    So it is where only the last sync failed, which is to make sure that the journal stays empty:
    there is nothing left to take the change back from.
    """
    try:
        return _moment(connection) == moment
    except sqlite3.Error:
        return False
