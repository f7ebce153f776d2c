"""The strip over the review: how many wait, and which of them are listed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import AnnotationState
from zhupi.ui.icons import icon
from zhupi.ui.reader_bar import HEIGHT, ElidedLabel
from zhupi.ui.review.wording import WAITING, state_text, waiting_text
from zhupi.ui.theme import Theme


class ReviewHead(QFrame):
    """A sentence, the scope, the state, and a button that closes the page."""

    narrowed = Signal()
    closed = Signal()

    def __init__(self, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(HEIGHT)
        self._tr = tr
        self._words = ElidedLabel(self)
        self._words.setObjectName("heading")
        self.scope_box = QComboBox(self)
        self.scope_box.addItem(tr("All articles"), False)
        self.scope_box.addItem(tr("This article"), True)
        self.scope_box.setAccessibleName(tr("Annotations of"))
        self.state_box = QComboBox(self)
        self.state_box.addItem(tr("All that waits"), None)
        for state in WAITING:
            self.state_box.addItem(state_text(state, tr), state)
        self.state_box.setAccessibleName(tr("How they stand"))
        self.close_button = QToolButton(self)
        self.close_button.setIconSize(QSize(18, 18))
        self.close_button.setAccessibleName(tr("Close the review"))
        escape = tr("Close the review")
        self.close_button.setToolTip(f"{escape}  (Esc)")
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        for box in (self.scope_box, self.state_box):
            box.setMinimumContentsLength(10)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(policy)
            box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
            box.activated.connect(self.narrowed)
            row.addWidget(box)
        row.addWidget(self.close_button)

    @property
    def state(self) -> AnnotationState | None:
        """The only state wanted; None: all."""
        found = self.state_box.currentData()
        return AnnotationState(found) if found else None

    @property
    def here(self) -> bool:
        """Whether only the open article's are wanted."""
        return bool(self.scope_box.currentData())

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.scope_box, self.state_box, self.close_button)

    def set_theme(self, theme: Theme) -> None:
        self.close_button.setIcon(icon("close", theme.dim))

    def show_all(self) -> None:
        """Wants all states of all articles, without telling."""
        self.scope_box.setCurrentIndex(0)
        self.state_box.setCurrentIndex(0)

    def show_counts(self, counts: Mapping[AnnotationState, int]) -> None:
        tr, waiting = self._tr, sum(counts.values())
        self._words.set_words(waiting_text(waiting, tr) if waiting else tr("Review"))
        for number, state in enumerate(WAITING, 1):
            text = state_text(state, tr)
            count = counts.get(state, 0)
            self.state_box.setItemText(number, f"{text} {count:,}" if count else text)
