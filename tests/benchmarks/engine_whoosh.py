"""Whoosh as it comes: with its own n-gram analyser, and with the words that jieba cuts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.search_questions import Answer, Question, cut_snippet
from whoosh import index as whoosh_index
from whoosh.analysis import LowercaseFilter, Token, Tokenizer
from whoosh.fields import ID, NGRAMWORDS, NUMERIC, STORED, TEXT, Schema
from whoosh.query import And, Every, Not, NullQuery, NumericRange, Or, Term

from zhupi.core.search import SearchDocument


class _Whoosh:
    name = ""
    slow = True

    def field(self) -> Any:
        """How the text is indexed."""
        raise NotImplementedError

    def build(self, documents: Iterable[SearchDocument], folder: Path) -> None:
        schema = Schema(
            id=ID(stored=True),
            day=NUMERIC(sortable=True, signed=False),
            text=self.field(),
            original=STORED(),
        )
        writer = whoosh_index.create_in(folder, schema).writer(limitmb=256)
        for document in documents:
            writer.add_document(
                id=document.article,
                day=document.published.toordinal() if document.published else 0,
                text=document.text,
                original=document.text,
            )
        writer.commit()

    def open(self, folder: Path) -> WhooshReader:
        return WhooshReader(whoosh_index.open_dir(folder).searcher(), self.field().analyzer)


class WhooshNgrams(_Whoosh):
    """`NGRAMWORDS` of two characters: no positions, so a word is all its bigrams anywhere."""

    name = "Whoosh, its own bigrams"

    def field(self) -> Any:
        return NGRAMWORDS(minsize=2, maxsize=2)


class WhooshJieba(_Whoosh):
    """Cut by rjieba: the segmentation of jieba, whose own Python is about twice as slow."""

    name = "Whoosh, jieba's words (rjieba)"

    def field(self) -> Any:
        return TEXT(analyzer=_JiebaTokenizer() | LowercaseFilter(), phrase=True)


class _JiebaTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """As the one that comes with jieba: search mode, without what is neither letter nor digit."""

    def __call__(self, value: str, **_keywords: Any) -> Iterator[Any]:
        import rjieba

        token = Token(positions=True, chars=True)
        for word, start, end in rjieba.tokenize(value, "search"):
            if any(map(str.isalnum, word)):
                token.text = token.original = word
                token.pos, token.startchar, token.endchar = start, start, end
                token.boost, token.stopped = 1.0, False
                yield token


class WhooshReader:
    def __init__(self, searcher: Any, analyser: Any) -> None:
        self._searcher = searcher
        self._analyser = analyser

    def ask(self, question: Question, limit: int = 20, *, exact: bool = True) -> Answer:
        keywords = {"sortedby": "day", "reverse": True} if question.newest else {}
        hits = self._searcher.search(self._query(question), limit=limit, **keywords)
        words = question.every or question.some
        stored = [hit.fields() for hit in hits]
        texts = tuple(cut_snippet(one["original"], words) for one in stored)
        return Answer(tuple(one["id"] for one in stored), texts, len(hits) if exact else None)

    def found(self, question: Question, *, literal: bool = False) -> set[str]:
        hits = self._searcher.search(self._query(question), limit=None)
        return {hit["id"] for hit in hits}

    def _query(self, question: Question) -> Any:
        parts = [self._word(word) for word in question.every]
        if question.some:
            parts.append(Or([self._word(word) for word in question.some]))
        parts += [Not(self._word(word)) for word in question.none]
        if question.first or question.last:
            first = question.first.toordinal() if question.first else 1
            parts.append(NumericRange("day", first, question.last and question.last.toordinal()))
        return And(parts or [Every()])

    def _word(self, word: str) -> Any:
        """All its tokens, in any order: jieba's overlap, so Whoosh's phrases miss most of them."""
        tokens = dict.fromkeys(t.text for t in self._analyser(word, mode="query"))
        return And([Term("text", text) for text in tokens]) if tokens else NullQuery

    def close(self) -> None:
        self._searcher.close()
