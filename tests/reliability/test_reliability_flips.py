"""A flipped bit in what a person wrote never passes for what they wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.reliability import flip_bits, programs
from tests.reliability.records import records

from zhupi.core.paths import LIBRARY_FILE

_AT_ONCE = 2


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    """Every bit of every row, one after the other, the header that types its values included."""
    found = programs.summed(
        programs.run_all(
            [programs.command("flip_bits", tmp_path / f"{n}", n, _AT_ONCE) for n in range(_AT_ONCE)]
        )
    )
    print(found)
    assert found["unnoticed"] == 0
    assert found["flips"] > 10_000


def test_the_bytes_of_rows_are_found(tmp_path: Path) -> None:
    """Otherwise bits would be flipped that are nobody's. Long rows go on in overflow pages."""
    folder = tmp_path / "library"
    flip_bits.make_library(folder)
    file = folder / LIBRARY_FILE
    long = "长" * 5000
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE tags SET description = ?", (long,))
        connection.executemany(
            "INSERT INTO tags VALUES (?, '', ?, 0)", [(f"t{n}", "短" * n) for n in range(400)]
        )
        rows = connection.execute("SELECT rowid, path, description FROM tags").fetchall()
    data = file.read_bytes()
    found = {
        record.rowid: bytes(data[place] for place in record.places)
        for record in records(file, "tags")
    }
    assert len(found) == len(rows) == 401
    for rowid, path, description in rows:
        assert f"{path}".encode() in found[rowid]
        assert description.encode() in found[rowid]
