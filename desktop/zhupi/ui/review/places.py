"""The places where a passage may stand now, to choose from by click or by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Span
from zhupi.core.reviewing import Excerpt, ReviewDetail
from zhupi.ui.lists import ColumnView, draw_focus, draw_ground
from zhupi.ui.painting import draw_elided, draw_layout, mark_formats, one_line, sized, wrapped
from zhupi.ui.review.wording import is_placed, sure_text
from zhupi.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PlaceRole = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 58
MOST = 9  #: that have a number key
AROUND = 24  #: characters before a place that a row shows
SMALL_PIXELS = 12
TEXT_PIXELS = 14


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage may stand; `found`: it is where it stands now, waiting to be confirmed."""

    span: Span
    score: float
    excerpt: Excerpt
    found: bool = False


def places(detail: ReviewDetail) -> list[Place]:
    """The place it has, where it has one, and the others, best first."""
    annotation = detail.item.annotation
    result: list[Place] = []
    if detail.new is not None and is_placed(annotation):
        result.append(Place(annotation.span, annotation.confidence, detail.new, found=True))
    for candidate, excerpt in zip(detail.candidates, detail.candidate_excerpts, strict=True):
        if all(place.span != candidate.span for place in result):
            result.append(Place(candidate.span, candidate.score, excerpt))
    return result


class PlacesModel(QAbstractListModel):
    """The places of one passage."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._places: Sequence[Place] = ()

    def set_places(self, found: Sequence[Place]) -> None:
        self.beginResetModel()
        self._places = found
        self.endResetModel()

    def place(self, row: int) -> Place | None:
        return self._places[row] if 0 <= row < len(self._places) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        place = self.place(index.row())
        if place is None:
            return None
        if role == PlaceRole:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(place.excerpt.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = place_text(place, index.row(), self._tr)
            return f"{words}. {one_line(place.excerpt.text)}"
        return None


def place_text(place: Place, row: int, tr: Translator) -> str:
    """«Place 2, likely, 74 %»."""
    sure = sure_text(place.score, tr)
    if place.found:
        return tr("Found here: {sure}", sure=sure)
    return tr("Place {number}: {sure}", number=row + 1, sure=sure)


class PlacesView(ColumnView):
    """The list; it shows all its rows, the page around it scrolls."""

    def __init__(
        self, model: PlacesModel, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # It lies on the paper of the page, not in a pane.
        self.setStyleSheet("selection-background-color: transparent; background: transparent")
        self._delegate = _PlaceDelegate(theme, tr, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Places where it may stand"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.modelReset.connect(self._fit)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def _fit(self) -> None:
        rows = self.model().rowCount()
        self.setVisible(rows > 0)
        self.setFixedHeight(max(rows, 1) * ROW_HEIGHT + 6)


class _PlaceDelegate(QStyledItemDelegate):
    """A number to press, how sure, and what stands there."""

    def __init__(self, theme: Theme, tr: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tr = tr

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
        place = index.data(PlaceRole)
        if not isinstance(place, Place):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, state = self.theme, option.state
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        draw_ground(painter, box, state, theme.card, theme.hover)
        small = sized(option.font, SMALL_PIXELS)
        number = QRectF(box.left() + 8, box.center().y() - 11, 22, 22)
        painter.setBrush(QColor(theme.accent if chosen else theme.faint))
        painter.drawRoundedRect(number, 6, 6)
        if index.row() < MOST:
            painter.setFont(small)
            painter.setPen(QColor(theme.on_accent if chosen else theme.ink))
            painter.drawText(number, int(Qt.AlignmentFlag.AlignCenter), str(index.row() + 1))
        inner = box.adjusted(42, 6, -12, -6)
        half = inner.height() / 2
        above, below = inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)
        words = place_text(place, index.row(), self._tr)
        draw_elided(painter, above, words, small, QColor(theme.dim))
        text, marks = _line(place.excerpt)
        formats = mark_formats(text, marks, QColor(theme.match), QColor(theme.ink))
        font = sized(option.font, TEXT_PIXELS)
        layout = wrapped(text, font, below.width(), 1, formats)
        draw_layout(painter, layout, QPointF(below.left(), below.top()), QColor(theme.ink))
        draw_focus(painter, box, state, theme.accent)
        painter.restore()


def _line(excerpt: Excerpt) -> tuple[str, list[Span]]:
    """An excerpt from a little before its mark on, as one line, and the marks in it."""
    first = excerpt.marks[0].start - excerpt.start if excerpt.marks else 0
    cut = max(0, first - AROUND)
    shift = excerpt.start + cut
    marks = [Span(max(m.start - shift, 0), max(m.end - shift, 0)) for m in excerpt.marks]
    return one_line(excerpt.text[cut:]), marks
