"""The widget in which an article is read, selected in and marked.

It shows what it is given and tells what the person does, both in `core.model` terms: ranges are
code points into the article's canonical text. It never changes an article or an annotation, and
it opens nothing: no link, no image, no file.

Reading needs no caret: arrows, Page Up and Page Down, Home, End and Space scroll. A caret
appears with F7, Left, Right, or Shift and an arrow; then the keys move it as in an editor, Shift
selects, Enter activates what stands at it, Escape drops the selection and then the caret.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from zhupi.core.model import Annotation, Span
from zhupi.ui.reading.document import link_at
from zhupi.ui.reading.keys import KeyAction, action_of
from zhupi.ui.reading.look import Look
from zhupi.ui.reading.marked_page import MarkedPage
from zhupi.ui.tooltips import plain_tooltip

Describe = Callable[[Annotation], str]

_SELECTING_PAUSE_MILLISECONDS = 350
_WHEEL_STEP = 120


class ReadingSurface(MarkedPage):
    """A page to read, select in and mark.

    `describe` gives the words of the tooltip of an annotation (plain text, may be empty); what is
    said of mentions is somebody else's. Right clicks are told by Qt's
    `customContextMenuRequested`.
    """

    #: The person has finished selecting: the range, and the screen's point below its end.
    span_selected = Signal(Span, QPoint)
    #: Selecting ended with nothing selected, or with nothing but white space.
    selection_cleared = Signal()
    #: A highlight was clicked: its annotation's id. Clicks at the same place go through all.
    annotation_activated = Signal(str)
    #: A mention outside all highlights was clicked: the `Mention`. The outermost comes first,
    #: clicks at the same place go inwards.
    mention_activated = Signal(object)
    #: The pointer rests on mentions: them, the outermost first, and the screen's point.
    mentions_hovered = Signal(object, QPoint)
    #: The pointer moved: the offset of the character below it, -1 where there is none.
    pointed_at = Signal(int)
    #: Ctrl and the wheel: steps by which the person wants the text bigger (negative: smaller).
    zoom_requested = Signal(int)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        look: Look | None = None,
        describe: Describe | None = None,
    ) -> None:
        super().__init__(parent, look=look)
        self._describe = describe or _describe_plainly
        self._pressed_at: QPoint | None = None
        self._wheeled = 0  # eighths of a degree that have not yet made a step
        # The last place clicked: its offset, the annotations there, and which one's turn it was.
        self._clicked: tuple[int, tuple[object, ...], int] = (-1, (), 0)
        self._selecting = QTimer(self)
        self._selecting.setSingleShot(True)
        self._selecting.setInterval(_SELECTING_PAUSE_MILLISECONDS)
        self._selecting.timeout.connect(self._tell_selection)
        self.setAcceptDrops(False)  # files dropped here are the window's to import
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.cursorPositionChanged.connect(self._repaint_caret)

    def _tell_selection(self) -> None:
        self._selecting.stop()
        span = self.selected_span()
        if span is None:
            self.selection_cleared.emit()
        else:
            self.span_selected.emit(span, self.point_below(span))

    def point_below(self, span: Span) -> QPoint:
        """The screen's point below the end of `span`, or the nearest one of the page in view."""
        rect, inside = self.character_rect(span.end - 1), self.viewport().rect()
        x = min(max(rect.right() + 1, inside.left()), inside.right())
        y = min(max(rect.bottom(), inside.top()), inside.bottom())
        return self.viewport().mapToGlobal(QPoint(x, y))

    def clear_selection(self) -> None:
        """Drops the selection where it ends, and tells so."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self._tell_selection()

    # --- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._set_caret(shown=False)
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed_at = self._pressed_at, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            return
        self._tell_selection()
        point = event.position().toPoint()
        moved = (point - pressed).manhattanLength() >= QApplication.startDragDistance()
        if not moved and not self.textCursor().hasSelection():
            offset = self.offset_at(point)
            if offset is not None:
                self._activate(offset)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects the mention that was clicked; Qt's word elsewhere."""
        super().mouseDoubleClickEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._pressed_at = point
        offset = self.offset_at(point)
        mention = None if offset is None else self.mention_at(offset)
        if mention is not None:
            self.select(mention.span)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            offset = self.offset_at(event.position().toPoint())
            self.viewport().setCursor(self._pointer(offset))
            self.pointed_at.emit(-1 if offset is None else offset)

    def _pointer(self, offset: int | None) -> Qt.CursorShape:
        if offset is None:
            return Qt.CursorShape.ArrowCursor
        if self.annotations_at(offset) or self.mention_at(offset) is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # Qt would enlarge this document's fonts behind the look's back.
            self._wheeled += event.angleDelta().y()
            steps = int(self._wheeled / _WHEEL_STEP)  # a touchpad sends many small ones
            self._wheeled -= steps * _WHEEL_STEP
            if steps:
                self.zoom_requested.emit(steps)
            event.accept()
            return
        super().wheelEvent(event)

    def _activate(self, offset: int) -> None:
        """Tells which annotation or mention the person means at `offset`."""
        ids = tuple(self.annotations_at(offset))
        if ids:
            self.annotation_activated.emit(ids[self._turn(offset, ids)])
            return
        mentions = tuple(self.mentions_at(offset))
        if mentions:
            self.mention_activated.emit(mentions[self._turn(offset, mentions)])

    def _turn(self, offset: int, there: tuple[object, ...]) -> int:
        """Which of those at `offset` is meant; the next one at each click."""
        last_offset, last, turn = self._clicked
        turn = (turn + 1) % len(there) if (last_offset, last) == (offset, there) else 0
        self._clicked = (offset, there, turn)
        return turn

    # --- keyboard -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = action_of(event, caret=self._caret)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif action is KeyAction.ESCAPE:
            self._escape(event)
        elif action in _SCROLL_STEPS:
            self._scroll(action)
        elif action is KeyAction.ACTIVATE:
            self._activate(self.caret_offset())
        elif action in (KeyAction.TOGGLE_CARET, KeyAction.SHOW_CARET):
            self._set_caret(shown=action is KeyAction.SHOW_CARET or not self._caret)
        else:
            self._move(event, action)

    def _move(self, event: QKeyEvent, action: KeyAction) -> None:
        before = self._selected_positions()
        if action is KeyAction.MOVE:
            self._set_caret(shown=True)
        super().keyPressEvent(event)
        after = self._selected_positions()
        if before == after:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # More steps may come: told when Shift is let go, or after a pause.
            self._selecting.start()
        else:
            self._tell_selection()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if event.key() == Qt.Key.Key_Shift and self._selecting.isActive():
            self._tell_selection()

    def _selected_positions(self) -> tuple[int, int] | None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        return cursor.selectionStart(), cursor.selectionEnd()

    def _escape(self, event: QKeyEvent) -> None:
        if self.textCursor().hasSelection():
            self.clear_selection()
        elif self._caret:
            self._set_caret(shown=False)
        else:
            event.ignore()  # the window may have something to close

    def _scroll(self, action: KeyAction) -> None:
        bar, line = self.verticalScrollBar(), self.line_pixels
        page = max(line, self.viewport().height() - 2 * line)
        step = {
            KeyAction.LINE_UP: -line,
            KeyAction.LINE_DOWN: line,
            KeyAction.PAGE_UP: -page,
            KeyAction.PAGE_DOWN: page,
            KeyAction.TOP: bar.minimum() - bar.value(),
            KeyAction.BOTTOM: self.last_scroll() - bar.value(),
        }[action]
        self.scroll_to(bar.value() + step)

    def _set_caret(self, *, shown: bool) -> None:
        if shown and not self._caret and not self.textCursor().hasSelection():
            # It appears where one reads, not where one last clicked pages away.
            inside = self.viewport().rect()
            if not inside.contains(self.cursorRect().center()):
                cursor = QTextCursor(self.document())
                cursor.setPosition(self.first_visible_position())
                self.setTextCursor(cursor)
        self._caret = shown
        self.viewport().update()

    def _repaint_caret(self) -> None:
        if self._caret:
            self.viewport().update()

    # --- tooltips -----------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed_at.emit(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            offset = self.offset_at(event.pos())
            mentions = [] if offset is None else self.mentions_at(offset)
            if mentions:
                QToolTip.hideText()
                self.mentions_hovered.emit(mentions, event.globalPos())
                return True
            words = self.tooltip_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def tooltip_at(self, point: QPoint) -> str:
        """What is said about the place under a point of the viewport, as plain text."""
        if self.article is None:
            return ""
        image = self.image_at(point)
        if image is not None:
            return image.url or ""
        offset = self.offset_at(point)
        if offset is None:
            return ""
        words = [self._describe(a) for a in self.annotations_over(offset)]
        words.append(link_at(self.article, offset))
        return "\n\n".join(word for word in words if word)


_SCROLL_STEPS = frozenset(
    {
        KeyAction.LINE_UP,
        KeyAction.LINE_DOWN,
        KeyAction.PAGE_UP,
        KeyAction.PAGE_DOWN,
        KeyAction.TOP,
        KeyAction.BOTTOM,
    }
)


def _describe_plainly(item: Annotation) -> str:
    return "\n".join(part for part in (item.note, " · ".join(item.tags)) if part)
