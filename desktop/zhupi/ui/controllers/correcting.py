"""Correcting names and times where they stand: by keys, menus and sheets, each undoable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from zhupi.core.messages import Message
from zhupi.core.model import Article, Change, Label, Mention, Span
from zhupi.core.understanding import EntitySummary, Scope
from zhupi.ui.controllers.history import HistoryController
from zhupi.ui.controllers.names import NamesController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.notices import NoticeBar
from zhupi.ui.panels.wording import kind_text
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services
from zhupi.ui.understanding.dialogs import MOST_OFFERED, Answer, SameAsDialog, ValueDialog
from zhupi.ui.understanding.value_words import value_text
from zhupi.ui.understanding.wording import name_of_entity, reach_text, short_name
from zhupi.workspace.parts import is_value

TOPIC = "same as"


class CorrectingController(QObject):
    """Turns what a person says of a mention, or of a selection, into a correction.

    What is meant is the selection, where there is one, and else the active mention.
    """

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        names: NamesController,
        surface: ReadingSurface,
        history: HistoryController,
        notices: NoticeBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services = services
        self._reading = reading
        self._names = names
        self._surface = surface
        self._history = history
        self._notices = notices
        self._window = window
        self.dialog: QDialog | None = None
        self.kind_menu: QMenu | None = None  #: of the kinds, to be popped up by a key
        self._going: Mention | None = None  # is being taken away, though it is still seen
        reading.mentions_changed.connect(self._forget_going)

    # --- what can be done ---------------------------------------------------------------------

    @property
    def writable(self) -> bool:
        return self._reading.article is not None and not self._services.workspace.read_only

    @property
    def scope(self) -> Scope:
        """How far the last correction was to hold, and the next one will."""
        return Scope(self._services.preferences.now.correction_scope)

    def set_scope(self, scope: Scope) -> None:
        self._services.preferences.update(correction_scope=scope.value)

    @property
    def mention(self) -> Mention | None:
        """The mention that is meant."""
        span = self._surface.selected_span()
        if span is None:
            return self._names.active
        there = (m for m in self._names.mentions if m.span == span)
        active = self._names.active
        return active if active is not None and active.span == span else next(there, None)

    def not_a_name(self) -> None:
        """What is marked there is nothing that should be."""
        mention, article, scope = self.mention, self._reading.article, self.scope
        if mention is None or article is None:
            self.hint()
            return
        if mention == self._going:
            return  # a key that was pressed twice
        self._going = mention if self.writable else None
        understanding = self._services.workspace.understanding
        name = short_name(mention.span.of(article.text))
        said = self._services.tr("«{name}» is not a name", name=name)
        self._write(lambda: understanding.not_entity(article.id, mention.span, scope), said)

    def set_kind(self, label: Label) -> None:
        """The mention is of this kind, or what is selected is a name of it."""
        mention, article, scope = self.mention, self._reading.article, self.scope
        span = self._surface.selected_span()
        tr, understanding = self._services.tr, self._services.workspace.understanding
        if article is None or (mention is None and span is None):
            self.hint()
            return
        place = mention.span if mention is not None else span
        assert place is not None
        name, kind = short_name(place.of(article.text)), kind_text(label, tr)
        said = tr("«{name}»: {kind}", name=name, kind=kind)
        if mention is None:
            self._surface.clear_selection()
            self._write(lambda: understanding.mark(article.id, place, label, scope), said, place)
        elif mention.label is not label:
            self._write(lambda: understanding.relabel(article.id, place, label, scope), said)
        else:
            self._notices.say(tr("«{name}» is that already: {kind}", name=name, kind=kind))

    def show_kinds(self) -> None:
        """Offers the kinds beside what is meant."""
        span = self._surface.selected_span()
        mention = self.mention
        if span is None and mention is None:
            self.hint()
        elif self.kind_menu is not None:
            place = span or (mention.span if mention is not None else Span(0, 0))
            self._popup(self.kind_menu, self._surface.point_below(place))

    def redraw(self, mention: Mention, span: Span) -> None:
        """The name is these words."""
        article, scope, tr = self._reading.article, self.scope, self._services.tr
        if article is None:
            return
        understanding = self._services.workspace.understanding
        name = short_name(mention.span.of(article.text))
        said = tr("«{name}» is «{whole}»", name=name, whole=short_name(span.of(article.text)))
        self._surface.clear_selection()
        self._write(lambda: understanding.redraw(article.id, mention.span, span, scope), said, span)

    def ask_same(self) -> None:
        """Asks for whom or what the name stands."""
        mention, article = self.mention, self._reading.article
        if mention is None or article is None or mention.label is Label.TIME:
            self.hint()
            return
        name = mention.span.of(article.text)
        offers = (self._others(mention), self._look_up)
        dialog = SameAsDialog(
            name, mention.label, self.scope, offers, self._services.tr, self._window
        )
        dialog.accepted.connect(lambda: self._same(article, mention, dialog))
        self._open(dialog)

    def ask_value(self) -> None:
        """Asks which date the words mean."""
        mention, article = self.mention, self._reading.article
        if mention is None or article is None or mention.label is not Label.TIME:
            self._notices.say(self._services.tr("Choose a time first: click it, or press J."))
            return
        words = mention.span.of(article.text)
        tr = self._services.tr
        dialog = ValueDialog(words, mention.value, self.scope, is_value, tr, self._window)
        dialog.accepted.connect(lambda: self._value(article, mention, dialog))
        self._open(dialog)

    # --- within -------------------------------------------------------------------------------

    def _same(self, article: Article, mention: Mention, dialog: SameAsDialog) -> None:
        entity, other, scope = dialog.entity, dialog.entity_name, dialog.scopes.scope
        if not entity:
            return
        self.set_scope(scope)
        understanding = self._services.workspace.understanding
        name = short_name(mention.span.of(article.text))
        tr = self._services.tr
        said = tr("«{name}» is the same as «{other}»", name=name, other=short_name(other))
        self._write(lambda: understanding.same_as(article.id, mention.span, entity, scope), said)

    def _value(self, article: Article, mention: Mention, dialog: ValueDialog) -> None:
        value, scope, tr = dialog.value, dialog.scopes.scope, self._services.tr
        self.set_scope(scope)
        understanding = self._services.workspace.understanding
        name = short_name(mention.span.of(article.text))
        said = tr("«{name}»: {kind}", name=name, kind=value_text(value, tr))
        self._write(lambda: understanding.revalue(article.id, mention.span, value, scope), said)

    def _others(self, mention: Mention) -> list[EntitySummary]:
        """What else the article names."""
        entities = {m.entity: m.label for m in self._names.mentions if m.label is not Label.TIME}
        entities.pop(mention.entity, None)
        return [EntitySummary(key, kind, name_of_entity(key)) for key, kind in entities.items()]

    def _look_up(self, typed: str, answer: Answer) -> None:
        """Looks for entities in the library, away from the window's thread."""
        understanding = self._services.workspace.understanding
        kinds = [label for label in Label if label is not Label.TIME]

        def work(_check: object) -> Sequence[EntitySummary]:
            return understanding.entities(typed, kinds, MOST_OFFERED)

        self._services.tasks.search(work, answer, topic=TOPIC, quiet=True)

    def _write(self, work: Callable[[], Change], said: str, place: Span | None = None) -> None:
        """Has a correction written; the notice says what was corrected, and offers Undo."""
        tr, scope = self._services.tr, self.scope
        if not self.writable:
            self._notices.say(tr("This library can only be read here."))
            return

        def done(_nothing: None) -> None:
            text = tr("{correction} – {reach}.", correction=said, reach=reach_text(scope, tr))
            self._notices.say(text, tr("Undo"), self._history.undo)
            if place is not None:
                self._names.expect(place)

        def failed(reason: Message) -> None:
            self._going = None
            self._notices.warn(tr.render(reason))

        self._services.tasks.operate(lambda: (None, work()), done=done, failed=failed)

    def hint(self) -> None:
        """Says what must come first."""
        tr = self._services.tr
        self._notices.say(tr("Choose a name first: click it, press J, or select its words."))

    def _forget_going(self) -> None:
        self._going = None

    def _popup(self, menu: QMenu, where: QPoint) -> None:
        menu.popup(where)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
