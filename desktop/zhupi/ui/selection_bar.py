"""The strip over the article while words are to be selected for one purpose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.reader_bar import HEIGHT, ElidedLabel


class SelectionBar(QFrame):
    """Says what to select; two buttons."""

    done = Signal()  #: what is selected is meant
    cancelled = Signal()

    def __init__(self, done: str, tr: Translator, parent: QWidget) -> None:
        """`done` stands on the button that takes the selection."""
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(HEIGHT)
        self.words = ElidedLabel(self)
        self.done_button = QPushButton(done, self)
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

    def show_words(self, text: str) -> None:
        """Shows itself, with what to select; nothing is yet."""
        self.words.set_words(text)
        self.words.setToolTip(text)
        self.set_possible(possible=False)
        self.show()

    def set_possible(self, *, possible: bool) -> None:
        """Whether what is selected can be meant."""
        self.done_button.setEnabled(possible)
