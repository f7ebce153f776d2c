"""The strip over the article while a passage is attached again by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from zhupi.core.messages import Translator
from zhupi.ui.review.wording import shortened_line
from zhupi.ui.selection_bar import SelectionBar


class AttachBar(SelectionBar):
    """Asks for the passage."""

    def __init__(self, tr: Translator, parent: QWidget) -> None:
        super().__init__(tr("Attach here"), tr, parent)
        self._tr = tr

    def ask(self, quote: str) -> None:
        """Shows itself, for this passage."""
        words = shortened_line(quote)
        self.show_words(self._tr("Select the passage for «{quote}» and press Enter", quote=words))
