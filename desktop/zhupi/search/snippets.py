"""Short windows of an article around its matches, measured in characters. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhupi.core.model import Span
from zhupi.core.search import Snippet
from zhupi.search.matching import Match

WINDOW = 60  #: characters a window aims at
MOST_WINDOWS = 3
_REACH = 12  #: how far a border may move to reach the end of a clause
_MOST_MATCHES = 2_000  #: of an article that are looked at: windows need no more
_CLAUSE_ENDS = frozenset("，。；！？：,;!?\n")
_CLOSING = frozenset("”’」』）》)")  #: belongs to the clause before it


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring matches that fit into one window."""

    start: int
    end: int
    terms: int
    matches: int
    in_title: bool

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        # The title is shown beside the snippets already.
        return self.in_title, -self.terms, -self.matches, self.start


def make_snippets(title: str, text: str, matches: Sequence[Match]) -> tuple[Snippet, ...]:
    """Up to three windows, best first: most different terms, then most matches.

    They do not overlap, cut no match of less than a window's length, and are slices of `text`.
    Without a match it is the beginning of the text after the title.
    """
    body = len(title) + 1 if title and text.startswith(f"{title}\n") else 0
    near = matches[:_MOST_MATCHES]
    if not near:
        window = _window(text, Span(body, body), near)
        return (_snippet(text, window, near),) if len(window) else ()
    chosen: list[Span] = []
    for group in sorted(_groups(text, near, body), key=lambda group: group.rank):
        core = Span(group.start, group.end)
        if any(core.overlaps(other) for other in chosen):
            continue
        window = _window(text, core, near)
        if not any(window.overlaps(other) for other in chosen):
            chosen.append(window)
            if len(chosen) == MOST_WINDOWS:
                break
    return tuple(_snippet(text, window, near) for window in chosen)


def _groups(text: str, matches: Sequence[Match], body: int) -> list[_Group]:
    groups = []
    for first, match in enumerate(matches):
        terms = match.nodes
        last = first
        paragraph = text.find("\n", match.end)
        limit = match.start + WINDOW
        if paragraph >= 0:
            limit = min(limit, paragraph)
        while last + 1 < len(matches) and matches[last + 1].end <= limit:
            last += 1
            terms |= matches[last].nodes
        end = matches[last].end
        groups.append(_Group(match.start, end, len(terms), last - first + 1, end <= body))
    return groups


def _window(text: str, core: Span, matches: Sequence[Match]) -> Span:
    """About `WINDOW` characters of one paragraph around `core`, from clause to clause."""
    room = max(WINDOW - len(core), 0)
    low = text.rfind("\n", 0, core.start) + 1
    high = text.find("\n", core.end)
    high = len(text) if high < 0 else high
    start = max(low, core.start - room // 2)
    end = min(high, max(core.end, start + WINDOW))
    start = max(low, min(start, end - WINDOW)) if len(core) < WINDOW else core.start
    end = min(end, core.start + 2 * WINDOW)
    start = _clause_start(text, start, low, core.start)
    end = _clause_end(text, end, core.end, high)
    return _whole_matches(Span(start, end), matches)


def _clause_start(text: str, start: int, low: int, core: int) -> int:
    """The nearest place after the end of a clause, if one is near."""
    if start == low:
        return start
    for step in range(_REACH + 1):
        for place in (start - step, start + step):
            if low < place <= core and _is_border(text, place):
                return place
    return start


def _clause_end(text: str, end: int, core: int, high: int) -> int:
    if end >= high:
        return end
    for step in range(_REACH + 1):
        for place in (end + step, end - step):
            if core <= place <= high and _is_border(text, place):
                return place
    return end


def _is_border(text: str, place: int) -> bool:
    """Whether a clause ends before `place`, with its closing quotation marks."""
    if text[place : place + 1] in _CLOSING:
        return False
    while place > 0 and text[place - 1] in _CLOSING:
        place -= 1
    return place > 0 and text[place - 1] in _CLAUSE_ENDS


def _whole_matches(window: Span, matches: Sequence[Match]) -> Span:
    start, end = window.start, window.end
    for match in matches:
        if match.start < window.start < match.end and match.end - match.start <= WINDOW:
            start = match.start
        if match.start < window.end < match.end and match.end - match.start <= WINDOW:
            end = match.end
    return Span(start, end)


def _snippet(text: str, window: Span, matches: Sequence[Match]) -> Snippet:
    marks = tuple(
        Span(max(match.start, window.start), min(match.end, window.end))
        for match in matches
        if match.span.overlaps(window)
    )
    return Snippet(window.of(text), window.start, marks)
