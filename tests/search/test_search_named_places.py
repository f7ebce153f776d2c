"""Where an article names what a query asks for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from zhupi.core.model import Label, Mention
from zhupi.core.search import ArticleFacts, EntityFacts, Hit
from zhupi.search import NamedPlaces

TEXT = "新华社记者报道\n王毅在北京说，希望遵守刑法。王毅部长又说，王小明也在北京。"
FACTS = ArticleFacts(
    "a",
    entities=(
        EntityFacts(Label.LAW, "刑法"),
        EntityFacts(Label.PERSON, "王毅", ("王毅部长",)),
        EntityFacts(Label.PERSON, "王小明"),
        EntityFacts(Label.PLACE, "北京"),
    ),
)


def _mentions(*named: tuple[str, Label, str]) -> Sequence[Mention]:
    found = [
        Mention(at, at + len(word), label, entity)
        for word, label, entity in named
        for at in range(len(TEXT))
        if TEXT.startswith(word, at)
    ]
    return sorted(found, key=lambda m: (m.start, -m.end))


MENTIONS = _mentions(
    ("王毅", Label.PERSON, "PERSON:王毅"),
    ("王小明", Label.PERSON, "PERSON:王小明"),
    ("刑法", Label.LAW, "LAW:刑法"),
    ("北京", Label.PLACE, "PLACE:北京"),
)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("person:王毅", ["王毅", "王毅"]),
        ("person:=王毅部长", ["王毅", "王毅"]),
        ("人物:王", ["王毅", "王毅", "王小明"]),
        ("person:王毅 -place:北京", ["王毅", "王毅"]),
        ("law:刑法 OR place:北京", ["北京", "刑法", "北京"]),
        ("place:王毅", []),
        ("-person:王毅", []),
        ("王毅", []),
    ],
)
def test_the_places_are_the_mentions_of_what_was_asked_for(query: str, words: list[str]) -> None:
    """«0 ×» would say that the article does not name it."""
    found = NamedPlaces(query).matches(TEXT, FACTS, MENTIONS)
    assert [match.span.of(TEXT) for match in found] == words


def test_a_hit_shows_the_passages_rather_than_the_byline() -> None:
    hit = Hit("a", "", None, 1.0, 0, ())
    shown = NamedPlaces("law:刑法").shown(hit, TEXT, FACTS, MENTIONS)
    assert shown.count == 1
    [passage] = shown.snippets
    assert "刑法" in passage.text
    assert "新华社记者" not in passage.text
    assert NamedPlaces("law:民法").shown(hit, TEXT, FACTS, MENTIONS) is hit


def test_two_of_one_name_are_kept_apart() -> None:
    """The son too is 拜登 for short; he is not whom the query asks for."""
    text = "乔·拜登说，他为亨特·拜登骄傲。拜登没有多谈。亨特随后离开，小拜登即拜登的儿子。"
    father, son = "PERSON:乔·拜登", "PERSON:亨特·拜登"
    short = [at for at in range(len(text)) if text.startswith("拜登", at)]
    mentions = [
        Mention(0, 4, Label.PERSON, father),
        Mention(text.index("亨特·"), text.index("亨特·") + 5, Label.PERSON, son),
        Mention(short[2], short[2] + 2, Label.PERSON, father),
        Mention(text.index("亨特随"), text.index("亨特随") + 2, Label.PERSON, son),
        Mention(short[3], short[3] + 2, Label.PERSON, son),
        Mention(short[4], short[4] + 2, Label.PERSON, father),
    ]
    facts = ArticleFacts(
        "b",
        entities=(
            EntityFacts(Label.PERSON, "乔·拜登", ("拜登",)),
            EntityFacts(Label.PERSON, "亨特·拜登", ("亨特", "拜登")),
        ),
    )
    for query, meant in (("person:乔·拜登", father), ("person:亨特", son)):
        found = NamedPlaces(query).matches(text, facts, mentions)
        assert [m.start for m in found] == [m.start for m in mentions if m.entity == meant]
    assert len(NamedPlaces("person:拜登").matches(text, facts, mentions)) == len(mentions)


def test_a_name_in_latin_letters_is_found_though_its_id_has_no_spaces() -> None:
    text = "Jim Smith 和 Ann Smith 走了，Smith 回来了。"
    jim = "PERSON:JimSmith"
    mentions = [
        Mention(0, 9, Label.PERSON, jim),
        Mention(12, 21, Label.PERSON, "PERSON:AnnSmith"),
        Mention(25, 30, Label.PERSON, "PERSON:AnnSmith"),
    ]
    facts = ArticleFacts(
        "c",
        entities=(
            EntityFacts(Label.PERSON, "Ann Smith", ("Smith",)),
            EntityFacts(Label.PERSON, "Jim Smith", ("Smith",)),
        ),
    )
    found = NamedPlaces("person:Jim").matches(text, facts, mentions)
    assert [m.start for m in found] == [0]
