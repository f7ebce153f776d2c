"""The list behind the cards of who said what, in the order of the text or by speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from zhupi.core.messages import Translator
from zhupi.core.model import Label, Span
from zhupi.ui.painting import one_line
from zhupi.ui.understanding.sayings import Saying, by_speaker, manner_text, speaker_text

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Stands over the quotations of one speaker."""

    name: str
    label: Label | None
    count: int


class SayingModel(QAbstractListModel):
    """Rows are `Saying`s, and where they are grouped the speakers over them."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._rows: list[Saying | SpeakerRow] = []

    def set_sayings(self, found: Sequence[Saying], *, grouped: bool) -> None:
        rows: list[Saying | SpeakerRow] = []
        if grouped:
            for group in by_speaker(found):
                first = group[0]
                name = speaker_text(first, self._tr)
                rows += [SpeakerRow(name, first.label, len(group)), *group]
        else:
            rows.extend(found)
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Saying | SpeakerRow | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def saying(self, number: int) -> Saying | None:
        row = self.row(number)
        return row if isinstance(row, Saying) else None

    def row_of(self, span: Span) -> int | None:
        """The row of the quotation that stands there."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Saying) and row.quotation.span == span:
                return number
        return None

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.saying(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index.row())
        if role == RowRole or row is None:
            return row
        if isinstance(row, SpeakerRow):
            spoken = f"{row.name}, {row.count}"
        else:
            who, how = speaker_text(row, self._tr), manner_text(row, self._tr)
            spoken = f"{who}, {how}: {one_line(row.words)}"
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return spoken if role in texts else None
