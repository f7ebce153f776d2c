"""What follows from mentions and from what people corrected, made to follow.

Invariant: whatever is counted of an article and is not named in `pending_articles`, nor holds a
word of `pending_words` beyond which nobody looked yet, follows from the mentions kept for the
content it has, after all corrections.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from zhupi.core.folding import Folding
from zhupi.core.model import Mention, Span
from zhupi.core.protocols import Corrector
from zhupi.core.understanding import Correction, Scope
from zhupi.store import correction_queries, feed, mention_cache
from zhupi.store.entity_counts import Counting, named


class Reaching:
    """All corrections, so that the few that may reach an article are quickly found."""

    def __init__(self, number: int, corrections: Sequence[Correction]) -> None:
        self.number = number  #: see `correction_queries.number`
        self._of: dict[str, list[Correction]] = defaultdict(list)
        self._everywhere: list[tuple[str, Correction]] = []
        for correction in corrections:
            if correction.scope is Scope.EVERYWHERE:
                self._everywhere.append((self._fold(correction.found), correction))
            else:
                self._of[correction.article].append(correction)

    def those(self, article: str, text: str) -> list[Correction]:
        """The corrections that may change what is found in this article, and few others."""
        own = self._of.get(article, [])
        if not self._everywhere:
            return list(own)
        folded = self._fold(text)
        return [*own, *(c for word, c in self._everywhere if word in folded)]

    @cached_property
    def _fold(self) -> Folding:
        return Folding()


class Deriving:
    """Counts what articles name, with corrections applied; for any connection and thread."""

    def __init__(self, correct: Corrector) -> None:
        self._correct = correct
        self._known = Reaching(-1, ())

    def corrections(self, connection: sqlite3.Connection) -> Reaching:
        """The corrections there are now; those that are damaged are left out."""
        number = correction_queries.number(connection)
        if self._known.number != number:
            self._known = Reaching(number, correction_queries.readable(connection))
        return self._known

    def derive(
        self,
        connection: sqlite3.Connection,
        article: str,
        kept: Sequence[Mention] | None = None,
    ) -> bool:
        """Counts what is kept of an article's mentions anew; whether anything changed.

        Where nothing is kept for its content it is not counted. `kept` is what was just kept.
        """
        row = connection.execute(
            "SELECT c.text, c.blocks, a.published, m.data FROM articles a "
            "JOIN contents c ON c.article = a.id "
            "JOIN mentions m ON m.article = a.id AND m.digest = a.digest WHERE a.id = ?",
            (article,),
        ).fetchone()
        connection.execute("DELETE FROM pending_articles WHERE article = ?", (article,))
        if row is None:
            return False
        text, blocks, published, data = row
        mentions = mention_cache.read(data) if kept is None else kept
        if mentions is None:
            # Damaged: they are to be found anew.
            connection.execute("DELETE FROM mentions WHERE article = ?", (article,))
            return False
        if not isinstance(text, str):
            text, mentions = "", []  # of this `check` tells
        corrections = self.corrections(connection).those(article, text)
        # Of damaged blocks `check` tells.
        if corrections and (paragraphs := _spans(blocks)):
            mentions = self._correct(text, paragraphs, mentions, corrections, article)
        changed = Counting(connection).count(article, _day(published), named(text, mentions))
        if changed:
            feed.mark_facts(connection, article)
        return changed


def _spans(blocks: object) -> list[Span]:
    """The ranges of an article's blocks that hold text, of their column; none where damaged."""
    try:
        return [Span(start, end) for _, start, end, *_ in json.loads(str(blocks)) if end > start]
    except (ValueError, TypeError):
        return []


def _day(published: object) -> int:
    try:
        return date.fromisoformat(str(published)).toordinal() if published else 0
    except ValueError:
        return 0
