"""What people corrected, applied to what was recognised."""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.core.model import Mention, Span
from zhupi.core.understanding import Correction


def corrected(
    text: str,
    blocks: Sequence[Span],
    mentions: Sequence[Mention],
    corrections: Sequence[Correction],
    article: str = "",
) -> list[Mention]:
    """`mentions` of the article `article` after all `corrections` that reach it.

    The result keeps every promise of `Recogniser.recognise`. A correction of one place holds
    where its quote stands, by its position or else by what stands around it; where neither is
    found or two places fit, it does nothing.
    """
    raise NotImplementedError
