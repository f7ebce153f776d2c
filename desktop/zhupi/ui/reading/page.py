"""One article as a page: laid out in a column, selected in, kept where one reads.

The first of three layers of the reading surface: `PageView` lays out, `MarkedPage` paints what
is marked, `ReadingSurface` listens to mouse and keys. Ranges are code points into the canonical
text of the article shown; points are the viewport's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import (
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QImage,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from zhupi.core.model import Article, Block, Span
from zhupi.ui.reading.document import Page, build_page
from zhupi.ui.reading.geometry import character_at, character_rect
from zhupi.ui.reading.look import Look

_SURROGATES = re.compile("[\ud800-\udfff]")
_SMALLEST_SIDE = 46  # pixels beside the column; the bars of notes stand there
_REACH = 10  # pixels by which marks are higher and lower than the lines they belong to


class PageView(QTextBrowser):
    """Shows one article at a time; nothing in an article is ever opened or fetched."""

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
        # Where the person reads: an offset, and how far below the top; kept until they scroll.
        self._place: tuple[int, float] | None = None
        self._adjusting = False
        self.verticalScrollBar().valueChanged.connect(self._forget_place)
        self._shown_selection: tuple[int, int] | None = None  # document positions
        self.selectionChanged.connect(self._repaint_selection)
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

    def _show(self, article: Article | None) -> bool:
        """Shows `article`, or an empty page; returns whether it is the one already read.

        The same article again, with the same text, stays where the person reads.
        """
        before, self._article = self._article, article
        if article is before:
            return True
        same = (
            article is not None
            and before is not None
            and (article.id, article.text) == (before.id, before.text)
        )
        self._rebuild(stay=same)
        return same

    def set_look(self, look: Look) -> None:
        """Sets the page anew; the person stays where they read, with what they selected."""
        if look != self._look:
            self._look = look
            self._rebuild(stay=True)

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

    def _repaint_selection(self) -> None:
        """Has those lines painted that are selected now and were not, or the other way round."""
        cursor = self.textCursor()
        now = (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None
        before, self._shown_selection = self._shown_selection, now
        if now is None or before is None or now[0] > before[1] or before[0] > now[1]:
            changed = [found for found in (before, now) if found is not None]
        else:
            changed = [(min(*pair), max(*pair)) for pair in zip(before, now, strict=True)]
        for first, last in changed:
            if first < last:
                self._repaint_lines(first, last)

    def _repaint_span(self, span: Span, *, at_once: bool = False) -> None:
        """Has the lines of `span` painted anew, where they are in view; `at_once`: before this
        returns."""
        if len(span):
            to_document = self._page.positions.to_document
            self._repaint_lines(to_document(span.start), to_document(span.end), at_once=at_once)

    def _repaint_lines(self, first: int, last: int, *, at_once: bool = False) -> None:
        """Has the lines of the document positions `first` to `last` painted anew."""
        inside = self.viewport().rect()
        top = self._document_hit(inside.topLeft(), Qt.HitTestAccuracy.FuzzyHit)
        bottom = self._document_hit(inside.bottomRight(), Qt.HitTestAccuracy.FuzzyHit)
        # Nothing beyond is asked for where it lies: that would lay out all the text before it.
        first, last = max(first, top), min(last, bottom)
        if first > last:
            return
        document = self._page.document
        lines = character_rect(document, first).united(character_rect(document, last))
        above = lines.top() - self.verticalScrollBar().value()
        rows = QRect(0, int(above) - _REACH, inside.width(), int(lines.height()) + 2 * _REACH + 1)
        if at_once:
            self.viewport().repaint(rows)
        else:
            self.viewport().update(rows)

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

    def caret_offset(self) -> int:
        """The offset of the character behind the caret."""
        return self._page.positions.to_text(self.textCursor().position())

    def first_visible_position(self) -> int:
        """The document position of the first line that is wholly in view."""
        top = self._document_hit(QPoint(0, self.line_pixels), Qt.HitTestAccuracy.FuzzyHit)
        return max(0, top)

    def first_visible_offset(self) -> int:
        """The offset of the first character of that line."""
        return self._page.positions.to_text(self.first_visible_position())

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
        self._shown_selection = None
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

    def copy(self) -> None:
        """Puts the canonical characters selected on the clipboard."""
        words = self._selected_words()
        if words:
            # Not by way of the method below: what Python makes and a clipboard still holds when
            # the process ends crashes it on some platforms.
            QGuiApplication.clipboard().setText(words)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is dragged, and pasted by the middle button: the same characters."""
        data = QMimeData()
        data.setText(self._selected_words())
        return data

    def _selected_words(self) -> str:
        span = self.selected_span()
        if span is None or self._article is None:
            return ""
        # Qt drops lone surrogates silently; the stand-in says that something was there.
        return _SURROGATES.sub("\ufffd", span.of(self._article.text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._keeping(self._reading_place()):
            self._fit_column()
            super().resizeEvent(event)
