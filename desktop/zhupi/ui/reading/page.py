"""One article as a page: laid out, painted with what is marked in it, kept where one reads.

`PageView` shows; what the person does with mouse and keys is `ReadingSurface`'s. Ranges are code
points into the canonical text of the article shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    QUrl,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from zhupi.core.model import Annotation, Article, Block, Label, Mention, Span
from zhupi.ui.reading.document import Page, build_page
from zhupi.ui.reading.geometry import character_at, character_rect
from zhupi.ui.reading.layers import Canvas, Layers
from zhupi.ui.reading.look import Look
from zhupi.ui.reading.visible import VisibleText

_SMALLEST_SIDE = 46  # pixels beside the column; the bars of notes stand there
_FLASH_MILLISECONDS = 1_400
_CARET_WIDTH = 2


class PageView(QTextBrowser):
    """Shows one article at a time; nothing in an article is ever opened or fetched."""

    #: The article given last stands on the screen.
    first_painted = Signal()

    def __init__(self, parent: QWidget | None = None, *, look: Look | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        # A bar that comes and goes would lay everything out twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._look = look or Look()
        self._article: Article | None = None
        self._layers = Layers()
        self._caret = False
        # Where the person reads: an offset, and how far below the top; kept until they scroll.
        self._place: tuple[int, float] | None = None
        self._adjusting = False
        self._paint_awaited = True
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self.first_painted)
        self._flash = QVariantAnimation(self)
        self._flash.setStartValue(1.0)
        self._flash.setEndValue(0.0)
        self._flash.setDuration(_FLASH_MILLISECONDS)
        self._flash.valueChanged.connect(self._fade)
        self.verticalScrollBar().valueChanged.connect(self._forget_place)
        self.selectionChanged.connect(self.viewport().update)
        self._page = self._new_page()
        self._put_page()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    @property
    def look(self) -> Look:
        """How it is shown."""
        return self._look

    def show_article(
        self,
        article: Article | None,
        mentions: Iterable[Mention] = (),
        annotations: Iterable[Annotation] = (),
    ) -> None:
        """Shows `article` from its top, or an empty page.

        The same article again, with the same text, stays where the person reads.
        """
        before, self._article = self._article, article
        self._layers.set_mentions(mentions)
        self._layers.set_annotations(annotations)
        self._paint_awaited = True
        self.viewport().update()
        if article is before:
            return
        same = (
            article is not None
            and before is not None
            and (article.id, article.text) == (before.id, before.text)
        )
        if not same:
            self._layers.set_matches((), None)
            self._layers.active = None
            self._caret = False
            self._stop_flash()
        self._rebuild(stay=same)

    def set_mentions(self, mentions: Iterable[Mention]) -> None:
        """Replaces the mentions of the article shown."""
        self._layers.set_mentions(mentions)
        self.viewport().update()

    def set_annotations(self, annotations: Iterable[Annotation]) -> None:
        """Replaces the annotations of the article shown."""
        self._layers.set_annotations(annotations)
        self.viewport().update()

    def set_marks(self, spans: Sequence[Span], current: int | None = None) -> None:
        """Marks what a search found; `current` is the index of the one looked at."""
        self._layers.set_matches(spans, current)
        self.viewport().update()

    def set_visible_labels(self, labels: frozenset[Label]) -> None:
        """Shows mentions of these kinds only."""
        self._layers.set_visible_labels(labels)
        self.viewport().update()

    def set_active_annotation(self, annotation: str | None) -> None:
        """Outlines the annotation of this id, or none."""
        self._layers.active = annotation
        self.viewport().update()

    def set_look(self, look: Look) -> None:
        """Sets the page anew; the person stays where they read, with what they selected."""
        if look != self._look:
            self._look = look
            self._rebuild(stay=True)

    def reveal(self, span: Span, *, flash: bool = False) -> None:
        """Brings `span` into view, into the upper third unless it can be read where it is."""
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

    # --- selection and places -----------------------------------------------------------------

    def selected_span(self) -> Span | None:
        """The characters selected, without breaks at either end; none if only white space."""
        span = self._selection()
        if span is None or self._article is None:
            return None
        selected = span.of(self._article.text)
        if not selected.strip():
            return None
        start = span.start + len(selected) - len(selected.lstrip("\n"))
        return Span(start, start + len(selected.strip("\n")))

    def _selection(self) -> Span | None:
        cursor = self.textCursor()
        if self._article is None or not cursor.hasSelection():
            return None
        to_text = self._page.positions.to_text
        return Span(to_text(cursor.selectionStart()), to_text(cursor.selectionEnd()))

    def select(self, span: Span) -> None:
        """Selects `span` without scrolling there and without telling."""
        cursor = self.textCursor()
        cursor.setPosition(self._page.positions.to_document(span.start))
        # Before the character after the last one there may be an image: stay at the last one.
        after = self._position_after(span.end)
        cursor.setPosition(after, QTextCursor.MoveMode.KeepAnchor)
        scrolled = self.verticalScrollBar().value()
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def _position_after(self, end: int) -> int:
        """The document position behind the last character before `end`."""
        positions = self._page.positions
        if end <= 0 or self._article is None:
            return 0
        last = positions.to_document(end - 1)
        return last + (2 if self._article.text[end - 1 : end] > "\uffff" else 1)

    def annotations_at(self, offset: int) -> list[str]:
        """The ids of the annotations over the character at `offset`, smallest first."""
        return [annotation.id for annotation in self.annotations_over(offset)]

    def annotations_over(self, offset: int) -> list[Annotation]:
        """The annotations over the character at `offset`, smallest first."""
        return [marked.item for marked in self._layers.annotations.at(offset)]

    def mention_at(self, offset: int) -> Mention | None:
        """The smallest visible mention that holds the character at `offset`."""
        return next((marked.item for marked in self._layers.mentions.at(offset)), None)

    def offset_at(self, point: QPoint) -> int | None:
        """The offset of the character under a point of the viewport; none beside the text."""
        if self._article is None:
            return None
        below = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        position = character_at(self._page.document, below)
        if position is None or self._page.document.findBlock(position).blockNumber() in (
            self._page.images
        ):
            return None
        return self._page.positions.to_text(position)

    def image_at(self, point: QPoint) -> Block | None:
        """The image whose placeholder is under a point of the viewport."""
        position = self._document_hit(point, Qt.HitTestAccuracy.ExactHit)
        number = self._page.document.findBlock(position).blockNumber() if position >= 0 else -1
        return self._page.images.get(number)

    @property
    def caret_shown(self) -> bool:
        """Whether the keys move a caret rather than the page."""
        return self._caret

    def caret_offset(self) -> int:
        """The offset of the character behind the caret."""
        return self._page.positions.to_text(self.textCursor().position())

    def first_visible_position(self) -> int:
        """The document position of the first line that is wholly in view."""
        top = self._document_hit(QPoint(0, self.line_pixels), Qt.HitTestAccuracy.FuzzyHit)
        return max(0, top)

    def _document_hit(self, point: QPoint, accuracy: Qt.HitTestAccuracy) -> int:
        below = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        return self._page.document.documentLayout().hitTest(below, accuracy)

    @property
    def line_pixels(self) -> int:
        """The height of a line of body text."""
        return round(self._look.font_pixels * self._look.line_height)

    def scroll_to(self, value: int) -> None:
        """Scrolls, also to where the document has not been laid out yet."""
        bar = self.verticalScrollBar()
        if value > bar.maximum():
            # Qt lays out at leisure and lets the bar grow with it.
            bar.setMaximum(max(bar.maximum(), self.last_scroll()))
        bar.setValue(value)

    def last_scroll(self) -> int:
        """The scroll bar's value at the article's end, which is laid out if it was not."""
        height = self._page.document.size().height()
        return max(0, round(height) - self.viewport().height())

    def character_rect(self, offset: int) -> QRect:
        """Where the character at `offset` stands, in the viewport's coordinates."""
        position = self._page.positions.to_document(max(0, offset))
        rect = character_rect(self._page.document, position)
        return rect.translated(0, -self.verticalScrollBar().value()).toAlignedRect()

    # --- the page -----------------------------------------------------------------------------

    def _rebuild(self, *, stay: bool) -> None:
        place = self._reading_place() if stay else None
        selection = self.selected_span() if stay else None
        caret = self.caret_offset() if stay else 0
        with self._keeping(place):
            before, self._page = self._page, self._new_page()
            self._put_page()
            before.document.deleteLater()
            if selection is not None:
                self.select(selection)
            elif caret:
                cursor = self.textCursor()
                cursor.setPosition(self._page.positions.to_document(caret))
                self.setTextCursor(cursor)

    def _new_page(self) -> Page:
        return build_page(self._article, self._look, self.devicePixelRatioF(), self)

    def _put_page(self) -> None:
        self._set_palette()
        self._fit_column()
        self.setDocument(self._page.document)
        self.setCursorWidth(0)  # Qt's caret; it belongs to the document's layout
        self.viewport().update()

    def _set_palette(self) -> None:
        theme = self._look.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.paper))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        # The selection is painted with the layers, under the text: nothing here. Qt tints
        # selected images with the same colour, made half opaque.
        clear = QColor(theme.selection)
        clear.setAlpha(0)
        palette.setColor(QPalette.ColorRole.Highlight, clear)
        # No brush: selected text keeps its own colour.
        palette.setBrush(QPalette.ColorRole.HighlightedText, QBrush(Qt.BrushStyle.NoBrush))
        self.setPalette(palette)

    def _fit_column(self) -> None:
        """Centres the column by the margins of the document's frame."""
        spare = (self.viewport().width() - self._look.column) / 2
        side = max(_SMALLEST_SIDE, int(spare))
        root = self._page.document.rootFrame()
        margins = root.frameFormat()
        if margins.leftMargin() == side and margins.topMargin():
            return
        margins.setLeftMargin(side)
        margins.setRightMargin(side)
        margins.setTopMargin(self._look.font_pixels * 2)
        margins.setBottomMargin(self._look.font_pixels * 5)
        root.setFrameFormat(margins)

    @contextmanager
    def _keeping(self, place: tuple[int, float] | None) -> Iterator[None]:
        """Lets the page be laid out anew and then shows `place` where it was."""
        self._adjusting = True
        try:
            yield
            if place is None:
                self.verticalScrollBar().setValue(0)
            else:
                offset, below = place
                rect = character_rect(self._page.document, self._page.positions.to_document(offset))
                self.scroll_to(round(rect.top() - below))
        finally:
            self._adjusting = False
        self._place = place

    def _reading_place(self) -> tuple[int, float] | None:
        """The first character in view and how far below the top its line begins."""
        scrolled = self.verticalScrollBar().value()
        if self._place is None and scrolled and self._article is not None:
            document, positions = self._page.document, self._page.positions
            near = document.documentLayout().hitTest(
                QPointF(0, scrolled + 1), Qt.HitTestAccuracy.FuzzyHit
            )
            offset = positions.to_text(max(0, near))
            rect = character_rect(document, positions.to_document(offset))
            self._place = (offset, rect.top() - scrolled)
        return self._place if scrolled else None

    def _forget_place(self) -> None:
        if not self._adjusting:
            self._place = None

    # --- Qt's overrides -----------------------------------------------------------------------

    def loadResource(self, _type: int, _name: QUrl | str) -> QImage:
        """Nothing is loaded: a picture of one point, for whatever Qt may ask."""
        image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def createMimeDataFromSelection(self) -> QMimeData:
        """What copying and dragging give: the canonical characters, nothing of the display's."""
        data = QMimeData()
        span = self.selected_span()
        if span is not None and self._article is not None:
            data.setText(span.of(self._article.text))
        return data

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._keeping(self._reading_place()):
            self._fit_column()
            super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        scrolled = self.verticalScrollBar().value()
        visible = VisibleText(self._page.document, scrolled, event.rect())
        canvas = Canvas(painter, visible, self._page.positions, self._look.theme)
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

    def _paint_caret(self) -> None:
        caret = self.cursorRect()
        caret.setWidth(_CARET_WIDTH)
        painter = QPainter(self.viewport())
        painter.fillRect(caret.adjusted(0, 2, 0, -2), QColor(self._look.theme.accent))
        painter.end()
