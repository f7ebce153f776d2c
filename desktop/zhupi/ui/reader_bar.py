"""The slim bar over the article: where it is from, how long it is, and the reading buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import Article
from zhupi.ui.actions import ActionRegistry
from zhupi.ui.articles.wording import (
    SEPARATOR,
    byline_text,
    date_text,
    length_text,
    minutes_text,
)
from zhupi.ui.painting import one_line

BUTTONS = ("smaller", "bigger", "face", "entities", "theme", "export", "palette")
HEIGHT = 46


class ElidedLabel(QLabel):
    """Plain words that end in «…» where there is no room; in full in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""

    def set_words(self, words: str) -> None:
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - 2, 0)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class ReaderBar(QFrame):
    """Follows the open article; its buttons are actions of the registry."""

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFixedHeight(HEIGHT)
        self._tr = tr
        self._crumb = ElidedLabel(self)
        self._crumb.setObjectName("crumb")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 0, 14, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._crumb, 1)

    def add_buttons(self, registry: ActionRegistry) -> None:
        for name in BUTTONS:
            button = QToolButton(self)
            button.setDefaultAction(registry.action(name))
            button.setIconSize(QSize(18, 18))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            keys = registry.keys_text(name)
            text = registry.text(name)
            button.setToolTip(f"{text}  ({keys})" if keys else text)
            button.setAccessibleName(text)
            self._row.addWidget(button)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return tuple(self.findChildren(QToolButton))

    def show_article(self, article: Article | None) -> None:
        if article is None:
            self._crumb.set_words("")
            return
        tr = self._tr
        size = len(article.text)
        head = [one_line(article.source), date_text(article.published, tr)]
        tail = [byline_text(article.byline), length_text(size, tr), minutes_text(size, tr)]
        parts = [
            "  ›  ".join(part for part in head if part),
            SEPARATOR.join(one_line(part) for part in tail if part),
        ]
        self._crumb.set_words("  ›  ".join(part for part in parts if part))
