"""Corrections made of what a person sees and says.

A correction speaks of what was recognised, not of what earlier corrections made of it; so whoever
corrects a name twice replaces what was said first.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from zhupi.annotations import describe
from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import Article, Label, Mention, Span
from zhupi.core.understanding import Correction, CorrectionKind, Scope

_NARROWEST_FIRST = (Scope.HERE, Scope.ARTICLE, Scope.EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be corrected: a mention as it is shown, and what it was recognised as."""

    article: Article
    span: Span  #: where it is shown
    label: Label | None  #: as which it is shown; None: it is not
    found: str  #: as what it was recognised
    was: Label | None
    entity: str = ""  #: what an earlier correction says
    value: str = ""

    @property
    def words(self) -> str:
        return self.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What it should be; None: as it is."""

    kind: CorrectionKind
    operation: str  #: of the history
    span: Span | None = None
    label: Label | None = None
    entity: str | None = None
    value: str | None = None


def shown_at(
    article: Article,
    span: Span,
    recognised: Sequence[Mention],
    shown: Sequence[Mention],
    corrections: Sequence[Correction],
) -> Place:
    """The mention that stands at exactly `span`. Raises `NotFoundError`.

    `corrections` are those that reach the article.
    """
    words = span.of(article.text)
    mention = next((m for m in shown if m.span == span), None)
    if mention is None:
        raise NotFoundError(
            message(
                "Nothing is marked from {start} to {end} of “{title}”.",
                start=span.start,
                end=span.end,
                title=article.title,
            )
        )
    raw = next((m for m in recognised if m.span == span), None)
    told = next((c for c in _by_scope(corrections) if _made(c, mention, words, raw)), None)
    if told is not None:
        found, was = told.found, told.was
    else:
        found, was = words, raw.label if raw else mention.label
    entity, value = (told.entity, told.value) if told else ("", "")
    return Place(article, span, mention.label, found, was, entity, value)


def unmarked(article: Article, span: Span) -> Place:
    """Words that are no mention yet."""
    return Place(article, span, None, span.of(article.text), None)


def correction(place: Place, wanted: Wanted, scope: Scope, creator: str) -> Correction:
    """What to keep. Raises `InvalidRequestError`."""
    article = place.article
    span = wanted.span or place.span
    position, quote = describe(article.text, span)
    _require_fitting(place, span)
    label = None if wanted.kind is CorrectionKind.NOT_ENTITY else wanted.label or place.label
    same = span == place.span and label is place.label
    entity = wanted.entity if wanted.entity is not None else place.entity if same else ""
    value = wanted.value if wanted.value is not None else place.value if same else ""
    here = scope is Scope.HERE
    return Correction(
        id=str(uuid.uuid4()),
        kind=wanted.kind,
        scope=scope,
        found=place.found,
        was=place.was,
        text=span.of(article.text),
        label=label,
        entity=entity,
        value=value,
        article="" if scope is Scope.EVERYWHERE else article.id,
        position=position if here else None,
        quote=quote if here else None,
        creator=creator,
        created=datetime.now(UTC),
    )


def superseded(new: Correction, known: Sequence[Correction]) -> list[str]:
    """The ids of those that `new` leaves nothing to say."""
    return [
        old.id
        for old in known
        if old.id != new.id and _about(old) == _about(new) and _meet(old, new)
    ]


def is_known(new: Correction, known: Sequence[Correction]) -> bool:
    """Whether one of `known` says the very same."""
    return any(
        _about(old) == _about(new) and _said(old) == _said(new) and old.position == new.position
        for old in known
    )


def _about(c: Correction) -> tuple[object, ...]:
    return c.scope, c.article, c.found, c.was


def _meet(one: Correction, other: Correction) -> bool:
    """Whether they are not of two places."""
    a, b = one.position, other.position
    return a is None or b is None or (a.start < b.end and b.start < a.end)


def _said(c: Correction) -> tuple[object, ...]:
    return c.text, c.label, c.entity, c.value


def _by_scope(corrections: Sequence[Correction]) -> list[Correction]:
    """In the order in which they hold: the narrowest scope first, of one scope the latest."""
    latest = sorted(
        corrections, key=lambda c: c.created.timestamp() if c.created else 0.0, reverse=True
    )
    return sorted(latest, key=lambda c: _NARROWEST_FIRST.index(c.scope))


def _made(told: Correction, mention: Mention, words: str, raw: Mention | None) -> bool:
    """Whether the mention is what this correction made of one; `raw` was recognised there."""
    if told.text != words or told.label is not mention.label:
        return False
    if told.position is not None and told.position.start != mention.start:
        return False
    if told.found != words:
        return raw is None  # else these words stand for themselves
    return told.was is None or (raw is not None and raw.label is told.was)


def _require_fitting(place: Place, span: Span) -> None:
    """Raises `InvalidRequestError` where a mention cannot stand at `span`."""
    blocks = [b.span for b in place.article.blocks]
    if not any(b.start <= span.start and span.end <= b.end for b in blocks):
        raise InvalidRequestError(
            message("A name or a date must lie inside one paragraph of the article.")
        )
    if not span.of(place.article.text).strip():
        raise InvalidRequestError(message("Select some words first: this is only white space."))
    if place.found not in (words := span.of(place.article.text)) and words not in place.found:
        raise InvalidRequestError(
            message("The new borders must lie around the old ones, or inside them.")
        )
