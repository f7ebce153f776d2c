"""No index: every text in memory, looked through with `in` for each question."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from heapq import nlargest
from pathlib import Path

from tests.benchmarks.search_questions import Answer, Question, cut_snippet

from zhupi.core.search import SearchDocument


class Scan:
    name = "plain scanning, texts in memory"
    slow = False

    def build(self, documents: Iterable[SearchDocument], folder: Path) -> None:
        with (folder / "texts.jsonl").open("w", encoding="utf-8") as stream:
            for document in documents:
                day = document.published.isoformat() if document.published else ""
                record = (document.article, day, document.text)
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")

    def open(self, folder: Path) -> ScanReader:
        return ScanReader(folder / "texts.jsonl")


class ScanReader:
    def __init__(self, file: Path) -> None:
        self._articles: list[tuple[str, date | None, str]] = []
        with file.open(encoding="utf-8") as stream:
            for line in stream:
                article, day, text = json.loads(line)
                self._articles.append((article, date.fromisoformat(day) if day else None, text))

    def ask(self, question: Question, limit: int = 20, *, exact: bool = True) -> Answer:
        hits = [one for one in self._articles if question.is_met(one[2], one[1])]
        total = len(hits)
        words = question.every or question.some
        if question.newest:
            hits = nlargest(limit, hits, key=lambda one: one[1] or date.min)
        else:
            hits = nlargest(limit, hits, key=lambda one: sum(map(one[2].count, words)))
        texts = tuple(cut_snippet(text, words) for _, _, text in hits)
        return Answer(tuple(article for article, _, _ in hits), texts, total)

    def found(self, question: Question, *, literal: bool = False) -> set[str]:
        return {a for a, day, text in self._articles if question.is_met(text, day)}

    def close(self) -> None:
        self._articles.clear()
