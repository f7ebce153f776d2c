"""Where the articles that a search found name what was asked for by `person:` and its like."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from zhupi.core.errors import NotFoundError
from zhupi.core.model import Article, Span
from zhupi.core.search import Hit, SearchPage
from zhupi.store import Store
from zhupi.workspace.understanding import Understanding

if TYPE_CHECKING:
    from zhupi.search import NamedPlaces


class NamedInHits:
    """Reads what was found in articles earlier, and looks for nothing anew."""

    def __init__(self, store: Store, understanding: Understanding) -> None:
        self._store = store
        self._understanding = understanding

    def shown(self, page: SearchPage, *, literal: bool) -> SearchPage:
        """`page`; hits where no word was asked for show the names that were."""
        named = _asked(page.query, literal=literal)
        if not named.asked or all(hit.count for hit in page.hits):
            return page
        return replace(page, hits=tuple(self._shown(hit, named) for hit in page.hits))

    def places(self, query: str, article: Article, *, literal: bool) -> list[Span]:
        """Every place where `article` names what `query` asks for."""
        named = _asked(query, literal=literal)
        mentions = self._understanding.known_mentions(article.id) if named.asked else None
        facts = self._store.search.facts([article.id])
        found = [m for one in facts for m in named.matches(article.text, one, mentions or ())]
        return [match.span for match in found]

    def _shown(self, hit: Hit, named: NamedPlaces) -> Hit:
        if hit.count:
            return hit
        with suppress(NotFoundError):  # deleted meanwhile
            text = self._store.article(hit.article).text
            mentions = self._understanding.known_mentions(hit.article)
            for facts in self._store.search.facts([hit.article]):
                return named.shown(hit, text, facts, mentions or ())
        return hit


def _asked(query: str, *, literal: bool) -> NamedPlaces:
    from zhupi.search import NamedPlaces  # noqa: PLC0415 -- loads numpy

    return NamedPlaces(query, literal=literal)
