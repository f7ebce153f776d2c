"""Annotations with the same tag that lie over each other, made one on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from zhupi.annotations.selectors import describe
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, AnnotationState, Body, Span


def overlapping(annotations: Iterable[Annotation], tag: str) -> list[tuple[Annotation, ...]]:
    """Groups of two and more with exactly `tag` that hang together by shared characters.

    By article, then by place. Only those that are `RESOLVED`: where the others stand is not
    decided yet.
    """
    chosen = [a for a in annotations if a.state is AnnotationState.RESOLVED and tag in a.tags]
    chosen.sort(key=lambda a: (a.target.article, a.span, a.created, a.id))
    groups: list[tuple[Annotation, ...]] = []
    for _, of_article in groupby(chosen, key=lambda a: a.target.article):
        groups.extend(_chains(of_article))
    return groups


def merged(group: Sequence[Annotation], text: str) -> Annotation:
    """One annotation over all that the group's cover, with all that was said in any of them.

    It keeps the id, the creator and the colour of the one made first, and the time of the
    latest change. `text` is that of their article. Raises `InvalidRequestError` unless they
    hang together in one article and are all `RESOLVED`.
    """
    if not _hangs_together(group):
        raise InvalidRequestError(
            message("Only passages of one article that lie over each other can be merged.")
        )
    in_place = sorted(group, key=lambda a: (a.span, a.created, a.id))
    first = min(group, key=lambda a: (a.created, a.id))
    span = Span(in_place[0].span.start, max(a.span.end for a in group))
    position, quote = describe(text, span)
    bodies: dict[Body, None] = {}  # in order, each but once
    for annotation in in_place:
        bodies.update(dict.fromkeys(annotation.bodies))
    return replace(
        first,
        target=replace(first.target, position=position, quote=quote),
        bodies=tuple(bodies),
        modified=max(a.modified for a in group),
    )


def _hangs_together(group: Sequence[Annotation]) -> bool:
    if not group or any(a.state is not AnnotationState.RESOLVED for a in group):
        return False
    if len({a.target.article for a in group}) > 1:
        return False
    chains = list(_chains(sorted(group, key=lambda a: a.span)))
    return len(group) == 1 or [len(chain) for chain in chains] == [len(group)]


def _chains(in_place: Iterable[Annotation]) -> Iterable[tuple[Annotation, ...]]:
    """Of annotations sorted by place, the runs of two and more that share characters."""
    chain: list[Annotation] = []
    reach = 0
    for annotation in in_place:
        if chain and annotation.span.start >= reach:
            if len(chain) > 1:
                yield tuple(chain)
            chain = []
        reach = max(reach, annotation.span.end) if chain else annotation.span.end
        chain.append(annotation)
    if len(chain) > 1:
        yield tuple(chain)
