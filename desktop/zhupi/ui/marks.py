"""The colours of highlights as icons and buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from zhupi.core.messages import Translator
from zhupi.ui.highlighting import Highlighting, paint_fill
from zhupi.ui.panels.wording import color_text
from zhupi.ui.theme import Theme


def color_button(color: str, theme: Theme, tr: Translator, parent: QWidget) -> QToolButton:
    """A round button in a highlight's colour."""
    button = QToolButton(parent)
    button.setIcon(color_icon(color, theme))
    name = color_text(color, tr)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def color_icon(color: str, theme: Theme) -> QIcon:
    """A dot in a highlight's colour or pattern, as it looks on paper."""
    pixmap = QPixmap(44, 44)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dot = QPainterPath()
    dot.addEllipse(2, 2, 18, 18)
    paint_fill(painter, dot, Highlighting(theme).fill(QColor(theme.ink), (color,)))
    painter.setPen(theme.mark_ink(color))
    painter.drawPath(dot)
    painter.end()
    return QIcon(pixmap)
