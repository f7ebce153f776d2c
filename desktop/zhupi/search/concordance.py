"""Every match of a query with what stands around it, over all articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from zhupi.core.folding import Folding
from zhupi.core.protocols import Checkpoint
from zhupi.core.search import (
    ConcordanceLine,
    ConcordanceRequest,
    ConcordanceSort,
    SearchDocument,
)
from zhupi.search.hits import article_text, published
from zhupi.search.keywords_in_context import concordance_lines, sort_key_left, sort_key_right
from zhupi.search.matching import Matcher, OutOfTimeError
from zhupi.search.query_tree import Node, marking_nodes
from zhupi.search.selection import Selector
from zhupi.search.stopwatch import Stopwatch

_BATCH = 64  #: articles decided at a time: the first lines come before the last is known


def concordance(
    request: ConcordanceRequest,
    node: Node,
    selector: Selector,
    folding: Folding,
    check: Checkpoint,
    stopwatch: Callable[[], Stopwatch],
) -> Iterator[ConcordanceLine]:
    """The lines; `stopwatch` gives the time that one article's expressions may take."""
    lines = islice(_lines(request, node, selector, folding, check, stopwatch), request.limit)
    if request.sort is ConcordanceSort.ARTICLE:
        return lines
    key = sort_key_left if request.sort is ConcordanceSort.LEFT else sort_key_right
    return iter(sorted(lines, key=key(folding)))


def _lines(
    request: ConcordanceRequest,
    node: Node,
    selector: Selector,
    folding: Folding,
    check: Checkpoint,
    stopwatch: Callable[[], Stopwatch],
) -> Iterator[ConcordanceLine]:
    snapshot = selector.snapshot
    nodes = marking_nodes(node)
    for row in selector.newest_first(_BATCH):
        check()
        article = article_text(snapshot, row, folding)
        try:
            places = Matcher(nodes, folding, stopwatch()).matches(article)
        except OutOfTimeError:
            continue
        shown = SearchDocument(
            article=snapshot.article(row),
            digest="",
            title=article.title.original,
            text=article.text.original,
            source="",
            published=published(snapshot, row),
        )
        yield from concordance_lines(shown, places, request.width)
