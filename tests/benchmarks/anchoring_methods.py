"""The ways of carrying annotations that are measured side by side: ours and its peers'.

A peer is asked for one passage at a time and knows what it would know: the passage, 32 characters
on either side, its position and the new text. None of them says ambiguous.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from tests.benchmarks.anchoring_truth import Answer

from zhupi.annotations import CONTEXT, describe, reanchor
from zhupi.core.folding import Folding
from zhupi.core.model import Annotation, AnnotationState, Span, Target

_NOW = datetime(2026, 11, 22, tzinfo=UTC)
_ORPHAN = Answer(AnnotationState.ORPHAN)

Method = Callable[[Sequence[Span], str, str], list[Answer]]


def annotations_on(spans: Sequence[Span], text: str) -> list[Annotation]:
    """An annotation on each of the passages."""
    return [
        Annotation(
            f"n{number}", Target("article", *describe(text, span)), (), "", "reader", _NOW, _NOW
        )
        for number, span in enumerate(spans)
    ]


def zhupi(spans: Sequence[Span], old: str, new: str) -> list[Answer]:
    """What Zhupi does when an article is imported again."""
    return [
        Answer(a.state, a.span.start, a.span.end, a.confidence)
        for a in reanchor(annotations_on(spans, old), old, new, version="old")
    ]


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    exact: str
    prefix: str
    suffix: str


def _peer(find: Callable[[_Passage, str], Answer]) -> Method:
    def method(spans: Sequence[Span], old: str, new: str) -> list[Answer]:
        answers = []
        for span in spans:
            position, quote = describe(old, span)
            passage = _Passage(position.start, quote.exact, quote.prefix, quote.suffix)
            answers.append(find(passage, new))
        return answers

    return method


def _at(start: int, length: int) -> Answer:
    return Answer(AnnotationState.MOVED, start, start + length)


def _position_only(passage: _Passage, new: str) -> Answer:
    if passage.start + len(passage.exact) > len(new):
        return _ORPHAN
    return _at(passage.start, len(passage.exact))


def _exact_quote_first(passage: _Passage, new: str) -> Answer:
    if new.startswith(passage.exact, passage.start):
        return _at(passage.start, len(passage.exact))
    start = new.find(passage.exact)
    return _ORPHAN if start < 0 else _at(start, len(passage.exact))


def _folded_with_context(passage: _Passage, new: str) -> Answer:
    """Of the exact places of the folded quote, the one whose surroundings agree most."""
    fold = Folding()
    text, quote = fold(new), fold(passage.exact)
    prefix, suffix = fold(passage.prefix), fold(passage.suffix)
    best, most = -1, -1
    start = text.find(quote)
    while start >= 0:
        after = text[start + len(quote) : start + len(quote) + len(suffix)]
        before = text[max(0, start - len(prefix)) : start]
        agreed = _agreeing(after, suffix) + _agreeing(before[::-1], prefix[::-1])
        if agreed > most:
            best, most = start, agreed
        start = text.find(quote, start + 1)
    return _ORPHAN if best < 0 else _at(best, len(quote))


def _agreeing(these: str, those: str) -> int:
    count = 0
    for this, that in zip(these, those, strict=False):
        if this != that:
            break
        count += 1
    return count


def _partial_ratio(passage: _Passage, new: str) -> Answer:
    """rapidfuzz's best window, from a ratio of 60 on."""
    if len(passage.exact) > len(new):
        return _ORPHAN
    found = fuzz.partial_ratio_alignment(passage.exact, new, score_cutoff=60)
    if found is None:
        return _ORPHAN
    return Answer(AnnotationState.MOVED, found.dest_start, found.dest_end)


def _hypothesis(passage: _Passage, new: str) -> Answer:
    """The method of Hypothesis's client, after its published description.

    The position where the quote stands there; else the exact quotes or, where there are none, the
    approximate ones with the fewest errors, up to half its length; of these the one of the best
    score: 50 for the quote, 20 for the prefix, 20 for the suffix, 2 for the position.
    """
    exact = passage.exact
    if new.startswith(exact, passage.start):
        return _at(passage.start, len(exact))
    found = _exact_places(exact, new) or _nearest_places(exact, new, min(256, len(exact) // 2))

    def score(place: tuple[int, int, int]) -> float:
        start, end, errors = place
        before = new[max(0, start - len(passage.prefix)) : start]
        after = new[end : end + len(passage.suffix)]
        quote = 1 - errors / len(exact)
        near = 1 - abs(start - passage.start) / len(new)
        sides = _likeness(passage.prefix, before) + _likeness(passage.suffix, after)
        return 50 * quote + 20 * sides + 2 * near

    if not found:
        return _ORPHAN
    start, end, _ = max(found, key=score)
    return Answer(AnnotationState.MOVED, start, end)


def _exact_places(exact: str, new: str) -> list[tuple[int, int, int]]:
    found = []
    start = new.find(exact)
    while start >= 0:
        found.append((start, start + len(exact), 0))
        start = new.find(exact, start + 1)
    return found


def _nearest_places(pattern: str, text: str, most: int) -> list[tuple[int, int, int]]:
    """(start, end, errors) of the approximate matches with the fewest errors, at most `most`."""
    errors = _errors_at_ends(pattern, text)
    least = min(errors, default=most + 1)
    if least > most:
        return []
    found: list[tuple[int, int, int]] = []
    for end in (at + 1 for at, count in enumerate(errors) if count == least):
        behind = text[max(0, end - len(pattern) - least) : end][::-1]
        backwards = _errors_at_ends(pattern[::-1], behind, anchored=True)
        lengths = [at + 1 for at, count in enumerate(backwards) if count == least]
        found.extend((end - length, end, least) for length in lengths[:1])
    return found


def _errors_at_ends(pattern: str, text: str, *, anchored: bool = False) -> list[int]:
    """The fewest errors of a match that ends with each character of `text` (Myers 1999).

    A match may begin anywhere or, `anchored`, with the first character only.
    """
    peq: dict[str, int] = {}
    for at, character in enumerate(pattern):
        peq[character] = peq.get(character, 0) | 1 << at
    full, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    rising, falling, score = full, 0, len(pattern)
    scores = []
    for character in text:
        equal = peq.get(character, 0)
        diagonal = (((equal & rising) + rising) ^ rising) | equal | falling
        up = falling | (full & ~(diagonal | rising))
        down = rising & diagonal
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | anchored) & full
        down = (down << 1) & full
        rising = down | (full & ~(diagonal | up))
        falling = up & diagonal
        scores.append(score)
    return scores


def _likeness(wanted: str, found: str) -> float:
    if not wanted:
        return 1.0
    return 1 - Levenshtein.distance(wanted, found) / max(len(wanted), len(found))


OURS = "Zhupi"
METHODS: Mapping[str, Method] = {
    "position only": _peer(_position_only),
    "position, then first exact quote": _peer(_exact_quote_first),
    f"folded exact quote, {CONTEXT} characters of context": _peer(_folded_with_context),
    "rapidfuzz partial_ratio_alignment": _peer(_partial_ratio),
    "Hypothesis's method": _peer(_hypothesis),
    OURS: zhupi,
}
