"""The wheel: everything the program needs at run time, and nothing of the machine that built it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_brings_resources_and_articles(wheel: zipfile.ZipFile) -> None:
    """Otherwise an installed program has no samples, icons or weights."""
    inside = set(wheel.namelist())
    wanted = [
        file.relative_to(ROOT).as_posix()
        for folder in ("resources", "articles")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
    assert wanted
    assert [name for name in wanted if f"zhupi/{name}" not in inside] == []


def test_brings_every_module(wheel: zipfile.ZipFile) -> None:
    """Otherwise a part of the program is missing once it is installed."""
    inside = set(wheel.namelist())
    source = ROOT / "desktop"
    modules = [file.relative_to(source).as_posix() for file in source.rglob("*.py")]
    assert [name for name in modules if name not in inside] == []


def test_brings_the_licences(wheel: zipfile.ZipFile) -> None:
    """Otherwise what we hand out does not say under which terms."""
    names = {name.rpartition("/")[2] for name in wheel.namelist()}
    assert {"LICENSE", "THIRD_PARTY.md"} <= names


def test_names_no_machine(wheel: zipfile.ZipFile) -> None:
    """Otherwise the wheel tells where it was built, or carries what is not the program's."""
    foreign = [n for n in wheel.namelist() if n.partition("/")[0].split("-")[0] != "zhupi"]
    assert foreign == []
    assert [n for n in wheel.namelist() if str(ROOT).encode() in wheel.read(n)] == []
