"""What a query marks in one article, and whether it matches it. Pure.

The definition that every index is tested against: `query_tree` in words, `finders` for the text
nodes, and here the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from zhupi.core.model import Span
from zhupi.core.search import ArticleFacts, SearchDocument
from zhupi.search.article_text import ArticleText, Fold, Passage
from zhupi.search.finders import Finder, make_finder
from zhupi.search.query_tree import (
    CONTENT_FIELDS,
    LABELS,
    And,
    Dates,
    Field,
    Flag,
    Has,
    Node,
    Not,
    Or,
    Term,
    TextNode,
    leaves,
)
from zhupi.search.stopwatch import OutOfTimeError, Stopwatch, unhurried
from zhupi.search.windows import Range

__all__ = [
    "ArticleText",
    "Match",
    "Matcher",
    "OutOfTimeError",
    "find_matches",
    "holds",
    "joined",
]

_TAG_BORDER: Final = "/"


class Match(NamedTuple):
    """A place to mark and the nodes (their numbers) that stand there."""

    start: int
    end: int
    nodes: frozenset[int]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_matches(
    nodes: Sequence[TextNode], article: ArticleText, stopwatch: Stopwatch | None = None
) -> list[Match]:
    """Every place of `nodes` in the canonical text, in order and apart from one another.

    One node is looked for from left to right, a character counting once; places of different
    nodes that share characters become one. A `title:` node is marked where the text begins with
    the title; fields that are not content nowhere. Raises `OutOfTimeError`.
    """
    return Matcher(nodes, article.folding, stopwatch).matches(article)


def holds(
    node: Node,
    document: SearchDocument,
    facts: ArticleFacts | None,
    folding: Fold,
    stopwatch: Stopwatch | None = None,
) -> bool:
    """Whether `node` matches the article; `facts` None: nothing is known of it yet."""
    nodes = [leaf for leaf, _ in leaves(node) if isinstance(leaf, TextNode)]
    article = ArticleText(document.title, document.text, folding)
    return Matcher(nodes, folding, stopwatch).holds(node, document, facts, article)


class Matcher:
    """The text nodes of a query made ready for many articles."""

    def __init__(
        self, nodes: Iterable[TextNode], folding: Fold, stopwatch: Stopwatch | None = None
    ) -> None:
        """`nodes` may be repeated; their numbers are those of the first of each."""
        self._folding = folding
        self._stopwatch = stopwatch or unhurried()
        self._nodes = tuple(dict.fromkeys(nodes))
        self._finders = {node: make_finder(node, folding) for node in self._nodes}

    def matches(self, article: ArticleText) -> list[Match]:
        """As `find_matches`."""
        return joined(self._ranges(node, article) for node in self._nodes)

    def look(self, article: ArticleText) -> tuple[list[Match], list[tuple[int, int]]]:
        """The matches, and of each node how often it stands in the title and in the text after it.

        For content nodes only.
        """
        in_text = [tuple(self._ranges(node, article)) for node in self._nodes]
        counts = []
        for node, ranges in zip(self._nodes, in_text, strict=True):
            titled = node.field is not Field.TEXT
            title = self._finders[node].ranges(article.title, self._stopwatch) if titled else ()
            after = sum(start >= article.title_end for start, _ in ranges)
            counts.append((sum(1 for _ in title), after if node.field is not Field.TITLE else 0))
        return joined(in_text), counts

    def _ranges(self, node: TextNode, article: ArticleText) -> Iterable[Range]:
        """Where `node` is marked in the canonical text."""
        if node.field in (Field.ANY, Field.TEXT):
            return self._finders[node].ranges(article.text, self._stopwatch)
        if node.field is Field.TITLE and article.title_end:
            return self._finders[node].ranges(article.title, self._stopwatch)
        return ()

    def holds(
        self,
        node: Node,
        document: SearchDocument,
        facts: ArticleFacts | None,
        article: ArticleText,
    ) -> bool:
        """Whether `node`, made of this matcher's text nodes, matches; raises `OutOfTimeError`."""
        if isinstance(node, Not):
            return not self.holds(node.part, document, facts, article)
        if isinstance(node, And | Or):
            combined = all if isinstance(node, And) else any
            return combined(self.holds(part, document, facts, article) for part in node.parts)
        if isinstance(node, Dates):
            return _is_of(node, document)
        if isinstance(node, Has):
            return _has(node.flag, document, facts)
        if node.field in CONTENT_FIELDS:
            return self.stands(node, article)
        return isinstance(node, Term) and self._in_values(node, document, facts)

    def _in_values(self, node: Term, document: SearchDocument, facts: ArticleFacts | None) -> bool:
        finder = self._finders[node]
        return any(
            self._in_value(finder, node, value) for value in _values(node.field, document, facts)
        )

    def stands(self, node: TextNode, article: ArticleText) -> bool:
        """Whether a content node stands in the article."""
        finder = self._finders[node]
        if node.field is not Field.TITLE and self._is_in(finder, article.text):
            return True
        if node.field is Field.TEXT or (node.field is Field.ANY and article.title_end):
            return False
        return self._is_in(finder, article.title)

    def _is_in(self, finder: Finder, passage: Passage) -> bool:
        return next(iter(finder.ranges(passage, self._stopwatch)), None) is not None

    def _in_value(self, finder: Finder, term: Term, value: str) -> bool:
        passage = Passage(value, self._folding)
        if not term.whole:
            return self._is_in(finder, passage)
        values = [value]
        if term.field is Field.TAG:  # the tag itself and all above it
            values += [value[:at] for at, mark in enumerate(value) if mark == _TAG_BORDER]
        wanted = _comparable(Passage(term.text, self._folding), literal=term.literal)
        return any(
            _comparable(Passage(part, self._folding), literal=term.literal) == wanted
            for part in values
        )


def _comparable(value: Passage, *, literal: bool) -> str:
    return value.searched(literal=literal).strip()


def _is_of(node: Dates, document: SearchDocument) -> bool:
    day = document.published
    return (
        day is not None
        and (node.first is None or node.first <= day)
        and (node.last is None or day <= node.last)
    )


def _has(flag: Flag, document: SearchDocument, facts: ArticleFacts | None) -> bool:
    if flag is Flag.HAS_DATE:
        return document.published is not None
    known = facts or ArticleFacts(document.article)
    return {
        Flag.HAS_NOTE: bool(known.notes),
        Flag.HAS_TAG: bool(known.tags),
        Flag.HAS_ANNOTATION: known.annotated,
        Flag.HAS_ENTITY: bool(known.entities),
        Flag.IS_READ: known.read,
        Flag.IS_UNREAD: not known.read,
    }[flag]


def _values(field: Field, document: SearchDocument, facts: ArticleFacts | None) -> Iterator[str]:
    """What a field holds, where it holds names rather than text."""
    if field is Field.AUTHOR:
        yield from document.authors
    elif field is Field.SOURCE:
        yield document.source
    elif facts is None:
        return
    elif field is Field.TAG:
        yield from facts.tags
    elif field is Field.NOTE:
        yield from facts.notes
    else:
        label = LABELS.get(field)
        for entity in facts.entities:
            if label is None or entity.label is label:
                yield entity.name
                yield from entity.aliases


def joined(places: Iterable[Iterable[Range]]) -> list[Match]:
    """The places of several nodes, in order and apart."""
    found = []
    alone = []
    for number, ranges in enumerate(places):
        alone.append(frozenset((number,)))
        found += [(start, end, number) for start, end in ranges]
    if not found:
        return []
    joined: list[Match] = []
    reached = 0
    for start, end, number in sorted(found):
        if joined and start < reached:
            last = joined[-1]
            joined[-1] = Match(last.start, max(reached, end), last.nodes | alone[number])
        else:
            joined.append(Match(start, end, alone[number]))
        reached = joined[-1].end
    return joined
