"""A person's settings while the program runs: one value, told to all when it changes."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from zhupi.core.settings import Settings, load_settings, save_settings

SAVING_PAUSE = 800  #: milliseconds; a splitter being dragged writes no file a pixel


class Preferences(QObject):
    """Holds the `Settings`; changes are applied at once and written a little later."""

    changed = Signal(object, object)  #: Settings before, Settings now

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._settings = load_settings(path)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAVING_PAUSE)
        self._pause.timeout.connect(self.save)

    @property
    def now(self) -> Settings:
        return self._settings

    def update(self, **values: object) -> None:
        """Replaces some fields of the settings."""
        self.set(replace(self._settings, **values))  # type: ignore[arg-type]

    def set(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if before != settings:
            self._pause.start()
            self.changed.emit(before, settings)

    def save(self) -> None:
        """Writes the file now. One that cannot be written costs the person their preferences
        at the next start, and is no reason to disturb them."""
        self._pause.stop()
        with contextlib.suppress(OSError):
            save_settings(self._settings, self._path)
