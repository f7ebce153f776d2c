"""The figures of annotations: marking in a full article, a library with a million, writing.

    make bench ARGS=annotations                                   # all, with a million
    make bench ARGS="annotations --library-annotations 100000"    # smaller
    make bench ARGS="annotations dense"                           # marking alone
    make bench ARGS="annotations library rates --folder CACHE"    # keeps the libraries it makes

Making the library with a million takes minutes; in a folder of one's own it is kept between runs.
«dense»: a window over one article of 100,000 characters with 20,000 annotations, times from the
key press to the end of the paint event that shows what it did. «library»: from exec to the first
article painted, and the memory of the window (PSS) 1.5 s later, in a library with a million
annotations and in one with one article and none. «rates»: annotations a second, each (or each
thousand) durable before the next begins. Run by `run.py`; nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication
from tests.benchmarks import annotations_library
from tests.benchmarks.annotations_window import ANNOTATIONS, CHARACTERS, DenseArticle

PARTS = ("dense", "library", "rates")
MILLION = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--annotations", type=int, default=ANNOTATIONS, help="in the full article")
    parser.add_argument("--library-annotations", type=int, default=MILLION)
    parser.add_argument("--folder", type=Path, help="where large libraries are kept between runs")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these of {PARTS}")
    chosen = parser.parse_args(arguments)
    parts = chosen.parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; articles and annotations are SYNTHETIC"
    )
    with tempfile.TemporaryDirectory() as scratch:
        if "dense" in parts:
            _dense(Path(scratch), chosen.annotations, chosen.rounds)
        kept = chosen.folder or Path(scratch)
        if "library" in parts:
            _library(kept, chosen.library_annotations, max(3, chosen.rounds // 4))
        if "rates" in parts:
            _rates(kept, chosen.library_annotations)
    return 0


def _dense(folder: Path, annotations: int, rounds: int) -> None:
    bench = DenseArticle(folder, annotations)
    values: dict[str, list[float]] = {}

    def note(name: str, value: float) -> None:
        values.setdefault(name, []).append(value)

    for _round in range(max(3, rounds // 6)):
        note("opening the article", bench.opening())
    for panel in ("entities in front", "cards in front"):
        bench.show_cards(shown=panel == "cards in front")
        for _round in range(rounds):
            painted, saved = bench.highlight()
            note(f"key to painted highlight, {panel}", painted)
            note(f"key to «Saved», {panel}", saved)
        for _round in range(max(3, rounds // 3)):
            undone, redone = bench.undoing()
            note(f"undo to painted, {panel}", undone)
            note(f"redo to painted, {panel}", redone)
    measures: tuple[tuple[str, Callable[[], float]], ...] = (
        ("a step of selecting with the mouse", bench.selecting),
        ("a step of the wheel", bench.scrolling),
        ("a move of the mouse", bench.hovering),
    )
    for name, measure in measures:
        for _round in range(max(3, rounds // 6)):
            note(name, measure())
    bench.close()
    print(
        f"\nAn article of {CHARACTERS:,} characters with {annotations:,} annotations, ms, "
        f"Qt platform {QApplication.platformName()}"
    )
    print(f"{'':46} {'rounds':>6} {'least':>8} {'median':>8} {'95 %':>8}")
    for name, found in values.items():
        ordered = sorted(found)
        late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        print(
            f"{name:46} {len(found):6} {ordered[0]:8.1f} {statistics.median(found):8.1f} "
            f"{late:8.1f}"
        )


def _library(folder: Path, annotations: int, rounds: int) -> None:
    sizes = (0, annotations)
    libraries = {size: annotations_library.make(folder, size) for size in sizes}
    found: dict[int, list[annotations_library.Started]] = {size: [] for size in sizes}
    for _round in range(rounds):
        for size in sizes:  # in turns, so that what else the machine does hits both alike
            found[size].append(annotations_library.start(libraries[size]))
    print(f"\n{'annotations in the library':>28} {'start: least':>13} {'median':>8} {'PSS, MB':>9}")
    for size in sizes:
        times = [one.milliseconds for one in found[size]]
        memory = statistics.median(one.memory for one in found[size])
        print(f"{size:28,} {min(times):13.0f} {statistics.median(times):8.0f} {memory:9.1f}")


def _rates(folder: Path, annotations: int) -> None:
    print(f"\n{'annotations in the library':>28} {'one by one, /s':>15} {'by 1,000, /s':>13}")
    for size in (0, annotations):
        single, bulk = annotations_library.rates(annotations_library.make(folder, size))
        print(f"{size:28,} {single:15.1f} {bulk:13,.0f}")
