"""Annotations from what a person marked and typed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from zhupi.annotations import describe
from zhupi.core.errors import ChangedMeanwhileError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, Article, Body, Change, Span, Target
from zhupi.store import Store
from zhupi.workspace.bodies import bodies_of
from zhupi.workspace.filters import checked_color
from zhupi.workspace.retrying import again


def require_quote(text: str, span: Span, quote: str | None) -> None:
    """Raises `ChangedMeanwhileError` where the person saw other words at `span`; None: not asked.

    A correction may have been imported since the text was shown.
    """
    if quote is not None and span.of(text) != quote:
        raise ChangedMeanwhileError(
            message("The article has just been replaced. Nothing was changed; try again.")
        )


def new_annotation(
    article: Article, span: Span, *, bodies: tuple[Body, ...], color: str, creator: str
) -> Annotation:
    """Raises `InvalidRequestError` for a range outside the text, or a colour that is none."""
    position, quote = describe(article.text, span)
    now = datetime.now(UTC)
    return Annotation(
        id=str(uuid.uuid4()),
        target=Target(article.id, position, quote),
        bodies=bodies,
        color=checked_color(color),
        creator=creator,
        created=now,
        modified=now,
    )


def edit(
    store: Store,
    identifier: str,
    *,
    tags: Sequence[str] | None,
    note: str | None,
    color: str | None,
) -> tuple[Annotation, Change]:
    """Changes what is not None of an annotation, as another process may leave it.

    Raises `NotFoundError`, `InvalidRequestError`.
    """

    def once() -> tuple[Annotation, Change]:
        old = store.annotation(store.resolve_annotation(identifier))
        new = edited(old, tags=tags, note=note, color=color)
        if new is old:
            return old, Change("edit")
        return new, store.update_annotations([new], seen=[old])

    return again(once)


def edited(
    old: Annotation, *, tags: Sequence[str] | None, note: str | None, color: str | None
) -> Annotation:
    """`old` with what is not None in place of what it had. Raises `InvalidRequestError`."""
    new = replace(
        old,
        bodies=bodies_of(old.tags if tags is None else tags, old.note if note is None else note),
        color=old.color if color is None else checked_color(color),
    )
    return old if new == old else replace(new, modified=datetime.now(UTC))
