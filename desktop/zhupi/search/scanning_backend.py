"""A `SearchBackend` in memory that scans: the plainest one, by which others are judged.

It holds what it was told and nothing derived from it, so every answer follows from the definition
(`query_tree`, `matching`) alone. Several backends may share one `ScannedLibrary`, as several
programs share an index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from math import sqrt

from zhupi.core.folding import Folding
from zhupi.core.messages import Message, message
from zhupi.core.model import Progress, Span
from zhupi.core.protocols import Checkpoint, ProgressSink, go_on, ignore_progress
from zhupi.core.search import (
    ArticleFacts,
    Completion,
    CompletionKind,
    ConcordanceLine,
    ConcordanceRequest,
    ConcordanceSort,
    FeedPosition,
    Hit,
    SearchDocument,
    SearchPage,
    SearchRequest,
)
from zhupi.search.article_text import ArticleText, Fold, Passage
from zhupi.search.completion import complete
from zhupi.search.keywords_in_context import concordance_lines, sort_key_left, sort_key_right
from zhupi.search.matching import OutOfTimeError, find_matches
from zhupi.search.name_list import NameList
from zhupi.search.pinyin import Pinyin
from zhupi.search.query import parse
from zhupi.search.query_tree import asks_for_names, marking_nodes
from zhupi.search.quick_folding import QuickFolding
from zhupi.search.ranking import idf
from zhupi.search.scanning import Scan, ScannedArticle, Source, by_date, facets, scan
from zhupi.search.snippets import make_snippets
from zhupi.search.stopwatch import unhurried

_UNBOUNDED = float("inf")


@dataclass(slots=True)
class ScannedLibrary:
    """What can be found."""

    documents: dict[str, SearchDocument] = field(default_factory=dict)
    facts: dict[str, ArticleFacts] = field(default_factory=dict)
    documents_reached: FeedPosition | None = None
    facts_reached: FeedPosition | None = None


class ScanningBackend:
    """See `SearchBackend`."""

    def __init__(self, library: ScannedLibrary | None = None) -> None:
        self._library = library or ScannedLibrary()
        self._folding = QuickFolding()
        self._pinyin = Pinyin()

    def reached(self) -> tuple[FeedPosition | None, FeedPosition | None]:
        """See `SearchBackend`."""
        return self._library.documents_reached, self._library.facts_reached

    def indexed(self) -> Mapping[str, str]:
        """See `SearchBackend`."""
        return {name: document.digest for name, document in self._library.documents.items()}

    def indexed_facts(self) -> Mapping[str, str]:
        """See `SearchBackend`."""
        return {name: facts.digest for name, facts in self._library.facts.items()}

    def update(
        self,
        documents: Iterable[SearchDocument],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """See `SearchBackend`."""
        library = self._library
        added = list(documents)
        if _drop(library.documents, removed) or added:
            library.documents_reached = None
        for done, document in enumerate(added, 1):
            library.documents[document.article] = document
            progress(Progress(done, len(added), _indexing()))
        library.documents_reached = reached or library.documents_reached

    def update_facts(
        self,
        facts: Iterable[ArticleFacts],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """See `SearchBackend`."""
        library = self._library
        added = list(facts)
        if _drop(library.facts, removed) or added:
            library.facts_reached = None
        for done, known in enumerate(added, 1):
            library.facts[known.article] = known
            progress(Progress(done, len(added), _indexing()))
        library.facts_reached = reached or library.facts_reached

    def tidy(self, progress: ProgressSink = ignore_progress) -> bool:  # noqa: ARG002 — nothing to do
        """See `SearchBackend`."""
        return False

    def clear(self) -> None:
        """See `SearchBackend`."""
        library = self._library
        library.documents.clear()
        library.facts.clear()
        library.documents_reached = library.facts_reached = None

    def search(self, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        """See `SearchBackend`; takes as long as it takes, but for regular expressions."""
        return scan(request, self._source(), folding=self._folding, check=check, seconds=_UNBOUNDED)

    def found(self, query: str, *, literal: bool = False, check: Checkpoint = go_on) -> list[str]:
        """See `SearchBackend`."""
        return [a.document.article for a in self._newest_first(query, literal=literal, check=check)]

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint = go_on
    ) -> Iterator[ConcordanceLine]:
        """See `SearchBackend`."""
        articles = self._newest_first(request.query, literal=request.literal, check=check)
        lines: Iterator[ConcordanceLine] = (
            line
            for article in articles
            for line in concordance_lines(article.document, article.matches, request.width)
        )
        if request.sort is not ConcordanceSort.ARTICLE:
            key = sort_key_left if request.sort is ConcordanceSort.LEFT else sort_key_right
            lines = iter(sorted(lines, key=key(self._folding)))
        yield from islice(lines, max(request.limit, 0))

    def more_like(self, article: str, limit: int = 20, check: Checkpoint = go_on) -> SearchPage:
        """See `SearchBackend`; by the cosine of their pairs of characters."""
        documents = self._library.documents
        grams = {}
        for name, document in documents.items():
            check()
            grams[name] = _grams(document, self._folding)
        holders = Counter(gram for some in grams.values() for gram in some)
        weights = {gram: idf(count, len(documents)) for gram, count in holders.items()}
        own = grams.pop(article, Counter())
        likeness = {name: _cosine(own, some, weights) for name, some in grams.items()}
        alike = [name for name, score in likeness.items() if score > 0]
        alike.sort(key=lambda name: (-likeness[name], by_date(documents[name])))
        hits = tuple(_plain_hit(documents[name], likeness[name]) for name in alike[:limit])
        return SearchPage("", len(alike), complete=True, milliseconds=0.0, hits=hits)

    def complete(self, query: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """See `SearchBackend`."""
        names = _Names(self._newest_first("has:date OR -has:date"), self._library)
        return complete(query, cursor, names, self._pinyin, limit)

    def asks_for_names(self, query: str) -> bool:
        """See `SearchBackend.asks_for_names`."""
        return asks_for_names(parse(query).node)

    def matches(self, query: str, title: str, text: str, *, literal: bool = False) -> list[Span]:
        """See `SearchBackend`."""
        nodes = marking_nodes(parse(query, literal=literal).node)
        article = ArticleText(title, text, self._folding)
        try:
            return [match.span for match in find_matches(nodes, article, unhurried())]
        except OutOfTimeError:
            return []

    def close(self) -> None:
        """See `SearchBackend`."""

    def _source(self) -> Source:
        facts = self._library.facts
        return [(d, facts.get(d.article)) for d in list(self._library.documents.values())]

    def _newest_first(
        self, query: str, *, literal: bool = False, check: Checkpoint = go_on
    ) -> list[ScannedArticle]:
        job = Scan(query, self._folding, literal=literal, check=check, seconds=_UNBOUNDED)
        return sorted(job.run(self._source()), key=lambda article: by_date(article.document))


class _Names:
    """What completion may offer."""

    def __init__(self, articles: list[ScannedArticle], library: ScannedLibrary) -> None:
        counts = facets(articles)
        titles = Counter(document.title for document in library.documents.values())
        of = partial(NameList.of, folding=Folding())
        self._lists = {
            CompletionKind.SOURCE: of(counts["source"]),
            CompletionKind.TAG: of(counts["tag"]),
            CompletionKind.PERSON: of(counts["person"]),
            CompletionKind.ORG: of(counts["org"]),
            CompletionKind.PLACE: of(counts["place"]),
            CompletionKind.TITLE: of({title: count for title, count in titles.items() if title}),
        }

    def lists(self, kind: CompletionKind) -> tuple[NameList, ...]:
        """See `completion.Names`."""
        return (self._lists[kind],) if kind in self._lists else ()


def _drop(of: dict[str, SearchDocument] | dict[str, ArticleFacts], names: Iterable[str]) -> bool:
    """Whether any of `names` was there."""
    gone = [name for name in names if of.pop(name, None) is not None]
    return bool(gone)


def _indexing() -> Message:
    return message("Indexing articles")


def _grams(document: SearchDocument, folding: Fold) -> Counter[str]:
    text = Passage(f"{document.title}\n{document.text}", folding).squeezed.text
    pairs = (text[place : place + 2] for place in range(len(text) - 1))
    return Counter(pair for pair in pairs if pair.isalnum())


def _cosine(one: Counter[str], two: Counter[str], weights: Mapping[str, float]) -> float:
    shared = sum(one[gram] * two[gram] * weights[gram] ** 2 for gram in one.keys() & two.keys())
    lengths = [sum((of[gram] * weights[gram]) ** 2 for gram in of) for of in (one, two)]
    return shared / sqrt(lengths[0] * lengths[1]) if shared else 0.0


def _plain_hit(document: SearchDocument, score: float) -> Hit:
    snippets = make_snippets(document.title, document.text, ())
    return Hit(document.article, document.title, document.published, score, 0, snippets)
