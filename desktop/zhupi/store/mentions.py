"""The mentions found in articles, which can always be found anew."""

from __future__ import annotations

from collections.abc import Sequence

from zhupi.core.model import Mention
from zhupi.store import mention_cache
from zhupi.store.connections import Connections
from zhupi.store.deriving import Deriving


class Mentions:
    """`Store.mentions`. Its methods raise `LibraryError` as those of the store."""

    def __init__(self, connections: Connections, deriving: Deriving) -> None:
        self._connections = connections
        self._deriving = deriving

    def get(self, article: str, digest: str, version: str | None) -> list[Mention] | None:
        """The mentions kept for this content and recogniser (None: any); None: there are none."""
        with self._connections.read() as connection:
            return mention_cache.get(connection, article, digest, version)

    def put(self, article: str, digest: str, version: str, found: Sequence[Mention]) -> None:
        """Keeps mentions, unless the article has changed or gone since they were sought."""
        self.put_all(version, [(article, digest, found)])

    def put_all(self, version: str, found: Sequence[tuple[str, str, Sequence[Mention]]]) -> None:
        """The same for several articles, each with its digest, in one transaction."""
        with self._connections.write() as connection:
            for article, digest, mentions in found:
                if mention_cache.put(connection, article, digest, version, mentions):
                    self._deriving.derive(connection, article, mentions)

    def missing(self, version: str) -> list[str]:
        """The articles whose mentions this recogniser has not sought yet, newest first."""
        with self._connections.read() as connection:
            return mention_cache.missing(connection, version, self._connections.file)

    def count_missing(self, version: str) -> int:
        """How many articles `missing` would name."""
        with self._connections.read() as connection:
            return mention_cache.count_missing(connection, version)
