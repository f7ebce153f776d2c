"""Short windows of an article around its matches, measured in characters. Pure.

Windows are slices of the text, do not overlap, and begin and end where clauses do; only where a
clause is too long to be shown is it cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
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
    r"[。！？；，：、…!?;,:.\n](?:(?<![,:.])|(?=[\s”’]))[。！？…”’」』）》】〉)\n]*"
)
_SENTENCE_ENDS: Final = "。！？!?\n"
_VISIBLE: Final = re.compile(r"\S")
_SENTENCE_END: Final = re.compile(f"[{_SENTENCE_ENDS}]")

# Plain tuples inside: a page of hits has thousands of these, and 20 articles a millisecond or two.
_Window = tuple[int, int]
#: By rank: minus the different nodes, the characters until all were there, minus the matches;
#: then where the first match starts and the last ends.
_Group = tuple[int, int, int, int, int]
_start = attrgetter("start")
_end = attrgetter("end")


def make_snippets(title: str, text: str, matches: Sequence[Match]) -> tuple[Snippet, ...]:
    """Up to three windows, best first.

    Best are most different nodes, then these closest together, then most matches. Matches in the
    title, which is shown beside the snippets, count only where there is no other text; a sentence
    that comes again is shown once. A match of a window's length or less is never cut. Without a
    match it is the beginning of the text after the title.
    """
    body = len(title) + 1 if title and text.startswith(f"{title}\n") else 0
    if body and not text[body:].strip():
        body = 0
    near = matches[bisect_right(matches, body, key=_end) :][:_MOST_MATCHES]
    if not near:
        window = _opening(text, body)
        return (_snippet(text, window, near),) if window[1] > window[0] else ()
    chosen: list[_Window] = []
    sentences: dict[str, int] = {}
    for *_, start, end in sorted(_groups(text, near)):
        low, high = _room(text, (start, end), body, chosen)
        if low > start or high < end:
            continue
        first, last = _sentence(text, start)
        if sentences.setdefault(text[first:last], first) != first:
            continue
        chosen.append(_whole_matches(_window(text, (start, end), low, high), near))
        if len(chosen) == MOST_WINDOWS:
            break
    return tuple(_snippet(text, window, near) for window in chosen)


def _groups(text: str, matches: Sequence[Match]) -> list[_Group]:
    """For each match, as many after it in its paragraph as fit into one window."""
    groups = []
    places = [(match.start, match.end, match.nodes) for match in matches]
    paragraph = -1
    for number, (start, end, own) in enumerate(places):
        if paragraph < end:
            paragraph = text.find("\n", end)
            paragraph = len(text) if paragraph < 0 else paragraph
        limit = min(start + WINDOW, paragraph)
        last = cover = end
        size = 1
        nodes = own
        for _, following, others in places[number + 1 : number + 1 + WINDOW]:
            if following > limit:
                break
            last = following
            size += 1
            if not others <= nodes:
                nodes |= others
                cover = last
        groups.append((-len(nodes), cover - start, -size, start, last))
    return groups


def _room(text: str, core: _Window, body: int, chosen: Sequence[_Window]) -> _Window:
    """How far a window around `core` may reach: its paragraph, up to other windows."""
    start, end = core
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    if start >= body:
        low = max(low, body)
    for other_start, other_end in chosen:
        if other_start < end and start < other_end:
            return end, start  # none
        if other_end <= start:
            low = max(low, other_end)
        else:
            high = min(high, other_start)
    return low, high


def _sentence(text: str, place: int) -> _Window:
    """The sentence in which `place` stands, or what of a long one stands around it."""
    low = max(0, place - 2 * WINDOW)
    start = max(low, *(text.rfind(mark, low, place) + 1 for mark in _SENTENCE_ENDS))
    found = _SENTENCE_END.search(text, place, place + 2 * WINDOW)
    return start, found.start() if found else min(len(text), place + 2 * WINDOW)


def _window(text: str, core: _Window, low: int, high: int) -> _Window:
    """Whole clauses around `core`, within `[low, high)`."""
    start, end = core
    if end - start >= _LONGEST:
        return start, min(end, start + 2 * WINDOW)
    starts, ends = _clauses(text, core, max(low, start - _LONGEST), min(high, end + _LONGEST))
    first, last = _closest(core, starts[0], ends[0])
    while last - first < WINDOW:
        # The side with less text of its own goes first.
        sides = [
            (max(start - one, two - end), one, two)
            for one, two in (
                (next((place for place in starts if place < first), first), last),
                (first, next((place for place in ends if place > last), last)),
            )
            if last - first < two - one <= _LONGEST
        ]
        if not sides:
            break
        _, first, last = min(sides)
    if last - first < _SHORTEST:
        last = max(last, min(high, first + WINDOW))
    if last - first < _SHORTEST:
        first = min(first, max(low, last - WINDOW))
    return _trimmed(text, (first, last), core)


def _clauses(text: str, core: _Window, low: int, high: int) -> tuple[list[int], list[int]]:
    """Where clauses begin before `core` and end after it, the nearest first."""
    borders = [found.end() for found in _CLAUSE_END.finditer(text, low, high)]
    starts = borders[: bisect_right(borders, core[0])]
    return [*reversed(starts), low], [*borders[bisect_left(borders, core[1]) :], high]


def _closest(core: _Window, start: int, end: int) -> _Window:
    """From `start` to `end`, or as much of that around `core` as can be shown."""
    if end - start <= _LONGEST:
        return start, end
    room = _LONGEST - (core[1] - core[0])
    before, after = core[0] - start, end - core[1]
    before = min(before, max(room // 2, room - after))
    return core[0] - before, core[1] + min(after, room - before)


def _opening(text: str, body: int) -> _Window:
    """The beginning of the text from `body` on."""
    found = _VISIBLE.search(text, body)
    start = found.start() if found else len(text)
    high = text.find("\n", start)
    return _window(text, (start, start), start, len(text) if high < 0 else high)


def _trimmed(text: str, window: _Window, core: _Window) -> _Window:
    """Without white space at its edges, which paragraphs begin with."""
    shown = text[window[0] : window[1]]
    start = window[0] + len(shown) - len(shown.lstrip())
    end = window[0] + len(shown.rstrip())
    return min(start, core[0]), max(end, core[1])


def _whole_matches(window: _Window, matches: Sequence[Match]) -> _Window:
    """Without the parts of matches that it would cut at its edges."""
    start, end = window
    cut = bisect_right(matches, start, key=_end)
    if cut < len(matches) and _is_cut(matches[cut], start):
        start = matches[cut].end
    cut = bisect_right(matches, end, key=_end)
    if cut < len(matches) and _is_cut(matches[cut], end):
        end = matches[cut].start
    return start, end


def _is_cut(match: Match, place: int) -> bool:
    return match.start < place < match.end and match.end - match.start <= WINDOW


def _snippet(text: str, window: _Window, matches: Sequence[Match]) -> Snippet:
    start, end = window
    first = bisect_right(matches, start, key=_end)
    last = bisect_left(matches, end, key=_start)
    marks = (Span(max(m.start, start), min(m.end, end)) for m in matches[first:last])
    return Snippet(text[start:end], start, tuple(marks))
