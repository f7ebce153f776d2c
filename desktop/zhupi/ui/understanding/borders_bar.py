"""The strip over the article while the right borders of a name are selected."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from zhupi.core.messages import Translator
from zhupi.ui.selection_bar import SelectionBar
from zhupi.ui.understanding.wording import short_name


class BordersBar(SelectionBar):
    """Asks for all of the name."""

    def __init__(self, tr: Translator, parent: QWidget) -> None:
        super().__init__(tr("This is the name"), tr, parent)
        self._tr = tr

    def ask(self, name: str) -> None:
        """Shows itself, for this name."""
        self.show_words(
            self._tr(
                "Select all of «{name}» with the mouse or Shift and the arrows, and press Enter",
                name=short_name(name),
            )
        )
