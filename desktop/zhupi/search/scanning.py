"""Answers without any index, from the articles themselves one after another.

What search falls back to while its index cannot be read: slower, bounded in time, and otherwise
the same answer. It is also the reference that an index is tested against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import numpy as np

from zhupi.core.messages import Message, plural
from zhupi.core.model import Label
from zhupi.core.protocols import Checkpoint, go_on
from zhupi.core.search import (
    ArticleFacts,
    Hit,
    SearchDocument,
    SearchPage,
    SearchRequest,
    SearchSort,
)
from zhupi.search import ranking
from zhupi.search.article_text import ArticleText, Fold
from zhupi.search.matching import Match, Matcher, OutOfTimeError
from zhupi.search.query import parse
from zhupi.search.query_tree import Node, TextNode, leaves, marking_nodes
from zhupi.search.quick_folding import QuickFolding
from zhupi.search.snippets import make_snippets
from zhupi.search.stopwatch import Stopwatch

Source = Iterable[tuple[SearchDocument, ArticleFacts | None]]

SECONDS: Final = 2.0  #: for one answer
_TIMES: Final = frozenset(("year", "month"))
_LABELS: Final = {Label.PERSON: "person", Label.ORG: "org", Label.PLACE: "place"}


@dataclass(frozen=True, slots=True)
class ScannedArticle:
    """An article that matches, and how often each marking node stands in title and text."""

    document: SearchDocument
    facts: ArticleFacts | None
    matches: Sequence[Match]
    occurrences: Sequence[tuple[int, int]]


class Scan:
    """Looks through articles for one query."""

    def __init__(
        self,
        query: str,
        folding: Fold,
        *,
        literal: bool = False,
        check: Checkpoint = go_on,
        seconds: float = SECONDS,
    ) -> None:
        parsed = parse(query, literal=literal)
        self.node: Node | None = parsed.node
        self.nodes: tuple[TextNode, ...] = marking_nodes(parsed.node)
        self.complete = True
        self.looked_at = 0
        self.characters = 0
        self.holders = [0] * len(self.nodes)  #: articles looked at that hold each of `nodes`
        self._remark = parsed.remark
        self._folding = folding
        self._check = check
        stopwatch = Stopwatch(seconds)
        self._stopwatch = stopwatch
        every = (leaf for leaf, _ in leaves(self.node) if isinstance(leaf, TextNode))
        self._all = Matcher(every, folding, stopwatch)
        self._marking = Matcher(self.nodes, folding, stopwatch)

    @property
    def remark(self) -> Message | None:
        """Why the query was taken as it stands, or that time ran out."""
        if self._remark or self.complete:
            return self._remark
        return plural(
            "The search took too long and was stopped after one article.",
            "The search took too long and was stopped after {count} articles.",
            self.looked_at,
        )

    def run(self, documents: Source) -> list[ScannedArticle]:
        """The articles that match, as they come; fewer where time runs out."""
        if self.node is None:
            return []
        found = []
        try:
            for document, facts in documents:
                self._check()
                self._stopwatch.left()
                article = self._look(self.node, document, facts)
                if article is not None:
                    found.append(article)
                self.looked_at += 1
        except OutOfTimeError:
            self.complete = False
        return found

    def _look(
        self, node: Node, document: SearchDocument, facts: ArticleFacts | None
    ) -> ScannedArticle | None:
        text = ArticleText(document.title, document.text, self._folding)
        held = [self._marking.stands(node, text) for node in self.nodes]
        found = None
        if self._all.holds(node, document, facts, text):
            matches, occurrences = self._marking.look(text)
            found = ScannedArticle(document, facts, matches, occurrences)
        self.characters += len(document.text)
        self.holders = [count + one for count, one in zip(self.holders, held, strict=True)]
        return found


def scan(
    request: SearchRequest,
    documents: Source,
    *,
    folding: Fold | None = None,
    check: Checkpoint = go_on,
    seconds: float = SECONDS,
) -> SearchPage:
    """One page of hits; raises only what `check` or `documents` raise.

    `folding` is `QuickFolding` where nobody keeps one. What is kept meanwhile is the articles that
    match; `seconds` bounds these too.
    """
    began = perf_counter()
    fold = folding or QuickFolding()
    job = Scan(request.query, fold, literal=request.literal, check=check, seconds=seconds)
    found = job.run(documents)
    scores = _scores(job, found)
    order = sorted(range(len(found)), key=_order(request.sort, found, scores))
    shown = order[max(request.offset, 0) : max(request.offset, 0) + max(request.limit, 0)]
    return SearchPage(
        query=request.query,
        total=len(found),
        complete=job.complete,
        milliseconds=(perf_counter() - began) * 1000,
        hits=tuple(_hit(found[number], scores[number]) for number in shown),
        facets=facets(found) if request.facets else {},
        remark=job.remark,
        exact=job.complete,
    )


def by_date(
    document: SearchDocument, sort: SearchSort = SearchSort.NEWEST
) -> tuple[bool, int, str]:
    """Sorts articles newest (or oldest) first, the undated last, then by id."""
    day = document.published.toordinal() if document.published else 0
    return not day, day if sort is SearchSort.OLDEST else -day, document.article


def _order(
    sort: SearchSort, found: Sequence[ScannedArticle], scores: Sequence[float]
) -> Callable[[int], tuple[float, tuple[bool, int, str]]]:
    if sort is SearchSort.RELEVANCE:
        return lambda number: (-scores[number], by_date(found[number].document))
    return lambda number: (0.0, by_date(found[number].document, sort))


def _hit(found: ScannedArticle, score: float) -> Hit:
    document = found.document
    return Hit(
        article=document.article,
        title=document.title,
        published=document.published,
        score=score,
        count=len(found.matches),
        snippets=make_snippets(document.title, document.text, found.matches),
    )


def _scores(job: Scan, found: Sequence[ScannedArticle]) -> list[float]:
    """How well each answers the query (`ranking`), by what was looked at."""
    if not found or not job.nodes:
        return [0.0] * len(found)
    lengths = np.array([len(article.document.text) for article in found])
    mean = job.characters / max(job.looked_at, 1)
    scores = np.zeros(len(found), np.float32)
    for number, holders in enumerate(job.holders):
        weight = ranking.idf(holders, job.looked_at)
        pairs = np.array([article.occurrences[number] for article in found])
        scores += ranking.term_score(pairs.sum(axis=1), lengths, mean, weight)
        scores += ranking.title_score(pairs[:, 0] > 0, weight)
    nearness = np.array([_proximity(article, len(job.nodes)) for article in found], np.float32)
    return [float(score) for score in ranking.boosted(scores, nearness)]


def _proximity(article: ScannedArticle, nodes: int) -> float:
    positions: list[list[int]] = [[] for _ in range(nodes)]
    lengths = [0] * nodes
    for match in article.matches:
        for node in match.nodes:
            positions[node].append(match.start)
            lengths[node] = match.end - match.start
    return ranking.proximity(positions, lengths)


def facets(found: Iterable[ScannedArticle]) -> Mapping[str, Mapping[str, int]]:
    """How many articles have each value, most first, but times newest first.

    A tag counts for those above it too, as `tag:=` finds them.
    """
    names = ("source", "year", "month", "tag", "person", "org", "place")
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for article in found:
        for name, values in _facet_values(article.document, article.facts).items():
            counts[name].update(values)
    return {name: _ordered(name, of) for name, of in counts.items()}


def _ordered(name: str, counts: Counter[str]) -> dict[str, int]:
    if name in _TIMES:
        return dict(sorted(counts.items(), reverse=True))
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _facet_values(document: SearchDocument, facts: ArticleFacts | None) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {"source": {document.source} - {""}}
    if document.published is not None:
        day = document.published.isoformat()
        values |= {"year": {day[:4]}, "month": {day[:7]}}
    if facts is not None:
        values["tag"] = {
            path[:end]
            for path in facts.tags
            for end in (*(at for at, mark in enumerate(path) if mark == "/"), len(path))
        }
        for entity in facts.entities:
            if entity.label in _LABELS:
                values.setdefault(_LABELS[entity.label], set()).add(entity.name)
    return values
