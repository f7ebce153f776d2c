"""What one sees and can do while typing a query, before and beside the answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zhupi.core.messages import ENGLISH
from zhupi.core.search import Completion, CompletionKind
from zhupi.ui.articles.search_box import SearchBox
from zhupi.ui.completion import completion_offers, help_offers, offer_words
from zhupi.ui.theme import THEMES

NAMES = (
    Completion(0, 2, "林一禾", CompletionKind.PERSON, 3),
    Completion(0, 2, "林业局", CompletionKind.ORG, 1200),
    Completion(0, 2, "林间小学的早晨", CompletionKind.TITLE),
)


class Screen:
    """A window with a search box and another field, and all that the box said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        middle = QWidget(self.window)
        self.box = SearchBox(THEMES["light"], ENGLISH, middle)
        self.other = QLineEdit(middle)
        column = QVBoxLayout(middle)
        column.addWidget(self.box)
        column.addWidget(self.other)
        column.addStretch(1)
        self.window.setCentralWidget(middle)
        self.window.resize(700, 600)
        self.said: list[object] = []
        self.box.searched.connect(self.said.append)
        self.box.accepted.connect(lambda: self.said.append("next"))
        self.box.left.connect(lambda: self.said.append("left"))
        self.wanted: list[tuple[str, int]] = []
        self.box.completion_wanted.connect(lambda *asked: self.wanted.append(asked))
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        self.other.setFocus()
        qtbot.waitUntil(self.other.hasFocus)
        self.qtbot = qtbot

    def go(self) -> None:
        """Goes to the box, as Ctrl+F does."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.qtbot.waitUntil(self.box.hasFocus)

    def type(self, text: str) -> None:
        """Types, and is offered the names once they are asked for."""
        before = len(self.wanted)
        self.keys(text)
        self.qtbot.waitUntil(lambda: len(self.wanted) > before)
        self.box.offer(self.box.text(), NAMES)

    def keys(self, text: str) -> None:
        for character in text:  # QTest knows ASCII only
            pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(self.box, pressed)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.box, key)

    @property
    def shown(self) -> list[str]:
        if not self.box.popup.isVisible():
            return []
        model = self.box.popup.model
        return [str(model.index(row).data()) for row in range(model.rowCount())]


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[Screen]:
    yield Screen(qtbot)
    qapp.processEvents()


def test_the_search_begins_before_completions_are_asked_for(screen: Screen) -> None:
    """Completions are a help; the answer is what somebody waits for."""
    order: list[str] = []
    screen.box.searched.connect(lambda _query: order.append("search"))
    screen.box.completion_wanted.connect(lambda *_asked: order.append("completion"))
    screen.go()
    screen.type("林")
    assert order == ["search", "completion"]
    assert screen.wanted == [("林", 1)]


def test_typing_on_goes_into_the_box_whatever_is_offered(screen: Screen) -> None:
    screen.go()
    screen.type("林")
    assert screen.shown == ["林一禾", "林业局", "林间小学的早晨"]
    screen.type("业")
    assert screen.box.text() == "林业"
    assert screen.box.hasFocus()


def test_enter_without_a_choice_goes_to_the_next_match(screen: Screen) -> None:
    screen.go()
    screen.type("林一")
    screen.key(Qt.Key.Key_Return)
    assert screen.said[-1] == "next"
    assert screen.box.text() == "林一"
    assert screen.shown == []


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([Qt.Key.Key_Down, Qt.Key.Key_Return], "林一禾"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Tab], "林业局"),
        ([Qt.Key.Key_Up, Qt.Key.Key_Enter], "林间小学的早晨"),
        ([Qt.Key.Key_Tab], "林一禾"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return], "林一"),
    ],
)
def test_a_choice_is_taken_by_enter_and_tab(screen: Screen, keys: list[Qt.Key], text: str) -> None:
    screen.go()
    screen.type("林一")
    for key in keys:
        screen.key(key)
    assert screen.box.text() == text
    assert screen.box.hasFocus()
    assert screen.shown == []


def test_what_is_taken_is_searched_for_and_can_be_taken_back(screen: Screen) -> None:
    screen.go()
    screen.type("林一")
    screen.key(Qt.Key.Key_Tab)
    screen.qtbot.waitUntil(lambda: screen.said[-1:] == ["林一禾"])
    screen.box.undo()
    assert screen.box.text() == "林一"


def test_only_the_word_at_the_cursor_is_replaced(screen: Screen) -> None:
    """Beside a character of two units, where Qt counts otherwise than the index."""
    screen.go()
    screen.box.setText("𠮷字 tag:外 后面")
    screen.box.setCursorPosition(9)
    screen.box.offer("𠮷字 tag:外 后面", [Completion(3, 8, "tag:外交", CompletionKind.TAG, 2)])
    screen.key(Qt.Key.Key_Tab)
    assert screen.box.text() == "𠮷字 tag:外交 后面"
    screen.box.insert("X")
    assert screen.box.text() == "𠮷字 tag:外交X 后面"


def test_the_cursor_is_told_in_characters(screen: Screen) -> None:
    screen.go()
    screen.type("𠮷a")
    assert screen.wanted[-1] == ("𠮷a", 2)


def test_a_field_that_was_taken_asks_for_its_values(screen: Screen) -> None:
    screen.go()
    screen.type("t")
    screen.box.offer("t", [Completion(0, 1, "tag:", CompletionKind.FIELD)])
    screen.key(Qt.Key.Key_Tab)
    screen.qtbot.waitUntil(lambda: screen.wanted[-1] == ("tag:", 4))


def test_one_types_on_behind_an_operator(screen: Screen) -> None:
    screen.go()
    screen.type("林 O")
    screen.box.offer("林 O", [Completion(2, 3, "OR", CompletionKind.OPERATOR)])
    screen.key(Qt.Key.Key_Tab)
    assert screen.box.text() == "林 OR "


def test_escape_closes_the_offers_first_and_leaves_then(screen: Screen) -> None:
    screen.go()
    screen.type("林")
    screen.key(Qt.Key.Key_Escape)
    assert screen.shown == []
    assert "left" not in screen.said
    screen.key(Qt.Key.Key_Escape)
    assert screen.said[-1] == "left"


def test_an_answer_for_an_older_query_is_not_shown(screen: Screen) -> None:
    screen.go()
    screen.type("林一")
    screen.keys("禾")
    screen.box.offer("林一", NAMES)
    assert screen.shown == []


def test_a_query_that_the_program_sets_opens_nothing(screen: Screen) -> None:
    """A click on a facet fills the box; nobody types there then."""
    screen.go()
    screen.box.setText("林")
    screen.qtbot.waitUntil(lambda: screen.said[-1:] == ["林"])
    assert not screen.box._completion_pause.isActive()


def test_nothing_covers_what_an_input_method_composes(screen: Screen) -> None:
    screen.go()
    screen.type("林")
    assert screen.shown
    QApplication.sendEvent(screen.box, QInputMethodEvent("yi", []))
    assert screen.shown == []
    screen.box.offer("林", NAMES)
    assert screen.shown == []
    decided = QInputMethodEvent("", [])
    decided.setCommitString("一")
    before = len(screen.wanted)
    QApplication.sendEvent(screen.box, decided)
    screen.qtbot.waitUntil(lambda: len(screen.wanted) > before)
    assert screen.wanted[-1] == ("林一", 2)


def test_offers_close_with_the_focus_and_do_not_come_back(screen: Screen) -> None:
    screen.go()
    screen.type("林")
    screen.other.setFocus(Qt.FocusReason.MouseFocusReason)
    screen.qtbot.waitUntil(screen.other.hasFocus)
    assert screen.shown == []
    screen.box.offer("林", NAMES)
    assert screen.shown == []


def test_a_click_takes_an_offer_and_the_box_keeps_the_keyboard(screen: Screen) -> None:
    screen.go()
    screen.type("林")
    view = screen.box.popup.view
    where = view.visualRect(screen.box.popup.model.index(1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert screen.box.text() == "林业局"
    assert screen.box.hasFocus()


def test_an_empty_box_explains_what_can_be_typed(screen: Screen) -> None:
    screen.go()
    assert "title:访华" in screen.shown
    model = screen.box.popup.model
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    row = screen.shown.index("title:访华")
    while screen.box.popup.view.currentIndex().row() < row:
        screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Return)
    assert screen.box.text() == "title:"


def test_tab_leaves_an_empty_box(screen: Screen) -> None:
    """The help must not keep anybody who goes through the window by Tab."""
    screen.go()
    screen.key(Qt.Key.Key_Tab)
    assert screen.other.hasFocus()


def test_escape_in_an_empty_box_leaves_at_once(screen: Screen) -> None:
    screen.go()
    screen.key(Qt.Key.Key_Escape)
    assert screen.said == ["left"]
    assert screen.shown == []


def test_the_last_queries_are_offered_again_and_kept_in_memory_only(screen: Screen) -> None:
    screen.go()
    for query in ("林", "渡轮", "林"):
        screen.box.setText(query)
        screen.key(Qt.Key.Key_Return)
    screen.box.setText("没有用过")
    screen.box.selectAll()
    screen.key(Qt.Key.Key_Delete)
    assert screen.box.recent == ("林", "渡轮")
    assert screen.shown[:3] == ["Recent searches", "林", "渡轮"]
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Return)
    assert screen.box.text() == "林"


def test_the_pop_up_stays_within_the_window(screen: Screen) -> None:
    screen.window.resize(300, 200)
    screen.go()
    popup = screen.box.popup
    assert popup.parentWidget() is screen.window
    assert screen.window.rect().contains(popup.geometry())
    assert popup.mapTo(screen.window, QPoint()).y() >= screen.box.geometry().bottom()


def test_a_row_is_read_out_with_its_kind_and_count() -> None:
    [person, *_rest] = completion_offers(NAMES, ENGLISH)
    assert offer_words(person, ENGLISH) == "林一禾, person, 3 articles"
    assert [o.text for o in help_offers((), ENGLISH) if o.heading] == ["What you can type"]


@pytest.mark.parametrize("name", sorted(THEMES))
def test_offers_can_be_painted_in_every_theme(screen: Screen, name: str) -> None:
    screen.box.set_theme(THEMES[name])
    screen.go()
    screen.type("林")
    screen.key(Qt.Key.Key_Down)
    picture = screen.box.popup.grab().toImage()
    colors = {picture.pixelColor(x, 12).name() for x in range(0, picture.width(), 3)}
    assert THEMES[name].selection in colors
