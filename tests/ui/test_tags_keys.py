"""Number keys while reading, where they are seen, and how tags are completed and tabs named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from zhupi.core.model import Annotation, Tag
from zhupi.ui.command_palette import CommandPalette
from zhupi.ui.dialogs.reports import KeysDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def _press(desk: Desk, key: Qt.Key) -> None:
    """A key while reading. (Shortcuts need an active window, which offscreen may not be.)"""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
    desk.window.surface.setFocus()
    QTest.keyClick(desk.window.surface, key)
    desk.settle()


def _said(desk: Desk) -> str:
    return desk.window.notices.label.text() if desk.window.notices.isVisible() else ""


def _describe(desk: Desk, *tags: Tag) -> None:
    for tag in tags:
        desk.tasks.changed.emit(desk.workspace.tagging.describe(tag))
    desk.until(lambda: all(desk.window.annotating.known.keys.get(t.key) == t.path for t in tags))
    desk.settle()


def _only(desk: Desk) -> Annotation:
    desk.settle()
    [found] = desk.workspace.annotations()
    return found


def test_a_number_key_tags_the_selection_in_the_tags_colour(full_desk: Desk) -> None:
    _describe(full_desk, Tag("交通/渡轮", "blue", "", 3))
    span = full_desk.select("渡轮公司的告示")
    _press(full_desk, Qt.Key.Key_3)
    made = _only(full_desk)
    assert (made.span, made.tags, made.color) == (span, ("交通/渡轮",), "blue")


def test_a_second_key_adds_to_the_passage_just_tagged_and_takes_it_back(full_desk: Desk) -> None:
    _describe(full_desk, Tag("交通", "", "", 1), Tag("告示", "pink", "", 2))
    full_desk.select("渡轮公司的告示")
    _press(full_desk, Qt.Key.Key_1)
    _press(full_desk, Qt.Key.Key_2)
    assert _only(full_desk).tags == ("交通", "告示")
    assert _only(full_desk).color == "yellow", "a passage keeps the colour it has"
    _press(full_desk, Qt.Key.Key_1)
    assert _only(full_desk).tags == ("告示",)
    full_desk.window.actions_.trigger("undo")
    assert _only(full_desk).tags == ("交通", "告示")


def test_the_same_words_selected_again_get_the_tag_too(full_desk: Desk) -> None:
    """Not a second annotation over the first, which nobody would see."""
    _describe(full_desk, Tag("交通", "", "", 1), Tag("告示", "", "", 2))
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2):
        full_desk.select("渡轮公司的告示")
        _press(full_desk, key)
    assert _only(full_desk).tags == ("交通", "告示")


def test_the_tags_used_last_get_the_free_keys(full_desk: Desk) -> None:
    _describe(full_desk, Tag("渡轮", "", "", 1))
    full_desk.select("早市")
    _press(full_desk, Qt.Key.Key_T)
    form = full_desk.window.annotating.form
    assert form is not None
    assert form.tag_field is not None
    form.tag_field.setText("市场")
    form.save()
    full_desk.until(lambda: full_desk.window.annotating.known.keys.get(2) == "市场")
    full_desk.select("陈小满")
    _press(full_desk, Qt.Key.Key_2)
    found = {a.quote: a.tags for a in full_desk.workspace.annotations()}
    assert found["陈小满"] == ("市场",)


def test_a_key_without_a_tag_says_so(full_desk: Desk) -> None:
    full_desk.select("早市")
    _press(full_desk, Qt.Key.Key_4)
    assert _said(full_desk).startswith("No tag has the key 4 yet.")
    assert full_desk.workspace.annotations() == []


def test_a_key_without_a_passage_says_what_is_missing(full_desk: Desk) -> None:
    _describe(full_desk, Tag("渡轮", "", "", 1))
    full_desk.window.surface.clear_selection()
    _press(full_desk, Qt.Key.Key_1)
    assert _said(full_desk) == "Select a passage first."


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_H, Qt.Key.Key_T, Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_Delete]
)
def test_no_key_is_silent_in_a_library_that_can_only_be_read(
    full_desk: Desk, start: Callable[..., Desk], key: Qt.Key
) -> None:
    _describe(full_desk, Tag("渡轮", "", "", 1))
    other = start(full_desk.workspace.folder)
    other.open("港口")
    other.window.notices.hide()
    other.select("早市")
    _press(other, key)
    assert _said(other) == "This library can only be read here."
    assert other.workspace.annotations() == []


def test_keys_are_seen_in_the_menu_the_palette_and_the_overview(full_desk: Desk) -> None:
    _describe(full_desk, Tag("交通/渡轮", "", "", 3))
    window = full_desk.window
    assert window.actions_.action("tag-3").text() == "Tag: 交通/渡轮"
    assert window.actions_.action("tag-3").isVisible()
    assert not window.actions_.action("tag-4").isVisible(), "nothing to be done with it"
    palette = CommandPalette(window.actions_, full_desk.app.tr_, window)
    palette.field.setText("渡轮")
    top = palette.list.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.text(2)) == ("Tag: 交通/渡轮", "3")
    keys = KeysDialog(window.actions_, full_desk.app.tr_, window)
    found = keys.list.findItems("Tag: 交通/渡轮", Qt.MatchFlag.MatchRecursive)
    assert [item.text(1) for item in found] == ["3"]


def test_the_mark_bar_offers_the_tags_of_the_keys(full_desk: Desk) -> None:
    _describe(full_desk, Tag("交通/渡轮", "green", "", 3), Tag("时间", "", "", 1))
    bar = full_desk.window.annotating.mark_bar
    assert bar is not None
    span = full_desk.select("早市")
    full_desk.window.surface.span_selected.emit(span, QPoint(300, 300))
    texts = [b.text() for b in bar.findChildren(QToolButton) if b.isVisible() and b.text()]
    assert texts == ["1  时间", "3  渡轮"]
    button = next(b for b in bar.findChildren(QToolButton) if b.text() == "3  渡轮")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (_only(full_desk).tags, _only(full_desk).color) == (("交通/渡轮",), "green")


def test_a_tag_is_completed_by_its_pinyin(full_desk: Desk) -> None:
    _describe(full_desk, Tag("交通/渡轮", "", "", 3))
    full_desk.select("早市")
    _press(full_desk, Qt.Key.Key_T)
    form = full_desk.window.annotating.form
    assert form is not None
    field = form.tag_field
    assert field is not None
    field.setFocus()
    full_desk.until(field.hasFocus)
    QTest.keyClicks(field, "x, dulun")
    full_desk.until(field.completions_open)
    QTest.keyClick(field._popup, Qt.Key.Key_Down)
    QTest.keyClick(field._popup, Qt.Key.Key_Return)
    assert field.tags() == ("x", "交通/渡轮")
    full_desk.window.annotating.close_form()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [240, 268, 312])
def test_all_tabs_are_in_sight_however_narrow_the_pane(
    start: Callable[..., Desk], language: str, width: int
) -> None:
    """A tab that is cut off at the edge could not be read or clicked."""
    desk = start(language=language)
    side = desk.window.side
    all_of_it = sum(desk.window.panes.sizes())
    desk.window.panes.setSizes([292, all_of_it - 292 - width, width])
    for number, count in enumerate((1_234, 567, 8_901, 9_999)):
        side._count(number, count)
    for number in range(side.tabs.count()):
        side.bring(number)
        QApplication.processEvents()
        assert side.width() == width
        last = side.tabs.tabRect(side.tabs.count() - 1)
        assert last.right() <= width
        assert side.tabs.tabToolTip(number)
        assert side.tabs.tabText(number), "the one in front is named"
