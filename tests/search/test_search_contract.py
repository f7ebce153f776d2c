"""What every `SearchBackend` finds."""

from __future__ import annotations

from datetime import date

import pytest
from tests.search.contract import FACTS, LIBRARY, document, ids

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.model import Label
from zhupi.core.protocols import SearchBackend
from zhupi.core.search import (
    ArticleFacts,
    ConcordanceRequest,
    EntityFacts,
    SearchRequest,
    SearchSort,
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

    def test_namesakes_in_one_article_count_once(self, backend: SearchBackend) -> None:
        """A facet would promise more articles than there are."""
        namesakes = (EntityFacts(Label.PERSON, "王毅"), EntityFacts(Label.PERSON, "王毅"))
        backend.update_facts([ArticleFacts("a", entities=namesakes)])
        assert backend.search(SearchRequest("-zzz", facets=True)).facets["person"]["王毅"] == 1

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
