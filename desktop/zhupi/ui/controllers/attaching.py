"""Attaching a passage again by hand: the article, a strip over it, a selection, Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from zhupi.core.model import Article, Span
from zhupi.core.reviewing import ReviewDetail
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.review.attach_bar import AttachBar
from zhupi.ui.review.wording import is_placed


class AttachingController(QObject):
    """While it is at work, selections in the article mean one thing only."""

    attached = Signal(str, Span, str)  #: id of the annotation, where it belongs, what stands there
    cancelled = Signal()

    def __init__(
        self,
        reading: ReadingController,
        annotating: AnnotatingController,
        surface: ReadingSurface,
        bar: AttachBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._reading = reading
        self._annotating = annotating
        self._surface = surface
        self._bar = bar
        self._detail: ReviewDetail | None = None
        bar.done.connect(self.attach)
        bar.cancelled.connect(self.cancel)
        surface.copyAvailable.connect(lambda _some: self._say_possible())
        surface.installEventFilter(self)
        reading.asked_for.connect(self._on_asked_for)
        reading.opened.connect(self._on_opened)

    @property
    def busy(self) -> bool:
        return self._detail is not None

    def begin(self, detail: ReviewDetail) -> None:
        """Opens the article about where the passage may be, and asks for a selection."""
        self.stop()
        self._detail = detail
        self._annotating.paused = True
        annotation = detail.item.annotation
        self._bar.ask(annotation.original_quote)

        def show() -> None:
            article = self._reading.article
            if self._detail is not detail or article is None:
                return
            self._surface.clear_selection()
            self._reading.reveal(_likeliest(detail, len(article.text)))
            self._surface.setFocus(Qt.FocusReason.OtherFocusReason)

        self._reading.open(annotation.target.article, show)

    def attach(self) -> None:
        """The selection is the passage."""
        span, detail = self._surface.selected_span(), self._detail
        if span is not None and detail is not None:
            article = self._reading.article
            quote = span.of(article.text) if article else ""
            self.stop()
            self._surface.clear_selection()
            self.attached.emit(detail.item.annotation.id, span, quote)

    def cancel(self) -> None:
        """Gives up, and says so."""
        if self.stop():
            self.cancelled.emit()

    def stop(self) -> bool:
        """Back to reading; whether it was at work."""
        if self._detail is None:
            return False
        self._detail = None
        self._annotating.paused = False
        self._bar.hide()
        return True

    # --- within -------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.busy and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            selected = self._surface.selected_span() is not None
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and selected:
                self.attach()
                return True
            if event.key() == Qt.Key.Key_Escape and not selected:
                self.cancel()
                return True
        return super().eventFilter(watched, event)

    def _on_asked_for(self, article: str) -> None:
        # Another article was opened: what is selected there is not meant.
        if self._detail is not None and article != self._detail.item.annotation.target.article:
            self.stop()

    def _on_opened(self, article: Article | None) -> None:
        if article is None:
            self.stop()

    def _say_possible(self) -> None:
        self._bar.set_possible(possible=self._surface.selected_span() is not None)


def _likeliest(detail: ReviewDetail, length: int) -> Span:
    """Where to begin looking: where it stands, the best other place, or as far in as it was."""
    annotation = detail.item.annotation
    if is_placed(annotation):
        return annotation.span
    if detail.candidates:
        return detail.candidates[0].span
    start = min((annotation.origin or annotation.target).position.start, max(length - 1, 0))
    return Span(start, start)
