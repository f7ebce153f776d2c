"""The small bar beside a selection: five colours, a tag, a note."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS
from zhupi.ui.icons import icon
from zhupi.ui.marks import color_button, color_icon
from zhupi.ui.theme import Theme

GAP = 12


class MarkBar(QFrame):
    """Floats over the article; what is pressed goes out as a signal."""

    color_chosen = Signal(str)
    tags_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markbar")
        self.setAccessibleName(tr("Mark the selection"))
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 5, 7, 5)
        row.setSpacing(2)
        self._colors: dict[str, QToolButton] = {}
        for color in COLORS:
            button = color_button(color, theme, tr, self)
            button.setIconSize(QSize(22, 22))
            button.clicked.connect(lambda _on, color=color: self.color_chosen.emit(color))
            self._colors[color] = button
            row.addWidget(button)
        self._tag = self._button(tr("Tags"), "T")
        self._tag.clicked.connect(self.tags_wanted)
        self._note = self._button(tr("Note"), "N")
        self._note.clicked.connect(self.note_wanted)
        row.addWidget(self._tag)
        row.addWidget(self._note)
        for button in self.findChildren(QToolButton):
            # The article keeps the keyboard: its keys do the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        for color, button in self._colors.items():
            button.setIcon(color_icon(color, theme))
        self._tag.setIcon(icon("tag", theme.ink))
        self._note.setIcon(icon("note", theme.ink))

    def show_near(self, where: QPoint) -> None:
        """Appears below `where`, a point of the screen, within its parent."""
        place_near(self, where)

    def _button(self, name: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  ({key})")
        return button


def place_near(widget: QWidget, where: QPoint) -> None:
    """Shows `widget` below `where` (a point of the screen), or above where there is no room."""
    parent = widget.parentWidget()
    assert parent is not None
    widget.adjustSize()
    spot = parent.mapFromGlobal(where) + QPoint(-widget.width() // 2, GAP)
    if spot.y() + widget.height() > parent.height() - 4:
        spot.setY(spot.y() - widget.height() - 4 * GAP)
    x = min(max(spot.x(), 6), max(parent.width() - widget.width() - 6, 6))
    widget.move(x, max(spot.y(), 6))
    widget.show()
    widget.raise_()
