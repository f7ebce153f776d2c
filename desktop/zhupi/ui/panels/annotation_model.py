"""The list behind the cards: all at once, or what changed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zhupi.core.messages import Translator
from zhupi.core.model import Annotation
from zhupi.ui.annotation_list import AnnotationList, AnnotationsDelta, Place
from zhupi.ui.painting import one_line
from zhupi.ui.panels.wording import color_text
from zhupi.ui.review.wording import card_text, is_placed

Index = QModelIndex | QPersistentModelIndex
AnnotationRole = int(Qt.ItemDataRole.UserRole)
TitleRole = AnnotationRole + 1
HeadingRole = AnnotationRole + 2  #: what stands over the first card that has no place
MANY = 100  #: changes at once, from which on the list is made anew


def shown_quote(item: Annotation) -> str:
    """The passage as it stands in the text, or as it was marked where it has no place there."""
    return item.quote if is_placed(item) else item.original_quote


def place_of_card(annotation: Annotation) -> Place:
    """By article and place in its text; those that have none last."""
    target = annotation.target
    position = (target.article, target.position.start, target.position.end)
    return (not is_placed(annotation), *position, annotation.id)


class AnnotationModel(QAbstractListModel):
    """Annotations in the order of the text, those without a place in it last.

    Titles of their articles are given where several are shown.
    """

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._items = AnnotationList((), place_of_card)
        self._titles: Mapping[str, str] = {}
        self._placed = 0  # how many have a place; the others follow

    def set_annotations(self, items: Sequence[Annotation], titles: Mapping[str, str]) -> None:
        self.beginResetModel()
        self._titles = titles
        self._items = AnnotationList(items, place_of_card)
        self._placed = sum(map(is_placed, items))
        self.endResetModel()

    def change(self, delta: AnnotationsDelta) -> None:
        """Takes away, adds and replaces some cards; the others stay as and where they are."""
        if delta.size > MANY:
            items = AnnotationList(self._items, place_of_card)
            items.take((*delta.gone, *(a.id for a in delta.put)), delta.put)
            self.set_annotations(items, self._titles)
            return
        heading = self._placed
        for identifier in delta.gone:
            self._remove(identifier)
        for annotation in delta.put:
            self._put(annotation)
        # The heading may stand over another card now.
        for row in {heading, self._placed}:
            self._tell(row)

    def item(self, row: int) -> Annotation | None:
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, annotation: str) -> int | None:
        return self._items.index_of(annotation)

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        item = self.item(index.row())
        if item is None:
            return None
        if role == AnnotationRole:
            return item
        if role == TitleRole:
            return self._titles.get(item.target.article, "")
        if role == HeadingRole:
            return self._tr("Without a place in the text") if index.row() == self._placed else ""
        return self._words(item, role)

    # --- within -------------------------------------------------------------------------------

    def _remove(self, identifier: str) -> None:
        row = self._items.index_of(identifier)
        if row is None:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        self._placed -= is_placed(self._items[row])
        self._items.remove(identifier)
        self.endRemoveRows()

    def _put(self, annotation: Annotation) -> None:
        before = self._items.find(annotation.id)
        if before is not None and place_of_card(before) == place_of_card(annotation):
            self._items.put(annotation)
            self._tell(self._items.index_of(annotation.id) or 0)
            return
        self._remove(annotation.id)
        row = self._items.place_for(annotation)
        self.beginInsertRows(QModelIndex(), row, row)
        self._placed += is_placed(annotation)
        self._items.put(annotation)
        self.endInsertRows()

    def _tell(self, row: int) -> None:
        if row < len(self._items):
            self.dataChanged.emit(self.index(row), self.index(row))

    def _words(self, item: Annotation, role: int) -> str | None:
        quote = one_line(shown_quote(item))
        if role == Qt.ItemDataRole.DisplayRole:
            return quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = card_text(item, self._tr)
            parts = [color_text(item.color, self._tr), quote, *item.tags, item.note, state]
            return ". ".join(part for part in parts if part)
        return None
