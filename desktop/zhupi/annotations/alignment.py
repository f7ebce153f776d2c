"""Which characters of an old text a new one has kept, and where.

Both texts come dense (see `dense`). The alignment is made of *segments*: stretches that stand in
both texts character by character, equal or (in between) replaced one by one. Segments that agree
well as a whole make an *island*. Here are those that kept their order; `moving` finds the others.

rapidfuzz aligns by Levenshtein distance, between stretches of equal grams where the texts are too
long for one go. Gaps are moved to where sentences end, and what agrees by chance is dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from zhupi.annotations.dense import Dense

SENTENCE_ENDS = ".！？"
_CLAUSE_ENDS = "，；："
_MERGED = 3  #: what it is worth that a gap swallows a segment and becomes one with the next
_FARTHEST = 200  #: characters that a gap is moved

_CELLS = 16_000_000  #: characters × characters that one alignment may take: a few ms
_GRAMS = (16, 10, 6)  #: lengths of the grams that part longer texts, tried in turn
_DROP = 10  #: how far agreement may fall within an island
_LARGE = 8  #: the weight of an island that is no chance
_RUN = 3  #: the weight of one that is none beside another


@dataclass(frozen=True, slots=True)
class Segment:
    """`old[start:end]` stands at `new[place:…]`, of the same length."""

    start: int
    end: int
    place: int
    equal: bool = True
    island: int = -1

    @property
    def shift(self) -> int:
        return self.place - self.start

    @property
    def place_end(self) -> int:
        return self.place + self.end - self.start


def in_order(old: Dense, new: Dense) -> list[list[Segment]]:
    """The islands of agreement that keep their order, without those that agree by chance."""
    steps = list(_steps(old.text, new.text, 0, 0, _GRAMS))
    return _sure(_slid(steps, old, new))


def _steps(old: str, new: str, start: int, place: int, grams: Sequence[int]) -> Iterator[Segment]:
    """Segments of two texts, whose first characters are at `start` and `place`."""
    if not old or not new:
        return
    if len(old) * len(new) <= _CELLS:
        yield from aligned(old, new, start, place)
        return
    done, done_new = 0, 0
    for a, b, c in _anchors(old, new, grams):
        yield from _steps(old[done:a], new[done_new:c], start + done, place + done_new, grams[1:])
        yield Segment(start + a, start + b, place + c)
        done, done_new = b, c + b - a
    if done:
        rest, rest_new = old[done:], new[done_new:]
        yield from _steps(rest, rest_new, start + done, place + done_new, grams[1:])


def aligned(old: str, new: str, start: int, place: int) -> Iterator[Segment]:
    """The segments of two short texts, whose first characters are at `start` and `place`."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  # the window's start need not pay

    for code in Levenshtein.opcodes(old, new):
        if code.tag == "equal":
            yield Segment(start + code.src_start, start + code.src_end, place + code.dest_start)
        elif code.tag == "replace":
            these, those = old[code.src_start : code.src_end], new[code.dest_start : code.dest_end]
            for a, b, c, equal in _replaced(these, those):
                low, at = start + code.src_start, place + code.dest_start
                yield Segment(low + a, low + b, at + c, equal)


def _replaced(old: str, new: str) -> Iterator[tuple[int, int, int, bool]]:
    """Steps between texts of one length whose characters were replaced one by one.

    Where some agree one further on, one dropped and another put in is as short a story.
    """
    ahead = [a == b for a, b in zip(old[1:], new, strict=False)]
    behind = [a == b for a, b in zip(old, new[1:], strict=False)]
    if not any(ahead) and not any(behind):
        yield 0, len(old), 0, False
        return
    agree, first, place = (ahead, 1, 0) if sum(ahead) >= sum(behind) else (behind, 0, 1)
    at = 0
    for equal, group in groupby(agree):
        width = len(list(group))
        yield first + at, first + at + width, place + at, equal
        at += width


# --- gaps at their places -----------------------------------------------------------------------


def _slid(steps: Sequence[Segment], old: Dense, new: Dense) -> list[Segment]:
    """The same alignment, gaps moved along equal characters to where sentences begin and end.

    Where `甲。乙。乙。丙` lost one 乙 or its second half and the first of the next, the texts are
    the same; that a sentence went is the likelier story. So is one gap than two.
    """
    left: list[Segment] = []  # from the last to the first
    for step in reversed(steps):
        before: Segment | None = step
        while left and before is not None:
            after = left.pop()
            before, after = _parted(before, after, old, new)
            if after.end > after.start:
                left.append(after)
                break
        if before is not None and before.end > before.start:
            left.append(before)
    right: list[Segment] = []
    for step in reversed(left):
        after = step
        while right:
            before = right.pop()
            before, after = _parted(before, after, old, new)
            if before.end > before.start:
                right.append(before)
                break
        if after.end > after.start:
            right.append(after)
    return right


def _parted(before: Segment, after: Segment, old: Dense, new: Dense) -> tuple[Segment, Segment]:
    """The two segments with the gap between them where it lies best; one may become empty."""
    if not (before.equal and after.equal):
        return before, after
    if after.place == before.place_end and after.start > before.end:
        by = _slide(old, before.end, after.start, before, after)
    elif after.start == before.end and after.place > before.place_end:
        by = _slide(new, before.place_end, after.place, before, after)
    else:
        by = 0
    if not by:
        return before, after
    return (
        replace(before, end=before.end + by),
        replace(after, start=after.start + by, place=after.place + by),
    )


def _slide(dense: Dense, start: int, end: int, before: Segment, after: Segment) -> int:
    """How far the gap `start:end` of a text goes, left or right, to lie between sentences."""
    text = dense.text
    best, by = _parting(dense, start) + _parting(dense, end), 0
    for step, most in ((-1, before.end - before.start), (1, after.end - after.start)):
        for far in range(1, min(most, end - start, _FARTHEST) + 1):
            low, high = (start - far, end - far) if step < 0 else (start + far - 1, end + far - 1)
            if text[low] != text[high]:
                break
            quality = _parting(dense, start + step * far) + _parting(dense, end + step * far)
            if far == most:
                quality += _MERGED
            if quality > best:
                best, by = quality, step * far
    return by


def _parting(dense: Dense, place: int) -> int:
    """How well a text is cut before one of its characters."""
    if place in dense.breaks:
        return 3
    before = dense.text[place - 1]
    return 2 if before in SENTENCE_ENDS else 1 if before in _CLAUSE_ENDS else 0


# --- stretches that part long texts -------------------------------------------------------------


def _anchors(old: str, new: str, grams: Sequence[int]) -> list[tuple[int, int, int]]:
    """(start, end, new start) of equal stretches in order: ends of both texts, unique grams."""
    before = common(old, new)
    after = common(old[before:][::-1], new[before:][::-1])
    found = [(0, before, 0)] if before else []
    middle, middle_new = old[before : len(old) - after], new[before : len(new) - after]
    if grams:
        hits = _unique_hits(middle, middle_new, grams[0])
        runs = _runs(hits, grams[0])
        found += [(a + before, b + before, c + before) for a, b, c in _heaviest(runs)]
    if after:
        found.append((len(old) - after, len(old), len(new) - after))
    return found


def common(these: str, those: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(these), len(those))
    while low < high:
        middle = (low + high + 1) // 2
        if these[low:middle] == those[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _unique_hits(old: str, new: str, gram: int) -> list[tuple[int, int]]:
    """(old, new) places of the grams that occur once in either text, by old place."""
    places = _unique(new, gram)
    return [
        (at, places[part]) for part, at in _unique(old, gram).items() if places.get(part, -1) >= 0
    ]


def _unique(text: str, gram: int) -> dict[str, int]:
    """Gram → place, of those that occur once; -1 for others."""
    places: dict[str, int] = {}
    for at in range(len(text) - gram + 1):
        part = text[at : at + gram]
        places[part] = -1 if part in places else at
    return {part: at for part, at in places.items() if at >= 0}


def _runs(hits: Sequence[tuple[int, int]], gram: int) -> list[tuple[int, int, int]]:
    """Hits in a row put together: (start, end, new start), by old place."""
    runs: list[tuple[int, int, int]] = []
    for at, place in hits:
        if runs:
            start, end, first = runs[-1]
            if at <= end and place - at == first - start:
                runs[-1] = (start, at + gram, first)
                continue
        runs.append((at, at + gram, place))
    return runs


def _heaviest(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The heaviest chain of runs that rises in both texts without overlaps."""
    ends: list[int] = []  # new ends of chains, rising; their weights rise with them
    weights: list[int] = []
    tips: list[int] = []
    previous: list[int] = []
    for index, (start, end, place) in enumerate(runs):
        at = bisect_right(ends, place)
        # Grams overlap where texts repeat: a chain goes on only behind its tip in the old text.
        while at and runs[tips[at - 1]][1] > start:
            at -= 1
        previous.append(tips[at - 1] if at else -1)
        weight = end - start + (weights[at - 1] if at else 0)
        reach = place + end - start
        here = bisect_left(ends, reach)
        if here and weights[here - 1] >= weight:
            continue
        worse = here
        while worse < len(ends) and weights[worse] <= weight:
            worse += 1
        ends[here:worse], weights[here:worse], tips[here:worse] = [reach], [weight], [index]
    chain = []
    tip = tips[-1] if tips else -1
    while tip >= 0:
        chain.append(runs[tip])
        tip = previous[tip]
    return chain[::-1]


# --- chance -------------------------------------------------------------------------------------


def islands(steps: Sequence[Segment]) -> list[list[Segment]]:
    """The parts of an alignment in which the texts agree, from an equal step to an equal one.

    An equal character counts one, every other one less. An island ends where the sum has fallen
    `_DROP` below its height, so that what agrees by chance beside it is left out.
    """
    found: list[list[Segment]] = []
    begin = 0
    while begin < len(steps):
        first, last = _island(steps, begin)
        if last <= first:
            break
        found.append(list(steps[first:last]))
        begin = last
    return found


def weight_of(steps: Sequence[Segment]) -> int:
    """The equal characters of an island less those that are not."""
    total = 0
    for before, step in zip([None, *steps], steps, strict=False):
        if before is not None:
            total -= _between(before, step)
        total += step.end - step.start if step.equal else step.start - step.end
    return total


def _between(before: Segment, after: Segment) -> int:
    return max(after.start - before.end, after.place - before.place_end)


def _island(steps: Sequence[Segment], begin: int) -> tuple[int, int]:
    first, last = begin, begin
    total = best = 0
    for index in range(begin, len(steps)):
        step = steps[index]
        width = step.end - step.start
        if not best:
            if step.equal:
                first, last, total, best = index, index + 1, width, width
            continue
        total -= _between(steps[index - 1], step)
        if best - total > _DROP or total <= 0:
            break
        total += width if step.equal else -width
        if total > best:
            best, last = total, index + 1
    return first, last


def _sure(steps: Sequence[Segment]) -> list[list[Segment]]:
    """The islands that are large, or parted from such a one by nothing but one gap."""
    found = islands(steps)
    weights = [weight_of(island) for island in found]
    large = [weight >= _LARGE for weight in weights]
    kept = []
    for index, island in enumerate(found):
        beside = (
            index > 0 and large[index - 1] and _one_gap(found[index - 1][-1], island[0]),
            index + 1 < len(found)
            and large[index + 1]
            and _one_gap(island[-1], found[index + 1][0]),
        )
        if large[index] or (weights[index] >= _RUN and any(beside)):
            kept.append(island)
    return kept


def _one_gap(before: Segment, after: Segment) -> bool:
    return before.end == after.start or before.place_end == after.place
