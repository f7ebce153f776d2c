"""The strip over the article while the right borders of a name are selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.reader_bar import HEIGHT, ElidedLabel
from zhupi.ui.understanding.wording import short_name


class BordersBar(QFrame):
    """Says what to select; two buttons."""

    done = Signal()
    cancelled = Signal()

    def __init__(self, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(HEIGHT)
        self._tr = tr
        self.words = ElidedLabel(self)
        self.done_button = QPushButton(tr("This is the name"), self)
        self.done_button.setObjectName("primary")
        self.done_button.clicked.connect(self.done)
        self.cancel_button = QPushButton(tr("Cancel"), self)
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.done_button)
        row.addWidget(self.cancel_button)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.done_button, self.cancel_button)

    def ask(self, name: str) -> None:
        """Shows itself, for this name."""
        text = self._tr(
            "Select all of «{name}» with the mouse or Shift and the arrows, and press Enter",
            name=short_name(name),
        )
        self.words.set_words(text)
        self.words.setToolTip(text)
        self.show()

    def set_possible(self, *, possible: bool) -> None:
        """Whether what is selected can be the name."""
        self.done_button.setEnabled(possible)
