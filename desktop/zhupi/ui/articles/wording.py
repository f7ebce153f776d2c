"""How articles are put in words: dates, lengths, reading times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhupi.core.messages import Translator
from zhupi.core.model import ArticleSort, ArticleSummary, Credit

SEPARATOR = "  ·  "
CHARACTERS_A_MINUTE = 450


def date_text(day: date | None, tr: Translator) -> str:
    """A day as this language writes it; empty where it is not known."""
    if day is None:
        return ""
    return tr("{year}-{month:02}-{day:02}", year=day.year, month=day.month, day=day.day)


def length_text(characters: int, tr: Translator) -> str:
    return tr.plural("{count:,} character", "{count:,} characters", characters)


def minutes_text(characters: int, tr: Translator) -> str:
    minutes = max(1, round(characters / CHARACTERS_A_MINUTE))
    return tr.plural("about {count} minute", "about {count} minutes", minutes)


def byline_text(byline: Iterable[Credit]) -> str:
    return "、".join(dict.fromkeys(credit.name for credit in byline))


def summary_line(summary: ArticleSummary, tr: Translator) -> str:
    """The small line of a card: source, date, length."""
    parts = [summary.source, date_text(summary.published, tr), length_text(summary.characters, tr)]
    return SEPARATOR.join(part for part in parts if part)


def card_lines(summary: ArticleSummary, tr: Translator, *, with_source: bool) -> list[str]:
    """The small line of a card from full to short: the first that fits is shown."""
    source = summary.source if with_source else ""
    day, length = date_text(summary.published, tr), length_text(summary.characters, tr)
    choices = ((source, day, length), (source, day), (source,), (day,))
    lines = (SEPARATOR.join(" ".join(p.split()) for p in parts if p) for parts in choices)
    return [line for line in dict.fromkeys(lines) if line]


def sort_text(sort: ArticleSort, tr: Translator) -> str:
    return {
        ArticleSort.NEWEST: tr("Newest first"),
        ArticleSort.OLDEST: tr("Oldest first"),
        ArticleSort.IMPORTED: tr("Last imported first"),
        ArticleSort.TITLE: tr("By title"),
    }[sort]
