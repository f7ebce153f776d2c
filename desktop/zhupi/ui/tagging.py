"""Writing tags and notes: a field with completion, and the small form around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import COLORS
from zhupi.ui.marks import color_button
from zhupi.ui.tags.finder import TagFinder
from zhupi.ui.theme import Theme

_SEPARATORS = re.compile(r"[,，;；、\n]")
MOST_QUICK = 3  #: tags that a click adds
MOST_OFFERED = 50


def split_tags(text: str) -> tuple[str, ...]:
    """The tags typed in `text`, parted by commas or semicolons of either width, once each.

    >>> split_tags("外交/会晤， 外交 / 会晤;#贸易,")
    ('外交/会晤', '贸易')
    """
    tags = []
    for piece in _SEPARATORS.split(text):
        steps = [" ".join(step.split()) for step in piece.strip().lstrip("#＃").split("/")]
        path = "/".join(step for step in steps if step)
        if path:
            tags.append(path)
    return tuple(dict.fromkeys(tags))


def join_tags(tags: Sequence[str]) -> str:
    return ", ".join(tags)


class TagField(QLineEdit):
    """Several tags in one line; completes the one being typed.

    By its characters at once; by its pinyin, too, as soon as `finder` answers.
    """

    def __init__(
        self,
        known: Sequence[str],
        parent: QWidget | None = None,
        finder: TagFinder | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = [(path.casefold(), path) for path in known]
        self._finder = finder
        self._model = QStringListModel(self)
        self._completer = QCompleter(self)
        self._completer.setModel(self._model)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._complete)
        if finder is not None:
            finder.found.connect(self._on_found)

    def tags(self) -> tuple[str, ...]:
        return split_tags(self.text())

    def completions_open(self) -> bool:
        return self._popup.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.completions_open():
            chosen = self._popup.currentIndex()
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
                if chosen.isValid():
                    self._take(str(chosen.data()))
                    self._popup.hide()
                    return
                self._popup.hide()
            elif event.key() == Qt.Key.Key_Escape:
                self._popup.hide()
                return
        super().keyPressEvent(event)

    def _piece(self) -> tuple[int, str]:
        """Where the tag under the cursor begins, and what is typed of it."""
        before = self.text()[: self.cursorPosition()]
        start = max((m.end() for m in _SEPARATORS.finditer(before)), default=0)
        return start, before[start:].strip()

    def _complete(self) -> None:
        _start, typed = self._piece()
        folded = typed.casefold()
        fitting = (path for known, path in self._known if folded in known)
        self._offer(list(islice(fitting, MOST_OFFERED)) if typed else [])
        if self._finder is not None and typed:
            self._finder.ask(typed)

    def _on_found(self, typed: str, paths: Sequence[str]) -> None:
        if typed == self._piece()[1] and self.hasFocus():
            self._offer(paths[:MOST_OFFERED])

    def _offer(self, paths: Sequence[str]) -> None:
        same = list(paths) == self._model.stringList()
        if not same:
            self._model.setStringList(list(paths))
        if not paths:
            self._popup.hide()
        elif not (same and self.completions_open()):
            self._completer.complete()

    def _take(self, tag: str) -> None:
        start, _typed = self._piece()
        rest = self.text()[self.cursorPosition() :]
        head = self.text()[:start]
        head += " " if head and not head.endswith(" ") else ""
        self.setText(f"{head}{tag}, {rest.lstrip(',， ')}")
        self.setCursorPosition(len(head) + len(tag) + 2)


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote in the form; None: the form did not ask."""

    tags: tuple[str, ...] | None = None
    note: str | None = None
    color: str | None = None


@dataclass(frozen=True, slots=True)
class FormParts:
    """Which fields the form has, and what stands in them."""

    tags: tuple[str, ...] | None = None
    note: str | None = None
    color: str | None = None
    known_tags: tuple[str, ...] = ()
    recent_tags: tuple[str, ...] = ()
    keys: tuple[tuple[int, str], ...] = ()  #: number keys and their tags
    finder: TagFinder | None = None


class AnnotationForm(QFrame):
    """Tags, note and colour of one annotation. Enter (in a note Ctrl+Enter) saves, Esc leaves."""

    saved = Signal(object)  #: Written
    cancelled = Signal()

    def __init__(
        self, parts: FormParts, theme: Theme, tr: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("markbar")
        self._tr = tr
        self._theme = theme
        self._color = parts.color
        self._color_buttons: dict[str, QToolButton] = {}
        self.tag_field: TagField | None = None
        self.note_field: QPlainTextEdit | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 12, 10)
        self._layout.setSpacing(8)
        if parts.color is not None:
            self._add_colors()
        if parts.tags is not None:
            self._add_tags(parts)
        if parts.note is not None:
            self._add_note(parts.note)
        self._add_buttons()

    def focus(self) -> None:
        """Puts the keyboard into the first field."""
        field = self.tag_field or self.note_field
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        self.saved.emit(
            Written(
                self.tag_field.tags() if self.tag_field else None,
                self.note_field.toPlainText().strip() if self.note_field else None,
                self._color,
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape and watched is self.note_field:
                self.cancelled.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        else:
            super().keyPressEvent(event)

    def _add_tags(self, parts: FormParts) -> None:
        self.tag_field = TagField(parts.known_tags, self, parts.finder)
        self.tag_field.setPlaceholderText(self._tr("Tags, for instance 外交/会晤, 贸易"))
        self.tag_field.setAccessibleName(self._tr("Tags"))
        self.tag_field.setText(join_tags(parts.tags or ()))
        self._layout.addWidget(self.tag_field)
        keys = {tag: key for key, tag in reversed(parts.keys)}
        quick = dict.fromkeys((*(tag for _key, tag in sorted(parts.keys)), *parts.recent_tags))
        offered = [tag for tag in quick if tag not in (parts.tags or ())][:MOST_QUICK]
        if offered:
            row = QHBoxLayout()
            row.setSpacing(4)
            for tag in offered:
                row.addWidget(self._quick_button(tag, keys.get(tag, 0)))
            row.addStretch(1)
            self._layout.addLayout(row)

    def _quick_button(self, tag: str, key: int) -> QToolButton:
        button = QToolButton(self)
        short = button.fontMetrics().elidedText(tag, Qt.TextElideMode.ElideMiddle, 100)
        button.setText((f"{key} {short}" if key else f"#{short}").replace("&", "&&"))
        button.setAccessibleName(self._tr("Add the tag {tag}", tag=tag))
        # Within the form digits are text; the number is there to be learnt.
        told = self._tr("Key {key} while reading", key=key)
        button.setToolTip(f"{tag}\n{told}" if key else tag)
        button.clicked.connect(lambda: self._add_tag(tag))
        return button

    def _add_tag(self, tag: str) -> None:
        if self.tag_field is not None:
            self.tag_field.setText(join_tags(list(dict.fromkeys((*self.tag_field.tags(), tag)))))
            self.tag_field.setFocus()

    def _add_note(self, note: str) -> None:
        self.note_field = QPlainTextEdit(note, self)
        self.note_field.setPlaceholderText(self._tr("Note"))
        self.note_field.setAccessibleName(self._tr("Note"))
        self.note_field.setTabChangesFocus(True)
        self.note_field.setFixedHeight(92)
        self.note_field.installEventFilter(self)
        self._layout.addWidget(self.note_field)

    def _add_colors(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        for color in COLORS:
            button = color_button(color, self._theme, self._tr, self)
            button.setCheckable(True)
            button.setChecked(color == self._color)
            button.clicked.connect(lambda _on, color=color: self._choose(color))
            self._color_buttons[color] = button
            row.addWidget(button)
        row.addStretch(1)
        self._layout.addLayout(row)

    def _choose(self, color: str) -> None:
        self._color = color
        for name, button in self._color_buttons.items():
            button.setChecked(name == color)

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        hint = QLabel(self._tr("Ctrl+Enter saves") if self.note_field else self._tr("Enter saves"))
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setObjectName("hint")
        cancel = QPushButton(self._tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.cancelled)
        save = QPushButton(self._tr("Save"), self)
        save.setObjectName("primary")
        save.setAutoDefault(False)
        save.clicked.connect(self.save)
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        self._layout.addLayout(row)
