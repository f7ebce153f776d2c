"""The sheets that ask what a name stands for, and which date some words mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.core.understanding import EntitySummary, Scope
from zhupi.ui.dialogs.common import buttons, label
from zhupi.ui.panels.wording import kind_text
from zhupi.ui.understanding.value_words import value_text
from zhupi.ui.understanding.wording import scope_text, short_name

WIDTH = 440
TYPING_PAUSE = 120  #: milliseconds
MOST_OFFERED = 60
IdRole = int(Qt.ItemDataRole.UserRole)
Answer = Callable[[Sequence[EntitySummary]], None]
Ask = Callable[[str, Answer], None]  #: looks for entities whose names hold what was typed


class ScopeChoice(QWidget):
    """How far a correction is to hold."""

    def __init__(self, scope: Scope, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._scopes = tuple(Scope)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for number, each in enumerate(self._scopes):
            button = QRadioButton(scope_text(each, tr), self)
            button.setChecked(each == scope)
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)

    @property
    def scope(self) -> Scope:
        return self._scopes[self._group.checkedId()]

    def choose(self, scope: Scope) -> None:
        self._group.button(self._scopes.index(scope)).setChecked(True)


class SameAsDialog(QDialog):
    """Whom or what a name stands for: one of the library's, or a new name.

    `entity` is an id, or the name typed where none fits it.
    """

    def __init__(
        self,
        name: str,
        kind: Label,
        scope: Scope,
        offers: tuple[Sequence[EntitySummary], Ask],
        tr: Translator,
        parent: QWidget | None = None,
    ) -> None:
        """`offers`: those that the article names itself, and how to look for others."""
        super().__init__(parent)
        self._tr = tr
        self._kind = kind
        self._here, self._ask = offers
        self._asked = 0  # answers to what was typed earlier come too late
        self.setWindowTitle(tr("Same as…"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Type a name…"))
        self.field.setAccessibleName(tr("Name"))
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName("field")
        self.list.setAccessibleName(tr("Names in the library"))
        self.list.setUniformItemSizes(True)
        self.scopes = ScopeChoice(scope, tr, self)
        box, self.done_button = buttons(tr("Same"), tr)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.list.currentItemChanged.connect(lambda *_: self._refresh())
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        question = tr("Who or what is «{name}»?", name=short_name(name))
        layout.addWidget(label(question, self))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.scopes)
        layout.addWidget(box)
        self.resize(QSize(WIDTH, 440))
        self._search()
        self._refresh()
        self.field.setFocus()

    @property
    def entity(self) -> str:
        """An id, or a new name; empty: nothing was chosen."""
        chosen = self.list.selectedItems()
        return str(chosen[0].data(IdRole)) if chosen else self.field.text().strip()

    @property
    def entity_name(self) -> str:
        """The same as a person says it."""
        entity = self.entity
        return entity.partition(":")[2] or entity

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and self._step(event):
            return True
        return super().eventFilter(watched, event)

    def _step(self, event: QKeyEvent) -> bool:
        """Goes through the list from the field."""
        step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(event.key(), 0)
        if event.type() != QEvent.Type.KeyPress or not step or not self.list.count():
            return False
        row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
        self.list.setCurrentRow(row)
        return True

    def _search(self) -> None:
        self._asked += 1
        ticket = self._asked

        def done(found: Sequence[EntitySummary]) -> None:
            if ticket == self._asked:
                self._offer(found)

        self._offer(())  # those of the article are there at once
        self._ask(self.field.text().strip(), done)

    def _offer(self, found: Sequence[EntitySummary]) -> None:
        tr, typed = self._tr, self.field.text().strip()
        known = {entity.id for entity in found}
        here = [e for e in self._here if e.id not in known and typed in e.name]
        named = {entity.id for entity in self._here}
        # Of its own kind first, and of those what the article names.
        ordered = sorted(
            (*here, *found), key=lambda e: (e.label is not self._kind, e.id not in named)
        )
        row = self.list.currentRow()
        self.list.clear()
        for entity in ordered[:MOST_OFFERED]:
            words = [kind_text(entity.label, tr), *(short_name(t) for t in entity.titles[:1])]
            names = "、".join(short_name(alias) for alias in entity.aliases[:3])
            beside = "  ·  ".join([*words, names] if names else words)
            item = QListWidgetItem(f"{short_name(entity.name)}    {beside}")
            item.setData(IdRole, entity.id)
            self.list.addItem(item)
        if typed and all(entity.name != typed for entity in ordered):
            item = QListWidgetItem(tr("«{name}», a new name", name=short_name(typed)))
            item.setData(IdRole, typed)
            self.list.addItem(item)
        if typed:
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self._refresh()

    def _refresh(self) -> None:
        self.done_button.setEnabled(bool(self.entity))


class ValueDialog(QDialog):
    """Which day, month or interval some words mean."""

    def __init__(
        self,
        words: str,
        value: str,
        scope: Scope,
        is_value: Callable[[str], bool],
        tr: Translator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self._is_value = is_value
        self.setWindowTitle(tr("Which date…"))
        self.field = QLineEdit(value, self)
        self.field.setPlaceholderText("2023-09-16")
        self.field.setAccessibleName(tr("Date"))
        self.field.selectAll()
        self.told = label("", self, hint=True)
        self.scopes = ScopeChoice(scope, tr, self)
        box, self.done_button = buttons(tr("This is the date"), tr)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.field.textChanged.connect(lambda _text: self._refresh())
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(tr("Which date is «{words}»?", words=short_name(words)), self))
        layout.addWidget(self.field)
        layout.addWidget(self.told)
        layout.addWidget(self.scopes)
        layout.addStretch(1)
        layout.addWidget(box)
        self._refresh()
        self.resize(WIDTH, self.sizeHint().height() + 20)

    @property
    def value(self) -> str:
        return "".join(self.field.text().split())

    def _refresh(self) -> None:
        tr, value = self._tr, self.value
        possible = bool(value) and self._is_value(value)
        if possible:
            told = value_text(value, tr)
        elif value:
            told = tr("This is no date yet. Unknown parts are written as XX.")
        else:
            told = tr("For example 2023-09-16, 2023-09, 2023-06/.. or 2023-09-16/2023-09-17")
        self.told.setText(told)
        self.done_button.setEnabled(possible)
