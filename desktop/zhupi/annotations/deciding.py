"""What becomes of one passage: its state, its place and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from zhupi.annotations.alignment import common
from zhupi.annotations.placing import AROUND, Comparison, Place
from zhupi.core.model import AnnotationState, Span

_HALF_WEIGHT = 24  #: characters at which a passage counts as much as its surroundings
_ENOUGH_CONTEXT = 16  #: characters around a passage without which it is not the same place
_SPEAKS_FOR_ITSELF = 3  #: characters below which either side must agree
_FLOOR = 0.35  #: the score below which a passage does not stand, be it in order
# Where texts have little in common, what they share may be a set phrase or a quotation. (alike
# below, weight of the island, share of the sentence; or a weight that is enough by itself)
_STRICTER = ((0.1, 40, 0.8, 64), (0.4, 24, 0.7, 48))

# Score of a place → how often it was right, borders and all.
_MEASURED = ((0.35, 0.6), (0.55, 0.82), (0.65, 0.88), (0.75, 0.95), (0.85, 0.98), (1.0, 0.995))


@dataclass(frozen=True, slots=True)
class Decision:
    state: AnnotationState
    span: Span | None = None  #: of the new text, where it stands
    confidence: float = 0.0


_ORPHAN = Decision(AnnotationState.ORPHAN)
_AMBIGUOUS = Decision(AnnotationState.AMBIGUOUS)


def decide(comparison: Comparison, span: Span, *, may_stay: bool) -> Decision:
    """Where `span` of the old text stands; `RESOLVED` only where it `may_stay` so."""
    start, end = comparison.old.inner(span)
    place = comparison.place(start, end) if start < end else None
    if place is None:
        return _ORPHAN
    place = comparison.exact_place(start, end, place)
    if not _stands(place, end - start, comparison):
        return _ORPHAN
    sparse = place.left + place.right < _ENOUGH_CONTEXT
    if sparse and comparison.stood_more_often(start, end):
        return _ORPHAN
    if _is_one_of_several(comparison, start, end, place):
        return _AMBIGUOUS
    found = _with_edges(comparison, span, comparison.new.outer(place.start, place.end))
    same = found.of(comparison.new.whole) == span.of(comparison.old.whole)
    if may_stay and same and place.in_order and place.whole and not sparse:
        return Decision(AnnotationState.RESOLVED, found, 1.0)
    return Decision(AnnotationState.MOVED, found, confidence(score(place, end - start)))


def _with_edges(comparison: Comparison, span: Span, found: Span) -> Span:
    """`found` with the white space that the passage began and ended with, where it is there."""
    old, new = comparison.old, comparison.new.whole
    inner = old.outer(*old.inner(span))
    lead, tail = old.whole[span.start : inner.start], old.whole[inner.end : span.end]
    before = common(lead[::-1], new[max(0, found.start - len(lead)) : found.start][::-1])
    return Span(
        found.start - before, found.end + common(tail, new[found.end : found.end + len(tail)])
    )


def confidence(fit: float) -> float:
    """How often a place with this score was right, measured; see tests/benchmarks/anchoring.py."""
    for (low, worse), (high, better) in pairwise(_MEASURED):
        if fit <= high:
            return worse + (better - worse) * max(0.0, fit - low) / (high - low)
    return _MEASURED[-1][1]


def score(place: Place, length: int) -> float:
    """How well a place fits, 0 to 1."""
    own = length / (length + _HALF_WEIGHT)
    around = (place.left + place.right) / (2 * AROUND)
    if not place.in_order:
        around = max(around, 0.75 * min(1.0, place.weight / AROUND))
    return own * place.kept / length + (1 - own) * around


def _stands(place: Place, length: int, comparison: Comparison) -> bool:
    if 2 * place.kept < length:
        return False
    if length < _SPEAKS_FOR_ITSELF and min(place.left, place.right) < 2:
        return False
    for alike, weight, sentence, enough in _STRICTER:
        if comparison.alike < alike:
            if place.weight >= enough:
                return True
            return place.weight >= weight and place.sentence >= sentence
    if not place.in_order:
        return place.weight >= 20 or (place.weight >= 6 and place.sentence >= 0.6)
    return score(place, length) >= _FLOOR


def _is_one_of_several(comparison: Comparison, start: int, end: int, place: Place) -> bool:
    if place.whole and (
        next(comparison.copies(start, end, place), None) is not None
        or comparison.fits_another(start, end, place)
    ):
        return True
    return not place.in_order and any(
        4 * rival.weight >= 3 * place.weight for rival in comparison.rivals_of(start, end)
    )
