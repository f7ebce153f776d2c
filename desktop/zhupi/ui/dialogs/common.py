"""What the dialogs share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QPushButton, QWidget

from zhupi.core.messages import Translator

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*\n\r\t\0', "_"))


def label(text: str, parent: QWidget | None = None, *, hint: bool = False) -> QLabel:
    """A label of plain text, whatever the text."""
    result = QLabel(parent)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    result.setWordWrap(True)
    if hint:
        result.setObjectName("hint")
    return result


def buttons(accept: str, tr: Translator) -> tuple[QDialogButtonBox, QPushButton]:
    """A row with `accept`, the button that does it, and «Cancel»."""
    box = QDialogButtonBox()
    done = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    done.setObjectName("primary")
    done.setDefault(True)
    box.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
    return box, done


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def file_stem(words: str) -> str:
    """`words` as the name of a file on any system, without a suffix; may be empty."""
    return words.translate(_FORBIDDEN).strip(" .")[:60]


def encoding_box(tr: Translator, *, detect: bool) -> QComboBox:
    """A choice of encodings; its data are codecs' names, empty for «find out»."""
    box = QComboBox()
    if detect:
        box.addItem(tr("Find out"), "")
    for name, codec in (
        ("UTF-8", "utf-8"),
        ("GB18030 · GBK · GB2312", "gb18030"),
        ("Big5 (HKSCS)", "big5hkscs"),
        ("UTF-16", "utf-16"),
        ("UTF-16 LE", "utf-16-le"),
        ("UTF-16 BE", "utf-16-be"),
    ):
        box.addItem(name, codec)
    box.setAccessibleName(tr("Encoding"))
    return box
