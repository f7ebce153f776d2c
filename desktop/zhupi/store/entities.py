"""What articles name, over the whole library, and how it is brought in step with corrections."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhupi.core.folding import Folding
from zhupi.core.messages import Message
from zhupi.core.model import Label
from zhupi.core.understanding import EntityNames, EntitySummary
from zhupi.store import correction_queries, entity_queries
from zhupi.store.connections import Connections
from zhupi.store.deriving import Deriving, Reaching
from zhupi.store.entity_counts import Counting, rooted
from zhupi.store.message_json import plain
from zhupi.store.rows import to_json

_READ_AT_ONCE = 100  #: articles whose texts are looked at for the words of corrections
_COUNTED_AT_ONCE = 200  #: articles that are counted without reading their texts for words
_WRITTEN_AT_ONCE = 16  #: articles a transaction: a fraction of a second, in which others wait


class Entities:
    """`Store.entities`. Its methods raise `LibraryError` as those of the store."""

    def __init__(self, connections: Connections, deriving: Deriving) -> None:
        self._connections = connections
        self._deriving = deriving

    # --- looking ------------------------------------------------------------------------------

    def summaries(self, typed: str, labels: Sequence[Label], limit: int) -> list[EntitySummary]:
        """The entities of which a name holds `typed`, the most mentioned first; 0: all of them."""
        with self._connections.read() as connection:
            return entity_queries.summaries(connection, Folding()(typed), labels, limit)

    def summary(self, identifier: str) -> EntitySummary | None:
        """The one with this id, or the one that this is too; None: there is none."""
        with self._connections.read() as connection:
            return entity_queries.summary(connection, identifier)

    def articles(self, identifier: str, limit: int) -> list[tuple[str, int]]:
        """The articles that name an entity, latest first, and how often; 0: all of them."""
        with self._connections.read() as connection:
            return entity_queries.articles(connection, identifier, limit)

    # --- corrections --------------------------------------------------------------------------

    def corrections(self) -> Reaching:
        """All corrections, quickly where they are those of the last time."""
        with self._connections.read() as connection:
            return self._deriving.corrections(connection)

    def pending(self) -> int:
        """In how many articles somebody must look before all that is counted is as it should."""
        with self._connections.read() as connection:
            return entity_queries.pending(connection)

    def behind(self) -> int:
        """In how many articles somebody must look for what was corrected; quick."""
        with self._connections.read() as connection:
            return entity_queries.behind(connection)

    def follow(self) -> list[str] | None:
        """Brings some articles in step with corrections; those that changed. None: all are.

        Each call is a second's work or two, mostly less; what it did stays done.
        """
        with self._connections.read() as connection:
            some = entity_queries.uncounted(connection, _COUNTED_AT_ONCE)
            portion = None if some else self._portion(connection)
        if some:
            return self.derive(some)
        return None if portion is None else self._follow(portion)

    def _portion(self, connection: sqlite3.Connection) -> _Portion | None:
        """The next articles to look at for words of corrections; None: there are no such words."""
        words = entity_queries.pending_words(connection)
        if not words:
            return None
        number, start = correction_queries.number(connection), min(words.values())
        rows = entity_queries.texts(connection, start, _READ_AT_ONCE)
        fold = Folding()
        sought = [(fold(word), upto) for word, upto in words.items()]
        having = [
            key
            for key, text in rows
            if (folded := fold(text)) and any(upto < key and w in folded for w, upto in sought)
        ]
        end = rows[-1][0] if len(rows) == _READ_AT_ONCE else None
        return _Portion(number, having, end)

    def _follow(self, portion: _Portion) -> list[str]:
        changed = self.derive(portion.having)
        with self._connections.write() as connection:
            # Others may have corrected something meanwhile: then these are looked at again.
            if correction_queries.number(connection) == portion.number:
                entity_queries.looked(connection, portion.end)
        return changed

    def derive(self, articles: Sequence[str]) -> list[str]:
        """Brings these in step with corrections; those that changed."""
        changed: list[str] = []
        for start in range(0, len(articles), _WRITTEN_AT_ONCE):
            some = articles[start : start + _WRITTEN_AT_ONCE]
            with self._connections.write() as connection:
                changed += [key for key in some if self._deriving.derive(connection, key)]
        return changed

    # --- links --------------------------------------------------------------------------------

    def names(self) -> Iterator[EntityNames]:
        """Every entity that articles name, by its id in them, and how they call it."""
        last = 0
        while True:
            with self._connections.read() as connection:
                some, last = entity_queries.names(connection, last)
            if not some:
                return
            yield from some

    def grown(self) -> tuple[int, int]:
        """How often counts changed, and how often they had when links were put last."""
        with self._connections.read() as connection:
            return entity_queries.grown(connection)

    def put_links(self, links: Mapping[str, tuple[str, Message]], grown: int) -> bool:
        """Id → the id of the entity it is, and why; in place of all earlier ones.

        `grown` is the first number that `grown` told before the names were read. Returns whether
        anything is otherwise than before.
        """
        written = rooted({e: (target, to_json(plain(why))) for e, (target, why) in links.items()})
        with self._connections.read() as connection:
            numbers = entity_queries.numbers(connection)  # which never change: others need not wait
        with self._connections.write() as connection:
            return Counting(connection).link(written, numbers, grown)


@dataclass(frozen=True, slots=True)
class _Portion:
    """Articles looked at for the words of corrections."""

    number: int  #: of the corrections there were
    having: Sequence[str]  #: those that hold such a word
    end: str | None  #: the last one looked at; None: there are no more
