"""What the history tells of an operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One operation that can be undone, or, where `undone`, done again."""

    number: int
    operation: str  #: see `core.operations.operation_title`
    program: str  #: which part of the program: window, command line …
    created: datetime  #: with UTC offset
    undone: bool
    articles: int  #: how many of each it touched
    annotations: int
    tags: int
    searches: int
    about: str = ""  #: what it touched first: a title, a tag, a passage; at most 20 characters
    corrections: int = 0
