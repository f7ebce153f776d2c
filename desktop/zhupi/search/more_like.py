"""The articles most like one, as a page."""

from __future__ import annotations

import time

import numpy as np

from zhupi.core.folding import Folding
from zhupi.core.protocols import Checkpoint
from zhupi.core.search import SearchPage
from zhupi.search.hits import HitMaker
from zhupi.search.segment_rows import article_key
from zhupi.search.similar import LEAST_ALIKE, frequency_over, score, shared_terms, signature
from zhupi.search.snapshot import Snapshot
from zhupi.search.stopwatch import unhurried


def more_like(
    snapshot: Snapshot, article: str, limit: int, folding: Folding, check: Checkpoint
) -> SearchPage:
    """Those that share the most telling characters with `article`, best first; not itself.

    The page's `query` is the article's id; what is marked is what they share.
    """
    began = time.perf_counter()
    row = _row_of(snapshot, article)
    if row < 0:
        return SearchPage(article, 0, complete=True, milliseconds=0.0, hits=())
    part, number = snapshot.at(row)
    file = part.file
    start, end = file.starts[number : number + 2].tolist()
    frequency = frequency_over([p.file for p in snapshot.parts])
    telling = signature(
        file.units[start:end], frequency, snapshot.total, int(file.title_ends[number])
    )
    scores = np.zeros(snapshot.count, np.float32)
    for each in snapshot.parts:
        check()
        scores[each.slice] = score(telling, each.file)
    least = LEAST_ALIKE * float(scores[row])
    scores[row] = 0
    scores[~snapshot.live] = 0
    rows = np.flatnonzero(scores > least)
    order = np.lexsort((snapshot.newest[rows], -scores[rows]))[: max(limit, 0)]
    hits = []
    for found in rows[order].tolist():
        check()
        holder, place = snapshot.at(found)
        shared = shared_terms(telling, holder.file, place)
        maker = HitMaker(snapshot, shared, folding, unhurried())
        hits.append(maker.hit(found, float(scores[found])))
    return SearchPage(
        query=article,
        total=len(rows),
        complete=True,
        milliseconds=(time.perf_counter() - began) * 1000,
        hits=tuple(hits),
    )


def _row_of(snapshot: Snapshot, article: str) -> int:
    row = int(snapshot.rows_of(np.array([article_key(article)], np.uint64))[0])
    return row if row >= 0 and snapshot.article(row) == article else -1
