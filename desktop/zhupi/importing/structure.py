"""What a reader sees though no markup says it: title, sub-heads, captions, bylines.

Works on pieces of any format. A piece's kind changes, never its words; the only pieces dropped
are repetitions of the title at the head of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zhupi.core.model import BlockKind, StyleKind
from zhupi.importing.bylines import Byline, parse_byline, parse_dateline
from zhupi.importing.characters import blank, count_han, ends_sentence, normal_lines, same_words
from zhupi.importing.pieces import Piece, Run, plain

_BODY = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)
_HEAD_PIECES = 6  #: how far into the body a title may be repeated, or a byline lead
_DATELINE_PIECES = 3
_TAIL_PIECES = 12  #: how far from the end a byline may begin
_LONGEST_HEADING = 30
_LONGEST_BOLD_HEADING = 60
_LONGEST_TITLE = 80
_LONGEST_CAPTION = 200

_CAPTION_START = re.compile(
    r"[（(【\[]?(?:[▲△▼▽↑↓◀▶]|图\d*[为片：:｜|/源注说（(]|圖\d*[為片：:｜|/源]|资料图|資料圖|配图|供图)"
)
_CAPTION_END = re.compile(
    r"(?:[图圖]源.{0,20}|[摄攝]|(?:资料|視頻|视频)?截[图圖]|资料[图圖]|供[图圖]|/[图圖]|[图圖])[）)】\]]?$"
)
_NO_HEADING_START = re.compile(
    r"[“‘「『\"'（(\[【—…·•▲△*＊\-－]|https?:|(?:记者|問|问|答|[QA])\s*[:：]|\d{4}年|\d+月\d+日|"
    r"未完待续|全文完|完$|本文|声明|（完）|注[:：]"
)
_NO_QUESTION_START = re.compile("[我你您他她咱但可而]|难道|難道|是不是|真的")
_NO_HEADING_INSIDE = re.compile("[。；;!]|说：|道：|问道|答道|电$|電$")
_SENTENCE = re.compile(r"[。！？；…]|[.!?](?:\s|[”\"’']|$)")
_NAVIGATION = re.compile(r"[\s>›»/|·：:\-]|当前位置|您?的?位置")
_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z]")


@dataclass(frozen=True, slots=True)
class Structured:
    """Pieces with their kinds settled; `title` is empty where nothing serves as one."""

    title: str
    pieces: tuple[Piece, ...]
    bylines: tuple[Byline, ...]


def settle(pieces: Sequence[Piece], title: str = "") -> Structured:
    """The structure of an article; `title` from metadata wins over what the pieces offer."""
    found = [_demote(p) for p in pieces if p.kind is BlockKind.IMAGE or not blank(p.text)]
    found = _with_title(found, title)
    shown = next((p.shown for p in found if p.kind is BlockKind.TITLE), "")
    found = _with_captions(found)
    found, bylines = _with_bylines(found)
    found = _with_headings(found)
    return Structured(shown, tuple(found), tuple(bylines))


def _demote(piece: Piece) -> Piece:
    """A heading as long as a paragraph is a paragraph: `text` over `---` makes one by accident."""
    if piece.kind not in (BlockKind.HEADING, BlockKind.TITLE):
        return piece
    if len(piece.shown) > 2 * _LONGEST_TITLE:
        return piece.as_kind(BlockKind.PARAGRAPH)
    # A title that its page breaks over two lines is one title.
    runs = tuple(Run(normal_lines(r.text).replace("\n", " "), r.styles) for r in piece.runs)
    return replace(piece, runs=runs)


def _with_title(pieces: list[Piece], title: str) -> list[Piece]:
    index = None if title else _title_index(pieces)
    if index is not None:
        before = [piece for piece in pieces[:index] if not _is_navigation(piece)]
        after = pieces[index + 1 :]
        head = pieces[index].without(StyleKind.STRONG).as_kind(BlockKind.TITLE)
    elif title:
        before, after, head = [], pieces, plain(title, BlockKind.TITLE)
    else:
        return pieces
    return [*before, head, *_without_repetition(after, head.text)]


def _is_navigation(piece: Piece) -> bool:
    """`首页 > 文化`: links and nothing else, above a title."""
    words = "".join(run.text for run in piece.runs if not run.has(StyleKind.LINK))
    linked = any(run.has(StyleKind.LINK) for run in piece.runs)
    return piece.kind is BlockKind.PARAGRAPH and linked and not _NAVIGATION.sub("", words)


def _title_index(pieces: list[Piece]) -> int | None:
    """The heading or short line that opens the article; images, notes, short lines may precede."""
    opening: list[int] = []
    for index, piece in enumerate(pieces[:_HEAD_PIECES]):
        if piece.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return index
        if piece.kind in (BlockKind.IMAGE, BlockKind.QUOTE):
            continue
        if piece.kind is not BlockKind.PARAGRAPH or len(piece.shown) > _LONGEST_TITLE // 2:
            break
        opening.append(index)
    for index in opening:
        text = pieces[index].shown
        closed = ends_sentence(text) and text[-1] not in "？?！!”"
        if not closed and parse_byline(text) is None and _WORDS.search(text):
            return index
    return None


def _without_repetition(pieces: list[Piece], title: str) -> list[Piece]:
    kept: list[Piece] = []
    seen = 0
    for piece in pieces:
        seen += piece.kind is not BlockKind.IMAGE
        repeats = piece.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH)
        if seen <= _HEAD_PIECES and repeats and same_words(piece.text, title):
            continue
        is_second = piece.kind is BlockKind.TITLE
        kept.append(piece.as_kind(BlockKind.HEADING, 1) if is_second else piece)
    return kept


def _with_captions(pieces: list[Piece]) -> list[Piece]:
    after_image = False
    for index, piece in enumerate(pieces):
        if after_image and piece.kind is BlockKind.PARAGRAPH and _is_caption(piece):
            pieces[index] = piece.without(StyleKind.EMPHASIS).as_kind(BlockKind.CAPTION)
        after_image = piece.kind is BlockKind.IMAGE
    return pieces


def _is_caption(piece: Piece) -> bool:
    text = piece.shown
    if len(text) > _LONGEST_CAPTION:
        return False
    if piece.wholly(StyleKind.EMPHASIS):
        return True
    marked = _CAPTION_START.match(text) or (len(text) <= 60 and _CAPTION_END.search(text))
    return bool(marked)


def _with_bylines(pieces: list[Piece]) -> tuple[list[Piece], list[Byline]]:
    worded = [i for i, p in enumerate(pieces) if p.kind in _BODY or p.kind is BlockKind.BYLINE]
    near = set(worded[:_HEAD_PIECES]) | set(worded[-_TAIL_PIECES:])
    datelines = (parse_dateline(pieces[index].shown) for index in worded[:_DATELINE_PIECES])
    bylines = [byline for byline in datelines if byline is not None]
    for index in worded:
        if index not in near and pieces[index].kind is not BlockKind.BYLINE:
            continue
        byline = parse_byline(pieces[index].shown)
        if byline is not None:
            pieces[index] = pieces[index].as_kind(BlockKind.BYLINE)
            bylines.append(byline)
    return pieces, bylines


def _with_headings(pieces: list[Piece]) -> list[Piece]:
    worded = [i for i, p in enumerate(pieces) if p.kind not in (BlockKind.IMAGE, BlockKind.CAPTION)]
    short = {i: _may_head(pieces[i]) for i in worded}
    result = list(pieces)
    for place, index in enumerate(worded):
        piece = pieces[index]
        following = pieces[worded[place + 1]] if place + 1 < len(worded) else None
        if piece.kind is not BlockKind.PARAGRAPH or following is None:
            continue
        if _is_bold_heading(piece, following):
            result[index] = piece.without(StyleKind.STRONG).as_kind(BlockKind.HEADING, 2)
        elif short[index] and not short[worded[place + 1]] and place > 0:
            before = pieces[worded[place - 1]]
            if not short[worded[place - 1]] and _heads(piece, before, following):
                result[index] = piece.as_kind(BlockKind.HEADING, 2)
    return result


def _is_bold_heading(piece: Piece, following: Piece) -> bool:
    text = piece.shown
    return (
        piece.wholly(StyleKind.STRONG)
        and len(text) <= _LONGEST_BOLD_HEADING
        and text[-1] not in "。；;，,：:"
        and not _CAPTION_START.match(text)
        and following.kind is not BlockKind.BYLINE
    )


def _may_head(piece: Piece) -> bool:
    """Whether the piece alone could be a bare sub-head."""
    text = piece.shown
    return (
        piece.kind is BlockKind.PARAGRAPH
        and 2 <= len(text) <= (_LONGEST_HEADING if count_han(text) else 2 * _LONGEST_HEADING)
        and len(_WORDS.findall(text)) >= 2
    )


def _heads(piece: Piece, before: Piece, following: Piece) -> bool:
    """Whether a short piece heads the paragraph after it."""
    after = following.shown
    return (
        following.kind is BlockKind.PARAGRAPH
        and len(after) >= max(30, 2 * len(piece.shown))
        and _SENTENCE.search(after) is not None
        and before.shown[-1:] not in ("：", ":")
        and _reads_as_heading(piece.shown)
    )


def _reads_as_heading(text: str) -> bool:
    """Whether the words alone could be a sub-head: no sentence, no speech, no caption, no date."""
    if any(p.match(text) for p in (_CAPTION_START, _NO_HEADING_START)):
        return False
    if any(p.search(text) for p in (_CAPTION_END, _NO_HEADING_INSIDE)):
        return False
    if text[-1] in "，、：,:" or len(re.findall("[，,]", text)) > 2:
        return False
    if text[-1] in "？?":
        # A question may head a section as well as be asked: long, and by nobody.
        return len(text) >= 8 and not _NO_QUESTION_START.match(text)
    return not ends_sentence(text)
