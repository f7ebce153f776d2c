"""What lies in a library's folder and does not belong there, and what should be better.

Invariant: only looks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zhupi.core.errors import LibraryError, shown_path
from zhupi.core.messages import message
from zhupi.core.paths import LIBRARY_FILE
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store.backups import BACKUPS_NAME, Backups
from zhupi.store.care import Problem, ProblemKind
from zhupi.store.copying import verify
from zhupi.store.library import is_ours
from zhupi.store.replacing import journal_of

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_UNFINISHED = (".new", ".new-journal")


def problems(folder: Path, progress: ProgressSink = ignore_progress) -> list[Problem]:
    """Left-over and unknown files, and backups that are damaged. Raises what `progress` raises."""
    with suppress(OSError):
        return [*_strays(folder), *_backups(folder, progress)]
    return []


def _strays(folder: Path) -> Iterator[Problem]:
    backups = folder / BACKUPS_NAME
    items = sorted(folder.iterdir())
    items += sorted(backups.iterdir()) if backups.is_dir() else []
    known = {backup.file for backup in Backups(folder).listed()}
    journal = journal_of(folder / LIBRARY_FILE)
    for item in items:
        if item.name.endswith(_UNFINISHED) or (item == journal and _is_stale(item)):
            yield _stray(item, ProblemKind.LEFT_OVER)
        elif item == journal or item in known or item.name.startswith("."):
            continue
        elif item.parent == backups or not is_ours(item.name):
            yield _stray(item, ProblemKind.UNKNOWN_FILE)


def _stray(item: Path, kind: ProblemKind) -> Problem:
    name = shown_path(item)
    if kind is ProblemKind.LEFT_OVER:
        return Problem(kind, message("{file} was left over and can be deleted.", file=name))
    return Problem(kind, message("{file} does not belong into a library.", file=name))


def _backups(folder: Path, progress: ProgressSink) -> Iterator[Problem]:
    for backup in Backups(folder).listed():
        try:
            verify(backup.file, progress, thorough=True)
        except (LibraryError, sqlite3.Error):
            yield Problem(
                ProblemKind.BACKUP,
                message(
                    "The backup {name} is damaged; delete it.", name=shown_path(backup.file.name)
                ),
            )


def _is_stale(journal: Path) -> bool:
    """Whether it holds something that SQLite does not take for a journal."""
    with journal.open("rb") as stream:
        head = stream.read(8)
    return bool(head) and head != _JOURNAL_MAGIC
