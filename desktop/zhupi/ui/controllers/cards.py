"""Fills the annotations panel: those of the open article, or of all, narrowed by a tag."""

from __future__ import annotations

from PySide6.QtCore import QObject

from zhupi.core.model import Annotation, AnnotationFilter, Change
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.panels.annotations import AnnotationsPanel
from zhupi.ui.services import Services

Cards = tuple[list[Annotation], dict[str, str]]


class CardsController(QObject):
    """Keeps the panel in step with its own query, the open article and the library."""

    def __init__(
        self, services: Services, reading: ReadingController, panel: AnnotationsPanel
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._reading = reading
        self._panel = panel
        panel.query_changed.connect(lambda _query: self.fill())
        reading.annotations_changed.connect(self._on_annotations)
        services.tasks.changed.connect(self._on_change)

    def fill(self) -> None:
        """Shows what the panel asks for."""
        query = self._panel.query
        if not query.everywhere:
            self._panel.show_annotations(self._here(query.tag), {})
            return
        workspace = self._services.workspace

        def work() -> Cards:
            found = workspace.annotations(AnnotationFilter(tag=query.tag))
            articles = list(dict.fromkeys(annotation.target.article for annotation in found))
            return found, {s.id: s.title for s in workspace.summaries(articles)}

        def done(answer: Cards) -> None:
            if self._panel.query == query:
                self._panel.show_annotations(*answer)

        self._services.tasks.run(work, done=done)

    def _here(self, tag: str) -> list[Annotation]:
        """The annotations of the open article with `tag` or one below it."""
        return [
            annotation
            for annotation in self._reading.annotations
            if not tag or any(t == tag or t.startswith(tag + "/") for t in annotation.tags)
        ]

    def _on_annotations(self) -> None:
        if not self._panel.query.everywhere:
            self.fill()

    def _on_change(self, change: Change) -> None:
        # Those of the open article come with its own reload.
        everywhere = self._panel.query.everywhere
        if everywhere and (change.annotations or change.tags or change.articles):
            self.fill()
