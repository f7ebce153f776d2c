"""Which backups go, and above all which stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.care import Backup, BackupReason
from zhupi.store.thinning import ALWAYS, LAST, MONTH, SHARE, superfluous

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROOM = 10**15

_ages = st.timedeltas(timedelta(0), timedelta(days=900))
_reasons = st.sampled_from([*BackupReason, BackupReason.SESSION, BackupReason.SESSION])


def _backup(age: timedelta, reason: BackupReason = BackupReason.SESSION, size: int = 1) -> Backup:
    made = NOW - age
    return Backup(Path(f"{made:%Y%m%d-%H%M%S.%f}-{reason}"), made, reason, 3, size)


_backups = st.lists(
    st.builds(_backup, _ages, _reasons, st.integers(1, 9)), unique_by=lambda b: b.file, max_size=80
)


def _kept(backups: list[Backup], now: datetime = NOW, free: int = ROOM) -> list[Backup]:
    """Those that stay, newest first."""
    gone = superfluous(backups, now, free)
    assert gone == sorted(gone, key=lambda b: (b.made, b.file.name))
    stay = [backup for backup in backups if backup not in gone]
    return sorted(stay, key=lambda b: (b.made, b.file.name), reverse=True)


@given(_backups)
def test_the_last_ten_each_day_of_a_month_and_each_month_stay(backups: list[Backup]) -> None:
    """Whoever notices a mistake after a week, or a year, finds a state from before it."""
    kept = _kept(backups)
    newest = sorted(backups, key=lambda b: (b.made, b.file.name), reverse=True)
    assert kept[:LAST] == newest[:LAST]
    recent = [b for b in backups if NOW - b.made <= MONTH]
    assert {b.made.date() for b in recent} == {b.made.date() for b in kept if NOW - b.made <= MONTH}
    months = {(b.made.year, b.made.month) for b in backups}
    assert months == {(b.made.year, b.made.month) for b in kept}


@given(_backups)
def test_few_stay_besides(backups: list[Backup]) -> None:
    """Backups must not fill the disk: the last ten, thirty days, and a month each."""
    kept = [b for b in _kept(backups) if b.reason is BackupReason.SESSION]
    assert len(kept) <= LAST + MONTH.days + 1 + 31


@given(_backups, st.integers(0, 60))
def test_what_was_made_before_something_risky_stays_for_a_month(
    backups: list[Backup], free: int
) -> None:
    """A repair or a restore that was a mistake can be taken back, however scarce room is."""
    risky = {BackupReason.MIGRATION, BackupReason.RESTORE}
    gone = superfluous(backups, NOW, free)
    assert not [b for b in gone if b.reason in risky and NOW - b.made <= MONTH]


@given(_backups, st.integers(0, 60))
def test_where_room_is_scarce_the_older_go_and_the_newest_three_stay(
    backups: list[Backup], free: int
) -> None:
    """A disk that is nearly full must not cost the newest backups, nor be filled by old ones."""
    amply, kept = _kept(backups), _kept(backups, free=free)
    assert kept[:ALWAYS] == amply[:ALWAYS]
    assert set(kept) <= set(amply)
    room = (free + sum(b.bytes for b in backups)) // SHARE
    protected = {b for b in kept if b.reason in {BackupReason.MIGRATION, BackupReason.RESTORE}}
    if sum(b.bytes for b in kept) > room:
        assert set(kept) <= protected | set(kept[:ALWAYS])
    dropped = [b for b in amply if b not in kept]
    ordinary = [b for b in kept[ALWAYS:] if b not in protected]
    assert all(gone.made <= stays.made for gone in dropped for stays in ordinary)


@given(_backups, st.integers(0, 60))
def test_thinning_again_removes_nothing_more(backups: list[Backup], free: int) -> None:
    """What stays depends on what there is, not on how often somebody looks; but room may."""
    kept = _kept(backups)
    assert _kept(kept) == kept


@given(st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=9)), max_size=120))
def test_thinning_after_each_backup_loses_no_month_and_no_day(steps: list[timedelta]) -> None:
    """As it really happens: one more, then thinned, for years."""
    now = datetime(2024, 1, 1, tzinfo=UTC)
    present: list[Backup] = []
    ever: list[datetime] = []
    for step in steps:
        now += step
        ever.append(now)
        present.append(Backup(Path(f"{now}"), now, BackupReason.SESSION, 3, 1))
        present = _kept(present, now)
    assert [b.made for b in present[:LAST]] == ever[::-1][:LAST]
    assert {f"{b.made:%Y-%m}" for b in present} == {f"{made:%Y-%m}" for made in ever}
    assert {b.made.date() for b in present} >= {m.date() for m in ever if now - m <= MONTH}
