"""Keeps the search index in step with the library, and says whether it is.

The library's feed of changes tells what an index must follow since the moment it remembers. Where
that moment is none of this library's past, everything is compared by digests instead; so whatever
was interrupted, deleted or put back from a backup, the index mends itself.

A position is read before what it stands for: what changes meanwhile is told again next time, and
to be told the same twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from zhupi.core.errors import CancelledError, IndexDamagedError, LibraryError, shown_path
from zhupi.core.messages import Message, message
from zhupi.core.model import FailedFile, ImportReport, Progress
from zhupi.core.protocols import ProgressSink, SearchBackend, ignore_progress
from zhupi.core.search import ArticleFacts, FeedPosition
from zhupi.store import Store

#: Articles indexed before somebody who waits is let through: at once those a person may be
#: waiting for, then about a second's work.
FIRST_PORTION = 200
PORTION = 2000
#: A position is told anew before the library forgets it, though nothing it is about changed.
_FALLEN_BEHIND = 1000
#: Between two looks whether the person wants to stop, where nothing has to be written.
_LOOK_EVERY = 200

Pause = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index stands to the library; article ids."""

    missing: tuple[str, ...] = ()  #: not yet findable, or findable by an older content
    surplus: tuple[str, ...] = ()  #: still found though no longer in the library
    damaged: bool = False
    facts_behind: bool = False  #: tags, notes, names or reading states may be others

    @property
    def complete(self) -> bool:
        return not (self.missing or self.surplus or self.damaged or self.facts_behind)


def contents_current(store: Store, backend: SearchBackend) -> bool:
    """Whether every article is found by the content it has now, as far as the index remembers.

    Quick enough for every keystroke. Raises `IndexDamagedError`.
    """
    reached, _ = backend.reached()
    return reached is not None and not store.search.contents_changed_since(reached)


def index_state(store: Store, backend: SearchBackend, *, compare: bool = False) -> IndexState:
    """What search cannot find as it is now; `compare`: by digests, whatever the index remembers."""
    try:
        contents, facts = (None, None) if compare else backend.reached()
        missing, surplus, _ = _contents_behind(store, backend, contents)
        behind = _facts_behind(store, backend, facts, compare=compare)
    except IndexDamagedError:
        return IndexState(missing=tuple(store.digests()), damaged=True)
    return IndexState(tuple(missing), tuple(surplus), facts_behind=behind)


def sync_index(
    store: Store,
    backend: SearchBackend,
    progress: ProgressSink,
    *,
    rebuild: bool = False,
    compare: bool = False,
    pause: Pause | None = None,
) -> bool:
    """Makes the index equal to the library; returns whether anything changed.

    `pause` is asked after each portion of articles: where it says yes, the rest is left to the
    next call. A damaged index is thrown away and built anew: nothing in it is anybody's work.
    """
    if rebuild:
        backend.clear()
    try:
        return _Following(store, backend, progress, pause).run(compare=compare) or rebuild
    except IndexDamagedError:
        backend.clear()
        _Following(store, backend, progress, pause).run(compare=False)
        return True


class _Following:
    """One synchronisation."""

    def __init__(
        self, store: Store, backend: SearchBackend, progress: ProgressSink, pause: Pause | None
    ) -> None:
        self._store = store
        self._backend = backend
        self._progress = progress
        self._pause = pause

    def run(self, *, compare: bool) -> bool:
        contents, facts = (None, None) if compare else self._backend.reached()
        # Facts first: they are few, and somebody may be waiting for a tag while an import is
        # made findable.
        try:
            changed = self._follow_facts(facts)
        except LibraryError:
            # One note that cannot be read must not keep new articles from being found.
            self._follow_contents(contents)
            raise
        return self._follow_contents(contents) or changed

    def _follow_facts(self, since: FeedPosition | None) -> bool:
        store, backend = self._store, self._backend
        now = store.search.position()
        changes = store.search.changes_since(since)
        if changes is None:
            ids = store.article_ids()
            indexed = backend.indexed_facts()
            removed: Sequence[str] = _without(indexed, ids)
            facts = _differing(store, ids, indexed, self._saying(_FACTS, len(ids)))
            say = ignore_progress
        else:
            now, removed = changes.position, changes.removed
            if not _worth_telling(since, now, changes.facts or removed):
                return False
            facts = store.search.facts(changes.facts)
            say = self._saying(_FACTS, len(changes.facts))
        counted = _Counted(facts)
        backend.update_facts(counted, removed, say, reached=now)
        return bool(counted.count or removed)

    def _follow_contents(self, since: FeedPosition | None) -> bool:
        store, backend = self._store, self._backend
        missing, removed, now = _contents_behind(store, backend, since)
        if not _worth_telling(since, now, missing or removed):
            return False
        if since is not None and len(missing) > FIRST_PORTION:
            missing = self._without_those_there(missing)
        say = self._saying(_CONTENTS, len(missing))
        done = 0
        for portion in self._portions(missing):
            last = done + len(portion) == len(missing)

            def say_here(step: Progress, done: int = done) -> None:
                say(Progress(done + step.done, 0, step.what))

            # A portion more than what is remembered: all since then is told again, and those
            # found to be there are left out.
            backend.update(
                store.search.documents(portion),
                removed if done == 0 else (),
                say_here,
                reached=now if last else since,
            )
            done += len(portion)
            if not last and self._pause is not None and self._pause():
                break
        return True

    def _without_those_there(self, ids: Sequence[str]) -> Sequence[str]:
        """Those of `ids` that no earlier synchronisation indexed before it paused or was stopped.

        Without this, two that make room for each other would do the same portion for ever.
        """
        indexed, wanted = self._backend.indexed(), self._store.digests()
        return [key for key in ids if indexed.get(key) != wanted.get(key, "")]

    def _portions(self, ids: Sequence[str]) -> Iterator[Sequence[str]]:
        """All at once where nobody can be let through; at least one, though it be empty."""
        first = len(ids) if self._pause is None else FIRST_PORTION
        yield ids[:first]
        for start in range(first, len(ids), PORTION):
            yield ids[start : start + PORTION]

    def _saying(self, what: Message, total: int) -> ProgressSink:
        def say(step: Progress) -> None:
            self._progress(Progress(step.done, total, what))

        return say


_CONTENTS = message("Making articles findable")
_FACTS = message("Making tags, notes and names findable")


def _worth_telling(since: FeedPosition | None, now: FeedPosition, changed: Sequence[str]) -> bool:
    return since is None or bool(changed) or now.number - since.number >= _FALLEN_BEHIND


def _contents_behind(
    store: Store, backend: SearchBackend, since: FeedPosition | None
) -> tuple[Sequence[str], Sequence[str], FeedPosition]:
    """The articles to index and to drop, and the position at which that was so."""
    now = store.search.position()
    changes = store.search.changes_since(since)
    if changes is not None:
        return changes.contents, changes.removed, changes.position
    wanted, indexed = store.digests(), backend.indexed()
    # The newest first: somebody may be searching before the last is indexed.
    missing = [key for key in store.article_ids() if indexed.get(key) != wanted.get(key, "")]
    return missing, _without(indexed, wanted), now


def _facts_behind(
    store: Store, backend: SearchBackend, since: FeedPosition | None, *, compare: bool
) -> bool:
    changes = store.search.changes_since(since)
    if changes is not None:
        return bool(changes.facts or changes.removed)
    ids = store.article_ids()
    if not compare:
        return bool(ids)  # to read them all would take longer than to follow
    indexed = backend.indexed_facts()
    differing = _differing(store, ids, indexed, ignore_progress)
    return bool(_without(indexed, ids)) or next(differing, None) is not None


def _differing(
    store: Store, ids: Sequence[str], indexed: Mapping[str, str], progress: ProgressSink
) -> Iterator[ArticleFacts]:
    """The facts that the index has otherwise; of an article it knows nothing of, if there are."""
    for number, facts in enumerate(store.search.facts(ids)):
        if number % _LOOK_EVERY == 0:
            progress(Progress(number, len(ids), _FACTS))
        known = indexed.get(facts.article)
        if known != facts.digest if known else facts != ArticleFacts(facts.article):
            yield facts


def _without(indexed: Mapping[str, str], ids: Iterable[str]) -> list[str]:
    present = frozenset(ids)
    return [key for key in indexed if key not in present]


class _Counted:
    """Iterates once and knows how many there were."""

    def __init__(self, items: Iterable[ArticleFacts]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[ArticleFacts]:
        for item in self._items:
            self.count += 1
            yield item


def index_imported(
    report: ImportReport,
    folder: Path,
    progress: ProgressSink,
    sync: Callable[[ProgressSink], object],
) -> ImportReport:
    """Makes what an import stored findable, by `sync`; the report of both.

    Where the index of the library in `folder` cannot be written (a full disk) the report says so
    under `failed`; the articles are stored all the same, and the next synchronisation goes on.
    """
    try:
        if report.cancelled:
            sync(ignore_progress)
        else:
            # A cancel from here on leaves the rest to the next synchronisation.
            with suppress(CancelledError):
                sync(progress)
    except LibraryError as error:
        fault = FailedFile(shown_path(folder), error.message)
        report = replace(report, failed=(*report.failed, fault))
    return report
