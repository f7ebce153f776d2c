"""Where one passage stands in a new text, by the alignment of it and the old one.

A place is a range of the new dense text with what speaks for it: how much of the passage stands
there, how much of its surroundings stands around, and what else would fit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from zhupi.annotations.alignment import SENTENCE_ENDS, Segment, common, in_order, weight_of
from zhupi.annotations.dense import Dense
from zhupi.annotations.edges import between, filled, trimmed, whole_lines
from zhupi.annotations.moving import Rival, moved
from zhupi.core.model import Span

AROUND = 24  #: characters of the surroundings that count, on either side
_PROBE = 12  #: characters of a passage and what follows it that tell whether it was doubled
_BESIDE = 4
_CHANCE = 3  #: characters by which surroundings agree for no reason
_ASIDE = 160  #: characters beside a torn passage in which it may stand whole
_REPEATED = 16  #: characters around a passage that elsewhere are no chance
_MOST_COPIES = 40
_SENTENCE = 60  #: characters looked at for the borders of a sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A range of the new dense text that a passage may stand at."""

    start: int
    end: int
    kept: int  #: characters of the passage that stand there unchanged
    left: int  #: characters of those before it that stand before it, of `AROUND`
    right: int
    in_order: bool = False
    whole: bool = False  #: every character of it, and none between
    weight: int = 0  #: of the island it is on
    sentence: float = 0.0  #: the share of its sentences that is on the same island


class Comparison:
    """Two versions of a text and their alignment; `kept` False: they are no versions of one."""

    def __init__(self, old: Dense, new: Dense, *, versions: bool = True) -> None:
        self.old, self.new, self.versions = old, new, versions
        ordered = in_order(old, new) if versions else []
        kept, strays = trimmed(ordered, old, new)
        found, self.rivals = moved(old.text, new.text, [s for i in kept for s in i])
        elsewhere = [inside for i in found if (inside := between(i, *whole_lines(i, old, new)))]
        islands = [*filled(kept, strays, elsewhere), *elsewhere]
        self._ordered = len(kept)
        self._weights = [weight_of(island) for island in islands]
        segments = [
            Segment(s.start, s.end, s.place, s.equal, number)
            for number, island in enumerate(islands)
            for s in island
        ]
        self.segments = sorted(segments, key=lambda s: s.start)
        self._starts = [s.start for s in self.segments]
        self._by_place = sorted(segments, key=lambda s: s.place)
        self._places = [s.place for s in self._by_place]
        equal = sum(s.end - s.start for s in segments if s.equal)
        self.alike = equal / max(1, len(old))  #: the share of the old text that the new one has

    def place(self, start: int, end: int) -> Place | None:
        """Where the alignment has an old range; None where nothing of it is left."""
        low, high = self._sentence(start, end)
        around = self._within(min(low, start - AROUND), max(high, end + AROUND))
        island = self._main_island(around, start, end)
        if island is None:
            return None
        ordered = island < self._ordered
        mine = [s for s in around if s.island == island or (ordered and s.island < self._ordered)]
        pieces = _without_far_pieces(list(_cut(mine, start, end)), end - start)
        if not pieces:
            return None
        first, last = pieces[0].place, pieces[-1].place_end
        kept = sum(p.end - p.start for p in pieces if p.equal)
        in_sentence = sum(max(0, min(s.end, high) - max(s.start, low)) for s in mine if s.equal)
        return Place(
            first,
            last,
            kept,
            self._left(mine, start, first),
            self._right(mine, end, last),
            ordered,
            kept == end - start == last - first,
            self._weights[island],
            in_sentence / (high - low),
        )

    def origins(self, span: Span) -> Iterator[Span]:
        """Ranges of the old text that the alignment may have brought to a range of the new one."""
        start, end = self.new.inner(span)
        if start == end:
            return
        seen: set[int] = set()
        index = bisect_right(self._places, start) - 1
        if index >= 0 and start < self._by_place[index].place_end:
            seen.add(start - self._by_place[index].shift)
        quote, at = self.new.text[start:end], -1
        while len(seen) < _MOST_COPIES and (at := self.old.text.find(quote, at + 1)) >= 0:
            seen.add(at)
        for at in seen:
            if at >= 0 and at + end - start <= len(self.old):
                inner = self.old.outer(at, at + end - start)
                before = self.new.outer(start, end)
                # Edges that were left out of the comparison go along.
                low = inner.start - (before.start - span.start)
                yield Span(max(0, low), max(0, low, inner.end + span.end - before.end))

    def exact_place(self, start: int, end: int, near: Place) -> Place:
        """`near` or, where that is torn and the passage stands whole within it, that place."""
        text, quote = self.new.text, self.old.text[start:end]
        far = end - start + _ASIDE
        at = -1 if near.whole else text.find(quote, max(0, near.start - far), near.end + far)
        while at >= 0 and self._was_another(start, at, len(quote)):
            at = text.find(quote, at + 1, near.end + far)
        if at < 0:
            return near
        left, right = self.agreement(start, end, at)
        return replace(
            near,
            start=at,
            end=at + end - start,
            kept=end - start,
            left=max(near.left if at == near.start else 0, min(AROUND, left)),
            right=max(near.right if at + end - start == near.end else 0, min(AROUND, right)),
            whole=True,
        )

    def copies(self, start: int, end: int, place: Place) -> Iterator[int]:
        """Other places of a passage that stands whole which fit no worse than `place`."""
        old, new = self.old.text, self.new.text
        quote = old[start:end]
        probes = {quote}
        if len(quote) < _PROBE // 2:
            probes = {old[max(0, start - _BESIDE) : end], old[start : end + _BESIDE]}
        more = (new.count(probe) > max(1, old.count(probe)) for probe in probes)
        if self.versions and not self._repeats_at_once(quote, place.start) and not any(more):
            return
        left, right = self.agreement(start, end, place.start)
        for at in self._occurrences(quote, place.start):
            near = abs(at - place.start) <= _BESIDE  # one of a row: which is which is chance
            if near or not self._was_another(start, at, len(quote)):
                one, other = self.agreement(start, end, at)
                dominated = left > one + _CHANCE and right > other + _CHANCE
                if one + other + len(quote) >= _PROBE and not dominated:
                    yield at

    def _occurrences(self, quote: str, but: int) -> Iterator[int]:
        """Some other places of a text in the new one, the nearest ones first."""
        text = self.new.text
        for at in range(max(0, but - _BESIDE), but + _BESIDE + 1):
            if at != but and text.startswith(quote, at):
                yield at
        at = -1
        for _ in range(_MOST_COPIES):
            at = text.find(quote, at + 1)
            if at < 0:
                return
            if abs(at - but) > _BESIDE:
                yield at

    def fits_another(self, start: int, end: int, place: Place) -> bool:
        """Whether the place may as well be that of the same words elsewhere in the old text.

        So it is with lines that an article repeats, where what stood around them is gone.
        """
        old = self.old.text
        quote = old[start:end]
        at, budget = old.find(quote), _MOST_COPIES
        mine: tuple[int, int] | None = None
        while at >= 0 and budget:
            if at != start:
                left, right = self.agreement(at, at + len(quote), place.start)
                if left + right + len(quote) >= _REPEATED:
                    mine = mine or self.agreement(start, end, place.start)
                    better = mine[0] >= left and mine[1] >= right and mine != (left, right)
                    if not better:
                        return True
            budget -= 1
            at = old.find(quote, at + 1)
        return False

    def stood_more_often(self, start: int, end: int) -> bool:
        """Whether the old text had a passage more often than the new one has it."""
        quote = self.old.text[start:end]
        return self.old.text.count(quote) > max(1, self.new.text.count(quote))

    def _repeats_at_once(self, quote: str, at: int) -> bool:
        """Whether a passage stands once more a few characters on, as in `哈哈哈哈`."""
        text = self.new.text
        return any(
            text.startswith(quote, at + by) or (at >= by and text.startswith(quote, at - by))
            for by in range(1, _BESIDE + 1)
        )

    def rivals_of(self, start: int, end: int) -> list[Rival]:
        """Places elsewhere at which most of an old range may stand as well."""
        return [
            rival
            for rival in self.rivals
            if 5 * (min(rival.end, end) - max(rival.start, start)) >= 4 * (end - start)
        ]

    def rival_places(self, start: int, end: int) -> list[Place]:
        """The ranges of the new text in which rivals have an old range, by its proportions."""
        places = []
        for rival in self.rivals_of(start, end):
            shift = rival.place - rival.start
            low = max(rival.place, start + shift)
            high = min(rival.place_end, max(low + 1, end + shift))
            kept = min(rival.weight, end - start)
            places.append(Place(low, high, kept, 0, 0, weight=rival.weight))
        return places

    def exact_places(self, start: int, end: int, most: int) -> list[Place]:
        """The first `most` places at which an old range stands character by character."""
        quote = self.old.text[start:end]
        places: list[Place] = []
        at = self.new.text.find(quote)
        while at >= 0 and len(places) < most:
            left, right = (min(AROUND, side) for side in self.agreement(start, end, at))
            last = at + len(quote)
            places.append(Place(at, last, len(quote), left, right, in_order=True, whole=True))
            at = self.new.text.find(quote, at + 1)
        return places

    def agreement(self, start: int, end: int, at: int) -> tuple[int, int]:
        """How many characters agree before and behind an old range and its copy at `at`.

        Where both texts begin or end there, they agree for ever.
        """
        old, new = self.old.text, self.new.text
        far = 400
        before, before_new = old[max(0, start - far) : start], new[max(0, at - far) : at]
        after, after_new = old[end : end + far], new[at + end - start : at + end - start + far]
        left = common(before[::-1], before_new[::-1])
        right = common(after, after_new)
        if left == start == at:
            left = far
        if right == len(old) - end == len(new) - at - (end - start):
            right = far
        return left, right

    def _was_another(self, start: int, at: int, length: int) -> bool:
        """Whether what stands at `at` of the new text stood elsewhere in the old one."""
        index = bisect_right(self._places, at) - 1
        if index < 0:
            return False
        segment = self._by_place[index]
        return segment.equal and segment.place_end >= at + length and at - segment.shift != start

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """The old sentences that a range shares characters with."""
        text, breaks = self.old.text, self.old.breaks
        low, high = start, end
        while low > max(0, start - _SENTENCE) and not (
            low in breaks or text[low - 1] in SENTENCE_ENDS
        ):
            low -= 1
        while high < min(len(text), end + _SENTENCE) and not (
            high in breaks or text[high - 1] in SENTENCE_ENDS
        ):
            high += 1
        return low, high

    def _within(self, start: int, end: int) -> list[Segment]:
        at = bisect_left(self._starts, start)
        if at and self.segments[at - 1].end > start:
            at -= 1
        return self.segments[at : bisect_left(self._starts, end)]

    def _main_island(self, around: Sequence[Segment], start: int, end: int) -> int | None:
        """The island with most of a range; those in order count as one."""
        kept: dict[int, int] = {}
        for s in around:
            inside = min(s.end, end) - max(s.start, start)
            if s.equal and inside > 0:
                key = -1 if s.island < self._ordered else s.island
                kept[key] = kept.get(key, 0) + inside
        if not kept:
            return None
        best = max(kept, key=lambda key: kept[key])
        if best >= 0:
            return best
        widths = {
            s.island: min(s.end, end) - max(s.start, start)
            for s in around
            if s.equal and s.island < self._ordered and s.start < end and s.end > start
        }
        return max(widths, key=lambda island: (self._weights[island], widths[island]))

    def _left(self, mine: Sequence[Segment], start: int, first: int) -> int:
        count = 0
        for s in mine:
            low = max(s.start, start - AROUND, first - AROUND - 8 - s.shift)
            if s.equal and s.start < start:
                count += max(0, min(s.end, start) - low)
        if min((s.start + s.place for s in mine), default=1) == 0 or start == first == 0:
            count += max(0, min(AROUND - start, AROUND - first, 8))  # where both texts begin
        return count

    def _right(self, mine: Sequence[Segment], end: int, last: int) -> int:
        count = 0
        for s in mine:
            high = min(s.end, end + AROUND, last + AROUND + 8 - s.shift)
            if s.equal and s.end > end:
                count += max(0, high - max(s.start, end))
        rest, rest_new = len(self.old) - end, len(self.new) - last
        reached = any(s.end == len(self.old) and s.place_end == len(self.new) for s in mine)
        if reached or rest == rest_new == 0:
            count += max(0, min(AROUND - rest, AROUND - rest_new, 8))
        return count


def _cut(segments: Sequence[Segment], start: int, end: int) -> Iterator[Segment]:
    """What the segments hold of an old range, from an equal or a plainly replaced character on.

    Plainly: with an equal one right beside it, outside; else nobody knows which replaced which.
    """
    inside = [s for s in segments if s.start < end and s.end > start]
    if inside and not inside[0].equal and not _joins(segments, inside[0].start, start, before=True):
        del inside[0]
    if inside and not inside[-1].equal and not _joins(segments, inside[-1].end, end, before=False):
        del inside[-1]
    for s in inside:
        low = max(s.start, start)
        yield Segment(low, min(s.end, end), low + s.shift, s.equal)


def _joins(segments: Sequence[Segment], border: int, wanted: int, *, before: bool) -> bool:
    """Whether a replaced segment ends where the passage does, and an equal one goes on there."""
    if border != wanted:
        return False
    for one, other in pairwise(segments):
        if one.end == other.start == border and one.place_end == other.place:
            return one.equal if before else other.equal
    return False


def _without_far_pieces(pieces: Sequence[Segment], length: int) -> list[Segment]:
    """The pieces of a passage, or the largest part where more than its length came between."""
    parts: list[list[Segment]] = []
    for piece in pieces:
        if parts and piece.place - parts[-1][-1].place_end <= max(AROUND, length):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return max(parts, key=lambda part: sum(p.end - p.start for p in part if p.equal), default=[])
