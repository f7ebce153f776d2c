"""The figures of docs/BENCHMARKS.md, measured here: `make bench`.

Nothing is asserted: a slow machine is no fault. Targets are printed beside.

    make bench                                   # everything
    make bench ARGS="--rounds 15 start open"     # figures of the window: window.py
    make bench ARGS="search --articles 50000"    # search, beside other engines: search_figures.py
    make bench ARGS=ranking                      # how well search ranks: ranking.py
    make bench ARGS=anchoring                    # annotations whose article changed: anchoring.py
    make bench ARGS=annotations                  # very many annotations: annotations.py
    make bench ARGS=durability                   # commits, by settings of SQLite: durability.py
    make bench ARGS=understanding                # names, times, quotations: understanding.py
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The first word of the arguments → the module with a `main`; all else is about the window.
PARTS = {
    "window": "window",
    "search": "search_figures",
    "ranking": "ranking",
    "anchoring": "anchoring",
    "annotations": "annotations",
    "durability": "durability",
    "understanding": "understanding",
}


def run_part(part: str, arguments: Sequence[str]) -> int:
    """What the part's own `main` returns; a part that is not there is no failure."""
    module = f"tests.benchmarks.{PARTS[part]}"
    if find_spec(module) is None:
        print(f"There is no {PARTS[part]}.py beside this file.")
        return 0
    return int(import_module(module).main(arguments) or 0)


def main(arguments: Sequence[str]) -> int:
    # Instead of this file's own folder, whose modules would be found by a second name.
    sys.path[:1] = [str(ROOT), str(ROOT / "desktop")]
    if not arguments:
        return max(run_part(part, ()) for part in PARTS)
    if arguments[0] in PARTS:
        return run_part(arguments[0], arguments[1:])
    return run_part("window", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
