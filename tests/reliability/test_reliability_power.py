"""Whenever the power fails, what the program had told is there at the next start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.reliability import programs, syscalls

POINTS = programs.asked_for("ZHUPI_CRASHES", 400)
_AT_ONCE = 2

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")


def crashed(folder: Path, points: int, seed: int, settings: str = "chosen") -> dict[str, int]:
    share = -(-points // _AT_ONCE)
    return programs.summed(
        programs.run_all(
            [
                programs.command("lose_power", folder / f"{n}", share, seed + n, settings)
                for n in range(_AT_ONCE)
            ]
        )
    )


def test_power_failures_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    """Nor does the folder of a new library get lost, nor a backup; the index comes into step.

    What a crash may leave is said in `disk`, and what is looked at in `truth`.
    """
    found = crashed(tmp_path, POINTS, 20261123)
    print(found)
    assert found["points"] >= POINTS
    assert found["lost"] == 0
    # Else the crashes missed what they were to strike.
    assert found["hot"] > POINTS // 10


@pytest.mark.parametrize("settings", ["delete-full", "truncate-off"])
def test_settings_that_lose_notes_are_found_out(tmp_path: Path, settings: str) -> None:
    """The harness can fail: without these crashes, these settings would pass for safe."""
    assert crashed(tmp_path, 60, 7, settings)["lost"] > 0


def test_without_ptrace_the_reason_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container that forbids tracing must not end in a riddle, nor in a test that was skipped."""

    def refused(*_: Any, **__: Any) -> subprocess.CompletedProcess[str]:
        said = "strace: ptrace(PTRACE_TRACEME, ...): Operation not permitted"
        return subprocess.CompletedProcess([], 1, "", said)

    monkeypatch.setattr("subprocess.run", refused)
    with pytest.raises(syscalls.TracingError, match="allow the capability SYS_PTRACE"):
        syscalls.run_traced(["true"], tmp_path / "trace", {})
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(syscalls.TracingError, match="strace is not installed"):
        syscalls.run_traced(["true"], tmp_path / "trace", {})
