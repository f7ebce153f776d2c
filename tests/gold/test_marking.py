"""The reader of annotated articles: what it makes of marks, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.gold import marking
from tests.gold.marking import GoldMention, GoldQuotation, MarkingError, parse

SOURCE = (
    "#! published: 2023-10-05\n"
    "#! a remark\n"
    "# [ORG:中国外交部 [PLACE 中国]外交部]的答复\n\n"
    "## 一问一答\n"
    "[TIME:2023-10-04 昨日]，[PERSON:王某某@部长 王]部长对[MEDIA 新华社]说："
    "{D 王某某/说/新华社 “[PLACE:美国 美]方应当克制。”}"
    "报告指出，{R 报告/指出 𠮷野家[TIME:2022 去年]关门}。\n"
)


def test_a_file_without_its_marks_is_the_text() -> None:
    article = parse(SOURCE, "甲.gold")
    assert article.name == "甲"
    assert article.published == date(2023, 10, 5)
    assert [(b.level, b.text) for b in article.blocks] == [
        (1, "中国外交部的答复"),
        (2, "一问一答"),
        (0, "昨日，王部长对新华社说：“美方应当克制。”报告指出，𠮷野家去年关门。"),
    ]
    assert article.text == "\n".join(block.text for block in article.blocks)
    assert marking.to_markdown(article).startswith("# 中国外交部的答复\n\n## 一问一答\n\n昨日")


def test_marks_are_ranges_of_characters_with_what_they_say() -> None:
    article = parse(SOURCE)
    spans = {article.text[m.start : m.end]: m for m in article.mentions}
    assert list(spans) == ["中国外交部", "中国", "昨日", "王", "新华社", "美", "去年"]
    assert spans["中国外交部"] == GoldMention(0, 5, "ORG", "中国外交部")
    assert spans["中国"].start == 0
    assert (spans["昨日"].value, spans["昨日"].entity) == ("2023-10-04", "昨日")
    assert (spans["王"].entity, spans["王"].title) == ("王某某", "部长")
    assert spans["美"].entity == "美国"
    assert spans["去年"].value == "2022"
    direct, reported = article.quotations
    assert article.text[direct.start : direct.end] == "“美方应当克制。”"
    assert direct == GoldQuotation(direct.start, direct.end, "D", "王某某", "说", "新华社")
    assert article.text[reported.start : reported.end] == "𠮷野家去年关门"
    assert (reported.kind, reported.speaker, reported.cue) == ("R", "报告", "指出")
    assert list(marking.warnings(article)) == []


@pytest.mark.parametrize(
    ("source", "where", "what"),
    [
        ("甲[ORG 乙", "1:2", "never closed"),
        ("甲乙]", "1:3", "closes nothing"),
        ("\n[ORG 甲}", "2:7", "cannot close"),
        ("甲{R 乙/说 [ORG 丙}]", "1:15", "cannot close"),
        ("[CITY 甲]", "1:1", "unknown label CITY"),
        ("[org 甲]", "1:1", "no mark begins"),
        ("[TIME 昨日]", "1:1", "without its value"),
        ("[TIME: 昨日]", "1:1", "without its value"),
        ("[ORG ]", "1:1", "an empty mark"),
        ("[ORG:甲 ]", "1:1", "an empty mark"),
        ("[ORG@部长 甲]", "1:1", "a title of a ORG"),
        ("[ORG [PLACE 甲]]", "1:1", "same stretch"),
        ("[ORG 甲{R 乙/说 丙}]", "1:7", "inside another mark"),
        ("{R 甲/说 乙{R 丙/说 丁}}", "1:9", "inside another mark"),
        ("{Q 甲/说 乙}", "1:1", "no mark begins"),
        ("{D 甲/说 乙}", "1:1", "without its quotation marks"),
        (" 甲", "1:1", "white space"),
        ("# ", "1:1", "white space"),
        ("#! published: 昨日", "1:1", "not a day"),
        ("#! published: 2023-10-05", "1:1", "no text"),
    ],
)
def test_what_breaks_the_format_is_told_with_its_place(source: str, where: str, what: str) -> None:
    with pytest.raises(MarkingError) as caught:
        parse(source, "甲.gold")
    assert str(caught.value).startswith(f"甲.gold:{where}: ")
    assert what in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "2023",
        "2023-09",
        "2024-02-29",
        "2023-09-16/2023-09-17",
        "2023-06/..",
        "../2023-08-10",
        "1990/1999",
        "XXXX-09-16",
        "XXXX-XX-01",
        "-0221",
        "2023-10-05T15:30",
        "2023-10-05T08:00+08:00",
        "2008-05-12T14:28:04+08:00",
        "2023-10-05T14:00/2023-10-05T16:30",
    ],
)
def test_a_value_is_a_day_a_month_a_year_a_moment_or_an_interval(value: str) -> None:
    assert marking.is_time_value(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "昨日", "2023-13", "2023-02-29", "2023-00-01", "2023-9-16", "2023-10-05T8:00"),
        *("2023-10-05T24:00", "..", "../..", "2020/2021/2022", "2023-10-05T08", "T08:00"),
    ],
)
def test_anything_else_is_no_value(value: str) -> None:
    assert not marking.is_time_value(value)


def test_what_is_likely_a_mistake_is_told() -> None:
    told = "\n".join(
        marking.warnings(
            parse(
                "[PERSON:王毅 王]与[PERSON:王文 王]在[PLACE 北京]，离开北京，[TIME:昨天 昨天]，"
                "他说，{R 李四/透露 下雨}。"
            )
        )
    )
    assert "no line “#! published" in told
    assert "several entities: 王 is 王文; 王毅" in told
    assert "not marked here: 北京 in “在北京，离开北京，昨天，" in told
    assert "not a value: 昨天" in told
    assert "neither an entity nor words of the text: 李四" in told
    assert "no word of the text: 透露" in told


def test_marks_survive_without_their_text_and_belong_to_no_other() -> None:
    article = parse(SOURCE, "甲.gold")
    stored = json.dumps(marking.to_standoff(article), ensure_ascii=False)
    assert "克制" not in stored
    again = marking.from_standoff(json.loads(stored), article.text, "甲.json")
    assert (again.name, again.published, again.text) == ("甲", article.published, article.text)
    assert (again.mentions, again.quotations) == (article.mentions, article.quotations)
    with pytest.raises(MarkingError, match="another text"):
        marking.from_standoff(json.loads(stored), article.text + "。", "甲.json")


def test_the_command_checks_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "甲.gold", tmp_path / "乙.gold"
    good.write_text(SOURCE, "utf-8")
    bad.write_text("[ORG 甲", "utf-8")
    assert marking.main(["--standoff", str(good)]) == 0
    assert marking.read_standoff(tmp_path / "甲.json", parse(SOURCE).text).name == "甲"
    assert "7 mentions" in capsys.readouterr().out
    assert marking.main([str(good), str(bad)]) == 1
    assert "乙.gold:1:1: “[ORG ” is never closed" in capsys.readouterr().err
