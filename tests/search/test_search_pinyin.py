"""Letters for characters: a name that cannot be typed is a name that cannot be found."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.search.name_list import Fit, NameList
from zhupi.search.pinyin import MOST_LETTERS, MOST_READINGS, Pinyin


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin()


def folded(text: str) -> str:
    return Folding()(text)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("wangyi", "王毅"),
        ("wyi", "王毅"),
        ("wangy", "王毅"),
        ("wy", "王毅"),
        ("WangYi", "王毅"),
        ("wang yi", "王毅"),
        ("wang2yi4", "王毅"),
        ("wángyì", "王毅"),
        ("wánɡyì", "王毅"),
        ("xian", "西安"),
        ("xian", "县"),
        ("xi'an", "西安"),
        ("xi’an", "西安"),
        ("fangan", "方案"),
        ("fangan", "反感"),
        ("lü", "吕"),
        ("lv", "吕"),
        ("lyu", "吕"),
        ("lvyou", "旅游"),
        ("nüe", "虐"),
        ("nue", "虐"),
        ("zgwjb", "中国外交部"),
        ("zhgwjb", "中国外交部"),
        ("sh", "上海"),
        ("alpk", "奥林匹克"),
        ("waiji", "外交部"),
        ("waijia", "外交部"),
        ("waijiaobuzhangwang", "外交部长王毅"),
        ("chongqing", "重庆"),
        ("qianlong", "乾隆"),
        ("taiwan", "臺灣"),
    ],
)
def test_a_name_is_found_by_how_people_type_it(pinyin: Pinyin, typed: str, name: str) -> None:
    assert pinyin.matches(typed, folded(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("xi'an", "县"),
        ("xi an", "县"),
        ("wangyi", "王"),
        ("wangyi", "毅王"),
        ("wang1yi", "万艺"),
        ("wy", "外交"),
        ("wy2", "王小毅"),
    ],
)
def test_other_names_are_not(pinyin: Pinyin, typed: str, name: str) -> None:
    assert not pinyin.matches(typed, folded(name))


@pytest.mark.parametrize(
    "typed",
    ["", "王毅", "g20", "covid-19", "a.b", "'an", "uuu", "ivi", "wy!", "w" * 500, "é" * 3000],
)
def test_what_is_no_pinyin_has_no_reading(pinyin: Pinyin, typed: str) -> None:
    assert pinyin.syllables(typed) == []


def test_the_likeliest_reading_is_first(pinyin: Pinyin) -> None:
    assert [len(reading) for reading in pinyin.syllables("xian")] == [1, 2]
    assert [len(reading) for reading in pinyin.syllables("zhg")] == [2, 3]


def test_a_whole_syllable_is_a_beginning_only_while_typing(pinyin: Pinyin) -> None:
    """Otherwise a name vanishes from the list at the letter before its last."""
    (whole, *_), (unfinished, *_) = (
        pinyin.syllables("waijia", unfinished=flag) for flag in (False, True)
    )
    assert "交" not in whole[1]
    assert "交" in unfinished[1]
    assert whole[1] < unfinished[1]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("zhcsangeiuvxyol'1 "), max_size=MOST_LETTERS))
def test_readings_are_few_and_their_parts_never_empty(typed: str) -> None:
    """Otherwise one keystroke could look through the names a thousand times."""
    readings = SHARED.syllables(typed, unfinished=True)
    assert len(readings) <= MOST_READINGS + 1
    assert len(set(readings)) == len(readings)
    assert all(len(part) for reading in readings for part in reading)


SHARED = Pinyin()


def test_phrases_are_never_loaded() -> None:
    """Otherwise the first suggestion takes a second and a hundred megabytes."""
    code = (
        "import sys; from zhupi.search.pinyin import Pinyin; p = Pinyin()\n"
        "assert 'pypinyin' not in sys.modules\n"
        "assert p.matches('wy', '王毅')\n"
        "assert 'pypinyin' in sys.modules and 'pypinyin.phrases_dict' not in sys.modules"
    )
    paths = {"PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=paths, capture_output=True, check=False, text=True
    )
    assert result.returncode == 0, result.stderr


# --- many names ---------------------------------------------------------------------------------

SOME_NAMES = st.lists(
    st.text(st.sampled_from("王毅外交方案西安县aB𠀀😀，"), max_size=6), unique=True
)


def names_of(names: list[str]) -> NameList:
    return NameList.of(dict.fromkeys(names, 1), Folding())


@settings(deadline=None)
@given(SOME_NAMES, st.text(st.sampled_from("王毅外ab𠀀"), min_size=1, max_size=3))
def test_every_name_that_holds_what_was_typed_is_found(names: list[str], typed: str) -> None:
    found = {match.name: match.fit for match in names_of(names).holding(folded(typed), len(names))}
    wanted = folded(typed)
    assert set(found) == {name for name in names if wanted in folded(name)}
    for name, fit in found.items():
        assert (fit is Fit.WHOLE) == (folded(name) == wanted)
        assert (fit is Fit.HOLDS) == (not folded(name).startswith(wanted))


@settings(max_examples=60, deadline=None)
@given(SOME_NAMES, st.sampled_from(["wangyi", "wy", "xian", "fangan", "waij", "a", "yx"]))
def test_many_names_are_read_as_each_one_is(names: list[str], typed: str) -> None:
    readings = SHARED.syllables(typed, unfinished=True)
    found = [match.name for match in names_of(names).sounding(readings, len(names))]
    assert sorted(found) == sorted(name for name in names if SHARED.matches(typed, folded(name)))


def test_the_best_names_are_kept_where_many_fit() -> None:
    """Otherwise the very name that was typed drowns among those that hold it."""
    counts = {f"外交{i}": i for i in range(200)} | {"外交": 0, "大外交": 500, "外交ab": 150}
    names = NameList.of(counts, Folding())
    best = names.holding("外交", 4)
    assert [match.name for match in best] == ["外交", "外交199", "外交198", "外交197"]
    assert [match.name for match in names.holding("大", 4)] == ["大外交"]
    read = names.sounding(SHARED.syllables("waijiao"), 202)
    assert read[0].name == "外交"
    assert (read[-1].name, read[-1].fit) == ("外交0", Fit.BEGINS)
    everything = names.holding("", 2)
    assert [match.name for match in everything] == ["大外交", "外交199"]


def test_an_empty_list_has_no_names() -> None:
    empty = NameList.of({}, Folding())
    assert len(empty) == 0
    assert empty.holding("", 8) == empty.holding("王", 8) == []
    assert empty.sounding(SHARED.syllables("wy"), 8) == []
    assert names_of(["王毅"]).sounding([], 8) == []
