"""The review page: the list of what waits, one of them in full, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLabel, QSplitter, QVBoxLayout, QWidget

from zhupi.core.messages import Translator
from zhupi.core.model import Span
from zhupi.core.reviewing import ReviewDetail, ReviewItem
from zhupi.ui.lists import ColumnView
from zhupi.ui.review.buttons import Possible, ReviewButtons
from zhupi.ui.review.delegate import ROW_HEIGHT, ReviewDelegate
from zhupi.ui.review.detail import DetailPane
from zhupi.ui.review.head import ReviewHead
from zhupi.ui.review.model import ReviewModel
from zhupi.ui.review.places import MOST
from zhupi.ui.review.reverting import newest_replaced
from zhupi.ui.review.wording import is_placed
from zhupi.ui.theme import Theme

LIST_SIZES = (204, 560)


class ReviewPage(QWidget):
    """Says what a person decides; the controller does it."""

    current_changed = Signal(str)  #: id of the annotation to be shown in full, or empty
    accept_wanted = Signal(object)  #: tuple of ids whose found places are right
    attach_wanted = Signal(str, Span)  #: id, and the place that was chosen
    by_hand_wanted = Signal(object)  #: ReviewDetail
    delete_wanted = Signal(object)  #: tuple of ids
    many_wanted = Signal()  #: to accept all that are sure enough
    revert_wanted = Signal(object)  #: ReviewItem, of whose article
    text_wanted = Signal(object)  #: ReviewDetail, to be seen in its article
    closed = Signal()

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Review"))
        self._tr = tr
        self.writable = True
        self._article = ""
        self._quiet = False
        self._hoping = False  # the list is to have the keyboard once it has come
        self.head = ReviewHead(tr, self)
        self.model = ReviewModel(tr, self)
        self.view = ColumnView(self)
        self._delegate = ReviewDelegate(theme, tr, self.view)
        self.detail = DetailPane(theme, tr, self)
        self.nothing = QLabel(self)
        self.buttons = ReviewButtons(tr, self)
        self._set_up_view()
        self._lay_out()
        self._connect()
        self._add_keys()
        self.set_theme(theme)
        self._show_state()

    # --- what it shows ------------------------------------------------------------------------

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (*self.head.stops, self.view, self.detail.places, *self.buttons.stops)

    @property
    def current(self) -> ReviewItem | None:
        return self.model.item(self.view.currentIndex().row())

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.head.set_theme(theme)
        self.detail.set_theme(theme)
        self.buttons.set_theme(theme)
        self.view.viewport().update()

    def show_items(self, items: Sequence[ReviewItem]) -> None:
        """Lists what waits. The current one stays where it can."""
        self._keeping(lambda: self.model.set_items(items))

    def set_article(self, article: str) -> None:
        """Says which article «This article» is."""
        if article != self._article:
            self._article = article
            self._on_narrowed()

    def show_detail(self, detail: ReviewDetail) -> None:
        """Shows the current one in full."""
        current = self.current
        if current is not None and detail.item.annotation.id == current.annotation.id:
            self.detail.show_detail(detail)

    def hide_items(self, annotations: Sequence[str]) -> None:
        """These are being decided: on to the next."""
        self._keeping(lambda: self.model.hide(annotations))

    def drop_items(self, annotations: Sequence[str]) -> bool:
        """Forgets those that `hide_items` took out; False where the list must be read anew."""
        dropped = self.model.drop(annotations)
        if dropped:
            self._show_state()
        return dropped

    def unhide_items(self) -> None:
        """What was hidden was not decided after all."""
        self._keeping(self.model.unhide)

    def choose(self, annotation: str) -> bool:
        """Makes one the current one, whatever the filter; False where it does not wait."""
        if self.model.row_of(annotation) is None:
            self.head.show_all()
            self._on_narrowed()
        row = self.model.row_of(annotation)
        if row is not None:
            self._go_to(row)
        return row is not None

    def step(self, rows: int) -> None:
        """To the next one that waits, or the previous one."""
        count = self.model.rowCount()
        if count:
            self._go_to(min(max(self.view.currentIndex().row() + rows, 0), count - 1))

    def focus(self) -> None:
        """Gives the list the keyboard, as soon as there is one."""
        self._hoping = not self.model.rowCount()
        target = self.head.close_button if self._hoping else self.view
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_if_lost(self) -> None:
        """Takes the keyboard where a list that came or went has dropped it."""
        focus = self.window().focusWidget()
        held = focus is not self and focus.isVisible() and not self._hoping
        if self.isVisible() and not held:
            self.focus()

    # --- what a person does -------------------------------------------------------------------

    def accept(self) -> None:
        """The chosen place is right: confirmed where it was found, else attached there.

        Of several chosen ones those are accepted that have a place.
        """
        items = self._selected()
        if not self.writable or not items:
            return
        if len(items) > 1:
            placed = tuple(i.annotation.id for i in items if is_placed(i.annotation))
            if placed:
                self.accept_wanted.emit(placed)
            return
        identifier, place = items[0].annotation.id, self.detail.place
        if place is None or not self._shows(identifier):
            return
        if place.found:
            self.accept_wanted.emit((identifier,))
        else:
            self.attach_wanted.emit(identifier, place.span)

    def by_hand(self) -> None:
        if self.writable and self.detail.detail is not None:
            self.by_hand_wanted.emit(self.detail.detail)

    def delete(self) -> None:
        items = self._selected()
        if self.writable and items:
            self.delete_wanted.emit(tuple(item.annotation.id for item in items))

    # --- Qt -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here, not as a shortcut: a button that has the focus takes Enter for itself.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- within -------------------------------------------------------------------------------

    def _selected(self) -> list[ReviewItem]:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [item for row in rows if (item := self.model.item(row)) is not None]

    def _shows(self, annotation: str) -> bool:
        detail = self.detail.detail
        return detail is not None and detail.item.annotation.id == annotation

    def _on_narrowed(self) -> None:
        article = self._article if self.head.here else ""
        self._keeping(lambda: self.model.narrow(self.head.state, article))

    def _keeping(self, change: Callable[[], None]) -> None:
        """Lets `change` alter the rows; the current one stays, or what stands in its place."""
        current, row = self.current, max(self.view.currentIndex().row(), 0)
        self._quiet = True
        change()
        found = self.model.row_of(current.annotation.id) if current else None
        target = found if found is not None else min(row, self.model.rowCount() - 1)
        if target >= 0:
            self._go_to(target)
        self._quiet = False
        self._show_state()
        now = self.current
        if now != current or now is None or not self._shows(now.annotation.id):
            self.current_changed.emit(now.annotation.id if now else "")

    def _go_to(self, row: int) -> None:
        index = self.model.index(row)
        self.view.selectRow(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet:
            current = self.current
            self.current_changed.emit(current.annotation.id if current else "")

    def _show_state(self) -> None:
        """Numbers in the head, what to say where nothing waits, what can be done."""
        counts = self.model.counts()
        self.head.show_counts(counts)
        empty = self.model.rowCount() == 0
        if empty and self._holds_focus():
            self.focus()  # before Qt passes it on, maybe to the button that undoes
        self.nothing.setVisible(empty)
        self.split.setVisible(not empty)
        self.buttons.setVisible(not empty)
        if empty:
            self.detail.show_detail(None)
            self.nothing.setText(self._empty_text())
        self._refresh()

    def _holds_focus(self) -> bool:
        focus: QWidget | None = self.window().focusWidget()
        parts = (self.split, self.buttons)
        return focus is not None and any(part.isAncestorOf(focus) for part in parts)

    def _empty_text(self) -> str:
        tr = self._tr
        if self.model.items:
            return tr("Nothing that waits fits the filter.")
        return tr(
            "Nothing waits for review. When an article is imported again with a changed text, "
            "annotations whose passages moved or are gone are shown here, old and new side by side."
        )

    def _refresh(self) -> None:
        detail, place, chosen = self.detail.detail, self.detail.place, self._selected()
        current, several = self.current, len(chosen) > 1
        placed = any(is_placed(item.annotation) for item in chosen) if several else bool(place)
        self.buttons.show_possible(
            Possible(
                accept=self.writable and placed,
                attach=place is not None and not place.found and not several,
                by_hand=self.writable and detail is not None and not several,
                delete=self.writable and bool(chosen),
                some=current is not None,
                write=self.writable and current is not None,
                revert=self.writable and self._revertible(),
            )
        )

    def _revertible(self) -> bool:
        current = self.current
        if current is None:
            return False
        return newest_replaced(self.model.items, current.annotation.target.article) is not None

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setAccessibleName(self._tr("Annotations that wait for review"))

    def _connect(self) -> None:
        self.head.narrowed.connect(self._on_narrowed)
        self.head.closed.connect(self.closed)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._refresh())
        self.view.doubleClicked.connect(lambda _index: self._want_text())
        self.detail.chosen.connect(self._refresh)
        self.detail.attach_wanted.connect(self.accept)
        buttons = self.buttons
        buttons.accept.clicked.connect(self.accept)
        buttons.by_hand.clicked.connect(self.by_hand)
        buttons.delete.clicked.connect(self.delete)
        buttons.previous.clicked.connect(lambda: self.step(-1))
        buttons.following.clicked.connect(lambda: self.step(1))
        buttons.many.triggered.connect(self.many_wanted)
        buttons.revert.triggered.connect(self._want_revert)
        buttons.text.triggered.connect(self._want_text)

    def _want_revert(self) -> None:
        if self.writable and self.current is not None:
            self.revert_wanted.emit(self.current)

    def _want_text(self) -> None:
        if self.detail.detail is not None:
            self.text_wanted.emit(self.detail.detail)

    def _add_keys(self) -> None:
        self.addActions([self.buttons.many, self.buttons.text])
        acts: dict[str, Callable[[], None]] = {
            "R": self.by_hand,
            "Del": self.delete,
            "N": partial(self.step, 1),
            "P": partial(self.step, -1),
            **{str(number): partial(self.detail.choose, number) for number in range(1, MOST + 1)},
        }
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in acts.items():
            QShortcut(QKeySequence(key), self, act, context=context)

    def order_keys(self, before: QWidget, after: QWidget) -> None:
        """Has Tab come from `before`, go from top to bottom, and on to `after`."""
        for one, other in pairwise((before, *self.stops, after)):
            QWidget.setTabOrder(one, other)

    def _lay_out(self) -> None:
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setObjectName("hint")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(60, 0, 60, 60)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(self.view)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.setSizes(list(LIST_SIZES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.buttons)
