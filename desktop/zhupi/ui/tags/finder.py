"""Finds tags by characters and by pinyin, where nothing in the window has to wait for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from zhupi.core.protocols import Checkpoint
from zhupi.ui.services import Services


class TagFinder(QObject):
    """Asks the library; only the answer to what was typed last on a topic arrives."""

    found = Signal(str, object)  #: what was typed, list of paths, best first

    def __init__(self, services: Services, topic: str, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._topic = topic

    def ask(self, typed: str) -> None:
        """Has `found` tell which tags `typed` may mean."""
        tagging = self._services.workspace.tagging

        def work(_check: Checkpoint) -> list[str]:
            return tagging.find(typed)

        self._services.tasks.search(
            work,
            lambda paths: self.found.emit(typed, paths),
            topic=self._topic,
            quiet=True,
        )

    def drop(self) -> None:
        """Nothing asked so far is wanted any more."""
        self._services.tasks.drop_searches(self._topic)
