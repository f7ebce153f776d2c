"""Tags, review and history from the command line, on a real library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.search import SearchPage, SearchRequest
from zhupi.workspace import Workspace

Run = Callable[..., Any]

CORRECTED = """# 两国外长在日内瓦会谈

两国外长3月5日在日内瓦举行会谈，就贸易和气候问题交换意见。

会谈在傍晚结束，没有发表公报。

编辑丨国际部
"""


def article(run: Run, word: str) -> str:
    [hit] = run("search", word, "--json").json["hits"]
    return str(hit["article"])


def annotate(run: Run, words: str, *more: str) -> dict[str, Any]:
    key = article(run, f'"{words}"')
    start = run("show", key, "--json").json["text"].index(words)
    span = ("--start", str(start), "--end", str(start + len(words)))
    made = run("annotate", key, *span, *more, "--json")
    assert made.code == 0
    return dict(made.json)


def tags(run: Run) -> dict[str, int]:
    return {tag["path"]: tag["count"] for tag in run("tags", "--json").json}


@pytest.fixture
def tagged(filled: Run) -> Run:
    annotate(filled, "日内瓦举行会谈", "--tag", "外交/会晤")
    annotate(filled, "交换意见", "--tag", "外交/会晤", "--tag", "外交", "--note", "核对")
    annotate(filled, "贸易企业", "--tag", "经济")
    return filled


# --- tags -------------------------------------------------------------------------------------


def test_tags_say_what_is_known_of_each(tagged: Run) -> None:
    """Programs rely on `path`, `color` and `count`."""
    done = tagged(
        *("tag", "describe", "外交", "--color", "blue", "--key", "3", "--description", "国与国")
    )
    assert done.code == 0
    assert "1 tag" in done.out
    found = {tag["path"]: tag for tag in tagged("tags", "--json").json}
    assert found["外交"] == {
        "path": "外交",
        "color": "blue",
        "count": 1,
        "description": "国与国",
        "key": 3,
    }
    tagged("tag", "describe", " 外交 ", "--description", "")
    kept = {tag["path"]: tag for tag in tagged("tags", "--json").json}["外交"]
    assert (kept["color"], kept["key"], kept["description"]) == ("blue", 3, "")
    tagged("tag", "describe", "外交", "--color", "none", "--key", "0")
    bare = {tag["path"]: tag for tag in tagged("tags", "--json").json}["外交"]
    assert (bare["color"], bare["key"]) == ("", 0)


def test_a_passage_takes_the_colour_of_its_tag(tagged: Run) -> None:
    tagged("tag", "describe", "经济", "--color", "pink")
    assert annotate(tagged, "稳定市场预期", "--tag", "经济")["color"] == "pink"
    assert annotate(tagged, "释放", "--tag", "经济", "--color", "green")["color"] == "green"


def test_tags_are_renamed_merged_and_deleted_and_each_is_one_step_to_undo(tagged: Run) -> None:
    before = tags(tagged)
    for words, after in (
        (("rename", "外交", "政治/外交"), {"政治/外交": 1, "政治/外交/会晤": 2, "经济": 1}),
        (("merge", "外交", "经济", "--into", "要闻"), {"要闻": 2, "要闻/会晤": 2}),
        (("delete", "外交"), {"经济": 1}),
        (("delete", "外交", "--passages", "delete"), {"经济": 1}),
    ):
        assert tagged("tag", *words).code == 0
        assert tags(tagged) == after
        tagged("undo")
        assert tags(tagged) == before
    tagged("tag", "delete", "外交", "--passages", "delete")
    assert [a["note"] for a in tagged("annotations", "--json").json if a["note"]] == ["核对"]
    assert len(tagged("annotations", "--json").json) == 2


def test_a_tag_is_split(tagged: Run) -> None:
    first = tagged("annotations", "--tag", "外交/会晤", "--json").json[0]["id"]
    done = tagged("tag", "split", "外交/会晤", "--to", "外交/双边", "--annotation", first[:8])
    assert done.code == 0
    assert tags(tagged)["外交/双边"] == 1
    assert tags(tagged)["外交/会晤"] == 1


def test_a_tag_is_found_by_pinyin(tagged: Run) -> None:
    assert [t["path"] for t in tagged("tag", "find", "huiwu", "--json").json] == ["外交/会晤"]
    assert "外交/会晤" in tagged("tag", "find", "会晤").out
    nothing = tagged("tag", "find", "没有")
    assert (nothing.code, nothing.out) == (0, "")
    assert "No tag fits" in nothing.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tag", "rename", "没有", "x"), 1, "没有"),
        (("tag", "rename", "外交", "外交/内"), 1, "below itself"),
        (("tag", "describe", "a//b"), 1, "a//b"),
        (("tag", "describe", "外交", "--key", "12"), 2, "0 to 9"),
        (("tag", "delete", "没有"), 1, "没有"),
        (("tag", "split", "外交", "--to", "x", "--annotation", "zzz"), 1, "zzz"),
        (("tag",), 2, "ACTION"),
        (("tag", "all", "贸易"), 2, "--tag"),
        (("tag", "all", "(贸易", "--tag", "x"), 1, "nothing was tagged"),
        (("tag", "all", "贸易", "--tag", "a//b"), 1, "a//b"),
        (("review", "accept"), 2, "accept is followed by"),
        (("review", "show", "zzz"), 1, "zzz"),
        (("review", "revert", "ARTICLE"), 1, "No older text"),
        (("review", "attach", "zzz", "--start", "4", "--end", "4"), 1, "not a range"),
        (("history", "--go-to", "99"), 1, "no longer holds"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_why(
    tagged: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    before = (tagged("annotations", "--json").out, tagged("history", "--json").out)
    key = article(tagged, "日内瓦")
    answer = tagged(*(key if word == "ARTICLE" else word for word in words))
    assert answer.code == code
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert (tagged("annotations", "--json").out, tagged("history", "--json").out) == before


# --- many passages ----------------------------------------------------------------------------


def test_all_matches_are_shown_first_and_tagged_as_one_change(tagged: Run) -> None:
    shown = tagged("tag", "all", "/外长|贸易/", "--tag", "词", "--dry-run")
    assert shown.code == 0
    assert shown.out.count("【贸易】") == 2
    assert shown.out.count("【外长】") == 2
    assert "4 passages would be tagged." in shown.err
    assert "词" not in tags(tagged)
    lines = tagged("tag", "all", "/外长|贸易/", "--tag", "词", "--dry-run", "--json").json
    assert {line["keyword"] for line in lines} == {"外长", "贸易"}
    done = tagged("tag", "all", "/外长|贸易/", "--tag", "词", "--note", "查", "--json")
    assert (done.code, done.json) == (0, {"added": 4, "extended": 0, "unchanged": 0, "gone": 0})
    made = tagged("annotations", "--tag", "词", "--json").json
    assert {(a["quote"], a["note"]) for a in made} == {("外长", "查"), ("贸易", "查")}
    again = tagged("tag", "all", "/外长|贸易/", "--tag", "词", "--note", "查")
    assert "4 unchanged" in again.out
    assert tagged("undo").code == 0
    assert "词" not in tags(tagged)


def test_a_field_that_is_none_is_told_where_nothing_is_tagged(tagged: Run) -> None:
    """«0 passages tagged» would be taken for: none mentions it."""
    answer = tagged("tag", "all", "laws:刑法", "--tag", "词")
    assert (answer.code, "“laws:” is no field" in answer.err) == (0, True)
    assert tagged("tag", "all", "无此词", "--tag", "词").err == ""


def test_a_search_that_was_not_finished_says_so(
    tagged: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """«4 passages tagged» must not pass for all where an expression ran out of time."""
    search = Workspace.search

    def hurried(there: Workspace, request: SearchRequest, *rest: Any) -> SearchPage:
        return replace(search(there, request, *rest), exact=False)

    monkeypatch.setattr(Workspace, "search", hurried)
    done = tagged("tag", "all", "贸易", "--tag", "词")
    assert (done.code, tags(tagged)["词"]) == (1, 2)
    assert "may not be all" in done.err


def test_more_matches_than_anybody_looks_at_are_refused(
    tagged: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of the finger must not tag every 的 of a library."""
    monkeypatch.setattr("zhupi.cli.commands.tag_all._MOST", 3)
    done = tagged("tag", "all", "/外长|贸易/", "--tag", "词")
    assert done.code == 1
    assert "More than 3 passages" in done.err
    assert "词" not in tags(tagged)


def test_overlapping_annotations_are_listed_and_merged(tagged: Run) -> None:
    annotate(tagged, "举行会谈，就", "--tag", "外交/会晤")
    [group] = tagged("tag", "overlaps", "外交/会晤", "--json").json
    assert [a["quote"] for a in group] == ["日内瓦举行会谈", "举行会谈，就"]
    assert "举行会谈，就" in tagged("tag", "overlaps", "外交/会晤").out
    assert tagged("tag", "overlaps", "外交/会晤", "--merge").code == 0
    assert tagged("tag", "overlaps", "外交/会晤", "--json").json == []
    quotes = [a["quote"] for a in tagged("annotations", "--json").json]
    assert "日内瓦举行会谈，就" in quotes


# --- review and history -----------------------------------------------------------------------


@pytest.fixture
def corrected(tagged: Run, news: Path) -> Run:
    annotate(tagged, "六月再次会面", "--note", "查")
    (news / "日内瓦.md").write_text(CORRECTED, encoding="utf-8")
    report = tagged("import", news, "--json")
    assert report.json["to_review"] == 1
    return tagged


def test_an_import_says_that_annotations_wait(tagged: Run, news: Path) -> None:
    annotate(tagged, "六月再次会面")
    (news / "日内瓦.md").write_text(CORRECTED, encoding="utf-8")
    assert "1 annotation waits for review" in tagged("import", news).out


def test_what_waits_is_listed_shown_and_attached(corrected: Run) -> None:
    [item] = corrected("review", "--json").json
    assert (item["state"], item["original_quote"]) == ("orphan", "六月再次会面")
    assert item["title"] == "两国外长在日内瓦会谈"
    assert item["replaced"].endswith("Z")
    assert "六月再次会面" in corrected("review", "--article", item["article"][:6]).out
    assert "not found" in corrected("annotations").out
    shown = corrected("review", "show", item["id"][:8])
    assert "【六月再次会面】" in shown.out
    assert "before" in shown.out
    detail = corrected("review", "show", item["id"], "--json").json
    assert detail["new"] is None
    assert "六月再次会面" in detail["old"]["text"]
    refused = corrected("review", "accept", item["id"])
    assert (refused.code, item["id"][:8] in refused.err) == (1, True)
    start = corrected("show", item["article"], "--json").json["text"].index("公报")
    span = ("--start", str(start), "--end", str(start + 2))
    assert corrected("review", "attach", item["id"], *span).code == 0
    assert corrected("review", "--json").json == []
    assert "No annotation waits" in corrected("review").out
    corrected("undo")
    assert len(corrected("review", "--json").json) == 1


def test_accepting_all_leaves_what_has_no_place(corrected: Run) -> None:
    done = corrected("review", "accept", "--all")
    assert done.code == 0
    assert "1 annotation waits for review" in done.err


def test_the_old_text_comes_back_and_is_found_again(corrected: Run) -> None:
    key = article(corrected, "公报")
    assert corrected("review", "revert", key[:8]).code == 0
    assert corrected("search", "公报", "--json").json["total"] == 0
    assert corrected("search", "六月再次会面", "--json").json["total"] == 1
    assert corrected("review", "--json").json == []
    states = {a["state"] for a in corrected("annotations", "--json").json}
    assert states == {"resolved"}


def test_the_history_tells_each_step_and_goes_to_any(tagged: Run) -> None:
    entries = tagged("history", "--json").json
    assert [entry["operation"] for entry in entries] == ["annotate"] * 3
    assert [entry["number"] for entry in entries] == [3, 2, 1]
    assert {entry["program"] for entry in entries} == {"command line"}
    [line] = tagged("history", "--limit", "1").out.splitlines()
    assert "  annotate: “" in line
    assert line.endswith("”, 1 annotation")
    assert tagged("history", "--go-to", "1").code == 0
    assert len(tagged("annotations", "--json").json) == 1
    assert tagged("history").out.count("(undone)") == 2
    there = tagged("history", "--go-to", "1")
    assert (there.code, "already" in there.err) == (0, True)
    assert tagged("history", "--go-to", "3", "--json").json["annotations"]
    assert len(tagged("annotations", "--json").json) == 3
    tagged("history", "--go-to", "0")
    assert tagged("annotations", "--json").json == []
