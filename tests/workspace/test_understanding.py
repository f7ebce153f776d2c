"""Names and quotations of articles, the entities of a library, and what people correct."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import CancelledError, InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import Change, Label, Mention, Progress, Span
from zhupi.core.understanding import (
    CorrectionKind,
    EntityNames,
    Quotation,
    QuotationKind,
    Scope,
)
from zhupi.language.linking import Link
from zhupi.store import Store
from zhupi.workspace import Workspace, parts
from zhupi.workspace.understanding import Linguist

_NAMES = {
    "林清": (Label.PERSON, "PERSON:林清"),
    "小林清": (Label.PERSON, "PERSON:小林清"),
    "海平镇政府": (Label.PLACE, "PLACE:海平镇政府"),
    "昨天": (Label.TIME, "TIME:昨天"),
}
TEXT = "昨天林清到了海平镇政府。\n林清说：“好。”"


class Names:
    """Finds fixed words."""

    version = "v1"

    def recognise(self, text: str, blocks: Sequence[Span], published: date | None) -> list[Mention]:
        found = [
            Mention(at, at + len(word), label, entity, "2023-01-01" if label == "TIME" else "")
            for word, (label, entity) in _NAMES.items()
            for at in range(len(text))
            if text.startswith(word, at)
        ]
        return sorted(found, key=lambda m: (m.start, -m.end))


def quotations(text: str, _blocks: Sequence[Span], mentions: Sequence[Mention]) -> list[Quotation]:
    at = text.find("“")
    speakers = [m for m in mentions if m.label is Label.PERSON]
    speaker = speakers[-1] if speakers else None
    if at < 0 or speaker is None:
        return []
    return [Quotation(at, len(text), QuotationKind.DIRECT, speaker.span, speaker.entity)]


def across(entities: Iterable[EntityNames]) -> Mapping[str, Link]:
    there = {entity.entity for entity in entities}
    if {"PERSON:小林清", "PERSON:林清"} <= there:
        return {"PERSON:林清": Link("PERSON:小林清", message("Only one is called so."))}
    return {}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "文库", "window", correct=parts.corrected)
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store, backend: Any, make: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two articles with the same text, read."""
    monkeypatch.setattr("zhupi.workspace.parts.recogniser", Names)
    linguist = Linguist(quotations=quotations, across=across)
    workspace = Workspace(store, "window", "读者", lambda _folder: backend, linguist)
    store.add_articles(
        [
            make("a1", TEXT, published=date(2023, 1, 1)),
            make("a2", TEXT, published=date(2023, 1, 2)),
        ]
    )
    for key in ("a1", "a2"):
        workspace.understanding.reading(key)
    return workspace


def shown(desk: Workspace, article: str = "a1") -> list[tuple[str, str]]:
    text = desk.article(article).text
    known = desk.understanding.known(article)
    assert known is not None
    assert known == desk.understanding.reading(article)
    return [(m.span.of(text), m.entity) for m in known.mentions]


def at(word: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(word, start + 1)
    return Span(start, start + len(word))


def ids(desk: Workspace, typed: str = "") -> list[str]:
    return [entity.id for entity in desk.understanding.entities(typed)]


def test_a_reading_holds_names_and_quotations_and_is_known_afterwards(
    desk: Workspace, store: Store, make: Any
) -> None:
    """The window shows at once what was found before, whoever found it."""
    reading = desk.understanding.reading("a1")
    assert [m.entity for m in reading.mentions] == [
        "TIME:昨天",
        "PERSON:林清",
        "PLACE:海平镇政府",
        "PERSON:林清",
    ]
    [quotation] = reading.quotations
    assert (quotation.entity, quotation.speaker) == ("PERSON:林清", at("林清", 1))
    assert desk.mentions("a1") == desk.cached_mentions("a1") == list(reading.mentions)
    store.add_articles([make("a3", "林清。")])
    assert desk.understanding.known("a3") is None
    assert desk.cached_mentions("a3") is None
    assert desk.understanding.reading("a3", keep=False).mentions
    assert desk.understanding.known("a3") is None
    with pytest.raises(NotFoundError):
        desk.understanding.reading("none")


def test_not_an_entity_here_in_the_article_and_everywhere(desk: Workspace) -> None:
    """Each reach is what it says, holds at once, and is taken back by undo."""
    there = desk.understanding
    change = there.not_entity("a1", at("林清"), Scope.HERE)
    assert (change.origin, change.operation, change.mentions) == (
        "window",
        "not an entity",
        ("a1",),
    )
    assert change.touches_search
    assert [e for _, e in shown(desk)].count("PERSON:林清") == 1
    assert there.entity("PERSON:林清").mentions == 3, "of this article it is counted at once"
    there.not_entity("a1", at("林清", 1), Scope.ARTICLE)
    assert "PERSON:林清" not in dict(shown(desk)).values()
    assert [e for _, e in shown(desk, "a2")].count("PERSON:林清") == 2
    desk.undo()
    desk.undo()
    there.apply()
    assert there.entity("PERSON:林清").mentions == 4
    there.not_entity("a1", at("林清"), Scope.EVERYWHERE)
    assert [e for _, e in shown(desk, "a2")].count("PERSON:林清") == 0
    assert ids(desk, "林清") == ["PERSON:林清"]
    applied = there.apply()
    assert set(applied.mentions) == {"a1", "a2"}
    assert ids(desk, "林清") == []
    with pytest.raises(NotFoundError):
        there.entity("PERSON:林清")
    [correction] = there.corrections()
    assert (correction.creator, correction.article, correction.was) == ("读者", "", Label.PERSON)
    desk.undo()
    assert dict(shown(desk, "a2"))["林清"] == "PERSON:林清"


def test_another_kind_other_borders_and_a_new_name(desk: Workspace) -> None:
    """A person says what it is, how far it goes, and what was missed."""
    there = desk.understanding
    there.relabel("a1", at("海平镇政府"), Label.ORG, Scope.EVERYWHERE)
    assert ("海平镇政府", "ORG:海平镇政府") in shown(desk, "a2")
    there.redraw("a1", at("海平镇政府"), at("海平镇"), Scope.ARTICLE)
    assert ("海平镇", "ORG:海平镇") in shown(desk)
    assert ("海平镇政府", "ORG:海平镇政府") in shown(desk, "a2")
    there.mark("a1", at("好"), Label.EVENT, Scope.HERE, "好事")
    assert ("好", "EVENT:好事") in shown(desk)
    there.apply()
    assert {"ORG:海平镇", "ORG:海平镇政府", "EVENT:好事"} <= set(ids(desk))
    assert "PLACE:海平镇政府" not in ids(desk)


def test_correcting_again_replaces_what_was_said_first(desk: Workspace) -> None:
    """Who errs in correcting corrects once more, and one line in the list says how it is."""
    there = desk.understanding
    span = at("海平镇政府")
    there.relabel("a1", span, Label.ORG, Scope.EVERYWHERE)
    there.relabel("a1", span, Label.LAW, Scope.EVERYWHERE)
    [one] = there.corrections()
    assert (one.was, one.label) == (Label.PLACE, Label.LAW)
    there.redraw("a1", span, at("海平镇"), Scope.EVERYWHERE)
    there.relabel("a1", at("海平镇"), Label.PLACE, Scope.EVERYWHERE)
    [one] = there.corrections()
    assert (one.found, one.was, one.text) == ("海平镇政府", Label.PLACE, "海平镇")
    assert one.label is Label.PLACE
    assert ("海平镇", "PLACE:海平镇") in shown(desk)
    desk.undo()
    assert ("海平镇", "LAW:海平镇") in shown(desk)
    there.redraw("a1", at("海平镇"), at("海平镇政府"), Scope.HERE)
    assert ("海平镇政府", "LAW:海平镇政府") in shown(desk)
    assert ("海平镇", "LAW:海平镇") in shown(desk, "a2")


def test_a_place_corrected_twice_has_one_correction_and_its_neighbours_their_own(
    desk: Workspace, store: Store, make: Any
) -> None:
    """Words that stand for themselves are not taken for what a correction made of others."""
    there = desk.understanding
    there.redraw("a1", at("海平镇政府"), at("海平镇"), Scope.HERE)
    there.redraw("a1", at("海平镇"), at("镇政府"), Scope.HERE)
    [one] = there.corrections()
    assert (one.found, one.text) == ("海平镇政府", "镇政府")
    text = "小林清来了，林清没来。"
    store.add_articles([make("a3", text)])
    there.reading("a3")
    there.redraw("a3", Span(0, 3), Span(1, 3), Scope.EVERYWHERE)
    there.relabel("a3", Span(6, 8), Label.ORG, Scope.ARTICLE)
    assert there.corrections()[0].found == "林清"
    assert shown(desk, "a3")[-1] == ("林清", "ORG:林清")


def test_two_names_are_made_one_and_namesakes_two(desk: Workspace, store: Store, make: Any) -> None:
    """By id, or by a new name; what the program links by itself says why."""
    there = desk.understanding
    there.same_as("a1", at("林清"), "PERSON:林清（教授）", Scope.ARTICLE)
    there.apply()
    assert there.articles_of("PERSON:林清（教授）") == [("a1", 2)]
    assert there.articles_of("PERSON:林清") == [("a2", 2)]
    there.same_as("a2", at("林清"), "老林", Scope.ARTICLE)
    there.apply()
    assert there.articles_of("PERSON:老林") == [("a2", 2)]
    assert there.entity("PERSON:老林").aliases == ("林清",)
    store.add_articles([make("a3", "小林清来了，林清没来。", published=None)])
    there.reading("a3")
    there.apply()
    one = there.entity("PERSON:林清")
    assert (one.id, one.mentions, one.articles) == ("PERSON:小林清", 3, 1)
    assert [str(why) for why in one.why] == ["Only one is called so."]
    assert there.articles_of("PERSON:小林清") == [("a3", 3)]


def test_a_date_is_given_its_value(desk: Workspace) -> None:
    """In ISO 8601, or it is refused in words."""
    there = desk.understanding
    there.revalue("a1", at("昨天"), " 2022-12-31 ", Scope.HERE)
    times = [m for m in desk.mentions("a1") if m.label is Label.TIME]
    assert [m.value for m in times] == ["2022-12-31"]
    for wrong in ("yesterday", "2022-13-01", "2022-02-30", "2022/2023/2024", "..", "../..", ""):
        with pytest.raises(InvalidRequestError, match="is no date"):
            there.revalue("a1", at("昨天"), wrong, Scope.HERE)
    for right in (
        "2022",
        "2022-12",
        "XXXX-02-29",
        "2023-06/..",
        "2023-10-05T08:00+08:00",
    ):
        there.revalue("a1", at("昨天"), right, Scope.HERE)
    assert len(there.corrections()) == 1
    with pytest.raises(InvalidRequestError, match="“林清” is no date"):
        there.revalue("a1", at("林清"), "2022", Scope.HERE)


def test_what_cannot_be_corrected_is_said(desk: Workspace) -> None:
    """Nothing is changed then."""
    there = desk.understanding
    with pytest.raises(NotFoundError, match="Nothing is marked from 0 to 1"):
        there.not_entity("a1", Span(0, 1), Scope.HERE)
    with pytest.raises(InvalidRequestError, match="not in the text"):
        there.not_entity("a1", Span(0, 1000), Scope.HERE)
    with pytest.raises(InvalidRequestError, match="empty"):
        there.mark("a1", Span(1, 1), Label.ORG, Scope.HERE)
    with pytest.raises(InvalidRequestError, match="around the old ones"):
        there.redraw("a1", at("海平镇政府"), at("林清"), Scope.HERE)
    with pytest.raises(InvalidRequestError, match="Say who"):
        there.same_as("a1", at("林清"), " ", Scope.HERE)
    with pytest.raises(InvalidRequestError, match="Say who"):
        there.same_as("a1", at("昨天"), "林清", Scope.HERE)
    with pytest.raises(NotFoundError, match="no correction"):
        there.withdraw(["x"])
    assert there.corrections() == []
    assert desk.next_undo() is None


def test_corrections_are_withdrawn_by_the_beginning_of_their_id(desk: Workspace) -> None:
    """As all ids on the command line."""
    there = desk.understanding
    there.not_entity("a1", at("林清"), Scope.EVERYWHERE)
    there.not_entity("a1", at("海平镇政府"), Scope.ARTICLE)
    late, early = there.corrections()
    assert late.found == "海平镇政府"
    change = there.withdraw([late.id[:8]])
    assert (change.corrections, change.mentions) == ((late.id,), ("a1",))
    assert there.corrections() == [early]
    with pytest.raises(NotFoundError):
        there.withdraw([""])


def test_corrections_travel_to_another_library(desk: Workspace, tmp_path: Path) -> None:
    """A list that a colleague can take over; what is there already is not added twice."""
    there = desk.understanding
    there.not_entity("a1", at("林清"), Scope.HERE)
    there.relabel("a1", at("海平镇政府"), Label.ORG, Scope.ARTICLE)
    there.mark("a1", at("好"), Label.EVENT, Scope.EVERYWHERE)
    written = io.BytesIO()
    assert there.export_corrections(written) == 3
    lines = [json.loads(line) for line in written.getvalue().decode().splitlines()]
    assert [(line["kind"], line["scope"]) for line in lines] == [
        ("not-entity", "here"),
        ("label", "article"),
        ("new", "everywhere"),
    ]
    before = shown(desk)
    report, change = there.import_corrections(io.BytesIO(written.getvalue()))
    assert (report.added, report.unchanged, report.failed) == (0, 3, ())
    assert change.empty
    desk.undo(), desk.undo(), desk.undo()
    spoiled = b'\xef\xbb\xbf{"kind": "label"}\n[1]\n\xff\n\n' + written.getvalue()
    report, change = there.import_corrections(io.BytesIO(spoiled))
    assert (report.added, report.unchanged) == (3, 0)
    assert [str(words) for words in report.failed] == [
        "Line 1 is no correction.",
        "Line 2 is no correction.",
        "Line 3 is no correction.",
    ]
    assert shown(desk) == before
    assert desk.next_undo() == "import corrections"
    desk.undo()
    assert there.corrections() == []


def test_applying_is_stopped_at_any_moment_and_goes_on(desk: Workspace, store: Store) -> None:
    """Whoever waits for something else comes first."""
    there = desk.understanding
    there.not_entity("a1", at("林清"), Scope.EVERYWHERE)
    told: list[Progress] = []

    def stop(step: Progress) -> None:
        told.append(step)
        raise CancelledError(message("Stopped."))

    applying = there.applying()
    with pytest.raises(CancelledError):
        applying.step(stop, 1000)
    assert told
    assert not applying.step(lambda _: None, 1000)
    assert "PERSON:林清" not in ids(desk)
    assert isinstance(applying.change(), Change)
    assert store.entities.grown()[0] == store.entities.grown()[1]


def test_an_answer_that_depends_on_names_waits_for_corrections(desk: Workspace) -> None:
    """A search for a name that says it is complete must be."""
    assert desk.names_missing(["person:林清"]) == 0
    desk.understanding.not_entity("a1", at("林清"), Scope.EVERYWHERE)
    assert desk.names_missing(["person:林清"]) == 2
    assert desk.names_missing(["林清"]) == 0
    desk.understanding.apply()
    assert desk.names_missing(["person:林清"]) == 0


def test_every_kind_of_correction_comes_back_as_it_was_kept(desk: Workspace, store: Store) -> None:
    """Also after the program was closed."""
    there = desk.understanding
    there.not_entity("a1", at("林清"), Scope.HERE)
    there.same_as("a1", at("海平镇政府"), "ORG:某", Scope.ARTICLE)
    there.revalue("a1", at("昨天"), "2022", Scope.EVERYWHERE)
    kept = there.corrections()
    assert {c.kind for c in kept} == {
        CorrectionKind.NOT_ENTITY,
        CorrectionKind.SAME_AS,
        CorrectionKind.VALUE,
    }
    folder = store.folder
    store.close()
    again = Store.open(folder, "window")
    assert again.corrections() == kept
    assert again.check(full=True) == []
    again.close()
