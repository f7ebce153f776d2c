"""The card beside a name or a time in the text: what it is, why, how sure, and where else it is.

Plain text only: names and reasons come from articles. It floats over the text and has the
keyboard only where it was asked for by one.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.ui.mark_bar import place_near
from zhupi.ui.theme import Theme

WIDTH = 330
NAME_PIXELS = 17
DOOR_INSET = 8  #: pixels between a link's border and its words


@dataclass(frozen=True, slots=True)
class CardWords:
    """What the card says; empty lines are left out."""

    label: Label
    name: str
    kind: str  #: with the title of a person
    lines: tuple[str, ...] = ()  #: what is known of it, most important first
    small: tuple[str, ...] = ()  #: why, and how sure
    inside: str = ""  #: the name that lies in this one, or holds it
    places: int = 0  #: in the article
    listed: bool = True  #: whether the library's list holds such things


class MentionCard(QFrame):
    """Shows one mention."""

    next_wanted = Signal()
    list_wanted = Signal()
    inside_wanted = Signal()
    closed = Signal()
    passed = Signal(object)  #: the QKeyEvent of a key that means nothing here
    left = Signal()  #: the pointer is no longer over it
    entered = Signal()

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markbar")
        self.setAccessibleName(tr("About this name"))
        self._theme = theme
        self._tr = tr
        self._dot = _Dot(self)
        self.name = _words(self)
        self.name.setStyleSheet(f"font-size: {NAME_PIXELS}px; font-weight: 600")
        self.kind = _words(self, hint=True)
        self.lines = _words(self)
        self.small = _words(self, hint=True)
        self.library = _words(self, hint=True)
        self.next_button = _door(self)
        self.inside_button = _door(self)
        self.list_button = _door(self)
        self.list_button.setText(tr("In the library"))
        self.next_button.clicked.connect(self.next_wanted)
        self.list_button.clicked.connect(self.list_wanted)
        self.inside_button.clicked.connect(self.inside_wanted)
        self._lay_out()
        self.hide()

    @property
    def doors(self) -> tuple[QToolButton, ...]:
        return (self.next_button, self.inside_button, self.list_button)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def show_words(self, words: CardWords, where: QPoint, *, keys: bool = False) -> None:
        """Appears below `where`, a point of the screen; `keys`: and takes the keyboard."""
        tr = self._tr
        self._dot.color = self._theme.label_color(words.label)
        self.name.setText(words.name)
        self.kind.setText(words.kind)
        _fill(self.lines, "\n".join(words.lines))
        _fill(self.small, "\n".join(words.small))
        _fill(self.library, "")
        self.list_button.setVisible(words.listed)
        self.inside_button.setVisible(bool(words.inside))
        self.inside_button.setText(words.inside.replace("&", "&&"))
        self.next_button.setVisible(words.places > 1)
        self.next_button.setText(tr("Next of {count:,} places", count=words.places))
        self._where = where
        self._fit()
        if keys:
            doors = [door for door in self.doors if not door.isHidden()]
            (doors[0] if doors else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_library(self, words: str) -> None:
        """Tells what the library knows; comes later than the rest."""
        if not self.isHidden():
            _fill(self.library, words)
            self._fit(again=True)

    def dismiss(self) -> None:
        """Closes; who has the keyboard then is somebody else's matter."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    # --- Qt -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Up}:
            self.focusPreviousChild()
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Down}:
            self.focusNextChild()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QToolButton):
                focused.click()
        else:
            super().keyPressEvent(event)
            self.passed.emit(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    # --- within -------------------------------------------------------------------------------

    def _fit(self, *, again: bool = False) -> None:
        parent = self.parentWidget()
        assert parent is not None
        self.setFixedWidth(min(WIDTH, max(parent.width() - 12, 120)))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        height = layout.heightForWidth(self.width())
        before = self.geometry()
        self.setFixedHeight(max(height, layout.minimumSize().height()))
        if again and before.bottom() < parent.mapFromGlobal(self._where).y():
            self.move(before.x(), before.bottom() + 1 - self.height())  # it stands above
        elif not again:
            place_near(self, self._where)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(9)
        head.addWidget(self._dot)
        head.addWidget(self.name, 1)
        doors = QHBoxLayout()
        doors.setSpacing(4)
        doors.setContentsMargins(0, 4, 0, 0)
        for door in self.doors:
            doors.addWidget(door)
        doors.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14 - DOOR_INSET, 11, 14, 9)
        column.setSpacing(5)
        head.setContentsMargins(DOOR_INSET, 0, 0, 0)
        column.addLayout(head)
        for label in (self.kind, self.lines, self.small, self.library):
            label.setContentsMargins(DOOR_INSET, 0, 0, 0)
            column.addWidget(label)
        column.addLayout(doors)


class _Dot(QWidget):
    """The hue of a kind."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.color = QColor()
        self.setFixedSize(10, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color)
        middle = QPointF(QRectF(self.rect()).center())
        painter.drawEllipse(middle, 4.5, 4.5)
        painter.end()


def _words(parent: QWidget, *, hint: bool = False) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if hint:
        label.setObjectName("hint")
    return label


def _fill(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _door(parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName("link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
