"""What waits for review, as a list: all of it, narrowed by state and by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zhupi.core.messages import Translator
from zhupi.core.model import AnnotationState
from zhupi.core.reviewing import ReviewItem
from zhupi.ui.painting import one_line
from zhupi.ui.review.wording import standing_text

Index = QModelIndex | QPersistentModelIndex
ItemRole = int(Qt.ItemDataRole.UserRole)


class ReviewModel(QAbstractListModel):
    """Rows are the items that the filter leaves; those being decided are gone at once."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._items: Sequence[ReviewItem] = ()
        self._shown: list[ReviewItem] = []
        self._rows: dict[str, int] = {}
        self._hidden: frozenset[str] = frozenset()
        self.state: AnnotationState | None = None  #: the only one shown; None: all
        self.article = ""  #: the only one shown; empty: all

    @property
    def items(self) -> Sequence[ReviewItem]:
        """All that waits, shown or not."""
        return self._items

    @property
    def shown(self) -> Sequence[ReviewItem]:
        return self._shown

    def counts(self) -> Mapping[AnnotationState, int]:
        """How many of each state wait where one looks, whatever state is shown."""
        return Counter(item.annotation.state for item in self._items if self._here(item))

    def set_items(self, items: Sequence[ReviewItem]) -> None:
        """Replaces all; what was hidden is decided by now, or waits again."""
        self._items, self._hidden = items, frozenset()
        self._narrow()

    def narrow(self, state: AnnotationState | None, article: str) -> None:
        self.state, self.article = state, article
        self._narrow()

    def hide(self, annotations: Sequence[str]) -> None:
        """Takes items out until the next `set_items`: they are being decided."""
        self._hidden |= frozenset(annotations)
        self._narrow()

    def drop(self, annotations: Sequence[str]) -> bool:
        """Forgets hidden items, which are decided now; False where one of them was not hidden."""
        gone = frozenset(annotations)
        if not gone or not gone <= self._hidden:
            return False
        self._hidden -= gone
        self._items = [item for item in self._items if item.annotation.id not in gone]
        return True

    def unhide(self) -> None:
        """Shows what was hidden: it was not decided after all."""
        self._hidden = frozenset()
        self._narrow()

    def item(self, row: int) -> ReviewItem | None:
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, annotation: str) -> int | None:
        return self._rows.get(annotation)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        item = self.item(index.row())
        if item is None:
            return None
        if role == ItemRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(item.annotation.original_quote)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            annotation = item.annotation
            quote, title = one_line(annotation.original_quote), one_line(item.title)
            parts = [standing_text(annotation, self._tr), quote, *annotation.tags, title]
            return ". ".join(part for part in parts if part)
        return None

    def _here(self, item: ReviewItem) -> bool:
        return not self.article or item.annotation.target.article == self.article

    def _narrow(self) -> None:
        self.beginResetModel()
        self._shown = [
            item
            for item in self._items
            if self._here(item)
            and (self.state is None or item.annotation.state is self.state)
            and item.annotation.id not in self._hidden
        ]
        self._rows = {item.annotation.id: row for row, item in enumerate(self._shown)}
        self.endResetModel()
