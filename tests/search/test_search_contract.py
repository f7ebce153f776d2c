"""What every `SearchBackend` must do; a second implementation adds its factory to `FACTORIES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.model import Label, Progress, Span
from zhupi.core.protocols import SearchBackend
from zhupi.core.search import (
    ArticleFacts,
    CompletionKind,
    ConcordanceRequest,
    ConcordanceSort,
    EntityFacts,
    FeedPosition,
    SearchDocument,
    SearchRequest,
    SearchSort,
)
from zhupi.search.scanning_backend import ScannedLibrary, ScanningBackend

Factory = Callable[[Path], SearchBackend]


@cache
def _library(_folder: Path) -> ScannedLibrary:
    return ScannedLibrary()


def scanning(folder: Path) -> SearchBackend:
    """What two backends of one folder have in common is in memory."""
    return ScanningBackend(_library(folder))


FACTORIES: Final[tuple[Factory, ...]] = (scanning,)


@pytest.fixture(params=FACTORIES)
def factory(request: pytest.FixtureRequest) -> Factory:
    made: Factory = request.param
    return made


@pytest.fixture
def backend(factory: Factory, tmp_path: Path) -> Iterator[SearchBackend]:
    backend = factory(tmp_path / "index")
    yield backend
    backend.close()


def document(
    article: str,
    text: str,
    *,
    title: str = "",
    source: str = "",
    day: str = "",
    authors: tuple[str, ...] = (),
) -> SearchDocument:
    published = date.fromisoformat(day) if day else None
    return SearchDocument(article, f"digest of {text}", title, text, source, published, authors)


def ids(
    backend: SearchBackend,
    query: str,
    sort: SearchSort = SearchSort.RELEVANCE,
    *,
    literal: bool = False,
) -> list[str]:
    """All articles found, as `search` and `found` agree."""
    page = backend.search(SearchRequest(query, limit=10_000, sort=sort, literal=literal))
    assert page.total == len(page.hits)
    assert page.exact
    hits = [hit.article for hit in page.hits]
    found = backend.found(query, literal=literal)
    assert sorted(found) == sorted(hits)
    return hits


LIBRARY: Final = (
    document(
        "a",
        "元首会晤\n中美两国元首（𠀀）出席ＡＰＥＣ会议。",
        title="元首会晤",
        source="新华社",
        day="2023-11-15",
        authors=("王 小明", "Li Lei"),
    ),
    document(
        "b", "中方表示欢迎，美方也表示欢迎。", title="例行记者会", day="2023-07-02", source="甲报"
    ),
    document("c", "Wang Yi met 的 guests.\n的的的", title="English", source="Xinhua"),
    document("d", "无关\ud83d 臺灣裡 Ｇ20\u3000峰会", source="新华社客户端", day="2022-01-01"),
    document("e", "第三届外\n交部发言人\n答问。a\nb", title="第三 届", day="2021-12-31"),
)
FACTS: Final = (
    ArticleFacts(
        "a",
        tags=("外交/会晤", "要闻"),
        entities=(
            EntityFacts(Label.ORG, "亚太经合组织", ("APEC",)),
            EntityFacts(Label.PLACE, "美国", ("美",)),
        ),
        read=True,
        annotated=True,
    ),
    ArticleFacts(
        "b",
        tags=("外交",),
        notes=("再读 一遍",),
        entities=(EntityFacts(Label.PERSON, "发言人甲"), EntityFacts(Label.EVENT, "记者会")),
        annotated=True,
    ),
    ArticleFacts("gone", tags=("外交",), notes=("再读",)),
)


class TestFinding:
    @pytest.fixture(autouse=True)
    def fill(self, backend: SearchBackend) -> None:
        backend.update(LIBRARY)
        backend.update_facts(FACTS)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("中", "ab"),
            ("中美", "a"),
            ("美两国元首（", "a"),
            ("。", "abe"),
            ("记者会", "b"),
            # Across the paragraphs of a title and its text: white space is optional there.
            ("会晤中", "a"),
            ("会中方", ""),
            ("foo:bar", ""),
            ("\u3000", ""),
            ("的的的的", ""),
            # Width, case, scripts, variants.
            ("apec", "a"),
            ("ＡＰＥＣ", "a"),
            ("wang", "c"),
            ("元首會晤", "a"),
            ("台湾里", "d"),
            ("臺灣裏", "d"),
            ("g20", "d"),
            # Beyond the basic plane, and half of such a character.
            ("𠀀", "a"),
            ("𠀀）", "a"),
            ("\ud83d", "d"),
            # White space.
            ("外交部", "e"),
            ('"外 交 部"', "e"),
            ("G20峰会", "d"),
            ('"g yi m"', "c"),
            ('"gyi"', ""),
            ('"Yi "', "c"),
            ('"i me"', "c"),
            ('" me"', "c"),
            ('" guests"', "c"),
            ('"的 guests"', "c"),
            ("的guests", "c"),
            ('" Wang"', ""),
            # Operators.
            ("中 -美方", "a"),
            ("-中", "cde"),
            ("NOT (中 OR 的)", "de"),
            ("中 OR 的", "abc"),
            ("中 (会晤 OR 欢迎)", "ab"),
            ("-(中 -美方)", "bcde"),
            # Fields.
            ("title:会", "ab"),
            ("title:三届", "e"),
            ("text:记者会", ""),
            ("text:元首会晤", "a"),
            ("source:新华社", "ad"),
            ("source:=新华社", "a"),
            ("source:XINHUA", "c"),
            ("来源：新華", "ad"),
            ("author:小明", "a"),
            ("author:王小", "a"),
            ("作者：lei", "a"),
            ("author:明Li", ""),
            ("-author:小明", "bcde"),
            # Dates.
            ("date:2023", "ab"),
            ("date:2023-07", "b"),
            ("date:2023-11-15", "a"),
            ("date:2021-12-31..2022-01-01", "de"),
            ("date:..2022", "de"),
            ("日期：2023年8月..", "a"),
            ("-date:2000..2030", "c"),
            ("has:date", "abde"),
            # Facts.
            ("tag:外交", "ab"),
            ("tag:会晤", "a"),
            ("tag:=外交", "ab"),
            ("tag:=外", ""),
            ("tag:=外交/会晤", "a"),
            ("-tag:外交", "cde"),
            ("note:再读一", "b"),
            ("org:亚太", "a"),
            ("org:=apec", "a"),
            ("place:美", "a"),
            ("person:美", ""),
            ("entity:(美 OR 记者)", "ab"),
            ("person:发言人 中方", "b"),
            ("has:tag", "ab"),
            ("has:note", "b"),
            ("has:annotation", "ab"),
            ("has:entity", "ab"),
            ("is:read", "a"),
            ("is:unread", "bcde"),
            ("标签：外交 -是：已读", "b"),
            # Wildcards.
            ("元首*会议", "a"),
            ("中?表示", "b"),
            ("第?届", "e"),
            ("title:第?届", "e"),
            ("发言人*答问", ""),
            ("外交*言", "e"),
            ("外*部", ""),
            ("a?b", ""),
            ("?美两", "a"),
            # Distances.
            ('"中方 欢迎"~2', "b"),
            ('"欢迎 中方"~1', ""),
            ('"美方 表示"~1', "b"),
            ('"发言人 答问"~9', ""),
            # Regular expressions.
            ("/第[一二三]届/", "e"),
            ("/apec/", ""),
            ("/wang\\syi/", "c"),
            ("/^美/", ""),
            ("/欢迎.$/", "b"),
            ("title:/^元首.*$/", "a"),
            ("/外\\n交/", "e"),
        ],
    )
    def test_finds_exactly_those(self, backend: SearchBackend, query: str, found: str) -> None:
        assert sorted(ids(backend, query)) == list(found)
        assert backend.search(SearchRequest(query)).remark is None

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("apec", ""),
            ("ＡＰＥＣ", "a"),
            ("台湾", ""),
            ("臺灣裡", "d"),
            ("外交部", "e"),
            ("title:第三届", ""),
            ('"第三 届"', "e"),
            ('"外\n交部"', "e"),
            ("wang", ""),
            ("Wang*met", "c"),
            ("wang*met", ""),
            ('"Wang met"~9', "c"),
            ('"wang met"~9', ""),
            ("source:xinhua", ""),
            ("source:=Xinhua", "c"),
            ("tag:外交", "ab"),
            ("org:apec", ""),
            ("-臺灣", "abce"),
        ],
    )
    def test_literally(self, backend: SearchBackend, query: str, found: str) -> None:
        """Who looks for one spelling must not get the others."""
        wanted = "" if query == "外交部" else found
        assert sorted(ids(backend, query, literal=True)) == list(wanted)

    def test_newest_first(self, backend: SearchBackend) -> None:
        assert backend.found("-zzz") == ["a", "b", "d", "e", "c"]
        assert backend.found("会") == ["a", "b", "d"]
        assert backend.found("") == []

    @pytest.mark.parametrize(
        "query", ["(二", "甲）出席ＡＰＥＣ会议。 )", "date:2023-13", "*", "/[/"]
    )
    def test_an_unparsable_query_is_a_phrase_and_says_why(
        self, backend: SearchBackend, query: str
    ) -> None:
        page = backend.search(SearchRequest(query))
        assert page.remark is not None
        assert page.complete
        backend.update([document("x", f"甲{query}乙")])
        assert ids(backend, query) == ["x"]

    def test_full_width_parentheses_are_text_and_found_by_others(
        self, backend: SearchBackend
    ) -> None:
        assert ids(backend, "(𠀀") == ["a"]
        assert backend.search(SearchRequest("（𠀀")).remark is None
        assert ids(backend, "（𠀀") == ["a"]

    def test_an_empty_query_is_an_empty_page(self, backend: SearchBackend) -> None:
        page = backend.search(SearchRequest(" \u3000", facets=True))
        assert (page.total, page.hits, page.remark, page.complete) == (0, (), None, True)

    def test_a_hit_tells_title_date_count_and_marks(self, backend: SearchBackend) -> None:
        (hit,) = backend.search(SearchRequest("元首")).hits
        assert (hit.title, hit.published, hit.count) == ("元首会晤", date(2023, 11, 15), 2)
        first = hit.snippets[0]
        assert first.text == "中美两国元首（𠀀）出席ＡＰＥＣ会议。"
        assert first.start == 5
        assert [mark.start - first.start for mark in first.marks] == [4]
        assert hit.score > 0

    @pytest.mark.parametrize(
        "query",
        ["的", "𠀀 OR 会", "g20峰会", "wang -x", "第?届", '"美方 表示"~3', "/的+/", "台湾 OR 外交"],
    )
    def test_counts_and_marks_agree_with_the_article(
        self, backend: SearchBackend, query: str
    ) -> None:
        """What the list says of an article must be seen when it is opened."""
        hits = backend.search(SearchRequest(query, limit=100)).hits
        assert hits
        by_id = {known.article: known for known in LIBRARY}
        for hit in hits:
            known = by_id[hit.article]
            marks = backend.matches(query, known.title, known.text)
            assert hit.count == len(marks)
            for snippet in hit.snippets:
                end = snippet.start + len(snippet.text)
                assert known.text[snippet.start : end] == snippet.text
                inside = [mark for mark in marks if snippet.start <= mark.start < end]
                assert list(snippet.marks) == inside

    def test_orders(self, backend: SearchBackend) -> None:
        assert ids(backend, "-zzz", SearchSort.NEWEST) == ["a", "b", "d", "e", "c"]
        assert ids(backend, "-zzz", SearchSort.OLDEST) == ["e", "d", "b", "a", "c"]
        assert ids(backend, "-zzz") == ["a", "b", "d", "e", "c"]

    def test_facets_cover_the_whole_result(self, backend: SearchBackend) -> None:
        page = backend.search(SearchRequest("-zzz", limit=1, facets=True))
        assert page.total == 5
        assert page.exact
        assert page.facets == {
            "source": {"Xinhua": 1, "新华社": 1, "新华社客户端": 1, "甲报": 1},
            "year": {"2023": 2, "2022": 1, "2021": 1},
            "month": {"2023-11": 1, "2023-07": 1, "2022-01": 1, "2021-12": 1},
            "tag": {"外交": 2, "外交/会晤": 1, "要闻": 1},
            "person": {"发言人甲": 1},
            "org": {"亚太经合组织": 1},
            "place": {"美国": 1},
        }
        assert backend.search(SearchRequest("中")).facets == {}

    def test_every_facet_narrows_to_as_many_as_it_says(self, backend: SearchBackend) -> None:
        facets = backend.search(SearchRequest("-zzz", facets=True)).facets
        fields = {"source": "source:=", "tag": "tag:=", "year": "date:", "month": "date:"}
        for name, counts in facets.items():
            for value, count in counts.items():
                query = f'{fields.get(name, f"{name}:=")}"{value}" -zzz'
                assert len(ids(backend, query)) == count

    @pytest.mark.parametrize("offset", [0, 2, 5, 99])
    @pytest.mark.parametrize("exact", [True, False])
    def test_pages(self, backend: SearchBackend, offset: int, *, exact: bool) -> None:
        request = SearchRequest("-zzz", limit=2, offset=offset, exact_total=exact)
        page = backend.search(request)
        assert [hit.article for hit in page.hits] == list("abdec"[offset : offset + 2])
        assert page.query == "-zzz"
        if page.exact:
            assert page.total == 5

    def test_a_search_that_nobody_waits_for_stops(self, backend: SearchBackend) -> None:
        def stop() -> None:
            raise CancelledError(message("Stopped"))

        with pytest.raises(CancelledError):
            backend.search(SearchRequest("中"), stop)
        with pytest.raises(CancelledError):
            backend.found("中", check=stop)
        with pytest.raises(CancelledError):
            list(backend.concordance(ConcordanceRequest("中"), stop))
        assert ids(backend, "中美") == ["a"]


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


class TestUpdating:
    def test_nothing_indexed_yet(self, backend: SearchBackend) -> None:
        assert backend.indexed() == {}
        assert backend.indexed_facts() == {}
        assert backend.reached() == (None, None)
        assert backend.search(SearchRequest("中")).total == 0

    def test_replaces_and_removes(self, backend: SearchBackend) -> None:
        backend.update([document("a", "旧文"), document("b", "别的")])
        backend.update([document("a", "新文")], ["b", "never there"])
        assert backend.indexed() == {"a": "digest of 新文"}
        assert ids(backend, "文") == ["a"]
        assert ids(backend, "旧") == []
        backend.update([], ["a"])
        assert backend.indexed() == {}

    def test_the_later_version_in_one_update_wins(self, backend: SearchBackend) -> None:
        backend.update([document("a", "旧文"), document("a", "新文")], ["a"])
        assert backend.indexed() == {"a": "digest of 新文"}
        assert ids(backend, "文") == ["a"]

    def test_facts_change_without_contents(self, backend: SearchBackend) -> None:
        backend.update([document("a", "文"), document("b", "文")])
        backend.update_facts([ArticleFacts("a", tags=("甲",)), ArticleFacts("b", tags=("乙",))])
        assert ids(backend, "tag:甲") == ["a"]
        changed = ArticleFacts("a", tags=("乙",), read=True)
        backend.update_facts([changed], ["b", "never there"])
        assert ids(backend, "tag:甲") == []
        assert ids(backend, "tag:乙") == ["a"]
        assert ids(backend, "文 is:unread") == ["b"]
        assert backend.indexed_facts() == {"a": changed.digest}
        assert sorted(backend.indexed()) == ["a", "b"]

    def test_facts_may_come_before_their_article(self, backend: SearchBackend) -> None:
        backend.update_facts([ArticleFacts("a", tags=("甲",))])
        assert ids(backend, "tag:甲") == []
        assert ids(backend, "-tag:乙") == []
        assert backend.search(SearchRequest("-zzz", facets=True)).total == 0
        backend.update([document("a", "文")])
        assert ids(backend, "tag:甲") == ["a"]
        backend.update([], ["a"])
        assert ids(backend, "tag:甲") == []
        assert list(backend.indexed_facts()) == ["a"]

    def test_remembers_how_far_it_follows(self, backend: SearchBackend) -> None:
        """What is remembered wrongly is never mended: the index would lack articles for ever."""
        one, two = FeedPosition(1, "x"), FeedPosition(2, "y")
        backend.update([document("a", "文")], reached=one)
        assert backend.reached() == (one, None)
        backend.update_facts([ArticleFacts("a")], reached=two)
        assert backend.reached() == (one, two)
        backend.update([], ["never there"])
        assert backend.reached() == (one, two)
        backend.update([], reached=two)
        assert backend.reached() == (two, two)
        backend.update([document("a", "文文")])
        assert backend.reached() == (None, two)
        backend.update_facts([], ["a"])
        assert backend.reached() == (None, None)
        backend.update([document("b", "文")], reached=one)
        backend.clear()
        assert backend.reached() == (None, None)

    def test_another_reader_sees_the_commit(self, factory: Factory, tmp_path: Path) -> None:
        writer, reader = factory(tmp_path / "index"), factory(tmp_path / "index")
        assert reader.indexed() == {}
        for number in range(30):
            writer.update([document(str(number), f"第{number}篇")])
            assert len(ids(reader, "篇")) == number + 1
        writer.update([], [str(number) for number in range(0, 30, 2)])
        writer.update_facts([ArticleFacts("1", notes=("读",))], reached=FeedPosition(3, "z"))
        assert sorted(ids(reader, "篇")) == sorted(str(n) for n in range(1, 30, 2))
        assert ids(reader, "note:读") == ["1"]
        assert reader.reached() == (None, FeedPosition(3, "z"))
        writer.clear()
        assert reader.indexed() == {}
        writer.update([document("x", "又一篇")])
        assert ids(reader, "篇") == ["x"]
        reader.close()
        writer.close()

    def test_tidying_changes_no_answer(self, backend: SearchBackend) -> None:
        for number in range(12):
            backend.update([document(str(number), f"第{number}篇")], [str(number - 3)])
            backend.update_facts([ArticleFacts(str(number), tags=(f"第{number}个",))])
        before = (ids(backend, "篇"), ids(backend, "tag:个"), backend.indexed(), backend.reached())
        for _ in range(100):
            if not backend.tidy():
                break
        else:
            pytest.fail("tidying never ends")
        assert before == (
            *(ids(backend, "篇"), ids(backend, "tag:个")),
            *(backend.indexed(), backend.reached()),
        )

    def test_progress_is_told_for_each_article(self, backend: SearchBackend) -> None:
        told: list[Progress] = []
        backend.update([document(str(n), "文") for n in range(3)], (), told.append)
        assert [(p.done, p.total) for p in told] == [(1, 3), (2, 3), (3, 3)]

    def test_cancelling_keeps_what_was_done_and_remembers_nothing(
        self, backend: SearchBackend
    ) -> None:
        backend.update([document("1", "旧"), document("3", "旧")], reached=FeedPosition(1, "x"))

        def stop(progress: Progress) -> None:
            if progress.done == 2:
                raise CancelledError(message("Stopped"))

        new = [document(n, "新") for n in "1234"]
        with pytest.raises(CancelledError):
            backend.update(new, (), stop, reached=FeedPosition(2, "y"))
        assert sorted(ids(backend, "新")) == ["1", "2"]
        assert ids(backend, "旧") == ["3"]
        assert backend.reached()[0] is None

    def test_a_failing_source_does_not_block_what_comes_later(self, backend: SearchBackend) -> None:
        backend.update([document("1", "旧")])

        def broken() -> Iterator[SearchDocument]:
            yield document("1", "新")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            backend.update(broken())
        backend.update([document("2", "后来")])
        assert "2" in backend.indexed()


# --- against scanning -----------------------------------------------------------------------------

ALPHABET = "中美国臺台ＡaB1，。“ \n\u3000𠀀𠀁\ud800"
TEXTS = st.text(alphabet=ALPHABET, max_size=60)
WORDS = st.text(alphabet=ALPHABET.replace("\n", ""), min_size=1, max_size=5).filter(str.strip)
DAYS = st.sampled_from(["", "2022-12-31", "2023-01-01", "2023-07-13", "2023-07-14"])
NAMES = st.sampled_from(["中", "中美", "美/国", "臺 a"])
DOCUMENTS = st.builds(
    document,
    st.sampled_from("abcdefgh"),
    TEXTS,
    title=st.text(ALPHABET.replace("\n", ""), max_size=8),
    source=st.sampled_from(["", "中", "臺 a", "aB"]),
    day=DAYS,
    authors=st.lists(NAMES, max_size=2).map(tuple),
)
ENTITIES = st.builds(EntityFacts, st.sampled_from(Label), NAMES, st.lists(NAMES).map(tuple))
FACT_LISTS = st.builds(
    ArticleFacts,
    st.sampled_from("abcdefgh"),
    tags=st.sets(NAMES, max_size=2).map(sorted).map(tuple),
    notes=st.lists(NAMES, max_size=2).map(sorted).map(tuple),
    entities=st.lists(ENTITIES, max_size=2).map(tuple),
    read=st.booleans(),
    annotated=st.booleans(),
)
CONTENT = st.sampled_from(["", "title:", "text:"])
FIELDS = st.sampled_from(["author:", "source:", "source:=", "tag:", "tag:=", "note:", "entity:"])
LEAVES = st.one_of(
    st.builds('{}"{}"'.format, CONTENT, WORDS.map(lambda word: word.replace('"', ""))),
    st.builds('{}"{}"'.format, FIELDS, NAMES),
    st.builds('{}"{} {}"~{}'.format, CONTENT, st.just("中"), st.sampled_from("美aB台"), st.just(3)),
    st.sampled_from(["中*a", "title:中?", "?1", "a?*𠀀", "/中.a?/", "/[美国]{2}/", "title:/^a/"]),
    st.sampled_from(["date:2023", "date:2023-07-14..", "date:..2022", "has:date", "has:note"]),
    st.sampled_from(["is:read", "is:unread", "has:tag", "has:entity", "has:annotation"]),
)
QUERIES = st.recursive(
    LEAVES,
    lambda part: (
        st.builds("({} {})".format, part, part)
        | st.builds("({} OR {})".format, part, part)
        | st.builds("-({})".format, part)
    ),
    max_leaves=4,
)
SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(
    documents=st.lists(DOCUMENTS, min_size=1, max_size=10),
    facts=st.lists(FACT_LISTS, max_size=6),
    queries=st.lists(st.tuples(QUERIES, st.booleans()), min_size=1, max_size=6),
)
@SETTINGS
def test_finds_what_scanning_finds(
    documents: list[SearchDocument],
    facts: list[ArticleFacts],
    queries: list[tuple[str, bool]],
    factory: Factory,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """All articles that match and no other, the same marks, facets and lines."""
    backend, plain = factory(tmp_path_factory.mktemp("index")), ScanningBackend()
    half = len(documents) // 2
    for one in (backend, plain):
        one.update(documents[:half])
        one.update_facts(facts)
        one.update(documents[half:])
    for query, literal in queries:
        assert ids(backend, query, literal=literal) is not None
        request = SearchRequest(query, limit=100, facets=True, literal=literal)
        page, wanted = backend.search(request), plain.search(request)
        assert (page.total, page.facets) == (wanted.total, wanted.facets)
        hits = {hit.article: (hit.count, hit.snippets) for hit in page.hits}
        assert hits == {hit.article: (hit.count, hit.snippets) for hit in wanted.hits}
        assert page.remark == wanted.remark
        for sort in (SearchSort.NEWEST, SearchSort.OLDEST):
            dated = SearchRequest(query, limit=100, sort=sort, literal=literal)
            days = [hit.published for hit in backend.search(dated).hits]
            assert days == [hit.published for hit in plain.search(dated).hits]
        lines = ConcordanceRequest(query, literal=literal)
        assert set(backend.concordance(lines)) == set(plain.concordance(lines))
    backend.close()


@given(data=st.data())
@settings(SETTINGS, max_examples=25)
def test_every_substring_is_found(
    data: st.DataObject, factory: Factory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What a reader copies from an article finds that article, and more where combined by OR."""
    texts = data.draw(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12))
    documents = [document(str(n), text, title=title) for n, (title, text) in enumerate(texts)]
    backend = factory(tmp_path_factory.mktemp("index"))
    backend.update(documents)
    for known in documents:
        for whole in (known.title, known.text):
            start = data.draw(st.integers(0, max(len(whole) - 1, 0)))
            word = whole[start : start + data.draw(st.integers(1, 12))]
            if word.strip():
                assert known.article in ids(backend, f'"{word}"')
                assert known.article in ids(backend, f'"{word}"', literal=True)
                assert known.article not in ids(backend, f'-"{word}"')
    backend.close()


IDS = st.sampled_from("abcdefgh")
STEPS = st.lists(
    st.tuples(st.dictionaries(IDS, TEXTS, max_size=3), st.sets(IDS, max_size=3), st.booleans()),
    max_size=25,
)


@given(steps=STEPS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_history_of_updates_leaves_what_was_said_last(
    steps: list[tuple[dict[str, str], set[str], bool]],
    factory: Factory,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Adding, replacing, removing, tidying must neither lose nor revive an article."""
    folder = tmp_path_factory.mktemp("index")
    writer, reader = factory(folder), factory(folder)
    texts: dict[str, str] = {}
    for added, removed, tidy in steps:
        writer.update([document(name, text) for name, text in added.items()], removed)
        writer.update_facts(
            [ArticleFacts(name, notes=(f"记{text}",)) for name, text in added.items()]
        )
        if tidy:
            writer.tidy()
        texts = {name: text for name, text in texts.items() if name not in removed} | added
        assert reader.indexed() == {name: f"digest of {text}" for name, text in texts.items()}
        plain = ScanningBackend()
        plain.update([document(name, text) for name, text in texts.items()])
        for word in ("中", "美国", "a", "台"):
            assert sorted(ids(reader, word)) == sorted(plain.found(word))
        assert sorted(ids(reader, "note:记")) == sorted(texts)
    again = factory(folder)
    assert again.indexed() == reader.indexed()
    for backend in (again, reader, writer):
        backend.close()
