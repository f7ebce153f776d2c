"""Names that only hint: what of GeoNames and of jieba's dictionary is believed."""

from __future__ import annotations

from types import ModuleType

import pytest
from tests import scripts


@pytest.fixture(scope="module")
def hints() -> ModuleType:
    return scripts.load("make_hints")


def city(country: str, inhabitants: int, *names: str) -> dict[str, object]:
    return {"countrycode": country, "population": inhabitants, "alternatenames": list(names)}


def test_towns_abroad_have_their_chinese_names_in_simplified_characters(hints: ModuleType) -> None:
    """A traditional name would never be met: texts are folded before they are looked at."""
    found, japanese = hints.names([city("RU", 60_000, "Kizlyar", "基茲利亞爾", "Кизляр")])
    assert (found, japanese) == ({"基兹利亚尔"}, set())


def test_what_other_languages_write_in_the_same_characters_is_left_out(hints: ModuleType) -> None:
    """A Korean's own spelling of a town would be told as if it were a transliteration."""
    assert hints.names([city("KR", 900_000, "城南市"), city("CN", 900_000, "城南市")]) == (
        set(),
        set(),
    )
    assert hints.names([city("JP", 90_000, "宇和島")]) == (set(), {"宇和岛"})


def test_two_characters_are_a_town_only_where_they_sound_like_one(hints: ModuleType) -> None:
    """明天 would be a town wherever somebody once wrote it so."""
    towns = [city("RU", 9_000, f"巴{chr(0x4E00 + n)}卡") for n in range(80)]
    found, _ = hints.names([*towns, city("RU", 200_000, "巴卡"), city("RU", 200_000, "明天")])
    assert "巴卡" in found
    assert "明天" not in found


def test_people_abroad_are_what_is_tagged_or_written_so(hints: ModuleType) -> None:
    """Chinese people are too many, and idioms stand among them in jieba's dictionary."""
    lines = ["穆克 3 nrt", "卡卢奇 2 nr", "张小明 9 nr", "卡巴 3 nr", "卡奇山 3 ns"]
    assert hints.foreigners(lines, set("卡卢奇巴山")) == {"穆克", "卡卢奇"}


def test_what_holds_a_known_name_is_left_out(hints: ModuleType) -> None:
    """The network is told the longest name only: 俄罗斯族人 would hide 俄罗斯."""
    assert not hints._is_new("俄罗斯族人")
    assert hints._is_new("卡卢奇兹")
