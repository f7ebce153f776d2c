"""Files of many articles, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from zhupi.core.model import Article
from zhupi.core.protocols import ReadFailure

ReadAll = Callable[..., list[Article | ReadFailure]]
P = "会谈持续了一整天，双方就共同关心的问题交换了意见。"
RECORD = {"title": "题目", "text": f"{P}\n\n{P}甲", "date": "2023-08-02", "source": "某某日报"}


def line(**changes: object) -> str:
    return json.dumps({**RECORD, **changes}, ensure_ascii=False)


def test_a_record_is_an_article(read_all: ReadAll) -> None:
    (article,) = read_all(
        "n.jsonl", line(author=["张某", "李某"], url="https://example.org/1", id=7)
    )
    assert isinstance(article, Article)
    assert article.text == f"题目\n{P}\n{P}甲"
    assert (article.title, article.source) == ("题目", "某某日报")
    assert (article.published, article.published_basis) == (date(2023, 8, 2), "metadata")
    assert [c.name for c in article.byline] == ["张某", "李某"]
    assert article.url == "https://example.org/1"
    assert article.path.endswith("n.jsonl#1")


@pytest.mark.parametrize(
    "value",
    [
        "2023-08-02T10:20:00+08:00",
        "2023年8月2日",
        "2023/8/2",
        "20230802",
        1690956000,
        1690956000000,
    ],
)
def test_dates_in_the_usual_forms(read_all: ReadAll, value: object) -> None:
    (article,) = read_all("n.jsonl", line(date=value))
    assert isinstance(article, Article)
    assert article.published == date(2023, 8, 2)


@pytest.mark.parametrize("value", [None, "", "昨天", True, [], 1e300, -1e300])
def test_a_date_that_is_none_costs_nobody_the_article(read_all: ReadAll, value: object) -> None:
    (article,) = read_all("n.jsonl", line(date=value))
    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == (None, "")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"title": "题目"', "not JSON"),
        ("[1, 2]", "not an object"),
        ('"text"', "not an object"),
        ('{"title": "题目"}', "no “text”"),
        ('{"text": 3}', "no “text”"),
        ('{"text": " \\n\\u0000"}', "text"),
        ("[" * 50_000, "not JSON"),
        ('{"text": ' + "9" * 5_000 + "}", "not JSON"),
    ],
)
def test_a_bad_record_is_told_with_its_line_and_the_others_are_read(
    read_all: ReadAll, bad: str, reason: str
) -> None:
    first, failure, last = read_all("n.ndjson", f"{line()}\n\n{bad}\n{line(title='末')}\n")
    assert isinstance(failure, ReadFailure)
    assert failure.path.endswith("n.ndjson#3")
    assert reason in str(failure.reason)
    assert [a.title for a in (first, last) if isinstance(a, Article)] == ["题目", "末"]


def test_bytes_of_another_encoding_spoil_only_their_own_line(read_all: ReadAll) -> None:
    lines = [line(title=f"题目{n}").encode() for n in range(40)]
    lines[20] = line().encode("gb18030")
    found = read_all("n.jsonl", b"\n".join(lines))
    assert [n for n, item in enumerate(found) if isinstance(item, ReadFailure)] == [20]
    assert len(found) == 40


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le"]
)
def test_every_encoding_is_read(read_all: ReadAll, encoding: str) -> None:
    content = "\n".join(line(text="雍正年間，軍機處將奏摺抄錄一份備查。") for _ in range(3))
    found = read_all("n.jsonl", content.encode(encoding, "ignore"))
    assert all(isinstance(a, Article) and "軍機處將奏摺" in a.text for a in found)
    assert len(found) == 3


def test_line_separators_and_lone_surrogates_inside_strings_break_nothing(
    read_all: ReadAll,
) -> None:
    (article,) = read_all("n.jsonl", '{"title":"题目","text":"甲\u2028乙\\ud800丙\\u0000"}')
    assert isinstance(article, Article)
    assert article.text == "题目\n甲\n乙\ufffd丙"


def test_records_are_known_without_their_suffix(read_all: ReadAll) -> None:
    (article,) = read_all("n.txt", line())
    assert isinstance(article, Article)
    assert article.format == "jsonl"


def test_a_record_without_a_title_takes_its_first_short_line(read_all: ReadAll) -> None:
    (article,) = read_all("n.jsonl", line(title="", text=f"会谈在京举行\n{P}"))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("会谈在京举行", f"会谈在京举行\n{P}")
