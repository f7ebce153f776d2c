"""`zhupi check`: tells what is wrong in words, and repairs without losing the evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def annotated(filled: Run) -> Run:
    """A library with an annotation in each article."""
    for article in filled("articles", "--json").json:
        assert (
            filled("annotate", article["id"], "--start", "0", "--end", "3", "--tag", "核对").code
            == 0
        )
    return filled


def _notes(zhupi: Run) -> Any:
    return zhupi("annotations", "--json").json


def test_a_library_in_order_is_left_alone(annotated: Run, library: Path) -> None:
    """Nothing to repair: not even a file is touched."""
    before = (library / "library.sqlite").read_bytes()
    assert annotated("check").code == 0
    answer = annotated("check", "--repair")
    assert (answer.code, "nothing to repair" in answer.out) == (0, True)
    assert (library / "library.sqlite").read_bytes() == before


def test_damage_is_told_and_repaired(annotated: Run, library: Path) -> None:
    """From the first sentence to a library that works again."""
    notes = _notes(annotated)
    file = library / "library.sqlite"
    data = bytearray(file.read_bytes())
    data[data.rindex("核对".encode())] ^= 4
    data[:100] = bytes(100)
    file.write_bytes(bytes(data))
    answer = annotated("check")
    assert answer.code == 1
    assert "does not begin as one should" in answer.err
    assert "check --repair" in answer.err
    answer = annotated("check", "--repair", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["saved"]["annotations"] == 2
    assert answer.json["lost"] == []
    assert Path(answer.json["damaged_file"]).read_bytes() == data
    assert _notes(annotated) == notes
    assert annotated("check").code == 0
    assert annotated("search", "日内瓦", "--json").json["total"] == 1


def test_what_is_lost_is_told_by_name(annotated: Run, library: Path) -> None:
    """A person must know what to look for on paper."""
    with closing(sqlite3.connect(library / "library.sqlite")) as raw, raw:
        raw.execute("DELETE FROM operations")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("DELETE FROM operation_rows")
        raw.execute("UPDATE annotations SET bodies = '[[]]'")
    answer = annotated("check")
    assert answer.err.count("it is not as it was written") == 2
    answer = annotated("check", "--repair")
    assert answer.code == 1
    assert answer.err.count("is lost") == 2
    assert "on “两国外” of “两国外长在日内瓦会谈” is lost" in answer.err
    assert "The damaged file is kept" in answer.out
    assert _notes(annotated) == []


def test_stray_files_and_bad_backups_are_told(annotated: Run, library: Path) -> None:
    """Room that can be had back, and a backup nobody should rely on."""
    made = Path(annotated("backup", "--json").json["file"])
    (library / "notes.txt").write_text("x", encoding="utf-8")
    (library / "backups" / "20260101-000000-session.sqlite.new").write_bytes(b"half")
    (library / "index" / "MAIN_zzzzzz.seg").write_bytes(b"half")
    answer = annotated("check", "--json")
    assert (answer.code, answer.json["ok"]) == (0, True), "all of it is harmless"
    problems = {p["problem"].split("/")[-1]: p["area"] for p in answer.json["problems"]}
    assert problems == {
        "notes.txt does not belong into a library.": "files",
        "20260101-000000-session.sqlite.new was left over and can be deleted.": "files",
        "MAIN_zzzzzz.seg was left over and can be deleted.": "index",
    }
    made.write_bytes(made.read_bytes()[:-4096])
    answer = annotated("check")
    assert answer.code == 1
    assert f"The backup {made.name} is damaged" in answer.err
