"""The order of results on the judged queries never falls below what needs no thought."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.benchmarks import ranking
from tests.ranking import judged

from zhupi.core.search import SearchDocument
from zhupi.search import WhooshBackend


@pytest.fixture(scope="module")
def articles() -> Sequence[SearchDocument]:
    return judged.documents()


@pytest.fixture(scope="module")
def results(
    articles: Sequence[SearchDocument], tmp_path_factory: pytest.TempPathFactory
) -> Sequence[ranking.Result]:
    backend = WhooshBackend(tmp_path_factory.mktemp("ranking") / "index")
    backend.update(articles)
    found = ranking.evaluate(backend, articles)
    backend.close()
    print(ranking.report(found, {a.article: a.title for a in articles}, worst=15))
    return found


def test_enough_queries_of_many_kinds_are_judged(results: Sequence[ranking.Result]) -> None:
    assert len(results) >= 60
    assert len({r.judged.kind for r in results}) >= 8


def test_every_article_that_answers_a_query_is_found(
    results: Sequence[ranking.Result], articles: Sequence[SearchDocument]
) -> None:
    titles = {a.article: a.title for a in articles}
    missed = [
        f"{r.judged.query}: {titles[article]}"
        for r in results
        for article, grade in r.judged.grades.items()
        if grade and article not in r.orders[ranking.OURS]
    ]
    assert not missed


@pytest.mark.parametrize("plain", ["BM25 only", "counts", "newest first"])
def test_the_order_is_better_than_plain_ones(results: Sequence[ranking.Result], plain: str) -> None:
    means = ranking.means(results)
    assert means[ranking.OURS] >= means[plain]


def test_what_is_looked_for_stands_on_the_first_screen(results: Sequence[ranking.Result]) -> None:
    buried = [
        r.judged.query
        for r in results
        if not any(r.judged.grades.get(a, 0) >= 2 for a in r.orders[ranking.OURS][:3])
    ]
    assert not buried


def test_ndcg_is_1_in_the_order_of_the_grades_and_less_otherwise() -> None:
    grades = {"a": 3, "b": 1, "c": 0}
    assert judged.ndcg(["a", "b", "c"], grades) == 1
    assert judged.ndcg(["a", "c", "b"], grades) < 1
    assert judged.ndcg(["b", "a"], grades) == pytest.approx(0.7098, abs=1e-4)
    assert judged.ndcg([], grades) == 0
