"""Names, times and quotations of articles, the entities of a library, and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from zhupi.core.model import Change, Label, Span
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.understanding import (
    Correction,
    CorrectionReport,
    EntitySummary,
    Reading,
    Scope,
)


class Understanding:
    """`Workspace.understanding`."""

    # --- looking ------------------------------------------------------------------------------

    def reading(self, article: str, *, keep: bool = True) -> Reading:
        """Mentions and quotations of one article, corrections applied; found now if need be."""
        raise NotImplementedError

    def known(self, article: str) -> Reading | None:
        """The same from what was found earlier, by whichever recogniser; None: not yet looked."""
        raise NotImplementedError

    def entities(
        self, typed: str = "", labels: Sequence[Label] = (), limit: int = 0
    ) -> list[EntitySummary]:
        """The library's entities whose names hold `typed`, the most mentioned first."""
        raise NotImplementedError

    def entity(self, identifier: str) -> EntitySummary:
        """One of them. Raises `NotFoundError`."""
        raise NotImplementedError

    def articles_of(self, identifier: str, limit: int = 0) -> list[tuple[str, int]]:
        """The articles that name an entity, latest first, and how often."""
        raise NotImplementedError

    # --- corrections --------------------------------------------------------------------------

    def corrections(self) -> list[Correction]:
        """All of them, latest first."""
        raise NotImplementedError

    def not_entity(self, article: str, span: Span, scope: Scope) -> Change:
        """What stands at `span` is nothing that should be marked; undoable, as all below.

        Each holds at once in `reading`; the facts of other articles follow by `apply`. Raise
        `NotFoundError` or `InvalidRequestError` where nothing is marked there.
        """
        raise NotImplementedError

    def relabel(self, article: str, span: Span, label: Label, scope: Scope) -> Change:
        """The mention at `span` is of another kind."""
        raise NotImplementedError

    def redraw(self, article: str, span: Span, new: Span, scope: Scope) -> Change:
        """The mention at `span` has other borders."""
        raise NotImplementedError

    def same_as(self, article: str, span: Span, entity: str, scope: Scope) -> Change:
        """The mention at `span` is `entity`: an id, or a new name for one that has none yet."""
        raise NotImplementedError

    def revalue(self, article: str, span: Span, value: str, scope: Scope) -> Change:
        """The time at `span` is `value`, ISO 8601. Raises `InvalidRequestError` otherwise."""
        raise NotImplementedError

    def mark(
        self, article: str, span: Span, label: Label, scope: Scope, entity: str = ""
    ) -> Change:
        """What stands at `span` is a mention that was missed."""
        raise NotImplementedError

    def withdraw(self, ids: Sequence[str]) -> Change:
        """Takes corrections back."""
        raise NotImplementedError

    def apply(self, progress: ProgressSink = ignore_progress) -> Change:
        """Brings what search and `entities` know of other articles in step with corrections.

        Resumable: whatever stops it, the next one goes on.
        """
        raise NotImplementedError

    def export_corrections(self, stream: BinaryIO) -> int:
        """Writes all corrections that are of use elsewhere as JSON Lines; how many."""
        raise NotImplementedError

    def import_corrections(self, stream: BinaryIO) -> tuple[CorrectionReport, Change]:
        """Adds those of such a list; one operation."""
        raise NotImplementedError
