"""What is said of an answer: how many were found, how sure that is, and why."""

from __future__ import annotations

from zhupi.core.messages import Translator
from zhupi.core.search import SearchPage


def total_text(page: SearchPage, tr: Translator, *, like: bool) -> str:
    """How many articles were found; `like`: those that are most like one."""
    count = page.total
    if like:
        most = tr.plural("the most alike", "the {count} most alike", count)
        return most if count else tr("Nothing is like it.")
    if not count:
        return tr("Nothing found.")
    if page.exact:
        return tr.plural("{count:,} article", "{count:,} articles", count)
    return tr.plural("about {count:,} article", "about {count:,} articles", count)


def remarks_text(page: SearchPage, tr: Translator) -> str:
    """What else there is to say, a line each; empty where there is nothing."""
    remarks = [tr.render(page.remark)] if page.remark else []
    if not page.complete:
        remarks.append(tr("Incomplete: not all articles were looked at."))
    return "\n".join(remarks)
