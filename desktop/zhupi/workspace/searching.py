"""Finding: what is asked of the index, and what of the texts themselves where it is damaged."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from zhupi.core.errors import IndexDamagedError, NotFoundError
from zhupi.core.messages import Message, message, plural
from zhupi.core.model import Article, Change, Span
from zhupi.core.paths import INDEX_FOLDER
from zhupi.core.protocols import Checkpoint, ProgressSink, SearchBackend, ignore_progress
from zhupi.core.search import (
    ArticleFacts,
    Completion,
    ConcordanceLine,
    ConcordanceRequest,
    SavedSearch,
    SearchDocument,
    SearchPage,
    SearchRequest,
    SearchSort,
)
from zhupi.store import Store
from zhupi.workspace.indexing import IndexState, Pause, contents_current, index_state, sync_index

#: How long texts are looked through, newest first, before what was found so far is the answer.
_SCAN_SECONDS = 3.0
_AT_ONCE = 50

_Asking = Callable[[Checkpoint], object]


class Searching:
    """Search over one library and its index; from several threads.

    Damage is remembered until what met it succeeds, whichever process mended it. While the index
    is built anew the texts themselves are searched: half of it would answer as if it were all.
    """

    def __init__(self, store: Store, make_backend: Callable[[Path], SearchBackend]) -> None:
        """`make_backend` is called with the index's folder once the index is needed."""
        self._store = store
        self._make_backend = make_backend
        self._made: SearchBackend | None = None
        self._making = threading.Lock()
        self._writing = threading.Lock()
        self._failed: _Asking | None = None  # what met damage

    @property
    def damaged(self) -> bool:
        """Whether the index must be rebuilt, as far as anybody noticed who asked it."""
        return self._failed is not None

    @property
    def _backend(self) -> SearchBackend:
        with self._making:
            if self._made is None:
                self._made = self._make_backend(self._store.folder / INDEX_FOLDER)
            return self._made

    def close(self) -> None:
        """Gives the index's files back."""
        if self._made is not None:
            self._made.close()

    # --- asking -------------------------------------------------------------------------------

    def search(self, request: SearchRequest, check: Checkpoint) -> SearchPage:
        """One page of hits; of the texts themselves where the index cannot answer."""
        backend = self._backend
        with (
            suppress(IndexDamagedError),
            self._noticing(lambda check: backend.search(request, check)),
        ):
            # First, so that the page is at least as new as what is said of it.
            current = contents_current(self._store, backend)
            if self._usable(check):
                page = backend.search(request, check)
                return _explained(page if current else self._behind(page), request)
        return self._scanned(request, check)

    def _usable(self, check: Checkpoint) -> bool:
        """Whether the index can be asked. Forgets damage that was mended."""
        failed = self._failed
        if failed is None:
            return True
        if self._backend.reached()[0] is None:
            return False  # being built anew
        with suppress(IndexDamagedError):
            failed(check)
            self._failed = None
        return True

    def found(self, query: str, *, literal: bool, check: Checkpoint) -> list[str]:
        """The ids of all articles that match, newest first. Raises `IndexDamagedError`."""
        backend = self._backend
        with self._noticing(lambda check: backend.found(query, literal=literal, check=check)):
            return backend.found(query, literal=literal, check=check)

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint
    ) -> Iterator[ConcordanceLine]:
        """Every match with what stands around it; of the texts where the index cannot answer.

        Where damage is met in the midst the texts go on with the lines that did not come yet.
        """
        backend = self._backend
        told: set[tuple[str, Span]] = set()
        with (
            suppress(IndexDamagedError),
            self._noticing(lambda check: list(backend.concordance(request, check))),
        ):
            if self._usable(check):
                for line in backend.concordance(request, check):
                    told.add((line.article, line.span))
                    yield line
                return
        from zhupi.search import scan_concordance  # noqa: PLC0415 -- as `Workspace._backend`

        wanted = replace(request, limit=request.limit - len(told))
        texts = self._texts(request.query)
        yield from scan_concordance(wanted, texts, without=told, check=check)

    @staticmethod
    def remark(query: str, *, literal: bool) -> Message | None:
        """Why `query` is not understood as it stands; None: it is."""
        from zhupi.search import scan  # noqa: PLC0415 -- as `Workspace._backend`

        return scan(SearchRequest(query, 0, literal=literal), ()).remark

    def more_like(self, article: str, limit: int, check: Checkpoint) -> SearchPage:
        """The articles most like one. Raises `IndexDamagedError`."""
        backend = self._backend
        with self._noticing(lambda check: backend.more_like(article, limit, check)):
            return backend.more_like(article, limit, check)

    def complete(self, query: str, cursor: int, limit: int) -> tuple[Completion, ...]:
        """What might be typed on; nothing where the index is damaged, which keeps nobody typing."""
        backend = self._backend
        with (
            suppress(IndexDamagedError),
            self._noticing(lambda _check: backend.complete(query, cursor, limit)),
        ):
            return backend.complete(query, cursor, limit)
        return ()

    def matches(self, query: str, article: Article, *, literal: bool) -> list[Span]:
        """Every place in one article that `query` marks."""
        return self._backend.matches(query, article.title, article.text, literal=literal)

    def asks_for_names(self, query: str) -> bool:
        """Whether what `query` finds depends on the entities that articles name."""
        return self._backend.asks_for_names(query)

    def _behind(self, page: SearchPage) -> SearchPage:
        """A page of an index that lags: without the articles that are gone."""
        hits = tuple(hit for hit in page.hits if self._store.has_article(hit.article))
        gone = len(page.hits) - len(hits)
        return replace(page, hits=hits, total=page.total - gone, complete=False)

    def _scanned(self, request: SearchRequest, check: Checkpoint) -> SearchPage:
        from zhupi.search import scan  # noqa: PLC0415 -- as `Workspace._backend`

        texts = self._texts(request.query, facets=request.facets)
        page = _explained(scan(request, texts, check=check, seconds=_SCAN_SECONDS), request)
        remark = message(
            "The search index is damaged. Until it is rebuilt, the texts themselves are searched."
        )
        if page.remark is not None:
            remark = message("{first} {second}", first=page.remark, second=remark)
        return replace(page, complete=False, remark=remark)

    def _texts(
        self, query: str, *, facets: bool = False
    ) -> Iterator[tuple[SearchDocument, ArticleFacts | None]]:
        """All articles, the newest first; their facts only where a query may ask for them."""
        with_facts = facets or ":" in query or "\uff1a" in query
        ids = self._store.article_ids()
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            facts = {f.article: f for f in self._store.search.facts(some)} if with_facts else {}
            for document in self._store.search.documents(some):
                yield document, facts.get(document.article)

    # --- saved searches -----------------------------------------------------------------------

    def save(
        self, name: str, query: str, *, literal: bool, sort: SearchSort
    ) -> tuple[SavedSearch, Change]:
        """Keeps a search; all that it finds now counts as seen. Raises `InvalidRequestError`."""
        kept = SavedSearch(
            str(uuid.uuid4()), name.strip(), query, literal=literal, sort=sort, seen=self._seen()
        )
        return kept, self._store.put_saved_search(kept)

    def rename(self, key: str, name: str) -> Change:
        """Raises `NotFoundError`, `InvalidRequestError`."""
        for saved in self._store.saved_searches():
            if saved.id == key:
                return self._store.put_saved_search(replace(saved, name=name.strip()))
        raise NotFoundError(message("There is no saved search {id} in the library.", id=key))

    def new_hits(self, saved: SavedSearch, check: Checkpoint) -> int:
        """How many of its answers were added or altered since it was last seen."""
        if self._store.search.position().number <= saved.seen:
            return 0
        found = self.found(saved.query, literal=saved.literal, check=check)
        return len(self._store.search.changed_after(found, saved.seen))

    def mark_seen(self, key: str) -> None:
        """All that this search finds now has been seen. Raises `NotFoundError`."""
        self._store.mark_seen(key, self._seen())

    def _seen(self) -> int:
        """The number of the newest change that search shows: the index may lag."""
        now = self._store.search.position().number
        with suppress(IndexDamagedError):
            reached, _ = self._backend.reached()
            return min(now, reached.number) if reached else now
        return now

    # --- the index ----------------------------------------------------------------------------

    def state(self, *, compare: bool = False) -> IndexState:
        """How far search is behind the library."""
        return index_state(self._store, self._backend, compare=compare)

    def sync(
        self,
        progress: ProgressSink = ignore_progress,
        *,
        rebuild: bool = False,
        compare: bool = False,
        pause: Pause | None = None,
    ) -> bool:
        """Makes the index equal to the library; whether anything changed."""
        with self._writing:
            changed = sync_index(
                self._store,
                self._backend,
                progress,
                rebuild=rebuild or self.damaged,
                compare=compare,
                pause=pause,
            )
            self._failed = None
            return changed

    def tidy(self, progress: ProgressSink) -> bool:
        """Does a piece of the index's upkeep; whether there is more."""
        with self._writing:
            return self._backend.tidy(progress)

    @contextmanager
    def _noticing(self, again: _Asking) -> Iterator[None]:
        """Remembers damage that the block meets, and how to look whether it is mended."""
        try:
            yield
        except IndexDamagedError:
            self._failed = self._failed or again
            raise


def _explained(page: SearchPage, request: SearchRequest) -> SearchPage:
    """`page`; where nothing was found it says so if a field was asked for that is none."""
    if request.literal or page.total or page.remark or not page.exact:
        return page
    from zhupi.search import unknown_field  # noqa: PLC0415 -- as `Workspace._backend`

    return replace(page, remark=unknown_field(page.query))


def without_names(page: SearchPage, missing: int) -> SearchPage:
    """`page`, of a query that asks for names, where in some articles nobody has looked for any."""
    remark = plural(
        "In one article nobody has looked for names yet.",
        "In {count:,} articles nobody has looked for names yet.",
        missing,
    )
    return replace(page, complete=False, remark=page.remark or remark)
