"""The entities panel: kinds with a switch each, entities with counts, clicks step through them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Label, Mention
from zhupi.ui.icons import icon
from zhupi.ui.panels.entity_list import EntityModel, EntityRow, HeadingRow, group_entities
from zhupi.ui.panels.entity_rows import EntityDelegate, EntityView
from zhupi.ui.theme import Theme


class EntitiesPanel(QWidget):
    """Shows the mentions of the open article."""

    mention_wanted = Signal(object)  #: Mention to show in the article
    hidden_changed = Signal(object)  #: frozenset of Label
    more_wanted = Signal()  #: also what is less certain
    counted = Signal(int)  #: mentions

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self.model = EntityModel(tr, self)
        self._delegate = EntityDelegate(self.model, theme, tr, self)
        self._hidden: frozenset[Label] = frozenset()
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Find a name…"))
        self.field.setAccessibleName(tr("Find a name"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.more_button = QToolButton(self)
        self.more_button.setAccessibleName(tr("More about names"))
        self.more_button.setToolTip(tr("More about names"))
        self.more_button.setIconSize(QSize(18, 18))
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.uncertain_button = QToolButton(self)
        self.uncertain_button.setObjectName("link")
        self.uncertain_button.clicked.connect(self.more_wanted)
        self.view = EntityView(self.model, self)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(tr("Entities"))
        self.view.stepped.connect(self._step)
        self.view.switched.connect(self._switch)
        self._state = QLabel(self)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setObjectName("hint")
        self._state.setWordWrap(True)
        self._state.setContentsMargins(20, 18, 16, 8)
        self._lay_out()
        self.set_theme(theme)
        self.clear()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.field, self.more_button, self.view, self.uncertain_button)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.more_button.setIcon(icon("more", theme.dim))
        self.view.viewport().update()

    def set_menu(self, menu: QMenu) -> None:
        """What the button beside the field offers."""
        self.more_button.setMenu(menu)

    def clear(self) -> None:
        """No article is open."""
        self._show({}, "")

    def show_waiting(self) -> None:
        """The mentions of the article are being found."""
        self._show({}, self._tr("Looking for people, places and dates…"))

    def show_failed(self) -> None:
        """Nobody could look for the mentions of the article."""
        self._show({}, self._tr("People, places and dates could not be looked for."))

    def show_mentions(self, text: str, mentions: Sequence[Mention], uncertain: int = 0) -> None:
        """Lists `mentions`, ranges of `text`; so many others are too uncertain to be shown."""
        steps, current = dict(self._delegate.steps), self._current()
        nothing = "" if mentions else self._tr("No people, places or dates found.")
        self._show(group_entities(text, mentions), nothing, uncertain)
        self.counted.emit(len(mentions))
        self._keep(steps, current)

    def set_hidden(self, labels: frozenset[Label]) -> None:
        self._hidden = labels
        self.model.set_hidden(labels)

    def choose(self, mention: Mention) -> None:
        """Makes the entity of `mention` the current row, as if one had stepped there."""
        number = self.model.row_of(mention.label, mention.entity)
        row = self.model.row(number) if number is not None else None
        if number is not None and isinstance(row, EntityRow) and mention in row.mentions:
            self._delegate.steps[row.label, row.entity] = row.mentions.index(mention)
            index = self.model.index(number)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _keep(self, steps: dict[tuple[Label, str], int], current: tuple[Label, str] | None) -> None:
        """Stays at the entity where one was, if it is still there."""
        number = self.model.row_of(*current) if current is not None else None
        row = self.model.row(number) if number is not None else None
        if number is None or current is None or not isinstance(row, EntityRow):
            return
        if current in steps:
            self._delegate.steps[current] = min(steps[current], len(row.mentions) - 1)
        self.view.setCurrentIndex(self.model.index(number))

    def _current(self) -> tuple[Label, str] | None:
        row = self.model.row(self.view.currentIndex().row())
        return (row.label, row.entity) if isinstance(row, EntityRow) else None

    def _on_typed(self, typed: str) -> None:
        current = self._current()
        self.model.set_typed(typed)
        self._keep(dict(self._delegate.steps), current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # From the field down into the list, as in every list with a field over it.
        if watched is self.field and isinstance(event, QKeyEvent) and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        if event.key() not in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return False
        first = self._first_entity()
        if first is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.setCurrentIndex(self.model.index(first))
            if event.key() != Qt.Key.Key_Down:
                self._step(first, 1)
        return True

    def _first_entity(self) -> int | None:
        rows = range(self.model.rowCount())
        return next((n for n in rows if isinstance(self.model.row(n), EntityRow)), None)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(14, 4, 10, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.more_button)
        below = QHBoxLayout()
        below.setContentsMargins(26, 2, 10, 8)  # its words stand below the names
        below.addWidget(self.uncertain_button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._state)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)

    def _show(self, groups: dict[Label, list[EntityRow]], state: str, uncertain: int = 0) -> None:
        words = self._tr.plural(
            "Show {count:,} uncertain one", "Show {count:,} uncertain ones", uncertain
        )
        self.uncertain_button.setText(words)
        self.uncertain_button.setVisible(uncertain > 0)
        self._delegate.steps.clear()
        self.model.set_groups(groups)
        self._state.setText(state)
        self._state.setVisible(bool(state))
        if not groups:
            self.counted.emit(0)

    def _step(self, number: int, step: int) -> None:
        row = self.model.row(number)
        if not isinstance(row, EntityRow):
            return
        key = (row.label, row.entity)
        last = self._delegate.steps.get(key)
        start = 0 if step > 0 else len(row.mentions) - 1
        now = start if last is None else (last + step) % len(row.mentions)
        self._delegate.steps[key] = now
        self.view.viewport().update()
        self.mention_wanted.emit(row.mentions[now])

    def _switch(self, number: int) -> None:
        row = self.model.row(number)
        if isinstance(row, HeadingRow):
            self.set_hidden(self._hidden ^ {row.label})
            again = self._heading_row(row.label)
            if again is not None:
                self.view.setCurrentIndex(self.model.index(again))
            self.hidden_changed.emit(self._hidden)

    def _heading_row(self, label: Label) -> int | None:
        for number in range(self.model.rowCount()):
            row = self.model.row(number)
            if isinstance(row, HeadingRow) and row.label is label:
                return number
        return None
