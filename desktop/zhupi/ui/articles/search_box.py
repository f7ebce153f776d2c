"""The box in which one types what to search for, with suggestions below it.

The answer comes first: completions are asked for a moment after the search, and never while an
input method composes. What was searched for lately is kept in memory only, and so forgotten with
the window: a list of somebody's queries is nobody else's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from zhupi.core.messages import Translator
from zhupi.core.search import Completion
from zhupi.ui.completion import Offer, completion_offers, help_offers
from zhupi.ui.completion_popup import CompletionPopup
from zhupi.ui.text_positions import units
from zhupi.ui.theme import Theme

TYPING_PAUSE = 12  #: milliseconds between the last key and the search
COMPLETION_PAUSE = 60  #: milliseconds between the search and the question for completions
MOST_RECENT = 5
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
#: Of the focus coming back by itself, not because somebody wants to search.
_RETURNING = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


class SearchBox(QLineEdit):
    """Searches while one types; Enter goes to the first match, Escape back to reading."""

    searched = Signal(str)
    accepted = Signal()
    accepted_backwards = Signal()
    entered = Signal()  #: the keyboard is here: somebody is about to search
    left = Signal()
    completion_wanted = Signal(str, int)  #: the query and the cursor's offset in it

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tr = tr
        self._popup: CompletionPopup | None = None
        self._helping = False  # whether the pop-up shows the help
        self._typed = False  # whether the change being told is the person's
        self._composing = False  # whether an input method has not decided yet
        self._recent: list[str] = []
        self.setPlaceholderText(tr("Search titles and texts…"))
        self.setAccessibleName(tr("Search"))
        self.setClearButtonEnabled(True)
        self._pause = _timer(self, TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self._completion_pause = _timer(self, COMPLETION_PAUSE)
        self._completion_pause.timeout.connect(self._ask_completions)
        self.textChanged.connect(self._on_changed)
        self.textEdited.connect(self._on_edited)
        self.accepted.connect(self._remember)
        self.accepted_backwards.connect(self._remember)

    @property
    def popup(self) -> CompletionPopup:
        """The suggestions; made when first needed, as a child of the window."""
        if self._popup is None:
            self._popup = CompletionPopup(self._theme, self._tr, self.window())
            self._popup.taken.connect(self._take)
        return self._popup

    @property
    def recent(self) -> tuple[str, ...]:
        """The queries that somebody went on with, the last one first."""
        return tuple(self._recent)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._popup is not None:
            self._popup.set_theme(theme)

    def offer(self, query: str, completions: Sequence[Completion]) -> None:
        """Shows the completions of `query`, unless one has typed on or gone away."""
        if query == self.text() and query and self.hasFocus() and not self._composing:
            self._helping = False
            self.popup.show_offers(completion_offers(completions, self._tr), self)

    def close_popup(self) -> None:
        self._completion_pause.stop()
        if self._popup is not None:
            self._popup.hide()

    # --- searching and asking -----------------------------------------------------------------

    def _search(self) -> None:
        self.searched.emit(self.text().strip())

    def _on_edited(self) -> None:
        self._typed = True  # told before `textChanged`

    def _on_changed(self, text: str) -> None:
        self._pause.start()
        self.close_popup()
        typed, self._typed = self._typed, False
        if not typed:
            return  # the program set it: nobody is looking for a word here
        if text:
            self._completion_pause.start(TYPING_PAUSE + COMPLETION_PAUSE)
        else:
            self._show_help()

    def _ask_completions(self) -> None:
        text = self.text()
        if text and self.hasFocus() and not self._composing:
            self.completion_wanted.emit(text, _offset(text, self.cursorPosition()))

    def _show_help(self) -> None:
        if not self.text() and not self._composing and self.isVisible():
            self._helping = True
            self.popup.show_offers(help_offers(self._recent, self._tr), self)

    def _take(self, offer: Offer) -> None:
        """Puts what was chosen into the query, as if it had been typed."""
        text = self.text()
        start, end = units(text[: offer.start]), units(text[: offer.end])
        self.setCursorPosition(start)
        self.setSelection(start, end - start)
        self.insert(offer.insert)
        self.close_popup()
        if offer.goes_on:
            self._completion_pause.start(TYPING_PAUSE + COMPLETION_PAUSE)

    def _remember(self) -> None:
        query = self.text().strip()
        if query:
            rest = [other for other in self._recent if other != query]
            self._recent = [query, *rest][:MOST_RECENT]

    # --- Qt -----------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        if event.reason() not in _RETURNING:
            self._show_help()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_popup()
        if event.reason() not in _RETURNING:
            self._remember()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._show_help()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # First: what it commits is told from within.
        self._composing = bool(event.preeditString())
        if self._composing:
            self.close_popup()  # the input method shows its own below the box
        super().inputMethodEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        offer = self._popup_offer(first=True) if following else None
        if offer is not None:
            self._take(offer)
            return True
        return super().focusNextPrevChild(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shown = self._popup is not None and self._popup.isVisible()
        if shown and key in _STEPS:
            self.popup.step(_STEPS[key])
        elif key in _ENTER:
            self._enter(event)
        elif key == Qt.Key.Key_Escape and shown and not self._helping:
            self.close_popup()
        elif key in {Qt.Key.Key_Escape, Qt.Key.Key_Down}:
            self.close_popup()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        offer = self._popup_offer()
        if offer is not None:
            self._take(offer)
            return
        self.close_popup()
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        (self.accepted_backwards if back else self.accepted).emit()

    def _popup_offer(self, *, first: bool = False) -> Offer | None:
        """What is chosen in the pop-up; with `first` the first completion where nothing is."""
        if self._popup is None or not self._popup.isVisible():
            return None
        if first and not self._helping:
            return self._popup.chosen or self._popup.first
        return self._popup.chosen


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer


def _offset(text: str, position: int) -> int:
    """The offset in code points of a `position` in UTF-16 units.

    >>> _offset("𠮷字", 2)
    1
    """
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * position]
    return len(raw.decode("utf-16-le", "surrogatepass"))
