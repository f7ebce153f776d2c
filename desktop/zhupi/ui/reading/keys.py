"""What a key means on the reading surface, with and without a caret."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class KeyAction(Enum):
    LINE_UP = auto()
    LINE_DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    TOP = auto()
    BOTTOM = auto()
    TOGGLE_CARET = auto()
    SHOW_CARET = auto()
    ACTIVATE = auto()
    ESCAPE = auto()
    MOVE = auto()  #: the caret, by Qt's own rules
    OTHER = auto()


_SCROLLS: dict[int, KeyAction] = {
    Qt.Key.Key_Up: KeyAction.LINE_UP,
    Qt.Key.Key_Down: KeyAction.LINE_DOWN,
    Qt.Key.Key_PageUp: KeyAction.PAGE_UP,
    Qt.Key.Key_PageDown: KeyAction.PAGE_DOWN,
    Qt.Key.Key_Home: KeyAction.TOP,
    Qt.Key.Key_End: KeyAction.BOTTOM,
}
_SIDEWAYS: dict[int, KeyAction] = {
    Qt.Key.Key_Left: KeyAction.SHOW_CARET,
    Qt.Key.Key_Right: KeyAction.SHOW_CARET,
}
_MOVES = _SCROLLS | _SIDEWAYS
_ALWAYS: dict[int, KeyAction] = {
    Qt.Key.Key_F7: KeyAction.TOGGLE_CARET,
    Qt.Key.Key_Escape: KeyAction.ESCAPE,
    Qt.Key.Key_Space: KeyAction.PAGE_DOWN,
}
_WITH_CARET: dict[int, KeyAction] = {
    Qt.Key.Key_Return: KeyAction.ACTIVATE,
    Qt.Key.Key_Enter: KeyAction.ACTIVATE,
}


def action_of(event: QKeyEvent, *, caret: bool) -> KeyAction:
    """What `event` asks for while the caret is shown or not."""
    key, modifiers = event.key(), event.modifiers()
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return KeyAction.OTHER
    if key in _MOVES:
        return KeyAction.MOVE if caret or shift else _MOVES[key]
    if control:
        return KeyAction.OTHER
    if key == Qt.Key.Key_Space and shift:
        return KeyAction.PAGE_UP
    return (_ALWAYS | (_WITH_CARET if caret else {})).get(key, KeyAction.OTHER)
