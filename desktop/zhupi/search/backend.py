"""`WhooshBackend`: the search index of a library as a `SearchBackend`.

One writer at a time, any number of readers in any number of processes: a search looks whether a
new generation is there and else keeps the snapshot it has. The index is a cache: whatever is
wrong with it becomes an `IndexDamagedError`, and `clear` begins anew.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from zhupi.core.errors import (
    CancelledError,
    IndexDamagedError,
    LibraryError,
    file_reason,
    shown_path,
)
from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.core.model import Progress, Span
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.search import Hit, SearchDocument, SearchPage, SearchRequest, SearchSort
from zhupi.search.matching import find_matches
from zhupi.search.query import ParsedQuery, Term, all_terms, parse, positive_terms
from zhupi.search.selection import Found, facets, page, score, select
from zhupi.search.snapshot import Needle, OpenSegment, SegmentView, Snapshot
from zhupi.search.snippets import make_snippets
from zhupi.search.stored_article import IndexedArticle, Stored, store

if TYPE_CHECKING:
    from zhupi.search.whoosh_index import ArticleIndex, ArticleWriter
    from zhupi.search.whoosh_segment import ArticleSegment

BATCH_ARTICLES = 1_000
BATCH_CHARACTERS = 4_000_000  #: bounds the memory of a batch of long articles
_PATIENCE = 10.0  #: seconds to wait for another writer


class WhooshBackend:
    """A `SearchBackend` on the folder given, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folding = Folding()
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._snapshot = Snapshot()
        self._stamp: tuple[int, int, int] | None = None
        self._index: ArticleIndex | None = None

    def indexed(self) -> Mapping[str, str]:
        """Article id → digest of the content that can be found now."""
        return self._refreshed().digests()

    def search(self, request: SearchRequest) -> SearchPage:
        """One page of hits; see `SearchBackend.search`."""
        began = time.perf_counter()
        parsed = parse(request.query)
        snapshot = self._refreshed()
        found, hits = self._answer(parsed, request, snapshot)
        return SearchPage(
            query=request.query,
            total=len(found),
            complete=True,
            milliseconds=(time.perf_counter() - began) * 1000,
            hits=hits,
            facets=facets(found) if request.facets else {},
            remark=parsed.remark,
        )

    def _answer(
        self, parsed: ParsedQuery, request: SearchRequest, snapshot: Snapshot
    ) -> tuple[list[Found], tuple[Hit, ...]]:
        if parsed.node is None:
            return [], ()
        needles = {term: Needle.of(term, self._folding) for term in all_terms(parsed.node)}
        found = select(parsed.node, needles, snapshot)
        terms = positive_terms(parsed.node)
        if request.sort is SearchSort.RELEVANCE:
            found = score(found, [needles[term] for term in terms], snapshot)
        first, count = max(request.offset, 0), max(request.limit, 0)
        return found, tuple(self._hit(f, terms) for f in page(found, request.sort, first, count))

    def _hit(self, found: Found, terms: tuple[Term, ...]) -> Hit:
        info = found.info
        text, folded = found.segment.file.texts(found.number)
        places = find_matches(terms, info.title, text, folded, self._folding)
        return Hit(
            article=info.article,
            title=info.title,
            published=info.published,
            score=found.score,
            count=len(places),
            snippets=make_snippets(info.title, text, places),
        )

    def matches(self, query: str, title: str, text: str) -> list[Span]:
        """Every place in `text` that `query` would mark, in order and apart."""
        terms = positive_terms(parse(query).node)
        found = find_matches(terms, title, text, self._folding(text), self._folding)
        return [match.span for match in found]

    def update(
        self,
        documents: Iterable[SearchDocument],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
    ) -> None:
        """Adds or replaces `documents` and drops `removed`; see `SearchBackend.update`.

        Raises `LibraryError` where the folder cannot be written.
        """
        total = len(documents) if isinstance(documents, Sized) else 0
        gone = set(removed)
        done = 0
        with self._writing, self._explained():
            for batch in _batches(documents):
                self._write(batch, gone, progress, done, total)
                done += len(batch)
                gone = set()
            if not gone.isdisjoint(self._refreshed().digests()):
                self._write((), gone, progress, done, total)

    def clear(self) -> None:
        """Throws the index away, damaged or not, and begins an empty one."""
        with self._writing, self._explained():
            index = self._opened()
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.close()  # or Windows would not let its files go
            index.begin_anew(_PATIENCE)
            self._folder.chmod(0o700)
            self._refreshed()

    def close(self) -> None:
        """Lets go of all files."""
        with self._lock:
            self._snapshot = Snapshot()
            self._stamp = None

    def _write(
        self,
        batch: Sequence[SearchDocument],
        gone: set[str],
        progress: ProgressSink,
        done: int,
        total: int,
    ) -> None:
        """One commit. A job that is cancelled on the way commits what it has, and passes on."""
        writer = self._writer()
        cancelled: CancelledError | None = None
        added: set[str] = set()
        try:
            try:
                for document in batch:
                    writer.add(*self._stored(document))
                    added.add(document.article)
                    at = done + len(added)
                    progress(Progress(at, total, message("Indexing articles")))
            except CancelledError as error:
                cancelled = error
            writer.delete_articles(added | gone)
            writer.commit()
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise
        self._refreshed()
        if cancelled is not None:
            raise cancelled

    def _stored(self, document: SearchDocument) -> tuple[IndexedArticle, Stored]:
        info = IndexedArticle(
            article=document.article,
            digest=document.digest,
            title=document.title,
            source=document.source,
            published=document.published,
            characters=len(document.text),
        )
        title = self._folding(document.title)
        return info, store(title, document.text, self._folding(document.text))

    def _writer(self) -> ArticleWriter:
        self._refreshed()
        index = self._opened()
        if self._stamp is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            index.begin(_PATIENCE)
        return index.article_writer(self._open_segment, _PATIENCE)

    def _open_segment(self, segment: ArticleSegment) -> OpenSegment:
        for view in self._refreshed().segments:
            if view.name == segment.segment_id():
                return view.opened
        return self._opened().open_segment(segment, self._folding)

    def _opened(self) -> ArticleIndex:
        # Whoosh takes long to import; whoever only lists articles must not wait for it.
        from zhupi.search.whoosh_index import ArticleIndex  # noqa: PLC0415

        if self._index is None:
            self._index = ArticleIndex(self._folder)
        return self._index

    def _refreshed(self) -> Snapshot:
        """The newest snapshot; costs a look into the folder where nothing changed."""
        with self._lock:
            while True:
                stamp = self._read_stamp()
                if stamp == self._stamp:
                    return self._snapshot
                try:
                    self._snapshot = self._load() if stamp else Snapshot()
                    self._stamp = stamp
                except (OSError, IndexDamagedError) as error:
                    # A commit in between takes the files of the generation before it away.
                    if self._read_stamp() == stamp:
                        raise self._unreadable(error) from error

    def _read_stamp(self) -> tuple[int, int, int] | None:
        if not self._folder.exists():
            return None
        try:
            return self._opened().stamp()
        except OSError as error:
            raise self._unreadable(error) from error

    def _load(self) -> Snapshot:
        index = self._opened()
        known = {view.name: view for view in self._snapshot.segments}
        views = []
        for segment in index.segments():
            view = known.get(segment.segment_id())
            deleted = frozenset(segment.deleted_docs())
            if view is None or view.deleted != deleted:
                opened = view.opened if view else index.open_segment(segment, self._folding)
                view = SegmentView(segment.segment_id(), opened, deleted)
            views.append(view)
        return Snapshot(tuple(views))

    def _unreadable(self, error: OSError | IndexDamagedError) -> IndexDamagedError:
        if isinstance(error, IndexDamagedError):
            return error
        return IndexDamagedError(
            message(
                "The search index cannot be read: {folder} ({reason})",
                folder=shown_path(self._folder),
                reason=file_reason(error),
            )
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what the system says against writing into a sentence."""
        try:
            yield
        except OSError as error:
            raise LibraryError(
                message(
                    "The search index cannot be written: {folder} ({reason})",
                    folder=shown_path(self._folder),
                    reason=file_reason(error),
                )
            ) from error


def _batches(documents: Iterable[SearchDocument]) -> Iterator[list[SearchDocument]]:
    """Pieces of a size for one commit, none with two versions of an article."""
    batch: list[SearchDocument] = []
    ids: set[str] = set()
    characters = 0
    for document in documents:
        full = len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS
        if batch and (full or document.article in ids):
            yield batch
            batch, ids, characters = [], set(), 0
        batch.append(document)
        ids.add(document.article)
        characters += len(document.text)
    if batch:
        yield batch
