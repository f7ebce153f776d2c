"""The script that makes the table of folded characters, on small tables of its own."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from tests import scripts

TABLES = {
    "TSCharacters": "畫\t画 划\n鍊\t炼 链\n藝\t艺\n缺\t缺\n鐽\t𫟼",
    "STCharacters": "艺\t藝\n画\t畫",
    "TWVariants": "",
    "TWVariantsRev": "",
    "HKVariants": "説\t說",
    "HKVariantsRev": "",
    "JPVariants": "藝\t芸\n缺\t欠\n拜\t拝",
}


@pytest.fixture
def make() -> ModuleType:
    return scripts.load("make_folding")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    file = tmp_path / "tables.whl"
    with zipfile.ZipFile(file, "w") as archive:
        for name, table in TABLES.items():
            archive.writestr(f"opencc/dictionary/{name}.txt", table)
        archive.writestr("opencc_python_reimplemented-0.1.7.dist-info/LICENSE.txt", "Apache")
    return file


def folds(make: ModuleType, wheel: Path) -> dict[str, str]:
    found = make.classes(make.steps(wheel))
    return {chr(member): chr(head) for head, members in found.items() for member in members}


def test_the_first_counterpart_is_taken_and_no_other(make: ModuleType, wheel: Path) -> None:
    """Otherwise chains run through characters of many meanings and words become one."""
    table = folds(make, wheel)
    assert (table["畫"], table["鍊"], table["藝"]) == ("画", "炼", "艺")
    assert not {"划", "链", "艺"} & table.keys()


def test_a_regional_form_that_is_a_word_of_its_own_stays(make: ModuleType, wheel: Path) -> None:
    table = folds(make, wheel)
    assert table["拝"] == "拜"
    assert not {"芸", "欠"} & table.keys()


def test_no_character_folds_out_of_the_basic_plane(make: ModuleType, wheel: Path) -> None:
    """Otherwise 16-bit units could not be folded one by one."""
    assert folds(make, wheel)["𫟼"] == "鐽"


def test_steps_that_go_in_a_circle_are_refused(make: ModuleType) -> None:
    with pytest.raises(ValueError, match="lead back"):
        make.classes({1: 2, 2: 1})


def test_what_meets_in_everyday_text_is_told(make: ModuleType) -> None:
    """Otherwise a maintainer adds a variant and does not see which words become equal."""
    found = {ord("干"): [ord("乾"), ord("幹")], ord("艺"): [ord("藝")]}
    assert list(make.collisions(found)) == ["干乾 (干乾幹)"]


def test_another_wheel_is_refused(
    make: ModuleType,
    wheel: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Otherwise the table changes without anybody having looked at where it comes from."""
    target = wheel.parent / "made"
    monkeypatch.setattr(sys, "argv", ["make_folding", str(wheel), "--output", str(target)])
    assert make.main() == 1
    assert "SHA-256" in capsys.readouterr().err
    assert not target.exists()


def test_table_holds_pairs_of_lines_and_the_licence_lies_beside_it(
    make: ModuleType, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = wheel.parent / "made"
    monkeypatch.setattr(sys, "argv", ["make_folding", str(wheel), "--output", str(target)])
    monkeypatch.setattr(make, "WHEEL_SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())
    monkeypatch.setattr(make, "UNICODE", unicodedata.unidata_version)
    assert make.main() == 0
    lines = (target / "table.txt").read_text("utf-8").rstrip("\n").split("\n")
    members, heads = "".join(lines[0::2]), "".join(lines[1::2])
    assert len(members) == len(heads) == len(set(members))
    assert not set(members) & set(heads)
    assert dict(zip(members, heads, strict=True))["畫"] == "画"
    assert (target / "LICENSE").read_text() == "Apache"
