"""The judged queries: what a researcher who types this wants to see first.

`judgements.jsonl` has one query a line with the grades of the articles that answer it, named by
how their titles begin: 3 what is looked for, 2 tells much about it, 1 mentions it, 0 only holds
the words (named where an order by counts would put it high). Articles not named are 0. `why`
says what makes the order hard. Graded by reading the sample articles, the seed articles where
they lie beside the repository, and the short texts of `distractors.jsonl`, which were written so
that order matters: a long chronology that names everybody in passing, a guide that uses names as
examples, and pieces about what the others only mention.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2
from pathlib import Path
from typing import Any

from zhupi.core.model import Article, new_article_id
from zhupi.core.paths import sample_files
from zhupi.core.search import SearchDocument
from zhupi.importing import read_file

HERE = Path(__file__).parent
SEEDS = HERE.parents[1].parent / "shared" / "seeds"
DEPTH = 10  #: how far down a list is judged


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grades, 0 to 3, of articles by their ids."""

    query: str
    kind: str
    grades: Mapping[str, int]
    why: str = ""


def documents() -> list[SearchDocument]:
    """The articles that were judged: samples, seeds where they are there, distractors."""
    files = [*sample_files(), *sorted(SEEDS.glob("*.txt"))]
    read = [item for file in files for item in read_file(file) if isinstance(item, Article)]
    found = [SearchDocument(a.id, a.digest, a.title, a.text, a.source, a.published) for a in read]
    for line in _lines("distractors.jsonl"):
        identifier = new_article_id(line["title"], line["text"])
        found.append(
            SearchDocument(
                identifier,
                identifier,
                line["title"],
                line["text"],
                line["source"],
                date.fromisoformat(line["date"]),
            )
        )
    return found


def judgements(among: Sequence[SearchDocument]) -> list[Judged]:
    """The judged queries that any of these articles answers.

    Raises `ValueError` where a title's beginning fits several, or fits none though all are there.
    """
    seeds_missing = not SEEDS.is_dir()
    judged = []
    for line in _lines("judgements.jsonl"):
        grades: dict[str, int] = {}
        for beginning, grade in line["grades"].items():
            fitting = [d.article for d in among if d.title.startswith(beginning)]
            if len(fitting) > 1 or not (fitting or seeds_missing):
                raise ValueError(f"{line['query']}: {len(fitting)} titles begin {beginning}")
            grades |= dict.fromkeys(fitting, grade)
        if any(grades.values()):
            judged.append(Judged(line["query"], line["kind"], grades, line.get("why", "")))
    return judged


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """How good an order is, 1 being the best possible: normalised discounted cumulative gain.

    DCG = Σ (2^grade − 1) / log₂(rank + 1) over the first `depth` ranks, divided by the DCG of the
    articles in the order of their grades. Järvelin and Kekäläinen, ACM TOIS 20 (2002), with the
    gains of Burges et al., ICML 2005.
    """
    got = _gain([grades.get(article, 0) for article in ranked[:depth]])
    best = _gain(sorted(grades.values(), reverse=True)[:depth])
    return got / best if best else 1.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def _lines(name: str) -> list[dict[str, Any]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
