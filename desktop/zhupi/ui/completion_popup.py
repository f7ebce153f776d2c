"""The pop-up below the search box. It never has the keyboard: the box tells it what to choose.

A child of the window, not a window of its own, so that no window system can give it the focus,
put it elsewhere or close it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetricsF,
    QPainter,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.core.search import CompletionKind
from zhupi.ui.completion import Offer, offer_words
from zhupi.ui.painting import draw_elided, one_line, sized
from zhupi.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
OfferRole = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 27
TEXT_PIXELS = 14
SMALL_PIXELS = 12
MARGIN = 5
WIDTH = 400  #: at least, where the window is as wide
LEAST_LABEL = 0.25  #: of a row's width that its label gets, however long the text
_LABELS = {
    CompletionKind.PERSON: Label.PERSON,
    CompletionKind.ORG: Label.ORG,
    CompletionKind.PLACE: Label.PLACE,
    CompletionKind.LAW: Label.LAW,
    CompletionKind.EVENT: Label.EVENT,
    CompletionKind.MEDIA: Label.MEDIA,
}


class OfferModel(QAbstractListModel):
    """The rows; headings cannot be chosen."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._offers: Sequence[Offer] = ()

    def set_offers(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self._offers = offers
        self.endResetModel()

    def offer(self, row: int) -> Offer | None:
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._offers)

    def flags(self, index: Index) -> Qt.ItemFlag:
        offer = self.offer(index.row())
        if offer is None or offer.heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        offer = self.offer(index.row())
        if role == OfferRole or offer is None:
            return offer
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(offer.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(offer_words(offer, self._tr))
        return None


class OfferDelegate(QStyledItemDelegate):
    """The text, what it is, and in how many articles."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offer = index.data(OfferRole)
        if not isinstance(offer, Offer):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        dim, small = QColor(self.theme.dim), sized(option.font, SMALL_PIXELS)
        if offer.heading:
            small.setBold(True)
            draw_elided(painter, box.adjusted(9, 4, -9, 0), offer.text, small, dim)
        else:
            self._paint_ground(painter, box, option.state)
            inner = self._paint_dot(painter, box.adjusted(10, 0, -10, 0), offer)
            words = sized(option.font, TEXT_PIXELS)
            needed = QFontMetricsF(words).horizontalAdvance(one_line(offer.text)) + 1
            count = f"{offer.count:,}" if offer.count else ""
            for text in filter(None, (count, offer.label)):
                room = max(inner.width() - needed, inner.width() * LEAST_LABEL)
                width = min(QFontMetricsF(small).horizontalAdvance(text) + 1, room)
                draw_elided(
                    painter, inner.adjusted(inner.width() - width, 0, 0, 0), text, small, dim
                )
                inner.adjust(0, 0, -width - 10, 0)
            draw_elided(painter, inner, one_line(offer.text), words, QColor(self.theme.ink))
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        chosen = state & QStyle.StateFlag.State_Selected
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection if chosen else self.theme.hover))
            painter.drawRoundedRect(box, 5, 5)

    def _paint_dot(self, painter: QPainter, inner: QRectF, offer: Offer) -> QRectF:
        """A dot in the colour of an entity's kind, as in the list of entities."""
        label = _LABELS.get(offer.kind) if offer.kind else None
        if label is None:
            return inner
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.label_color(label))
        painter.drawEllipse(QRectF(inner.left(), inner.center().y() - 3.5, 7, 7))
        return inner.adjusted(14, 0, 0, 0)


class CompletionPopup(QFrame):
    """Shows offers; nothing is chosen until one steps to it."""

    taken = Signal(object)  #: Offer, by the mouse

    def __init__(self, theme: Theme, tr: Translator, window: QWidget) -> None:
        super().__init__(window)
        self._tr = tr
        self.setObjectName("markbar")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Suggestions"))
        self.model = OfferModel(tr, self)
        self.view = QListView(self)
        self._delegate = OfferDelegate(theme, self.view)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setObjectName("field")
        self.view.setStyleSheet("border: none; padding: 0; background: transparent")
        self.view.setAccessibleName(tr("Suggestions"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(self.view)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.view.viewport().update()

    def show_offers(self, offers: Sequence[Offer], below: QWidget) -> None:
        """Appears below a widget of its window, with nothing chosen; hides without offers."""
        self.model.set_offers(offers)
        if not offers:
            self.hide()
            return
        window = self.parentWidget()
        assert window is not None
        spot = below.mapTo(window, QPoint(0, below.height() + 4))
        width = min(max(below.width(), WIDTH), window.width() - spot.x() - 8)
        height = ROW_HEIGHT * len(offers) + 2 * MARGIN + 2
        self.setGeometry(spot.x(), spot.y(), width, min(height, window.height() - spot.y() - 8))
        self.show()
        self.raise_()

    @property
    def chosen(self) -> Offer | None:
        return self.model.offer(self.view.currentIndex().row())

    @property
    def first(self) -> Offer | None:
        """The first row that is no heading."""
        rows = range(self.model.rowCount())
        offers = (self.model.offer(row) for row in rows)
        return next((offer for offer in offers if offer and not offer.heading), None)

    def step(self, step: int) -> None:
        """Chooses the next (or previous) row; beyond the ends nothing, then round again."""
        count = self.model.rowCount()
        row = self.view.currentIndex().row()
        if row < 0 and step < 0:
            row = count
        row += step
        while (offer := self.model.offer(row)) is not None and offer.heading:
            row += step
        index = self.model.index(row) if 0 <= row < count else QModelIndex()
        if index.isValid():
            self.view.setCurrentIndex(index)
        else:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        self._announce()

    def _announce(self) -> None:
        """Has a screen reader say the choice: the keyboard stays in the box."""
        offer = self.chosen
        if offer is not None and QAccessible.isActive():
            words = offer_words(offer, self._tr)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _on_clicked(self, index: QModelIndex) -> None:
        offer = self.model.offer(index.row())
        if offer is not None and not offer.heading:
            self.taken.emit(offer)
