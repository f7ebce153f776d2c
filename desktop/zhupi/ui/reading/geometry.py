"""Points and characters: which character lies under a point, and where a character lies.

Coordinates are the document's. Asking where something lies lays the document out that far.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextDocument, QTextLine


def character_at(document: QTextDocument, point: QPointF) -> int | None:
    """The position of the character under `point`; none beside the text, on images and gaps."""
    near = document.documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(near)
    if near < 0 or not block.isValid():
        return None
    layout = block.layout()
    inside = point - layout.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if not line.y() <= inside.y() < line.y() + line.height():
            continue
        if not line.textLength() or not line.naturalTextRect().contains(
            QPointF(inside.x(), line.naturalTextRect().center().y())
        ):
            return None
        position = line.xToCursor(inside.x(), QTextLine.CursorPosition.CursorOnCharacter)
        return block.position() + min(position, line.textStart() + line.textLength() - 1)
    return None


def character_rect(document: QTextDocument, position: int) -> QRectF:
    """Where the character at `position` stands, as high as its line; empty where none stands."""
    block = document.findBlock(position)
    if not block.isValid():
        return QRectF()
    whole = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    inside = position - block.position()
    line = layout.lineForTextPosition(inside)
    if not line.isValid():
        return whole
    left, right = cursor_x(line, inside), cursor_x(line, inside + 1)
    corner = layout.position() + QPointF(min(left, right), line.y())
    return QRectF(corner.x(), corner.y(), abs(right - left), line.height())


def cursor_x(line: QTextLine, position: int) -> float:
    """The x of a cursor at `position` of the line's block."""
    # PySide returns the position that Qt settled on with it.
    found: object = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
