"""What every `SearchBackend` answers beside which articles it finds: order, lines, marks."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from tests.search.contract import FACTS, LIBRARY, document, ids

from zhupi.core.model import Span
from zhupi.core.protocols import SearchBackend
from zhupi.core.search import (
    CompletionKind,
    ConcordanceRequest,
    ConcordanceSort,
    SearchRequest,
    SearchSort,
)

BOMBS: Final = (
    "(" * 100_000,
    "(" * 1_900 + "中" + ")" * 1_900,
    "中 " * 10_000,
    "中 " * 1_999,
    "-" * 3_999 + "中",
    "NOT " * 900 + "中",
    "*",
    "*a*",
    "a*" * 1_000,
    "a*" * 9 + "b",
    "?" * 3_000 + "a",
    '"' + "a b " * 900 + '"~1000',
    "中" * 1_000_000,
    "/(a+)+$/",
    "/(a|aa)+b/",
    "/(((a{1000}){1000}){1000}){1000}/",
    "/" + "(" * 900 + ")" * 900 + "/",
    "date:" * 700 + "2023",
    '"' * 3_999,
)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb[:12])
def test_query_bombs_end_with_an_answer_or_a_sentence(backend: SearchBackend, bomb: str) -> None:
    """Whatever is pasted into the box, the next query must find its articles."""
    backend.update([document("a", "a" * 3_000 + "\n中美", title="a" * 40)])
    page = backend.search(SearchRequest(bomb))
    assert page.complete or page.remark
    backend.found(bomb)
    list(backend.concordance(ConcordanceRequest(bomb, limit=10)))
    backend.matches(bomb, "", "a" * 3_000)
    backend.complete(bomb, len(bomb))
    assert ids(backend, "中美") == ["a"]


def test_a_pattern_that_would_run_for_years_is_stopped_and_says_so(backend: SearchBackend) -> None:
    backend.update([document("a", "a" * 5_000)])
    page = backend.search(SearchRequest("/((a|aa)+)+b/"))
    assert page.total == 0
    assert page.remark is not None
    assert not page.exact


class TestRanking:
    def test_more_and_denser_matches_come_first(self, backend: SearchBackend) -> None:
        backend.update(
            [
                document("once", "贸易。" + "其他。" * 50),
                document("often", "贸易贸易贸易。" + "其他。" * 50),
                document("title", "贸易。" + "其他。" * 50, title="贸易"),
                document("long", "贸易。" + "其他。" * 500),
            ]
        )
        assert ids(backend, "贸易") == ["title", "often", "once", "long"]

    def test_rare_words_and_words_together_come_first(self, backend: SearchBackend) -> None:
        filler = "其他的事。" * 30
        backend.update(
            [
                document("apart", f"贸易。{filler}{filler}磋商。"),
                document("near", f"{filler}贸易磋商。{filler}"),
                *(document(f"common{n}", f"贸易{filler}{filler}") for n in range(5)),
            ]
        )
        assert ids(backend, "贸易 磋商") == ["near", "apart"]
        assert set(ids(backend, "贸易 OR 磋商")[:2]) == {"near", "apart"}

    @pytest.mark.parametrize("sort", SearchSort)
    def test_paging_is_stable_and_complete(self, backend: SearchBackend, sort: SearchSort) -> None:
        """A hit that moves between pages would be missed or seen twice."""
        backend.update([document(f"{i:03}", "同样的话") for i in range(25)])
        seen = []
        for offset in range(0, 30, 7):
            page = backend.search(SearchRequest("话", limit=7, offset=offset, sort=sort))
            assert page.total == 25
            seen += [hit.article for hit in page.hits]
        assert seen == [f"{i:03}" for i in range(25)]


class TestConcordance:
    @pytest.fixture(autouse=True)
    def fill(self, backend: SearchBackend) -> None:
        backend.update(
            [
                document("old", "甲说的。\n乙说：的", title="旧", day="2020-01-01"),
                document("new", "𠀀丙 的丁", title="新", day="2023-01-01"),
            ]
        )

    def test_every_match_stands_between_its_neighbours(self, backend: SearchBackend) -> None:
        lines = list(backend.concordance(ConcordanceRequest("的", width=3)))
        assert [(line.article, line.left, line.keyword, line.right) for line in lines] == [
            ("new", "𠀀丙 ", "的", "丁"),
            ("old", "甲说", "的", "。 乙"),
            ("old", "乙说：", "的", ""),
        ]
        assert (lines[0].span, lines[0].title, lines[0].published) == (
            Span(3, 4),
            "新",
            date(2023, 1, 1),
        )

    @pytest.mark.parametrize(
        ("sort", "lefts"),
        [
            (ConcordanceSort.LEFT, ["丙", "说", "："]),
            (ConcordanceSort.RIGHT, ["：", "说", "丙"]),
        ],
    )
    def test_sorted_by_what_stands_beside(
        self, backend: SearchBackend, sort: ConcordanceSort, lefts: list[str]
    ) -> None:
        lines = backend.concordance(ConcordanceRequest("的", sort=sort))
        assert [line.left.rstrip()[-1] for line in lines] == lefts

    def test_keeps_to_its_limit_and_to_marks(self, backend: SearchBackend) -> None:
        assert len(list(backend.concordance(ConcordanceRequest("的", limit=2)))) == 2
        assert [x.article for x in backend.concordance(ConcordanceRequest("说 -丙"))] == ["old"] * 2
        assert list(backend.concordance(ConcordanceRequest("date:2020"))) == []
        assert list(backend.concordance(ConcordanceRequest("  "))) == []
        assert list(backend.concordance(ConcordanceRequest("丙的", literal=True))) == []
        assert [x.keyword for x in backend.concordance(ConcordanceRequest("丙的"))] == ["丙 的"]


class TestMatches:
    def test_marks_are_where_the_text_has_them(self, backend: SearchBackend) -> None:
        text = "𠀀ＡＰＥＣ 与 臺\n灣"
        assert backend.matches("apec", "", text) == [Span(1, 5)]
        assert backend.matches("台湾 OR 与", "", text) == [Span(6, 7), Span(8, 11)]
        assert backend.matches("apec", "", text, literal=True) == []
        assert backend.matches("ＡＰＥＣ", "", text, literal=True) == [Span(1, 5)]
        assert backend.matches("-apec source:与 date:2023", "", text) == []
        assert backend.matches("title:会", "会", "会\n会") == [Span(0, 1)]
        assert backend.matches("(ＡＰ", "", "(ap") == [Span(0, 3)]


class TestMoreLike:
    def test_finds_the_alike_and_not_itself(self, backend: SearchBackend) -> None:
        trade = "贸易磋商代表团今天讨论关税清单和市场准入问题。"
        sport = "足球联赛第三轮比赛昨晚在体育场举行，主队获胜。"
        fill = [document(f"x{n}", f"天气预报说明天第{n}个地方有雨。") for n in range(20)]
        backend.update(
            [
                document("one", trade * 3, title="贸易磋商"),
                document("two", f"昨天举行的会上，{trade}", title="代表团谈关税"),
                document("three", sport * 3, title="足球联赛"),
                *fill,
            ]
        )
        page = backend.more_like("one")
        assert page.hits[0].article == "two"
        assert "one" not in [hit.article for hit in page.hits]
        assert len(backend.more_like("one", limit=1).hits) == 1
        assert backend.more_like("unknown").hits == ()


class TestCompleting:
    def test_offers_names_and_syntax(self, backend: SearchBackend) -> None:
        backend.update(LIBRARY)
        backend.update_facts(FACTS)
        kinds = {(c.text, c.kind) for c in backend.complete("tag:外", 5)}
        assert any("外交" in text and kind is CompletionKind.TAG for text, kind in kinds)
        assert any(c.kind is CompletionKind.FIELD for c in backend.complete("tit", 3))
        assert any("新华社" in c.text for c in backend.complete("source:xinhua", 13))
        assert len(backend.complete("", 0, 3)) <= 3


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("person:王毅", True),
        ("外交 -机构:外交部", True),
        ("(中美 OR 实体:上海公报)", True),
        ("has:entity", True),
        ("王毅 tag:外交 has:note", False),
        ("person：", False),
        ("", False),
    ],
)
def test_it_knows_which_answers_depend_on_names(
    backend: SearchBackend, query: str, *, asks: bool
) -> None:
    """Or nobody is told that names were never sought."""
    assert backend.asks_for_names(query) is asks
