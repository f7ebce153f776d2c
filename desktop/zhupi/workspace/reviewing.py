"""Annotations whose article's text changed: what waits for review, and what a person decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zhupi.core.model import AnnotationState, Change, Span
from zhupi.core.reviewing import ReviewDetail, ReviewItem
from zhupi.store import Store

Sign = Callable[[Change], Change]


class Reviewing:
    """`Workspace.reviewing`. Every method that changes is one operation, and undoable."""

    def __init__(self, store: Store, sign: Sign) -> None:
        self._store = store
        self._sign = sign

    def counts(self) -> Mapping[AnnotationState, int]:
        """How many annotations wait, by state; without `RESOLVED`."""
        raise NotImplementedError

    def items(self, article: str = "") -> list[ReviewItem]:
        """All that waits, orphans and ambiguous ones first, then the least sure."""
        raise NotImplementedError

    def detail(self, identifier: str) -> ReviewDetail:
        """Old and new, side by side. Raises `NotFoundError`."""
        raise NotImplementedError

    def accept(self, identifiers: Sequence[str]) -> Change:
        """The places found are right. Raises `InvalidRequestError` for one that has none."""
        raise NotImplementedError

    def reattach(self, identifier: str, span: Span) -> Change:
        """The passage is this range of its article's text as it is now.

        Raises `NotFoundError`, `InvalidRequestError`.
        """
        raise NotImplementedError

    def revert(self, article: str) -> Change:
        """Puts the old text of an article back, and its annotations where they stood.

        Raises `NotFoundError` where no old text is kept.
        """
        raise NotImplementedError
