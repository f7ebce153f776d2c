"""From a line of the concordance to its article, and what leaves the window as a file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from zhupi.core.search import ConcordanceSort
from zhupi.ui.concordance.model import Column
from zhupi.ui.concordance.window import ConcordanceWindow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Desk


def concordance(desk: Desk, query: str, lines: int) -> ConcordanceWindow:
    """The concordance of a query that was typed, complete."""
    with desk.qtbot.waitSignal(desk.window.searching.answered, timeout=20_000):
        desk.window.articles.search.setText(query)
    desk.window.actions_.trigger("concordance")
    window = desk.window.concordance.window
    assert window is not None
    desk.until(lambda: window.model.rowCount() == lines and not window.feed.busy)
    return window


def test_a_line_leads_to_its_place_in_the_article(full_desk: Desk) -> None:
    window = concordance(full_desk, "骡子 OR 二十年", 2)
    rows = [str(window.model.index(row, Column.KEYWORD).data()) for row in range(2)]
    window.table.go_to(rows.index("骡子"))
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    full_desk.until(lambda: full_desk.article.title == "山里的图书馆")
    line = window.model.line(rows.index("骡子"))
    assert line is not None
    assert line.span.of(full_desk.article.text) == "骡子"
    spot = full_desk.window.surface.character_rect(line.span.start)
    full_desk.until(lambda: full_desk.window.surface.viewport().rect().contains(spot.center()))


def test_what_is_searched_for_is_what_is_listed(full_desk: Desk) -> None:
    full_desk.window.searching.set_literal(True)
    window = concordance(full_desk, "渡轮", full_desk.harbour.count("渡轮") + 1)
    assert window.fields.query.text() == "渡轮"
    assert window.fields.literal.isChecked()


def test_all_lines_are_written_in_the_order_in_sight(full_desk: Desk, tmp_path: Path) -> None:
    count = full_desk.harbour.count("渡轮") + 1
    window = concordance(full_desk, "渡轮", count)
    window.sort_by(ConcordanceSort.RIGHT)
    window.filter.setText("没有的")
    full_desk.until(lambda: window.model.rowCount() == 0)
    request = window.request
    assert request is not None
    output = tmp_path / "lines.csv"
    full_desk.window.concordance.export(request, output)
    full_desk.until(lambda: str(output) in window.state.text())
    rows = list(csv.DictReader(output.read_text("utf-8-sig").splitlines()))
    window.filter.clear()
    full_desk.until(lambda: window.model.rowCount() == count)
    shown = [str(window.model.index(row, Column.RIGHT).data()) for row in range(count)]
    assert [" ".join(row["right"].split("\n")) for row in rows] == shown


def test_the_export_asks_for_a_file_named_after_the_query(
    full_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "lines.txt"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window = concordance(full_desk, '"骡子"', 1)
    window.export_button.click()
    full_desk.until(lambda: "lines.txt" in window.state.text())
    assert asked[0].endswith("_骡子_.csv")
    assert "【骡子】" in (tmp_path / "lines.txt").read_text("utf-8")


def test_a_query_that_does_not_parse_says_why(full_desk: Desk) -> None:
    window = concordance(full_desk, "骡子", 1)
    window.fields.query.setText("渡轮 AND")
    full_desk.until(lambda: "as typed" in window.state.text())
    window.fields.query.setText("渡轮")
    full_desk.until(lambda: window.model.rowCount() > 1)
    assert "as typed" not in window.state.text()


def test_the_concordance_goes_with_the_window(full_desk: Desk) -> None:
    """A window nobody can reach would keep the program running."""
    window = concordance(full_desk, "骡子", 1)
    full_desk.window.close()
    full_desk.until(lambda: not window.isVisible())


def test_an_import_is_told_in_the_concordance(full_desk: Desk) -> None:
    window = concordance(full_desk, "骡子", 1)
    full_desk.import_paths(full_desk.write("more.txt", "又一篇\n\n骡子驮书上山。\n"))
    full_desk.until(window.again_button.isVisible)
    window.again_button.click()
    full_desk.until(lambda: window.model.rowCount() == 2)


def test_names_are_offered_while_one_types(full_desk: Desk) -> None:
    window = full_desk.window
    window.activateWindow()
    window.actions_.trigger("search")
    box = window.articles.search
    full_desk.until(box.hasFocus)
    for character in "图书":
        pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(box, pressed)

    def offered() -> list[str]:
        model = box.popup.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]

    full_desk.until(lambda: any("山里的图书馆" in text for text in offered()))
    full_desk.until(lambda: window.side.search.model.rowCount() == 1)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "图书馆" in box.text()
    full_desk.until(lambda: window.searching.query == box.text())
