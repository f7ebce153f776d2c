"""`WhooshBackend`: the search index of a library as a `SearchBackend`.

Two Whoosh indexes lie in one folder: contents, and the facts that change more often. They are a
cache: whatever is wrong with them becomes an `IndexDamagedError`, and `clear` begins anew.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from zhupi.core.folding import Folding
from zhupi.core.messages import Message, message
from zhupi.core.model import Span
from zhupi.core.protocols import Checkpoint, ProgressSink, go_on, ignore_progress
from zhupi.core.search import (
    ArticleFacts,
    Completion,
    ConcordanceLine,
    ConcordanceRequest,
    FeedPosition,
    Hit,
    SearchDocument,
    SearchPage,
    SearchRequest,
)
from zhupi.search.completion import complete
from zhupi.search.concordance import concordance
from zhupi.search.evaluation import Evaluation
from zhupi.search.facets import facets
from zhupi.search.facts import Facts, FactsTable
from zhupi.search.facts_record import facts_document
from zhupi.search.hits import HitMaker
from zhupi.search.index_files import FACTS, MAIN
from zhupi.search.index_folder import IndexFolder
from zhupi.search.index_reader import IndexReader
from zhupi.search.known_names import KnownNames
from zhupi.search.matching import ArticleText, OutOfTimeError, find_matches
from zhupi.search.more_like import more_like
from zhupi.search.pinyin import Pinyin
from zhupi.search.query import parse
from zhupi.search.query_tree import TextNode, asks_for_names, marking_nodes
from zhupi.search.selection import Selection, Selector
from zhupi.search.snapshot import Snapshot
from zhupi.search.stopwatch import Stopwatch
from zhupi.search.suggestions import suggest
from zhupi.search.text_tools import TextTools

_MOST_MARKED = 8_000  #: characters of a query that is looked for in a short text
_MOST_COMPLETED = 1_000  #: of one that is still being typed
_MOST_SUGGESTED = 80  #: of one that something else is suggested for


@dataclass(frozen=True)
class Patience:
    """Seconds that may be spent on looking at articles one by one."""

    hurried: float = 0.1  #: by regular expressions, and by anything for a first page
    marking: float = 0.05  #: for what is marked in the hits of a page
    patient: float = 1.0  #: by wildcards and the like, where all articles are to be counted
    unhurried: float = 10.0  #: by anything, where somebody waits for the whole


@dataclass(frozen=True)
class View:
    """Contents and facts of one moment."""

    contents: Snapshot
    facts: Snapshot
    folding: Folding
    tables: dict[str, FactsTable]  #: by segment; carried from view to view

    making: threading.Lock = field(default_factory=threading.Lock)

    @property
    def joined(self) -> Facts:
        """The facts by rows of contents; whoever asks while they are made waits for them."""
        with self.making:
            return self._joined

    @cached_property
    def _joined(self) -> Facts:
        present = {part.name: part.file for part in self.facts.parts}
        for name, file in present.items():
            if name not in self.tables:
                self.tables[name] = FactsTable(file)
        for name in self.tables.keys() - present.keys():
            del self.tables[name]
        return Facts(self.contents, self.facts, self.tables)

    @cached_property
    def names(self) -> KnownNames:
        return KnownNames(self.contents, lambda: self.joined, self.folding)


class WhooshBackend:
    """A `SearchBackend` on the folder given, which need not exist yet."""

    def __init__(self, folder: Path, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._tools = TextTools()
        self._contents = IndexFolder(folder, MAIN, self._tools)
        self._facts = IndexFolder(folder, FACTS, self._tools)
        self._contents_reader = IndexReader(self._contents)
        self._facts_reader = IndexReader(self._facts)
        self._folding = Folding()
        self._pinyin = Pinyin()
        self._viewing = threading.Lock()
        self._seen = View(Snapshot(), Snapshot(), self._folding, {})

    # --- what is there ------------------------------------------------------------------------

    def reached(self) -> tuple[FeedPosition | None, FeedPosition | None]:
        """See `SearchBackend.reached`."""
        return self._contents_reader.snapshot().reached, self._facts_reader.snapshot().reached

    def indexed(self) -> Mapping[str, str]:
        """Article id → digest of the content that can be found now."""
        return self._contents_reader.snapshot().digests()

    def indexed_facts(self) -> Mapping[str, str]:
        """Article id → digest of the facts that can be found now."""
        return self._facts_reader.snapshot().digests()

    def _view(self) -> View:
        contents, facts = self._contents_reader.snapshot(), self._facts_reader.snapshot()
        with self._viewing:
            if contents is not self._seen.contents or facts is not self._seen.facts:
                self._seen = View(contents, facts, self._folding, dict(self._seen.tables))
            return self._seen

    # --- writing ------------------------------------------------------------------------------

    def update(
        self,
        documents: Iterable[SearchDocument],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """See `SearchBackend.update`. Raises `LibraryError` where the folder cannot be written."""
        self._contents.write(documents, set(removed), progress, reached=reached)

    def update_facts(
        self,
        facts: Iterable[ArticleFacts],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """See `SearchBackend.update_facts`."""
        records = map(facts_document, facts)
        self._facts.write(records, set(removed), progress, reached=reached)

    def tidy(self, progress: ProgressSink = ignore_progress) -> bool:
        """See `SearchBackend.tidy`. Keeps no writer waiting: `IndexFolder` merges aside."""
        return self._contents.tidy(progress) or self._facts.tidy(progress)

    def clear(self) -> None:
        """Throws the index away, damaged or not, and begins an empty one."""
        self.close()  # or Windows would not let its files go
        self._contents.begin_anew()
        self._facts.begin_anew()

    def close(self) -> None:
        """Lets go of all files."""
        with self._viewing:
            self._seen = View(Snapshot(), Snapshot(), self._folding, {})
        self._contents_reader.close()
        self._facts_reader.close()

    # --- searching ----------------------------------------------------------------------------

    def search(self, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        """One page of hits; see `SearchBackend.search`."""
        began = time.perf_counter()
        view = self._view()
        parsed = parse(request.query, literal=request.literal)
        if parsed.node is None:
            return SearchPage(request.query, 0, complete=True, milliseconds=0.0, hits=())
        whole = request.exact_total or request.facets
        evaluation = self._evaluation(
            view, check, self._patience.patient if whole else self._patience.hurried
        )
        selector = Selector(parsed.node, evaluation)
        everything = selector.everything() if whole else None
        selection = selector.select(request, everything)
        hits = self._hits(view, selection, marking_nodes(parsed.node))
        counted: Mapping[str, Mapping[str, int]] = {}
        if request.facets and everything is not None:
            counted = facets(view.contents, view.joined, everything)
        spent = evaluation.out_of_time
        return SearchPage(
            query=request.query,
            total=selection.total,
            complete=not spent,
            milliseconds=(time.perf_counter() - began) * 1000,
            hits=hits,
            facets=counted,
            remark=_out_of_time() if spent else parsed.remark,
            exact=selection.exact and not spent,
            suggestions=self._suggestions(request, selection.total, view, check),
        )

    def _hits(
        self, view: View, selection: Selection, nodes: tuple[TextNode, ...]
    ) -> tuple[Hit, ...]:
        if not selection.rows:
            return ()
        stopwatch = Stopwatch(self._patience.marking)
        maker = HitMaker(view.contents, nodes, self._folding, stopwatch)
        return tuple(map(maker.hit, selection.rows, selection.scores))

    def found(self, query: str, *, literal: bool = False, check: Checkpoint = go_on) -> list[str]:
        """The ids of all articles that match, newest first."""
        view = self._view()
        node = parse(query, literal=literal).node
        if node is None:
            return []
        evaluation = self._unhurried(view, check)
        rows = np.flatnonzero(Selector(node, evaluation).everything())
        ordered = rows[np.argsort(view.contents.newest[rows])]
        return [view.contents.article(row) for row in ordered.tolist()]

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint = go_on
    ) -> Iterator[ConcordanceLine]:
        """Every match with what stands around it; see `SearchBackend.concordance`."""
        view = self._view()
        node = parse(request.query, literal=request.literal).node
        if node is None:
            return iter(())
        selector = Selector(node, self._unhurried(view, check))
        each = partial(Stopwatch, self._patience.hurried)
        return concordance(request, node, selector, self._folding, check, each)

    def asks_for_names(self, query: str) -> bool:
        """See `SearchBackend.asks_for_names`."""
        return asks_for_names(parse(query).node)

    def matches(self, query: str, title: str, text: str, *, literal: bool = False) -> list[Span]:
        """Every place in `text` that `query` would mark, in order and apart."""
        if len("".join(query.split())) > max(2 * len(text), _MOST_MARKED):
            return []
        nodes = marking_nodes(parse(query, literal=literal).node)
        if not nodes:
            return []
        article = ArticleText(title, text, self._folding)
        try:
            return [
                match.span
                for match in find_matches(nodes, article, Stopwatch(self._patience.hurried))
            ]
        except OutOfTimeError:
            return []

    def more_like(self, article: str, limit: int = 20, check: Checkpoint = go_on) -> SearchPage:
        """The articles most like one that can be found; see `SearchBackend.more_like`."""
        return more_like(self._view().contents, article, limit, self._folding, check)

    def complete(self, query: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """What might be typed on at `cursor`; see `SearchBackend.complete`."""
        if len(query) > _MOST_COMPLETED:
            return ()
        return complete(query, cursor, self._view().names, self._pinyin, limit)

    def _evaluation(self, view: View, check: Checkpoint, patient: float) -> Evaluation:
        hurried = Stopwatch(self._patience.hurried)
        return self._evaluated(view, check, hurried, Stopwatch(patient))

    def _unhurried(self, view: View, check: Checkpoint) -> Evaluation:
        stopwatch = Stopwatch(self._patience.unhurried)
        return self._evaluated(view, check, stopwatch, stopwatch)

    def _evaluated(
        self, view: View, check: Checkpoint, hurried: Stopwatch, patient: Stopwatch
    ) -> Evaluation:
        joined = lambda: view.joined  # noqa: E731 - made only where a query asks for facts
        return Evaluation(view.contents, joined, self._folding, check, hurried, patient)

    def _suggestions(
        self,
        request: SearchRequest,
        total: int,
        view: View,
        check: Checkpoint,
    ) -> tuple[str, ...]:
        """What would have found something, where this did not."""
        asked = request.exact_total and not request.literal and not request.offset
        if total or not asked or len(request.query) > _MOST_SUGGESTED or not view.contents.total:
            return ()
        count = partial(self._count, view, check)
        return suggest(request.query, view.names, self._pinyin, self._tools.folding, count)

    def _count(self, view: View, check: Checkpoint, query: str) -> int:
        node = parse(query).node
        if node is None:
            return 0
        selector = Selector(node, self._evaluation(view, check, self._patience.hurried))
        selection = selector.select(SearchRequest(query, 1, exact_total=False))
        return selection.total if selection.rows else 0


def _out_of_time() -> Message:
    return message(
        "This query takes long, so not all articles were looked at; "
        "a word beside the expression makes it quicker."
    )
