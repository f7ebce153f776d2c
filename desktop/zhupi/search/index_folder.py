"""`IndexFolder`: one named index in a folder, durable, with one writer and many readers.

Reading is here, and says what is wrong with the files; writing is `IndexWriter`'s.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from zhupi.core.errors import IndexDamagedError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.search import FeedPosition, SearchDocument
from zhupi.search.contents import Contents, OtherVersionError, SegmentEntry, unseal
from zhupi.search.index_files import MAIN, IndexFiles, Stamp
from zhupi.search.index_writer import IndexWriter
from zhupi.search.segment_file import SegmentFile
from zhupi.search.text_tools import TextTools

_FOREIGN = (ValueError, TypeError, LookupError, OverflowError, RecursionError, struct.error,
            zlib.error)  # fmt: skip


class IndexFolder:
    """See above. Any number of threads and processes may have one on the same folder.

    What is wrong with the index is an `IndexDamagedError`, what keeps it from being written a
    `LibraryError`.
    """

    def __init__(self, folder: Path, name: str = MAIN, tools: TextTools | None = None) -> None:
        """`folder` need not exist; `tools` may be shared with others."""
        self._files = IndexFiles(folder, name)
        self._name = name
        self._tools = tools or TextTools()
        self._writer = IndexWriter(self, self._files, name, self._tools)

    # --- reading

    def stamp(self) -> Stamp | None:
        """What changes with every commit; None where nothing was ever committed."""
        found = self._newest()
        return found[1] if found else None

    def contents(self) -> Contents:
        """What the newest table of contents says; an empty one where there is none."""
        while True:
            found = self._newest()
            if found is None:
                return Contents()
            path, stamp = found
            try:
                contents = unseal(path.read_bytes())
                if contents.generation != stamp[0]:
                    raise ValueError(contents.generation)
                return contents
            except OtherVersionError as error:
                raise IndexDamagedError(
                    message(
                        "The search index was made by another version of this program: {folder}",
                        folder=shown_path(path.parent),
                    )
                ) from error
            except (OSError, *_FOREIGN) as error:
                if self.stamp() == stamp:  # else a commit came in between
                    raise _damaged(path) from error

    def stray(self) -> list[str]:
        """The names of files that no table of contents names; the next commit removes them.

        Raises `IndexDamagedError`.
        """
        return self._files.stray(self.contents())

    def open(self, entry: SegmentEntry) -> SegmentFile:
        """The file of a segment, which the caller closes.

        Raises `IndexDamagedError` also where a commit has taken it away since `contents`.
        """
        path = self._files.segment(entry.id)
        try:
            found = SegmentFile.open(path, self._tools)
        except OSError as error:
            raise _damaged(path) from error
        if len(found) != entry.rows or found.crc != entry.crc:
            found.close()
            raise _damaged(path)
        return found

    def read(
        self, known: Mapping[str, SegmentFile]
    ) -> tuple[Stamp | None, Contents, dict[str, SegmentFile]]:
        """The newest contents and the files of all segments by id.

        Those `known` are not opened again. The caller closes what he does not need any more.
        """
        while True:
            stamp = self.stamp()
            with ExitStack() as opened:
                try:
                    contents = self.contents()
                    files = dict(known)
                    for entry in contents.segments:
                        if entry.id not in files:
                            files[entry.id] = self.open(entry)
                            opened.callback(files[entry.id].close)
                except IndexDamagedError:
                    if self.stamp() == stamp:
                        raise
                    continue  # a commit came in between
                if self.stamp() == stamp:
                    opened.pop_all()
                    return stamp, contents, {e.id: files[e.id] for e in contents.segments}

    # --- writing

    def write(
        self,
        documents: Iterable[SearchDocument],
        removed: Collection[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """Adds or replaces `documents` and drops `removed`; see `SearchBackend.update`."""
        self._writer.write(documents, frozenset(removed), progress, reached)

    def tidy(self, progress: ProgressSink = ignore_progress) -> bool:
        """Merges some segments into one; whether there is more to do.

        Writers do not wait for it; what they delete meanwhile stays deleted.
        """
        return self._writer.tidy(progress)

    def begin_anew(self) -> None:
        """Throws the index away, damaged or not, and begins an empty one.

        Files that are no part of it stay: the folder may be a person's own. A file in the
        folder's place gets another name. Generations count on, so that no reader takes the new
        index for the one it knows.
        """
        self._writer.begin_anew()

    # --- within

    def _newest(self) -> tuple[Path, Stamp] | None:
        try:
            return self._files.newest()
        except OSError as error:
            raise IndexDamagedError(
                message(
                    "The search index cannot be read: {folder} ({reason})",
                    folder=shown_path(self._files.folder),
                    reason=file_reason(error),
                )
            ) from error


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(message("The search index is damaged: {file}", file=shown_path(path)))
