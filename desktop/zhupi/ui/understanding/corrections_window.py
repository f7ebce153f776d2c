"""The list of corrections: what was said of which name, how far it holds, where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from zhupi.core.messages import Translator
from zhupi.core.understanding import Correction, Scope
from zhupi.ui.articles.wording import SEPARATOR, date_text
from zhupi.ui.history.wording import time_text
from zhupi.ui.lists import ColumnView, draw_focus, draw_ground
from zhupi.ui.painting import draw_elided, one_line, sized
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.wording import correction_text, scope_text

Index = QModelIndex | QPersistentModelIndex
RowRole = int(Qt.ItemDataRole.UserRole)
HEIGHT = 50
PIXELS = 14
SMALL_PIXELS = 12


class CorrectionModel(QAbstractListModel):
    """Corrections, the latest first."""

    def __init__(self, tr: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._all: Sequence[Correction] = ()
        self._rows: list[Correction] = []
        self._titles: Mapping[str, str] = {}
        self._typed = ""

    def set_corrections(self, found: Sequence[Correction], titles: Mapping[str, str]) -> None:
        """`titles` are those of their articles, by id."""
        self._all, self._titles = found, titles
        self._fill()

    def set_typed(self, typed: str) -> None:
        """Lists only those about what was typed."""
        self._typed = typed.strip()
        self._fill()

    def row(self, number: int) -> Correction | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def lines(self, correction: Correction) -> tuple[str, str]:
        """What it says; how far it holds, where, when, and who said so."""
        tr, when = self._tr, ""
        if correction.created is not None:
            local = correction.created.astimezone()
            when = f"{date_text(local.date(), tr)} {time_text(local, tr)}"
        title = ""
        if correction.scope is not Scope.EVERYWHERE:
            known = self._titles.get(correction.article, "")
            title = one_line(known) if known else tr("an article that is not in this library")
        parts = (scope_text(correction.scope, tr), title, when, correction.creator)
        return correction_text(correction, tr), SEPARATOR.join(filter(None, parts))

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row(index.row())
        if role == RowRole or row is None:
            return row
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        return ", ".join(self.lines(row)) if role in texts else None

    def _fill(self) -> None:
        self.beginResetModel()
        self._rows = [c for c in self._all if self._typed in f"{c.found}\n{c.text}\n{c.entity}"]
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    """Two lines: what, and how far, where and when."""

    def __init__(self, theme: Theme, model: CorrectionModel, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = model

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, Correction):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        draw_ground(painter, box, option.state, self.theme.card, self.theme.hover)
        what, where = self._model.lines(row)
        inner = box.adjusted(12, 4, -12, -4)
        half = inner.height() / 2
        ink, dim = QColor(self.theme.ink), QColor(self.theme.dim)
        font, small = sized(option.font, PIXELS), sized(option.font, SMALL_PIXELS)
        draw_elided(painter, inner.adjusted(0, 0, 0, -half), what, font, ink)
        draw_elided(painter, inner.adjusted(0, half, 0, 0), where, small, dim)
        draw_focus(painter, box, option.state, self.theme.accent)
        painter.restore()


class CorrectionsWindow(QDialog):
    """Beside the main window."""

    withdraw_wanted = Signal(object)  #: tuple of ids
    place_wanted = Signal(object)  #: Correction whose place is to be shown
    export_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, theme: Theme, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Corrections"))
        self._tr = tr
        self.writable = True
        self.field = QLineEdit(self)
        self.model = CorrectionModel(tr, self)
        self._delegate = _Delegate(theme, self.model, self)
        self.view = _View(self)
        self.nothing = QLabel(self)
        self.withdraw_button = QPushButton(tr("Withdraw"), self)
        self.import_button = QPushButton(tr("Import…"), self)
        self.export_button = QPushButton(tr("Export…"), self)
        self._set_up()
        self._lay_out()
        self.setMinimumSize(QSize(380, 300))
        self.resize(560, 560)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.view.viewport().update()

    def show_corrections(self, found: Sequence[Correction], titles: Mapping[str, str]) -> None:
        """Lists them anew; one stays where one was."""
        row = max(self.view.currentIndex().row(), 0)
        hidden = self.view.isHidden()
        self.model.set_corrections(found, titles)
        last = self.model.rowCount() - 1
        if last >= 0:
            self.view.setCurrentIndex(self.model.index(min(row, last)))
        self._refresh()
        if hidden and not self.field.text():
            self.view.setFocus()  # it was wanted before there was anything to show

    def chosen(self) -> tuple[Correction, ...]:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(found for row in rows if (found := self.model.row(row)) is not None)

    # --- within -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        tr, empty = self._tr, self.model.rowCount() == 0
        words = tr("No correction is about these words.")
        if not self.field.text().strip():
            words = tr("Nothing was corrected yet. Right-click a name in an article.")
        self.nothing.setText(words)
        self.nothing.setVisible(empty)
        self.view.setVisible(not empty)
        self.withdraw_button.setEnabled(self.writable and bool(self.chosen()))
        self.import_button.setEnabled(self.writable)
        self.export_button.setEnabled(not empty)

    def _withdraw(self) -> None:
        ids = tuple(correction.id for correction in self.chosen())
        if ids and self.writable:
            self.withdraw_wanted.emit(ids)

    def _go(self) -> None:
        row = self.model.row(self.view.currentIndex().row())
        if row is not None:
            self.place_wanted.emit(row)

    def _on_typed(self, typed: str) -> None:
        self.model.set_typed(typed)
        self._refresh()

    def _set_up(self) -> None:
        tr, view = self._tr, self.view
        self.field.setPlaceholderText(tr("Find a correction…"))
        self.field.setAccessibleName(tr("Find a correction"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_typed)
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(tr("Corrections, the latest first"))
        view.verticalHeader().setDefaultSectionSize(HEIGHT)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.selectionModel().selectionChanged.connect(lambda *_: self._refresh())
        view.entered_row.connect(self._go)
        view.doubleClicked.connect(lambda _index: self._go())
        view.delete_wanted.connect(self._withdraw)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setObjectName("hint")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.withdraw_button.setObjectName("primary")
        for button, wanted in (
            (self.withdraw_button, self._withdraw),
            (self.import_button, self.import_wanted.emit),
            (self.export_button, self.export_wanted.emit),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(wanted)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(14, 12, 14, 10)
        above.addWidget(self.field)
        below = QHBoxLayout()
        below.setContentsMargins(14, 8, 14, 12)
        below.setSpacing(8)
        below.addWidget(self.import_button)
        below.addWidget(self.export_button)
        below.addStretch(1)
        below.addWidget(self.withdraw_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)


class _View(ColumnView):
    """Enter goes to the place, Delete withdraws."""

    entered_row = Signal()
    delete_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)
