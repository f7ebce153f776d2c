"""Where an article names what a query asks for by `person:` and its like. Pure.

A field of entities says which articles are found, not where; without this a hit would show no
place at all, and the beginning of the text, where one looks for the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zhupi.core.folding import Folding
from zhupi.core.model import Label, Mention
from zhupi.core.search import ArticleFacts, EntityFacts, Hit, SearchDocument
from zhupi.search.article_text import ArticleText
from zhupi.search.matching import Match, Matcher, joined
from zhupi.search.query import parse
from zhupi.search.query_tree import ENTITY_FIELDS, Term, leaves
from zhupi.search.snippets import make_snippets


class NamedPlaces:
    """The names that one query asks for, made ready for the articles of a page."""

    def __init__(self, query: str, *, literal: bool = False) -> None:
        found = leaves(parse(query, literal=literal).node)
        self._terms = tuple(
            dict.fromkeys(
                leaf
                for leaf, positive in found
                if positive and isinstance(leaf, Term) and leaf.field in ENTITY_FIELDS
            )
        )
        folding = Folding()
        self._matcher = Matcher(self._terms, folding)
        self._nothing = ArticleText("", "", folding)
        self._known: dict[EntityFacts, frozenset[int]] = {}

    @property
    def asked(self) -> bool:
        """Whether the query asks for a name at all, rather than for articles without one."""
        return bool(self._terms)

    def matches(self, text: str, facts: ArticleFacts, mentions: Sequence[Mention]) -> list[Match]:
        """Every mention in `text` of what is asked for, in order and apart.

        `mentions` and `facts` are those of the article; what is called by a name that was asked
        for is meant wherever it stands, by whichever of its names, and nobody else of that name.
        """
        known = _by_name(facts.entities)
        surfaces: dict[tuple[Label, str], set[str]] = {}
        for mention in mentions:
            key = (mention.label, mention.entity)
            surfaces.setdefault(key, set()).add(mention.span.of(text))
        meant = {
            (label, entity): frozenset[int]().union(
                *map(self._terms_of, _facts_of(label, entity, names, known))
            )
            for (label, entity), names in surfaces.items()
        }
        return joined(
            [(m.start, m.end) for m in mentions if number in meant[m.label, m.entity]]
            for number in range(len(self._terms))
        )

    def shown(self, hit: Hit, text: str, facts: ArticleFacts, mentions: Sequence[Mention]) -> Hit:
        """`hit`, which has no place to show, with those of `matches` and the passages there."""
        matches = self.matches(text, facts, mentions)
        if not matches:
            return hit
        snippets = make_snippets(hit.title, text, matches)
        return replace(hit, count=len(matches), snippets=snippets)

    def _terms_of(self, entity: EntityFacts) -> frozenset[int]:
        """The numbers of the terms that one of the names of `entity` matches."""
        if entity not in self._known:
            facts = ArticleFacts("", entities=(entity,))
            document = SearchDocument("", "", "", "", "", None)
            self._known[entity] = frozenset(
                number
                for number, term in enumerate(self._terms)
                if self._matcher.holds(term, document, facts, self._nothing)
            )
        return self._known[entity]


def _by_name(entities: Sequence[EntityFacts]) -> dict[tuple[Label, str], list[EntityFacts]]:
    """The entities that go by each name."""
    known: dict[tuple[Label, str], list[EntityFacts]] = {}
    for entity in entities:
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            known.setdefault((entity.label, name), []).append(entity)
    return known


def _facts_of(
    label: Label,
    entity: str,
    names: Iterable[str],
    known: Mapping[tuple[Label, str], list[EntityFacts]],
) -> list[EntityFacts]:
    """What is known of an entity that the article calls by `names`; of several where they cannot
    be told apart.

    Of two who share a name it is the one that the id is of; where neither is, the one that goes
    by most of the names.
    """
    shared = Counter(fact for name in names for fact in known.get((label, name), ()))
    own = entity.partition(":")[2]
    # An id has no spaces.
    called_so = [fact for fact in shared if own and "".join(fact.name.split()) == own]
    most = max(shared.values(), default=0)
    return called_so or [fact for fact, count in shared.items() if count == most]
