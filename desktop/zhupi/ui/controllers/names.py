"""Which names and times of the open article are shown, and which of them keys act upon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from zhupi.core.model import Label, Mention, Span
from zhupi.core.settings import MENTION_THRESHOLDS, Settings
from zhupi.core.understanding import EntitySummary
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.panels.entities import EntitiesPanel
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services

EVERY_LABEL = frozenset(Label)


class NamesController(QObject):
    """Keeps the page and the panel of entities in step, and steps from mention to mention.

    Invariant: what is less certain than the setting says is nowhere to be seen.
    """

    activated = Signal(object)  #: Mention that keys act upon now, or None

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        surface: ReadingSurface,
        panel: EntitiesPanel,
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._reading = reading
        self._surface = surface
        self._panel = panel
        self._on = True
        self._shown: tuple[Mention, ...] = ()
        self._expected: Span | None = None
        self._article = ""  # whose mentions these are
        self.active: Mention | None = None
        hidden = services.preferences.now.hidden_labels
        self._hidden = frozenset(label for label in Label if label.value in hidden)
        panel.set_hidden(self._hidden)
        panel.mention_wanted.connect(self.go)
        panel.hidden_changed.connect(self._on_hidden)
        panel.more_wanted.connect(lambda: self.step_threshold(-1))
        surface.mention_activated.connect(self.activate)
        reading.mentions_changed.connect(self._show)
        reading.not_understood.connect(panel.show_failed)
        services.preferences.changed.connect(self._on_preferences)
        self._show_labels()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Those of the open article that are certain enough, in order."""
        return self._shown

    @property
    def visible(self) -> list[Mention]:
        """Those of them whose kind is shown in the text."""
        if not self._on:
            return []
        return [mention for mention in self._shown if mention.label not in self._hidden]

    def places_of(self, mention: Mention) -> list[Mention]:
        """All mentions of what `mention` names."""
        key = (mention.label, mention.entity)
        return [each for each in self._shown if (each.label, each.entity) == key]

    def expect(self, place: Span) -> None:
        """Makes what will stand there the active one, as soon as it does."""
        self._expected = place
        self._take_expected()

    def show_entity(self, entity: EntitySummary) -> None:
        """Goes to the first place of the open article that names one of the library's."""
        article = self._reading.article
        called = {entity.name, *entity.aliases}
        for mention in self._shown if article is not None else ():
            words = mention.span.of(article.text) if article is not None else ""
            if mention.label is entity.label and (mention.entity == entity.id or words in called):
                self.go(mention)
                return

    # --- what is shown ------------------------------------------------------------------------

    @property
    def on(self) -> bool:
        return self._on

    def switch(self) -> None:
        """Shows or hides all that is marked of names and times at once."""
        self._on = not self._on
        self.activate(None)
        self._show_labels()

    def step_threshold(self, step: int) -> None:
        """Shows less certain ones, too (-1), or only surer ones (+1)."""
        now = self._services.preferences.now.mention_threshold
        further = [t for t in MENTION_THRESHOLDS if (t > now if step > 0 else t < now)]
        if further:
            self._services.preferences.update(
                mention_threshold=further[0] if step > 0 else further[-1]
            )

    def can_step_threshold(self, step: int) -> bool:
        now = self._services.preferences.now.mention_threshold
        return now < MENTION_THRESHOLDS[-1] if step > 0 else now > MENTION_THRESHOLDS[0]

    # --- from one to the next -----------------------------------------------------------------

    def activate(self, mention: Mention | None) -> None:
        """Makes it the one that keys act upon."""
        if mention == self.active:
            return
        self.active = mention
        self._surface.set_active_mention(mention)
        if mention is not None:
            self._panel.choose(mention)
        self.activated.emit(mention)

    def go(self, mention: Mention) -> None:
        """Shows a mention in the text."""
        self.activate(mention)
        self._reading.reveal(mention.span)

    def step(self, step: int) -> None:
        """The next (or previous) name or time in the text, whatever it names; outer ones only."""
        self._go_on(_outermost(self.visible), step)

    def step_place(self, step: int) -> None:
        """The next (or previous) place of what the active one names."""
        if self.active is not None:
            self._go_on(self.places_of(self.active), step)
        else:
            self.step(step)

    def step_entity(self, step: int) -> None:
        """The next (or previous) in the text that names something else."""
        active = self.active
        if active is None:
            self.step(step)
            return
        key = (active.label, active.entity)
        others = [m for m in _outermost(self.visible) if (m.label, m.entity) != key]
        self._go_on(others, step)

    def step_inside(self) -> None:
        """The next of those that lie in each other, from the outermost inwards and round again."""
        active = self.active
        if active is None:
            self.step(1)
            return
        nested = [m for m in self.visible if m.start <= active.start and active.end <= m.end]
        outer = min(nested, key=lambda m: (m.start, -m.end), default=active)
        within = [m for m in self.visible if outer.start <= m.start and m.end <= outer.end]
        if len(within) > 1 and active in within:
            self.go(within[(within.index(active) + 1) % len(within)])

    def at(self, offset: int) -> Mention | None:
        """The visible mention at a place of the text: the active one, or the outermost."""
        found = self._surface.mentions_at(offset)
        if self.active in found:
            return self.active
        return found[0] if found else None

    # --- within -------------------------------------------------------------------------------

    def _go_on(self, among: Sequence[Mention], step: int) -> None:
        if not among:
            return
        active = self.active
        if active in among:
            self.go(among[(among.index(active) + step) % len(among)])
            return
        # From where one is, or else from the top of the page.
        place = active.start if active is not None else self._surface.first_visible_offset()
        if step > 0:
            self.go(next((m for m in among if m.start >= place), among[0]))
        else:
            self.go(next((m for m in reversed(among) if m.start < place), among[-1]))

    def _show(self) -> None:
        article, mentions = self._reading.article, self._reading.mentions
        if article is None or mentions is None:
            self._shown = ()
            self._surface.set_mentions(())
            self.activate(None)
            if article is None:
                self._panel.clear()
            else:
                self._panel.show_waiting()
            return
        if article.id != self._article:
            self.activate(None)
            self._expected = None
        self._article = article.id
        least = self._services.preferences.now.mention_threshold
        self._shown = tuple(m for m in mentions if m.confidence >= least)
        self._surface.set_mentions(self._shown)
        self._panel.show_mentions(article.text, self._shown, len(mentions) - len(self._shown))
        self._keep_active()
        self._take_expected()

    def _take_expected(self) -> None:
        found = next((m for m in self._shown if m.span == self._expected), None)
        if found is not None:
            self._expected = None
            self.activate(found)

    def _keep_active(self) -> None:
        """What was corrected stays the one keys act upon: it stands where it stood."""
        before = self.active
        if before is None or before in self._shown:
            return
        same = (m for m in self._shown if m.start <= before.start and before.end <= m.end)
        self.activate(min(same, key=lambda m: m.end - m.start, default=None))

    def _on_hidden(self, hidden: frozenset[Label]) -> None:
        self._hidden = hidden
        self._on = True
        names = tuple(sorted(label.value for label in hidden))
        self._services.preferences.update(hidden_labels=names)
        self._show_labels()

    def _show_labels(self) -> None:
        shown = EVERY_LABEL - self._hidden if self._on else frozenset[Label]()
        self._surface.set_visible_labels(shown)

    def _on_preferences(self, before: Settings, now: Settings) -> None:
        if before.mention_threshold != now.mention_threshold:
            self._show()


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Those that lie in no other; `mentions` are sorted by start, longest first."""
    found: list[Mention] = []
    for mention in mentions:
        if not found or mention.end > found[-1].end:
            found.append(mention)
    return found
