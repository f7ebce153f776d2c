"""Opens the history window, keeps it in step with the library, and goes where it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import Message
from zhupi.core.model import Change
from zhupi.ui.history.model import PAGE
from zhupi.ui.history.window import HistoryWindow
from zhupi.ui.notices import NoticeBar
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.ui.theme import Theme


class HistoryWindowController(QObject):
    """One history window a main window, made when it is first asked for."""

    def __init__(
        self, services: Services, notices: NoticeBar, status: StatusBar, main: QWidget
    ) -> None:
        super().__init__(main)
        self._services = services
        self._notices = notices
        self._status = status
        self._main = main
        self._theme: Theme | None = None
        self._asked = 0  # answers to older questions come too late
        self.window: HistoryWindow | None = None
        self.question: QMessageBox | None = None
        services.tasks.changed.connect(self._on_change)

    @property
    def shown(self) -> bool:
        return self.window is not None and self.window.isVisible()

    def switch(self) -> None:
        """Shows the window, or closes it."""
        if self.shown and self.window is not None:
            self.window.close()
            return
        window = self.window or self._make()
        window.writable = not self._services.workspace.read_only
        window.show()
        window.raise_()
        window.activateWindow()
        window.view.setFocus()
        self._read()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def go_to(self, number: int) -> None:
        """Makes an operation the latest done; asks first where that is more than one step."""
        window = self.window
        steps = window.model.steps(number) if window else 0
        if window is None or not steps:
            return
        if abs(steps) == 1:
            self._travel(number)
            return
        box, go = self._question(steps, window)
        box.finished.connect(lambda _: self._travel(number) if box.clickedButton() is go else None)
        self.question = box
        box.setModal(True)
        box.finished.connect(box.deleteLater)
        box.open()

    # --- within -------------------------------------------------------------------------------

    def _make(self) -> HistoryWindow:
        assert self._theme is not None
        window = HistoryWindow(self._theme, self._services.tr, _today, self._read_more, self._main)
        window.go_wanted.connect(self.go_to)
        self.window = window
        return window

    def _question(self, steps: int, parent: QWidget) -> tuple[QMessageBox, QPushButton]:
        tr, count = self._services.tr, abs(steps)
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("History"))
        if steps < 0:
            box.setText(tr.plural("Undo {count:,} operation?", "Undo {count:,} operations?", count))
            told = tr("They can be done again until something else is written.")
            go = box.addButton(tr("Undo"), QMessageBox.ButtonRole.AcceptRole)
        else:
            box.setText(
                tr.plural("Do {count:,} operation again?", "Do {count:,} operations again?", count)
            )
            told = tr("They can be undone again.")
            go = box.addButton(tr("Redo"), QMessageBox.ButtonRole.AcceptRole)
        box.setInformativeText(told)
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(go)
        return box, go

    def _travel(self, number: int) -> None:
        workspace, tr = self._services.workspace, self._services.tr

        def failed(reason: Message) -> None:
            self._status.say("")
            self._notices.warn(tr.render(reason))
            self._read()

        def done(_nothing: None) -> None:
            self._status.say(tr("Saved"))

        self._status.say(tr("Saving…"), lasting=True)
        self._services.tasks.operate(
            lambda: (None, workspace.go_to(number)), done=done, failed=failed
        )

    def _read(self) -> None:
        """Reads as many entries anew as were there."""
        window, workspace = self.window, self._services.workspace
        if window is None:
            return
        self._asked += 1
        ticket, limit = self._asked, max(PAGE, len(window.model.entries))

        def done(entries: Sequence[HistoryEntry]) -> None:
            if ticket == self._asked:
                window.show_entries(entries, complete=len(entries) < limit)

        self._services.tasks.run(lambda: workspace.history(limit), done=done)

    def _read_more(self, before: int) -> None:
        window, workspace, ticket = self.window, self._services.workspace, self._asked
        if window is None:
            return

        def done(entries: Sequence[HistoryEntry]) -> None:
            if ticket == self._asked:
                window.add_entries(entries, complete=len(entries) < PAGE)

        self._services.tasks.run(lambda: workspace.history(PAGE, before), done=done)

    def _on_change(self, change: Change) -> None:
        written = change.annotations or change.tags or change.searches or change.articles
        if self.shown and (written or change.corrections):
            self._read()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the reader's own calendar
