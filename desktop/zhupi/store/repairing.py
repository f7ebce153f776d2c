"""Repairs a damaged library: all that can be saved goes into a new file, which takes its place.

Rows come, in this order, from where the damaged file has them whole, from the pages that SQLite no
longer finds in it, from the history, which knows what became of a row last, from the newest
backups, and last as they read. The damaged file stays, under another name, as it was.

Invariant: nothing but a whole new library gets the library's name.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from zhupi.core.care import RepairReport
from zhupi.core.errors import LibraryError, file_reason, shown_path
from zhupi.core.messages import Message, message, plural
from zhupi.core.model import Progress
from zhupi.core.paths import LIBRARY_FILE
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store import care, library, schema
from zhupi.store.backups import Backups, described
from zhupi.store.carving import Found
from zhupi.store.connections import Connections, connect
from zhupi.store.copying import stoppable, verify
from zhupi.store.failures import translated
from zhupi.store.rebuilding import Rebuilt
from zhupi.store.replacing import (
    UNFINISHED_NAME,
    journal_of,
    keep_damaged,
    locked,
    put_in_place,
)
from zhupi.store.rows import ANNOTATIONS, ARTICLES, CONTENTS, Row, Table
from zhupi.store.salvage import Damaged, backup_keys, backup_row, known_tables
from zhupi.store.saved_history import SavedHistory

#: So many backups are asked for what is in nothing newer.
_BACKUPS_ASKED = 5
_SCRATCH_NAME = f"{LIBRARY_FILE}.salvage.new"
_MODIFIED = ANNOTATIONS.columns.index("modified")


def repair(folder: Path, program: str, progress: ProgressSink = ignore_progress) -> RepairReport:
    """Saves all that can be read into a new file, which becomes the library.

    Does nothing where nothing is amiss. Raises `LibraryError` where another program writes the
    library, it is of a newer version, or nothing can be saved; and what `progress` raises.
    """
    folder = folder.absolute()
    file, unfinished = folder / LIBRARY_FILE, folder / UNFINISHED_NAME
    if not file.exists():
        raise LibraryError(message("There is no library in {folder}.", folder=shown_path(folder)))
    with locked(folder, program):
        if _in_order(folder):
            return RepairReport({}, {}, (), None)
        _refuse_newer(file)
        try:
            with _source(folder) as source:
                report = _Repair(source, unfinished, folder, progress).run()
            kept = keep_damaged(folder)
            put_in_place(folder, unfinished)
        except OSError as error:
            raise _failed(file, error) from error
        finally:
            for left_over in (unfinished, journal_of(unfinished)):
                with suppress(OSError):
                    left_over.unlink(missing_ok=True)
    return RepairReport(report.saved, report.restored, report.lost, kept)


class _Repair:
    def __init__(
        self, source: Path, unfinished: Path, folder: Path, progress: ProgressSink
    ) -> None:
        self._unfinished = unfinished
        self._folder = folder
        self._progress = progress
        self._damaged = Damaged(source, self._check)
        self._history = SavedHistory()
        #: What was found of rows that are not whole, or are where SQLite does not find them.
        self._carved: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self._readings: dict[tuple[str, str], Sequence[Any]] = {}

    def run(self) -> RepairReport:
        """Writes the new file, whole and on the disk. Raises `LibraryError`, OSError."""
        self._unfinished.unlink(missing_ok=True)
        journal_of(self._unfinished).unlink(missing_ok=True)
        self._unfinished.touch(mode=0o600)
        with (
            translated(self._unfinished),
            closing(connect(self._unfinished, read_only=False)) as connection,
        ):
            schema.migrate(connection, schema.MIGRATIONS)
            # Rows come as they are found; in the end all that they refer to is there.
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("BEGIN IMMEDIATE")
            rebuilt = Rebuilt(connection)
            with stoppable(connection, lambda: self._check(0, 0)):
                self._fill(rebuilt)
            if not any(rebuilt.keys.values()):
                raise LibraryError(
                    message("Nothing could be saved of {file}.", file=self._shown_file())
                )
            connection.execute("COMMIT")
            report = RepairReport(
                rebuilt.saved(), rebuilt.restored_kinds(), tuple(rebuilt.lost), None
            )
        self._require_order()
        return report

    def _fill(self, rebuilt: Rebuilt) -> None:
        for table in known_tables():
            for found in self._damaged.rows(table):
                if found.whole:
                    rebuilt.add(table, found.values)
                else:
                    self._remember(found)
        for found in self._damaged.history():
            self._history.add(found)
        # In the pages a row may also be mended that SQLite reads wrongly.
        if not self._damaged.whole or self._readings or self._history.broken:
            for found in self._damaged.carved():
                if found.table in {table.name for table in known_tables()}:
                    self._remember(found, rebuilt)
                else:
                    self._history.add(found)
        self._history.settle()
        self._add_missing(rebuilt)
        if cut := self._damaged.missing_pages():
            rebuilt.lost.append(
                plural(
                    "The file was cut short: the last page of it is missing, with all that only "
                    "stood there.",
                    "The file was cut short: the last {count} pages of it are missing, with all "
                    "that only stood there.",
                    cut,
                )
            )
        rebuilt.finish(self._history)

    def _remember(self, found: Found, rebuilt: Rebuilt | None = None) -> None:
        key = found.values[0]
        if not isinstance(key, str):
            return
        if not found.whole:
            self._readings.setdefault((found.table, key), found.values)
        elif rebuilt is None or key not in rebuilt.keys.get(found.table, ()):
            self._carved[found.table, key].append(found.values)

    def _add_missing(self, rebuilt: Rebuilt) -> None:
        last = self._history.last_rows(rebuilt.has)
        with _open_backups(self._folder) as backups:
            for table in known_tables():
                for key in sorted(self._missing(table, rebuilt, last, backups)):
                    self._add(rebuilt, table, key, last, backups)

    def _missing(
        self,
        table: Table,
        rebuilt: Rebuilt,
        last: dict[tuple[str, str], Row | None],
        backups: Sequence[sqlite3.Connection],
    ) -> set[str]:
        """The keys of rows that were there and are not yet again."""
        keys = {key for name, key in (*self._carved, *self._readings) if name == table.name}
        listed = self._damaged.keys(table)
        if listed is not None:
            keys |= listed
        if not self._damaged.whole:
            # The index may lack what the table lacks: the history may tell of it, and what a
            # backup has was there once.
            known = {key: row for (name, key), row in last.items() if name == table.name}
            keys |= {key for key, row in known.items() if row is not None}
            gone = {key for key, row in known.items() if row is None}
            for backup in backups[:1]:
                keys |= backup_keys(backup, table) - gone
        return {key for key in keys if not rebuilt.has(table, key)}

    def _add(
        self,
        rebuilt: Rebuilt,
        table: Table,
        key: str,
        last: dict[tuple[str, str], Row | None],
        backups: Sequence[sqlite3.Connection],
    ) -> None:
        carved = self._carved.get((table.name, key), [])
        told = (table.name, key) in last
        kept = last.get((table.name, key))
        if told and kept is None and self._history.complete:
            return  # deleted; what stands in the pages is an old state
        if carved and (kept is None or kept in carved or not self._history.complete):
            rows = carved if kept is None else [*carved, kept]
            best = kept if kept in carved and self._history.complete else _latest(table, rows)
            rebuilt.add(table, best)
        elif kept is not None and table is not ARTICLES:
            rebuilt.add(table, kept, restored=True)
        elif carved or kept is not None:
            rebuilt.add(table, carved[-1] if carved else kept or (), restored=not carved)
        else:
            self._add_from_elsewhere(rebuilt, table, key, backups)

    def _add_from_elsewhere(
        self, rebuilt: Rebuilt, table: Table, key: str, backups: Sequence[sqlite3.Connection]
    ) -> None:
        for backup in backups:
            row = backup_row(backup, table, key)
            if row is not None:
                rebuilt.add(table, tuple(row), restored=True)
                return
        reading = self._readings.get((table.name, key))
        if reading is not None and rebuilt.add_as_read(table, reading):
            rebuilt.lost.append(_read_words(rebuilt, table, key, reading))
        elif table not in (CONTENTS, ARTICLES):  # those are told of where they are put together
            rebuilt.lost.append(_lost_words(rebuilt, table, key, reading))

    def _require_order(self) -> None:
        connections = Connections(self._unfinished, read_only=True)
        try:
            problems = care.check(connections, full=True)
        finally:
            connections.close()
        if problems:
            raise LibraryError(
                message(
                    "The repair of {file} did not succeed, and nothing was changed: {problem}",
                    file=self._shown_file(),
                    problem=problems[0].message,
                )
            )

    def _check(self, done: int, total: int) -> None:
        self._progress(Progress(done, total, message("Saving what can be read")))

    def _shown_file(self) -> str:
        return shown_path(self._folder / LIBRARY_FILE)


def _latest(table: Table, rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: str(row[_MODIFIED])) if table is ANNOTATIONS else rows[-1]


def _read_words(rebuilt: Rebuilt, table: Table, key: str, row: Sequence[Any]) -> Message:
    if table is ANNOTATIONS:
        return message(
            "The annotation {key} on “{quote}” of “{title}” is damaged; it is kept as it reads.",
            key=key,
            quote=str(row[4])[:20],
            title=rebuilt.title_of(row[1]),
        )
    return message(
        "{key} in {table} is damaged; it is kept as it reads.", key=key, table=table.name
    )


def _lost_words(rebuilt: Rebuilt, table: Table, key: str, row: Sequence[Any] | None) -> Message:
    if table is ANNOTATIONS and row is not None:
        return message(
            "The annotation {key} on “{quote}” of “{title}” is lost.",
            key=key,
            quote=str(row[4])[:20],
            title=rebuilt.title_of(row[1]),
        )
    if table is ANNOTATIONS:
        return message("The annotation {key} is lost.", key=key)
    return message("{key} in {table} is lost.", key=key, table=table.name)


def _in_order(folder: Path) -> bool:
    """Whether the library opens and nothing is found in it."""
    file = folder / LIBRARY_FILE
    try:
        library.require_library(folder)
        backup = described(file)
        if backup is not None and backup.schema < len(schema.MIGRATIONS):
            # One of an older version is brought up to date where it is opened next.
            verify(file, thorough=True)
            return True
        library.prepare(folder, read_only=True)
    except (LibraryError, sqlite3.Error):
        return False
    connections = Connections(file, read_only=True)
    try:
        return not care.check(connections, full=True)
    finally:
        connections.close()


def _refuse_newer(file: Path) -> None:
    """Raises `LibraryError` for a library of a newer version, whose rows we may not know.

    A damaged version number is told by tables that are exactly ours.
    """
    try:
        with closing(connect(file, read_only=True)) as connection:
            newer = schema.schema_version(connection) > len(schema.MIGRATIONS)
            if not newer or schema.objects(connection) == library.our_objects():
                return
    except (sqlite3.Error, UnicodeDecodeError):
        return
    raise LibraryError(
        message(
            "The library {folder} was made by a newer version of this program. "
            "Repair it with that version.",
            folder=shown_path(file.parent),
        )
    )


@contextmanager
def _source(folder: Path) -> Iterator[Path]:
    """The damaged file; where a crash left a journal a copy, into which SQLite may play it back."""
    file = folder / LIBRARY_FILE
    journal = journal_of(file)
    if not journal.exists() or not journal.stat().st_size:
        yield file
        return
    scratch = folder / _SCRATCH_NAME
    try:
        shutil.copyfile(file, scratch)
        shutil.copyfile(journal, journal_of(scratch))
        with suppress(sqlite3.Error), closing(sqlite3.connect(scratch)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield scratch
    finally:
        for left_over in (scratch, journal_of(scratch)):
            left_over.unlink(missing_ok=True)


@contextmanager
def _open_backups(folder: Path) -> Iterator[list[sqlite3.Connection]]:
    """The newest backups, newest first; those that cannot be opened are left out."""
    opened: list[sqlite3.Connection] = []
    try:
        with suppress(LibraryError):
            for backup in Backups(folder).listed()[:_BACKUPS_ASKED]:
                with suppress(sqlite3.Error):
                    opened.append(connect(backup.file, read_only=True))
        yield opened
    finally:
        for connection in opened:
            connection.close()


def _failed(file: Path, error: OSError) -> LibraryError:
    return LibraryError(
        message(
            "{file} could not be repaired: {reason}. Nothing was changed.",
            file=shown_path(file),
            reason=file_reason(error),
        )
    )
