"""What ARCHITECTURE.md promises of the tree as a whole, so that breaking it fails here."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import zhupi

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop" / "zhupi"
# What these hold is for programs, not for people, or is not text.
OTHER_SUFFIXES = frozenset({".bin", ".gif", ".ico", ".jpg", ".mo", ".npz", ".png", ".woff2", ".xz"})

MACHINE_PATHS = re.compile(r"(?<![\w./}$-])/(?:work|root|tmp|home/[a-z]|opt/\w)(?:/|\b)")
USER_FOLDERS = re.compile(r"[A-Z]:\\+Users\\+\w|/Users/\w")

NETWORK = re.compile(
    r"(?:socket|socketserver|ssl|asyncio|http|ftplib|smtplib|imaplib|poplib|xmlrpc|webbrowser"
    r"|urllib\.request|urllib3|requests|certifi|PySide6\.Qt(?:Network|Web)\w*)(?:\.|$)"
)


def tracked_files() -> list[Path]:
    """The files under version control or, in an unpacked sdist, all of them."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    if listing.returncode == 0 and listing.stdout:
        files = [ROOT / name for name in listing.stdout.split("\0") if name]
        return [file for file in files if file.is_file()]
    made = {".venv", "build", "dist", "__pycache__"}
    files = [file for file in ROOT.rglob("*") if file.is_file()]
    return [file for file in files if not made & set(file.relative_to(ROOT).parts)]


def lines_of(file: Path) -> list[str]:
    """The lines of a text file; none of one in another encoding, which tests may need."""
    try:
        return file.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def run_python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
        capture_output=True,
        check=False,
        text=True,
    )


def test_imports_go_one_way() -> None:
    """Otherwise a front end's code ends up below it, and cannot be used without a window."""
    result = run_python(
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    )
    assert result.returncode == 0, result.stdout + result.stderr


def imports_of(file: Path) -> Iterator[str]:
    """The modules that a file names in its imports, wherever in it they stand."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign_packages(folder: Path) -> set[str]:
    """The packages that come neither with Python nor from here."""
    named = {name.partition(".")[0] for file in folder.rglob("*.py") for name in imports_of(file)}
    return named - sys.stdlib_module_names - {"zhupi"}


def test_core_imports_only_the_standard_library() -> None:
    """Otherwise the model can no longer be used, or tested, by itself."""
    assert foreign_packages(PACKAGE / "core") == set()


def test_every_foreign_package_has_its_place() -> None:
    """Otherwise a library creeps through the whole program, and can never be replaced."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    placed = {name for c in contracts for name in c.get("protected_modules", ())}
    assert foreign_packages(PACKAGE) == {
        name for name in placed - sys.stdlib_module_names if not name.startswith("zhupi.")
    }


def test_nothing_here_can_reach_the_network() -> None:
    """Otherwise somebody's reading is no longer only theirs."""
    found = [
        (str(file.relative_to(PACKAGE)), name)
        for file in PACKAGE.rglob("*.py")
        for name in imports_of(file)
        if NETWORK.match(name)
    ]
    # There it is switched off for a package that would try it.
    assert found == [("importing/html_page.py", "socket")]


@pytest.mark.parametrize("package", ["zhupi.core.model", "zhupi.workspace", "zhupi.cli"])
def test_command_line_loads_no_window(package: str) -> None:
    """Otherwise the command line fails where Qt's libraries are missing, and starts slowly."""
    program = f"import sys, {package}; print(sorted(m for m in sys.modules if 'PySide6' in m))"
    result = run_python(program)
    assert result.stderr == ""
    assert result.stdout.strip() == "[]"


def test_no_machine_paths_in_tracked_files() -> None:
    """Otherwise something works only where it was written."""
    found: list[str] = []
    for file in tracked_files():
        if file.suffix in OTHER_SUFFIXES or file == Path(__file__):
            continue
        for number, line in enumerate(lines_of(file), 1):
            if MACHINE_PATHS.search(line) or USER_FOLDERS.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_locks_name_no_index() -> None:
    """Otherwise `make run` asks a server that only its author can reach."""
    for lock in (ROOT / "packaging").glob("requirements*.txt"):
        lines = lock.read_text("utf-8").splitlines()
        options = [line for line in lines if line.startswith("-")]
        assert options == []
        assert [line for line in lines if "://" in line] == []


def test_one_version_everywhere() -> None:
    """Otherwise a bug report names a version that was never released."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == zhupi.__version__
    metainfo = (ROOT / "packaging" / "linux" / "org.zhupi.zhupi.metainfo.xml").read_text("utf-8")
    releases = re.findall(r'<release version="([^"]+)"', metainfo)
    assert releases[0] == zhupi.__version__


def test_modules_say_what_they_are() -> None:
    """Otherwise the next reader has to guess what a module is for and what it relies on."""
    silent = [
        str(file.relative_to(ROOT))
        for file in PACKAGE.rglob("*.py")
        if (text := file.read_text("utf-8").lstrip()) and not text.startswith(('"""', 'r"""'))
    ]
    assert silent == []
