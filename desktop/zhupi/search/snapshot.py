"""What can be found at one moment: the live articles of all segments, and which hold a term.

A snapshot never changes; a search keeps the one it began with while a writer commits the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from zhupi.core.folding import Folding
from zhupi.search.query import Field, Term
from zhupi.search.segment_file import SegmentFile
from zhupi.search.stored_article import IndexedArticle, text_start

Numbers = frozenset[int] | set[int]  #: articles of a segment

_FEW = 24  #: candidates that are sooner read than narrowed further
_MOST_GRAMS = 64  #: of a long term that are looked up


@dataclass(frozen=True, slots=True)
class Needle:
    """A term folded, ready to be found."""

    folded: str
    data: bytes
    grams: tuple[str, ...]
    field: Field

    @classmethod
    def of(cls, term: Term, folding: Folding) -> Needle:
        folded = folding(term.text)
        if len(folded) == 1:
            pieces = [folded]
        else:
            pieces = list(
                dict.fromkeys(folded[i : i + 2] for i in range(min(len(folded) - 1, _MOST_GRAMS)))
            )
        return cls(folded, folded.encode("utf-8", "surrogatepass"), tuple(pieces), term.field)


class OpenSegment:
    """A segment as it was written: it never changes, only articles are deleted from it."""

    def __init__(
        self, articles: Sequence[IndexedArticle], file: SegmentFile, folding: Folding
    ) -> None:
        self.articles = articles
        self.file = file
        self._folding = folding

    @cached_property
    def folded_titles(self) -> Sequence[str]:
        """By article."""
        return [self._folding(info.title) for info in self.articles]

    @cached_property
    def folded_sources(self) -> Sequence[str]:
        """By article."""
        folded = {name: self._folding(name) for name in {a.source for a in self.articles}}
        return [folded[info.source] for info in self.articles]


class SegmentView:
    """A segment without the articles deleted from it."""

    def __init__(self, name: str, opened: OpenSegment, deleted: frozenset[int]) -> None:
        self.name = name
        self.opened = opened
        self.articles = opened.articles
        self.file = opened.file
        self.deleted = deleted
        self.live: Numbers = frozenset(range(len(self.articles))) - deleted
        self.characters = sum(self.articles[number].characters for number in self.live)

    def frequency(self, needle: Needle) -> int:
        """At least in how many articles `needle` stands; exact for one or two characters."""
        if needle.field in (Field.TITLE, Field.SOURCE):
            return len(self._by_metadata(needle, self.live))
        return min(map(self.file.frequency, needle.grams))

    def holders(self, needle: Needle, among: Numbers) -> Numbers:
        """The articles `among` those given in which `needle` stands."""
        if needle.field in (Field.TITLE, Field.SOURCE):
            return self._by_metadata(needle, among)
        return text_holders(self.file, needle, among)

    def count(self, number: int, needle: Needle) -> tuple[int, int]:
        """How often `needle` stands in an article's title and in its text."""
        if needle.field is Field.SOURCE:
            return 0, 0
        title = self.opened.folded_titles[number].count(needle.folded)
        if needle.field is Field.TITLE:
            return title, 0
        return title, text_count(self.file, number, needle)

    def _by_metadata(self, needle: Needle, among: Numbers) -> Numbers:
        title = needle.field is Field.TITLE
        folded = self.opened.folded_titles if title else self.opened.folded_sources
        return {n for n in among if needle.folded in folded[n]}


def text_holders(file: SegmentFile, needle: Needle, among: Numbers) -> Numbers:
    """The articles `among` those given whose text, or title or text, holds `needle`."""
    candidates = _candidates(file, needle, among)
    if needle.field is Field.ANY and len(needle.folded) <= 2:
        return candidates
    return {number for number in candidates if _holds(file, number, needle)}


def text_count(file: SegmentFile, number: int, needle: Needle) -> int:
    """How often `needle` stands in the text of an article."""
    text = file.text(number)
    return text.count(needle.data, text_start(text))


def _candidates(file: SegmentFile, needle: Needle, among: Numbers) -> Numbers:
    ordered = sorted((file.frequency(gram), gram) for gram in needle.grams)
    for frequency, gram in ordered:
        if not frequency:
            return set()
        if len(among) <= _FEW and len(needle.folded) > 2:
            break
        among = among.intersection(file.holders(gram))
    return among


def _holds(file: SegmentFile, number: int, needle: Needle) -> bool:
    record = file.text(number)
    start = text_start(record) if needle.field is Field.TEXT else 0
    return record.find(needle.data, start) >= 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index as one commit left it."""

    segments: tuple[SegmentView, ...] = ()

    def __len__(self) -> int:
        return sum(len(segment.live) for segment in self.segments)

    def digests(self) -> dict[str, str]:
        """Article id → digest."""
        return {
            segment.articles[number].article: segment.articles[number].digest
            for segment in self.segments
            for number in segment.live
        }
