"""Searching without an index: the same answer, and an end, however many articles there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.errors import CancelledError
from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.core.model import Label
from zhupi.core.search import (
    ArticleFacts,
    EntityFacts,
    SearchDocument,
    SearchPage,
    SearchRequest,
    SearchSort,
)
from zhupi.search.quick_folding import QuickFolding
from zhupi.search.scanning import Source, scan

FOLDING = Folding()
QUICK = QuickFolding()


def article(name: str, text: str, day: date | None = None, source: str = "") -> SearchDocument:
    return SearchDocument(name, "", "", text, source, day)


def answer(
    query: str, *documents: SearchDocument, seconds: float = 60.0, **asked: object
) -> SearchPage:
    request = SearchRequest(query, **asked)  # type: ignore[arg-type]  # as the caller says
    source: Source = [(document, None) for document in documents]
    return scan(request, source, seconds=seconds)


def test_a_page_says_all_that_an_index_would() -> None:
    page = answer(
        "贸易",
        article("one", "贸易。" + "别的。" * 30, date(2023, 7, 1), "甲报"),
        article("two", "没有"),
        article("three", "贸易贸易贸易。", date(2022, 1, 1), "甲报"),
        limit=1,
        facets=True,
    )
    (hit,) = page.hits
    assert (hit.article, hit.count, hit.snippets[0].text) == ("three", 3, "贸易贸易贸易。")
    assert (page.total, page.exact, page.complete, page.remark) == (2, True, True, None)
    assert page.facets["source"] == {"甲报": 2}
    assert list(page.facets["month"].items()) == [("2023-07", 1), ("2022-01", 1)]
    assert page.milliseconds > 0


def test_facts_come_with_their_articles() -> None:
    facts = ArticleFacts(
        "one",
        tags=("外交/会晤", "外交/访问"),
        entities=(EntityFacts(Label.ORG, "外交部"), EntityFacts(Label.TIME, "今天")),
    )
    source: Source = [(article("one", "文"), facts), (article("two", "文"), None)]
    page = scan(SearchRequest("tag:=外交", facets=True), source, folding=FOLDING)
    assert [hit.article for hit in page.hits] == ["one"]
    assert page.facets["tag"] == {"外交": 1, "外交/会晤": 1, "外交/访问": 1}
    assert page.facets["org"] == {"外交部": 1}


@pytest.mark.parametrize(
    ("sort", "order"),
    [(SearchSort.NEWEST, "bac"), (SearchSort.OLDEST, "abc"), (SearchSort.RELEVANCE, "bac")],
)
def test_sorts(sort: SearchSort, order: str) -> None:
    page = answer(
        "文",
        article("c", "文"),
        article("a", "文", date(2020, 1, 1)),
        article("b", "文", date(2021, 1, 1)),
        sort=sort,
    )
    assert [hit.article for hit in page.hits] == list(order)


def test_what_was_not_looked_at_is_said() -> None:
    """Who reads «3 found» of a damaged index must know whether that is all."""
    page = answer("文", *(article(str(n), "文") for n in range(5)), seconds=0.0)
    assert (page.total, page.complete, page.exact) == (0, False, False)
    assert "stopped after 0 articles" in str(page.remark)


def test_a_pattern_without_end_stops_the_search() -> None:
    page = answer("/((a|aa)+)+b/", article("one", "ab"), article("two", "a" * 5_000))
    assert (page.total, page.complete, page.exact) == (1, False, False)
    assert "stopped after one article" in str(page.remark)


def test_why_a_query_was_taken_as_it_stands_is_told_first() -> None:
    page = answer("(文", article("one", "(文"), seconds=0.0)
    assert "not closed" in str(page.remark)
    assert not page.exact


def test_articles_are_taken_one_by_one_and_no_more_once_nobody_waits() -> None:
    """A library does not fit into memory, and a newer keystroke must not wait."""
    taken: list[int] = []

    def source() -> Iterator[tuple[SearchDocument, None]]:
        for number in range(100):
            taken.append(number)
            yield article(str(number), "文"), None

    def check() -> None:
        if len(taken) == 3:
            raise CancelledError(message("Stopped"))

    with pytest.raises(CancelledError):
        scan(SearchRequest("文"), source(), folding=FOLDING, check=check)
    assert taken == [0, 1, 2]


def test_halves_of_characters_do_not_meet() -> None:
    text = "\ud840\udc00" + "ＡＢ" * 40
    assert QUICK(text) == FOLDING(text)
    assert len(QUICK(text)) == len(text)


@given(st.text(max_size=90) | st.text("中臺ＡaB，\n\u3000 １㎏𠀀𝐀", min_size=60, max_size=200))
def test_whole_articles_fold_as_words_do(text: str) -> None:
    """A word would not be found in what was folded otherwise."""
    assert QUICK(text * 3) == FOLDING(text * 3)


def test_an_empty_query_looks_at_nothing() -> None:
    def source() -> Iterator[tuple[SearchDocument, None]]:
        pytest.fail("read an article")
        yield article("one", ""), None

    page = scan(SearchRequest("  "), source(), folding=FOLDING)
    assert (page.total, page.hits, page.facets) == (0, (), {})


@pytest.mark.parametrize(("offset", "limit"), [(-5, 10), (0, -1), (3, 10)])
def test_odd_pages_are_empty_or_from_the_beginning(offset: int, limit: int) -> None:
    page = answer("文", article("one", "文"), offset=offset, limit=limit)
    assert page.total == 1
    assert len(page.hits) == (1 if offset < 0 else 0)
