"""The best tags of a sentence, against every path there is."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from zhupi.language.crf import Crf
from zhupi.language.packed import Packed

LENGTHS = (3, 2, 2, 1)


def scores(random: np.random.Generator, *shape: int) -> np.ndarray:
    return random.normal(0, 2, shape).astype(np.float32)


def best_of_all(
    emissions: np.ndarray, transitions: np.ndarray, allowed: list[tuple[int, ...]]
) -> tuple[int, ...]:
    def score(path: tuple[int, ...]) -> float:
        own = sum(emissions[t, tag] for t, tag in enumerate(path))
        return float(own + sum(transitions[a, b] for a, b in pairwise(path)))

    return max(allowed, key=score)


def whole_words(tags: list[str], length: int) -> list[tuple[int, ...]]:
    """The paths in which nothing continues another kind of word."""

    def follows(tag: str, before: str | None) -> bool:
        kind, _, place = tag.rpartition("-")
        return place != "I" or (before is not None and before.rpartition("-")[0] == kind)

    return [
        path
        for path in product(range(len(tags)), repeat=length)
        if all(follows(tags[tag], tags[path[t - 1]] if t else None) for t, tag in enumerate(path))
    ]


@pytest.mark.parametrize("kinds", [2, 9], ids=["few tags", "many tags"])
def test_the_best_path_is_the_best_of_all_that_are_whole_words(kinds: int) -> None:
    """Else words, and names with them, would be cut where the network did not cut them."""
    tags = [f"k{i}-{place}" for i in range(kinds) for place in "BI"]
    packed = Packed(LENGTHS)
    for seed in range(12):
        random = np.random.default_rng(seed)
        # What decides between the likeliest of many tags is not far down their list.
        spread = np.float32(1 if kinds < 4 else 0.125)
        transitions = spread * scores(random, 1, len(tags), len(tags))
        emissions = scores(random, 1, packed.size, len(tags))
        paths = Crf(tags, transitions).best_paths(emissions, packed)
        for i, length in enumerate(LENGTHS):
            rows = packed.rows(i)
            expected = best_of_all(emissions[0, rows], transitions[0], whole_words(tags, length))
            assert tuple(paths[0, rows]) == expected


def test_a_word_begins_where_all_that_is_likely_continues_one() -> None:
    """No path of whole words would be found among the likeliest alone."""
    tags = [f"k{i}-{place}" for i in range(12) for place in "BI"]
    packed = Packed((2,))
    emissions = np.zeros((1, 2, len(tags)), np.float32)
    emissions[0, :, 1::2] = 9  # whatever continues a word
    emissions[0, 0, 6], emissions[0, 1, 7] = 3, 10
    crf = Crf(tags, np.zeros((1, len(tags), len(tags)), np.float32))
    assert crf.best_paths(emissions, packed)[0].tolist() == [6, 7]
