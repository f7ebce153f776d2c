"""The use cases: what a person can do with a library, for both front ends alike.

Methods are synchronous and may be called from several threads; whoever has a window runs them
elsewhere. Those that take long tell a `ProgressSink` and can be stopped through it. What a
method returns is frozen; what it altered is a `Change`, signed with this workspace's origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

from zhupi.core.files import is_missing
from zhupi.core.history import HistoryEntry
from zhupi.core.messages import ENGLISH, Message, Translator
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    Article,
    ArticleFilter,
    ArticleSort,
    ArticleSummary,
    Change,
    ImportReport,
    Mention,
    ReadingState,
    Span,
    TagCount,
)
from zhupi.core.paths import LIBRARY_FILE
from zhupi.core.protocols import (
    Checkpoint,
    Exporter,
    ProgressSink,
    ReadOptions,
    SearchBackend,
    go_on,
    ignore_progress,
)
from zhupi.core.search import (
    Completion,
    ConcordanceLine,
    ConcordanceRequest,
    SearchPage,
    SearchRequest,
)
from zhupi.store import Store
from zhupi.workspace import parts
from zhupi.workspace.annotating import edit, new_annotation, require_quote
from zhupi.workspace.bodies import bodies_of
from zhupi.workspace.caring import Caring
from zhupi.workspace.checking import Finding, findings
from zhupi.workspace.filters import annotation_filter
from zhupi.workspace.indexing import IndexState, Pause, index_imported
from zhupi.workspace.named_in_hits import NamedInHits
from zhupi.workspace.recognising import Recognising, Sweep
from zhupi.workspace.reviewing import Reviewing
from zhupi.workspace.saved_searches import SavedSearches
from zhupi.workspace.searching import Searching, without_names
from zhupi.workspace.tagging import Tagging
from zhupi.workspace.understanding import Linguist, Understanding

Access = Literal["write", "read", "shared"]


class Workspace:
    """An open library and all that can be done with it."""

    def __init__(
        self,
        store: Store,
        origin: str,
        creator: str = "",
        make_backend: Callable[[Path], SearchBackend] | None = None,
        linguist: Linguist | None = None,
    ) -> None:
        self._store = store
        self._origin = origin
        self._creator = creator
        self._searching = Searching(store, make_backend or parts.whoosh_backend)
        self._recognising = Recognising(store, parts.recogniser)
        self.understanding = Understanding(
            store, self._recognising, creator, self._signed, linguist
        )
        self._naming = NamedInHits(store, self.understanding)
        self.saved = SavedSearches(store, self._searching, self._signed)
        self.tagging = Tagging(store, creator, self._signed)
        self.reviewing = Reviewing(store, self._signed)
        self.care = Caring(store)

    @classmethod
    def open(
        cls,
        folder: Path,
        origin: str,
        *,
        access: Access = "write",
        creator: str = "",
        create: bool = True,
    ) -> Workspace:
        """Opens the library in `folder`, or with `create` makes one where there is nothing yet.

        `origin` names the part of the program that opens it; `access` is «shared» for the
        worker, which writes beside the window that holds the lock. Where another program holds
        the lock the library opens read-only and `holder` says who. Raises `LibraryError`.
        """
        if create and access == "write" and is_missing(folder / LIBRARY_FILE):
            made = Store.create(folder, origin, correct=parts.corrected)
            return cls(made, origin, creator)
        store = Store.open(
            folder,
            origin,
            read_only=access == "read",
            shared_lock=access == "shared",
            correct=parts.corrected,
        )
        return cls(store, origin, creator)

    def close(self) -> None:
        """Gives all files back; the workspace cannot be used afterwards."""
        self._searching.close()
        self._store.close()

    @property
    def folder(self) -> Path:
        return self._store.folder

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def holder(self) -> str:
        """Who holds the library, where that is why it is read-only; else empty."""
        return self._store.holder

    # --- articles -----------------------------------------------------------------------------

    def import_files(
        self,
        paths: Sequence[Path],
        options: ReadOptions | None = None,
        progress: ProgressSink = ignore_progress,
    ) -> tuple[ImportReport, Change]:
        """Imports files and folders; makes nothing findable yet, see `sync_index`."""
        from zhupi.workspace.importer import Importer  # noqa: PLC0415 -- loads lxml

        report, change = Importer(self._store, options or ReadOptions(), progress).run(paths)
        return report, self._signed(change)

    def import_and_index(
        self,
        paths: Sequence[Path],
        options: ReadOptions | None = None,
        progress: ProgressSink = ignore_progress,
    ) -> tuple[ImportReport, Change]:
        """`import_files`, and makes what was stored findable, also after a cancel."""
        report, change = self.import_files(paths, options, progress)
        return self.index_imported(report, progress, self.sync_index), change

    def index_imported(
        self,
        report: ImportReport,
        progress: ProgressSink,
        sync: Callable[[ProgressSink], object],
    ) -> ImportReport:
        """Makes what an import stored findable, by `sync`; the report of both."""
        return index_imported(report, self.folder, progress, sync)

    def article_ids(
        self,
        wanted: ArticleFilter | None = None,
        sort: ArticleSort = ArticleSort.NEWEST,
    ) -> list[str]:
        return self._store.article_ids(wanted or ArticleFilter(), sort)

    def summaries(self, ids: Sequence[str]) -> list[ArticleSummary]:
        return self._store.summaries(ids)

    def article(self, identifier: str) -> Article:
        """The article with this id or unique beginning of one. Raises `NotFoundError`."""
        return self._store.article(self._store.resolve_article(identifier))

    def sources(self) -> Mapping[str, int]:
        return self._store.sources()

    def delete_articles(self, ids: Sequence[str]) -> Change:
        """Removes articles and what was written about them; undoable."""
        return self._signed(self._store.delete_articles(ids))

    def set_reading(self, ids: Sequence[str], state: ReadingState) -> Change:
        return self._signed(self._store.set_reading(ids, state))

    # --- search -------------------------------------------------------------------------------

    def search(self, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        """One page of hits.

        Where the index is damaged the texts themselves are searched, for a few seconds at most;
        the page says so, and `index_damaged` is true until the index was rebuilt.
        """
        page = self._searching.search(request, check)
        if self._searching.asks_for_names(request.query):
            page = self._naming.shown(page, check, literal=request.literal)
        missing = self.names_missing([request.query]) if page.complete else 0
        return without_names(page, missing) if missing else page

    def names_missing(self, queries: Iterable[str]) -> int:
        """In how many articles names were not sought that the answers to `queries` depend on, or
        do not yet follow corrections."""
        if not any(map(self._searching.asks_for_names, queries)):
            return 0
        missing = self._store.mentions.count_missing(self._recognising.version)
        return missing + self._store.entities.behind()

    def remark(self, query: str, *, literal: bool = False) -> Message | None:
        """Why `query` is not understood as it stands, and searched literally; None: it is."""
        return self._searching.remark(query, literal=literal)

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint = go_on
    ) -> Iterator[ConcordanceLine]:
        """Every match with what stands around it."""
        return self._searching.concordance(request, check)

    def export_concordance(
        self,
        request: ConcordanceRequest,
        output: Path | BinaryIO,
        progress: ProgressSink = ignore_progress,
        *,
        format_name: str = "",
    ) -> int:
        """Writes a concordance as `csv` or `text`, by the name of the file where none is given.

        Returns the number of lines. Raises `ExportError`.
        """
        from zhupi.workspace import concordance_export  # noqa: PLC0415 -- loads lxml

        lines = self.concordance(request, concordance_export.checkpoint(progress))
        return concordance_export.export_concordance(
            lines, request.width, output, format_name, progress
        )

    def more_like(self, article: str, limit: int = 20, check: Checkpoint = go_on) -> SearchPage:
        """The articles most like one. Raises `IndexDamagedError`."""
        return self._searching.more_like(article, limit, check)

    def complete(self, query: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """What might be typed on at `cursor`."""
        return self._searching.complete(query, cursor, limit)

    def matches(self, query: str, article: str, *, literal: bool = False) -> list[Span]:
        """Every place in one article that `query` marks. Raises `NotFoundError`."""
        found = self.article(article)
        spans = self._searching.matches(query, found, literal=literal)
        if not spans and self._searching.asks_for_names(query):
            return self._naming.places(query, found, literal=literal)
        return spans

    @property
    def index_damaged(self) -> bool:
        """Whether a search found the index damaged: `sync_index(rebuild=True)` mends it."""
        return self._searching.damaged

    def index_state(self, *, compare: bool = False) -> IndexState:
        """How far search is behind the library; `compare`: as the digests say, all of them."""
        return self._searching.state(compare=compare)

    def sync_index(
        self,
        progress: ProgressSink = ignore_progress,
        *,
        rebuild: bool = False,
        compare: bool = False,
        pause: Pause | None = None,
    ) -> Change:
        """Makes what is new findable and what is gone unfindable.

        `compare`: trusts no memory of what was done. `pause` is asked between portions of
        articles; where it says yes the rest is left to the next call.
        """
        changed = self._searching.sync(progress, rebuild=rebuild, compare=compare, pause=pause)
        return self._signed(Change("index", index=changed))

    def tidy_index(self, progress: ProgressSink = ignore_progress) -> bool:
        """Does a piece of the upkeep that makes searches quicker; whether there is more."""
        return self._searching.tidy(progress)

    # --- mentions -----------------------------------------------------------------------------

    def cached_mentions(self, article: str) -> list[Mention] | None:
        """Those found earlier, whichever recogniser found them, corrected; None: not yet looked."""
        return self.understanding.known_mentions(article)

    def mentions(self, article: str, *, keep: bool = True) -> list[Mention]:
        """Those in one article, corrected; found now unless this recogniser found them before."""
        return self.understanding.mentions(article, keep=keep)

    def sweep(self) -> Sweep:
        """Finds the mentions of all articles, step by step; see there."""
        return Sweep(self._store, self._recognising)

    # --- annotations --------------------------------------------------------------------------

    def annotate(
        self,
        article: str,
        span: Span,
        *,
        tags: Sequence[str] = (),
        note: str = "",
        color: str = "",
        quote: str | None = None,
    ) -> tuple[Annotation, Change]:
        """Writes something about a passage; durable on return. No colour: that of its tags.

        Raises `InvalidRequestError` for a range outside the text, a colour or a tag that is none;
        `ChangedMeanwhileError` where other words than `quote` stand there now.
        """
        found = self.article(article)
        require_quote(found.text, span, quote)
        annotation = new_annotation(
            found,
            span,
            bodies=bodies_of(tags, note),
            color=color or self.tagging.color_of(tags),
            creator=self._creator,
        )
        contents = {found.id: found.digest}
        return annotation, self._signed(
            self._store.add_annotations([annotation], contents=contents)
        )

    def edit_annotation(
        self,
        identifier: str,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        color: str | None = None,
    ) -> tuple[Annotation, Change]:
        """Changes what was written; what is None stays, as another process may leave it."""
        annotation, change = edit(self._store, identifier, tags=tags, note=note, color=color)
        return annotation, self._signed(change)

    def delete_annotations(self, ids: Iterable[str]) -> Change:
        found = [self._store.resolve_annotation(identifier) for identifier in ids]
        return self._signed(self._store.delete_annotations(found))

    def annotations(
        self, wanted: AnnotationFilter | None = None, limit: int = 0
    ) -> list[Annotation]:
        """By article, then place; `limit` 0: all of them."""
        return self._store.annotations(wanted or AnnotationFilter(), limit)

    def count_annotations(self, wanted: AnnotationFilter | None = None) -> int:
        return self._store.count_annotations(wanted or AnnotationFilter())

    def annotation_filter(
        self, article: str = "", tag: str = "", state: str = "", color: str = ""
    ) -> AnnotationFilter:
        """A filter from what a person typed; an article's id may be shortened."""
        ids = (self._store.resolve_article(article),) if article else ()
        return annotation_filter(ids, tag, state, color)

    def tags(self) -> list[TagCount]:
        return self._store.tags()

    # --- history ------------------------------------------------------------------------------

    def undo(self) -> Change | None:
        """Takes back the last operation, also of an earlier session; None: there is none."""
        return self._signed_if(self._store.undo())

    def redo(self) -> Change | None:
        return self._signed_if(self._store.redo())

    def next_undo(self) -> str | None:
        """The operation that `undo` would take back."""
        return self._store.next_undo()

    def next_redo(self) -> str | None:
        return self._store.next_redo()

    def history(self, limit: int = 200, before: int | None = None) -> list[HistoryEntry]:
        """The operations kept, latest first, undone ones too; `before` this number."""
        return self._store.history(limit, before)

    def go_to(self, number: int) -> Change | None:
        """Undoes or redoes until this operation is the latest done; 0: all undone.

        None: it is already. Raises `NotFoundError` for one that is not kept.
        """
        return self._signed_if(self._store.go_to(number))

    # --- export and care ----------------------------------------------------------------------

    @staticmethod
    def export_formats() -> tuple[Exporter, ...]:
        from zhupi.exchange import EXPORTERS  # noqa: PLC0415 -- loads lxml

        return EXPORTERS

    def export(
        self,
        format_name: str,
        wanted: AnnotationFilter,
        output: Path | BinaryIO,
        translator: Translator = ENGLISH,
        progress: ProgressSink = ignore_progress,
    ) -> int:
        """Writes annotations; returns how many. Raises `ExportError`, `InvalidRequestError`."""
        from zhupi.workspace.exporting import export_annotations  # noqa: PLC0415 -- loads lxml

        return export_annotations(format_name, self._store, wanted, output, translator, progress)

    def export_corrections(self, output: Path) -> int:
        """Writes all corrections to a file as JSON Lines; how many. Raises `ExportError`."""
        from zhupi.workspace.exporting import write_file  # noqa: PLC0415 -- loads lxml

        return write_file(output, self.understanding.export_corrections)

    def check(self, progress: ProgressSink = ignore_progress) -> list[Finding]:
        """All that is wrong with the library or its index; changes nothing."""
        return findings(self._store, self._searching, progress)

    def _signed(self, change: Change) -> Change:
        return replace(change, origin=self._origin)

    def _signed_if(self, change: Change | None) -> Change | None:
        return change and self._signed(change)
