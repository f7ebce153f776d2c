"""How good the order of search results is, on the judged queries: `make bench ARGS=ranking`.

Prints nDCG@10 (see `tests/ranking/judged.py`) of our order and of plainer ones over the very
same articles found: as many matches as possible first, newest first, and BM25 over characters
with nothing else. Then the queries whose order loses most. Small and hand-made: thirty articles
tell whether a rule helps, not what the third decimal is worth.

    python tests/benchmarks/ranking.py [--worst N]
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from pathlib import Path

if __name__ == "__main__":
    # Instead of this file's own folder, whose modules would be found by a second name.
    sys.path[:1] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "desktop")]

from tests.ranking.judged import DEPTH, Judged, documents, judgements, ndcg

from zhupi.core.protocols import SearchBackend
from zhupi.core.search import Hit, SearchDocument, SearchRequest, SearchSort
from zhupi.search import WhooshBackend

OURS = "ours"
_ALL = 1_000  # more than there are


@dataclass(frozen=True, slots=True)
class Result:
    """What each way of ordering makes of one query: titles in order and their nDCG."""

    judged: Judged
    orders: Mapping[str, Sequence[str]]  #: article ids
    values: Mapping[str, float]


def evaluate(backend: SearchBackend, articles: Sequence[SearchDocument]) -> list[Result]:
    """Every judged query in every order; `backend` holds `articles` and nothing else."""
    baselines = _Baselines(backend, articles)
    results = []
    for judged in judgements(articles):
        orders = {
            OURS: [hit.article for hit in _hits(backend, judged.query)],
            "BM25 only": baselines.bm25(judged.query),
            "counts": baselines.counts(judged.query),
            "newest first": baselines.newest(judged.query),
        }
        values = {name: ndcg(order, judged.grades) for name, order in orders.items()}
        results.append(Result(judged, orders, values))
    return results


def means(results: Sequence[Result]) -> dict[str, float]:
    """The mean nDCG of each way of ordering."""
    return {name: statistics.fmean(r.values[name] for r in results) for name in results[0].values}


class _Baselines:
    """Plainer orders of what a backend finds, from nothing but its answers."""

    def __init__(self, backend: SearchBackend, articles: Sequence[SearchDocument]) -> None:
        self._backend = backend
        self._lengths = {a.article: len(a.text) for a in articles}
        self._mean = statistics.fmean(self._lengths.values())

    def counts(self, query: str) -> list[str]:
        found = sorted(_hits(self._backend, query), key=lambda hit: (-hit.count, hit.article))
        return [hit.article for hit in found]

    def newest(self, query: str) -> list[str]:
        return [hit.article for hit in _hits(self._backend, query, SearchSort.NEWEST)]

    def bm25(self, query: str) -> list[str]:
        """k₁ = 1.2, b = 0.75, lengths in characters, each word counted by itself."""
        found = [hit.article for hit in _hits(self._backend, query)]
        scores = dict.fromkeys(found, 0.0)
        for word in _words(query):
            holders = {hit.article: hit.count for hit in _hits(self._backend, word)}
            rarity = log1p((len(self._lengths) - len(holders) + 0.5) / (len(holders) + 0.5))
            for article in scores.keys() & holders.keys():
                count = holders[article]
                burden = 1.2 * (0.25 + 0.75 * self._lengths[article] / self._mean)
                scores[article] += rarity * count * 2.2 / (count + burden)
        return sorted(found, key=lambda article: (-scores[article], article))


def _hits(
    backend: SearchBackend, query: str, sort: SearchSort = SearchSort.RELEVANCE
) -> tuple[Hit, ...]:
    return backend.search(SearchRequest(query, limit=_ALL, sort=sort)).hits


def _words(query: str) -> list[str]:
    """The words that the judged queries ask for; they use no more of the language than this."""
    words = re.findall(r'[^\s"]*"[^"]*"|\S+', query)
    return [word for word in words if word != "OR" and not word.startswith("-")]


def report(results: Sequence[Result], titles: Mapping[str, str], worst: int) -> str:
    """The figures as text."""
    lines = [f"nDCG@{DEPTH} over {len(results)} judged queries, {len(titles)} articles"]
    kinds = list(dict.fromkeys(r.judged.kind for r in results))
    for name, mean in means(results).items():
        losing = sum(r.values[name] > r.values[OURS] + 1e-9 for r in results)
        winning = sum(r.values[name] < r.values[OURS] - 1e-9 for r in results)
        beside = "" if name == OURS else f"   ours better in {winning}, worse in {losing}"
        lines.append(f"  {name:14}{mean:.4f}{beside}")
    lines.append("by kind (ours, BM25 only):")
    for kind in kinds:
        of_kind = means([r for r in results if r.judged.kind == kind])
        lines.append(f"  {kind:14}{of_kind[OURS]:.3f}  {of_kind['BM25 only']:.3f}")
    lines.append("the queries that lose most:")
    for result in sorted(results, key=lambda r: r.values[OURS])[:worst]:
        order = " · ".join(
            f"{result.judged.grades.get(article, 0)} {titles[article][:8]}"
            for article in result.orders[OURS][:6]
        )
        lines.append(f"  {result.values[OURS]:.3f}  {result.judged.query}: {order}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--worst", type=int, default=15, help="how many queries to show")
    options = parser.parse_args(arguments)
    articles = documents()
    with tempfile.TemporaryDirectory() as folder:
        backend = WhooshBackend(Path(folder) / "index")
        backend.update(articles)
        results = evaluate(backend, articles)
        backend.close()
    print(report(results, {a.article: a.title for a in articles}, options.worst))
    return 0


if __name__ == "__main__":
    sys.exit(main())
