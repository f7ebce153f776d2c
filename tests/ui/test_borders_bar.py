"""The strip over the article while the right borders of a name are selected."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from zhupi.core.messages import ENGLISH
from zhupi.ui.understanding.borders_bar import BordersBar


def test_what_has_no_room_in_the_strip_can_be_read_over_it(qtbot: QtBot) -> None:
    """In a narrow window nobody would learn that Enter ends it."""
    page = QWidget()
    qtbot.addWidget(page)
    bar = BordersBar(ENGLISH, page)
    page.resize(300, 100)
    bar.resize(300, bar.height())
    page.show()
    bar.ask("中国外交部")
    assert "press Enter" in bar.words.toolTip()
