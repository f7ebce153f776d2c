"""The typography of an article: one `BlockStyle` a kind of block, made once a page.

Chinese text is set in a grid of ems: body text indented by two, justified, on lines of a fixed
height (a proportional one would multiply what the font itself asks for, and fonts differ).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat

from zhupi.core.model import BlockKind, StyleKind
from zhupi.ui.fonts import font
from zhupi.ui.reading.look import Look

IMAGE_EM = 24
TIGHT = "tight"  #: said of a full-width mark that gives up its empty half


class Part(NamedTuple):
    """Which piece of a block that is broken in the display, and whether its kind begins here."""

    first: bool
    last: bool
    opens_group: bool


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a kind differs from body text; lengths in ems of the look's size."""

    size: float = 1.0
    lines: float = 1.5  #: line height, in ems of this size; 0: the line is as high as its image
    above: float = 0.0
    above_group: float = 0.0  #: more, before the first of several blocks of this kind
    below: float = 0.0
    left: float = 0.0
    indent: float = 0.0
    color: str = "ink"
    bold: bool = False
    sans: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    heading: int = 0


def _settings(look: Look) -> dict[BlockKind, _Setting]:
    body = look.line_height
    justify, center = Qt.AlignmentFlag.AlignJustify, Qt.AlignmentFlag.AlignHCenter
    return {
        BlockKind.TITLE: _Setting(1.6, 1.42, below=1.3, bold=True, heading=1),
        BlockKind.HEADING: _Setting(
            1.12, 1.5, above=1.3, below=0.55, color="accent", bold=True, heading=2
        ),
        BlockKind.PARAGRAPH: _Setting(1, body, below=0.5, indent=2, align=justify),
        BlockKind.IMAGE: _Setting(1, 0, above=0.7, below=0.8, align=center),
        BlockKind.CAPTION: _Setting(0.75, 1.5, below=1.1, color="dim", sans=True, align=center),
        BlockKind.BYLINE: _Setting(0.78, 1.7, above_group=1.2, color="dim", sans=True),
        BlockKind.QUOTE: _Setting(0.95, body, below=0.5, left=2, align=justify),
        BlockKind.LIST_ITEM: _Setting(1, body, below=0.25, left=2, align=justify),
    }


@dataclass(slots=True)
class BlockStyle:
    """The formats of one kind of block; what has been made is kept."""

    look: Look
    setting: _Setting
    plain: QTextCharFormat
    _block: QTextBlockFormat
    _chars: dict[frozenset[str], QTextCharFormat] = field(default_factory=dict)
    _blocks: dict[tuple[int, Part], QTextBlockFormat] = field(default_factory=dict)

    def format(self, kinds: frozenset[str]) -> QTextCharFormat:
        """The format of characters to which `kinds` apply: inline styles, `TIGHT`."""
        if not kinds:
            return self.plain
        found = self._chars.get(kinds)
        if found is None:
            found = self._chars[kinds] = self._special(kinds)
        return found

    def _special(self, kinds: frozenset[str]) -> QTextCharFormat:
        result = QTextCharFormat(self.plain)
        face = QFont(self.plain.font())
        if TIGHT in kinds:
            face.setFeature(QFont.Tag("halt"), 1)
        if StyleKind.STRONG in kinds:
            face.setWeight(QFont.Weight.Bold)
        result.setFont(face)
        theme = self.look.theme
        if StyleKind.EMPHASIS in kinds:
            # Slanted Chinese reads badly; dots below each character, as in print.
            result.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            result.setUnderlineColor(QColor(theme.dim))
        if StyleKind.LINK in kinds:
            result.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            result.setUnderlineColor(QColor(theme.accent))
        return result

    def part(self, level: int, part: Part) -> QTextBlockFormat:
        """The block format; a block broken in the display keeps its pieces together."""
        key = (level, part)
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = QTextBlockFormat(self._block)
            em = self.look.font_pixels
            if not part.first:
                found.setTextIndent(0)
                found.setTopMargin(0)
            elif part.opens_group:
                found.setTopMargin(found.topMargin() + round(em * self.setting.above_group))
            if not part.last:
                found.setBottomMargin(0)
            if self.setting.heading > 1 and level:
                found.setHeadingLevel(min(6, level))
            elif level > 1:
                found.setLeftMargin(found.leftMargin() + 1.5 * em * min(level - 1, 6))
        return found

    def joined(self, *, below: bool) -> QTextBlockFormat:
        """The block format of an image, near to its caption where it has one."""
        result = QTextBlockFormat(self._block)
        if below:
            result.setBottomMargin(round(self.look.font_pixels * 0.3))
        return result


class Formats:
    """The styles of all kinds in one look, each made when first asked for."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._settings = _settings(look)
        self._made: dict[BlockKind, BlockStyle] = {}

    def __getitem__(self, kind: BlockKind) -> BlockStyle:
        if kind not in self._made:
            self._made[kind] = self._make(self._settings[kind])
        return self._made[kind]

    def _make(self, setting: _Setting) -> BlockStyle:
        look, em = self._look, self._look.font_pixels
        pixels = round(em * setting.size)
        chars = QTextCharFormat()
        chars.setFont(font(serif=look.serif and not setting.sans, pixels=pixels, bold=setting.bold))
        chars.setForeground(QColor(getattr(look.theme, setting.color)))
        block = QTextBlockFormat()
        block.setAlignment(setting.align)
        block.setTopMargin(round(em * setting.above))
        block.setBottomMargin(round(em * setting.below))
        block.setLeftMargin(round(em * setting.left))
        block.setTextIndent(round(em * setting.indent))
        if setting.heading:
            block.setHeadingLevel(setting.heading)
        if setting.lines:
            block.setLineHeight(
                round(pixels * setting.lines),
                QTextBlockFormat.LineHeightTypes.FixedHeight.value,
            )
        return BlockStyle(look, setting, chars, block)
