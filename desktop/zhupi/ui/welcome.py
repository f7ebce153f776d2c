"""What stands in the middle while no article is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.fonts import font
from zhupi.ui.icons import app_icon


class Welcome(QWidget):
    """For an empty library: what to do first. For a full one: choose an article."""

    import_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tr = tr
        sign = QLabel(self)
        sign.setPixmap(app_icon().pixmap(72, 72))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading = self._label(QLabel(self), 26, serif=True)
        self._text = self._label(QLabel(self), 15, serif=False)
        self._text.setObjectName("hint")
        self.import_button = QPushButton(tr("Import files…"), self)
        self.import_button.setObjectName("primary")
        self.import_button.clicked.connect(self.import_wanted)
        self.samples_button = QPushButton(tr("Add the sample articles"), self)
        self.samples_button.clicked.connect(self.samples_wanted)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self.import_button)
        row.addSpacing(14)
        row.addWidget(self.samples_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 40, 20, 40)
        layout.setSpacing(14)
        layout.addStretch(2)
        layout.addWidget(sign)
        layout.addWidget(self._heading)
        layout.addWidget(self._text)
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(3)
        self.show_state(empty=False, writable=True)

    def show_state(self, *, empty: bool, writable: bool) -> None:
        tr = self._tr
        self._heading.setText(tr("Welcome to Zhupi") if empty else "朱批")
        self._text.setText(
            tr(
                "Import Chinese news articles: text, Markdown, saved web pages or .jsonl. "
                "You can also drop files and folders onto this window."
            )
            if empty
            else tr("Choose an article on the left, or press Ctrl+F to search.")
        )
        for button in (self.import_button, self.samples_button):
            button.setVisible(empty)
            button.setEnabled(writable)

    def _label(self, label: QLabel, pixels: int, *, serif: bool) -> QLabel:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(font(serif=serif, pixels=pixels))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        return label
