"""A full disk, a bad sector, a drive that is pulled out: one sentence, and nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.reliability import programs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")

# What is done, the call that fails, how, and whether all later ones fail too. SQLite writes by
# pwrite64 and syncs by fdatasync; the index and what a backup ends with are written and synced by
# Python.
_WRITING = [
    ("annotate", "pwrite64", "ENOSPC"),
    ("undo", "pwrite64", "ENOSPC"),
    ("back_up", "pwrite64", "ENOSPC"),
    ("follow", "write", "ENOSPC"),
]
_SYNCING = [
    ("annotate", "fdatasync", "EIO"),
    ("tag_all", "fdatasync", "EIO"),
    ("import_corrected", "ftruncate", "EIO"),
    ("follow", "fsync", "EIO"),
    ("back_up", "fsync", "EIO"),
]
_GONE = [
    ("annotate", "pwrite64", "EIO", "gone"),
    ("import_corrected", "fdatasync", "EIO", "gone"),
    ("follow", "write", "EIO", "gone"),
]
_READING = [("annotate", "pread64", "EIO")]


def failed(folder: Path, *kinds: tuple[str, ...]) -> dict[str, int]:
    """Counts of cases and of those in which the program said that it failed."""
    counts = []
    for first in range(0, len(kinds), 2):
        counts += programs.run_all(
            [
                programs.command("fail_calls", "main", folder / "-".join(kind), *kind)
                for kind in kinds[first : first + 2]
            ]
        )
    return programs.summed(counts)


def test_each_write_of_a_change_may_fail(tmp_path: Path) -> None:
    """The disk fills up, or a sector is bad, at whichever of the writes."""
    found = failed(tmp_path, *_WRITING)
    print(found)
    assert found["failed"] > 50


def test_each_sync_of_a_change_may_fail(tmp_path: Path) -> None:
    """Nobody is told «saved» of what the disk did not take, and nothing else suffers."""
    found = failed(tmp_path, *_SYNCING)
    print(found)
    assert found["failed"] > 8


def test_a_drive_may_be_pulled_out_at_any_write(tmp_path: Path) -> None:
    """And plugged in again: the library is as before what was under way."""
    found = failed(tmp_path, *_GONE)
    print(found)
    assert found["failed"] > 30


def test_each_read_of_a_change_may_fail(tmp_path: Path) -> None:
    """A sector that cannot be read ends in a sentence, not in a half-made change."""
    found = failed(tmp_path, *_READING)
    print(found)
    assert found["failed"] > 5
