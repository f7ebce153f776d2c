"""What is said of tags and of many passages at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhupi.core.model import Change, Span


class TagFate(StrEnum):
    """What becomes of the passages when a tag is deleted."""

    KEEP = "keep"  #: they stay, without the tag
    DELETE = "delete"  #: those that bear nothing else (no other tag, no note) go with it


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of an article; `quote` is what must stand there, so that no edit is overlooked."""

    article: str  #: id
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class TagReport:
    """What came of tagging many places; `change` is one operation."""

    change: Change
    added: int  #: new annotations
    extended: int  #: annotations of exactly this place that got the tags
    unchanged: int  #: had them all
    gone: int  #: places whose article went or reads otherwise now
