"""Who takes a re-import back must find every note where it was, or the old text is no safety."""

import random
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from zhupi.annotations import confirmed, describe, reanchor, reattached, returned
from zhupi.core.model import Annotation, AnnotationState, Span, Target

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
RESOLVED = AnnotationState.RESOLVED
LINES = (
    "清晨的港口起了薄雾，渡轮比平日晚开了二十分钟。",
    "卖早点的老人说，雾天的生意反而更好，豆浆要多磨两桶才够。",
    "到了九点，太阳出来，雾散得干干净净，对岸的山一下子近了许多。",
    "　　𠮷野家的招牌😀在雾里看不清楚，\u200b只听见有人喊号。",
    "雾雾雾雾雾雾",
    "下午三点，第二班渡轮靠岸，带来了邻县的报纸和两筐橘子。",
)


def note(text: str, span: Span, name: str) -> Annotation:
    return Annotation(name, Target("a", *describe(text, span)), (), "green", "reader", NOW, NOW)


@st.composite
def replacements(draw: st.DrawFn) -> tuple[str, str, list[Annotation]]:
    """A text, another version of it and annotations on the first."""
    old = "\n".join(draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=6)))
    rng = random.Random(draw(st.integers(0, 2**32)))
    lines = old.split("\n")
    if rng.random() < 0.5:
        rng.shuffle(lines)
    characters = list("\n".join(lines))
    for _ in range(rng.randrange(8)):
        at = rng.randrange(len(characters) + 1)
        characters[at : at + rng.randrange(4)] = rng.choice(("", "新", "補字", "\n", "雾"))
    new = "".join(characters) if rng.random() < 0.9 else "全文撤回。"
    spans = draw(
        st.lists(
            st.tuples(st.integers(0, len(old) - 1), st.integers(1, 30)), min_size=1, max_size=6
        )
    )
    notes = [
        note(old, Span(start, min(len(old), start + width)), f"n{number}")
        for number, (start, width) in enumerate(spans)
    ]
    return old, new, notes


@given(replacements())
def test_a_revert_puts_every_annotation_back_exactly(
    case: tuple[str, str, list[Annotation]],
) -> None:
    old, new, notes = case
    carried = reanchor(notes, old, new, version="v1")
    assert [a.id for a in carried] == [a.id for a in notes]
    assert returned(carried, new, old, "v1", replaced="v2") == notes


@given(replacements(), replacements())
def test_a_guess_is_never_carried_on_but_looked_for_from_the_origin(
    case: tuple[str, str, list[Annotation]], other: tuple[str, str, list[Annotation]]
) -> None:
    old, new, notes = case
    once = reanchor(notes, old, new, version="v1")
    twice = reanchor(once, new, other[1], version="v2", earlier={"v1": old})
    direct = reanchor(notes, old, other[1], version="v1")
    for first, second, one in zip(once, twice, direct, strict=True):
        if first.state is not RESOLVED and new != other[1]:
            assert replace(second, target=one.target) == one
            if second.state in (RESOLVED, AnnotationState.MOVED):
                assert second.target == one.target


@given(replacements())
def test_what_a_person_decides_ends_the_review(
    case: tuple[str, str, list[Annotation]],
) -> None:
    old, new, notes = case
    for annotation in reanchor(notes, old, new, version="v1"):
        decided = [reattached(annotation, new, Span(0, 1))]
        if annotation.state in (RESOLVED, AnnotationState.MOVED):
            decided.append(confirmed(annotation, new))
            assert decided[-1].span == annotation.span
        for one in decided:
            assert (one.state, one.confidence, one.origin) == (RESOLVED, 1.0, None)
            assert one.quote == one.span.of(new)


@given(replacements())
def test_untouched_lines_keep_their_notes_resolved(
    case: tuple[str, str, list[Annotation]],
) -> None:
    """Also those that begin or end with spaces and invisible characters."""
    old, _, notes = case
    for one in reanchor(notes, old, old + "\n补记一行。", version="v1"):
        if one.state is RESOLVED:
            assert one.span.of(old) == one.quote
