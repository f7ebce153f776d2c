"""The searches a person keeps: saved, run, renamed, deleted, and counted when the index changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from zhupi.core.errors import NotFoundError
from zhupi.core.model import Change
from zhupi.core.protocols import Checkpoint
from zhupi.core.search import SavedSearch
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.searching import SearchingController
from zhupi.ui.dialogs.search_name import SearchNameDialog
from zhupi.ui.notices import NoticeBar
from zhupi.ui.panels.search import SearchPanel
from zhupi.ui.services import Services

COUNT_PAUSE = 1_000  #: milliseconds after a change; then what is new is counted, once
COUNTS = "new hits"


class SavedSearchesController(QObject):
    """Keeps the list and its badges in step with the library."""

    def __init__(
        self,
        services: Services,
        searching: SearchingController,
        panel: SearchPanel,
        history: HistoryController,
        notices: NoticeBar,
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._searching = searching
        self._panel = panel
        self._history = history
        self._notices = notices
        self._searches: Sequence[SavedSearch] = ()
        self.dialog: QDialog | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(COUNT_PAUSE)
        self._pause.timeout.connect(self.count)
        panel.saved.writable = self.writable
        panel.keep_switched.connect(self.switch)
        panel.saved.view.run.connect(self.run)
        panel.saved.view.rename_wanted.connect(self.rename)
        panel.saved.view.delete_wanted.connect(self.delete)
        searching.asked.connect(self._find_kept)
        services.tasks.changed.connect(self._on_change)

    @property
    def writable(self) -> bool:
        return not self._services.workspace.read_only

    def can_switch(self) -> bool:
        """Whether what is searched for can be saved, or no longer be saved."""
        return self.writable and bool(self._searching.query)

    def reload(self) -> None:
        """Reads the list, and counts what is new."""
        self._services.tasks.run(self._services.workspace.saved.every, done=self._show)

    def count(self) -> None:
        """Counts what is new to each, where no search has to wait for it."""
        workspace, searches = self._services.workspace, tuple(self._searches)
        if not searches:
            return

        def work(check: Checkpoint) -> dict[str, int]:
            found = {}
            for saved in searches:
                try:
                    found[saved.id] = workspace.saved.new_hits(saved, check)
                except NotFoundError:  # deleted in this moment
                    continue
            return found

        self._services.tasks.search(
            work,
            self._panel.saved.model.set_counts,
            lambda _reason: None,  # a badge is no reason to disturb; a search tells it
            topic=COUNTS,
            quiet=True,
        )

    # --- what a person does -------------------------------------------------------------------

    def switch(self) -> None:
        """Saves the search in sight, after asking for its name; or deletes it where it is."""
        if not self.can_switch():
            return
        kept = self._searching.kept
        if kept is not None:
            self.delete(kept)
            return
        tr, query = self._services.tr, self._searching.query
        literal, sort = self._searching.literal, self._searching.sort
        dialog = SearchNameDialog(tr("Save the search"), query, query, tr, self._panel.window())
        workspace = self._services.workspace

        def save() -> None:
            name = dialog.name
            self._services.tasks.operate(
                lambda: workspace.saved.save(name, query, literal=literal, sort=sort)
            )

        dialog.accepted.connect(save)
        self._open(dialog)

    def run(self, saved: SavedSearch) -> None:
        """Searches again; what is found now counts as seen."""
        self._searching.run(saved)
        if not self.writable:
            return
        workspace = self._services.workspace
        self._services.tasks.drop_searches(COUNTS)
        self._panel.saved.model.set_counts({saved.id: 0})
        self._services.tasks.run(
            lambda: workspace.saved.mark_seen(saved.id), done=lambda _nothing: self.reload()
        )

    def rename(self, saved: SavedSearch) -> None:
        """Asks for another name."""
        if not self.writable:
            return
        tr, workspace = self._services.tr, self._services.workspace
        dialog = SearchNameDialog(
            tr("Rename the search"), saved.name, saved.query, tr, self._panel.window()
        )

        def save() -> None:
            name = dialog.name
            if name != saved.name:
                self._services.tasks.operate(lambda: (None, workspace.saved.rename(saved.id, name)))

        dialog.accepted.connect(save)
        self._open(dialog)

    def delete(self, saved: SavedSearch) -> None:
        """Deletes a saved search; the notice offers to take it back."""
        if not self.writable:
            return
        tr, workspace = self._services.tr, self._services.workspace
        text = tr("Saved search «{name}» deleted.", name=saved.name)

        def done(_nothing: None) -> None:
            self._notices.say(text, tr("Undo"), self._history.undo)

        self._services.tasks.operate(lambda: (None, workspace.saved.delete(saved.id)), done=done)

    # --- within -------------------------------------------------------------------------------

    def _show(self, searches: Sequence[SavedSearch]) -> None:
        self._searches = searches
        self._panel.saved.show_searches(searches)
        self._find_kept()
        self._pause.start()

    def _find_kept(self) -> None:
        query, literal = self._searching.query, self._searching.literal
        same = (s for s in self._searches if s.query == query and s.literal == literal)
        self._searching.set_kept(next(same, None) if query else None)

    def _on_change(self, change: Change) -> None:
        if change.searches:
            self.reload()
        elif change.index:
            self._pause.start()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
