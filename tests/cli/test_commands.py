"""The command line: everything the window can do, and the JSON other programs rely on."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhupi.__main__ import _window_arguments
from zhupi.cli.commands import COMMANDS
from zhupi.cli.usage import Parser
from zhupi.core.messages import ENGLISH

Run = Callable[..., "Answer"]  # type: ignore[name-defined]  # noqa: F821 -- see conftest


def _article(run: Run, word: str) -> str:
    [hit] = run("search", word, "--json").json["hits"]
    return str(hit["article"])


def test_importing_the_same_files_again_changes_nothing(zhupi: Run, news: Path) -> None:
    first = zhupi("import", news, "--json").json
    assert (first["imported"], first["unchanged"], first["failed"]) == (2, 0, [])
    before = zhupi("articles", "--json").json
    again = zhupi("import", news, "--json").json
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, 2)
    assert zhupi("articles", "--json").json == before


def test_a_source_and_a_date_given_once_survive_a_second_import(zhupi: Run, news: Path) -> None:
    zhupi("import", news, "--source", "晚报", "--published", "2026-03-06")
    assert zhupi("import", news, "--json").json["unchanged"] == 2
    for article in zhupi("articles", "--json").json:
        assert (article["source"], article["published"]) == ("晚报", "2026-03-06")


def test_a_corrected_file_updates_its_article_and_keeps_what_was_written(
    filled: Run, news: Path
) -> None:
    article = _article(filled, "日内瓦")
    text = filled("show", article, "--json").json["text"]
    start = text.index("保持沟通")
    filled("annotate", article, "--start", str(start), "--end", str(start + 4), "--tag", "外交")
    file = news / "日内瓦.md"
    changed = file.read_text("utf-8").replace("两国外长3月5日", "两国外交部长当地时间3月5日")
    file.write_text(changed, "utf-8")

    assert filled("import", file, "--json").json["updated"] == 1

    [annotation] = filled("annotations", "--json").json
    text = filled("show", article, "--json").json["text"]
    assert text[annotation["start"] : annotation["end"]] == annotation["quote"] == "保持沟通"
    assert filled("search", "当地时间", "--json").json["total"] == 1


def test_a_reprint_is_told(zhupi: Run, news: Path, tmp_path: Path) -> None:
    body = (news / "日内瓦.md").read_text("utf-8") * 1
    long = body.replace("编辑丨国际部", "") + "".join(
        f"\n会谈第{i}项议程涉及双方在第{i * 7}号文件中提出的建议。\n" for i in range(20)
    )
    (tmp_path / "one.md").write_text(long, "utf-8")
    (tmp_path / "two.md").write_text(long.replace("# 两国", "# 转载：两国"), "utf-8")
    report = zhupi("import", tmp_path / "one.md", tmp_path / "two.md", "--json").json
    assert report["imported"] == 2
    [pair] = report["near_duplicates"]
    assert {pair["article"], pair["resembles"]} == {
        a["id"] for a in zhupi("articles", "--json").json
    }


def test_show_gives_the_text_and_blocks_that_tile_it(filled: Run) -> None:
    shown = filled("show", _article(filled, "日内瓦"), "--json").json
    assert shown["title"] == "两国外长在日内瓦会谈"
    pieces = [shown["text"][b["start"] : b["end"]] for b in shown["blocks"]]
    assert "\n".join(pieces) == shown["text"]
    assert [b["kind"] for b in shown["blocks"]] == ["title", "paragraph", "paragraph", "byline"]
    assert filled("show", shown["id"][:4]).out.rstrip("\n") == shown["text"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("贸易", 2),
        ("贸", 2),
        ("贸易 气候", 1),
        ("贸易 -气候", 1),
        ("气候 OR 央行", 2),
        ("NOT 央行", 1),
        ("title:央行", 1),
        ("title:贸易", 0),
        ('"存款准备金率0.5"', 1),
        ("𬭛", 1),
        ("𬭊", 0),
    ],
)
def test_search_finds_exactly_what_contains_the_query(filled: Run, query: str, total: int) -> None:
    assert filled("search", "--json", "--", query).json["total"] == total


def test_marks_of_a_hit_delimit_the_match_in_the_article(filled: Run) -> None:
    for query in ("贸易", "𬭛元", "会"):
        for hit in filled("search", query, "--json").json["hits"]:
            text = filled("show", hit["article"], "--json").json["text"]
            for snippet in hit["snippets"]:
                assert text[snippet["start"] :].startswith(snippet["text"])
                assert [text[s:e] for s, e in snippet["marks"]] == [query] * len(snippet["marks"])
            assert hit["count"] >= sum(len(s["marks"]) for s in hit["snippets"]) > 0


def test_many_queries_are_answered_in_one_process(filled: Run, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("贸易\n\n没有这样的话\n日内瓦", "utf-8")
    pages = filled("search", "--queries", queries, "--json").json
    assert [(p["query"], p["total"]) for p in pages] == [
        ("贸易", 2),
        ("", 0),
        ("没有这样的话", 0),
        ("日内瓦", 1),
    ]
    assert all(p["complete"] for p in pages)


def test_pages_of_hits_join_without_gap_or_overlap(filled: Run) -> None:
    whole = [h["article"] for h in filled("search", "贸易", "--json").json["hits"]]
    pages = [
        filled("search", "贸易", "--json", "--limit", "1", "--offset", str(i)).json["hits"]
        for i in range(3)
    ]
    assert [h["article"] for page in pages for h in page] == whole


def test_a_deleted_article_is_no_longer_found_and_undo_brings_all_of_it_back(filled: Run) -> None:
    article = _article(filled, "日内瓦")
    filled("annotate", article, "--start", "0", "--end", "4", "--note", "要点")
    before = filled("annotations", "--json").json
    filled("delete", article)
    assert filled("search", "日内瓦", "--json").json["total"] == 0
    assert filled("annotations", "--json").json == []
    filled("undo")
    assert filled("search", "日内瓦", "--json").json["total"] == 1
    assert filled("annotations", "--json").json == before


def test_an_index_that_is_gone_or_damaged_is_made_anew(filled: Run, library: Path) -> None:
    for file in (library / "index").iterdir():
        file.write_bytes(b"\0" * 10)
    answer = filled("search", "贸易", "--json")
    assert answer.json["total"] == 2
    assert "rebuilt" in answer.err
    for file in (library / "index").iterdir():
        file.unlink()
    assert filled("search", "贸易", "--json").json["total"] == 2
    assert filled("index", "--rebuild", "--json").json == {
        "articles": 2,
        "indexed": 2,
        "removed": 0,
        "rebuilt": True,
        "complete": True,
    }


def test_an_annotation_says_what_was_asked_for(filled: Run) -> None:
    article = _article(filled, "𬭛")
    text = filled("show", article, "--json").json["text"]
    start = text.index("𬭛元素")
    words = [
        "--start",
        str(start),
        "--end",
        str(start + 3),
        "--tag",
        "外交 / 会晤",
        "--tag",
        "化学",
    ]
    made = filled("annotate", article, *words, "--note", "核对", "--color", "green", "--json").json
    assert made["quote"] == "𬭛元素"
    assert made["tags"] == ["外交/会晤", "化学"]
    assert (made["note"], made["color"], made["state"]) == ("核对", "green", "resolved")
    assert filled("annotations", "--json", "--tag", "外交").json == [made]
    assert filled("annotations", "--json", "--tag", "外").json == []
    assert {t["path"]: t["count"] for t in filled("tags", "--json").json} == {
        "外交/会晤": 1,
        "化学": 1,
    }


def test_undo_and_redo_work_from_one_call_to_the_next(filled: Run) -> None:
    article = _article(filled, "日内瓦")
    made = filled("annotate", article, "--start", "0", "--end", "2", "--json").json
    assert filled("undo", "--json").json["annotations"] == [made["id"]]
    assert filled("annotations", "--json").json == []
    assert filled("redo").code == 0
    assert filled("annotations", "--json").json == [made]
    assert filled("redo").code == 1
    assert "nothing to redo" in filled("redo").err


def test_mentions_are_places_in_the_text(filled: Run) -> None:
    article = _article(filled, "日内瓦")
    text = filled("show", article, "--json").json["text"]
    mentions = filled("mentions", article, "--json").json
    assert all(text[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert ("日内瓦", "PLACE") in {(m["text"], m["label"]) for m in mentions}
    assert "3月5日" in {m["text"] for m in mentions if m["label"] == "TIME"}


@pytest.mark.parametrize("name", ["web-annotation", "csv", "markdown", "html"])
def test_each_format_holds_the_quote_in_a_file_and_on_the_output(
    filled: Run, tmp_path: Path, name: str
) -> None:
    article = _article(filled, "日内瓦")
    filled("annotate", article, "--start", "0", "--end", "4", "--tag", "外交", "--note", "要点")
    file = tmp_path / "out"
    assert filled("export", name, "-o", file).code == 0
    written = file.read_text("utf-8-sig")
    assert "两国外长" in written
    assert "要点" in written
    printed = filled("export", name, "--article", article)
    assert printed.code == 0
    assert "两国外长" in printed.out
    assert [f["name"] for f in filled("export", "--list", "--json").json] == [
        "web-annotation",
        "csv",
        "markdown",
        "html",
    ]


def test_an_export_holds_only_what_the_filter_asks_for(filled: Run) -> None:
    article = _article(filled, "日内瓦")
    filled("annotate", article, "--start", "0", "--end", "2", "--tag", "甲")
    filled("annotate", article, "--start", "2", "--end", "4", "--tag", "乙", "--color", "blue")
    rows = list(
        csv.DictReader(io.StringIO(filled("export", "csv", "--tag", "乙").out.lstrip("\ufeff")))
    )
    assert [row["quote"] for row in rows] == ["外长"]
    page = json.loads(filled("export", "web-annotation", "--color", "blue").out)
    assert len(page["items"]) == 1


def test_a_library_in_order_says_so_and_a_damaged_one_what_is_wrong(
    filled: Run, library: Path
) -> None:
    assert filled("check", "--json").json == {"ok": True, "problems": []}
    (library / "index").rename(library.with_name("elsewhere"))
    answer = filled("check", "--json")
    assert answer.code == 1
    assert [p["area"] for p in answer.json["problems"]] == ["index"]


def test_options_may_stand_on_either_side_of_the_command(filled: Run, library: Path) -> None:
    assert filled("--json", "articles").out == filled("articles", "--json").out
    assert (
        filled("articles", "--json", "--library", library).out == filled("articles", "--json").out
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "zzz"], "no article zzz"),
        (["annotate", "ARTICLE", "--start", "5", "--end", "5"], "not a range"),
        (["annotate", "ARTICLE", "--start", "0", "--end", "99999"], "99999"),
        (["annotate", "ARTICLE", "--start", "0", "--end", "2", "--tag", "a//b"], "a//b"),
        (["annotations", "--state", "lost"], "lost"),
        (["export", "pdf"], "pdf"),
        (["export", "csv", "-o", "/nonexistent/folder/file"], "/nonexistent/folder/file"),
        (["search", "--queries", "/nonexistent"], "/nonexistent"),
        (["import", "/nonexistent"], "/nonexistent"),
        (["undo"], "nothing to undo"),
    ],
)
def test_what_cannot_be_done_gets_one_sentence_and_exit_code_1(
    filled: Run, words: list[str], said: str
) -> None:
    article = _article(filled, "日内瓦")
    before = filled("annotations", "--json").out
    answer = filled(*[article if word == "ARTICLE" else word for word in words])
    assert answer.code == 1
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert len(answer.err.strip().splitlines()) == 1
    assert filled("annotations", "--json").out == before


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["search"],
        ["search", "--limit", "-1", "x"],
        ["annotate", "x"],
        ["--jsn"],
        ["export"],
    ],
)
def test_wrong_usage_is_exit_code_2(zhupi: Run, words: list[str]) -> None:
    answer = zhupi(*words)
    assert answer.code == 2
    assert "usage" in answer.err


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], (None, False)),
        (["--sample"], (None, True)),
        (["--library", "x"], (Path("x"), False)),
        (["--library=x", "--sample"], (Path("x"), True)),
        (["articles"], None),
        (["--library", "x", "articles"], None),
        (["--version"], None),
    ],
)
def test_the_window_opens_only_where_no_command_is_asked_for(
    words: list[str], wanted: tuple[Path | None, bool] | None
) -> None:
    assert _window_arguments(words) == wanted


def test_a_folder_that_is_no_library_is_left_alone(zhupi: Run, library: Path) -> None:
    library.mkdir()
    (library / "thesis.doc").write_text("mine")
    answer = zhupi("articles")
    assert answer.code == 1
    assert str(library) in answer.err
    assert [f.name for f in library.iterdir()] == ["thesis.doc"]


def test_every_option_is_explained(zhupi: Run) -> None:
    """`--help` that lists a name and says nothing sends people to the manual."""
    for command in COMMANDS:
        parser = Parser(ENGLISH)
        command.configure(parser, ENGLISH)
        for words, one in every_parser(parser):
            explained = [a for a in one._actions if not isinstance(a, argparse._SubParsersAction)]
            assert [a.dest for a in explained if not a.help] == []
            assert zhupi(command.name, *words, "--help").code == 0


def every_parser(
    parser: argparse.ArgumentParser, *words: str
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """A parser and those of what may follow it, each with the words that lead there."""
    yield words, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from every_parser(sub, *words, name)
