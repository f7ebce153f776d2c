"""Articles come back as they went in, and lists find and order them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.model import ArticleFilter, ArticleSort, Label, Mention, ReadingState
from zhupi.core.search import SearchDocument
from zhupi.store import Store

_NASTY = st.text(st.characters(), max_size=40)


def test_an_article_comes_back_whole(store: Store, make_article: Any) -> None:
    """Otherwise text, image addresses, links or the byline would be lost."""
    article = make_article()
    store.add_articles([article])
    assert store.article("a1") == article


@given(title=_NASTY, text=_NASTY, path=_NASTY, url=_NASTY)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_string_survives(
    store: Store, make_article: Any, title: str, text: str, path: str, url: str
) -> None:
    """NUL, lone surrogates, astral characters: no file name or text is refused or changed."""
    number = len(store.digests())
    article = make_article(f"n{number}", title=title, text=text, path=path, url=url)
    store.add_articles([article])
    assert store.article(article.id) == article
    assert store.summaries([article.id])[0].characters == len(text)
    assert store.find_by_path(path) == article.id


def test_dates_before_the_year_1000_survive(store: Store, make_article: Any) -> None:
    """Documents about dynasties may be dated so."""
    store.add_articles([make_article("old", published=date(645, 1, 2)), make_article("new")])
    assert store.article("old").published == date(645, 1, 2)
    assert store.article_ids(sort=ArticleSort.OLDEST) == ["old", "new"]


def test_an_id_that_is_taken_is_refused_and_nothing_of_the_batch_is_kept(
    store: Store, make_article: Any
) -> None:
    """An import must not replace an article behind its annotations' back."""
    first = make_article("a1")
    store.add_articles([first])
    with pytest.raises(InvalidRequestError, match="already holds an article a1"):
        store.add_articles([make_article("a2"), make_article("a1", title="别的")])
    assert store.digests() == {"a1": first.digest}


def test_an_unknown_article_is_not_found(store: Store) -> None:
    """A wrong id gives a sentence, not a crash."""
    with pytest.raises(NotFoundError, match="no article zz"):
        store.article("zz")
    with pytest.raises(NotFoundError):
        store.delete_articles(["zz"])
    with pytest.raises(NotFoundError):
        store.set_reading(["zz"], ReadingState.READ)


def test_ids_may_be_shortened_while_unique(store: Store, make_article: Any) -> None:
    """The command line takes the first characters of an id."""
    store.add_articles([make_article(key) for key in ("abc", "abcd", "b7")])
    assert store.resolve_article("b") == "b7"
    assert store.resolve_article("abc") == "abc"
    with pytest.raises(NotFoundError, match="Several articles begin with ab"):
        store.resolve_article("ab")
    for prefix in ("", "x", "%", "\udcff", "\x00"):
        with pytest.raises(NotFoundError):
            store.resolve_article(prefix)


def test_orders_keep_the_undated_last(store: Store, make_article: Any) -> None:
    """A reader looks for the newest first; what has no date must not stand in the way."""
    days = {"a": date(2020, 1, 1), "b": date(2022, 1, 1), "c": None, "d": date(2020, 1, 1)}
    titles = {"a": "乙", "b": "丁", "c": "一", "d": "丙"}
    store.add_articles([make_article(k, title=titles[k], published=days[k]) for k in "abcd"])
    assert store.article_ids(sort=ArticleSort.NEWEST) == ["b", "d", "a", "c"]
    assert store.article_ids(sort=ArticleSort.OLDEST) == ["d", "a", "b", "c"]
    assert store.article_ids(sort=ArticleSort.IMPORTED) == ["d", "c", "b", "a"]
    assert store.article_ids(sort=ArticleSort.TITLE) == ["c", "b", "d", "a"]


def test_filters_narrow_the_list(store: Store, make_article: Any, make_annotation: Any) -> None:
    """Each filter of the list keeps exactly what it names."""
    store.add_articles(
        [
            make_article("a", source="甲报", published=date(2020, 5, 1)),
            make_article("b", source="乙报", published=date(2020, 5, 2)),
            make_article("c", source="丙报", published=None),
        ]
    )
    store.add_annotations([make_annotation("n", "b", tags=("外交/会晤",))])
    store.set_reading(["a"], ReadingState.READ)

    def chosen(**fields: Any) -> set[str]:
        return set(store.article_ids(ArticleFilter(**fields)))

    assert chosen(sources=("甲报", "丙报")) == {"a", "c"}
    assert chosen(annotated=True) == {"b"}
    assert chosen(annotated=False) == {"a", "c"}
    assert chosen(reading=ReadingState.READ) == {"a"}
    assert chosen(reading=ReadingState.UNREAD) == {"b", "c"}
    assert chosen(published_from=date(2020, 5, 2)) == {"b"}
    assert chosen(published_to=date(2020, 5, 1)) == {"a"}
    assert chosen(tag="外交") == {"b"}
    assert chosen(tag="外") == set()
    assert chosen(tag="外交", sources=("甲报",)) == set()


def test_summaries_come_in_the_order_asked_for(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """A list shows rows where it asked for them; an article deleted meanwhile is left out."""
    before = datetime.now(UTC)
    store.add_articles([make_article("a"), make_article("b")])
    store.add_annotations([make_annotation("n1", "a"), make_annotation("n2", "a")])
    found = store.summaries(["b", "gone", "a"])
    assert [(s.id, s.annotations) for s in found] == [("b", 0), ("a", 2)]
    assert found[0].byline == make_article().byline
    assert found[0].reading is ReadingState.UNREAD
    assert before <= found[0].imported <= datetime.now(UTC)


def test_the_index_and_the_importer_find_what_they_need(store: Store, make_article: Any) -> None:
    """Re-importing changes nothing, and the index knows what to update, because of these."""
    a, b = make_article("a"), make_article("b", path="/news/a.html", source="")
    store.add_articles([a, b])
    assert store.digests() == {"a": a.digest, "b": b.digest}
    assert store.find_by_digest(a.digest) == "a"
    assert store.find_by_digest("none") is None
    assert store.find_by_path("/news/a.html") == "b"
    assert store.find_by_path("/elsewhere") is None
    assert store.sources() == {"": 1, "史学": 1}
    assert list(store.search.documents(["b", "gone", "a"])) == [
        SearchDocument(
            x.id, x.digest, x.title, x.text, x.source, x.published, authors=("某甲", "某乙")
        )
        for x in (b, a)
    ]


def test_a_long_list_of_documents_comes_whole(store: Store, make_article: Any) -> None:
    """Documents are read in portions; none may fall between two of them."""
    keys = [f"k{n:03}" for n in range(123)]
    store.add_articles([make_article(key) for key in keys])
    assert [d.article for d in store.search.documents(keys)] == keys


def test_writing_goes_on_while_documents_are_read(store: Store, make_article: Any) -> None:
    """Indexing reads every text for minutes; a highlight made meanwhile must not wait."""
    store.add_articles([make_article(f"k{n:03}") for n in range(60)])
    documents = store.search.documents(store.article_ids())
    next(documents)
    store.set_reading(["k000"], ReadingState.READ)
    assert len(list(documents)) == 59


def test_mentions_are_kept_for_one_content_and_one_recogniser(
    store: Store, make_article: Any
) -> None:
    """Mentions of an older text or an older recogniser would be shown at wrong places."""
    article = make_article()
    store.add_articles([article])
    found = [Mention(0, 2, Label.PERSON, "e1"), Mention(1, 2, Label.TIME, "e2", "2021-03", 0.5)]
    assert store.mentions.get("a1", article.digest, "v1") is None
    store.mentions.put("a1", article.digest, "v1", found)
    assert store.mentions.get("a1", article.digest, "v1") == found
    assert store.mentions.get("a1", article.digest, "v2") is None
    assert store.mentions.get("a1", "other", "v1") is None
    store.mentions.put("a1", article.digest, "v2", [])
    assert store.mentions.get("a1", article.digest, "v2") == []
    assert store.mentions.get("a1", article.digest, "v1") is None


def test_mentions_that_come_too_late_are_not_kept(store: Store, make_article: Any) -> None:
    """The worker may finish after the article was corrected or deleted."""
    article = make_article()
    store.add_articles([article])
    store.mentions.put("a1", "digest of an older text", "v1", [])
    assert store.mentions.get("a1", "digest of an older text", "v1") is None
    store.mentions.put("a1", article.digest, "v1", [])
    store.delete_articles(["a1"])
    store.mentions.put("a1", article.digest, "v1", [])
    store.undo()
    assert store.mentions.get("a1", article.digest, "v1") is None
    assert store.next_undo() is None


def test_reprints_are_told_and_undo_keeps_them_told(store: Store, make_article: Any) -> None:
    """The import report names the article that a new one resembles, also after an undo."""
    body = "".join(chr(0x4E00 + n * 37 % 20000) for n in range(900))
    store.add_articles(
        [
            make_article("a", text=f"原题\n{body}"),
            make_article("b", text=f"转载\n{body}（完）"),
            make_article("c", text="别题\n" + body[::-1]),
        ]
    )
    assert store.near_duplicates("a") == ["b"]
    store.delete_articles(["b"])
    assert store.near_duplicates("a") == []
    store.undo()
    assert store.near_duplicates("a") == ["b"]
    assert store.has_article("b")
    assert not store.has_article("zz")


def test_what_the_recogniser_has_still_to_read_is_known(store: Store, make_article: Any) -> None:
    """A sweep over the library must neither begin anew each time nor leave an article out."""
    old, new, undated = (
        make_article("old", published=date(2001, 1, 1)),
        make_article("new", published=date(2022, 1, 1)),
        make_article("undated", published=None),
    )
    store.add_articles([old, new, undated])
    assert store.mentions.missing("v1") == ["new", "old", "undated"]
    store.mentions.put_all("v1", [("new", new.digest, []), ("undated", undated.digest, [])])
    assert store.mentions.missing("v1") == ["old"]
    assert store.mentions.missing("v2") == ["new", "old", "undated"]
    store.replace_article(make_article("new", text="改过的正文。"), [])
    assert store.mentions.missing("v1") == ["new", "old"]


def test_a_damaged_date_or_byline_does_not_hide_the_article(
    store: Store, make_article: Any
) -> None:
    """Search finds it all the same, and the others with it; `check` tells of the damage."""
    store.add_articles([make_article("a1"), make_article("a2")])
    with store._connections.write() as raw:
        raw.execute("UPDATE articles SET published = 'x', byline = '[' WHERE id = 'a1'")
    first, second = store.search.documents(["a1", "a2"])
    assert (first.published, first.authors) == (None, ())
    assert (second.published, second.authors) == (date(2021, 3, 4), ("某甲", "某乙"))
    assert [p.key for p in store.check(full=True)] == ["a1"]
