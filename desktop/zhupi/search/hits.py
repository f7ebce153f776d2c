"""What is shown of an article that was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhupi.core.folding import Folding
from zhupi.core.search import Hit
from zhupi.search.matching import ArticleText, Matcher
from zhupi.search.query_tree import TextNode
from zhupi.search.snapshot import Snapshot
from zhupi.search.snippets import make_snippets
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
    return ArticleText(part.file.title(number), part.file.original(number), folding)


def published(snapshot: Snapshot, row: int) -> date | None:
    day = int(snapshot.days[row])
    return date.fromordinal(day) if day else None
