"""Short windows of an article around its matches, measured in characters. Pure.

Windows are slices of the text, do not overlap, and begin and end where clauses do; only where a
clause is too long to be shown is it cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhupi.core.model import Span
from zhupi.core.search import Snippet
from zhupi.search.matching import Match

WINDOW: Final = 60  #: characters a window aims at
MOST_WINDOWS: Final = 3
_LONGEST: Final = WINDOW + 20  #: of whole clauses
_SHORTEST: Final = WINDOW // 2  #: below this a longer clause is taken in, and cut
_MOST_MATCHES: Final = 2_000  #: of an article that are looked at: windows need no more

# A clause ends after its marks and the closing quotation marks and brackets behind them; figures
# (1,000 and 12:30) hold the ASCII ones too.
_CLAUSE_END: Final = re.compile(
    r"(?:[。！？；，：、…!?;]|[,:.](?=[\s”’])|\n)[。！？…”’」』）》】〉)\n]*"
)
_SENTENCE_ENDS: Final = "。！？!?\n"
_SENTENCE_END: Final = re.compile(f"[{_SENTENCE_ENDS}]")


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring matches of one paragraph that fit into one window."""

    start: int
    end: int
    nodes: int
    cover: int  #: characters from the first match until every node was there
    matches: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        return -self.nodes, self.cover, -self.matches, self.start


def make_snippets(title: str, text: str, matches: Sequence[Match]) -> tuple[Snippet, ...]:
    """Up to three windows, best first.

    Best are most different nodes, then these closest together, then most matches. Matches in the
    title, which is shown beside the snippets, count only where there is no other text; a sentence
    that comes again is shown once. A match of a window's length or less is never cut. Without a
    match it is the beginning of the text after the title.
    """
    body = len(title) + 1 if title and text.startswith(f"{title}\n") else 0
    if not text[body:].strip():
        body = 0
    near = [match for match in matches[:_MOST_MATCHES] if match.end > body]
    if not near:
        window = _opening(text, body)
        return (_snippet(text, window, near),) if len(window) else ()
    chosen: list[Span] = []
    sentences: dict[str, int] = {}
    for group in sorted(_groups(text, near), key=lambda group: group.rank):
        low, high = _room(text, group, body, chosen)
        if low > group.start or high < group.end:
            continue
        sentence = _sentence(text, group.start)
        if sentences.setdefault(sentence.of(text), sentence.start) != sentence.start:
            continue
        chosen.append(_whole_matches(_window(text, Span(group.start, group.end), low, high), near))
        if len(chosen) == MOST_WINDOWS:
            break
    return tuple(_snippet(text, window, near) for window in chosen)


def _groups(text: str, matches: Sequence[Match]) -> list[_Group]:
    groups = []
    paragraph = -1
    for first, match in enumerate(matches):
        if paragraph < match.end:
            paragraph = text.find("\n", match.end)
            paragraph = len(text) if paragraph < 0 else paragraph
        limit = min(match.start + WINDOW, paragraph)
        nodes = match.nodes
        last = first
        cover = match.end
        while last + 1 < len(matches) and matches[last + 1].end <= limit:
            last += 1
            if not matches[last].nodes <= nodes:
                nodes |= matches[last].nodes
                cover = matches[last].end
        size = last - first + 1
        groups.append(_Group(match.start, matches[last].end, len(nodes), cover - match.start, size))
    return groups


def _room(text: str, group: _Group, body: int, chosen: Sequence[Span]) -> tuple[int, int]:
    """How far a window around `group` may reach: its paragraph, up to other windows."""
    low = text.rfind("\n", 0, group.start) + 1
    high = text.find("\n", group.end)
    high = len(text) if high < 0 else high
    if group.start >= body:
        low = max(low, body)
    for other in chosen:
        if other.start < group.end and group.start < other.end:
            return group.end, group.start  # none
        if other.end <= group.start:
            low = max(low, other.end)
        else:
            high = min(high, other.start)
    return low, high


def _sentence(text: str, place: int) -> Span:
    """The sentence in which `place` stands, or what of a long one stands around it."""
    low = max(0, place - 2 * WINDOW)
    start = max(low, *(text.rfind(mark, low, place) + 1 for mark in _SENTENCE_ENDS))
    found = _SENTENCE_END.search(text, place, place + 2 * WINDOW)
    return Span(start, found.start() if found else min(len(text), place + 2 * WINDOW))


def _window(text: str, core: Span, low: int, high: int) -> Span:
    """Whole clauses around `core`, within `[low, high)`."""
    if len(core) >= _LONGEST:
        return Span(core.start, min(core.end, core.start + 2 * WINDOW))
    start, end = _clauses(
        text, core, max(low, core.start - _LONGEST), min(high, core.end + _LONGEST)
    )
    start, end = start or [low], end or [high]
    window = _first(core, start[0], end[0])
    while len(window) < WINDOW:
        start = [place for place in start if place < window.start]
        end = [place for place in end if place > window.end]
        # The side with less text of its own goes first.
        sides = [Span(place, window.end) for place in start[:1]]
        sides += [Span(window.start, place) for place in end[:1]]
        sides = [side for side in sides if len(side) <= _LONGEST]
        if not sides:
            break
        window = min(sides, key=lambda side: max(core.start - side.start, side.end - core.end))
    if len(window) < _SHORTEST:
        window = Span(window.start, max(window.end, min(high, window.start + WINDOW)))
    if len(window) < _SHORTEST:
        window = Span(min(window.start, max(low, window.end - WINDOW)), window.end)
    return _trimmed(text, window, core)


def _clauses(text: str, core: Span, low: int, high: int) -> tuple[list[int], list[int]]:
    """Where clauses begin before `core` and end after it, the nearest first."""
    borders = [found.end() for found in _CLAUSE_END.finditer(text, low, high)]
    starts = [border for border in borders if border <= core.start]
    return [*reversed(starts), low], [*(b for b in borders if b >= core.end), high]


def _first(core: Span, start: int, end: int) -> Span:
    """From `start` to `end`, or as much of that as can be shown."""
    if end - start <= _LONGEST:
        return Span(start, end)
    room = _LONGEST - len(core)
    before, after = core.start - start, end - core.end
    before = min(before, max(room // 2, room - after))
    return Span(core.start - before, core.end + min(after, room - before))


def _opening(text: str, body: int) -> Span:
    """The beginning of the text from `body` on."""
    start = body + len(text[body:]) - len(text[body:].lstrip())
    high = text.find("\n", start)
    return _window(text, Span(start, start), start, len(text) if high < 0 else high)


def _trimmed(text: str, window: Span, core: Span) -> Span:
    """Without white space at its edges, which paragraphs begin with."""
    shown = window.of(text)
    start = window.start + len(shown) - len(shown.lstrip())
    end = window.start + len(shown.rstrip())
    return Span(min(start, core.start), max(end, core.end))


def _whole_matches(window: Span, matches: Sequence[Match]) -> Span:
    """Without the parts of matches that it would cut at its edges."""
    start, end = window.start, window.end
    for match in matches:
        if match.start < window.start < match.end and match.end - match.start <= WINDOW:
            start = match.end
        if match.start < window.end < match.end and match.end - match.start <= WINDOW:
            end = match.start
    return Span(start, end)


def _snippet(text: str, window: Span, matches: Sequence[Match]) -> Snippet:
    marks = tuple(
        Span(max(match.start, window.start), min(match.end, window.end))
        for match in matches
        if match.span.overlaps(window)
    )
    return Snippet(window.of(text), window.start, marks)
