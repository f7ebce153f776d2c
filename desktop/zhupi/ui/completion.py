"""What the pop-up below the search box offers: completions, and a short help while it is empty.

An `Offer` is a row and what taking it does to the query; ranges are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhupi.core.messages import Translator
from zhupi.core.search import Completion, CompletionKind


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the pop-up. Taking it puts `insert` in place of `query[start:end]`.

    A row that inserts nothing is a heading and cannot be chosen.
    """

    text: str  #: as it is shown
    label: str = ""  #: what it is, in dim words
    insert: str = ""
    start: int = 0
    end: int = 0
    count: int = 0  #: articles; 0: does not apply
    kind: CompletionKind | None = None

    @property
    def heading(self) -> bool:
        return not self.insert

    @property
    def goes_on(self) -> bool:
        """Whether more is to be typed behind it: `title:` wants a word."""
        return self.insert.endswith(":")


def completion_offers(completions: Iterable[Completion], tr: Translator) -> list[Offer]:
    """The rows for what the index knows."""
    return [
        Offer(c.text, kind_text(c.kind, tr), _typed(c), c.start, c.end, c.count, c.kind)
        for c in completions
        if c.text
    ]


def _typed(completion: Completion) -> str:
    """What goes into the query; behind an operator one types on."""
    operator = completion.kind is CompletionKind.OPERATOR
    return f"{completion.text} " if operator else completion.text


def help_offers(recent: Sequence[str], tr: Translator) -> list[Offer]:
    """The rows for an empty box: what was searched for lately, and what can be typed."""
    rows: list[Offer] = []
    if recent:
        rows.append(Offer(tr("Recent searches")))
        rows.extend(Offer(query, "", query) for query in recent)
    rows.append(Offer(tr("What you can type")))
    rows.extend(Offer(text, words, _beginning(text)) for text, words in _examples(tr))
    return rows


def offer_words(offer: Offer, tr: Translator) -> str:
    """A row as it is read out."""
    parts = [offer.text, offer.label]
    if offer.count:
        parts.append(tr.plural("{count:,} article", "{count:,} articles", offer.count))
    return ", ".join(part for part in parts if part)


def kind_text(kind: CompletionKind, tr: Translator) -> str:
    """What a completion is, in a word."""
    return {
        CompletionKind.FIELD: tr("field"),
        CompletionKind.OPERATOR: tr("operator"),
        CompletionKind.VALUE: tr("value"),
        CompletionKind.SOURCE: tr("source"),
        CompletionKind.TAG: tr("tag"),
        CompletionKind.PERSON: tr("person"),
        CompletionKind.ORG: tr("organisation"),
        CompletionKind.PLACE: tr("place"),
        CompletionKind.LAW: tr("law or treaty"),
        CompletionKind.EVENT: tr("event"),
        CompletionKind.MEDIA: tr("medium"),
        CompletionKind.TITLE: tr("title"),
    }[kind]


def _examples(tr: Translator) -> tuple[tuple[str, str], ...]:
    """What can be typed, and what it finds. Fields have names in Chinese, too: `标题:访华`."""
    return (
        ("中美 会谈", tr("both words")),
        ('"中美 会谈"', tr("exactly this")),
        ("会谈 OR 会晤", tr("either word")),
        ("中美 -会谈", tr("the first word without the second")),
        ('"中美 会谈"~20', tr("both, at most 20 characters apart")),
        ("第?届", tr("any one character")),
        ("外交*人", tr("any few characters")),
        ("/[0-9]+亿/", tr("a regular expression")),
        (tr("title:访华"), tr("in the title; also text: source: author:")),
        (tr("person:"), tr("an entity; also org: place: law: event: media: entity:")),
        (tr("tag:外交"), tr("your tags; also note:")),
        (tr("date:2023-07..2023-10"), tr("published then")),
        (tr("is:unread"), tr("also is:read has:note has:tag")),
    )


def _beginning(example: str) -> str:
    """What of an example is worth typing for somebody: of a field with many values its name.

    >>> [_beginning(example) for example in ("date:2023..2024", "is:unread", "第?届")]
    ['date:', 'is:unread', '第?届']
    """
    field, colon, value = example.partition(":")
    few = value.isascii() and value.isalpha()
    return f"{field}:" if colon and not few else example
