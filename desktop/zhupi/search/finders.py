"""Where one text node of a query stands in one passage. Pure.

`query_tree` says what each node matches; this makes it precise. White space that is optional
counts nowhere: not for distances, not for the reach of wildcards. Paragraphs end at the line
feeds of the text as it stands, even where squeezing dropped them.

Ranges come in order of their starts, and apart from one another, but for `Near`, whose words may
share characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from zhupi.search.article_text import Fold, Passage
from zhupi.search.query_regex import compile_regex
from zhupi.search.query_tree import MOST_GAP, Near, Regex, Term, TextNode, Wildcard
from zhupi.search.squeezing import squeeze
from zhupi.search.stopwatch import OutOfTimeError, Stopwatch

Range = tuple[int, int]
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
        needle = _needle(text, folding, literal=False)
        self._core = needle.strip(_SPACES) or needle
        self._before = needle.index(self._core)
        self._after = len(needle) - len(self._core) - self._before

    def ranges(self, passage: Passage, _stopwatch: Stopwatch) -> Iterator[Range]:
        squeezed = passage.squeezed
        size = len(self._core)
        reached = 0
        place = squeezed.text.find(self._core)
        while place >= 0:
            span = squeezed.original(place, place + size)
            start, end = span.start - self._before, span.end + self._after
            if start >= reached and self._has_edges(passage, start, end):
                yield start, end
                reached = end
                place = squeezed.text.find(self._core, place + size)
            else:
                place = squeezed.text.find(self._core, place + 1)

    def _has_edges(self, passage: Passage, start: int, end: int) -> bool:
        if not self._before + self._after:
            return True
        edges = passage.folded[start : start + self._before]
        edges += passage.folded[end - self._after : end]
        return len(edges) == self._before + self._after and edges.isspace()


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

    def ranges(self, passage: Passage, stopwatch: Stopwatch) -> Iterator[Range]:
        text = passage.searched(literal=self._literal)
        search = _WildcardSearch(
            self._pieces, self._gaps, passage, stopwatch, literal=self._literal
        )
        first, lead = self._pieces[0], self._gaps[0].least
        reached = 0
        place = text.find(first, lead)
        while place >= 0:
            start = place - lead
            if start >= reached and not search.breaks_before(start, place):
                end = search.end(0, place)
                if end >= 0:
                    yield passage.place(start, end, literal=self._literal)
                    reached = end
            place = text.find(first, max(place + 1, reached + lead))


class _WildcardSearch:
    """One text's; remembers where pieces lead nowhere, so that all of it takes bounded time."""

    def __init__(
        self,
        pieces: list[str],
        gaps: list[_Gap],
        passage: Passage,
        stopwatch: Stopwatch,
        *,
        literal: bool,
    ) -> None:
        self._pieces = pieces
        self._gaps = gaps
        self._text = passage.searched(literal=literal)
        self._passage = passage
        self._stopwatch = stopwatch
        self._literal = literal
        self._dead: set[Range] = set()

    def breaks_before(self, start: int, place: int) -> bool:
        """Whether the characters `[start, place)` before a piece are not of its paragraph."""
        return start < place and (
            "\n" in self._text[start:place]
            or self._passage.has_break(start + 1, place, literal=self._literal)
        )

    def end(self, number: int, place: int) -> int:
        """Where it ends if piece `number` stands at `place`; -1: nowhere."""
        after = place + len(self._pieces[number])
        gap = self._gaps[number + 1]
        if number + 1 == len(self._pieces):
            return self._edge(after, gap.least)
        if (number, place) in self._dead:
            return -1
        self._stopwatch.left()
        piece = self._pieces[number + 1]
        limit = after + gap.most + len(piece)
        following = self._text.find(piece, after + gap.least, limit)
        while following >= 0:
            if self._passage.has_break(after, following, literal=self._literal):
                break
            end = self.end(number + 1, following)
            if end >= 0:
                return end
            following = self._text.find(piece, following + 1, limit)
        self._dead.add((number, place))
        return -1

    def _edge(self, after: int, least: int) -> int:
        """The end of `least` characters of the same paragraph after the last piece."""
        end = after + least
        if end > len(self._text):
            return -1
        if least and self._passage.has_break(after, end - 1, literal=self._literal):
            return -1
        return end


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
        places = [_all_places(text, word) for word in self._words]
        if not all(places):
            return
        free = _free_before(len(text), [place for some in places for place in some])
        marked: set[Range] = set()
        for window in _smallest_windows(places):
            start, end = min(window)[0], max(place[1] for place in window)
            if free[end] - free[start] <= self._distance and not passage.has_break(
                start + 1, end - 1, literal=self._literal
            ):
                marked.update(window)
        for start, end in sorted(marked):
            yield passage.place(start, end, literal=self._literal)


def _all_places(text: str, word: str) -> list[Range]:
    """Every place of `word`, even those that share characters."""
    places = []
    place = text.find(word)
    while place >= 0:
        places.append((place, place + len(word)))
        place = text.find(word, place + 1)
    return places


def _free_before(size: int, places: list[Range]) -> list[int]:
    """How many of the first `i` of `size` characters are of no place, for every `i`."""
    steps = [0] * (size + 1)
    for start, end in places:
        steps[start] += 1
        steps[end] -= 1
    covered = accumulate(steps[:-1])
    return list(accumulate((int(not depth) for depth in covered), initial=0))


def _smallest_windows(places: list[list[Range]]) -> Iterator[list[Range]]:
    """A place of every word, for all windows that hold no smaller one, in order."""
    events = sorted((end, start, word) for word, some in enumerate(places) for start, end in some)
    latest: list[Range | None] = [None] * len(places)
    missing = len(places)
    begun = -1
    for end, start, word in events:
        missing -= latest[word] is None
        latest[word] = (start, end)
        if missing:
            continue
        window = [place for place in latest if place is not None]
        first = min(window)[0]
        if first > begun:
            begun = first
            yield window


# --- regular expressions ------------------------------------------------------------------------


class _RegexFinder:
    """A match without characters is none."""

    def __init__(self, node: Regex) -> None:
        self._pattern = compile_regex(node.pattern)

    def ranges(self, passage: Passage, stopwatch: Stopwatch) -> Iterator[Range]:
        try:
            for found in self._pattern.finditer(passage.original, timeout=stopwatch.left()):
                stopwatch.left()
                if found.end() > found.start():
                    yield found.span()
        except TimeoutError as error:
            raise OutOfTimeError from error
