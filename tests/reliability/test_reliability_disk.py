"""A disk that loses power keeps what was synced, and may lose all else; or it proves nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from tests.reliability import programs
from tests.reliability.disk import SECTOR, State
from tests.reliability.syscalls import (
    Event,
    Made,
    Removed,
    Renamed,
    Synced,
    Told,
    TracingError,
    Truncated,
    Wrote,
    read_trace,
    run_traced,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")

Left = dict[str, bytes]


def all_left(events: list[Event], folder: Path) -> list[Left]:
    """Everything that five hundred crashes after `events` left, each once."""
    state = State("/d")
    for event in events:
        state.take(event)
    chance = Random(3)
    folder.mkdir(exist_ok=True)
    found: list[Left] = []
    for number in range(500):
        target = folder / f"{number}"
        state.crash(chance, target)
        left = {
            str(file.relative_to(target)): file.read_bytes()
            for file in target.rglob("*")
            if file.is_file()
        }
        if left not in found:
            found.append(left)
    return found


def test_what_was_synced_is_there(tmp_path: Path) -> None:
    """A file and its name: each needs a sync of its own."""
    made = [Made(0, 0, "/d/a", 1), Wrote(1, 1, 1, 0, b"ab")]
    both = [*made, Synced(2, 2, 1), Synced(3, 3, 0)]
    assert all_left(both, tmp_path / "1") == [{"a": b"ab"}]
    assert {} in all_left(both[:-1], tmp_path / "2")
    assert {"a": b""} in all_left([*made, Synced(3, 3, 0)], tmp_path / "3")


def test_a_sync_covers_what_came_before_it_began(tmp_path: Path) -> None:
    """A write of another thread while the disk is syncing is not promised."""
    events = [
        Made(0, 0, "/d/a", 1),
        Synced(1, 1, 0),
        Wrote(2, 3, 1, 0, b"ab"),
        Synced(2, 4, 1),
    ]
    assert {"a": b""} in all_left(events, tmp_path)


def test_sectors_and_lengths_are_lost_one_by_one(tmp_path: Path) -> None:
    """A page of SQLite may be there in part, a file cut short or not."""
    old, new = b"o" * SECTOR * 2, b"n" * SECTOR * 2
    events = [
        Made(0, 0, "/d/a", 1),
        Wrote(1, 1, 1, 0, old),
        Synced(2, 2, 1),
        Synced(3, 3, 0),
        Wrote(4, 4, 1, 0, new),
    ]
    left = [one["a"] for one in all_left(events, tmp_path / "1")]
    half = SECTOR
    assert sorted(left) == sorted([old, new, new[:half] + old[half:], old[:half] + new[half:]])
    left = [one["a"] for one in all_left([*events[:4], Truncated(4, 4, 1, 0)], tmp_path / "2")]
    assert sorted(left) == [b"", old]
    grown = all_left([*events[:4], Wrote(4, 4, 1, 2 * SECTOR, b"x")], tmp_path / "3")
    assert {"a": old + b"\0"} in grown


def test_renames_are_whole_or_absent(tmp_path: Path) -> None:
    """A name leads to the old file or to the new one, and a removed file may be there again."""
    events: list[Event] = [
        Made(0, 0, "/d/a", 1),
        Wrote(1, 1, 1, 0, b"old"),
        Made(2, 2, "/d/b", 2),
        Wrote(3, 3, 2, 0, b"new"),
        Synced(4, 4, 1),
        Synced(5, 5, 2),
        Synced(6, 6, 0),
        Renamed(7, 7, "/d/b", "/d/a"),
    ]
    found = all_left(events, tmp_path / "1")
    assert len(found) == 2
    assert {"a": b"new"} in found
    assert {"a": b"old", "b": b"new"} in found
    found = all_left([*events, Synced(8, 8, 0), Removed(9, 9, "/d/a")], tmp_path / "2")
    assert len(found) == 2
    assert {} in found
    assert {"a": b"new"} in found


_PROGRAM = """
import os, sys
folder, told = sys.argv[1:]
teller = os.open(told, os.O_WRONLY | os.O_CREAT)
os.mkdir(folder + "/书")
with open(folder + "/书/a.new", "wb", buffering=0) as stream:
    stream.write(b"one\\0" + "二".encode())
    other = os.dup(stream.fileno())
    os.write(other, b"!")
    os.fsync(other)
os.pwrite(other, b"O", 0)
os.ftruncate(other, 4)
os.close(other)
os.rename(folder + "/书/a.new", folder + "/书/a")
os.write(teller, b"7")
os.unlink(folder + "/书/a")
"""


def test_a_trace_is_read_as_it_was_done(tmp_path: Path) -> None:
    """Bytes, places, names beyond ASCII, descriptors that share a place."""
    folder, told = tmp_path / "d", tmp_path / "told"
    folder.mkdir()
    command = [sys.executable, "-c", _PROGRAM, str(folder), str(told)]
    run_traced(command, tmp_path / "trace", programs.environment())
    found: list[tuple[object, ...]] = []
    for event in read_trace(tmp_path / "trace", folder, told):
        match event:
            case Made(path=path) | Removed(path=path):
                found.append((type(event), Path(path).name))
            case Renamed(old=old, new=new):
                found.append((Renamed, Path(old).name, Path(new).name))
            case Wrote(offset=offset, data=data):
                found.append((Wrote, offset, data))
            case Truncated(size=size):
                found.append((Truncated, size))
            case Told(number=number):
                found.append((Told, number))
            case _:
                found.append((type(event),))
    assert found == [
        (Made, "书"),
        (Made, "a.new"),
        (Wrote, 0, b"one\0" + "二".encode()),
        (Wrote, 7, b"!"),
        (Synced,),
        (Wrote, 0, b"O"),
        (Truncated, 4),
        (Renamed, "a.new", "a"),
        (Told, 7),
        (Removed, "a"),
    ]


@pytest.mark.parametrize(
    "doing",
    [
        "os.link(folder + '/a', folder + '/b')",
        "mmap.mmap(os.open(folder + '/a', os.O_RDWR), 1)",
        "os.posix_fallocate(os.open(folder + '/a', os.O_RDWR), 0, 9)",
        "os.writev(os.open(folder + '/a', os.O_RDWR), [b'a'])",
        "shutil.copyfile(folder + '/a', folder + '/b')",
    ],
)
def test_what_cannot_be_replayed_is_refused(tmp_path: Path, doing: str) -> None:
    """Otherwise a crash would look harmless because half of what was done was not seen."""
    folder, told = tmp_path / "d", tmp_path / "told"
    folder.mkdir()
    head = "import mmap, os, shutil, sys; folder = sys.argv[1]; open(folder + '/a', 'w').write('a')"
    command = [sys.executable, "-c", f"{head}\n{doing}", str(folder)]
    run_traced(command, tmp_path / "trace", programs.environment())
    with pytest.raises(TracingError, match="cannot be replayed"):
        read_trace(tmp_path / "trace", folder, told)
