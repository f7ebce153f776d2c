"""Places of a new text that a person may choose for a passage that waits for review."""

from __future__ import annotations

from zhupi.core.folding import Folding
from zhupi.core.model import Annotation, Span
from zhupi.core.reviewing import Candidate


def candidates(
    annotation: Annotation, old_text: str | None, new_text: str, limit: int = 5
) -> list[Candidate]:
    """Where the passage may stand in `new_text`, best first, none twice.

    `old_text` is the text of the annotation's origin, where it was kept.
    """
    if old_text == new_text:
        return [Candidate(annotation.span, 1.0)]
    fold = Folding()
    quote, text = fold(annotation.original_quote), fold(new_text)
    found: list[Candidate] = []
    start = text.find(quote) if quote else -1
    while start >= 0 and len(found) < limit:
        found.append(Candidate(Span(start, start + len(quote)), 0.5))
        start = text.find(quote, start + len(quote))
    return found
