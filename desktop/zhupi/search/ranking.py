"""How well an article answers a query, as arithmetic over counts, lengths and places.

An article's score is the sum over the words of the query of `term_score` and, where its title
holds the word, `title_score`; several words that stand near one another multiply it by
`1 + PROXIMITY_WEIGHT * proximity(…)`. Lengths are characters: nothing here knows of words as a
segmenter would cut them, so every substring is ranked by the same rule.

Pure: arrays in, arrays out, an element an article. The constants were chosen on the judged
queries in `tests/ranking`, in the middle of a plateau rather than on its peak.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

K1 = 1.2  #: how soon more occurrences stop to matter
#: How much more often a long article must hold a word, 0 (not at all) to 1 (in proportion). The
#: usual 0.75 puts every short note first; news articles are rated best from 0.2 to 0.5.
B = 0.35
#: What a title that holds a word adds, in idf; all occurrences in a text add `K1 + 1` at most.
TITLE_WEIGHT = 1.5
#: What words side by side add to the score of an article, as a part of it.
PROXIMITY_WEIGHT = 0.5
#: Characters between words at which half of that is left.
PROXIMITY_REACH = 10.0

Numbers = NDArray[np.unsignedinteger] | NDArray[np.signedinteger] | NDArray[np.floating]
Floats = NDArray[np.float32]


def idf(holders: int, total: int) -> float:
    """What a word is worth that `holders` of `total` articles hold; always above 0.

    ln(1 + (N − n + ½) / (n + ½)): the weight of Robertson and Spärck Jones (1976) without
    relevance data, with 1 added so that a word in most articles still counts for something.
    """
    holders = min(max(holders, 0), max(total, 0))
    return log1p((max(total, 0) - holders + 0.5) / (holders + 0.5))


def term_score(counts: Numbers, lengths: Numbers, mean: float, weight: float) -> Floats:
    """What one word adds to each article: BM25 (Robertson, Walker et al., TREC-3, 1994).

    weight · c · (k₁ + 1) / (c + k₁ · (1 − b + b · length / mean)). `counts` are the occurrences
    in each article, `lengths` its characters, `mean` theirs over the whole library, and `weight`
    the word's `idf`. 0 where the count is 0.
    """
    return saturated(counts, burdens(lengths, mean), weight)


def burdens(lengths: Numbers, mean: float) -> Floats:
    """What `term_score` makes of lengths alone, for several words over the same articles."""
    found = np.asarray(lengths, np.float32) * np.float32(K1 * B / max(mean, 1.0))
    found += np.float32(K1 * (1 - B))
    return found


def saturated(counts: Numbers, burden: Floats, weight: float) -> Floats:
    """`term_score` of articles with such `burdens`."""
    scores = np.asarray(counts, np.float32)
    divisors = scores + burden
    return scores * np.float32(weight * (K1 + 1)) / divisors


def title_score(in_title: NDArray[np.bool_], weight: float) -> Floats:
    """What one word adds to the articles whose title holds it: `TITLE_WEIGHT` · its `idf`.

    Added beside `term_score` instead of counted as more occurrences (as BM25F does), because
    those saturate: a long article that says a word fifteen times would make up for any title.
    """
    return np.asarray(in_title, np.float32) * np.float32(TITLE_WEIGHT * weight)


def proximity(positions: Sequence[Sequence[int]], lengths: Sequence[int]) -> float:
    """How near to one another several words come in one article: 1 side by side, towards 0 apart.

    r / (r + gap), with r = `PROXIMITY_REACH` and the gap being the characters that belong to no
    word in the closest stretch holding each word once (the «minimal cover» of Tao and Zhai, SIGIR
    2007, which they found to help BM25 more than the pairs' distances). `positions` has the
    starts of each word, in any order; `lengths` its characters. 0 where a word is missing, and
    for fewer than two words.
    """
    if len(positions) < 2 or not all(positions):
        return 0.0
    gap = max(_closest_cover(positions, lengths) - sum(lengths), 0)
    return PROXIMITY_REACH / (PROXIMITY_REACH + gap)


def _closest_cover(positions: Sequence[Sequence[int]], lengths: Sequence[int]) -> int:
    """The characters of the shortest stretch that holds each word at least once."""
    places = sorted(
        (start + length, word, start)
        for word, (starts, length) in enumerate(zip(positions, lengths, strict=True))
        for start in starts
    )
    latest: dict[int, int] = {}
    best = places[-1][0] - min(start for _, _, start in places)
    # The best stretch that ends here begins at the latest place of the word that is farthest back.
    for end, word, start in places:
        latest[word] = max(start, latest.get(word, start))
        if len(latest) == len(positions):
            best = min(best, end - min(latest.values()))
    return best


def boosted(scores: Floats, nearness: Floats) -> Floats:
    """The scores with what `proximity` found (0 where it was not looked for)."""
    return scores * (1 + np.float32(PROXIMITY_WEIGHT) * nearness)
