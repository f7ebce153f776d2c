"""Runs the programs of this folder side by side, each in a Python of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def environment() -> dict[str, str]:
    """Finds this checkout, and takes sets in the same order at each run."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "desktop")])
    return {
        **os.environ,
        "PYTHONPATH": paths,
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def command(module: str, *arguments: object) -> list[str]:
    """The command that runs a module of this folder."""
    return [sys.executable, "-m", f"tests.reliability.{module}", *map(str, arguments)]


def run_all(commands: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """What each of several programs prints at its end, as JSON. All run at the same time.

    Raises AssertionError with what a program said that failed.
    """
    running = [
        subprocess.Popen(
            words,
            env=environment(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for words in commands
    ]
    answers = []
    failures = []
    for program in running:
        output, errors = program.communicate()
        if program.returncode:
            failures.append(errors)
        else:
            answers.append(json.loads(output.splitlines()[-1]))
    assert not failures, "\n".join(failures)
    return answers


def summed(answers: Sequence[dict[str, int]]) -> dict[str, int]:
    """The counts of several programs as one."""
    return {name: sum(answer[name] for answer in answers) for name in answers[0]}


def asked_for(name: str, usual: int) -> int:
    """How many: `usual`, unless the environment variable `name` says otherwise."""
    return int(os.environ.get(name) or usual)
