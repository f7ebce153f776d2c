"""Concordance: every match of an article on a line with what stands around it. Pure.

Lines sort by what a reader sees beside the match: folded, without the white space that touches
it, punctuation counted like any character (so that matches at the edge of a clause come
together). The left side is read backwards from the match. Lines that are alike there keep the
order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from zhupi.core.search import ConcordanceLine
from zhupi.search.article_text import ArticleText, Fold
from zhupi.search.matching import Match, OutOfTimeError, find_matches
from zhupi.search.query_tree import TextNode
from zhupi.search.stopwatch import Stopwatch


def lines_of(
    article: str,
    published: date | None,
    text: ArticleText,
    nodes: Sequence[TextNode],
    width: int,
    stopwatch: Stopwatch | None = None,
) -> Iterator[ConcordanceLine]:
    """A line for each match of `nodes` in the article; none where time runs out."""
    try:
        matches = find_matches(nodes, text, stopwatch)
    except OutOfTimeError:
        return
    yield from concordance_lines(article, published, text, matches, width)


def concordance_lines(
    article: str,
    published: date | None,
    text: ArticleText,
    matches: Sequence[Match],
    width: int,
) -> Iterator[ConcordanceLine]:
    """A line for each of `matches`, with `width` characters of the canonical text on each side."""
    original = text.text.original
    for match in matches:
        yield ConcordanceLine(
            article=article,
            title=text.title.original,
            published=published,
            span=match.span,
            left=_on_a_line(original[max(0, match.start - width) : match.start]),
            keyword=_on_a_line(original[match.start : match.end]),
            right=_on_a_line(original[match.end : match.end + width]),
        )


def sort_key_left(line: ConcordanceLine, folding: Fold) -> str:
    """What stands before the match, backwards."""
    return folding(line.left.rstrip()[::-1])


def sort_key_right(line: ConcordanceLine, folding: Fold) -> str:
    """What stands after the match."""
    return folding(line.right.lstrip())


def _on_a_line(text: str) -> str:
    return text.replace("\n", " ")
