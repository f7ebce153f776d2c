"""The history window: what was written in the library, and a way back and forth through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Translator
from zhupi.ui.history.delegate import HistoryDelegate
from zhupi.ui.history.model import HistoryModel, RowKind
from zhupi.ui.lists import ColumnView
from zhupi.ui.theme import Theme


class HistoryView(ColumnView):
    """Enter goes to the entry."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class HistoryWindow(QDialog):
    """Beside the main window, over nothing that is being read: one sees what undoing does."""

    go_wanted = Signal(int)  #: number of the entry that shall be the latest done; 0: none

    def __init__(
        self,
        theme: Theme,
        tr: Translator,
        today: Callable[[], date],
        more: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("History"))
        self._tr = tr
        self.writable = True
        self.model = HistoryModel(tr, today, more, self)
        self.view = HistoryView(self)
        self._delegate = HistoryDelegate(theme, tr, self.view)
        self._nothing = QLabel(tr("Nothing has been written in this library yet."), self)
        self.words = QLabel(self)
        self.go_button = QPushButton(tr("Go back to here"), self)
        self._set_up()
        self._lay_out()
        self.setMinimumSize(QSize(320, 300))
        self.resize(440, 640)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.view.viewport().update()

    def show_entries(self, entries: Sequence[HistoryEntry], *, complete: bool) -> None:
        """Shows the history anew; the current entry stays, or that which was done last."""
        current = self.number
        scrolled = self.view.verticalScrollBar().value()
        self.model.set_entries(entries, complete=complete)
        row = self.model.row_of(current) if current is not None else None
        if row is None and entries:
            row = self.model.row_of(self.model.now())
        if row is not None:
            self.view.selectRow(row)
            self.view.setCurrentIndex(self.model.index(row))
            self.view.verticalScrollBar().setValue(scrolled)
        self._refresh()

    def add_entries(self, entries: Sequence[HistoryEntry], *, complete: bool) -> None:
        self.model.add_entries(entries, complete=complete)
        self._refresh()

    @property
    def number(self) -> int | None:
        """The current entry's number."""
        row = self.model.row(self.view.currentIndex().row())
        return row.number if row else None

    def go(self) -> None:
        """Makes the current entry the latest done."""
        number = self.number
        if number is not None and self.writable and self.model.steps(number):
            self.go_wanted.emit(number)

    # --- within -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        tr, number = self._tr, self.number
        steps = self.model.steps(number) if number is not None else 0
        text = tr("Do again up to here") if steps > 0 else tr("Go back to here")
        self.go_button.setText(text)
        self.go_button.setEnabled(bool(steps) and self.writable)
        if steps < 0:
            words = tr.plural("Undoes {count:,} step", "Undoes {count:,} steps", -steps)
        elif steps > 0:
            words = tr.plural("Does {count:,} step again", "Does {count:,} steps again", steps)
        else:
            words = ""
        self.words.setText(words)
        empty = self.model.rowCount() == 0
        self._nothing.setVisible(empty)
        self.view.setVisible(not empty)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self._refresh()
        row = self.model.row(now.row())
        # What stands over the first entry comes into view with it.
        if row is not None and now.row() == 1 and row.kind is RowKind.ENTRY:
            self.view.scrollToTop()

    def _set_up(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(self._tr("Operations, the latest first"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.verticalHeader().setMinimumSectionSize(1)
        view.selectionModel().currentChanged.connect(self._on_current)
        view.doubleClicked.connect(lambda _index: self.go())
        view.entered.connect(self.go)
        self.go_button.setObjectName("primary")
        self.go_button.setAutoDefault(False)
        self.go_button.clicked.connect(self.go)
        for label in (self._nothing, self.words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName("hint")
            label.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setContentsMargins(18, 8, 14, 12)
        below.addWidget(self.words, 1)
        below.addWidget(self.go_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)
