"""The annotations panel: cards of this article or of all, narrowed by tag, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Annotation, TagCount
from zhupi.ui.annotation_list import AnnotationsDelta
from zhupi.ui.panels.annotation_cards import AnnotationDelegate
from zhupi.ui.panels.annotation_model import AnnotationModel, AnnotationRole
from zhupi.ui.panels.annotation_view import AnnotationView
from zhupi.ui.review.count import WaitingButton
from zhupi.ui.review.wording import is_placed
from zhupi.ui.tagging import AnnotationForm, FormParts, Written
from zhupi.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class PanelQuery:
    """What the panel wants to show."""

    everywhere: bool = False
    tag: str = ""


class AnnotationsPanel(QWidget):
    """Shows cards and says what a person does with them."""

    activated = Signal(object)  #: Annotation to show in the article
    edited = Signal(str, object)  #: id, Written
    delete_wanted = Signal(object)  #: tuple of ids
    query_changed = Signal(object)  #: PanelQuery
    counted = Signal(int)

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._theme = theme
        self.model = AnnotationModel(tr, self)
        self.view = AnnotationView(self)
        self._delegate = AnnotationDelegate(theme, tr, self.view)
        self.scope_box = QComboBox(self)
        self.scope_box.addItem(tr("This article"), False)
        self.scope_box.addItem(tr("All articles"), True)
        self.scope_box.setAccessibleName(tr("Annotations of"))
        self.tag_box = QComboBox(self)
        self.tag_box.setAccessibleName(tr("Only with the tag"))
        self.context_menu: QMenu | None = None
        self.waiting_button = WaitingButton(tr, self)
        self.writable = True  #: whether cards can be edited
        self._known_tags: tuple[str, ...] = ()
        self._form_parts = FormParts()  # what helps to write tags
        self._form: AnnotationForm | None = None
        self._later: tuple[Sequence[Annotation], Mapping[str, str], int] | None = None
        self._beyond = 0  # how many there are that are not listed
        self._nothing = QLabel(self)
        self._quiet = False
        self._set_up_view()
        self._lay_out()
        self.set_tags(())
        self.scope_box.activated.connect(self._on_query)
        self.tag_box.activated.connect(self._on_query)
        self._say_nothing()

    @property
    def query(self) -> PanelQuery:
        return PanelQuery(bool(self.scope_box.currentData()), str(self.tag_box.currentData() or ""))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in order."""
        return (self.scope_box, self.tag_box, self.waiting_button, self.view)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.set_theme(theme)
        self.view.viewport().update()

    def set_tags(self, tags: Sequence[TagCount], parts: FormParts | None = None) -> None:
        """The tags there are, for the filter, and what a card's form needs to complete them."""
        self._form_parts = parts or FormParts()
        paths = tuple(found.tag.path for found in tags)
        if paths == self._known_tags and self.tag_box.count():
            return
        chosen = self.tag_box.currentData()
        self._known_tags = paths
        self.tag_box.clear()
        self.tag_box.addItem(self._tr("All tags"), "")
        for path in self._known_tags:
            self.tag_box.addItem(path, path)
        self.tag_box.setCurrentIndex(max(self.tag_box.findData(chosen), 0))
        self.tag_box.setEnabled(bool(tags))

    def show_annotations(
        self, items: Sequence[Annotation], titles: Mapping[str, str], total: int = 0
    ) -> None:
        """Lists `items`; `titles` name their articles, empty where there is but one.

        `total` is how many there are in all, where these are only the first of them.

        While a card is being edited the list waits: nobody's words are taken from under them.
        """
        if self._form is not None:
            self._later = (items, titles, total)
            return
        current = self.current()
        self._quiet = True
        self.model.set_annotations(items, titles)
        self._beyond = max(0, total - len(items))
        self._quiet = False
        if current is not None:
            self.choose(current.id)
        self._say_nothing()

    def change_annotations(self, delta: AnnotationsDelta) -> bool:
        """Brings the list in step with what changed; False where it waits, see above."""
        if self._form is not None:
            return False
        self._quiet = True
        self.model.change(delta)
        self._quiet = False
        self._say_nothing()
        return True

    def current(self) -> Annotation | None:
        return self.model.item(self.view.currentIndex().row())

    def selected(self) -> tuple[str, ...]:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(item.id for row in rows if (item := self.model.item(row)) is not None)

    def choose(self, annotation: str | None) -> None:
        """Makes a card the current one, without revealing it in the article."""
        row = self.model.row_of(annotation) if annotation else None
        self._quiet = True
        self.view.choose(row)
        self._quiet = False

    def edit(self, annotation: str) -> None:
        """Opens a card's form in place."""
        row = self.model.row_of(annotation)
        item = self.model.item(row) if row is not None else None
        if row is None or item is None or not self.writable:
            return
        self.stop_editing()
        parts = replace(self._form_parts, tags=item.tags, note=item.note, color=item.color)
        form = AnnotationForm(parts, self._theme, self._tr)
        form.saved.connect(lambda written: self._finish(annotation, written))
        form.cancelled.connect(self.stop_editing)
        self._form = form
        self._delegate.open_card = (annotation, form.sizeHint().height() + 6)
        index = self.model.index(row)
        self.view.setIndexWidget(index, form)
        self._delegate.sizeHintChanged.emit(index)
        self.view.doItemsLayout()
        self.view.scrollTo(index)
        form.focus()

    def stop_editing(self) -> None:
        """Closes the form; what was not saved is dropped, as Escape promises."""
        if self._form is None:
            return
        row = self.model.row_of(self._delegate.open_card[0])
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._form.isAncestorOf(focus)
        self._form = None
        self._delegate.open_card = ("", 0)
        if row is not None:
            index = self.model.index(row)
            self.view.setIndexWidget(index, None)  # type: ignore[arg-type]
            self._delegate.sizeHintChanged.emit(index)
            self.view.doItemsLayout()
        if had_focus:
            self.view.setFocus()
        if self._later is not None:
            later, self._later = self._later, None
            self.show_annotations(*later)

    # --- within -------------------------------------------------------------------------------

    def _finish(self, annotation: str, written: Written) -> None:
        self.stop_editing()
        self.edited.emit(annotation, written)

    def _on_query(self) -> None:
        self.query_changed.emit(self.query)

    def _on_current(self) -> None:
        item = self.current()
        # Who walks through the cards is not taken to the review by one that has no place.
        if item is not None and not self._quiet and is_placed(item):
            self.activated.emit(item)

    def _on_clicked(self, index: QModelIndex) -> None:
        item = index.data(AnnotationRole)
        if isinstance(item, Annotation):
            self.activated.emit(item)

    def _edit_current(self) -> None:
        item = self.current()
        if item is not None:
            self.edit(item.id)

    def _show_menu(self, where: QPoint) -> None:
        if self.context_menu is not None and self.view.indexAt(where).isValid():
            self.context_menu.popup(self.view.viewport().mapToGlobal(where))

    def _say_nothing(self) -> None:
        count = self.model.rowCount()
        empty = count == 0
        self._nothing.setVisible(empty or self._beyond > 0)
        if self._beyond:
            self._nothing.setText(
                self._tr(
                    "The first {shown:,} of {total:,}. A tag narrows them down.",
                    shown=count,
                    total=count + self._beyond,
                )
            )
        if empty:
            narrowed = bool(self.query.tag)
            self._nothing.setText(
                self._tr("No annotation has this tag.")
                if narrowed
                else self._tr("Select a passage, then press a colour, T for tags or N for a note.")
            )
        self.counted.emit(count + self._beyond)

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setAccessibleName(self._tr("Annotations"))
        view.customContextMenuRequested.connect(self._show_menu)
        view.edit_wanted.connect(self._edit_current)
        view.delete_wanted.connect(lambda: self.delete_wanted.emit(self.selected()))
        view.doubleClicked.connect(lambda _index: self._edit_current())
        view.clicked.connect(self._on_clicked)
        view.selectionModel().currentChanged.connect(self._on_current)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(self.scope_box, 1)
        row.addWidget(self.tag_box, 1)
        for box in (self.scope_box, self.tag_box):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumSize(QSize(60, 0))
        waiting = QHBoxLayout()
        waiting.setContentsMargins(14, 0, 14, 0)
        waiting.addWidget(self.waiting_button)
        waiting.addStretch(1)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setObjectName("hint")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(22, 16, 20, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addLayout(waiting)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view, 1)
