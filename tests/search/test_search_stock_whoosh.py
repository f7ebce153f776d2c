"""The index is an ordinary Whoosh index: whoever knows Whoosh can use it without this program.

Everything here that asks the index is Whoosh's own API.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from whoosh import index, query, sorting
from whoosh.codec.whoosh3 import W3Segment
from whoosh.qparser import QueryParser

from zhupi.core.errors import IndexDamagedError
from zhupi.core.search import SearchDocument
from zhupi.search.index_files import FACTS
from zhupi.search.index_folder import IndexFolder
from zhupi.search.whoosh_codec import SegmentCodec
from zhupi.search.whoosh_query import Substring

DOCUMENTS = [
    SearchDocument("a", "1", "表态", "外交部发言人说，外交部欢迎。", "新华社", date(2023, 7, 2)),
    SearchDocument("b", "2", "外交部", "中美元首会晤ＡＰＥＣ。", "Xinhua", date(2023, 11, 15)),
    SearchDocument("c", "3", "往事", "很久以前，外交部成立。", "新华社", date(1949, 10, 1)),
    SearchDocument("d", "4", "", "日期不详\ud83d", "源\ud83d", None),
]


@pytest.fixture(params=["one segment", "a segment each"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "one segment":
        IndexFolder(tmp_path).write(DOCUMENTS)
    else:
        with monkeypatch.context() as patch:
            patch.setattr("zhupi.search.index_writer.cheap_merge", lambda _segments: ())
            for document in DOCUMENTS:
                IndexFolder(tmp_path).write([document])
    return tmp_path


@pytest.fixture
def searcher(folder: Path) -> Iterator[Any]:
    with index.open_dir(str(folder)).searcher() as searcher:
        yield searcher


def ids(results: Any) -> list[str]:
    return [hit["article"] for hit in results]


def test_it_opens_and_counts(folder: Path) -> None:
    assert index.exists_in(str(folder))
    opened = index.open_dir(str(folder))
    assert opened.doc_count() == 4
    assert all(isinstance(segment, W3Segment) for segment in opened.reader().segments())
    assert set(opened.schema.names()) == {
        "article",
        "digest",
        "title",
        "source",
        "published",
        "text",
    }


def test_stored_fields(folder: Path) -> None:
    stored = {
        row["article"]: row for row in index.open_dir(str(folder)).reader().all_stored_fields()
    }
    assert stored["a"] == {
        "article": "a",
        "digest": "1",
        "title": "表态",
        "source": "新华社",
        "published": 20230702,
    }
    assert stored["d"] == {"article": "d", "digest": "4", "title": "", "source": "源\ud83d"}


def test_terms_and_every(searcher: Any) -> None:
    assert ids(searcher.search(query.Term("article", "b"))) == ["b"]
    assert sorted(ids(searcher.search(query.Term("source", "新华社")))) == ["a", "c"]
    assert ids(searcher.search(query.Term("source", "源\ud83d"))) == ["d"]
    assert len(searcher.search(query.Every())) == 4
    assert searcher.document(article="c")["title"] == "往事"


def test_sorting_by_date(searcher: Any) -> None:
    dated = query.Every("published")
    assert ids(searcher.search(dated, sortedby="published")) == ["c", "a", "b"]
    newest = sorting.FieldFacet("published", reverse=True)
    assert ids(searcher.search(dated, sortedby=newest)) == ["b", "a", "c"]


def test_facets_by_source(searcher: Any) -> None:
    groups = searcher.search(query.Every(), groupedby="source").groups()
    assert {name: len(numbers) for name, numbers in groups.items()} == {
        "新华社": 2,
        "Xinhua": 1,
        "源\ud83d": 1,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("外交部", "ac"),
        ("会晤apec", "b"),
        ("部", "ac"),
        ("，", "ac"),
        ("元首会", "b"),
        ("部外", ""),
        ("", ""),
    ],
)
def test_substrings(searcher: Any, text: str, found: str) -> None:
    """Exact, folded, and of the text alone: `b` has 外交部 in its title only."""
    assert sorted(ids(searcher.search(Substring("text", text)))) == list(found)


def test_substrings_score_by_how_often_they_stand_there(searcher: Any) -> None:
    results = searcher.search(Substring("text", "外交部"))
    assert [(hit["article"], hit.score) for hit in results] == [("a", 2), ("c", 1)]


def test_substrings_in_a_tree_of_whooshs_queries(searcher: Any) -> None:
    ministry = Substring("text", "外交部")
    assert ids(searcher.search(ministry & query.Term("article", "c"))) == ["c"]
    assert ids(searcher.search(ministry - Substring("text", "欢迎"))) == ["c"]
    assert ids(searcher.search(ministry, filter=query.Term("article", "a"))) == ["a"]
    either = ministry | Substring("text", "元首")
    assert ids(searcher.search(either, sortedby="published")) == ["c", "a", "b"]
    assert searcher.search(either, limit=1).scored_length() == 1


def test_whooshs_parser(folder: Path, searcher: Any) -> None:
    parser = QueryParser("text", index.open_dir(str(folder)).schema)
    parsed = parser.parse("外交部 published:[20230101 TO 20231231]")
    assert ids(searcher.search(parsed)) == ["a"]


def test_deletions_are_whooshs(folder: Path) -> None:
    changed = SearchDocument("a", "5", "", "外交部换了说法", "", None)
    IndexFolder(folder).write([changed], removed=["c"])
    opened = index.open_dir(str(folder))
    assert opened.doc_count() == 3
    with opened.searcher() as searcher:
        assert ids(searcher.search(Substring("text", "外交部"))) == ["a"]
        assert not searcher.search(query.Term("article", "c"))
        assert [row["digest"] for row in searcher.documents(article="a")] == ["5"]


def test_generations_and_the_lock_are_whooshs(folder: Path) -> None:
    opened = index.open_dir(str(folder))
    before = opened.latest_generation()
    IndexFolder(folder).write([SearchDocument("e", "6", "", "又一篇", "", None)])
    assert opened.latest_generation() == before + 1
    writer = opened.writer()
    with pytest.raises(index.LockError):
        opened.writer()
    writer.cancel()


def test_an_empty_index(tmp_path: Path) -> None:
    IndexFolder(tmp_path).begin_anew()
    with index.open_dir(str(tmp_path)).searcher() as searcher:
        assert not searcher.search(Substring("text", "外交部"))


@pytest.mark.parametrize("codec", [SegmentCodec(), None])
def test_whoosh_can_write_and_merge_the_exact_text_too(folder: Path, codec: Any) -> None:
    """Also with its own codec. It seals nothing, so this program then builds the index anew."""
    opened = index.open_dir(str(folder))
    writer = opened.writer(codec=codec)
    writer.delete_by_term("article", "a")
    writer.add_document(article="e", text="Ｗhoosh 写的外交部")
    writer.add_document(article="f")
    writer.commit(optimize=True)
    assert len(opened.reader().segments()) == 1
    with opened.searcher() as searcher:
        assert sorted(ids(searcher.search(Substring("text", "外交部")))) == ["c", "e"]
        assert ids(searcher.search(Substring("text", "whoosh"))) == ["e"]
        column = searcher.reader().column_reader("text")
        texts = [column[number] for number in searcher.reader().all_doc_ids()]
    assert sorted(texts) == sorted(["", "Ｗhoosh 写的外交部", *(d.text for d in DOCUMENTS[1:])])
    index_folder = IndexFolder(folder)
    with pytest.raises(IndexDamagedError):
        index_folder.contents()
    index_folder.begin_anew()
    assert index_folder.contents().segments == ()


def test_both_indexes_of_a_folder_open(folder: Path) -> None:
    """Contents and facts are two indexes of one folder; neither touches the other's files."""
    IndexFolder(folder, FACTS).write([SearchDocument("a", "1", "", "标签", "", None)])
    assert index.open_dir(str(folder)).doc_count() == 4
    with index.open_dir(str(folder), indexname=FACTS).searcher() as searcher:
        assert ids(searcher.search(Substring("text", "标签"))) == ["a"]
    IndexFolder(folder, FACTS).begin_anew()
    assert index.open_dir(str(folder)).doc_count() == 4


def test_terms_of_ranges_and_prefixes(searcher: Any) -> None:
    """Whoosh walks the terms of a field in order for these."""
    dates = query.NumericRange("published", 20230101, 20230801)
    assert ids(searcher.search(dates)) == ["a"]
    assert sorted(ids(searcher.search(query.Prefix("source", "新华")))) == ["a", "c"]
    assert list(searcher.reader().lexicon("article")) == [b"a", b"b", b"c", b"d"]
    assert searcher.reader().doc_frequency("source", "新华社") == 2
