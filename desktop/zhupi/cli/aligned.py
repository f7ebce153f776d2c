"""Text in columns on a terminal, where a Chinese character is as wide as two Latin ones."""

from __future__ import annotations

import unicodedata

_ZERO_WIDE = frozenset({"Mn", "Me", "Cf"})


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes.

    What Unicode calls ambiguous counts one, as terminals have it outside of East Asian locales.

    >>> [columns(text) for text in ("会谈", "APEC", "Ａ，", "𠮷")]
    [4, 4, 4, 2]
    """
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def right_aligned(text: str, width: int) -> str:
    """`text` with spaces before it, or without what stands too far left, in `width` columns.

    >>> right_aligned("两国外长", 5), right_aligned("外长", 6)
    (' 外长', '  外长')
    """
    taken = columns(text)
    cut = 0
    while taken > width:
        taken -= _width(text[cut])
        cut += 1
    return " " * (width - taken) + text[cut:]


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in _ZERO_WIDE else 1
