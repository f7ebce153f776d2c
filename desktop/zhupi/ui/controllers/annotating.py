"""Marking passages: colours, tags, notes; choosing, editing, deleting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from zhupi.core.messages import Message
from zhupi.core.model import COLORS, Annotation, Article, Change, Span
from zhupi.ui.annotation_list import AnnotationsDelta
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.mark_bar import MarkBar, place_near
from zhupi.ui.notices import NoticeBar
from zhupi.ui.panels.annotations import AnnotationsPanel
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.review.wording import is_placed
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.ui.tagging import AnnotationForm, FormParts, Written
from zhupi.ui.tags.known import KnownTags
from zhupi.ui.theme import Theme


class AnnotatingController(QObject):
    """Turns selections and keys into annotations, and keeps the panel of cards."""

    review_wanted = Signal(str)  #: id of an annotation without a place, to be looked at
    card_shown = Signal()  #: the annotations panel should be in front
    panel_wanted = Signal()  #: the person wants to write in it

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        history: HistoryController,
        surface: ReadingSurface,
        panel: AnnotationsPanel,
        says: tuple[NoticeBar, StatusBar],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._services = services
        self._reading = reading
        self._history = history
        self._surface = surface
        self._panel = panel
        self._notices, self._status = says
        self._host = host
        self._theme: Theme | None = None
        self.mark_bar: MarkBar | None = None
        self.form: AnnotationForm | None = None
        self.active = ""
        self.paused = False  #: what is selected is meant for something else
        self._color = COLORS[0]
        self.known = KnownTags(services, self)
        surface.span_selected.connect(self._on_selected)
        surface.selection_cleared.connect(self._on_cleared)
        surface.annotation_activated.connect(self._on_activated)
        reading.annotations_changed.connect(self._on_annotations)
        reading.opened.connect(self._on_opened)
        panel.writable = not services.workspace.read_only
        panel.activated.connect(self.show)
        panel.edited.connect(self._on_edited)
        panel.delete_wanted.connect(self.delete)
        self.known.changed.connect(self._on_tags)
        self.known.read()

    # --- what can be done ---------------------------------------------------------------------

    @property
    def writable(self) -> bool:
        if self.paused or self._reading.article is None:
            return False
        return not self._services.workspace.read_only

    def chosen(self) -> Annotation | None:
        """The card that is chosen, or else the active annotation."""
        return self._panel.current() or self._active()

    def set_theme(self, theme: Theme) -> None:
        """Also makes the mark bar, which is nothing without colours."""
        self._theme = theme
        if self.mark_bar is None:
            self.mark_bar = MarkBar(theme, self._services.tr, self._host)
            self.mark_bar.color_chosen.connect(self.highlight)
            self.mark_bar.tags_wanted.connect(self.write_tags)
            self.mark_bar.note_wanted.connect(self.write_note)
            self.mark_bar.tag_chosen.connect(self.put_tag)
        self.mark_bar.set_theme(theme)

    def highlight(self, color: str = "") -> None:
        """Marks the selection, or gives the active annotation another colour."""
        span, active = self._surface.selected_span(), self._active()
        color = color or self._color
        if span is not None:
            self._create(span, Written(color=color))
        elif active is not None:
            self._edit(active.id, Written(color=color))
        else:
            self._hint()
            return
        self._color = color

    def put_tag(self, tag: str) -> None:
        """Tags the selection at once, or gives the active annotation the tag or takes it away."""
        span = self._surface.selected_span()
        there = None
        if span is not None:
            over = self._surface.annotations_over(span.start)
            there = next((a for a in over if a.span == span), None)
        active = there or self._active_unless_selected()
        if active is None and span is not None:
            self._create(span, Written(tags=(tag,)))
        elif active is None or not self.writable:
            self._hint()
        elif tag not in active.tags:
            self.active = active.id
            self._surface.clear_selection()
            self._edit(active.id, Written(tags=(*active.tags, tag)))
        elif there is None:
            self._edit(active.id, Written(tags=tuple(t for t in active.tags if t != tag)))
        else:
            self._status.say(self._services.tr("The passage has the tag «{tag}».", tag=tag))

    def put_key_tag(self, key: int) -> None:
        """`put_tag` with the tag of a number key."""
        tag = self.known.keys.get(key)
        if tag is not None:
            self.put_tag(tag)
        else:
            self._notices.say(
                self._services.tr(
                    "No tag has the key {key} yet. The tags used last get one, or give it to a "
                    "tag in the panel «Tags».",
                    key=key,
                )
            )

    def write_tags(self) -> None:
        """Asks for the tags of the selection or of the active annotation."""
        active = self._active_unless_selected()
        self._ask(self.known.completing(FormParts(tags=active.tags if active else ())))

    @property
    def article(self) -> Article | None:
        """The one that is open."""
        return self._reading.article

    def write_note(self) -> None:
        """Asks for the note of the selection or of the active annotation."""
        active = self._active_unless_selected()
        self._ask(FormParts(note=active.note if active else ""))

    def delete_active(self) -> None:
        if self._active() is not None:
            self.delete((self.active,))
        else:
            self._hint_at_choosing()

    def delete(self, ids: Sequence[str]) -> None:
        """Deletes annotations; the notice offers to take it back."""
        if not ids or self._services.workspace.read_only:
            return
        tr = self._services.tr
        text = tr.plural("Annotation deleted.", "{count} annotations deleted.", len(ids))

        def done(_nothing: None) -> None:
            self._notices.say(text, tr("Undo"), self._history.undo)

        self._operate(lambda: (None, self._services.workspace.delete_annotations(ids)), done)

    def step(self, step: int) -> None:
        """Makes the next (or previous) annotation of the article the active one.

        Overlapping ones follow each other, so each can be reached.
        """
        found = self._reading.annotations
        here = found.index_of(self.active) if self.active else None
        first = here if here is not None else (-1 if step > 0 else len(found))
        # Those without a place are passed over.
        numbers = ((first + step * (n + 1)) % len(found) for n in range(len(found)))
        chosen = next((found[n] for n in numbers if is_placed(found[n])), None)
        if chosen is not None:
            self.activate(chosen.id)
            self._reading.reveal(chosen.span)

    def activate(self, annotation: str) -> None:
        """Makes an annotation the one that keys act upon, and shows its card."""
        self._set_active(annotation)
        self.card_shown.emit()

    def edit_active(self) -> None:
        """Opens the active annotation's card for editing."""
        if self._active() is not None:
            self.card_shown.emit()
            self.panel_wanted.emit()
            self._panel.edit(self.active)
        else:
            self._hint_at_choosing()

    def close_form(self) -> None:
        """Closes the form over the article and gives the keyboard back."""
        if self.form is not None:
            form, self.form = self.form, None
            form.hide()
            form.deleteLater()
            self._surface.setFocus()

    # --- selections and highlights ------------------------------------------------------------

    def _on_selected(self, _span: Span, point: QPoint) -> None:
        if self.writable and self.mark_bar is not None and self.form is None:
            self.mark_bar.show_near(point)

    def _on_cleared(self) -> None:
        if self.mark_bar is not None:
            self.mark_bar.hide()

    def _on_activated(self, annotation: str) -> None:
        if annotation:
            self.activate(annotation)
        else:
            self._set_active("")

    def _on_opened(self, _article: object) -> None:
        self.active = ""
        self.close_form()
        if self.mark_bar is not None:
            self.mark_bar.hide()
        self._panel.stop_editing()

    def _active(self) -> Annotation | None:
        return self._reading.find(self.active) if self.active else None

    def _active_unless_selected(self) -> Annotation | None:
        return None if self._surface.selected_span() is not None else self._active()

    def _set_active(self, annotation: str) -> None:
        self.active = annotation
        self._surface.set_active_annotation(annotation or None)
        self._panel.choose(annotation or None)

    def _hint_at_choosing(self) -> None:
        self._notices.say(self._services.tr("Choose an annotation first: click its highlight."))

    def _hint(self) -> None:
        self._notices.say(self._services.tr("Select a passage first."))

    # --- the form over the article ------------------------------------------------------------

    def _ask(self, parts: FormParts) -> None:
        """Opens the form for the selection, or else for the active annotation."""
        span = self._surface.selected_span()
        active = self._active_unless_selected()
        if active is not None and not is_placed(active):
            self.edit_active()  # there is no place for a form beside the passage
            return
        target = span or (active.span if active else None)
        if not self.writable or self._theme is None or target is None:
            self._hint()
            return
        self.close_form()
        form = AnnotationForm(parts, self._theme, self._services.tr, self._host)
        form.setFixedWidth(380)

        def save(written: Written) -> None:
            self.close_form()
            if active is not None:
                self._edit(active.id, written)
            elif span is not None and (written.tags or written.note):
                self._create(span, written)

        form.saved.connect(save)
        form.cancelled.connect(self.close_form)
        self.form = form
        if self.mark_bar is not None:
            self.mark_bar.hide()
        place_near(form, self._surface.point_below(target))
        form.focus()

    # --- writing ------------------------------------------------------------------------------

    def _create(self, span: Span, written: Written) -> None:
        article = self._reading.article
        if article is None or not self.writable:
            return
        workspace = self._services.workspace
        color = written.color or self.known.color_of(written.tags or ()) or self._color

        def work() -> tuple[Annotation, Change]:
            return workspace.annotate(
                article.id,
                span,
                tags=written.tags or (),
                note=written.note or "",
                color=color,
                quote=span.of(article.text),
            )

        def done(annotation: Annotation) -> None:
            self.active = annotation.id
            self._reading.settle(token, annotation)
            self._set_active(annotation.id)

        # The selection would hide the new highlight.
        self._surface.clear_selection()
        # It stands there before it is written; only then is it said to be saved.
        token = self._reading.expect(span, color)
        self._operate(work, done, lambda: self._reading.settle(token))

    def _edit(self, annotation: str, written: Written) -> None:
        workspace = self._services.workspace

        def work() -> tuple[Annotation, Change]:
            return workspace.edit_annotation(
                annotation, tags=written.tags, note=written.note, color=written.color
            )

        self._operate(work, lambda _annotation: None)

    def _on_edited(self, annotation: str, written: Written) -> None:
        self._edit(annotation, written)

    def _operate(
        self,
        work: Callable[[], tuple[object, Change | None]],
        done: Callable[..., None],
        undo: Callable[[], None] = lambda: None,
    ) -> None:
        """Runs a write; «Saved» stands there only once it is in the library's file.

        `undo` is called where it failed, before the reason is told.
        """
        tr = self._services.tr
        self._status.say(tr("Saving…"), lasting=True)

        def finish(result: object) -> None:
            self._status.say(tr("Saved"))
            done(result)

        def failed(reason: Message) -> None:
            undo()
            self._status.say("")
            self._notices.warn(tr.render(reason))

        self._services.tasks.operate(work, done=finish, failed=failed)

    # --- keeping up ---------------------------------------------------------------------------

    def _on_annotations(self, delta: AnnotationsDelta | None) -> None:
        if self.active and self._active() is None:
            self.active = ""
        elif delta is not None and self.active not in {a.id for a in delta.put}:
            return  # it stands where it stood
        self._set_active(self.active)

    def show(self, annotation: Annotation) -> None:
        """Shows an annotation's passage, in its own article; where it has no place, its review."""
        if not is_placed(annotation):
            self.review_wanted.emit(annotation.id)
            return

        def show() -> None:
            self._set_active(annotation.id)
            self._reading.reveal(annotation.span)

        self._reading.open(annotation.target.article, show)

    def _on_tags(self) -> None:
        self._panel.set_tags(self.known.all, self.known.completing(FormParts()))
        if self.mark_bar is not None:
            self.mark_bar.set_tags(self.known.keys)
