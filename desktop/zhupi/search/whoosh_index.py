"""The index as one of Whoosh's, and its writer.

Whoosh has the write lock, the table of contents and its generations, segments, deletions, merging
and the removal of old files; `whoosh_segment` says what a segment is, `whoosh_fields` what an
article. `whoosh.index.open_dir` opens the folder for anybody who trusts it: Whoosh unpickles.
Here nothing is unpickled but the list of segments, and that safely.

Only the modules named after Whoosh import it, which takes 0.1 s: import them where an index is
opened.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from pickle import UnpicklingError

from whoosh.index import TOC, FileIndex, LockError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from zhupi.core.errors import IndexDamagedError, LibraryError, shown_path
from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.search.snapshot import OpenSegment
from zhupi.search.stored_article import IndexedArticle, Stored
from zhupi.search.whoosh_fields import new_schema, to_fields
from zhupi.search.whoosh_segment import NAME, ArticleCodec, ArticleSegment, open_segment
from zhupi.search.whoosh_storage import UNFINISHED, DurableStorage

MERGE_AT = 8  #: segments of about one size that become one
MERGE_LIMIT = 16_384  #: articles of a merged segment: bounds the memory of a merge
_LOCK = f"{NAME}_WRITELOCK"
_HARMLESS = frozenset((_LOCK, f"{NAME}.tmp"))  #: without an index
_OURS = re.compile(rf"_?({NAME}|zhupi[0-9]+)[_.]")  #: files of any version

Stamp = tuple[int, int, int]


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
                status = self._contents_path(generation).stat()
                return generation, status.st_ino, status.st_mtime_ns
            except FileNotFoundError:
                newest = self.latest_generation()
                if newest == generation:
                    raise
                generation = newest  # a commit came in between
        if not all(map(_is_harmless, self.storage)):
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
                TOC(self._schema, [], 0).write(self.storage, NAME)

    def begin_anew(self, patience: float) -> None:
        """Writes an empty table of contents and removes every other file of an index.

        Files that are no part of one stay: the folder may be a person's own. Generations count
        on, so that no reader takes the new index for the one it knows.
        """
        with self._locked(patience):
            generation = self.latest_generation() + 1
            TOC(self._schema, [], generation).write(self.storage, NAME)
            kept = (_LOCK, self._contents_path(generation).name)
            for name in self.storage:
                if _OURS.match(name) and name not in kept and self.storage.path(name).is_file():
                    with suppress(OSError):  # open elsewhere; Whoosh removes it later
                        self.storage.delete_file(name)

    def article_writer(
        self, open_segment: Callable[[ArticleSegment], OpenSegment], patience: float
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

    def segments(self) -> list[ArticleSegment]:
        """Those of the newest table of contents.

        Raises OSError where it is not there, `IndexDamagedError` where it is not whole.
        """
        try:
            return _checked(self._read_toc().segments)
        except (UnpicklingError, WhooshIndexError, AssertionError, AttributeError, EOFError,
                LookupError, MemoryError, OverflowError, RecursionError, TypeError, ValueError,
                struct.error) as error:  # fmt: skip
            raise IndexDamagedError(
                message("The search index is damaged: {file}", file=shown_path(self.storage.folder))
            ) from error

    def open_segment(self, segment: ArticleSegment, folding: Folding) -> OpenSegment:
        """The articles of a segment; raises `IndexDamagedError`."""
        return open_segment(self.storage.path(segment.file_name), segment, folding)

    def _contents_path(self, generation: int) -> Path:
        return self.storage.path(TOC._filename(NAME, generation))  # noqa: SLF001 - no public way


def _checked(segments: object) -> list[ArticleSegment]:
    if not isinstance(segments, list) or not all(isinstance(s, ArticleSegment) for s in segments):
        raise TypeError(segments)
    return segments


def _is_harmless(name: str) -> bool:
    return name in _HARMLESS or name.startswith(".") or UNFINISHED.fullmatch(name) is not None


class ArticleWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Adds and deletes articles; holds the write lock until `commit` or `cancel`.

    `open_segment` gives the readable file of a segment. Raises whoosh's `LockError` where
    another writer keeps the lock for `patience` seconds; a writer that died keeps none.
    """

    def __init__(
        self,
        index: ArticleIndex,
        open_segment: Callable[[ArticleSegment], OpenSegment],
        patience: float,
    ) -> None:
        try:
            super().__init__(index, timeout=patience, codec=ArticleCodec())
        except BaseException:
            if self.writelock is not None and self.writelock.fd is not None:
                self.writelock.release()
            raise
        self._open_segment = open_segment
        self.mergetype = _merge

    def add(self, info: IndexedArticle, stored: Stored) -> None:
        """Adds one article to the segment being written."""
        self.add_document(**to_fields(info, stored))

    def open_segment(self, segment: ArticleSegment) -> OpenSegment:
        return self._open_segment(segment)

    def delete_articles(self, ids: set[str]) -> None:
        """Deletes the articles named, as far as they are committed."""
        for segment in self.segments:
            for number, info in enumerate(self._open_segment(segment).articles):
                if info.article in ids:
                    segment.delete_document(number)

    def cancel(self) -> None:
        """Drops what was added and gives the lock back, even where the disk is full."""
        with suppress(OSError):
            self._close_segment()
        with suppress(OSError):
            if TOC._latest_generation(self.storage, NAME) < self.generation:  # noqa: SLF001 - no public way
                for name in self.newsegment.list_files(self.storage):
                    self.storage.delete_file(name)
        self._finish()

    def _commit_toc(self, segments: list[ArticleSegment]) -> None:
        super()._commit_toc(segments)
        for name in filter(UNFINISHED.fullmatch, self.storage):
            with suppress(OSError):
                self.storage.delete_file(name)


def _merge(writer: ArticleWriter, segments: list[ArticleSegment]) -> list[ArticleSegment]:
    """Whoosh's hook for merging: copies small or hollow segments into the one being written.

    Returns the segments that stay as they are. Each article is copied about once for every
    factor of `MERGE_AT` in the size of the index.
    """
    room = MERGE_LIMIT - writer.doc_count()
    merged: list[ArticleSegment] = []
    for segment in _mergeable(segments, writer.doc_count()):
        if segment.doc_count() > room:
            break
        room -= segment.doc_count()
        merged.append(segment)
    for segment in merged:
        opened = writer.open_segment(segment)
        for number, info in enumerate(opened.articles):
            if not segment.is_deleted(number):
                writer.add(info, opened.file.stored(number))
    return [s for s in segments if s not in merged and s.doc_count()]


def _mergeable(segments: list[ArticleSegment], added: int) -> list[ArticleSegment]:
    """The segments to merge, smallest first."""
    ordered = sorted((s for s in segments if s.doc_count()), key=lambda s: int(s.doc_count()))
    hollow = [s for s in ordered if s.deleted_count() * 2 > s.doc_count_all()]
    total = added
    chosen: list[ArticleSegment] = []
    for count, segment in enumerate(ordered, 1):
        total += segment.doc_count()
        # The largest may be no more than half of all, or it would be copied again and again.
        if count >= MERGE_AT - 1 and segment.doc_count() * 2 <= total:
            chosen = ordered[:count]
            break
    return chosen + [s for s in hollow if s not in chosen]
