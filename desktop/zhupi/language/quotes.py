"""Where the words of one corrected place stand in a text that may have changed since."""

from __future__ import annotations

from zhupi.core.folding import Folding
from zhupi.core.model import Span
from zhupi.core.understanding import Correction


def place_of(told: Correction, folded: str, fold: Folding) -> Span | None:
    """The place that a correction means; None where none fits, or several do.

    It is the one it was made at, if the words stand there with what stood on one side of them;
    else the only one with what stood on both sides, else on one. `folded` is the text.
    """
    exact = fold(told.quote.exact if told.quote else told.text)
    if not exact or exact != fold(told.text):
        return None
    before = fold(told.quote.prefix) if told.quote else ""
    after = fold(told.quote.suffix) if told.quote else ""
    at = told.position.start if told.position else -1
    if at >= 0 and folded.startswith(exact, at) and _framed(folded, at, exact, before, after):
        return Span(at, at + len(exact))
    for left, right in ((before, after), (before, ""), ("", after)):
        if left or right:
            start = _only(folded, left + exact + right)
            if start is not None:
                start += len(left)
                return Span(start, start + len(exact))
    return None


def _framed(folded: str, at: int, exact: str, before: str, after: str) -> bool:
    """Whether one side of what stands at `at` is as it was; a border of the text is one, too."""
    left = folded.endswith(before, 0, at) if before else at == 0
    right = folded.startswith(after, at + len(exact)) if after else at + len(exact) == len(folded)
    return left or right or not (before or after)


def _only(folded: str, words: str) -> int | None:
    first = folded.find(words)
    if first < 0 or folded.find(words, first + 1) >= 0:
        return None
    return first
