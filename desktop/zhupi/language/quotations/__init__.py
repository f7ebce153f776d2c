"""Who said what: quotations, direct and reported, with their speakers.

Each module has one question, in the order in which `reading` asks them going through a text:
what stands in quotation marks (`marks`), and sentences as lines of signs (`masking`); where
somebody is said to speak (`introductions`: `forms`, `compounds`, `sources`, `predicates`,
`contents`), by whom (`subjects`: `clauses`, `names`, `descriptions`) and to whom (`addressees`),
and where nobody is said to but somebody does (`uncued`); how far it goes (`introduced`,
`endings`, `aftermath`, `retold`, `turns`, `waiting`). Who that is say `resolving`, with
`writings`, and `without_cue`; of pronouns `pronouns`, by who is in `view` (`who`, `seen`,
`bodies`, `people`), as `noticing` tells it. `notes` keeps what was found. Words and patterns are
in `cues`, `roles` and `phrases`.
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
    return Reader(text, blocks, mentions).read()
