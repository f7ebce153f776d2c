"""What a person wrote comes back as it was written, and is found by article and tag."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.model import AnnotationFilter, AnnotationState, Change, Tag, TagCount
from zhupi.store import Store

_WORDS = st.text(st.characters(), min_size=1, max_size=20)


@pytest.fixture
def with_articles(store: Store, make_article: Any) -> Store:
    store.add_articles([make_article("a1"), make_article("a2")])
    return store


@given(tags=st.lists(_WORDS, max_size=4).map(tuple), note=_WORDS)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_an_annotation_comes_back_whole(
    with_articles: Store, make_annotation: Any, tags: tuple[str, ...], note: str
) -> None:
    """Tags in their order, the note, the quote and times with their offsets, whatever is pasted."""
    store = with_articles
    annotation = make_annotation(f"n{len(store.annotations())}", tags=tags, note=note)
    store.add_annotations([annotation])
    assert store.annotation(annotation.id) == annotation
    assert annotation in store.annotations(AnnotationFilter(articles=("a1",)))


def test_annotations_come_in_reading_order(with_articles: Store, make_annotation: Any) -> None:
    """Panels and exports go down the text; overlapping ones all stay."""
    made = [
        make_annotation("n4", "a2", 0, 1),
        make_annotation("n3", "a1", 3, 5),
        make_annotation("n2", "a1", 0, 5),
        make_annotation("n1", "a1", 0, 5),
        make_annotation("n0", "a1", 0, 9),
    ]
    with_articles.add_annotations(made)
    assert [a.id for a in with_articles.annotations()] == ["n1", "n2", "n0", "n3", "n4"]


def test_filters_find_a_tag_and_all_below_it(with_articles: Store, make_annotation: Any) -> None:
    """`外交` takes in `外交/会晤` but not `外交部`."""
    store = with_articles
    store.add_annotations(
        [
            make_annotation("n1", tags=("外交",), color="pink"),
            make_annotation("n2", tags=("外交/会晤/元首", "经济")),
            make_annotation("n3", "a2", tags=("外交部",)),
            make_annotation("n4", "a2", 0, 999, state=AnnotationState.ORPHAN),
        ]
    )

    def chosen(**fields: Any) -> list[str]:
        return [a.id for a in store.annotations(AnnotationFilter(**fields))]

    assert chosen(tag="外交") == ["n1", "n2"]
    assert chosen(tag="外交/会晤") == ["n2"]
    assert chosen(tag="外") == []
    assert chosen(articles=("a2",)) == ["n3", "n4"]
    assert chosen(articles=("a1", "a2"), tag="外交部") == ["n3"]
    assert chosen(state=AnnotationState.ORPHAN) == ["n4"]
    assert chosen(color="pink") == ["n1"]


def test_tags_are_listed_with_their_counts(with_articles: Store, make_annotation: Any) -> None:
    """In use, described, or both; a tag that nobody uses or described any more is gone."""
    store = with_articles
    store.add_annotations(
        [
            make_annotation("n1", tags=("外交", "外交/会晤", "外交")),
            make_annotation("n2", tags=("外交", "经济")),
        ]
    )
    store.set_tag(Tag("外交", "pink", "国与国之间"))
    store.set_tag(Tag("备用", "blue"))
    store.delete_annotations(["n2"])
    assert store.tags() == [
        TagCount(Tag("备用", "blue"), 0),
        TagCount(Tag("外交", "pink", "国与国之间"), 1),
        TagCount(Tag("外交/会晤"), 1),
    ]


@pytest.mark.parametrize("path", ["", " ", "/", "外交/", "/外交", "外交//会晤"])
def test_a_tag_needs_a_name(store: Store, path: str) -> None:
    """A tag without a name could be neither seen nor chosen."""
    with pytest.raises(InvalidRequestError, match="needs a name"):
        store.set_tag(Tag(path))


def test_an_edit_replaces_the_annotation_and_its_tags(
    with_articles: Store, make_annotation: Any
) -> None:
    """Retagging must not leave a passage listed under the old tag."""
    with_articles.add_annotations([make_annotation("n1", tags=("旧",))])
    edited = make_annotation("n1", tags=("新",), note="改过")
    change = with_articles.update_annotations([edited])
    assert change == Change("edit", "window", annotations=("n1",), tags=("新", "旧"))
    assert with_articles.annotation("n1") == edited
    assert [t.tag.path for t in with_articles.tags()] == ["新"]


def test_wrong_requests_change_nothing(with_articles: Store, make_annotation: Any) -> None:
    """Each gives its sentence; what came before it in the same request is not kept either."""
    store, good = with_articles, make_annotation("n1")
    store.add_annotations([good])
    with pytest.raises(InvalidRequestError, match="already holds an annotation n1"):
        store.add_annotations([make_annotation("n2"), make_annotation("n1", note="x")])
    with pytest.raises(InvalidRequestError, match="0 to 999 lies outside the article"):
        store.add_annotations([make_annotation("n2", end=999)])
    with pytest.raises(InvalidRequestError, match="-1 to 2 lies outside"):
        store.add_annotations([make_annotation("n2", start=-1)])
    with pytest.raises(NotFoundError, match="no article zz"):
        store.add_annotations([make_annotation("n2", "zz")])
    with pytest.raises(NotFoundError, match="no annotation zz"):
        store.update_annotations([make_annotation("n1", note="x"), make_annotation("zz")])
    with pytest.raises(NotFoundError, match="no annotation zz"):
        store.delete_annotations(["n1", "zz"])
    with pytest.raises(NotFoundError):
        store.annotation("zz")
    assert store.annotations() == [good]
    assert store.next_undo() == "annotate"


def test_ids_may_be_shortened_while_unique(with_articles: Store, make_annotation: Any) -> None:
    """As for articles."""
    with_articles.add_annotations([make_annotation("abc"), make_annotation("abd")])
    assert with_articles.resolve_annotation("abd") == "abd"
    with pytest.raises(NotFoundError, match="Several annotations begin with ab"):
        with_articles.resolve_annotation("ab")
    with pytest.raises(NotFoundError, match="no annotation x"):
        with_articles.resolve_annotation("x")
