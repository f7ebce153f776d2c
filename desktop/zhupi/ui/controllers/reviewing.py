"""The review of annotations whose article's text changed: what waits, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from zhupi.core.messages import Message
from zhupi.core.model import AnnotationState, Article, Change, ImportReport, Span
from zhupi.core.reviewing import ReviewDetail, ReviewItem
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.attaching import AttachingController
from zhupi.ui.controllers.deciding import DecidingController
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.library import LibraryController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.layout import Panes
from zhupi.ui.review.count import WaitingButton
from zhupi.ui.review.page import ReviewPage
from zhupi.ui.review.wording import is_placed, shortened_line, waiting_text
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.ui.theme import Theme

DECISIONS = frozenset({"accept", "reattach", "delete"})  #: operations after which nothing waits


@dataclass(frozen=True)
class Colleagues:
    """The other controllers that this one works with."""

    reading: ReadingController
    annotating: AnnotatingController
    history: HistoryController
    library: LibraryController


class ReviewingController(QObject):
    """Opens the review page over the article and does what is decided there."""

    counted = Signal(int)  #: how many wait

    def __init__(
        self,
        services: Services,
        colleagues: Colleagues,
        panes: Panes,
        status: StatusBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services = services
        self._reading, self._history = colleagues.reading, colleagues.history
        self._panes, self._status, self._notices = panes, status, panes.notices
        self._window = window
        self._theme: Theme | None = None
        self._wanted = ""  # to be chosen once the list has come
        self._undone: tuple[str, ...] = ()  # what an undo has brought back
        self._stale = True
        self.waiting = 0
        self.page: ReviewPage | None = None
        self.deciding: DecidingController | None = None
        self.attaching = AttachingController(
            self._reading, colleagues.annotating, panes.surface, panes.attach_bar, self
        )
        self.button = WaitingButton(services.tr, status)
        status.addPermanentWidget(self.button)
        cards = panes.side.annotations
        colleagues.annotating.review_wanted.connect(self.open_at)
        for button in (self.button, cards.waiting_button):
            button.clicked.connect(self.open)
            self.counted.connect(button.show_count)
        self.attaching.attached.connect(self._attach_by_hand)
        self.attaching.cancelled.connect(self.open)
        self._reading.asked_for.connect(lambda _article: self.leave())
        self._reading.opened.connect(self._on_opened)
        panes.surface.revealed.connect(self.leave)
        colleagues.library.imported.connect(self._on_imported)
        services.tasks.changed.connect(self._on_change)
        self._count()

    # --- the page -----------------------------------------------------------------------------

    @property
    def shown(self) -> bool:
        """Whether the review covers the article."""
        return self.page is not None and self._panes.pages.currentWidget() is self.page

    def open(self) -> None:
        """Shows what waits."""
        self.open_at("")

    def open_at(self, annotation: str) -> None:
        """Shows what waits, `annotation` first where it does."""
        self.attaching.stop()
        page = self.page or self._make()
        self._wanted = annotation
        self._panes.cover(page)
        self._notices.drop_button()  # it offered this very page
        self._notices.set_lift(page.buttons.sizeHint().height())
        page.focus()
        if self._stale:
            self._read()
        elif annotation:
            page.choose(annotation)

    def switch(self) -> None:
        """Opens the review, at the card that keys act upon where it waits; or closes it."""
        cards = self._panes.side.annotations
        card = cards.current() if cards.view.hasFocus() else None
        if card is not None and card.state is not AnnotationState.RESOLVED:
            self.open_at(card.id)
        elif self.shown:
            self.close()
        else:
            self.open()

    def close(self) -> None:
        """Back to the article, with the keyboard."""
        self.leave()
        reading = self._reading.article is not None
        (self._panes.surface if reading else self._panes.articles.view).setFocus()

    def leave(self) -> None:
        """Uncovers the article."""
        if self.shown:
            self._panes.cover(None)
            self._notices.set_lift(0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.page is not None:
            self.page.set_theme(theme)
            self._set_face(self.page)

    def _make(self) -> ReviewPage:
        assert self._theme is not None
        page = ReviewPage(self._theme, self._services.tr, self._panes.pages)
        page.writable = not self._services.workspace.read_only
        page.set_article(self._reading.article.id if self._reading.article else "")
        page.current_changed.connect(self._show_detail)
        page.by_hand_wanted.connect(self._by_hand)
        page.text_wanted.connect(self._show_text)
        page.closed.connect(self.close)
        self._set_face(page)
        says = (self._notices, self._status)
        self.deciding = DecidingController(self._services, page, self._history, says, self._window)
        page.order_keys(self._panes.attach_bar.stops[-1], self._panes.surface)
        self.page = page
        return page

    def _set_face(self, page: ReviewPage) -> None:
        now = self._services.preferences.now
        page.detail.comparison.set_look(serif=now.face == "serif", pixels=now.font_pixels)

    # --- reading ------------------------------------------------------------------------------

    def _count(self) -> None:
        def done(counts: Mapping[AnnotationState, int]) -> None:
            self.waiting = sum(counts.values())
            self.counted.emit(self.waiting)

        self._services.tasks.run(self._services.workspace.reviewing.counts, done=done)

    def _read(self) -> None:
        reviewing = self._services.workspace.reviewing
        self._stale = False

        def done(items: Sequence[ReviewItem]) -> None:
            if self.page is None:
                return
            self.page.show_items(items)
            wanted, self._wanted = self._wanted, ""
            undone, self._undone = self._undone, ()
            waiting = {item.annotation.id for item in items}
            target = wanted or next((one for one in undone if one in waiting), "")
            if target:
                self.page.choose(target)
            self.page.focus_if_lost()

        self._services.tasks.run(reviewing.items, done=done)

    def _show_detail(self, annotation: str) -> None:
        page = self.page
        if annotation and page is not None:
            reviewing = self._services.workspace.reviewing
            self._services.tasks.run(
                lambda: reviewing.detail(annotation),
                done=page.show_detail,
                failed=lambda reason: self._on_no_detail(annotation, reason),
            )

    def _on_no_detail(self, annotation: str, reason: Message) -> None:
        """It was decided or deleted in this moment, or cannot be read."""
        workspace, tr = self._services.workspace, self._services.tr

        def done(items: Sequence[ReviewItem]) -> None:
            if any(item.annotation.id == annotation for item in items):
                self._notices.warn(tr.render(reason))

        self._services.tasks.run(workspace.reviewing.items, done=done)

    def _on_change(self, change: Change) -> None:
        if not (change.annotations or (change.articles and change.index)):
            return
        self._count()
        # What the page has just decided it knows; thousands need not be read for each of them.
        known = not change.articles and change.operation in DECISIONS and not self._stale
        if known and self.page is not None and self.page.drop_items(change.annotations):
            return
        self._stale = True
        if change.operation in {"undo", "redo"}:
            self._undone = change.annotations
        if self.shown:
            self._read()

    def _on_opened(self, article: Article | None) -> None:
        if self.page is not None:
            self.page.set_article(article.id if article else "")

    def _on_imported(self, report: ImportReport) -> None:
        """Tells what an import left to be looked at, and offers it."""
        if not report.to_review or report.failed or report.near_duplicates:
            return  # there are details to be offered; the number stands in the status bar
        tr, updated = self._services.tr, report.updated

        def say(title: str) -> None:
            text = waiting_text(report.to_review, tr) + tr(".")
            if title:
                text = tr.plural(
                    "{count:,} annotation of «{title}» waits for review.",
                    "{count:,} annotations of «{title}» wait for review.",
                    report.to_review,
                    title=shortened_line(title),
                )
            self._notices.say(text, tr("Review"), self.open)

        workspace = self._services.workspace
        self._services.tasks.run(
            lambda: (
                next((s.title for s in workspace.summaries(updated[:1])), "")
                if len(updated) == 1
                else ""
            ),
            done=say,
        )

    # --- the article ---------------------------------------------------------------------------

    def _by_hand(self, detail: ReviewDetail) -> None:
        self.leave()
        self.attaching.begin(detail)

    def _attach_by_hand(self, annotation: str, span: Span, quote: str) -> None:
        self.open()
        if self.deciding is not None:
            self.deciding.attach(annotation, span, quote)

    def _show_text(self, detail: ReviewDetail) -> None:
        """The passage in its article, at the place that is chosen."""
        page = self.page
        place = page.detail.place if page else None
        annotation = detail.item.annotation
        span = place.span if place else annotation.span if is_placed(annotation) else None

        def show() -> None:
            self.leave()
            self._panes.surface.setFocus(Qt.FocusReason.OtherFocusReason)
            if span is not None:
                self._reading.reveal(span)

        self._reading.open(annotation.target.article, show)
