"""Where passages stood before their text changed, and the old texts that are kept for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import LibraryError, NotFoundError
from zhupi.core.model import (
    Annotation,
    AnnotationFilter,
    AnnotationState,
    Origin,
    Tag,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.store import Store

_SECOND = "二稿\n文字与先前的不同了，但不太短。"
_WAITING = (AnnotationState.MOVED, AnnotationState.AMBIGUOUS, AnnotationState.ORPHAN)


def _moved(
    annotation: Annotation,
    version: str,
    state: AnnotationState = AnnotationState.MOVED,
    confidence: float = 0.1 + 0.2,
) -> Annotation:
    """As re-anchoring leaves one that it is not sure of."""
    origin = Origin(version, annotation.target.position, annotation.target.quote)
    target = replace(annotation.target, position=TextPositionSelector(1, 3))
    return replace(annotation, target=target, state=state, confidence=confidence, origin=origin)


def _settled(annotation: Annotation, text: str) -> Annotation:
    """As a person leaves one who has confirmed its place."""
    quote = TextQuoteSelector(annotation.span.of(text))
    target = replace(annotation.target, quote=quote)
    resolved = AnnotationState.RESOLVED
    return replace(annotation, target=target, state=resolved, confidence=1.0, origin=None)


@pytest.fixture
def noted(store: Store, make_article: Any, make_annotation: Any) -> Store:
    """An article with two passages, and another."""
    store.add_articles([make_article("a1"), make_article("a2")])
    store.add_annotations(
        [make_annotation("n1"), make_annotation("n2", start=9, end=12), make_annotation("n3", "a2")]
    )
    return store


@pytest.mark.parametrize("state", _WAITING)
def test_where_a_passage_stood_comes_back_whole(
    noted: Store, make_article: Any, state: AnnotationState
) -> None:
    """Its place, its words and the sureness are what a person decides by."""
    old, new = noted.article("a1"), make_article("a1", text="新题\n新文")
    n1, n2, n3 = noted.annotations()
    carried = [_moved(n1, old.digest, state), _moved(n2, "", state, 0.0)]
    noted.replace_article(new, carried)
    assert noted.annotation("n1") == carried[0]
    assert noted.annotations() == [*sorted(carried, key=lambda a: a.id), n3]
    assert noted.annotations(AnnotationFilter(state=state)) == carried
    assert noted.waiting() == {s: 2 if s is state else 0 for s in _WAITING}
    assert noted.annotation("n1").original_quote == n1.quote
    assert noted.check(full=True) == []


def test_sureness_without_an_origin_is_kept_too(noted: Store) -> None:
    """What an older version left is not known, but how sure it is may be."""
    annotation = replace(noted.annotation("n1"), state=AnnotationState.MOVED, confidence=0.5)
    noted.update_annotations([annotation])
    assert noted.annotation("n1") == annotation


def test_the_old_text_stays_while_a_passage_waits(noted: Store, make_article: Any) -> None:
    """It can be laid beside the new one, and be put back."""
    old, before = noted.article("a1"), datetime.now(UTC)
    n1, n2, _ = noted.annotations()
    new = make_article("a1", text="新题\n新文" + "。" * 9)
    noted.replace_article(new, [_moved(n1, old.digest), _moved(n2, old.digest)])
    [(digest, replaced)] = noted.versions("a1")
    assert digest == old.digest
    assert before <= replaced <= datetime.now(UTC)
    assert noted.version("a1", digest) == old
    assert noted.article("a1") == new

    noted.update_annotations([_settled(noted.annotation("n1"), new.text)], "accept")
    assert noted.version("a1", digest) == old
    noted.delete_annotations(["n2"])
    assert noted.versions("a1") == []
    with pytest.raises(NotFoundError, match="a1"):
        noted.version("a1", digest)
    noted.undo()
    assert noted.versions("a1") == [(digest, replaced)]
    assert noted.version("a1", digest) == old
    assert noted.check(full=True) == []


def test_nothing_is_kept_where_every_passage_stayed(noted: Store, make_article: Any) -> None:
    """A library must not hold every text it ever had."""
    n1, n2, _ = noted.annotations()
    noted.replace_article(make_article("a1", title="改"), [n1, n2])
    assert noted.versions("a1") == []


def test_passages_wait_for_the_text_they_were_chosen_in(noted: Store, make_article: Any) -> None:
    """Two corrections later the first text is still there, and the one between is not."""
    first = noted.article("a1")
    n1, n2, _ = noted.annotations()
    noted.replace_article(make_article("a1", text=_SECOND), [_moved(n1, first.digest), n2])
    second = noted.article("a1")
    noted.replace_article(
        make_article("a1", text=_SECOND + "再改。"),
        [noted.annotation("n1"), _moved(n2, second.digest)],
    )
    assert [digest for digest, _ in noted.versions("a1")] == [second.digest, first.digest]
    noted.update_annotations([_settled(noted.annotation("n2"), _SECOND)])
    assert [digest for digest, _ in noted.versions("a1")] == [first.digest]


def test_two_articles_keep_the_same_text_each_for_itself(
    noted: Store, make_article: Any, make_annotation: Any
) -> None:
    """A decision about one passage must not take the old text from another article."""
    digest = noted.article("a1").digest
    n1, n2, n3 = noted.annotations()
    assert noted.article("a2").digest != digest
    twin = make_article("a2", url="https://example.org/a1")
    noted.replace_article(twin, [n3])
    assert noted.article("a2").digest == digest
    noted.replace_article(make_article("a1", text=_SECOND), [_moved(n1, digest), n2])
    noted.replace_article(make_article("a2", text=_SECOND), [_moved(n3, digest)])
    noted.update_annotations([_settled(noted.annotation("n1"), _SECOND)])
    assert noted.versions("a1") == []
    assert [found for found, _ in noted.versions("a2")] == [digest]


def test_deleting_an_article_takes_its_old_texts_and_undo_brings_them(
    noted: Store, make_article: Any
) -> None:
    """Nothing of it may stay behind, and nothing be lost by a slip."""
    old = noted.article("a1")
    n1, n2, _ = noted.annotations()
    noted.replace_article(
        make_article("a1", text=_SECOND), [_moved(n1, old.digest), _settled(n2, _SECOND)]
    )
    waiting = noted.annotation("n1")
    noted.delete_articles(["a1"])
    assert noted.waiting()[AnnotationState.MOVED] == 0
    with noted._connections.read() as connection:
        for table in ("origins", "versions"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    noted.undo()
    assert noted.annotation("n1") == waiting
    assert noted.version("a1", old.digest) == old
    assert noted.check(full=True) == []


def test_a_damaged_text_is_not_kept_as_if_it_were_whole(
    noted: Store, make_article: Any, folder: Path
) -> None:
    """Under a checksum of its own nobody could tell any more."""
    digest = noted.article("a1").digest
    n1, n2, _ = noted.annotations()
    with noted._connections.write() as connection:
        connection.execute(
            "UPDATE contents SET text = replace(text, '朱', '未') WHERE article = 'a1'"
        )
    noted.replace_article(make_article("a1", text=_SECOND), [_moved(n1, digest), n2])
    assert noted.versions("a1") == []
    assert noted.annotation("n1").original_quote == "朱批"


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE origins SET exact = '来批'", "origins"),
        ("UPDATE origins SET confidence = 0.9", "origins"),
        ("UPDATE versions SET data = replace(data, '朱', '未')", "versions"),
        ("UPDATE tag_keys SET tag = '外文'", "tag_keys"),
    ],
)
def test_damage_to_what_is_kept_is_noticed(
    noted: Store, make_article: Any, sql: str, table: str
) -> None:
    """A passage must not be judged by words that never stood there."""
    old = noted.article("a1")
    n1, n2, _ = noted.annotations()
    noted.set_tag(Tag("外交", key=1))
    noted.replace_article(
        make_article("a1", text=_SECOND), [_moved(n1, old.digest), _settled(n2, _SECOND)]
    )
    with noted._connections.write() as connection:
        connection.execute(sql)
    assert [(p.kind, p.table) for p in noted.check(full=True)] == [("checksum", table)]
    if table == "origins":
        with pytest.raises(LibraryError, match=r"n1 in .* is damaged"):
            noted.annotation("n1")
        noted.delete_annotations(["n1"])
    if table == "versions":
        with pytest.raises(LibraryError, match=r"old text .* is damaged"):
            noted.version("a1", old.digest)
