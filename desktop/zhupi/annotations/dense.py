"""A text as it is compared: folded, without what a conversion adds or takes away.

White space, line feeds and invisible characters are left out; marks that stand for each other in
another script or on another keyboard become one. Every character of a dense text is one of the
original, in order, so that ranges go both ways.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache

from zhupi.core.folding import fold_character
from zhupi.core.model import Span

_LEFT_OUT = "\0"
_MARKS = {
    mark: one
    for one, marks in {
        '"': "“”„‟«»「」『』〝〞〟‘’‚‛'`´",
        "-": "—–―─‐‑‒−ー－~～〜",
        ".": "。．｡…⋯",
        "，": "、､",
        "·": "・•‧∙",
        "（": "([{【〔〖〈《",
        "）": ")]}】〕〗〉》",
    }.items()
    for mark in marks
}


@cache
def _dense(code: int) -> str:
    folded = fold_character(chr(code))
    invisible = folded.isspace() or unicodedata.category(folded) in {"Cc", "Cf"}
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF  # of a glyph
    return _LEFT_OUT if invisible or selector else _MARKS.get(folded, folded)


class DenseTable(dict[int, str]):
    """What every character becomes; learns as `str.translate` asks, so keep one for many texts."""

    def __missing__(self, code: int) -> str:
        dense = self[code] = _dense(code)
        return dense


class Dense:
    """The dense form of one text."""

    def __init__(self, text: str, table: DenseTable) -> None:
        marked = text.translate(table)
        self.whole = text
        self.text = marked.replace(_LEFT_OUT, "")
        self._places: list[int] = []  # of the dense characters in the whole text
        done = 0
        for piece in marked.split(_LEFT_OUT):
            self._places.extend(range(done, done + len(piece)))
            done += len(piece) + 1
        self.breaks = self._line_starts()  #: dense places at which a line begins

    def _line_starts(self) -> frozenset[int]:
        starts = {0, len(self.text)}
        at = self.whole.find("\n")
        while at >= 0:
            starts.add(bisect_left(self._places, at))
            at = self.whole.find("\n", at + 1)
        return frozenset(starts)

    def __len__(self) -> int:
        return len(self.text)

    def inner(self, span: Span) -> tuple[int, int]:
        """The dense characters within a range of the text; empty where it holds none."""
        return bisect_left(self._places, span.start), bisect_left(self._places, span.end)

    def outer(self, start: int, end: int) -> Span:
        """The range of the text from the first to the last of some dense characters."""
        return Span(self._places[start], self._places[end - 1] + 1)
