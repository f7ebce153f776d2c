"""Asking: what is said of an answer, searching without an index, and saved searches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from zhupi.core.errors import (
    CancelledError,
    IndexDamagedError,
    InvalidRequestError,
    NotFoundError,
)
from zhupi.core.messages import message
from zhupi.core.model import Label, Mention, ReadingState
from zhupi.core.protocols import ignore_progress
from zhupi.core.search import (
    ConcordanceLine,
    ConcordanceRequest,
    ConcordanceSort,
    SearchRequest,
    SearchSort,
)
from zhupi.store import Store
from zhupi.workspace import Workspace


@pytest.fixture
def filled(library: Store, searched: Workspace, make: Any) -> Workspace:
    library.add_articles([make("a1", "中方表示关切。"), make("a2", "美方表示关切。")])
    searched.sync_index()
    return searched


def ids(page: Any) -> set[str]:
    return {hit.article for hit in page.hits}


def test_an_answer_is_complete_only_while_the_index_is_in_step(
    filled: Workspace, library: Store, make: Any
) -> None:
    """«12 articles» must not be said where a thirteenth is still to be indexed."""
    assert filled.search(SearchRequest("表示")).complete
    library.set_reading(["a1"], ReadingState.READ)
    assert filled.search(SearchRequest("表示")).complete
    library.add_articles([make("a3", "日方表示关切。")])
    library.delete_articles(["a2"])
    behind = filled.search(SearchRequest("表示"))
    assert (behind.complete, ids(behind), behind.total) == (False, {"a1"}, 1)
    filled.sync_index()
    now = filled.search(SearchRequest("表示"))
    assert (now.complete, ids(now)) == (True, {"a1", "a3"})


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("laws:刑法", "laws"),
        ("关切 OR who：王毅", "who"),
        ('speaker:"王毅"', "speaker"),
        ("speaker:(王毅 OR 布林肯)", "speaker"),
        ("speaker: 王毅", "speaker"),
        ("persons:=王毅", "persons"),
        ("职务:部长 -关切", "职务"),
        ("12:30", ""),
        ("https://a.b", ""),
        ("http：//a.b", ""),
        ("http:/", ""),
        ("https:", ""),
        ("mailto:a@b.c", ""),
        ("laws:", ""),
        ("外长：会谈", ""),
        ('"laws:刑法"', ""),
        ("foo:bar", "foo"),
        ("dates:2023", "dates"),
        ("LAWS:刑法", "LAWS"),
        ("记者:王五", "记者"),
        ("人物名:王五", "人物名"),
        ("比分:三比一", ""),
        ("网址:http", ""),
        ("正方:反方", ""),
        ("WHO：全球警报", ""),
        ("localhost:8080", ""),
        ("localhost: 8080", ""),
        ("tel:10086", ""),
        ("tel:+8610086", ""),
        ("tel：１００８６", ""),
    ],
)
def test_a_field_that_is_none_is_said_to_be_none(filled: Workspace, query: str, field: str) -> None:
    """«Nothing found» would be taken for: no article names it."""
    said = filled.search(SearchRequest(query)).remark
    assert (said is not None) == bool(field)
    assert said is None or str(said.values["field"]) == field
    # Where all is searched as typed there are no fields to mistake.
    assert filled.search(SearchRequest(query, literal=True)).remark is None


def test_a_field_that_is_none_is_told_whichever_way_was_searched(
    filled: Workspace, library: Store, backend: Any, make: Any
) -> None:
    """By an index that lags, and without any: then it is told beside the damage."""
    library.add_articles([make("a3", "日方表示关切。")])
    behind = filled.search(SearchRequest("laws:刑法"))
    assert behind.remark is not None
    assert (behind.complete, behind.remark.values["field"]) == (False, "laws")
    backend.damaged = True
    for query, said in (("laws:刑法", "“laws:” is no field"), ("(表示", "not closed")):
        scanned = str(filled.search(SearchRequest(query)).remark)
        assert said in scanned
        assert "texts themselves" in scanned
    assert "no field" not in str(filled.search(SearchRequest("laws:刑法", literal=True)).remark)
    found = str(filled.search(SearchRequest("表示")).remark)
    assert "no field" not in found
    assert "texts themselves" in found


def test_an_answer_about_names_says_where_nobody_has_looked_for_any(filled: Workspace) -> None:
    """«Nothing found» would be taken for: nobody of that name."""
    page = filled.search(SearchRequest("person:王毅"))
    assert page.complete is False
    assert page.remark is not None
    assert page.remark.values["count"] == 2
    assert filled.names_missing(["表示"]) == 0
    while filled.sweep().step(ignore_progress, 1.0):
        pass
    filled.sync_index()
    assert filled.search(SearchRequest("person:王毅")).complete


def test_what_changes_after_the_answer_began_is_not_called_complete(
    filled: Workspace, library: Store, backend: Any, make: Any
) -> None:
    """An index that catches up while somebody asks must not bless the older answer."""
    library.add_articles([make("a3", "日方表示关切。")])
    search = backend.search

    def meanwhile(*args: Any) -> Any:
        page = search(*args)
        filled.sync_index()
        return page

    backend.search = meanwhile
    page = filled.search(SearchRequest("表示"))
    assert (ids(page), page.complete) == ({"a1", "a2"}, False)


def test_a_damaged_index_is_replaced_by_the_texts_until_it_is_whole(
    filled: Workspace, library: Store, backend: Any, make: Any
) -> None:
    """Whoever searches for a quotation gets it, whatever became of a cache."""
    backend.damaged = True
    page = filled.search(SearchRequest("中方"))
    assert (ids(page), page.complete) == ({"a1"}, False)
    assert "texts themselves" in str(page.remark)
    assert filled.index_damaged
    # Half of it is there again: it would answer as if that were all.
    backend.clear()
    backend.documents["a2"] = next(library.search.documents(["a2"]))
    assert ids(filled.search(SearchRequest("表示"))) == {"a1", "a2"}
    assert filled.index_damaged
    filled.sync_index()
    whole = filled.search(SearchRequest("表示"))
    assert (ids(whole), whole.complete, whole.remark) == ({"a1", "a2"}, True, None)
    assert not filled.index_damaged


def test_searching_the_texts_knows_tags_and_names_too(
    filled: Workspace, library: Store, backend: Any
) -> None:
    """The answer is the same as the index would give, only slower."""
    digest = library.article("a1").digest
    library.mentions.put("a1", digest, "v1", [Mention(0, 2, Label.ORG, "ORG:中方")])
    library.set_reading(["a2"], ReadingState.READ)
    backend.damaged = True
    assert ids(filled.search(SearchRequest("表示 org:中方"))) == {"a1"}
    assert ids(filled.search(SearchRequest("is：read"))) == {"a2"}
    assert filled.search(SearchRequest("表示", facets=True)).facets["org"] == {"中方": 1}


@pytest.fixture
def naming(filled: Workspace, library: Store, backend: Any, make: Any) -> Workspace:
    """With five articles more that name a person, and an index that is of no use."""
    made = [make(f"b{number}", f"王毅{number}日表示关切。") for number in range(5)]
    library.add_articles(made)
    named = [Mention(0, 2, Label.PERSON, "PERSON:王毅")]
    library.mentions.put_all("v1", [(one.id, one.digest, named) for one in made])
    backend.damaged = True
    return filled


@pytest.fixture
def read(library: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read of the store meanwhile."""
    told: list[str] = []
    article, facts = Store.article, type(library.search).facts

    def counted_article(store: Store, key: str) -> Any:
        told.append(key)
        return article(store, key)

    def counted_facts(of: Any, some: Any) -> Any:
        told.append("facts")
        return facts(of, some)

    monkeypatch.setattr(Store, "article", counted_article)
    monkeypatch.setattr(type(library.search), "facts", counted_facts)
    return told


def test_names_in_hits_are_read_once_a_page_and_once_an_article(
    naming: Workspace, read: list[str]
) -> None:
    """Each key that is pressed asks for them: a page must not be read four times over."""
    page = naming.search(SearchRequest("person:王毅"))
    assert [hit.count for hit in page.hits] == [1] * 5
    # Once for the scan, which an index saves, and once for the page.
    assert sorted(read) == [*sorted(ids(page)), "facts", "facts"]


def test_looking_for_names_in_hits_can_be_stopped(naming: Workspace, read: list[str]) -> None:
    """What is typed next must not wait for the names of the page before."""

    def stop_after_two() -> None:
        if len(read) == 4:
            raise CancelledError(message("Stopped."))

    with pytest.raises(CancelledError):
        naming.search(SearchRequest("person:王毅"), stop_after_two)
    assert len(read) == 4


def test_searching_the_texts_can_be_stopped(filled: Workspace, backend: Any) -> None:
    """A newer keystroke must not wait for an answer that nobody wants any more."""
    backend.damaged = True

    def stop() -> None:
        raise CancelledError(message("Stopped."))

    with pytest.raises(CancelledError):
        filled.search(SearchRequest("表示"), stop)


def test_the_index_is_rebuilt_where_only_a_search_met_the_damage(
    filled: Workspace, backend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flipped bit deep in a file is seen by who reads it, and by nobody else."""

    def damaged(*_args: Any) -> Any:
        raise IndexDamagedError(message("The search index is damaged."))

    with monkeypatch.context() as patch:
        patch.setattr(backend, "search", damaged)
        assert filled.search(SearchRequest("表示")).total == 2
    assert filled.index_state().complete
    assert filled.sync_index().index
    assert "clear" in backend.calls
    assert filled.search(SearchRequest("表示")).complete


def test_damage_in_one_place_is_remembered_until_that_place_is_mended(
    filled: Workspace, library: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next search that succeeds must not hide it; nor may it be told once it is mended."""
    search = backend.search

    def damaged_in_part(request: SearchRequest, *rest: Any) -> Any:
        if request.query == "中方":
            raise IndexDamagedError(message("The search index is damaged."))
        return search(request, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(backend, "search", damaged_in_part)
        assert filled.search(SearchRequest("中方")).total == 1
        page = filled.search(SearchRequest("美方"))
        assert (page.total, page.complete, filled.index_damaged) == (1, True, True)
    # Another process has mended it, and an import goes on beside it.
    library.add_articles([make("a3", "日方表示关切。")])
    page = filled.search(SearchRequest("表示"))
    assert (page.total, page.complete, page.remark) == (2, False, None)
    assert not filled.index_damaged


def test_typing_goes_on_beside_a_damaged_index(filled: Workspace, backend: Any) -> None:
    """Completions are a help; that they are missing is no reason to be told anything."""
    backend.damaged = True
    assert filled.complete("中", 1) == ()
    assert filled.index_damaged
    with pytest.raises(IndexDamagedError):
        filled.more_like("a1")


@pytest.mark.parametrize("sort", list(ConcordanceSort))
def test_a_concordance_goes_on_in_the_texts_where_the_index_is_damaged(
    filled: Workspace, backend: Any, monkeypatch: pytest.MonkeyPatch, sort: ConcordanceSort
) -> None:
    """Otherwise lines are missing, or there twice, after damage in the midst of an answer."""
    request = ConcordanceRequest("表示", sort=sort)
    whole = list(filled.concordance(request))
    assert len(whole) == 2

    def breaking(*_args: Any) -> Iterator[ConcordanceLine]:
        yield whole[0]
        raise IndexDamagedError(message("The search index is damaged."))

    monkeypatch.setattr(backend, "concordance", breaking)
    lines = list(filled.concordance(request))
    assert lines[0] == whole[0]
    assert sorted(line.article for line in lines) == sorted(line.article for line in whole)
    assert filled.index_damaged
    assert {line.keyword for line in filled.concordance(request)} == {"表示"}
    assert len(list(filled.concordance(replace(request, limit=1)))) == 1


def test_a_query_says_why_it_is_not_understood_without_any_index(
    filled: Workspace, backend: Any
) -> None:
    """What would be searched instead is not what somebody wants to tag."""
    backend.damaged = True
    assert filled.remark("表示") is None
    assert "parenthesis" in str(filled.remark("(表示"))
    assert filled.remark('"(表示"', literal=True) is None


# --- saved searches ---------------------------------------------------------------------------


def test_a_saved_search_tells_what_is_new_to_it(
    filled: Workspace, library: Store, make: Any
) -> None:
    """The number beside its name: neither what was there before nor what does not match."""
    saved, change = filled.saved.save(" 关切 ", "表示", literal=True, sort=SearchSort.OLDEST)
    assert (saved.name, saved.literal, saved.sort) == ("关切", True, SearchSort.OLDEST)
    assert (change.searches, change.origin) == ((saved.id,), "window")
    assert filled.saved.every() == [saved]
    assert filled.saved.new_hits(saved) == 0
    library.add_articles([make("a3", "日方表示关切。"), make("a4", "天气晴。")])
    filled.sync_index()
    assert filled.saved.new_hits(saved) == 1
    filled.saved.mark_seen(saved.id)
    [now] = filled.saved.every()
    assert filled.saved.new_hits(now) == 0
    library.set_reading(["a1"], ReadingState.READ)
    assert filled.saved.new_hits(now) == 0


def test_what_the_index_does_not_yet_show_is_not_seen(
    filled: Workspace, library: Store, make: Any
) -> None:
    """Looking at the hits a second too early must not hide an article for ever."""
    saved, _ = filled.saved.save("关切", "表示")
    library.add_articles([make("a3", "日方表示关切。")])
    filled.saved.mark_seen(saved.id)
    later, _ = filled.saved.save("又", "表示")
    filled.sync_index()
    assert [filled.saved.new_hits(one) for one in (filled.saved.every()[0], later)] == [1, 1]


def test_a_saved_search_can_be_renamed_and_deleted_and_both_undone(filled: Workspace) -> None:
    """Like everything that a person writes."""
    saved, _ = filled.saved.save("关切", "表示")
    assert filled.saved.rename(saved.id, "表态").searches == (saved.id,)
    assert [s.name for s in filled.saved.every()] == ["表态"]
    filled.saved.delete(saved.id)
    assert filled.saved.every() == []
    filled.undo()
    filled.undo()
    assert filled.saved.every() == [saved]
    for call in (
        lambda: filled.saved.rename("gone", "名"),
        lambda: filled.saved.delete("gone"),
        lambda: filled.saved.mark_seen("gone"),
    ):
        with pytest.raises(NotFoundError, match="saved search gone"):
            call()
    with pytest.raises(InvalidRequestError, match="name"):
        filled.saved.save("  ", "表示")
