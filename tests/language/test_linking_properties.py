"""Whatever is marked, linking changes what mentions name and nothing else of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Label, Mention
from zhupi.language.linking import link

SIGNS = "王毅安·布林肯美国务院外交部（）简称“”张某某公司集团WHO,\n 😀\ud800總統县"


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    """A text and mentions, sorted, nested or apart."""
    text = draw(st.text(SIGNS, min_size=1, max_size=40))
    mentions: dict[tuple[int, int], Mention] = {}
    at = 0
    while at < len(text) and draw(st.booleans()):
        start = draw(st.integers(at, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        at = end
        while start < end and draw(st.integers(0, 3)):
            mentions[start, end] = Mention(
                start, end, draw(st.sampled_from(Label)), "X:某", confidence=0.7
            )
            end -= draw(st.integers(1, 3))
    return text, sorted(mentions.values(), key=lambda m: (m.start, -m.end))


@given(marked())
def test_places_labels_values_and_confidence_stay(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    result = link(text, mentions)
    assert [(m.span, m.label, m.value, m.confidence) for m in result] == [
        (m.span, m.label, m.value, m.confidence) for m in mentions
    ]


@given(marked())
def test_every_name_has_an_entity_of_its_label_and_a_reason_where_it_is_called_otherwise(
    case: tuple[str, list[Mention]],
) -> None:
    text, mentions = case
    for mention in link(text, mentions):
        if mention.label is Label.TIME:
            continue
        label, _, name = mention.entity.partition(":")
        assert label == mention.label
        assert name
        assert mention.why is None or str(mention.why)
        if mention.title:
            assert mention.title in text


@given(marked())
def test_linking_again_changes_nothing(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    once = link(text, mentions)
    assert link(text, once) == once


@given(marked())
def test_equal_words_of_one_label_are_one_unless_told_apart_in_words(
    case: tuple[str, list[Mention]],
) -> None:
    """But for family names and bodies without a state, which mean whom the text has in view."""
    text, mentions = case
    entities: dict[tuple[Label, str], set[str]] = {}
    for m in link(text, mentions):
        words = text[m.start : m.end]
        alone = words in {"国务院", "外交部"} or len(words.strip()) == 1
        if m.label is not Label.TIME and not alone:
            entities.setdefault((m.label, words), set()).add(m.entity)
    assert all(len(ids) == 1 for ids in entities.values())
