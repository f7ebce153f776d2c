"""Looking after a library: backups, damage, and who may write."""

from __future__ import annotations

from pathlib import Path

from zhupi.core.care import Backup, RepairReport
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store import Store


class Caring:
    """`Workspace.care`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def backups(self) -> list[Backup]:
        """Those in the library's folder, newest first."""
        raise NotImplementedError

    def backup_due(self) -> bool:
        """Whether something a person wrote changed since the newest backup."""
        raise NotImplementedError

    def back_up(self, progress: ProgressSink = ignore_progress) -> Backup:
        """Makes one in the library's folder, verifies it, and thins the older ones."""
        raise NotImplementedError

    def back_up_to(self, file: Path) -> None:
        """Writes a verified copy to a file the person chose. Raises `LibraryError`."""
        raise NotImplementedError


def restore(folder: Path, backup: Path, program: str) -> Backup:
    """Puts a backup in the place of the library in `folder`, which is kept as a backup itself.

    The library must not be open for writing. Returns the backup of what was there.
    Raises `LibraryError`.
    """
    raise NotImplementedError


def repair(folder: Path, program: str, progress: ProgressSink = ignore_progress) -> RepairReport:
    """Saves all that can be read into a new file; the damaged one stays beside it.

    Raises `LibraryError` where another program writes the library or nothing can be saved.
    """
    raise NotImplementedError
