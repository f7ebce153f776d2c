"""What rules share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from zhupi.core.model import Label
from zhupi.language.passage import Found

RULE = 0.9  #: confidence of what a rule decided
HINT = 0.8  #: confidence of what a rule decided from weaker signs


def replace(found: Iterable[Found], new: Sequence[Found]) -> list[Found]:
    """`found` and `new`, without those of `found` that `new` overlaps."""
    if not new:
        return list(found)
    taken = sorted(new)
    starts = [item.start for item in taken]
    kept = [item for item in found if not _overlaps(item, taken, starts)]
    return sorted([*kept, *taken])


def add(found: Sequence[Found], new: Iterable[Found]) -> list[Found]:
    """`found` and those of `new` that overlap none of it."""
    present = sorted(found)
    starts = [item.start for item in present]
    return sorted([*present, *(item for item in new if not _overlaps(item, present, starts))])


def _overlaps(item: Found, others: Sequence[Found], starts: Sequence[int]) -> bool:
    """Whether `item` shares a character with one of `others` (sorted, apart from one another)."""
    at = bisect_left(starts, item.end)
    return at > 0 and others[at - 1].end > item.start


def covering(found: Sequence[Found], start: int, end: int) -> Found | None:
    """The one of `found` (sorted, apart) that holds the whole range."""
    at = bisect_left(found, end, key=lambda item: item.start)
    if at > 0 and found[at - 1].start <= start and end <= found[at - 1].end:
        return found[at - 1]
    return None


def place(start: int, *, confidence: float = RULE, nested: bool = False) -> Found:
    """The short form of a country: one character."""
    return Found(start, start + 1, Label.PLACE, confidence, nested)
