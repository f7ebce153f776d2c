"""The library's store: everything that cannot be recomputed, in one SQLite file.

Invariant: a method that changes something is one transaction, durable when it returns and as if
it had never been when it raises; what a person can undo is recorded in that same transaction.
Long, because it is the list of all that can be done with the file; the work is done elsewhere, in
a function or an object for each method.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeVar

from zhupi.core.care import Backup, BackupReason
from zhupi.core.errors import LibraryReadOnlyError, NotFoundError
from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Message, message
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Article,
    ArticleFilter,
    ArticleSort,
    ArticleSummary,
    Change,
    ReadingState,
    Tag,
    TagCount,
)
from zhupi.core.paths import LIBRARY_FILE
from zhupi.core.protocols import Corrector, ProgressSink, as_recognised, ignore_progress
from zhupi.core.search import SavedSearch
from zhupi.core.tagging import TagFate
from zhupi.core.understanding import Correction
from zhupi.store import (
    annotation_queries,
    article_queries,
    care,
    copying,
    correction_queries,
    history,
    library,
    recent_tags,
    saved_searches,
    stray_files,
    tag_edits,
    tag_queries,
    takeover,
    versions,
)
from zhupi.store.backups import Backups
from zhupi.store.connections import Connections
from zhupi.store.deriving import Deriving
from zhupi.store.entities import Entities
from zhupi.store.failures import no_annotation, no_article
from zhupi.store.history import HistoryBounds, Recorder
from zhupi.store.lock import Holder, LibraryLock
from zhupi.store.mentions import Mentions
from zhupi.store.rows import execute
from zhupi.store.search_source import SearchSource

_NO_FILTER = AnnotationFilter()
_BOUNDS = HistoryBounds()
_Values = ParamSpec("_Values")
_Found = TypeVar("_Found")


class Store:
    """One open library. Get one by `create` or `open`; its methods may be called from any thread.

    All methods raise `LibraryError` where the file is damaged, gone, busy too long or its disk
    full, and those that write `LibraryReadOnlyError` where it is open read-only; either way
    nothing was changed.
    """

    def __init__(
        self,
        connections: Connections,
        program: str,
        lock: LibraryLock | None,
        held_by: Holder | None,
        keep: HistoryBounds,
        notice: Message | None = None,
        correct: Corrector = as_recognised,
    ) -> None:
        self.folder = connections.file.parent
        self.program = program
        self.held_by = held_by  #: who holds the lock, where that is why this is read-only
        self.notice = notice  #: why this is read-only, where it is for another reason
        self.search = SearchSource(connections)
        deriving = Deriving(correct)
        self.mentions = Mentions(connections, deriving)
        self.entities = Entities(connections, deriving)
        self._connections = connections
        self._file = connections.file
        self._lock = lock
        self._keep = keep

    @classmethod
    def create(
        cls,
        folder: Path,
        program: str,
        *,
        keep: HistoryBounds = _BOUNDS,
        correct: Corrector = as_recognised,
    ) -> Store:
        """Makes a library in `folder`, which is made where missing and must be empty.

        Raises `LibraryError`.
        """
        folder = folder.absolute()
        library.make_folder(folder)
        lock = LibraryLock(folder, program)
        if lock.acquire() is None:
            try:
                library.make_file(folder)
            finally:
                lock.release()
        return cls.open(folder, program, keep=keep, correct=correct)

    @classmethod
    def open(
        cls,
        folder: Path,
        program: str,
        *,
        read_only: bool = False,
        shared_lock: bool = False,
        keep: HistoryBounds = _BOUNDS,
        correct: Corrector = as_recognised,
    ) -> Store:
        """Opens the library in `folder`; read-only where another program is writing it.

        `program` names the opener in the lock and in the history. `shared_lock` is for the worker
        process of a program that holds the lock itself: it may write beside its parent, and must
        end with it. `keep` is how much of the history is kept; `correct` applies corrections to
        mentions, for all that is derived of them.
        Raises `LibraryError`; `LibraryReadOnlyError` where writing was asked for but the folder
        or the file does not allow it.
        """
        folder = folder.absolute()
        library.require_library(folder)
        lock = None if read_only or shared_lock else LibraryLock(folder, program)
        held_by = lock.acquire() if lock else None
        if held_by is not None:
            lock, read_only = None, True
        try:
            notice = library.prepare(folder, read_only=read_only)
        except BaseException:
            if lock:
                lock.release()
            raise
        if notice and lock:
            lock.release()
            lock = None
        connections = Connections(folder / LIBRARY_FILE, read_only=read_only or bool(notice))
        return cls(connections, program, lock, held_by, keep, notice, correct)

    @property
    def read_only(self) -> bool:
        return self._connections.read_only

    @property
    def holder(self) -> str:
        """Who holds the lock, for people, where that is why this is read-only; else empty."""
        return str(self.held_by) if self.held_by else ""

    @property
    def holder_words(self) -> Message | None:
        """The same in words; None where nobody else holds the lock."""
        return self.held_by.words if self.held_by else None

    def wanted_by(self) -> Message | None:
        """Who asks for this library, which is open for writing here, in words; else None.

        Cheap: to be asked every second.
        """
        asker = takeover.asked_by(self.folder) if self._lock else None
        return asker.words if asker else None

    def hand_over(self) -> None:
        """Finishes the write under way, becomes read-only, and gives the lock back.

        A worker that shares the lock must have ended before.
        """
        asker = takeover.asked_by(self.folder)
        self._connections.reopen(read_only=True)
        self.held_by = asker or Holder()
        if self._lock:
            self._lock.release()
            self._lock = None

    def take_over(self, timeout: float, wait: Callable[[], object] = lambda: None) -> None:
        """Becomes writable, asking whoever writes the library; `wait` is called meanwhile.

        Raises `LibraryReadOnlyError` where the other did not give it up in `timeout` seconds, or
        the library cannot be written for another reason.
        """
        if not self.read_only:
            return
        lock = takeover.ask(self.folder, self.program, timeout, wait)
        try:
            self.notice = library.prepare(self.folder, read_only=False)
        except BaseException:
            lock.release()
            raise
        if self.notice:
            lock.release()
            raise LibraryReadOnlyError(self.notice)
        self._lock, self.held_by = lock, None
        self._connections.reopen(read_only=False)

    def close(self) -> None:
        """Gives the file and the lock back; may be called twice."""
        self._connections.close()
        if self._lock:
            self._lock.release()

    # --- articles -----------------------------------------------------------------------------

    def add_articles(self, batch: Sequence[Article]) -> None:
        """Adds new articles, unread, in one transaction; not part of the undo history.

        Raises `InvalidRequestError` where an id is taken.
        """
        prepared = article_queries.prepared(batch)
        with self._connections.write() as connection:
            article_queries.add(connection, prepared)

    def replace_article(
        self,
        article: Article,
        carried: Sequence[Annotation],
        operation: str = "replace article",
        *,
        seen: Sequence[Annotation] = (),
    ) -> Change:
        """Corrects the article with this id; `carried` are all its annotations, re-anchored.

        What it held is kept as a version as long as the origin of an annotation names it. `seen`
        are the annotations that `carried` were made of. Raises `NotFoundError`;
        `ChangedMeanwhileError` where these are not those it has now.
        """
        return self._operation(
            operation,
            lambda r: article_queries.replace(r, article, carried, seen, self._file),
        )

    def version(self, article: str, digest: str) -> Article:
        """What an article held when its digest was this. Raises `NotFoundError`: not kept."""
        return self._read(versions.get, article, digest, self._file)

    def versions(self, article: str) -> list[tuple[str, datetime]]:
        """Digest of each old content kept of an article, and when it went; newest first."""
        return self._read(versions.listed, article, self._file)

    def delete_articles(self, ids: Sequence[str]) -> Change:
        """Removes articles with their annotations. Raises `NotFoundError`."""
        return self._operation("delete articles", lambda r: article_queries.delete(r, ids))

    def set_reading(self, ids: Sequence[str], reading: ReadingState) -> Change:
        """Marks articles as read or unread; not part of the undo history.

        Reading is no work that can be lost, and marking an article as read on opening it must
        not take what can be redone. Raises `NotFoundError`.
        """
        with self._connections.write() as connection:
            changed = article_queries.set_reading(connection, ids, reading)
        return Change("read", self.program, articles=changed)

    def article(self, key: str) -> Article:
        """One article. Raises `NotFoundError`."""
        return self._read(article_queries.get, key, self._file)

    def resolve_article(self, prefix: str) -> str:
        """The one id that begins so. Raises `NotFoundError` where none or several do."""
        found = self._beginning("articles", prefix)
        if not found:
            raise no_article(prefix or "«»")
        if len(found) > 1:
            raise NotFoundError(message("Several articles begin with {id}.", id=prefix))
        return found[0]

    def article_ids(
        self,
        chosen: ArticleFilter = ArticleFilter(),  # noqa: B008  frozen
        sort: ArticleSort = ArticleSort.NEWEST,
    ) -> list[str]:
        """The ids of the articles that pass `chosen`, in order."""
        return self._read(article_queries.ids, chosen, sort, self._file)

    def summaries(self, ids: Sequence[str]) -> list[ArticleSummary]:
        """What a list shows of `ids`, in that order; those that are gone are left out."""
        return self._read(article_queries.summaries, ids, self._file)

    def digests(self) -> dict[str, str]:
        """Article id → digest of the content it holds now."""
        return self._read(article_queries.digests, self._file)

    def find_by_digest(self, digest: str) -> str | None:
        """The article that holds exactly this content."""
        return self._read(article_queries.find, "digest", digest)

    def find_by_path(self, path: str) -> str | None:
        """The article read from this file (or record of one), the latest where several were."""
        return self._read(article_queries.find, "path", path)

    def has_article(self, key: str) -> bool:
        """Whether there is an article with this id."""
        return self._read(article_queries.exists, key)

    def near_duplicates(self, key: str) -> list[str]:
        """The articles whose texts are nearly that of `key`, the most alike first."""
        return self._read(article_queries.near_duplicates, key)

    def sources(self) -> dict[str, int]:
        """Source → number of its articles, most first."""
        return self._read(article_queries.sources, self._file)

    # --- annotations and tags -----------------------------------------------------------------

    def add_annotations(
        self,
        new: Sequence[Annotation],
        operation: str = "annotate",
        *,
        contents: Mapping[str, str] = MappingProxyType({}),
    ) -> Change:
        """Adds annotations as one operation.

        Raises `NotFoundError`, `InvalidRequestError`; `ChangedMeanwhileError` where an article of
        `contents` (id → digest) is another now.
        """

        def work(recorder: Recorder) -> None:
            article_queries.require_contents(recorder.connection, contents)
            annotation_queries.add(recorder, new)

        return self._operation(operation, work)

    def update_annotations(
        self,
        new: Sequence[Annotation],
        operation: str = "edit",
        *,
        seen: Sequence[Annotation] = (),
    ) -> Change:
        """Replaces annotations by id, as one operation; `seen` as for `change_annotations`.

        Raises `NotFoundError`, `InvalidRequestError`.
        """
        return self.change_annotations((), new, (), operation, seen=seen)

    def delete_annotations(self, ids: Sequence[str], operation: str = "delete") -> Change:
        """Removes annotations as one operation. Raises `NotFoundError`."""
        return self._operation(operation, lambda r: annotation_queries.delete(r, ids))

    def change_annotations(
        self,
        added: Sequence[Annotation],
        updated: Sequence[Annotation],
        removed: Sequence[str],
        operation: str,
        *,
        seen: Sequence[Annotation] = (),
        progress: ProgressSink = ignore_progress,
    ) -> Change:
        """Adds, replaces and removes annotations as one operation; raises as those that do one.

        `seen` are the annotations that this was made of: another process may have changed them
        since they were read. Raises `ChangedMeanwhileError` then, and nothing is changed; as
        little where `progress` raises to stop it.
        """

        def work(recorder: Recorder) -> None:
            annotation_queries.require_unchanged(recorder.connection, seen, self._file)
            annotation_queries.delete(recorder, removed)
            annotation_queries.update(recorder, updated, self._file)
            annotation_queries.add(recorder, added)

        return self._operation(operation, work, progress)

    def annotation(self, key: str) -> Annotation:
        """One annotation. Raises `NotFoundError`."""
        return self._read(annotation_queries.get, key, self._file)

    def resolve_annotation(self, prefix: str) -> str:
        """The one id that begins so. Raises `NotFoundError` where none or several do."""
        found = self._beginning("annotations", prefix)
        if not found:
            raise no_annotation(prefix or "«»")
        if len(found) > 1:
            raise NotFoundError(message("Several annotations begin with {id}.", id=prefix))
        return found[0]

    def annotations(
        self, chosen: AnnotationFilter = _NO_FILTER, limit: int = 0
    ) -> list[Annotation]:
        """The annotations that pass `chosen`, by article, start, end and id; `limit` 0: all."""
        return self._read(annotation_queries.select, chosen, self._file, limit)

    def count_annotations(self, chosen: AnnotationFilter = _NO_FILTER) -> int:
        """How many annotations pass `chosen`."""
        return self._read(annotation_queries.count, chosen)

    def waiting(self) -> Mapping[AnnotationState, int]:
        """How many annotations wait for review, by state; without `RESOLVED`."""
        return self._read(annotation_queries.waiting, self._file)

    def tags(self) -> list[TagCount]:
        """Every tag in use, described or made by hand, by path."""
        return self._read(tag_queries.counts, self._file)

    def set_tag(self, tag: Tag) -> Change:
        """Gives a tag its colour, description and key, or makes it; another loses that key.

        Raises `InvalidRequestError`.
        """
        return self._operation("set tag", lambda r: tag_queries.put(r, tag))

    def rename_tags(
        self,
        moves: Mapping[str, str],
        operation: str = "rename tag",
        progress: ProgressSink = ignore_progress,
    ) -> Change:
        """Gives each path, with all below it, its new one, all at once; those that meet merge.

        What is said of the tag that is there already wins. Raises `NotFoundError`;
        `InvalidRequestError` for a new path that cannot be, or lies below the old.
        """
        return self._operation(
            operation, lambda r: tag_edits.rename(r, moves, self._file), progress
        )

    def delete_tag(
        self,
        path: str,
        fate: TagFate = TagFate.KEEP,
        progress: ProgressSink = ignore_progress,
    ) -> Change:
        """Removes a tag and all below it, as one operation. Raises `NotFoundError`."""
        return self._operation(
            "delete tag", lambda r: tag_edits.delete(r, path, fate, self._file), progress
        )

    def recent_tags(self, limit: int) -> list[str]:
        """The tags used last of those that there are, latest first."""
        return self._read(recent_tags.latest, limit)

    # --- saved searches -----------------------------------------------------------------------

    def saved_searches(self) -> list[SavedSearch]:
        """The searches that the person keeps, by name."""
        return self._read(saved_searches.every, self._file)

    def put_saved_search(self, search: SavedSearch) -> Change:
        """Keeps a search, in place of the one with its id. Raises `InvalidRequestError`."""
        return self._operation("save search", lambda r: saved_searches.put(r, search))

    def delete_saved_search(self, key: str) -> Change:
        """Removes a saved search. Raises `NotFoundError`."""
        return self._operation("delete search", lambda r: saved_searches.delete(r, key))

    def mark_seen(self, key: str, number: int) -> None:
        """Remembers that its answers were seen up to `number`; not part of the undo history.

        Raises `NotFoundError`.
        """
        with self._connections.write() as connection:
            saved_searches.mark_seen(connection, key, number)

    # --- corrections --------------------------------------------------------------------------

    def corrections(self) -> list[Correction]:
        """What people corrected of names and times, latest first."""
        return self._read(correction_queries.every, self._file)

    def change_corrections(
        self, added: Sequence[Correction], removed: Sequence[str], operation: str
    ) -> Change:
        """Takes corrections back and adds others, as one operation.

        What is derived follows by `entities.follow`. Raises `NotFoundError`,
        `InvalidRequestError`.
        """
        return self._operation(operation, lambda r: correction_queries.change(r, added, removed))

    # --- history ------------------------------------------------------------------------------

    def undo(self) -> Change | None:
        """Takes the latest operation back, exactly; None where there is none."""
        with self._connections.write() as connection:
            return history.undo(connection, self.program)

    def redo(self) -> Change | None:
        """Does the operation undone last again; None where there is none."""
        with self._connections.write() as connection:
            return history.redo(connection, self.program)

    def next_undo(self) -> str | None:
        """The name of the operation that `undo` would take back."""
        with self._connections.read() as connection:
            found = history.next_operation(connection, undone=False)
            return found[1] if found else None

    def next_redo(self) -> str | None:
        """The name of the operation that `redo` would do again."""
        with self._connections.read() as connection:
            found = history.next_operation(connection, undone=True)
            return found[1] if found else None

    def history(self, limit: int, before: int | None = None) -> list[HistoryEntry]:
        """The operations kept, latest first, those undone too; `before` this number."""
        return self._read(history.entries, limit, before, self._file)

    def go_to(self, number: int) -> Change | None:
        """Undoes or redoes until this operation is the latest done, as one transaction; 0: none.

        None where it is that already. Raises `NotFoundError`.
        """
        with self._connections.write() as connection:
            return history.go_to(connection, number, self.program)

    # --- care ---------------------------------------------------------------------------------

    def check(self, *, full: bool) -> list[care.Problem]:
        """What is wrong in the library; `full` reads every text and every byte."""
        return care.check(self._connections, full=full)

    def check_files(self, progress: ProgressSink = ignore_progress) -> list[care.Problem]:
        """What is wrong in the folder beside the library's file: stray files, bad backups."""
        return stray_files.problems(self.folder, progress)

    def backup(self, file: Path, progress: ProgressSink = ignore_progress) -> None:
        """Copies the library as it is now to `file`, verified; replaces what stands there.

        Raises `LibraryError`, `InvalidRequestError`.
        """
        copying.refuse_own_file(self._file, file)
        with self._connections.read() as connection:
            copying.copy_library(connection, file, progress, thorough=True)

    def backups(self) -> list[Backup]:
        """Those in the library's folder, newest first. Raises `LibraryError`."""
        return Backups(self.folder).listed()

    def backup_due(self) -> bool:
        """Whether the newest backup lacks something that a person did."""
        with self._connections.read() as connection:
            return Backups(self.folder).is_due(connection)

    def make_backup(self, reason: BackupReason, progress: ProgressSink = ignore_progress) -> Backup:
        """Makes one in the library's folder, verified, and removes those that are superfluous.

        Leaves nothing where `progress` stops it. Raises `LibraryError`.
        """
        backups = Backups(self.folder)
        with self._connections.read() as connection:
            made = backups.make(connection, reason, progress)
        backups.thin()
        return made

    # --- inside -------------------------------------------------------------------------------

    def _read(
        self,
        query: Callable[Concatenate[sqlite3.Connection, _Values], _Found],
        *values: _Values.args,
        **named: _Values.kwargs,
    ) -> _Found:
        with self._connections.read() as connection:
            return query(connection, *values, **named)

    def _operation(
        self,
        name: str,
        work: Callable[[Recorder], None],
        progress: ProgressSink = ignore_progress,
    ) -> Change:
        with self._connections.write() as connection:
            recorder = Recorder(connection, progress)
            work(recorder)
            versions.prune(recorder)
            return recorder.finish(name, self.program, self._keep)

    def _beginning(self, table: str, prefix: str) -> list[str]:
        """At most two ids of `table` that begin with `prefix`; only the one that is `prefix`."""
        if not prefix:
            return []
        with self._connections.read() as connection:
            rows = execute(
                connection,
                f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",  # noqa: S608  two names
                (prefix, f"{prefix}\U0010ffff"),
            ).fetchall()
        found = [key for (key,) in rows]
        return found[:1] if found[:1] == [prefix] else found
