"""Merging that loses a word of a note, or marks what nobody marked, loses a reader's work."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.annotations import describe, merged, overlapping
from zhupi.core.errors import InvalidRequestError
from zhupi.core.model import Annotation, AnnotationState, Body, Purpose, Span, Target

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TEXT = "清晨的港口起了薄雾😀，渡轮比平日晚开了二十分钟，𠮷野家门口的人并不着急。" * 2
TAG, OTHER = Body(Purpose.TAGGING, "天气/雾"), Body(Purpose.TAGGING, "天气")


def note(name: str, start: int, end: int, *bodies: Body, article: str = "a") -> Annotation:
    target = Target(article, *describe(TEXT, Span(start, end)))
    created = NOW + timedelta(minutes=int(name))
    return Annotation(name, target, bodies, "green", "reader", created, created)


@st.composite
def notes(draw: st.DrawFn) -> list[Annotation]:
    found = []
    for number in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(TEXT) - 1))
        end = draw(st.integers(start + 1, min(len(TEXT), start + 25)))
        said = Body(Purpose.COMMENTING, f"记{number}")
        bodies = draw(st.sampled_from([(TAG,), (TAG, said), (OTHER,), (TAG, OTHER), (said,)]))
        article = draw(st.sampled_from("ab"))
        found.append(note(str(number), start, end, *bodies, article=article))
    return draw(st.permutations(found))


@given(notes())
def test_a_merged_note_covers_and_says_all_that_its_parts_did(found: list[Annotation]) -> None:
    for group in overlapping(found, TAG.value):
        one = merged(group, TEXT)
        covered = {at for a in group for at in range(a.span.start, a.span.end)}
        assert covered == set(range(one.span.start, one.span.end))
        assert one.quote == one.span.of(TEXT)
        assert set(one.bodies) == {body for a in group for body in a.bodies}
        assert len(one.bodies) == len(set(one.bodies))
        assert one.id in {a.id for a in group}
        assert one.created == min(a.created for a in group)
        assert one.modified == max(a.modified for a in group)


@given(notes())
def test_groups_hold_every_overlap_and_nothing_else(found: list[Annotation]) -> None:
    groups = overlapping(found, TAG.value)
    names = [a.id for group in groups for a in group]
    assert len(names) == len(set(names))
    for a in found:
        rivals = [
            b
            for b in found
            if b is not a
            and b.target.article == a.target.article
            and b.span.overlaps(a.span)
            and TAG.value in b.tags
        ]
        assert (a.id in names) == bool(TAG.value in a.tags and rivals)


def test_notes_that_only_touch_or_wait_for_review_stay_apart() -> None:
    first, second = note("1", 0, 4, TAG), note("2", 4, 8, TAG)
    waiting = replace(note("3", 2, 6, TAG), state=AnnotationState.MOVED)
    assert overlapping([first, second, waiting], TAG.value) == []


def test_a_tag_below_is_another_tag() -> None:
    assert overlapping([note("1", 0, 4, TAG), note("2", 2, 6, OTHER)], "天气") == []


@pytest.mark.parametrize(
    "group",
    [
        (),
        (note("1", 0, 4, TAG), note("2", 9, 12, TAG)),
        (note("1", 0, 4, TAG), note("2", 2, 6, TAG, article="b")),
        (note("1", 0, 4, TAG), replace(note("2", 2, 6, TAG), state=AnnotationState.ORPHAN)),
    ],
)
def test_what_does_not_hang_together_is_refused(group: tuple[Annotation, ...]) -> None:
    with pytest.raises(InvalidRequestError):
        merged(group, TEXT)
