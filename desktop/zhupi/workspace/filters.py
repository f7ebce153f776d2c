"""Filters from what a person typed."""

from __future__ import annotations

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import AnnotationFilter, AnnotationState


def annotation_filter(
    articles: tuple[str, ...], tag: str, state: str, color: str
) -> AnnotationFilter:
    """Raises `InvalidRequestError` for a state that is none."""
    try:
        wanted = AnnotationState(state) if state else None
    except ValueError:
        known = ", ".join(AnnotationState)
        raise InvalidRequestError(
            message("There is no state {state}. There are: {known}.", state=state, known=known)
        ) from None
    return AnnotationFilter(articles=articles, tag=tag.strip(), state=wanted, color=color)
