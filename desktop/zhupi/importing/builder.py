"""Pieces → `Article`: the one place where the canonical text and its positions are made.

Invariant (see `Block`): the texts of all blocks but images, joined by one line feed, are the
text, and no block holds a line feed. Characters of prose are kept as they came: nothing is
normalised, only layout around a block and what `characters.scrub` names is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from zhupi.core.errors import ReadError, shown_path
from zhupi.core.messages import message
from zhupi.core.model import (
    Article,
    Block,
    BlockKind,
    Credit,
    InlineStyle,
    StyleKind,
    new_article_id,
)
from zhupi.core.protocols import ReadOptions, SourceFile
from zhupi.importing.bylines import Byline, guess_source
from zhupi.importing.characters import blank, ends_sentence, normal_lines, same_words, scrub
from zhupi.importing.dates import date_in_name, find_date, stamped_date
from zhupi.importing.pieces import Draft, Piece, Run
from zhupi.importing.scripts import guess_language
from zhupi.importing.structure import settle

_LAYOUT = " \t\n\u00a0\u3000\u200b\u2060\ufeff"
_LINK = re.compile(r"(?:https?|ftp|mailto):|[/#?.]|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_DATA = re.compile(r"data:([\w.+-]+/[\w.+-]+)?", re.IGNORECASE)
_HEAD, _LABEL = 3, 45  #: how far in, and how long, a line may be that dates the article
_LONGEST_DATA = 64 * 1024


def build(
    draft: Draft, source: SourceFile, options: ReadOptions, reader: str, encoding: str
) -> Article:
    """The article of a draft. Raises `ReadError` where it holds no words at all."""
    settled = settle(draft.pieces, _one_line(draft.title))
    text, blocks, styles = compose(settled.pieces)
    if blank(text):
        raise ReadError(message("{path} holds no text.", path=shown_path(source.path)))
    title = _one_line(settled.title) or _fallback_title(settled.pieces, source.path)
    published, basis = _published(draft, settled.pieces, source.path, options)
    return Article(
        id=new_article_id(title, text),
        title=title,
        text=text,
        blocks=blocks,
        source=_one_line(options.source or draft.source) or guess_source(settled.bylines),
        byline=_credits(draft.credits, settled.bylines),
        published=published,
        published_basis=basis,
        language=guess_language(text),
        styles=styles,
        path=shown_path(source.path) + draft.record,
        url=_one_line(draft.url),
        format=reader,
        encoding=encoding,
    )


def compose(
    pieces: Iterable[Piece],
) -> tuple[str, tuple[Block, ...], tuple[InlineStyle, ...]]:
    """The canonical text of `pieces`, its blocks and its styles, with positions."""
    texts: list[str] = []
    blocks: list[Block] = []
    styles: list[InlineStyle] = []
    position = 0
    for piece in pieces:
        if piece.kind is BlockKind.IMAGE:
            blocks.append(Block(BlockKind.IMAGE, position, position, url=_address(piece.url)))
            continue
        for runs in _lines(piece.runs):
            text = "".join(run.text for run in runs)
            end = position + len(text)
            blocks.append(Block(piece.kind, position, end, piece.level))
            styles += _styles(runs, position)
            texts.append(text)
            position = end + 1
    text = "\n".join(texts)
    # An image at the end stands at the text's end, not behind a line feed that is not there.
    blocks = [
        Block(b.kind, min(b.start, len(text)), min(b.end, len(text)), b.level, b.url)
        for b in blocks
    ]
    return text, tuple(blocks), tuple(styles)


def _lines(runs: Iterable[Run]) -> Iterable[list[Run]]:
    """The visible lines of a piece, without the layout around them."""
    line: list[Run] = []
    for run in runs:
        first, *rest = scrub(normal_lines(run.text)).split("\n")
        line.append(Run(first, run.styles))
        for text in rest:
            yield from _trimmed(line)
            line = [Run(text, run.styles)]
    yield from _trimmed(line)


def _trimmed(line: list[Run]) -> Iterable[list[Run]]:
    if blank("".join(run.text for run in line)):
        return
    runs = [run for run in line if run.text]
    while not runs[0].text.lstrip(_LAYOUT):
        runs.pop(0)
    while not runs[-1].text.rstrip(_LAYOUT):
        runs.pop()
    runs[0] = Run(runs[0].text.lstrip(_LAYOUT), runs[0].styles)
    runs[-1] = Run(runs[-1].text.rstrip(_LAYOUT), runs[-1].styles)
    yield runs


def _styles(runs: list[Run], position: int) -> list[InlineStyle]:
    """The styles of one line, neighbours of one kind merged, in order of their starts."""
    merged: list[InlineStyle] = []
    open_styles: dict[tuple[StyleKind, str | None], int] = {}
    for run in [*runs, Run("")]:
        wanted = {style for style in run.styles if style[1] is None or _is_link(style[1])}
        merged += [
            InlineStyle(style[0], open_styles.pop(style), position, style[1])
            for style in tuple(open_styles)
            if style not in wanted
        ]
        for style in wanted:
            open_styles.setdefault(style, position)
        position += len(run.text)
    return sorted(merged, key=lambda s: (s.start, -s.end, s.kind, s.url or ""))


def _is_link(url: str) -> bool:
    return _LINK.match(url) is not None


def _address(url: str | None) -> str | None:
    """An image's address; of a picture inside the address only its kind, where it is big."""
    if url is None:
        return None
    clean = scrub(url).strip()
    match = _DATA.match(clean)
    return match[0] if match and len(clean) > _LONGEST_DATA else clean


def _one_line(text: str) -> str:
    return " ".join(scrub(normal_lines(text)).split("\n")).strip(_LAYOUT)


def _fallback_title(pieces: tuple[Piece, ...], path: Path) -> str:
    headings = (p for p in pieces if p.kind is BlockKind.HEADING and p.level == 1)
    found = next((_one_line(p.text) for p in headings), "")
    return found or _one_line(shown_path(path.stem))


def _published(
    draft: Draft, pieces: tuple[Piece, ...], path: Path, options: ReadOptions
) -> tuple[date | None, str]:
    if options.published is not None:
        return options.published, "given"
    if draft.published is not None:
        return draft.published, "metadata"
    head = [piece for piece in pieces if piece.kind is BlockKind.PARAGRAPH][:_HEAD]
    for piece in pieces:
        label = piece in head and len(piece.text) <= _LABEL and not ends_sentence(piece.text)
        if (label or piece.kind is BlockKind.BYLINE) and (found := find_date(piece.text)):
            return found, "text"
    # A stamp is read out of running text, where it may be the story's: the name goes before it.
    if not draft.record and (named := date_in_name(path.stem)):
        return named, "name"
    stamped = next(filter(None, (stamped_date(piece.text) for piece in head)), None)
    return stamped, "text" if stamped else ""


def _credits(given: tuple[Credit, ...], bylines: tuple[Byline, ...]) -> tuple[Credit, ...]:
    """Everybody once; what stands in the text says more than metadata does."""
    written = [credit for byline in bylines for credit in byline.credits]
    others = [c for c in given if not any(same_words(c.name, known.name) for known in written)]
    return tuple(dict.fromkeys(others + written))
