"""A page with its marks: mentions, annotations, search matches, the caret."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from zhupi.core.model import Annotation, Article, Label, Mention, Span
from zhupi.ui.highlighting import Highlighting
from zhupi.ui.reading.canvas import Canvas
from zhupi.ui.reading.layers import Layers
from zhupi.ui.reading.look import Look
from zhupi.ui.reading.page import PageView
from zhupi.ui.reading.quotation_layer import SaidMark
from zhupi.ui.reading.visible import VisibleText

_FLASH_MILLISECONDS = 1_400
_CARET_WIDTH = 2
_MANY = 40  # changes at once, from which on all that is in view is painted anew


class MarkedPage(PageView):
    """Shows an article with everything that is marked in it."""

    #: The article given last stands on the screen.
    first_painted = Signal()
    #: Somebody wants to see a place of the article.
    revealed = Signal()

    def __init__(self, parent: QWidget | None = None, *, look: Look | None = None) -> None:
        super().__init__(parent, look=look)
        self._layers = Layers()
        self._highlighting = Highlighting(self._look.theme)
        self._caret = False
        self._tokens = 0  # of the pending highlights
        self._paint_awaited = True
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self.first_painted)
        self._flash = QVariantAnimation(self)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.setDuration(_FLASH_MILLISECONDS)
        self._flash.valueChanged.connect(self._fade)

    def show_article(
        self,
        article: Article | None,
        mentions: Iterable[Mention] = (),
        annotations: Iterable[Annotation] = (),
    ) -> None:
        """Shows `article` from its top, or an empty page.

        The same article again, with the same text, stays where the person reads.
        """
        self._layers.mentions.set_mentions(mentions)
        self._layers.set_annotations(annotations)
        self._layers.drop_all_pending()
        self._paint_awaited = True
        if not self._show(article):
            self._layers.set_matches((), None)
            self._layers.active = None
            self._layers.mentions.active = None
            self.set_quotations(())
            self._caret = False
            self._stop_flash()
        self.viewport().update()

    def set_mentions(self, mentions: Iterable[Mention]) -> None:
        """Replaces the mentions of the article shown."""
        self._layers.mentions.set_mentions(mentions)
        self.viewport().update()

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Replaces the annotations of the article shown."""
        self._layers.set_annotations(annotations)
        self.viewport().update()

    def change_annotations(self, gone: Iterable[str], put: Iterable[Annotation]) -> None:
        """Takes away the annotations of these ids and puts others, new or with an id known.

        What `set_annotations` with all would come to, in the time of those that changed.
        """
        changed = self._layers.change_annotations(gone, put)
        if len(changed) > _MANY:
            self.viewport().update()
            return
        for span in changed:
            self._repaint_span(span)

    def add_pending(self, span: Span, color: str) -> int:
        """Shows a highlight that is still being written; what takes it away again."""
        self._tokens += 1
        self._layers.add_pending(self._tokens, span, color)
        # At once: what writes it, in another thread, would compete with the painting.
        self._repaint_span(span, at_once=True)
        return self._tokens

    def drop_pending(self, token: int) -> None:
        """Takes a pending highlight away: it is written, or will never be."""
        span = self._layers.drop_pending(token)
        if span is not None:
            self._repaint_span(span)

    @property
    def pending(self) -> frozenset[Span]:
        """Where highlights stand that are still being written."""
        return self._layers.pending

    def drop_all_pending(self) -> None:
        self._layers.drop_all_pending()
        self.viewport().update()

    def set_marks(self, spans: Sequence[Span], current: int | None = None) -> None:
        """Marks what a search found; `current` is the index of the one looked at."""
        self._layers.set_matches(spans, current)
        self.viewport().update()

    def set_visible_labels(self, labels: frozenset[Label]) -> None:
        """Shows mentions of these kinds only."""
        self._layers.mentions.set_visible_labels(labels)
        self.viewport().update()

    def set_active_mention(self, mention: Mention | None) -> None:
        """Outlines this mention, or none."""
        before, self._layers.mentions.active = self._layers.mentions.active, mention
        for each in (before, mention):
            if each is not None and before != mention:
                self._repaint_span(each.span)

    def set_quotations(self, marks: Iterable[SaidMark], active: SaidMark | None = None) -> None:
        """Shows these quotations in the margin; `active` is the one that is looked at."""
        self._layers.quotations.set_marks(marks)
        self._layers.quotations.active = active
        self.viewport().update()

    def set_active_quotation(self, mark: SaidMark | None) -> None:
        self._layers.quotations.active = mark
        self.viewport().update()

    def set_active_annotation(self, annotation: str | None) -> None:
        """Outlines the annotation of this id, or none."""
        before, self._layers.active = self._layers.active, annotation
        for each in {before, annotation} - {None}:
            span = self._layers.annotations.span_of(each or "")
            if span is not None and before != annotation:
                self._repaint_span(span)

    def annotations_at(self, offset: int) -> list[str]:
        """The ids of the annotations over the character at `offset`, smallest first."""
        return [annotation.id for annotation in self.annotations_over(offset)]

    def annotations_over(self, offset: int) -> list[Annotation]:
        """The annotations over the character at `offset`, smallest first."""
        return [marked.item for marked in self._layers.annotations.at(offset)]

    def mentions_at(self, offset: int) -> list[Mention]:
        """The visible mentions that hold the character at `offset`, the outermost first."""
        return self._layers.mentions.at(offset)

    def mention_at(self, offset: int) -> Mention | None:
        """The first of `mentions_at`."""
        return next(iter(self.mentions_at(offset)), None)

    @property
    def caret_shown(self) -> bool:
        """Whether the keys move a caret rather than the page."""
        return self._caret

    def reveal(self, span: Span, *, flash: bool = False) -> None:
        """Brings `span` into view, into the upper third unless it can be read where it is."""
        self.revealed.emit()
        height = self.viewport().height()
        rect = self.character_rect(span.start)
        if not height * 0.06 <= rect.top() <= height * 0.7:
            self.scroll_to(round(self.verticalScrollBar().value() + rect.top() - height * 0.3))
        if flash:
            self._stop_flash()
            self._layers.flash = (span, 1.0)
            self._flash.start()
            self.viewport().update()

    def _fade(self, strength: float) -> None:
        if self._layers.flash is not None:
            span = self._layers.flash[0]
            self._layers.flash = (span, strength) if strength else None
            self.viewport().update()

    def _stop_flash(self) -> None:
        self._flash.stop()
        self._layers.flash = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled = self.verticalScrollBar().value()
        visible = VisibleText(self._page.document, scrolled, event.rect())
        canvas = Canvas(painter, visible, self._page.positions, self._fills())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas.paint_ornaments(self._page.quotes, self._page.bullets)
        self._layers.paint(canvas, self._selection())
        painter.end()
        super().paintEvent(event)
        if self._caret and self.hasFocus():
            self._paint_caret()
        if self._paint_awaited:
            self._paint_awaited = False
            self._painted.start(0)

    def _fills(self) -> Highlighting:
        if self._highlighting.theme != self._look.theme:
            self._highlighting = Highlighting(self._look.theme)
        return self._highlighting

    def _paint_caret(self) -> None:
        caret = self.cursorRect()
        caret.setWidth(_CARET_WIDTH)
        painter = QPainter(self.viewport())
        painter.fillRect(caret.adjusted(0, 2, 0, -2), QColor(self._look.theme.accent))
        painter.end()
