"""Writers that are killed lose nothing that they had told, and are in nobody's way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

DESKTOP = Path(__file__).parents[2] / "desktop"
KILLS = 200


def test_two_hundred_killed_writers(tmp_path: Path) -> None:
    """At random moments of commits and merges; what is asserted stands in `kill_writers`."""
    program = Path(__file__).with_name("kill_writers.py")
    found = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "index"), str(KILLS), "1971"],
        env={**os.environ, "PYTHONPATH": str(DESKTOP)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    struck = json.loads(found.stdout)
    print(struck)
    # Else the kills missed what they were to strike.
    assert struck["commits"] > KILLS
    assert struck["debris"] > 0
    assert struck["merges"] > 0
