"""What a click on a facet writes into the query, and what taking it out leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.ui.panels.search_narrowing import (
    Part,
    can_be_written,
    narrowed,
    parts,
    without,
)


def _said(query: str) -> list[tuple[str, str]]:
    return [(part.facet, part.value) for part in parts(query)]


@pytest.mark.parametrize(
    ("query", "facet", "value", "result"),
    [
        ("渡轮", "source", "海平日报", "渡轮 source:=海平日报"),
        ("渡轮", "source", "海平 日报", '渡轮 source:="海平 日报"'),
        ("渡轮", "tag", "外交/会晤", "渡轮 tag:=外交/会晤"),
        ("渡轮", "tag", "a(b", '渡轮 tag:="a(b"'),
        ("渡轮", "person", "-某人", '渡轮 person:="-某人"'),
        ("渡轮", "source", "OR", '渡轮 source:="OR"'),
        ("渡轮", "month", "2023-07", "渡轮 date:2023-07"),
        ("", "year", "2023", "date:2023"),
    ],
)
def test_a_value_is_quoted_where_it_must_be(
    query: str, facet: str, value: str, result: str
) -> None:
    assert narrowed(query, facet, value) == result
    assert _said(result) == [(facet, value)]


def test_either_of_two_words_stays_either_of_them() -> None:
    """AND binds tighter: unbracketed, the source would count for the second word only."""
    assert narrowed("鱼 OR 渡轮", "org", "码头") == "(鱼 OR 渡轮) org:=码头"


def test_an_open_bracket_stays_as_it_was_typed() -> None:
    assert narrowed("（鱼 (渡轮", "org", "码头") == '"（鱼 (渡轮" org:=码头'
    assert narrowed('鱼 "渡轮', "org", "码头") == '鱼 "渡轮 org:=码头'


def test_a_month_takes_the_place_of_its_year() -> None:
    assert narrowed("鱼 date:2023", "month", "2023-07") == "鱼 date:2023-07"
    assert narrowed("鱼 date:2022", "month", "2023-07") == "鱼 date:2022 date:2023-07"


def test_what_is_said_already_is_not_said_twice() -> None:
    assert narrowed("鱼 source:=日报", "source", "日报") == "鱼 source:=日报"


@pytest.mark.parametrize(
    "query",
    [
        "-source:=日报",
        "NOT source:=日报",
        "鱼 OR source:=日报",
        '"source:=日报"',
        "(source:=日报 鱼)",
        "/鱼 source:=日报 肉/",
        "source:日报",
        "date:2023-07..2023-10",
        'source:="日报',
        "鱼) source:=日报 (",
    ],
)
def test_only_what_a_click_could_have_written_is_a_chip(query: str) -> None:
    """A chip says that all articles found are so."""
    assert _said(query) == []


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("鱼 source:=日报 肉", "鱼 肉"),
        ("source:=日报", ""),
        ("鱼 AND source:=日报 肉", "鱼 肉"),
        ("source:=日报 AND 鱼", "鱼"),
        ("鱼　source：=日报", "鱼"),
    ],
)
def test_taking_a_part_out_leaves_the_rest_as_typed(query: str, left: str) -> None:
    assert without(query, parts(query)[0]) == left


def test_a_part_says_where_it_stands() -> None:
    assert parts('鱼 tag:="外 交" tag:=内政')[0] == Part("tag", "外 交", 2, 12)


def test_what_cannot_be_quoted_is_not_offered() -> None:
    assert not can_be_written('所谓"改革"')
    assert not can_be_written(" ")
    assert can_be_written("所谓“改革”")


_WORDS = st.lists(
    st.sampled_from(["鱼", '"渡 轮"', "(a OR b)", "-肉", "𠮷", "/第.届/"]), max_size=4
)
_VALUES = st.text(
    st.characters(exclude_characters='"', exclude_categories=("Cs", "Cc")), min_size=1
)


@given(words=_WORDS, facet=st.sampled_from(["source", "tag", "person"]), value=_VALUES)
def test_adding_and_taking_out_gives_back_the_query(
    words: list[str], facet: str, value: str
) -> None:
    """One click and the same click again must change nothing."""
    if not can_be_written(value):
        return
    query = " ".join(words)
    longer = narrowed(query, facet, value)
    assert without(longer, parts(longer)[-1]) == query
