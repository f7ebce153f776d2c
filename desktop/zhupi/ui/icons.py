"""The program's icons: line drawings in SVG, shown in whatever colour the theme asks for.

The drawings in `resources/icons` use `currentColor`; they are read when first asked for and
drawn at the size and for the screen where they are shown. `zhupi.svg` keeps its own colours.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zhupi.core.paths import resources

_DISABLED_OPACITY = 0.35


def icon(name: str, color: QColor | str) -> QIcon:
    """The icon `name` of `resources/icons`, its lines in `color`; KeyError where there is none."""
    return QIcon(_SvgEngine(_drawing(name), QColor(color).name()))


def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    return QIcon(_SvgEngine(_drawing("zhupi"), "#000000"))


def _drawing(name: str) -> str:
    path = resources() / "icons" / f"{name}.svg"
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None


class _SvgEngine(QIconEngine):
    """Draws one SVG at any size, so that it is sharp on every screen."""

    def __init__(self, drawing: str, color: str) -> None:
        super().__init__()
        self._drawing = drawing
        self._color = color
        self._renderer: QSvgRenderer | None = None

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        if self._renderer is None:
            svg = self._drawing.replace("currentColor", self._color)
            self._renderer = QSvgRenderer(QByteArray(svg.encode()))
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(_DISABLED_OPACITY)
        self._renderer.render(painter, square)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._drawing, self._color)
