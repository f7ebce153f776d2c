"""Finds the mentions of articles, and keeps them."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from zhupi.core.errors import LibraryError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import Article, Mention, Progress, Span
from zhupi.core.protocols import ProgressSink, Recogniser
from zhupi.store import Store

_KEPT_AT_ONCE = 16  #: articles a transaction, of many


class Recognising:
    """Mentions, by one recogniser; from several threads one article at a time."""

    def __init__(self, store: Store, make_recogniser: Callable[[], Recogniser]) -> None:
        """`make_recogniser` is called once it is needed."""
        self._store = store
        self._make_recogniser = make_recogniser
        self._turn = threading.Lock()

    @cached_property
    def _recogniser(self) -> Recogniser:
        return self._make_recogniser()

    @property
    def version(self) -> str:
        """The recogniser's."""
        with self._turn:
            return self._recogniser.version

    def mentions(self, article: Article, *, keep: bool) -> list[Mention]:
        """The mentions in one article, found now unless this recogniser found them before."""
        version, digest = self.version, article.digest
        cached = self._store.mentions.get(article.id, digest, version)
        if cached is not None:
            return cached
        found = self.find(article)
        if keep and not self._store.read_only:
            # They can be found again; a full disk is no reason to withhold them now.
            with suppress(LibraryError):
                self._store.mentions.put(article.id, digest, version, found)
        return found

    def find(self, article: Article) -> list[Mention]:
        """The mentions in one article, found now."""
        with self._turn:
            return self._recogniser.recognise(article.text, text_spans(article), article.published)


def text_spans(article: Article) -> list[Span]:
    """The ranges of its blocks that hold text."""
    return [block.span for block in article.blocks if block.end > block.start]


class Sweep:
    """Finds the mentions of all articles whose mentions nobody has sought yet, newest first.

    Done in steps, so that whoever runs it can let others through and go on; what a step found is
    kept, also where it is stopped or killed: the next sweep begins with what is left.
    """

    def __init__(self, store: Store, recognising: Recognising) -> None:
        self._store = store
        self._recognising = recognising
        self._left: deque[str] = deque()
        self._total = 0
        self._pending: list[tuple[str, str, list[Mention]]] = []
        #: What cannot be read is tried once a sweep.
        self._tried: set[str] = set()

    def step(self, progress: ProgressSink, seconds: float) -> bool:
        """Goes on for about so long; whether there is more to do.

        Raises `CancelledError` from `progress`, which is called once an article; `LibraryError`
        where the library cannot be written.
        """
        end = time.monotonic() + seconds
        if not self._left:
            self._look()
        try:
            while self._left and time.monotonic() < end:
                done = self._total - len(self._left)
                progress(Progress(done, self._total, message("Finding names in articles")))
                self._take(self._left[0])
                self._left.popleft()
                if len(self._pending) >= _KEPT_AT_ONCE:
                    self._keep()
        finally:
            self._keep()
        if not self._left:
            self._look()  # what came meanwhile
        return bool(self._left)

    def _look(self) -> None:
        waiting = self._store.mentions.missing(self._recognising.version)
        self._left.extend(key for key in waiting if key not in self._tried)
        self._total = len(self._tried) + len(self._left)

    def _take(self, key: str) -> None:
        self._tried.add(key)
        # Deleted since, or damaged: `check` tells of that.
        with suppress(NotFoundError, LibraryError):
            article = self._store.article(key)
            self._pending.append((key, article.digest, self._recognising.find(article)))

    def _keep(self) -> None:
        if self._pending:
            self._store.mentions.put_all(self._recognising.version, self._pending)
            self._pending.clear()
