"""The index follows the library: everything is found, nothing is compared that need not be."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from zhupi.core.errors import CancelledError, LibraryError
from zhupi.core.messages import message
from zhupi.core.model import (
    Annotation,
    Body,
    Label,
    Mention,
    Progress,
    Purpose,
    ReadingState,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.protocols import ProgressSink, ignore_progress
from zhupi.core.search import ArticleFacts, SearchDocument
from zhupi.store import Store
from zhupi.workspace import indexing
from zhupi.workspace.indexing import contents_current, index_state, sync_index


def tag(key: str, article: str, *tags: str) -> Annotation:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    bodies = tuple(Body(Purpose.TAGGING, one) for one in tags)
    target = Target(article, TextPositionSelector(0, 1), TextQuoteSelector("正"))
    return Annotation(key, target, bodies, "yellow", "读者", moment, moment)


def assert_equal(library: Store, backend: Any) -> None:
    """Every article by its present content and facts, and nothing else."""
    assert backend.indexed() == library.digests()
    for facts in library.search.facts(library.article_ids()):
        assert backend.facts.get(facts.article, ArticleFacts(facts.article)) == facts
    assert set(backend.facts) <= set(library.digests())
    assert index_state(library, backend).complete
    assert index_state(library, backend, compare=True).complete
    assert contents_current(library, backend)


def test_one_more_article_is_found_without_comparing_all(
    library: Store, backend: Any, make: Any
) -> None:
    """Looking at a hundred thousand digests would take longer than the whole promise."""
    library.add_articles([make(f"a{n}") for n in range(9)])
    assert sync_index(library, backend, ignore_progress)
    backend.calls.clear()
    library.add_articles([make("new")])
    assert index_state(library, backend).missing == ("new",)
    assert sync_index(library, backend, ignore_progress)
    assert not {"indexed", "indexed_facts", "update_facts"} & set(backend.calls)
    assert not sync_index(library, backend, ignore_progress)
    assert_equal(library, backend)


def test_a_tag_costs_no_indexing_of_texts(library: Store, backend: Any, make: Any) -> None:
    """`tag:` must follow within a second, however many articles there are."""
    library.add_articles([make("a1"), make("a2")])
    sync_index(library, backend, ignore_progress)
    backend.calls.clear()
    library.add_annotations([tag("n1", "a2", "外交")])
    assert contents_current(library, backend)
    assert index_state(library, backend).facts_behind
    assert sync_index(library, backend, ignore_progress)
    assert backend.calls.count("update") == 0
    assert backend.facts["a2"].tags == ("外交",)
    library.undo()
    sync_index(library, backend, ignore_progress)
    assert_equal(library, backend)
    assert backend.facts["a2"] == ArticleFacts("a2")


def _stop_at(step: int) -> ProgressSink:
    left = iter(range(step))

    def progress(_step: Progress) -> None:
        if next(left, None) is None:
            raise CancelledError(message("Stopped."))

    return progress


_Work = Callable[[Store, Random, Any], None]


def _add(library: Store, random: Random, make: Any) -> None:
    keys = {f"a{random.randrange(30)}" for _ in range(random.randrange(1, 9))}
    library.add_articles([make(k) for k in sorted(keys) if not library.has_article(k)])


def _delete(library: Store, random: Random, _make: Any) -> None:
    ids = library.article_ids()
    library.delete_articles(random.sample(ids, min(2, len(ids))))


def _correct(library: Store, random: Random, make: Any) -> None:
    for key in library.article_ids()[:1]:
        mine = [a for a in library.annotations() if a.target.article == key]
        library.replace_article(make(key, f"正文{random.random()}"), mine)


def _tag(library: Store, random: Random, _make: Any) -> None:
    for key in random.sample(ids := library.article_ids(), min(2, len(ids))):
        library.add_annotations([tag(f"n{random.random()}", key, random.choice("甲乙"))])


def _name(library: Store, random: Random, _make: Any) -> None:
    for key, digest in random.sample(sorted(library.digests().items()), len(library.digests()))[:2]:
        library.mentions.put(key, digest, "v1", [Mention(0, 2, Label.PERSON, "PERSON:正文")])


def _read(library: Store, random: Random, _make: Any) -> None:
    library.set_reading(library.article_ids()[:3], random.choice(list(ReadingState)))


_WORKS: tuple[_Work, ...] = (
    _add,
    _delete,
    _correct,
    _tag,
    _name,
    _read,
    lambda library, _random, _make: suppressing(library.undo),
    lambda library, _random, _make: suppressing(library.redo),
)


def suppressing(work: Callable[[], object]) -> None:
    with suppress(Exception):  # a redo whose article is gone; another test's matter
        work()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_and_wherever_it_stops_the_index_comes_to_be_equal(
    library: Store, backend: Any, make: Any, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancelled, damaged or interrupted index must mend itself, and miss nothing for it."""
    monkeypatch.setattr(indexing, "FIRST_PORTION", 2)
    monkeypatch.setattr(indexing, "PORTION", 3)
    monkeypatch.setattr(indexing, "_FALLEN_BEHIND", 4)
    random = Random(seed)
    for _ in range(25):
        for work in random.choices(_WORKS, k=random.randrange(1, 5)):
            work(library, random, make)
        match random.randrange(5):
            case 0:
                with suppress(CancelledError):
                    sync_index(library, backend, _stop_at(random.randrange(6)))
            case 1:
                backend.damaged = True
            case 2:
                sync_index(library, backend, ignore_progress, pause=lambda: random.random() < 0.5)
            case 3:
                # What the index says it reached must never be more than it holds.
                if not backend.damaged and contents_current(library, backend):
                    assert backend.indexed() == library.digests()
            case _:
                sync_index(library, backend, ignore_progress)
                assert_equal(library, backend)
    sync_index(library, backend, ignore_progress)
    assert_equal(library, backend)


def test_what_changes_while_it_is_indexed_is_not_lost(
    library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article corrected at the wrong moment would never be found by its new words."""
    library.add_articles([make("a1"), make("a2")])
    documents = library.search.documents

    def interrupted(ids: Any) -> Iterator[SearchDocument]:
        yield from documents(ids)
        library.replace_article(make("a1", "改正后的正文"), [])
        library.add_annotations([tag("n1", "a2", "外交")])

    with monkeypatch.context() as patch:
        patch.setattr(library.search, "documents", interrupted)
        sync_index(library, backend, ignore_progress)
    assert not contents_current(library, backend)
    sync_index(library, backend, ignore_progress)
    assert_equal(library, backend)


def test_another_copy_of_the_library_is_compared_whole(
    library: Store, backend: Any, make: Any, tmp_path: Path
) -> None:
    """A backup put back beside a newer index would otherwise find what is no longer there."""
    library.add_articles([make("a1"), make("a2")])
    library.backup(tmp_path / "copy.sqlite")
    library.add_articles([make("a3")])
    library.add_annotations([tag("n1", "a1", "外交")])
    sync_index(library, backend, ignore_progress)
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "copy.sqlite", tmp_path / "other" / "library.sqlite")
    restored = Store.open(tmp_path / "other", "window")
    assert not contents_current(restored, backend)
    state = index_state(restored, backend)
    assert (state.missing, state.surplus, state.facts_behind) == ((), ("a3",), True)
    assert sync_index(restored, backend, ignore_progress)
    assert_equal(restored, backend)
    restored.close()


def test_a_pause_lets_others_in_and_keeps_what_was_done(
    library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tag set while a large import is indexed must not wait for its end."""
    monkeypatch.setattr(indexing, "FIRST_PORTION", 2)
    monkeypatch.setattr(indexing, "PORTION", 5)
    sync_index(library, backend, ignore_progress)
    library.add_articles([make(f"a{n:02}") for n in range(11)])
    sync_index(library, backend, ignore_progress, pause=lambda: True)
    assert len(backend.documents) == 2
    assert not contents_current(library, backend)
    backend.calls.clear()
    library.add_annotations([tag("n1", "a10", "外交")])
    answers = iter([False, True])
    sync_index(library, backend, ignore_progress, pause=lambda: next(answers))
    assert backend.facts["a10"].tags == ("外交",)
    assert [c for c in backend.calls if c.startswith("update")] == [
        "update_facts",
        "update",
        "update",
    ]
    sync_index(library, backend, ignore_progress)
    assert_equal(library, backend)


def test_those_who_make_room_for_each_other_come_to_the_end(
    library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import and the search for names, both indexing, would take turns at the same articles."""
    monkeypatch.setattr(indexing, "FIRST_PORTION", 2)
    sync_index(library, backend, ignore_progress)
    library.add_articles([make(f"a{n:02}") for n in range(11)])
    for _turn in range(6):
        assert not contents_current(library, backend)
        sync_index(library, backend, ignore_progress, pause=lambda: True)
    assert contents_current(library, backend)
    assert_equal(library, backend)


def test_an_index_that_was_stopped_before_it_could_say_so_is_told_what_it_reached(
    library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers would be called incomplete for ever, though nothing is missing."""
    monkeypatch.setattr(indexing, "FIRST_PORTION", 2)
    sync_index(library, backend, ignore_progress)
    before = backend.position
    library.add_articles([make(f"a{n:02}") for n in range(5)])
    sync_index(library, backend, ignore_progress)
    backend.position = before
    sync_index(library, backend, ignore_progress)
    assert contents_current(library, backend)


def test_a_damaged_index_is_built_anew(library: Store, backend: Any, make: Any) -> None:
    """Nothing in it is anybody's work; nobody should have to know that it exists."""
    library.add_articles([make("a1")])
    library.set_reading(["a1"], ReadingState.READ)
    sync_index(library, backend, ignore_progress)
    backend.damaged = True
    state = index_state(library, backend)
    assert (state.damaged, state.missing, state.complete) == (True, ("a1",), False)
    assert sync_index(library, backend, ignore_progress)
    assert backend.calls.count("clear") == 1
    assert_equal(library, backend)
    assert sync_index(library, backend, ignore_progress, rebuild=True)
    assert_equal(library, backend)


def test_a_memory_that_is_wrong_is_found_by_comparing(
    library: Store, backend: Any, make: Any
) -> None:
    """`check` must not believe what the index says of itself."""
    library.add_articles([make("a1"), make("a2")])
    library.set_reading(["a1"], ReadingState.READ)
    sync_index(library, backend, ignore_progress)
    del backend.documents["a2"]
    assert index_state(library, backend).complete
    assert index_state(library, backend, compare=True).missing == ("a2",)
    sync_index(library, backend, ignore_progress, compare=True)
    assert_equal(library, backend)
    backend.facts.clear()
    assert index_state(library, backend, compare=True).facts_behind
    sync_index(library, backend, ignore_progress, compare=True)
    assert_equal(library, backend)


def test_a_long_time_of_tagging_does_not_make_the_index_forget(
    library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After ten thousand tags all texts would be compared, though none had changed."""
    monkeypatch.setattr(indexing, "_FALLEN_BEHIND", 5)
    library.add_articles([make("a1")])
    sync_index(library, backend, ignore_progress)
    for number in range(7):
        library.add_annotations([tag(f"n{number}", "a1", "外交", str(number))])
        sync_index(library, backend, ignore_progress)
    reached, _ = backend.reached()
    assert reached is not None
    assert library.search.position().number - reached.number < 5
    assert_equal(library, backend)


def test_what_cannot_be_read_keeps_nothing_else_from_being_found(
    library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One damaged row must not end all following of the library."""
    library.add_articles([make("a1"), make("a2")])
    library.set_reading(["a1"], ReadingState.READ)

    def unreadable(_ids: Any) -> Iterator[ArticleFacts]:
        raise LibraryError(message("damaged"))
        yield

    with monkeypatch.context() as patch:
        patch.setattr(library.search, "facts", unreadable)
        with pytest.raises(LibraryError):
            sync_index(library, backend, ignore_progress)
    assert backend.indexed() == library.digests()
    sync_index(library, backend, ignore_progress)
    assert_equal(library, backend)
