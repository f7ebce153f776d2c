"""Whatever the program was at when it was killed, what it had told is there afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.reliability import programs

KILLS = programs.asked_for("ZHUPI_KILLS", 200)
_AT_ONCE = 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are of POSIX")


def test_kills_lose_nothing_and_leave_nothing_half(tmp_path: Path) -> None:
    """What the window showed as saved is there; `kill_writers` and `truth` say what is looked at.

    Annotations, tags, imports, corrected texts, searches, undo and redo; and the search index.
    """
    share = -(-KILLS // _AT_ONCE)
    struck = programs.summed(
        programs.run_all(
            [
                programs.command("kill_writers", tmp_path / f"{n}", share, 20261123 + n)
                for n in range(_AT_ONCE)
            ]
        )
    )
    print(struck)
    assert struck["kills"] >= KILLS
    # Else the kills missed what they were to strike.
    assert struck["steps"] > KILLS
    assert struck["untold"] > 0
    assert struck["rolled back"] > KILLS // 20


def test_a_program_that_tells_too_early_is_found_out(tmp_path: Path) -> None:
    """The harness can fail: who says «saved» before it is so loses something within fifty kills."""
    with pytest.raises(AssertionError, match="neither before a step nor after it"):
        programs.run_all([programs.command("kill_writers", tmp_path / "0", 50, 3, "early")])
