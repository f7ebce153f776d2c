"""A range of a text, described so that it can be found again in another version of it."""

from __future__ import annotations

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Span, TextPositionSelector, TextQuoteSelector

CONTEXT = 32  #: code points of prefix and of suffix, fewer at a border of the text


def describe(text: str, span: Span) -> tuple[TextPositionSelector, TextQuoteSelector]:
    """Where `span` of `text` is, and what stands there and around it.

    Raises `InvalidRequestError` for a range that is empty or reaches beyond the text.
    """
    if not span:
        raise InvalidRequestError(message("Select some text first: the passage is empty."))
    if span.end > len(text):
        raise InvalidRequestError(
            message(
                "The passage from {start} to {end} is not in the text, which ends at {length}.",
                start=span.start,
                end=span.end,
                length=len(text),
            )
        )
    return (
        TextPositionSelector(span.start, span.end),
        TextQuoteSelector(
            exact=span.of(text),
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
        ),
    )
