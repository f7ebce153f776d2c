"""Old and new beside each other: the passage is where one looks for it, in both."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from zhupi.core.model import Span
from zhupi.core.reviewing import Excerpt
from zhupi.ui.review.comparison import NARROW, Column, ComparisonView
from zhupi.ui.review.differences import compare
from zhupi.ui.theme import THEMES

LIGHT = THEMES["light"]


def excerpt(before: str, passage: str, after: str) -> Excerpt:
    return Excerpt(before + passage + after, 0, (Span(len(before), len(before) + len(passage)),))


def view(qtbot: QtBot, width: int) -> ComparisonView:
    left, right = compare(
        excerpt("码头的灯在天亮前熄灭。" * 6, "船长把缆绳收好", "，听见钟楼敲了六下。"),
        excerpt("海雾。", "船长把旧缆绳收好", "。" * 3),
    )
    shown = ComparisonView(LIGHT)
    qtbot.addWidget(shown)
    shown.show_columns((Column("old", left, old=True), Column("new", right)))
    shown.resize(width, shown.heightForWidth(width))
    return shown


def bands(shown: ComparisonView) -> int:
    """How many highlights one meets going down along the left edge."""
    image, wanted = shown.grab().toImage(), QColor(LIGHT.highlighted("yellow")).rgb()
    marked = [image.pixelColor(26, y).rgb() == wanted for y in range(image.height())]
    return sum(now and not before for before, now in pairwise(marked))


def first_marked_row(shown: ComparisonView, columns: range) -> int:
    """The first line of pixels with the highlight's colour within these columns."""
    image, wanted = shown.grab().toImage(), QColor(LIGHT.highlighted("yellow")).rgb()
    for y in range(image.height()):
        if any(image.pixelColor(x, y).rgb() == wanted for x in columns):
            return y
    raise AssertionError("the passage is not marked")


def test_the_passage_begins_at_the_same_height_in_both_columns(qtbot: QtBot) -> None:
    """Else the eye has to look for it, however many lines stand before it on either side."""
    shown = view(qtbot, 900)
    middle = shown.width() // 2
    left = first_marked_row(shown, range(middle - 100))
    assert left == first_marked_row(shown, range(middle + 60, shown.width()))
    assert left > 60, "what stands before it is above it"


def test_in_a_narrow_place_the_columns_stand_one_above_the_other(qtbot: QtBot) -> None:
    assert (bands(view(qtbot, NARROW)), bands(view(qtbot, NARROW - 1))) == (1, 2)


def test_a_screen_reader_is_told_both_texts(qtbot: QtBot) -> None:
    words = view(qtbot, 900).accessibleDescription()
    assert "船长把缆绳收好" in words
    assert "船长把旧缆绳收好" in words
