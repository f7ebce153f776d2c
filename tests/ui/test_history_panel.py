"""The history window: what was done, when, by which part, and the way back and forth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from zhupi.core.history import HistoryEntry
from zhupi.core.messages import ENGLISH, Translator
from zhupi.core.model import Change
from zhupi.core.paths import resources
from zhupi.ui.history.model import PAGE, HistoryModel, RowKind
from zhupi.ui.history.wording import day_text, operation_on, program_text, touched_text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot
    from tests.ui.conftest import Desk

    from zhupi.ui.history.window import HistoryWindow

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.astimezone().date()


def entry(number: int, *, undone: bool = False, days: int = 0) -> HistoryEntry:
    when = NOON - timedelta(days=days)
    return HistoryEntry(number, "annotate", "window", when, undone, 0, 1, 0, 0)


def model(*entries: HistoryEntry, complete: bool = True) -> HistoryModel:
    result = HistoryModel(ENGLISH, lambda: TODAY, lambda _number: None)
    result.set_entries(entries, complete=complete)
    return result


def rows(shown: HistoryModel) -> list[str | int]:
    """Texts of headings and marks, numbers of entries, from the top."""
    found = [shown.row(row) for row in range(shown.rowCount())]
    return [row.entry.number if row.entry else row.text for row in found if row]


# --- the list -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "english", "chinese"),
    [
        (
            Change("undo", about="布林肯", corrections=("1",)),
            "mark as no name «布林肯»",
            "标为非名称“布林肯”",
        ),
        (
            Change("undo", about="布林肯", corrections=("1", "2"), more=True),
            "mark as no name «布林肯 …»",
            "标为非名称“布林肯 …”",
        ),
        (
            Change("undo", about="布林肯", corrections=("1",), annotations=("1", "2")),
            "mark as no name «布林肯»",
            "标为非名称“布林肯”",
        ),
        (Change("undo", corrections=("1", "2")), "mark as no name", "标为非名称"),
    ],
)
def test_what_is_undone_is_called_by_what_it_was_about(
    change: Change, english: str, chinese: str
) -> None:
    """One does not see a correction go that holds somewhere else."""
    words = operation_on("not an entity", change)
    assert str(words) == english
    assert Translator.load("zh_CN", resources() / "translations").render(words) == chinese


def test_days_part_the_entries_and_now_parts_done_from_undone(qtbot: QtBot) -> None:
    shown = model(entry(9, undone=True), entry(8), entry(5, days=1), entry(2, days=40))
    old = day_text(TODAY - timedelta(days=40), TODAY, ENGLISH)
    assert rows(shown) == [
        *("Today", 9, "Now", 8),
        *("Yesterday", 5),
        *(old, 2),
        "Before all this",
    ]
    assert old == "2026-10-13"


def test_steps_are_counted_both_ways(qtbot: QtBot) -> None:
    """The number in the question is what a person decides by."""
    shown = model(entry(9, undone=True), entry(8, undone=True), entry(6), entry(3), entry(1))
    assert [shown.steps(number) for number in (9, 8, 6, 3, 1, 0)] == [2, 1, 0, -1, -2, -3]
    assert shown.now() == 6


def test_where_everything_is_undone_now_is_at_the_bottom(qtbot: QtBot) -> None:
    shown = model(entry(2, undone=True), entry(1, undone=True))
    assert rows(shown) == ["Today", 2, 1, "Now", "Before all this"]
    assert (shown.now(), shown.steps(0), shown.steps(1)) == (0, 0, 1)


def test_headings_cannot_be_chosen(qtbot: QtBot) -> None:
    shown = model(entry(2, undone=True), entry(1))
    for row in range(shown.rowCount()):
        found = shown.row(row)
        assert found is not None
        selectable = bool(shown.flags(shown.index(row)) & Qt.ItemFlag.ItemIsSelectable)
        assert selectable == (found.kind in {RowKind.ENTRY, RowKind.BEGINNING})


def test_older_entries_are_read_when_they_are_scrolled_to(qtbot: QtBot) -> None:
    asked: list[int] = []
    shown = HistoryModel(ENGLISH, lambda: TODAY, asked.append)
    shown.set_entries([entry(9), entry(8)], complete=False)
    assert rows(shown) == ["Today", 9, 8]
    assert shown.canFetchMore(shown.index(-1))
    shown.fetchMore(shown.index(-1))
    assert asked == [8]
    assert not shown.canFetchMore(shown.index(-1)), "asked once, not at every paint"
    inserted: list[tuple[int, int]] = []
    shown.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    shown.add_entries([entry(4, days=1)], complete=True)
    assert rows(shown) == ["Today", 9, 8, "Yesterday", 4, "Before all this"]
    assert inserted == [(3, 5)], "what stands above does not jump"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("window", "in the window"),
        ("command line", "on the command line"),
        ("worker", "in the background"),
        ("another program", "another program"),
    ],
)
def test_the_part_of_the_program_is_told_in_words(program: str, words: str) -> None:
    assert program_text(program, ENGLISH) == words


def test_what_was_touched_is_counted() -> None:
    touched = HistoryEntry(1, "merge tags", "window", NOON, False, 0, 1200, 2, 0)
    assert touched_text(touched, ENGLISH) == "1,200 annotations  ·  2 tags"


# --- the window ---------------------------------------------------------------------------------


def annotate(desk: Desk, *passages: str) -> None:
    for passage in passages:
        _annotation, change = desk.workspace.annotate(desk.article.id, desk.span(passage))
        desk.tasks.changed.emit(change)
    desk.settle()


def opened(desk: Desk) -> HistoryWindow:
    desk.window.actions_.trigger("history")
    desk.settle()
    window = desk.window.past.window
    assert window is not None
    assert window.isVisible()
    return window


def choose(window: HistoryWindow, number: int) -> None:
    row = window.model.row_of(number)
    assert row is not None
    window.view.selectRow(row)
    window.view.setCurrentIndex(window.model.index(row))


def quotes(desk: Desk) -> set[str]:
    return {annotation.quote for annotation in desk.workspace.annotations()}


def test_one_goes_back_to_an_entry_and_forth_again(full_desk: Desk) -> None:
    desk = full_desk
    annotate(desk, "海平镇", "早市", "码头")
    window = opened(desk)
    assert window.number == 3, "what was done last is where one is"
    assert not window.go_button.isEnabled()
    choose(window, 1)
    assert window.words.text() == "Undoes 2 steps"
    window.go_button.click()
    question = desk.window.past.question
    assert question is not None
    assert question.text() == "Undo 2 operations?"
    question.reject()
    desk.settle()
    assert len(quotes(desk)) == 3, "who is asked can say no"
    window.go_button.click()
    question = desk.window.past.question
    assert question is not None
    question.defaultButton().click()
    desk.settle()
    assert quotes(desk) == {"海平镇"}
    assert window.number == 1
    assert [e.number for e in window.model.entries if e.undone] == [3, 2]
    choose(window, 2)
    assert window.go_button.text() == "Do again up to here"
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    desk.settle()
    assert quotes(desk) == {"海平镇", "早市"}, "one step is not asked about"


def test_everything_can_be_taken_back(full_desk: Desk) -> None:
    desk = full_desk
    annotate(desk, "海平镇", "早市")
    window = opened(desk)
    choose(window, 0)
    window.go()
    question = desk.window.past.question
    assert question is not None
    question.defaultButton().click()
    desk.settle()
    assert quotes(desk) == set()


def test_the_window_follows_what_is_written(full_desk: Desk) -> None:
    desk = full_desk
    window = opened(desk)
    assert window.view.isHidden()
    annotate(desk, "海平镇")
    desk.until(lambda: len(window.model.entries) == 1)
    desk.window.actions_.trigger("undo")
    desk.until(lambda: window.model.entries[0].undone)
    desk.window.actions_.trigger("history")
    assert not window.isVisible()


def test_a_long_history_is_read_in_pages(full_desk: Desk) -> None:
    desk, count = full_desk, PAGE + 30
    span = desk.span("海平镇")
    for _ in range(count):
        _annotation, change = desk.workspace.annotate(desk.article.id, span)
    desk.tasks.changed.emit(change)
    window = opened(desk)
    assert len(window.model.entries) == PAGE
    window.view.scrollToBottom()
    desk.until(lambda: len(window.model.entries) == count)
    choose(window, 1)
    assert window.words.text() == f"Undoes {count - 1:,} steps"


def test_a_day_is_named_by_its_nearness() -> None:
    today = date(2026, 11, 23)
    days = [day_text(today - timedelta(days=n), today, ENGLISH) for n in range(3)]
    assert days == ["Today", "Yesterday", "2026-11-21"]
