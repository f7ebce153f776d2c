"""The import dialog: which files, and what the person knows about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.errors import shown_path
from zhupi.core.messages import Translator
from zhupi.core.protocols import ReadOptions
from zhupi.ui.dialogs.common import buttons, dropped_paths, encoding_box, label


class ImportDialog(QDialog):
    """Collects files and folders, and what to say about all of them."""

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._paths: list[Path] = []
        self.setWindowTitle(tr("Import"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Files and folders to import"))
        self.list.setObjectName("field")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._say_removable)
        self.setAcceptDrops(True)
        self.remove_button = QPushButton(tr("Take off the list"), self)
        self.encoding = encoding_box(tr, detect=True)
        self.source = QLineEdit(self)
        self.source.setPlaceholderText(tr("As the files say"))
        self.dated = QCheckBox(tr("All published on"), self)
        self.published = QDateEdit(QDate.currentDate(), self)
        self.published.setCalendarPopup(False)
        self.published.setDisplayFormat("yyyy-MM-dd")
        self.published.setAccessibleName(tr("Date of publication"))
        self.published.setEnabled(False)
        self.published.lineEdit().setTextMargins(6, 0, 0, 0)
        self.dated.toggled.connect(self.published.setEnabled)
        # A form's label is as high as its words and stands at the top of a higher field.
        self.dated.setMinimumHeight(self.published.sizeHint().height())
        self._box, self.import_button = buttons(tr("Import"), tr)
        self._box.accepted.connect(self.accept)
        self._box.rejected.connect(self.reject)
        self._lay_out()
        self._show()
        self.resize(560, 420)

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(self._paths)

    def options(self) -> ReadOptions:
        published: date | None = None
        if self.dated.isChecked():
            day = self.published.date()
            published = date(day.year(), day.month(), day.day())
        return ReadOptions(str(self.encoding.currentData()), self.source.text().strip(), published)

    def add(self, paths: Iterable[Path]) -> None:
        self._paths = list(dict.fromkeys((*self._paths, *paths)))
        self._show()

    def _add_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self,
            self._tr("Choose files"),
            "",
            self._tr("Articles")
            + " (*.txt *.text *.md *.markdown *.html *.htm *.xhtml *.jsonl *.ndjson);;"
            + self._tr("All files")
            + " (*)",
        )
        self.add(Path(name) for name in names)

    def _add_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._tr("Choose a folder"))
        if name:
            self.add([Path(name)])

    def _remove(self) -> None:
        chosen = {index.row() for index in self.list.selectedIndexes()}
        self._paths = [path for row, path in enumerate(self._paths) if row not in chosen]
        self._show()

    def _show(self) -> None:
        self.list.clear()
        self.list.addItems([shown_path(path) for path in self._paths])
        self.import_button.setEnabled(bool(self._paths))
        self._say_removable()

    def _say_removable(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedIndexes()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(dropped_paths(event.mimeData()))
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        tr = self._tr
        row = QHBoxLayout()
        add_files = QPushButton(tr("Add files…"), self)
        adding = (
            (add_files, self._add_files),
            (QPushButton(tr("Add a folder…"), self), self._add_folder),
            (self.remove_button, self._remove),
        )
        for button, act in adding:
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        form = QFormLayout()
        form.addRow(label(tr("Encoding")), self.encoding)
        form.addRow(label(tr("Source")), self.source)
        form.addRow(self.dated, self.published)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(tr("Text, Markdown, saved web pages and .jsonl; folders with all in them."))
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        layout.addLayout(form)
        layout.addWidget(self._box)
        # As one sees them; Qt's order is that of their making.
        fields = (self.encoding, self.source, self.dated, self.published)
        keys = (self.list, *(button for button, _act in adding), *fields, self.import_button)
        for before, after in pairwise(keys):
            QWidget.setTabOrder(before, after)
        add_files.setFocus()


class EncodingDialog(QDialog):
    """Asks in which encoding a file is to be read again."""

    def __init__(self, path: str, now: str, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import again with another encoding"))
        self.encoding = encoding_box(tr, detect=False)
        box, _done = buttons(tr("Import again"), tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label(shown_path(path)))
        layout.addWidget(label(tr("It was read as {encoding}.", encoding=now or "?"), hint=True))
        layout.addWidget(self.encoding)
        layout.addWidget(box)
        self.resize(440, 150)

    def chosen(self) -> str:
        return str(self.encoding.currentData())
