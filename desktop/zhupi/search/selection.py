"""Which rows make a page, in what order, and how many there are.

A page is certain as soon as no row that has not been looked at could come before its last one:
by date that is plain, by score the grams say how often a word stands in a row at most. The order
is total (score or date, then date, then id), so pages neither repeat a row nor leave one out, and
it is the same however much of an answer was computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhupi.core.search import SearchRequest, SearchSort
from zhupi.search.evaluation import Evaluation, scoring_terms
from zhupi.search.nearness import nearness_in
from zhupi.search.query_tree import Field, Node, Term, marking_nodes
from zhupi.search.ranking import boosted, idf, term_score, title_score
from zhupi.search.snapshot import Mask, Rows

Scores = NDArray[np.float32]

#: Rows whose words' nearness counts: so many best by the words alone. The order of all others
#: does not depend on it, nor do these on what page is asked for.
BOOSTED = 60
_BATCH = 96  #: rows looked at first; twice as many each time after
_MOST_BATCH = 8_192


@dataclass(frozen=True)
class Selection:
    """The rows of a page, best first, with their scores."""

    rows: Sequence[int]
    scores: Sequence[float]
    total: int
    exact: bool  #: whether `total` is; else it is the most there may be


class Selector:
    """Chooses the pages of one evaluated query."""

    def __init__(self, node: Node, evaluation: Evaluation) -> None:
        self._node = node
        self._evaluation = evaluation
        self.snapshot = evaluation.snapshot
        self._terms = scoring_terms(marking_nodes(node))
        self._weights: list[float] = []

    def everything(self) -> Mask:
        """All rows that match."""
        mask, certain = self._evaluation.maybe(self._node)
        return mask if certain else self._evaluation.exact(self._node, mask)

    def select(self, request: SearchRequest, everything: Mask | None = None) -> Selection:
        """A page. `everything` is what the method of that name gave, where it was called."""
        certain = True
        if everything is None:
            mask, certain = self._evaluation.maybe(self._node)
        else:
            mask = everything
        first, count = max(request.offset, 0), max(request.limit, 0)
        rows = np.flatnonzero(mask)
        if request.sort is SearchSort.RELEVANCE:
            found, scores, missing = self._best(rows, first + count, certain=certain)
        else:
            found, missing = self._by_date(rows, first + count, request.sort, certain=certain)
            scores = self._scores(found[first:])
            scores = np.concatenate([np.zeros(min(first, len(found)), np.float32), scores])
        return Selection(
            found[first : first + count].tolist(),
            scores[first : first + count].tolist(),
            len(rows) - missing,
            exact=certain or len(found) < first + count,
        )

    def newest_first(self, batch: int) -> Iterator[int]:
        """All rows that match, one by one; so many are decided at a time."""
        mask, certain = self._evaluation.maybe(self._node)
        rows = np.flatnonzero(mask)
        ordered = rows[np.argsort(self.snapshot.newest[rows])]
        for begin in range(0, len(ordered), batch):
            some = ordered[begin : begin + batch]
            yield from (some if certain else self._matching(some)).tolist()

    # --- by date ------------------------------------------------------------------------------

    def _by_date(
        self, rows: Rows, wanted: int, sort: SearchSort, *, certain: bool
    ) -> tuple[Rows, int]:
        """The first `wanted` rows, and how many were found not to match."""
        newest = sort is SearchSort.NEWEST
        places = (self.snapshot.newest if newest else self.snapshot.oldest)[rows]
        if certain and wanted < len(rows):
            some = np.argpartition(places, wanted)[:wanted]
            return rows[some[np.argsort(places[some])]], 0
        ordered = rows[np.argsort(places)]
        if certain:
            return ordered[:wanted], 0
        kept: list[Rows] = []
        have, missing, batch, begin = 0, 0, _BATCH, 0
        while begin < len(ordered) and have < wanted:
            some = ordered[begin : begin + batch]
            matching = self._matching(some)
            kept.append(matching)
            have += len(matching)
            missing += len(some) - len(matching)
            begin, batch = begin + batch, min(2 * batch, _MOST_BATCH)
        return np.concatenate([*kept, np.zeros(0, np.int64)])[:wanted], missing

    def _matching(self, rows: Rows) -> Rows:
        """Those of `rows` that match, in their order."""
        among = np.zeros(self.snapshot.count, np.bool_)
        among[rows] = True
        return rows[self._evaluation.exact(self._node, among)[rows]]

    # --- by score -----------------------------------------------------------------------------

    def _best(self, rows: Rows, wanted: int, *, certain: bool) -> tuple[Rows, Scores, int]:
        boosting = len(self._terms) > 1
        needed = max(wanted, BOOSTED) if boosting else wanted
        found, scores, missing = self._leading(rows, needed, certain=certain)
        if boosting and len(found):
            head = min(BOOSTED, len(found))
            scores[:head] = boosted(scores[:head], self._nearness(found[:head]))
            order = self._order(found[:head], scores[:head])
            found[:head], scores[:head] = found[:head][order], scores[:head][order]
        return found[:wanted], scores[:wanted], missing

    def _leading(self, rows: Rows, wanted: int, *, certain: bool) -> tuple[Rows, Scores, int]:
        """The best `wanted` of `rows` by their words alone."""
        if not len(rows) or not wanted:
            return rows[:0], np.zeros(0, np.float32), 0
        bounds = self._scores(rows, bound=True)
        found, scores = rows[:0], np.zeros(0, np.float32)
        missing, batch = 0, max(_BATCH, 2 * wanted)
        left = np.arange(len(rows))
        while len(left):
            if len(left) > batch:
                split = np.argpartition(-bounds[left], batch)
                taken, left = left[split[:batch]], left[split[batch:]]
            else:
                taken, left = left, left[:0]
            taken = np.sort(taken)
            some = rows[taken]
            if not certain:
                some = self._matching(some)
                missing += len(taken) - len(some)
            found = np.concatenate([found, some])
            scores = np.concatenate([scores, self._scores(some)])
            if len(found) >= wanted and len(left):
                last = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
                if last > bounds[left].max():
                    break
            batch = min(2 * batch, _MOST_BATCH)
        if len(found) > wanted:
            # All that share the last place's score stay in the race for it.
            last = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
            found, scores = found[scores >= last], scores[scores >= last]
        order = self._order(found, scores)[:wanted]
        return found[order], scores[order], missing

    def _order(self, rows: Rows, scores: Scores) -> Rows:
        if len(set(scores.tolist())) == len(rows):
            return np.argsort(-scores)
        return np.lexsort((self.snapshot.newest[rows], -scores))

    def _scores(self, rows: Rows, *, bound: bool = False) -> Scores:
        """The scores of `rows` by their words alone; with `bound` what they are at most."""
        total = np.zeros(len(rows), np.float32)
        lengths = self.snapshot.characters[rows]
        mean = self.snapshot.mean_characters
        for term, weight in zip(self._terms, self._idfs(), strict=True):
            if term.field is not Field.TITLE:
                located = self._evaluation.located(term)
                counts = located.bounds(rows) if bound else _counted(located, rows)
                total += term_score(counts, lengths, mean, weight)
            if term.field is not Field.TEXT:
                total += title_score(self._evaluation.in_titles(term)[rows] > 0, weight)
        return total

    def _idfs(self) -> list[float]:
        if not self._weights:
            self._weights = [idf(self._holders(term), self.snapshot.total) for term in self._terms]
        return self._weights

    def _holders(self, term: Term) -> int:
        if term.field is Field.TITLE:
            return int(np.count_nonzero(self._evaluation.in_titles(term)))
        return self._evaluation.located(term).frequency

    def _nearness(self, rows: Rows) -> Scores:
        """How near to one another the words stand in each row; 0 where one is missing."""
        near = np.zeros(len(rows), np.float32)
        order = np.argsort(rows)
        needles = [self._evaluation.needle(term).units for term in self._terms]
        if all(map(len, needles)):
            for part, numbers, place in self.snapshot.split(rows[order]):
                near[order[place]] = nearness_in(part.file, numbers, needles)
        return near


def _counted(located: object, rows: Rows) -> NDArray[np.int32]:
    order = np.argsort(rows)
    counts = np.empty(len(rows), np.int32)
    counts[order] = located.counts(rows[order])  # type: ignore[attr-defined]
    return counts
