"""Snippets and marks: what is shown is the article's own text, marked exactly."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.core.model import Span
from zhupi.core.search import Snippet
from zhupi.search.matching import Match, find_matches
from zhupi.search.query import Field, Term, parse, positive_terms
from zhupi.search.snippets import WINDOW, make_snippets

FOLDING = Folding()
ALPHABET = "中美ＡaA，。\n𠀀 b"
TEXTS = st.text(alphabet=ALPHABET, max_size=400)
WORDS = st.lists(st.text(alphabet=ALPHABET, min_size=1, max_size=4), min_size=1, max_size=3)


def places(text: str, *words: str, title: str = "") -> list[Match]:
    terms = [Term(word) for word in words]
    return find_matches(terms, title, text, FOLDING(text), FOLDING)


def snippets_of(text: str, *words: str, title: str = "") -> tuple[Snippet, ...]:
    return make_snippets(title, text, places(text, *words, title=title))


@given(TEXTS, st.text(alphabet=ALPHABET, min_size=1, max_size=4))
def test_a_term_is_found_where_a_regular_expression_finds_it(text: str, word: str) -> None:
    """Marks a character off would quote something else than what was searched."""
    expected = [Span(*m.span()) for m in re.finditer(re.escape(FOLDING(word)), FOLDING(text))]
    assert [match.span for match in places(text, word)] == expected


@given(TEXTS, WORDS)
def test_marks_of_several_terms_cover_each_and_stand_apart(text: str, words: list[str]) -> None:
    found = places(text, *words)
    covered = {i for match in found for i in range(match.start, match.end)}
    single = {i for w in words for m in places(text, w) for i in range(m.start, m.end)}
    assert covered == single
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(TEXTS, WORDS)
def test_snippets_are_slices_with_marks_inside(text: str, words: list[str]) -> None:
    """A snippet that is no slice of the article could not be opened at its place."""
    found = places(text, *words)
    made = make_snippets("", text, found)
    assert len(made) <= 3
    spans = [Span(s.start, s.start + len(s.text)) for s in made]
    for snippet, span in zip(made, spans, strict=True):
        assert span.of(text) == snippet.text
        assert len(span) <= 3 * WINDOW
        assert all(span.start <= mark.start < mark.end <= span.end for mark in snippet.marks)
        assert {(m.start, m.end) for m in snippet.marks} <= {(m.start, m.end) for m in found}
    assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[:i])
    assert bool(found) == any(snippet.marks for snippet in made)


def test_a_title_term_is_marked_in_the_title_only() -> None:
    text = "访华\n访华之后"
    terms = positive_terms(parse("title:访华").node)
    found = find_matches(terms, "访华", text, text, FOLDING)
    assert [match.span for match in found] == [Span(0, 2)]
    assert find_matches(terms, "别的标题", text, text, FOLDING) == []


def test_a_source_is_marked_nowhere() -> None:
    assert find_matches([Term("社", Field.SOURCE)], "", "社", "社", FOLDING) == []


def test_windows_begin_and_end_with_clauses() -> None:
    filler = "这里是一个没有意义的分句，" * 12
    (snippet,) = snippets_of(f"{filler}关键词出现在此，{filler}", "关键词")
    assert snippet.text.endswith("，")
    assert snippet.text.startswith("这里")
    assert 40 <= len(snippet.text) <= 80


def test_a_closing_quotation_mark_stays_with_its_clause() -> None:
    filler = "没有意义的分句，" * 12
    (snippet,) = snippets_of(f"{filler}他说：“会尽快公布关键词的消息。”{filler}", "关键词")
    assert not snippet.text.startswith("”")
    assert "。”" in snippet.text


def test_the_window_with_more_different_terms_comes_first() -> None:
    gap = "一段无关的话。" * 20
    first, second = snippets_of(f"甲甲甲甲。{gap}甲和乙。", "甲", "乙")
    assert "乙" in first.text
    assert "甲甲甲甲" in second.text


def test_the_title_is_not_repeated_before_the_body() -> None:
    """The list shows the title already; its snippet should be the news."""
    title = "外交部回应"
    first, *_ = snippets_of(f"{title}\n正文里外交部也有。", "外交部", title=title)
    assert first.text == "正文里外交部也有。"


def test_without_a_match_the_body_begins() -> None:
    """A hit of `-word` or `source:` has nothing to mark, but must not be blank."""
    (snippet,) = snippets_of("题目\n正文从这里开始。", "无", title="题目")
    assert snippet.text == "正文从这里开始。"
    assert snippet.marks == ()
    assert make_snippets("", "", []) == ()


def test_a_long_passage_is_cut_but_marked() -> None:
    passage = "长" * 300
    (snippet,) = snippets_of(f"前。{passage}。后", passage)
    assert len(snippet.text) <= 3 * WINDOW
    assert snippet.marks == (Span(2, 2 + len(snippet.text)),)


def test_many_matches_are_still_quick_and_few() -> None:
    made = snippets_of("的" * 100_000, "的")
    assert 1 <= len(made) <= 3
