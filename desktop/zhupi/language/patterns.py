"""Regular expressions that cost nothing until a text needs them.

Compiling all patterns of the rules takes longer than reading an article, and most of them speak
of what few articles speak of. A `Pattern` has the methods of `re.Pattern`; it is compiled when
first asked about a text that has one of the words which every match of it has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Protocol

_LONG = 100_000  #: characters of a text that is not kept, and costs more than any pattern


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


class Pattern:
    """A regular expression, compiled late. Immutable to whoever uses it; threads may share it.

    What it is asked first goes through the methods below, which then put those of the compiled
    pattern in their own place: from then on it is as quick as `re.Pattern`.
    """

    __slots__ = (
        "_compiled", "_needs", "source", "_without", "finditer", "fullmatch", "match", "search",
    )  # fmt: skip
    finditer: _SeekAll
    fullmatch: _Seek
    match: _Seek
    search: _Seek

    def __init__(self, source: str, *, needs: str = "") -> None:
        """`needs`: words, of which each match holds at least one, or has it ahead."""
        self.source = source
        self._needs = needs.split()
        self._compiled: re.Pattern[str] | None = None
        #: The text last asked about, if it can have no match.
        self._without: str | None = None
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

    def _is_without(self, text: str) -> bool:
        if text is self._without:
            return True
        if len(text) > _LONG or self.may_match(text):
            return False
        self._without = text
        return True

    def _finditer(self, text: str, pos: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return iter(()) if self._is_without(text) else self.compiled().finditer(text, pos, end)

    def _fullmatch(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return None if self._is_without(text) else self.compiled().fullmatch(text, pos, end)

    def _match(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return None if self._is_without(text) else self.compiled().match(text, pos, end)

    def _search(self, text: str, pos: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return None if self._is_without(text) else self.compiled().search(text, pos, end)
