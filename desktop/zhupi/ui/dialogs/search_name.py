"""The dialog that asks what a saved search is to be called."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.dialogs.common import buttons, label

LONGEST = 200  #: characters of a name
WIDTH = 420


class SearchNameDialog(QDialog):
    """One field; what it holds at first is the proposal."""

    def __init__(
        self, title: str, name: str, query: str, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.field = QLineEdit(" ".join(name.split()), self)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(tr("Name"))
        self.field.selectAll()
        box, self.done_button = buttons(tr("Save"), tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.field.textChanged.connect(self._on_text)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        name_label = label(tr("Name"), self)
        name_label.setBuddy(self.field)
        layout.addWidget(name_label)
        layout.addWidget(self.field)
        shown = " ".join(query.split())
        layout.addWidget(label(tr("Searches for {query}", query=shown), self, hint=True))
        layout.addStretch(1)
        layout.addWidget(box)
        self.resize(WIDTH, self.sizeHint().height())
        self._on_text()

    @property
    def name(self) -> str:
        return self.field.text().strip()

    def _on_text(self) -> None:
        self.done_button.setEnabled(bool(self.name))
