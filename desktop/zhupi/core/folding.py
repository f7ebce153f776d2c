"""Folding: what search and anchoring treat as the same character.

One character folds to exactly one character, so offsets into folded text are offsets into the
original; what is shown, quoted and exported is always the original. Folded are full and half
width, letter case, compatibility forms, simplified and traditional characters and their variants,
and white space. Characters that fold alike are a class; what stands for it is the member that
modern simplified Chinese uses, so such text hardly changes:

- the simplified character: 台 for 臺 and 檯, 里 for 裏 and 裡;
- small letters and digits in ASCII, and so all marks but `，：；！？（）～`, which are full width;
- `·` for the points between the parts of a foreign name;
- U+0020 for all white space but the line feed, which stays: it parts paragraphs.

The table is `resources/folding/table.txt`, which `packaging/make_folding.py` makes; so the same
text folds alike under every version of Python. No character of the basic plane folds out of it.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache

from zhupi.core.paths import resources

#: The beginning of the table's SHA-256: what was folded by another table must be folded anew.
FOLDING_VERSION = "7ca57186ff6baefd"

SPACE = 0x20
#: All that `str.isspace` calls white space, but the line feed and the space themselves.
_SPACES = (
    "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def fold_character(character: str) -> str:
    """The character that stands for `character`.

    >>> "".join(map(fold_character, "ＡＰＥＣ，㈠ｱ臺灣裡"))
    'apec，㈠ア台湾里'
    """
    code = ord(character)
    return chr(_changed().get(code, code))


class Folding:
    """Folds text; keeps what it learnt, so keep one for many texts."""

    def __init__(self) -> None:
        self._table = _FoldTable(_changed())

    def __call__(self, text: str) -> str:
        """`text` folded; the result has the same length in code points."""
        return text.translate(self._table)


class _FoldTable(dict[int, int]):
    """Learns what stays as it is when `str.translate` asks; text uses few of all characters."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


def fold_units_table() -> bytes:
    """What every UTF-16 unit folds to by itself: 65,536 numbers of 16 bits, little-endian.

    For text without surrogates this is `Folding`; surrogates stay as they are.
    """
    units = array("H", range(0x10000))
    for code, folded in _changed().items():
        if code < 0x10000:
            units[code] = folded
    if sys.byteorder == "big":
        units.byteswap()
    return units.tobytes()


@cache
def _changed() -> dict[int, int]:
    """Character → what stands for it, where that is another; never altered."""
    lines = (resources() / "folding" / "table.txt").read_text("utf-8").split("\n")
    changed = str.maketrans("".join(lines[0::2]), "".join(lines[1::2]))
    changed.update(dict.fromkeys(map(ord, _SPACES), SPACE))
    return changed
