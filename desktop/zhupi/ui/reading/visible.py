"""The lines of the document that can be seen, and where ranges lie on them.

Made anew for each painting, for the visible part only: a book costs as little as a page.
Coordinates are the viewport's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLine

from zhupi.ui.reading.geometry import cursor_x

# A highlight's box round the baseline, in ems.
_ABOVE, _BELOW = 0.93, 0.19


class Box(NamedTuple):
    """The part of a range on one line; whether the range begins and ends in it."""

    rect: QRectF
    begins: bool
    ends: bool
    column: float  #: the left edge of the line's column


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    line: QTextLine
    block: int  # the block's position
    origin: float
    base: float
    em: int


class VisibleText:
    """What of `document`, scrolled by `scrolled` pixels, lies within `clip`."""

    def __init__(self, document: QTextDocument, scrolled: int, clip: QRect) -> None:
        self._scrolled = scrolled
        self._clip = clip
        self.blocks: list[tuple[QTextBlock, QRectF]] = []
        self._lines = list(self._find_lines(document))
        self._starts = [line.start for line in self._lines]

    @property
    def start(self) -> int:
        """The document position of the first visible character."""
        return self._lines[0].start if self._lines else 0

    @property
    def end(self) -> int:
        return self._lines[-1].end if self._lines else 0

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """Where document positions `start`..`end` are seen, line by line."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._lines) and self._starts[index] < end:
            line = self._lines[index]
            index += 1
            low, high = max(start, line.start), min(end, line.end)
            if low >= high:
                continue
            left = cursor_x(line.line, low - line.block)
            right = cursor_x(line.line, high - line.block)
            top = line.base - _ABOVE * line.em
            yield Box(
                QRectF(line.origin + left, top, right - left, (_ABOVE + _BELOW) * line.em),
                low == start,
                high == end,
                line.origin,
            )

    def _find_lines(self, document: QTextDocument) -> Iterator[_Line]:
        layout = document.documentLayout()
        top = self._clip.top() + self._scrolled
        bottom = self._clip.bottom() + self._scrolled
        position = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(0, position))
        # A block before may hang into view: margins can overlap.
        if block.previous().isValid():
            block = block.previous()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom:
                return
            self.blocks.append((block, rect.translated(0, -self._scrolled)))
            if not _is_image(block):
                yield from self._lines_of(block, top, bottom)
            block = block.next()

    def _lines_of(self, block: QTextBlock, top: int, bottom: int) -> Iterator[_Line]:
        layout = block.layout()
        origin, start = layout.position(), block.position()
        em = block.charFormat().font().pixelSize()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            y = origin.y() + line.y()
            if y > bottom:
                return
            # Boxes are higher than some lines: those just above are seen too.
            if y + line.height() + em < top:
                continue
            first = start + line.textStart()
            base = y + line.ascent() - self._scrolled
            yield _Line(first, first + line.textLength(), line, start, origin.x(), base, em)


def _is_image(block: QTextBlock) -> bool:
    # With its border two characters; the text is only asked for then, it would be copied.
    return block.length() == 2 and block.text() == "\ufffc"
