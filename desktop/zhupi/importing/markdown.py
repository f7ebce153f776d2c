"""Markdown, with or without front matter → pieces.

Invariant: every character of the source that is no markup is in the article. Where the parser
cannot read everything (nesting as in an attack), the file is read as plain text instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from zhupi.core.model import Article, BlockKind
from zhupi.core.protocols import ReadFailure, ReadOptions, SourceFile
from zhupi.importing.builder import build
from zhupi.importing.bylines import author_credits
from zhupi.importing.characters import count_han
from zhupi.importing.dates import parse_date
from zhupi.importing.encodings import decode, detect_encoding
from zhupi.importing.markdown_blocks import pieces_of
from zhupi.importing.markdown_parser import parse
from zhupi.importing.pieces import Draft, Piece, plain
from zhupi.importing.plain_text import paragraphs

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\s]")
_LIGHT = re.compile(
    r"\*\*\S[^*\n]{0,200}\*\*|\[[^\]\n]{1,200}\]\([^)\s]|^>[ \t]|^```|^[-*] ", re.MULTILINE
)
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_][\w -]{0,40}|[\u4e00-\u9fff]{1,8})[ \t]*[:：](?:[ \t]+(.*)|)")
_UNCLOSED = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "标题", "標題"),
    "date": ("date", "published", "publish_date", "日期", "发布时间", "时间"),
    "source": ("source", "publisher", "site", "来源", "來源"),
    "author": ("author", "authors", "作者"),
    "url": ("url", "link", "permalink", "原文链接", "链接"),
}


class MarkdownReader:
    """Reads Markdown, also where it hides behind `.txt`."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown", ".mkd")

    def score(self, source: SourceFile) -> float:
        suffix = source.path.suffix.lower()
        if suffix in self.suffixes:
            return 0.9
        if suffix in (".html", ".htm", ".xhtml", ".jsonl", ".ndjson"):
            return 0.0
        head = source.data[: 64 * 1024]
        text = head.decode(detect_encoding(head), "replace").replace("\r\n", "\n")
        strong = len(_HEADING.findall(text)) + len(_IMAGE.findall(text))
        weight = 3 * strong + 3 * (_FRONT.match(text) is not None) + len(_LIGHT.findall(text))
        return 0.7 if weight >= 3 else 0.0

    def read(self, source: SourceFile, options: ReadOptions) -> Iterator[Article | ReadFailure]:
        text, encoding = decode(source, options.encoding)
        fields, body = front_matter(text)
        tokens = parse(without_hidden(body))
        pieces: tuple[Piece, ...]
        if tokens is None:
            pieces = tuple(plain(paragraph) for paragraph in paragraphs(body))
        else:
            pieces = tuple(pieces_of(tokens))
        draft = Draft(
            pieces=_with_captions(pieces),
            title=fields.get("title", ""),
            source=fields.get("source", ""),
            credits=author_credits(fields.get("author", ""), chinese=count_han(body) > 0),
            published=parse_date(fields.get("date", "")),
            url=fields.get("url", ""),
        )
        yield build(draft, source, options, self.name, encoding)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Metadata between `---` lines, by our names, and the text after it.

    What stands there counts as metadata only if each line is a field, a list item or a comment.
    """
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    found: dict[str, str] = {}
    name = ""
    for line in match[1].split("\n"):
        item = re.match(r"[ \t]*-[ \t]+(.*)", line)
        field = _FIELD.fullmatch(line.rstrip())
        if item and name:
            found[name] = "、".join(filter(None, (found[name], _unquoted(item[1]))))
        elif field:
            name = next((n for n, all_ in _FIELDS.items() if field[1].lower() in all_), field[1])
            found[name] = _unquoted(field[2] or "")
        elif line.strip() and not line.startswith(("#", " ", "\t")):
            return {}, text
    return found, text[match.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return "、".join(_unquoted(part) for part in value[1:-1].split(","))
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def without_hidden(text: str) -> str:
    """`text` without comments, scripts and style sheets; those never closed stay as text."""
    kept: list[str] = []
    start = 0
    while match := _UNCLOSED.search(text, start):
        closing = re.compile(f"</{match[1]}[^>]{{0,20}}>" if match[1] else "-->", re.IGNORECASE)
        end = closing.search(text, match.end())
        if end is None:
            break
        kept.append(text[start : match.start()])
        start = end.end()
    return "".join(kept) + text[start:]


def _with_captions(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """An image's alternative text becomes its caption, where it says something and none follows."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        if piece.kind is not BlockKind.IMAGE:
            found.append(piece)
            continue
        found.append(Piece(BlockKind.IMAGE, url=piece.url))
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if _says_something(piece.shown) and not _repeats(piece.shown, following):
            found.append(plain(piece.text, BlockKind.CAPTION))
    return tuple(found)


def _says_something(alternative: str) -> bool:
    named = PurePosixPath(alternative).suffix.lower() in (".jpg", ".jpeg", ".png", ".gif", ".webp")
    return (
        not named
        and len(alternative) > 3
        and alternative.lower() not in ("image", "picture", "photo")
    )


def _repeats(alternative: str, following: Piece | None) -> bool:
    return following is not None and alternative in following.text
