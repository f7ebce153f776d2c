"""A concordance without any index, from the articles themselves one after another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from zhupi.core.model import Span
from zhupi.core.protocols import Checkpoint, go_on
from zhupi.core.search import ConcordanceLine, ConcordanceRequest, ConcordanceSort
from zhupi.search.article_text import Fold
from zhupi.search.keywords_in_context import concordance_lines, sort_key_left, sort_key_right
from zhupi.search.quick_folding import QuickFolding
from zhupi.search.scanning import Scan, Source

#: For one article: a regular expression that runs away loses that article and no other.
_SECONDS = 0.5


def scan_concordance(
    request: ConcordanceRequest,
    documents: Source,
    *,
    without: Collection[tuple[str, Span]] = (),
    check: Checkpoint = go_on,
) -> Iterator[ConcordanceLine]:
    """The lines of `documents` in their order, or as sorted; without those told before.

    `without`: article and place of each of these.
    """
    fold = QuickFolding()
    lines = islice(
        (
            line
            for line in _lines(request, documents, fold, check)
            if (line.article, line.span) not in without
        ),
        max(request.limit, 0),
    )
    if request.sort is ConcordanceSort.ARTICLE:
        return lines
    key = sort_key_left if request.sort is ConcordanceSort.LEFT else sort_key_right
    return iter(sorted(lines, key=key(fold)))


def _lines(
    request: ConcordanceRequest, documents: Source, fold: Fold, check: Checkpoint
) -> Iterator[ConcordanceLine]:
    for pair in documents:
        scan = Scan(request.query, fold, literal=request.literal, check=check, seconds=_SECONDS)
        for found in scan.run([pair]):
            yield from concordance_lines(found.document, found.matches, request.width)
