"""The notice over the article: one sentence at a time, with at most one thing to do.

It floats at the foot of its parent, so that the text one reads never moves for it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.icons import icon
from zhupi.ui.theme import Theme

SECONDS = 5  #: that a sentence stands
SECONDS_TO_ACT = 9  #: with something to do beside it
MARGIN = 18
WIDEST = 640


class NoticeBar(QFrame):
    """Says what happened. Errors stay until they are closed; the rest goes by itself."""

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markbar")
        self._theme = theme
        self._act: Callable[[], None] | None = None
        self._error = False
        self._lift = 0  # pixels of the foot of its parent that it leaves free
        self._sign = QLabel(self)
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._on_button)
        self._close = QToolButton(self)
        self._close.setAccessibleName(tr("Close the message"))
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        row.addWidget(self._close)
        self.set_theme(theme)
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not `isVisible`: what is said before the window shows must find its place as well.
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.button, self._close)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._close.setIcon(icon("close", theme.dim))
        self._show_sign()

    def set_lift(self, pixels: int) -> None:
        """Leaves so much of its parent's foot free."""
        self._lift = pixels
        if not self.isHidden():
            self._place()

    def say(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Shows a sentence for a while; `button` does `act`."""
        self._show(text, button, act, error=False)
        self._timer.start((SECONDS_TO_ACT if button else SECONDS) * 1000)

    def warn(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Shows a sentence until it is closed."""
        self._timer.stop()
        self._show(text, button, act, error=True)

    def drop_button(self) -> None:
        """Takes the offer back, and what it was offered for: the moment has passed."""
        if self._act is not None and not self._error and self.button.isVisible():
            self._act = None
            self.hide()

    def _show(self, text: str, button: str, act: Callable[[], None] | None, *, error: bool) -> None:
        self._act, self._error = act, error
        self.label.setText(text)
        self.label.setAccessibleName(text)
        self.button.setText(button.replace("&", "&&"))
        self.button.setVisible(bool(button))
        self._show_sign()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        room = min(parent.width() - 2 * MARGIN, WIDEST)
        words = self.label.fontMetrics().horizontalAdvance(self.label.text())
        others = self.sizeHint().width() - self.label.sizeHint().width()
        width = max(min(words + others + 24, room), 200)
        self.setFixedWidth(width)
        height = self.heightForWidth(width)
        self.setFixedHeight(max(height, self.minimumSizeHint().height()))
        top = parent.height() - self.height() - MARGIN - self._lift
        self.move((parent.width() - width) // 2, top)

    def _show_sign(self) -> None:
        name, color = ("warning", self._theme.danger) if self._error else ("info", self._theme.dim)
        self._sign.setPixmap(icon(name, color).pixmap(18, 18))

    def _on_button(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _on_time(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.start()
        else:
            self.hide()
