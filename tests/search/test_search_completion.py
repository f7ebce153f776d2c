"""Completion: what is offered, in which order, and that what is taken means what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.core.search import Completion
from zhupi.core.search import CompletionKind as Kind
from zhupi.search.completion import complete
from zhupi.search.name_list import NameList
from zhupi.search.pinyin import Pinyin
from zhupi.search.query import parse
from zhupi.search.query_tree import Field, Has, Term

PINYIN = Pinyin()


class SomeNames:
    """Names as an index would give them."""

    def __init__(self, names: Mapping[Kind, Mapping[str, int]]) -> None:
        self._lists = {kind: NameList.of(counts, Folding()) for kind, counts in names.items()}

    def lists(self, kind: Kind) -> Sequence[NameList]:
        # Twice, as two segments that both know the names.
        return (self._lists[kind], self._lists[kind]) if kind in self._lists else ()


NAMES = SomeNames(
    {
        Kind.PERSON: {"王毅": 12, "安东尼·布林肯": 4, "王某义": 1},
        Kind.ORG: {"外交部": 40, "世界 贸易组织": 2, "WTO": 3, "日本外交厅": 50},
        Kind.PLACE: {"西安": 3, "華盛頓": 5, "县": 1},
        Kind.EVENT: {"APEC": 9},
        Kind.LAW: {"刑法": 2},
        Kind.TAG: {"外交/会晤": 7, "外交": 9, "待 查": 2, "-x": 1, "a*": 1, "OR": 1, "date:x": 1},
        Kind.SOURCE: {"新华社": 20, "人民日报": 8},
        Kind.TITLE: {"王毅会见来宾": 0, "例行记者会谈外交": 0, '所谓"熊猫外交"的由来': 0},
    }
)


def at_end(query: str, limit: int = 8) -> list[Completion]:
    return list(complete(query, len(query), NAMES, PINYIN, limit))


def texts(query: str) -> list[str]:
    return [completion.text for completion in at_end(query)]


def taken(query: str, completion: Completion) -> str:
    return query[: completion.start] + completion.text + query[completion.end :]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("王", "王毅"),
        ("wangyi", "王毅"),
        ("wy", "王毅"),
        ("外", "外交部"),
        ("wto", "WTO"),
        ("ape", "APEC"),
        ("安东尼布", "安东尼·布林肯"),
        ("安东尼•布", "安东尼·布林肯"),
        ("adnblk", "安东尼·布林肯"),
        ("xian", "西安"),
        ("华盛", "華盛頓"),
        ("世界", '"世界 贸易组织"'),
        ("tit", "title:"),
        ("标题", "标题:"),
        ("人物:wy", "王毅"),
        ("人物：王", "王毅"),
        ("ＰＥＲＳＯＮ：王", "王毅"),
        ("person:王", "王毅"),
        ("person:=王", "王毅"),
        ("-person:王", "王毅"),
        ("(person:王", "王毅"),
        ('person:"安东', '"安东尼·布林肯"'),
        ("org:sj", '"世界 贸易组织"'),
        ("entity:ape", "APEC"),
        ("event:ape", "APEC"),
        ("law:xf", "刑法"),
        ("法律:刑", "刑法"),
        ("place:西", "西安"),
        ("tag:会", "外交/会晤"),
        ("tag:daicha", '"待 查"'),
        ("tag:-", '"-x"'),
        ("tag:or", '"OR"'),
        ("tag:a", '"a*"'),
        ("tag:date", '"date:x"'),
        ("会晤", "tag:外交/会晤"),
        ("待", 'tag:"待 查"'),
        ("新华", "source:新华社"),
        ("source:", "新华社"),
        ("title:例行", "例行记者会谈外交"),
        ("来源:rm", "人民日报"),
        ("has:n", "note"),
        ("有：笔", "笔记"),
        ("is:", "read"),
        ("is:u", "unread"),
        ("unr", "is:unread"),
        ("a AN", "AND"),
        ("NO", "NOT"),
        ('"王', '"王毅"'),
    ],
)
def test_what_a_person_means_is_offered_first(query: str, first: str) -> None:
    assert texts(query)[0] == first


@pytest.mark.parametrize(
    "query",
    ["", " ", "王毅 ", "person:王毅", "title:", "note:外", "date:2", "zzz", "/外交", "外" * 99],
)
def test_nothing_is_offered_where_nothing_fits(query: str) -> None:
    offered = [c for c in at_end(query) if c.kind is not Kind.TITLE]
    assert offered == [] or query == "title:"


@pytest.mark.parametrize("query", ["AN", "(A", "an", "x an"])
def test_operators_are_offered_between_words_and_in_capitals_only(query: str) -> None:
    """Otherwise everyone who types an English word is told of operators."""
    assert not {"AND", "OR"} & set(texts(query))


def test_names_by_characters_go_before_names_by_pinyin_and_titles_last() -> None:
    assert texts("外交") == [
        "tag:外交",
        "外交部",
        "tag:外交/会晤",
        "日本外交厅",
        "title:熊猫外交",
        "title:例行记者会谈外交",
    ]
    assert texts("wy")[-1] == "title:王毅会见来宾"


def test_a_name_in_two_lists_is_offered_once_with_all_its_articles() -> None:
    """Otherwise a name of two parts of the index stands twice, and seems rarer than it is."""
    (only,) = at_end("王毅 person:安")
    assert (only.text, only.count, only.kind) == ("安东尼·布林肯", 8, Kind.PERSON)
    assert texts("person:安") == ["安东尼·布林肯"]


def test_the_word_under_the_cursor_is_replaced_to_its_end() -> None:
    """Otherwise what stood behind the cursor is left over."""
    query = "foo (person:wa毅) OR 会"
    (completion, *_) = complete(query, query.index("毅"), NAMES, PINYIN)
    assert taken(query, completion) == "foo (person:王毅) OR 会"


def test_quotation_marks_are_replaced_as_a_pair() -> None:
    query = 'tag:"待" 王毅'
    (completion, *_) = complete(query, query.index("待") + 1, NAMES, PINYIN)
    assert taken(query, completion) == 'tag:"待 查" 王毅'
    query = 'tag:"待 "王毅"'
    (completion, *_) = complete(query, query.index("待") + 1, NAMES, PINYIN)
    assert taken(query, completion) == 'tag:"待 查" "王毅"'


def test_the_limit_holds() -> None:
    assert [len(at_end("外交", limit)) for limit in (0, 1, 3)] == [0, 1, 3]


@pytest.mark.parametrize(
    ("query", "field"), [("tag:", Field.TAG), ("org:", Field.ORG), ("person:=", Field.PERSON)]
)
def test_every_value_taken_is_read_as_that_value(query: str, field: Field) -> None:
    """Otherwise a tag named OR or with a space becomes another question."""
    for completion in at_end(query, 99):
        parsed = parse(taken(query, completion))
        assert parsed.remark is None
        assert isinstance(parsed.node, Term)
        assert parsed.node.field is field
        assert parsed.node.text == completion.text.strip('"')


@pytest.mark.parametrize("query", ["has:", "is:", "有:", "has", "unr", "已"])
def test_every_flag_taken_is_understood(query: str) -> None:
    flags = [c for c in at_end(query, 99) if c.kind is Kind.VALUE]
    assert flags
    assert all(isinstance(parse(taken(query, c)).node, Has) for c in flags)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from('王毅 wy"()-:：=tag外/*\u3000\ud800𠀀~'), max_size=16), st.data())
def test_no_query_and_no_cursor_is_too_strange(query: str, data: st.DataObject) -> None:
    """Otherwise typing stops with an error; and only what stands around the cursor changes."""
    cursor = data.draw(st.integers(-1, len(query) + 1))
    for completion in complete(query, cursor, NAMES, PINYIN):
        assert 0 <= completion.start <= max(0, min(cursor, len(query))) <= completion.end
        assert completion.end <= len(query)
        assert completion.text != query[completion.start : completion.end]
