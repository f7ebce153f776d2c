"""Folding must never shift an offset: marks and annotations would land on other characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.folding import Folding


@given(st.text())
def test_folded_text_keeps_every_offset(text: str) -> None:
    folded = Folding()(text)
    assert len(folded) == len(text)
    assert all(Folding()(text[i]) == folded[i] for i in range(len(text)))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    fold = Folding()
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [("apec", "ＡＰＥＣ"), ("a b", "a\u3000b"), ("(", "（"), ("2758", "２７５８")],
)
def test_what_a_person_types_meets_what_stands_in_the_text(typed: str, stands: str) -> None:
    assert Folding()(typed) == Folding()(stands)


@pytest.mark.parametrize("text", ["𬭛𫟼", "台臺", "\ud800", "ﬁ", "\n", "İ"])
def test_what_has_no_single_counterpart_stays_itself(text: str) -> None:
    assert Folding()(text) == text
