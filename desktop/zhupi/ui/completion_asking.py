"""Asks what might be typed on, where no search has to wait for it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from zhupi.core.protocols import Checkpoint
from zhupi.core.search import Completion
from zhupi.ui.articles.search_box import SearchBox
from zhupi.ui.services import Services

TOPIC = "completion"


class CompletionController(QObject):
    """Between the search box and the index."""

    def __init__(self, services: Services, box: SearchBox) -> None:
        super().__init__(box)
        self._services = services
        self._box = box
        box.completion_wanted.connect(self._ask)

    def _ask(self, query: str, cursor: int) -> None:
        workspace = self._services.workspace

        def work(_check: Checkpoint) -> tuple[Completion, ...]:
            return workspace.complete(query, cursor)

        # A damaged index is told where it keeps somebody from finding, not from typing.
        self._services.tasks.search(
            work,
            lambda found: self._box.offer(query, found),
            lambda _reason: None,
            topic=TOPIC,
            quiet=True,
        )
