"""Where quotation marks open and close.

Within one block, in linear time whatever the nesting. Marks that have no partner are ordinary
characters; ranges come in order and apart, the outermost only.
"""

from __future__ import annotations

from collections import Counter

from zhupi.core.model import Span
from zhupi.language.patterns import Pattern

_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()} | {"〟": "〝"}
CLOSERS = "".join(_OPENING) + '"'
_STRAIGHT = '"'
_MARK = Pattern('[“”‘’「」『』〝〞〟"]')
#: What opens a paragraph of a quotation that goes on in the next one.
OPENERS = ("“", "「", "『")


def quoted(text: str, block: Span, *, runs_on: bool = False) -> list[Span]:
    """The outermost stretches between marks, with these; `text` is folded.

    Where the quotation `runs_on` in the next paragraph, what this one leaves open reaches to its
    end.

    >>> [span.of("他说“甲‘乙’丙”。") for span in quoted("他说“甲‘乙’丙”。", Span(0, 10))]
    ['“甲‘乙’丙”']
    """
    pairs: list[Span] = []
    left: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    for found in _MARK.finditer(text, block.start, block.end):
        mark, at = found[0], found.start()
        opening = _STRAIGHT if mark == _STRAIGHT else _OPENING.get(mark)
        if opening and counts[opening]:
            pairs.append(Span(_close(opening, left, counts), at + 1))
        elif (opening is None or mark == _STRAIGHT) and not _is_apostrophe(text, at):
            left.append((mark, at))
            counts[mark] += 1
    if runs_on and (start := next((at for mark, at in left if mark in OPENERS), None)) is not None:
        pairs.append(Span(start, block.end))
    return _outermost(pairs)


def _close(opening: str, left: list[tuple[str, int]], counts: Counter[str]) -> int:
    """Takes the last such mark from those left open, and what was opened inside it."""
    while True:
        mark, at = left.pop()
        counts[mark] -= 1
        if mark == opening:
            return at


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a single mark stands within a Latin word: the people‘s."""
    return text[at] == "‘" and at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()


def _outermost(pairs: list[Span]) -> list[Span]:
    """`pairs` close in order, so one that holds others comes after them."""
    result: list[Span] = []
    for pair in pairs:
        while result and result[-1].start >= pair.start:
            result.pop()
        result.append(pair)
    return result
