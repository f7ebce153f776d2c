"""Across a library: ids of different articles become one where only one thing fits."""

from __future__ import annotations

import random

import pytest

from zhupi.core.model import Label
from zhupi.core.understanding import EntityNames
from zhupi.language.linking import across, entity_id


def told(entity: str, *names: str, titles: tuple[str, ...] = ()) -> EntityNames:
    label, _, name = entity.partition(":")
    return EntityNames(entity, Label(label), tuple((n, 1) for n in names or (name,)), titles)


def links(*entities: EntityNames) -> dict[str, str]:
    return {entity: link.entity for entity, link in across(entities).items()}


SAME = [
    (
        [told("PERSON:布林肯"), told("PERSON:安东尼·布林肯")],
        "PERSON:布林肯",
        "PERSON:安东尼·布林肯",
    ),
    (
        [
            told("PERSON:史密", titles=("总统",)),
            told("PERSON:约翰·史密", titles=("前总统", "议员")),
        ],
        "PERSON:史密",
        "PERSON:约翰·史密",
    ),
    (
        [told("PERSON:加西亚·马尔克斯"), told("PERSON:加夫列尔·加西亚·马尔克斯")],
        "PERSON:加西亚·马尔克斯",
        "PERSON:加夫列尔·加西亚·马尔克斯",
    ),
    (
        [
            told("PERSON:约翰", titles=("国王",)),
            told("PERSON:约翰·史密", titles=("国王",)),
        ],
        "PERSON:约翰",
        "PERSON:约翰·史密",
    ),
    (
        [told("PERSON:山田二郎"), told("PERSON:松本清", "山田二郎")],
        "PERSON:山田二郎",
        "PERSON:松本清",
    ),
    ([told("ORG:SHI"), told("ORG:山海研究所", "SHI")], "ORG:SHI", "ORG:山海研究所"),
    ([told("ORG:山研"), told("ORG:山海研究所", "山研")], "ORG:山研", "ORG:山海研究所"),
    ([told("ORG:SHI"), told("ORG:山海研究所", "ＳＨＩ")], "ORG:SHI", "ORG:山海研究所"),
    (
        [told("LAW:山地法"), told("LAW:中华人民共和国山地法", "山地法")],
        "LAW:山地法",
        "LAW:中华人民共和国山地法",
    ),
    ([told("PLACE:美")], "PLACE:美", "PLACE:美国"),
    ([told("ORG:美国务院")], "ORG:美国务院", "ORG:美国国务院"),
    ([told("MEDIA:《聯合早報》")], "MEDIA:《聯合早報》", "MEDIA:联合早报"),
]


@pytest.mark.parametrize(("entities", "entity", "full"), SAME)
def test_what_only_one_thing_can_be_is_that(
    entities: list[EntityNames], entity: str, full: str
) -> None:
    assert links(*entities) == {entity: full}


APART = [
    [told("PERSON:史密"), told("PERSON:约翰·史密"), told("PERSON:玛丽·史密")],
    [told("PERSON:史密", titles=("歌手",)), told("PERSON:约翰·史密", titles=("总统",))],
    [told("PERSON:约翰"), told("PERSON:约翰·史密")],
    [told("PERSON:王"), told("PERSON:王长青", "王")],
    [told("PERSON:长青"), told("PERSON:王长青", "长青")],
    [told("PERSON:王毅"), told("PERSON:王毅（歌手）")],
    [told("ORG:国会"), told("ORG:美国国会", "国会")],
    [told("ORG:立法局"), told("ORG:香港立法局", "立法局")],
    [told("ORG:SHI"), told("ORG:山海研究所", "SHI"), told("ORG:石海学院", "SHI")],
    [told("LAW:公报"), told("LAW:山海公报", "公报")],
    [told("PLACE:滔"), told("PLACE:滔山", "滔")],
    [told("PERSON:布林肯"), told("ORG:安东尼·布林肯")],
]


@pytest.mark.parametrize("entities", APART)
def test_what_several_could_be_stays_by_itself(entities: list[EntityNames]) -> None:
    assert links(*entities) == {}


def test_chains_lead_to_their_end() -> None:
    found = links(told("ORG:SHI"), told("ORG:山研", "SHI"), told("ORG:山海研究所", "山研"))
    assert found == {"ORG:SHI": "ORG:山海研究所", "ORG:山研": "ORG:山海研究所"}


def test_two_that_each_call_the_other_so_make_no_circle() -> None:
    found = links(told("PERSON:松本清", "山田二郎"), told("PERSON:山田二郎", "松本清"))
    assert len(found) == 1


def test_the_order_of_entities_changes_nothing() -> None:
    entities = [entity for group, *_ in SAME for entity in group]
    expected = links(*entities)
    for seed in range(5):
        random.Random(seed).shuffle(entities)
        assert links(*entities) == expected


def test_each_link_says_why() -> None:
    for group, entity, _ in SAME:
        assert str(across(group)[entity].why)


def test_an_entity_told_in_two_parts_is_one() -> None:
    assert links(
        told("ORG:山海研究所", "山海研究所"), told("ORG:山海研究所", "SHI"), told("ORG:SHI")
    ) == {"ORG:SHI": "ORG:山海研究所"}


def test_ids_are_written_in_one_spelling() -> None:
    assert entity_id(Label.PERSON, "安東尼• 布林肯") == "PERSON:安东尼·布林肯"
    assert entity_id(Label.LAW, "《山地 法》") == "LAW:山地法"
    assert entity_id(Label.PERSON, "《》") == "PERSON:《》"
