"""A bad day for the index: damage is told in one sentence, nothing runs code, nothing blocks."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.columns import VarBytesColumn
from whoosh.index import TOC, open_dir

from zhupi.core.errors import IndexDamagedError, LibraryError
from zhupi.core.search import SearchDocument, SearchRequest
from zhupi.search import WhooshBackend
from zhupi.search.whoosh_fields import StoredColumn, new_schema
from zhupi.search.whoosh_index import ArticleIndex
from zhupi.search.whoosh_segment import NAME, ArticleSegment
from zhupi.search.whoosh_storage import DurableStorage

DESKTOP = Path(__file__).parents[2] / "desktop"


def documents(count: int, word: str = "新闻") -> list[SearchDocument]:
    return [
        SearchDocument(f"{n}", f"digest {n}", f"题目{n}", f"第{n}篇{word}。" * 50, "", None)
        for n in range(count)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    backend = WhooshBackend(folder)
    backend.update(documents(40))
    backend.close()
    return folder


def segment(folder: Path) -> Path:
    (found,) = folder.glob("*.seg")
    return found


def contents(folder: Path) -> Path:
    (found,) = folder.glob("*.toc")
    return found


def assert_damaged_then_rebuilt(folder: Path) -> None:
    backend = WhooshBackend(folder)
    for _ in range(2):
        with pytest.raises(IndexDamagedError) as caught:
            backend.search(SearchRequest("新闻"))
        assert str(folder) in str(caught.value)
    with pytest.raises(IndexDamagedError):
        backend.indexed()
    with pytest.raises(IndexDamagedError):
        backend.update(documents(2))
    backend.clear()
    assert backend.indexed() == {}
    backend.update(documents(2))
    assert backend.search(SearchRequest("新闻")).total == 2


Which = Callable[[Path], Path]


@pytest.mark.parametrize("which", [segment, contents])
class TestDamage:
    def test_missing_file(self, folder: Path, which: Which) -> None:
        which(folder).unlink()
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize("kept", [0.0, 0.3, 0.9])
    def test_truncated_file(self, folder: Path, which: Which, kept: float) -> None:
        data = which(folder).read_bytes()
        which(folder).write_bytes(data[: int(len(data) * kept)])
        assert_damaged_then_rebuilt(folder)

    def test_other_bytes(self, folder: Path, which: Which) -> None:
        which(folder).write_bytes(os.urandom(5000))
        assert_damaged_then_rebuilt(folder)

    def test_pickle_is_not_run(self, folder: Path, which: Which, ran: Path) -> None:
        which(folder).write_bytes(pickle.dumps(Hostile(ran)))
        assert_damaged_then_rebuilt(folder)
        assert not ran.exists()


class Hostile:
    """Makes the folder given when it is unpickled."""

    def __init__(self, ran: Path) -> None:
        self._ran = ran

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, (str(self._ran),))


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    return tmp_path / "ran"


def write_contents(folder: Path, segments: object, schema: object = None) -> None:
    """A newer table of contents, sealed as it should be: an attacker can do that too."""
    storage = DurableStorage(str(folder))
    TOC(schema or new_schema(), segments, 1000).write(storage, NAME)


class TestHostileFolder:
    """A folder that somebody sent must not run code; Whoosh itself would unpickle all of it."""

    def test_the_danger_is_real(self, folder: Path, ran: Path) -> None:
        write_contents(folder, [Hostile(ran)])
        open_dir(str(folder))
        assert ran.exists()

    def test_list_of_segments(self, folder: Path, ran: Path) -> None:
        write_contents(folder, [Hostile(ran)])
        assert_damaged_then_rebuilt(folder)
        assert not ran.exists()

    def test_argument_of_a_segment(self, folder: Path, ran: Path) -> None:
        (segment,) = ArticleIndex(folder).segments()
        segment.crc = Hostile(ran)  # type: ignore[assignment]  # what an attacker would do
        write_contents(folder, [segment])
        assert_damaged_then_rebuilt(folder)
        assert not ran.exists()

    def test_schema(self, folder: Path, ran: Path) -> None:
        """It is not read at all."""
        schema = new_schema()
        schema["source"].analyzer = Hostile(ran)
        write_contents(folder, ArticleIndex(folder).segments(), schema)
        assert WhooshBackend(folder).search(SearchRequest("新闻")).total == 40
        assert not ran.exists()

    def test_stored_fields(
        self, tmp_path: Path, ran: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def add(writer: VarBytesColumn.Writer, number: int, _fields: object) -> None:
            VarBytesColumn.Writer.add(writer, number, pickle.dumps(Hostile(ran)))

        folder = tmp_path / "index"
        with monkeypatch.context() as patch:
            patch.setattr(StoredColumn.Writer, "add", add)
            with pytest.raises(IndexDamagedError):
                WhooshBackend(folder).update(documents(2))
        assert_damaged_then_rebuilt(folder)
        assert not ran.exists()

    def test_directory_of_a_segment(self, folder: Path, ran: Path) -> None:
        """Whoosh would look there for the columns; we know from the table of contents."""
        (listed,) = ArticleIndex(folder).segments()
        start, length = listed.text
        path = segment(folder)
        data = path.read_bytes()
        data = struct.pack("!q", len(data)) + data[8:] + pickle.dumps(Hostile(ran))
        path.write_bytes(data)
        listed.crc = zlib.crc32(data[start + length :], zlib.crc32(data[:start]))
        write_contents(folder, [listed])
        assert WhooshBackend(folder).search(SearchRequest("新闻")).total == 40
        assert not ran.exists()

    @pytest.mark.parametrize("state", [{"segid": "../../outside"}, {"doc_count_all": None}])
    def test_state_given_to_a_segment(self, folder: Path, state: dict[str, object]) -> None:
        class Stateful(ArticleSegment):
            def __reduce__(self) -> tuple[object, ...]:
                return (*super().__reduce__(), state)

        (listed,) = ArticleIndex(folder).segments()
        _, arguments = listed.__reduce__()
        write_contents(folder, [Stateful(*arguments)])
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize(
        "change",
        [
            {"segid": "../outside"},
            {"_doccount": 41},
            {"_doccount": 39},
            {"_doccount": -1},
            {"_doccount": 10**9},
            {"_deleted": {40}},
            {"_deleted": {-1}},
            {"_deleted": {"0"}},
            {"stored": (0, 10**12)},
            {"stored": (-5, 10)},
            {"text": (10**30, 10)},
            {"text": None},
            {"crc": "0"},
        ],
    )
    def test_senseless_segment(self, folder: Path, change: dict[str, object]) -> None:
        (listed,) = ArticleIndex(folder).segments()
        for name, value in change.items():
            setattr(listed, name, value)
        write_contents(folder, [listed])
        assert_damaged_then_rebuilt(folder)

    @pytest.mark.parametrize("segments", [None, 7, {}, ["MAIN_abc"], [None]])
    def test_something_else_for_a_list_of_segments(self, folder: Path, segments: object) -> None:
        write_contents(folder, segments)
        assert_damaged_then_rebuilt(folder)


def test_a_table_of_contents_without_its_seal_is_noticed(folder: Path) -> None:
    """Whoosh's own has no checksum: a changed byte in it could drop articles in silence."""
    path = contents(folder)
    path.write_bytes(path.read_bytes()[:-12])
    assert_damaged_then_rebuilt(folder)


def test_every_flipped_byte_is_noticed_or_harmless(folder: Path) -> None:
    """A flipped byte must give the right answer or an error, never a wrong answer."""
    expected = WhooshBackend(folder).search(SearchRequest("第7篇", limit=100))
    for path in (segment(folder), contents(folder)):
        data = path.read_bytes()
        for place in range(0, len(data), max(1, len(data) // 60)):
            path.write_bytes(data[:place] + bytes((data[place] ^ 0x10,)) + data[place + 1 :])
            try:
                found = WhooshBackend(folder).search(SearchRequest("第7篇", limit=100))
            except IndexDamagedError:
                continue
            assert found.hits == expected.hits
        path.write_bytes(data)


def test_damage_that_shows_only_while_searching(tmp_path: Path) -> None:
    """Large files are checked as they are read, not all at once."""
    folder = tmp_path / "index"
    backend = WhooshBackend(folder)
    long = [
        SearchDocument(str(n), "d", "", "".join(map(chr, range(0x4E00, 0x9000))) * 2, "", None)
        for n in range(3)
    ]
    backend.update(long)
    data = bytearray(segment(folder).read_bytes())
    data[100_000] ^= 1
    segment(folder).write_bytes(data)
    reader = WhooshBackend(folder)
    assert reader.indexed() == dict.fromkeys("012", "d")
    with pytest.raises(IndexDamagedError):
        reader.search(SearchRequest("一丁丂"))


def test_a_folder_of_something_else_is_not_taken_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("三年的工作")
    backend = WhooshBackend(tmp_path)
    with pytest.raises(IndexDamagedError):
        backend.search(SearchRequest("工作"))
    with pytest.raises(IndexDamagedError):
        backend.update(documents(1))
    assert (tmp_path / "thesis.doc").read_text() == "三年的工作"


def test_an_ordinary_whoosh_index_is_not_opened(tmp_path: Path) -> None:
    from whoosh import fields, index

    index.create_in(str(tmp_path), fields.Schema(text=fields.TEXT))
    with pytest.raises(IndexDamagedError):
        WhooshBackend(tmp_path).indexed()
    index.create_in(str(tmp_path), fields.Schema(text=fields.TEXT), indexname=NAME)
    with pytest.raises(IndexDamagedError):
        WhooshBackend(tmp_path).indexed()


def test_rebuilding_spares_what_is_not_the_index(tmp_path: Path) -> None:
    """Somebody may have had a folder of that name before the library came."""
    (tmp_path / "thesis.doc").write_text("三年的工作")
    (tmp_path / "zhupi0_abc.grams").write_text("an older format")
    backend = WhooshBackend(tmp_path)
    backend.clear()
    backend.update(documents(3))
    assert backend.search(SearchRequest("新闻")).total == 3
    assert (tmp_path / "thesis.doc").read_text() == "三年的工作"
    assert not (tmp_path / "zhupi0_abc.grams").exists()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("三年的工作")
    with pytest.raises(IndexDamagedError):
        WhooshBackend(path).indexed()
    with pytest.raises(LibraryError):
        WhooshBackend(path).clear()
    assert path.read_text() == "三年的工作"


def test_missing_or_empty_folder_is_an_empty_index(tmp_path: Path) -> None:
    assert WhooshBackend(tmp_path).indexed() == {}
    assert WhooshBackend(tmp_path / "a" / "b").search(SearchRequest("中")).total == 0
    assert not (tmp_path / "a").exists()


def test_only_the_owner_may_read_the_index(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_is_a_sentence_and_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = WhooshBackend(folder)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LibraryError, match="No space left"):
            backend.update(documents(3, "后来"))
    assert backend.search(SearchRequest("新闻")).total == 40
    backend.update(documents(3, "后来"))
    assert backend.search(SearchRequest("后来")).total == 3
    assert len(list(folder.glob("*.seg"))) == 2


def test_a_writer_that_could_not_begin_gives_the_lock_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next import would be told that another program is writing."""
    backend = WhooshBackend(folder)

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(DurableStorage, "temp_storage", full)
        with pytest.raises(LibraryError, match="No space left") as caught:
            backend.update(documents(1))
    backend.update(documents(1, "后来"))
    assert caught.value.__cause__ is not None
    assert backend.search(SearchRequest("后来")).total == 1


def test_files_of_old_generations_go(folder: Path) -> None:
    backend = WhooshBackend(folder)
    for n in range(40):
        backend.update([SearchDocument(f"more {n}", "d", "", f"又一篇{n}", "", None)])
    assert len(list(folder.iterdir())) < 20
    assert backend.search(SearchRequest("又一篇")).total == 40
    assert len(backend.indexed()) == 80


def test_threads_search_while_one_writes(folder: Path) -> None:
    backend = WhooshBackend(folder)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            page = backend.search(SearchRequest("新闻 题目", limit=100))
            if page.total != 40 or len(page.hits) != 40:
                wrong.append(page)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(6):
        backend.update([SearchDocument(f"more {n}", "d", "", "别的", "", None)])
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_importing_the_package_does_not_load_whoosh() -> None:
    """Whoosh takes 0.1 s to import; a command that does not search must not wait for it."""
    code = "import sys, zhupi.search; sys.exit('whoosh' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )


WRITER = """
import sys
from pathlib import Path
from zhupi.core.model import SearchDocument
from zhupi.search import WhooshBackend

backend = WhooshBackend(Path(sys.argv[1]))
known = len(backend.indexed())
for n in range(known, known + 10_000):
    backend.update([SearchDocument(f"{n}", "d", "", f"第{n}篇新闻" * 20, "", None)])
    print(n, flush=True)
"""


def test_killed_writers_lose_nothing_and_block_nobody(tmp_path: Path) -> None:
    """What was acknowledged is there after each kill, and the next writer just goes on."""
    folder = tmp_path / "index"
    environment = {**os.environ, "PYTHONPATH": str(DESKTOP)}
    reader = WhooshBackend(folder)
    for kill in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(1 + kill % 4)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
        writer.wait()
        writer.stdout.close()
        expected = acknowledged[-1] + 1
        assert len(reader.indexed()) in (expected, expected + 1)
        fresh = WhooshBackend(folder).search(SearchRequest("新闻"))
        assert fresh.total in (expected, expected + 1)
    backend = WhooshBackend(folder)
    backend.update([SearchDocument("last", "d", "", "最后一篇", "", None)])
    assert backend.search(SearchRequest("最后")).total == 1
    assert len(list(folder.iterdir())) < 24
