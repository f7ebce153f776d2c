"""Where the articles that a search found name what was asked for by `person:` and its like."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from zhupi.core.errors import NotFoundError
from zhupi.core.model import Article, Span
from zhupi.core.protocols import Checkpoint
from zhupi.core.search import ArticleFacts, Hit, SearchPage
from zhupi.store import Store
from zhupi.workspace.understanding import Understanding

if TYPE_CHECKING:
    from zhupi.search import NamedPlaces


class NamedInHits:
    """Reads what was found in articles earlier, and looks for nothing anew."""

    def __init__(self, store: Store, understanding: Understanding) -> None:
        self._store = store
        self._understanding = understanding

    def shown(self, page: SearchPage, check: Checkpoint, *, literal: bool) -> SearchPage:
        """`page`; hits where no word was asked for show the names that were.

        Asks `check` before each of them, and raises what it raises.
        """
        named = _asked(page.query, literal=literal)
        bare = [hit.article for hit in page.hits if not hit.count]
        if not named.asked or not bare:
            return page
        facts = {one.article: one for one in self._store.search.facts(bare)}
        hits: list[Hit] = []
        for hit in page.hits:
            check()
            known = None if hit.count else facts.get(hit.article)
            hits.append(hit if known is None else self._shown(hit, known, named))
        return replace(page, hits=tuple(hits))

    def places(self, query: str, article: Article, *, literal: bool) -> list[Span]:
        """Every place where `article` names what `query` asks for."""
        named = _asked(query, literal=literal)
        mentions = self._understanding.mentions_kept(article) if named.asked else None
        facts = self._store.search.facts([article.id])
        found = [m for one in facts for m in named.matches(article.text, one, mentions or ())]
        return [match.span for match in found]

    def _shown(self, hit: Hit, facts: ArticleFacts, named: NamedPlaces) -> Hit:
        with suppress(NotFoundError):  # deleted meanwhile
            article = self._store.article(hit.article)
            mentions = self._understanding.mentions_kept(article)
            return named.shown(hit, article.text, facts, mentions or ())
        return hit


def _asked(query: str, *, literal: bool) -> NamedPlaces:
    from zhupi.search import NamedPlaces  # noqa: PLC0415 -- loads numpy

    return NamedPlaces(query, literal=literal)
