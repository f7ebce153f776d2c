"""The newest snapshot of an index, opened anew only where a commit changed it."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from zhupi.search.contents import Contents
from zhupi.search.index_files import Stamp
from zhupi.search.index_folder import IndexFolder
from zhupi.search.segment_file import SegmentFile
from zhupi.search.snapshot import Part, Snapshot


class IndexReader:
    """Reads one index; any number of threads may ask."""

    def __init__(self, folder: IndexFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._snapshot = Snapshot()

    def snapshot(self) -> Snapshot:
        """What can be found now; costs a look into the folder where nothing changed.

        Raises `IndexDamagedError`.
        """
        with self._lock:
            if self._folder.stamp() != self._stamp:
                known = {part.name: part.file for part in self._snapshot.parts}
                self._stamp, contents, files = self._folder.read(known)
                self._snapshot = _snapshot(contents, files)
            return self._snapshot

    def close(self) -> None:
        """Lets go of all files, as soon as the searches under way end."""
        with self._lock:
            self._snapshot = Snapshot()
            self._stamp = None


def _snapshot(contents: Contents, files: Mapping[str, SegmentFile]) -> Snapshot:
    parts: list[Part] = []
    base = 0
    for entry in contents.segments:
        file = files[entry.id]
        parts.append(Part(entry.id, file, base, entry.live()))
        base += len(file)
    return Snapshot(tuple(parts), contents.reached)
