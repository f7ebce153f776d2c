"""How the window looks: sizes, faces and themes as keys step through them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from zhupi.core.settings import FONT_PIXELS, THEMES, Settings
from zhupi.ui.reading.look import Look
from zhupi.ui.services import Services
from zhupi.ui.theme import Theme, resolve_theme

#: Settings one sees.
LOOKS = ("theme", "highlight_style", "face", "font_pixels", "measure_em", "line_height")


class AppearanceController(QObject):
    """Alters the preferences, and tells when the window must be painted anew for them."""

    changed = Signal(object)  #: Theme

    def __init__(self, services: Services, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.theme = theme  #: the one that is shown
        services.preferences.changed.connect(self._on_preferences)

    def look(self) -> Look:
        """How articles are set, as the preferences say."""
        settings = self._services.preferences.now
        return Look(
            self.theme,
            settings.font_pixels,
            settings.face == "serif",
            settings.measure_em,
            settings.line_height,
            self._services.tr("Image not stored  ·  reading offline"),
        )

    def zoom(self, steps: int) -> None:
        pixels = self._services.preferences.now.font_pixels + steps
        if pixels in FONT_PIXELS:
            self._services.preferences.update(font_pixels=pixels)

    def switch_face(self) -> None:
        face = self._services.preferences.now.face
        self._services.preferences.update(face="sans" if face == "serif" else "serif")

    def switch_theme(self) -> None:
        """The next of the themes as they look: light, sepia, dark."""
        looks = [name for name in THEMES if name != "system"]
        following = looks[(looks.index(self.theme.name) + 1) % len(looks)]
        self._services.preferences.update(theme=following)

    def _on_preferences(self, before: Settings, now: Settings) -> None:
        if any(getattr(before, name) != getattr(now, name) for name in LOOKS):
            dark = QApplication.styleHints().colorScheme().name == "Dark"
            style = now.highlight_style
            self.changed.emit(resolve_theme(now.theme, system_dark=dark, highlights=style))
