"""Code points of the canonical text ↔ positions of the document that shows it.

Qt counts UTF-16 units, with one more for each block border and each image. This module is the
only place that knows. A *run* is a stretch of the canonical text that stands unbroken in the
document; what lies between runs (borders, images, breaks that are only displayed) belongs to no
character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> int:
    """The UTF-16 units of `text`.

    >>> units("朱批𠀀")
    4
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class TextPositions:
    """The runs in the order of the text; filled once, as the document is built."""

    def __init__(self) -> None:
        self._starts: list[int] = []  # code points
        self._positions: list[int] = []  # document
        self._lengths: list[int] = []  # code points
        # Of each run, its characters of two units: where they stand, and at which unit.
        self._astral: list[list[int]] = []
        self._pairs: list[list[int]] = []

    def add(self, position: int, start: int, text: str) -> int:
        """Notes that `text`, at `start` of the canonical text, stands at `position`.

        Returns the position after it. Runs come in order, without overlap.
        """
        astral: list[int] = []
        if units(text) > len(text):
            astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._starts.append(start)
        self._positions.append(position)
        self._lengths.append(len(text))
        self._astral.append(astral)
        self._pairs.append([place + before for before, place in enumerate(astral)])
        return position + len(text) + len(astral)

    def to_document(self, offset: int) -> int:
        """The position before the character at `offset`; offsets past the end give the end.

        Where one run ends and the next begins at the same offset: the beginning.
        """
        if not self._starts:
            return 0
        run = max(0, bisect_right(self._starts, offset) - 1)
        inside = min(max(0, offset - self._starts[run]), self._lengths[run])
        return self._positions[run] + inside + bisect_left(self._astral[run], inside)

    def to_text(self, position: int) -> int:
        """The offset of the character that begins at `position` or has it inside.

        A position outside all runs (an image, a border) gives the end of the run before it.
        """
        if not self._positions:
            return 0
        run = max(0, bisect_right(self._positions, position) - 1)
        inside = max(0, position - self._positions[run])
        pairs = self._pairs[run]
        before = bisect_left(pairs, inside)
        if before and inside == pairs[before - 1] + 1:
            inside -= 1
            before -= 1
        return self._starts[run] + min(inside - before, self._lengths[run])
