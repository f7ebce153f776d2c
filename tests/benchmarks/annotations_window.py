"""From a key press to the highlight on the screen, in an article with very many annotations.

The window is the real one, over a library of its own with one synthetic article; keys go through
Qt's event queue, and what counts is the end of the paint event in which the highlight is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.benchmarks import corpus

from zhupi.core.model import Annotation, Span
from zhupi.store import Store
from zhupi.ui.app import App
from zhupi.ui.preferences import Preferences
from zhupi.ui.reading.marked_page import MarkedPage
from zhupi.ui.window import ANNOTATIONS_TAB, MainWindow
from zhupi.workspace import Workspace

CHARACTERS = 100_000
ANNOTATIONS = 20_000
INDEXING = 5.0  #: seconds that the index may take after a change, before the next one is made
PATIENCE = 600.0  #: seconds until something that never comes counts as broken


class DenseArticle:
    """A window over one long article, full of annotations."""

    def __init__(self, folder: Path, annotations: int = ANNOTATIONS) -> None:
        self.library = folder / "dense"
        self._make(annotations)
        qt = QApplication.instance() or QApplication([])
        assert isinstance(qt, QApplication)
        preferences = Preferences(folder / "settings-dense.toml")
        preferences.update(upkeep=False)  # chores would take turns with what is measured
        self.app = App(qt, preferences)
        self._round = 0
        self._shows: Callable[[], bool] | None = None
        self._look: Callable[[], None] | None = None
        self._listen()

    def _make(self, count: int) -> None:
        article = corpus.make_article(CHARACTERS)
        store = Store.create(self.library, "bench")
        store.add_articles([article])
        if count:
            store.add_annotations(corpus.make_annotations(article, count))
        store.close()
        workspace = Workspace.open(self.library, "bench")
        workspace.mentions(article.id)
        workspace.sync_index()
        workspace.close()

    @property
    def window(self) -> MainWindow:
        assert self.app.window is not None
        return self.app.window

    # --- what is measured, in milliseconds ----------------------------------------------------

    def opening(self) -> float:
        """From asking for the article to its first paint, cards and all, in the open window."""
        if self.app.window is None:
            self.app.open(self.library)
            self.wait(lambda: self.window.has_article)
            # Keys are shortcuts, which only an active window has.
            self.window.activateWindow()
            self.wait(lambda: QApplication.activeWindow() is not None)
            self.settle()
        window = self.window
        article = window.reading.article
        assert article is not None
        window.reading.close()
        loop = QEventLoop()
        window.surface.first_painted.connect(loop.quit)
        began = time.perf_counter()
        window.reading.open(article.id)
        loop.exec()
        passed = time.perf_counter() - began
        window.surface.first_painted.disconnect(loop.quit)
        self.settle()
        return passed * 1000

    def show_cards(self, *, shown: bool) -> None:
        """Brings the panel of cards to the front, or that of entities."""
        self.window.show_panel(ANNOTATIONS_TAB if shown else 0)
        self.settle()

    def highlight(self) -> tuple[float, float]:
        """From the key H on a selection to its highlight painted, and to «Saved»."""
        window = self.window
        span = self._next_place()
        window.surface.reveal(span)
        window.surface.setFocus()
        window.surface.select(span)
        window.surface._tell_selection()
        self.settle()
        said: list[float] = []
        say = window.status.say

        def listening(text: str, *, lasting: bool = False) -> None:
            if text == self.app.tr_("Saved"):
                said.append(time.perf_counter())
            say(text, lasting=lasting)

        window.status.say = listening  # type: ignore[method-assign]
        with self._watching(lambda: self._shown(span)) as painted:
            began = time.perf_counter()
            QTest.keyClick(window.surface, Qt.Key.Key_H)
            self.wait(lambda: bool(painted and said))
        del window.status.say
        self.settle()
        return (painted[0] - began) * 1000, (said[0] - began) * 1000

    def undoing(self) -> tuple[float, float]:
        """From asking for undo of the last highlight to the passage painted without it, and from
        asking for redo until it is painted again."""
        span = self._place(self._round)
        times = []
        for redo in (False, True):
            history = self.window.history
            with self._watching(lambda redo=redo: self._shown(span) is redo) as painted:  # type: ignore[misc]
                began = time.perf_counter()
                (history.redo if redo else history.undo)()
                self.wait(lambda painted=painted: bool(painted))  # type: ignore[misc]
            self.settle()
            times.append((painted[0] - began) * 1000)
        return times[0], times[1]

    def selecting(self) -> float:
        """One step of a selection being dragged: a mouse move until its paint event ended."""
        surface = self.window.surface
        area = surface.viewport()
        start = QPointF(area.width() / 2 - 200, area.height() / 2)
        self._mouse(QMouseEvent.Type.MouseButtonPress, start)
        times = []
        for step in range(1, 13):
            with self._watching(lambda: True) as painted:
                began = time.perf_counter()
                self._mouse(QMouseEvent.Type.MouseMove, start + QPointF(30 * step, 8 * step))
                self.wait(lambda: bool(painted))
            times.append(painted[0] - began)
        self._mouse(QMouseEvent.Type.MouseButtonRelease, start)
        surface.clear_selection()
        self.settle()
        return sorted(times)[len(times) // 2] * 1000

    def scrolling(self) -> float:
        """One step of the wheel until its paint event ended."""
        bar = self.window.surface.verticalScrollBar()
        times = []
        for _step in range(12):
            with self._watching(lambda: True) as painted:
                began = time.perf_counter()
                bar.setValue(bar.value() + 120)
                self.wait(lambda: bool(painted))
            times.append(painted[0] - began)
        return sorted(times)[len(times) // 2] * 1000

    def hovering(self) -> float:
        """One move of the mouse with no button, over the text."""
        area = self.window.surface.viewport()
        moves = [QPointF(area.width() / 2 - 200 + 9 * n, area.height() / 2) for n in range(40)]
        began = time.perf_counter()
        for move in moves:
            self._mouse(QMouseEvent.Type.MouseMove, move, button=False)
        return (time.perf_counter() - began) * 1000 / len(moves)

    # --- within -------------------------------------------------------------------------------

    def _place(self, number: int) -> Span:
        """A passage within a paragraph; another one for each number."""
        article = self.window.reading.article
        assert article is not None
        start = 2_000 + number * 3_517 % (CHARACTERS - 4_000)
        while "\n" in article.text[start : start + 14]:
            start += 1
        return Span(start, start + 14)

    def _next_place(self) -> Span:
        self._round += 1
        return self._place(self._round)

    def _shown(self, span: Span) -> bool:
        """Whether what is painted now has a highlight of exactly this passage, firm or not."""
        if span in self.window.surface.pending:
            return True
        return any(found.span == span for found in self._over(span.start))

    def _over(self, offset: int) -> list[Annotation]:
        return self.window.surface.annotations_over(offset)

    @contextmanager
    def _watching(self, shown: Callable[[], bool]) -> Iterator[list[float]]:
        """When the first paint event ended that showed what is waited for."""
        found: list[float] = []
        self._look = lambda: found.append(time.perf_counter()) if not found else None
        self._shows = shown
        try:
            yield found
        finally:
            self._look = self._shows = None

    def _listen(self) -> None:
        """Has every paint event of an article tell when it ended.

        Before there is a page: Shiboken looks up only once what a class overrides.
        """
        paint = MarkedPage.paintEvent

        def painting(page: MarkedPage, event: QPaintEvent) -> None:
            there = self._shows is not None and self._shows()
            paint(page, event)
            if there and self._look is not None:
                self._look()

        MarkedPage.paintEvent = painting  # type: ignore[method-assign, assignment]

    def _mouse(self, kind: QMouseEvent.Type, at: QPointF, *, button: bool = True) -> None:
        area = self.window.surface.viewport()
        pressed = Qt.MouseButton.LeftButton if button else Qt.MouseButton.NoButton
        which = Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseMove else pressed
        everywhere = QPointF(area.mapToGlobal(QPoint(0, 0))) + at
        event = QMouseEvent(kind, at, everywhere, which, pressed, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(area, event)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Sleeps in the event loop until `condition` holds, as the program does."""
        end = time.monotonic() + PATIENCE
        loop, clock = QEventLoop(), QTimer()
        clock.timeout.connect(
            lambda: loop.quit() if condition() or time.monotonic() > end else None
        )
        clock.start(1)
        loop.exec()
        if not condition():
            jobs = self.app.tasks.jobs() if self.app.tasks else []
            raise RuntimeError(f"What was waited for never came; at work: {jobs}")

    def settle(self) -> None:
        """Waits until the store has nothing left to do, and a while for the index's worker."""
        assert self.app.tasks is not None
        tasks = self.app.tasks
        for _turn in range(3):
            done: list[bool] = []
            tasks.run(lambda: True, done=done.append)
            self.wait(lambda done=done: bool(done))  # type: ignore[misc]
        end = time.monotonic() + INDEXING
        self.wait(lambda: not tasks.jobs() or time.monotonic() > end)

    def close(self) -> None:
        self.app.close()
