"""How well the program understands news: names, times, quotations and links against tests/gold.

    make bench ARGS=understanding                     # all of it, about ten minutes
    make bench ARGS="understanding accuracy"          # both parts of tests/gold, beside others
    make bench ARGS="understanding speed hostile"     # time, memory, size; texts nobody prints
    make bench ARGS="understanding window"            # an article opened until names are painted
    PYTHONPATH=desktop python tests/benchmarks/understanding.py --errors dates   # where it errs

Rules are made on the part `develop`; of `report` nothing but totals is ever printed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

if __name__ == "__main__":
    # Instead of this file's own folder, whose modules would be found by a second name.
    sys.path[:1] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "desktop")]

from zhupi.language import default_recogniser, single_thread_environment

os.environ.update(single_thread_environment())

from tests.benchmarks import understanding_ours as ours
from tests.benchmarks.understanding_beside import Beside
from tests.benchmarks.understanding_errors import ERRORS
from tests.benchmarks.understanding_figures import counts, figures, given_names_figures
from tests.benchmarks.understanding_peers import PEERS, USUAL
from tests.benchmarks.understanding_speed import hostile, speed
from tests.gold import reading
from tests.gold.marking import GoldArticle

PARTS = ("accuracy", "speed", "hostile", "window")


def list_errors(kind: str, only: str, *, gold_names: bool) -> None:
    """Prints the figures and what goes wrong on `develop`."""
    articles = [a for a in reading.articles("develop") if only in a.name]
    read = _reader(kind, gold_names=gold_names)
    reads = [read(article) for article in articles]
    for line in ERRORS[kind](reads):
        print(line)
    print()
    for line in figures(reads):
        print(line)


def _reader(kind: str, *, gold_names: bool) -> Callable[[GoldArticle], ours.Read]:
    if gold_names and kind in {"quotations", "links"}:
        return ours.quoted_by_hand if kind == "quotations" else ours.linked_by_hand
    recogniser = default_recogniser()
    return lambda article: ours.read(recogniser, article)


def print_accuracy(peers: Sequence[str]) -> None:
    """Both parts, beside others."""
    recogniser = default_recogniser()
    parts = {
        part: [ours.read(recogniser, article) for article in reading.articles(part)]
        for part in reading.PARTS
    }
    for part, reads in parts.items():
        told = counts(reads)
        print(f"\n«{part}»: " + ", ".join(f"{key} {value:,}" for key, value in told.items()))
        for line in figures(reads):
            print(line)
        for line in given_names_figures([one.gold for one in reads]):
            print(line)
    beside = Beside(parts, peers)
    for line in (*beside.lines(), "", *beside.speed()):
        print(line)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--peers", default=",".join(USUAL), help=f"which of {', '.join(PEERS)}; empty: none"
    )
    parser.add_argument("--errors", choices=ERRORS, help="list what goes wrong on develop")
    parser.add_argument("--only", default="", help="articles whose name contains this")
    parser.add_argument(
        "--gold-names", action="store_true", help="quotations or links where all names are known"
    )
    chosen = parser.parse_args(arguments)
    if chosen.errors:
        list_errors(chosen.errors, chosen.only, gold_names=chosen.gold_names)
        return 0
    for part in chosen.parts or PARTS:
        print(f"\n--- {part}")
        if part == "accuracy":
            print_accuracy([name for name in chosen.peers.split(",") if name])
        elif part == "window":
            # Qt is needed for this one alone.
            from tests.benchmarks import window

            window.main(["--rounds", "5", "mentions painted"])
        else:
            for line in speed() if part == "speed" else hostile():
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
