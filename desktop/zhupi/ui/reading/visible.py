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
from PySide6.QtGui import QColor, QTextBlock, QTextDocument, QTextLine

from zhupi.ui.reading.geometry import cursor_x

# A highlight's box round the baseline, in ems.
_ABOVE, _BELOW = 0.93, 0.19


class Box(NamedTuple):
    """The part of a range on one line; whether the range begins and ends in it."""

    rect: QRectF
    begins: bool
    ends: bool
    column: float  #: the left edge of the line's column
    edge: float  #: the right one
    ink: QColor  #: of the line's text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in view; `start` and `end` are document positions."""

    start: int
    end: int
    line: QTextLine
    block: int  #: the block's position
    origin: float  #: the left edge of its column
    base: float  #: the y of its baseline
    em: int
    ink: QColor  #: of its text

    def x(self, position: int) -> float:
        """Where the character at a document position of the line begins."""
        return self.origin + cursor_x(self.line, position - self.block)

    @property
    def edge(self) -> float:
        """The right edge of its column."""
        return self.origin + self.line.x() + self.line.width()

    @property
    def top(self) -> float:
        """The upper edge of marks in this line."""
        return self.base - _ABOVE * self.em

    @property
    def height(self) -> float:
        """Of marks in this line."""
        return (_ABOVE + _BELOW) * self.em


class VisibleText:
    """What of `document`, scrolled by `scrolled` pixels, lies within `clip`."""

    def __init__(self, document: QTextDocument, scrolled: int, clip: QRect) -> None:
        self.scrolled = scrolled
        self._clip = clip
        self.blocks: list[tuple[QTextBlock, QRectF]] = []
        self.lines = list(self._find_lines(document))
        self._starts = [line.start for line in self.lines]

    @property
    def start(self) -> int:
        """The document position of the first visible character."""
        return self.lines[0].start if self.lines else 0

    @property
    def end(self) -> int:
        return self.lines[-1].end if self.lines else 0

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """Where document positions `start`..`end` are seen, line by line."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.lines) and self._starts[index] < end:
            line = self.lines[index]
            index += 1
            low, high = max(start, line.start), min(end, line.end)
            if low >= high:
                continue
            left, right = line.x(low), line.x(high)
            yield Box(
                QRectF(left, line.top, right - left, line.height),
                low == start,
                high == end,
                line.origin,
                line.edge,
                line.ink,
            )

    def _find_lines(self, document: QTextDocument) -> Iterator[Line]:
        layout = document.documentLayout()
        top = self._clip.top() + self.scrolled
        bottom = self._clip.bottom() + self.scrolled
        position = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(0, position))
        # A block before may hang into view: margins can overlap.
        if block.previous().isValid():
            block = block.previous()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom:
                return
            self.blocks.append((block, rect.translated(0, -self.scrolled)))
            if not _is_image(block):
                yield from self._lines_of(block, top, bottom)
            block = block.next()

    def _lines_of(self, block: QTextBlock, top: int, bottom: int) -> Iterator[Line]:
        layout = block.layout()
        origin, start = layout.position(), block.position()
        look = block.charFormat()
        em, ink = look.font().pixelSize(), look.foreground().color()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            y = origin.y() + line.y()
            if y > bottom:
                return
            # Boxes are higher than some lines: those just above are seen too.
            if y + line.height() + em < top:
                continue
            first = start + line.textStart()
            base = y + line.ascent() - self.scrolled
            yield Line(first, first + line.textLength(), line, start, origin.x(), base, em, ink)


def _is_image(block: QTextBlock) -> bool:
    # With its border two characters; the text is only asked for then, it would be copied.
    return block.length() == 2 and block.text() == "\ufffc"
