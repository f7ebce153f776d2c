"""Small buttons that flow in lines: what a search is narrowed to, what else might be searched."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget

from zhupi.ui.icons import icon
from zhupi.ui.theme import Theme

GAP = 5


class FlowLayout(QLayout):
    """Widgets side by side, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        # As narrow as one likes: a chip that is wider is cut.
        left, top, right, bottom = self._margins()
        height = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(left + right, top + height + bottom)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _margins(self) -> tuple[int, int, int, int]:
        margins = self.contentsMargins()
        return margins.left(), margins.top(), margins.right(), margins.bottom()

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lays the items out within `rect`; the height that takes."""
        left, top, right, bottom = self._margins()
        room = rect.adjusted(left, top, -right, -bottom)
        x, y, line = room.x(), room.y(), 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(room.width(), 1), 1_000))
            if x > room.x() and x + size.width() > room.x() + room.width():
                x, y, line = room.x(), y + line + GAP, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + GAP
            line = max(line, size.height())
        return y + line + bottom - rect.y()


class Chips(QWidget):
    """A flow of buttons, each standing for a value; hidden while there are none."""

    used = Signal(object)  #: the value

    def __init__(
        self, theme: Theme, look: str, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look
        self._icon = icon_name
        self.buttons: list[QToolButton] = []
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self.buttons:
            self._dress(button)

    def show_values(self, values: Iterable[tuple[str, object, str]]) -> None:
        """Shows a button for each (text, value, what it does)."""
        had_focus = next((n for n, b in enumerate(self.buttons) if b.hasFocus()), None)
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for text, value, does in values:
            button = QToolButton(self)
            button.setObjectName(self._look)
            button.setText(_short(text).replace("&", "&&"))
            button.setToolTip(does)
            button.setAccessibleName(does)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on=False, value=value: self.used.emit(value))
            self._dress(button)
            self._flow.addWidget(button)
            self.buttons.append(button)
            button.show()
        self.setVisible(bool(self.buttons))
        if had_focus is not None and self.buttons:
            self.buttons[min(had_focus, len(self.buttons) - 1)].setFocus()
        self.updateGeometry()

    def _dress(self, button: QToolButton) -> None:
        if self._icon:
            button.setIcon(icon(self._icon, self._theme.dim))
            button.setIconSize(QSize(11, 11))
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the icon stands last


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
