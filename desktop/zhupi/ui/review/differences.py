"""Old and new of a passage, cut in three and compared: before it, itself, after it.

Pure, and about short excerpts: what is too long to compare is told as changed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from zhupi.core.model import Span
from zhupi.core.reviewing import Excerpt

MOST_PAIRS = 4_000_000  #: pairs of characters beyond which nothing is compared
LEAST_ALIKE = 0.4  #: surroundings that share less have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `changed` are the ranges in it that the other side lacks."""

    text: str = ""
    changed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a passage with what stands around it."""

    before: Piece
    passage: Piece
    after: Piece


def shortened(side: Side, around: int) -> Side:
    """The same with at most `around` characters on each side of the passage."""
    before, after = side.before, side.after
    cut = max(0, len(before.text) - around)
    kept = [Span(max(s.start - cut, 0), s.end - cut) for s in before.changed if s.end > cut]
    if cut:
        before = Piece("…" + before.text[cut:], tuple(Span(s.start + 1, s.end + 1) for s in kept))
    if len(after.text) > around:
        changed = (Span(s.start, min(s.end, around)) for s in after.changed if s.start < around)
        after = Piece(after.text[:around] + "…", tuple(changed))
    return Side(before, side.passage, after)


def alone(excerpt: Excerpt) -> Side:
    """An excerpt that there is nothing to compare with."""
    before, passage, after = _cut(excerpt)
    return Side(Piece(before), Piece(passage), Piece(after))


def compare(old: Excerpt, new: Excerpt) -> tuple[Side, Side]:
    """Both sides, each with what the other lacks.

    Where an excerpt begins or ends is no difference: the text goes on there.
    """
    (old_before, old_passage, old_after), (new_before, new_passage, new_after) = map(
        _cut, (old, new)
    )
    before = _pieces(old_before, new_before, open_start=True)
    passage = _pieces(old_passage, new_passage)
    after = _pieces(old_after, new_after, open_end=True)
    return Side(before[0], passage[0], after[0]), Side(before[1], passage[1], after[1])


def _cut(excerpt: Excerpt) -> tuple[str, str, str]:
    """The texts before, within and after the first mark."""
    if not excerpt.marks:
        return "", excerpt.text, ""
    mark = excerpt.marks[0]
    start, end = mark.start - excerpt.start, mark.end - excerpt.start
    return excerpt.text[:start], excerpt.text[start:end], excerpt.text[end:]


def _pieces(
    old: str, new: str, *, open_start: bool = False, open_end: bool = False
) -> tuple[Piece, Piece]:
    around = open_start or open_end
    removed: list[Span] = []
    added: list[Span] = []
    shared = 0
    for a, b, same in _blocks(old, new):
        if same:
            shared += len(a)
            continue
        at_start = a.start == b.start == 0
        at_end = a.end == len(old) and b.end == len(new)
        one_sided = not (a and b)
        if one_sided and ((open_start and at_start) or (open_end and at_end)):
            continue
        removed += [a] if a else []
        added += [b] if b else []
    if around and shared < LEAST_ALIKE * max(min(len(old), len(new)), 1):
        return Piece(old), Piece(new)
    return Piece(old, tuple(removed)), Piece(new, tuple(added))


def _blocks(old: str, new: str) -> Iterator[tuple[Span, Span, bool]]:
    """Stretches of both in their order, and whether they are the same."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield Span(0, head), Span(0, head), True
    if len(a) * len(b) > MOST_PAIRS:
        yield Span(head, head + len(a)), Span(head, head + len(b)), False
    else:
        matcher = SequenceMatcher(None, a, b, autojunk=False)
        for tag, a0, a1, b0, b1 in matcher.get_opcodes():
            yield Span(head + a0, head + a1), Span(head + b0, head + b1), tag == "equal"
    if tail:
        yield Span(len(old) - tail, len(old)), Span(len(new) - tail, len(new)), True


def _common(first: str, second: str) -> int:
    """How many characters both begin with."""
    for number, (a, b) in enumerate(zip(first, second, strict=False)):
        if a != b:
            return number
    return min(len(first), len(second))
