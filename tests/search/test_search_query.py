"""The query language: a person gets what they typed, or a sentence that says why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.search.query import (
    MAX_CHARACTERS,
    And,
    Field,
    Node,
    Not,
    Or,
    Term,
    all_terms,
    parse,
    positive_terms,
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
        ('-"甲 乙"', Not(Term("甲 乙"))),
        ("“甲”", Term("“甲”")),
        ("title:甲", Term("甲", Field.TITLE)),
        ("TITLE：甲", Term("甲", Field.TITLE)),
        ("title: 甲 乙", And((Term("甲", Field.TITLE), B))),
        ('source:"甲 乙"', Term("甲 乙", Field.SOURCE)),
        ("text:(甲 OR 乙)", Or((Term("甲", Field.TEXT), Term("乙", Field.TEXT)))),
        ("title:-甲", Not(Term("甲", Field.TITLE))),
        ("foo:bar", Term("foo:bar")),
        ("https://title.example", Term("https://title.example")),
        ("and or not", And((Term("and"), Term("or"), Term("not")))),
        ("2021-2023", Term("2021-2023")),
        ("-", Term("-")),
        ("甲 - 乙", And((A, Term("-"), B))),
        ("--甲", And((Term("--甲"),)).parts[0]),
        ("（甲）", Term("（甲）")),
    ],
)
def test_means_what_the_help_says(query: str, node: Node) -> None:
    """A wrong tree finds other articles than were asked for."""
    parsed = parse(query)
    assert parsed.node == node
    assert parsed.remark is None


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ('"甲', "quotation mark is not closed"),
        ('甲 ""', "nothing between"),
        ("(甲", "parenthesis is not closed"),
        ("甲)", "parenthesis was never opened"),
        ("甲 OR", "word is missing"),
        ("AND 甲", "word is missing"),
        ("甲 OR OR 乙", "word is missing"),
        ("NOT", "word is missing"),
        ("()", "word is missing"),
        ("title:", "word is missing"),
        ("甲 " * 65, "too many parentheses"),
        ("(" * 40 + "甲" + ")" * 40, "too many parentheses"),
        ("NOT " * 40 + "甲", "too many parentheses"),
        ("甲" * (MAX_CHARACTERS + 1), "longer than"),
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


@given(st.text() | st.text(alphabet='()"- ANDORT:title甲\u3000\x1c', max_size=60))
def test_never_raises(query: str) -> None:
    """A keystroke in the middle of a query must not break the window."""
    parsed = parse(query)
    assert (parsed.node is None) == (not query.strip())
    assert set(positive_terms(parsed.node)) <= set(all_terms(parsed.node))
    assert all(term.text for term in all_terms(parsed.node))


def test_only_terms_that_must_be_present_are_marked() -> None:
    """Marking what was excluded would mislead; a double negation is a wish again."""
    assert positive_terms(parse("甲 -乙 NOT NOT 丙 甲").node) == (A, C)
    assert all_terms(parse("甲 -乙").node) == (A, B)
