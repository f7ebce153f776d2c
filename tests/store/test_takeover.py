"""Two programs on one library: one writes, the other knows who does, and can ask for it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import zhupi
from zhupi.core.errors import LibraryError, LibraryReadOnlyError
from zhupi.core.model import Tag
from zhupi.store import Store
from zhupi.store.lock import Holder

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(zhupi.__file__).parents[1])}

_RUN = """
import sys
from pathlib import Path
from zhupi.core.errors import LibraryError
from zhupi.core.model import Tag
from zhupi.store import Store
store = Store.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
for line in sys.stdin:
    match line.split():
        case ["hand", "over"]:
            print(store.wanted_by(), flush=True)
            store.hand_over()
        case ["write", name]:
            try:
                store.set_tag(Tag(name))
                print("written", flush=True)
            except LibraryError as error:
                print(error, flush=True)
        case ["ask", seconds]:
            try:
                store.take_over(float(seconds))
                print("mine", flush=True)
            except LibraryError as error:
                print(error, flush=True)
        case ["serve", count]:
            done = 0
            while store.wanted_by() is None:
                store.set_tag(Tag(f"{count}{done}"))
                done += 1
            store.hand_over()
            print(done, flush=True)
"""


class Program:
    """Another process with the library open."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def start(folder: Path) -> Iterator[Any]:
    processes: list[subprocess.Popen[str]] = []

    def run(program: str = "window") -> Program:
        process = subprocess.Popen(
            [sys.executable, "-c", _RUN, str(folder), program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_ENVIRONMENT,
            text=True,
        )
        processes.append(process)
        started = Program(process)
        assert started.answer() == "open"
        return started

    yield run
    for process in processes:
        process.kill()
        with process:
            pass


@pytest.fixture
def closed(folder: Path) -> Path:
    Store.create(folder, "window").close()
    return folder


def test_a_program_that_is_asked_hands_over_and_goes_on_reading(closed: Path, start: Any) -> None:
    """Who comes second writes, and the first neither loses a note nor writes any more."""
    first = start()
    first.say("serve 标")
    with closing(Store.open(closed, "window")) as second:
        assert second.read_only
        assert "a window of Zhupi, since" in str(second.holder_words)
        assert "on this computer" in str(second.holder_words)
        second.take_over(30)
        assert not second.read_only
        assert second.holder == ""
        done = int(first.answer())
        assert len(second.tags()) == done, "all that the first had acknowledged"
        second.set_tag(Tag("我的"))
        first.say("write 他的")
        assert "open read-only" in first.answer()
        assert second.check(full=True) == []
        first.say("ask 0")
        assert "a window of Zhupi" in first.answer()
        # And back again.
        first.say("ask 30")
        asker = None
        while asker is None:
            asker = second.wanted_by()
        assert "a window of Zhupi" in str(asker)
        second.hand_over()
        assert first.answer() == "mine"
        first.say("write 他的")
        assert first.answer() == "written"
        assert second.read_only
        assert {t.tag.path for t in second.tags()} >= {"我的", "他的"}


def test_who_does_not_answer_keeps_the_library_and_is_named(closed: Path, start: Any) -> None:
    """It may be in the middle of something; nothing is taken by force."""
    start("command line")
    with closing(Store.open(closed, "window")) as second:
        with pytest.raises(LibraryReadOnlyError, match="in use by a command of Zhupi, since"):
            second.take_over(0.3)
        assert second.read_only
        assert not (closed / "library.request").exists()


def test_a_holder_that_died_blocks_nobody(closed: Path, start: Any) -> None:
    """Neither before nor while it is asked."""
    first = start()
    with closing(Store.open(closed, "window")) as second:
        first.process.kill()
        first.process.wait()
        second.take_over(30)
        second.set_tag(Tag("外交"))
    first = start()
    with closing(Store.open(closed, "window")) as second:
        second.take_over(30, wait=first.process.kill)
        second.set_tag(Tag("贸易"))


def test_an_asker_that_died_is_not_heeded(closed: Path, start: Any) -> None:
    """The window must not give its library up to nobody."""
    with closing(Store.open(closed, "window")) as holder:
        other = start()
        other.say("ask 600")
        while holder.wanted_by() is None:
            pass
        other.process.kill()
        other.process.wait()
        assert (closed / "library.request").exists()
        assert holder.wanted_by() is None
        assert not (closed / "library.request").exists()
        holder.set_tag(Tag("外交"))


def test_a_write_under_way_is_finished_before_handing_over(closed: Path) -> None:
    """What the window is saving while it is asked is saved."""
    with closing(Store.open(closed, "window")) as store:
        begun, go_on = threading.Event(), threading.Event()

        def slow_write() -> None:
            with store._connections.write() as connection:
                begun.set()
                go_on.wait()
                connection.execute("INSERT INTO seen_searches VALUES ('s', 1)")

        writer = threading.Thread(target=slow_write)
        writer.start()
        begun.wait()
        hander = threading.Thread(target=store.hand_over)
        hander.start()
        go_on.set()
        writer.join()
        hander.join()
        assert store.read_only
        with store._connections.read() as connection:
            assert connection.execute("SELECT count(*) FROM seen_searches").fetchone() == (1,)
        with pytest.raises(LibraryReadOnlyError):
            store.set_tag(Tag("外交"))
        with closing(Store.open(closed, "window")) as other:
            assert not other.read_only


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        (
            Holder("window", 1, "", "2020-01-02T03:04:05+00:00"),
            "a window of Zhupi, since 2020-",
        ),
        (Holder("command line", 1, "报社", "x"), "a command of Zhupi on the computer 报社"),
        (Holder(), "another program on this computer"),
        (Holder("脚本", 1, "报社", "2020-01-02T03:04:05+00:00"), "the program 脚本, since 2020"),
    ],
)
def test_a_holder_is_told_in_words(holder: Holder, words: str) -> None:
    """Not as a number of a process."""
    assert str(holder.words).startswith(words)


# --- newer versions ---------------------------------------------------------------------------


def test_a_library_of_a_newer_version_can_be_read_where_it_holds_all_we_know(
    closed: Path, make_article: Any
) -> None:
    """A colleague with the newer program shares a library: it can be looked at."""
    with closing(Store.open(closed, "window")) as store:
        store.add_articles([make_article()])
    with closing(sqlite3.connect(closed / "library.sqlite")) as raw:
        raw.execute("PRAGMA user_version = 999")
        raw.execute("CREATE TABLE speakers (id TEXT)")
        raw.execute("ALTER TABLE articles ADD COLUMN speaker TEXT")
    before = (closed / "library.sqlite").read_bytes()
    for read_only, shared_lock in ((False, False), (True, False), (False, True)):
        opened = Store.open(closed, "window", read_only=read_only, shared_lock=shared_lock)
        with closing(opened) as store:
            assert store.read_only
            assert "newer version" in str(store.notice)
            assert store.article("a1") == make_article()
            with pytest.raises(LibraryReadOnlyError):
                store.set_tag(Tag("外交"))
            with pytest.raises(LibraryError, match="newer version"):
                store.take_over(0)
            assert store.read_only
    assert (closed / "library.sqlite").read_bytes() == before
    assert not (closed / "backups").exists()
