"""Pages that no parser can be trusted with, read as a stream of text and tags.

Invariant: takes time in proportion to the page, and keeps all text between tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from zhupi.core.model import BlockKind
from zhupi.importing.html_names import BREAKING, CELLS, KNOWN
from zhupi.importing.html_tree import PagePiece
from zhupi.importing.pieces import Piece, Run

_SPACE = re.compile("[ \t\n\r\f]+")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>?")
_MARKUP = re.compile(r"<!--|<(?=[/A-Za-z])|<[!?][^<>]*>")


def flat_pieces(text: str) -> list[PagePiece]:
    """The pieces of a page that has no usable tree: its text between tags, nothing else known."""
    found: list[str] = []
    # Where the last of each closing mark is: to look for one in vain again and again takes hours.
    lower = text.lower()
    last = {mark: lower.rfind(mark) for mark in ("-->", "</script", "</style")}
    start = 0
    while match := _MARKUP.search(text, start):
        found.append(text[start : match.start()])
        start = _after_markup(lower, match, last, found)
    found.append(text[start:])
    lines = html.unescape("".join(found)).split("\n")
    shown = (_SPACE.sub(" ", line).strip() for line in lines)
    return [
        PagePiece(Piece(BlockKind.PARAGRAPH, (Run(s),)), aside=False, linked=0.0, part=0)
        for s in shown
        if s
    ]


def _after_markup(
    lower: str, match: re.Match[str], last: Mapping[str, int], found: list[str]
) -> int:
    """Where the text goes on behind the markup at `match`; adds what the markup stands for."""
    if match[0] == "<!--":
        return lower.find("-->", match.end()) + 3 if last["-->"] >= match.end() else match.end()
    tag = _TAG.match(lower, match.start())
    if tag is None or tag[2] not in KNOWN:
        if tag is None and match[0] != "<":
            return match.end()
        found.append("<")
        return match.start() + 1
    name = tag[2]
    if name in ("script", "style") and not tag[1]:
        mark = f"</{name}"
        return lower.find(mark, tag.end()) if last[mark] >= tag.end() else tag.end()
    found.append("\n" if name in BREAKING else "\t" if name in CELLS else "")
    return tag.end()
