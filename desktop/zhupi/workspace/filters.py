"""Filters from what a person typed."""

from __future__ import annotations

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import COLORS, AnnotationFilter, AnnotationState


def annotation_filter(
    articles: tuple[str, ...], tag: str, state: str, color: str
) -> AnnotationFilter:
    """Raises `InvalidRequestError` for a state or a colour that is none."""
    try:
        wanted = AnnotationState(state) if state else None
    except ValueError:
        known = ", ".join(AnnotationState)
        raise InvalidRequestError(
            message("There is no state {state}. There are: {known}.", state=state, known=known)
        ) from None
    if color:
        checked_color(color)
    return AnnotationFilter(articles=articles, tag=tag.strip(), state=wanted, color=color)


def checked_color(color: str) -> str:
    """`color`. Raises `InvalidRequestError` where it is none of `COLORS`."""
    if color not in COLORS:
        known = ", ".join(COLORS)
        raise InvalidRequestError(
            message("There is no colour {color}. There are: {known}.", color=color, known=known)
        )
    return color
