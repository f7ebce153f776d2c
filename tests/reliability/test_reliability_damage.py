"""Damage is noticed, and what was written comes back."""

from __future__ import annotations

import random
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest
from tests.reliability.damage import HELPS, KINDS, PAGE, Library, Outcome, flip, written

from zhupi.core.model import AnnotationState
from zhupi.store import Store, repairing
from zhupi.store.pages import PageFile, record
from zhupi.store.rows import TABLES, intact

#: `damage.py` runs as many as one likes.
_CASES = {"one bit": 12, "cut off": 6, "a page of zeros": 8, "100 bits": 2}
_ANNOTATIONS = 75


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(tmp_path_factory.mktemp("whole") / "library", _ANNOTATIONS)


def _outcomes(library: Library, place: Path, kind: str, help_: str) -> list[Outcome]:
    chance = random.Random(f"{kind} {help_}")
    found = [library.try_one(place, KINDS[kind], chance, help_) for _ in range(_CASES[kind])]
    assert not [o for o in found if o.altered and not o.noticed], "damage went unnoticed"
    return found


@pytest.mark.parametrize("help_", HELPS)
def test_after_one_flipped_bit_everything_comes_back(
    library: Library, tmp_path: Path, help_: str
) -> None:
    """A disk or a memory that errs once in years costs no note, whatever else there is."""
    found = _outcomes(library, tmp_path / "copy", "one bit", help_)
    assert sum(o.back for o in found) / len(found) >= 0.998


@pytest.mark.parametrize("kind", ["cut off", "a page of zeros", "100 bits"])
def test_with_a_backup_at_hand_everything_comes_back(
    library: Library, tmp_path: Path, kind: str
) -> None:
    """Of whatever is in the backup, however large the damage."""
    found = _outcomes(library, tmp_path / "copy", kind, HELPS[2])
    assert sum(o.back for o in found) / len(found) >= 0.998


@pytest.mark.parametrize("kind", ["cut off", "a page of zeros", "100 bits"])
def test_without_one_what_is_gone_is_told(library: Library, tmp_path: Path, kind: str) -> None:
    """Nothing is left out in silence."""
    for outcome in _outcomes(library, tmp_path / "copy", kind, HELPS[0]):
        assert outcome.report is not None
        assert outcome.back == 1 or outcome.report.lost


def _rows_places(data: bytes) -> list[tuple[int, int]]:
    """Where in the file each row that a person wrote lies: from, to."""
    places: list[tuple[int, int]] = []
    file = PageFile(data)
    for number in range(2, file.pages + 1):
        for cell in file.cells(number):
            values = record(cell.payload) or ()
            fits = any(len(t.columns) == len(values) for t in TABLES.values())
            if fits and intact(values) and len(cell.payload) < PAGE - 35:
                start = data.index(cell.payload, (number - 1) * PAGE)
                places.append((start, start + len(cell.payload)))
    return places


def test_every_flipped_bit_in_a_row_is_noticed(library: Library, tmp_path: Path) -> None:
    """A note that says something else than was written, and looks sound, is the worst of all."""
    file = tmp_path / "library.sqlite"
    data = library._whole
    places = _rows_places(data)
    assert len(places) > _ANNOTATIONS
    chance = random.Random(8)
    for _ in range(40):
        start, end = chance.choice(places)
        place = chance.randrange(start, end)
        spoiled = bytearray(data)
        spoiled[place] ^= 1 << chance.randrange(8)
        file.write_bytes(bytes(spoiled))
        with closing(Store.open(tmp_path, "window", read_only=True)) as store:
            assert store.check(full=True), f"byte {place}"


def _spoiled(library: Library, tmp_path: Path, data: bytearray) -> Path:
    (tmp_path / "library.sqlite").write_bytes(bytes(data))
    return tmp_path


def _all_back(library: Library, folder: Path) -> None:
    report = repairing.repair(folder, "window")
    assert report.lost == ()
    with closing(Store.open(folder, "window")) as store:
        assert written(store) == library.written
        assert store.check(full=True) == []


def test_the_head_and_the_table_of_tables_can_be_lost(library: Library, tmp_path: Path) -> None:
    """Without them SQLite does not even open the file."""
    data = bytearray(library._whole)
    data[:PAGE] = bytes(PAGE)
    _all_back(library, _spoiled(library, tmp_path, data))


def test_every_page_inside_the_trees_can_be_lost(library: Library, tmp_path: Path) -> None:
    """The rows lie in the leaves, and are found without the way to them."""
    data = bytearray(library._whole)
    inside = [start for start in range(PAGE, len(data), PAGE) if data[start] in {0x02, 0x05, 0x0A}]
    assert inside
    for start in inside:
        data[start : start + PAGE] = bytes(PAGE)
    _all_back(library, _spoiled(library, tmp_path, data))


def test_the_damaged_file_stays_as_it_was(library: Library, tmp_path: Path) -> None:
    """Somebody may save more of it one day; a second repair keeps the first one's file too."""
    chance = random.Random(3)
    kept: dict[Path, bytes] = {}
    for _ in range(2):
        data = bytearray(library._whole)
        data[:100] = bytes(100)
        flip(data, chance)
        folder = _spoiled(library, tmp_path, data)
        report = repairing.repair(folder, "window")
        assert report.damaged_file is not None
        kept[report.damaged_file] = bytes(data)
    assert len(kept) == 2
    assert all(file.read_bytes() == before for file, before in kept.items())


def test_a_deleted_annotation_does_not_rise_again(library: Library, tmp_path: Path) -> None:
    """Neither from old states in the pages nor from a backup."""
    (tmp_path / "library.sqlite").write_bytes(library._whole)
    with closing(Store.open(tmp_path, "window")) as store:
        gone = [a.id for a in store.annotations()][::3]
        store.delete_annotations(gone)
        left = {a.id for a in store.annotations()}
    file = tmp_path / "library.sqlite"
    data = bytearray(file.read_bytes())
    data[:PAGE] = bytes(PAGE)
    file.write_bytes(bytes(data))
    repairing.repair(tmp_path, "window")
    with closing(Store.open(tmp_path, "window")) as store:
        assert {a.id for a in store.annotations()} == left
        assert store.undo() is not None, "the history is whole"
        assert len(store.annotations()) == _ANNOTATIONS


def test_annotations_of_a_lost_text_are_kept_with_their_quotes(
    library: Library, tmp_path: Path
) -> None:
    """The text can be imported again, the notes cannot."""
    (tmp_path / "library.sqlite").write_bytes(library._bare)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as raw, raw:
        raw.execute("DELETE FROM contents WHERE article = 'a00001'")
        raw.execute("DELETE FROM articles WHERE id = 'a00002'")
        raw.execute("DELETE FROM contents WHERE article = 'a00002'")
    report = repairing.repair(tmp_path, "window")
    assert len([m for m in report.lost if "is lost; import it again" in str(m)]) == 2
    with closing(Store.open(tmp_path, "window")) as store:
        assert store.check(full=True) == []
        notes = store.annotations()
        assert len(notes) == _ANNOTATIONS
        lost = [a for a in notes if a.target.article in {"a00001", "a00002"}]
        assert {a.state for a in lost} == {AnnotationState.ORPHAN}
        assert all(a.quote in store.article(a.target.article).text for a in lost)
        assert store.article("a00001").path == "/news/1.txt"


def test_a_damaged_version_number_is_no_newer_version(library: Library, tmp_path: Path) -> None:
    """One flipped bit must not lock a person out of their own library."""
    data = bytearray(library._whole)
    data[60:64] = struct.pack(">I", 0x40000003)
    _all_back(library, _spoiled(library, tmp_path, data))
