"""Which characters belong to writing without spaces, so that white space beside them says nothing.

They are called Han-like: Han characters with their radicals and strokes, kana, bopomofo, and the
marks that only such writing has (`。、《》「」`). Korean puts spaces between words and is not among
them; nor are marks that other writing has too, be it in half width: `，：（）`, `“”`, `—`, `·`.
Invariant: a character and what it folds to (`core.folding`) are alike in this.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache
from typing import Final

from zhupi.core.folding import fold_character, fold_units_table

#: First and last code point; of folded characters.
_RANGES: Final = (
    (0x2E80, 0x2FFF),  # radicals, description of characters
    (0x3001, 0x303F),  # marks, 〇, numerals of Suzhou
    (0x3041, 0x312F),  # kana, bopomofo
    (0x31A0, 0x31FF),  # more bopomofo, strokes, kana
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x1B000, 0x1B16F),  # kana, supplement
    (0x20000, 0x3FFFF),  # Han, all other extensions
)

#: Han-like characters as a character class of a regular expression; for folded text.
HAN_LIKE: Final = "[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in _RANGES) + "]"


def is_han_like(code: int) -> bool:
    """Whether white space beside the character, folded or not, is optional.

    >>> [is_han_like(ord(character)) for character in "臺⼈〇。ｶ한，a·"]
    [True, True, True, True, True, False, False, False, False]
    """
    folded = ord(fold_character(chr(code)))
    return _in_ranges(folded)


@cache
def han_like_units_table() -> bytes:
    """For every UTF-16 unit, folded or not, 1 where it is Han-like by itself, else 0.

    Surrogates are 0: what they stand for takes two.
    """
    table = bytearray(0x10000)
    for first, last in _RANGES:
        if last < 0x10000:
            table[first : last + 1] = b"\1" * (last + 1 - first)
    units = array("H", fold_units_table())
    if sys.byteorder == "big":
        units.byteswap()
    return bytes(map(table.__getitem__, units))


def _in_ranges(code: int) -> bool:
    return any(first <= code <= last for first, last in _RANGES)
