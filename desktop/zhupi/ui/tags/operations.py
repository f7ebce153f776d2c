"""What all changes of tags share: they are operations, which a notice offers to take back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from zhupi.core.messages import Message, Translator
from zhupi.core.model import Change, Tag
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.services import Services
from zhupi.ui.tags.panel import TagsPanel
from zhupi.ui.theme import Theme


class TagOperations(QObject):
    """Runs changes of tags and opens the dialogs that they need."""

    moved = Signal(str, str)  #: a tag has another path now; an empty old one: it was made

    def __init__(
        self,
        services: Services,
        panel: TagsPanel,
        history: HistoryController,
        notices: NoticeBar,
    ) -> None:
        super().__init__(panel)
        self.services = services
        self._panel = panel
        self._history = history
        self._notices = notices
        self.dialog: QDialog | None = None

    @property
    def tr_(self) -> Translator:
        return self.services.tr

    @property
    def look(self) -> tuple[Theme, Translator]:
        """What dialogs and menus are made with."""
        return self._panel.theme, self.services.tr

    @property
    def window(self) -> QWidget:
        return self._panel.window()

    @property
    def writable(self) -> bool:
        return not self.services.workspace.read_only

    def may_write(self) -> bool:
        """Whether the library can be written; says so where it cannot."""
        if not self.writable:
            self.say(self.tr_("This library can only be read here."))
        return self.writable

    def tag(self, path: str) -> Tag | None:
        """What is known of a tag; None: there is none of that name."""
        return next((c.tag for c in self._panel.model.counts if c.tag.path == path), None)

    def paths(self) -> list[str]:
        """Every tag there is."""
        return [found.tag.path for found in self._panel.model.counts]

    def say(self, text: str) -> None:
        self._notices.say(text)

    def say_done(self, text: str) -> None:
        """Tells of a change, and offers to take it back."""
        self._notices.say(text, self.tr_("Undo"), self._history.undo)

    def fail(self, reason: Message) -> None:
        self._notices.warn(self.tr_.render(reason))

    def operate(
        self, work: Callable[[], Change], told: str, moved: tuple[str, str] | None = None
    ) -> None:
        """Does it and tells; `moved`: the path that a tag had, and the one that it has then."""

        def done(_nothing: None) -> None:
            if moved is not None:
                self.moved.emit(*moved)
            self.say_done(told)

        self.services.tasks.operate(lambda: (None, work()), done=done, failed=self.fail)

    def open(self, dialog: QDialog, accepted: Callable[[], None]) -> None:
        """Opens a dialog; it goes when it is done.

        Not `exec`: a loop inside the loop would let the window be rebuilt under it.
        """
        self.dialog = dialog
        dialog.accepted.connect(accepted)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
