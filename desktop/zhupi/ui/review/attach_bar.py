"""The strip over the article while a passage is attached again by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.reader_bar import HEIGHT, ElidedLabel
from zhupi.ui.review.wording import shortened_line


class AttachBar(QFrame):
    """Says what to select; two buttons."""

    attach_wanted = Signal()
    cancelled = Signal()

    def __init__(self, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(HEIGHT)
        self._tr = tr
        self.words = ElidedLabel(self)
        self.attach_button = QPushButton(tr("Attach here"), self)
        self.attach_button.setObjectName("primary")
        self.attach_button.clicked.connect(self.attach_wanted)
        self.cancel_button = QPushButton(tr("Cancel"), self)
        self.cancel_button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.attach_button)
        row.addWidget(self.cancel_button)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.attach_button, self.cancel_button)

    def ask(self, quote: str) -> None:
        """Shows itself, for this passage."""
        words = shortened_line(quote)
        text = self._tr("Select the passage for «{quote}» and press Enter", quote=words)
        self.words.set_words(text)
        self.words.setToolTip(text)
        self.set_possible(possible=False)
        self.show()

    def set_possible(self, *, possible: bool) -> None:
        """Whether something is selected."""
        self.attach_button.setEnabled(possible)
