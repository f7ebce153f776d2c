"""The dialogs that tell about the program itself: settings, commands, keys, mistakes."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from zhupi.ui.actions import ActionRegistry
from zhupi.ui.command_palette import CommandPalette
from zhupi.ui.dialogs.reports import AboutDialog, BugDialog, KeysDialog
from zhupi.ui.dialogs.settings import SettingsDialog
from zhupi.ui.services import Services


class DialogsController(QObject):
    """Opens dialogs over the window without a loop of their own."""

    def __init__(self, services: Services, actions: ActionRegistry, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._actions = actions
        self._window = window

    def show_settings(self) -> None:
        self.show(SettingsDialog(self._services.preferences, self._services.tr, self._window))

    def show_palette(self) -> None:
        window = self._window
        palette = CommandPalette(self._actions, self._services.tr, window)
        palette.move(
            window.mapToGlobal(window.rect().center()).x() - palette.width() // 2,
            window.mapToGlobal(window.rect().topLeft()).y() + 90,
        )
        # The palette must be gone before what it chose opens a dialog of its own.
        palette.finished.connect(
            lambda result: self._actions.trigger(palette.chosen) if result else None
        )
        self.show(palette)

    def show_keys(self) -> None:
        self.show(KeysDialog(self._actions, self._services.tr, self._window))

    def show_about(self) -> None:
        self.show(AboutDialog(self._services.workspace, self._services.tr, self._window))

    def show_bug(self, details: str) -> None:
        """Tells of a mistake of ours; the program goes on."""
        self.show(BugDialog(details, self._services.tr, self._window))

    def show(self, dialog: QDialog) -> None:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
