"""The catalogues themselves: complete, in step with the code, and true to their templates."""

from __future__ import annotations

import ast
import gettext
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests import scripts

from zhupi.core.messages import LANGUAGES, Translator
from zhupi.core.paths import resources

SOURCE = Path(__file__).parents[2] / "desktop" / "zhupi"
SPEAKS = re.compile(r"_?(tr|translat\w*|message|plural)_?")
HAN = r"[\u3007\u4e00-\u9fff]"
# What shows its first argument to a person, or reads it out.
SHOWS = {
    "QAction",
    "QCheckBox",
    "QGroupBox",
    "QLabel",
    "QPushButton",
    "QRadioButton",
    "addAction",
    "addItem",
    "addMenu",
    "addTab",
    "setAccessibleDescription",
    "setAccessibleName",
    "setPlaceholderText",
    "setStatusTip",
    "setSuffix",
    "setText",
    "setTitle",
    "setToolTip",
    "setWindowTitle",
}
NAME = "朱批 Zhupi"


def load_tool() -> ModuleType:
    return scripts.load("translations")


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    module = load_tool()
    yield module
    del sys.modules[module.__name__]


@pytest.fixture(scope="module")
def complaints(tool: ModuleType) -> list[str]:
    template = tool.template_of(tool.find_sentences(SOURCE))
    found: list[str] = tool.update(tool.TRANSLATIONS, template, "zh_CN", check=True)
    return found


@pytest.fixture(scope="module")
def pairs(tool: ModuleType) -> list[tuple[tuple[str, ...], str]]:
    """Each template's forms with its Chinese sentence."""
    file = tool.TRANSLATIONS / "zh_CN" / "LC_MESSAGES" / "zhupi.po"
    with file.open("rb") as stream:
        catalog = tool.read_po(stream, locale="zh_CN")
    found = []
    for item in catalog:
        ids = item.id if isinstance(item.id, (tuple, list)) else (item.id,)
        texts = item.string if isinstance(item.string, (tuple, list)) else (item.string,)
        if ids[0] and texts[0]:
            found.append((tuple(ids), str(texts[0])))
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the program: its place, the last name called, the call."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield f"{file.relative_to(SOURCE)}:{node.lineno}", name, node


def test_every_sentence_has_its_translation(complaints: list[str]) -> None:
    """Otherwise a reader of Chinese meets an English sentence."""
    assert [line for line in complaints if "no translation" in line] == []


def test_files_are_in_step_with_the_code(complaints: list[str]) -> None:
    """Otherwise what is translated is not what is shown: run `make translations`."""
    assert [line for line in complaints if "out of date" in line] == []


def test_translations_fill_in_what_their_templates_do(
    pairs: list[tuple[tuple[str, ...], str]],
) -> None:
    """Otherwise a name or number is lost, or showing the sentence fails."""
    wrong = [(ids[-1], text) for ids, text in pairs if fields(text) != fields(ids[-1])]
    assert wrong == []


def test_translations_are_punctuated_as_their_templates(
    pairs: list[tuple[tuple[str, ...], str]],
) -> None:
    """Otherwise sentences run into each other, or a menu does not say that it asks more."""
    ends = {".": "。", "…": "…"}
    wrong = [
        (ids[0], text)
        for ids, text in pairs
        for end, chinese in ends.items()
        if ids[0].endswith(end) != text.endswith(chinese) and not ids[0].endswith(" …")
    ]
    assert wrong == []


def test_chinese_has_chinese_punctuation(pairs: list[tuple[tuple[str, ...], str]]) -> None:
    """Otherwise a Chinese sentence looks like a machine's."""
    foreign = re.compile(rf"{HAN}[,;:!?(]|[,;:!?)]{HAN}|\.\.\.|{HAN} {HAN}|[«»]")
    assert [text for _, text in pairs if foreign.search(text)] == []


def test_shipped_catalogue_speaks_chinese() -> None:
    """Otherwise the window opens in English whatever was chosen."""
    for language in LANGUAGES:
        tr = Translator.load(language, resources() / "translations")
        assert tr("Annotations") == {"en": "Annotations", "zh_CN": "批注"}[language]
        matches = tr.plural("{count:,} match", "{count:,} matches", 1234)
        assert matches == {"en": "1,234 matches", "zh_CN": "1,234 处匹配"}[language]


def test_catalogue_is_a_gettext_file_without_dates(tool: ModuleType) -> None:
    """Otherwise it changes with every minute, or other tools cannot read it."""
    file = tool.TRANSLATIONS / "zh_CN" / "LC_MESSAGES" / "zhupi.mo"
    with file.open("rb") as stream:
        info = gettext.GNUTranslations(stream).info()
    assert info["plural-forms"] == "nplurals=1; plural=0;"
    assert [name for name in info if name.endswith("date")] == []


def test_every_call_that_speaks_is_collected(tool: ModuleType) -> None:
    """Otherwise `make translations` never sees a sentence, and it stays English."""
    unseen = [
        (place, node.args[0].value)
        for place, name, node in calls()
        if SPEAKS.fullmatch(name) and name not in tool.MARKERS
        if node.args and isinstance(node.args[0], ast.Constant)
        if isinstance(node.args[0].value, str)
    ]
    assert unseen == []


def test_no_widget_speaks_untranslated() -> None:
    """Otherwise a label, a tooltip or a name for screen readers is in one language only."""
    hard = [
        (place, node.args[0].value)
        for place, name, node in calls()
        if name in SHOWS and node.args
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
        if re.search(rf"[A-Za-z]{{2}}|{HAN}", node.args[0].value) and node.args[0].value != NAME
    ]
    assert hard == []
