"""One article, or one string, made ready for looking up several things in it.

A `Passage` is a string as it stands, folded, and squeezed, each made when it is first needed.
Whatever is looked up, the answer is in code points of the string as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Final

from zhupi.search.squeezing import Squeezed, squeeze

#: Folds text (`core.folding.Folding`, or what does the same quicker).
Fold = Callable[[str], str]

_BREAK: Final = re.compile("\n")


class Passage:
    """A string in which something is looked up."""

    def __init__(self, original: str, folding: Fold) -> None:
        self.original = original
        self._folding = folding

    @cached_property
    def folded(self) -> str:
        """As long as the original."""
        return self._folding(self.original)

    @cached_property
    def squeezed(self) -> Squeezed:
        """The folded string without its optional white space."""
        return squeeze(self.folded)

    def searched(self, *, literal: bool) -> str:
        """What a word is looked up in: the squeezed string, or the original."""
        return self.original if literal else self.squeezed.text

    def place(self, start: int, end: int, *, literal: bool) -> tuple[int, int]:
        """The range of the original that `[start, end)` of the searched string came from."""
        if literal:
            return start, end
        span = self.squeezed.original(start, end)
        return span.start, span.end

    def breaks(self, *, literal: bool) -> tuple[int, ...]:
        """Where paragraphs end in the searched string: before these characters."""
        return self._literal_breaks if literal else self._squeezed_breaks

    def has_break(self, start: int, end: int, *, literal: bool) -> bool:
        """Whether a paragraph ends before one of the characters `start` to `end`, both included."""
        breaks = self.breaks(literal=literal)
        following = bisect_right(breaks, start - 1)
        return following < len(breaks) and breaks[following] <= end

    @cached_property
    def _literal_breaks(self) -> tuple[int, ...]:
        return tuple(found.start() for found in _BREAK.finditer(self.original))

    @cached_property
    def _squeezed_breaks(self) -> tuple[int, ...]:
        squeezed = self.squeezed
        dropped = (
            place
            for start, end, place in zip(
                squeezed.starts, squeezed.ends, squeezed.places, strict=True
            )
            if "\n" in self.folded[start:end]
        )
        kept = (found.start() for found in _BREAK.finditer(squeezed.text))
        return tuple(sorted((*dropped, *kept)))


class ArticleText:
    """An article's title and canonical text."""

    def __init__(self, title: str, text: str, folding: Fold) -> None:
        self.folding = folding
        self.title = Passage(title, folding)
        self.text = Passage(text, folding)
        begins = bool(title) and (text == title or text.startswith(f"{title}\n"))
        #: How many characters of the canonical text are the title, which begins it or is apart.
        self.title_end = len(title) if begins else 0
