"""What is shown of an article that was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zhupi.core.folding import Folding
from zhupi.core.search import Hit
from zhupi.search.article_text import ArticleText, Passage
from zhupi.search.matching import Matcher
from zhupi.search.query_tree import TextNode
from zhupi.search.snapshot import Snapshot
from zhupi.search.snippets import make_snippets
from zhupi.search.squeezing import Squeezed, squeezed_as, without
from zhupi.search.stopwatch import OutOfTimeError, Stopwatch


class HitMaker:
    """Makes the hits of one answer."""

    def __init__(
        self, snapshot: Snapshot, nodes: Sequence[TextNode], folding: Folding, stopwatch: Stopwatch
    ) -> None:
        self._snapshot = snapshot
        self._folding = folding
        self._matcher = Matcher(nodes, folding, stopwatch)

    def hit(self, row: int, score: float) -> Hit:
        """The hit of a row, with its places marked as far as time allows."""
        article = article_text(self._snapshot, row, self._folding)
        try:
            places = self._matcher.matches(article)
        except OutOfTimeError:
            places = []
        return Hit(
            article=self._snapshot.article(row),
            title=article.title.original,
            published=published(self._snapshot, row),
            score=score,
            count=len(places),
            snippets=make_snippets(article.title.original, article.text.original, places),
        )


def article_text(snapshot: Snapshot, row: int, folding: Folding) -> ArticleText:
    """The article of a row, ready for looking things up in it."""
    part, number = snapshot.at(row)
    file = part.file
    original, dropped = file.text(number)
    start, end = file.starts[number : number + 2].tolist()
    units = file.units[start + int(file.text_starts[number]) : end]
    found = ArticleText(file.title(number), original, folding)
    found.text = _StoredPassage(original, folding, units, dropped)
    return found


class _StoredPassage(Passage):
    """A text that the index holds squeezed already: folding it again would take long."""

    def __init__(
        self,
        original: str,
        folding: Folding,
        units: NDArray[np.uint16],
        dropped: Sequence[int] | None,
    ) -> None:
        super().__init__(original, folding)
        self._units = units
        self._dropped = dropped

    @cached_property
    def squeezed(self) -> Squeezed:
        text = self._units.tobytes().decode("utf-16-le", "surrogatepass")
        if self._dropped is None:
            return squeezed_as(text, self.original)
        places = self._dropped
        starts = [a for a, before in zip(places, (-2, *places), strict=False) if a != before + 1]
        ends = [
            a + 1 for a, after in zip(places, (*places[1:], -2), strict=False) if a + 1 != after
        ]
        return without(text, list(zip(starts, ends, strict=True)))


def published(snapshot: Snapshot, row: int) -> date | None:
    day = int(snapshot.days[row])
    return date.fromordinal(day) if day else None
