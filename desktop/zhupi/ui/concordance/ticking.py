"""Which lines of a concordance are meant: the buttons beside the ticks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.concordance.model import ConcordanceModel


class Ticking(QObject):
    """Ticks all or none of the lines in sight, and offers to tag those that are ticked."""

    tag_wanted = Signal()

    def __init__(
        self,
        model: ConcordanceModel,
        writable: Callable[[], bool],
        tr: Translator,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._writable = writable
        self._tr = tr
        self.busy = False  #: whether passages are being tagged
        self.all_button = _button(tr("Tick all"), tr("Tick all lines in sight"), parent)
        self.none_button = _button(tr("Tick none"), tr("Untick all lines in sight"), parent)
        self.tag_button = QPushButton(parent)
        self.tag_button.setObjectName("primary")
        self.all_button.clicked.connect(lambda: model.tick_all(on=True))
        self.none_button.clicked.connect(lambda: model.tick_all(on=False))
        self.tag_button.clicked.connect(self.ask)

    @property
    def can_tag(self) -> bool:
        return self.tag_button.isEnabled()

    def ask(self) -> None:
        """Asks to tag, where that can be done now."""
        if self.can_tag:
            self.tag_wanted.emit()

    def refresh(self, *, searching: bool) -> None:
        """Says how many lines would be tagged, or why none can be yet."""
        tr, count = self._tr, self._model.count_ticked()
        self.tag_button.setVisible(self._writable())
        self.tag_button.setText(
            tr.plural("Tag {count:,} passage…", "Tag {count:,} passages…", count)
            if count
            else tr("Tag…")
        )
        waits = searching or self.busy
        self.tag_button.setEnabled(bool(count) and not waits)
        self.tag_button.setToolTip(
            tr("Not all lines are found yet. «Stop» is content with those that are there.")
            if searching
            else tr("Tags all ticked lines in sight, as one change (Ctrl+T)")
        )
        for button in (self.all_button, self.none_button):
            button.setEnabled(bool(self._model.rowCount()))


def _button(text: str, words: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
