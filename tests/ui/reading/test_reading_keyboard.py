"""Reading and selecting without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from zhupi.core.model import Annotation, Article, BlockKind, Span
from zhupi.ui.reading import ReadingSurface

MakeArticle = Callable[..., Article]
MakeAnnotation = Callable[..., Annotation]
Key = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    body = "皇帝𠀀用朱笔写下批语。" * 20
    return make_article([(BlockKind.TITLE, "朱批")] + [(BlockKind.PARAGRAPH, body)] * 20)


@pytest.fixture
def reader(qtbot: QtBot, surface: ReadingSurface, article: Article) -> ReadingSurface:
    surface.show_article(article)
    surface.activateWindow()
    surface.setFocus()
    qtbot.waitUntil(surface.hasFocus)
    return surface


def _shift_right(reader: ReadingSurface) -> None:
    """One step with Shift held down: `QTest.keyClick` would let it go each time."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(reader, QKeyEvent(kind, Key.Key_Right, _SHIFT))


def test_shift_and_arrows_select_and_tell_once_shift_is_let_go(
    qtbot: QtBot, reader: ReadingSurface, article: Article
) -> None:
    told: list[Span] = []
    reader.span_selected.connect(lambda span, _point: told.append(span))
    for _ in range(4):
        _shift_right(reader)
    assert not told
    QTest.keyRelease(reader, Key.Key_Shift)
    assert told == [Span(0, 4)]
    assert reader.selected_span() == told[0]


def test_a_selection_is_also_told_after_a_pause(qtbot: QtBot, reader: ReadingSurface) -> None:
    """Sticky keys never send the release of Shift."""
    with qtbot.waitSignal(reader.span_selected):
        _shift_right(reader)


def test_a_rare_character_is_one_step(reader: ReadingSurface, article: Article) -> None:
    start = article.text.index("𠀀")
    reader.select(Span(start - 1, start))
    QTest.keyClick(reader, Key.Key_Right, _SHIFT)
    assert reader.selected_span() == Span(start - 1, start + 1)


def test_selecting_begins_where_one_reads(reader: ReadingSurface) -> None:
    """Not at the last click, pages away."""
    reader.scroll_to(2_000)
    QTest.keyClick(reader, Key.Key_Right, _SHIFT)
    span = reader.selected_span()
    assert span is not None
    assert reader.viewport().rect().contains(reader.character_rect(span.start).center())
    assert abs(reader.verticalScrollBar().value() - 2_000) <= reader.line_pixels


def test_select_all_is_told_at_once(qtbot: QtBot, reader: ReadingSurface, article: Article) -> None:
    with qtbot.waitSignal(reader.span_selected) as told:
        QTest.keySequence(reader, QKeySequence.StandardKey.SelectAll)
    assert told.args is not None
    assert told.args[0] == Span(0, len(article.text))
    QTest.keySequence(reader, QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == article.text


def test_escape_drops_the_selection_then_the_caret(qtbot: QtBot, reader: ReadingSurface) -> None:
    QTest.keyClick(reader, Key.Key_F7)
    QTest.keyClick(reader, Key.Key_Right, _SHIFT)
    with qtbot.waitSignal(reader.selection_cleared):
        QTest.keyClick(reader, Key.Key_Escape)
    assert reader.selected_span() is None
    assert reader.caret_shown
    QTest.keyClick(reader, Key.Key_Escape)
    assert not reader.caret_shown


@pytest.mark.parametrize(
    ("key", "back"),
    [
        (Key.Key_Down, Key.Key_Up),
        (Key.Key_PageDown, Key.Key_PageUp),
        (Key.Key_End, Key.Key_Home),
    ],
)
def test_keys_scroll_while_no_caret_is_shown(
    reader: ReadingSurface, key: Qt.Key, back: Qt.Key
) -> None:
    bar = reader.verticalScrollBar()
    QTest.keyClick(reader, key)
    assert bar.value() > 0
    QTest.keyClick(reader, back)
    assert bar.value() == 0
    assert not reader.caret_shown


def test_space_turns_a_page_and_leaves_lines_to_find_oneself(reader: ReadingSurface) -> None:
    bar = reader.verticalScrollBar()
    QTest.keyClick(reader, Key.Key_Space)
    assert 0 < bar.value() < reader.viewport().height() - reader.line_pixels
    QTest.keyClick(reader, Key.Key_Space, _SHIFT)
    assert bar.value() == 0


def test_end_reaches_the_last_line(reader: ReadingSurface, article: Article) -> None:
    QTest.keyClick(reader, Key.Key_End)
    last = reader.character_rect(len(article.text) - 1)
    assert reader.viewport().rect().contains(last)


def test_the_caret_can_be_seen_where_it_is(reader: ReadingSurface) -> None:
    """Nobody can select with an invisible caret."""
    accent = reader.look.theme.accent
    QTest.keyClick(reader, Key.Key_F7)
    QApplication.processEvents()
    picture = reader.viewport().grab().toImage()
    caret = reader.cursorRect().center()
    seen = {picture.pixelColor(caret.x() + dx, caret.y()).name() for dx in range(-2, 4)}
    assert accent in seen
    QTest.keyClick(reader, Key.Key_Down)
    QTest.keyClick(reader, Key.Key_Right)
    assert reader.caret_offset() > 2


def test_enter_activates_what_stands_at_the_caret(
    qtbot: QtBot, reader: ReadingSurface, article: Article, make_annotation: MakeAnnotation
) -> None:
    reader.set_annotations([make_annotation(article.text, 0, 2, name="first")])
    QTest.keyClick(reader, Key.Key_F7)
    with qtbot.waitSignal(reader.annotation_activated) as told:
        QTest.keyClick(reader, Key.Key_Return)
    assert told.args == ["first"]


@pytest.mark.parametrize("keys", ["T", "1", "Ctrl+Z", "Escape", "Ctrl+K", "Delete"])
def test_the_windows_keys_work_while_one_reads(qtbot: QtBot, article: Article, keys: str) -> None:
    """The surface must not swallow the keys by which one marks."""
    window, surface = QMainWindow(), ReadingSurface()
    qtbot.addWidget(window)
    window.setCentralWidget(surface)
    action = QAction(window)
    action.setShortcut(QKeySequence(keys))
    window.addAction(action)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    surface.show_article(article)
    surface.setFocus()
    qtbot.waitUntil(surface.hasFocus)
    with qtbot.waitSignal(action.triggered):
        QTest.keySequence(surface, QKeySequence(keys))
