"""A window over a real library in a temporary folder, with the real worker process."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zhupi.core.messages import ENGLISH, Translator
from zhupi.core.model import Article, Span
from zhupi.ui.app import App
from zhupi.ui.preferences import Preferences
from zhupi.ui.tasks import Tasks
from zhupi.ui.window import MainWindow
from zhupi.workspace import Workspace

WAIT = 20_000  #: milliseconds after which a test gives up; never a pause

HARBOUR = """港口城市的清晨

海平镇的渡轮每天早上六点开航。镇上的人说，海平镇没有渡轮就没有早市。

早市上卖鱼的人叫陈小满，她在这里卖了二十年鱼。陈小满说，鱼价去年涨了一成。

渡轮公司的告示贴在码头：十一月起，渡轮改为六点半开航。
"""

LIBRARY = """山里的图书馆

青石村的图书馆只有一间屋子，书架是村民自己做的。渡轮到不了这里，书靠骡子驮上山。

管理员林一禾把每本书的来历写在卡片上。
"""

RARE = """一个生僻字

地名里有一个字写作𠮷，电脑里常常显示成方框。带𠮷字的路牌一共有三块。
"""


class Desk:
    """What a test does with the window, in a person's terms."""

    harbour = HARBOUR

    def __init__(self, app: App, qtbot: QtBot, folder: Path) -> None:
        self.app = app
        self.qtbot = qtbot
        self.folder = folder
        self.bugs: list[str] = []
        self.tasks.bug.connect(self.bugs.append)

    @property
    def window(self) -> MainWindow:
        assert self.app.window is not None
        return self.app.window

    @property
    def workspace(self) -> Workspace:
        assert self.app.workspace is not None
        return self.app.workspace

    @property
    def tasks(self) -> Tasks:
        assert self.app.tasks is not None
        return self.app.tasks

    @property
    def article(self) -> Article:
        found = self.window.reading.article
        assert found is not None
        return found

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits until `condition` holds; fails where it never does, or where a bug shows."""
        expected = len(self.bugs)

        def holds() -> bool:
            done = condition()
            if not done and len(self.bugs) > expected:
                raise RuntimeError(self.bugs[-1])  # an assertion would only be tried again
            return done

        self.qtbot.waitUntil(holds, timeout=WAIT)

    def settle(self) -> None:
        """Waits until nothing is being done: no job runs, both lanes are empty."""
        self.until(lambda: not self.tasks.jobs())
        done: list[str] = []
        self.tasks.run(lambda: "store", done=done.append)
        self.until(lambda: bool(done))
        # What the first answer asked for in turn.
        self.tasks.run(lambda: "again", done=done.append)
        self.until(lambda: len(done) == 2)
        QApplication.processEvents()

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """A file to import."""
        files = self.folder / "files"
        files.mkdir(exist_ok=True)
        path = files / name
        path.write_bytes(text.encode(encoding))
        return path

    def import_paths(self, *paths: Path) -> None:
        with self.qtbot.waitSignal(self.tasks.job_done, timeout=WAIT):
            self.window.library.import_paths(paths)
        self.settle()

    def open(self, title: str) -> Article:
        """Opens the article whose title begins so."""
        found = next(
            summary
            for summary in self.workspace.summaries(self.workspace.article_ids())
            if summary.title.startswith(title)
        )
        self.window.reading.open(found.id)
        self.until(lambda: self.window.reading.article is not None)
        self.until(lambda: self.article.id == found.id)
        self.settle()
        return self.article

    def span(self, words: str, occurrence: int = 0) -> Span:
        """The range of `words` in the open article."""
        start = -1
        for _ in range(occurrence + 1):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def select(self, words: str) -> Span:
        """Selects `words` as the mouse would."""
        span = self.span(words)
        self.window.surface.select(span)
        self.window.surface.setFocus()
        return span


@pytest.fixture(scope="session")
def _lasting() -> None:
    """What was there before the first window is not looked through after every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage(_lasting: None) -> Iterator[None]:
    """Windows that hold themselves go on the thread they were made on, with their test.

    On a thread of the next test they would stop their timers from there, which Qt cannot bear
    (`zhupi.ui.garbage` for the program).
    """
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def tr() -> Translator:
    return ENGLISH


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Starts the program as `run` does, but for the event loop; closes it at the end."""
    apps: list[App] = []

    def begin(folder: Path | None = None, **settings: object) -> Desk:
        preferences = Preferences(tmp_path / f"settings-{len(apps)}.toml")
        preferences.update(**{"language": "en", "theme": "light", **settings})
        app = App(qapp, preferences)
        apps.append(app)
        assert app.open(folder or tmp_path / "library")
        desk = Desk(app, qtbot, tmp_path)
        desk.until(desk.window.isVisible)
        desk.settle()
        return desk

    yield begin
    for app in apps:
        app.close()
    qapp.setStyleSheet("")
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete: windows go with their test
    QApplication.processEvents()
    assert QDeadlineTimer(0).hasExpired()


@pytest.fixture
def desk(start: Callable[..., Desk]) -> Desk:
    """A window over an empty library."""
    return start()


@pytest.fixture
def full_desk(desk: Desk) -> Desk:
    """A window over three articles, the harbour's open."""
    paths = [
        desk.write("harbour.txt", HARBOUR),
        desk.write("library.txt", LIBRARY),
        desk.write("rare.txt", RARE),
    ]
    desk.import_paths(*paths)
    desk.open("港口")
    return desk
