"""The dialogs about tags: a new one, a description, one of several, another tag to merge into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS, Tag
from zhupi.ui.dialogs.common import buttons, label
from zhupi.ui.marks import color_button
from zhupi.ui.painting import one_line
from zhupi.ui.tagging import split_tags
from zhupi.ui.tags.finder import TagFinder
from zhupi.ui.tags.menu import KEYS
from zhupi.ui.theme import Theme

WIDTH = 440
NOTE_HEIGHT = 92


class TagDialog(QDialog):
    """Says all there is to say of a tag; asks for the name only of a new one."""

    def __init__(
        self,
        tag: Tag,
        keys: Mapping[int, str],
        look: tuple[Theme, Translator],
        parent: QWidget | None = None,
        *,
        below: str | None = None,
    ) -> None:
        """`below`: a new tag is wanted, below this one or, where it is empty, below none."""
        super().__init__(parent)
        theme, tr = look
        self._tag = tag
        self._below = below
        self._colors: dict[str, QToolButton] = {}
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("Name"))
        self.description = QPlainTextEdit(tag.description, self)
        self.description.setAccessibleName(tr("Description"))
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(NOTE_HEIGHT)
        self.key = _key_box(tag, keys, tr)
        box, self.done_button = buttons(tr("Save"), tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.name.textChanged.connect(self._on_name)
        form = QFormLayout()
        if below is None:
            self.setWindowTitle(tr("Tag «{tag}»", tag=one_line(tag.path)))
            self.name.hide()
        else:
            self.setWindowTitle(tr("New tag"))
            form.addRow(label(tr("Name")), self.name)
        form.addRow(label(tr("Colour")), self._color_row(theme, tr))
        form.addRow(label(tr("Description")), self.description)
        form.addRow(label(tr("Number key")), self.key)
        layout = QVBoxLayout(self)
        if below:
            where = tr("It will stand below «{tag}».", tag=one_line(below))
            layout.addWidget(label(where, hint=True))
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(box)
        self._choose(tag.color)
        self._on_name()
        self.resize(WIDTH, self.sizeHint().height())
        (self.description if below is None else self.name).setFocus()

    def tag(self) -> Tag:
        """The tag as it was typed."""
        path = self._tag.path
        if self._below is not None:
            [name] = split_tags(self.name.text())
            path = f"{self._below}/{name}" if self._below else name
        return replace(
            self._tag,
            path=path,
            description=self.description.toPlainText().strip(),
            key=int(self.key.currentData()),
        )

    def _color_row(self, theme: Theme, tr: Translator) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for color in COLORS:
            button = color_button(color, theme, tr, row)
            button.setCheckable(True)
            button.setIconSize(QSize(20, 20))
            # Pressed once more it is let go: then passages take the colour used last.
            button.clicked.connect(partial(self._on_color, color))
            self._colors[color] = button
            layout.addWidget(button)
        layout.addStretch(1)
        return row

    def _on_color(self, color: str) -> None:
        self._choose("" if color == self._tag.color else color)

    def _choose(self, color: str) -> None:
        self._tag = replace(self._tag, color=color)
        for name, button in self._colors.items():
            button.setChecked(name == color)

    def _on_name(self) -> None:
        named = self._below is None or len(split_tags(self.name.text())) == 1
        self.done_button.setEnabled(named)


def _key_box(tag: Tag, keys: Mapping[int, str], tr: Translator) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("Number key"))
    box.addItem(tr("None of its own"), 0)
    for key in KEYS:
        other = keys.get(key, tag.path)
        box.addItem(str(key) if other == tag.path else f"{key}    {one_line(other)}", key)
    box.setCurrentIndex(max(box.findData(tag.key), 0))
    return box


class ChoiceDialog(QDialog):
    """A question with several answers, the first of them chosen."""

    def __init__(
        self,
        question: tuple[str, str],
        answers: Sequence[tuple[str, str]],
        accept: str,
        tr: Translator,
        parent: QWidget | None = None,
    ) -> None:
        """`question`: title and words; `answers`: value and words; `accept`: what the button says.

        Without answers it is only asked whether.
        """
        super().__init__(parent)
        title, words = question
        self.setWindowTitle(title)
        self.buttons: dict[str, QRadioButton] = {}
        box, self.done_button = buttons(accept, tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(words, self))
        for value, text in answers:
            button = QRadioButton(text.replace("&", "&&"), self)
            self.buttons[value] = button
            layout.addWidget(button)
        if answers:
            self.buttons[answers[0][0]].setChecked(True)
        layout.addStretch(1)
        layout.addWidget(box)
        self.resize(WIDTH, self.sizeHint().height())

    @property
    def chosen(self) -> str:
        """The value of the answer; empty where there was none to choose."""
        return next((v for v, button in self.buttons.items() if button.isChecked()), "")


class OtherTagDialog(QDialog):
    """Asks for another tag: type a part of its name, or its pinyin; Enter takes the first."""

    def __init__(
        self,
        question: tuple[str, str],
        others: Sequence[str],
        accept: str,
        finder: TagFinder,
        tr: Translator,
        parent: QWidget | None = None,
    ) -> None:
        """`question`: title and words; `accept`: what the button says."""
        super().__init__(parent)
        self.setWindowTitle(question[0])
        self._others = list(others)
        self._finder = finder
        finder.found.connect(self._on_found)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Find a tag"))
        self.field.setAccessibleName(tr("Find a tag"))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list = QListView(self)
        self.list.setObjectName("field")
        self.list.setAccessibleName(tr("Tags"))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.list.doubleClicked.connect(lambda _index: self.accept())
        box, self.done_button = buttons(accept, tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label(question[1]))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(box)
        self.resize(WIDTH, 420)
        self._show(self._others)
        self.field.setFocus()

    @property
    def chosen(self) -> str:
        return str(self.list.currentIndex().data() or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = moves.get(Qt.Key(event.key()))
            if step is not None:
                last = self._model.rowCount() - 1
                row = min(max(self.list.currentIndex().row() + step, 0), last)
                self.list.setCurrentIndex(self._model.index(row))
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        if text.strip():
            self._finder.ask(text.strip())
        else:
            self._finder.drop()
            self._show(self._others)

    def _on_found(self, typed: str, paths: Sequence[str]) -> None:
        if typed == self.field.text().strip():
            known = set(self._others)
            self._show([path for path in paths if path in known])

    def _show(self, paths: Sequence[str]) -> None:
        self._model.setStringList(list(paths))
        if paths:
            self.list.setCurrentIndex(self._model.index(0))
        self.done_button.setEnabled(bool(paths))
