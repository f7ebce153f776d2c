"""`IndexFolder`: one named index in a folder, durable, with one writer and many readers.

A commit writes a segment, then a table of contents that names it, and only then takes away the
files that the new table does not name. Every file is on the disk before a name that leads to it
is. So whoever dies on the way leaves the index as it was, and files that the next commit removes.
"""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhupi.core.errors import IndexDamagedError, LibraryError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.search import FeedPosition, SearchDocument
from zhupi.search.contents import Contents, SegmentEntry, new_segment_id, seal, unseal
from zhupi.search.document_batches import DocumentBatches
from zhupi.search.index_files import MAIN, MERGE_LOCK, IndexFiles, Stamp
from zhupi.search.merge_policy import cheap_merge, upkeep
from zhupi.search.segment_file import SegmentFile
from zhupi.search.segment_merge import LiveRows, live_rows, merge
from zhupi.search.segment_rows import article_key
from zhupi.search.segment_writer import SegmentWriter
from zhupi.search.text_tools import TextTools

PATIENCE: Final = 10.0  #: seconds to wait for another writer
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
        self._writing = threading.Lock()
        self._keys: dict[str, NDArray[np.uint64]] = {}

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
            except (OSError, *_FOREIGN) as error:
                if self.stamp() == stamp:  # else a commit came in between
                    raise _damaged(path) from error

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
        gone = frozenset(removed)
        batches = DocumentBatches(documents, progress)
        with self._writing, self._explained():
            self.contents()  # not a bit of a damaged index or of another's folder is changed
            while batches.more():
                self._files.make_folder()
                with self._files.write_lock(PATIENCE):
                    self._write_batch(batches, gone, reached)
                gone = frozenset()
            if batches.cancelled is not None:
                raise batches.cancelled
            if not batches.done:
                self._write_rest(gone, reached)

    def tidy(self, progress: ProgressSink = ignore_progress) -> bool:
        """Merges some segments into one; whether there is more to do.

        Writers do not wait for it; what they delete meanwhile stays deleted.
        """
        with self._explained():
            if not upkeep(self.contents().segments):
                return False
            with self._files.lock(MERGE_LOCK, 0) as mine:
                if not mine:
                    return False  # somebody else is at it
                self._files.remove_asides()
                self._merge_aside(progress)
            return bool(upkeep(self.contents().segments))

    def begin_anew(self) -> None:
        """Throws the index away, damaged or not, and begins an empty one.

        Files that are no part of it stay: the folder may be a person's own. A file in the
        folder's place gets another name. Generations count on, so that no reader takes the new
        index for the one it knows.
        """
        with self._writing, self._explained():
            self._files.make_way()
            self._files.make_folder()
            self._files.folder.chmod(0o700)
            with self._files.write_lock(PATIENCE):
                self._put(Contents(self._files.generation() + 1))

    # --- within

    def _write_batch(
        self, batches: DocumentBatches, gone: frozenset[str], reached: FeedPosition | None
    ) -> None:
        """One commit of many documents."""
        contents = self.contents()
        if contents.generation < 0:
            # A folder with a segment and no table of contents would be taken for a damaged index.
            contents = Contents(0)
            self._put(contents)
        with ExitStack() as undo:
            name = new_segment_id()
            path = self._files.segment(name)
            with self._files.written(path) as stream:
                writer = SegmentWriter(stream, self._tools)
                batch = batches.fill(writer)
                written = writer.finish()
            undo.callback(self._files.remove, path)
            entry = SegmentEntry(name, written.rows, written.crc)
            if batch.replaced:
                entry = entry.without(np.array(batch.replaced, np.int64))
            segments = (*self._without(contents.segments, gone | batch.articles), entry)
            last = not batches.more() and batches.cancelled is None
            self._commit(contents, segments, reached if last else None, undo)
            undo.pop_all()

    def _write_rest(self, gone: frozenset[str], reached: FeedPosition | None) -> None:
        """Removals and `reached` where no document came; a commit only if they change anything."""
        if not self._changes(self.contents(), gone, reached):
            return
        self._files.make_folder()
        with self._files.write_lock(PATIENCE), ExitStack() as undo:
            contents = self.contents()
            if self._changes(contents, gone, reached):
                segments = self._without(contents.segments, gone)
                self._commit(contents, segments, reached, undo)
            undo.pop_all()

    def _changes(
        self, contents: Contents, gone: frozenset[str], reached: FeedPosition | None
    ) -> bool:
        return (reached is not None and reached != contents.reached) or self._without(
            contents.segments, gone
        ) != contents.segments

    def _commit(
        self,
        contents: Contents,
        segments: Sequence[SegmentEntry],
        reached: FeedPosition | None,
        undo: ExitStack,
    ) -> None:
        """Makes the next generation, and merges what is quickly merged."""
        segments = tuple(entry for entry in segments if entry.live_rows)
        chosen = cheap_merge(segments)
        if chosen:
            name = new_segment_id()
            path = self._files.segment(name)
            with self._files.written(path) as stream, self._sources(chosen) as sources:
                written = merge(stream, sources)
            undo.callback(self._files.remove, path)
            merged = SegmentEntry(name, written.rows, written.crc)
            segments = (*(entry for entry in segments if entry not in chosen), merged)
        known = {entry.id for entry in contents.segments}
        for entry in segments:
            if entry.id not in known:
                self._files.sync(self._files.segment(entry.id))
        self._put(Contents(contents.generation + 1, segments, reached))

    def _put(self, contents: Contents) -> None:
        from zhupi.search.whoosh_contents import contents_bytes  # noqa: PLC0415 - imports Whoosh

        whoosh = contents_bytes(self._name, contents)
        self._files.put(contents.generation, seal(whoosh, contents))
        self._files.clean(contents)
        known = {entry.id for entry in contents.segments}
        self._keys = {name: keys for name, keys in self._keys.items() if name in known}

    def _merge_aside(self, progress: ProgressSink) -> None:
        chosen = upkeep(self.contents().segments)
        if not chosen:
            return
        total = sum(entry.live_rows for entry in chosen)

        def check() -> None:
            progress(Progress(0, total, message("Tidying the search index")))

        name = new_segment_id()
        with ExitStack() as undo:
            with self._sources(chosen) as sources:
                if total:
                    with self._files.written(self._files.aside(name)) as stream:
                        written = merge(stream, sources, check)
                    undo.callback(self._files.remove, self._files.aside(name))
                    self._files.sync(self._files.aside(name))
                new_rows = [source.new_rows for source in sources]
            with self._files.write_lock(PATIENCE):
                contents = self.contents()
                now = {entry.id: entry for entry in contents.segments}
                if not all(entry.id in now for entry in chosen):
                    return  # a commit merged some of them itself
                segments = [entry for entry in contents.segments if entry.id not in
                            {old.id for old in chosen}]  # fmt: skip
                if total:
                    merged = SegmentEntry(name, written.rows, written.crc)
                    for old, rows in zip(chosen, new_rows, strict=True):
                        lost = old.live() & ~now[old.id].live()
                        if lost.any():
                            merged = merged.without(rows[lost].astype(np.int64))
                    self._files.aside(name).replace(self._files.segment(name))
                    undo.callback(self._files.remove, self._files.segment(name))
                    segments.append(merged)
                live = tuple(entry for entry in segments if entry.live_rows)
                self._put(Contents(contents.generation + 1, live, contents.reached))
                undo.pop_all()

    def _without(
        self, segments: Sequence[SegmentEntry], articles: frozenset[str]
    ) -> tuple[SegmentEntry, ...]:
        """The segments with the rows of these articles deleted."""
        if not articles:
            return tuple(segments)
        wanted = np.fromiter(map(article_key, articles), np.uint64, len(articles))
        found = []
        for entry in segments:
            rows = np.flatnonzero(np.isin(self._keys_of(entry), wanted) & entry.live())
            if len(rows):
                with self._opened(entry) as file:
                    rows = rows[[file.article(row) in articles for row in rows.tolist()]]
            found.append(entry.without(rows) if len(rows) else entry)
        return tuple(found)

    def _keys_of(self, entry: SegmentEntry) -> NDArray[np.uint64]:
        """By row; copies, so that no file stays open."""
        if entry.id not in self._keys:
            with self._opened(entry) as file:
                self._keys[entry.id] = file.keys.copy()
        return self._keys[entry.id]

    @contextmanager
    def _opened(self, entry: SegmentEntry) -> Iterator[SegmentFile]:
        file = self.open(entry)
        try:
            yield file
        finally:
            file.close()

    @contextmanager
    def _sources(self, entries: Sequence[SegmentEntry]) -> Iterator[list[LiveRows]]:
        with ExitStack() as opened:
            files = [opened.enter_context(self._opened(entry)) for entry in entries]
            yield live_rows([(f, e.live()) for f, e in zip(files, entries, strict=True)])

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

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what the system says against writing into a sentence."""
        try:
            yield
        except OSError as error:
            raise LibraryError(
                message(
                    "The search index cannot be written: {folder} ({reason})",
                    folder=shown_path(self._files.folder),
                    reason=file_reason(error),
                )
            ) from error


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(message("The search index is damaged: {file}", file=shown_path(path)))
