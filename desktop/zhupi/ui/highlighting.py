"""What stands behind marked text: colours that are mixed, and patterns that need no colour.

Invariant: text keeps a contrast of 4.5:1 on everything painted by what is here, however many
highlights lie over each other. Where mixing their colours would come below that, the mixture is
led back towards the paper as far as need be; it keeps its hue. `tests/ui` computes it from these
values and from the pixels on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath

from zhupi.ui.contrast import contrast
from zhupi.ui.theme import Theme

READABLE = 4.5  #: WCAG 2.2, level AA, for text of any size
_AIM = 4.6  # colours on the screen are rounded
_FINEST = 8  # halvings on the way from a mixture to the paper
_TILE = 8  # pixels after which a pattern repeats
_STRIPE = 0.25  # of ink in the stripes of a pattern without colour
_GAP = 0.62  # of paper in the stripes that are left out of a colour


@dataclass(frozen=True, slots=True)
class Fill:
    """How a stretch is painted: its ground, and patterns over it."""

    ground: QColor
    stripes: tuple[QBrush, ...]
    #: whether one highlight more could not be told from the ground; then it has an edge
    full: bool


class Highlighting:
    """The fills of one theme, each found out once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._paper = QColor(theme.paper)
        self._fills: dict[tuple[int, tuple[str, ...]], Fill] = {}
        self._grounds: dict[tuple[int, int], QColor] = {}

    def fill(self, text: QColor, names: Sequence[str]) -> Fill:
        """What lies under `text` where highlights of these colours do, one name for each."""
        key = (text.rgb(), tuple(sorted(names)))
        found = self._fills.get(key)
        if found is None:
            found = self._fills[key] = self._make(text, key[1])
        return found

    def readable(self, text: QColor, ground: QColor) -> QColor:
        """`ground`, led towards the paper until `text` can be read on it."""
        key = (text.rgb(), ground.rgb())
        found = self._grounds.get(key)
        if found is None:
            found = self._grounds[key] = self._lead_back(text, ground)
        return found

    def _make(self, text: QColor, names: tuple[str, ...]) -> Fill:
        theme, mixed = self.theme, self.theme.highlighted(*names)
        if theme.highlights == "pattern":
            stripe = self.readable(text, mix(self._paper, QColor(theme.ink), _STRIPE))
            return Fill(self._paper, _brushes(names, stripe), len(set(names)) < len(names))
        ground = self.readable(text, mixed)
        full = len(names) > 1 and ground != mixed
        if theme.highlights == "both":
            return Fill(ground, _brushes(names, mix(ground, self._paper, _GAP)), full)
        return Fill(ground, (), full)

    def _lead_back(self, text: QColor, ground: QColor) -> QColor:
        if contrast(text, ground) >= _AIM:
            return ground
        low, high = 0.0, 1.0
        for _halving in range(_FINEST):
            middle = (low + high) / 2
            if contrast(text, mix(ground, self._paper, middle)) >= _AIM:
                high = middle
            else:
                low = middle
        return mix(ground, self._paper, high)


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """`share` (0 to 1) of the second colour in the first, as a colour of the screen."""
    red, green, blue = (
        round(a + (b - a) * share)
        for a, b in (
            (first.red(), second.red()),
            (first.green(), second.green()),
            (first.blue(), second.blue()),
        )
    )
    return QColor(red, green, blue)


def paint_fill(painter: QPainter, path: QPainterPath, fill: Fill) -> None:
    """Fills `path`; where patterns begin is the painter's `brushOrigin`."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, fill.ground)
    for stripes in fill.stripes:
        painter.fillPath(path, stripes)


def _brushes(names: Sequence[str], color: QColor) -> tuple[QBrush, ...]:
    return tuple(QBrush(_tile(name, color)) for name in dict.fromkeys(names))


def _tile(name: str, color: QColor) -> QImage:
    """One piece of a colour's pattern; laid side by side they are seamless.

    Lines upwards, lines downwards, dots, lines across, upright lines: whatever two or three of
    them lie over each other, each is still to be seen.
    """
    image = QImage(_TILE, _TILE, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(color)
    painter.setPen(Qt.PenStyle.NoPen)
    side = float(_TILE)
    match name:
        case "green" | "yellow":
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(color)
            pen.setWidthF(2.0)
            painter.setPen(pen)
            for shift in (-side, 0.0, side):
                from_, to = (shift - 2, -2.0), (shift + side + 2, side + 2)
                if name == "yellow":
                    from_, to = (shift - 2, side + 2), (shift + side + 2, -2.0)
                painter.drawLine(QPointF(*from_), QPointF(*to))
        case "pink":
            for x, y in ((2.0, 2.0), (6.0, 6.0)):
                painter.drawEllipse(QPointF(x, y), 1.9, 1.9)
        case "blue":
            painter.drawRect(QRectF(0, 1, side, 1.5))
            painter.drawRect(QRectF(0, 5, side, 1.5))
        case _:
            painter.drawRect(QRectF(1, 0, 1.5, side))
            painter.drawRect(QRectF(5, 0, 1.5, side))
    painter.end()
    return image
