"""Who said what in the open article: the panel, the bars in the margin, steps, copies, marks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from zhupi.core.model import Article, Span
from zhupi.core.settings import Settings
from zhupi.core.understanding import Reading
from zhupi.ui.controllers.annotating import AnnotatingController
from zhupi.ui.controllers.reading import ReadingController
from zhupi.ui.panels.sayings import SayingsPanel
from zhupi.ui.reading.quotation_layer import SaidMark
from zhupi.ui.reading.surface import ReadingSurface
from zhupi.ui.services import Services
from zhupi.ui.status import StatusBar
from zhupi.ui.understanding.sayings import Saying, copied_text, sayings


class SayingsController(QObject):
    """Keeps panel and page in step; one quotation may be the one that is looked at."""

    activated = Signal(object)  #: Saying that keys act upon, or None

    def __init__(
        self,
        services: Services,
        reading: ReadingController,
        annotating: AnnotatingController,
        surface: ReadingSurface,
        panel: SayingsPanel,
        status: StatusBar,
    ) -> None:
        super().__init__(panel)
        self._services = services
        self._reading = reading
        self._annotating = annotating
        self._surface = surface
        self._panel = panel
        self._status = status
        self._all: list[Saying] = []
        self.active: Saying | None = None
        panel.set_grouped(grouped=services.preferences.now.quotations_by_speaker)
        panel.activated.connect(self.go)
        panel.grouping_changed.connect(
            lambda grouped: services.preferences.update(quotations_by_speaker=grouped)
        )
        reading.opened.connect(self._on_opened)
        reading.understood.connect(self._on_understood)
        reading.not_understood.connect(self._on_not_understood)
        services.preferences.changed.connect(self._on_preferences)

    @property
    def all(self) -> list[Saying]:
        """Those of the open article, in order."""
        return self._all

    @property
    def marked(self) -> bool:
        """Whether the margin shows them."""
        return self._services.preferences.now.quotation_marks

    def switch_marks(self) -> None:
        self._services.preferences.update(quotation_marks=not self.marked)

    def go(self, saying: Saying) -> None:
        """Shows a quotation in the text."""
        self._set_active(saying)
        self._reading.reveal(saying.quotation.span)

    def step(self, step: int) -> None:
        """The next (or previous) quotation in the text, or of the speaker that is chosen."""
        among = sorted(self._panel.shown, key=lambda saying: saying.quotation.start)
        if not among:
            return
        active = self.active
        if active in among:
            self.go(among[(among.index(active) + step) % len(among)])
            return
        place = active.quotation.start if active else self._surface.first_visible_offset()
        if step > 0:
            self.go(next((s for s in among if s.quotation.start >= place), among[0]))
        else:
            self.go(next((s for s in reversed(among) if s.quotation.start < place), among[-1]))

    def copy(self) -> None:
        """Puts the active quotation on the clipboard, with who said it and where."""
        article = self._reading.article
        if self.active is None:
            self._hint()
        elif article is not None:
            # Half a character of UTF-16 cannot be put there.
            words = copied_text(self.active, article, self._services.tr)
            clean = words.encode("utf-8", "replace").decode("utf-8")
            QGuiApplication.clipboard().setText(clean)
            self._status.say(self._services.tr("Quotation copied"))

    def highlight(self) -> None:
        """Marks the active quotation."""
        if self._select():
            self._annotating.highlight()

    def tag(self) -> None:
        """Asks for the tags of the active quotation."""
        if self._select():
            self._annotating.write_tags()

    # --- within -------------------------------------------------------------------------------

    def _select(self) -> bool:
        if self.active is None:
            self._hint()
            return False
        self._reading.reveal(self.active.quotation.span)
        self._surface.select(self.active.quotation.span)
        self._surface.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _hint(self) -> None:
        self._status.say(self._services.tr("Choose a quotation first: press Q."))

    def _set_active(self, saying: Saying | None) -> None:
        self.active = saying
        self._surface.set_active_quotation(None if saying is None else _mark(saying))
        self._panel.choose(None if saying is None else saying.quotation.span)
        self.activated.emit(saying)

    def _on_opened(self, article: Article | None) -> None:
        self._all = []
        self._panel.clear("" if article is None else self._services.tr("Looking for quotations…"))
        self._set_active(None)
        self._show_marks()

    def _on_understood(self, found: Reading) -> None:
        article = self._reading.article
        if article is None:
            return
        before: Span | None = self.active.quotation.span if self.active else None
        self._all = sayings(article, found.quotations)
        self._panel.show_sayings(self._all)
        again = next((s for s in self._all if s.quotation.span == before), None)
        self._set_active(again)
        self._show_marks()

    def _on_not_understood(self) -> None:
        self._panel.clear(self._services.tr("Quotations could not be looked for."))

    def _show_marks(self) -> None:
        marks = [_mark(saying) for saying in self._all] if self.marked else []
        self._surface.set_quotations(marks, None if self.active is None else _mark(self.active))

    def _on_preferences(self, before: Settings, now: Settings) -> None:
        if before.quotation_marks != now.quotation_marks:
            self._show_marks()


def _mark(saying: Saying) -> SaidMark:
    return SaidMark(saying.quotation.span, saying.label, saying.direct)
