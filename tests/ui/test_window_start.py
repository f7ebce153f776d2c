"""Starting, libraries that cannot be opened, long lists, names for those who listen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from zhupi.core.messages import ENGLISH
from zhupi.core.model import Article, Block, BlockKind, Change, new_article_id
from zhupi.store import Store
from zhupi.ui.app import App, run
from zhupi.ui.articles.model import PAGE, ArticleModel, IdRole, SummaryRole
from zhupi.ui.preferences import Preferences
from zhupi.ui.tasks import Tasks
from zhupi.workspace import Workspace

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def test_the_windows_process_loads_no_slow_library_before_its_first_paint() -> None:
    """Readers wait for the window; trafilatura, Whoosh and numpy belong to the worker."""
    program = (
        "import sys, zhupi.ui.app; "
        "print(','.join(m for m in ('trafilatura', 'whoosh', 'numpy', 'lxml') if m in sys.modules))"
    )
    root = Path(__file__).parents[2] / "desktop"
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == ""


def test_a_folder_that_is_no_library_offers_others(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence and three ways on: another one, a new one, or leave."""
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "holiday.jpg").write_bytes(b"x")
    sentences: list[str] = []

    def choose_another(box: QMessageBox) -> int:
        sentences.append(box.text())
        button = next(b for b in box.buttons() if "another" in b.text())
        monkeypatch.setattr(box, "clickedButton", lambda: button)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", choose_another)
    good = tmp_path / "good"
    good.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(good))
    preferences = Preferences(tmp_path / "settings.toml")
    preferences.update(language="en")
    app = App(qapp, preferences)
    assert app.open(folder)
    assert len(sentences) == 1
    assert str(folder) in sentences[0]
    assert app.workspace is not None
    assert app.workspace.folder == good
    assert preferences.now.library == str(good)
    app.close()


def test_leaving_at_a_bad_library_ends_the_program(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database, not at all" * 99)
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: None)
    app = App(qapp, Preferences(tmp_path / "settings.toml"))
    assert not app.open(tmp_path)
    app.close()


def test_another_library_replaces_the_window(
    full_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(other))
    full_desk.window.actions_.trigger("open-library")
    assert full_desk.workspace.folder == other
    full_desk.until(full_desk.window.panes.welcome.import_button.isVisible)


def test_an_article_asked_for_before_the_list_came_stays_open(
    full_desk: Desk, qapp: QApplication
) -> None:
    """The list opens its first article by itself only where nobody asked for another."""
    folder = full_desk.workspace.folder
    last = full_desk.workspace.article_ids()[-1]
    full_desk.app.close()
    app = App(qapp, Preferences(full_desk.folder / "settings-early.toml"))
    assert app.open(folder)
    assert app.window is not None
    assert app.tasks is not None
    window, done = app.window, list[int]()
    window.reading.open(last)
    full_desk.until(lambda: window.articles.view.model().rowCount() == 3)
    full_desk.until(lambda: window.reading.article is not None)
    app.tasks.run(lambda: 1, done=done.append)
    full_desk.until(lambda: bool(done))
    assert window.reading.article is not None
    assert window.reading.article.id == last
    app.close()


def test_sizes_of_window_and_panes_are_remembered(start: Callable[..., Desk]) -> None:
    desk = start()
    desk.window.close()
    assert desk.app.preferences.now.window
    assert desk.app.preferences.now.panes


def _article(number: int) -> Article:
    title, text = f"第{number:05}号", f"第{number:05}号\n正文"
    blocks = (Block(BlockKind.TITLE, 0, 7), Block(BlockKind.PARAGRAPH, 8, 10))
    return Article(new_article_id(title, text), title, text, blocks)


def test_a_long_list_fetches_only_what_is_looked_at(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred thousand articles must not be read to show ten."""
    store = Store.create(tmp_path / "long", "test")
    store.add_articles([_article(n) for n in range(5 * PAGE)])
    store.close()
    workspace = Workspace.open(tmp_path / "long", "test")
    asked: list[int] = []
    fetch = workspace.summaries

    def counted(ids: list[str]) -> object:
        asked.append(len(ids))
        return fetch(ids)

    monkeypatch.setattr(workspace, "summaries", counted)
    tasks = Tasks(lambda: pytest.fail("no job was asked for"))
    model = ArticleModel(workspace, tasks, ENGLISH)
    with qtbot.waitSignal(model.loaded):
        model.reload()
    assert model.rowCount() == 5 * PAGE
    assert model.rowCount(model.index(0)) == 0
    assert asked == []
    assert model.index(3 * PAGE).data() is None
    with qtbot.waitSignal(model.dataChanged):
        model.index(3 * PAGE + 1).data(SummaryRole)
    assert asked == [PAGE]
    assert str(model.index(3 * PAGE).data()).startswith("第")
    assert model.row_of(str(model.index(7).data(IdRole))) == 7
    with qtbot.waitSignal(model.dataChanged):
        tasks.changed.emit(Change("annotate", annotations=("x",)))
    assert asked == [PAGE, PAGE]
    assert model.data(QModelIndex()) is None
    tasks.close()
    workspace.close()


def test_everything_the_keyboard_reaches_has_a_name(full_desk: Desk) -> None:
    """Tab goes through all three panes, and a screen reader says where it is."""
    window = full_desk.window
    nameless, seen = [], set[str]()
    for panel in range(3):
        window.show_panel(panel)
        widget: QWidget | None = window.articles.search
        for _ in range(200):
            assert widget is not None
            tabbed = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
            if tabbed and widget.isVisible() and widget.isEnabled() and not widget.focusProxy():
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                name = widget.accessibleName() or text
                seen.add(name)
                if not name:
                    nameless.append((type(widget).__name__, type(widget.parent()).__name__))
            widget = widget.nextInFocusChain()
            if widget is window.articles.search:
                break
    assert nameless == []
    assert {"Search", "Articles", "Article", "Entities", "Annotations", "Panels"} <= seen


def test_without_a_display_the_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Qt would abort the process, with a core dump for a sentence."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(tmp_path / "library", settings_path=tmp_path / "settings.toml") == 1
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "library").exists()


def test_tab_goes_through_the_window_as_one_reads_it_and_round_again(full_desk: Desk) -> None:
    """The search box, the list, the article, the panel: none is left out, none is a trap."""
    window = full_desk.window
    assert QApplication.focusWidget() is not window.articles.search  # letters are for reading
    window.show_panel(1)
    window.focus_search()
    seen: list[QWidget] = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen[0] is QApplication.focusWidget() is window.articles.search
    annotations = window.side.annotations
    wanted = [
        window.articles.search,
        window.articles.view,
        window.surface,
        window.side.tabs,
        annotations.scope_box,
        annotations.view,
    ]
    assert [widget for widget in seen if widget in wanted] == wanted
