"""Names, quotations, entities and corrections on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zhupi.workspace import Workspace

Run = Callable[..., Any]


def _article(run: Run, word: str) -> str:
    [found] = [a["id"] for a in run("articles", "--json").json if word in a["title"]]
    return str(found)


def _mention(run: Run, article: str, word: str) -> dict[str, Any]:
    found = [m for m in run("mentions", article, "--json").json if m["text"] == word]
    return dict(found[0])


def _place(mention: dict[str, Any]) -> list[str]:
    return ["--start", str(mention["start"]), "--end", str(mention["end"])]


def test_a_mention_tells_its_title_and_why(filled: Run) -> None:
    """Scripts read them; the reason is a sentence, whichever language it is in."""
    article = _article(filled, "日内瓦")
    for mention in filled("mentions", article, "--json").json:
        assert type(mention["title"]) is str
        assert type(mention["why"]) is str


def test_quotations_are_ranges_of_the_text(filled: Run, news: Path) -> None:
    """With the words that name the speaker, where the text has them."""
    (news / "话.md").write_text(
        "# 发言人谈会谈\n\n外交部发言人林清表示：“双方同意保持沟通。”\n", "utf-8"
    )
    filled("import", news)
    article = _article(filled, "发言人")
    text = filled("show", article, "--json").json["text"]
    for quotation in filled("quotes", article, "--json").json:
        assert text[quotation["start"] : quotation["end"]] == quotation["text"]
        speaker = quotation["speaker"]
        assert speaker is None or (
            text[quotation["speaker_start"] : quotation["speaker_end"]] == speaker
        )
        assert {"cue", "entity", "kind", "addressee", "confidence", "why"} <= set(quotation)
    assert filled("quotes", article).code == 0
    assert filled("quotes", "zzz").code == 1


def test_entities_of_all_articles_are_counted_without_being_asked_to_read(filled: Run) -> None:
    """The first question finds the names first, and says so."""
    answer = filled("entities", "--json")
    assert "Looking for names" in answer.err
    [place] = [e for e in answer.json if e["id"] == "PLACE:日内瓦"]
    assert (place["label"], place["name"]) == ("PLACE", "日内瓦")
    assert place["mentions"] >= place["articles"] == 1
    again = filled("entities", "日內瓦", "--label", "PLACE", "--limit", "1", "--json")
    assert [e["id"] for e in again.json] == ["PLACE:日内瓦"]
    assert again.err == ""
    assert "日内瓦" in filled("entities", "日内").out
    assert "No names fit" in filled("entities", "无此名").err
    for word in ("日内瓦", "PLACE:日内瓦"):
        [named] = filled("entities", "--articles", word, "--json").json
        assert named["article"] == _article(filled, "日内瓦")
        assert named["mentions"] == place["mentions"]
    missing = filled("entities", "--articles", "无此名")
    assert (missing.code, "No article names" in missing.err) == (1, True)
    assert filled("entities", "--articles", "PLACE:无此名").code == 1


def test_corrections_hold_at_once_are_listed_and_taken_back(filled: Run) -> None:
    """In `mentions`, in `entities`, and in searches for the name."""
    article = _article(filled, "日内瓦")
    place = _place(_mention(filled, article, "日内瓦"))
    assert [e["id"] for e in filled("entities", "日内瓦", "--json").json] == ["PLACE:日内瓦"]
    made = filled("correct", "label", article, *place, "ORG", "--everywhere", "--json").json
    assert (made["found"], made["was"], made["label"]) == ("日内瓦", "PLACE", "ORG")
    assert _mention(filled, article, "日内瓦")["label"] == "ORG"
    assert [e["id"] for e in filled("entities", "日内瓦", "--json").json] == ["ORG:日内瓦"]
    assert filled("search", "org:日内瓦", "--json").json["total"] == 1
    assert filled("search", "place:日内瓦", "--json").json["total"] == 0
    assert "PLACE 日内瓦 → ORG 日内瓦" in filled("correct", "list").out
    [listed] = filled("correct", "list", "--json").json
    assert listed == made
    answer = filled("correct", "withdraw", made["id"][:8])
    assert answer.out == "withdraw a correction: “日内瓦”, 1 correction\n"
    assert _mention(filled, article, "日内瓦")["label"] == "PLACE"
    assert "“日内瓦”, 1 correction" in filled("undo").out
    filled("redo")
    assert filled("undo", "--json").json["corrections"] == [made["id"]]
    assert _mention(filled, article, "日内瓦")["label"] == "ORG"
    [told, _] = [filled("history", "--json").json[n] for n in (0, 1)]
    assert (told["operation"], told["corrections"], told["about"]) == ("withdraw", 1, "日内瓦")
    assert filled("correct", "withdraw", "zzz").code == 1


def test_every_kind_of_correction_can_be_made(filled: Run) -> None:
    """Each by its own word, and the text of the answer says what became of what."""
    article = _article(filled, "日内瓦")
    text = filled("show", article, "--json").json["text"]
    place = _mention(filled, article, "日内瓦")
    time = _mention(filled, article, "3月5日")
    first, end = str(place["start"]), str(place["start"] + 2)
    for words, shown in (
        (["borders", article, *_place(place), first, end], "日内瓦 → PLACE 日内"),
        (["value", article, *_place(time), "2020-03-05"], "2020-03-05"),
        (["not-entity", article, *_place(time), "--article"], "→ no name"),
    ):
        answer = filled("correct", *words)
        assert (answer.code, answer.err) == (0, ""), words
        assert shown in answer.out
    at = text.index("气候")
    where = ["--start", str(at), "--end", str(at + 2)]
    made = filled("correct", "new", article, *where, "EVENT", "--entity", "气候变化", "--json")
    assert made.json["entity"] == "EVENT:气候变化"
    same = filled("correct", "same-as", article, *where, "EVENT:气候危机", "--json").json
    assert (same["entity"], same["scope"]) == ("EVENT:气候危机", "here")
    assert len(filled("correct", "list", "--json").json) == 4
    for wrong in (
        ["value", article, *_place(time), "soon"],
        ["label", article, "--start", "0", "--end", "0", "ORG"],
        ["label", article, "--start", "0", "--end", "1", "ORG"],
    ):
        answer = filled("correct", *wrong)
        assert (answer.code, answer.out) == (1, ""), wrong
        assert answer.err.count("\n") == 1
    assert filled("correct", "label", article, *where, "THING").code == 2


def test_a_place_can_be_named_by_its_words(filled: Run, news: Path) -> None:
    """Nobody counts characters; but of several places none is chosen for a person."""
    (news / "站.md").write_text("# 日内瓦站\n\n日内瓦很大。日内瓦湖边，日内瓦站开通。\n", "utf-8")
    filled("import", news)
    article = _article(filled, "日内瓦站")
    places = [m for m in filled("mentions", article, "--json").json if m["text"] == "日内瓦"]
    assert len(places) >= 2
    several = filled("correct", "label", article, "--words", "日内瓦", "ORG")
    assert (several.code, "--nth" in several.err) == (1, True)
    made = filled("correct", "label", article, "--words", "日内瓦", "--nth", "2", "ORG", "--json")
    assert made.json["start"] == places[1]["start"]
    wide = filled("correct", "label", article, "--words", "日内瓦", "--article", "EVENT", "--json")
    assert (wide.json["found"], wide.json["scope"]) == ("日内瓦", "article")
    text = filled("show", article, "--json").json["text"]
    new = filled("correct", "new", article, "--words", "湖边", "PLACE", "--json").json
    assert new["start"] == text.index("湖边")
    first = str(text.index("湖边"))
    spread = ["borders", article, "--words", "湖边", first, str(int(first) + 1)]
    assert filled("correct", *spread, "--json").json["text"] == "湖"
    for wrong, code, said in (
        (["--words", "无此词"], 1, "无此词"),
        (["--words", "开通"], 1, "开通"),  # which nobody marked
        (["--words", "日内瓦", "--nth", "99"], 1, "日内瓦"),
        (["--words", "日内瓦", "--nth", "0"], 1, "--nth"),
        (["--words", ""], 2, "--words"),
        (["--words", "日内瓦", "--start", "1", "--end", "2"], 2, "--words"),
        (["--nth", "2", "--start", "1", "--end", "2"], 2, "--nth"),
        (["--start", "1"], 2, "--end"),
        ([], 2, "--words"),
    ):
        answer = filled("correct", "not-entity", article, *wrong)
        assert (answer.code, said in answer.err, answer.out) == (code, True, ""), wrong


def test_corrections_are_written_to_a_file_and_read_from_one(filled: Run, tmp_path: Path) -> None:
    """For a colleague; a line that is none is told and stops nothing."""
    article = _article(filled, "日内瓦")
    place = _place(_mention(filled, article, "日内瓦"))
    filled("correct", "label", article, *place, "ORG", "--article")
    file = tmp_path / "更正.jsonl"
    assert "1 correction written" in filled("correct", "export", file).out
    [line] = file.read_text("utf-8").splitlines()
    assert filled("correct", "export", "-").out == f"{line}\n"
    assert filled("correct", "export", file, "--json").json == {"corrections": 1}
    filled("undo")
    file.write_text(f"无\n{line}\n", "utf-8")
    answer = filled("correct", "import", file)
    assert (answer.code, answer.out) == (1, "1 added, 0 already there, 1 not understood\n")
    assert "Line 1" in answer.err
    assert _mention(filled, article, "日内瓦")["label"] == "ORG"
    again = filled("correct", "import", file, "--json").json
    assert (again["added"], again["unchanged"]) == (0, 1)
    assert filled("correct", "import", tmp_path / "none").code == 1
    assert json.loads(line)["kind"] == "label"


def test_entities_are_told_while_the_window_has_the_library(filled: Run, library: Path) -> None:
    """As far as they are known, and that some may be missing."""
    other = Workspace.open(library, "window")
    try:
        answer = filled("entities", "--json")
    finally:
        other.close()
    assert (answer.code, answer.json) == (0, [])
    assert "some may be missing" in answer.err


@pytest.mark.parametrize("words", [["entities"], ["quotes", "1"], ["correct", "list"]])
def test_a_mistyped_library_is_not_made_for_names(
    zhupi: Run, library: Path, words: list[str]
) -> None:
    """As for all commands."""
    answer = zhupi(*words)
    assert (answer.code, answer.out) == (1, "")
    assert not library.exists()


def test_a_search_for_a_name_says_where_it_stands(filled: Run) -> None:
    """«0 ×» and the byline would say that the article does not name it."""
    article = _article(filled, "日内瓦")
    places = [m for m in filled("mentions", article, "--json").json if m["text"] == "日内瓦"]
    for query in ("place:日内瓦", "entity:日內瓦", "place:(日内瓦 OR 巴黎) -person:无此人"):
        [hit] = filled("search", query, "--json").json["hits"]
        assert hit["count"] == len(places), query
        assert "【日内瓦】" in filled("search", query).out
    [without] = filled("search", "日内瓦 -place:无此地", "--json").json["hits"]
    assert without["count"] > 0


def test_a_name_that_nobody_has_yet_is_said_to_be_new(filled: Run) -> None:
    """A slip of the pen made somebody whom nobody ever finds."""
    article = _article(filled, "日内瓦")
    filled("entities")
    place = _place(_mention(filled, article, "日内瓦"))
    made = filled("correct", "same-as", article, *place, "日内瓦城")
    assert "new: no article has named PLACE:日内瓦城 so far" in made.out
    assert "new:" not in filled("correct", "same-as", article, *place, "日内瓦城").out
    assert "new:" not in filled("correct", "not-entity", article, *place).out
