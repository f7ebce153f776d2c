"""What the program is about: articles, mentions, annotations, hits, changes.

Frozen values that cross every boundary. Positions are Unicode code points into an article's
canonical text, half-open `[start, end)`. Standard library only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from zhupi.core.messages import Message


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points; may be empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


# --- articles ---------------------------------------------------------------------------------


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    IMAGE = "image"
    CAPTION = "caption"
    BYLINE = "byline"
    QUOTE = "quote"
    LIST_ITEM = "list_item"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like piece of an article.

    The texts of all blocks but images, joined by one line feed, are the canonical text; no block
    holds a line feed. An image is an empty range at the start of the block that follows it (or
    at the text's end); its caption, where it has one, is the `CAPTION` block after it.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0  #: of a heading (1 to 6) or of a list item's nesting (from 1)
    url: str | None = None  #: the address of an image; never fetched

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class StyleKind(StrEnum):
    STRONG = "strong"
    EMPHASIS = "emphasis"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """Emphasis or a link inside a block, as a range; `url` only for links."""

    kind: StyleKind
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """One person of a byline: `作者丨朱恩地，深圳卫视直新闻记者`."""

    role: str  #: as written: 作者, 编辑, 排版, 记者, By …
    name: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its canonical text, fixed at import.

    `id` names the article for ever, also when a later import corrects its text; `digest` names
    the content it holds now.
    """

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    source: str = ""  #: the outlet, as a person would say it
    byline: tuple[Credit, ...] = ()
    published: date | None = None
    published_basis: str = ""  #: how the date was found: given, metadata, text, name, or empty
    language: str = "zh-Hans"  #: BCP 47
    styles: tuple[InlineStyle, ...] = ()
    path: str = ""  #: the file it was read from, absolute; `file.jsonl#12` for a record of many
    url: str = ""  #: the address it was published at, where the file says so
    format: str = ""  #: the reader's name
    encoding: str = ""  #: the encoding the file was read in

    @property
    def digest(self) -> str:
        """Names the content; see `content_digest`."""
        return content_digest(self)


def content_digest(article: Article) -> str:
    """SHA-256, in hex, over all that a reader would call the article: text, blocks, metadata.

    Where the file lies is not part of it.
    """
    parts = [
        article.title,
        article.text,
        article.source,
        article.published.isoformat() if article.published else "",
        article.language,
        article.url,
        *(f"{b.kind}|{b.start}|{b.end}|{b.level}|{b.url or ''}" for b in article.blocks),
        *(f"{s.kind}|{s.start}|{s.end}|{s.url or ''}" for s in article.styles),
        *(f"{c.role}|{c.name}|{c.affiliation}" for c in article.byline),
    ]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def new_article_id(title: str, text: str) -> str:
    """The id of an article seen for the first time: 16 hex digits of its title and text."""
    content = f"{title}\x1f{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:16]


class ReadingState(StrEnum):
    UNREAD = "unread"
    READ = "read"


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a list shows of an article."""

    id: str
    title: str
    source: str
    byline: tuple[Credit, ...]
    published: date | None
    characters: int  #: code points of the canonical text
    annotations: int
    path: str
    imported: datetime
    reading: ReadingState = ReadingState.UNREAD


class ArticleSort(StrEnum):
    NEWEST = "newest"  #: by published date, the undated last; then by title
    OLDEST = "oldest"
    IMPORTED = "imported"  #: latest import first
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles; empty fields do not filter."""

    sources: tuple[str, ...] = ()
    tag: str = ""  #: articles with a passage tagged so, or below it
    annotated: bool | None = None
    reading: ReadingState | None = None
    published_from: date | None = None
    published_to: date | None = None  #: inclusive


# --- mentions ---------------------------------------------------------------------------------


class Label(StrEnum):
    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    TIME = "TIME"
    LAW = "LAW"
    EVENT = "EVENT"
    MEDIA = "MEDIA"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in an article that names an entity or a time.

    Mentions may nest (`中国` in `中国外交部`); they come sorted by start, then longest first.
    """

    start: int
    end: int
    label: Label
    entity: str  #: id of the entity, the same for all mentions of it
    value: str = (
        ""  #: of a time, where it is known: ISO 8601 with the signs of ISO 8601-2 (`..`, `X`)
    )
    confidence: float = 1.0  #: 0 to 1
    title: str = ""  #: of a person, as the text has it beside the name: 国务卿
    why: Message | None = None  #: how the value was counted, or why it is this entity

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


# --- annotations (words of the W3C Web Annotation Data Model, 2017) --------------------------


class Purpose(StrEnum):
    HIGHLIGHTING = "highlighting"
    TAGGING = "tagging"
    COMMENTING = "commenting"


@dataclass(frozen=True, slots=True)
class Body:
    """One thing said about a target: a tag's path, or a comment's text."""

    purpose: Purpose
    value: str


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    article: str  #: id
    position: TextPositionSelector
    quote: TextQuoteSelector


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a passage stood when a person last chose or confirmed it, in a text since replaced."""

    version: str  #: digest of the content it stood in, kept by the store; empty: not kept
    position: TextPositionSelector
    quote: TextQuoteSelector


class AnnotationState(StrEnum):
    """How an annotation stands to the text its article has now.

    All but `RESOLVED` wait for a person to review them; nothing else ends that state.
    """

    RESOLVED = "resolved"  #: the same place
    MOVED = "moved"  #: found again; `Annotation.confidence` says how sure
    AMBIGUOUS = "ambiguous"  #: several places fit, none was chosen; the position means nothing
    ORPHAN = "orphan"  #: no place fits; the position means nothing


COLORS = ("yellow", "green", "pink", "blue", "purple")  #: names; themes give them their shades


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person wrote about a passage."""

    id: str
    target: Target
    bodies: tuple[Body, ...]
    color: str
    creator: str
    created: datetime  #: with UTC offset
    modified: datetime
    state: AnnotationState = AnnotationState.RESOLVED
    confidence: float = 1.0  #: 0 to 1, how sure the place is; 1 where a person chose it
    origin: Origin | None = None  #: None while resolved, and where it is not known

    @property
    def original_quote(self) -> str:
        """The passage as the person marked it, whatever stands there now."""
        return self.origin.quote.exact if self.origin else self.quote

    @property
    def span(self) -> Span:
        return Span(self.target.position.start, self.target.position.end)

    @property
    def quote(self) -> str:
        return self.target.quote.exact

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(b.value for b in self.bodies if b.purpose is Purpose.TAGGING)

    @property
    def note(self) -> str:
        return "\n\n".join(b.value for b in self.bodies if b.purpose is Purpose.COMMENTING)


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations; empty fields do not filter."""

    articles: tuple[str, ...] = ()
    tag: str = ""  #: this tag or any below it
    state: AnnotationState | None = None
    color: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag is a path: `外交/会晤`. Researchers also call it a code."""

    path: str
    color: str = ""  #: one of `COLORS`; new passages with this tag take it
    description: str = ""
    key: int = 0  #: 1 to 9, the number key it is bound to; 0: none


@dataclass(frozen=True, slots=True)
class TagCount:
    tag: Tag
    count: int  #: annotations with exactly this tag


# --- what operations return ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation altered, and who began it; broadcast to whoever shows it."""

    operation: str  #: annotate, edit, delete, undo, import …
    origin: str = ""  #: window, command line, worker
    articles: tuple[str, ...] = ()  #: ids of articles added, altered or removed
    annotations: tuple[str, ...] = ()  #: ids of annotations added, altered or removed
    tags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  #: ids of articles whose mentions were found anew
    searches: tuple[str, ...] = ()  #: ids of saved searches
    corrections: tuple[str, ...] = ()  #: ids of corrections of names and times
    index: bool = False  #: whether search answers otherwise, now or once its index has followed
    #: The title, tag, passage or name by which a person knows it again; empty: not told.
    about: str = field(default="", compare=False)
    #: Whether `about` is one of several of its kind.
    more: bool = field(default=False, compare=False)

    @property
    def empty(self) -> bool:
        return not (
            self.articles
            or self.annotations
            or self.tags
            or self.mentions
            or self.searches
            or self.corrections
            or self.index
        )

    @property
    def touches_search(self) -> bool:
        """Whether the search index must follow: contents or facts of articles may be others."""
        return bool(self.articles or self.annotations or self.mentions)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `total` 0 means that nobody knows yet."""

    done: int
    total: int
    what: Message


@dataclass(frozen=True, slots=True)
class FailedFile:
    path: str
    reason: Message


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import."""

    imported: tuple[str, ...] = ()  #: ids of new articles
    unchanged: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    near_duplicates: tuple[tuple[str, str], ...] = ()  #: (new article, the one it resembles)
    failed: tuple[FailedFile, ...] = ()
    to_review: int = 0  #: annotations of updated articles that a person must look at
    seconds: float = 0.0
    cancelled: bool = False
