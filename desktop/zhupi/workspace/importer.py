"""Imports files into a library: which are new, which the library has, which have changed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zhupi.annotations import reanchor
from zhupi.core.errors import (
    CancelledError,
    LibraryError,
    ReadError,
    shown_path,
)
from zhupi.core.messages import Message, message
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Article,
    Change,
    FailedFile,
    ImportReport,
    Progress,
)
from zhupi.core.protocols import ProgressSink, ReadFailure, ReadOptions
from zhupi.importing import find_files, read_file
from zhupi.store import Store
from zhupi.workspace.retrying import again
from zhupi.workspace.reviewing import origin_texts

#: Articles a transaction: long enough to be quick, short enough that the window's own writes,
#: which wait for it, are not felt.
BATCH = 64


@dataclass
class _Outcome:
    imported: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    #: A set in order: notices of one form are all like one another, pairs without end.
    near_duplicates: dict[tuple[str, str], None] = field(default_factory=dict)
    failed: list[FailedFile] = field(default_factory=list)
    to_review: dict[str, int] = field(default_factory=dict)  # by article


class Importer:
    """One import into one library. What is stored before a cancel or a fault stays stored."""

    def __init__(self, store: Store, options: ReadOptions, progress: ProgressSink) -> None:
        self._store = store
        self._options = options
        self._progress = progress
        self._outcome = _Outcome()
        self._pending: dict[str, Article] = {}
        self._pending_digests: dict[str, str] = {}
        self._current: Path | None = None

    def run(self, paths: Sequence[Path]) -> tuple[ImportReport, Change]:
        """Imports files and folders.

        A file that cannot be read is in the report and stops nothing. Raises `LibraryError`
        where the library cannot be written, unless the report has already something to tell.
        """
        began = time.monotonic()
        cancelled = False
        out = self._outcome
        try:
            try:
                self._read_all(paths)
            except (CancelledError, KeyboardInterrupt):
                cancelled = True
            finally:
                self._flush()
        except LibraryError as error:
            if not (out.imported or out.updated or out.unchanged):
                raise
            self._fail(
                self._current or paths[0],
                message(
                    "{reason} The import stopped there; what came before is stored.",
                    reason=error.message,
                ),
            )
        report = ImportReport(
            imported=tuple(out.imported),
            unchanged=tuple(dict.fromkeys(out.unchanged)),
            updated=tuple(out.updated),
            near_duplicates=tuple(out.near_duplicates),
            failed=tuple(out.failed),
            to_review=sum(out.to_review.values()),
            seconds=time.monotonic() - began,
            cancelled=cancelled,
        )
        touched = report.imported + report.updated
        return report, Change("import", articles=touched, index=bool(touched))

    def _read_all(self, paths: Sequence[Path]) -> None:
        files = self._find(paths)
        for number, path in enumerate(files):
            self._current = path
            what = message("Reading {name}", name=shown_path(path.name))
            self._read(path, Progress(number, len(files), what))

    def _find(self, paths: Sequence[Path]) -> list[Path]:
        files: list[Path] = []
        for path in paths:
            found = find_files([path])
            if not found:
                self._fail(
                    path,
                    message("There is no article in the folder {path}.", path=shown_path(path)),
                )
            files.extend(found)
        return list(dict.fromkeys(files))

    def _fail(self, path: Path, reason: Message) -> None:
        self._outcome.failed.append(FailedFile(shown_path(path), reason))

    def _read(self, path: Path, progress: Progress) -> None:
        self._progress(progress)
        try:
            for number, item in enumerate(read_file(path, self._options)):
                if number and number % BATCH == 0:
                    self._progress(progress)  # a file of many articles can be stopped within
                if isinstance(item, ReadFailure):
                    self._outcome.failed.append(FailedFile(item.path, item.reason))
                else:
                    self._take(item)
        except ReadError as error:
            self._fail(path, error.message)

    def _take(self, article: Article) -> None:
        known = self._store.find_by_path(article.path)
        if known is not None:
            self._compare(known, article)
            return
        same = self._pending_digests.get(article.digest) or self._store.find_by_digest(
            article.digest
        )
        if same is None and (article.id in self._pending or self._store.has_article(article.id)):
            # The same title and text from another file: one article, whatever its metadata.
            same = article.id
        if same is not None:
            self._outcome.unchanged.append(same)
            return
        self._pending[article.id] = article
        self._pending_digests[article.digest] = article.id
        if len(self._pending) >= BATCH:
            self._flush()

    def _compare(self, known: str, article: Article) -> None:
        """The file was imported before: keep what the person said of it then."""
        old = self._store.article(known)
        new = replace(article, id=known, source=article.source or old.source)
        if old.published_basis == "given" and new.published_basis != "given":
            new = replace(new, published=old.published, published_basis="given")
        if new.digest == old.digest:
            self._outcome.unchanged.append(known)
            return
        self._replace(old, new)

    def _replace(self, old: Article, new: Article) -> None:
        # A person may annotate the article in this moment, or change what they wrote.
        carried = again(lambda: self._carry(old, new))
        waiting = sum(a.state is not AnnotationState.RESOLVED for a in carried)
        self._outcome.updated.append(old.id)
        self._outcome.to_review[old.id] = waiting

    def _carry(self, old: Article, new: Article) -> list[Annotation]:
        annotations = self._store.annotations(AnnotationFilter(articles=(old.id,)))
        carried = reanchor(
            annotations,
            old.text,
            new.text,
            version=old.digest,
            earlier=origin_texts(self._store, annotations),
        )
        self._store.replace_article(new, carried, seen=annotations)
        return carried

    def _flush(self) -> None:
        if not self._pending:
            return
        batch = list(self._pending.values())
        self._pending, self._pending_digests = {}, {}
        self._store.add_articles(batch)
        for article in batch:
            self._outcome.imported.append(article.id)
            for other in self._store.near_duplicates(article.id):
                if (other, article.id) not in self._outcome.near_duplicates:
                    self._outcome.near_duplicates[article.id, other] = None
