"""The command palette: type a part of what you want to do, Enter does it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.ui.actions import Action, ActionRegistry, group_texts

ROW_HEIGHT = 30
NameRole = int(Qt.ItemDataRole.UserRole)


def rank(query: str, text: str, name: str) -> int | None:
    """How well an action fits what was typed: lower is better, None not at all.

    >>> [rank("imp", t, n) for t, n in (("Import files", "import"), ("Help", "help"))]
    [0, None]
    """
    typed, words = query.casefold().strip(), text.casefold()
    if not typed or words.startswith(typed):
        return 0
    if typed in words:
        return 1
    if typed in name.replace("-", " "):
        return 2
    if all(piece in f"{words} {name}" for piece in typed.split()):
        return 3
    letters = iter(words)
    return 4 if all(letter in letters for letter in typed if letter.strip()) else None


class CommandPalette(QDialog):
    """Lists every action with its keys. What cannot be done now is grey."""

    def __init__(self, registry: ActionRegistry, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._registry = registry
        self._tr = tr
        self._chosen = ""
        self.setWindowTitle(tr("Commands"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("What do you want to do?"))
        self.field.setAccessibleName(tr("Command"))
        self.list = QTreeWidget(self)
        self.list.setObjectName("list")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._accept)
        self.list.itemClicked.connect(lambda _item: self._accept())
        registry.refresh()
        self._fill("")
        self.resize(560, 430)

    @property
    def chosen(self) -> str:
        """The action to do, after `exec` or `accepted`."""
        return self._chosen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and (step := moves.get(Qt.Key(event.key())))
        ):
            self._choose(self.list.currentIndex().row() + step)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, query: str) -> None:
        found = []
        for number, action in enumerate(self._registry):
            fit = rank(query, self._registry.full_text(action.name), action.name)
            shown = self._registry.action(action.name)
            if fit is not None and shown.isVisible() and action.name != "palette":
                off = not shown.isEnabled()
                found.append((off, fit, number, action))
        self.list.clear()
        groups = group_texts(self._tr)
        for off, _fit, _number, action in sorted(found, key=lambda item: item[:3]):
            self.list.addTopLevelItem(self._item(action, groups[action.group], off=off))
        self._choose(0)

    def _choose(self, row: int) -> None:
        last = self.list.topLevelItemCount() - 1
        item = self.list.topLevelItem(min(max(row, 0), last))
        if item is not None:
            self.list.setCurrentItem(item)

    def _item(self, action: Action, group: str, *, off: bool) -> QTreeWidgetItem:
        name = action.name
        item = QTreeWidgetItem(
            [self._registry.full_text(name), group, self._registry.keys_text(name)]
        )
        item.setData(0, NameRole, name)
        item.setIcon(0, self._registry.action(name).icon())
        item.setDisabled(off)
        item.setSizeHint(0, QSize(0, ROW_HEIGHT))
        return item

    def _accept(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isDisabled():
            self._chosen = str(item.data(0, NameRole))
            self.accept()
