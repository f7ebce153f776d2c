"""Fills the annotations panel: those of the open article, or of all, narrowed by a tag."""

from __future__ import annotations

from PySide6.QtCore import QObject

from zhupi.core.model import Annotation, AnnotationFilter, Change
from zhupi.ui.annotation_list import AnnotationsDelta
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.panels.annotations import AnnotationsPanel
from zhupi.ui.services import Services

Cards = tuple[list[Annotation], dict[str, str], int]
MOST = 2_000  #: cards of all articles at once; nobody scrolls through a million


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
            wanted = AnnotationFilter(tag=query.tag)
            found = workspace.annotations(wanted, MOST)
            articles = list(dict.fromkeys(annotation.target.article for annotation in found))
            total = len(found) if len(found) < MOST else workspace.count_annotations(wanted)
            return found, {s.id: s.title for s in workspace.summaries(articles)}, total

        def done(answer: Cards) -> None:
            if self._panel.query == query:
                self._panel.show_annotations(*answer)

        self._services.tasks.run(work, done=done)

    def _here(self, tag: str) -> list[Annotation]:
        """The annotations of the open article with `tag` or one below it."""
        return [a for a in self._reading.annotations if _has_tag(a, tag)]

    def _on_annotations(self, delta: AnnotationsDelta | None) -> None:
        query = self._panel.query
        if query.everywhere:
            return
        if delta is None or not self._panel.change_annotations(_narrowed(delta, query.tag)):
            self.fill()

    def _on_change(self, change: Change) -> None:
        # Those of the open article come with its own reload.
        everywhere = self._panel.query.everywhere
        if everywhere and (change.annotations or change.tags or change.articles):
            self.fill()


def _has_tag(annotation: Annotation, tag: str) -> bool:
    """Whether it has `tag` or one below it; empty: any will do."""
    return not tag or any(t == tag or t.startswith(tag + "/") for t in annotation.tags)


def _narrowed(delta: AnnotationsDelta, tag: str) -> AnnotationsDelta:
    """What `delta` means to a list of those with `tag`: without it they are gone from there."""
    without = tuple(a.id for a in delta.put if not _has_tag(a, tag))
    return AnnotationsDelta(
        (*delta.gone, *without), tuple(a for a in delta.put if _has_tag(a, tag))
    )
