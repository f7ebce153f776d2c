"""The whole of search on a bad day: right answers or a sentence, whatever happens beneath."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhupi.core.errors import IndexDamagedError
from zhupi.core.search import ArticleFacts, SearchDocument, SearchRequest
from zhupi.search import WhooshBackend

DESKTOP = Path(__file__).parents[2] / "desktop"


def documents(count: int, word: str = "新闻") -> list[SearchDocument]:
    return [
        SearchDocument(f"{n}", f"digest {n}", f"题目{n}", f"第{n}篇{word}。" * 30, "", None)
        for n in range(count)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    backend = WhooshBackend(folder)
    backend.update(documents(40))
    backend.update_facts([ArticleFacts("7", tags=("外交",)), ArticleFacts("8", notes=("存疑",))])
    backend.close()
    return folder


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".seg", ".toc"))


def test_damage_of_any_file_is_told_and_mended(folder: Path) -> None:
    """Contents and facts alike; nothing is changed before somebody asks for a clear."""
    assert len(files(folder)) == 4
    whole = {path: path.read_bytes() for path in files(folder)}
    for damaged, data in whole.items():
        damaged.write_bytes(data[: len(data) // 2])
        backend = WhooshBackend(folder)
        for _ in range(2):
            with pytest.raises(IndexDamagedError) as caught:
                backend.search(SearchRequest("新闻 tag:外交"))
            assert str(folder) in str(caught.value)
        backend.clear()
        assert backend.indexed() == {}
        assert backend.indexed_facts() == {}
        backend.update(documents(2))
        assert backend.search(SearchRequest("新闻")).total == 2
        backend.close()
        for path in files(folder):
            path.unlink()
        for path, saved in whole.items():
            path.write_bytes(saved)
    assert WhooshBackend(folder).search(SearchRequest("新闻 tag:外交")).total == 1


@pytest.mark.parametrize("query", ["第7篇", "新", "tag:外交", "新闻 -note:存疑", "/第[78]篇/"])
def test_a_flipped_byte_never_makes_a_wrong_answer(folder: Path, query: str) -> None:
    request = SearchRequest(query, limit=100, facets=True)
    expected = WhooshBackend(folder).search(request)
    for path in files(folder):
        data = path.read_bytes()
        for place in range(0, len(data), max(1, len(data) // 25)):
            path.write_bytes(data[:place] + bytes((data[place] ^ 0x10,)) + data[place + 1 :])
            try:
                found = WhooshBackend(folder).search(request)
            except IndexDamagedError:
                continue
            assert found.hits == expected.hits
            assert found.facets == expected.facets
        path.write_bytes(data)


def test_threads_search_while_one_writes_and_tidies(folder: Path) -> None:
    """No search may see half a change, nor trip over files that a merge takes away."""
    backend = WhooshBackend(folder)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                page = backend.search(SearchRequest("新闻 题目", limit=100))
            except IndexDamagedError as error:
                wrong.append(error)
                return
            if page.total != 40 or len(page.hits) != 40:
                wrong.append(page)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(12):
        backend.update([*documents(40), SearchDocument(f"more {n}", "d", "", "别的", "", None)])
        backend.tidy()
    done.set()
    for thread in threads:
        thread.join()
    backend.close()
    assert wrong == []


def test_missing_or_empty_folder_is_an_empty_index(tmp_path: Path) -> None:
    assert WhooshBackend(tmp_path).indexed() == {}
    assert WhooshBackend(tmp_path / "a" / "b").search(SearchRequest("中")).total == 0
    assert not (tmp_path / "a").exists()


def test_the_index_can_be_searched_while_it_is_written(folder: Path) -> None:
    """Also by whoever gives the documents."""
    backend = WhooshBackend(folder)

    def give() -> Iterator[SearchDocument]:
        assert backend.search(SearchRequest("新闻")).total == 40
        yield from documents(3, "后来")
        assert backend.search(SearchRequest("新闻")).total == 40

    backend.update(give())
    assert backend.search(SearchRequest("后来")).total == 3


def test_importing_the_package_does_not_load_what_is_slow() -> None:
    """A command that does not search must not wait for Whoosh or pypinyin."""
    code = (
        "import sys, zhupi.search\n"
        "sys.exit(any(name in sys.modules for name in ('whoosh', 'pypinyin', 'PySide6')))"
    )
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )


def test_upkeep_keeps_no_writer_waiting(tmp_path: Path) -> None:
    """Or a tag set while the index is tidied is found only when that is done, minutes later."""
    backend = WhooshBackend(tmp_path / "index")
    many = documents(400)
    for start in range(0, 400, 100):
        backend.update(many[start : start + 100])
    written: list[bool] = []

    def write(_step: object) -> None:
        if not written:
            new = SearchDocument("new", "digest", "", "硃批奏摺", "", None)
            writer = threading.Thread(target=backend.update, args=([new],), daemon=True)
            writer.start()
            writer.join(10)
            written.append(not writer.is_alive())

    backend.tidy(write)
    assert written == [True]
    assert backend.found("硃批") == ["new"]
    assert len(backend.found("新闻")) == 400
    backend.close()
