"""The concordance window: every match on a line, while they are being found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zhupi.core.errors import IndexDamagedError
from zhupi.core.messages import ENGLISH, message
from zhupi.core.model import Span
from zhupi.core.protocols import Checkpoint, go_on
from zhupi.core.search import ConcordanceLine, ConcordanceRequest, ConcordanceSort
from zhupi.ui.concordance.arranging import Arrangement, Arranger
from zhupi.ui.concordance.feed import FIRST
from zhupi.ui.concordance.model import Column
from zhupi.ui.concordance.window import ConcordanceWindow
from zhupi.ui.tasks import JobRunner, Tasks
from zhupi.ui.theme import THEMES

WAIT = 20_000


def line(number: int, left: str = "前文", right: str = "后文") -> ConcordanceLine:
    return ConcordanceLine(
        f"article-{number // 3}",
        f"标题{number // 3}",
        date(2023, 9, 1),
        Span(10 * number, 10 * number + 2),
        left,
        "渡轮",
        right,
    )


LINES = [
    line(0, "镇上的", "每天早上"),
    line(1, "没有", "就没有早市"),
    line(2, "说，海平镇的", "公司的告示"),
    line(3, "ＡＢ的", "改为六点半"),
]


class Library:
    """Gives lines as a workspace does, and can be held back."""

    def __init__(self, lines: list[ConcordanceLine]) -> None:
        self.lines = lines
        self.asked: list[ConcordanceRequest] = []
        self.gate = threading.Event()
        self.gate.set()
        self.pause_at = -1  # the number of the line before which it waits for the gate
        self.given = 0
        self.cancelled = False

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint
    ) -> Iterator[ConcordanceLine]:
        self.asked.append(request)
        try:
            for number, found in enumerate(self.lines):
                if number == self.pause_at:
                    self.gate.wait(10)
                check()
                self.given += 1
                yield found
        except BaseException:
            self.cancelled = True
            raise


def _no_worker() -> JobRunner:
    raise AssertionError("no job is run here")


Show = Callable[[Library], ConcordanceWindow]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Iterator[Show]:
    tasks = Tasks(_no_worker)
    bugs: list[str] = []
    tasks.bug.connect(bugs.append)

    def make(library: Library) -> ConcordanceWindow:
        window = ConcordanceWindow(tasks, library.concordance, THEMES["light"], ENGLISH)
        qtbot.addWidget(window)
        window.show()
        window.look_for("渡轮")
        return window

    yield make
    tasks.close()
    qapp.processEvents()
    assert bugs == []


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=WAIT)


def lefts(window: ConcordanceWindow) -> list[str]:
    model = window.model
    return [str(model.index(row, Column.LEFT).data()) for row in range(model.rowCount())]


def test_every_match_is_a_row_in_three_parts_with_its_article(show: Show, qtbot: QtBot) -> None:
    window = show(Library(LINES))
    wait(qtbot, lambda: window.model.rowCount() == 4 and not window.feed.busy)
    model = window.model
    assert [model.index(1, c).data() for c in list(Column)[Column.LEFT :]] == [
        "没有",
        "渡轮",
        "就没有早市",
        "2023-09-01  标题0",
    ]
    assert window.state.text() == "4 lines  ·  2 articles"


def test_the_first_lines_are_there_before_the_last_are_found(show: Show, qtbot: QtBot) -> None:
    library = Library([line(n) for n in range(FIRST + 20)])
    library.pause_at = FIRST + 5
    library.gate.clear()
    window = show(library)
    wait(qtbot, lambda: window.model.rowCount() == FIRST)
    assert "searching…" in window.state.text()
    assert window.stop_button.isVisible()
    library.gate.set()
    wait(qtbot, lambda: window.model.rowCount() == FIRST + 20)
    assert not window.stop_button.isVisible()


def test_nothing_is_tagged_before_all_lines_are_known(show: Show, qtbot: QtBot) -> None:
    """«Tag 60 passages» while more are coming would leave out those that come."""
    library = Library([line(n) for n in range(FIRST + 20)])
    library.pause_at = FIRST + 5
    library.gate.clear()
    window = show(library)
    wait(qtbot, lambda: window.model.rowCount() == FIRST)
    asked: list[bool] = []
    window.tag_wanted.connect(lambda: asked.append(True))
    window.ticking.ask()
    assert asked == []
    assert "«Stop»" in window.ticking.tag_button.toolTip()
    window.stop()
    library.gate.set()
    assert window.ticking.tag_button.text() == f"Tag {FIRST} passages…"
    window.ticking.ask()
    assert asked == [True]
    window.set_tagging(on=True)
    window.ticking.ask()
    assert asked == [True]
    assert window.stop_button.isVisible()


def test_stopping_keeps_what_was_found(show: Show, qtbot: QtBot) -> None:
    library = Library([line(n) for n in range(FIRST + 20)])
    library.pause_at = FIRST + 5
    library.gate.clear()
    window = show(library)
    wait(qtbot, lambda: window.model.rowCount() == FIRST)
    window.stop_button.click()
    library.gate.set()
    wait(qtbot, lambda: library.cancelled)
    assert window.model.rowCount() == FIRST
    assert "searching…" not in window.state.text()


def test_another_query_ends_the_one_before(show: Show, qtbot: QtBot) -> None:
    library = Library([line(n) for n in range(FIRST + 20)])
    library.pause_at = FIRST + 5
    library.gate.clear()
    window = show(library)
    wait(qtbot, lambda: window.model.rowCount() == FIRST)
    window.fields.query.setText("早市")
    QTest.keyClick(window.fields.query, Qt.Key.Key_Return)
    assert window.model.rowCount() == 0
    library.gate.set()
    wait(qtbot, lambda: not window.feed.busy)
    assert window.model.rowCount() == FIRST + 20
    assert [request.query for request in library.asked] == ["渡轮", "早市"]


def test_closing_the_window_ends_the_search_and_forgets_the_lines(show: Show, qtbot: QtBot) -> None:
    library = Library([line(n) for n in range(FIRST + 20)])
    library.pause_at = FIRST + 5
    library.gate.clear()
    window = show(library)
    wait(qtbot, lambda: window.model.rowCount() == FIRST)
    window.close()
    library.gate.set()
    wait(qtbot, lambda: library.cancelled)
    assert window.model.lines == []


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (ConcordanceSort.ARTICLE, [0, 1, 2, 3]),
        (ConcordanceSort.LEFT, [1, 3, 0, 2]),
        (ConcordanceSort.RIGHT, [2, 1, 3, 0]),
    ],
)
def test_lines_are_sorted_by_what_stands_beside_the_match(
    show: Show, qtbot: QtBot, sort: ConcordanceSort, expected: list[int]
) -> None:
    """Before the match, the character next to it counts first."""
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    window.sort_by(sort)
    wanted = [LINES[number].left for number in expected]
    wait(qtbot, lambda: lefts(window) == wanted)
    assert [b.isChecked() for b in window.sorts.buttons()].count(True) == 1


def test_a_click_on_a_column_sorts_by_it(show: Show, qtbot: QtBot) -> None:
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    header = window.table.horizontalHeader()
    header.sectionClicked.emit(Column.RIGHT)
    wait(qtbot, lambda: lefts(window)[0] == LINES[2].left)
    assert [b.isChecked() for b in window.sorts.buttons()] == [False, False, True]
    header.sectionClicked.emit(Column.KEYWORD)  # all alike: no order of its own
    header.sectionClicked.emit(Column.ARTICLE)
    wait(qtbot, lambda: lefts(window)[0] == LINES[0].left)


def test_lines_that_come_later_fall_into_the_order(show: Show, qtbot: QtBot) -> None:
    lines = [line(n, right=f"第{(7 * n) % 1000:03}行") for n in range(1000)]
    library = Library(lines)
    library.pause_at = 500
    library.gate.clear()
    window = show(library)
    window.sort_by(ConcordanceSort.RIGHT)
    wait(qtbot, lambda: window.model.rowCount() >= FIRST)
    library.gate.set()
    wait(qtbot, lambda: window.model.rowCount() == 1000)
    rights = [str(window.model.index(row, Column.RIGHT).data()) for row in range(1000)]
    assert rights == sorted(rights)


def test_the_line_one_looks_at_stays_when_the_order_changes(show: Show, qtbot: QtBot) -> None:
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    window.table.go_to(2)
    window.sort_by(ConcordanceSort.RIGHT)
    wait(qtbot, lambda: lefts(window)[0] == LINES[2].left)
    assert window.table.currentIndex().row() == 0


def test_the_filter_keeps_the_lines_with_all_its_words(show: Show, qtbot: QtBot) -> None:
    """Folded as in a search, over line and title."""
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    window.filter.setText("ab 六点")
    wait(qtbot, lambda: lefts(window) == [LINES[3].left])
    assert "1 shown" in window.state.text()
    window.filter.setText("标题0")
    wait(qtbot, lambda: len(lefts(window)) == 3)
    window.filter.clear()
    wait(qtbot, lambda: len(lefts(window)) == 4)


def test_a_click_shows_the_place_and_enter_goes_there(show: Show, qtbot: QtBot) -> None:
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    asked: list[tuple[object, bool]] = []
    window.line_wanted.connect(lambda found, go: asked.append((found, go)))
    index = window.model.index(1, Column.RIGHT)
    where = window.table.visualRect(index).center()
    QTest.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.keyClick(window.table, Qt.Key.Key_Down)
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    assert asked == [(LINES[1], False), (LINES[2], True)]


def test_selected_lines_are_copied_in_columns(show: Show, qtbot: QtBot) -> None:
    window = show(Library([*LINES, line(4, "第一\n行", "制\t表")]))
    wait(qtbot, lambda: not window.feed.busy)
    QTest.keyClick(window.table, Qt.Key.Key_End)
    QTest.keyClick(window.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    window.copy_button.click()
    assert QApplication.clipboard().text() == (
        "ＡＢ的\t渡轮\t改为六点半\t2023-09-01\t标题1\n第一 行\t渡轮\t制 表\t2023-09-01\t标题1\n"
    )


def test_the_width_is_asked_for_anew(show: Show, qtbot: QtBot) -> None:
    library = Library(LINES)
    window = show(library)
    wait(qtbot, lambda: not window.feed.busy)
    window.fields.context.setValue(60)
    wait(qtbot, lambda: len(library.asked) == 2)
    assert [request.width for request in library.asked] == [30, 60]
    window.fields.literal.setChecked(True)
    wait(qtbot, lambda: len(library.asked) == 3)
    assert library.asked[-1].literal


def test_a_damaged_index_is_told_in_the_window(show: Show, qtbot: QtBot) -> None:
    class Damaged(Library):
        def concordance(
            self, request: ConcordanceRequest, check: Checkpoint
        ) -> Iterator[ConcordanceLine]:
            raise IndexDamagedError(message("The search index is damaged."))

    window = show(Damaged([]))
    wait(qtbot, lambda: "damaged" in window.state.text())
    assert not window.feed.busy


def test_nothing_found_is_told(show: Show, qtbot: QtBot) -> None:
    window = show(Library([]))
    wait(qtbot, lambda: window.state.text() == "Nothing found.")


def test_that_the_library_changed_is_told_and_searched_again_on_request(
    show: Show, qtbot: QtBot
) -> None:
    library = Library(LINES)
    window = show(library)
    wait(qtbot, lambda: not window.feed.busy)
    window.tell_change()
    assert "changed" in window.state.text()
    window.again_button.click()
    wait(qtbot, lambda: not window.feed.busy)
    assert len(library.asked) == 2
    assert "changed" not in window.state.text()


def test_what_found_nothing_is_asked_again_when_the_library_changed(
    show: Show, qtbot: QtBot
) -> None:
    """An index that was damaged is whole again by then."""
    library = Library([])
    window = show(library)
    wait(qtbot, lambda: window.state.text() == "Nothing found.")
    library.lines = LINES
    window.tell_change()
    wait(qtbot, lambda: window.model.rowCount() == 4)


def test_escape_stops_then_shows_all_then_closes(show: Show, qtbot: QtBot) -> None:
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    window.filter.setText("六点")
    wait(qtbot, lambda: len(lefts(window)) == 1)
    window.escape()
    wait(qtbot, lambda: len(lefts(window)) == 4)
    window.escape()
    assert not window.isVisible()


def test_coming_back_leaves_the_lines_as_they_were(show: Show, qtbot: QtBot) -> None:
    """Ctrl+Shift+K also leads back to a concordance in which somebody sorted and filtered."""
    library = Library(LINES)
    window = show(library)
    wait(qtbot, lambda: not window.feed.busy)
    window.filter.setText("六点")
    wait(qtbot, lambda: len(lefts(window)) == 1)
    window.look_for("渡轮")
    window.look_for("")
    assert (len(library.asked), window.filter.text()) == (1, "六点")
    window.look_for("早市")
    wait(qtbot, lambda: len(lefts(window)) == 4)


def test_tab_goes_through_the_window_as_one_reads_it(show: Show, qtbot: QtBot) -> None:
    window = show(Library(LINES))
    wait(qtbot, lambda: not window.feed.busy)
    window.activateWindow()
    window.fields.query.setFocus()
    qtbot.waitUntil(window.fields.query.hasFocus)
    seen = []
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen[:3] == [window.fields.query, window.fields.literal, window.fields.context]
    assert window.table not in seen[:4]


@pytest.mark.parametrize("name", sorted(THEMES))
def test_the_match_stands_out_in_every_theme(show: Show, qtbot: QtBot, name: str) -> None:
    window = show(Library(LINES))
    window.set_theme(THEMES[name])
    wait(qtbot, lambda: not window.feed.busy)
    image = window.table.grab(
        window.table.visualRect(window.model.index(3, Column.KEYWORD)).translated(
            0, window.table.horizontalHeader().height()
        )
    ).toImage()
    colors = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert THEMES[name].accent in colors


# --- arranging --------------------------------------------------------------------------------

words = st.text("渡轮AaＡ 早市，", max_size=6)
some_lines = st.lists(st.builds(line, st.integers(0, 30), words, words), max_size=30)


@given(some_lines, st.sampled_from(ConcordanceSort), words, st.integers(0, 30))
def test_arranging_piece_by_piece_gives_what_arranging_at_once_does(
    lines: list[ConcordanceLine], sort: ConcordanceSort, words: str, cut: int
) -> None:
    wanted = Arrangement(sort, words)
    slowly = Arranger(lines)
    slowly.arrange(min(cut, len(lines)), wanted, go_on)
    order = list(slowly.arrange(len(lines), wanted, go_on))
    assert order == list(Arranger(lines).arrange(len(lines), wanted, go_on))
    if not words.split():
        assert sorted(order) == list(range(len(lines)))
