"""Bad input, full disks, closed pipes: one clear sentence each, and nothing lost."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from zhupi.cli.context import Context
from zhupi.core.errors import IndexDamagedError, LibraryError
from zhupi.core.messages import ENGLISH, message
from zhupi.core.model import Article, Progress
from zhupi.core.protocols import Checkpoint, ReadFailure, ReadOptions, go_on
from zhupi.core.search import SearchPage, SearchRequest
from zhupi.importing import read_file
from zhupi.search import WhooshBackend
from zhupi.store import Store
from zhupi.store.mentions import Mentions
from zhupi.workspace import Workspace

Run = Callable[..., "Answer"]  # type: ignore[name-defined]  # noqa: F821 -- see conftest

SOURCE_ROOT = Path(__file__).parents[2] / "desktop"


def _first(run: Run) -> str:
    return str(run("articles", "--json").json[0]["id"])


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _refused(*_args: object, **_options: object) -> None:
    raise LibraryError(message("The disk is full."))


def _process(library: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "zhupi", "--library", str(library), *words]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(SOURCE_ROOT),
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }


# --- libraries ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["articles"],
        ["show", "1"],
        ["search", "中国"],
        ["mentions", "1"],
        ["annotate", "1", "--start", "0", "--end", "1"],
        ["annotations"],
        ["tags"],
        ["export", "csv"],
        ["undo"],
        ["index"],
        ["delete", "1"],
    ],
)
def test_a_mistyped_library_is_told_and_not_made(
    zhupi: Run, library: Path, words: list[str]
) -> None:
    """An empty answer would pass for «nothing found», and leave a folder behind."""
    answer = zhupi(*words)
    assert (answer.code, answer.out) == (1, "")
    assert _lines(answer.err) == [f"There is no library in {library}."]
    assert not library.exists()


def test_a_library_that_cannot_be_written_can_be_read(
    filled: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library on a read-only disk would otherwise be out of reach."""
    article = _first(filled)
    filled("annotate", article, "--start", "0", "--end", "2", "--tag", "外交")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and access(path, mode))
    for words in (
        ["articles"],
        ["show", article],
        ["search", "贸易"],
        ["mentions", article],
        ["annotations"],
        ["tags"],
        ["export", "csv"],
        ["check"],
    ):
        answer = filled(*words)
        assert (answer.code, bool(answer.out)) == (0, True), words
    answer = filled("annotate", article, "--start", "0", "--end", "2")
    assert answer.code == 1
    assert _lines(answer.err) == [
        f"The library file {library / 'library.sqlite'} cannot be written."
    ]


def test_while_another_program_writes_reading_works_and_writing_says_who_it_is(
    filled: Run, library: Path
) -> None:
    article = _first(filled)
    other = Workspace.open(library, "window")
    try:
        for words in (["articles"], ["search", "贸易"], ["mentions", article], ["export", "csv"]):
            answer = filled(*words)
            assert answer.code == 0, words
            assert "open in another program" not in answer.err, words
        answer = filled("annotate", article, "--start", "0", "--end", "2")
    finally:
        other.close()
    assert answer.code == 1
    [line] = _lines(answer.err)
    assert "window" in line
    assert "can only be read from here" in line


def test_commands_that_write_at_once_take_turns(
    filled: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that annotates with several processes would lose some of its work."""
    article = _first(filled)
    other = Workspace.open(library, "command line")
    monkeypatch.setattr("zhupi.cli.context.time.sleep", lambda _seconds: other.close())
    assert filled("annotate", article, "--start", "0", "--end", "2").code == 0
    assert len(filled("annotations", "--json").json) == 1


def test_a_library_that_may_not_be_looked_at_is_told(
    filled: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: Path, *_args: object, **_options: object) -> None:
        if self.name == "library.sqlite":
            raise PermissionError(13, "Permission denied", str(self))
        original(self)

    original = Path.stat
    monkeypatch.setattr(Path, "stat", forbidden)
    monkeypatch.setattr(Path, "open", lambda self, *_a, **_o: forbidden(self))
    for words in (["articles"], ["import", "x.txt"]):
        answer = filled(*words)
        assert answer.code == 1
        assert _lines(answer.err) == [f"The library {library} cannot be read: Permission denied."]


def test_check_reports_a_library_that_cannot_be_opened(filled: Run, library: Path) -> None:
    """Whoever asks for JSON gets the damage as JSON: finding it is what `check` is for."""
    file = library / "library.sqlite"
    file.write_bytes(file.read_bytes()[:5000])
    answer = filled("check", "--json")
    assert answer.code == 1
    assert not answer.json["ok"]
    assert "is damaged" in answer.json["problems"][0]["problem"]


def test_damage_that_only_a_query_meets_is_mended_as_well(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = WhooshBackend.search
    calls: list[str] = []

    def damaged_once(
        self: WhooshBackend, request: SearchRequest, check: Checkpoint = go_on
    ) -> SearchPage:
        calls.append(request.query)
        if len(calls) == 1:
            raise IndexDamagedError(message("The search index is damaged."))
        return search(self, request, check)

    monkeypatch.setattr(WhooshBackend, "search", damaged_once)
    answer = filled("search", "贸易", "--json")
    assert (answer.code, answer.json["total"]) == (0, 2)
    assert _lines(answer.err) == ["The search index is damaged; it is being rebuilt."]


# --- a full disk -------------------------------------------------------------------------------


def test_a_disk_that_fills_during_an_import_leaves_a_report_of_what_is_stored(
    zhupi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """«Nothing was changed» would be untrue after the first batch."""
    many = tmp_path / "many.jsonl"
    lines = [{"title": f"第{i}篇", "text": f"这是第{i}篇文章的正文。"} for i in range(100)]
    many.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    add = Store.add_articles
    calls: list[int] = []

    def fills(self: Store, batch: Sequence[Article]) -> None:
        calls.append(len(batch))
        if len(calls) > 1:
            _refused()
        add(self, batch)

    monkeypatch.setattr(Store, "add_articles", fills)
    answer = zhupi("import", many, "--json")
    assert answer.code == 1
    assert answer.json["imported"] == calls[0] == len(zhupi("articles", "--json").json)
    [failed] = answer.json["failed"]
    assert failed["path"] == str(many)
    assert failed["reason"].startswith("The disk is full.")
    assert "stored" in failed["reason"]
    assert zhupi("search", "正文", "--json", "--limit", "0").json["total"] == calls[0]

    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    again = zhupi("import", many, "--json").json
    assert again["imported"] + again["unchanged"] == 100


def test_an_index_that_cannot_be_written_takes_nothing_away(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = tmp_path / "more.txt"
    more.write_text("贸易谈判\n\n双方继续谈判。", "utf-8")
    with monkeypatch.context() as full:
        full.setattr(Workspace, "sync_index", _refused)
        answer = filled("import", more, "--json")
        assert (answer.code, answer.json["imported"]) == (1, 1)
        assert answer.json["failed"][0]["reason"] == "The disk is full."
        page = filled("search", "贸易", "--json")
        assert page.code == 1
        assert (page.json["total"], page.json["complete"]) == (2, False)
        assert _lines(page.err)[0] == "The disk is full."
        assert "hits may be missing" in page.err
        undone = filled("delete", _first(filled))
        assert (undone.code, undone.out.strip()) == (1, "1 article deleted")
    assert filled("search", "双方", "--json").json["complete"]


def test_mentions_are_given_though_they_cannot_be_kept(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Mentions, "put", _refused)
    answer = filled("mentions", _first(filled), "--json")
    assert answer.code == 0
    assert answer.json


# --- stopping ----------------------------------------------------------------------------------


def test_ctrl_c_in_an_import_tells_what_is_kept_and_makes_it_findable(
    zhupi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text(f"第{i}篇\n\n正文{i}。", "utf-8")

    def stopped(path: Path, options: ReadOptions) -> Iterator[Article | ReadFailure]:
        if path.name == "3.txt":
            raise KeyboardInterrupt
        return read_file(path, options)

    monkeypatch.setattr("zhupi.workspace.importer.read_file", stopped)
    answer = zhupi("import", tmp_path, "--json")
    assert (answer.code, answer.json["imported"]) == (1, 3)
    assert _lines(answer.err) == ["Stopped. What was imported before is kept."]
    page = zhupi("search", "正文", "--json", "--limit", "0").json
    assert (page["total"], page["complete"]) == (3, True)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_and_sentences_share_a_terminal(tmp_path: Path) -> None:
    """A sentence behind half a line of progress is missed."""
    out, err = io.StringIO(), _Terminal()
    context = Context(tmp_path, as_json=False, tr=ENGLISH, creator="", out=out, err=err)
    context.progress()(Progress(1, 7, message("Reading")))
    context.say("Stopped.")
    assert err.getvalue().endswith("Reading 1/7\r\x1b[KStopped.\n")
    context.progress()(Progress(2, 7, message("Reading")))
    context.print("one line")
    assert err.getvalue().endswith("Reading 2/7\r\x1b[K")


# --- where exports go --------------------------------------------------------------------------


def test_an_export_to_a_device_or_pipe_is_written_into_it(filled: Run, tmp_path: Path) -> None:
    """A file renamed onto /dev/null would break the whole system."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    answer = filled("export", "csv", "-o", pipe)
    reader.join()
    assert answer.code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert received[0].startswith(b"\xef\xbb\xbf")


def test_an_export_through_a_link_replaces_what_it_points_to(filled: Run, tmp_path: Path) -> None:
    target = tmp_path / "notes.csv"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    assert filled("export", "csv", "-o", link).code == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_an_export_to_a_folder_says_that_it_is_one(filled: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    answer = filled("export", "csv", "-o", tmp_path)
    assert answer.code == 1
    assert _lines(answer.err) == [f"{tmp_path} is a folder; name a file in it."]
    assert sorted(tmp_path.iterdir()) == before


def test_an_export_may_have_the_longest_name_there_is(filled: Run, tmp_path: Path) -> None:
    longest = tmp_path / ("x" * 251 + ".csv")
    assert filled("export", "csv", "-o", longest).code == 0
    assert longest.is_file()


@pytest.mark.parametrize("name", ["csv", "markdown", "html", "web-annotation"])
def test_json_is_one_document_whatever_is_exported(filled: Run, name: str) -> None:
    filled("annotate", _first(filled), "--start", "0", "--end", "2")
    assert isinstance(filled("export", name, "--json").json, dict)


# --- streams -----------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [["articles"], ["articles", "--json"], ["export", "csv"]])
def test_a_result_that_nobody_can_take_gets_one_sentence(
    filled: Run, library: Path, environment: dict[str, str], words: list[str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            _process(library, *words),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            check=False,
        )
    assert done.returncode == 1
    assert _lines(done.stderr) == ["The result could not be written: No space left on device."]


def test_an_export_may_go_to_dev_stdout(
    filled: Run, library: Path, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        _process(library, "export", "csv", "-o", "/dev/stdout"),
        capture_output=True,
        env=environment,
        check=True,
    )
    assert done.stdout.startswith(b"\xef\xbb\xbf")


def test_a_closed_output_does_not_keep_work_from_being_done(
    filled: Run, library: Path, news: Path, environment: dict[str, str]
) -> None:
    (news / "more.txt").write_text("又一篇\n\n正文在此。", "utf-8")
    words = " ".join(_process(library, "import", str(news)))
    done = subprocess.run(["/bin/sh", "-c", f"{words} >&- 2>&-"], env=environment, check=False)
    assert done.returncode == 0
    assert len(filled("articles", "--json").json) == 3


# --- what is typed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["search", "x", "--limit", "-1"], "'-1' is not a number from 0 on"),
        (["search", "x", "--offset", "１"], "'１' is not a number from 0 on"),
        (["import", "x", "--published", "2026-13-01"], "write it as 2026-01-31"),
        (["annotate", "x", "--start", "a", "--end", "2"], "'a' is not a whole number"),
        (["export"], "FORMAT"),
        (["import", ""], "a file name is missing"),
        (["articles", "--library", ""], "a file name is missing"),
        (["export", "csv", "-o", ""], "a file name is missing"),
    ],
)
def test_wrong_usage_is_explained_without_the_names_of_our_functions(
    zhupi: Run, words: list[str], said: str
) -> None:
    answer = zhupi(*words)
    assert answer.code == 2
    assert said in answer.err
    assert "invalid" not in answer.err


def test_a_name_too_long_for_a_file_stops_no_other(filled: Run, news: Path) -> None:
    long = "长" * 100
    (news / "more.txt").write_text("又一篇\n\n正文在此。", "utf-8")
    answer = filled("import", news / long, news, "--json")
    assert (answer.code, answer.json["imported"]) == (1, 1)
    assert answer.json["failed"][0]["path"] == str(news / long)
    answer = filled("export", "csv", "-o", news / long)
    assert answer.code == 1
    assert _lines(answer.err) == [
        f"{news / long} could not be written: File name too long. Nothing was changed."
    ]


def test_a_line_that_is_no_article_is_told_with_its_place(zhupi: Run, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"title": "一", "text": "正文在此。"}\n{"title": "二"}\n', "utf-8")
    answer = zhupi("import", lines)
    assert answer.code == 1
    assert _lines(answer.err) == [f"{lines}#2: It has no “text”."]


def test_an_encoding_that_is_wrong_is_named_as_it_was_typed(zhupi: Run, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_bytes(("外交部发言人表示，双方同意继续沟通。" * 20).encode("gb18030"))
    answer = zhupi("import", file, "--encoding", "utf-8")
    assert _lines(answer.err) == [f"{file} is not in the encoding utf-8."]


def test_undo_counts_in_plain_english(filled: Run) -> None:
    filled("delete", _first(filled))
    assert filled("undo").out.strip().endswith(": 0 annotations, 1 article")


def test_a_colour_that_is_none_finds_no_annotations_and_says_why(filled: Run) -> None:
    for words in (["annotations", "--color", "mauve"], ["export", "csv", "--color", "mauve"]):
        answer = filled(*words)
        assert (answer.code, answer.out) == (1, "")
        assert _lines(answer.err) == [
            "There is no colour mauve. There are: yellow, green, pink, blue, purple."
        ]


def test_controls_and_stray_bytes_do_not_get_into_tags_and_notes(filled: Run) -> None:
    """An escape sequence in a shared note would write to the terminal of whoever lists it."""
    filled(
        *("annotate", _first(filled), "--start", "0", "--end", "2"),
        *("--tag", "外\x1b[2J交\udcff", "--note", "一\r\n二\x07\udce4\udcb8\udc89"),
    )
    [annotation] = filled("annotations", "--json").json
    assert annotation["tags"] == ["外[2J交\ufffd"]
    assert annotation["note"] == "一\n二三"


def test_queries_come_from_a_pipe_as_well(
    filled: Run, library: Path, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        _process(library, "search", "--queries", "-", "--json", "--limit", "0"),
        input="\ufeff贸易\r\n\r\n存款",
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    assert [(p["query"], p["total"]) for p in json.loads(done.stdout)] == [
        ("贸易", 2),
        ("", 0),
        ("存款", 1),
    ]


def test_a_file_of_queries_that_never_ends_is_refused(filled: Run) -> None:
    answer = filled("search", "--queries", "/dev/zero")
    assert answer.code == 1
    assert _lines(answer.err) == ["/dev/zero is larger than 16 MB."]
