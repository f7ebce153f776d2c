"""Panes that hide for reading, and a start where one read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Desk


def test_each_pane_hides_and_comes_back(full_desk: Desk) -> None:
    window = full_desk.window
    window.articles.view.setFocus()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert not window.articles.isVisible()
    assert not window.sides.left_shown
    assert window.surface.hasFocus(), "keys go to what is still there"
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.side.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.articles.isVisible()
    assert window.side.isVisible()
    assert window.side.width() >= window.side.minimumWidth()


def test_what_is_wanted_in_a_hidden_pane_brings_it_back(full_desk: Desk) -> None:
    """Else Ctrl+F would put letters into a field nobody sees."""
    window = full_desk.window
    for name in ("left-pane", "right-pane"):
        window.actions_.trigger(name)
    window.actions_.trigger("search")
    assert window.articles.isVisible()
    assert window.articles.search.hasFocus()
    assert not window.side.isVisible()
    window.actions_.trigger("show-annotations")
    assert window.side.isVisible()


def test_a_pane_pushed_shut_opens_wide_enough(full_desk: Desk) -> None:
    window = full_desk.window
    left, middle, right = window.panes.sizes()
    window.panes.setSizes([0, left + middle, right])
    assert not window.sides.left_shown
    window.actions_.trigger("left-pane")
    assert window.panes.sizes()[0] >= window.articles.minimumWidth()


def test_hidden_panes_stay_hidden_at_the_next_start(
    full_desk: Desk, start: Callable[..., Desk]
) -> None:
    full_desk.window.actions_.trigger("right-pane")
    now = full_desk.app.preferences.now
    assert (now.left_pane, now.right_pane) == (True, False)
    again = start(left_pane=now.left_pane, right_pane=now.right_pane)
    assert again.window.articles.isVisible()
    assert not again.window.side.isVisible()


def test_the_program_begins_where_one_read_last(
    full_desk: Desk, start: Callable[..., Desk]
) -> None:
    article = full_desk.open("山里")
    folder = full_desk.workspace.folder
    last = full_desk.app.preferences.now.last_article
    assert last == article.id
    full_desk.app.close()
    again = start(folder, last_article=last)
    again.until(lambda: again.window.reading.article is not None)
    assert again.article.id == article.id
    assert again.window.articles.chosen() == [article.id]


def test_an_article_that_is_gone_is_no_reason_to_show_none(
    full_desk: Desk, start: Callable[..., Desk]
) -> None:
    folder = full_desk.workspace.folder
    full_desk.app.close()
    again = start(folder, last_article="0123456789abcdef")
    again.until(lambda: again.window.reading.article is not None)
