"""What the program makes of the names, times and quotations of articles, and what people correct.

Frozen values that cross every boundary, like those of `model`. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhupi.core.messages import Message
from zhupi.core.model import Label, Mention, Span, TextPositionSelector, TextQuoteSelector


class QuotationKind(StrEnum):
    DIRECT = "direct"  #: in the speaker's words, between quotation marks
    REPORTED = "reported"  #: as the article retells it


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said or wrote, by the rules of docs/annotation-guide.md.

    A direct one holds its outer marks. Quotations come sorted by start and never overlap.
    """

    start: int
    end: int
    kind: QuotationKind
    speaker: Span | None = None  #: the words that name the speaker, wherever they stand
    entity: str = ""  #: the speaker's id, where those words are a mention
    cue: Span | None = None  #: 表示, 称, 据……报道
    addressee: Span | None = None  #: whom it was said to, where the text names them
    confidence: float = 1.0  #: 0 to 1, that the speaker is the right one
    why: Message | None = None  #: how the speaker was found

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is understood of one article."""

    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityNames:
    """One entity as one article, or several that agree on it, call it."""

    entity: str  #: id
    label: Label
    names: tuple[tuple[str, int], ...]  #: each as written, and how often; the most frequent first
    titles: tuple[str, ...] = ()  #: of a person, as written


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """One entity of a library."""

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...] = ()  #: other names, the most frequent first
    mentions: int = 0
    articles: int = 0
    first: date | None = None  #: of the days of publication of its articles
    last: date | None = None
    titles: tuple[str, ...] = ()  #: of a person, as written, the most frequent first
    why: tuple[Message, ...] = ()  #: why its names are taken to mean the same


class CorrectionKind(StrEnum):
    NOT_ENTITY = "not-entity"
    LABEL = "label"
    BORDERS = "borders"
    SAME_AS = "same-as"
    VALUE = "value"
    NEW = "new"


class Scope(StrEnum):
    HERE = "here"  #: this one place
    ARTICLE = "article"
    EVERYWHERE = "everywhere"  #: in every article, also those imported later


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about a name or a time, and how far it holds.

    Wherever its scope reaches and `found` was taken for a `was` (None: for anything, or for
    nothing), `text` is a `label` instead. Of several that fit one place the narrowest scope
    holds, and of those the latest.
    """

    id: str
    kind: CorrectionKind
    scope: Scope
    found: str  #: how the mention stands in the text; of a new one the words themselves
    was: Label | None
    text: str  #: what the mention should be: `found`, or what holds it, or a part of it
    label: Label | None  #: what it is; None: not an entity
    entity: str = ""  #: id of the entity it is; empty: the program links it
    value: str = ""  #: ISO 8601, of a time; empty: the program reads it
    article: str = ""  #: id; empty where it holds everywhere
    position: TextPositionSelector | None = None  #: of `text`, where it holds here only
    quote: TextQuoteSelector | None = None
    creator: str = ""
    created: datetime | None = None  #: with UTC offset


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """What came of an import of corrections."""

    added: int = 0
    unchanged: int = 0  #: were there already
    failed: tuple[Message, ...] = ()  #: what was not understood, and where
