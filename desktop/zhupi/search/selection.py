"""Which articles a query matches, and in what order they come."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from zhupi.core.search import SearchSort
from zhupi.search.query import And, Node, Not, Or, Term
from zhupi.search.snapshot import Needle, Numbers, SegmentView, Snapshot
from zhupi.search.stored_article import IndexedArticle

# BM25's usual constants.
_SATURATION = 1.2
_LENGTH = 0.75
_TITLE = 4  #: so many occurrences in the text are worth one in the title

Needles = Mapping[Term, Needle]


@dataclass(frozen=True, slots=True)
class Found:
    """An article that matches."""

    segment: SegmentView
    number: int
    score: float = 0.0

    @property
    def info(self) -> IndexedArticle:
        return self.segment.articles[self.number]


def select(node: Node, needles: Needles, snapshot: Snapshot) -> list[Found]:
    """Every article that `node` matches, in no order that means anything."""
    return [
        Found(segment, number)
        for segment in snapshot.segments
        for number in _select(node, needles, segment, segment.live)
    ]


def _select(node: Node, needles: Needles, segment: SegmentView, among: Numbers) -> Numbers:
    if not among:
        return among
    if isinstance(node, Term):
        return segment.holders(needles[node], among)
    if isinstance(node, Not):
        return among - _select(node.part, needles, segment, among)
    if isinstance(node, And):
        for part in sorted(node.parts, key=lambda part: _cost(part, needles, segment)):
            among = _select(part, needles, segment, among)
        return among
    found: set[int] = set()
    for part in node.parts:
        found |= _select(part, needles, segment, among - found)
    return found


def _cost(node: Node, needles: Needles, segment: SegmentView) -> int:
    """What narrows most comes first, what only takes away last."""
    if isinstance(node, Term):
        return segment.frequency(needles[node])
    if isinstance(node, Or):
        return sum(_cost(part, needles, segment) for part in node.parts)
    if isinstance(node, And):
        return min(_cost(part, needles, segment) for part in node.parts)
    return len(segment.live) + 1


def page(found: Sequence[Found], sort: SearchSort, first: int, count: int) -> list[Found]:
    """`count` articles of the order `sort`, from number `first`; ties by newest, then id."""
    key: Callable[[Found], tuple[object, ...]]
    if sort is SearchSort.RELEVANCE:
        key = _by_relevance
    else:
        key = _by_newest if sort is SearchSort.NEWEST else _by_oldest
    return heapq.nsmallest(first + count, found, key=key)[first:]


def _by_relevance(found: Found) -> tuple[float, int, str]:
    return -found.score, -_day(found.info.published), found.info.article


def _by_newest(found: Found) -> tuple[int, str]:
    return -_day(found.info.published), found.info.article


def _by_oldest(found: Found) -> tuple[int, str]:
    # The undated come last here too.
    return _day(found.info.published) or date.max.toordinal() + 1, found.info.article


def _day(published: date | None) -> int:
    return published.toordinal() if published else 0


def score(found: Sequence[Found], needles: Sequence[Needle], snapshot: Snapshot) -> list[Found]:
    """The articles with their BM25 over characters: rarity of a term, counts, length, title."""
    total = len(snapshot)
    characters = sum(segment.characters for segment in snapshot.segments)
    mean = max(characters / max(total, 1), 1.0)
    weights = []
    for needle in needles:
        holders = sum(segment.frequency(needle) for segment in snapshot.segments)
        holders = min(holders, total)
        weights.append((needle, log(1 + (total - holders + 0.5) / (holders + 0.5))))
    return [Found(f.segment, f.number, _score(f, weights, mean)) for f in found]


def _score(found: Found, weights: Sequence[tuple[Needle, float]], mean: float) -> float:
    length = _SATURATION * (1 - _LENGTH + _LENGTH * found.info.characters / mean)
    total = 0.0
    for needle, weight in weights:
        in_title, in_text = found.segment.count(found.number, needle)
        count = in_text + _TITLE * in_title
        total += weight * count * (_SATURATION + 1) / (count + length)
    return total


def facets(found: Sequence[Found]) -> dict[str, dict[str, int]]:
    """How many articles by `source` (most first), `year` and `month` (newest first).

    Articles without a source or a date are not counted there.
    """
    sources: dict[str, int] = {}
    years: dict[str, int] = {}
    months: dict[str, int] = {}
    for item in found:
        info = item.info
        if info.source:
            sources[info.source] = sources.get(info.source, 0) + 1
        if info.published:
            month = info.published.isoformat()[:7]
            months[month] = months.get(month, 0) + 1
            years[month[:4]] = years.get(month[:4], 0) + 1
    return {
        "source": dict(sorted(sources.items(), key=lambda item: (-item[1], item[0]))),
        "year": dict(sorted(years.items(), reverse=True)),
        "month": dict(sorted(months.items(), reverse=True)),
    }
