"""The engines that are measured: each turns the same articles and questions into its own.

An engine is one class with four calls: `build`, `size`, `open`, and of what that opens `ask` and
`found`. They are loaded when asked for, since some are installed by `make bench` alone.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from tests.benchmarks.search_questions import Answer, Question

from zhupi.core.search import SearchDocument


class Reader(Protocol):
    """An index opened for questions."""

    def ask(self, question: Question, limit: int = 20, *, exact: bool = True) -> Answer:
        """The first page with a snippet for each hit; not `exact`: the total may be missing."""

    def found(self, question: Question, *, literal: bool = False) -> set[str]:
        """The ids of all articles that match; `literal` where the engine knows a difference."""

    def close(self) -> None: ...


class Engine(Protocol):
    """Builds an index in a folder and opens it."""

    @property
    def name(self) -> str:
        """For people: what it is and how it is set up."""

    @property
    def slow(self) -> bool:
        """Whether it takes minutes where the others take seconds."""

    def build(self, documents: Iterable[SearchDocument], folder: Path) -> None:
        """Indexes all and makes it durable. The folder is there and empty."""

    def open(self, folder: Path) -> Reader: ...


#: Short name → module, class, the packages it needs.
_ENGINES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "zhupi": ("engine_zhupi", "Zhupi", ()),
    "whoosh-ngram": ("engine_whoosh", "WhooshNgrams", ()),
    "whoosh-jieba": ("engine_whoosh", "WhooshJieba", ("rjieba",)),
    "fts5-trigram": ("engine_fts5", "Fts5Trigram", ()),
    "fts5-character": ("engine_fts5", "Fts5Characters", ()),
    "tantivy-bigram": ("engine_tantivy", "TantivyBigrams", ("tantivy",)),
    "tantivy-ngram": ("engine_tantivy", "TantivyNgrams", ("tantivy",)),
    "tantivy-jieba": ("engine_tantivy", "TantivyJieba", ("tantivy", "rjieba")),
    "scan": ("engine_scan", "Scan", ()),
}


def engine_names() -> tuple[str, ...]:
    """All engines that can run here, Zhupi first."""
    return tuple(
        name
        for name, (_, _, needs) in _ENGINES.items()
        if all(map(importlib.util.find_spec, needs))
    )


def load_engine(name: str) -> Engine:
    """The engine; imports what it needs."""
    module, kind, _ = _ENGINES[name]
    return cast("Engine", getattr(import_module(f"tests.benchmarks.{module}"), kind)())


def folder_size(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
