"""One index in a folder: what was written is found, once, in any process, and costs no more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from zhupi.core.errors import CancelledError, LibraryError
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.search import FeedPosition, SearchDocument
from zhupi.search import document_batches, index_writer, merge_policy, segment_merge
from zhupi.search.contents import SegmentEntry
from zhupi.search.index_files import FACTS, MAIN, WRITE_LOCK, IndexFiles
from zhupi.search.index_folder import IndexFolder
from zhupi.search.merge_policy import cheap_merge, upkeep
from zhupi.search.text_tools import TextTools

TOOLS = TextTools()


def document(article: str, text: str = "新闻") -> SearchDocument:
    return SearchDocument(article, f"digest of {text}", f"题目{article}", text, "新华社", None)


def documents(count: int, text: str = "新闻") -> list[SearchDocument]:
    return [document(str(n), f"{text}{n}") for n in range(count)]


def index(folder: Path, name: str = MAIN) -> IndexFolder:
    return IndexFolder(folder, name, TOOLS)


def found(folder: IndexFolder) -> dict[str, SearchDocument]:
    """Everything that can be found; an article twice is an error."""
    _, contents, files = folder.read({})
    articles: dict[str, SearchDocument] = {}
    for entry in contents.segments:
        file = files[entry.id]
        for row in np.flatnonzero(entry.live()).tolist():
            assert file.article(row) not in articles
            articles[file.article(row)] = file.document(row)
        file.close()
    return articles


def by_id(expected: list[SearchDocument]) -> dict[str, SearchDocument]:
    return {document.article: document for document in expected}


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return index(tmp_path / "index")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_batches, "BATCH_ROWS", 7)
    monkeypatch.setattr(document_batches, "_FIRST_ROWS", 3)


def test_an_index_that_is_not_there_is_empty(folder: IndexFolder, tmp_path: Path) -> None:
    assert folder.stamp() is None
    assert folder.contents().segments == ()
    assert not folder.tidy()
    folder.write([], ["unknown"])
    assert not (tmp_path / "index").exists()


def test_what_was_written_is_found(folder: IndexFolder, tmp_path: Path) -> None:
    folder.write(documents(5), reached=FeedPosition(7, "x"))
    assert found(index(tmp_path / "index")) == by_id(documents(5))
    assert folder.contents().reached == FeedPosition(7, "x")


def test_articles_are_replaced_and_removed(folder: IndexFolder) -> None:
    folder.write(documents(5))
    folder.write([document("1", "后来"), document("9")], ["2", "unknown"])
    expected = by_id(documents(5)) | by_id([document("1", "后来"), document("9")])
    del expected["2"]
    assert found(folder) == expected


def test_a_later_document_of_an_article_wins(folder: IndexFolder) -> None:
    folder.write([document("1", "先"), document("2"), document("1", "后")])
    assert found(folder) == by_id([document("1", "后"), document("2")])


@pytest.mark.usefixtures("small_batches")
def test_a_later_document_of_another_batch_wins(folder: IndexFolder) -> None:
    folder.write([*documents(12), document("1", "后")])
    assert found(folder)["1"] == document("1", "后")
    assert len(found(folder)) == 12


@pytest.mark.usefixtures("small_batches")
def test_each_batch_can_be_found_when_it_is_done(folder: IndexFolder) -> None:
    """Of a long job something is found soon, and it counts as up to date at its end only."""
    seen = []

    def give() -> Iterator[SearchDocument]:
        for one in documents(20):
            seen.append((len(found(folder)), folder.contents().reached))
            yield one

    folder.write(give(), reached=FeedPosition(1, "x"))
    assert [count for count, _ in seen] == [0] * 4 + [3] * 7 + [10] * 7 + [17] * 2
    assert {reached for _, reached in seen} == {None}
    assert folder.contents().reached == FeedPosition(1, "x")


def test_nothing_is_written_where_nothing_changes(folder: IndexFolder) -> None:
    folder.write(documents(3), reached=FeedPosition(1, "x"))
    before = folder.stamp()
    folder.write([])
    folder.write([], ["unknown"])
    folder.write([], reached=FeedPosition(1, "x"))
    assert folder.stamp() == before
    folder.write([], reached=FeedPosition(2, "y"))
    assert folder.stamp() != before
    assert folder.contents().reached == FeedPosition(2, "y")
    assert found(folder) == by_id(documents(3))


def test_changes_without_a_position_forget_the_one_known(folder: IndexFolder) -> None:
    folder.write(documents(3), reached=FeedPosition(1, "x"))
    folder.write([], ["1"])
    assert folder.contents().reached is None


def test_a_job_that_is_cancelled_keeps_what_it_has(folder: IndexFolder) -> None:
    def stop(progress: Progress) -> None:
        if progress.done == 3:
            raise CancelledError(message("Stopped"))

    with pytest.raises(CancelledError):
        folder.write(documents(9), progress=stop, reached=FeedPosition(1, "x"))
    assert found(folder) == by_id(documents(3))
    assert folder.contents().reached is None


def test_whoever_gives_the_documents_may_cancel_too(folder: IndexFolder) -> None:
    def give() -> Iterator[SearchDocument]:
        yield from documents(2)
        raise CancelledError(message("Stopped"))

    with pytest.raises(CancelledError):
        folder.write(give())
    assert found(folder) == by_id(documents(2))


def test_progress_is_told_of_each_article(folder: IndexFolder) -> None:
    told: list[tuple[int, int]] = []
    folder.write(documents(3), progress=lambda p: told.append((p.done, p.total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_two_articles_with_one_key_are_told_apart(
    folder: IndexFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are 64 bits of a hash; nobody may lose an article to a coincidence."""
    monkeypatch.setattr("zhupi.search.segment_writer.article_key", lambda _article: 7)
    monkeypatch.setattr("zhupi.search.index_writer.article_key", lambda _article: 7)
    folder.write(documents(4))
    folder.write([document("1", "后来")], ["3"])
    assert set(found(folder)) == {"0", "1", "2"}


def test_many_single_additions_leave_few_segments(folder: IndexFolder) -> None:
    """Each segment costs every search a little."""
    for one in documents(150):
        folder.write([one])
    assert len(folder.contents().segments) <= 4
    assert found(folder) == by_id(documents(150))


def test_tidying_merges_and_keeps_everything(folder: IndexFolder) -> None:
    for n in range(4):
        given = documents(400)[n * 100 : n * 100 + 100]
        folder.write(given, reached=FeedPosition(n, "x"))
    expected = found(folder)
    while folder.tidy():
        pass
    assert len(folder.contents().segments) == 1
    assert found(folder) == expected
    assert folder.contents().reached == FeedPosition(3, "x")


def test_hollow_segments_are_rewritten(folder: IndexFolder, tmp_path: Path) -> None:
    folder.write(documents(200, "新闻" * 500))
    size = folder_size(tmp_path / "index")
    folder.write([], [str(n) for n in range(150)])
    while folder.tidy():
        pass
    assert folder_size(tmp_path / "index") < size / 2
    assert set(found(folder)) == {str(n) for n in range(150, 200)}


def folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def test_nothing_is_left_of_an_emptied_index(folder: IndexFolder, tmp_path: Path) -> None:
    folder.write(documents(5))
    folder.write([], [str(n) for n in range(5)])
    assert folder.contents().segments == ()
    assert not list((tmp_path / "index").glob("*.seg"))


def test_what_is_deleted_during_a_merge_stays_deleted(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tidying takes long and keeps no writer waiting."""
    for n in range(4):
        folder.write(documents(400)[n * 100 : n * 100 + 100])
    merge = segment_merge.merge

    def slow_merge(*arguments: object) -> object:
        index(tmp_path / "index").write([document("7", "后来")], ["8"], reached=FeedPosition(9, ""))
        return merge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(index_writer, "merge", slow_merge)
    folder.tidy()
    monkeypatch.undo()
    expected = by_id(documents(400)) | by_id([document("7", "后来")])
    del expected["8"]
    assert found(folder) == expected
    assert folder.contents().reached == FeedPosition(9, "")
    assert max(entry.rows for entry in folder.contents().segments) == 400


def test_a_merge_of_what_is_gone_meanwhile_is_dropped(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        folder.write(documents(400)[n * 100 : n * 100 + 100])
    merge = segment_merge.merge

    def slow_merge(*arguments: object) -> object:
        index(tmp_path / "index").begin_anew()
        return merge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(index_writer, "merge", slow_merge)
    assert not folder.tidy()
    assert folder.contents().segments == ()
    assert not list((tmp_path / "index").glob("*.[sm]e*"))


def test_tidying_can_be_stopped(folder: IndexFolder, tmp_path: Path) -> None:
    def stop(_progress: Progress) -> None:
        raise CancelledError(message("Stopped"))

    for n in range(4):
        folder.write(documents(400)[n * 100 : n * 100 + 100])
    before = folder.stamp()
    with pytest.raises(CancelledError):
        folder.tidy(stop)
    assert folder.stamp() == before
    assert not list((tmp_path / "index").glob("*.merge"))
    assert found(folder) == by_id(documents(400))


def test_a_reader_keeps_its_files_while_others_write(folder: IndexFolder, tmp_path: Path) -> None:
    folder.write(documents(3))
    _, contents, files = folder.read({})
    other = index(tmp_path / "index")
    other.begin_anew()
    other.write(documents(2, "别的"))
    file = files[contents.segments[0].id]
    assert [file.document(row) for row in range(3)] == documents(3)
    stamp, now, opened = folder.read(files)
    assert stamp == folder.stamp()
    assert set(opened) == {entry.id for entry in now.segments}
    for one in (*files.values(), *opened.values()):
        one.close()


def test_files_already_open_are_not_opened_again(folder: IndexFolder) -> None:
    folder.write(documents(100))
    _, _, files = folder.read({})
    folder.write([document("more")])
    _, contents, now = folder.read(files)
    assert len(contents.segments) == 2
    assert all(now[name] is file for name, file in files.items())
    for file in now.values():
        file.close()


def test_a_reader_looks_again_when_a_commit_takes_files_away(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a search would report damage whenever it meets a merge."""
    folder.write(documents(3))
    really_open = IndexFolder.open
    commits = iter([True])

    def open_late(self: IndexFolder, entry: SegmentEntry) -> object:
        if next(commits, False):
            other = index(tmp_path / "index")
            other.begin_anew()
            other.write(documents(2, "别的"))
        return really_open(self, entry)

    monkeypatch.setattr(IndexFolder, "open", open_late)
    assert found(folder) == by_id(documents(2, "别的"))


def test_two_indexes_share_a_folder(tmp_path: Path) -> None:
    """Facts change often and must not touch contents."""
    contents, facts = index(tmp_path), index(tmp_path, FACTS)
    facts.write(documents(2, "标签"))
    assert contents.stamp() is None
    contents.write(documents(3))
    stamp = contents.stamp()
    for n in range(20):
        facts.write([document("1", f"标签{n}")])
    facts.begin_anew()
    assert contents.stamp() == stamp
    assert found(contents) == by_id(documents(3))
    contents.begin_anew()
    facts.write(documents(1))
    assert found(facts) == by_id(documents(1))


def test_a_writer_waits_for_another_and_then_says_so(
    folder: IndexFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "PATIENCE", 0.05)
    folder.write(documents(1))
    with IndexFiles(tmp_path / "index", MAIN).lock(WRITE_LOCK, 0) as mine:
        assert mine
        with pytest.raises(LibraryError, match="Another program is writing"):
            folder.write(documents(2))
        with pytest.raises(LibraryError, match="Another program is writing"):
            folder.begin_anew()
        assert found(folder) == by_id(documents(1))
    folder.write(documents(2))
    assert found(folder) == by_id(documents(2))


def test_threads_write_one_after_the_other(folder: IndexFolder) -> None:
    threads = [threading.Thread(target=folder.write, args=([document(str(n))],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found(folder)) == set("012345")


def entries(*rows: int) -> tuple[SegmentEntry, ...]:
    return tuple(SegmentEntry(str(n), count, 0) for n, count in enumerate(rows))


def test_a_commit_merges_only_what_is_small() -> None:
    """So that one more article is found at once, however large the index."""
    assert cheap_merge(entries(60_000, 3, 1)) == entries(60_000, 3, 1)[:0:-1]
    assert cheap_merge(entries(60_000, 1)) == ()
    assert cheap_merge(entries(60_000, 513, 600, 700, 800, 900, 1_000)) == ()
    many = cheap_merge(entries(*[100] * 6))
    assert len(many) == 5


def test_upkeep_ends_and_keeps_segments_in_bounds() -> None:
    """Each merge must leave less to do, and no segment may have more rows than two bytes name."""
    segments = list(entries(1_024, *[16_384] * 6, 672, 30, 65, 200, 65_000))
    copied = 0
    while chosen := upkeep(segments):
        rows = sum(entry.live_rows for entry in chosen)
        copied += rows
        assert rows <= merge_policy.MOST_ROWS
        segments = [s for s in segments if s not in chosen]
        segments.append(SegmentEntry(f"merged {copied}", rows, 0))
    assert len(segments) <= 5
    assert copied <= 3 * 100_000


class Folder(RuleBasedStateMachine):
    """Any order of changes: the index holds what a dictionary would."""

    articles = st.sampled_from("abcdefgh")

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.path = tempfile.TemporaryDirectory()
        self.folder = index(Path(self.path.name) / "index")
        self.expected: dict[str, SearchDocument] = {}

    @rule(
        changes=st.lists(st.tuples(articles, st.sampled_from(("新", "后臺\n来", "")))),
        removed=st.sets(articles, max_size=3),
    )
    def write(self, changes: list[tuple[str, str]], removed: set[str]) -> None:
        given = [replace(document(article), text=text) for article, text in changes]
        self.folder.write(given, removed)
        self.expected = {a: d for a, d in self.expected.items() if a not in removed}
        self.expected |= by_id(given)

    @rule()
    def tidy(self) -> None:
        self.folder.tidy()

    @rule()
    def begin_anew(self) -> None:
        self.folder.begin_anew()
        self.expected = {}

    @invariant()
    def holds_what_was_written(self) -> None:
        assert found(self.folder) == self.expected

    def teardown(self) -> None:
        self.path.cleanup()


TestFolder = Folder.TestCase
TestFolder.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
