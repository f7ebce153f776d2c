"""A concordance as text: one line a match, the matches below each other."""

from __future__ import annotations

import shutil
from typing import TextIO

from zhupi.core.columns import column_width, columns
from zhupi.core.search import ConcordanceLine

_BESIDE = 26  #: columns of a line for the id, the brackets and a match of six characters
_LEAST = 5
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))


def text_line(line: ConcordanceLine, width: int) -> str:
    """`line` with `width` Chinese characters' room before the match, which 【】 enclose.

    As in other lists the article's id comes first, shortened.
    """
    left = right_aligned(line.left.translate(_BREAKS), 2 * width)
    keyword, right = line.keyword.translate(_BREAKS), line.right.translate(_BREAKS)
    return f"{line.article[:8]}  {left}【{keyword}】{right}".rstrip()


def fitting_width(stream: TextIO, usual: int) -> int:
    """How many characters on each side fit a terminal, `usual` at most; elsewhere `usual`."""
    if not stream.isatty():
        return usual
    room = shutil.get_terminal_size().columns - _BESIDE
    return min(max(room // 4, _LEAST), usual)


def right_aligned(text: str, width: int) -> str:
    """`text` with spaces before it, or without what stands too far left, in `width` columns.

    >>> right_aligned("两国外长", 5), right_aligned("外长", 6)
    (' 外长', '  外长')
    """
    taken = columns(text)
    cut = 0
    while taken > width:
        taken -= column_width(text[cut])
        cut += 1
    return " " * (width - taken) + text[cut:]
