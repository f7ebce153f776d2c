"""How wide text is where every character takes one column or, as Chinese does, two."""

from __future__ import annotations

import unicodedata

_ZERO_WIDE = frozenset({"Mn", "Me", "Cf"})


def columns(text: str) -> int:
    """How many columns `text` takes, on a terminal or in a file of text.

    What Unicode calls ambiguous counts one, as terminals have it outside of East Asian locales.

    >>> [columns(text) for text in ("会谈", "APEC", "Ａ，", "𠮷")]
    [4, 4, 4, 2]
    """
    if text.isascii():
        return len(text)
    return sum(column_width(character) for character in text)


def column_width(character: str) -> int:
    """The columns of one character: 0, 1 or 2."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in _ZERO_WIDE else 1
