"""The Whoosh index around the segment files.

Whoosh has the write lock, generations, the list of segments, deletions, merging and the removal
of old files; `GramCodec` puts each segment into one `SegmentFile`. None of Whoosh's readers,
which unpickle, is ever used.

Only this module and `whoosh_contents` import Whoosh, which takes 0.1 s: import them where an
index is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex, LockError, clean_files
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from zhupi.core.errors import IndexDamagedError, LibraryError, shown_path
from zhupi.core.messages import message
from zhupi.search.segment_file import SegmentFile, SegmentFileWriter
from zhupi.search.stored_article import Stored
from zhupi.search.whoosh_contents import FIELD, NAME, Contents, DurableStorage, Segment, new_schema

SUFFIX = ".grams"
MERGE_AT = 8  #: segments of about one size that become one
MERGE_LIMIT = 16_384  #: articles of a merged segment: bounds the memory of a merge
_LOCK = f"{NAME}_WRITELOCK"
_HARMLESS = frozenset((_LOCK, f"{NAME}.tmp", f"_{NAME}.new"))  #: without an index
_OURS = re.compile(r"_?zhupi[0-9]+[_.]")  #: files of any version

Stamp = tuple[int, int, int]


class GramCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no types
    """Tells Whoosh's writer to put a segment into one `SegmentFile`."""

    length_stats = False

    def new_segment(self, _storage: DurableStorage, _indexname: str) -> Segment:
        return Segment()

    def per_document_writer(self, storage: DurableStorage, segment: Segment) -> _DocumentWriter:
        return _DocumentWriter(segment.create_file(storage, SUFFIX))

    def field_writer(self, _storage: DurableStorage, _segment: Segment) -> _FieldWriter:
        return _FieldWriter()


class _DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh calls it for each article, and closes it at commit and at cancel."""

    def __init__(self, stream: StructFile) -> None:
        self.is_closed = False
        self.wanted = True  #: until the writer is cancelled
        self._stream = stream
        self._file = SegmentFileWriter(stream)

    def start_doc(self, docnum: int) -> None:
        if docnum != len(self._file):
            raise ValueError(docnum)

    def add_field(self, _fieldname: str, _field: Any, value: Stored, _length: int) -> None:
        self._file.add(value)

    def cancel_doc(self) -> None:
        pass

    def close(self) -> None:
        if self.wanted:
            if len(self._file):
                self._file.finish()
            self._stream.close()
        else:
            with suppress(OSError):  # a full disk; the file goes anyway
                self._stream.raw_file().close()
        self.is_closed = True


class _FieldWriter(base.FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """The postings are in the segment file already."""

    is_closed = False

    def add_postings(self, _schema: Any, _lengths: Any, _items: Any) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True


class ArticleIndex(FileIndex):  # type: ignore[misc]  # Whoosh has no types
    """A Whoosh index of articles in a folder that exists."""

    def __init__(self, folder: Path) -> None:
        # FileIndex would read Whoosh's own table of contents here.
        self.storage = DurableStorage(str(folder))
        self._schema = new_schema()
        self.indexname = NAME

    def stamp(self) -> Stamp | None:
        """What changes with every commit; None where nothing was ever committed.

        Raises OSError, and `IndexDamagedError` for a folder that holds something else.
        """
        generation = self.latest_generation()
        while generation >= 0:
            try:
                status = Contents.path(self.storage, generation).stat()
                return generation, status.st_ino, status.st_mtime_ns
            except FileNotFoundError:
                newest = self.latest_generation()
                if newest == generation:
                    raise
                generation = newest  # a commit came in between
        if any(name not in _HARMLESS and name[0] != "." for name in self.storage):
            raise IndexDamagedError(
                message(
                    "This folder holds no search index of this program: {folder}",
                    folder=shown_path(self.storage.folder),
                )
            )
        return None

    def begin(self, patience: float) -> None:
        """Writes the first, empty table of contents where there is none."""
        with self._locked(patience):
            if self.latest_generation() < 0:
                Contents(self._schema, [], 0).write(self.storage, NAME)

    def begin_anew(self, patience: float) -> None:
        """Writes an empty table of contents and removes every other file of an index.

        Files that are no part of one stay: the folder may be a person's own. Generations count
        on, so that no reader takes the new index for the one it knows.
        """
        with self._locked(patience):
            generation = self.latest_generation() + 1
            Contents(self._schema, [], generation).write(self.storage, NAME)
            kept = (_LOCK, Contents.path(self.storage, generation).name)
            for name in self.storage:
                if _OURS.match(name) and name not in kept and self.storage.path(name).is_file():
                    with suppress(OSError):  # open elsewhere; Whoosh removes it later
                        self.storage.delete_file(name)

    def article_writer(
        self, open_segment: Callable[[Segment], SegmentFile], patience: float
    ) -> ArticleWriter:
        """A writer; raises `LibraryError` where another keeps the lock for `patience` seconds."""
        try:
            return ArticleWriter(self, open_segment, patience)
        except LockError as error:
            raise self._busy() from error

    @contextmanager
    def _locked(self, patience: float) -> Iterator[None]:
        lock = self.lock("WRITELOCK")
        if not try_for(lock.acquire, timeout=patience, delay=0.1):
            raise self._busy()
        try:
            yield
        finally:
            lock.release()

    def _busy(self) -> LibraryError:
        return LibraryError(
            message(
                "Another program is writing the search index: {folder}",
                folder=shown_path(self.storage.folder),
            )
        )

    def contents(self) -> Contents:
        """The newest table of contents."""
        return Contents.read(self.storage, NAME)

    def segment_path(self, segment: Segment) -> Path:
        return self.storage.path(segment.make_filename(SUFFIX))

    def _read_toc(self) -> Contents:
        return self.contents()


class ArticleWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Adds and deletes articles; holds the write lock until `commit` or `cancel`.

    `open_segment` gives the readable file of a segment. Raises whoosh's `LockError` where
    another writer keeps the lock for `patience` seconds; a writer that died keeps none.
    """

    def __init__(
        self,
        index: ArticleIndex,
        open_segment: Callable[[Segment], SegmentFile],
        patience: float,
    ) -> None:
        try:
            super().__init__(index, timeout=patience, codec=GramCodec())
        except BaseException:
            if self.writelock is not None and self.writelock.fd is not None:
                self.writelock.release()
            raise
        self._open_segment = open_segment
        self.mergetype = _merge

    def add(self, stored: Stored) -> None:
        """Adds one article to the segment being written."""
        self.add_document(**{FIELD: stored})

    def open_segment(self, segment: Segment) -> SegmentFile:
        return self._open_segment(segment)

    def delete_articles(self, ids: set[str]) -> None:
        """Deletes the articles named, as far as they are committed."""
        for segment in self.segments:
            for number, info in enumerate(self._open_segment(segment).articles):
                if info.article in ids:
                    segment.delete_document(number)

    def cancel(self) -> None:
        self.perdocwriter.wanted = False
        super().cancel()
        name = self.newsegment.make_filename(SUFFIX)
        if self.storage.file_exists(name):
            self.storage.delete_file(name)

    def _commit_toc(self, segments: list[Segment]) -> None:
        Contents(self.schema, segments, self.generation).write(self.storage, NAME)
        clean_files(self.storage, NAME, self.generation, segments)


def _merge(writer: ArticleWriter, segments: list[Segment]) -> list[Segment]:
    """Whoosh's hook for merging: copies small or hollow segments into the one being written.

    Returns the segments that stay as they are. Each article is copied about once for every
    factor of `MERGE_AT` in the size of the index.
    """
    room = MERGE_LIMIT - writer.doc_count()
    merged: list[Segment] = []
    for segment in _mergeable(segments, writer.doc_count()):
        if segment.doc_count() > room:
            break
        room -= segment.doc_count()
        merged.append(segment)
    for segment in merged:
        file = writer.open_segment(segment)
        for number in range(segment.doc_count_all()):
            if not segment.is_deleted(number):
                writer.add(file.stored(number))
    return [s for s in segments if s not in merged and s.doc_count()]


def _mergeable(segments: list[Segment], added: int) -> list[Segment]:
    """The segments to merge, smallest first."""
    ordered = sorted((s for s in segments if s.doc_count()), key=lambda s: int(s.doc_count()))
    hollow = [s for s in ordered if s.deleted_count() * 2 > s.doc_count_all()]
    total = added
    chosen: list[Segment] = []
    for count, segment in enumerate(ordered, 1):
        total += segment.doc_count()
        # The largest may be no more than half of all, or it would be copied again and again.
        if count >= MERGE_AT - 1 and segment.doc_count() * 2 <= total:
            chosen = ordered[:count]
            break
    return chosen + [s for s in hollow if s not in chosen]
