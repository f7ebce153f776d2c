"""The small bar beside a selection: five colours, a tag, a note, and the tags with a number key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS
from zhupi.ui.icons import icon
from zhupi.ui.marks import color_button, color_icon
from zhupi.ui.painting import one_line
from zhupi.ui.theme import Theme

GAP = 12
TAG_COLUMNS = 3
TAG_WIDTH = 74  #: pixels of a tag's name


class MarkBar(QFrame):
    """Floats over the article; what is pressed goes out as a signal."""

    color_chosen = Signal(str)
    tag_chosen = Signal(str)
    tags_wanted = Signal()
    note_wanted = Signal()

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markbar")
        self.setAccessibleName(tr("Mark the selection"))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(7, 5, 7, 5)
        column.setSpacing(3)
        row = QHBoxLayout()
        row.setSpacing(2)
        column.addLayout(row)
        self._tags = QWidget(self)
        self._tags.hide()
        column.addWidget(self._tags)
        self._tr = tr
        self._keys: Mapping[int, str] = {}
        self._colors: dict[str, QToolButton] = {}
        for number, color in enumerate(COLORS, 1):
            button = color_button(color, theme, tr, self)
            key = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{button.toolTip()}  ({key})")
            button.setIconSize(QSize(22, 22))
            button.clicked.connect(lambda _on, color=color: self.color_chosen.emit(color))
            self._colors[color] = button
            row.addWidget(button)
        self._tag = self._button(tr("Tags"), "T")
        self._tag.clicked.connect(self.tags_wanted)
        self._note = self._button(tr("Note"), "N")
        self._note.clicked.connect(self.note_wanted)
        row.addWidget(self._tag)
        row.addWidget(self._note)
        row.addStretch(1)
        for button in self.findChildren(QToolButton):
            # The article keeps the keyboard: its keys do the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        for color, button in self._colors.items():
            button.setIcon(color_icon(color, theme))
        self._tag.setIcon(icon("tag", theme.ink))
        self._note.setIcon(icon("note", theme.ink))

    def set_tags(self, keys: Mapping[int, str]) -> None:
        """Offers the tags of the number keys."""
        if keys == self._keys:
            return
        self._keys = keys
        old, self._tags = self._tags, QWidget(self)
        self._column.replaceWidget(old, self._tags)
        old.deleteLater()
        grid = QGridLayout(self._tags)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for place, (key, tag) in enumerate(sorted(keys.items())):
            grid.addWidget(self._tag_button(key, tag), *divmod(place, TAG_COLUMNS))
        self._tags.setVisible(bool(keys))

    def show_near(self, where: QPoint) -> None:
        """Appears below `where`, a point of the screen, within its parent."""
        place_near(self, where)

    def _tag_button(self, key: int, tag: str) -> QToolButton:
        button = QToolButton(self._tags)
        name = one_line(tag.rpartition("/")[2])
        short = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, TAG_WIDTH)
        button.setText(f"{key}  {short}".replace("&", "&&"))
        button.setAccessibleName(self._tr("Add the tag {tag}", tag=tag))
        button.setToolTip(f"{one_line(tag)}  ({key})")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setStyleSheet("text-align: left; padding: 3px 6px")
        button.clicked.connect(partial(self.tag_chosen.emit, tag))
        return button

    def _button(self, name: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  ({key})")
        return button


def place_near(widget: QWidget, where: QPoint) -> None:
    """Shows `widget` below `where` (a point of the screen), or above where there is no room."""
    parent = widget.parentWidget()
    assert parent is not None
    widget.adjustSize()
    spot = parent.mapFromGlobal(where) + QPoint(-widget.width() // 2, GAP)
    if spot.y() + widget.height() > parent.height() - 4:
        spot.setY(spot.y() - widget.height() - 4 * GAP)
    x = min(max(spot.x(), 6), max(parent.width() - widget.width() - 6, 6))
    widget.move(x, max(spot.y(), 6))
    widget.show()
    widget.raise_()
