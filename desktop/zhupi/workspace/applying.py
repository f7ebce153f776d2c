"""Brings what is known of a library's entities in step with corrections, and links them.

Done in steps, so that whoever runs it can let others through; what a step did stays done, and the
next run goes on from there, also in another process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from zhupi.core.messages import message
from zhupi.core.model import Change, Progress
from zhupi.core.protocols import ProgressSink
from zhupi.core.understanding import EntityNames
from zhupi.store import Store

if TYPE_CHECKING:
    from zhupi.language.linking import Link

Across = Callable[[Iterable[EntityNames]], Mapping[str, "Link"]]
_FOLLOWING = message("Bringing names in step with corrections")
_LINKING = message("Finding out which names mean the same")
_TOLD_EVERY = 1000  # entities


class Applying:
    """One run."""

    def __init__(self, store: Store, across: Across) -> None:
        self._store = store
        self._across = across
        self._changed: dict[str, None] = {}
        self._linked = False
        self._total: int | None = None

    def change(self) -> Change:
        """What was done so far."""
        return Change("apply corrections", mentions=tuple(self._changed), index=self._linked)

    def step(self, progress: ProgressSink, seconds: float) -> bool:
        """Goes on for about so long; whether there is more to do.

        Raises what `progress` raises, and `LibraryError` where the library cannot be written.
        """
        end = time.monotonic() + seconds
        if self._total is None:
            self._total = self._store.entities.pending()
        while (changed := self._store.entities.follow()) is not None:
            self._changed.update(dict.fromkeys(changed))
            left = self._store.entities.behind() if self._total else 0
            self._total = max(self._total, left)
            progress(Progress(self._total - left, self._total, _FOLLOWING))
            if time.monotonic() >= end:
                return True
        self.link(progress)
        return False

    def link(self, progress: ProgressSink, *, growth: float = 0.0) -> None:
        """Finds out which entities are the same, if counts changed since by more than `growth`."""
        counted, linked = self._store.entities.grown()
        if counted - linked <= growth * linked:
            return
        links = self._across(self._told(progress))
        put = {entity: (link.entity, link.why) for entity, link in links.items()}
        self._linked = self._store.entities.put_links(put, counted) or self._linked

    def _told(self, progress: ProgressSink) -> Iterator[EntityNames]:
        for number, entity in enumerate(self._store.entities.names()):
            if number % _TOLD_EVERY == 0:
                progress(Progress(number, 0, _LINKING))
            yield entity
