"""Where one text node of a query stands in one passage. Pure.

`query_tree` says what each node matches; this makes it precise. White space that is optional
counts nowhere: not for distances, not for the reach of wildcards. Paragraphs end at the line
feeds of the text as it stands, even where squeezing dropped them.

Ranges come in order of their starts, and apart from one another, but for `Near`, whose words may
share characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from zhupi.search.article_text import Fold, Passage
from zhupi.search.query_regex import compile_regex
from zhupi.search.query_tree import MOST_GAP, Near, Regex, Term, TextNode, Wildcard
from zhupi.search.squeezing import squeeze
from zhupi.search.stopwatch import OutOfTimeError, Stopwatch
from zhupi.search.windows import Covered, Range, smallest_windows

ONE_LOOK = 0.1  #: seconds that a regular expression may take for one passage
_SPACES = " \n"  #: all white space that folded text knows


class Finder(Protocol):
    """A node made ready for many passages."""

    def ranges(self, passage: Passage, stopwatch: Stopwatch) -> Iterator[Range]:
        """Where the node stands in the original; raises `OutOfTimeError`."""


def make_finder(node: TextNode, folding: Fold) -> Finder:
    """What finds `node`; a `Regex` must compile."""
    if isinstance(node, Term):
        return _LiteralTerm(node.text) if node.literal else _FoldedTerm(node.text, folding)
    if isinstance(node, Wildcard):
        return _WildcardFinder(node, folding)
    if isinstance(node, Near):
        return _NearFinder(node, folding)
    return _RegexFinder(node)


def _needle(text: str, folding: Fold, *, literal: bool) -> str:
    return text if literal else squeeze(folding(text)).text


def _all_places(text: str, word: str) -> list[Range]:
    """Every place of `word`, even those that share characters."""
    places = []
    place = text.find(word)
    while place >= 0:
        places.append((place, place + len(word)))
        place = text.find(word, place + 1)
    return places


class _LiteralTerm:
    def __init__(self, text: str) -> None:
        self._text = text

    def ranges(self, passage: Passage, _stopwatch: Stopwatch) -> Iterator[Range]:
        size = len(self._text)
        place = passage.original.find(self._text)
        while place >= 0:
            yield place, place + size
            place = passage.original.find(self._text, place + size)


class _FoldedTerm:
    """White space at its edges that is no optional one must stand there in the text."""

    def __init__(self, text: str, folding: Fold) -> None:
        self._text = text
        self._folding = folding
        self._least = len("".join(text.split()))  #: characters that a text must have

    @cached_property
    def _parts(self) -> tuple[int, str, int]:
        """White space before, what is looked up, white space after; made when first needed."""
        needle = _needle(self._text, self._folding, literal=False)
        core = needle.strip(_SPACES) or needle
        before = needle.index(core)
        return before, core, len(needle) - len(core) - before

    def ranges(self, passage: Passage, _stopwatch: Stopwatch) -> Iterator[Range]:
        if len(passage.original) < self._least:
            return
        before, core, after = self._parts
        squeezed = passage.squeezed
        size = len(core)
        reached = 0
        place = squeezed.text.find(core)
        while place >= 0:
            first, last = squeezed.folded(place), squeezed.folded(place + size - 1) + 1
            start, end = first - before, last + after
            if start >= reached and (
                not (before or after) or _has_edges(passage, (start, first), (last, end))
            ):
                yield start, end
                reached = end
                place = squeezed.text.find(core, place + size)
            else:
                place = squeezed.text.find(core, place + 1)


def _has_edges(passage: Passage, *edges: Range) -> bool:
    """Whether all these ranges are white space of the passage."""
    for start, end in edges:
        if end > start:
            edge = passage.folded[start:end]
            if len(edge) < end - start or not edge.isspace():
                return False
    return True


# --- wildcards ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gap:
    least: int
    most: int

    @classmethod
    def of(cls, piece: str) -> _Gap:
        """The gap that wildcards stand for."""
        least = piece.count("?")
        return cls(least, least + MOST_GAP * piece.count("*"))


_NO_GAP = _Gap(0, 0)


class _WildcardFinder:
    """Pieces of text with a gap before, between and after them."""

    def __init__(self, node: Wildcard, folding: Fold) -> None:
        self._literal = node.literal
        self._pieces: list[str] = []
        self._gaps: list[_Gap] = []  #: before each piece, and after the last
        gap = _NO_GAP
        for piece in node.pieces:
            if set(piece) <= {"*", "?"}:
                gap = _Gap.of(piece)
            else:
                self._pieces.append(_needle(piece, folding, literal=node.literal))
                self._gaps.append(gap)
                gap = _NO_GAP
        self._gaps.append(gap)

    def ranges(self, passage: Passage, _stopwatch: Stopwatch) -> Iterator[Range]:
        text = passage.searched(literal=self._literal)
        if not all(piece in text for piece in self._pieces):
            return
        places, ends = self._last(text, passage)
        for number in reversed(range(len(self._pieces) - 1)):
            places, ends = self._before(number, text, passage, places, ends)
        lead = self._gaps[0].least
        reached = 0
        for place, end in zip(places, ends, strict=True):
            start = place - lead
            if start >= reached and self._leads(start, place, text, passage):
                yield passage.place(start, end, literal=self._literal)
                reached = end

    def _last(self, text: str, passage: Passage) -> tuple[list[int], list[int]]:
        """Where the last piece stands with room for the gap after it, and where that ends."""
        least = self._gaps[-1].least
        places, ends = [], []
        for start, after in _all_places(text, self._pieces[-1]):
            end = after + least
            if end <= len(text) and not (
                least and passage.has_break(after, end - 1, literal=self._literal)
            ):
                places.append(start)
                ends.append(end)
        return places, ends

    def _before(
        self, number: int, text: str, passage: Passage, following: list[int], ends: list[int]
    ) -> tuple[list[int], list[int]]:
        """Where piece `number` stands so that the next stands at one of `following`.

        The nearest of these is the one that the gap takes least for, and no other could be in
        the same paragraph if it is not.
        """
        gap = self._gaps[number + 1]
        found, found_ends = [], []
        for start, after in _all_places(text, self._pieces[number]):
            index = bisect_left(following, after + gap.least)
            if index == len(following):
                break
            place = following[index]
            if place <= after + gap.most and not passage.has_break(
                after, place, literal=self._literal
            ):
                found.append(start)
                found_ends.append(ends[index])
        return found, found_ends

    def _leads(self, start: int, place: int, text: str, passage: Passage) -> bool:
        """Whether the characters `[start, place)` before a piece are of its paragraph."""
        return start == place or not (
            "\n" in text[start:place] or passage.has_break(start + 1, place, literal=self._literal)
        )


# --- distances ----------------------------------------------------------------------------------


class _NearFinder:
    """The words of the smallest windows that hold all words and are near enough.

    A character between words that is part of any place of any of them does not count.
    """

    def __init__(self, node: Near, folding: Fold) -> None:
        self._literal = node.literal
        self._distance = node.distance
        words = (_needle(word, folding, literal=node.literal) for word in node.words)
        self._words = list(dict.fromkeys(words))

    def ranges(self, passage: Passage, _stopwatch: Stopwatch) -> Iterator[Range]:
        text = passage.searched(literal=self._literal)
        if not all(word in text for word in self._words):
            return
        places = [_all_places(text, word) for word in self._words]
        covered = Covered(place for some in places for place in some)
        marked: set[Range] = set()
        for window in smallest_windows(places):
            start, end = min(window)[0], max(place[1] for place in window)
            free = end - start - covered.between(start, end)
            if free <= self._distance and not passage.has_break(
                start + 1, end - 1, literal=self._literal
            ):
                marked.update(window)
        for start, end in sorted(marked):
            yield passage.place(start, end, literal=self._literal)


# --- regular expressions ------------------------------------------------------------------------


class _RegexFinder:
    """A match without characters is none."""

    def __init__(self, node: Regex) -> None:
        self._pattern = compile_regex(node.pattern)

    def ranges(self, passage: Passage, stopwatch: Stopwatch) -> Iterator[Range]:
        try:
            seconds = min(stopwatch.left(), ONE_LOOK)
            for found in self._pattern.finditer(passage.original, timeout=seconds):
                stopwatch.left()
                if found.end() > found.start():
                    yield found.span()
        except TimeoutError as error:
            raise OutOfTimeError from error
