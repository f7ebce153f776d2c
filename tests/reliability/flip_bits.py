"""Flips every bit of every row that a person wrote, and asks whether `check` notices."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.reliability.records import records

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    Block,
    BlockKind,
    Body,
    Label,
    Origin,
    Purpose,
    Tag,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.paths import LIBRARY_FILE
from zhupi.core.search import SavedSearch
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.store import Store, care
from zhupi.store.connections import Connections
from zhupi.store.rows import TABLES

WATCHED = tuple(TABLES)
_OLD, _NEW = "朱批奏折的由来", "朱批奏折之由来"


@dataclass(frozen=True)
class Row:
    """A row of a table, and where its bytes lie in the file."""

    table: str
    rowid: int
    places: tuple[int, ...]


def make_library(folder: Path) -> None:
    """A small library with a row in every table that a person fills."""
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    place, quote = TextPositionSelector(0, 2), TextQuoteSelector("朱批", "", "奏折")
    bodies = (Body(Purpose.TAGGING, "史料/朱批"), Body(Purpose.COMMENTING, "笔记ab"))
    old, new = (
        Article("a1", text, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), path="/n/a.txt")
        for text in (_OLD, _NEW)
    )
    resolved = Annotation("n1", Target("a1", place, quote), bodies, "pink", "读者", moment, moment)
    chosen = replace(resolved, id="n2", bodies=bodies[:1], creator="")
    waiting = replace(
        chosen,
        state=AnnotationState.MOVED,
        confidence=0.75,
        origin=Origin(old.digest, place, quote),
    )
    with closing(Store.create(folder, "window")) as store:
        store.add_articles([old])
        store.add_annotations([resolved, chosen])
        store.replace_article(new, [resolved, waiting])
        store.set_tag(Tag("史料/朱批", "pink", "说明", 3))
        store.put_saved_search(SavedSearch("s1", "会谈", "会谈 OR 会见"))
        told = Correction(
            "c1",
            CorrectionKind.LABEL,
            Scope.HERE,
            "朱批",
            Label.ORG,
            "朱批",
            Label.PERSON,
            "PERSON:朱批",
            article="a1",
            position=place,
            quote=quote,
            creator="读者",
            created=moment,
        )
        store.change_corrections([told], (), "correct label")


def watched_rows(file: Path) -> list[Row]:
    return [
        Row(table, record.rowid, record.places)
        for table in WATCHED
        for record in records(file, table)
    ]


class Flipper:
    """Flips bits of one library's file and puts them right again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._sound = file.read_bytes()

    def problems(self, flips: Sequence[tuple[Row, int]]) -> list[care.Problem]:
        """What `check` says when these bits of these rows are wrong."""
        data = bytearray(self._sound)
        for row, bit in flips:
            data[row.places[bit // 8]] ^= 1 << bit % 8
        self._file.write_bytes(data)
        # As in a program that starts now: nothing of the file is in its memory.
        with closing(Connections(self._file, read_only=True)) as connections:
            return care.check(connections, full=True)

    def unnoticed(self, rows: Sequence[Row], bit: int) -> Iterator[Row]:
        """The rows whose bit `bit` may be wrong without a word of `check`.

        One row of each table at a time: what is wrong with one table is told beside what is wrong
        with another. Where that names no table, each is tried by itself.
        """
        told = {problem.table for problem in self.problems([(row, bit) for row in rows])}
        for row in rows:
            if row.table not in told and not self.problems([(row, bit)]):
                yield row


def main(scratch: Path, share: int, shares: int) -> dict[str, int]:
    """Every bit whose number leaves `share` when divided by `shares`; counts of flips and misses.

    The bits that were not noticed are printed.
    """
    folder = scratch / "library"
    scratch.mkdir(parents=True)
    make_library(folder)
    file = folder / LIBRARY_FILE
    rows = watched_rows(file)
    assert {row.table for row in rows} == set(WATCHED)
    by_table = [[row for row in rows if row.table == table] for table in WATCHED]
    flipper = Flipper(file)
    assert not flipper.problems([])
    counts = {"rows": len(rows) if not share else 0, "flips": 0, "unnoticed": 0}
    for turn in range(max(map(len, by_table))):
        together = [some[turn] for some in by_table if turn < len(some)]
        longest = max(len(row.places) for row in together)
        for bit in range(share, longest * 8, shares):
            having = [row for row in together if bit < len(row.places) * 8]
            counts["flips"] += len(having)
            for row in flipper.unnoticed(having, bit):
                counts["unnoticed"] += 1
                print(f"{row.table} {row.rowid}: bit {bit}", file=sys.stderr)
    shutil.rmtree(scratch)
    return counts


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
