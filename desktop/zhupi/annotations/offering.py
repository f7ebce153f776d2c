"""Places of a new text that a person may choose for a passage that waits for review."""

from __future__ import annotations

from collections.abc import Iterator

from zhupi.annotations.deciding import score
from zhupi.annotations.placing import Comparison, Place
from zhupi.annotations.reanchoring import Search
from zhupi.core.model import Annotation, Span
from zhupi.core.reviewing import Candidate

_MOST_COPIES = 50


def candidates(
    annotation: Annotation, old_text: str | None, new_text: str, limit: int = 5
) -> list[Candidate]:
    """Where the passage may stand in `new_text`, best first, no two over each other.

    `old_text` is the text of the annotation's origin, where it was kept. Nothing is too weak to
    be offered that has half of the passage, or its exact words.
    """
    origin = annotation.origin
    quote = origin.quote if origin else annotation.target.quote
    position = origin.position if origin else annotation.target.position
    search = Search(new_text)
    comparison, span = search.compared_quote(quote)
    found = dict(_places(comparison, span))
    if old_text is not None and old_text[position.start : position.end] == quote.exact != "":
        found |= _places(search.compared(old_text), Span(position.start, position.end))
    chosen: list[Candidate] = []
    for place, fit in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        if len(chosen) >= limit:
            break
        if not any(place.overlaps(one.span) for one in chosen):
            chosen.append(Candidate(place, fit))
    return chosen


def _places(comparison: Comparison, span: Span) -> Iterator[tuple[Span, float]]:
    """Ranges of the new text with how well they fit: the aligned one, rivals and exact copies."""
    start, end = comparison.old.inner(span)
    if start == end:
        return
    length = end - start
    aligned = comparison.place(start, end)
    places = [] if aligned is None else [comparison.exact_place(start, end, aligned)]
    places += comparison.rival_places(start, end)
    places += comparison.exact_places(start, end, _MOST_COPIES)
    for place in places:
        if 2 * place.kept >= length:
            yield _outer(comparison, place), min(1.0, score(place, length))


def _outer(comparison: Comparison, place: Place) -> Span:
    return comparison.new.outer(place.start, place.end)
