"""The window of the library's entities: all that articles name, and the articles that name one.

It decides nothing and reads nothing: it asks for rows, and says what a person wants.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.core.understanding import EntitySummary
from zhupi.ui.lists import ColumnView
from zhupi.ui.panels.wording import kind_text, label_text
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.growing_model import GrowingModel
from zhupi.ui.understanding.library_rows import (
    HEIGHT,
    NamingArticle,
    RowDelegate,
    days_text,
    row_words,
)
from zhupi.ui.understanding.wording import short_name

TYPING_PAUSE = 150  #: milliseconds
MOST_NAMES = 20
MOST_REASONS = 4
NAME_PIXELS = 17


@dataclass(frozen=True, slots=True)
class EntitiesQuery:
    """Which entities are listed."""

    typed: str = ""
    label: Label | None = None


class LibraryEntitiesWindow(QDialog):
    """Beside the main window; entities on the left, what there is to know of one on the right."""

    article_wanted = Signal(str, object)  #: id of an article, EntitySummary to show in it
    search_wanted = Signal(object)  #: EntitySummary to search for
    entity_chosen = Signal(object)  #: EntitySummary, or None

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Entities of the library"))
        self._tr = tr
        self.entity: EntitySummary | None = None  #: the one on the right
        self.field = QLineEdit(self)
        self.kind_box = QComboBox(self)
        self.model = GrowingModel(lambda row: row_words(row, tr), self)
        self.articles = GrowingModel(lambda row: row_words(row, tr), self)
        self.view = _View(self.model, RowDelegate(theme, tr, self), self)
        self.article_view = _View(self.articles, RowDelegate(theme, tr, self), self)
        self.state = _words(self)
        self.name, self.about, self.why = _words(self, "heading"), _words(self), _words(self)
        self.search_button = QPushButton(tr("Search for it"), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._set_up()
        self._lay_out()
        self.setMinimumSize(QSize(520, 320))
        self.resize(860, 620)
        self.show_entity(None)

    @property
    def query(self) -> EntitiesQuery:
        found = self.kind_box.currentData()
        return EntitiesQuery(self.field.text().strip(), Label(found) if found else None)

    def set_theme(self, theme: Theme) -> None:
        for view in (self.view, self.article_view):
            view.delegate.theme = theme
            view.viewport().update()

    def look_for(self, typed: str, label: Label | None) -> None:
        """Lists entities of this kind whose names hold `typed`."""
        self.field.setText(typed)
        self.kind_box.setCurrentIndex(max(self.kind_box.findData(label.value if label else ""), 0))
        self._pause.stop()
        self.model.restart()

    def say(self, words: str) -> None:
        """What stands below the list: how many there are, or why there are none."""
        self.state.setText(words)

    def show_entity(self, entity: EntitySummary | None) -> None:
        """Shows one on the right."""
        tr, self.entity = self._tr, entity
        for widget in (self.name, self.about, self.why, self.search_button, self.article_view):
            widget.setVisible(entity is not None)
        if entity is None:
            return
        self.name.setText(short_name(entity.name))
        self.about.setText("\n".join(_about(entity, tr)))
        reasons = [tr.render(reason) for reason in entity.why[:MOST_REASONS]]
        self.why.setText("\n".join(reasons))
        self.why.setVisible(bool(reasons))

    # --- within -------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # From the field down into the list.
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
            return True
        return super().eventFilter(watched, event)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row(now.row())
        self.entity_chosen.emit(row if isinstance(row, EntitySummary) else None)

    def _open(self) -> None:
        row = self.articles.row(self.article_view.currentIndex().row())
        if isinstance(row, NamingArticle):
            self.article_wanted.emit(row.summary.id, self.entity)

    def _search(self) -> None:
        if self.entity is not None:
            self.search_wanted.emit(self.entity)

    def _set_up(self) -> None:
        tr = self._tr
        self.field.setPlaceholderText(tr("Find a name…"))
        self.field.setAccessibleName(tr("Find a name"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self.model.restart)
        self.kind_box.setAccessibleName(tr("Kind"))
        self.kind_box.addItem(tr("All kinds"), "")
        for label in Label:
            if label is not Label.TIME:
                self.kind_box.addItem(label_text(label, tr), label.value)
        self.kind_box.activated.connect(self.model.restart)
        self.view.setAccessibleName(tr("Entities"))
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.entered_row.connect(self.article_view.setFocus)
        self.article_view.setAccessibleName(tr("Articles"))
        self.article_view.entered_row.connect(self._open)
        self.article_view.clicked.connect(lambda _index: self._open())
        self.name.setStyleSheet(f"font-size: {NAME_PIXELS}px")
        self.search_button.setAutoDefault(False)
        self.search_button.clicked.connect(self._search)
        self.state.setObjectName("hint")
        self.why.setObjectName("hint")

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.field, 3)
        above.addWidget(self.kind_box, 2)
        above.setContentsMargins(12, 10, 8, 6)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 8)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        self.state.setContentsMargins(16, 2, 8, 0)
        column.addWidget(self.state)
        right = QWidget(self)
        other = QVBoxLayout(right)
        other.setContentsMargins(8, 14, 8, 8)
        for label in (self.name, self.about, self.why):
            label.setContentsMargins(12, 0, 8, 0)
            other.addWidget(label)
        row = QHBoxLayout()
        row.setContentsMargins(12, 2, 8, 6)
        row.addWidget(self.search_button)
        row.addStretch(1)
        other.addLayout(row)
        other.addWidget(self.article_view, 1)
        other.addStretch(0)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.setSizes([430, 430])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)


class _View(ColumnView):
    """A list; Enter says that its row is meant."""

    entered_row = Signal()

    def __init__(self, model: GrowingModel, delegate: RowDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


def _about(entity: EntitySummary, tr: Translator) -> list[str]:
    kind = kind_text(entity.label, tr)
    titles = "、".join(short_name(title) for title in entity.titles[:MOST_NAMES])
    lines = [f"{kind}  ·  {titles}" if titles else kind]
    places = tr.plural("{count:,} place", "{count:,} places", entity.mentions)
    counted = tr.plural(
        "{places} in {count:,} article",
        "{places} in {count:,} articles",
        entity.articles,
        places=places,
    )
    days = days_text(entity, tr)
    lines.append(tr("{counted}, {day}", counted=counted, day=days) if days else counted)
    if entity.aliases:
        names = "、".join(short_name(name) for name in entity.aliases[:MOST_NAMES])
        lines.append(tr("Also called: {names}", names=names))
    return lines


def _words(parent: QWidget, name: str = "") -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if name:
        label.setObjectName(name)
    return label
