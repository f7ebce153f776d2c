"""Regular expressions that cost nothing until a text needs them.

Compiling all patterns of the rules takes longer than reading an article, and most of them speak
of what few articles speak of. A `Pattern` has the methods of `re.Pattern`; it is compiled when
first asked about a text, or a part of one, that has one of the words which every match of it has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

_LONG = 100_000  #: characters of a text that is not kept, and costs more than any pattern
_OFTEN = 200  #: parts of texts that were looked through for words: a pattern would be quicker


class _Seek(Protocol):
    def __call__(
        self, string: str, pos: int = ..., endpos: int = ..., /
    ) -> re.Match[str] | None: ...


class _SeekAll(Protocol):
    def __call__(
        self, string: str, pos: int = ..., endpos: int = ..., /
    ) -> Iterator[re.Match[str]]: ...


def all_han(text: str, first: str = "\u4e00") -> bool:
    """Whether `text` is Chinese characters from `first` to U+9FFF, at least one, and no others."""
    return text != "" and first <= min(text) and max(text) <= "\u9fff"


def any_of(words: Iterable[str]) -> str:
    """An alternation of `words`, none of them empty, the longest first.

    A look at the next character comes before it: that tells of most places in a text that no word
    begins there, without asking for one after the other.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    firsts = "".join(sorted({word[0] for word in ordered}))
    return f"(?=[{re.escape(firsts)}])(?:{'|'.join(map(re.escape, ordered))})"


class Pattern:
    """A regular expression, compiled late. Immutable to whoever uses it; threads may share it.

    What it is asked first goes through the methods below, which then put those of the compiled
    pattern in their own place: from then on it is as quick as `re.Pattern`.
    """

    __slots__ = (
        "_asked", "_compiled", "_needs", "_without", "finditer", "fullmatch", "match", "search",
        "source",
    )  # fmt: skip
    finditer: _SeekAll
    fullmatch: _Seek
    match: _Seek
    search: _Seek

    def __init__(self, source: str, *, needs: str = "") -> None:
        """`needs`: words, of which each match holds at least one, or has it ahead; never only
        before it, for what stands before the place that is asked about is not looked at."""
        self.source = source
        self._needs = needs.split()
        self._compiled: re.Pattern[str] | None = None
        #: The text last asked about, if it can have no match.
        self._without: str | None = None
        self._asked = 0
        self.finditer, self.fullmatch = self._finditer, self._fullmatch
        self.match, self.search = self._match, self._search

    def may_match(self, text: str) -> bool:
        """Whether `text` has what a match needs."""
        return not self._needs or any(word in text for word in self._needs)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """`text` with `new` in place of what matches."""
        if self._compiled is None and self._is_without(text):
            return text
        return self.compiled().sub(new, text, count)

    def compiled(self) -> re.Pattern[str]:
        """The pattern as `re` has it."""
        compiled = self._compiled
        if compiled is None:
            compiled = self._compiled = re.compile(self.source)
            self.finditer, self.fullmatch = compiled.finditer, compiled.fullmatch
            self.match, self.search = compiled.match, compiled.search
        return compiled

    def _is_without(self, text: str, pos: int = 0, end: int = sys.maxsize) -> bool:
        """Whether `text[pos:end]` lacks what a match needs."""
        if text is self._without:
            return True
        if not self._needs or len(text) > _LONG:
            return False
        if not self.may_match(text):
            self._without = text
            return True
        if self._asked >= _OFTEN or (pos == 0 and end >= len(text)):
            return False
        self._asked += 1
        return all(text.find(word, pos, end) < 0 for word in self._needs)

    def _finditer(self, text: str, pos: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if self._is_without(text, pos, end):
            return iter(())
        return self.compiled().finditer(text, pos, end)

    def _fullmatch(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if self._is_without(text, pos, end):
            return None
        return self.compiled().fullmatch(text, pos, end)

    def _match(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if self._is_without(text, pos, end):
            return None
        return self.compiled().match(text, pos, end)

    def _search(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if self._is_without(text, pos, end):
            return None
        return self.compiled().search(text, pos, end)
