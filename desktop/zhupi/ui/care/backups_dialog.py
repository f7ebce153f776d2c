"""The dialog of the backups: which there are, and what can be done with one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.care import Backup
from zhupi.core.messages import Translator
from zhupi.ui.dialogs.common import label
from zhupi.workspace.caring import reason_words

WIDTH, HEIGHT = 600, 420
_TEXT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class BackupsDialog(QDialog):
    """Lists backups; decides nothing itself."""

    restore_wanted = Signal(object)  #: a `Backup`
    backup_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, tr: Translator, parent: QWidget, *, writable: bool) -> None:
        super().__init__(parent)
        self._tr = tr
        self._writable = writable
        self._backups: Sequence[Backup] = ()
        self.setWindowTitle(tr("Backups"))
        self.resize(WIDTH, HEIGHT)
        self.table = QTableWidget(0, 3, self)
        self.table.setHorizontalHeaderLabels([tr("Made"), tr("Why"), tr("Size of the file")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(tr("Backups"))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.empty = label(tr("There are no backups yet."), hint=True)
        about = tr(
            "A backup is made by itself after changes, and kept: the last ten, one a day for a "
            "month, and one a month."
        )
        box = QVBoxLayout(self)
        box.addWidget(label(about, hint=True))
        box.addWidget(self.table, 1)
        box.addWidget(self.empty)
        box.addLayout(self._buttons())
        self.show_backups(())

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Newest first."""
        self._backups = backups
        self.empty.setVisible(not backups)
        self.table.setRowCount(len(backups))
        for row, backup in enumerate(backups):
            made = backup.made.astimezone()
            texts = (
                made.strftime("%Y-%m-%d  %H:%M"),
                self._tr.render(reason_words(backup.reason)),
                QLocale().formattedDataSize(backup.bytes, 1),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(_TEXT)
                if column == 2:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.table.setItem(row, column, item)
        self._on_selection()

    def _buttons(self) -> QHBoxLayout:
        tr = self._tr
        self.restore_button = QPushButton(tr("Restore…"), self)
        self.restore_button.clicked.connect(self._on_restore)
        self.now_button = QPushButton(tr("Back up now"), self)
        self.now_button.clicked.connect(self.backup_wanted)
        self.copy_button = QPushButton(tr("Save a copy as…"), self)
        self.copy_button.clicked.connect(self.copy_wanted)
        close = QPushButton(tr("Close"), self)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        for button in (self.restore_button, self.now_button, self.copy_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _chosen(self) -> Backup | None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        return self._backups[rows.pop()] if len(rows) == 1 else None

    def _on_selection(self) -> None:
        self.restore_button.setEnabled(self._writable and self._chosen() is not None)

    def _on_restore(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.restore_wanted.emit(chosen)
