"""HTML pages as browsers save them: the article's own words, out of all that is around them.

trafilatura says which words are the article's, and the page's metadata; the words themselves,
their order and the pictures between them come from our own walk over the tree, so that no
character is altered. Where it finds too little, everything in the page is the article.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lxml import etree

from zhupi.core.errors import ReadError, shown_path
from zhupi.core.messages import message
from zhupi.core.model import Article, BlockKind
from zhupi.core.protocols import ReadFailure, ReadOptions, SourceFile
from zhupi.importing.builder import build
from zhupi.importing.bylines import author_credits, parse_byline
from zhupi.importing.characters import blank, count_han, normal_lines, scrub, squeeze
from zhupi.importing.dates import parse_date
from zhupi.importing.encodings import codec_of, decode_exactly, detect_encoding
from zhupi.importing.html_flat import flat_pieces
from zhupi.importing.html_tree import PagePiece, page_pieces, parse
from zhupi.importing.pieces import Draft, Piece

_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html\b|head\b|body\b)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CHINESE_CODECS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
}
_LARGEST_EXTRACTED = 8_000_000  #: characters; larger pages are read whole
_SURE = 15  #: characters from which a piece found again in the extract is no coincidence
_TOO_LITTLE = 120  #: characters below which an extract is compared with the whole page
_ORIGINAL_ADDRESS = re.compile(r"<!-- saved from url=\(\d+\)(\S+?) ?-->")


class HtmlReader:
    """Reads saved web pages."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def score(self, source: SourceFile) -> float:
        if source.path.suffix.lower() in self.suffixes:
            return 0.95
        head = source.data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
        return 0.8 if _OPENING.match(head) else 0.0

    def read(self, source: SourceFile, options: ReadOptions) -> Iterator[Article | ReadFailure]:
        codec = options.encoding or _declared(source.data)
        text, encoding = _decode(source, codec, given=bool(options.encoding))
        root = parse(text)
        facts = _Facts()
        pieces: list[PagePiece] = []
        if root is not None:
            facts = _facts(root, text)
            pieces = _article(page_pieces(root), facts)
        if _wordless(pieces):
            # Also a page that lies whole within a comment or a script that is never closed.
            pieces = flat_pieces(text)
        if _wordless(pieces):
            raise ReadError(message("{path} holds no text.", path=shown_path(source.path)))
        draft = Draft(
            pieces=tuple(p.piece for p in pieces),
            title=_title(facts.title, pieces),
            source=facts.source,
            credits=author_credits(facts.author, chinese=count_han(text[:10_000]) > 0),
            published=facts.published,
            url=facts.url,
        )
        yield build(draft, source, options, self.name, encoding)


def _wordless(pieces: Sequence[PagePiece]) -> bool:
    return all(blank(page.piece.text) for page in pieces)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the page says of itself, and the words that trafilatura calls the article's."""

    title: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    extract: str = ""


def _declared(data: bytes) -> str:
    """The codec the page names, where it reads the page; empty otherwise."""
    guessed = detect_encoding(data[: 64 * 1024])
    if guessed in ("utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"):
        return ""
    match = _CHARSET.search(data[:8192])
    if match is None:
        return ""
    named = match[1].decode("ascii").lower()
    codec = _CHINESE_CODECS.get(named, named)
    try:
        text = data[: 64 * 1024].decode(codec, "replace")
    except (LookupError, ValueError):
        return ""
    # A page that was saved in another encoding than it names is read as what it is.
    return codec if text.count("\ufffd") <= max(2, len(text) // 500) else ""


def _decode(source: SourceFile, codec: str, *, given: bool) -> tuple[str, str]:
    known = codec_of(source, codec)
    text = decode_exactly(source, known, given=given)
    return scrub(normal_lines(text)), known


def _facts(root: etree._Element, text: str) -> _Facts:
    saved = _ORIGINAL_ADDRESS.search(text[:4096])
    url = saved[1] if saved else ""
    if len(text) > _LARGEST_EXTRACTED:
        return _Facts(url=url)
    try:
        found: Any = _extractor()(
            etree.tostring(root, encoding="unicode", method="html"),
            fast=True,
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, etree.LxmlError):
        # WORKAROUND: it stumbles over some odd pages; then the whole page is read.
        found = None
    if found is None:
        return _Facts(url=url)
    return _Facts(
        title=found.title or "",
        author=found.author or "",
        source=found.sitename or "",
        url=found.url or url,
        published=parse_date(found.date),
        extract=found.text or "",
    )


def _extractor() -> Callable[..., Any]:
    """trafilatura's; imported when needed, as it takes as long as the rest of the program."""
    has_ipv6 = socket.has_ipv6
    # WORKAROUND: urllib3, which trafilatura imports and we never use, binds a socket when it is
    # imported to try IPv6, unless Python says there is none. No socket may be opened, ever.
    socket.has_ipv6 = False
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415 - slow, see above
    finally:
        socket.has_ipv6 = has_ipv6
    extract: Callable[..., Any] = bare_extraction
    return extract


def _article(pieces: Sequence[PagePiece], facts: _Facts) -> list[PagePiece]:
    """The pieces of the page that are the article's."""
    paragraphs = frozenset(squeeze(line) for line in facts.extract.split("\n"))
    whole = squeeze(facts.extract)
    searchable = whole if len(whole) < 200_000 else ""
    sure = [
        index
        for index, page in enumerate(pieces)
        if len(words := squeeze(page.piece.text)) >= _SURE
        and (words in paragraphs or words in searchable)
    ]
    if 2 * sum(1 for index in sure if pieces[index].aside) > len(sure):
        # `class="page has-sidebar"`: names that stand around the whole article say nothing.
        pieces = [replace(page, aside=False) for page in pieces]
    everything = [p for p in pieces if not p.aside] or list(pieces)
    if not sure:
        return list(pieces) if _wordless(everything) else everything
    first, last = _extended(pieces, sure[0], sure[-1])
    certain = frozenset(sure)
    kept = [
        page
        for index, page in enumerate(pieces)
        if index in certain or (first <= index <= last and _belongs(page))
    ]
    found = sum(len(squeeze(p.piece.text)) for p in kept)
    if found < _TOO_LITTLE and found * 4 < sum(len(squeeze(p.piece.text)) for p in everything):
        return everything
    return kept


def _belongs(page: PagePiece) -> bool:
    """Whether a piece amid the article is part of it."""
    if page.aside:
        return False
    return page.linked < 0.6 or page.piece.kind is BlockKind.HEADING


def _extended(pieces: Sequence[PagePiece], first: int, last: int) -> tuple[int, int]:
    """The article's range, with what stands beside it in the same part of the page."""
    start = first
    for index in range(first - 1, max(first - 8, -1), -1):
        piece = pieces[index].piece
        if piece.kind is BlockKind.HEADING and piece.level == 1:
            start = index
            break
        if _attaches(piece) or _stands_beside(pieces[index], pieces[first]):
            start = index
    end = last
    for index in range(last + 1, len(pieces)):
        near = index < last + 8 and not pieces[index].aside and _attaches(pieces[index].piece)
        if near or _stands_beside(pieces[index], pieces[last]):
            end = index
    return start, end


def _stands_beside(page: PagePiece, known: PagePiece) -> bool:
    return page.part == known.part and _belongs(page)


def _attaches(piece: Piece) -> bool:
    if piece.kind in (BlockKind.IMAGE, BlockKind.CAPTION):
        return True
    return parse_byline(piece.shown) is not None


def _title(title: str, pieces: Sequence[PagePiece]) -> str:
    """The page's title: its own heading where the metadata only add the site's name to it."""
    if not title:
        return ""
    for page in pieces[:12]:
        piece = page.piece
        words = squeeze(piece.text)
        long_enough = piece.kind is BlockKind.HEADING and len(words) >= 4
        if long_enough and squeeze(title).startswith(words):
            return " ".join(piece.text.split("\n")).strip()
    return re.sub(r"\s*(?:[_|｜]|--| - )\s*[^_|｜]{2,20}$", "", title).strip() or title
