"""Folding: what search and anchoring treat as the same character.

One character folds to exactly one character, so offsets into folded text are offsets into the
original. Full and half width, letter case and compatibility forms are folded; scripts are not
yet. What is shown, quoted and exported is always the original.
"""

from __future__ import annotations

import unicodedata

_SPACES = frozenset("\t\u00a0\u2002\u2003\u2009\u202f\u3000")


def fold_character(character: str) -> str:
    """The character that stands for `character`; itself where folding would change lengths.

    >>> "".join(map(fold_character, "ＡＰＥＣ，㈠ｱ"))
    'apec,㈠ア'
    """
    if character in _SPACES:
        return " "
    if "\ud800" <= character <= "\udfff":
        return character
    compatible = unicodedata.normalize("NFKC", character)
    if len(compatible) != 1:
        compatible = character
    lower = compatible.lower()
    return lower if len(lower) == 1 else compatible


class _FoldTable(dict[int, str]):
    """Fills itself as `str.translate` asks; text uses few of Unicode's characters."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_character(chr(code))
        return folded


class Folding:
    """Folds text; keeps what it learnt, so keep one for many texts."""

    def __init__(self) -> None:
        self._table = _FoldTable()

    def __call__(self, text: str) -> str:
        """`text` folded; the result has the same length in code points."""
        return text.translate(self._table)
