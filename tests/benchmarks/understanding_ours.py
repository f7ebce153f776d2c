"""What Zhupi makes of annotated articles, beside what people made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.gold.clusters import Linking
from tests.gold.marking import GoldArticle
from tests.gold.reading import spans

from zhupi.core.model import Label, Mention
from zhupi.core.protocols import Recogniser
from zhupi.core.understanding import Quotation
from zhupi.language.linking import entity_id, link
from zhupi.language.quotations import quotations


@dataclass(frozen=True, slots=True)
class Read:
    """One article, by hand and by a program."""

    gold: GoldArticle
    mentions: Sequence[Mention]
    quotations: Sequence[Quotation] = ()


def read(recogniser: Recogniser, article: GoldArticle) -> Read:
    """All that the program finds in an article."""
    mentions = recogniser.recognise(article.text, spans(article), article.published)
    return Read(article, mentions, _quotations(article, mentions))


def _quotations(article: GoldArticle, mentions: Sequence[Mention]) -> list[Quotation]:
    return quotations(article.text, spans(article), mentions)


def quoted_by_hand(article: GoldArticle) -> Read:
    """What it takes for quotations where all names are known: those of gold."""
    mentions = gold_mentions(article)
    return Read(article, mentions, _quotations(article, mentions))


def linked_by_hand(article: GoldArticle) -> Read:
    """How it links the names where all of them are known: those of gold."""
    return Read(article, link(article.text, gold_mentions(article)))


def linked_by_words(article: GoldArticle) -> Read:
    """The plainest way to link: the same words are the same."""
    text = article.text
    mentions = [
        replace(m, entity=f"{m.label}:{text[m.start : m.end]}") for m in gold_mentions(article)
    ]
    return Read(article, mentions)


def gold_mentions(article: GoldArticle, *, linked: bool = False) -> list[Mention]:
    """The mentions of gold as the program's; each its own name's, or with gold's entities."""
    result = []
    for one in article.mentions:
        label = Label(one.label)
        name = one.entity if linked else article.text[one.start : one.end]
        mention = Mention(one.start, one.end, label, entity_id(label, name), one.value)
        result.append(replace(mention, title=one.title) if linked else mention)
    return result


def gold_linking(article: GoldArticle) -> Linking:
    """Which mention names which entity, times left out."""
    return {
        (m.start, m.end, m.label): (m.label, m.entity)
        for m in article.mentions
        if m.label != "TIME"
    }


def linking(mentions: Sequence[Mention]) -> Linking:
    """The same of mentions found."""
    return {(m.start, m.end, str(m.label)): m.entity for m in mentions if m.label is not Label.TIME}
