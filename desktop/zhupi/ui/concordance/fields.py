"""What a concordance window asks with: the query, its literal reading, the width of a line."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from zhupi.core.messages import Translator
from zhupi.core.search import ConcordanceRequest

TYPING_PAUSE = 250  #: milliseconds between the last key and the question
WIDTHS = range(5, 101)
MOST_LINES = 100_000


class ConcordanceFields(QWidget):
    """Tells what is asked for, a moment after the last change."""

    asked = Signal()

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = QLineEdit(self)
        self.query.setPlaceholderText(tr("Search titles and texts…"))
        self.query.setAccessibleName(tr("Search"))
        self.query.setClearButtonEnabled(True)
        self.literal = QCheckBox(tr("Match these very characters"), self)
        self.context = QSpinBox(self)
        self.context.setRange(WIDTHS[0], WIDTHS[-1])
        self.context.setSingleStep(5)
        self.context.setValue(ConcordanceRequest("").width)
        self.context.setMinimumWidth(72)
        self.context.setAccessibleName(tr("Characters on each side"))
        words = QLabel(tr("Characters on each side"), self)
        words.setObjectName("hint")
        words.setBuddy(self.context)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.query, 1)
        row.addWidget(self.literal)
        row.addSpacing(8)
        row.addWidget(words)
        row.addWidget(self.context)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self.asked)
        self.query.textChanged.connect(self._pause.start)
        self.query.returnPressed.connect(self.ask_now)
        self.literal.toggled.connect(lambda _on: self._pause.start())
        self.context.valueChanged.connect(lambda _value: self._pause.start())

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.query, self.literal, self.context)

    def set(self, query: str, *, literal: bool) -> None:
        """Fills the fields in, and asks at once."""
        self.query.setText(query)
        self.literal.setChecked(literal)
        self.ask_now()

    def ask_now(self) -> None:
        self._pause.stop()
        self.asked.emit()

    def request(self) -> ConcordanceRequest | None:
        """What is asked for; None: nothing."""
        query = self.query.text().strip()
        if not query:
            return None
        return ConcordanceRequest(
            query, self.context.value(), literal=self.literal.isChecked(), limit=MOST_LINES
        )
