"""Brings the lines of a concordance while they are being found, a piece at a time.

The lines are read in the quiet lane of search, which waits while somebody waits for an answer.
Each piece is asked for when the one before is shown: a window that cannot keep up holds the
reading back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from zhupi.core.messages import Message
from zhupi.core.protocols import Checkpoint, go_on
from zhupi.core.search import ConcordanceLine, ConcordanceRequest
from zhupi.ui.tasks import Tasks

Source = Callable[[ConcordanceRequest, Checkpoint], Iterator[ConcordanceLine]]
Piece = tuple[list[ConcordanceLine], bool]  #: lines, and whether they were the last

TOPIC = "concordance"
FIRST = 60  #: lines of the first piece: a screenful
MOST = 2_000  #: lines of a later one
SECONDS = 0.04  #: a piece takes no longer, so that what is shown grows evenly


class _Gate:
    """The checkpoint of a whole reading: each call brings its own."""

    def __init__(self) -> None:
        self.check: Checkpoint = go_on

    def __call__(self) -> None:
        self.check()


class _Reading:
    """One concordance being read; used in the lane only, by one call after the other.

    The lines know nothing of it, so that they end, and give the index back, with it.
    """

    def __init__(self, source: Source, request: ConcordanceRequest) -> None:
        self._source = source
        self._request = request
        self._gate = _Gate()
        self._lines: Iterator[ConcordanceLine] | None = None

    def piece(self, most: int, check: Checkpoint) -> Piece:
        self._gate.check = check
        if self._lines is None:
            self._lines = self._source(self._request, self._gate)
        found: list[ConcordanceLine] = []
        end = time.monotonic() + SECONDS
        for line in self._lines:
            found.append(line)
            if len(found) >= most or time.monotonic() > end:
                return found, False
        return found, True


class LineFeed(QObject):
    """Asks for pieces and tells of them; a newer request ends the older."""

    arrived = Signal(object)  #: list[ConcordanceLine]
    ended = Signal()  #: there are no more
    failed = Signal(object)  #: Message

    def __init__(self, tasks: Tasks, source: Source, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source = source
        self._reading: _Reading | None = None
        # What waits to be painted goes first: while the lane reads, painting is slower.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(lambda: self._ask(MOST))

    @property
    def busy(self) -> bool:
        """Whether lines may still come."""
        return self._reading is not None

    def start(self, request: ConcordanceRequest) -> None:
        """Reads a concordance from its beginning."""
        self._soon.stop()
        self._reading = _Reading(self._source, request)
        self._ask(FIRST)

    def stop(self) -> None:
        """No more lines come."""
        self._soon.stop()
        self._reading = None
        self._tasks.drop_searches(TOPIC)

    def _ask(self, most: int) -> None:
        reading = self._reading
        if reading is None:
            return

        def done(piece: Piece) -> None:
            if reading is self._reading:
                self._take(piece)

        def failed(reason: Message) -> None:
            if reading is self._reading:
                self._reading = None
                self.failed.emit(reason)

        self._tasks.search(
            lambda check: reading.piece(most, check), done, failed, topic=TOPIC, quiet=True
        )

    def _take(self, piece: Piece) -> None:
        lines, last = piece
        if last:
            self._reading = None
        else:
            self._soon.start()
        if lines:
            self.arrived.emit(lines)
        if last:
            self.ended.emit()
