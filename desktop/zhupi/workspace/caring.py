"""Looking after a library: backups, damage, and who may write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from zhupi.core.care import Backup, BackupReason, RepairReport
from zhupi.core.messages import Message, message
from zhupi.core.paths import INDEX_FOLDER
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.store import Store, repairing, replacing
from zhupi.store.backups import Backups

#: How long another program has to finish and to give the library up.
TAKEOVER_SECONDS = 15.0


class Caring:
    """`Workspace.care`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def backups(self) -> list[Backup]:
        """Those in the library's folder, newest first. Raises `LibraryError`."""
        return self._store.backups()

    def backup_due(self) -> bool:
        """Whether something a person did changed since the newest backup; a few milliseconds."""
        return self._store.backup_due()

    def back_up(
        self,
        progress: ProgressSink = ignore_progress,
        reason: BackupReason = BackupReason.SESSION,
    ) -> Backup:
        """Makes one in the library's folder, verifies it, and thins the older ones.

        Nothing is left of it where `progress` stops it. Raises `LibraryError`.
        """
        return self._store.make_backup(reason, progress)

    def back_up_to(self, file: Path, progress: ProgressSink = ignore_progress) -> None:
        """Writes a verified copy to a file the person chose. Raises `LibraryError`."""
        self._store.backup(file, progress)

    # --- who may write ------------------------------------------------------------------------

    def why_read_only(self) -> Message | None:
        """Why the library can only be read, where that is for others to say; else None."""
        words = self._store.holder_words
        if words is None:
            return self._store.notice
        return message(
            "This library is in use by {holder}; here it can only be read.", holder=words
        )

    def holder_words(self) -> Message | None:
        """Who holds the library, where that is why it is read-only."""
        return self._store.holder_words

    def can_take_over(self) -> bool:
        """Whether it is read-only because another program holds it."""
        return self._store.read_only and self._store.held_by is not None

    def wanted_by(self) -> Message | None:
        """Who asks to write instead of this program; to be asked every second."""
        return self._store.wanted_by()

    def hand_over(self) -> None:
        """Lets the other write; this workspace can only read from now on. First end the worker."""
        self._store.hand_over()

    def take_over(
        self, timeout: float = TAKEOVER_SECONDS, wait: Callable[[], object] = lambda: None
    ) -> None:
        """Asks the other for the library, and may write from then on; `wait` may raise to stop.

        Raises `LibraryReadOnlyError`, which says who did not answer.
        """
        self._store.take_over(timeout, wait)


def reason_words(reason: BackupReason) -> Message:
    """Why a backup was made, for a list."""
    match reason:
        case BackupReason.SESSION:
            return message("after changes")
        case BackupReason.MIGRATION:
            return message("before an update of the library")
        case BackupReason.RESTORE:
            return message("before a restore or repair")
        case BackupReason.ASKED:
            return message("asked for")


def backups_in(folder: Path) -> list[Backup]:
    """Those of the library in `folder`, newest first, also where it cannot be opened."""
    return Backups(folder).listed()


def find_backup(folder: Path, name: str) -> Path:
    """A backup by the name that a list shows, or any file. Raises `NotFoundError`."""
    return Backups(folder).find(name)


def restore(
    folder: Path, backup: Path, program: str, progress: ProgressSink = ignore_progress
) -> Backup | None:
    """Puts a backup in the place of the library in `folder`, which is kept as a backup itself.

    The library must not be open for writing. Returns the backup of what was there, None where
    there was nothing; a damaged file is kept as it is, under another name.
    Raises `LibraryError`.
    """
    return replacing.restore(folder, backup, program, progress)


def repair(folder: Path, program: str, progress: ProgressSink = ignore_progress) -> RepairReport:
    """Saves all that can be read into a new file; the damaged one stays beside it.

    Raises `LibraryError` where another program writes the library or nothing can be saved.
    """
    report = repairing.repair(folder, program, progress)
    if report.damaged_file is not None:
        # It can be made anew from any library, and may be what the damage is in.
        shutil.rmtree(folder / INDEX_FOLDER, ignore_errors=True)
    return report
