"""Hits of a search: the model of the list, and how one is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Span
from zhupi.core.search import Hit, SearchPage, Snippet
from zhupi.ui.articles.wording import SEPARATOR, date_text
from zhupi.ui.lists import draw_focus
from zhupi.ui.painting import (
    draw_elided,
    draw_layout,
    layout_height,
    mark_formats,
    one_line,
    sized,
    wrapped,
)
from zhupi.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
HitRole = int(Qt.ItemDataRole.UserRole)
MOST_SNIPPETS = 2
MOST_HEIGHTS = 1_000  #: of rows kept, so that old answers do not pile up
TITLE_PIXELS = 14
SNIPPET_PIXELS = 13
SNIPPET_LINES = 3
SMALL_PIXELS = 12
PASSAGE_GAP = 9
FIRST_ROWS = 6  #: more than fit into a window; they are laid out before the first paint
GUESSED_HEIGHT = 180  #: of the others till then


class HitModel(QAbstractListModel):
    """Hits so far; asks for more as one scrolls down."""

    more_wanted = Signal(int)  #: how many there are already

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._total = 0
        self._asked = False

    def set_page(self, page: SearchPage) -> None:
        self._total, self._asked = page.total, False
        # After a change elsewhere the same answer comes again: nothing moves then.
        if [_shown(hit) for hit in page.hits] != [_shown(hit) for hit in self._hits]:
            self.beginResetModel()
            self._hits = list(page.hits)
            self.endResetModel()

    def set_total(self, total: int) -> None:
        """Says how many hits there are in all, once that is known."""
        self._total = total

    def add_page(self, page: SearchPage) -> None:
        self._asked = False
        if page.hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(page.hits) - 1)
            self._hits.extend(page.hits)
            self.endInsertRows()
        else:
            self._total = len(self._hits)

    def clear(self) -> None:
        self.beginResetModel()
        self._hits, self._total, self._asked = [], 0, False
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def row_of(self, article: str) -> int | None:
        for row, hit in enumerate(self._hits):
            if hit.article == article:
                return row
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._hits)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and 0 < len(self._hits) < self._total

    def fetchMore(self, _parent: Index) -> None:
        self._asked = True
        self.more_wanted.emit(len(self._hits))

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        hit = self.hit(index.row())
        if role == HitRole:
            return hit
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(hit.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = hit.snippets[0].text if hit.snippets else ""
            return f"{one_line(hit.title)}, {hit.count}. {one_line(text)}"
        return None


def _shown(hit: Hit) -> tuple[object, ...]:
    """What one sees of a hit: not its score, which other articles alter."""
    return hit.article, hit.title, hit.published, hit.count, hit.snippets


class HitDelegate(QStyledItemDelegate):
    """Title, number of matches and date, and passages with the matches marked exactly."""

    def __init__(self, theme: Theme, tr: Translator, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._tr = tr
        self.hurried = False  #: whether heights of rows out of sight may be guessed
        # Qt asks for each row two or three times an answer, and laying text out is what costs.
        self._heights: dict[tuple[Hit, int, str], int] = {}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        hit = index.data(HitRole)
        if not isinstance(hit, Hit):
            return QSize(width, 0)
        key = (hit, width, option.font.key())
        if key not in self._heights:
            if self.hurried and index.row() >= FIRST_ROWS:
                return QSize(width, GUESSED_HEIGHT)
            if len(self._heights) >= MOST_HEIGHTS:
                self._heights.clear()
            layouts = self._layouts(hit, option.font, width - 44)
            height = 24 + 20 + sum(layout_height(layout) + PASSAGE_GAP for layout in layouts)
            self._heights[key] = round(height)
        return QSize(width, self._heights[key])

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit = index.data(HitRole)
        if not isinstance(hit, Hit):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        box = QRectF(option.rect).adjusted(8, 2, -8, -2)
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(theme.card))
            painter.drawRoundedRect(box, 8, 8)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(
                QRectF(box.left(), box.top() + 10, 3, box.height() - 20), 1.5, 1.5
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(box, 8, 8)
        draw_focus(painter, box, state, theme.accent)
        inner = box.adjusted(14, 9, -14, -8)
        font: QFont = option.font
        top = inner.top()
        layouts = self._layouts(hit, font, self._view.viewport().width() - 44)
        draw_layout(painter, layouts[0], QPointF(inner.left(), top), QColor(theme.ink))
        top += layout_height(layouts[0]) + 3
        # A title that is a file's name is found without a place in the text to count.
        matches = self._tr.plural("{count:,} match", "{count:,} matches", hit.count)
        count = matches if hit.count else ""
        small = SEPARATOR.join(filter(None, (count, date_text(hit.published, self._tr))))
        line = QRectF(inner.left(), top, inner.width(), 18)
        draw_elided(painter, line, small, sized(font, SMALL_PIXELS), QColor(theme.dim))
        top += 22
        for layout in layouts[1:]:
            draw_layout(painter, layout, QPointF(inner.left(), top), QColor(theme.dim))
            top += layout_height(layout) + PASSAGE_GAP
        painter.restore()

    def _layouts(self, hit: Hit, font: QFont, width: float) -> list[QTextLayout]:
        """The title's layout, then the passages'."""
        theme = self._theme
        title = sized(font, TITLE_PIXELS, bold=True)
        layouts = [wrapped(one_line(hit.title), title, width, 2)]
        words = sized(font, SNIPPET_PIXELS)
        for snippet in hit.snippets[:MOST_SNIPPETS]:
            room = int(width / SNIPPET_PIXELS) * SNIPPET_LINES - 2
            text, marks = in_view(one_line(snippet.text), snippet_marks(snippet), room)
            match = (QColor(theme.current_match), QColor(theme.ink))
            formats = mark_formats(text, marks, *match)
            layouts.append(wrapped(text, words, width, SNIPPET_LINES, formats))
        return layouts


def in_view(text: str, marks: Sequence[Span], room: int) -> tuple[str, list[Span]]:
    """`text` so that its first mark stands within `room` characters, and the marks in it.

    In a narrow panel the end of a passage is not shown; then its beginning must go.
    """
    if not marks or marks[0].end <= room:
        return text, list(marks)
    cut = min(marks[0].start, marks[0].end - room // 2)
    if cut < 2:
        return text, list(marks)
    shift = cut - 1  # «…» stands in place of what was cut
    moved = [Span(mark.start - shift, mark.end - shift) for mark in marks]
    return f"…{text[cut:]}", moved


class HitView(QListView):
    """The list of hits; Enter steps through the matches."""

    stepped = Signal(int)  #: +1 or -1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entering = False  #: whether a row becomes current because the keyboard came

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entering = True
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.currentIndex().isValid():
            self.point_at(0)
        self.entering = False

    def point_at(self, row: int) -> None:
        """Puts the keyboard on a row, which neither chooses it nor scrolls to it."""
        self.setAutoScroll(False)
        nothing_chosen = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), nothing_chosen)
        self.setAutoScroll(True)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)


def snippet_marks(snippet: Snippet) -> list[Span]:
    """The marks of a passage as ranges of its own text."""
    size = len(snippet.text)
    return [
        Span(max(mark.start - snippet.start, 0), min(mark.end - snippet.start, size))
        for mark in snippet.marks
        if mark.end > snippet.start and mark.start < snippet.start + size
    ]
