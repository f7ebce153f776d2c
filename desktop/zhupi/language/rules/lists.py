"""What stands in a list is of one kind: 甲、乙和丙."""

from __future__ import annotations

from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, replace

_KINDS = {Label.PERSON: 4, Label.PLACE: 6}
_SURE = 0.97
_BETWEEN = Pattern("、([\u4e00-\u9fff·]{2,6})[、和与及]")
_COMMAS = Pattern("[、和与及]")


def alike(passage: Passage, found: list[Found]) -> list[Found]:
    """What was not found between two people or two places of a list is one too; what was found
    for something else, without being sure, becomes the same."""
    ordered = sorted(found)
    new: list[Found] = []
    for first, second in pairwise(ordered):
        if first.label is not second.label or first.label not in _KINDS:
            continue
        gap = _BETWEEN.fullmatch(passage.text, first.end, second.start)
        if gap is None or not passage.joins(first, second):
            continue
        if len(gap[1]) <= _KINDS[first.label]:
            new.append(Found(gap.start(1), gap.end(1), first.label, HINT))
    for first, middle, third in zip(ordered, ordered[1:], ordered[2:], strict=False):
        if (
            first.label is third.label
            and first.label in _KINDS
            and middle.label is not first.label
            and middle.label in {*_KINDS, Label.ORG}
            and middle.confidence < _SURE
            and 1 < middle.end - middle.start <= _KINDS[first.label]
            and passage.text[first.end : middle.start] == "、"
            and _COMMAS.fullmatch(passage.text, middle.end, third.start)
        ):
            new.append(Found(middle.start, middle.end, first.label, HINT))
    return replace(found, list(dict.fromkeys(new)))
