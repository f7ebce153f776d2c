"""Who said what: quotations, direct and reported, with their speakers.

`marks` finds words in quotation marks, `masking` turns sentences into lines of signs, `cues` holds
the verbs, `introductions` finds where somebody is said to speak, `uncued` where nobody is but
somebody does, `endings` how far it goes, `subjects` who, `people`, `noticing`, `view` and
`pronouns` whom a pronoun means, and `reading` goes through the text with all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.core.model import Mention, Span
from zhupi.core.understanding import Quotation
from zhupi.language.quotations.reading import Reader

__all__ = ["quotations"]


def quotations(text: str, blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[Quotation]:
    """The quotations of `text`, sorted by start; none crosses the border of a block.

    `mentions` are those of the text, corrected, sorted by start and longest first.
    """
    return Reader(text).read(blocks, mentions)
