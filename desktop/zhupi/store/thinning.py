"""Which backups are kept.

Invariant: the newest `ALWAYS` stay whatever happens, so does what was made lately before
something risky, and what stays today makes nothing go tomorrow that should have stayed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from zhupi.core.care import Backup, BackupReason

LAST = 10  #: how many of the newest are kept
ALWAYS = 3  #: how many of the newest are kept even where room is scarce
MONTH = timedelta(days=31)
#: Backups may take one part in so many of what would be free without them.
SHARE = 4

_RISKY = frozenset((BackupReason.MIGRATION, BackupReason.RESTORE))


def superfluous(backups: Iterable[Backup], now: datetime, free: int) -> list[Backup]:
    """Those that can go, oldest first; `free` is the room left on their disk, in bytes.

    Kept are the last ten, the last of each day of a month, the last of each month, and for a
    month what was made before a migration, a restore or a repair. Of these the older ones go
    where all take too much room.
    """
    newest_first = sorted(backups, key=lambda backup: (backup.made, backup.file.name), reverse=True)
    risky = {b.file for b in newest_first if b.reason in _RISKY and now - b.made <= MONTH}
    kept = {b.file for b in newest_first[:LAST]} | risky
    days, months = set[str](), set[str]()
    for backup in newest_first:
        made = backup.made.astimezone(UTC)
        day, month = f"{made:%Y-%m-%d}", f"{made:%Y-%m}"
        if (now - made <= MONTH and day not in days) or month not in months:
            kept.add(backup.file)
        days.add(day)
        months.add(month)
    # None would be superfluous where nothing was deleted: the room that they take is room too.
    room = (free + sum(b.bytes for b in newest_first)) // SHARE
    taken = sum(b.bytes for b in newest_first if b.file in kept)
    for backup in reversed(newest_first[ALWAYS:]):
        if taken > room and backup.file in kept and backup.file not in risky:
            kept.discard(backup.file)
            taken -= backup.bytes
    return [backup for backup in reversed(newest_first) if backup.file not in kept]
