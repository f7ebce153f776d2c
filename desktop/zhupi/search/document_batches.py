"""Documents in batches, each for one commit."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass, field
from typing import Final

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink
from zhupi.core.search import SearchDocument
from zhupi.search.segment_writer import SegmentWriter

BATCH_ROWS: Final = 16_384
BATCH_CHARACTERS: Final = 40_000_000
_FIRST_ROWS: Final = 1_024  #: of the first batch, so that something of a long job is found soon


@dataclass(slots=True)
class Batch:
    """What a segment was filled with."""

    rows: dict[str, int] = field(default_factory=dict)  #: by article
    replaced: list[int] = field(default_factory=list)  #: rows of which a later one came

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(self.rows)


class DocumentBatches:
    """Takes documents one by one, no sooner than they are needed.

    Once `progress` or whoever gives the documents raises `CancelledError` there are no more.
    """

    def __init__(self, documents: Iterable[SearchDocument], progress: ProgressSink) -> None:
        self._documents = iter(documents)
        self._total = len(documents) if isinstance(documents, Sized) else 0
        self._progress = progress
        self._next: SearchDocument | None = None
        self.done = 0
        self.cancelled: CancelledError | None = None

    def more(self) -> bool:
        """Whether there is a document left."""
        if self._next is None and self.cancelled is None:
            try:
                self._next = next(self._documents, None)
            except CancelledError as error:
                self.cancelled = error
        return self._next is not None

    def fill(self, writer: SegmentWriter) -> Batch:
        """Gives the writer as many as one commit should hold, at least one."""
        batch = Batch()
        most = BATCH_ROWS if self.done else _FIRST_ROWS
        characters = 0
        while len(writer) < most and characters < BATCH_CHARACTERS and self.more():
            document, self._next = self._next, None
            assert document is not None
            row = writer.add(document)
            if document.article in batch.rows:
                batch.replaced.append(batch.rows[document.article])
            batch.rows[document.article] = row
            characters += len(document.text)
            self.done += 1
            try:
                self._progress(Progress(self.done, self._total, message("Indexing articles")))
            except CancelledError as error:
                self.cancelled = error
        return batch
