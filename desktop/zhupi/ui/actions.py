"""All that can be done in the window, once: menus, bars, keys and the palette are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.icons import icon
from zhupi.ui.marks import color_icon
from zhupi.ui.theme import Theme


class Group(StrEnum):
    """The menus, in their order."""

    FILE = "file"
    EDIT = "edit"
    MARK = "mark"
    NAMES = "names"
    SEARCH = "search"
    VIEW = "view"
    HELP = "help"


class Scope(StrEnum):
    """Where an action's keys count: letters only while one reads."""

    WINDOW = "window"
    READER = "reader"


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing to do. `text` is sentence case, without an ellipsis where it acts at once."""

    name: str  #: short and lasting
    text: str
    handler: Callable[[], None]
    group: Group
    keys: tuple[str, ...] = ()  #: in Qt's portable form
    icon: str = ""
    color: str = ""  #: of a highlight, instead of an icon
    scope: Scope = Scope.WINDOW
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    section: int = 0  #: a line parts sections within a menu
    submenu: str = ""  #: those of one text, one after the other, share a menu within the menu


class ActionRegistry(QObject):
    """Holds the actions and their `QAction`s."""

    refused = Signal(str)  #: a key of this action was pressed while reading, but it cannot be done

    def __init__(self, window: QWidget, reader: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._actions: dict[str, Action] = {}
        self._shown: dict[str, QAction] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        reader.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What is greyed lets its keys through to whoever has the focus.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = self.while_reading(event)
            if name and not self._shown[name].isEnabled():
                self.refused.emit(name)
                return True
        return super().eventFilter(watched, event)

    def while_reading(self, event: QKeyEvent) -> str:
        """The action that the key of `event` asks for while one reads; empty: none."""
        pressed = QKeySequence(int(event.key()) | _modifiers(event))
        keys = (
            name
            for name, action in self._actions.items()
            if action.scope is Scope.READER and pressed in self._shown[name].shortcuts()
        )
        # Of two with one key it is the one that can be done.
        return min(keys, key=lambda name: not self._shown[name].isEnabled(), default="")

    def press(self, name: str) -> None:
        """Does what the key of an action does while one reads, or says why it does nothing."""
        if self._shown[name].isEnabled():
            self._shown[name].trigger()
        else:
            self.refused.emit(name)

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())

    def add(self, action: Action) -> None:
        """Registers an action and makes its keys work."""
        shown = QAction(_menu_text(action.text), self)
        shown.setObjectName(action.name)
        shown.setShortcuts([QKeySequence(key) for key in action.keys])
        shown.setCheckable(action.checked is not None)
        shown.triggered.connect(lambda: self.trigger(action.name))
        if action.scope is Scope.READER:
            shown.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._reader.addAction(shown)
        else:
            self._window.addAction(shown)
        self._actions[action.name] = action
        self._shown[action.name] = shown

    def action(self, name: str) -> QAction:
        return self._shown[name]

    def trigger(self, name: str) -> None:
        """Does it, unless it cannot be done now."""
        action = self._actions[name]
        if action.enabled():
            action.handler()
        self.refresh_soon()

    def set_text(self, name: str, text: str) -> None:
        """Names an action anew: «Undo: delete the annotation»."""
        self._shown[name].setText(_menu_text(text))

    def set_visible(self, name: str, *, visible: bool) -> None:
        """Shows it in menus and the palette, or not."""
        self._shown[name].setVisible(visible)

    def text(self, name: str) -> str:
        return self._shown[name].text().replace("&&", "&")

    def full_text(self, name: str) -> str:
        """The text where no menu says what it is about: «Kind: Person»."""
        submenu = self._actions[name].submenu
        return f"{submenu}: {self.text(name)}" if submenu else self.text(name)

    def set_theme(self, theme: Theme) -> None:
        for name, action in self._actions.items():
            if action.color:
                self._shown[name].setIcon(color_icon(action.color, theme))
            elif action.icon:
                self._shown[name].setIcon(icon(action.icon, theme.ink))

    def refresh(self) -> None:
        """Asks every action anew whether it can be done and is on."""
        for name, action in self._actions.items():
            shown = self._shown[name]
            shown.setEnabled(action.enabled())
            if action.checked is not None:
                shown.setChecked(action.checked())

    def refresh_soon(self) -> None:
        """`refresh`, once for all that happens in this turn."""
        self._soon.start()

    def keys_text(self, name: str) -> str:
        """The keys of an action as this system writes them."""
        form = QKeySequence.SequenceFormat.NativeText
        return " / ".join(key.toString(form) for key in self._shown[name].shortcuts())

    def build_menus(self, bar: QMenuBar, tr: Translator) -> None:
        """Fills the menu bar."""
        for group, text in group_texts(tr).items():
            menu = bar.addMenu(text)
            menu.setToolTipsVisible(False)
            menu.aboutToShow.connect(self.refresh)
            self._fill(menu, group)

    def menu(self, names: Sequence[str | QMenu], parent: QWidget, title: str = "") -> QMenu:
        """A menu of the named actions; an empty name is a line, a menu a menu within it."""
        menu = QMenu(_menu_text(title), parent)
        menu.aboutToShow.connect(self.refresh)
        for name in names:
            if isinstance(name, QMenu):
                menu.addMenu(name)
            elif name:
                menu.addAction(self._shown[name])
            else:
                menu.addSeparator()
        return menu

    def _fill(self, menu: QMenu, group: Group) -> None:
        section = 0
        members = [a for a in self._actions.values() if a.group is group]
        submenus: dict[str, QMenu] = {}
        for action in sorted(members, key=lambda a: a.section):
            if action.section != section:
                menu.addSeparator()
                section = action.section
            if not action.submenu:
                menu.addAction(self._shown[action.name])
                continue
            if action.submenu not in submenus:
                submenus[action.submenu] = menu.addMenu(_menu_text(action.submenu))
            submenus[action.submenu].addAction(self._shown[action.name])


def _modifiers(event: QKeyEvent) -> int:
    return int((event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier).value)


def group_texts(tr: Translator) -> dict[Group, str]:
    return {
        Group.FILE: tr("File"),
        Group.EDIT: tr("Edit"),
        Group.MARK: tr("Mark"),
        Group.NAMES: tr("Names"),
        Group.SEARCH: tr("Search"),
        Group.VIEW: tr("View"),
        Group.HELP: tr("Help"),
    }


def _menu_text(text: str) -> str:
    return text.replace("&", "&&")
