"""Carries annotations from one version of an article's text to the next.

Old and new text are aligned once (`placing`); each passage is read off the alignment and decided
upon (`deciding`). A passage whose old text is not known, or is not what it was said to be, is
looked for by its quote and the characters around that. Nothing is ever dropped or guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from zhupi.annotations.deciding import Decision, decide
from zhupi.annotations.dense import Dense, DenseTable
from zhupi.annotations.placing import Comparison
from zhupi.annotations.selectors import describe
from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Origin,
    Span,
    TextPositionSelector,
    TextQuoteSelector,
)

_NOTHING: Mapping[str, str] = MappingProxyType({})
_STANDING = frozenset({AnnotationState.RESOLVED, AnnotationState.MOVED})


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
    texts = {**earlier, version: old_text} if version else earlier
    search = Search(new_text)
    return [_carried(annotation, old_text, version, texts, search) for annotation in annotations]


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

    Those that were chosen in that content stand there again exactly, and so do those that stayed
    `RESOLVED` when it was replaced by `new_text`. The others are carried over from `new_text`,
    whose digest is `replaced`, as by `reanchor`.
    """
    backwards = _Backwards(old_text, new_text)
    results: list[Annotation | None] = []
    for annotation in annotations:
        origin = annotation.origin
        if origin is not None and origin.version == version:
            results.append(_as_chosen(annotation, origin))
        else:
            results.append(backwards.stayed(annotation))
    others = [a for a, result in zip(annotations, results, strict=True) if result is None]
    carried = iter(reanchor(others, new_text, old_text, version=replaced, earlier=earlier))
    return [next(carried) if result is None else result for result in results]


class _Backwards:
    """Finds annotations that stayed resolved in a text that is taken back.

    By the very alignment that left them resolved, so that they come back to where they were.
    """

    def __init__(self, old_text: str, new_text: str) -> None:
        self._old_text, self._new_text = old_text, new_text
        self._comparison: Comparison | None = None

    def stayed(self, annotation: Annotation) -> Annotation | None:
        """The annotation in the old text; None where it was not resolved from there."""
        if annotation.state is not AnnotationState.RESOLVED:
            return None
        if self._comparison is None:
            self._comparison = Search(self._new_text).compared(self._old_text)
        for span in self._comparison.origins(annotation.span):
            decision = decide(self._comparison, span, may_stay=True)
            if decision.state is AnnotationState.RESOLVED and decision.span == annotation.span:
                position, quote = describe(self._old_text, span)
                if quote.exact == annotation.quote:
                    target = replace(annotation.target, position=position, quote=quote)
                    return replace(annotation, target=target)
        return None


class Search:
    """Looks for passages of other texts in one text."""

    def __init__(self, text: str) -> None:
        self._table = DenseTable()
        self._new = Dense(text, self._table)
        self._known: dict[str, Comparison] = {}

    @property
    def text(self) -> str:
        return self._new.whole

    def compared(self, old_text: str) -> Comparison:
        """The text beside an older version of it."""
        if old_text not in self._known:
            self._known[old_text] = Comparison(Dense(old_text, self._table), self._new)
        return self._known[old_text]

    def compared_quote(self, quote: TextQuoteSelector) -> tuple[Comparison, Span]:
        """The text beside a quote with what stood around it, and the quote's range in that."""
        whole = quote.prefix + quote.exact + quote.suffix
        span = Span(len(quote.prefix), len(quote.prefix) + len(quote.exact))
        return Comparison(Dense(whole, self._table), self._new, versions=False), span


def _carried(
    annotation: Annotation, old_text: str, version: str, texts: Mapping[str, str], search: Search
) -> Annotation:
    """One annotation in the new text, with its origin if it does not stay resolved."""
    origin = annotation.origin
    if origin is None:
        waits = annotation.state is not AnnotationState.RESOLVED
        stands = annotation.state in _STANDING
        target = annotation.target
        source: str | None = old_text if stands else None
        origin = None if waits else Origin(version, target.position, target.quote)
        decision = _decision(target.position, target.quote, source, search, may_stay=not waits)
    else:
        source = texts.get(origin.version)
        decision = _decision(origin.position, origin.quote, source, search, may_stay=True)
    if decision.span is None:
        return _lost(annotation, decision.state, origin, search.text)
    position, quote = describe(search.text, decision.span)
    return replace(
        annotation,
        target=replace(annotation.target, position=position, quote=quote),
        state=decision.state,
        confidence=decision.confidence,
        origin=None if decision.state is AnnotationState.RESOLVED else origin,
    )


def _decision(
    position: TextPositionSelector,
    quote: TextQuoteSelector,
    old_text: str | None,
    search: Search,
    *,
    may_stay: bool,
) -> Decision:
    if old_text is not None and old_text[position.start : position.end] == quote.exact != "":
        span = Span(position.start, position.end)
        return decide(search.compared(old_text), span, may_stay=may_stay)
    comparison, span = search.compared_quote(quote)
    return decide(comparison, span, may_stay=False)


def _lost(
    annotation: Annotation, state: AnnotationState, origin: Origin | None, text: str
) -> Annotation:
    """The annotation with its quote as the person chose it and no place."""
    quote = origin.quote if origin else annotation.target.quote
    length = len(text)
    start, end = min(annotation.span.start, length), min(annotation.span.end, length)
    target = replace(annotation.target, position=TextPositionSelector(start, end), quote=quote)
    return replace(annotation, target=target, state=state, confidence=0.0, origin=origin)


def _as_chosen(annotation: Annotation, origin: Origin) -> Annotation:
    return replace(
        annotation,
        target=replace(annotation.target, position=origin.position, quote=origin.quote),
        state=AnnotationState.RESOLVED,
        confidence=1.0,
        origin=None,
    )
