"""Keeps the search index in step with the library, and says whether it is."""

from __future__ import annotations

from dataclasses import dataclass

from zhupi.core.errors import IndexDamagedError
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import ProgressSink, SearchBackend
from zhupi.store import Store


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index stands to the library; article ids."""

    missing: tuple[str, ...] = ()  #: not yet findable, or findable by an older content
    surplus: tuple[str, ...] = ()  #: still found though no longer in the library
    damaged: bool = False

    @property
    def complete(self) -> bool:
        return not (self.missing or self.surplus or self.damaged)


def index_state(store: Store, backend: SearchBackend) -> IndexState:
    """Compares the content that can be found with the content there is."""
    wanted = store.digests()
    try:
        indexed = backend.indexed()
    except IndexDamagedError:
        return IndexState(missing=tuple(wanted), damaged=True)
    missing = tuple(a for a, digest in wanted.items() if indexed.get(a) != digest)
    return IndexState(missing, tuple(a for a in indexed if a not in wanted))


def sync_index(
    store: Store, backend: SearchBackend, progress: ProgressSink, *, rebuild: bool = False
) -> bool:
    """Indexes what is missing and drops what is surplus; returns whether anything changed.

    A damaged index is thrown away and built anew: nothing in it is anybody's work.
    """
    state = index_state(store, backend)
    if rebuild or state.damaged:
        backend.clear()
        state = index_state(store, backend)
    if state.complete:
        return rebuild
    total = len(state.missing)

    def say(step: Progress) -> None:
        progress(Progress(step.done, total, message("Making articles findable")))

    backend.update(store.documents(state.missing), state.surplus, say)
    return True
