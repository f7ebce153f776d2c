"""Whatever people correct, and in whatever order: the mentions keep their promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.model import Label, Mention, Span, TextPositionSelector, TextQuoteSelector
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.language.correcting import corrected

SIGNS = "王毅國国美外交部·\n 😀"
DAY = datetime(2024, 5, 1, tzinfo=UTC)
ARTICLE = "one"
texts = st.text(SIGNS, min_size=1, max_size=24)
labels = st.sampled_from(Label)


def blocks_of(text: str) -> list[Span]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Span(at, at + len(line)))
        at += len(line) + 1
    return [block for block in blocks if block]


@st.composite
def recognised(draw: st.DrawFn, text: str) -> list[Mention]:
    """Mentions that keep the promises: sorted, in blocks, nested or apart."""
    chosen: list[Mention] = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        crossing = any(
            m.start < end and start < m.end
            and not (m.start <= start and end <= m.end) and not (start <= m.start and m.end <= end)
            for m in chosen
        )  # fmt: skip
        same = any((m.start, m.end) == (start, end) for m in chosen)
        if "\n" not in text[start:end] and not crossing and not same:
            label = draw(labels)
            chosen.append(Mention(start, end, label, f"{label}:{text[start:end]}"))
    return sorted(chosen, key=lambda m: (m.start, -m.end))


@st.composite
def correction(draw: st.DrawFn, text: str, number: int) -> Correction:
    """What somebody may say of some words of the text, or of words it has not."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    inner = draw(st.integers(start, end - 1))
    words = text[start:end]
    found = draw(st.sampled_from([words, text[inner:end]]))
    wanted = draw(st.sampled_from([words, found]))
    scope = draw(st.sampled_from(Scope))
    at = start if wanted == words else inner
    here = scope is Scope.HERE
    return Correction(
        id=str(number),
        kind=CorrectionKind.LABEL,
        scope=scope,
        found=found,
        was=draw(st.none() | labels),
        text=wanted,
        label=draw(st.none() | labels),
        entity=draw(st.sampled_from(["", "PERSON:某人"])),
        article="" if scope is Scope.EVERYWHERE else ARTICLE,
        position=TextPositionSelector(at, at + len(wanted)) if here else None,
        quote=TextQuoteSelector(wanted, text[:at][-3:], text[at + len(wanted) :][:3])
        if here
        else None,
        created=DAY + timedelta(minutes=draw(st.integers(0, 3))),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Mention], list[Correction]]:
    text = draw(texts)
    mentions = draw(recognised(text))
    count = draw(st.integers(0, 4))
    return text, mentions, [draw(correction(text, number)) for number in range(count)]


def apply(text: str, mentions: list[Mention], told: list[Correction]) -> list[Mention]:
    return corrected(text, blocks_of(text), mentions, told, ARTICLE)


@given(cases())
def test_mentions_stay_sorted_in_blocks_and_nested_or_apart(
    case: tuple[str, list[Mention], list[Correction]],
) -> None:
    text, mentions, told = case
    result = apply(text, mentions, told)
    assert result == sorted(result, key=lambda m: (m.start, -m.end))
    assert len({m.span for m in result}) == len(result)
    blocks = blocks_of(text)
    open_ends: list[int] = []
    for mention in result:
        assert any(b.start <= mention.start < mention.end <= b.end for b in blocks)
        while open_ends and open_ends[-1] <= mention.start:
            open_ends.pop()
        assert not open_ends or mention.end <= open_ends[-1]
        open_ends.append(mention.end)


@given(cases())
def test_the_order_in_which_corrections_come_changes_nothing(
    case: tuple[str, list[Mention], list[Correction]],
) -> None:
    text, mentions, told = case
    assert apply(text, mentions, told[::-1]) == apply(text, mentions, told)


@given(cases())
def test_a_correction_told_twice_is_told_once(
    case: tuple[str, list[Mention], list[Correction]],
) -> None:
    text, mentions, told = case
    again = [replace(c, id=f"{c.id} again") for c in told]
    assert apply(text, mentions, [*told, *again]) == apply(text, mentions, told)


@given(cases())
def test_corrections_of_another_article_change_nothing(
    case: tuple[str, list[Mention], list[Correction]],
) -> None:
    text, mentions, told = case
    others = [replace(c, article="two") for c in told if c.scope is not Scope.EVERYWHERE]
    assert apply(text, mentions, others) == mentions


@given(st.data())
def test_one_correction_applied_again_to_what_it_made_changes_nothing(data: st.DataObject) -> None:
    text = data.draw(texts)
    mentions = data.draw(recognised(text))
    told = [data.draw(correction(text, 0))]
    once = apply(text, mentions, told)
    assert [(m.span, m.label) for m in apply(text, once, told)] == [(m.span, m.label) for m in once]


@given(st.data())
def test_what_was_said_of_one_place_holds_there(data: st.DataObject) -> None:
    text = data.draw(texts)
    mentions = data.draw(recognised(text))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words, label = text[start:end], data.draw(labels)
    told = Correction(
        id="1",
        kind=CorrectionKind.NEW,
        scope=Scope.HERE,
        found=words,
        was=None,
        text=words,
        label=label,
        article=ARTICLE,
        position=TextPositionSelector(start, end),
        quote=TextQuoteSelector(words, text[:start][-32:], text[end:][:32]),
        created=DAY,
    )
    found = [(m.span, m.label) for m in apply(text, mentions, [told])]
    assert ((Span(start, end), label) in found) is ("\n" not in words)
