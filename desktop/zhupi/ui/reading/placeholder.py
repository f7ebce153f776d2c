"""The picture that stands where an article has an image: images are never fetched or opened."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from zhupi.ui.fonts import font
from zhupi.ui.reading.look import Look

IMAGE_NAME = "zhupi:image"
_PROPORTION = 0.36


def placeholder(look: Look, width: int, ratio: float) -> QImage:
    """A quiet frame, `width` pixels wide, with `look.image_text` in it."""
    height = round(width * _PROPORTION)
    image = QImage(
        round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    theme = look.theme
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.faint), 1.2))
    painter.setBrush(QColor(theme.background))
    painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 8, 8)
    middle = QPointF(width / 2, height / 2 - (13 if look.image_text else 0))
    painter.setPen(
        QPen(QColor(theme.dim), 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(middle.x() - 19, middle.y() - 14, 38, 28), 4, 4)
    painter.drawEllipse(middle + QPointF(-8, -4.5), 3, 3)
    hills = ((-17.5, 11), (-5, 0), (3, 7.5), (8.5, 3), (17.5, 11))
    painter.drawPolyline([middle + QPointF(x, y) for x, y in hills])
    painter.setFont(font(serif=False, pixels=13))
    painter.drawText(
        QRectF(8, middle.y() + 22, width - 16, 24), Qt.AlignmentFlag.AlignCenter, look.image_text
    )
    painter.end()
    return image
