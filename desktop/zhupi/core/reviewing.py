"""What a person looks at to decide where a passage stands after its article's text changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhupi.core.messages import Message, plural
from zhupi.core.model import Annotation, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the new text where a passage may stand."""

    span: Span
    score: float  #: 0 to 1


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One annotation that waits for review, as a list shows it."""

    annotation: Annotation
    title: str  #: of its article
    replaced: datetime | None  #: when the text that it was made in went; None: not known


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text with the passage in it."""

    text: str
    start: int  #: of `text` in the whole
    marks: tuple[Span, ...]  #: ranges of the whole text


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """Old and new, side by side."""

    item: ReviewItem
    old: Excerpt | None  #: None: the old text was not kept
    new: Excerpt | None  #: around the place it has now; None: it has none
    candidates: tuple[Candidate, ...]  #: other places worth offering, best first
    candidate_excerpts: tuple[Excerpt, ...]  #: one a candidate


def waiting_message(count: int) -> Message:
    """How many annotations wait for review, as one sentence without an end."""
    return plural(
        "{count:,} annotation waits for review", "{count:,} annotations wait for review", count
    )
