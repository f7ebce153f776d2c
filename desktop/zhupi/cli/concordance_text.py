"""A concordance as text: one line a match, the matches below each other."""

from __future__ import annotations

from zhupi.cli.aligned import right_aligned
from zhupi.core.search import ConcordanceLine

_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))


def text_line(line: ConcordanceLine, width: int) -> str:
    """`line` with `width` Chinese characters' room before the match, which 【】 enclose.

    As in other lists the article's id comes first, shortened.
    """
    left = right_aligned(line.left.translate(_BREAKS), 2 * width)
    keyword, right = line.keyword.translate(_BREAKS), line.right.translate(_BREAKS)
    return f"{line.article[:8]}  {left}【{keyword}】{right}".rstrip()
