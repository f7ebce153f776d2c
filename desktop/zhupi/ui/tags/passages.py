"""The passages that bear a tag: a list whose rows are all of one height, so any number is quick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from zhupi.core.model import Annotation, AnnotationFilter, ArticleSummary
from zhupi.ui.lists import ColumnView, draw_focus, draw_ground
from zhupi.ui.painting import draw_elided, draw_layout, one_line, sized, wrapped
from zhupi.ui.theme import Theme
from zhupi.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
PassageRole = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 84
QUOTE_PIXELS = 14
SMALL_PIXELS = 12
MOST_QUOTE = 200  #: characters of a passage that two lines can hold


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotation, and the article it is in."""

    annotation: Annotation
    title: str

    @property
    def quote(self) -> str:
        return self.annotation.original_quote


def passages_of(workspace: Workspace, tag: str) -> list[Passage]:
    """The passages with `tag` or one below it: latest article first, then in the text's order."""
    found = workspace.annotations(AnnotationFilter(tag=tag))
    articles = list(dict.fromkeys(annotation.target.article for annotation in found))
    summaries = sorted(workspace.summaries(articles), key=_latest_first)
    titles = {summary.id: summary.title for summary in summaries}
    order = {article: place for place, article in enumerate(titles)}
    found = [a for a in found if a.target.article in order]
    found.sort(key=lambda a: (order[a.target.article], a.span.start, a.span.end))
    return [Passage(a, titles[a.target.article]) for a in found]


def _latest_first(summary: ArticleSummary) -> tuple[int, str, str]:
    return -(summary.published or date.min).toordinal(), summary.title, summary.id


class PassageModel(QAbstractListModel):
    """Passages, as they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Passage] = ()

    def set_passages(self, items: Sequence[Passage]) -> None:
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    @property
    def items(self) -> Sequence[Passage]:
        return self._items

    def row_of(self, annotation: str) -> int | None:
        rows = (row for row, item in enumerate(self._items) if item.annotation.id == annotation)
        return next(rows, None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not 0 <= index.row() < len(self._items):
            return None
        item = self._items[index.row()]
        if role == PassageRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(item.quote)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (one_line(item.quote), one_line(item.title), item.annotation.note)
            return ". ".join(part for part in parts if part)
        return None


class PassageDelegate(QStyledItemDelegate):
    """The article's title, and two lines of the passage beside its colour."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(PassageRole)
        if not isinstance(item, Passage):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, state = self._theme, option.state
        box = QRectF(option.rect).adjusted(8, 2, -8, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        draw_ground(painter, box, state, theme.card, theme.hover)
        painter.setBrush(theme.mark_ink(item.annotation.color))
        bar = QRectF(box.left() + 5, box.top() + 9, 3, box.height() - 18)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        inner = box.adjusted(18, 7, -12, -6)
        head = QRectF(inner.left(), inner.top(), inner.width(), 18)
        small = sized(option.font, SMALL_PIXELS)
        draw_elided(painter, head, one_line(item.title), small, QColor(theme.dim))
        words = one_line(item.quote[:MOST_QUOTE])
        layout = wrapped(words, sized(option.font, QUOTE_PIXELS), inner.width(), 2)
        draw_layout(painter, layout, QPointF(inner.left(), inner.top() + 20), QColor(theme.ink))
        draw_focus(painter, box, state, theme.accent)
        painter.restore()


class PassageView(ColumnView):
    """Click, Enter or an arrow key shows a passage in its article."""

    wanted = Signal(object)  #: Annotation

    def __init__(self, model: PassageModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.delegate = PassageDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._want(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._want(self.currentIndex())
            return
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self._want(self.currentIndex())

    def _want(self, index: QModelIndex) -> None:
        item = index.data(PassageRole)
        if isinstance(item, Passage):
            self.wanted.emit(item.annotation)
