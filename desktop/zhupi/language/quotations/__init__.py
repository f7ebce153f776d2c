"""Who said what: quotations, direct and reported, with their speakers."""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.core.model import Mention, Span
from zhupi.core.understanding import Quotation


def quotations(text: str, blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[Quotation]:
    """The quotations of `text`, sorted by start; none crosses the border of a block.

    `mentions` are those of the text, corrected, sorted by start and longest first.
    """
    raise NotImplementedError
