"""Beside which characters a space says nothing: a wrong one hides or invents hits."""

from __future__ import annotations

import re

import pytest

from zhupi.core.folding import Folding
from zhupi.core.scripts import HAN_LIKE, han_like_units_table, is_han_like

#: The planes without names are alike all over.
CODES = (*range(0x20000), *range(0x20000, 0x40100, 17), 0x3FFFF, 0x40000, 0x10FFFF)


@pytest.mark.parametrize("character", "中臺⼈⻓〇々𠀀𬭛豈㐀かカｶㄅ。、《》「」【】〈〉")
def test_writing_without_spaces_is_han_like(character: str) -> None:
    assert is_han_like(ord(character))


@pytest.mark.parametrize(
    "character", "aＡé1１한ㄱ,，:：;；!！?？(（)）~～〜.“”‘’—…·・ \n\u3000\ud840😀\uffff"
)
def test_other_writing_and_white_space_are_not(character: str) -> None:
    """Otherwise the space after a comma in English text is taken for none."""
    assert not is_han_like(ord(character))


def test_a_character_and_its_fold_are_alike() -> None:
    """Otherwise a query and the text it came from are squeezed differently."""
    folding = Folding()
    for code in CODES:
        folded = ord(folding(chr(code)))
        if folded != code:
            assert is_han_like(code) == is_han_like(folded), hex(code)


def test_table_and_expression_say_the_same() -> None:
    """Otherwise the index squeezes what marking does not."""
    table = han_like_units_table()
    assert [bool(flag) for flag in table] == [is_han_like(code) for code in range(0x10000)]
    folded = set(Folding()("".join(map(chr, CODES))))
    by_expression = set(re.findall(HAN_LIKE, "".join(folded)))
    assert by_expression == {c for c in folded if is_han_like(ord(c))}
