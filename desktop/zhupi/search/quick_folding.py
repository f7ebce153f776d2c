"""`core.folding.Folding` for whole articles: the same result, by one look-up in an array."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from zhupi.core.folding import Folding, fold_units_table

_SHORT: Final = 64  #: characters; below this an array is not worth its making
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]+")


class QuickFolding:
    """Keep one; its table takes a moment to make."""

    def __init__(self) -> None:
        self._table = np.frombuffer(fold_units_table(), np.dtype("<u2"))
        self._folding = Folding()

    def __call__(self, text: str) -> str:
        """`text` folded; the result has the same length in code points."""
        if len(text) < _SHORT:
            return self._folding(text)
        try:
            raw = text.encode("utf-16-le")
        except UnicodeEncodeError:  # halves of characters, which must not meet
            return self._folding(text)
        units = np.frombuffer(raw, np.dtype("<u2"))
        folded = self._table[units].tobytes().decode("utf-16-le")
        if len(units) == len(text):
            return folded
        return _ASTRAL.sub(lambda found: self._folding(found[0]), folded)
