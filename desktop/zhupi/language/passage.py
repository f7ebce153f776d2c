"""An article as the rules see it: its text, its blocks, and the words LAC cut it into."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhupi.core.model import Label, Span
from zhupi.language.dates import Times
from zhupi.language.patterns import Pattern


class Word(NamedTuple):
    """A word as LAC tagged it; its tag is one of LAC's: PER, LOC, ORG, TIME, n, v, …"""

    start: int
    end: int
    tag: str


_KEPT = 200_000  #: characters of a text whose words are kept in memory


class Found(NamedTuple):
    """A mention that rules may still change. `nested` ones may lie inside others."""

    start: int
    end: int
    label: Label
    confidence: float
    nested: bool = False


class Passage:
    """Text with its words, at a few bytes a character. Filled once by the tagger.

    `text` is in simplified characters and half width, character for character, so that rules
    need no second spelling.
    """

    def __init__(self, text: str, blocks: Sequence[Span], tags: Sequence[str]) -> None:
        """`blocks` in order and apart; `tags` are LAC's names of kinds of word."""
        self.text = text
        self.blocks = tuple(blocks)
        self._starts = [block.start for block in self.blocks]
        self._pieces = [text[block.start : block.end] for block in self.blocks]
        self._names = tuple(tags)
        self._kinds = bytearray(len(text))
        self._edges = bytearray(len(text) + 1)
        self._confidence = array("f", bytes(4 * len(text)))
        self._words: list[Word] | None = None
        self._times: Times | None = None
        for block in self.blocks:
            self._edges[block.start] = self._edges[block.end] = 1

    def put(self, start: int, kinds: bytes, begins: bytes, confidence: array[float]) -> None:
        """The tagger's answer for the characters from `start`."""
        end = start + len(kinds)
        self._words = None
        self._kinds[start:end] = kinds
        self._confidence[start:end] = confidence
        self._edges[start:end] = begins

    def is_edge(self, at: int) -> bool:
        """Whether a word begins or ends at `at`."""
        return at < len(self._edges) and self._edges[at] == 1

    def block_end(self, at: int) -> int:
        """Where the block that holds the character `at` ends; no mention reaches beyond."""
        return self.blocks[bisect_right(self._starts, at) - 1].end

    def follow(self, pattern: Pattern, item: Found) -> re.Match[str] | None:
        """What `pattern` matches directly after `item`, in the same block."""
        return pattern.match(self.text, item.end, self.block_end(item.start))

    def joins(self, first: Found, second: Found) -> bool:
        """Whether one mention could reach over both."""
        return second.end <= self.block_end(first.start)

    def words(self) -> Sequence[Word]:
        """All words, in order. Kept for the next rule that asks, where they are not too many."""
        if self._words is not None:
            return self._words
        names, kinds, find = self._names, self._kinds, self._edges.index
        words: list[Word] = []
        for block in self.blocks:
            start = block.start
            while start < block.end:
                end = find(1, start + 1)
                words.append(Word(start, end, names[kinds[start]]))
                start = end
        if len(self.text) <= _KEPT:
            self._words = words
        return words

    def times(self) -> Times:
        """Its words of time. Kept as `words` are."""
        times = self._times or Times(self.text, self.blocks)
        if len(self.text) <= _KEPT:
            self._times = times
        return times

    def certainty(self, start: int, end: int) -> float:
        """How sure LAC is of what it says of a range: of its least certain character."""
        return min(self._confidence[start:end])

    def word_at(self, start: int) -> Word | None:
        """The word that begins at `start`, if one does: not behind the end of a block."""
        if start >= len(self.text) or not self._edges[start] or start >= self.block_end(start):
            return None
        end = self._edges.index(1, start + 1)
        return Word(start, end, self._names[self._kinds[start]])

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Every match of `pattern`, block by block, with positions in the whole text."""
        if not pattern.may_match(self.text):
            return
        for block, piece in zip(self.blocks, self._pieces, strict=True):
            for match in pattern.finditer(piece):
                yield Match(match, block.start)


class Match(NamedTuple):
    """A regular expression's match inside a block."""

    match: re.Match[str]
    offset: int

    def start(self, group: int | str = 0) -> int:
        return self.match.start(group) + self.offset

    def end(self, group: int | str = 0) -> int:
        return self.match.end(group) + self.offset

    def group(self, group: int | str = 0) -> str:
        return self.match.group(group) or ""

    def has(self, group: int | str) -> bool:
        return self.match.start(group) >= 0
