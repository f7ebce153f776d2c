"""How well the recogniser reads: strict F1 on sentences annotated by hand.

A mention counts when borders and label are right. The floors lie a little below what is reached,
so that another processor's rounding passes and a lost rule does not. They say nothing about
unseen text: rules were made with these sentences in view.
"""

from __future__ import annotations

import pytest

from zhupi.core.model import Span
from zhupi.core.protocols import Recogniser

Annotated = list[tuple[str, set[tuple[int, int, str]]]]


def scores(recogniser: Recogniser, annotated: Annotated) -> dict[str, tuple[int, int, int]]:
    """Label → right, found, wanted."""
    result: dict[str, tuple[int, int, int]] = {}
    for text, wanted in annotated:
        found = {
            (m.start, m.end, str(m.label))
            for m in recogniser.recognise(text, [Span(0, len(text))], None)
        }
        for label in {mark[2] for mark in found | wanted}:
            ours = {mark for mark in found if mark[2] == label}
            theirs = {mark for mark in wanted if mark[2] == label}
            right, all_ours, all_theirs = result.get(label, (0, 0, 0))
            result[label] = (
                right + len(ours & theirs),
                all_ours + len(ours),
                all_theirs + len(theirs),
            )
    return result


def f1(right: int, found: int, wanted: int) -> float:
    return 200 * right / (found + wanted)


@pytest.mark.parametrize(
    ("label", "floor"),
    [("PERSON", 93), ("ORG", 95), ("PLACE", 97), ("TIME", 95), ("LAW", 98), ("MEDIA", 98)],
)
def test_readers_find_the_names_that_are_there(
    recogniser: Recogniser, annotated: Annotated, label: str, floor: float
) -> None:
    reached = f1(*scores(recogniser, annotated)[label])
    assert reached >= floor, f"{label}: {reached:.1f}"
