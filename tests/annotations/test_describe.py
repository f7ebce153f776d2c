"""A passage that is described wrongly cannot be found again, or quotes what nobody marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.annotations import CONTEXT, describe
from zhupi.core.errors import InvalidRequestError
from zhupi.core.model import Span


@given(st.data(), st.text(min_size=1, max_size=200))
def test_the_selectors_quote_exactly_what_stands_in_the_text(
    data: st.DataObject, text: str
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    position, quote = describe(text, Span(start, end))
    assert text[position.start : position.end] == quote.exact
    assert text.startswith(quote.prefix + quote.exact + quote.suffix, start - len(quote.prefix))
    assert len(quote.prefix) == min(CONTEXT, start)
    assert len(quote.suffix) == min(CONTEXT, len(text) - end)


def test_characters_outside_the_bmp_count_as_one() -> None:
    position, quote = describe("𠮷野家𠀀", Span(1, 4))
    assert (position.start, position.end) == (1, 4)
    assert (quote.prefix, quote.exact, quote.suffix) == ("𠮷", "野家𠀀", "")


@pytest.mark.parametrize("span", [Span(0, 0), Span(4, 4), Span(2, 5), Span(9, 12)])
def test_a_passage_that_is_empty_or_outside_is_refused_with_a_sentence(span: Span) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        describe("四个汉字", span)
    assert str(caught.value).endswith(".")
