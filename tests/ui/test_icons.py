"""Icons: each can be drawn, in the theme's colour."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from zhupi.core.paths import resources
from zhupi.ui.icons import app_icon, icon

_NAMES = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))
_LINES = [name for name in _NAMES if name != "zhupi" and not name.startswith("arrow-")]


def _drawn(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> list[QColor]:
    """The colours of the points that are all but covered."""
    image = shown.pixmap(QSize(24, 24), 1.0, mode).toImage()
    points = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    return [point for point in points if point.alpha() > 200]


@pytest.mark.parametrize("name", _LINES)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    """An icon in black would vanish in the dark theme."""
    drawn = _drawn(icon(name, "#ff8040"))
    assert drawn
    for point in drawn:
        assert (point.red(), point.green(), point.blue()) == pytest.approx((255, 128, 64), abs=3)


def test_an_icon_of_a_disabled_action_is_paler(qapp: QApplication) -> None:
    assert not _drawn(icon("undo", "#000000"), QIcon.Mode.Disabled)


def test_an_icon_that_is_not_there_is_said_to_be_missing() -> None:
    """A typing error in a name must fail here, not show as an empty button."""
    with pytest.raises(KeyError):
        icon("no-such-icon", QColor("#000000"))


def test_the_program_has_its_own_icon(qapp: QApplication) -> None:
    image = app_icon().pixmap(QSize(64, 64), 1.0).toImage()
    assert image.pixelColor(33, 32).red() > image.pixelColor(33, 32).blue() + 80
