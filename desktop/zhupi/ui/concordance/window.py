"""The concordance window: what to look for, how to order it, the lines, what to do with them.

Lines are always asked for as they come, so that the first is there at once; they are put into
another order here, while more arrive.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from zhupi.core.messages import Message, Translator
from zhupi.core.search import ConcordanceLine, ConcordanceRequest, ConcordanceSort
from zhupi.ui.articles.wording import SEPARATOR
from zhupi.ui.concordance import layout
from zhupi.ui.concordance.arranging import Arrangement
from zhupi.ui.concordance.feed import LineFeed, Source
from zhupi.ui.concordance.fields import ConcordanceFields
from zhupi.ui.concordance.model import ConcordanceModel, as_columns
from zhupi.ui.concordance.ordering import Ordering
from zhupi.ui.concordance.table import ConcordanceTable
from zhupi.ui.concordance.ticking import Ticking
from zhupi.ui.concordance.wording import Found, found_text
from zhupi.ui.dialogs.common import label
from zhupi.ui.tasks import Tasks
from zhupi.ui.theme import Theme


class ConcordanceWindow(QWidget):
    """Every match of a query on a line of its own."""

    line_wanted = Signal(object, bool)  #: ConcordanceLine; whether to go there, not only show it
    export_wanted = Signal()
    asked = Signal(object)  #: ConcordanceRequest, whose lines are being looked for
    tag_wanted = Signal()  #: the ticked lines are to be tagged
    stop_wanted = Signal()  #: tagging is to stop

    def __init__(
        self,
        tasks: Tasks,
        source: Source,
        theme: Theme,
        tr: Translator,
        writable: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tr = tr
        self._articles: set[str] = set()
        self._stale = False
        self._reason: Message | None = None  # why there are no lines
        self._remark: Message | None = None  # about the query
        self._purpose = ""  # what somebody opened the window for
        self._told = ""  # what came of what was done last
        self._kept: int | None = None  # the current line, while rows are arranged anew
        self.model = ConcordanceModel(tr, self)
        self.table = ConcordanceTable(self.model, theme, tr, self)
        self.feed = LineFeed(tasks, source, self)
        self.ordering = Ordering(tasks, self.model, self)
        self.fields = ConcordanceFields(tr, self)
        self.ticking = Ticking(self.model, writable, tr, self)
        self.sorts = layout.sort_buttons(tr, self)
        self.filter = layout.filter_field(tr, self)
        self.copy_button = QPushButton(tr("Copy"), self)
        self.export_button = QPushButton(tr("Export all lines…"), self)
        self.stop_button = QPushButton(tr("Stop"), self)
        self.again_button = QPushButton(tr("Search again"), self)
        self.state = label("", self, hint=True)
        layout.lay_out(self)
        layout.add_keys(self)
        self._connect()
        self.setWindowTitle(tr("Concordance"))
        self.setMinimumSize(QSize(680, 320))
        self.resize(1180, 680)
        self._say()

    @property
    def request(self) -> ConcordanceRequest | None:
        """What the lines answer."""
        return self.fields.request()

    @property
    def sort(self) -> ConcordanceSort:
        """The order the lines are in."""
        return self.ordering.wanted.sort

    def set_theme(self, theme: Theme) -> None:
        self.table.set_theme(theme)

    def look_for(self, query: str, *, literal: bool = False) -> None:
        """Shows the concordance of `query`; one that is there already stays as it is."""
        self._purpose = ""
        here = self.request
        same = here is not None and (here.query, here.literal) == (query, literal)
        if here is not None and (same or not query) and not self._stale and self.model.lines:
            return
        self.filter.clear()
        self.fields.set(query, literal=literal)
        (self.table if query else self.fields.query).setFocus()

    def refresh(self) -> None:
        """Asks for the lines anew."""
        self.feed.stop()
        self._stale, self._reason, self._remark, self._told = False, None, None, ""
        self._articles.clear()
        self.model.clear()
        self.ordering.restart()
        request = self.fields.request()
        if request is not None:
            self.feed.start(request)
            self.asked.emit(request)
        query = request.query if request else ""
        self.setWindowTitle(" — ".join(filter(None, (query, self._tr("Concordance")))))
        self._say()

    def tell_change(self) -> None:
        """The library is no longer what the lines were read from."""
        if self.model.lines or self.feed.busy:
            self._stale = True
            self._say()
        elif self.request is not None:
            self.refresh()  # nothing was there that could change under somebody's eyes

    def explain(self, request: ConcordanceRequest, remark: Message | None) -> None:
        """Says how `request` was understood, where it is still what is asked for."""
        if request == self.request:
            self._remark = remark
            self._say()

    def show_purpose(self, words: str) -> None:
        """Says what to do with the lines, until they are looked for anew."""
        self._purpose = words
        self._say()

    def set_tagging(self, *, on: bool) -> None:
        """Whether passages are being tagged: it can be stopped, and not be asked for again."""
        self.ticking.busy = on
        self._say()

    def tell(self, words: str) -> None:
        """Says what came of something, until something else is done with the lines."""
        self._told = words
        self._say()

    def chosen(self) -> list[ConcordanceLine]:
        """The selected lines, from the top."""
        lines = (self.model.line(row) for row in self.table.rows())
        return [line for line in lines if line is not None]

    def copy(self) -> None:
        """Puts the selected lines on the clipboard, in columns that spreadsheets take."""
        lines = self.chosen()
        if lines:
            QGuiApplication.clipboard().setText(as_columns(lines))

    def stop(self) -> None:
        """Is content with what was found, or stops tagging."""
        if self.ticking.busy:
            self.stop_wanted.emit()
            return
        self.feed.stop()
        self._on_ended()

    def escape(self) -> None:
        """Stops what runs; else drops the filter; else closes the window."""
        if self.feed.busy or self.ticking.busy:
            self.stop()
        elif self.filter.text():
            self.filter.clear()
        else:
            self.close()

    def sort_by(self, sort: ConcordanceSort) -> None:
        """Puts the lines into this order."""
        for button in self.sorts.buttons():
            button.setChecked(button.property("sort") == sort)
        self.ordering.set_wanted(Arrangement(sort, self.ordering.wanted.filter))

    # --- Qt -----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends what still runs, and forgets the lines."""
        self.feed.stop()
        self.model.clear()
        self.ordering.restart()
        super().closeEvent(event)

    # --- within -------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.fields.asked.connect(self.refresh)
        self.feed.arrived.connect(self._on_lines)
        self.feed.ended.connect(self._on_ended)
        self.feed.failed.connect(self._on_failed)
        self.ordering.about_to_change.connect(self._keep_place)
        self.ordering.changed.connect(self._find_place)
        self.sorts.buttonClicked.connect(lambda button: self.sort_by(button.property("sort")))
        self.table.sort_wanted.connect(self.sort_by)
        self.filter.textChanged.connect(self._on_filter)
        self.table.shown.connect(lambda row: self._want(row, go=False))
        self.table.entered_article.connect(lambda row: self._want(row, go=True))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._say_choice())
        self.copy_button.clicked.connect(self.copy)
        self.export_button.clicked.connect(self.export_wanted)
        self.ticking.tag_wanted.connect(self.tag_wanted)
        self.model.ticked_anew.connect(self._on_ticked)
        self.stop_button.clicked.connect(self.stop)
        self.again_button.clicked.connect(self.refresh)

    def _on_filter(self, text: str) -> None:
        self.ordering.set_wanted(Arrangement(self.ordering.wanted.sort, text))

    def _on_ticked(self) -> None:
        self._told = ""
        self._say()

    def _on_lines(self, lines: list[ConcordanceLine]) -> None:
        first = not self.model.lines
        self._articles.update(line.article for line in lines)
        self.model.append(lines)
        if first and self.model.rowCount():
            self.table.go_to(0)
        self._say()

    def _on_ended(self) -> None:
        self.ordering.finish()
        self._say()

    def _on_failed(self, reason: Message) -> None:
        self._reason = reason
        self._say()

    def _keep_place(self) -> None:
        row = self.table.currentIndex().row()
        # At the top nobody has chosen a line yet; the top of the new order is what one wants.
        self._kept = self.model.number_of(row) if row > 0 else None

    def _find_place(self) -> None:
        row = None if self._kept is None else self.model.row_of(self._kept)
        if row is None and self.model.rowCount():
            row = 0
        if row is not None:
            self.table.go_to(row)
        self._say()

    def _want(self, row: int, *, go: bool) -> None:
        line = self.model.line(row)
        if line is not None:
            self.line_wanted.emit(line, go)

    def _say(self) -> None:
        filtered = bool(self.filter.text().strip())
        rows, ticked = self.model.rowCount(), self.model.count_ticked()
        found = Found(
            asked=self.request is not None,
            lines=len(self.model.lines),
            articles=len(self._articles),
            shown=rows if filtered else None,
            ticked=ticked if ticked < rows else None,
            busy=self.feed.busy,
            stale=self._stale,
            reason=self._reason,
            remark=self._remark,
            purpose=self._purpose,
        )
        said = (self._told, found_text(found, self._tr))
        self.state.setText(SEPARATOR.join(filter(None, said)))
        self.ticking.refresh(searching=self.feed.busy)
        self.stop_button.setVisible(self.feed.busy or self.ticking.busy)
        self.again_button.setVisible(self._stale)
        self.export_button.setEnabled(bool(found.lines))
        self._say_choice()

    def _say_choice(self) -> None:
        self.copy_button.setEnabled(self.table.selectionModel().hasSelection())
