"""The panel of who said what in the open article: cards, by speaker or in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Span
from zhupi.ui.painting import one_line
from zhupi.ui.panels.annotation_view import AnnotationView
from zhupi.ui.panels.saying_cards import SayingDelegate
from zhupi.ui.panels.saying_model import SayingModel
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.sayings import Saying, by_speaker, speaker_text

ALL = "\0"  #: no speaker's key
BESIDE = 250  #: pixels of width from which the two boxes stand beside each other


class SayingsPanel(QWidget):
    """Shows the quotations of one article and says what a person does with them."""

    activated = Signal(object)  #: Saying to show in the text
    grouping_changed = Signal(bool)
    counted = Signal(int)

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._all: Sequence[Saying] = ()
        self._quiet = False
        self._empty = ""  # what is said where there is nothing
        self.model = SayingModel(tr, self)
        self.view = AnnotationView(self)
        self.delegate = SayingDelegate(theme, tr, self.view)
        self.speaker_box = QComboBox(self)
        self.speaker_box.setAccessibleName(tr("Only what this one says"))
        self.order_box = QComboBox(self)
        self.order_box.setAccessibleName(tr("Order"))
        self.order_box.addItem(tr("As in the text"), False)
        self.order_box.addItem(tr("By speaker"), True)
        self.context_menu: QMenu | None = None
        self._nothing = QLabel(self)
        self._boxes = QHBoxLayout()
        self._set_up_view()
        self._lay_out()
        self.speaker_box.activated.connect(self._fill)
        self.order_box.activated.connect(self._on_order)
        self.clear("")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.speaker_box, self.order_box, self.view)

    def set_theme(self, theme: Theme) -> None:
        self.delegate.theme = theme
        self.view.viewport().update()

    def set_grouped(self, *, grouped: bool) -> None:
        self.order_box.setCurrentIndex(int(grouped))
        self._fill()

    def clear(self, words: str) -> None:
        """Shows nothing, and why."""
        self._empty = words
        self._show(())

    def show_sayings(self, found: Sequence[Saying]) -> None:
        """Lists all quotations of the article; the current one stays the current one."""
        self._empty = self._tr("Nobody is quoted in this article.")
        self._show(found)

    def current(self) -> Saying | None:
        return self.model.saying(self.view.currentIndex().row())

    @property
    def shown(self) -> list[Saying]:
        """Those listed, in their order."""
        rows = (self.model.saying(number) for number in range(self.model.rowCount()))
        return [row for row in rows if row is not None]

    def choose(self, span: Span | None) -> None:
        """Makes a card the current one, without showing its place in the text."""
        row = self.model.row_of(span) if span is not None else None
        self._quiet = True
        self.view.choose(row)
        self._quiet = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        direction = QBoxLayout.Direction
        self._boxes.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    # --- within -------------------------------------------------------------------------------

    def _show(self, found: Sequence[Saying]) -> None:
        self._all = tuple(found)
        chosen = self.speaker_box.currentData()
        self.speaker_box.clear()
        self.speaker_box.addItem(self._tr("All speakers"), ALL)
        for group in by_speaker(found):
            name = one_line(speaker_text(group[0], self._tr))
            self.speaker_box.addItem(f"{name}  {len(group):,}", group[0].key)
        self.speaker_box.setCurrentIndex(max(self.speaker_box.findData(chosen), 0))
        self.speaker_box.setEnabled(bool(found))
        self.order_box.setEnabled(bool(found))
        self._fill()

    def _fill(self) -> None:
        current = self.current()
        key = self.speaker_box.currentData()
        grouped = bool(self.order_box.currentData())
        shown = [saying for saying in self._all if key in {ALL, saying.key}]
        self.delegate.grouped = grouped
        self._quiet = True
        self.model.set_sayings(shown, grouped=grouped)
        self._quiet = False
        if current is not None:
            self.choose(current.quotation.span)
        self._nothing.setText(self._empty)
        self._nothing.setVisible(not self._all and bool(self._empty))
        self.counted.emit(len(self._all))

    def _on_order(self) -> None:
        self._fill()
        self.grouping_changed.emit(bool(self.order_box.currentData()))

    def _on_current(self) -> None:
        saying = self.current()
        if saying is not None and not self._quiet:
            self.activated.emit(saying)

    def _on_clicked(self, index: QModelIndex) -> None:
        saying = self.model.saying(index.row())
        if saying is not None:
            self.activated.emit(saying)

    def _show_menu(self, where: QPoint) -> None:
        index = self.view.indexAt(where)
        if self.context_menu is not None and self.model.saying(index.row()) is not None:
            self.context_menu.popup(self.view.viewport().mapToGlobal(where))

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setAccessibleName(self._tr("Who said what"))
        view.customContextMenuRequested.connect(self._show_menu)
        view.edit_wanted.connect(self._on_current)
        view.clicked.connect(self._on_clicked)
        view.selectionModel().currentChanged.connect(self._on_current)

    def _lay_out(self) -> None:
        row = self._boxes
        row.setContentsMargins(14, 0, 14, 0)
        for box in (self.speaker_box, self.order_box):
            row.addWidget(box, 1)
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumSize(QSize(60, 0))
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setObjectName("hint")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(22, 16, 20, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view, 1)
