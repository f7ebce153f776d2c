"""The query language: a person gets what they typed, or a sentence that says why not."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.search.query import parse
from zhupi.search.query_parser import MAX_DEPTH, MAX_GAPS, MAX_NEAR, MAX_REGEXES, MAX_TERMS
from zhupi.search.query_regex import MAX_PATTERN
from zhupi.search.query_tree import (
    CONTENT_FIELDS,
    MOST_GAP,
    And,
    Dates,
    Field,
    Flag,
    Has,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Term,
    Wildcard,
    leaves,
    marking_nodes,
)
from zhupi.search.query_values import VALUE_NAMES
from zhupi.search.query_words import (
    DEFAULT_DISTANCE,
    FIELD_NAMES,
    MAX_CHARACTERS,
    MAX_DISTANCE,
)

A, B, C = Term("甲"), Term("乙"), Term("丙")


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("甲", A),
        ("  甲\u3000", A),
        ("甲 乙", And((A, B))),
        ("甲\u3000乙\n丙", And((A, B, C))),
        ("甲 AND 乙", And((A, B))),
        ("甲 OR 乙 丙", Or((A, And((B, C))))),
        ("(甲 OR 乙) 丙", And((Or((A, B)), C))),
        ("甲 -乙", And((A, Not(B)))),
        ("甲 NOT 乙", And((A, Not(B)))),
        ("甲 AND NOT 乙", And((A, Not(B)))),
        ("-甲", Not(A)),
        ("NOT (甲 乙)", Not(And((A, B)))),
        ("甲(乙)", And((A, B))),
        ('"甲 乙"', Term("甲 乙")),
        ('"甲 OR 乙" 丙', And((Term("甲 OR 乙"), C))),
        ('"甲*?乙"', Term("甲*?乙")),
        ('-"甲 乙"', Not(Term("甲 乙"))),
        ("“甲”", Term("“甲”")),
        ("and or not", And((Term("and"), Term("or"), Term("not")))),
        ("2021-2023", Term("2021-2023")),
        ("-", Term("-")),
        ("甲 - 乙", And((A, Term("-"), B))),
        ("--甲", Term("--甲")),
        ("（甲）", Term("（甲）")),
        ("it's 'so'", And((Term("it's"), Term("'so'")))),
        # Trees are flat, and nothing is asked twice.
        ("甲 (乙 丙)", And((A, B, C))),
        ("甲 OR (乙 OR (丙))", Or((A, B, C))),
        ("甲 甲 (甲)", A),
        ("NOT NOT 甲", A),
        ("-(-(-甲))", Not(A)),
    ],
)
def test_words_and_operators(query: str, node: Node) -> None:
    """A wrong tree finds other articles than were asked for."""
    assert (parse(query).node, parse(query).remark) == (node, None)


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("title:甲", Term("甲", Field.TITLE)),
        ("TITLE：甲", Term("甲", Field.TITLE)),
        ("ｔｉｔｌｅ：甲", Term("甲", Field.TITLE)),
        ("title: 甲 乙", And((Term("甲", Field.TITLE), B))),
        ('source:"甲 乙"', Term("甲 乙", Field.SOURCE)),
        ("text:(甲 OR 乙)", Or((Term("甲", Field.TEXT), Term("乙", Field.TEXT)))),
        ("title:-甲", Not(Term("甲", Field.TITLE))),
        ("标题：(甲 OR 作者:乙)", Or((Term("甲", Field.TITLE), Term("乙", Field.AUTHOR)))),
        ("tag:=外交", Term("外交", Field.TAG, whole=True)),
        ("标签：＝外交", Term("外交", Field.TAG, whole=True)),
        ('source:="新华社"', Term("新华社", Field.SOURCE, whole=True)),
        (
            "person:=(甲 OR 乙)",
            Or((Term("甲", Field.PERSON, whole=True), Term("乙", Field.PERSON, whole=True))),
        ),
        ("tag:外交*", Term("外交", Field.TAG)),
        ("foo:bar", Term("foo:bar")),
        ("12:30", Term("12:30")),
        ("https://title.example/a", Term("https://title.example/a")),
        ("标题党：甲", Term("标题党：甲")),
        ("副title:甲", Term("副title:甲")),
    ],
)
def test_fields(query: str, node: Node) -> None:
    """A colon asks for a field only after a field's name; elsewhere it is text."""
    assert (parse(query).node, parse(query).remark) == (node, None)


def test_every_field_has_chinese_names() -> None:
    """A reader need not switch the keyboard to narrow a search."""
    for field, names in FIELD_NAMES.items():
        value = {"date": "2023", "has": "note", "is": "read"}.get(field, "甲")
        for name in names:
            assert parse(f"{name}：{value}").node == parse(f"{field}:{value}").node
    for flag, values in VALUE_NAMES.items():
        field = flag.value.partition(":")[0]
        assert all(parse(f"{field}:{value}").node == Has(flag) for value in values)
    assert {Field(name) for name in FIELD_NAMES if name not in ("date", "has", "is")} == set(
        Field
    ) - {Field.ANY}


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("date:2023", "2023-01-01", "2023-12-31"),
        ("date:2023-02", "2023-02-01", "2023-02-28"),
        ("date:2024-2", "2024-02-01", "2024-02-29"),
        ("date:2023-07-13", "2023-07-13", "2023-07-13"),
        ("date:2023/7/13", "2023-07-13", "2023-07-13"),
        ("date:2023.7.13", "2023-07-13", "2023-07-13"),
        ("date:20230713", "2023-07-13", "2023-07-13"),
        ("日期：2023年", "2023-01-01", "2023-12-31"),
        ("日期：2023年7月", "2023-07-01", "2023-07-31"),
        ("日期：２０２３年7月13日", "2023-07-13", "2023-07-13"),
        ("date:2023-07..2023-10", "2023-07-01", "2023-10-31"),
        ("date:2023.07..2023.10", "2023-07-01", "2023-10-31"),
        ("日期：2023年7月至2024年", "2023-07-01", "2024-12-31"),
        ("date:2023-07..", "2023-07-01", ""),
        ("date:..2023", "", "2023-12-31"),
        ('date:"2023"', "2023-01-01", "2023-12-31"),
        ("date:0001..9999", "0001-01-01", "9999-12-31"),
    ],
)
def test_dates(query: str, first: str, last: str) -> None:
    """A day too few or too many at the border of a range is an article missed or a wrong one."""
    low = date.fromisoformat(first) if first else None
    high = date.fromisoformat(last) if last else None
    assert (parse(query).node, parse(query).remark) == (Dates(low, high), None)


def test_dates_and_flags_combine_like_words() -> None:
    assert parse("甲 -date:2023 has:note").node == And(
        (A, Not(Dates(date(2023, 1, 1), date(2023, 12, 31))), Has(Flag.HAS_NOTE))
    )
    assert parse("is:(read OR unread)").node == Or((Has(Flag.IS_READ), Has(Flag.IS_UNREAD)))


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("外交*人", Wildcard(("外交", "*", "人"))),
        ("第?届", Wildcard(("第", "?", "届"))),
        ("title:甲*?乙", Wildcard(("甲", "?*", "乙"), Field.TITLE)),
        ("*甲*", A),
        ("甲**?*?*乙", Wildcard(("甲", "??*", "乙"))),
        ("?甲", Wildcard(("?", "甲"))),
        ("*?甲?*", Wildcard(("?", "甲", "?"))),
        ("甲？", Term("甲？")),
        ('"甲 乙"~5', Near(("甲", "乙"), 5)),
        ('"甲 乙 丙"~', Near(("甲", "乙", "丙"), 20)),
        ('"甲 乙"~0', Near(("甲", "乙"), 0)),
        ('title:"甲 乙"~007', Near(("甲", "乙"), 7, Field.TITLE)),
        ('"甲 乙"~99999999999999999999', Near(("甲", "乙"), 1000)),
        ('"甲"~5', A),
        ('"甲 甲"~5', A),
        ('("甲 乙"~5)', Near(("甲", "乙"), 5)),
        ('"甲 乙"~x', And((Term("甲 乙"), Term("~x")))),
        ("甲~5", Term("甲~5")),
    ],
)
def test_wildcards_and_distances(query: str, node: Node) -> None:
    """A `*` at an edge asks for nothing; inside quotation marks nothing is a wildcard."""
    assert (parse(query).node, parse(query).remark) == (node, None)


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("/第[一二]届/", Regex("第[一二]届")),
        ("/甲 乙/", Regex("甲 乙")),
        ("title:/甲|乙/", Regex("甲|乙", Field.TITLE)),
        ("/甲\\/乙/", Regex("甲/乙")),
        ("(/甲(乙)?/ OR 丙)", Or((Regex("甲(乙)?"), C))),
        ("-/甲/", Not(Regex("甲"))),
        ("7/13", Term("7/13")),
        ("/usr/bin", Term("/usr/bin")),
        ("甲 / 乙 / 丙", And((A, Term("/"), B, C))),
        ("//", Term("//")),
        ("/甲", Term("/甲")),
        ("甲/乙/", Term("甲/乙/")),
    ],
)
def test_regular_expressions(query: str, node: Node) -> None:
    """Slashes enclose a regular expression only around a whole word; elsewhere they are text."""
    assert (parse(query).node, parse(query).remark) == (node, None)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('甲 "乙', "quotation mark at character 3 is not closed"),
        ('甲 ""', "nothing between the quotation marks at character 3"),
        ('" \u3000"', "nothing between"),
        ("  (甲", "parenthesis at character 3 is not closed"),
        ("甲)", "parenthesis at character 2 was never opened"),
        ("甲 OR", "missing at the end"),
        ("AND 甲", "missing before “AND” at character 1"),
        ("甲 OR OR 乙", "missing before “OR” at character 6"),
        ("NOT", "missing at the end"),
        ("()", "missing before “)” at character 2"),
        ("title:", "missing at the end"),
        ("*", "nothing but wildcards"),
        ("甲 *?*", "“*?*” is nothing but wildcards"),
        ("date:2023-13", "“2023-13” is no date"),
        ("date:2023-02-30", "“2023-02-30” is no date"),
        ("date:0000", "“0000” is no date"),
        ("date:..", "“..” is no date"),
        ("date:1..2..3", "no date"),
        ("date:昨天", "“昨天” is no date"),
        ("date:/2023/", "“/2023/” is no date"),
        ("date:2023..2022", "end before they begin"),
        ("has:wings", "“has:” asks for note, tag, annotation, date or entity"),
        ("is:gone", "“is:” asks for read or unread"),
        ("title:=甲", "“title:” cannot"),
        ("tag:外*交", "“tag:” takes words and phrases"),
        ('note:"甲 乙"~5', "“note:” takes words and phrases"),
        ("source:/甲/", "“source:” takes words and phrases"),
        ("甲*" * 11 + "甲", "more than 10 wildcards"),
        ('"' + " ".join(map(str, range(21))) + '"~5', "more than 20 words"),
        ("/(/", "cannot be used (missing ) at position 1)"),
        ("/[甲/", "character class is not closed"),
        ("/甲{a}/", "a brace needs a backslash"),
        ("/((甲{1000}){1000}){1000}/", "repeats are too many"),
        ("/" + "(" * 50 + ")" * 50 + "/", "too many groups"),
        ("/" + "甲" * 1001 + "/", "longer than 1000"),
        (" ".join(f"/{n}/" for n in range(9)), "a query may have 8"),
        (" ".join(map(str, range(MAX_TERMS + 1))), f"more than {MAX_TERMS} words"),
        ("(" * (MAX_DEPTH + 1) + "甲" + ")" * (MAX_DEPTH + 1), f"more than {MAX_DEPTH} paren"),
        ("NOT " * (MAX_DEPTH + 1) + "甲", f"more than {MAX_DEPTH} paren"),
        ("甲" * (MAX_CHARACTERS + 1), f"longer than {MAX_CHARACTERS}"),
        ("中 " * 10_000, f"longer than {MAX_CHARACTERS}"),
        ("(" * 10_000 + "中" + ")" * 10_000, f"longer than {MAX_CHARACTERS}"),
        ("中" * 1_000_000, f"longer than {MAX_CHARACTERS}"),
    ],
)
def test_what_does_not_parse_is_one_literal_phrase(query: str, says: str) -> None:
    """Nobody is left with nothing: the line is searched as typed, and the reason is told."""
    parsed = parse(query)
    assert parsed.node == Term(query.strip())
    assert says in str(parsed.remark)


@pytest.mark.parametrize("query", ["", " ", "\u3000\n\t"])
def test_an_empty_query_asks_nothing(query: str) -> None:
    assert parse(query).node is None
    assert parse(query).remark is None


def test_literal_reaches_every_node_that_has_it() -> None:
    """One word folded among literal ones would find what was not asked for."""
    parsed = parse('甲 乙*丙 "丁 戊"~3 (title:己 OR -庚)', literal=True)
    assert {leaf.literal for leaf, _ in leaves(parsed.node)} == {True}  # type: ignore[union-attr]
    assert parse("(甲", literal=True).node == Term("(甲", literal=True)


PIECES = st.lists(
    st.sampled_from(
        [
            *("(", ")", '"', "-", "*", "?", "/", "~", "=", ":", "：", "..", "[", "{2}", "\\", "|"),
            *(
                " ",
                "\u3000",
                "\n",
                "\x1c",
                "AND ",
                "OR ",
                "NOT ",
                "title:",
                "date:",
                "has:",
                "是：",
            ),
            *("2023", "note", "甲", "a", "𠀀", "\ud800", "~3", "5"),
        ]
    ),
    max_size=25,
).map("".join)


@given(query=st.text() | PIECES, literal=st.booleans())
def test_never_raises_and_keeps_to_the_tree(query: str, *, literal: bool) -> None:
    """A keystroke in the middle of a query must not break the window."""
    parsed = parse(query, literal=literal)
    assert (parsed.node is None) == (not query.strip())
    for leaf, _ in leaves(parsed.node):
        if isinstance(leaf, Term):
            assert leaf.text.strip()
        elif isinstance(leaf, Wildcard | Near | Regex):
            assert leaf.field in CONTENT_FIELDS
        if isinstance(leaf, Wildcard):
            gaps = [set(piece) <= set("*?") for piece in leaf.pieces]
            assert all(leaf.pieces)
            assert len(gaps) > 1
            assert all(one != two for one, two in pairwise(gaps))


def test_only_what_must_be_present_is_marked() -> None:
    """Marking what was excluded would mislead; a double negation is a wish again."""
    found = marking_nodes(parse("甲 -乙 NOT NOT 丙 甲 tag:丁 has:note 戊*己").node)
    assert found == (A, C, Wildcard(("戊", "*", "己")))


DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["query-language.md", "query-language.zh-CN.md"])
def test_what_the_help_shows_is_what_can_be_typed(name: str) -> None:
    """Help that lies is worse than none: all examples parse, and all fields are told."""
    text = (DOCS / name).read_text("utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| `")]
    examples = [code for row in rows for code in re.findall("`([^`]+)`", row)]
    for example in examples:
        if not example.endswith((":", "AND", "NOT", "OR", "~")) and example not in "*?":
            assert parse(example).remark is None, example
    for field, (chinese, *_) in FIELD_NAMES.items():
        assert f"| `{field}:` | `{chinese}:` |" in text
    for flag, (_, chinese, *_) in VALUE_NAMES.items():
        assert f"`{flag.value}`" in text
        assert f":{chinese}`" in text
    limits = (MAX_CHARACTERS, MAX_TERMS, MAX_DEPTH, MAX_GAPS, MAX_NEAR, MAX_DISTANCE)
    for limit in (*limits, MAX_REGEXES, MAX_PATTERN, MOST_GAP, DEFAULT_DISTANCE):
        assert re.search(rf"\b{limit:,}\b", text), limit
