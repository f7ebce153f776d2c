"""What a durable change costs with each way SQLite can keep it: docs/DURABILITY.md.

    make bench ARGS=durability                      # three hundred commits each
    make bench ARGS="durability --commits 1000"

One commit adds an annotation with a tag and a note through the store: its row, what follows from
it, and its entry of the history. The settings take turns, so that a busy disk is busy for all.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.benchmarks.measuring import Spread

from zhupi.core.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Purpose,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.store import Store, connections

#: Journal and synchronous, the chosen ones first.
SETTINGS = (
    ("TRUNCATE", "EXTRA"),
    ("TRUNCATE", "FULL"),
    ("DELETE", "FULL"),
    ("WAL", "FULL"),
    ("WAL", "NORMAL"),
)
_TEXT = "朱批奏折的由来\n" + "皇帝用朱笔批示大臣的奏折，称为朱批。" * 60
_TURN = 10  #: commits before it is the next settings' turn


def connecting(journal: str, synchronous: str) -> Callable[..., sqlite3.Connection]:
    """In place of `connections.connect`: with other settings on top of the program's own."""
    real: Callable[..., sqlite3.Connection] = connections.connect

    def connect(file: Path, **options: Any) -> sqlite3.Connection:
        connection = real(file, **options)
        connection.execute(f"PRAGMA journal_mode = {journal}").fetchall()
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        return connection

    return connect


def new_library(folder: Path, journal: str, synchronous: str) -> Store:
    """A library with one article, whose only connection has these settings."""
    with patch.object(connections, "connect", connecting(journal, synchronous)):
        store = Store.create(folder, "window")
        blocks = (Block(BlockKind.PARAGRAPH, 0, len(_TEXT)),)
        store.add_articles([Article("a1", _TEXT[:7], _TEXT, blocks)])
    return store


def commit(store: Store, number: int) -> float:
    """Seconds that it took to add one annotation."""
    now = datetime.now(UTC)
    start = number % 1000
    target = Target(
        "a1",
        TextPositionSelector(start, start + 4),
        TextQuoteSelector(_TEXT[start : start + 4], _TEXT[max(0, start - 32) : start], ""),
    )
    bodies = (Body(Purpose.TAGGING, "史料/朱批"), Body(Purpose.COMMENTING, "一条笔记。"))
    annotation = Annotation(f"n{number}", target, bodies, "yellow", "读者", now, now)
    began = time.perf_counter()
    store.add_annotations([annotation])
    return time.perf_counter() - began


def main(arguments: Sequence[str] = ()) -> int:
    parser = argparse.ArgumentParser(prog="durability", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--commits", type=int, default=300)
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    chosen = parser.parse_args(arguments)
    seconds: dict[tuple[str, str], list[float]] = {settings: [] for settings in SETTINGS}
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch, ExitStack() as opened:
        stores = {
            settings: opened.enter_context(
                closing(new_library(Path(scratch) / "-".join(settings), *settings))
            )
            for settings in SETTINGS
        }
        for first in range(0, chosen.commits, _TURN):
            for settings, store in stores.items():
                last = min(first + _TURN, chosen.commits)
                seconds[settings] += [commit(store, number) for number in range(first, last)]
    print(
        f"\nms for one durable annotation, {chosen.commits} each, SQLite {sqlite3.sqlite_version}"
    )
    print(f"{'':20}{'median':>9}{'95 %':>9}{'worst':>9}")
    for settings, values in seconds.items():
        print(f"{', '.join(settings):20}{Spread.of([1000 * value for value in values])}")
    return 0
