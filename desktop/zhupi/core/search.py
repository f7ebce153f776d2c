"""What search takes and gives. Frozen values; nothing here knows of an index.

Positions are Unicode code points into an article's canonical text, half-open `[start, end)`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zhupi.core.messages import Message
from zhupi.core.model import Label, Span

# --- what search is told ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What search must know of an article's content."""

    article: str
    digest: str
    title: str
    text: str
    source: str
    published: date | None
    authors: tuple[str, ...] = ()  #: the names of its byline


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """An entity that an article names, by its usual name and as the article calls it."""

    label: Label
    name: str
    aliases: tuple[str, ...] = ()  #: without `name`


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What is known of an article beside its content, and changes more often.

    All tuples are sorted, so that equal facts have equal digests.
    """

    article: str
    tags: tuple[str, ...] = ()  #: paths, each once
    notes: tuple[str, ...] = ()
    entities: tuple[EntityFacts, ...] = ()
    read: bool = False
    annotated: bool = False

    @property
    def digest(self) -> str:
        """Names these facts."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True, order=True)
class FeedPosition:
    """A moment in the history of a library's articles.

    `number` grows with every change; `stamp` is drawn anew for each number, so that another
    library, or a copy that went its own way, is never taken for the one an index knows.
    """

    number: int
    stamp: str


# --- what is asked ------------------------------------------------------------------------------


class SearchSort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"  #: by published date, the undated last
    OLDEST = "oldest"  #: the undated last here too


@dataclass(frozen=True, slots=True)
class SearchRequest:
    query: str
    limit: int = 20
    offset: int = 0
    sort: SearchSort = SearchSort.RELEVANCE
    facets: bool = False  #: implies an exact total
    literal: bool = False  #: the very characters: no folding of width, case, script or spaces
    exact_total: bool = True  #: False: the page as soon as it is certain, its total as it may be


class ConcordanceSort(StrEnum):
    ARTICLE = "article"  #: newest article first, then place; streams
    LEFT = "left"  #: by what stands before the match, read backwards from it
    RIGHT = "right"  #: by what stands after it


@dataclass(frozen=True, slots=True)
class ConcordanceRequest:
    query: str
    width: int = 30  #: characters on each side
    sort: ConcordanceSort = ConcordanceSort.ARTICLE
    literal: bool = False
    limit: int = 100_000  #: lines at most


# --- what is answered ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of the canonical text; `start` and `marks` are offsets into the article."""

    text: str
    start: int
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    article: str
    title: str
    published: date | None
    score: float
    count: int  #: matches in the article
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer."""

    query: str
    total: int
    complete: bool  #: False while articles are still to be indexed, or not all were looked at
    milliseconds: float
    hits: tuple[Hit, ...]
    #: `source`, `year`, `month`, `tag`, `person`, `org`, `place` → value → number of articles
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    remark: Message | None = None  #: for instance why a query was searched literally
    exact: bool = True  #: whether `total` is the true number of articles found
    suggestions: tuple[str, ...] = ()  #: queries that would find something, where this did not


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One match with what stands around it, line breaks shown as spaces (`keyword in context`)."""

    article: str
    title: str
    published: date | None
    span: Span
    left: str
    keyword: str
    right: str


class CompletionKind(StrEnum):
    FIELD = "field"  #: `title:` and the like
    OPERATOR = "operator"
    VALUE = "value"  #: of a field that has few: `has:note`
    SOURCE = "source"
    TAG = "tag"
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    LAW = "law"
    EVENT = "event"
    MEDIA = "media"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Completion:
    """What might be typed on: `text` in place of `query[start:end]`."""

    start: int
    end: int
    text: str
    kind: CompletionKind
    count: int = 0  #: articles with it; 0: does not apply


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that a person keeps, and how far they have seen its answers."""

    id: str
    name: str
    query: str
    literal: bool = False
    sort: SearchSort = SearchSort.NEWEST
    seen: int = 0  #: the `FeedPosition.number` up to which articles count as seen
