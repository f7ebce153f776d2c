"""How sentences get from the code into the catalogues."""

from __future__ import annotations

import gettext
import io
from pathlib import Path
from types import ModuleType

import pytest
from tests import scripts

CODE = """
def show(tr, self, n, folder):
    tr("Open {file}", file=folder)
    self._tr("Close")
    message("It "
            "broke.")
    tr.plural("{count} hit", "{count} hits", n)
    plural("{count} article", "{count} articles", n)
    other("Not a sentence")
"""


@pytest.fixture
def tool() -> ModuleType:
    return scripts.load("translations")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "zhupi"
    folder.mkdir()
    (folder / "window.py").write_text(CODE, "utf-8")
    return folder


def test_finds_every_marker(tool: ModuleType, source: Path) -> None:
    """Otherwise a sentence stays English for ever."""
    found = [(s.template, s.plural) for s in tool.find_sentences(source)]
    assert sorted(found, key=str) == [
        ("Close", None),
        ("It broke.", None),
        ("Open {file}", None),
        ("{count} article", "{count} articles"),
        ("{count} hit", "{count} hits"),
    ]


@pytest.mark.parametrize("argument", ['f"{n} hits"', "text", '"a" + "b"'])
def test_refuses_what_it_cannot_read(tool: ModuleType, source: Path, argument: str) -> None:
    """Otherwise a sentence is left out of the catalogue without a word."""
    (source / "bad.py").write_text(f"tr({argument})\n", "utf-8")
    with pytest.raises(tool.NotALiteralError, match=r"bad\.py:1"):
        list(tool.find_sentences(source))


def test_program_has_only_sentences_that_can_be_found(tool: ModuleType) -> None:
    """Otherwise `make translations` stops, or a sentence is shown in English."""
    assert list(tool.find_sentences(tool.SOURCE))


def test_translations_survive_an_update(tool: ModuleType, source: Path, tmp_path: Path) -> None:
    """Otherwise `make translations` throws a translator's work away."""
    folder = tmp_path / "translations"
    template = tool.template_of(tool.find_sentences(source))
    tool.update(folder, template, "zh_CN", check=False)
    po = folder / "zh_CN" / "LC_MESSAGES" / "zhupi.po"
    text = po.read_text("utf-8")
    text = text.replace('msgid "Close"\nmsgstr ""', 'msgid "Close"\nmsgstr "关闭"')
    text = text.replace('msgstr[0] ""', 'msgstr[0] "{count} 条"')
    po.write_text(text, "utf-8")

    complaints = tool.update(folder, template, "zh_CN", check=False)

    assert [c for c in complaints if "Close" in c] == []
    assert "关闭" in po.read_text("utf-8")
    catalogue = gettext.GNUTranslations(io.BytesIO(po.with_suffix(".mo").read_bytes()))
    assert catalogue.gettext("Close") == "关闭"
    assert catalogue.gettext("Open {file}") == "Open {file}"
    assert catalogue.ngettext("{count} hit", "{count} hits", 2) == "{count} 条"


def test_same_sentences_give_the_same_bytes(tool: ModuleType, source: Path, tmp_path: Path) -> None:
    """Otherwise every run makes a difference that somebody must review."""
    folder = tmp_path / "translations"
    template = tool.template_of(tool.find_sentences(source))
    tool.update(folder, template, "zh_CN", check=False)
    files = sorted(folder.rglob("zhupi.*"))
    before = [file.read_bytes() for file in files]
    again = tool.template_of(tool.find_sentences(source))
    complaints = tool.update(folder, again, "zh_CN", check=False)
    assert len(before) == 2
    assert [file.read_bytes() for file in files] == before
    assert [c for c in complaints if "out of date" in c] == []


def test_check_writes_nothing(tool: ModuleType, source: Path, tmp_path: Path) -> None:
    """Otherwise a check hides what it was to find."""
    template = tool.template_of(tool.find_sentences(source))
    complaints = tool.update(tmp_path / "translations", template, "zh_CN", check=True)
    assert any("out of date" in complaint for complaint in complaints)
    assert not (tmp_path / "translations").exists()
