"""The articles that engines are measured on: synthetic ones, or a folder's own.

`article(index)` is a pure function of the corpus' recipe and the index: any process makes the
same article, in any order, and no process ever holds them all.
"""

from __future__ import annotations

import json
import random
from array import array
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from tests.benchmarks.spun_corpus import SpunCorpus, sentences_of_files

from zhupi.core.protocols import ReadFailure, ReadOptions
from zhupi.core.search import SearchDocument
from zhupi.importing import find_files, read_file

SEED = 1971
CHARACTERS = 2_250  #: of an article, in the mean


class Corpus(Protocol):
    """Articles by number, all different."""

    @property
    def description(self) -> str:
        """For people: what the articles are and where they come from."""

    def __len__(self) -> int: ...

    def article(self, index: int) -> SearchDocument:
        """The article, the same at every call; `IndexError` beyond the last."""


def documents(corpus: Corpus, first: int = 0, last: int | None = None) -> Iterator[SearchDocument]:
    """The articles from `first` to before `last`, one at a time."""
    for index in range(first, len(corpus) if last is None else last):
        yield corpus.article(index)


@dataclass(frozen=True, slots=True)
class CorpusRecipe:
    """What makes a corpus again in another process."""

    articles: int
    seed: int = SEED
    characters: int = CHARACTERS
    spool: str = ""  #: the articles of a folder, see `spool_folder`; empty: synthetic ones
    cycle: bool = False  #: more articles than the folder has are spliced from it

    def open(self) -> Corpus:
        """The corpus; reads its material."""
        if self.spool:
            return FolderCorpus(Path(self.spool), self.articles, cycle=self.cycle)
        return SpunCorpus(sentences_of_files(), self.articles, self.seed, self.characters)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> CorpusRecipe:
        return CorpusRecipe(**json.loads(text))


# --- a folder -----------------------------------------------------------------------------------


def spool_folder(folder: Path, spool: Path) -> int:
    """Writes every article under `folder` that Zhupi can read into one file; how many."""
    options = ReadOptions()
    seen: set[bytes] = set()
    with spool.open("w", encoding="utf-8") as stream:
        for file in find_files([folder]):
            for item in read_file(file, options):
                if isinstance(item, ReadFailure):
                    continue
                key = blake2b(item.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
                if key not in seen:
                    seen.add(key)
                    day = item.published.isoformat() if item.published else ""
                    names = [credit.name for credit in item.byline]
                    record = (item.title, item.text, item.source, day, names)
                    stream.write(json.dumps(record) + "\n")
    return len(seen)


class FolderCorpus:
    """Articles from a spool; beyond its own, the first half of one and the second of another."""

    def __init__(self, spool: Path, articles: int, *, cycle: bool = False) -> None:
        self._spool = spool
        starts = array("Q", (0,))
        with spool.open("rb") as stream:
            for line in stream:
                starts.append(starts[-1] + len(line))
        self._starts = starts
        self._own = len(starts) - 1
        self._cycle = cycle and self._own > 0
        self._articles = articles if self._cycle else min(articles, self._own)

    @property
    def description(self) -> str:
        spliced = max(self._articles - self._own, 0)
        more = f", and {spliced:,} SPLICED from two of them each" if spliced else ""
        return f"{self._articles - spliced:,} articles of the folder given{more}"

    def __len__(self) -> int:
        return self._articles

    def article(self, index: int) -> SearchDocument:
        if not 0 <= index < self._articles:
            raise IndexError(index)
        title, text, source, day, names = self._record(index % self._own)
        if index >= self._own:
            chooser = random.Random(index)
            other = self._record(chooser.randrange(self._own))[1]
            text = f"{_half(text, first=True)}\n{_half(other, first=False)}\n{index}"
        return SearchDocument(
            article=f"{index:016x}",
            digest=f"{index:x}",
            title=title,
            text=text,
            source=source,
            published=date.fromisoformat(day) if day else None,
            authors=tuple(names),
        )

    def _record(self, index: int) -> tuple[str, str, str, str, list[str]]:
        with self._spool.open("rb") as stream:
            stream.seek(self._starts[index])
            title, text, source, day, names = json.loads(stream.readline())
        return title, text, source, day, names


def _half(text: str, *, first: bool) -> str:
    """The text up to the line break nearest its middle, or from there."""
    middle = text.find("\n", len(text) // 2)
    middle = len(text) // 2 if middle < 0 else middle
    return text[:middle] if first else text[middle + 1 :]
