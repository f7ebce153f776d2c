"""Corrected and recognised mentions together: sorted, inside blocks, nested or apart.

The longer of two names that cannot stand together holds, for the shorter would cut through it;
only what a person said of this one place holds whatever else stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhupi.core.model import Label, Mention, Span

_UNDIVIDED = frozenset({Label.PERSON, Label.TIME})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that is to stand, unless one that holds more stands in its way."""

    mention: Mention
    precedence: tuple[int, float, str] = (-1, 0.0, "")  #: of its correction
    here: bool = False  #: a person said so of this one place
    before: Mention | None = None  #: what stands again where the correction does not fit

    @property
    def corrected(self) -> bool:
        return self.precedence[0] >= 0

    @property
    def weight(self) -> tuple[bool, int, bool, tuple[int, float, str]]:
        """Of two that cross, or stand on one place, the heavier stays."""
        size = 0 if self.here else self.mention.end - self.mention.start
        return self.here, size, self.corrected, self.precedence


def fitting(
    blocks: Sequence[Span], kept: Sequence[Candidate], changed: Sequence[Candidate]
) -> list[Mention]:
    """Those of `kept` and `changed` that can stand together."""
    inside = _inside(blocks, changed)
    standing = _standing([*kept, *inside])
    placed = {c.mention.span for c in standing if c.corrected}
    failed = [c for c in changed if c.mention.span not in placed]
    back = [Candidate(c.before) for c in failed if c.before is not None]
    if back:
        settled = [c for c in inside if c.mention.span in placed]
        standing = _standing([*kept, *settled, *back])
    return [candidate.mention for candidate in standing]


def _inside(blocks: Sequence[Span], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that lie in one block."""
    result = []
    spans = iter(sorted(blocks))
    block = next(spans, None)
    for candidate in sorted(candidates, key=lambda c: c.mention.span):
        mention = candidate.mention
        while block is not None and block.end <= mention.start:
            block = next(spans, None)
        if block is not None and block.start <= mention.start and mention.end <= block.end:
            result.append(candidate)
    return result


def _standing(candidates: Sequence[Candidate]) -> list[Candidate]:
    """In the order of the text, longest first; open names are kept on a stack, the inner last."""
    result: list[Candidate | None] = []
    stack: list[int] = []
    for candidate in _one_a_place(candidates):
        start, end = candidate.mention.start, candidate.mention.end
        while stack and _at(result, stack[-1]).mention.end <= start:
            stack.pop()
        crossed = 0
        while crossed < len(stack) and _at(result, stack[-1 - crossed]).mention.end < end:
            crossed += 1
        crossing = stack[len(stack) - crossed :]
        if any(_at(result, i).weight > candidate.weight for i in crossing):
            continue
        outer = _at(result, stack[-1 - crossed]) if crossed < len(stack) else None
        if outer is not None and not _holds(outer, candidate):
            continue
        for i in crossing:
            result[i] = None
        del stack[len(stack) - crossed :]
        stack.append(len(result))
        result.append(candidate)
    return [candidate for candidate in result if candidate is not None]


def _at(candidates: list[Candidate | None], index: int) -> Candidate:
    found = candidates[index]
    assert found is not None, "what was put aside is on no stack"
    return found


def _one_a_place(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of those on the very same stretch the one that holds."""
    best: dict[Span, Candidate] = {}
    for candidate in candidates:
        rival = best.get(candidate.mention.span)
        if rival is None or rival.weight < candidate.weight:
            best[candidate.mention.span] = candidate
    return sorted(best.values(), key=lambda c: (c.mention.start, -c.mention.end))


def _holds(outer: Candidate, inner: Candidate) -> bool:
    """Whether `inner` may stand in `outer`: as a name of its own, not as a piece of a name."""
    if inner.here or not (outer.corrected or inner.corrected):
        return True
    if not outer.corrected:
        stood = inner.before is not None and inner.before.span == inner.mention.span
    else:
        before = outer.before
        stood = (
            not inner.corrected
            and before is not None
            and before.label is outer.mention.label
            and before.start <= inner.mention.start
            and inner.mention.end <= before.end
        )
    return stood or may_hold(outer.mention, inner.mention)


def may_hold(outer: Mention, inner: Mention) -> bool:
    """By the annotation guide, a name in a name: the place before a body, a body in an event.

    A fragment of the same kind is none, unless the longer name begins with it (中国外交部 in
    中国外交部北美洲和大洋洲事务司); nor is the person in 中山大学, nor 浙江 in 浙江省.
    """
    if outer.label in _UNDIVIDED or inner.label in _UNDIVIDED:
        return False
    begins = inner.start == outer.start
    if outer.label is Label.PLACE:
        return begins and outer.end - inner.end > 1
    return inner.label is not outer.label or begins
