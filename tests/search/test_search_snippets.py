"""Snippets and marks: what is shown is the article's own text, marked exactly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.core.model import Span
from zhupi.core.search import Snippet
from zhupi.search.article_text import ArticleText
from zhupi.search.matching import Match, find_matches
from zhupi.search.query_tree import Term
from zhupi.search.snippets import WINDOW, make_snippets

FOLDING = Folding()
ALPHABET = "中美ＡaA，。\n𠀀 b”：…"
TEXTS = st.text(alphabet=ALPHABET, max_size=400) | st.lists(
    st.text("中美aA𠀀b", min_size=1, max_size=40), max_size=12
).map(lambda clauses: "，".join(clauses) + "。")
WORDS = st.lists(
    st.text(alphabet=ALPHABET, min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=3
)
TITLES = st.text("中美a ", max_size=4)


def places(text: str, *words: str, title: str = "") -> list[Match]:
    return find_matches([Term(word) for word in words], ArticleText(title, text, FOLDING))


def snippets_of(text: str, *words: str, title: str = "") -> tuple[Snippet, ...]:
    return make_snippets(title, text, places(text, *words, title=title))


@given(text=TEXTS, words=WORDS, title=TITLES, begins=st.booleans())
@settings(max_examples=400, deadline=None)
def test_snippets_are_slices_with_marks_inside(
    text: str, words: list[str], title: str, *, begins: bool
) -> None:
    """A snippet that is no slice of the article could not be opened at its place."""
    if begins:
        text = f"{title}\n{text}"
    found = places(text, *words, title=title)
    made = make_snippets(title, text, found)
    assert len(made) <= 3
    spans = [Span(s.start, s.start + len(s.text)) for s in made]
    whole = {(match.start, match.end) for match in found}
    for snippet, span in zip(made, spans, strict=True):
        assert span.of(text) == snippet.text
        assert len(span) <= 2 * WINDOW
        assert all(span.start <= mark.start < mark.end <= span.end for mark in snippet.marks)
        assert {(m.start, m.end) for m in snippet.marks} <= whole
        inside = {(m.start, m.end) for m in found if m.span.overlaps(span)}
        assert {(m.start, m.end) for m in snippet.marks} == inside
    assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[:i])
    in_body = any(match.end > len(title) + 1 for match in found)
    assert any(snippet.marks for snippet in made) or not in_body
    assert made or not text.strip()


@given(
    clauses=st.lists(st.text("中美国人民", min_size=2, max_size=18), min_size=8, max_size=30),
    at=st.integers(0, 29),
)
@settings(max_examples=200, deadline=None)
def test_windows_begin_and_end_with_clauses(clauses: list[str], at: int) -> None:
    """Half a clause at an edge reads as if the article said something else."""
    clauses[at % len(clauses)] += "关键词"
    text = "，".join(clauses) + "。"
    (snippet,) = snippets_of(text, "关键词")
    end = snippet.start + len(snippet.text)
    assert snippet.start == 0 or text[snippet.start - 1] == "，"
    assert text[end - 1] in "，。"
    assert min(len(text), 40) <= len(snippet.text) <= 80


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲" * 90 + "，关键词。", "甲" * 55 + "，关键词。"),
        ("关键词，" + "甲" * 90, "关键词，" + "甲" * 56),
        ("\u3000\u3000关键词在此。\n\u3000下一段。", "关键词在此。"),
        ("共有1,000人，12:30到，关键词", "共有1,000人，12:30到，关键词"),
        ("甲" * 60 + "……关键词" + "乙" * 60 + "……", "关键词" + "乙" * 60 + "……"),
        ("甲" * 70 + "：“关键词" + "乙" * 50 + "。”" + "丙" * 70, "“关键词" + "乙" * 50 + "。”"),
    ],
)
def test_where_clauses_are_long_or_paragraphs_short(text: str, shown: str) -> None:
    (snippet,) = snippets_of(text, "关键词")
    assert snippet.text == shown


def test_a_clause_too_long_to_show_is_cut_around_the_match() -> None:
    text = "甲" * 500 + "关键词" + "乙" * 500
    (snippet,) = snippets_of(text, "关键词")
    assert 60 <= len(snippet.text) <= 80
    assert snippet.text.strip("甲乙") == "关键词"
    assert abs(snippet.text.count("甲") - snippet.text.count("乙")) <= 1


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


def test_no_mark_is_cut_where_a_clause_ends_within_it() -> None:
    """Half a mark would show another word than was found."""
    first, _ = snippets_of("关键词丁" + "中" * 62 + "甲，乙" + "中" * 90, "关键词", "丁", "甲，乙")
    assert first.text == "关键词丁" + "中" * 62
    first, _ = snippets_of("中" * 90 + "乙，甲" + "中" * 62 + "关键词丁", "关键词", "丁", "乙，甲")
    assert first.text == "中" * 62 + "关键词丁"


def test_words_closer_together_come_first() -> None:
    gap = "一段无关的话。" * 20
    first, second = snippets_of(f"甲，这里隔着许多字，乙。{gap}甲和乙。", "甲", "乙")
    assert "甲和乙" in first.text
    assert "隔着" in second.text


def test_a_sentence_that_comes_again_is_shown_once() -> None:
    """Boilerplate in every paragraph would fill all three windows."""
    gap = "\n" + "一段无关的话。" * 20 + "\n"
    made = snippets_of(gap.join(["点击关键词查看更多。"] * 5) + gap + "关键词另有所指。", "关键词")
    assert len(made) == 2
    assert "另有所指" in made[1].text


def test_a_match_only_in_the_title_shows_the_beginning_of_the_body() -> None:
    (snippet,) = snippets_of("会晤\n正文。", "会晤", title="会晤")
    assert (snippet.text, snippet.marks) == ("正文。", ())
    (snippet,) = snippets_of("会晤", "会晤", title="会晤")
    assert (snippet.text, snippet.marks) == ("会晤", (Span(0, 2),))


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
