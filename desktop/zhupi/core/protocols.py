"""The plug points. Each package names its built-ins in one tuple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from zhupi.core.messages import ENGLISH, Message, Translator
from zhupi.core.model import Annotation, Article, Mention, Progress, Span, Tag
from zhupi.core.search import (
    ArticleFacts,
    Completion,
    ConcordanceLine,
    ConcordanceRequest,
    FeedPosition,
    SearchDocument,
    SearchPage,
    SearchRequest,
)
from zhupi.core.understanding import Correction


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


class Corrector(Protocol):
    """Applies to what was recognised in an article what people corrected. Pure, and quick."""

    def __call__(
        self,
        text: str,
        blocks: Sequence[Span],
        mentions: Sequence[Mention],
        corrections: Sequence[Correction],
        article: str,
        /,
    ) -> list[Mention]: ...


def as_recognised(
    _text: str,
    _blocks: Sequence[Span],
    mentions: Sequence[Mention],
    _corrections: Sequence[Correction],
    _article: str,
    /,
) -> list[Mention]:
    """For callers that leave mentions as they were found."""
    return list(mentions)


# --- search -----------------------------------------------------------------------------------


class Checkpoint(Protocol):
    """Is called often by what may take long, and stops it.

    Raises `CancelledError` from the call once nobody waits for the answer any more.
    """

    def __call__(self) -> None: ...


def go_on() -> None:
    """For callers that wait for the answer, however long."""


class SearchBackend(Protocol):
    """Finds every article that contains what was typed. One writer, many readers.

    What can be found lies in two parts that follow the library each at its own pace: contents
    (`SearchDocument`) and facts (`ArticleFacts`). Facts about an article whose content is not
    there are kept and change no answer. Methods that read may be called from several threads at
    once. All raise `IndexDamagedError`; all but `clear` and `close` change no bit of a damaged
    index.
    """

    def reached(self) -> tuple[FeedPosition | None, FeedPosition | None]:
        """The moments of the library that contents and facts are in step with, as last said."""

    def indexed(self) -> Mapping[str, str]:
        """Article id → digest of the content that can be found now."""

    def indexed_facts(self) -> Mapping[str, str]:
        """Article id → digest of the facts that can be found now."""

    def update(
        self,
        documents: Iterable[SearchDocument],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """Adds or replaces `documents` and drops `removed`; durable in batches.

        `reached` is remembered with the last batch, in the same moment; None: what was
        remembered holds no more unless nothing was written. A later document of the same article
        wins. `CancelledError` from `progress` leaves what was done so far, and remembers nothing.
        """

    def update_facts(
        self,
        facts: Iterable[ArticleFacts],
        removed: Iterable[str] = (),
        progress: ProgressSink = ignore_progress,
        *,
        reached: FeedPosition | None = None,
    ) -> None:
        """The same for facts."""

    def tidy(self, progress: ProgressSink = ignore_progress) -> bool:
        """Does a piece of the upkeep that makes later searches quicker; whether there is more.

        May be stopped at any moment, by `progress` or by force, without loss.
        """

    def clear(self) -> None:
        """Throws the index away, damaged or not, and begins an empty one."""

    def search(self, request: SearchRequest, check: Checkpoint = go_on) -> SearchPage:
        """One page of hits; exact: every article that matches, and no other.

        A query that does not parse is searched literally and the page says why. Never raises
        for what a person typed; `check` may raise through it.
        """

    def found(self, query: str, *, literal: bool = False, check: Checkpoint = go_on) -> list[str]:
        """The ids of all articles that match, newest first."""

    def concordance(
        self, request: ConcordanceRequest, check: Checkpoint = go_on
    ) -> Iterator[ConcordanceLine]:
        """Every match with what stands around it; the first lines come before the last is known
        where the order allows it."""

    def more_like(self, article: str, limit: int = 20, check: Checkpoint = go_on) -> SearchPage:
        """The articles most like one that can be found, itself left out; empty for an unknown."""

    def complete(self, query: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """What might be typed on at `cursor`: names, by characters or pinyin, and syntax."""

    def matches(self, query: str, title: str, text: str, *, literal: bool = False) -> list[Span]:
        """Every place in one article's `text` that `query` would mark, in order and apart."""

    def asks_for_names(self, query: str) -> bool:
        """Whether what `query` finds depends on the entities that articles name."""

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
