"""Concordance: every match of an article on a line with what stands around it. Pure.

Lines sort by what a reader sees beside the match: folded, without the white space that touches
it, punctuation counted like any character (so that matches at the edge of a clause come
together). The left side is read backwards from the match. Lines that are alike there keep the
order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zhupi.core.search import ConcordanceLine, SearchDocument
from zhupi.search.article_text import Fold
from zhupi.search.matching import Match


def concordance_lines(
    document: SearchDocument, matches: Sequence[Match], width: int
) -> Iterator[ConcordanceLine]:
    """A line for each match in the canonical text, with `width` characters on each side."""
    text = document.text
    for match in matches:
        yield ConcordanceLine(
            article=document.article,
            title=document.title,
            published=document.published,
            span=match.span,
            left=_on_a_line(text[max(0, match.start - width) : match.start]),
            keyword=_on_a_line(text[match.start : match.end]),
            right=_on_a_line(text[match.end : match.end + width]),
        )


def sort_key_left(folding: Fold) -> Callable[[ConcordanceLine], str]:
    """By what stands before the match."""
    return lambda line: folding(line.left.rstrip()[::-1])


def sort_key_right(folding: Fold) -> Callable[[ConcordanceLine], str]:
    """By what stands after the match."""
    return lambda line: folding(line.right.lstrip())


def _on_a_line(text: str) -> str:
    return text.replace("\n", " ")
