"""What articles name, counted over the library, and brought in step with corrections."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from zhupi.core.errors import LibraryError
from zhupi.core.messages import message
from zhupi.core.model import Article, Block, BlockKind, Label, Mention, Span
from zhupi.core.search import EntityFacts
from zhupi.core.understanding import Correction, CorrectionKind, EntityNames, EntitySummary, Scope
from zhupi.store import ProblemKind, Store
from zhupi.store.entity_queries import miscounted

_WORDS = {
    "林清": "PERSON:林清",
    "老林": "PERSON:林清",
    "海平镇": "PLACE:海平镇",
    "海平": "PLACE:海平镇",
    "清林社": "MEDIA:清林社",
}


def without(
    text: str,
    _blocks: Sequence[Span],
    mentions: Sequence[Mention],
    corrections: Sequence[Correction],
    article: str,
) -> list[Mention]:
    """Does what corrections say that something is no entity, or another's."""
    said = {c.found: c for c in corrections if c.article in {"", article}}
    kept = []
    for m in mentions:
        told = said.get(m.span.of(text))
        if told is None:
            kept.append(m)
        elif told.label is not None:
            kept.append(Mention(m.start, m.end, told.label, told.entity or m.entity))
    return kept


def recognised(text: str) -> list[Mention]:
    found = [
        Mention(at, at + len(word), Label(entity.partition(":")[0]), entity)
        for word, entity in _WORDS.items()
        for at in range(len(text))
        if text.startswith(word, at)
    ]
    return sorted(found, key=lambda m: (m.start, -m.end))


def article(key: str, text: str, published: date | None = date(2021, 3, 4)) -> Article:
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    return Article(key, f"题{key}", text, blocks, published=published)


def nothing(key: str, found: str, of: str = "", label: Label | None = None) -> Correction:
    """That `found` is no entity, or, with a label, another."""
    scope = Scope.ARTICLE if of else Scope.EVERYWHERE
    return Correction(
        key,
        CorrectionKind.NOT_ENTITY,
        scope,
        found,
        None,
        found,
        label,
        entity=f"{label}:{found}" if label else "",
        article=of,
        created=datetime.now(UTC),
    )


@pytest.fixture
def library(folder: Path) -> Iterator[Store]:
    opened = Store.create(folder, "window", correct=without)
    yield opened
    opened.close()


def read(store: Store, key: str, version: str = "v1") -> None:
    """Finds the names in an article."""
    found = store.article(key)
    store.mentions.put(key, found.digest, version, recognised(found.text))


def put(store: Store, *articles: Article) -> None:
    store.add_articles(articles)
    for one in articles:
        read(store, one.id)


def follow(store: Store) -> list[str]:
    changed: list[str] = []
    while (some := store.entities.follow()) is not None:
        changed += some
    return changed


def names(store: Store, typed: str = "") -> dict[str, int]:
    return {e.id: e.mentions for e in store.entities.summaries(typed, (), 0)}


def test_an_entity_has_counts_names_titles_and_days(library: Store) -> None:
    """What a reader asks of a name: how often, since when, and what else it is called."""
    put(
        library,
        article("a1", "林清到了海平镇，老林说林清。", date(2021, 3, 4)),
        article("a2", "林清走了。", date(2023, 1, 2)),
        article("a3", "林清无日期。", None),
    )
    said = [Mention(0, 2, Label.PERSON, "PERSON:林清", title="国务卿")]
    library.mentions.put("a2", library.article("a2").digest, "v1", said)
    assert library.entities.summary("PERSON:林清") == EntitySummary(
        "PERSON:林清",
        Label.PERSON,
        "林清",
        ("老林",),
        5,
        3,
        date(2021, 3, 4),
        date(2023, 1, 2),
        ("国务卿",),
    )
    assert library.entities.articles("PERSON:林清", 0) == [("a2", 1), ("a1", 3), ("a3", 1)]
    assert library.entities.articles("PERSON:林清", 1) == [("a2", 1)]
    assert library.entities.summary("PERSON:无人") is None
    assert library.entities.articles("PERSON:无人", 0) == []
    assert library.check(full=True) == []


def test_entities_are_found_by_any_of_their_names_and_listed_by_how_often(
    library: Store,
) -> None:
    """Typed in whichever script and width; a kind narrows."""
    put(library, article("a1", "海平镇。海平。海平镇。林清。林清。清林社。"))
    assert list(names(library)) == ["PLACE:海平镇", "PERSON:林清", "MEDIA:清林社"]
    assert list(names(library, "鎮")) == ["PLACE:海平镇"]
    assert list(names(library, "清")) == ["PERSON:林清", "MEDIA:清林社"]
    assert names(library, "无") == {}
    by_kind = library.entities.summaries("清", [Label.MEDIA, Label.ORG], 0)
    assert [e.id for e in by_kind] == ["MEDIA:清林社"]
    assert [e.id for e in library.entities.summaries("", (), 1)] == ["PLACE:海平镇"]


def test_a_name_in_both_scripts_is_listed_once(library: Store) -> None:
    """As the articles write it most often."""
    library.add_articles([article("a1", "臺灣。台灣。台湾。台湾。台。")])
    spans = [Span(0, 2), Span(3, 5), Span(6, 8), Span(9, 11), Span(12, 13)]
    said = [Mention(s.start, s.end, Label.PLACE, "PLACE:台湾") for s in spans]
    library.mentions.put("a1", library.article("a1").digest, "v1", said)
    [one] = library.entities.summaries("臺", (), 0)
    assert (one.name, one.aliases, one.mentions) == ("台湾", ("台",), 5)


def test_an_article_counts_once_however_often_it_is_read(library: Store) -> None:
    """A new version of the recogniser reads all anew; deleting and undoing change the counts."""
    put(library, article("a1", "林清。海平。"), article("a2", "林清。"))
    read(library, "a1", "v2")
    assert names(library) == {"PERSON:林清": 2, "PLACE:海平镇": 1}
    library.replace_article(article("a1", "林清，林清，老林。"), [])
    assert names(library) == {"PERSON:林清": 1}
    library.undo()
    assert follow(library) == ["a1"], "what was read of the old text holds again"
    assert names(library) == {"PERSON:林清": 2, "PLACE:海平镇": 1}
    library.delete_articles(["a1"])
    assert names(library) == {"PERSON:林清": 1}
    library.set_reading(["a2"], library.summaries(["a2"])[0].reading)
    assert names(library) == {"PERSON:林清": 1}


def test_corrections_reach_what_was_counted_before_and_what_comes(library: Store) -> None:
    """`org:` searches and the list of entities follow, and undo takes it back."""
    put(
        library, article("a1", "清林社。林清。"), article("a2", "清林社。"), article("a3", "林清。")
    )
    start = library.search.position()
    change = library.change_corrections([nothing("c1", "清林社")], (), "not an entity")
    assert change.corrections == ("c1",)
    assert library.entities.behind() == 3
    assert sorted(follow(library)) == ["a1", "a2"]
    assert library.entities.behind() == 0
    assert names(library) == {"PERSON:林清": 2}
    changes = library.search.changes_since(start)
    assert changes is not None
    assert changes.facts == ("a1", "a2")
    [facts] = library.search.facts(["a1"])
    assert facts.entities == (EntityFacts(Label.PERSON, "林清"),)
    put(library, article("a4", "清林社。"))
    assert "MEDIA:清林社" not in names(library)
    undone = library.undo()
    assert undone is not None
    assert undone.corrections == ("c1",)
    assert sorted(follow(library)) == ["a1", "a2", "a4"]
    assert names(library)["MEDIA:清林社"] == 3


def test_a_correction_of_one_article_touches_no_other(library: Store) -> None:
    """And of several articles only that one is looked at."""
    put(library, article("a1", "海平。"), article("a2", "海平。"))
    change = [nothing("c1", "海平", "a1", Label.ORG)]
    library.change_corrections(change, (), "correct label")
    assert library.entities.behind() == 1
    assert follow(library) == ["a1"]
    assert names(library) == {"PLACE:海平镇": 1, "ORG:海平": 1}
    library.change_corrections((), ["c1"], "withdraw")
    assert follow(library) == ["a1"]
    assert names(library) == {"PLACE:海平镇": 2}


def test_following_goes_on_where_it_was_stopped(
    library: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash or a close the next program does the rest, and nothing twice."""
    monkeypatch.setattr("zhupi.store.entities._READ_AT_ONCE", 2)
    put(library, *(article(f"a{n}", "清林社。") for n in range(7)))
    library.change_corrections([nothing("c1", "清林社")], (), "not an entity")
    assert library.entities.follow() == ["a0", "a1"]
    assert library.entities.behind() == 5
    library.close()
    again = Store.open(folder, "window", correct=without)
    assert follow(again) == ["a2", "a3", "a4", "a5", "a6"]
    assert names(again) == {}
    again.close()


def test_a_correction_made_while_others_follow_is_not_lost(
    library: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window corrects while the worker is on its way through the library."""
    monkeypatch.setattr("zhupi.store.entities._READ_AT_ONCE", 2)
    put(library, *(article(f"a{n}", "清林社。林清。") for n in range(5)))
    library.change_corrections([nothing("c1", "清林社")], (), "not an entity")
    assert library.entities.follow() == ["a0", "a1"]
    library.change_corrections([nothing("c2", "林清")], (), "not an entity")
    assert sorted(follow(library)) == ["a0", "a1", "a2", "a3", "a4"]
    assert names(library) == {}


def test_linked_entities_are_one_and_say_why(library: Store) -> None:
    """One entry for all names; whichever id is asked for, it is found."""
    put(
        library,
        article("a1", "林清。海平。", date(2021, 1, 1)),
        article("a2", "清林社。林清。", date(2022, 1, 1)),
    )
    assert sorted(library.entities.names(), key=lambda e: e.entity) == [
        EntityNames("MEDIA:清林社", Label.MEDIA, (("清林社", 1),)),
        EntityNames("PERSON:林清", Label.PERSON, (("林清", 2),)),
        EntityNames("PLACE:海平镇", Label.PLACE, (("海平", 1),)),
    ]
    why = message("They are one: {name}.", name="林清")
    counted, linked = library.entities.grown()
    assert counted > linked
    links = {"MEDIA:清林社": ("PERSON:林清", why), "PLACE:海平镇": ("PLACE:海平镇", why)}
    assert library.entities.put_links(links, counted)
    assert library.entities.grown() == (counted, counted)
    assert not library.entities.put_links(links, counted)
    one = library.entities.summary("MEDIA:清林社")
    assert one == library.entities.summary("PERSON:林清")
    assert one is not None
    assert (one.id, one.aliases, one.mentions, one.articles) == ("PERSON:林清", ("清林社",), 3, 2)
    assert (one.first, one.last, one.why) == (date(2021, 1, 1), date(2022, 1, 1), (why,))
    assert library.entities.articles("MEDIA:清林社", 0) == [("a2", 2), ("a1", 1)]
    assert names(library, "清林社") == {"PERSON:林清": 3}
    ring = {"MEDIA:清林社": ("PERSON:林清", why), "PERSON:林清": ("MEDIA:清林社", why)}
    library.entities.put_links(ring, counted)
    assert set(names(library)) == {"PERSON:林清", "PLACE:海平镇", "MEDIA:清林社"}
    chain = {
        "MEDIA:清林社": ("PERSON:林清", why),
        "PERSON:林清": ("PERSON:林清清", why),
    }
    library.entities.put_links(chain, counted)
    assert names(library) == {"PERSON:林清清": 3, "PLACE:海平镇": 1}


def test_mentions_that_nobody_counted_are_counted_without_reading_anew(library: Store) -> None:
    """In a library of an older version they are searched at once, and counted soon."""
    put(library, article("a1", "林清。"))
    with library._connections.write() as raw:
        for table in ("article_names", "entity_articles", "entity_names", "counted_articles"):
            raw.execute(f"DELETE FROM {table}")
        raw.execute("UPDATE entities SET mentions = 0, articles = 0")
    [facts] = library.search.facts(["a1"])
    assert facts.entities == (EntityFacts(Label.PERSON, "林清"),)
    assert library.entities.pending() == 1
    assert follow(library) == ["a1"]
    assert names(library) == {"PERSON:林清": 1}
    with library._connections.write() as raw:
        raw.execute("DELETE FROM counted_articles")
        raw.execute("UPDATE mentions SET data = x'00'")
    assert follow(library) == []
    assert library.mentions.missing("v1") == ["a1"], "what is damaged is found anew"


def test_a_correction_that_cannot_be_read_is_told_and_the_others_hold(library: Store) -> None:
    """One bad row must not bring back all that was corrected."""
    put(library, article("a1", "林清。清林社。"))
    told = [nothing("c1", "林清"), nothing("c2", "清林社")]
    library.change_corrections(told, (), "import corrections")
    with library._connections.write() as raw:
        raw.execute("UPDATE corrections SET kind = '?' WHERE id = 'c1'")
        raw.execute("UPDATE understanding SET number = number + 1 WHERE name = 'corrections'")
    assert library.entities.corrections().those("a1", "林清。清林社。") == [told[1]]
    follow(library)
    assert names(library) == {"PERSON:林清": 1}
    with pytest.raises(LibraryError, match=r"correction c1 .* is damaged"):
        library.corrections()
    assert [(p.kind, p.key) for p in library.check(full=False)] == [("checksum", "c1")]
    library.change_corrections((), ["c1"], "withdraw")
    assert library.corrections() == [told[1]]


def test_wrong_counts_are_told(library: Store) -> None:
    """Counts that only damage can have made are said to be wrong, and a repair counts anew."""
    put(library, article("a1", "林清。老林。"), article("a2", "海平。"))
    for spoil in (
        "UPDATE entities SET mentions = mentions + 1 WHERE mentions = 2",
        "UPDATE entity_names SET count = 7 WHERE count = 1",
        "DELETE FROM entity_articles WHERE count = 1",
        "DELETE FROM counted_articles",
        "UPDATE article_names SET count = 3",
    ):
        with closing(sqlite3.connect(":memory:")) as aside:
            library._connections._mine().backup(aside)
            assert not miscounted(aside)
            aside.execute(spoil)
            assert miscounted(aside), spoil
    assert library.check(full=True) == []
    with library._connections.write() as raw:
        raw.execute("DELETE FROM entity_articles")
    assert [p.kind for p in library.check(full=True)] == [ProblemKind.NAMES]


def test_names_with_half_characters_are_counted(library: Store) -> None:
    """Pasted text may hold them; one such name must not stop the rest."""
    library.add_articles([article("a1", "甲\ud800乙丙")])
    odd = [Mention(0, 3, Label.ORG, "ORG:甲\ud800乙", title="\udc00", why=message("\ud800"))]
    library.mentions.put("a1", library.article("a1").digest, "v1", odd)
    assert library.mentions.get("a1", library.article("a1").digest, None) == odd
    [one] = library.entities.summaries("\ud800", (), 0)
    assert (one.id, one.name) == ("ORG:甲\ud800乙", "甲\ud800乙")
    assert library.entities.articles(one.id, 0) == [("a1", 1)]


def test_titles_and_reasons_survive_the_cache(library: Store) -> None:
    """The card of a name says why, also the next day."""
    library.add_articles([article("a1", "林清到了海平镇。")])
    inner = message("in {month}", month=date(2023, 6, 1))
    why = message("{n:,} ways, {inner}, {share}", n=1234, inner=inner, share=0.5)
    found = [
        Mention(0, 2, Label.PERSON, "PERSON:林清", title="镇长", why=why),
        Mention(4, 7, Label.PLACE, "PLACE:海平镇", confidence=0.5),
    ]
    digest = library.article("a1").digest
    library.mentions.put("a1", digest, "v1", found)
    assert library.mentions.get("a1", digest, "v1") == found
    again = library.mentions.get("a1", digest, "v1")
    assert again is not None
    assert str(again[0].why) == "1,234 ways, in 2023-06-01, 0.5"


class _Walk(RuleBasedStateMachine):
    """Counts after any changes are those of what the articles hold, counted anew."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp()) / "文库"
        self.store = Store.create(self.folder, "window", correct=without)
        self.made = 0

    def teardown(self) -> None:
        self.compare()
        assert self.store.check(full=True) == []
        self.store.close()
        shutil.rmtree(self.folder.parent)

    @rule(
        key=st.sampled_from("甲乙丙"),
        words=st.lists(st.sampled_from(list(_WORDS)), max_size=4),
        day=st.sampled_from([None, date(2020, 1, 1), date(2021, 1, 1)]),
    )
    def write(self, key: str, words: list[str], day: date | None) -> None:
        new = article(key, "。".join([*words, "完"]), day)
        if self.store.has_article(key):
            self.store.replace_article(new, [])
        else:
            self.store.add_articles([new])

    @rule(key=st.sampled_from("甲乙丙"))
    def read(self, key: str) -> None:
        if self.store.has_article(key):
            read(self.store, key)

    @rule(key=st.sampled_from("甲乙丙"))
    def delete(self, key: str) -> None:
        if self.store.has_article(key):
            self.store.delete_articles([key])

    @rule(
        word=st.sampled_from(list(_WORDS)),
        of=st.sampled_from(["", "甲", "乙"]),
        label=st.sampled_from([None, Label.ORG]),
    )
    def correct(self, word: str, of: str, label: Label | None) -> None:
        self.made += 1
        gone = [c.id for c in self.store.corrections() if (c.found, c.article) == (word, of)]
        new = [nothing(f"c{self.made}", word, of, label)]
        self.store.change_corrections(new, gone, "correct label")

    @rule()
    def withdraw(self) -> None:
        if there := self.store.corrections():
            self.store.change_corrections((), [there[-1].id], "withdraw")

    @rule()
    def undo(self) -> None:
        self.store.undo()

    @rule()
    def redo(self) -> None:
        self.store.redo()

    @rule()
    def follow_some(self) -> None:
        self.store.entities.follow()

    @rule()
    def compare(self) -> None:
        follow(self.store)
        assert self.store.entities.pending() == 0
        expected: Counter[str] = Counter()
        holding: dict[str, set[str]] = {}
        everything = self.store.entities.corrections()
        for key in self.store.article_ids():
            one = self.store.article(key)
            mentions = self.store.mentions.get(key, one.digest, None)
            if mentions is None:
                continue
            reaching = everything.those(key, one.text)
            for m in without(one.text, (), mentions, reaching, key):
                expected[m.entity] += 1
                holding.setdefault(m.entity, set()).add(key)
        assert names(self.store) == expected
        for entity, keys in holding.items():
            found = self.store.entities.articles(entity, 0)
            assert {key for key, _ in found} == keys
            assert sum(count for _, count in found) == expected[entity]
            days = [self.store.article(key).published for key in keys]
            known = [day for day in days if day]
            summary = self.store.entities.summary(entity)
            assert summary is not None
            assert summary.articles == len(keys)
            assert (summary.first, summary.last) == (
                min(known, default=None),
                max(known, default=None),
            )


class TestWalk(_Walk.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    settings = settings(max_examples=15, stateful_step_count=25, deadline=None)


def test_a_correction_is_undone_listed_and_named_in_the_history(
    library: Store, make_article: Any
) -> None:
    """Each can be taken back by itself, and the history says of what it was."""
    library.add_articles([make_article()])
    first, second = nothing("c1", "皇帝"), nothing("c2", "大臣", "a1")
    library.change_corrections([first], (), "not an entity")
    library.change_corrections([second], (), "not an entity")
    assert library.corrections() == [second, first]
    told = library.history(9)
    assert [(e.about, e.corrections, e.operation) for e in told] == [
        ("大臣", 1, "not an entity"),
        ("皇帝", 1, "not an entity"),
    ]
    library.undo()
    assert library.corrections() == [first]
    library.redo()
    assert library.corrections() == [second, first]
    assert library.check(full=True) == []
