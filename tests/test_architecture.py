"""What ARCHITECTURE.md promises of the tree as a whole, so that breaking it fails here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import zhupi

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop" / "zhupi"
# What these hold is for programs, not for people, or is not text.
OTHER_SUFFIXES = frozenset({".bin", ".gif", ".ico", ".jpg", ".mo", ".npz", ".png", ".woff2", ".xz"})

MACHINE_PATHS = re.compile(r"(?<![\w./}$-])/(?:work|root|tmp|home/[a-z]|opt/\w)(?:/|\b)")
USER_FOLDERS = re.compile(r"[A-Z]:\\+Users\\+\w|/Users/\w")


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
