"""SQLite's FTS5: with its trigram tokeniser, and with every character a word."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.search_questions import Answer, Question, cut_snippet

from zhupi.core.search import SearchDocument

_BATCH = 1_000  #: articles to a transaction
_WORD = re.compile(r"[^\W_]")


class _Fts5:
    """The texts in a table of their own, the index beside it without a copy of them."""

    name = ""
    slow = False
    tokens = ""

    def indexed_text(self, text: str) -> str:
        """What the tokeniser is given."""
        return text

    def matched(self, word: str) -> str | None:
        """The word as FTS5's MATCH takes it; None where it can match nothing of it."""
        raise NotImplementedError

    def build(self, documents: Iterable[SearchDocument], folder: Path) -> None:
        base = sqlite3.connect(folder / "fts5.sqlite")
        base.execute("CREATE TABLE article (number INTEGER PRIMARY KEY, id, day INTEGER, text)")
        base.execute(f"CREATE VIRTUAL TABLE found USING fts5 (text, content='', {self.tokens})")
        for number, document in enumerate(documents, 1):
            day = document.published.toordinal() if document.published else None
            row = (number, document.article, day, document.text)
            base.execute("INSERT INTO article VALUES (?, ?, ?, ?)", row)
            indexed = self.indexed_text(document.text)
            base.execute("INSERT INTO found (rowid, text) VALUES (?, ?)", (number, indexed))
            if not number % _BATCH:
                base.commit()
        base.commit()
        base.close()

    def open(self, folder: Path) -> Fts5Reader:
        return Fts5Reader(sqlite3.connect(folder / "fts5.sqlite"), self)


class Fts5Trigram(_Fts5):
    """Words of one or two characters have no trigram: it scans for them."""

    name = "SQLite FTS5, trigram"
    tokens = "tokenize='trigram'"

    def matched(self, word: str) -> str | None:
        return '"' + word.replace('"', '""') + '"' if len(word) >= 3 else None


class Fts5Characters(_Fts5):
    """Signs are no tokens of it: it finds the characters around them."""

    name = "SQLite FTS5, per character"
    tokens = "tokenize='unicode61 remove_diacritics 0'"

    def indexed_text(self, text: str) -> str:
        return " ".join(text)

    def matched(self, word: str) -> str | None:
        characters = _WORD.findall(word)
        return '"' + " ".join(characters) + '"' if characters else None


class Fts5Reader:
    def __init__(self, base: sqlite3.Connection, engine: _Fts5) -> None:
        self._base = base
        self._engine = engine

    def ask(self, question: Question, limit: int = 20, *, exact: bool = True) -> Answer:
        tables, condition, values = self._condition(question)
        order = "day DESC" if question.newest else "rank" if "found" in tables else "number"
        select = f"SELECT id, article.text FROM {tables} WHERE {condition} ORDER BY {order} LIMIT ?"
        rows = self._base.execute(select, (*values, limit)).fetchall()
        total = None
        if exact:
            count = f"SELECT count(*) FROM {tables} WHERE {condition}"
            total = int(self._base.execute(count, values).fetchone()[0])
        words = question.every or question.some
        texts = tuple(cut_snippet(text, words) for _, text in rows)
        return Answer(tuple(str(article) for article, _ in rows), texts, total)

    def found(self, question: Question, *, literal: bool = False) -> set[str]:
        tables, condition, values = self._condition(question)
        return {
            row[0]
            for row in self._base.execute(f"SELECT id FROM {tables} WHERE {condition}", values)
        }

    def _condition(self, question: Question) -> tuple[str, str, tuple[object, ...]]:
        """Tables, condition and its values: one MATCH for what has tokens, LIKE for the rest."""
        matches, likes, values = [], [], []
        for word in question.every:
            if text := self._engine.matched(word):
                matches.append(text)
            else:
                likes.append("instr(lower(article.text), lower(?))")
                values.append(word)
        if question.some:
            some = [self._engine.matched(word) for word in question.some]
            if all(some):
                matches.append("(" + " OR ".join(filter(None, some)) + ")")
            else:
                each = ["instr(lower(article.text), lower(?))"] * len(some)
                likes.append("(" + " OR ".join(each) + ")")
                values += question.some
        for word in question.none:
            if (text := self._engine.matched(word)) and matches:
                matches = ["(" + " AND ".join(matches) + f") NOT {text}"]
            else:
                likes.append("NOT instr(lower(article.text), lower(?))")
                values.append(word)
        bounds: tuple[object, ...] = ()
        for day, sign in ((question.first, ">="), (question.last, "<=")):
            if day:
                likes.append(f"day {sign} ?")
                bounds += (day.toordinal(),)
        tables, conditions, given = "article", likes, (*values, *bounds)
        if matches:
            tables = "found JOIN article ON article.number = found.rowid"
            conditions = ["found MATCH ?", *likes]
            given = (" AND ".join(matches), *given)
        return tables, " AND ".join(conditions) or "1", given

    def close(self) -> None:
        self._base.close()
