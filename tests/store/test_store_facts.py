"""What search is told of an article beside its content."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from typing import Any

import pytest

from zhupi.core.model import Label, Mention, ReadingState
from zhupi.core.search import ArticleFacts, EntityFacts
from zhupi.store import Store
from zhupi.store.entity_counts import plain
from zhupi.store.facts import MOST_ALIASES, MOST_ENTITIES, entity_facts


def test_tags_notes_and_reading_come_sorted_and_once(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """Equal facts must have equal digests, in whatever order they were written."""
    store.add_articles([make_article("a1"), make_article("a2"), make_article("a3")])
    store.add_annotations(
        [
            make_annotation("n1", tags=("外交/会晤", "外交"), note="乙"),
            make_annotation("n2", tags=("外交",), note="甲"),
            make_annotation("n3", "a2"),
        ]
    )
    store.set_reading(["a1"], ReadingState.READ)
    assert list(store.search.facts(["a3", "gone", "a1", "a2"])) == [
        ArticleFacts("a3"),
        ArticleFacts(
            "a1",
            tags=("外交", "外交/会晤"),
            notes=("乙", "甲"),
            read=True,
            annotated=True,
        ),
        ArticleFacts("a2", annotated=True),
    ]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        # A place is found by its full name, though the article only has the short one.
        ([("美", "PLACE:美国")], EntityFacts(Label.PLACE, "美国", ("美",))),
        ([("美国", "PLACE:美国"), ("美", "PLACE:美国")], EntityFacts(Label.PLACE, "美国", ("美",))),
        # Brackets and spaces of a Han name are none of it.
        (
            [("《通胀削减 法案》", "LAW:通胀削减法案")],
            EntityFacts(Label.LAW, "通胀削减法案", ("通胀削减 法案",)),
        ),
        # A Latin name keeps its space.
        (
            [("United\u3000Nations", "ORG:UnitedNations")],
            EntityFacts(Label.ORG, "United Nations"),
        ),
        # An id that says nothing: the most frequent, then the first.
        ([("UN", "ORG:"), ("联大", "ORG:")], EntityFacts(Label.ORG, "UN", ("联大",))),
        (
            [("UN", "ORG:"), ("联大", "ORG:"), ("联大", "ORG:")],
            EntityFacts(Label.ORG, "联大", ("UN",)),
        ),
    ],
)
def test_an_entity_is_called_what_people_call_it(
    named: list[tuple[str, str]], expected: EntityFacts
) -> None:
    """`place:美国` finds an article that says 美, and a facet shows one name for both."""
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for surface, entity in named:
        counted[entity.partition(":")[0], entity][plain(surface)] += 1
    assert entity_facts(counted) == [expected]


def test_many_names_are_bounded_to_the_most_frequent() -> None:
    """A page of figures must not swell the index."""
    many = {("ORG", f"ORG:{n}"): {f"{n}": 1} for n in range(MOST_ENTITIES + 50)}
    often = {("PLACE", "PLACE:某"): {f"某{n}": 1 for n in range(MOST_ALIASES + 5)}}
    facts = entity_facts(many | often)
    assert len(facts) == MOST_ENTITIES
    assert (facts[0].label, len(facts[0].aliases)) == (Label.PLACE, MOST_ALIASES)


def test_a_mention_of_nothing_and_a_time_are_no_entities(store: Store, make_article: Any) -> None:
    """A facet «» would narrow to nothing; a time is found by its date."""
    article = make_article(text="《》一月\n正文。")
    store.add_articles([article])
    mentions = [Mention(0, 2, Label.LAW, "LAW:"), Mention(2, 4, Label.TIME, "TIME:1", "01")]
    store.mentions.put("a1", article.digest, "v1", mentions)
    assert list(store.search.facts(["a1"])) == [ArticleFacts("a1")]


def test_entities_are_those_of_the_content_there_is(store: Store, make_article: Any) -> None:
    """After a correction the old text's names must not be found in the new one."""
    article = make_article(text="皇帝朱批\n正文。")
    store.add_articles([article])
    store.mentions.put("a1", article.digest, "v1", [Mention(0, 2, Label.PERSON, "PERSON:皇帝")])
    emperor = ArticleFacts("a1", entities=(EntityFacts(Label.PERSON, "皇帝"),))
    assert list(store.search.facts(["a1"])) == [emperor]
    store.replace_article(make_article(text="大臣朱批\n正文。"), [])
    assert list(store.search.facts(["a1"])) == [ArticleFacts("a1")]
    store.undo()
    assert list(store.search.facts(["a1"])) == [emperor]


def test_a_damaged_note_does_not_hide_the_others(
    store: Store, make_article: Any, make_annotation: Any
) -> None:
    """One bad row must not keep search from following all the rest."""
    store.add_articles([make_article()])
    store.add_annotations([make_annotation("n1", note="一"), make_annotation("n2", note="二")])
    store.mentions.put("a1", make_article().digest, "v1", [])
    with closing(sqlite3.connect(store.folder / "library.sqlite")) as raw:
        raw.execute("UPDATE annotations SET bodies = '[[' WHERE id = 'n1'")
        raw.execute("UPDATE mentions SET data = x'00'")
        raw.commit()
    assert list(store.search.facts(["a1"])) == [ArticleFacts("a1", notes=("二",), annotated=True)]
