"""Zhupi's own search, as the program uses it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.search_questions import Answer, Question

from zhupi.core.search import SearchDocument, SearchRequest, SearchSort
from zhupi.search import WhooshBackend


def query_of(question: Question) -> str:
    """The question as a person would type it."""
    parts = [f'"{word}"' for word in question.every]
    if question.some:
        parts.append("(" + " OR ".join(f'"{word}"' for word in question.some) + ")")
    parts += [f'-"{word}"' for word in question.none]
    if question.first or question.last:
        parts.append(f"date:{question.first or ''}..{question.last or ''}")
    return " ".join(parts)


def request_of(
    question: Question, limit: int = 20, *, exact: bool = True, facets: bool = False
) -> SearchRequest:
    """The question as the window would ask it."""
    sort = SearchSort.NEWEST if question.newest else SearchSort.RELEVANCE
    return SearchRequest(query_of(question), limit, sort=sort, exact_total=exact, facets=facets)


class Zhupi:
    name = "Zhupi"
    slow = False

    def build(self, documents: Iterable[SearchDocument], folder: Path) -> None:
        backend = WhooshBackend(folder / "index")
        backend.update(documents)
        backend.close()

    def open(self, folder: Path) -> ZhupiReader:
        return ZhupiReader(WhooshBackend(folder / "index"))


class ZhupiReader:
    def __init__(self, backend: WhooshBackend) -> None:
        self.backend = backend

    def ask(self, question: Question, limit: int = 20, *, exact: bool = True) -> Answer:
        return self._answer(request_of(question, limit, exact=exact))

    def ask_with_facets(self, question: Question) -> Answer:
        """The first page and how many of all found are of each source, month, tag and entity."""
        return self._answer(request_of(question, facets=True))

    def _answer(self, request: SearchRequest) -> Answer:
        page = self.backend.search(request)
        return Answer(
            tuple(hit.article for hit in page.hits),
            tuple(snippet.text for hit in page.hits for snippet in hit.snippets[:1]),
            page.total if page.exact else None,
        )

    def found(self, question: Question, *, literal: bool = False) -> set[str]:
        return set(self.backend.found(query_of(question), literal=literal))

    def close(self) -> None:
        self.backend.close()
