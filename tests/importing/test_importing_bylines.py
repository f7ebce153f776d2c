"""Lines that name people, and lines that only look so."""

from __future__ import annotations

import pytest

from zhupi.importing.bylines import guess_source, parse_byline, parse_dateline


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("作者丨张某某，某某日报记者", [("作者", "张某某", "某某日报记者")]),
        ("作者｜张某某", [("作者", "张某某", "")]),
        ("责任编辑：王某 李某某", [("责任编辑", "王某", ""), ("责任编辑", "李某某", "")]),
        ("（责任编辑：王　某）", [("责任编辑", "王某", "")]),
        ("文/张某某 图/李某某", [("文", "张某某", ""), ("图", "李某某", "")]),
        ("编辑：张某某　校对：李某", [("编辑", "张某某", ""), ("校对", "李某", "")]),
        ("记者 王某", [("记者", "王某", "")]),
        (
            "本报驻某国记者 王某 李某 某地报道",
            [("本报驻某国记者", "王某", ""), ("本报驻某国记者", "李某", "")],
        ),
        ("某某社记者 王某", [("记者", "王某", "某某社记者")]),
        ("編輯：王某、李某", [("編輯", "王某", ""), ("編輯", "李某", "")]),
        ("作者：阿卜杜拉·某某，张某", [("作者", "阿卜杜拉·某某", ""), ("作者", "张某", "")]),
        ("摄影：张某（实习）", [("摄影", "张某", "实习")]),
        ("By Jane Roe and John Doe", [("By", "Jane Roe", ""), ("By", "John Doe", "")]),
    ],
)
def test_a_byline_names_its_people(line: str, people: list[tuple[str, str, str]]) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert [(c.role, c.name, c.affiliation) for c in byline.credits] == people


@pytest.mark.parametrize(
    "line",
    [
        "",
        "记者：请问双方将讨论哪些议题？",
        "记者：为什么",
        "作者认为，这一说法并不准确。",
        "编辑部的故事",
        "文/图并茂的一本书在北京出版发行并引起广泛关注",
        "会谈持续了一整天",
        "By the way we went home",
        "作者：" * 40,
        "记者 " * 40,
    ],
)
def test_prose_is_no_byline(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    ("opening", "people", "sources"),
    [
        (
            "某某社北京8月2日电（记者 王某、李某）会谈",
            [("记者", "王某"), ("记者", "李某")],
            ("某某社",),
        ),
        ("某某社某地2日电 会谈持续了", [], ("某某社",)),
        ("本报北京8月2日电（记者王某某）会谈", [("记者", "王某某")], ()),
    ],
)
def test_the_opening_of_a_report_names_reporter_and_agency(
    opening: str, people: list[tuple[str, str]], sources: tuple[str, ...]
) -> None:
    byline = parse_dateline(opening)
    assert byline is not None
    assert [(c.role, c.name) for c in byline.credits] == people
    assert byline.sources == sources


def test_an_ordinary_opening_names_nobody() -> None:
    assert parse_dateline("8月2日，双方举行会谈（记者 王某）。") is None


def test_the_source_is_named_or_what_most_people_work_for() -> None:
    lines = ["作者丨张某某，某某日报记者", "编辑丨李某，某某日报主编", "图丨王某，自由摄影"]
    bylines = [b for line in lines if (b := parse_byline(line))]
    assert guess_source(bylines) == "某某日报"
    named = parse_byline("2023-08-02 10:20　来源：某某社")
    assert named is not None
    assert guess_source([*bylines, named]) == "某某社"
    assert guess_source([]) == ""
