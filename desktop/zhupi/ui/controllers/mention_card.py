"""Fills the card beside a name: what the article says at once, what the library knows when it
comes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from zhupi.core.model import Label, Mention
from zhupi.core.understanding import EntitySummary
from zhupi.ui.articles.wording import date_text
from zhupi.ui.controllers.names import NamesController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.panels.wording import kind_text
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services
from zhupi.ui.theme import Theme
from zhupi.ui.understanding.card import CardWords, MentionCard
from zhupi.ui.understanding.value_words import value_text
from zhupi.ui.understanding.wording import confidence_text, name_of_entity, short_name

TOPIC = "card"
LEAVING = 350  #: milliseconds in which the pointer may come back, or reach the card
MOST_NAMES = 6


class MentionCardController(QObject):
    """Shows the card where the pointer rests on a mention, or for the active one."""

    list_wanted = Signal(str)  #: id of an entity, to be shown in the library's list
    key_passed = Signal(object)  #: QKeyEvent that the card has no use for

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        names: NamesController,
        surface: ReadingSurface,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._services = services
        self._reading = reading
        self._names = names
        self._surface = surface
        self._host = host
        self.card: MentionCard | None = None
        self._shown: Mention | None = None
        self._by_keys = False
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(LEAVING)
        self._leaving.timeout.connect(self.hide)
        surface.mentions_hovered.connect(self._on_hovered)
        surface.pointed_at.connect(self._on_pointed)
        surface.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        surface.mention_activated.connect(lambda _mention: self.hide())
        reading.mentions_changed.connect(self.hide)
        reading.asked_for.connect(lambda _article: self.hide())

    def set_theme(self, theme: Theme) -> None:
        """Also makes the card, which is nothing without colours."""
        if self.card is None:
            card = self.card = MentionCard(theme, self._services.tr, self._host)
            card.next_wanted.connect(self._on_next)
            card.list_wanted.connect(self._on_list)
            card.inside_wanted.connect(self._on_inside)
            card.left.connect(self._leave)
            card.entered.connect(self._leaving.stop)
            card.closed.connect(self._on_closed)
            card.passed.connect(self.key_passed)
        self.card.set_theme(theme)

    def show_active(self) -> None:
        """The card of the active mention, with the keyboard; a second time: none."""
        if self._names.active is None:
            self._names.step(1)
        active = self._names.active
        if self.card is not None and not self.card.isHidden() and self._shown == active:
            self.card.dismiss()
        elif active is not None:
            self._surface.reveal(active.span)
            self._show(active, self._surface.point_below(active.span), keys=True)

    def hide(self) -> None:
        self._leaving.stop()
        if self.card is not None:
            self.card.dismiss()

    # --- within -------------------------------------------------------------------------------

    def _on_hovered(self, mentions: list[Mention], point: QPoint) -> None:
        # Not the one that one has just looked at from the inside.
        active = self._names.active
        mention = active if active in mentions and active is not None else mentions[0]
        if self._by_keys:
            return
        rect = self._surface.character_rect(mention.start)
        below = self._surface.viewport().mapToGlobal(rect.bottomLeft())
        self._show(mention, QPoint(point.x(), max(point.y(), below.y())))

    def _show(self, mention: Mention, where: QPoint, *, keys: bool = False) -> None:
        if self.card is None or self._reading.article is None:
            return
        self._leaving.stop()
        self._shown, self._by_keys = mention, keys
        self.card.show_words(self._words(mention), where, keys=keys)
        if mention.label is not Label.TIME:
            self._ask(mention)

    def _words(self, mention: Mention) -> CardWords:
        tr, article = self._services.tr, self._reading.article
        assert article is not None
        words = short_name(mention.span.of(article.text))
        time = mention.label is Label.TIME
        name = words if time else short_name(name_of_entity(mention.entity)) or words
        kind = kind_text(mention.label, tr)
        lines: list[str] = []
        if time:
            lines.append(value_text(mention.value, tr) if mention.value else tr("No date is known"))
        else:
            lines.extend(self._other_names(mention, name))
        notes = (a.note for a in self._surface.annotations_over(mention.start) if a.note)
        lines.extend(tr("Your note: {note}", note=note) for note in notes)
        small = [tr.render(mention.why)] if mention.why is not None else []
        small.append(confidence_text(mention.confidence, tr))
        inside = self._beside(mention)
        return CardWords(
            mention.label,
            name,
            f"{kind}  ·  {mention.title}" if mention.title else kind,
            tuple(lines),
            tuple(small),
            short_name(inside.span.of(article.text)) if inside else "",
            len(self._names.places_of(mention)),
            listed=not time,
        )

    def _other_names(self, mention: Mention, name: str) -> list[str]:
        tr, article = self._services.tr, self._reading.article
        assert article is not None
        called = (short_name(m.span.of(article.text)) for m in self._names.places_of(mention))
        others = [other for other in dict.fromkeys(called) if other != name][:MOST_NAMES]
        return [tr("Here also: {names}", names="、".join(others))] if others else []

    def _beside(self, mention: Mention) -> Mention | None:
        """The first one within it; else the one that it lies in."""
        shown = self._names.visible
        within = (m for m in shown if mention.start <= m.start and m.end <= mention.end)
        around = (m for m in shown if m.start <= mention.start and mention.end <= m.end)
        found = next((m for m in within if m.span != mention.span), None)
        return found or next((m for m in around if m.span != mention.span), None)

    def _ask(self, mention: Mention) -> None:
        """Looks up what the library knows, away from the window's thread."""
        understanding = self._services.workspace.understanding
        entity = mention.entity

        def done(found: EntitySummary) -> None:
            if self.card is not None and self._shown == mention:
                self.card.show_library(self._library_words(found))

        self._services.tasks.search(
            lambda _check: understanding.entity(entity),
            done,
            lambda _unknown: None,  # the library has not counted this article yet
            topic=TOPIC,
            quiet=True,
        )

    def _library_words(self, found: EntitySummary) -> str:
        tr = self._services.tr
        places = tr.plural("{count:,} place", "{count:,} places", found.mentions)
        counted = tr.plural(
            "In the library: {places} in {count:,} article",
            "In the library: {places} in {count:,} articles",
            found.articles,
            places=places,
        )
        first, last = date_text(found.first, tr), date_text(found.last, tr)
        if first and last and first != last:
            counted = tr("{counted}, {first} to {last}", counted=counted, first=first, last=last)
        elif first or last:
            counted = tr("{counted}, {day}", counted=counted, day=first or last)
        article = self._reading.article
        names = [n for n in found.aliases if article is None or n not in article.text]
        if not names:
            return counted
        others = "、".join(short_name(name) for name in names[:MOST_NAMES])
        return counted + "\n" + tr("Elsewhere: {names}", names=others)

    # --- what the person does -----------------------------------------------------------------

    def _on_next(self) -> None:
        shown, keys = self._shown, self._by_keys
        if shown is not None:
            self._names.activate(shown)
            self._names.step_place(1)
            active = self._names.active
            if active is not None:
                self._show(active, self._surface.point_below(active.span), keys=keys)

    def _on_list(self) -> None:
        shown = self._shown
        self.hide()
        if shown is not None:
            self.list_wanted.emit(shown.entity)

    def _on_inside(self) -> None:
        shown, keys = self._shown, self._by_keys
        other = self._beside(shown) if shown is not None else None
        if other is not None:
            self._names.activate(other)
            self._show(other, self._surface.point_below(other.span), keys=keys)

    def _on_pointed(self, offset: int) -> None:
        shown = self._shown
        if shown is None or self._by_keys or self.card is None or self.card.isHidden():
            return
        if shown.start <= offset < shown.end:
            self._leaving.stop()
        elif not self._leaving.isActive():
            self._leave()

    def _leave(self) -> None:
        if not self._by_keys:
            self._leaving.start()

    def _on_scrolled(self) -> None:
        if not self._by_keys:
            self.hide()

    def _on_closed(self) -> None:
        by_keys, self._by_keys, self._shown = self._by_keys, False, None
        if by_keys:
            self._surface.setFocus(Qt.FocusReason.OtherFocusReason)
