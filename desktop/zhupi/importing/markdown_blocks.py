"""markdown-it's tokens → pieces."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from zhupi.core.model import BlockKind, StyleKind
from zhupi.importing.bylines import parse_byline
from zhupi.importing.characters import SENTENCE_END, joint, width
from zhupi.importing.html_names import BREAKING, CELLS, KNOWN
from zhupi.importing.pieces import Piece, Run, Styles, image

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_STYLED = {
    "b": StyleKind.STRONG,
    "strong": StyleKind.STRONG,
    "i": StyleKind.EMPHASIS,
    "em": StyleKind.EMPHASIS,
}
_WIDEST_WRAP = 120  #: columns; a longer line was not wrapped by anybody


def pieces_of(tokens: Sequence[Token]) -> Iterator[Piece]:
    """The pieces of a document's block tokens, in order."""
    blocks = _Blocks()
    for token in tokens:
        yield from blocks.read(token)


class _Blocks:
    """Follows lists, quotes, headings and tables; hands the insides of paragraphs to `_Inline`."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []  #: the next number of each open list; None: bullets
        self._quotes = 0
        self._heading = 0
        self._marker = ""
        self._row: list[Run] | None = None

    def read(self, token: Token) -> Iterator[Piece]:
        match token.type:
            case "inline" if self._row is not None:
                self._row += [Run("\t"), *_flat(token)] if self._row else _flat(token) or [Run("")]
            case "inline":
                inline = _Inline(*self._kind(), self._taken_marker())
                yield from inline.read(token.children or ())
            case "fence" | "code_block" | "html_block":
                yield Piece(BlockKind.PARAGRAPH, (Run(self._taken_marker() + token.content),))
            case "tr_open":
                self._row = []
            case "tr_close":
                row, self._row = self._row, None
                yield Piece(BlockKind.PARAGRAPH, tuple(row or ()))
            case "list_item_open":
                self._number_item(token)
            case _:
                self._nest(token)

    def _nest(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "heading_open":
                self._heading = int(token.tag[1])
            case "heading_close":
                self._heading = 0
            case _:
                pass

    def _number_item(self, token: Token) -> None:
        number = self._lists[-1]
        if number is not None:
            # It is said in the source, so it stays: `8. ` may even open a sentence.
            self._marker = f"{token.info or number}{token.markup} "
            self._lists[-1] = number + 1

    def _taken_marker(self) -> str:
        marker, self._marker = self._marker, ""
        return marker

    def _kind(self) -> tuple[BlockKind, int]:
        if self._heading:
            return BlockKind.HEADING, self._heading
        if self._lists:
            return BlockKind.LIST_ITEM, len(self._lists)
        return (BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH), 0


def _flat(token: Token) -> list[Run]:
    pieces = _Inline(BlockKind.PARAGRAPH, 0, "").read(token.children or ())
    return [run for piece in pieces for run in piece.runs]


class _Inline:
    """Reads the inside of one paragraph; images and tags cut it into several pieces."""

    def __init__(self, kind: BlockKind, level: int, marker: str) -> None:
        self._kind = kind
        self._level = level
        self._runs: list[Run] = [Run(marker)] if marker else []
        self._styles: list[tuple[StyleKind, str | None]] = []
        self._line = ""  #: what stands on the source's line so far

    def read(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        widest = _widest_line(tokens)
        for index, token in enumerate(tokens):
            match token.type:
                case "text" | "code_inline" | "text_special":
                    self._add(token.content)
                case "softbreak":
                    self._add(self._soft_break(_first_line(tokens, index + 1), widest))
                case "hardbreak":
                    self._add("\n")
                    self._line = ""
                case "image":
                    yield from self._flush()
                    yield self._image(token)
                case "html_inline":
                    yield from self._tag(token.content)
                case _:
                    self._style(token)
        yield from self._flush()

    def _add(self, text: str) -> None:
        if text:
            self._line += text
            self._runs.append(Run(text, _unique(self._styles)))

    def _flush(self) -> Iterator[Piece]:
        if "".join(run.text for run in self._runs).strip():
            yield Piece(self._kind, tuple(self._runs), self._level)
        self._runs = []
        self._line = ""

    def _image(self, token: Token) -> Piece:
        alternative = "".join(child.content for child in token.children or ())
        said = alternative.strip() or str(token.attrs.get("title", ""))
        address = str(token.attrs.get("src", ""))
        return Piece(BlockKind.IMAGE, (Run(said),), url=address)

    def _style(self, token: Token) -> None:
        kinds = {"strong": StyleKind.STRONG, "em": StyleKind.EMPHASIS, "link": StyleKind.LINK}
        name, _, side = token.type.rpartition("_")
        kind = kinds.get(name)
        if kind is None:
            return
        if side == "open":
            address = str(token.attrs.get("href", "")) if kind is StyleKind.LINK else None
            self._styles.append((kind, address))
        else:
            self._close(kind)

    def _close(self, kind: StyleKind) -> None:
        for index in reversed(range(len(self._styles))):
            if self._styles[index][0] is kind:
                del self._styles[index]
                return

    def _soft_break(self, after: str, widest: int) -> str:
        """What a line break in the source stands for: nothing, a space, or a break indeed."""
        line, self._line = self._line, ""
        if parse_byline(line) is not None or parse_byline(after) is not None:
            return "\n"
        closed = line.rstrip()[-1:] in tuple(SENTENCE_END + "”」』")
        if closed and (widest > _WIDEST_WRAP or width(line) * 4 < widest * 3):
            return "\n"
        return joint(line, after)

    def _tag(self, tag: str) -> Iterator[Piece]:
        """A tag of raw HTML: styles, breaks and images count, other known tags are dropped."""
        match = _TAG.match(tag)
        name = match[2].lower() if match else ""
        if match is None:
            return
        if name not in KNOWN:
            # `<APEC>` is no tag but somebody's brackets.
            self._add(tag)
        elif name == "img":
            yield from self._flush()
            yield image(_attribute(tag, "src"))
        elif name in BREAKING:
            self._add("\n")
        elif name in CELLS and not match[1]:
            self._add("\t")
        elif name in _STYLED and not match[1]:
            self._styles.append((_STYLED[name], None))
        elif name in _STYLED:
            self._close(_STYLED[name])
        elif name == "a" and not match[1]:
            self._styles.append((StyleKind.LINK, _attribute(tag, "href")))
        elif name == "a":
            self._close(StyleKind.LINK)


def _unique(styles: Sequence[tuple[StyleKind, str | None]]) -> Styles:
    """Each kind once; of nested links the inner one."""
    return tuple({kind: (kind, address) for kind, address in styles}.values())


def _attribute(tag: str, name: str) -> str:
    match = re.search(
        rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", tag, re.IGNORECASE
    )
    return html.unescape(next((g for g in match.groups() if g), "")) if match else ""


def _widest_line(tokens: Sequence[Token]) -> int:
    widths = [0]
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            widths.append(0)
        else:
            widths[-1] += width(token.content) if token.type == "text" else 0
    return max(widths)


def _first_line(tokens: Sequence[Token], start: int) -> str:
    """The text of the source's line that begins with `tokens[start]`."""
    found = ""
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.type in ("softbreak", "hardbreak", "image"):
            break
        found += token.content if token.type in ("text", "code_inline", "text_special") else ""
    return found
