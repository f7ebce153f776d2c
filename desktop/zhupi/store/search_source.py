"""What search must know of a library, and what of it changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from zhupi.core.search import ArticleFacts, FeedPosition, SearchDocument
from zhupi.store import article_queries, facts, feed
from zhupi.store.connections import Connections

#: Texts read at a time, so that readers of all of them keep no writer waiting.
_DOCUMENTS_AT_ONCE = 50


class SearchSource:
    """`Store.search`. Its methods raise `LibraryError` as those of the store."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def documents(self, ids: Sequence[str]) -> Iterator[SearchDocument]:
        """What search must know of `ids`, in that order; those that are gone are left out."""
        for some in _portions(ids):
            with self._connections.read() as connection:
                read = article_queries.documents(connection, some)
            yield from read

    def facts(self, ids: Sequence[str]) -> Iterator[ArticleFacts]:
        """What is known of `ids` beside their contents, in that order, without those gone."""
        for some in _portions(ids):
            with self._connections.read() as connection:
                read = facts.facts(connection, some)
            yield from read

    def position(self) -> FeedPosition:
        """Where the history of the library's articles stands, whichever process wrote it."""
        with self._connections.read() as connection:
            return feed.position(connection, self._connections.file)

    def changes_since(self, position: FeedPosition | None) -> feed.FeedChanges | None:
        """What changed after `position`; None: it is not in this library's past, as far as known.

        Facts of a new article are told only once they are others than `ArticleFacts(id)`.
        """
        with self._connections.read() as connection:
            return feed.changes_since(connection, position, self._connections.file)

    def contents_changed_since(self, position: FeedPosition) -> bool:
        """Whether an article was added, altered or removed after `position`, or may have been."""
        with self._connections.read() as connection:
            return feed.contents_changed_since(connection, position)

    def changed_after(self, ids: Collection[str], number: int) -> set[str]:
        """Those of `ids` that were added or altered after this `FeedPosition.number`."""
        with self._connections.read() as connection:
            return feed.changed_after(connection, ids, number)


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _DOCUMENTS_AT_ONCE):
        yield ids[start : start + _DOCUMENTS_AT_ONCE]
