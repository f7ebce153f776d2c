"""The use cases: what a person can do with a library, for both front ends alike.

Methods are synchronous and may be called from several threads; whoever has a window runs them
elsewhere. Those that take long tell a `ProgressSink` and can be stopped through it. What a
method returns is frozen; what it altered is a `Change`, signed with this workspace's origin.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from zhupi.annotations import describe
from zhupi.core.errors import CancelledError, LibraryError, shown_path
from zhupi.core.messages import ENGLISH, Message, Translator, message
from zhupi.core.model import (
    COLORS,
    Annotation,
    AnnotationFilter,
    Article,
    ArticleFilter,
    ArticleSort,
    ArticleSummary,
    Change,
    FailedFile,
    ImportReport,
    Mention,
    Progress,
    ReadingState,
    Span,
    Tag,
    TagCount,
    Target,
)
from zhupi.core.paths import INDEX_FOLDER, LIBRARY_FILE
from zhupi.core.protocols import (
    Checkpoint,
    Exporter,
    ProgressSink,
    ReadOptions,
    Recogniser,
    SearchBackend,
    go_on,
    ignore_progress,
)
from zhupi.core.search import SearchPage, SearchRequest
from zhupi.store import Store
from zhupi.workspace.bodies import bodies_of
from zhupi.workspace.filters import annotation_filter, checked_color
from zhupi.workspace.indexing import IndexState, index_state, sync_index

if TYPE_CHECKING:
    from typing import BinaryIO

Access = Literal["write", "read", "shared"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be; `area` is `library` or `index`."""

    area: str
    message: Message


class Workspace:
    """An open library and all that can be done with it."""

    def __init__(self, store: Store, origin: str, creator: str = "") -> None:
        self._store = store
        self._origin = origin
        self._creator = creator
        self._known_state: tuple[int, IndexState] | None = None

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
        if create and access == "write" and _is_missing(folder / LIBRARY_FILE):
            return cls(Store.create(folder, origin), origin, creator)
        store = Store.open(
            folder, origin, read_only=access == "read", shared_lock=access == "shared"
        )
        return cls(store, origin, creator)

    def close(self) -> None:
        """Gives all files back; the workspace cannot be used afterwards."""
        if "_backend" in self.__dict__:
            self._backend.close()
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

    @cached_property
    def _backend(self) -> SearchBackend:
        # Whoosh takes long to import; listing and annotating do not need it.
        from zhupi.search import WhooshBackend  # noqa: PLC0415

        return WhooshBackend(self._store.folder / INDEX_FOLDER)

    @cached_property
    def _recogniser(self) -> Recogniser:
        from zhupi.language import (  # noqa: PLC0415 -- listing and annotating do not need it
            default_recogniser,
            single_thread_environment,
        )

        # Read by numpy when the recogniser imports it.
        os.environ.update(single_thread_environment())
        return default_recogniser()

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
        """`import_files`, and makes what was stored findable, also after a cancel.

        Where the index cannot be written (a full disk) the report says so under `failed`; the
        articles are stored all the same, and the next `sync_index` goes on.
        """
        report, change = self.import_files(paths, options, progress)
        try:
            if report.cancelled:
                self.sync_index()
            else:
                # A cancel from here on leaves the rest to the next synchronisation.
                with suppress(CancelledError):
                    self.sync_index(progress)
        except LibraryError as error:
            fault = FailedFile(shown_path(self.folder), error.message)
            report = replace(report, failed=(*report.failed, fault))
        return report, change

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
        """One page of hits. Raises `IndexDamagedError`."""
        check()
        page = self._backend.search(request)
        state = self.index_state()
        if state.complete:
            return page
        gone = set(state.surplus)
        hits = tuple(hit for hit in page.hits if hit.article not in gone)
        return replace(
            page, hits=hits, total=page.total - len(page.hits) + len(hits), complete=False
        )

    def matches(self, query: str, article: str, *, literal: bool = False) -> list[Span]:
        """Every place in one article that `query` marks."""
        found = self.article(article)
        return self._backend.matches(query, found.title, found.text)

    def index_state(self) -> IndexState:
        """How far search is behind the library; quick while neither changes."""
        generation = self._store.position().number
        known = self._known_state
        if known is None or known[0] != generation or not known[1].complete:
            known = self._known_state = (generation, index_state(self._store, self._backend))
        return known[1]

    def sync_index(
        self, progress: ProgressSink = ignore_progress, *, rebuild: bool = False
    ) -> Change:
        """Makes what is new findable and what is gone unfindable."""
        changed = sync_index(self._store, self._backend, progress, rebuild=rebuild)
        self._known_state = None
        return self._signed(Change("index", index=changed))

    # --- mentions -----------------------------------------------------------------------------

    def cached_mentions(self, article: str) -> list[Mention] | None:
        """The mentions found earlier, whichever recogniser found them; None: not yet looked."""
        return self._store.mentions(article, self.article(article).digest, None)

    def mentions(self, article: str, *, keep: bool = True) -> list[Mention]:
        """The mentions in one article, found now unless this recogniser found them before."""
        found = self.article(article)
        version = self._recogniser.version
        cached = self._store.mentions(found.id, found.digest, version)
        if cached is not None:
            return cached
        blocks = [block.span for block in found.blocks if block.end > block.start]
        mentions = self._recogniser.recognise(found.text, blocks, found.published)
        if keep and not self.read_only:
            # They can be found again; a full disk is no reason to withhold them now.
            with suppress(LibraryError):
                self._store.put_mentions(found.id, found.digest, version, mentions)
        return mentions

    # --- annotations --------------------------------------------------------------------------

    def annotate(
        self,
        article: str,
        span: Span,
        *,
        tags: Sequence[str] = (),
        note: str = "",
        color: str = COLORS[0],
    ) -> tuple[Annotation, Change]:
        """Writes something about a passage; durable on return.

        Raises `InvalidRequestError` for a range outside the text, a colour or a tag that is none.
        """
        found = self.article(article)
        position, quote = describe(found.text, span)
        now = datetime.now(UTC)
        annotation = Annotation(
            id=str(uuid.uuid4()),
            target=Target(found.id, position, quote),
            bodies=bodies_of(tags, note),
            color=checked_color(color),
            creator=self._creator,
            created=now,
            modified=now,
        )
        return annotation, self._signed(self._store.add_annotations([annotation]))

    def edit_annotation(
        self,
        identifier: str,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        color: str | None = None,
    ) -> tuple[Annotation, Change]:
        """Changes what was written; what is None stays."""
        old = self._store.annotation(self._store.resolve_annotation(identifier))
        new = replace(
            old,
            bodies=bodies_of(
                old.tags if tags is None else tags, old.note if note is None else note
            ),
            color=old.color if color is None else checked_color(color),
        )
        if new == old:
            return old, Change("edit", origin=self._origin)
        new = replace(new, modified=datetime.now(UTC))
        return new, self._signed(self._store.update_annotations([new]))

    def delete_annotations(self, ids: Iterable[str]) -> Change:
        found = [self._store.resolve_annotation(identifier) for identifier in ids]
        return self._signed(self._store.delete_annotations(found))

    def annotations(self, wanted: AnnotationFilter | None = None) -> list[Annotation]:
        """By article, then place."""
        return self._store.annotations(wanted or AnnotationFilter())

    def annotation_filter(
        self, article: str = "", tag: str = "", state: str = "", color: str = ""
    ) -> AnnotationFilter:
        """A filter from what a person typed; an article's id may be shortened."""
        ids = (self._store.resolve_article(article),) if article else ()
        return annotation_filter(ids, tag, state, color)

    def tags(self) -> list[TagCount]:
        return self._store.tags()

    def set_tag(self, tag: Tag) -> Change:
        return self._signed(self._store.set_tag(tag))

    # --- history ------------------------------------------------------------------------------

    def undo(self) -> Change | None:
        """Takes back the last operation, also of an earlier session; None: there is none."""
        change = self._store.undo()
        return change and self._signed(change)

    def redo(self) -> Change | None:
        change = self._store.redo()
        return change and self._signed(change)

    def next_undo(self) -> str | None:
        """The operation that `undo` would take back."""
        return self._store.next_undo()

    def next_redo(self) -> str | None:
        return self._store.next_redo()

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
        from zhupi.workspace.exporting import (  # noqa: PLC0415 -- loads lxml
            export_file,
            export_to,
            find_exporter,
        )

        exporter = find_exporter(format_name)
        if isinstance(output, Path):
            return export_file(exporter, self._store, wanted, output, translator, progress)
        return export_to(exporter, self._store, wanted, output, translator, progress)

    def check(self, progress: ProgressSink = ignore_progress) -> list[Finding]:
        """All that is wrong with the library or its index; changes nothing."""
        progress(Progress(0, 2, message("Checking the library")))
        problems = [Finding("library", p.message) for p in self._store.check(full=True)]
        progress(Progress(1, 2, message("Checking the search index")))
        state = self.index_state()
        if state.damaged:
            problems.append(
                Finding(
                    "index",
                    message("The search index is damaged; it can be rebuilt without any loss."),
                )
            )
        elif not state.complete:
            problems.append(Finding("index", message("The search index is behind the library.")))
        return problems

    def _signed(self, change: Change) -> Change:
        return replace(change, origin=self._origin)


def _is_missing(file: Path) -> bool:
    """Whether there certainly is no such file; one that may not be looked at may be there."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
