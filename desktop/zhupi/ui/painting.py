"""Text and small shapes as delegates paint them: wrapped, elided, marked. Never rich text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from zhupi.core.model import Span

_BREAKS = str.maketrans(dict.fromkeys("\n\r\u2028\u2029\t\0", " "))


def one_line(text: str) -> str:
    """`text` with line breaks and tabs as spaces, one for one: offsets stay."""
    return text.translate(_BREAKS)


def units(text: str) -> int:
    """The length of `text` in UTF-16 units, as Qt counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def _head(text: str, length: int) -> str:
    """The first `length` UTF-16 units of `text`."""
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * length]
    return raw.decode("utf-16-le", "surrogatepass")


def wrapped(
    text: str,
    font: QFont,
    width: float,
    max_lines: int,
    marks: Sequence[QTextLayout.FormatRange] = (),
) -> QTextLayout:
    """`text` laid out in lines of `width` pixels; what exceeds `max_lines` ends in «…»."""
    layout, cut = _lay_out(text, font, width, max_lines, marks)
    if cut is None:
        return layout
    kept = _head(text, cut)
    rest = QFontMetricsF(font).elidedText(
        text[len(kept) :], Qt.TextElideMode.ElideRight, max(width - 1, 1)
    )
    layout, _cut = _lay_out(kept + rest, font, width, max_lines, marks)
    return layout


def _lay_out(
    text: str, font: QFont, width: float, max_lines: int, marks: Sequence[QTextLayout.FormatRange]
) -> tuple[QTextLayout, int | None]:
    """The layout, and where its last line begins if there is more text than lines."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if marks:
        layout.setFormats(list(marks))
    height = 0.0
    cut: int | None = None
    leading = QFontMetricsF(font).height() * 0.18
    layout.beginLayout()
    for number in range(max_lines + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        if number == max_lines:
            cut = layout.lineAt(max_lines - 1).textStart()
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            break
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, height))
        height += line.height() + leading
    layout.endLayout()
    return layout, cut


def layout_height(layout: QTextLayout) -> float:
    """From the top of the first line to the bottom of the last."""
    count = layout.lineCount()
    if not count:
        return 0.0
    last = layout.lineAt(count - 1)
    return last.y() + last.height()


def draw_layout(painter: QPainter, layout: QTextLayout, where: QPointF, color: QColor) -> None:
    painter.setPen(color)
    layout.draw(painter, where)


def mark_formats(
    text: str, marks: Iterable[Span], background: QColor, ink: QColor
) -> list[QTextLayout.FormatRange]:
    """Formats that mark the ranges `marks`, in code points of `text`, clipped to it."""
    formats = []
    for mark in marks:
        start, end = min(mark.start, len(text)), min(mark.end, len(text))
        if start >= end:
            continue
        look = QTextCharFormat()
        look.setBackground(background)
        look.setForeground(ink)
        item = QTextLayout.FormatRange()
        item.start = units(text[:start])
        item.length = units(text[start:end])
        item.format = look
        formats.append(item)
    return formats


def draw_chip(
    painter: QPainter,
    left: float,
    top: float,
    text: str,
    font: QFont,
    colors: tuple[QColor, QColor],
) -> float:
    """A rounded label at (`left`, `top`) in (background, ink); returns its right edge."""
    metrics = QFontMetricsF(font)
    box = QRectF(left, top, metrics.horizontalAdvance(text) + 14, metrics.height() + 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors[0])
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(colors[1])
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return box.right()


def draw_elided(
    painter: QPainter, box: QRect | QRectF, text: str, font: QFont, color: QColor
) -> None:
    """One line, vertically centred, cut with «…» where `box` ends."""
    area = QRectF(box)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(color)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, int(flags | Qt.TextFlag.TextSingleLine), shown)


def draw_fitting(
    painter: QPainter, box: QRectF, choices: Sequence[str], font: QFont, color: QColor
) -> None:
    """The first of `choices` that fits in one line; the last one, cut, where none does."""
    metrics = QFontMetricsF(font)
    for text in choices:
        if metrics.horizontalAdvance(text) <= box.width() or text == choices[-1]:
            draw_elided(painter, box, text, font, color)
            return


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """A copy of `font` in `pixels`."""
    copy = QFont(font)
    copy.setPixelSize(pixels)
    if bold:
        copy.setWeight(QFont.Weight.DemiBold)
    return copy
