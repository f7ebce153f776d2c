"""How many annotations wait, as a button that opens the review; hidden while none does."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.review.wording import waiting_text


class WaitingButton(QToolButton):
    """Looks like a link."""

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.setObjectName("link")
        self.setToolTip(tr("Review the annotations whose text changed"))
        self.hide()

    def show_count(self, count: int) -> None:
        self.setText(waiting_text(count, self._tr))
        self.setVisible(count > 0)
