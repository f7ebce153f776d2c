"""How every `SearchBackend` follows the library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.contract import Factory, document, ids

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import SearchBackend
from zhupi.core.search import (
    ArticleFacts,
    FeedPosition,
    SearchDocument,
    SearchRequest,
)
from zhupi.search.scanning_backend import ScanningBackend


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


TEXTS = st.text(alphabet="中美国臺台ＡaB1，。“ \n\u3000𠀀𠀁\ud800", max_size=60)
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
