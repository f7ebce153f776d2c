"""`packaging/setup.sh`, as far as it goes without installing anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELLS = [shell for shell in ("dash", "bash", "sh") if shutil.which(shell)]
TOOLS = ("cat", "cksum", "dirname", "id", "rm", "sh")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="on Windows there is no make")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for the PATH with the least of tools in it, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (folder / tool).symlink_to(found)
    return folder


def set_up(shell: str, programs: Path, venv: Path, **more: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(shell)
    assert program is not None
    return subprocess.run(
        [program, ROOT / "packaging" / "setup.sh", "run"],
        env={"PATH": str(programs), "VENV": str(venv), **more},
        capture_output=True,
        check=False,
        text=True,
    )


def put_python(folder: Path, name: str, body: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize("shell", SHELLS)
def test_says_which_python_is_needed(shell: str, programs: Path, tmp_path: Path) -> None:
    """Otherwise a person with an old Python reads a traceback."""
    result = set_up(shell, programs, tmp_path / "venv")
    assert result.returncode == 1
    assert "Zhupi needs Python 3.11, 3.12 or 3.13, and none was found." in result.stderr


# A Python that suits but makes no environment, so that nothing is installed here.
STAND_IN = f"""
case "$*" in
    *"print(sys.executable)"*) echo "$0" ;;
    "-m venv "*) exit 3 ;;
    *) exec "{sys.executable}" "$@" ;;
esac
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_passes_over_a_shim_without_python(shell: str, programs: Path, tmp_path: Path) -> None:
    """Otherwise version managers' shims, which fail when run, end the setup."""
    put_python(programs, "python3.13", "exit 127")
    put_python(programs, "python3.11", STAND_IN)
    result = set_up(shell, programs, tmp_path / "venv")
    assert result.returncode == 3
    assert "Making" in result.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_names_a_python_that_does_not_suit(shell: str, programs: Path, tmp_path: Path) -> None:
    """Otherwise `make PYTHON=…` silently takes another one."""
    put_python(programs, "old", "exit 1")
    result = set_up(shell, programs, tmp_path / "venv", PYTHON="old")
    assert result.returncode == 1
    assert "old is not Python 3.11, 3.12 or 3.13" in result.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_a_finished_environment_is_left_alone(shell: str, programs: Path, tmp_path: Path) -> None:
    """Otherwise every `make run` waits for pip."""
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    put_python(venv / "bin", "python", "exit 1")
    sums = subprocess.run(
        ["cksum", "packaging/requirements.txt", "pyproject.toml", "packaging/setup.sh"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    (venv / ".ready-run").write_text(f"{os.path.realpath(ROOT)}\n{sums}", "utf-8")
    result = set_up(shell, programs, venv)
    assert (result.returncode, result.stderr) == (0, "")


def test_help_names_every_target() -> None:
    """Otherwise a target exists that nobody finds."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (phony,) = (line for line in makefile.splitlines() if line.startswith(".PHONY:"))
    printed = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        env={"PATH": os.environ["PATH"]},
    ).stdout
    assert [line.split()[1] for line in printed.splitlines()] == phony.split()[1:]
