"""The whole main job, as a reader does it: import, read, search, tag, export, come back.

Once on the two real articles that lie beside the repository, and once on the sample articles for
those who do not have them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import zhupi
from zhupi.__main__ import main
from zhupi.core.model import AnnotationFilter, AnnotationState, Label, Span
from zhupi.core.paths import sample_articles
from zhupi.ui.app import App
from zhupi.ui.preferences import Preferences
from zhupi.ui.window import MainWindow
from zhupi.workspace import Workspace

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
WAIT = 30_000  #: milliseconds after which a test gives up; never a pause
HELPER = Path(__file__).with_name("annotate_and_wait.py")


@dataclass(frozen=True)
class Story:
    """What is read, and what a reader knows of it."""

    folder: Path
    files: tuple[str, str]
    title: str  #: of the first file's article
    person: str  #: somebody named in it, several times
    query: str  #: two words that stand in both articles
    passages: tuple[str, str]  #: two overlapping passages of the first
    third: str


REAL = Story(
    SEEDS,
    ("002_9e4b5e2c167c1a2d.txt", "000_4d39b790cb4a6113.txt"),
    "美国主动邀请王毅访美：希望中方能够接受邀请，不过具体日期尚未确定",
    "王毅",
    "布林肯 雷蒙多",
    (
        "重回巴厘岛议程。下一步的关键是拿出实际行动",
        "下一步的关键是拿出实际行动，争取两国关系重回正确轨道",
    ),
    "价值3.45亿美元的军事援助",
)
SAMPLES = Story(
    sample_articles(),
    ("06-中美建交.txt", "04-上海公报.md"),
    "从联合公报到一月一日：中美建交的最后半年",
    "邓小平",
    "上海公报 建交",
    ("宣布自1979年1月1日起互相承认并建立外交关系", "建立外交关系。两天之后"),
    "柴泽民和伍德科克成为首任大使",
)


class Reader:
    """A person at the window."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self.app = app
        self.qtbot = qtbot

    @property
    def window(self) -> MainWindow:
        assert self.app.window is not None
        return self.app.window

    @property
    def workspace(self) -> Workspace:
        assert self.app.workspace is not None
        return self.app.workspace

    @property
    def text(self) -> str:
        assert self.window.reading.article is not None
        return self.window.reading.article.text

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT)

    def idle(self) -> None:
        tasks = self.app.tasks
        assert tasks is not None
        self.until(lambda: not tasks.jobs())

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        before = len(self.workspace.article_ids())
        self.window.dropEvent(
            QDropEvent(
                QPointF(20, 20),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        self.until(lambda: len(self.workspace.article_ids()) > before)
        self.idle()

    def read(self, title: str) -> None:
        [found] = [
            s for s in self.workspace.summaries(self.workspace.article_ids()) if s.title == title
        ]
        reading = self.window.reading
        reading.open(found.id)
        self.until(lambda: reading.article is not None and reading.article.id == found.id)
        self.until(lambda: reading.mentions is not None)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is not None)
        self.window.surface.setFocus()
        QTest.keyClick(self.window.surface, key, modifier or Qt.KeyboardModifier.NoModifier)

    def select(self, words: str) -> Span:
        start = self.text.index(words)
        span = Span(start, start + len(words))
        self.window.surface.select(span)
        assert self.window.surface.selected_span() == span
        return span

    def shown(self) -> list[str]:
        return [a.quote for a in self.window.reading.annotations]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], Reader]]:
    apps: list[App] = []

    def begin() -> Reader:
        for app in apps:
            app.close()
        preferences = Preferences(tmp_path / "settings.toml")
        preferences.update(language="en", theme="light")
        apps.append(App(qapp, preferences))
        assert apps[-1].open(tmp_path / "library")
        reader = Reader(apps[-1], qtbot)
        reader.until(reader.window.isVisible)
        return reader

    yield begin
    for app in apps:
        app.close()
    qapp.setStyleSheet("")
    QApplication.sendPostedEvents(None, 52)  # deferred deletions: windows go with their test
    QApplication.processEvents()


@pytest.mark.parametrize(
    "story",
    [pytest.param(REAL, marks=pytest.mark.seeds, id="real"), pytest.param(SAMPLES, id="samples")],
)
def test_the_whole_job(
    story: Story,
    start: Callable[[], Reader],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not story.folder.is_dir():
        pytest.skip("THE SEED ARTICLES ARE NOT BESIDE THE REPOSITORY: the whole job is untested")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    files = [story.folder / name for name in story.files]
    reader = start()
    _import(reader, files)
    _read(reader, story)
    _search(reader, story)
    _annotate(reader, story)
    before = reader.workspace.annotations()

    reader = start()  # closed and opened again
    assert reader.workspace.annotations() == before
    reader.read(story.title)
    assert sorted(reader.shown()) == sorted([*story.passages, story.third])
    _step_through_history(reader)
    _export(reader, tmp_path)
    reader.app.close()
    _kill(reader, story, tmp_path)
    _command_line_agrees(tmp_path, story, capfd)


def _import(reader: Reader, files: list[Path]) -> None:
    reader.drop(files[0])
    reader.drop(files[1])
    ids = reader.workspace.article_ids()
    assert len(ids) == 2
    reader.window.library.import_paths(files)
    reader.idle()
    assert reader.workspace.article_ids() == ids
    assert reader.workspace.check() == []


def _read(reader: Reader, story: Story) -> None:
    reader.read(story.title)
    text = reader.text
    assert text.startswith(story.title)
    assert text.count(story.title) == 1
    assert "![" not in text
    assert "**" not in text
    mentions = reader.window.reading.mentions
    assert mentions
    people = [m for m in mentions if m.label is Label.PERSON and m.span.of(text) == story.person]
    assert len(people) == text.count(story.person)
    entities = reader.window.side.entities
    entities.choose(people[0])
    reader.window.reading.reveal(people[0].span)


def _search(reader: Reader, story: Story) -> None:
    window = reader.window
    box = window.articles.search
    box.setFocus()
    box.clear()
    _type_chinese(box, story.query)
    reader.until(lambda: window.searching.query == story.query)
    panel = window.side.search
    reader.until(lambda: panel.model.rowCount() == 2)
    assert reader.window.reading.article is not None
    expected = reader.workspace.matches(story.query, reader.window.reading.article.id)
    words = story.query.split()
    assert [span.of(reader.text) for span in expected]
    assert {span.of(reader.text) for span in expected} <= set(words)
    QTest.keyClick(box, Qt.Key.Key_Return)
    reader.until(lambda: panel.place_text() == f"1 / {len(expected)}")
    QTest.keyClick(box, Qt.Key.Key_Return)
    reader.until(lambda: panel.place_text() == f"2 / {len(expected)}")
    window.clear_search()


def _type_chinese(box: QWidget, text: str) -> None:
    """As an input method does: each word is committed whole."""
    for word in text.replace(" ", "| |").split("|"):
        event = QInputMethodEvent()
        event.setCommitString(word)
        QApplication.sendEvent(box, event)


def _annotate(reader: Reader, story: Story) -> None:
    annotating = reader.window.annotating
    first = reader.select(story.passages[0])
    reader.key(Qt.Key.Key_T)
    assert annotating.form is not None
    field = annotating.form.tag_field
    assert field is not None
    field.setText("外交/会晤, 表态")
    QTest.keyClick(field, Qt.Key.Key_Return)
    reader.until(lambda: len(reader.shown()) == 1)
    second = reader.select(story.passages[1])
    assert first.overlaps(second)
    reader.key(Qt.Key.Key_N)
    assert annotating.form is not None
    note = annotating.form.note_field
    assert note is not None
    note.setPlainText("=核对\n原话")
    QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reader.until(lambda: len(reader.shown()) == 2)
    reader.select(story.third)
    reader.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    reader.until(lambda: len(reader.shown()) == 3)
    # It is shown before it is written.
    reader.until(lambda: len(reader.workspace.annotations()) == 3)
    there = reader.window.surface.annotations_at(second.start)
    assert len(there) == 2


def _step_through_history(reader: Reader) -> None:
    before = reader.workspace.annotations()
    for left in (2, 1, 0):
        reader.window.history.undo()
        reader.until(lambda left=left: len(reader.shown()) == left)  # type: ignore[misc]
    for back in (1, 2, 3):
        reader.window.history.redo()
        reader.until(lambda back=back: len(reader.shown()) == back)  # type: ignore[misc]
    assert reader.workspace.annotations() == before


def _export(reader: Reader, folder: Path) -> None:
    made = reader.workspace.annotations()
    written = {}
    for exporter in reader.workspace.export_formats():
        file = folder / f"notes{exporter.suffix}"
        assert reader.workspace.export(exporter.name, AnnotationFilter(), file) == len(made)
        written[exporter.name] = file.read_text("utf-8-sig")
    page = json.loads(written["web-annotation"])
    assert page["type"] == "AnnotationPage"
    for item in page["items"]:
        selectors = {s["type"]: s for s in item["target"]["selector"]}
        position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
        assert reader.text[position["start"] : position["end"]] == quote["exact"]
    rows = list(csv.DictReader(io.StringIO(written["csv"])))
    assert {row["quote"] for row in rows} == {a.quote for a in made}
    assert [row["note"] for row in rows if row["note"]] == ["'=核对\n原话"]
    for annotation in made:
        assert annotation.quote in written["markdown"].replace("\\", "")
    assert "http-equiv" in written["html"]
    assert all(title in written["html"] for title in [reader.text.split("\n")[0]])


def _kill(reader: Reader, story: Story, folder: Path) -> None:
    """What the window shows is on disk: it is killed the moment it does."""
    library = folder / "library"
    opened = Workspace.open(library, "test", access="read")
    before = opened.annotations()
    opened.close()
    words = story.title[:6]
    with subprocess.Popen(
        [
            sys.executable,
            str(HELPER),
            str(library),
            str(folder / "settings.toml"),
            story.title,
            words,
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(zhupi.__file__).parents[1])},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "shown\n"
        program.kill()
    opened = Workspace.open(library, "test")
    try:
        assert not opened.read_only
        after = opened.annotations()
        [new] = [a for a in after if a not in before]
        assert (new.quote, new.color, new.state) == (words, "purple", AnnotationState.RESOLVED)
        assert [a for a in after if a in before] == before
        assert opened.check() == []
    finally:
        opened.close()


def _command_line_agrees(folder: Path, story: Story, capfd: pytest.CaptureFixture[str]) -> None:
    """Everything the window did can be seen, and taken back, from the command line."""

    def run(*words: str) -> object:
        capfd.readouterr()
        assert main(["--library", str(folder / "library"), "--json", *words]) == 0
        return json.loads(capfd.readouterr().out)

    listed = run("annotations", "--tag", "外交")
    assert isinstance(listed, list)
    assert [item["quote"] for item in listed] == [story.passages[0]]
    assert listed[0]["tags"] == ["外交/会晤", "表态"]
    page = run("search", story.query)
    assert isinstance(page, dict)
    assert page["total"] == 2
    undone = run("undo")
    assert isinstance(undone, dict)
    assert len(undone["annotations"]) == 1
    everything = run("annotations")
    assert isinstance(everything, list)
    assert len(everything) == 3
