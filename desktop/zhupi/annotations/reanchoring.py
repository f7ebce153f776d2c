"""Carries annotations from one version of an article's text to the next.

Each rung of the ladder is only tried where the one above found nothing:

1. The passage lies in a stretch that both versions share (`alignment`), with enough of its
   surroundings: the same place. `RESOLVED` where not a character differs, else `MOVED`.
2. Its quote, folded, stands at a place that is new and the characters around it agree: `MOVED`.
3. Several places fit and nothing separates them: `AMBIGUOUS`. Never guessed.
4. None does: `ORPHAN`.

Invariant: with `RESOLVED` and `MOVED`, the folded text of the new range is the folded quote.
Passages whose own characters were altered are therefore orphans here, never near misses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from zhupi.annotations.alignment import Alignment, Run
from zhupi.annotations.selectors import CONTEXT, describe
from zhupi.core.folding import Folding
from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Origin,
    Span,
    TextPositionSelector,
    TextQuoteSelector,
)

# A quote found by itself is scored from 0 to 1: a part for its own length, if it was the only one
# of its kind, and the rest for how much of its surroundings agree. At 24 characters it is half.
_HALF_WEIGHT = 24
_FLOOR = 0.62  #: below it a place does not fit
_LEAD = 0.15  #: a rival nearer than this makes it ambiguous
_PLAUSIBLE = 0.45  #: two such places are worth showing as ambiguous, one is not worth taking

_ENOUGH_CONTEXT = 16  #: characters around a passage that a shared stretch must hold
_BORDER = 8  #: characters that the beginning or the end of both texts counts for
_SPEAKS_FOR_ITSELF = 3  #: a passage this long needs no agreement on its other side
_STANDING = (AnnotationState.RESOLVED, AnnotationState.MOVED)


_NOTHING: Mapping[str, str] = MappingProxyType({})


def reanchor(
    annotations: Sequence[Annotation],
    old_text: str,
    new_text: str,
    *,
    version: str = "",
    earlier: Mapping[str, str] = _NOTHING,
) -> list[Annotation]:
    """The annotations of one article as they stand to `new_text`: as many, in the same order.

    `version` is the digest of the content that `old_text` is of; it goes into the origins of
    those that do not stay `RESOLVED`. One that already waits for review is looked for again
    from its origin, whose text is in `earlier` (digest → text) where it was kept; it ends that
    state only where the stretch it was chosen in stands again untouched.

    Those that are found get the new range and the quote as it reads now. Ambiguous ones and
    orphans keep their quote, prefix and suffix; their position is only cut to the new text's
    length (it may become empty) and must not be read as a place.
    """
    if old_text == new_text:
        return list(annotations)
    texts = {**earlier, version: old_text} if version else dict(earlier)
    known: dict[str, _Versions] = {old_text: _Versions(old_text, new_text)}
    result = []
    for annotation in annotations:
        source = _source(annotation)
        origin = annotation.origin
        text = old_text if origin is None else texts.get(origin.version, "")
        if text not in known:
            known[text] = _Versions(text, new_text)
        found = _carry(source, known[text])
        if found.state is AnnotationState.RESOLVED:
            result.append(found)
            continue
        if origin is None and annotation.state is AnnotationState.RESOLVED:
            target = annotation.target
            origin = Origin(version, target.position, target.quote)
        sure = 0.9 if found.state is AnnotationState.MOVED else 0.0
        result.append(replace(found, origin=origin, confidence=sure))
    return result


def returned(
    annotations: Sequence[Annotation],
    new_text: str,
    old_text: str,
    version: str,
    *,
    replaced: str = "",
    earlier: Mapping[str, str] = _NOTHING,
) -> list[Annotation]:
    """The annotations of one article as `old_text`, of the digest `version`, comes back.

    Those that were chosen in that content stand there again exactly; the others are carried
    over from `new_text`, whose digest is `replaced`, as by `reanchor`.
    """
    others = [a for a in annotations if a.origin is None or a.origin.version != version]
    carried = iter(reanchor(others, new_text, old_text, version=replaced, earlier=earlier))
    return [
        _as_chosen(annotation, annotation.origin)
        if annotation.origin is not None and annotation.origin.version == version
        else next(carried)
        for annotation in annotations
    ]


def _source(annotation: Annotation) -> Annotation:
    return annotation if annotation.origin is None else _as_chosen(annotation, annotation.origin)


def _as_chosen(annotation: Annotation, origin: Origin) -> Annotation:
    return replace(
        annotation,
        target=replace(annotation.target, position=origin.position, quote=origin.quote),
        state=AnnotationState.RESOLVED,
        confidence=1.0,
        origin=None,
    )


class _Versions:
    """Both texts, folded, and how they align."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self.fold = Folding()
        self.old_text, self.new_text = old_text, new_text
        self.old, self.new = self.fold(old_text), self.fold(new_text)
        self.alignment = Alignment(self.old, self.new)


def _carry(annotation: Annotation, versions: _Versions) -> Annotation:
    stands = (
        annotation.state in _STANDING
        and bool(annotation.span)
        and annotation.span.of(versions.old_text) == annotation.quote
    )
    if stands:
        runs = list(_trusted_runs(annotation.span, versions))
        shifts = {run.shift for run in runs}
        if len(shifts) > 1 or any(_doubled(annotation.span, run, versions) for run in runs):
            return _lost(annotation, AnnotationState.AMBIGUOUS, versions)
        if shifts:
            in_order = any(run.in_order for run in runs)
            return _shifted(annotation, shifts.pop(), versions, in_order=in_order)
    return _found_by_quote(annotation, versions, stands=stands)


# --- the same stretch ---------------------------------------------------------------------------


def _trusted_runs(span: Span, versions: _Versions) -> Iterator[Run]:
    for run in versions.alignment.covering(span.start, span.end):
        left, right = span.start - run.start, run.end - span.end
        if run.start == 0 == run.start + run.shift:
            left += _BORDER
        if run.end == len(versions.old) and run.end + run.shift == len(versions.new):
            right += _BORDER
        # A character or two at the very edge of what the texts share may be there by chance.
        at_edge = min(left, right) < 2 and len(span) < _SPEAKS_FOR_ITSELF
        if at_edge or left + right < _ENOUGH_CONTEXT:
            continue
        yield run


def _doubled(span: Span, run: Run, versions: _Versions) -> bool:
    """Whether the passage stands, with all its surroundings, more often than it did."""
    around = versions.old[max(run.start, span.start - CONTEXT) : min(run.end, span.end + CONTEXT)]
    return versions.new.count(around) > versions.old.count(around)


def _shifted(
    annotation: Annotation, shift: int, versions: _Versions, *, in_order: bool
) -> Annotation:
    span = Span(annotation.span.start + shift, annotation.span.end + shift)
    same = in_order and span.of(versions.new_text) == annotation.quote
    state = annotation.state if same else AnnotationState.MOVED
    return _placed(annotation, span, state, versions)


# --- the quote by itself ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    score: float


def _found_by_quote(annotation: Annotation, versions: _Versions, *, stands: bool) -> Annotation:
    quote = versions.fold(annotation.quote)
    if not quote.strip():
        return _lost(annotation, AnnotationState.ORPHAN, versions)
    # A quote that was the only one of its kind may speak for itself; any other, or one whose
    # old text is gone, only through what stands around it.
    only_one = stands and _at_most_one(versions.old, quote)
    weight = len(quote) / (len(quote) + _HALF_WEIGHT) if only_one else 0.0
    candidates = sorted(
        (
            _Candidate(start, weight + (1 - weight) * agreement)
            for start, agreement in _places(annotation.target.quote, quote, versions)
            if not (stands and _was_another(annotation.span, start, versions))
        ),
        key=lambda candidate: -candidate.score,
    )
    plausible = [c for c in candidates if c.score >= _PLAUSIBLE]
    if not plausible or (len(plausible) == 1 and plausible[0].score < _FLOOR):
        return _lost(annotation, AnnotationState.ORPHAN, versions)
    best = plausible[0]
    if best.score < _FLOOR or any(best.score - c.score < _LEAD for c in plausible[1:]):
        return _lost(annotation, AnnotationState.AMBIGUOUS, versions)
    span = Span(best.start, best.start + len(quote))
    return _placed(annotation, span, AnnotationState.MOVED, versions)


def _places(
    selector: TextQuoteSelector, quote: str, versions: _Versions
) -> Iterator[tuple[int, float]]:
    """Every place of the folded `quote`, with how much of the context agrees (0 to 1)."""
    prefix, suffix = versions.fold(selector.prefix), versions.fold(selector.suffix)
    text = versions.new
    # A context of a few characters proves little, also where the text had no more.
    whole = max(len(prefix) + len(suffix), _HALF_WEIGHT)
    start = text.find(quote)
    while start >= 0:
        before = text[max(0, start - len(prefix)) : start]
        after = text[start + len(quote) : start + len(quote) + len(suffix)]
        left = _agreeing(reversed(before), reversed(prefix))
        right = _agreeing(after, suffix)
        torn = (prefix and not left) or (suffix and not right)
        if not (torn and len(quote) < _SPEAKS_FOR_ITSELF):
            yield start, (left + right) / whole
        start = text.find(quote, start + 1)


def _was_another(span: Span, start: int, versions: _Versions) -> bool:
    """Whether what stands at `start` of the new text stood elsewhere in the old one.

    A title that is repeated, a sentence said twice: its twin was never what was marked.
    """
    runs = versions.alignment.covering_new(start, start + len(span))
    return bool(runs) and all(start - run.shift != span.start for run in runs)


def _agreeing(these: Iterable[str], those: Iterable[str]) -> int:
    count = 0
    for this, that in zip(these, those, strict=False):
        if this != that:
            break
        count += 1
    return count


def _at_most_one(text: str, quote: str) -> bool:
    first = text.find(quote)
    return first < 0 or text.find(quote, first + 1) < 0


# --- what comes out -----------------------------------------------------------------------------


def _placed(
    annotation: Annotation, span: Span, state: AnnotationState, versions: _Versions
) -> Annotation:
    position, quote = describe(versions.new_text, span)
    target = replace(annotation.target, position=position, quote=quote)
    return replace(annotation, target=target, state=state)


def _lost(annotation: Annotation, state: AnnotationState, versions: _Versions) -> Annotation:
    length = len(versions.new_text)
    start, end = min(annotation.span.start, length), min(annotation.span.end, length)
    target = replace(annotation.target, position=TextPositionSelector(start, end))
    return replace(annotation, target=target, state=state)
