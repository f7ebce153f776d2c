"""The row of buttons below the review: what can be done with the passage that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.icons import icon
from zhupi.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be done now."""

    accept: bool = False
    attach: bool = False  #: accepting means to attach it to a place that was chosen
    by_hand: bool = False
    delete: bool = False
    some: bool = False  #: something is listed
    write: bool = False  #: and the library can be written
    revert: bool = False  #: its article's old text is kept


class ReviewButtons(QWidget):
    """Buttons and a menu; the page says what they do."""

    def __init__(self, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._tr = tr
        self.accept = self._button(tr("Accept"), "Return")
        self.accept.setObjectName("primary")
        self.by_hand = self._button(tr("Attach by hand…"), "R")
        self.delete = self._button(tr("Delete"), "Del")
        self.previous = self._tool(tr("Previous"), "P")
        self.following = self._tool(tr("Next"), "N")
        self.more = self._tool(tr("More"))
        self.menu = QMenu(self)
        self.many = self._action(tr("Accept all that are sure enough…"), "A")
        self.revert = self._action(tr("Go back to the old text…"))
        self.menu.addSeparator()
        self.text = self._action(tr("Show it in the article"), "O")
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(8)
        for button in (self.accept, self.by_hand, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        for tool in (self.previous, self.following, self.more):
            row.addWidget(tool)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        tools = (self.previous, self.following, self.more)
        return (self.accept, self.by_hand, self.delete, *tools)

    def set_theme(self, theme: Theme) -> None:
        for button, name in (
            (self.previous, "chevron-up"),
            (self.following, "chevron-down"),
            (self.more, "more"),
        ):
            button.setIcon(icon(name, theme.dim))

    def show_possible(self, can: Possible) -> None:
        tr = self._tr
        self.accept.setText(tr("Attach here") if can.attach else tr("Accept"))
        for button, possible in (
            (self.accept, can.accept),
            (self.by_hand, can.by_hand),
            (self.delete, can.delete),
            (self.many, can.write),
            (self.revert, can.revert),
            (self.text, can.some),
            (self.previous, can.some),
            (self.following, can.some),
            (self.more, can.some),
        ):
            button.setEnabled(possible)

    def _button(self, text: str, key: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(True)  # Enter presses the one that has the focus
        button.setToolTip(_named(text, key))
        return button

    def _tool(self, name: str, key: str = "") -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(name)
        button.setToolTip(_named(name, key))
        return button

    def _action(self, text: str, key: str = "") -> QAction:
        action = self.menu.addAction(text)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action


def _named(text: str, key: str) -> str:
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text}  ({shown})" if key else text
