"""Search while one types, the walk through matches, export, the palette, settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from zhupi.core.messages import ENGLISH, message
from zhupi.core.model import Progress, Span
from zhupi.core.protocols import Checkpoint, ReadOptions, go_on
from zhupi.core.search import SearchPage, SearchRequest, Snippet
from zhupi.ui.command_palette import CommandPalette, rank
from zhupi.ui.dialogs.export import ExportDialog
from zhupi.ui.dialogs.import_files import ImportDialog
from zhupi.ui.dialogs.reports import BugDialog, KeysDialog
from zhupi.ui.dialogs.settings import SettingsDialog
from zhupi.ui.painting import layout_height, mark_formats, one_line, wrapped
from zhupi.ui.panels.hits import snippet_marks
from zhupi.workspace import Workspace
from zhupi.workspace.jobs import ImportFiles

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def _type(desk: Desk, query: str) -> None:
    """Types a query and waits for its answer."""
    with desk.qtbot.waitSignal(desk.window.searching.answered, timeout=20_000):
        desk.window.articles.search.setText(query)
    desk.settle()


def _modal(kind: type[QDialog]) -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def test_typing_finds_every_article_with_the_word(full_desk: Desk) -> None:
    _type(full_desk, "渡轮")
    panel = full_desk.window.side.search
    assert panel.model.rowCount() == 2
    assert panel._state.text() == "2 articles"
    assert full_desk.window.side.tabs.currentIndex() == 2
    assert full_desk.window.side.tabs.tabText(2) == "Search 2"


def test_enter_steps_through_the_matches_and_on_to_the_next_article(full_desk: Desk) -> None:
    """Three matches in the harbour, one in the village; round and back again."""
    window, box = full_desk.window, full_desk.window.articles.search
    _type(full_desk, "渡轮")
    count = full_desk.article.text.count("渡轮")
    assert count > 1
    for place in range(1, count + 1):
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert window.side.search._place.text() == f"{place} / {count}"
    QTest.keyClick(box, Qt.Key.Key_Return)
    full_desk.until(lambda: full_desk.article.title == "山里的图书馆")
    full_desk.until(lambda: window.side.search._place.text() == "1 / 1")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    full_desk.until(lambda: full_desk.article.title == "港口城市的清晨")
    full_desk.until(lambda: window.side.search._place.text() == f"{count} / {count}")


def test_choosing_a_hit_opens_it_at_its_first_match(full_desk: Desk) -> None:
    _type(full_desk, "骡子")
    view = full_desk.window.side.search.view
    view.setCurrentIndex(view.model().index(0, 0))
    full_desk.until(lambda: full_desk.article.title == "山里的图书馆")
    full_desk.until(lambda: full_desk.window.side.search._place.text() == "1 / 1")


def test_nothing_found_says_so_and_ending_the_search_clears_it(full_desk: Desk) -> None:
    window = full_desk.window
    _type(full_desk, "没有这样的词")
    assert window.side.search._state.text() == "Nothing found."
    window.actions_.trigger("clear-search")
    assert window.searching.query == ""
    assert window.side.tabs.tabText(2) == "Search"


def test_escape_leads_back_to_the_text(full_desk: Desk) -> None:
    window = full_desk.window
    window.activateWindow()
    window.actions_.trigger("search")
    full_desk.until(window.articles.search.hasFocus)
    QTest.keyClick(window.articles.search, Qt.Key.Key_Escape)
    full_desk.until(window.surface.hasFocus)


def test_what_is_imported_while_searching_is_found(full_desk: Desk) -> None:
    _type(full_desk, "灯塔")
    assert full_desk.window.side.search.model.rowCount() == 0
    full_desk.import_paths(full_desk.write("light.txt", "灯塔\n\n岬角上有一座灯塔。\n"))
    full_desk.until(lambda: full_desk.window.side.search.model.rowCount() == 1)


def test_what_is_deleted_is_no_longer_found(full_desk: Desk) -> None:
    window = full_desk.window
    _type(full_desk, "早市")
    window.articles.show_article(full_desk.article.id)
    window.actions_.trigger("delete-article")
    full_desk.until(lambda: window.side.search.model.rowCount() == 0)
    assert not window.notices._error


def test_an_incomplete_answer_and_a_remark_are_told(full_desk: Desk) -> None:
    panel = full_desk.window.side.search
    _type(full_desk, "渡轮")
    panel.show_page(
        SearchPage("x AND", 1, False, 1.0, (), remark=message("Searched as it was typed.")), ""
    )
    assert panel.remark_text().splitlines() == [
        "Searched as it was typed.",
        "Incomplete: not all articles were looked at.",
    ]


def test_a_damaged_index_is_rebuilt(full_desk: Desk) -> None:
    """The index is a cache: damage costs nobody anything."""
    full_desk.window.library.rebuild_index()
    full_desk.settle()
    _type(full_desk, "渡轮")
    assert full_desk.window.side.search.model.rowCount() == 2


def test_marks_of_a_snippet_are_exact_beyond_the_basic_plane(qapp: QApplication) -> None:
    """A rare character counts two units in Qt and one in the model."""
    snippet = Snippet("写作𠮷，电脑", 10, (Span(12, 13), Span(14, 16), Span(2, 4), Span(90, 95)))
    marks = snippet_marks(snippet)
    assert [mark.of(snippet.text) for mark in marks] == ["𠮷", "电脑"]
    formats = mark_formats(snippet.text, marks, QColor("red"), QColor("black"))
    assert [(f.start, f.length) for f in formats] == [(2, 2), (5, 2)]


def test_long_text_ends_in_an_ellipsis_within_its_lines(qapp: QApplication) -> None:
    font = QFont()
    font.setPixelSize(14)
    layout = wrapped("港口城市的清晨" * 40, font, 120, 2)
    assert layout.lineCount() == 2
    assert layout.text().endswith("…")
    assert 0 < layout_height(layout) < 60
    assert QRectF(QPointF(0, 0), layout.boundingRect().size()).width() <= 121
    assert wrapped("短", font, 120, 2).text() == "短"
    assert one_line("a\nb\u2029c") == "a b c"


def test_export_of_this_article_writes_valid_json(full_desk: Desk) -> None:
    window = full_desk.window
    full_desk.select("渡轮")
    window.actions_.trigger("highlight")
    full_desk.settle()
    window.actions_.trigger("export")
    full_desk.until(lambda: isinstance(window.library.dialog, ExportDialog))
    dialog = window.library.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.format.setCurrentIndex(dialog.format.findData("web-annotation"))
    target = full_desk.folder / "out.jsonld"
    dialog.file.setText(str(target))
    assert dialog.wanted().articles == (full_desk.article.id,)
    dialog.accept()
    full_desk.settle()
    document = json.loads(target.read_text("utf-8"))
    assert document["type"] == "AnnotationPage"
    assert "1 annotation written" in window.notices.label.text()


def test_an_export_that_cannot_be_written_says_why(full_desk: Desk) -> None:
    window = full_desk.window
    window.actions_.trigger("export")
    full_desk.until(lambda: isinstance(window.library.dialog, ExportDialog))
    dialog = window.library.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.file.setText(str(full_desk.folder / "no" / "such" / "folder" / "x.csv"))
    with full_desk.qtbot.waitSignal(full_desk.tasks.problem, timeout=20_000):
        dialog.accept()
    full_desk.until(lambda: window.notices._error)


def test_the_palette_does_what_was_typed(full_desk: Desk) -> None:
    window = full_desk.window
    size = full_desk.app.preferences.now.font_pixels
    window.actions_.trigger("palette")
    palette = _modal(CommandPalette)
    assert isinstance(palette, CommandPalette)
    QTest.keyClicks(palette.field, "bigger")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    full_desk.until(lambda: full_desk.app.preferences.now.font_pixels == size + 1)


def test_every_action_is_named_once_and_keys_do_not_clash(desk: Desk) -> None:
    """Two actions with one key would make Qt do neither."""
    texts, keys = [], []
    for action in desk.window.actions_:
        texts.append(action.text)
        keys += [(key, action.name) for key in action.keys]
    assert len(set(texts)) == len(texts)
    taken = [key for key, _name in keys]
    assert len(set(taken)) == len(taken), sorted(keys)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [("", "Import", True), ("xprt", "Export annotations…", True), ("zz", "Help", False)],
)
def test_the_palette_finds_by_parts_of_words(query: str, text: str, found: bool) -> None:
    assert (rank(query, text, "name") is not None) is found


def test_settings_take_effect_while_the_dialog_is_open(full_desk: Desk) -> None:
    window = full_desk.window
    window.actions_.trigger("settings")
    dialog = _modal(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.font_size.setValue(26)
    dialog.measure.setValue(30)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(3)
    look = window.surface.look
    assert (look.font_pixels, look.measure_em, look.theme.name) == (26, 30, "dark")
    dialog.reject()


def test_keys_help_lists_the_keys(full_desk: Desk) -> None:
    full_desk.window.actions_.trigger("keys")
    dialog = _modal(KeysDialog)
    assert isinstance(dialog, KeysDialog)
    assert dialog.list.topLevelItemCount() >= 5
    dialog.reject()


def test_import_options_are_what_was_typed(desk: Desk) -> None:
    dialog = ImportDialog(ENGLISH, desk.window)
    assert not dialog.import_button.isEnabled()
    dialog.add([Path("a.txt"), Path("a.txt")])
    assert dialog.paths == (Path("a.txt"),)
    dialog.source.setText(" 海平日报 ")
    dialog.encoding.setCurrentIndex(2)
    dialog.dated.setChecked(True)
    options = dialog.options()
    assert (options.source, options.encoding) == ("海平日报", "gb18030")
    assert options.published is not None
    dialog.deleteLater()


def test_a_bug_is_shown_with_its_details_and_the_window_goes_on(full_desk: Desk) -> None:
    def fail() -> None:
        raise RuntimeError("a mistake of ours")

    full_desk.tasks.run(fail)
    full_desk.until(lambda: isinstance(QApplication.activeModalWidget(), BugDialog))
    dialog = _modal(BugDialog)
    assert isinstance(dialog, BugDialog)
    assert "a mistake of ours" in dialog.details.toPlainText()
    dialog.reject()
    _type(full_desk, "渡轮")
    assert full_desk.window.side.search.model.rowCount() == 2


def test_the_index_is_opened_before_anyone_searches(
    start: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first key is answered as fast as the others: loading Whoosh takes a third of a second."""
    asked: list[str] = []
    search = Workspace.search

    def recorded(self: Workspace, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        asked.append(request.query)
        return search(self, request, check)

    monkeypatch.setattr(Workspace, "search", recorded)
    desk = start()
    desk.until(lambda: bool(asked))
    assert not desk.window.searching.query


def test_every_panels_name_can_be_read_in_the_narrowest_window(full_desk: Desk) -> None:
    """At least while it is in front; the others show a drawing, and their name on hovering."""
    _type(full_desk, "渡轮")
    window = full_desk.window
    window.resize(window.minimumSize())
    side = window.side
    side.resize(side.minimumWidth(), side.height())
    names = ("Entities", "Annotations", "Search", "Tags", "Said")
    for number in range(side.tabs.count()):
        side.bring(number)
        QApplication.processEvents()
        last = side.tabs.tabRect(side.tabs.count() - 1)
        assert last.right() <= side.tabs.width()
        assert side.tabs.tabText(number).startswith(names[number])
        assert all(side.tabs.tabText(n) or not side.tabs.tabIcon(n).isNull() for n in range(5))


def test_what_was_done_last_is_not_said_for_ever(full_desk: Desk) -> None:
    """«Saved» beside an hour of reading tells nothing."""
    status = full_desk.window.status
    status._fade.setInterval(0)
    full_desk.select("渡轮")
    full_desk.window.annotating.highlight()
    full_desk.settle()
    full_desk.until(lambda: not status._words.text())
    status.say("Saving…", lasting=True)
    QApplication.processEvents()
    assert status._words.text() == "Saving…"


def test_files_are_dropped_onto_the_import_dialog_and_taken_off_it(desk: Desk) -> None:
    """The open dialog keeps drops from the window behind it."""
    path = desk.write("harbour.txt", desk.harbour)
    desk.window.library.ask_import()
    dialog = _modal(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert not dialog.import_button.isEnabled()
    assert not dialog.remove_button.isEnabled()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    assert list(dialog.paths) == [path]
    dialog.list.setCurrentRow(0)
    dialog.remove_button.click()
    assert not dialog.paths
    assert not dialog.remove_button.isEnabled()
    dialog.reject()


def test_an_import_of_one_file_shows_a_bar_that_runs(desk: Desk) -> None:
    """Nothing of one for half a minute looks as if it hung."""
    status = desk.window.status
    desk.tasks.job_started.emit(1001, ImportFiles((Path("many.jsonl"),), ReadOptions()))
    desk.tasks.job_progressed.emit(
        1001, Progress(0, 1, message("Reading {name}", name="many.jsonl"))
    )
    assert status._bar.maximum() == 0
    desk.tasks.job_progressed.emit(
        1001, Progress(5, 10, message("Reading {name}", name="many.jsonl"))
    )
    assert (status._bar.value(), status._bar.maximum()) == (500, 1000)
