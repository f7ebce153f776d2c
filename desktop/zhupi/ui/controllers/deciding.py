"""What a person decides about annotations that wait for review, written into the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from zhupi.core.messages import Message
from zhupi.core.model import Change, Span
from zhupi.core.reviewing import ReviewItem
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.review.accepting import AcceptManyDialog
from zhupi.ui.review.page import ReviewPage
from zhupi.ui.review.reverting import newest_replaced, revert_question
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar


class DecidingController(QObject):
    """Does what the page says, each as one operation that can be undone."""

    def __init__(
        self,
        services: Services,
        page: ReviewPage,
        history: HistoryController,
        says: tuple[NoticeBar, StatusBar],
        window: QWidget,
    ) -> None:
        super().__init__(page)
        self._services = services
        self._page = page
        self._history = history
        self._notices, self._status = says
        self._window = window
        self.dialog: QDialog | None = None
        page.accept_wanted.connect(self.accept)
        page.attach_wanted.connect(self.attach)
        page.delete_wanted.connect(self.delete)
        page.many_wanted.connect(self.ask_many)
        page.revert_wanted.connect(self.ask_revert)

    def accept(self, annotations: Sequence[str]) -> None:
        """The places found are right."""
        reviewing, tr = self._services.workspace.reviewing, self._services.tr
        count = len(annotations)
        text = tr.plural("{count:,} place accepted.", "{count:,} places accepted.", count)
        said = text if count > 1 else ""
        self._operate(annotations, lambda: reviewing.accept(annotations), said)

    def attach(self, annotation: str, span: Span, quote: str | None = None) -> None:
        """The passage is this range of the text as it is now."""
        reviewing = self._services.workspace.reviewing
        self._operate((annotation,), lambda: reviewing.reattach(annotation, span, quote=quote))

    def delete(self, annotations: Sequence[str]) -> None:
        workspace, tr = self._services.workspace, self._services.tr
        text = tr.plural("Annotation deleted.", "{count} annotations deleted.", len(annotations))
        self._operate(annotations, lambda: workspace.delete_annotations(annotations), text)

    def revert(self, article: str) -> None:
        """Puts the old text of an article back."""
        reviewing, tr = self._services.workspace.reviewing, self._services.tr
        self._operate((), lambda: reviewing.revert(article), tr("The old text is back."))

    def ask_many(self) -> None:
        """Asks how sure is sure enough, and accepts what is."""
        dialog = AcceptManyDialog(self._page.model.shown, self._services.tr, self._window)
        dialog.accepted.connect(lambda: self.accept(dialog.chosen))
        self._open(dialog)

    def ask_revert(self, item: ReviewItem) -> None:
        """Asks whether an article shall go back to its old text, and says what that does."""
        article = item.annotation.target.article
        replaced = newest_replaced(self._page.model.items, article)
        box, go = revert_question(item.title, replaced, self._services.tr, self._window)

        def finish(_result: int) -> None:
            if box.clickedButton() is go:
                self.revert(article)

        box.finished.connect(finish)
        self._open(box)

    # --- within -------------------------------------------------------------------------------

    def _operate(
        self, annotations: Sequence[str], work: Callable[[], Change], said: str = ""
    ) -> None:
        """Has something written; the page is at the next passage already meanwhile."""
        tr, page = self._services.tr, self._page
        page.hide_items(annotations)
        self._status.say(tr("Saving…"), lasting=True)

        def done(_nothing: None) -> None:
            self._status.say(tr("Saved"))
            if said:
                self._notices.say(said, tr("Undo"), self._history.undo)

        def failed(reason: Message) -> None:
            self._status.say("")
            self._notices.warn(tr.render(reason))
            page.unhide_items()

        self._services.tasks.operate(lambda: (None, work()), done=done, failed=failed)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
