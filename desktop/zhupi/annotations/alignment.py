"""Which stretches of an old text still stand, unchanged, in a new one.

A stretch is found by a gram (12 characters) that occurs exactly once in either text and is then
extended both ways as far as the two texts agree. Both texts come folded; one folded character is
one original character, so positions need no mapping back. Stretches may overlap: where a
sentence was doubled, the text before it and the text after it each lead to another copy, and
whoever asks must know of both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

GRAM = 12  #: code points; shorter ones are chance repeats in news, longer ones miss more


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`old[start:end] == new[start + shift : end + shift]`, not to be extended either way."""

    start: int
    end: int
    shift: int
    in_order: bool = True  #: whether it keeps its place among the other runs

    def __len__(self) -> int:
        return self.end - self.start


class Alignment:
    """The runs that two versions of a text share."""

    def __init__(self, old: str, new: str) -> None:
        self.runs = _in_order(_runs(old, new))
        self._by_old = _Cover((run.start, run.end, run) for run in self.runs)
        self._by_new = _Cover((r.start + r.shift, r.end + r.shift, r) for r in self.runs)

    def covering(self, start: int, end: int) -> list[Run]:
        """Every run that holds the whole of `old[start:end]`."""
        return self._by_old.holding(start, end)

    def covering_new(self, start: int, end: int) -> list[Run]:
        """Every run that holds the whole of `new[start:end]`."""
        return self._by_new.holding(start, end)


class _Cover:
    """Ranges that may overlap, to be asked which of them hold another."""

    def __init__(self, ranges: Iterable[tuple[int, int, Run]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _, _ in self._ranges]
        # The furthest end of this range and all before it: tells how far back a look must go.
        self._reach = list(accumulate((end for _, end, _ in self._ranges), max))

    def holding(self, start: int, end: int) -> list[Run]:
        found: list[Run] = []
        index = bisect_right(self._starts, start) - 1
        while index >= 0 and self._reach[index] >= end:
            _, reach, run = self._ranges[index]
            if reach >= end:
                found.append(run)
            index -= 1
        return found


def _runs(old: str, new: str) -> list[Run]:
    found: set[tuple[int, int, int]] = set()
    before = _agreeing_after(old, 0, new, 0)
    if before:
        found.add((0, before, 0))
    after = _agreeing_before(old, len(old), new, len(new))
    if after:
        found.add((len(old) - after, len(old), len(new) - len(old)))
    places = _unique_grams(new)
    known: dict[int, int] = {0: before}  # shift → end of its latest run: each is extended once
    for gram, start in _unique_grams(old).items():
        place = places.get(gram)
        if place is None or start < known.get(place - start, 0):
            continue
        end = start + _agreeing_after(old, start, new, place)
        found.add((start - _agreeing_before(old, start, new, place), end, place - start))
        known[place - start] = end
    return [Run(*run) for run in sorted(found)]


def _unique_grams(text: str) -> dict[str, int]:
    """The grams that occur once, with where, in order of their places."""
    places: dict[str, int] = {}
    for start in range(len(text) - GRAM + 1):
        gram = text[start : start + GRAM]
        places[gram] = -1 if gram in places else start
    return {gram: start for gram, start in places.items() if start >= 0}


def _agreeing_after(old: str, start: int, new: str, place: int) -> int:
    """How many characters agree from `old[start]` and `new[place]` on."""
    most = min(len(old) - start, len(new) - place)
    agreed, step = 0, 1
    while agreed < most and step:
        width = min(step, most - agreed)
        here, there = start + agreed, place + agreed
        if old[here : here + width] == new[there : there + width]:
            agreed += width
            step *= 2
        else:
            step = width // 2
    return agreed


def _agreeing_before(old: str, start: int, new: str, place: int) -> int:
    """How many characters agree before `old[start]` and `new[place]`."""
    most = min(start, place)
    agreed, step = 0, 1
    while agreed < most and step:
        width = min(step, most - agreed)
        here, there = start - agreed, place - agreed
        if old[here - width : here] == new[there - width : there]:
            agreed += width
            step *= 2
        else:
            step = width // 2
    return agreed


def _in_order(runs: list[Run]) -> list[Run]:
    """The same runs; those that do not belong to the heaviest rising chain are marked so."""
    ends: list[int] = []  # new starts of chain ends, rising; the weights below rise with them
    weights: list[int] = []
    tips: list[int] = []
    previous: list[int] = []
    for index, run in enumerate(runs):
        place = run.start + run.shift
        at = bisect_left(ends, place)
        previous.append(tips[at - 1] if at else -1)
        weight = len(run) + (weights[at - 1] if at else 0)
        worse = at
        while worse < len(ends) and weights[worse] <= weight:
            worse += 1
        if at < len(ends) and ends[at] == place and weights[at] > weight:
            continue
        ends[at:worse], weights[at:worse], tips[at:worse] = [place], [weight], [index]
    kept: set[int] = set()
    tip = tips[-1] if tips else -1
    while tip >= 0:
        kept.add(tip)
        tip = previous[tip]
    return [
        run if index in kept else Run(run.start, run.end, run.shift, in_order=False)
        for index, run in enumerate(runs)
    ]
