"""An index in memory, so that what follows and what asks can be tested by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from zhupi.core.errors import IndexDamagedError
from zhupi.core.messages import message
from zhupi.core.model import Article, Block, BlockKind, Progress, Span
from zhupi.core.protocols import Checkpoint, ProgressSink, go_on, ignore_progress
from zhupi.core.search import (
    ArticleFacts,
    Completion,
    ConcordanceLine,
    ConcordanceRequest,
    FeedPosition,
    Hit,
    SearchDocument,
    SearchPage,
    SearchRequest,
)
from zhupi.store import Store
from zhupi.workspace import Workspace

T = TypeVar("T", SearchDocument, ArticleFacts)
_BATCH = 3  #: as on a disk, what was done before a stop stays in whole batches


@dataclass
class MemoryBackend:
    """Substrings of texts, and nothing durable. `damaged` makes every method say so."""

    documents: dict[str, SearchDocument] = field(default_factory=dict)
    facts: dict[str, ArticleFacts] = field(default_factory=dict)
    position: tuple[FeedPosition | None, FeedPosition | None] = (None, None)
    damaged: bool = False
    calls: list[str] = field(default_factory=list)
    tidying: int = 0  #: pieces of upkeep left

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if self.damaged:
            raise IndexDamagedError(message("The search index is damaged."))

    def reached(self) -> tuple[FeedPosition | None, FeedPosition | None]:
        self._call("reached")
        return self.position

    def indexed(self) -> Mapping[str, str]:
        self._call("indexed")
        return {key: document.digest for key, document in self.documents.items()}

    def indexed_facts(self) -> Mapping[str, str]:
        self._call("indexed_facts")
        return {key: facts.digest for key, facts in self.facts.items()}

    def update(
        self,
        documents: Iterable[SearchDocument],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        self._call("update")
        told = self.position[1]
        self.position = (None, told)
        _write(self.documents, documents, removed, progress)
        self.position = (reached, told)

    def update_facts(
        self,
        facts: Iterable[ArticleFacts],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        self._call("update_facts")
        told = self.position[0]
        self.position = (told, None)
        _write(self.facts, facts, removed, progress)
        self.position = (told, reached)

    def tidy(self, progress: ProgressSink = ignore_progress) -> bool:
        self._call("tidy")
        progress(Progress(0, 1, message("Tidying")))
        self.tidying = max(0, self.tidying - 1)
        return self.tidying > 0

    def clear(self) -> None:
        self.calls.append("clear")
        self.damaged = False
        self.documents.clear()
        self.facts.clear()
        self.position = (None, None)

    def search(self, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        self._call("search")
        check()
        hits = [
            Hit(d.article, d.title, d.published, 1.0, d.text.count(request.query), ())
            for d in self.documents.values()
            if request.query in d.text
        ]
        return SearchPage(request.query, len(hits), True, 0.1, tuple(hits[: request.limit]))

    def found(self, query: str, *, literal: bool = False, check: Checkpoint = go_on) -> list[str]:
        return [hit.article for hit in self.search(SearchRequest(query, 10**9), check).hits]

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint = go_on
    ) -> Iterator[ConcordanceLine]:
        self._call("concordance")
        for d in self.documents.values():
            for span in self.matches(request.query, d.title, d.text):
                left = d.text[max(0, span.start - request.width) : span.start]
                right = d.text[span.end : span.end + request.width]
                yield ConcordanceLine(
                    d.article, d.title, d.published, span, left, span.of(d.text), right
                )

    def more_like(self, article: str, limit: int = 20, check: Checkpoint = go_on) -> SearchPage:
        self._call("more_like")
        return SearchPage("", 0, True, 0.1, ())

    def complete(self, query: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        self._call("complete")
        return ()

    def asks_for_names(self, query: str) -> bool:
        return "person:" in query

    def matches(self, query: str, title: str, text: str, *, literal: bool = False) -> list[Span]:
        size = len(query)
        return [Span(n, n + size) for n in range(len(text)) if text[n : n + size] == query]

    def close(self) -> None:
        self.calls.append("close")


def _write(
    kept: dict[str, T], new: Iterable[T], removed: Iterable[str], progress: ProgressSink
) -> None:
    for key in removed:
        kept.pop(key, None)
    batch: list[T] = []
    for number, item in enumerate(new):
        progress(Progress(number, 0, message("Indexing")))
        batch.append(item)
        if len(batch) == _BATCH:
            kept.update({one.article: one for one in batch})
            batch.clear()
    kept.update({one.article: one for one in batch})


def article_of(key: str, text: str = "正文。", **fields: object) -> Article:
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    return Article(key, f"题{key}", text, blocks, **fields)  # type: ignore[arg-type]  # names fields


@pytest.fixture
def make() -> Callable[..., Article]:
    """An article by its id, with one paragraph."""
    return article_of


@pytest.fixture
def backend() -> MemoryBackend:
    return MemoryBackend()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "library", "window")
    yield opened
    opened.close()


@pytest.fixture
def searched(library: Store, backend: MemoryBackend) -> Workspace:
    """A workspace over `library` that searches in `backend`."""
    return Workspace(library, "window", "reader", lambda _folder: backend)
