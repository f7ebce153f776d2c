"""An article → the QTextDocument that shows it, and the positions of its characters there.

The document is built detached, without layout, from blocks that hold nothing but text in fixed
formats and one picture of our own for every image: no markup of an article, no address and no
style ever reaches Qt. Each character of the canonical text stands in the document as one
character (one that Qt would take for a break is shown by a stand-in), so `TextPositions` holds
for the whole text. Blocks too long to be laid out are broken in the display only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLength,
    QTextOption,
)

from zhupi.core.model import Article, Block, BlockKind, InlineStyle, StyleKind
from zhupi.ui.reading.formats import IMAGE_EM, TIGHT, BlockStyle, Formats, Part
from zhupi.ui.reading.look import Look
from zhupi.ui.reading.placeholder import IMAGE_NAME, placeholder
from zhupi.ui.text_positions import TextPositions

LONGEST_BLOCK = 4_000
_LOOK_BACK = 400
# What Qt takes for the end of a block or a line, or cannot hold, and what would be invisible.
_STAND_INS = {
    **dict.fromkeys(range(0x20), 0xFFFD),
    **dict.fromkeys(range(0x7F, 0xA0), 0xFFFD),
    0x09: 0x20,
    0x0A: 0x20,
    0x0D: 0x20,
    0x85: 0x20,
    0x2028: 0x20,
    0x2029: 0x20,
    0xFDD0: 0xFFFD,
    0xFDD1: 0xFFFD,
    0xFFFC: 0xFFFD,
    # A mark of byte order is dropped where a string given to Qt begins with it.
    0xFEFF: 0x2060,
}
_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0\ufdd1\ufeff\ufffc\ufffe\uffff]"
)
_OPENING = "“‘（《〈「『【〔〖"
_CLOSING = "”’）》〉」』】〕〗，。、；：？！"
_MARKS = re.compile(f"[{_OPENING}{_CLOSING}]{{2,}}")
_OPENING_SET = frozenset(_OPENING)
_NUMBER = "[0-9０-９]+|[A-Za-z]|[一二三四五六七八九十百]+"
_NUMBERED = re.compile(rf"\s*(?:[（(](?:{_NUMBER})[）)]|(?:{_NUMBER})[.．、)）:：]|[①-⑳•·●▪◦‣–—-])")
_SENTENCE_END = re.compile("[。！？；.!?;][”’」』）)]*")
# Tightening costs a format change a mark; beyond this size nobody would wait for it.
_LONGEST_TIGHTENED = 300_000
_PLAIN: frozenset[str] = frozenset()
_TIGHT = frozenset({TIGHT})
_Run = tuple[int, int, frozenset[str]]  # start, end, what is special there


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be shown."""

    document: QTextDocument
    positions: TextPositions
    #: by the number of the document's block
    images: dict[int, Block]
    quotes: set[int]
    bullets: set[int]


def build_page(article: Article | None, look: Look, ratio: float, parent: QObject) -> Page:
    """The page of `article` in `look`, for a screen of `ratio` device pixels to a pixel."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    formats = Formats(look)
    document.setDefaultFont(formats[BlockKind.PARAGRAPH].plain.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    page = Page(document, TextPositions(), {}, set(), set())
    if article is not None:
        if any(block.kind is BlockKind.IMAGE for block in article.blocks):
            document.addResource(
                QTextDocument.ResourceType.ImageResource.value,
                QUrl(IMAGE_NAME),
                placeholder(look, IMAGE_EM * look.font_pixels, ratio),
            )
        _Builder(article, page, formats).build()
    return page


class _Builder:
    """Writes one article's blocks into a document, from top to bottom."""

    def __init__(self, article: Article, page: Page, formats: Formats) -> None:
        self._article = article
        self._page = page
        self._formats = formats
        self._cursor = QTextCursor(page.document)
        self._tighten = len(article.text) <= _LONGEST_TIGHTENED
        self._styles = _StyleQueue(article.styles)
        self._first = True
        self._position = 0
        self._number = 0

    def build(self) -> None:
        self._cursor.beginEditBlock()
        blocks = self._article.blocks
        for index, block in enumerate(blocks):
            style = self._formats[block.kind]
            if block.kind is BlockKind.IMAGE:
                captioned = index + 1 < len(blocks) and blocks[index + 1].kind is BlockKind.CAPTION
                self._add_image(block, style, captioned=captioned)
            else:
                opens = not index or blocks[index - 1].kind is not block.kind
                self._add_text(block, style, opens_group=opens)
        self._cursor.endEditBlock()

    def _start_block(self, block_format: QTextBlockFormat, style: BlockStyle) -> None:
        if self._first:
            self._cursor.setBlockFormat(block_format)
            self._cursor.setBlockCharFormat(style.plain)
            self._first = False
        else:
            self._cursor.insertBlock(block_format, style.plain)
            self._position += 1
            self._number += 1

    def _add_image(self, block: Block, style: BlockStyle, *, captioned: bool) -> None:
        self._start_block(style.joined(below=captioned), style)
        image = QTextImageFormat()
        image.setName(IMAGE_NAME)
        image.setMaximumWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        self._cursor.insertImage(image)
        self._position += 1
        self._page.images[self._number] = block

    def _add_text(self, block: Block, style: BlockStyle, *, opens_group: bool) -> None:
        pieces = list(_pieces(self._article.text, block.start, block.end))
        for number, (start, end) in enumerate(pieces):
            part = Part(number == 0, number == len(pieces) - 1, opens_group)
            self._start_block(style.part(block.level, part), style)
            text = _displayed(self._article.text[start:end])
            self._note_ornament(block, text, first=part.first)
            after = self._page.positions.add(self._position, start, text)
            for piece_start, piece_end, kinds in self._runs(block, start, text):
                self._cursor.insertText(text[piece_start:piece_end], style.format(kinds))
            self._position = after

    def _note_ornament(self, block: Block, text: str, *, first: bool) -> None:
        if block.kind is BlockKind.QUOTE:
            self._page.quotes.add(self._number)
        elif block.kind is BlockKind.LIST_ITEM and first and not _NUMBERED.match(text):
            self._page.bullets.add(self._number)

    def _runs(self, block: Block, start: int, text: str) -> Iterator[_Run]:
        """`text` cut wherever its format changes."""
        tight = _tight_marks(text, opens=start == block.start) if self._tighten else []
        styles = self._styles.within(start, start + len(text))
        if styles:
            special = [
                (max(0, style.start - start), min(len(text), style.end - start), style.kind.value)
                for style in styles
            ]
            return _cut(len(text), special + [(at, at + 1, TIGHT) for at in tight])
        return _cut_marks(len(text), tight)


def _cut_marks(length: int, tight: Sequence[int]) -> Iterator[_Run]:
    """The usual case: nothing but single marks is special."""
    done = 0
    for at in tight:
        if at > done:
            yield done, at, _PLAIN
        yield at, at + 1, _TIGHT
        done = at + 1
    if done < length:
        yield done, length, _PLAIN


def _cut(length: int, special: list[tuple[int, int, str]]) -> Iterator[_Run]:
    """`length` characters cut wherever one of the `special` ranges begins or ends."""
    cuts = sorted({0, length, *(s for s, _, _ in special), *(e for _, e, _ in special)})
    special.sort()
    active: list[tuple[int, int, str]] = []
    following = 0
    for cut, after in pairwise(cuts):
        while following < len(special) and special[following][0] <= cut:
            active.append(special[following])
            following += 1
        active = [item for item in active if item[1] > cut]
        yield cut, after, frozenset(kind for _, _, kind in active)


def _tight_marks(text: str, *, opens: bool) -> list[int]:
    """Where a full-width mark stands whose empty half adjoins another mark, or the indent.

    Of two neighbours one gives up its half: a closing mark to what follows, an opening mark to
    an opening one before it.
    """
    found = [0] if opens and text[:1] in _OPENING_SET else []
    for run in _MARKS.finditer(text):
        marks, at = run[0], run.start()
        for index in range(len(marks)):
            if marks[index] in _OPENING_SET:
                adjoins = index > 0 and marks[index - 1] in _OPENING_SET
            else:
                adjoins = index + 1 < len(marks)
            if adjoins:
                found.append(at + index)
    return found


class _StyleQueue:
    """Hands out an article's inline styles to blocks that come in the order of the text."""

    def __init__(self, styles: Sequence[InlineStyle]) -> None:
        self._styles = sorted(styles, key=lambda style: style.start)
        self._next = 0
        self._open: list[InlineStyle] = []

    def within(self, start: int, end: int) -> list[InlineStyle]:
        """The styles that touch `start`..`end`; later calls ask for later ranges."""
        while self._next < len(self._styles) and self._styles[self._next].start < end:
            self._open.append(self._styles[self._next])
            self._next += 1
        self._open = [style for style in self._open if style.end > start]
        return list(self._open)


def link_at(article: Article, offset: int) -> str:
    """The address that the character at `offset` links to, or nothing."""
    for style in article.styles:
        if style.kind is StyleKind.LINK and style.start <= offset < style.end and style.url:
            return style.url
    return ""


def _displayed(text: str) -> str:
    """`text` with stand-ins for what Qt would misread; as long, in code points and units."""
    if text.isprintable() and "\ufffc" not in text:
        return text  # far faster than the search below
    return _ODD.sub(lambda found: chr(_STAND_INS.get(ord(found[0]), 0xFFFD)), text)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A block's range in ranges short enough to lay out, cut after a sentence where one ends."""
    while end - start > LONGEST_BLOCK:
        limit = start + LONGEST_BLOCK
        cut = limit
        for found in _SENTENCE_END.finditer(text, limit - _LOOK_BACK, limit):
            cut = found.end()
        yield start, cut
        start = cut
    yield start, end
