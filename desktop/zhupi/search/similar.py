"""«More like this»: the articles that share the most telling characters with one.

An article's *signature* is a few dozen of its grams (pairs of Han characters, triples of Latin
letters), those that it says often and others seldom: tf · idf, the usual choice since Salton and
Buckley (1988). No two of them are pieces of one another, or a long name said often would be all
of it. Every article is then scored by BM25 as if the signature were a query (`ranking`), with the
length of the article itself as the mean, so that all segments of an index are measured alike.

Pure arithmetic over arrays. Whoever composes leaves out the article itself and deleted rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from zhupi.search import ranking
from zhupi.search.query_tree import Term
from zhupi.search.segment_format import Pieces

Units = NDArray[np.uint16]
#: Two units, or three ASCII letters, folded.
Gram = tuple[int, ...]

MOST_GRAMS: Final = 40  #: in a signature
#: Rows that all grams of a signature may have together, so that scoring stays quick, and how many
#: grams are kept even so.
MOST_ROWS: Final = 150_000
LEAST_GRAMS: Final = 12
#: Grams whose rarity is looked up; more would take long and are hardly ever chosen.
MOST_LOOKED_UP: Final = 400
#: What the article itself scores, times this, is the least that is still called alike.
LEAST_ALIKE: Final = 0.12
_COMMON: Final = 30  #: rows of the largest segment that say enough of all segments
_TITLE: Final = 1.5  #: what a gram of the title counts more
#: Characters that hold a sentence together and say nothing of its subject.
_GLUE: Final = "的了着是在也而及或被把就都这那与其并但将已还又很"


class Frequency(Protocol):
    """In how many articles a gram stands; `third` only for three ASCII letters."""

    def __call__(self, first: int, second: int, third: int = 0, /) -> int: ...


class Grams(Protocol):
    """What this module needs of a `SegmentFile`."""

    def __len__(self) -> int: ...

    @property
    def characters(self) -> NDArray[np.uint32]: ...

    @property
    def units(self) -> Pieces: ...

    @property
    def starts(self) -> NDArray[np.uint64]: ...

    def gram(self, first: int, second: int, /) -> int: ...

    def trigram(self, first: int, second: int, third: int, /) -> int: ...

    def gram_count(self, index: int, /) -> int: ...

    def gram_rows(self, index: int, /) -> NDArray[np.uint16]: ...

    def gram_counts(self, index: int, /) -> NDArray[np.uint8] | None: ...


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells an article from others: grams, the most telling first, and their weights."""

    grams: tuple[Gram, ...]
    weights: NDArray[np.float32]
    length: int  #: units of the article


def signature(units: Units, frequency: Frequency, total: int, title: int = 0) -> Signature:
    """The signature of an article among `total`.

    `units` is its record, whose first `title` units are its title. Grams that no other article
    has are left out: they find nothing.
    """
    candidates = _candidates(units, title)
    for candidate in candidates:
        candidate.holders = frequency(*candidate.gram)
        if candidate.holders > 1:
            often = 1 + log(len(candidate.places))
            lifted = _TITLE if candidate.places[0] < title else 1.0
            candidate.weight = often * lifted * ranking.idf(candidate.holders, total)
    candidates.sort(key=lambda c: -c.weight)
    chosen = list(_apart(candidates, len(units)))
    return Signature(
        tuple(c.gram for c in chosen),
        np.array([c.weight for c in chosen], np.float32),
        len(units),
    )


def score(of: Signature, file: Grams) -> NDArray[np.float32]:
    """How much each row of a segment is like the article; 0 where nothing is shared."""
    scores = np.zeros(len(file), np.float32)
    burdens = ranking.burdens(file.characters, of.length)
    for gram, weight in zip(of.grams, of.weights.tolist(), strict=True):
        index = _index(file, gram)
        if index < 0:
            continue
        rows = file.gram_rows(index)
        counts = file.gram_counts(index)
        if counts is None:
            counts = np.ones(len(rows), np.uint8)
        scores[rows] += ranking.saturated(counts, burdens[rows], weight)
    return scores


def shared_terms(of: Signature, file: Grams, row: int, limit: int = 8) -> tuple[Term, ...]:
    """What to mark in a row to show why it is alike.

    The most telling grams that it shares, each as what a person could type.
    """
    start, end = int(file.starts[row]), int(file.starts[row + 1])
    record = _string(file.units[start:end])
    shared = (text for text in map(_text, of.grams) if text in record)
    return tuple(Term(text) for text in islice(shared, limit))


def terms(of: Signature, limit: int = 8) -> tuple[Term, ...]:
    """The most telling grams as what a person could type."""
    return tuple(Term(_text(gram)) for gram in of.grams[:limit])


def frequency_over(files: Sequence[Grams]) -> Frequency:
    """In how many rows of some segments a gram stands, deleted rows included.

    Exact for rare grams; for others as many as the largest segment, which is most of an index,
    lets expect.
    """
    ordered = sorted(files, key=len, reverse=True)
    total = sum(map(len, ordered))

    def frequency(first: int, second: int, third: int = 0, /) -> int:
        gram = (first, second, third) if third else (first, second)
        holders = 0
        for number, file in enumerate(ordered):
            if (index := _index(file, gram)) >= 0:
                holders += file.gram_count(index)
            if not number and holders > _COMMON:
                return holders * total // len(file)
        return holders

    return frequency


# --- grams of one article -----------------------------------------------------------------------


@dataclass(slots=True)
class _Candidate:
    gram: Gram
    places: NDArray[np.intp]  #: ascending, at least one
    holders: int = 0
    weight: float = 0.0


def _candidates(units: Units, title: int) -> list[_Candidate]:
    """The article's grams with their places: the most frequent, then those that come first.

    A news article says first what it is about.
    """
    keys, places = _keys(units)
    _, first, inverse, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    by_key = places[np.argsort(inverse, kind="stable")]
    ends = np.cumsum(counts)
    starting = places[first]
    order = np.lexsort((starting, -counts - (starting < title)))[:MOST_LOOKED_UP]
    return [
        _Candidate(_gram(int(keys[first[i]])), by_key[ends[i] - counts[i] : ends[i]]) for i in order
    ]


def _keys(units: Units) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The grams that may tell something, as numbers, and where each begins."""
    wide = units.astype(np.uint64)
    pairs = np.flatnonzero(_pairs(units))
    latin = (units >= ord("a")) & (units <= ord("z"))
    triples = np.flatnonzero(latin[:-2] & latin[1:-1] & latin[2:])
    keys = np.concatenate(
        (
            wide[pairs] << np.uint64(32) | wide[pairs + 1] << np.uint64(16),
            wide[triples] << np.uint64(32) | wide[triples + 1] << np.uint64(16) | wide[triples + 2],
        )
    )
    return keys, np.concatenate((pairs, triples))


def _pairs(units: Units) -> NDArray[np.bool_]:
    """Where two Han characters stand, or the halves of one outside the basic plane."""
    han = (units >= 0x3400) & (units <= 0x9FFF)
    han &= ~np.isin(units, np.frombuffer(_GLUE.encode("utf-16-le"), np.dtype("<u2")))
    high = (units >= 0xD840) & (units <= 0xD8BF)
    low = (units >= 0xDC00) & (units <= 0xDFFF)
    pairs: NDArray[np.bool_] = (han[:-1] & han[1:]) | (high[:-1] & low[1:])
    return pairs


def _gram(key: int) -> Gram:
    third = key & 0xFFFF
    pair = (key >> 32, key >> 16 & 0xFFFF)
    return (*pair, third) if third else pair


def _apart(candidates: Sequence[_Candidate], length: int) -> Iterator[_Candidate]:
    """The first candidates that mostly stand where no candidate before them does."""
    taken = np.zeros(length, np.bool_)
    number = rows = 0
    for candidate in candidates:
        if not candidate.weight or number == MOST_GRAMS:
            return
        cells = candidate.places[:, None] + np.arange(len(candidate.gram))
        if 2 * np.count_nonzero(taken[cells].any(axis=1)) < len(cells):
            rows += candidate.holders
            if rows > MOST_ROWS and number >= LEAST_GRAMS:
                return
            taken[cells] = True
            number += 1
            yield candidate


def _index(file: Grams, gram: Gram) -> int:
    if len(gram) == 3:
        return file.trigram(gram[0], gram[1], gram[2])
    return file.gram(gram[0], gram[1])


def _text(gram: Gram) -> str:
    return _string(np.array(gram, np.uint16))


def _string(units: Units) -> str:
    return units.astype("<u2", copy=False).tobytes().decode("utf-16-le", "surrogatepass")
