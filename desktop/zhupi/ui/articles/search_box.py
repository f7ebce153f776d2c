"""The box in which one types what to search for."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from zhupi.core.messages import Translator

TYPING_PAUSE = 12  #: milliseconds between the last key and the search


class SearchBox(QLineEdit):
    """Searches while one types; Enter goes to the first match, Escape back to reading."""

    searched = Signal(str)
    accepted = Signal()
    accepted_backwards = Signal()
    entered = Signal()  #: the keyboard is here: somebody is about to search
    left = Signal()

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Search titles and texts…"))
        self.setAccessibleName(tr("Search"))
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(self._pause.start)

    def _search(self) -> None:
        self.searched.emit(self.text().strip())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._pause.isActive():
                self._pause.stop()
                self._search()
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.accepted_backwards if back else self.accepted).emit()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down}:
            self.left.emit()
        else:
            super().keyPressEvent(event)
