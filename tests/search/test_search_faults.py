"""A bad day for the index: damage is told in one sentence, nothing runs code, nothing blocks."""

from __future__ import annotations

import errno
import json
import os
import pickle
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh.index import open_dir

from zhupi.core.errors import IndexDamagedError, LibraryError
from zhupi.core.search import FeedPosition, SearchDocument
from zhupi.search import contents as contents_module
from zhupi.search import index_writer
from zhupi.search.contents import Contents, SegmentEntry, seal
from zhupi.search.index_files import FACTS, MAIN
from zhupi.search.index_folder import IndexFolder
from zhupi.search.segment_file import SegmentFile
from zhupi.search.segment_format import CHUNK, MAGIC
from zhupi.search.segment_merge import live_rows, merge
from zhupi.search.text_tools import TextTools

DESKTOP = Path(__file__).parents[2] / "desktop"
TOOLS = TextTools()


def documents(count: int, word: str = "新闻") -> list[SearchDocument]:
    return [
        SearchDocument(
            f"{n}", f"digest {n}", f"題目{n}", f"第{n}篇{word}, News\n后" * 30, "新华社",
            date(2023, 7, 1 + n % 28), ("張三",),
        )
        for n in range(count)
    ]  # fmt: skip


def index(folder: Path) -> IndexFolder:
    return IndexFolder(folder, MAIN, TOOLS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    index(folder).write(documents(40), reached=FeedPosition(1, "x"))
    return folder


def segment(folder: Path) -> Path:
    (found,) = folder.glob("*.seg")
    return found


def contents(folder: Path) -> Path:
    (found,) = folder.glob("*.toc")
    return found


def read_everything(folder: Path) -> list[SearchDocument]:
    """All live documents; every byte of the index is read on the way."""
    _, found, files = index(folder).read({})
    read: list[SearchDocument] = []
    for entry in found.segments:
        file = files[entry.id]
        try:
            read += [file.document(row) for row in np.flatnonzero(entry.live()).tolist()]
            merge(BytesIO(), live_rows([(file, entry.live())]))
            for gram in range(len(file._seconds)):
                file.gram_rows(gram)
                file.gram_counts(gram)
            file._reader.read(0, file._reader._end)  # the stretches between sections
        finally:
            file.close()
    return read


def assert_damaged_then_rebuilt(folder: Path) -> None:
    damaged = index(folder)
    before = snapshot(folder)
    for _ in range(2):
        with pytest.raises(IndexDamagedError) as caught:
            read_everything(folder)
        assert str(folder) in str(caught.value)
    assert snapshot(folder) == before
    damaged.begin_anew()
    assert read_everything(folder) == []
    damaged.write(documents(2))
    assert read_everything(folder) == documents(2)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


Which = Callable[[Path], Path]


@pytest.mark.parametrize("which", [segment, contents])
class TestDamage:
    def test_missing_file(self, folder: Path, which: Which) -> None:
        which(folder).unlink()
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.9999])
    def test_truncated_file(self, folder: Path, which: Which, kept: float) -> None:
        data = which(folder).read_bytes()
        which(folder).write_bytes(data[: int(len(data) * kept)])
        assert_damaged_then_rebuilt(folder)

    def test_longer_file(self, folder: Path, which: Which) -> None:
        with which(folder).open("ab") as stream:
            stream.write(b"\0")
        assert_damaged_then_rebuilt(folder)

    def test_other_bytes(self, folder: Path, which: Which) -> None:
        which(folder).write_bytes(os.urandom(5000))
        assert_damaged_then_rebuilt(folder)

    def test_zeros(self, folder: Path, which: Which) -> None:
        """What some file systems leave of a file after a power cut."""
        which(folder).write_bytes(bytes(which(folder).stat().st_size))
        assert_damaged_then_rebuilt(folder)

    def test_pickle_is_not_run(self, folder: Path, which: Which, ran: Path) -> None:
        which(folder).write_bytes(pickle.dumps(Hostile(ran)))
        assert_damaged_then_rebuilt(folder)
        assert not ran.exists()

    def test_a_directory_in_its_place(self, folder: Path, which: Which) -> None:
        path = which(folder)
        path.unlink()
        path.mkdir()
        with pytest.raises(IndexDamagedError):
            read_everything(folder)
        index(folder).begin_anew()
        index(folder).write(documents(2))
        assert read_everything(folder) == documents(2)

    def test_every_flipped_byte_is_noticed(self, folder: Path, which: Which) -> None:
        """Never a wrong answer: whoever reads the stretch is told."""
        path = which(folder)
        data = path.read_bytes()
        places = {*range(0, len(data), max(1, len(data) // 150)), *range(len(data) - 30, len(data))}
        for place in sorted(places):
            path.write_bytes(data[:place] + bytes((data[place] ^ 0x10,)) + data[place + 1 :])
            with pytest.raises(IndexDamagedError):
                read_everything(folder)
        path.write_bytes(data)
        assert read_everything(folder) == documents(40)


def test_a_segment_of_another_index_is_noticed(folder: Path, tmp_path: Path) -> None:
    """Two files that are whole each, put together by a backup program."""
    other = tmp_path / "other"
    index(other).write(documents(40, "别的"))
    segment(folder).write_bytes(segment(other).read_bytes())
    assert_damaged_then_rebuilt(folder)


def test_damage_is_noticed_where_it_is_read(tmp_path: Path) -> None:
    """Large files are checked as they are read: opening does not wait for all of it."""
    folder = tmp_path / "index"
    long = [
        SearchDocument(str(n), "d", "", "".join(map(chr, range(0x4E00, 0x9000))), "", None)
        for n in range(3)
    ]
    index(folder).write(long)
    (entry,) = index(folder).contents().segments
    file = index(folder).open(entry)
    start = file.units._place + 2 * int(file.starts[1])
    place = -(-start // CHUNK) * CHUNK + 5  # in a stretch of the second article alone
    file.close()
    data = bytearray(segment(folder).read_bytes())
    data[place] ^= 1
    segment(folder).write_bytes(data)
    file = index(folder).open(entry)
    assert file.articles() == ["0", "1", "2"]
    assert file.original(0) == long[0].text
    for _ in range(2):
        with pytest.raises(IndexDamagedError):
            file.original(1)
    assert file.original(2) == long[2].text
    file.close()


class Hostile:
    """Makes the folder given when it is unpickled."""

    def __init__(self, ran: Path) -> None:
        self._ran = ran

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, (str(self._ran),))


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    return tmp_path / "ran"


def write_contents(folder: Path, value: object, whoosh: bytes = b"") -> None:
    """A newer table of contents, sealed as it should be: an attacker can do that too."""
    encoded = json.dumps(value).encode()
    head = whoosh + encoded
    data = head + struct.pack("<8sII", contents_module._FORMAT, len(encoded), zlib.crc32(head))
    (folder / "_MAIN_1000.toc").write_bytes(data)


def sound_contents(folder: Path) -> dict[str, Any]:
    found = index(folder).contents()
    return {**contents_module._to_json(found), "generation": 1000}


class TestHostileFolder:
    """A folder that somebody sent must not run code, nor lead out of itself."""

    def test_whooshs_part_is_never_looked_at(self, folder: Path, ran: Path) -> None:
        storage = pickle.dumps(Hostile(ran))
        write_contents(folder, sound_contents(folder), storage)
        assert read_everything(folder) == documents(40)
        index(folder).write(documents(41)[40:])
        while index(folder).tidy():
            pass
        assert len(read_everything(folder)) == 41
        assert not ran.exists()

    def test_the_danger_is_real(self, folder: Path, ran: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
        """Whoosh itself would unpickle its part."""
        monkeypatch.setattr(
            "zhupi.search.whoosh_contents.IndexedSegment", lambda _name, _entry: Hostile(ran)
        )
        index(folder).write(documents(1))
        monkeypatch.undo()
        assert read_everything(folder)
        assert not ran.exists()
        open_dir(str(folder))
        assert ran.exists()

    @pytest.mark.parametrize(
        "change",
        [
            {"id": "../outside"},
            {"id": ""},
            {"id": 7},
            {"rows": 41},
            {"rows": 39},
            {"rows": -1},
            {"rows": 10**9},
            {"rows": True},
            {"rows": None},
            {"crc": 0},
            {"crc": "0"},
            {"deleted": "AA=="},
            {"deleted": "不"},
            {"deleted": 7},
        ],
    )
    def test_senseless_segment(self, folder: Path, change: dict[str, object]) -> None:
        value = sound_contents(folder)
        names = ("id", "rows", "crc", "deleted")
        value["segments"][0] = [
            change.get(name, old) for name, old in zip(names, value["segments"][0], strict=True)
        ]
        write_contents(folder, value)
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize(
        "change",
        [
            {"generation": 7},
            {"generation": "1000"},
            {"folding": "another table"},
            {"reached": 7},
            {"reached": ["1", "x"]},
            {"segments": None},
            {"segments": 7},
            {"segments": {}},
            {"segments": [None]},
            {"segments": [[]]},
            {"segments": ["abcd"]},
        ],
    )
    def test_senseless_contents(self, folder: Path, change: dict[str, object]) -> None:
        value = {**sound_contents(folder), **change}
        if value["segments"] == {}:
            value["segments"] = {"a": 1}
        write_contents(folder, value)
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize("value", [None, [], 7, {}, "text"])
    def test_something_else_for_contents(self, folder: Path, value: object) -> None:
        write_contents(folder, value)
        assert_damaged_then_rebuilt(folder)

    def test_deleted_rows_that_unpack_to_much(self, folder: Path) -> None:
        import base64

        bomb = base64.b64encode(zlib.compress(bytes(50_000_000))).decode()
        value = sound_contents(folder)
        value["segments"][0][3] = bomb
        write_contents(folder, value)
        assert_damaged_then_rebuilt(folder)

    def test_contents_nested_deep(self, folder: Path) -> None:
        encoded = b"[" * 200_000
        data = encoded + struct.pack(
            "<8sII", contents_module._FORMAT, len(encoded), zlib.crc32(encoded)
        )
        (folder / "_MAIN_1000.toc").write_bytes(data)
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize(
        "change",
        [
            lambda d: d["sections"].update(units=[0, 10**12]),
            lambda d: d["sections"].update(units=[-16, 64]),
            lambda d: d["sections"].update(postings=[8, 1]),
            lambda d: d["sections"].pop("keys"),
            lambda d: d["sections"].update(starts=[0, 8]),
            lambda d: d["facts"].update(rows=10**9),
            lambda d: d["facts"].update(rows="40"),
            lambda d: d["facts"].update(source_names=[]),
            lambda d: d["facts"].update(widths={"articles": 10**9}),
            lambda d: d.pop("facts"),
            lambda d: d.update(order="big"),
        ],
    )
    def test_senseless_directory_of_a_segment(
        self, folder: Path, change: Callable[[dict[str, Any]], object]
    ) -> None:
        path = segment(folder)
        data = path.read_bytes()
        footer = struct.Struct("<QIII")
        place, length, crcs, _ = footer.unpack(data[-footer.size :])
        directory = json.loads(data[place : place + length])
        change(directory)
        encoded = json.dumps(directory).encode()
        tail = encoded + data[place + length : -footer.size]
        head = footer.pack(place, len(encoded), crcs, 0)
        crc = zlib.crc32(head, zlib.crc32(tail))
        path.write_bytes(data[:place] + tail + footer.pack(place, len(encoded), crcs, crc))
        value = sound_contents(folder)
        value["segments"][0][2] = crc
        write_contents(folder, value)
        assert_damaged_then_rebuilt(folder)


def test_another_format_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(contents_module, "_FORMAT", b"zhupi 9\n")
        index(folder).begin_anew()
    with pytest.raises(IndexDamagedError, match="another version of this program"):
        index(folder).contents()
    assert_damaged_then_rebuilt(folder)


def test_a_segment_of_another_format_is_noticed(folder: Path) -> None:
    data = segment(folder).read_bytes()
    segment(folder).write_bytes(data.replace(MAGIC, b"zhupi segment 2\n"))
    assert_damaged_then_rebuilt(folder)


def test_an_index_folded_by_another_table_is_built_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what a later version folds alike would not be found in texts indexed before."""
    monkeypatch.setattr(contents_module, "FOLDING_VERSION", "another")
    with pytest.raises(IndexDamagedError, match="another version of this program"):
        index(folder).contents()
    assert_damaged_then_rebuilt(folder)


def test_a_folder_of_something_else_is_not_taken_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("三年的工作")
    with pytest.raises(IndexDamagedError):
        index(tmp_path).contents()
    with pytest.raises(IndexDamagedError):
        index(tmp_path).write(documents(1))
    with pytest.raises(IndexDamagedError):
        index(tmp_path).tidy()
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_an_ordinary_whoosh_index_is_not_opened(tmp_path: Path) -> None:
    from whoosh import fields
    from whoosh import index as whoosh_index

    whoosh_index.create_in(str(tmp_path), fields.Schema(text=fields.TEXT), indexname=MAIN)
    with pytest.raises(IndexDamagedError):
        index(tmp_path).contents()


def test_rebuilding_spares_what_is_not_the_index(tmp_path: Path) -> None:
    """Somebody may have had a folder of that name before the library came."""
    (tmp_path / "thesis.doc").write_text("三年的工作")
    (tmp_path / "zhupi0_abc.grams").write_text("an older format")
    index(tmp_path).begin_anew()
    index(tmp_path).write(documents(3))
    assert read_everything(tmp_path) == documents(3)
    assert (tmp_path / "thesis.doc").read_text() == "三年的工作"
    assert not (tmp_path / "zhupi0_abc.grams").exists()


def test_a_file_in_place_of_the_folder_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("三年的工作")
    for attempt in (index(path).contents, index(path).tidy, lambda: index(path).write([])):
        with pytest.raises(IndexDamagedError):
            attempt()
    assert path.read_text() == "三年的工作"
    index(path).begin_anew()
    index(path).write(documents(2))
    assert read_everything(path) == documents(2)
    assert (tmp_path / "index-1").read_text() == "三年的工作"


def test_only_the_owner_may_read_the_index(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def full(*_arguments: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_a_sentence_and_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each of the moments in which something is written."""
    before = snapshot(folder)
    moments = 0
    while True:
        left = moments

        def fsync(_descriptor: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                full()

        with monkeypatch.context() as patch:
            patch.setattr("zhupi.search.index_files.os.fsync", fsync)
            told = ""
            try:
                index(folder).write(documents(3, "后来"))
            except LibraryError as error:
                told = str(error)
        if not told:
            break
        assert "No space left" in told
        assert snapshot(folder) == before
        moments += 1
    assert moments == 2  # a segment, the table of contents
    found = {document.article: document for document in read_everything(folder)}
    assert [found[str(n)] for n in range(3)] == documents(3, "后来")
    assert len(found) == 40


def test_an_interrupt_right_after_a_commit_takes_nothing_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C on the command line may come at any moment."""

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("zhupi.search.index_files.IndexFiles.clean", interrupt)
        with pytest.raises(KeyboardInterrupt):
            index(folder).write(documents(41)[40:])
    assert len(read_everything(folder)) == 41
    index(folder).write(documents(42)[41:])
    assert len(read_everything(folder)) == 42
    assert len(list(folder.glob("*.seg"))) == 1


def test_a_full_disk_stops_tidying_and_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 4):
        index(folder).write([replace(d, article=f"{n}.{d.article}") for d in documents(100)])
    before = snapshot(folder)
    with monkeypatch.context() as patch:
        patch.setattr("zhupi.search.index_files.os.fsync", full)
        with pytest.raises(LibraryError, match="No space left"):
            index(folder).tidy()
    after = snapshot(folder)
    after.pop("MAIN_MERGELOCK")
    assert after == before


def test_a_folder_that_may_not_be_written_is_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr("whoosh.util.filelock.FileLock.acquire", forbidden)
        with pytest.raises(LibraryError, match="Permission denied"):
            index(folder).write(documents(1))
    assert read_everything(folder) == documents(40)


def test_files_that_cannot_be_deleted_now_go_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not delete what somebody reads; nobody may be told an error for that."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_a, **_o: (_ for _ in ()).throw(PermissionError()))
        for _ in range(3):
            index(folder).write(documents(40))
        assert read_everything(folder) == documents(40)
    assert len(list(folder.glob("*.seg"))) > 1
    index(folder).write(documents(1))
    assert len(list(folder.glob("*.seg"))) == len(index(folder).contents().segments)


def test_files_of_old_generations_go(folder: Path) -> None:
    for n in range(40):
        index(folder).write([SearchDocument(f"more {n}", "d", "", f"又一篇{n}", "", None)])
    assert len(list(folder.iterdir())) < 12
    assert len(read_everything(folder)) == 80


@contextmanager
def another_writer(folder: Path) -> Iterator[None]:
    """A process that has the write lock."""
    code = (
        "import sys; from whoosh.util.filelock import FileLock\n"
        "lock = FileLock(sys.argv[1]); assert lock.acquire()\n"
        "print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "MAIN_WRITELOCK")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield
        process.kill()


def test_the_lock_of_a_dead_process_blocks_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "PATIENCE", 0.05)
    with another_writer(folder):
        with pytest.raises(LibraryError, match="Another program is writing"):
            index(folder).write(documents(1))
        assert read_everything(folder) == documents(40)
    monkeypatch.setattr(index_writer, "PATIENCE", 5)
    index(folder).write(documents(41)[40:])
    assert len(read_everything(folder)) == 41


def test_reading_an_index_does_not_load_whoosh(folder: Path) -> None:
    """Whoosh takes 0.1 s to import; a command that searches must not wait for it."""
    code = (
        "import sys; from pathlib import Path\n"
        "from zhupi.search.index_folder import IndexFolder\n"
        "_, contents, files = IndexFolder(Path(sys.argv[1])).read({})\n"
        "assert [file.document(0).article for file in files.values()] == ['0']\n"
        "sys.exit(any(name in sys.modules for name in ('whoosh', 'pypinyin', 'sqlite3')))"
    )
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP)}
    command = [sys.executable, "-c", code, str(folder)]
    assert subprocess.run(command, env=environment, check=False).returncode == 0


def test_contents_come_back_as_they_were() -> None:
    entry = SegmentEntry("0a", 100, 7).without(np.array([0, 8, 99]))
    given = Contents(3, (entry, SegmentEntry("b", 65_536, 9)), FeedPosition(12, "年"))
    assert contents_module.unseal(seal(b"whoosh", given)) == given
    assert np.flatnonzero(~entry.live()).tolist() == [0, 8, 99]
    assert entry.live_rows == 97


def test_facts_are_another_index(folder: Path) -> None:
    """Damage of one is no damage of the other."""
    facts = IndexFolder(folder, FACTS, TOOLS)
    facts.write(documents(1))
    contents_of_main = next(folder.glob("_MAIN_*.toc"))
    contents_of_main.write_bytes(b"damaged")
    with pytest.raises(IndexDamagedError):
        index(folder).contents()
    assert facts.contents().segments
    index(folder).begin_anew()
    assert facts.contents().segments


def test_closing_twice_or_while_reading_is_no_error(folder: Path) -> None:
    (entry,) = index(folder).contents().segments
    file = index(folder).open(entry)
    assert isinstance(file, SegmentFile)
    units = file.units
    file.close()
    file.close()
    assert len(units)
