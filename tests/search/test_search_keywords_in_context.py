"""Concordance: lines line up around the match and sort by what stands beside it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.folding import Folding
from zhupi.core.search import ConcordanceLine, SearchDocument
from zhupi.search.article_text import ArticleText
from zhupi.search.keywords_in_context import concordance_lines, sort_key_left, sort_key_right
from zhupi.search.matching import find_matches
from zhupi.search.query_tree import Term

FOLDING = Folding()


def lines(text: str, word: str, width: int = 10) -> list[ConcordanceLine]:
    document = SearchDocument("one", "", "题", text, "", date(2023, 7, 1))
    matches = find_matches([Term(word)], ArticleText("题", text, FOLDING))
    return list(concordance_lines(document, matches, width))


def test_a_line_is_the_match_between_its_neighbours() -> None:
    (line,) = lines("甲乙丙\n丁的𠀀己庚", "的", 2)
    assert (line.left, line.keyword, line.right) == (" 丁", "的", "𠀀己")
    assert (line.article, line.title, line.published) == ("one", "题", date(2023, 7, 1))
    assert (line.span.start, line.span.end) == (5, 6)


def test_a_match_over_a_line_break_is_one_line() -> None:
    (line,) = lines("外\n交部", "外交")
    assert (line.keyword, line.span.of("外\n交部")) == ("外 交", "外\n交")


@given(text=st.text("的甲\n 𠀀", max_size=40), width=st.integers(0, 12))
def test_lines_are_the_text_itself(text: str, width: int) -> None:
    """A line that is no piece of the article could not be opened at its place."""
    plain = text.replace("\n", " ")
    found = lines(text, "的", width)
    assert len(found) == text.count("的")
    for line in found:
        start, end = line.span.start, line.span.end
        assert line.left == plain[max(0, start - width) : start]
        assert line.keyword == plain[start:end] == "的"
        assert line.right == plain[end : end + width]


def sorted_by(key_of: str, *texts: str) -> list[str]:
    found = [line for text in texts for line in lines(text, "的")]
    key = sort_key_left(FOLDING) if key_of == "left" else sort_key_right(FOLDING)
    return [f"{line.left}的{line.right}" for line in sorted(found, key=key)]


def test_the_left_side_is_read_backwards_from_the_match() -> None:
    """Sorted from its far end, what stands before the match would be in no order at all."""
    assert sorted_by("left", "b1的", "a2的", "a1的") == ["a1的", "b1的", "a2的"]


def test_white_space_beside_the_match_and_spelling_do_not_part_what_is_alike() -> None:
    assert sorted_by("left", "A的", "b的", "a 的", "Ｂ的") == ["A的", "a 的", "b的", "Ｂ的"]
    assert sorted_by("right", "的臺", "的b", "的 台", "的A") == ["的A", "的b", "的臺", "的 台"]


def test_matches_at_the_edge_of_a_clause_come_together() -> None:
    assert sorted_by("right", "的，甲", "的中", "的，乙") == ["的中", "的，乙", "的，甲"]
