"""What a person decides about a passage that waits for review.

Whatever comes out is `RESOLVED`: a person chose the place, so it is sure and needs no origin.
"""

from __future__ import annotations

from dataclasses import replace

from zhupi.annotations.selectors import describe
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, AnnotationState, Span

_STANDING = (AnnotationState.RESOLVED, AnnotationState.MOVED)


def confirmed(annotation: Annotation, text: str) -> Annotation:
    """The annotation, its present place in `text` being right.

    Raises `InvalidRequestError` for one that has no place: an orphan, an ambiguous one.
    """
    if annotation.state not in _STANDING:
        raise InvalidRequestError(
            message(
                "«{quote}» has no place in the text to accept. Choose one first.",
                quote=annotation.original_quote,
            )
        )
    return reattached(annotation, text, annotation.span)


def reattached(annotation: Annotation, text: str, span: Span) -> Annotation:
    """The annotation on `span` of `text`.

    Raises `InvalidRequestError` for a range that is empty or reaches beyond the text.
    """
    position, quote = describe(text, span)
    return replace(
        annotation,
        target=replace(annotation.target, position=position, quote=quote),
        state=AnnotationState.RESOLVED,
        confidence=1.0,
        origin=None,
    )
