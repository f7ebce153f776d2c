"""Tells that two texts are nearly the same, from a few numbers kept of each.

A text's sketch is its bottom-k sketch: of the hashes of all its shingles (runs of 8 folded
letters, punctuation and space left out) the k smallest. The share of common values among the
k smallest of both sketches estimates the Jaccard similarity of the texts (A. Broder, «On the
resemblance and containment of documents», 1997; bottom-k: Cohen and Kaplan, 2007).
"""

from __future__ import annotations

from collections.abc import Collection
from heapq import nsmallest
from unicodedata import normalize
from zlib import crc32

SHINGLE = 8
SKETCH_SIZE = 32
NEARLY_SAME = 0.6


def sketch(text: str) -> tuple[int, ...]:
    """Up to `SKETCH_SIZE` 32-bit numbers, ascending; empty for a text shorter than a shingle."""
    # Offsets do not matter here, so the library's own folding does, and is quicker than ours.
    folded = normalize("NFKC", text).casefold()
    letters = "".join(filter(str.isalnum, folded)).encode("utf-32-le", "surrogatepass")
    width = 4 * SHINGLE
    # CRC-32 is no good against an adversary, but six times as quick as a hash that is; two
    # unrelated texts that share a third of their smallest values by chance are not to be feared.
    hashes = {crc32(letters[i : i + width]) for i in range(0, len(letters) - width + 1, 4)}
    return tuple(nsmallest(SKETCH_SIZE, hashes))


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """Estimated Jaccard similarity of two sketched texts, 0 to 1."""
    if not one or not other:
        return 0.0
    smallest = sorted(set(one) | set(other))[: max(len(one), len(other))]
    common = set(one) & set(other)
    return sum(value in common for value in smallest) / len(smallest)
