"""Selecting the right borders of a name: a strip over the article, a selection, Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from zhupi.core.model import Mention, Span
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.correcting import CorrectingController
from zhupi.ui.controllers.names import NamesController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.understanding.borders_bar import BordersBar


class BordersController(QObject):
    """While it is at work, selections in the article mean the borders of one name."""

    def __init__(
        self,
        reading: ReadingController,
        names: NamesController,
        correcting: CorrectingController,
        annotating: AnnotatingController,
        surface: ReadingSurface,
        bar: BordersBar,
    ) -> None:
        super().__init__(bar)
        self._reading = reading
        self._names = names
        self._correcting = correcting
        self._annotating = annotating
        self._surface = surface
        self._bar = bar
        self._mention: Mention | None = None
        bar.done.connect(self.finish)
        bar.cancelled.connect(self.stop)
        surface.selectionChanged.connect(self._say_possible)
        surface.installEventFilter(self)
        reading.asked_for.connect(lambda _article: self.stop())
        reading.opened.connect(lambda _article: self.stop())

    @property
    def busy(self) -> bool:
        return self._mention is not None

    def begin(self) -> None:
        """Asks for the borders of a name; takes those that are selected already."""
        span, article = self._surface.selected_span(), self._reading.article
        mention = self._meant(span)
        if mention is None or article is None:
            self._correcting.hint()
            return
        if span is not None and _fits(mention, span):
            self._correcting.redraw(mention, span)
            return
        self._mention = mention
        self._annotating.paused = True
        self._bar.ask(mention.span.of(article.text))
        self._surface.reveal(mention.span)
        self._surface.select(mention.span)
        self._surface.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_possible()

    def finish(self) -> None:
        """What is selected is the name."""
        mention, span = self._mention, self._surface.selected_span()
        if mention is not None and span is not None and _fits(mention, span):
            self.stop()
            self._correcting.redraw(mention, span)

    def stop(self) -> None:
        """Back to reading."""
        if self._mention is not None:
            self._mention = None
            self._annotating.paused = False
            self._bar.hide()

    # --- within -------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.busy and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.stop()
                self._surface.clear_selection()
                return True
        return super().eventFilter(watched, event)

    def _meant(self, span: Span | None) -> Mention | None:
        """The mention whose borders are wrong: the active one, or the one that is selected, or a
        part of which is."""
        active = self._names.active
        if span is None or (active is not None and active.span.overlaps(span)):
            return active
        touched = (m for m in self._names.visible if m.span.overlaps(span))
        return max(touched, key=lambda m: m.end - m.start, default=None)

    def _say_possible(self) -> None:
        if self._mention is not None:
            span = self._surface.selected_span()
            fits = span is not None and _fits(self._mention, span)
            self._bar.set_possible(possible=fits)


def _fits(mention: Mention, span: Span) -> bool:
    """Whether `span` lies around the mention or inside it, and is not the same."""
    around = span.start <= mention.start and mention.end <= span.end
    inside = mention.start <= span.start and span.end <= mention.end
    return (around or inside) and span != mention.span
