"""Where the window stood and how wide its panes were: from the settings, and back to them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from zhupi.core.settings import Settings
from zhupi.ui.layout import Panes

FIRST_SIZE = (1460, 920)


def restore_geometry(window: QMainWindow, panes: Panes, settings: Settings) -> None:
    """Puts the window and its panes where `settings` say; what they do not say stays."""
    if not (settings.window and window.restoreGeometry(_bytes(settings.window))):
        window.resize(*FIRST_SIZE)
    if settings.panes:
        panes.restoreState(_bytes(settings.panes))
    if settings.search_panes:
        panes.side.search.split.restoreState(_bytes(settings.search_panes))
    if settings.tag_panes:
        panes.side.tags.split.restoreState(_bytes(settings.tag_panes))


def geometry_settings(window: QMainWindow, panes: Panes) -> dict[str, str]:
    """What the settings shall remember, by their names."""
    return {
        "window": _hex(window.saveGeometry()),
        "panes": _hex(panes.saveState()),
        "search_panes": _hex(panes.side.search.split.saveState()),
        "tag_panes": _hex(panes.side.tags.split.saveState()),
    }


def _bytes(digits: str) -> QByteArray:
    return QByteArray.fromHex(digits.encode("ascii", "ignore"))


def _hex(state: QByteArray) -> str:
    return bytes(state.toHex().data()).decode("ascii")
