"""Cuts blocks into the pieces that the tagger reads.

Pieces follow one another without gaps, lie inside one block, and are never longer than `LIMIT`,
so that no text, however it is made, costs more memory than its length explains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhupi.core.model import Span
from zhupi.language.patterns import Pattern

LIMIT = 64  #: code points; longer sentences cost steps of the network and are understood no better

_SENTENCE = Pattern(r"[^。！？!?；;…\n]*(?:[。！？!?；;…\n]+[”’」』）)》〉\"']*|$)")
_CLAUSE = Pattern(r"[，、：,:\s]")


def separate(blocks: Iterable[Span], length: int) -> list[Span]:
    """`blocks` in order, within a text of `length`, without empty ones and without overlaps."""
    result: list[Span] = []
    at = 0
    for block in sorted(blocks):
        start, end = max(block.start, at), min(block.end, length)
        if start < end:
            result.append(Span(start, end))
            at = end
    return result


def sentences(text: str, block: Span) -> Iterator[Span]:
    """The sentences of one block; one that is too long comes in clauses."""
    piece = text[block.start : block.end]
    for match in _SENTENCE.finditer(piece):
        if match.end() > match.start():
            yield from _clauses(piece, match.start(), match.end(), block.start)


def _clauses(piece: str, start: int, end: int, offset: int) -> Iterator[Span]:
    while end - start > LIMIT:
        cut = start + LIMIT
        # A clause that ends in the second half leaves enough on both sides to be understood.
        for match in _CLAUSE.finditer(piece, start + LIMIT // 2, start + LIMIT):
            cut = match.end()
        yield Span(offset + start, offset + cut)
        start = cut
    yield Span(offset + start, offset + end)
