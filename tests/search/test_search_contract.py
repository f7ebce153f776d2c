"""What every `SearchBackend` must do; a second implementation adds its factory to `FACTORIES`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhupi.core.errors import CancelledError
from zhupi.core.folding import Folding
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import SearchBackend
from zhupi.core.search import SearchDocument, SearchRequest, SearchSort
from zhupi.search import WhooshBackend

Factory = Callable[[Path], SearchBackend]
FACTORIES: Final[tuple[Factory, ...]] = (WhooshBackend,)


@pytest.fixture(params=FACTORIES)
def factory(request: pytest.FixtureRequest) -> Factory:
    made: Factory = request.param
    return made


@pytest.fixture
def backend(factory: Factory, tmp_path: Path) -> SearchBackend:
    return factory(tmp_path / "index")


def document(
    article: str, text: str, *, title: str = "", source: str = "", day: str = ""
) -> SearchDocument:
    published = date.fromisoformat(day) if day else None
    return SearchDocument(article, f"digest of {text}", title, text, source, published)


def ids(backend: SearchBackend, query: str, sort: SearchSort = SearchSort.RELEVANCE) -> list[str]:
    page = backend.search(SearchRequest(query, limit=10_000, sort=sort))
    assert page.total == len(page.hits)
    return [hit.article for hit in page.hits]


class TestFinding:
    @pytest.fixture(autouse=True)
    def fill(self, backend: SearchBackend) -> None:
        backend.update(
            [
                document(
                    "a",
                    "元首会晤\n中美两国元首（𠀀）出席ＡＰＥＣ会议。",
                    title="元首会晤",
                    source="新华社",
                    day="2023-11-15",
                ),
                document(
                    "b", "中方表示欢迎，美方也表示欢迎。", title="例行记者会", day="2023-07-02"
                ),
                document("c", "Wang Yi met 的 guests.\n的的的", title="English", source="Xinhua"),
                document("d", "无关\ud83d", source="新华社客户端", day="2022-01-01"),
            ]
        )

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("中", "ab"),
            ("中美", "a"),
            ("美两国元首（", "a"),
            ("apec", "a"),
            ("ＡＰＥＣ", "a"),
            ("𠀀", "a"),
            ("𠀀）", "a"),
            ("wang", "c"),
            ('"g yi m"', "c"),
            ("。", "ab"),
            ("记者会", "b"),
            ("title:会", "ab"),
            ("text:记者会", ""),
            ("source:新华社", "ad"),
            ("source:XINHUA", "c"),
            ("中 -美方", "a"),
            ("-中", "cd"),
            ("NOT (中 OR 的)", "d"),
            ("中 OR 的", "abc"),
            ("中 (会晤 OR 欢迎)", "ab"),
            ("\ud83d", "d"),
            ("\u3000", ""),
            ("foo:bar", ""),
            ("会晤中", ""),
        ],
    )
    def test_finds_exactly_those(self, backend: SearchBackend, query: str, found: str) -> None:
        assert sorted(ids(backend, query)) == list(found)

    def test_an_unparsable_query_is_literal_and_says_why(self, backend: SearchBackend) -> None:
        page = backend.search(SearchRequest("(𠀀"))
        assert [hit.article for hit in page.hits] == ["a"]
        assert page.remark is not None
        assert backend.search(SearchRequest("（𠀀")).remark is None

    def test_an_empty_query_is_an_empty_page(self, backend: SearchBackend) -> None:
        page = backend.search(SearchRequest(" \u3000", facets=True))
        assert (page.total, page.hits, page.remark, page.complete) == (0, (), None, True)

    def test_a_hit_tells_title_date_count_and_marks(self, backend: SearchBackend) -> None:
        (hit,) = backend.search(SearchRequest("元首")).hits
        assert (hit.title, hit.published, hit.count) == ("元首会晤", date(2023, 11, 15), 2)
        first = hit.snippets[0]
        assert first.text == "中美两国元首（𠀀）出席ＡＰＥＣ会议。"
        assert [mark.start - first.start for mark in first.marks] == [4]
        assert hit.score > 0

    def test_counts_agree_with_the_marks_in_the_article(self, backend: SearchBackend) -> None:
        (hit,) = backend.search(SearchRequest("的")).hits
        text = "Wang Yi met 的 guests.\n的的的"
        assert hit.count == len(backend.matches("的", "English", text)) == 4

    def test_orders(self, backend: SearchBackend) -> None:
        assert ids(backend, "-zzz", SearchSort.NEWEST) == ["a", "b", "d", "c"]
        assert ids(backend, "-zzz", SearchSort.OLDEST) == ["d", "b", "a", "c"]
        assert ids(backend, "-zzz") == ["a", "b", "d", "c"]

    def test_facets_cover_the_whole_result(self, backend: SearchBackend) -> None:
        page = backend.search(SearchRequest("-zzz", limit=1, facets=True))
        assert page.total == 4
        assert page.facets == {
            "source": {"Xinhua": 1, "新华社": 1, "新华社客户端": 1},
            "year": {"2023": 2, "2022": 1},
            "month": {"2023-11": 1, "2023-07": 1, "2022-01": 1},
        }
        assert backend.search(SearchRequest("中")).facets == {}

    def test_query_bombs_end(self, backend: SearchBackend) -> None:
        for bomb in ("(" * 100_000, "中 " * 10_000, "-" * 3_999 + "中", "*", "中" * 1_000_000):
            assert backend.search(SearchRequest(bomb)).total == 0


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

    def test_paging_is_stable_and_complete(self, backend: SearchBackend) -> None:
        """A hit that moves between pages would be missed or seen twice."""
        backend.update([document(f"{i:03}", "同样的话") for i in range(25)])
        seen = []
        for offset in range(0, 30, 7):
            page = backend.search(SearchRequest("话", limit=7, offset=offset))
            assert page.total == 25
            seen += [hit.article for hit in page.hits]
        assert seen == [f"{i:03}" for i in range(25)]


class TestUpdating:
    def test_nothing_indexed_yet(self, backend: SearchBackend) -> None:
        assert backend.indexed() == {}
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

    def test_another_reader_sees_the_commit(self, factory: Factory, tmp_path: Path) -> None:
        writer, reader = factory(tmp_path / "index"), factory(tmp_path / "index")
        assert reader.indexed() == {}
        for number in range(30):
            writer.update([document(str(number), f"第{number}篇")])
            assert len(ids(reader, "篇")) == number + 1
        writer.update([], [str(number) for number in range(0, 30, 2)])
        assert sorted(ids(reader, "篇")) == sorted(str(n) for n in range(1, 30, 2))
        writer.clear()
        assert reader.indexed() == {}
        writer.update([document("x", "又一篇")])
        assert ids(reader, "篇") == ["x"]

    def test_progress_is_told_for_each_article(self, backend: SearchBackend) -> None:
        told: list[Progress] = []
        backend.update([document(str(n), "文") for n in range(3)], (), told.append)
        assert [(p.done, p.total) for p in told] == [(1, 3), (2, 3), (3, 3)]

    def test_cancelling_keeps_what_was_done(self, backend: SearchBackend) -> None:
        backend.update([document("1", "旧"), document("3", "旧")])

        def stop(progress: Progress) -> None:
            if progress.done == 2:
                raise CancelledError(message("Stopped"))

        with pytest.raises(CancelledError):
            backend.update([document(n, "新") for n in "1234"], (), stop)
        assert sorted(ids(backend, "新")) == ["1", "2"]
        assert ids(backend, "旧") == ["3"]

    def test_a_failing_source_leaves_the_index_as_it_was(self, backend: SearchBackend) -> None:
        backend.update([document("1", "旧")])

        def broken() -> object:
            yield document("1", "新")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            backend.update(broken())  # type: ignore[arg-type]  # a generator is iterable
        backend.update([document("2", "后来")])
        assert "2" in backend.indexed()


ALPHABET = "中美国人ＡaB1，。“ \n𠀀𠀁\ud800"
TEXTS = st.text(alphabet=ALPHABET, max_size=60)


@given(data=st.data())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_exact_against_plain_scanning(
    data: st.DataObject, factory: Factory, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every substring finds all articles that contain it and no other, alone and combined."""
    folding = Folding()
    texts = data.draw(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12))
    backend = factory(tmp_path_factory.mktemp("index"))
    documents = [document(str(n), text, title=title) for n, (title, text) in enumerate(texts)]
    half = len(documents) // 2
    backend.update(documents[:half])
    backend.update(documents[half:])
    folded = {d.article: (folding(d.title), folding(d.text)) for d in documents}

    def holding(word: str) -> set[str]:
        return {a for a, pair in folded.items() if any(folding(word) in part for part in pair)}

    def word() -> str:
        long = "".join("".join(pair) for pair in texts) or "中"
        start = data.draw(st.integers(0, len(long) - 1))
        cut = long[start : start + data.draw(st.integers(1, 12))]
        return data.draw(st.sampled_from([cut, data.draw(st.text(ALPHABET, min_size=1))]))

    for _ in range(8):
        one, two = word(), word()
        every = set(folded)
        assert set(ids(backend, f'"{one}"')) == holding(one)
        assert set(ids(backend, f'"{one}" "{two}"')) == holding(one) & holding(two)
        assert set(ids(backend, f'"{one}" OR "{two}"')) == holding(one) | holding(two)
        assert set(ids(backend, f'-"{one}"')) == every - holding(one)
        assert set(ids(backend, f'"{one}" NOT "{two}"')) == holding(one) - holding(two)
        in_title = {a for a, (title, _) in folded.items() if folding(one) in title}
        assert set(ids(backend, f'title:"{one}"')) == in_title
        in_text = {a for a, (_, text) in folded.items() if folding(one) in text}
        assert set(ids(backend, f'text:"{one}"')) == in_text
    backend.close()


IDS = st.sampled_from("abcdefgh")
STEPS = st.lists(
    st.tuples(st.dictionaries(IDS, TEXTS, max_size=3), st.sets(IDS, max_size=3)), max_size=25
)


@given(steps=STEPS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_history_of_updates_leaves_what_was_said_last(
    steps: list[tuple[dict[str, str], set[str]]],
    factory: Factory,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Adding, replacing, removing and merging must neither lose nor revive an article."""
    folder = tmp_path_factory.mktemp("index")
    writer, reader = factory(folder), factory(folder)
    texts: dict[str, str] = {}
    for added, removed in steps:
        writer.update([document(name, text) for name, text in added.items()], removed)
        texts = {name: text for name, text in texts.items() if name not in removed} | added
        assert reader.indexed() == {name: f"digest of {text}" for name, text in texts.items()}
        for word in ("中", "美国", "a"):
            holding = sorted(n for n, text in texts.items() if word in Folding()(text))
            assert sorted(ids(reader, word)) == holding
    assert factory(folder).indexed() == reader.indexed()
