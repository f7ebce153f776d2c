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
    QTextOption,
)

from zhupi.core.model import Article, Block, BlockKind, InlineStyle, StyleKind
from zhupi.ui.reading.formats import IMAGE_EM, BlockStyle, Formats
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
}
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0\ufdd1\ufffc]")
_OPENING = "“‘（《〈「『【〔〖"
_CLOSING = "”’）》〉」』】〕〗，。、；：？！"
# The half of a full-width mark that is empty goes where another mark follows or precedes.
_TIGHT = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")
_SENTENCE_END = re.compile("[。！？；.!?;][”’」』）)]*")
# Tightening costs a format change a mark; beyond this size nobody would wait for it.
_LONGEST_TIGHTENED = 300_000


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be shown."""

    document: QTextDocument
    positions: TextPositions
    images: dict[int, Block]  #: by the number of the document's block


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
    page = Page(document, TextPositions(), {})
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
                self._add_text(block, style)
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
        self._cursor.insertImage(image)
        self._position += 1
        self._page.images[self._number] = block

    def _add_text(self, block: Block, style: BlockStyle) -> None:
        pieces = list(_pieces(self._article.text, block.start, block.end))
        for number, (start, end) in enumerate(pieces):
            first, last = number == 0, number == len(pieces) - 1
            self._start_block(style.piece(block.level, first=first, last=last), style)
            text = _displayed(self._article.text[start:end])
            after = self._page.positions.add(self._position, start, text)
            for piece_start, piece_end, kinds in self._runs(block, start, text):
                self._cursor.insertText(text[piece_start:piece_end], style.format(kinds))
            self._position = after

    def _runs(
        self, block: Block, start: int, text: str
    ) -> Iterator[tuple[int, int, frozenset[str]]]:
        """`text` cut wherever its format changes: start, end, and what is special there."""
        special: list[tuple[int, int, str]] = [
            (max(0, style.start - start), min(len(text), style.end - start), style.kind.value)
            for style in self._styles.within(start, start + len(text))
        ]
        if self._tighten and block.kind in _TIGHTENED_KINDS:
            special += [(m.start(), m.end(), "tight") for m in _TIGHT.finditer(text)]
        if not special:
            if text:
                yield 0, len(text), frozenset()
            return
        cuts = sorted({0, len(text), *(s for s, _, _ in special), *(e for _, e, _ in special)})
        special.sort()
        active: list[tuple[int, int, str]] = []
        following = 0
        for cut, after in pairwise(cuts):
            while following < len(special) and special[following][0] <= cut:
                active.append(special[following])
                following += 1
            active = [item for item in active if item[1] > cut]
            yield cut, after, frozenset(kind for _, _, kind in active)


_TIGHTENED_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})


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
    if not _ODD.search(text):
        return text
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
