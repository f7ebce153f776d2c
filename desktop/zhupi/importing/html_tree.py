"""A page's text → a tree → pieces, with nothing lost silently and nothing fetched.

lxml's parser drops what is nested too deep and says so only in its log; tags with very many
attributes keep it busy for minutes. `parse` refuses such pages, and `html_flat` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhupi.core.model import BlockKind, StyleKind
from zhupi.importing.characters import is_cjk
from zhupi.importing.html_names import BREAKING, CELLS, SILENT
from zhupi.importing.pieces import Piece, Run, Styles, image

_SPACE = re.compile("[ \t\n\r\f]+")
_HUGE_TAG = re.compile(r"<[A-Za-z][^<>]{50000,}")
_MOST_ATTRIBUTES = 2_000
_DEEPEST = 1_500

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STYLED = {
    "b": StyleKind.STRONG,
    "strong": StyleKind.STRONG,
    "i": StyleKind.EMPHASIS,
    "em": StyleKind.EMPHASIS,
}
_ASIDE_NAMES = frozenset(("nav", "aside", "footer", "form", "button", "dialog", "noscript", "menu"))
_ASIDE = re.compile(
    r"(?:^|[-_ ])(?:nav\w*|menu|breadcrumbs?|crumbs?|footer|foot|side|sidebar|related|relate|"
    r"recommend\w*|share\w*|comments?|copyright|advert\w*|ads?|login|search\w*|toolbar|qrcode|"
    r"hot(?:news|list|words)?|rank\w*|tags?|pagination|pager|popup|modal|cookie\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|(?:^|[-_ ])(?:img|image|pic|photo)[-_]?(?:desc|note|txt|text|info)(?:$|[-_ ])",
    re.IGNORECASE,
)
_PARTS = frozenset(("div", "article", "section", "main", "td", "body"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_IMAGE_ADDRESSES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-url",
    "src",
)


@dataclass(frozen=True, slots=True)
class PagePiece:
    """A piece and what its place in the page says of it."""

    piece: Piece
    aside: bool  #: in navigation, a footer, a list of links, or hidden
    linked: float  #: share of its characters that are links
    part: int  #: the number of the nearest division, article, section or cell around it


def parse(text: str) -> etree._Element | None:
    """The tree of a page, or None where lxml would lose some of it or take minutes."""
    for match in _HUGE_TAG.finditer(text):
        if len(_SPACE.findall(match[0])) > _MOST_ATTRIBUTES:
            return None
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    lost = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if lost or root is None or _depth(root) > _DEEPEST else root


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def page_pieces(root: etree._Element) -> list[PagePiece]:
    """The pieces of a page's tree, in the order of the page."""
    return list(_Walk(root).pieces())


class _Walk:
    """One pass over a tree, without recursion: pages nest deeper than Python's stack."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._layout = _layout_rows(root)
        self._runs: list[Run] = []
        self._stack: list[_Frame] = [_Frame()]
        self._marker = ""
        self._count = 0  #: elements so far
        self._numbers: list[int | None] = []  #: the next number of each open list

    def pieces(self) -> Iterator[PagePiece]:
        silent = 0
        for event, element in etree.iterwalk(self._root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                silent += name in SILENT
                if not silent:
                    yield from self._start(element, name)
                continue
            was_silent = silent > 0
            silent -= name in SILENT
            if not was_silent:
                yield from self._end(element, name)
            if not silent and element is not self._root:
                self._add(element.tail)
        yield from self._flush()

    def _start(self, element: etree._Element, name: str) -> Iterator[PagePiece]:
        if self._breaks(element, name):
            yield from self._flush()
        elif name in CELLS and self._runs:
            self._runs.append(Run("\t"))
        self._count += 1
        self._stack.append(self._stack[-1].inside(element, name, self._count))
        if name in ("ol", "ul"):
            self._numbers.append(_first_number(element))
        if name == "li":
            self._marker = self._next_number()
        elif name == "img":
            yield from self._flush()
            address = _image_address(element)
            if address:
                frame = self._stack[-1]
                yield PagePiece(image(address), frame.aside, 0.0, frame.part)
        self._add("\n" if name == "br" else "", keep=True)
        self._add(element.text)

    def _end(self, element: etree._Element, name: str) -> Iterator[PagePiece]:
        if self._breaks(element, name):
            yield from self._flush()
        self._stack.pop()
        if name in ("ol", "ul"):
            self._numbers.pop()

    def _breaks(self, element: etree._Element, name: str) -> bool:
        if name == "br":
            return False
        return name in BREAKING or (name in CELLS and element.getparent() in self._layout)

    def _add(self, text: str | None, *, keep: bool = False) -> None:
        frame = self._stack[-1]
        if text and not (keep or frame.pre):
            text = _SPACE.sub(_collapsed, text)
        if text:
            self._runs.append(Run(text, frame.styles))

    def _next_number(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return ""
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _flush(self) -> Iterator[PagePiece]:
        runs, self._runs = _tidy(self._runs), []
        length = sum(len(run.text.strip()) for run in runs)
        if not length:
            return
        frame = self._stack[-1]
        if self._marker and frame.kind is BlockKind.LIST_ITEM:
            runs.insert(0, Run(self._marker))
        self._marker = ""
        linked = sum(len(run.text.strip()) for run in runs if run.has(StyleKind.LINK))
        piece = Piece(frame.kind, tuple(runs), frame.level)
        yield PagePiece(piece, frame.aside, linked / length, frame.part)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the open elements say of the text inside them."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    lists: int = 0
    styles: Styles = ()
    aside: bool = False
    pre: bool = False
    part: int = 0

    def inside(self, element: etree._Element, name: str, number: int) -> _Frame:
        kind, level, lists, styles = self.kind, self.level, self.lists, self.styles
        names = f"{element.get('class', '')} {element.get('id', '')}"[:500]
        if name in _HEADINGS:
            kind, level = BlockKind.HEADING, _HEADINGS[name]
        elif name in ("ul", "ol"):
            lists += 1
        elif name == "li":
            kind, level = BlockKind.LIST_ITEM, max(lists, 1)
        elif name == "blockquote" and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.QUOTE
        elif name in ("figcaption", "caption") or (name in BREAKING and _CAPTION.search(names)):
            kind, level = BlockKind.CAPTION, 0
        if name in _STYLED:
            styles = _styled(styles, _STYLED[name], None)
        elif name == "a" and element.get("href"):
            styles = _styled(styles, StyleKind.LINK, element.get("href"))
        aside = self.aside or (name not in ("html", "body") and _is_aside(element, name, names))
        part = number if name in _PARTS else self.part
        return _Frame(kind, level, lists, styles, aside, self.pre or name == "pre", part)


def _first_number(element: etree._Element) -> int | None:
    start = element.get("start") or "1"
    if element.tag != "ol":
        return None
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _styled(styles: Styles, kind: StyleKind, address: str | None) -> Styles:
    return (*(s for s in styles if s[0] is not kind), (kind, address))


def _is_aside(element: etree._Element, name: str, names: str) -> bool:
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")[:500])
    return name in _ASIDE_NAMES or bool(hidden) or _ASIDE.search(names) is not None


def _collapsed(match: re.Match[str]) -> str:
    """White space as a browser shows it; a line break between Chinese characters is none."""
    text = match.string
    before = text[match.start() - 1] if match.start() else ""
    after = text[match.end()] if match.end() < len(text) else ""
    wrapped = "\n" in match[0] and before and after
    return "" if wrapped and is_cjk(before) and is_cjk(after) else " "


def _tidy(runs: list[Run]) -> list[Run]:
    """Runs without doubled spaces across their borders and around line breaks."""
    found: list[Run] = []
    for run in runs:
        text = run.text
        if found and text.startswith(" ") and found[-1].text[-1:] in (" ", "\n", "\t"):
            text = text[1:]
        if text:
            found.append(Run(text, run.styles))
    return found


def _image_address(element: etree._Element) -> str:
    """Where a picture really is: pages that load late keep a placeholder in `src`."""
    for name in _IMAGE_ADDRESSES:
        address = (element.get(name) or "").strip()
        if address and not (address.startswith("data:") and len(address) < 2000):
            return address
    first = (element.get("srcset") or "").split(",")[0].split()
    return first[0] if first else ""


def _layout_rows(root: etree._Element) -> frozenset[etree._Element]:
    """Table rows whose cells hold paragraphs of their own: such a table only lays out the page."""
    rows: set[etree._Element] = set()
    seen: set[etree._Element] = set()
    for element in root.iter(
        "p", "div", "table", "h1", "h2", "h3", "ul", "ol", "li", "section", "img"
    ):
        parent = element.getparent()
        while parent is not None and parent not in seen:
            seen.add(parent)
            if parent.tag == "tr":
                rows.add(parent)
            parent = parent.getparent()
    return frozenset(rows)
