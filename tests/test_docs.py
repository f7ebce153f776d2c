"""What the documentation says, held against the program that it describes."""

from __future__ import annotations

import argparse
import doctest
import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from zhupi.cli.commands import COMMANDS
from zhupi.cli.main import _parser
from zhupi.core.messages import Translator
from zhupi.exchange import EXPORTERS
from zhupi.importing import READERS
from zhupi.store import Store
from zhupi.store.entities import Entities
from zhupi.store.mentions import Mentions
from zhupi.store.search_source import SearchSource
from zhupi.ui.actions import ActionRegistry
from zhupi.ui.understanding.actions import register as register_names
from zhupi.ui.window_actions import register

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide.md"
ARCHITECTURE = ROOT / "docs" / "ARCHITECTURE.md"
SOURCE = ROOT / "desktop"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted(
    page
    for pattern in (
        "*.md",
        "docs/*.md",
        "packaging/*.md",
        "articles/FORMAT.md",
        "resources/**/*.md",
    )
    for page in ROOT.glob(pattern)
)
#: Folders of `resources` whose every file was made for Zhupi.
OWN_RESOURCES = frozenset({"icons", "templates", "training", "translations"})
COMMON_OPTIONS = frozenset({"-h", "--help", "--library", "--json"})


def section(page: Path, heading: str) -> str:
    """What stands under a heading of the second or third level."""
    found = re.search(
        rf"^(##+) {re.escape(heading)}\n(.*?)(?=^##+ |\Z)",
        page.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"{page.name} has no section {heading}"
    return found[2]


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of a table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def without_blocks(page: Path) -> str:
    """The page without its blocks of code, whose fences would be taken for code in a line."""
    return re.sub(r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def code(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def parsers() -> dict[str, argparse.ArgumentParser]:
    (found,) = (
        action.choices
        for action in _parser(Translator())._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return dict(found)


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The options of this command and of what may follow it, by their shortest names."""
    names = {min(action.option_strings, key=len, default="") for action in parser._actions}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            names |= set().union(*map(options_of, action.choices.values()))
    return names - COMMON_OPTIONS - {""}


def actions_of(parser: argparse.ArgumentParser) -> set[str]:
    """What may follow a command that consists of several."""
    nested = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return {name for choices in nested for name in choices}


def told_commands() -> dict[str, set[str]]:
    """Command → the options that the guide's table tells of it."""
    told: dict[str, set[str]] = {}
    for first, *_ in rows(section(GUIDE, "The command line")):
        for words in code(first):
            name = words.split()[1]
            told.setdefault(name, set()).update(re.findall(r"(?<![\w-])--?[a-z-]+", words))
    return told


def told_actions(command: str) -> set[str]:
    """What the guide's table lets follow a command."""
    lines = (
        words.split()
        for first, *_ in rows(section(GUIDE, "The command line"))
        for words in code(first)
    )
    return {
        words[2] for words in lines if words[1] == command and words[2:] and words[2][0].islower()
    }


def test_guide_tells_every_command_and_no_other() -> None:
    """Otherwise a command is never found, or looked for in vain."""
    assert set(told_commands()) == {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_guide_tells_every_option_of_a_command(command: str) -> None:
    """Otherwise an option is never found, or refused when it is typed."""
    told = told_commands()[command]
    assert told == options_of(parsers()[command])


@pytest.mark.parametrize(
    "command", [name for name, parser in parsers().items() if actions_of(parser)]
)
def test_guide_tells_every_action_of_a_command(command: str) -> None:
    """Otherwise `tag overlaps`, say, is never found, or looked for in vain."""
    assert told_actions(command) == actions_of(parsers()[command])


def shell_lines(page: Path) -> Iterator[str]:
    """The lines of the page's examples, without comments."""
    for block in re.findall(
        r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        for line in block.splitlines():
            if typed := line.partition(" # ")[0].strip():
                yield typed


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_examples_are_understood(page: Path) -> None:
    """Otherwise the first thing a person types ends in a usage message."""
    typed = [shlex.split(line)[1:] for line in shell_lines(page) if line.startswith("zhupi ")]
    assert typed
    for words in typed:
        _parser(Translator()).parse_args(words)


def test_readmes_show_the_same_commands() -> None:
    """Otherwise readers of one language are told to type what no longer works."""
    shown = [
        [words for words in code(without_blocks(page)) if re.match(r"zhupi |make |py |\.", words)]
        for page in READMES
    ]
    assert shown[0]
    assert set(shown[0]) == set(shown[1])
    assert [*shell_lines(READMES[0])] == [*shell_lines(READMES[1])]


def test_make_targets_exist() -> None:
    """Otherwise a page sends people to a target that was renamed."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in PAGES:
        text = page.read_text("utf-8")
        told = set(re.findall(r"`make ([a-z]+)", text))
        told |= {line.split()[1] for line in shell_lines(page) if line.startswith("make ")}
        assert told <= targets, page.name


def test_guide_tells_every_format() -> None:
    """Otherwise somebody looks for a format of export that has gone, or misses a new one."""
    told = [code(first)[0] for first, *_ in rows(section(GUIDE, "Exporting"))]
    assert told == [exporter.name for exporter in EXPORTERS]


def test_formats_page_tells_every_reader() -> None:
    """Otherwise a file that could be read is left out of a folder, or one is missed."""
    page = ROOT / "articles" / "FORMAT.md"
    told = {tuple(code(first)) for first, *_ in rows(section(page, "Files and folders"))}
    assert told == {reader.suffixes for reader in READERS}


@pytest.fixture
def window_keys(qtbot: QtBot) -> dict[str, list[str]]:
    """Action → its keys, in Qt's portable form."""
    widget = QWidget()
    qtbot.addWidget(widget)
    registry = ActionRegistry(widget, widget)
    register(registry, MagicMock(), Translator())
    register_names(registry, MagicMock(), Translator())
    return {action.name: [portable(key) for key in action.keys] for action in registry}


def portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def key_names(text: str) -> Iterator[str]:
    """The keys named in `text`; `1` … `5` names all between."""
    for first, last in re.findall(r"`([^`]+)`(?: … `([^`]+)`)?", text):
        for number in range(int(first[-1]), int(last[-1]) + 1) if last else ():
            yield portable(f"{first[:-1]}{number}")
        if not last:
            yield portable(first)


def test_guide_names_the_keys_that_there_are(window_keys: dict[str, list[str]]) -> None:
    """Otherwise a person presses a key of the guide and nothing happens."""
    known = {key for keys in window_keys.values() for key in keys}
    told = {key for first, *_ in rows(section(GUIDE, "Keys")) for key in key_names(first)}
    assert told
    assert told - known == set()


def test_guide_names_a_key_of_every_action(window_keys: dict[str, list[str]]) -> None:
    """Otherwise a key that saves much time stays unknown."""
    named = set(key_names(without_blocks(GUIDE)))
    untold = [name for name, keys in window_keys.items() if keys and not named & set(keys)]
    assert untold == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Otherwise a reader clicks and finds nothing."""
    dead: list[str] = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = page.parent / name if name else page
        if not file.exists():
            dead.append(target)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            if anchor not in map(slug, headings):
                dead.append(target)
    assert dead == []


def test_every_resource_has_a_licence_told() -> None:
    """Otherwise something ships without the right to ship it."""
    page = section(ROOT / "docs" / "THIRD_PARTY.md", "Shipped with the program")
    told = {words.split("/")[1] for words in code(page) if words.startswith("resources/")}
    folders = {folder.name for folder in (ROOT / "resources").iterdir()}
    assert folders == told
    assert told > OWN_RESOURCES
    for folder in told - OWN_RESOURCES:
        assert (ROOT / "resources" / folder / "LICENSE").is_file()


def modules_with_examples() -> list[str]:
    files = (f for f in (SOURCE / "zhupi").rglob("*.py") if ">>> " in f.read_text("utf-8"))
    return sorted(".".join(f.relative_to(SOURCE).with_suffix("").parts) for f in files)


@pytest.mark.parametrize("module", modules_with_examples())
def test_examples_in_docstrings_are_true(module: str) -> None:
    """Otherwise the next reader believes what the code no longer does."""
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted
    assert result.failed == 0


def test_architecture_names_what_there_is() -> None:
    """Otherwise the first page a contributor reads sends them to modules that have gone."""
    text = ARCHITECTURE.read_text("utf-8")
    package = SOURCE / "zhupi"
    tree = re.search(r"^desktop/zhupi/\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert tree
    folders = {item.name for item in package.iterdir() if (item / "__init__.py").exists()}
    assert set(re.findall(r"^  (\w+)/ ", tree[1], re.MULTILINE)) == folders
    named = re.findall(r"`((?:core|ui|workspace|store|search)/\w+)(?:\.py)?`", text)
    assert named
    missing = [n for n in named if not any((package / f"{n}{end}").exists() for end in ("", ".py"))]
    assert missing == []


def test_architecture_lists_the_store() -> None:
    """Otherwise somebody writes a second method for what the store can do."""
    (block,) = re.findall(
        r"^```\n(Store\.create.*?)^```", section(ARCHITECTURE, "Store"), re.MULTILINE | re.DOTALL
    )
    told = set(re.findall(r"(?:^|[\s.])([a-z_]+)\(", block))
    there = {
        name
        for part in (Store, SearchSource, Mentions, Entities)
        for name, value in vars(part).items()
        if name[0] != "_" and (callable(value) or isinstance(value, classmethod))
    }
    assert told == there
