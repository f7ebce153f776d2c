"""What a concordance window says of its lines."""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.core.messages import Message, Translator
from zhupi.ui.articles.wording import SEPARATOR
from zhupi.ui.concordance.fields import MOST_LINES


@dataclass(frozen=True, slots=True)
class Found:
    """How far a concordance is."""

    asked: bool  #: whether there is a query
    lines: int
    articles: int  #: that they stand in
    shown: int | None  #: lines that pass the filter; None: there is none
    ticked: int | None  #: of the lines in sight; None: all
    busy: bool  #: more may come
    stale: bool  #: the library changed since
    reason: Message | None  #: why there are no lines
    remark: Message | None  #: how the query was understood
    purpose: str = ""  #: what is to be done with the lines


def found_text(found: Found, tr: Translator) -> str:
    """One line: how many, of how many articles, and what else is to be known."""
    parts: list[str] = []
    if found.reason is not None:
        parts.append(tr.render(found.reason))
    elif found.lines:
        parts.append(tr.plural("{count:,} line", "{count:,} lines", found.lines))
        parts.append(tr.plural("{count:,} article", "{count:,} articles", found.articles))
        if found.shown is not None:
            parts.append(tr.plural("{count:,} shown", "{count:,} shown", found.shown))
        if found.ticked is not None:
            parts.append(tr.plural("{count:,} ticked", "{count:,} ticked", found.ticked))
    elif found.asked and not found.busy:
        parts.append(tr("Nothing found."))
    if found.busy:
        parts.append(tr("searching…"))
    elif found.lines >= MOST_LINES:
        parts.append(tr("there are more"))
    if found.remark is not None:
        parts.append(tr.render(found.remark))
    if found.stale:
        parts.append(tr("the library has changed since"))
    if found.purpose and found.lines:
        parts.append(found.purpose)
    return SEPARATOR.join(parts)
