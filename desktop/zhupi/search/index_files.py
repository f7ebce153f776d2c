"""The files of one named index: how they are found, made durable, locked and cleared away.

_MAIN_7.toc        the table of contents of generation 7; the highest counts
MAIN_<id>.seg      a segment; never changes
_MAIN_<id>.merge   a segment as a merge writes it aside, under the merge lock
MAIN_WRITELOCK     Whoosh's lock, which the system takes back from the dead; MAIN_MERGELOCK
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from zhupi.core.errors import IndexDamagedError, LibraryError, shown_path
from zhupi.core.files import sync_folder
from zhupi.core.messages import message
from zhupi.search.contents import Contents

MAIN: Final = "MAIN"  #: contents; Whoosh's default name, so that `whoosh.index.open_dir` finds it
FACTS: Final = "FACTS"
WRITE_LOCK: Final = "WRITELOCK"
MERGE_LOCK: Final = "MERGELOCK"

Stamp = tuple[int, int, int]  #: generation, and what tells its file from others

_BUFFER = 1 << 20
_PAUSE = 0.02  #: seconds between two tries for a lock


class IndexFiles:
    """The files of the index `name` in `folder`, which need not exist."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self._name = name
        self._contents_name = re.compile(rf"_{name}_([0-9]+)\.toc")
        self._segment_name = re.compile(rf"{name}_([0-9a-z]+)\.seg")
        self._ours = re.compile(rf"_?{name}[_.]|_?zhupi[0-9]+[_.]")  # of any version
        self._locks = (f"{name}_{WRITE_LOCK}", f"{name}_{MERGE_LOCK}")
        self._harmless = re.compile(  # where there is no table of contents
            rf"\..*|{name}_({WRITE_LOCK}|{MERGE_LOCK})|{name}\.tmp|_{name}_[0-9]+\.toc\..+"
            rf"|_?({MAIN}|{FACTS})(?<!{name})[_.].*"
        )

    def newest(self) -> tuple[Path, Stamp] | None:
        """The table of contents that counts; None where nothing was ever committed.

        Raises OSError, and `IndexDamagedError` for a folder that holds something else.
        """
        names = self._names()
        generation = self._generation(names)
        while generation >= 0:
            path = self._contents_path(generation)
            try:
                status = path.stat()
                return path, (generation, status.st_ino, status.st_mtime_ns)
            except FileNotFoundError:
                newest = self._generation(self._names())
                if newest == generation:
                    raise
                generation = newest  # a commit came in between
        if not all(map(self._harmless.fullmatch, names)):
            raise IndexDamagedError(
                message(
                    "This folder holds no search index of this program: {folder}",
                    folder=shown_path(self.folder),
                )
            )
        return None

    def generation(self) -> int:
        """Of the newest table of contents, whole or not; -1 where there is none."""
        return self._generation(self._names())

    def segment(self, segment: str) -> Path:
        """The file of a segment that a table of contents may name."""
        return self.folder / f"{self._name}_{segment}.seg"

    def aside(self, segment: str) -> Path:
        """The file of a segment that a merge is writing."""
        return self.folder / f"_{self._name}_{segment}.merge"

    @contextmanager
    def written(self, path: Path) -> Iterator[BinaryIO]:
        """A new file, gone where the block fails; `sync` makes it last."""
        try:
            with path.open("xb", buffering=_BUFFER) as stream:
                yield stream
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise

    def sync(self, path: Path) -> None:
        """Sees to it that a file is on the disk."""
        with path.open("r+b") as stream:
            os.fsync(stream.fileno())

    def put(self, generation: int, data: bytes) -> None:
        """Makes `data` the table of contents, from one moment to the next."""
        path = self._contents_path(generation)
        new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with self.written(new) as stream:
            stream.write(data)
        try:
            self.sync(new)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise
        sync_folder(self.folder)

    def clean(self, contents: Contents) -> None:
        """Removes what `contents` does not name, under the write lock; never raises.

        Windows does not let go of what is open somewhere; a later commit removes it.
        """
        with suppress(OSError):
            stray = self.stray(contents)
            self._remove(name for name in stray if not name.endswith(".merge"))
            if any(name.endswith(".merge") for name in stray):
                with self.lock(MERGE_LOCK, 0) as nobody_merges:
                    if nobody_merges:
                        self.remove_asides()

    def stray(self, contents: Contents) -> list[str]:
        """The names of files of this index that `contents` does not name."""
        kept = {
            *self._locks,
            self._contents_path(contents.generation).name,
            *(self.segment(entry.id).name for entry in contents.segments),
        }
        return [name for name in self._names() if self._ours.match(name) and name not in kept]

    def remove_asides(self) -> None:
        """Removes what dead merges left; under the merge lock."""
        with suppress(OSError):
            self._remove(n for n in self._names() if self._ours.match(n) and n.endswith(".merge"))

    @contextmanager
    def lock(self, which: str, patience: float) -> Iterator[bool]:
        """Holds a lock of Whoosh's while the block runs; False where another kept it."""
        # Whoosh takes long to import; whoever only reads does not need it.
        from whoosh.util.filelock import FileLock, try_for  # noqa: PLC0415

        lock = FileLock(str(self.folder / f"{self._name}_{which}"))

        def acquire() -> bool:
            if lock.acquire():
                return True
            if lock.fd is not None:  # on Windows Whoosh leaves it open
                os.close(lock.fd)
                lock.fd = None
            return False

        if not try_for(acquire, timeout=patience, delay=_PAUSE):
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    @contextmanager
    def write_lock(self, patience: float) -> Iterator[None]:
        """Raises `LibraryError` where another writer keeps it longer than `patience` seconds."""
        with self.lock(WRITE_LOCK, patience) as mine:
            if not mine:
                raise LibraryError(
                    message(
                        "Another program is writing the search index: {folder}",
                        folder=shown_path(self.folder),
                    )
                )
            yield

    def make_folder(self) -> None:
        """Makes the folder where there is none; only its owner may read it."""
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)

    def make_way(self) -> None:
        """Gives a file that lies in the folder's place another name, for it may be a person's."""
        if self.folder.exists() and not self.folder.is_dir():
            number = 1
            while (other := self.folder.with_name(f"{self.folder.name}-{number}")).exists():
                number += 1
            self.folder.rename(other)

    def remove(self, path: Path) -> None:
        """Removes a file if that is possible now."""
        with suppress(OSError):
            path.unlink()

    def _names(self) -> list[str]:
        try:
            return os.listdir(self.folder)  # noqa: PTH208 - each search asks; this is quicker
        except FileNotFoundError:
            return []

    def _generation(self, names: list[str]) -> int:
        found = (self._contents_name.fullmatch(name) for name in names)
        return max((int(match[1]) for match in found if match), default=-1)

    def _contents_path(self, generation: int) -> Path:
        return self.folder / f"_{self._name}_{generation}.toc"

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            path = self.folder / name
            with suppress(OSError):
                if path.is_file():
                    path.unlink()
