"""Names that are known beforehand: what they are called and where they stand in a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tests import scripts

from zhupi.core.errors import ZhupiError
from zhupi.core.model import Label
from zhupi.core.paths import resources
from zhupi.language.gazetteer import HINT_FILES, PREPARED, Gazetteer, Names, gazetteer, load


@pytest.fixture(scope="module")
def lists() -> ModuleType:
    return scripts.load("prepare_gazetteers")


@pytest.mark.parametrize(
    ("label", "name", "canonical"),
    [
        (Label.PLACE, "印尼", "印度尼西亚"),
        (Label.PLACE, "中华人民共和国", "中国"),
        (Label.PLACE, "杭州", "杭州市"),
        (Label.PLACE, "延边", "延边朝鲜族自治州"),
        (Label.PLACE, "海参崴", "符拉迪沃斯托克"),
        (Label.PLACE, "日斯巴尼亚", "西班牙"),
        (Label.PLACE, "奥斯马加", "奥匈帝国"),
        (Label.PLACE, "喀尔喀", "漠北蒙古"),
        (Label.PLACE, "俄罗斯帝国", "沙皇俄国"),
        (Label.PLACE, "荷里活", "好莱坞"),
        (Label.ORG, "亚太经合组织", "亚太经济合作组织"),
        (Label.ORG, "北航", "北京航空航天大学"),
        (Label.ORG, "祖云达斯", "尤文图斯"),
        (Label.MEDIA, "央视", "中央电视台"),
        (Label.EVENT, "二战", "第二次世界大战"),
        (Label.EVENT, "临城劫车案", "临城劫车案"),
        (Label.LAW, "马约", "马斯特里赫特条约"),
    ],
)
def test_a_short_form_leads_to_the_usual_name(label: Label, name: str, canonical: str) -> None:
    assert gazetteer().canonical(label, name) == canonical


def test_what_is_not_known_keeps_its_name() -> None:
    assert gazetteer().canonical(Label.PLACE, "无名村") == "无名村"
    assert gazetteer().canonical(Label.PERSON, "印尼") == "印尼"


@pytest.mark.parametrize("word", ["和平", "大方", "公安", "友谊", "延长", "申报", "人大"])
def test_ordinary_words_are_no_names(word: str) -> None:
    """Readers would see 和平 marked as a county wherever peace is spoken of."""
    assert word not in gazetteer().names


@pytest.mark.parametrize("name", ["雪梨", "日产", "鸡笼", "狮城", "德意志", "佛罗伦斯"])
def test_other_names_that_mean_something_else_too_are_left_out(name: str) -> None:
    """悉尼 is 雪梨 in Hong Kong, and a pear wherever people eat."""
    assert name not in gazetteer().names


@pytest.mark.parametrize(
    "name", ["午门", "巴西立", "华铁路", "创造社", "三点会", "东省铁路", "瓦城", "间岛", "外蒙"]
)
def test_names_that_two_words_make_are_left_out(name: str) -> None:
    """上午门诊, 巴西立场, 新华铁路, 创造社会: names are sought without knowing words."""
    assert name not in gazetteer().names


def test_the_longest_name_comes_first() -> None:
    names = Names(["上海", "上海市", "上海合作组织"])
    assert list(names.ends("在上海合作组织里", 1, 8)) == [7, 3]
    assert list(names.ends("在上海合作组织里", 1, 5)) == [3]
    assert not list(names.ends("在上海", 0, 3))


def test_the_first_line_that_holds_a_name_decides(lists: ModuleType) -> None:
    rows = {Label.PLACE: ["甲城\t甲", "乙城\t甲"], Label.ORG: ["丙社\t甲"]}
    known = Gazetteer(lists.prepared(rows))
    assert known.label("甲") is Label.PLACE
    assert known.canonical(Label.PLACE, "甲") == "甲城"


def test_what_the_program_reads_is_made_of_the_lists_as_they_are(lists: ModuleType) -> None:
    """A name that somebody adds to a list would not be known: run the script that it names."""
    folder = resources() / "gazetteers"
    made = lists.sealed(lists.prepared(*lists.read_lists(folder)))
    assert (folder / PREPARED).read_text("utf-8") == made, "packaging/prepare_gazetteers.py"


def test_every_name_of_the_lists_is_known(lists: ModuleType) -> None:
    labels, hints = lists.read_lists(resources() / "gazetteers")
    known = gazetteer()
    for label, rows in labels.items():
        for row in rows:
            names = row.split("\t")
            assert all(name in known.names for name in names), row
            assert any(known.is_a(label, name) for name in names), row
    for name in {name for names in hints.values() for name in names}:
        assert next(known.signs.ends(name, 0, len(name))) == len(name)
        assert (name in known.japanese) == (name in hints["japanese"])


def test_a_name_that_cannot_be_written_is_refused(lists: ModuleType) -> None:
    with pytest.raises(ValueError, match="甲=乙"):
        lists.prepared({Label.PLACE: ["甲=乙"]})


def test_every_file_is_there_and_holds_nothing_but_names(lists: ModuleType) -> None:
    folder = resources() / "gazetteers"
    assert {path.stem for path in folder.glob("*.tsv")} == {name for name, _ in lists.FILES}
    for path in folder.glob("*.tsv"):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                names = line.split("\t")
                assert all(name and name == name.strip() for name in names), (path.name, line)
                assert len(set(names)) == len(names), (path.name, line)


def test_a_hint_is_no_known_name(lists: ModuleType) -> None:
    """Or 米勒 would be marked as a town wherever somebody of that name is spoken of."""
    known = Gazetteer(
        lists.prepared(
            {Label.PLACE: ["巴黎"]},
            {"places": ["巴黎", "米勒", "洛什"], "people": ["米勒", "戈尔"], "japanese": ["今村"]},
        )
    )
    found = {name: known.get(name) for name in ("巴黎", "洛什", "米勒", "戈尔", "今村")}
    assert {name: one.hint for name, one in found.items() if one is not None} == {
        "巴黎": "",
        "洛什": "places",
        "米勒": "either",
        "戈尔": "people",
        "今村": "japanese",
    }
    assert known.label("米勒") is None
    assert known.get("伦敦") is None
    assert not list(known.names.ends("米勒说", 0, 3))
    assert list(known.signs.ends("米勒说", 0, 3)) == [2]


def test_the_lists_of_hints_hold_nothing_but_names() -> None:
    folder = resources() / "gazetteers" / "hints"
    assert {path.stem for path in folder.iterdir()} == set(HINT_FILES)
    for path in folder.iterdir():
        names = [n for n in path.read_text("utf-8").splitlines() if not n.startswith("#")]
        assert len(set(names)) == len(names), path.name
        assert all(1 < len(name) < 10 and name == name.strip() for name in names), path.name


def test_a_missing_folder_means_no_names(tmp_path: Path) -> None:
    known = load(tmp_path)
    assert known.get("中国") is None
    assert not known.heads("中国")
    assert not list(known.signs.ends("中国", 0, 2))


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-9], lambda b: b.replace("京".encode(), b"xyz", 1)]
)
def test_a_damaged_list_says_so_at_once(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """Or names would be missed, and a text with a damaged one could not be read at all."""
    whole = (resources() / "gazetteers" / PREPARED).read_bytes()
    (tmp_path / PREPARED).write_bytes(damage(whole))
    with pytest.raises(ZhupiError, match="damaged"):
        load(tmp_path)


def test_a_list_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / PREPARED).write_bytes(b"")

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ZhupiError, match=PREPARED):
        load(tmp_path)
