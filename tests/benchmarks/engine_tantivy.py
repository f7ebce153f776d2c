"""tantivy (Rust) through tantivy-py: with bigrams, and with the words that jieba cuts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import tantivy
from tests.benchmarks.search_questions import Answer, Question, cut_snippet

from zhupi.core.search import SearchDocument

_BETWEEN = "\x01"
_ALL = 1_000_000  #: hits at most, where all are wanted


class _Tantivy:
    name = ""
    slow = False
    positions = "position"

    def analyser(self) -> Any:
        """What tantivy itself does with the text it is given."""
        raise NotImplementedError

    def indexed_text(self, text: str) -> str:
        return text

    def tokens(self, word: str) -> list[str]:
        """The tokens of a word in a question."""
        raise NotImplementedError

    def build(self, documents: Iterable[SearchDocument], folder: Path) -> None:
        schema = (
            tantivy.SchemaBuilder()
            .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
            .add_integer_field("day", stored=False, indexed=True, fast=True)
            .add_text_field("text", tokenizer_name="own", index_option=self.positions)
            .add_bytes_field("original", stored=True)
            .build()
        )
        index = tantivy.Index(schema, path=str(folder))
        index.register_tokenizer("own", self.analyser())
        writer = index.writer()
        for document in documents:
            added = tantivy.Document()
            added.add_text("id", document.article)
            added.add_integer("day", document.published.toordinal() if document.published else 0)
            added.add_text("text", self.indexed_text(document.text))
            added.add_bytes("original", document.text.encode())
            writer.add_document(added)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> TantivyReader:
        index = tantivy.Index.open(str(folder))
        index.register_tokenizer("own", self.analyser())
        return TantivyReader(index, self)


class TantivyNgrams(_Tantivy):
    """Its own n-gram tokeniser gives all of a text one position: a word is its bigrams anywhere."""

    name = "tantivy, its own bigrams, inexact"
    positions = "freq"

    def analyser(self) -> Any:
        bigrams = tantivy.Tokenizer.ngram(min_gram=2, max_gram=2, prefix_only=False)
        return tantivy.TextAnalyzerBuilder(bigrams).filter(tantivy.Filter.lowercase()).build()

    def tokens(self, word: str) -> list[str]:
        return _bigrams(word.lower())


class TantivyBigrams(_Tantivy):
    """Bigrams with positions, cut before, so that a word is exact from two characters on."""

    name = "tantivy, bigrams with positions"

    def analyser(self) -> Any:
        # White space within a bigram would cut it: the separator is no character of a text.
        words = tantivy.Tokenizer.regex(f"[^{_BETWEEN}]+")
        return tantivy.TextAnalyzerBuilder(words).filter(tantivy.Filter.lowercase()).build()

    def indexed_text(self, text: str) -> str:
        return _BETWEEN.join(_bigrams(text))

    def tokens(self, word: str) -> list[str]:
        return _bigrams(word.lower())


def _bigrams(text: str) -> list[str]:
    return [one + other for one, other in pairwise(text)]


class TantivyJieba(_Tantivy):
    """Cut by rjieba: the segmentation of jieba, whose own Python is about twice as slow."""

    name = "tantivy, jieba's words (rjieba)"

    def __init__(self) -> None:
        import rjieba

        self._cut = rjieba.cut_for_search

    def analyser(self) -> Any:
        words = tantivy.Tokenizer.whitespace()
        return tantivy.TextAnalyzerBuilder(words).filter(tantivy.Filter.lowercase()).build()

    def indexed_text(self, text: str) -> str:
        return " ".join(self._cut(text))

    def tokens(self, word: str) -> list[str]:
        return [token.lower() for token in self._cut(word) if not token.isspace()]


class TantivyReader:
    def __init__(self, index: Any, engine: _Tantivy) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._engine = engine

    def ask(self, question: Question, limit: int = 20, *, exact: bool = True) -> Answer:
        order = "day" if question.newest else None
        answer = self._searcher.search(
            self._query(question), limit, count=exact, order_by_field=order
        )
        found = [self._searcher.doc(address) for _, address in answer.hits]
        words = question.every or question.some
        originals = (bytes(one.get_first("original")).decode() for one in found)
        texts = tuple(cut_snippet(text, words) for text in originals)
        total = answer.count if exact else None
        return Answer(tuple(one.get_first("id") for one in found), texts, total)

    def found(self, question: Question, *, literal: bool = False) -> set[str]:
        answer = self._searcher.search(self._query(question), _ALL)
        return {self._searcher.doc(address).get_first("id") for _, address in answer.hits}

    def _query(self, question: Question) -> Any:
        must, without = tantivy.Occur.Must, tantivy.Occur.MustNot
        parts = [(must, self._word(word)) for word in question.every]
        if question.some:
            some = [(tantivy.Occur.Should, self._word(word)) for word in question.some]
            parts.append((must, tantivy.Query.boolean_query(some)))
        parts += [(without, self._word(word)) for word in question.none]
        if question.first or question.last:
            first = question.first.toordinal() if question.first else 1
            last = question.last.toordinal() if question.last else 10_000_000
            kind = tantivy.FieldType.Integer
            dates = tantivy.Query.range_query(self._schema, "day", kind, first, last)
            parts.append((must, tantivy.Query.const_score_query(dates, 0.0)))
        return tantivy.Query.boolean_query(parts)

    def _word(self, word: str) -> Any:
        tokens = self._engine.tokens(word)
        if not tokens:
            return tantivy.Query.empty_query()
        if len(tokens) > 1 and self._engine.positions == "position":
            return tantivy.Query.phrase_query(self._schema, "text", [*tokens])
        each = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, "text", token, "freq"))
            for token in dict.fromkeys(tokens)
        ]
        return tantivy.Query.boolean_query(each)

    def close(self) -> None:
        self._searcher = None
