"""Who said what, as pure values: quotations with their words, and how they are put in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhupi.core.messages import Translator
from zhupi.core.model import Article, Label
from zhupi.core.understanding import Quotation, QuotationKind
from zhupi.ui.articles.wording import date_text
from zhupi.ui.painting import one_line
from zhupi.ui.understanding.wording import label_of_entity, name_of_entity, short_name


@dataclass(frozen=True, slots=True)
class Saying:
    """One quotation of the open article."""

    quotation: Quotation
    words: str
    speaker: str  #: name, or the words that stand for one; empty: left open
    key: str  #: the same for all quotations of one speaker
    label: Label | None  #: the speaker's kind
    cue: str
    addressee: str

    @property
    def direct(self) -> bool:
        return self.quotation.kind is QuotationKind.DIRECT


def sayings(article: Article, quotations: Iterable[Quotation]) -> list[Saying]:
    """The quotations of `article`, in order."""
    text = article.text
    found = []
    for quotation in quotations:
        speaker = quotation.speaker.of(text) if quotation.speaker else ""
        named = name_of_entity(quotation.entity) if quotation.entity else speaker
        found.append(
            Saying(
                quotation,
                quotation.span.of(text),
                short_name(named),
                quotation.entity or speaker,
                label_of_entity(quotation.entity) if quotation.entity else None,
                short_name(quotation.cue.of(text)) if quotation.cue else "",
                short_name(quotation.addressee.of(text)) if quotation.addressee else "",
            )
        )
    return found


def by_speaker(found: Sequence[Saying]) -> list[list[Saying]]:
    """The same, those of each speaker together: who says most first, those left open last."""
    groups: dict[str, list[Saying]] = {}
    for saying in found:
        groups.setdefault(saying.key, []).append(saying)
    return sorted(groups.values(), key=lambda group: (not group[0].key, -len(group)))


def speaker_text(saying: Saying, tr: Translator) -> str:
    return saying.speaker or tr("Speaker left open")


def manner_text(saying: Saying, tr: Translator) -> str:
    """«direct · 表示 · to 新华社»: how it was said, by which word, to whom."""
    kind = tr("direct") if saying.direct else tr("reported")
    parts = [kind, saying.cue]
    if saying.addressee:
        parts.append(tr("to {addressee}", addressee=saying.addressee))
    return "  ·  ".join(part for part in parts if part)


def copied_text(saying: Saying, article: Article, tr: Translator) -> str:
    """The words with who said them and where, for the clipboard."""
    source = [
        tr("«{title}»", title=" ".join(one_line(article.title).split())),
        " ".join(one_line(article.source).split()),
        date_text(article.published, tr),
    ]
    where = tr(", ").join(part for part in source if part)
    speaker = saying.speaker or tr("unknown")
    return tr("{words}\n— {speaker}, in {where}", words=saying.words, speaker=speaker, where=where)
