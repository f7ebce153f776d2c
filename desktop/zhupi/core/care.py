"""What looking after a library tells: damage, repairs, backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from zhupi.core.messages import Message


class BackupReason(StrEnum):
    SESSION = "session"  #: made by itself, after changes
    MIGRATION = "migration"  #: before a new schema
    RESTORE = "restore"  #: before a restore or a repair put another file in place
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of the library's file."""

    file: Path
    made: datetime  #: UTC
    reason: BackupReason
    schema: int
    bytes: int


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair saved, and what not."""

    saved: dict[str, int]  #: kind of row → how many are in the repaired library
    restored: dict[str, int]  #: of these, from the history or a backup, not from the file itself
    lost: tuple[Message, ...]  #: each says what and where
    damaged_file: Path | None  #: where the damaged original lies now; None: nothing was amiss
