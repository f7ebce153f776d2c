"""Cutting text into sentences: nothing lost, nothing doubled, nothing too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Span
from zhupi.language.sentences import LIMIT, sentences, separate

TEXT = st.text(
    alphabet=st.sampled_from(list("中美访华。！，；：”“… \t𠮷👋aB1\u3000")), max_size=700
)


@given(TEXT)
def test_pieces_tile_the_block_and_stay_short(text: str) -> None:
    pieces = list(sentences(text, Span(0, len(text))))
    assert "".join(piece.of(text) for piece in pieces) == text
    assert all(0 < len(piece) <= LIMIT for piece in pieces)


def test_a_sentence_keeps_its_closing_quotation_mark() -> None:
    text = "他说：“好。”然后走了。"
    assert [p.of(text) for p in sentences(text, Span(0, len(text)))] == [
        "他说：“好。”",
        "然后走了。",
    ]


def test_a_long_sentence_is_cut_after_a_comma() -> None:
    text = "山" * 50 + "，" + "水" * 50
    assert [len(p) for p in sentences(text, Span(0, len(text)))] == [51, 50]


def test_a_block_without_any_punctuation_is_cut_at_the_limit() -> None:
    text = "𠮷" * 150
    assert [len(p) for p in sentences(text, Span(0, 150))] == [LIMIT, LIMIT, 150 - 2 * LIMIT]


def test_positions_count_from_the_start_of_the_text() -> None:
    text = "题目\n一句。两句。"
    assert [(p.start, p.end) for p in sentences(text, Span(3, 9))] == [(3, 6), (6, 9)]


def test_blocks_are_ordered_clipped_and_never_overlap() -> None:
    blocks = [Span(5, 9), Span(0, 3), Span(2, 6), Span(4, 4), Span(8, 99)]
    assert separate(blocks, 12) == [Span(0, 3), Span(3, 6), Span(6, 9), Span(9, 12)]
