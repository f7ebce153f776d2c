"""Which article is open, and what is shown in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from zhupi.core.messages import Message
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    Article,
    Change,
    Mention,
    ReadingState,
    Span,
)
from zhupi.core.understanding import Reading
from zhupi.ui.annotation_list import AnnotationList
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services
from zhupi.workspace import Workspace
from zhupi.workspace.jobs import Job, Recognise

MANY = 2_000  #: changed annotations, from which on all of an article are read again


@dataclass(frozen=True, slots=True)
class Opened:
    """All that is shown of an article at first; `mentions` None: nobody has looked yet."""

    article: Article
    annotations: tuple[Annotation, ...]
    mentions: tuple[Mention, ...] | None


def load(workspace: Workspace, article: str) -> Opened:
    """Reads an article with what belongs to it. Raises `NotFoundError`."""
    found = workspace.article(article)
    mentions = workspace.cached_mentions(found.id)
    return Opened(
        found,
        tuple(workspace.annotations(AnnotationFilter(articles=(found.id,)))),
        None if mentions is None else tuple(mentions),
    )


class ReadingController(QObject):
    """Opens articles and keeps the page in step with the library."""

    opened = Signal(object)  #: Article, or None where the open one is gone
    annotations_changed = Signal(object)  #: AnnotationsDelta; None: all may be others
    asked_for = Signal(str)  #: the article about to be opened
    mentions_changed = Signal()  #: those of the open article are others, or there is another
    understood = Signal(object)  #: `Reading` of the open article, with who said what in it
    not_understood = Signal()  #: nobody could look for names in the open article; why was told

    def __init__(
        self, services: Services, surface: ReadingSurface, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._surface = surface
        self._wanted = ""
        self._recognising = 0  # the job that looks for mentions
        self.article: Article | None = None
        self.annotations = AnnotationList()  #: of the open article, changed in place
        self._mentions: tuple[Mention, ...] | None = None
        services.tasks.changed.connect(self._on_change)
        # What a bug kept from being written must not look as if it were.
        services.tasks.bug.connect(lambda _details: surface.drop_all_pending())
        services.tasks.job_done.connect(self._on_job_done)
        services.tasks.job_ended.connect(self._on_job_ended)

    @property
    def empty(self) -> bool:
        """Whether no article is open, nor about to be."""
        return self.article is None and not self._wanted

    @property
    def mentions(self) -> tuple[Mention, ...] | None:
        """Those of the open article; None: nobody has looked yet."""
        return self._mentions

    # --- opening ------------------------------------------------------------------------------

    def open(self, article: str, then: Callable[[], None] | None = None) -> None:
        """Shows `article`, then calls `then`; an article asked for later comes first."""
        if self.article is not None and self.article.id == article and self._wanted == article:
            if then:
                then()
            return
        self._wanted = article
        self.asked_for.emit(article)

        def done(found: Opened) -> None:
            if self._wanted == article:
                self._show(found)
                if then:
                    then()

        self._services.tasks.run(
            lambda: load(self._services.workspace, article), done=done, failed=self._gone(article)
        )

    def close(self) -> None:
        """Shows no article."""
        self._wanted = ""
        self.article, self.annotations, self._mentions = None, AnnotationList(), None
        self.mentions_changed.emit()
        self.opened.emit(None)

    def reveal(self, span: Span) -> None:
        """Scrolls to a place of the open article and lets it flash."""
        if self.article is not None and span.end <= len(self.article.text):
            self._surface.reveal(span, flash=True)

    def find(self, annotation: str) -> Annotation | None:
        """An annotation of the open article."""
        return self.annotations.find(annotation)

    # --- what is being written ----------------------------------------------------------------

    def expect(self, span: Span, color: str) -> int:
        """Shows a highlight before it is written; what `settle` is to be told."""
        return self._surface.add_pending(span, color)

    def settle(self, token: int, written: Annotation | None = None) -> None:
        """The highlight `token` was written, or else will never be: it is taken away."""
        self._surface.drop_pending(token)
        article = self.article.id if self.article is not None else ""
        if written is not None and written.target.article == article:
            self._take_changed(article, (written.id,), (written,))

    # --- within -------------------------------------------------------------------------------

    def _show(self, found: Opened) -> None:
        self.article = found.article
        self.annotations = AnnotationList(found.annotations)
        self._mentions = found.mentions
        self._surface.show_article(found.article, (), found.annotations)
        self.mentions_changed.emit()
        self.opened.emit(found.article)
        self.annotations_changed.emit(None)
        if found.mentions is None:
            self._recognise(found.article.id)
        else:
            self._reread(found.article.id)  # who said what takes longer than to find the text
        self._mark_read(found.article.id)

    def _mark_read(self, article: str) -> None:
        workspace = self._services.workspace
        if not workspace.read_only:
            self._services.tasks.operate(
                lambda: (None, workspace.set_reading([article], ReadingState.READ))
            )

    def _gone(self, article: str) -> Callable[[Message], None]:
        def failed(reason: Message) -> None:
            if self._wanted == article:
                self.close()
                self._services.tasks.problem.emit(reason)

        return failed

    def _recognise(self, article: str) -> None:
        workspace, tasks = self._services.workspace, self._services.tasks
        if not workspace.read_only:
            # Whoever leafs through the list waits for the last article, not for all of them.
            tasks.cancel(self._recognising)
            self._recognising = tasks.submit(Recognise(article))
            return
        # The worker would keep what it finds, in a library that another program writes.
        tasks.run(
            lambda: workspace.understanding.reading(article, keep=False),
            done=lambda found: self._take_reading(article, found),
            failed=lambda reason: self._tell_not_understood(article, reason),
        )

    def _tell_not_understood(self, article: str, reason: Message) -> None:
        self._services.tasks.problem.emit(reason)
        if self.article is not None and self.article.id == article:
            self.not_understood.emit()

    def _reread(self, article: str) -> None:
        """Reads what is known of an article, with all corrections."""
        understanding = self._services.workspace.understanding

        def done(found: Reading | None) -> None:
            if found is not None:
                self._take_reading(article, found)

        self._services.tasks.run(
            lambda: understanding.known(article), done=done, failed=lambda _gone: None
        )

    def _take_reading(self, article: str, found: Reading) -> None:
        if self.article is None or self.article.id != article:
            return
        if self._mentions != found.mentions:
            self._mentions = found.mentions
            self.mentions_changed.emit()
        self.understood.emit(found)

    def _on_job_done(self, _number: int, job: Job, result: object) -> None:
        if isinstance(job, Recognise) and isinstance(result, Reading):
            self._take_reading(job.article, result)

    def _on_job_ended(self, _number: int, job: Job) -> None:
        waiting = self._mentions is None and self.article is not None
        if waiting and isinstance(job, Recognise) and job.article == self._wanted:
            self.not_understood.emit()

    def _on_change(self, change: Change) -> None:
        if self.article is None:
            return
        article = self.article.id
        if change.corrections and self._mentions is not None:
            self._reread(article)
        if article in change.articles and change.index:
            self._reload(article)
        elif len(change.annotations) > MANY:
            self._reload_annotations(article)
        elif change.annotations:
            self._reload_changed(article, change.annotations)

    def _reload(self, article: str) -> None:
        """The article was corrected, or is gone."""

        def done(found: Opened) -> None:
            if self._wanted != article:
                return
            same = self.article is not None and self.article.digest == found.article.digest
            if same:
                self._take_annotations(article, found.annotations)
            else:
                self._show(found)

        def failed(_reason: Message) -> None:
            if self._wanted == article:
                self.close()

        self._services.tasks.run(
            lambda: load(self._services.workspace, article), done=done, failed=failed
        )

    def _reload_annotations(self, article: str) -> None:
        wanted = AnnotationFilter(articles=(article,))
        self._services.tasks.run(
            lambda: tuple(self._services.workspace.annotations(wanted)),
            done=lambda found: self._take_annotations(article, found),
        )

    def _reload_changed(self, article: str, ids: tuple[str, ...]) -> None:
        """Reads those that changed, and not the thousands that did not."""
        wanted = AnnotationFilter(articles=(article,), ids=ids)
        self._services.tasks.run(
            lambda: tuple(self._services.workspace.annotations(wanted)),
            done=lambda found: self._take_changed(article, ids, found),
        )

    def _take_annotations(self, article: str, found: tuple[Annotation, ...]) -> None:
        if self.article is not None and self.article.id == article:
            self.annotations = AnnotationList(found)
            self._surface.set_annotations(found)
            self.annotations_changed.emit(None)

    def _take_changed(self, article: str, ids: Sequence[str], found: Sequence[Annotation]) -> None:
        if self.article is None or self.article.id != article:
            return
        delta = self.annotations.take(ids, found)
        if delta.size:
            self._surface.change_annotations(delta.gone, delta.put)
            self.annotations_changed.emit(delta)
