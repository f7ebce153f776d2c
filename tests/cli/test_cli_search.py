"""Searching on the command line: the query language, concordances, saved searches."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhupi.cli.concordance_text import right_aligned, text_line
from zhupi.core.columns import columns
from zhupi.core.model import Span
from zhupi.core.search import ConcordanceLine, SearchPage, SearchRequest
from zhupi.workspace import Workspace

Run = Callable[..., "Answer"]  # type: ignore[name-defined]  # noqa: F821 -- see conftest

FERRY = """渡轮改点

海平镇的渡轮改为六点半开航，Ferry公司说票价不变。

镇上的人说，没有渡轮就没有早市。臺階下的渡轮票亭照常营业。
"""


@pytest.fixture
def harbour(filled: Run, tmp_path: Path) -> Run:
    """The library with a third article, that speaks of ferries four times."""
    file = tmp_path / "渡轮.txt"
    file.write_text(FERRY, "utf-8")
    assert filled("import", file, "--source", "海平报", "--published", "2026-03-06").code == 0
    return filled


# --- search ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "folded", "literal"),
    [("ferry", 1, 0), ("Ferry", 1, 1), ("台阶", 1, 0), ("臺階", 1, 1), ("ＦＥＲＲＹ", 1, 0)],
)
def test_literal_minds_case_width_and_script(
    harbour: Run, query: str, folded: int, literal: int
) -> None:
    assert harbour("search", query, "--json").json["total"] == folded
    assert harbour("search", query, "--literal", "--json").json["total"] == literal


def test_names_are_sought_before_a_search_that_asks_for_them(filled: Run) -> None:
    """Or `place:` finds nothing after an import, and nobody says why."""
    answer = filled("search", "place:日内瓦", "--json")
    assert answer.code == 0
    assert [hit["title"] for hit in answer.json["hits"]] == ["两国外长在日内瓦会谈"]
    assert answer.json["complete"] is True
    assert "names" in answer.err
    again = filled("search", "place:日内瓦", "--json")
    assert (again.json["total"], again.err) == (1, "")


def test_facets_count_names_right_after_an_import(filled: Run) -> None:
    facets = filled("search", "贸易", "--facets", "--json").json["facets"]
    assert facets["place"]["日内瓦"] == 1


def test_the_json_of_a_search_has_every_key_that_programs_rely_on(harbour: Run) -> None:
    page = harbour("search", "渡轮", "--facets", "--json").json
    assert set(page) == {
        *("query", "total", "exact", "complete", "milliseconds", "hits", "facets", "suggestions"),
    }
    assert page["exact"] is True
    assert page["facets"]["source"] == {"海平报": 1}
    assert page["facets"]["month"] == {"2026-03": 1}
    assert set(page["facets"]) >= {"source", "year", "month", "tag", "person", "org", "place"}


def test_what_hits_have_in_common_is_printed(harbour: Run) -> None:
    out = harbour("search", "渡轮", "--facets").out
    assert "Sources: 海平报 1" in out
    assert "Months: 2026-03 1" in out
    assert "Sources" not in harbour("search", "渡轮").out


def test_suggestions_are_printed(harbour: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_self: Workspace, request: SearchRequest, *_check: object) -> SearchPage:
        return SearchPage(request.query, 0, True, 1.0, (), suggestions=("渡轮", "早市"))

    monkeypatch.setattr(Workspace, "search", nothing)
    answer = harbour("search", "渡伦")
    assert "Perhaps: 渡轮 · 早市" in answer.out
    assert harbour("search", "渡伦", "--json").json["suggestions"] == ["渡轮", "早市"]


def test_fields_of_facts_work(harbour: Run) -> None:
    """A tag is found as soon as it was given, by the next command."""
    [hit] = harbour("search", "渡轮", "--json").json["hits"]
    assert harbour("search", "tag:交通", "--json").json["total"] == 0
    harbour("annotate", hit["article"], "--start", "0", "--end", "2", "--tag", "交通/渡轮")
    assert harbour("search", "tag:交通", "--json").json["total"] == 1
    assert harbour("search", "渡轮 -tag:交通", "--json").json["total"] == 0


# --- an index that is damaged and cannot be mended ---------------------------------------------


@pytest.fixture
def held(harbour: Run, library: Path) -> Iterator[Run]:
    """The library while another program holds it, with a damaged index."""
    other = Workspace.open(library, "window")
    for file in (library / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\0" * 100)
    yield harbour
    other.close()


def test_a_damaged_index_that_may_not_be_mended_keeps_nobody_from_finding(held: Run) -> None:
    answer = held("search", "渡轮", "--json")
    assert answer.json["total"] == 1
    assert "damaged" in answer.err
    assert len(answer.json["hits"][0]["snippets"]) > 0


@pytest.mark.parametrize("words", [["concordance", "渡轮"], ["searches"]])
def test_what_needs_the_index_says_why_it_cannot_be(held: Run, words: list[str]) -> None:
    answer = held(*words)
    assert answer.code in {0, 1}
    assert "damaged" in answer.err
    assert "Traceback" not in answer.err


def test_a_damaged_index_is_mended_before_a_concordance(harbour: Run, library: Path) -> None:
    for file in (library / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\0" * 100)
    answer = harbour("concordance", "渡轮", "--json")
    assert len(answer.json) == 4
    assert "rebuilt" in answer.err


# --- concordance -------------------------------------------------------------------------------


def test_every_match_is_a_line_with_its_place(harbour: Run) -> None:
    lines = harbour("concordance", "渡轮", "--json").json
    assert len(lines) == 4
    text = harbour("show", lines[0]["article"], "--json").json["text"]
    for line in lines:
        assert set(line) == {
            *("article", "title", "published", "start", "end", "left", "keyword", "right"),
        }
        assert text[line["start"] : line["end"]] == line["keyword"] == "渡轮"
        before = text[max(0, line["start"] - 30) : line["start"]].replace("\n", " ")
        assert line["left"] == before


def test_matches_stand_below_each_other(harbour: Run) -> None:
    """Also where Latin letters and Chinese characters stand before them."""
    out = harbour("concordance", "渡轮 OR 公司 OR 票", "--width", "8").out
    lines = out.splitlines()
    assert len(lines) > 4
    assert len({columns(line.partition("【")[0]) for line in lines}) == 1
    assert all("【" in line and "】" in line for line in lines)


def test_lines_are_sorted_by_what_stands_beside_the_match(harbour: Run) -> None:
    def rights(sort: str) -> list[str]:
        lines = harbour("concordance", "渡轮", "--sort", sort, "--json").json
        return [line["right" if sort == "right" else "left"] for line in lines]

    right = [text.lstrip()[0] for text in rights("right")]
    assert right == sorted(right)
    left = [text.rstrip()[-1:] for text in rights("left")]
    assert left == sorted(left)


def test_width_and_limit_of_a_concordance(harbour: Run) -> None:
    lines = harbour("concordance", "渡轮", "--width", "2", "--limit", "3", "--json").json
    assert len(lines) == 3
    assert all(len(line["left"]) <= 2 and len(line["right"]) <= 2 for line in lines)


def test_a_concordance_is_exported_as_a_table(harbour: Run, tmp_path: Path) -> None:
    file = tmp_path / "lines.csv"
    answer = harbour("concordance", "渡轮", "--format", "csv", "-o", file)
    assert answer.code == 0
    written = file.read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [row["keyword"] for row in rows] == ["渡轮"] * 4
    printed = harbour("concordance", "渡轮", "--format", "csv")
    assert printed.out.lstrip("\ufeff").splitlines() == written.splitlines()


def test_a_concordance_is_written_as_text_and_json(harbour: Run, tmp_path: Path) -> None:
    text, document = tmp_path / "lines.txt", tmp_path / "lines.json"
    harbour("concordance", "渡轮", "-o", text)
    assert text.read_text("utf-8").count("渡轮") >= 4
    harbour("concordance", "渡轮", "--format", "json", "-o", document)
    assert json.loads(document.read_text("utf-8")) == harbour("concordance", "渡轮", "--json").json


def test_a_concordance_without_lines_says_so(harbour: Run) -> None:
    answer = harbour("concordance", "没有这样的话")
    assert (answer.code, answer.out, answer.err.strip()) == (0, "", "Nothing found.")


def test_a_concordance_says_how_a_query_that_does_not_parse_was_read(harbour: Run) -> None:
    answer = harbour("concordance", "渡轮 AND", "--json")
    assert (answer.code, answer.json) == (0, [])
    assert "as typed" in answer.err


def test_a_line_is_aligned_whatever_stands_before_the_match() -> None:
    line = ConcordanceLine("0123456789", "题", None, Span(0, 2), "甲\n𠮷b", "渡轮", "后\t文 ")
    assert text_line(line, 4) == "01234567    甲 𠮷b【渡轮】后 文"
    assert right_aligned("两国外长在日内瓦", 6) == "日内瓦"
    assert right_aligned("e\u0301a", 3) == " e\u0301a"


# --- similar -----------------------------------------------------------------------------------


def test_articles_like_one_are_listed_without_itself(harbour: Run, tmp_path: Path) -> None:
    file = tmp_path / "又.txt"
    file.write_text(FERRY.replace("改点", "又改点").replace("六点半", "七点"), "utf-8")
    harbour("import", file)
    [first, second] = [hit["article"] for hit in harbour("search", "渡轮", "--json").json["hits"]]
    assert harbour("similar", first[:6], "--json").json[0]["article"] == second
    assert second[:8] in harbour("similar", first).out
    assert harbour("similar", "zzz").code == 1


# --- saved searches ----------------------------------------------------------------------------


def test_a_saved_search_counts_what_is_new_until_it_is_run(harbour: Run, tmp_path: Path) -> None:
    saved = harbour("searches", "add", "渡轮新闻", "渡轮", "--json").json
    assert (saved["name"], saved["query"], saved["literal"]) == ("渡轮新闻", "渡轮", False)
    [listed] = harbour("searches", "--json").json
    assert listed == {**saved, "new": 0}
    file = tmp_path / "又.txt"
    file.write_text("渡轮停航\n\n渡轮因大雾停航一天。\n", "utf-8")
    harbour("import", file)
    assert harbour("searches", "--json").json[0]["new"] == 1
    assert "1 new  渡轮新闻  渡轮" in harbour("searches").out
    assert harbour("searches", "run", "渡轮新闻", "--json").json["total"] == 2
    assert harbour("searches", "--json").json[0]["new"] == 0


def test_a_saved_search_is_found_by_name_or_id_and_deleting_it_can_be_undone(
    harbour: Run,
) -> None:
    first = harbour("searches", "add", "一", "渡轮", "--json").json
    harbour("searches", "add", "二", "早市", "--literal", "--sort", "relevance")
    assert harbour("searches", "run", first["id"][:10], "--json").json["query"] == "渡轮"
    assert harbour("searches", "delete", "二").code == 0
    assert [s["name"] for s in harbour("searches", "--json").json] == ["一"]
    harbour("undo")
    assert [s["literal"] for s in harbour("searches", "--json").json] == [False, True]
    missing = harbour("searches", "run", "三")
    assert missing.code == 1
    assert "三" in missing.err


@pytest.mark.parametrize(
    "words",
    [["add"], ["add", "名"], ["run"], ["delete"], ["list", "x"], ["frobnicate"]],
)
def test_saved_searches_asked_for_wrongly_are_wrong_usage(zhupi: Run, words: list[str]) -> None:
    answer = zhupi("searches", *words)
    assert answer.code == 2
    assert "usage" in answer.err
