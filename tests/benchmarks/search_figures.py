"""The figures of search: Zhupi's, and other engines' on the same articles in the same run.

    make bench ARGS="search"                          # everything, at 50,000 and 100,000
    make bench ARGS="search --articles 2000"          # smaller
    make bench ARGS="search rate mix --engines zhupi fts5-trigram"
    make bench ARGS="search --folder DIR --cycle"     # on articles of one's own

Parts: rate (documents a second, beside the peers), exact (recall and precision), peers (the
queries, beside the peers); and at each size given: size (rate, bytes, memory), mix (the queries),
opening, change (until it is found), bombs. Nothing is asserted; targets are printed beside. Every
measurement runs in a process of its own; rounds of different engines take turns; the time to
make the articles is counted for no engine. CPU times are those of all threads.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.engines import engine_names
from tests.benchmarks.search_corpus import CHARACTERS, SEED, CorpusRecipe, spool_folder
from tests.benchmarks.search_lab import Lab
from tests.benchmarks.search_peers import PeerFigures
from tests.benchmarks.search_sizes import SizeFigures

PARTS = (*PeerFigures.PARTS, *SizeFigures.PARTS)


@dataclass(frozen=True, slots=True)
class Options:
    """What `make bench ARGS=…` may say of search."""

    parts: tuple[str, ...]
    articles: tuple[int, ...]
    peer_articles: int
    slow_articles: int
    engines: tuple[str, ...]
    substrings: int
    rounds: int
    folder: Path | None
    cycle: bool
    characters: int
    seed: int
    temporary: Path | None

    @staticmethod
    def parse(arguments: Sequence[str]) -> Options:
        parser = argparse.ArgumentParser(prog="search", description=(__doc__ or "").split("\n")[0])
        add = parser.add_argument
        add("parts", nargs="*", metavar="part", help=f"of: {', '.join(PARTS)}")
        add("--articles", type=int, nargs="+", default=[50_000, 100_000], metavar="N")
        add("--peer-articles", type=int, default=5_000, metavar="N", help="for the peers")
        add("--slow-articles", type=int, default=1_000, metavar="N", help="for stock Whoosh")
        add("--engines", nargs="+", default=list(engine_names()), choices=engine_names())
        add("--substrings", type=int, default=2_000, metavar="N", help="for exactness")
        add("--rounds", type=int, default=3, metavar="N")
        add("--folder", type=Path, help="the articles below it instead of synthetic ones")
        add("--cycle", action="store_true", help="splice more of them where there are too few")
        add("--characters", type=int, default=CHARACTERS, metavar="N", help="of an article")
        add("--seed", type=int, default=SEED)
        add("--temporary", type=Path, help="the folder to build indexes in")
        chosen = vars(parser.parse_args(arguments))
        if unknown := set(chosen["parts"]) - set(PARTS):
            parser.error(f"no such part: {', '.join(sorted(unknown))}")
        chosen["parts"] = tuple(chosen["parts"] or PARTS)
        chosen["engines"] = tuple(dict.fromkeys(("zhupi", *chosen["engines"])))
        chosen["articles"] = tuple(sorted(chosen["articles"]))
        return Options(**chosen)


def _versions() -> str:
    found = [f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"]
    found.append(f"SQLite {sqlite3.sqlite_version}")
    for package in ("numpy", "whoosh-reloaded", "tantivy", "rjieba"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return "; ".join(found) + "."


def _corpus(options: Options, folder: Path) -> CorpusRecipe:
    spool = ""
    if options.folder:
        spool = str(folder / "spool.jsonl")
        spool_folder(options.folder, Path(spool))
    sizes = []
    if set(options.parts) & set(PeerFigures.PARTS):
        sizes += [options.peer_articles, options.slow_articles]
    if set(options.parts) & set(SizeFigures.PARTS):
        sizes += options.articles
    return CorpusRecipe(max(sizes), options.seed, options.characters, spool, options.cycle)


def main(arguments: Sequence[str] = ()) -> int:
    """Measures and prints."""
    options = Options.parse(arguments)
    with tempfile.TemporaryDirectory(dir=options.temporary) as folder:
        lab = Lab(_corpus(options, Path(folder)), Path(folder), options.rounds)
        print(f"Corpus: {lab.corpus.description}.")
        print(_versions())
        print(f'Again: make bench ARGS="search {" ".join(arguments)}"')
        peers = PeerFigures(
            lab, options.engines, options.peer_articles, options.slow_articles, options.substrings
        )
        peers.measure(options.parts)
        for number in dict.fromkeys(min(size, len(lab.corpus)) for size in options.articles):
            SizeFigures(lab, number).measure(options.parts)
    return 0
