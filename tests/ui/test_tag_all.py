"""Tagging all occurrences: from the selection or a search, by way of the concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from zhupi.core.model import Tag
from zhupi.ui.concordance.model import Column
from zhupi.ui.concordance.window import ConcordanceWindow

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

FERRIES = 5  #: in the articles of `full_desk`


@pytest.fixture
def lines(full_desk: Desk) -> ConcordanceWindow:
    """The concordance of a selection, complete."""
    desk = full_desk
    desk.select("渡轮")
    desk.window.actions_.trigger("tag-all")
    window = desk.window.concordance.window
    assert window is not None
    desk.until(lambda: bool(window.model.lines) and not window.feed.busy)
    return window


def tag(desk: Desk, window: ConcordanceWindow, tags: str, note: str = "") -> None:
    """Fills the form in and saves."""
    QTest.mouseClick(window.ticking.tag_button, Qt.MouseButton.LeftButton)
    dialog = desk.window.tag_all.dialog
    assert dialog is not None
    form = dialog.form
    assert form.tag_field is not None
    assert form.note_field is not None
    form.tag_field.setText(tags)
    form.note_field.setPlainText(note)
    form.save()


def test_a_selection_becomes_a_concordance_to_untick_from(
    full_desk: Desk, lines: ConcordanceWindow
) -> None:
    """Nothing is tagged that was not in sight first."""
    assert lines.fields.query.text() == '"渡轮"'
    assert lines.fields.literal.isChecked()
    assert len(lines.model.lines) == FERRIES
    assert lines.ticking.tag_button.text() == f"Tag {FERRIES} passages…"
    assert "Untick" in lines.state.text()
    assert full_desk.workspace.annotations() == []


def test_what_is_ticked_is_tagged_at_once_and_undone_at_once(
    full_desk: Desk, lines: ConcordanceWindow
) -> None:
    full_desk.workspace.tagging.describe(Tag("交通/渡轮", "blue"))
    QTest.keyClick(lines.table, Qt.Key.Key_Space)
    assert lines.model.count_ticked() == FERRIES - 1
    unticked = lines.model.line(lines.table.currentIndex().row())
    assert unticked is not None
    tag(full_desk, lines, "交通/渡轮, 水路", "查")
    full_desk.until(lambda: len(full_desk.workspace.annotations()) == FERRIES - 1)
    made = full_desk.workspace.annotations()
    assert {(a.tags, a.note, a.color, a.quote) for a in made} == {
        (("交通/渡轮", "水路"), "查", "blue", "渡轮")
    }
    assert (unticked.article, unticked.span) not in {(a.target.article, a.span) for a in made}
    full_desk.until(lambda: f"{FERRIES - 1} passages tagged." in lines.state.text())
    assert full_desk.window.notices.button.text() == "Undo"
    full_desk.window.notices.button.click()
    full_desk.until(lambda: full_desk.workspace.annotations() == [])


def test_without_a_tag_the_form_stays_and_nothing_is_tagged(
    full_desk: Desk, lines: ConcordanceWindow
) -> None:
    tag(full_desk, lines, " , ", "nur")
    dialog = full_desk.window.tag_all.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "Name a tag" in dialog.hint.text()
    dialog.reject()
    assert full_desk.workspace.annotations() == []


def test_ticks_go_with_a_click_the_buttons_and_the_head(
    full_desk: Desk, lines: ConcordanceWindow
) -> None:
    place = lines.table.visualRect(lines.model.index(1, Column.TICK)).center()
    QTest.mouseClick(lines.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not lines.model.is_ticked(1)
    assert f"{FERRIES - 1} ticked" in lines.state.text()
    lines.ticking.none_button.click()
    assert lines.model.count_ticked() == 0
    assert not lines.ticking.tag_button.isEnabled()
    lines.ticking.all_button.click()
    assert lines.model.count_ticked() == FERRIES
    lines.table._on_header(Column.TICK)
    assert lines.model.count_ticked() == 0
    lines.table._on_header(Column.TICK)
    assert lines.model.count_ticked() == FERRIES


def test_space_ticks_all_chosen_lines_alike(full_desk: Desk, lines: ConcordanceWindow) -> None:
    """Bad lines come in runs; nobody unticks forty one by one."""
    lines.table.selectAll()
    QTest.keyClick(lines.table, Qt.Key.Key_Space)
    assert lines.model.count_ticked() == 0
    QTest.keyClick(lines.table, Qt.Key.Key_Space)
    assert lines.model.count_ticked() == FERRIES


def test_a_search_is_tagged_from_its_panel(full_desk: Desk) -> None:
    desk = full_desk
    with desk.qtbot.waitSignal(desk.window.searching.answered, timeout=20_000):
        desk.window.articles.search.setText("/渡.开/ OR 骡子")
    desk.window.side.search.tag_button.click()
    window = desk.window.concordance.window
    assert window is not None
    desk.until(lambda: bool(window.model.lines) and not window.feed.busy)
    assert "Untick" in window.state.text()
    tag(desk, window, "水路")
    count = len(window.model.lines)
    desk.until(lambda: len(desk.workspace.annotations()) == count)


def test_a_selection_that_is_none_is_told(full_desk: Desk) -> None:
    full_desk.window.surface.clear_selection()
    full_desk.window.actions_.trigger("tag-all")
    assert full_desk.window.concordance.window is None
    assert "Select a passage first." in full_desk.window.notices.label.text()
