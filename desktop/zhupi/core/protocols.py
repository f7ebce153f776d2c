"""The plug points. Each package names its built-ins in one tuple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from zhupi.core.messages import ENGLISH, Message, Translator
from zhupi.core.model import (
    Annotation,
    Article,
    Mention,
    Progress,
    SearchDocument,
    SearchPage,
    SearchRequest,
    Span,
    Tag,
)


class ProgressSink(Protocol):
    """Is told how far a job is, and stops it.

    Raises `CancelledError` from the call once the person has asked to stop; a job calls it
    often (at least once an article) and lets the exception pass.
    """

    def __call__(self, progress: Progress, /) -> None: ...


def ignore_progress(_progress: Progress, /) -> None:
    """For callers that neither show progress nor cancel."""


# --- importing --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person says about the files; empty fields leave it to the reader."""

    encoding: str = ""  #: a codec's name: corrects a wrong guess
    source: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's bytes, read once. `path` is absolute and is only a name here."""

    path: Path
    data: bytes


class ArticleReader(Protocol):
    """Turns one kind of file into articles."""

    @property
    def name(self) -> str:
        """Short and lasting: `markdown`, `html`, `text`, `jsonl`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings, lower case with the dot, for dialogs and for folders."""

    def score(self, source: SourceFile) -> float:
        """How likely these bytes are of this kind, 0 (not) to 1; looks at 64 KB at most."""

    def read(self, source: SourceFile, options: ReadOptions) -> Iterator[Article | ReadFailure]:
        """The articles of the file, in order.

        Yields a `ReadFailure` for a record that could not be read and goes on.
        Raises `ReadError` where the whole file cannot be read.
        """


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """One record of a file of many that could not be read."""

    path: str  #: the file's path and the record: `news.jsonl#12`
    reason: Message


# --- language ---------------------------------------------------------------------------------


class Recogniser(Protocol):
    """Finds mentions in text. Pure: the same text gives the same mentions."""

    @property
    def version(self) -> str:
        """Changes whenever the mentions of some text may."""

    def recognise(self, text: str, blocks: Sequence[Span], published: date | None) -> list[Mention]:
        """The mentions of `text`, sorted by start, longest first.

        `blocks` are the ranges of its paragraphs: no mention crosses a border.
        """


# --- search -----------------------------------------------------------------------------------


class SearchBackend(Protocol):
    """Finds every article that contains what was typed. One writer, many readers.

    Methods that read may be called from several threads at once.
    """

    def indexed(self) -> Mapping[str, str]:
        """Article id → digest of the content that can be found now.

        Raises `IndexDamagedError`.
        """

    def update(
        self,
        documents: Iterable[SearchDocument],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
    ) -> None:
        """Adds or replaces `documents` and drops `removed`; durable in batches.

        Raises `IndexDamagedError`; `CancelledError` from `progress` leaves what was done so far.
        """

    def clear(self) -> None:
        """Throws the index away, damaged or not, and begins an empty one."""

    def search(self, request: SearchRequest) -> SearchPage:
        """One page of hits; exact: every article that contains the query, and no other.

        A query that does not parse is searched literally and the page says why. Never raises
        for what a person typed. Raises `IndexDamagedError`.
        """

    def matches(self, query: str, title: str, text: str) -> list[Span]:
        """Every place in one article's `text` that `query` would mark, in order."""

    def close(self) -> None:
        """Gives files back; the backend cannot be used afterwards."""


# --- exchange ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    article: Article
    annotations: tuple[Annotation, ...]  #: sorted by start, then end, then id


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What an export may say about itself besides articles and annotations."""

    generated: datetime
    program: str  #: name and version
    tags: tuple[Tag, ...]
    translator: Translator = ENGLISH  #: for headings and labels in documents for people


class Exporter(Protocol):
    """Writes annotations in one format."""

    @property
    def name(self) -> str:
        """As typed on the command line: `web-annotation`, `csv` …"""

    @property
    def title(self) -> Message:
        """As shown in a menu."""

    @property
    def suffix(self) -> str:
        """Of the file it writes, with the dot."""

    def write(
        self, items: Iterable[AnnotatedArticle], context: ExportContext, stream: BinaryIO
    ) -> int:
        """Writes the document and returns how many annotations it holds. `items` come once."""

    def check(self, stream: BinaryIO, expected: int) -> None:
        """Reads back what `write` wrote; raises `ExportError` where it is not what it should be."""
