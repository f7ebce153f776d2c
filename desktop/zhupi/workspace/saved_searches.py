"""Searches that a person keeps."""

from __future__ import annotations

from zhupi.core.model import Change
from zhupi.core.protocols import Checkpoint, go_on
from zhupi.core.search import SavedSearch, SearchSort
from zhupi.store import Store
from zhupi.workspace.searching import Searching
from zhupi.workspace.signing import Sign


class SavedSearches:
    """`Workspace.saved`."""

    def __init__(self, store: Store, searching: Searching, sign: Sign) -> None:
        self._store = store
        self._searching = searching
        self._sign = sign

    def every(self) -> list[SavedSearch]:
        """By name."""
        return self._store.saved_searches()

    def save(
        self, name: str, query: str, *, literal: bool = False, sort: SearchSort = SearchSort.NEWEST
    ) -> tuple[SavedSearch, Change]:
        """Keeps a search; undoable. What it finds now counts as seen."""
        kept, change = self._searching.save(name, query, literal=literal, sort=sort)
        return kept, self._sign(change)

    def rename(self, identifier: str, name: str) -> Change:
        """Undoable. Raises `NotFoundError`, `InvalidRequestError` for an empty name."""
        return self._sign(self._searching.rename(identifier, name))

    def delete(self, identifier: str) -> Change:
        """Undoable. Raises `NotFoundError`."""
        return self._sign(self._store.delete_saved_search(identifier))

    def new_hits(self, saved: SavedSearch, check: Checkpoint = go_on) -> int:
        """How many articles it finds that came or changed since it was last seen.

        Raises `IndexDamagedError`.
        """
        return self._searching.new_hits(saved, check)

    def mark_seen(self, identifier: str) -> None:
        """All that this search finds now has been seen. Raises `NotFoundError`."""
        self._searching.mark_seen(identifier)
