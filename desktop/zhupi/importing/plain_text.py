"""Plain text: paragraphs by blank lines or by lines, and lines that a program has wrapped.

Invariant: only white space at the ends of lines is taken off, and only a wrapped line's break
is replaced; every other character of the file is in the article, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhupi.core.model import Article
from zhupi.core.protocols import ReadFailure, ReadOptions, SourceFile
from zhupi.importing.builder import build
from zhupi.importing.bylines import parse_byline
from zhupi.importing.characters import SENTENCE_END, blank, joint, width
from zhupi.importing.encodings import decode
from zhupi.importing.pieces import Draft, plain

_INDENT = re.compile("[ \t]{2,}|\u3000|\t")
_SHORTEST_WRAP = 40  #: columns
_LONGEST_WRAP = 160  #: columns; no program wraps wider
_SLACK_CHINESE = 6  #: columns that punctuation rules may leave free at a line's end
_SLACK_LATIN = 22  #: columns that a long word may leave free


class TextReader:
    """Reads plain text; what no other reader claims."""

    name = "text"
    suffixes = (".txt", ".text")

    def score(self, source: SourceFile) -> float:
        return 0.6 if source.path.suffix.lower() in self.suffixes else 0.3

    def read(self, source: SourceFile, options: ReadOptions) -> Iterator[Article | ReadFailure]:
        text, encoding = decode(source, options.encoding)
        draft = Draft(tuple(plain(paragraph) for paragraph in paragraphs(text)))
        yield build(draft, source, options, self.name, encoding)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, without indents."""
    lines = text.split("\n")
    found: list[str] = []
    for group in _groups(lines):
        found += unwrap(group) if len(group) > 1 else group
    return [paragraph.strip() for paragraph in found]


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines between blank ones."""
    group: list[str] = []
    for line in lines:
        if blank(line):
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


def unwrap(lines: Sequence[str]) -> list[str]:
    """Lines joined where a program broke them to fit a width, and left alone otherwise."""
    limit = wrap_width(lines)
    if limit is None:
        return list(lines)
    found = [lines[0]]
    for before, line in pairwise(lines):
        full = width(before.rstrip()) >= limit - _slack(before)
        if full and not _INDENT.match(line) and parse_byline(line) is None:
            end, start = found[-1].rstrip(), line.strip()
            found[-1] = end + joint(end, start) + start
        else:
            found.append(line)
    return found


def wrap_width(lines: Sequence[str]) -> int | None:
    """The width that lines were wrapped to, or None where each is a paragraph of its own.

    Wrapped lines are nearly equal in width, except the last of a paragraph, and most of them
    end inside a sentence.
    """
    if max(map(len, lines)) > _LONGEST_WRAP:
        return None
    widths = [width(line.rstrip()) for line in lines]
    limit = max(widths)
    if not _SHORTEST_WRAP <= limit <= _LONGEST_WRAP:
        return None
    inner = list(zip(lines[:-1], widths[:-1], strict=True))
    full = [line for line, columns in inner if columns >= limit - _slack(line)]
    ended = sum(1 for line in full if line.rstrip()[-1] in SENTENCE_END + "”」』.")
    return limit if 2 * len(full) > len(inner) and 2 * ended < len(full) else None


def _slack(line: str) -> int:
    return _SLACK_CHINESE if width(line) > 1.3 * len(line) else _SLACK_LATIN
