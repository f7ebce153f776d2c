"""What a query says, as a tree; `query` makes it from what a person typed.

Pure values. What each node matches is defined here, for every implementation: `matching` says
where in one article, `evaluation` in which articles of an index.

**Folding.** All text nodes match after folding (`core.folding`): width, case, scripts and variant
characters, one code point to one. In addition white space (line breaks too) is optional wherever
a Han-like character stands on either side of it, in the article and in the query; it counts in no
distance and no gap. Elsewhere a white space character of the query stands for exactly one of the
article. White space at the edge of a term is part of it only beside a character that is not
Han-like. A node with `literal` matches the very characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from zhupi.core.model import Label


class Field(StrEnum):
    """Where a term must stand."""

    ANY = "any"  #: the text or the title
    TITLE = "title"
    TEXT = "text"
    AUTHOR = "author"  #: a name of the byline
    SOURCE = "source"
    # Facts: what is known of an article beside its content.
    TAG = "tag"  #: a tag's path holds the term
    NOTE = "note"
    PERSON = "person"  #: an entity with a name that holds the term
    ORG = "org"
    PLACE = "place"
    LAW = "law"
    EVENT = "event"
    MEDIA = "media"
    ENTITY = "entity"  #: of any label


#: The fields that hold entities of one label.
LABELS: Mapping[Field, Label] = MappingProxyType(
    {
        Field.PERSON: Label.PERSON,
        Field.ORG: Label.ORG,
        Field.PLACE: Label.PLACE,
        Field.LAW: Label.LAW,
        Field.EVENT: Label.EVENT,
        Field.MEDIA: Label.MEDIA,
    }
)
ENTITY_FIELDS = frozenset((*LABELS, Field.ENTITY))
CONTENT_FIELDS = frozenset((Field.ANY, Field.TITLE, Field.TEXT))
FACT_FIELDS = ENTITY_FIELDS | {Field.TAG, Field.NOTE}


@dataclass(frozen=True, slots=True)
class Term:
    """A substring, as typed and never empty.

    `whole`: in a fact field or `source:`, the value is the term and nothing more (typed as
    `tag:="外交"`); of a tag, the tag or any below it.
    """

    text: str
    field: Field = Field.ANY
    whole: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Pieces with gaps: `外交*人`, `第?届`.

    `pieces` alternate between text (never empty) and gaps (`*` and `?` only, as typed, at least
    one). `?` is one character, `*` none to `MOST_GAP`; neither is a line break. Each `*` takes as
    little as will do. Only in content fields.
    """

    pieces: tuple[str, ...]
    field: Field = Field.ANY
    literal: bool = False


MOST_GAP = 50  #: characters that `*` stands for at most


@dataclass(frozen=True, slots=True)
class Near:
    """All words, in any order, in one paragraph, with at most `distance` characters between them.

    Counted are the characters from the beginning of the first to the end of the last that belong
    to none of the words. Only in content fields.
    """

    words: tuple[str, ...]
    distance: int
    field: Field = Field.ANY
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression over the canonical text (or the title) as it is, ignoring case.

    `pattern` compiles. It is not folded; `^` and `$` are the borders of paragraphs, and a match
    without characters is none. Only in content fields.
    """

    pattern: str
    field: Field = Field.ANY


@dataclass(frozen=True, slots=True)
class Dates:
    """Published on one of these days, borders included; None is open."""

    first: date | None
    last: date | None


class Flag(StrEnum):
    HAS_NOTE = "has:note"
    HAS_TAG = "has:tag"
    HAS_ANNOTATION = "has:annotation"
    HAS_DATE = "has:date"
    HAS_ENTITY = "has:entity"  #: whether its entities are known
    IS_READ = "is:read"
    IS_UNREAD = "is:unread"


@dataclass(frozen=True, slots=True)
class Has:
    flag: Flag


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


TextNode = Term | Wildcard | Near | Regex
Leaf = TextNode | Dates | Has
Node = Leaf | Not | And | Or


def leaves(node: Node | None, *, positive: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf in the order typed, and whether it is not negated."""
    if isinstance(node, Not):
        yield from leaves(node.part, positive=not positive)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, positive=positive)
    elif node is not None:
        yield node, positive


def asks_for_names(node: Node | None) -> bool:
    """Whether what a query finds depends on the entities that articles name."""
    return any(
        (isinstance(leaf, Term) and leaf.field in ENTITY_FIELDS)
        or (isinstance(leaf, Has) and leaf.flag is Flag.HAS_ENTITY)
        for leaf, _ in leaves(node)
    )


def marking_nodes(node: Node | None) -> tuple[TextNode, ...]:
    """What marks places in a text: the content nodes that are not negated, each once."""
    found = (
        leaf
        for leaf, positive in leaves(node)
        if positive and isinstance(leaf, TextNode) and leaf.field in CONTENT_FIELDS
    )
    return tuple(dict.fromkeys(found))
