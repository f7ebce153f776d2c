"""Writes the index of a folder: commits, merges, and what makes room for them.

A commit writes a segment, then a table of contents that names it, and only then takes away the
files that the new table does not name. Every file is on the disk before a name that leads to it
is. So whoever dies on the way leaves the index as it was, and files that the next commit removes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from zhupi.core.errors import IndexDamagedError, LibraryError, file_reason, shown_path
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink
from zhupi.core.search import FeedPosition, SearchDocument
from zhupi.search.contents import Contents, SegmentEntry, new_segment_id, seal
from zhupi.search.document_batches import DocumentBatches
from zhupi.search.index_files import MERGE_LOCK, IndexFiles
from zhupi.search.merge_policy import cheap_merge, upkeep
from zhupi.search.segment_file import SegmentFile
from zhupi.search.segment_merge import LiveRows, live_rows, merge
from zhupi.search.segment_rows import article_key
from zhupi.search.segment_writer import SegmentWriter, Written
from zhupi.search.text_tools import TextTools

PATIENCE: Final = 30.0  #: seconds to wait for another writer
MERGE_PATIENCE: Final = 120.0  #: with a merge that is done and waits to be committed

NewRows = Mapping[str, NDArray[np.uint16]]  #: by segment, the row that each row became


class IndexReading(Protocol):
    """What a writer must know of its index; both raise `IndexDamagedError`."""

    def contents(self) -> Contents:
        """The newest."""

    def open(self, entry: SegmentEntry) -> SegmentFile:
        """A segment, which the caller closes."""


class IndexWriter:
    """See above. What keeps it from writing is a `LibraryError`."""

    def __init__(self, index: IndexReading, files: IndexFiles, name: str, tools: TextTools) -> None:
        self._index = index
        self._files = files
        self._name = name
        self._tools = tools
        self._writing = threading.Lock()
        self._keys: dict[str, NDArray[np.uint64]] = {}

    def write(
        self,
        documents: Iterable[SearchDocument],
        removed: frozenset[str],
        progress: ProgressSink,
        reached: FeedPosition | None,
    ) -> None:
        """See `IndexFolder.write`."""
        batches = DocumentBatches(documents, progress)
        with self._writing, self._explained():
            self._index.contents()  # no bit of a damaged index or a foreign folder is changed
            while batches.more():
                self._files.make_folder()
                with self._files.write_lock(PATIENCE):
                    self._write_batch(batches, removed, reached)
                removed = frozenset()
            if batches.cancelled is not None:
                raise batches.cancelled
            if not batches.done:
                self._write_rest(removed, reached)

    def tidy(self, progress: ProgressSink) -> bool:
        """See `IndexFolder.tidy`."""
        with self._explained():
            if not upkeep(self._index.contents().segments):
                return False
            with self._files.lock(MERGE_LOCK, 0) as mine:
                if not mine:
                    return False  # somebody else is at it
                self._files.remove_asides()
                self._merge_aside(progress)
            return bool(upkeep(self._index.contents().segments))

    def begin_anew(self) -> None:
        """See `IndexFolder.begin_anew`."""
        with self._writing, self._explained():
            self._files.make_way()
            self._files.make_folder()
            self._files.folder.chmod(0o700)
            with self._files.write_lock(PATIENCE):
                self._put(Contents(self._files.generation() + 1))

    # --- commits

    def _write_batch(
        self, batches: DocumentBatches, removed: frozenset[str], reached: FeedPosition | None
    ) -> None:
        """One commit of many documents."""
        contents = self._index.contents()
        if contents.generation < 0:
            # A folder with a segment and no table of contents would be taken for a damaged index.
            contents = Contents(0)
            self._put(contents)
        with ExitStack() as undo:
            name = new_segment_id()
            undo.callback(self._drop, name)
            with self._files.written(self._files.segment(name)) as stream:
                writer = SegmentWriter(stream, self._tools)
                batch = batches.fill(writer)
                entry = _entry(name, writer.finish())
            if batch.replaced:
                entry = entry.without(np.array(batch.replaced, np.int64))
            segments = (*self._without(contents.segments, removed | batch.articles), entry)
            last = not batches.more() and batches.cancelled is None
            self._commit(contents, segments, reached if last else None, undo)
            undo.pop_all()

    def _write_rest(self, removed: frozenset[str], reached: FeedPosition | None) -> None:
        """Removals and `reached` where no document came; a commit only if they change anything."""
        if not self._changes(self._index.contents(), removed, reached):
            return
        self._files.make_folder()
        with self._files.write_lock(PATIENCE), ExitStack() as undo:
            contents = self._index.contents()
            if self._changes(contents, removed, reached):
                segments = self._without(contents.segments, removed)
                self._commit(contents, segments, reached, undo)
            undo.pop_all()

    def _changes(
        self, contents: Contents, removed: frozenset[str], reached: FeedPosition | None
    ) -> bool:
        return (reached is not None and reached != contents.reached) or self._without(
            contents.segments, removed
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
            undo.callback(self._drop, name)
            with (
                self._files.written(self._files.segment(name)) as stream,
                self._sources(chosen) as sources,
            ):
                merged = _entry(name, merge(stream, sources))
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

    def _drop(self, name: str) -> None:
        """Removes the file of a segment that no table of contents names, if it is there."""
        try:
            contents = self._index.contents()
        except IndexDamagedError:
            return  # whoever begins anew removes it
        if all(entry.id != name for entry in contents.segments):
            self._files.remove(self._files.segment(name))

    # --- merges aside

    def _merge_aside(self, progress: ProgressSink) -> None:
        """Merges what `upkeep` chooses; the write lock is held for the commit only."""
        chosen = upkeep(self._index.contents().segments)
        name = new_segment_id()
        aside = self._files.aside(name)

        def check() -> None:
            progress(Progress(0, 0, message("Tidying the search index")))

        with ExitStack() as undo:
            undo.callback(self._drop, name)
            undo.callback(self._files.remove, aside)
            written = None
            with self._sources(chosen) as sources:
                if any(source.count for source in sources):
                    with self._files.written(aside) as stream:
                        written = merge(stream, sources, check)
                    self._files.sync(aside)
                new_rows = {
                    entry.id: source.new_rows for entry, source in zip(chosen, sources, strict=True)
                }
            with self._files.write_lock(MERGE_PATIENCE):
                self._commit_merged(chosen, new_rows, _entry(name, written) if written else None)

    def _commit_merged(
        self, chosen: Sequence[SegmentEntry], new_rows: NewRows, merged: SegmentEntry | None
    ) -> None:
        """Puts `merged` in the place of the segments it was made of, less what is deleted now."""
        contents = self._index.contents()
        now = {entry.id: entry for entry in contents.segments}
        if not all(entry.id in now for entry in chosen):
            return  # a commit merged some of them itself
        segments = [entry for entry in contents.segments if entry.id not in new_rows]
        if merged is not None:
            for entry in chosen:
                lost = entry.live() & ~now[entry.id].live()
                if lost.any():
                    merged = merged.without(new_rows[entry.id][lost].astype(np.int64))
            self._files.aside(merged.id).replace(self._files.segment(merged.id))
            segments.append(merged)
        live = tuple(entry for entry in segments if entry.live_rows)
        self._put(Contents(contents.generation + 1, live, contents.reached))

    # --- what is there

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
        found = self._keys.get(entry.id)
        if found is None:
            with self._opened(entry) as file:
                found = self._keys[entry.id] = file.keys.copy()
        return found

    @contextmanager
    def _opened(self, entry: SegmentEntry) -> Iterator[SegmentFile]:
        file = self._index.open(entry)
        try:
            yield file
        finally:
            file.close()

    @contextmanager
    def _sources(self, entries: Sequence[SegmentEntry]) -> Iterator[list[LiveRows]]:
        with ExitStack() as opened:
            files = [opened.enter_context(self._opened(entry)) for entry in entries]
            yield live_rows([(f, e.live()) for f, e in zip(files, entries, strict=True)])

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


def _entry(name: str, written: Written) -> SegmentEntry:
    return SegmentEntry(name, written.rows, written.crc)
