"""The one way in which rows are written, with what follows from them.

Invariant: the rows of `annotation_tags` and `tag_counts` follow from `annotations`, those of
`sketches` from `contents`, and those of `feed` from whatever changes; only a `RowWriter` touches
them, in the transaction of the change itself. Where it changes a correction it says what does not
yet follow; see `deriving`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from zhupi.core.model import ReadingState
from zhupi.core.similarity import sketch
from zhupi.core.understanding import Scope
from zhupi.store import feed
from zhupi.store.entity_counts import Counting, step
from zhupi.store.rows import (
    ANNOTATIONS,
    ARTICLES,
    BODIES,
    CONTENTS,
    CORRECTIONS,
    READING,
    Row,
    Table,
    Value,
    execute,
    read_row,
    tags_in,
)

_LIST_TAG = (
    "INSERT INTO annotation_tags (tag, article, annotation) "
    "VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT))"
)
_UNLIST_TAG = (
    "DELETE FROM annotation_tags WHERE tag = CAST(? AS TEXT) "
    "AND article = CAST(? AS TEXT) AND annotation = CAST(? AS TEXT)"
)
_COUNT_TAG = (
    "INSERT INTO tag_counts VALUES (CAST(? AS TEXT), ?) "
    "ON CONFLICT (tag) DO UPDATE SET count = count + excluded.count"
)
_SCOPE, _FOUND, _ARTICLE = map(CORRECTIONS.columns.index, ("scope", "found", "article"))


class RowWriter:
    """Writes rows one by one, inside one transaction.

    What follows from many of them is written once, by `finish`, which must come before the commit.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._counts: Counter[str] = Counter()  #: tag → by how many passages it has more now
        self._told: dict[str, None] = {}  #: articles whose facts changed

    def insert(self, table: Table, row: Row, sketched: Sequence[int] | None = None) -> None:
        """Adds a row; `sketched` is the sketch of a row of `contents`, where the caller has it.

        Raises sqlite3.IntegrityError where its key is taken.
        """
        execute(self.connection, table.insert, row)
        self._follow(table, None, row, sketched)

    def put(self, table: Table, key: str, row: Row | None) -> None:
        """Makes `row` the row of `key`, new or not; None: there is to be none."""
        self.replace(table, key, read_row(self.connection, table, key), row)

    def replace(self, table: Table, key: str, before: Row | None, after: Row | None) -> None:
        """The same, for one who knows which row stands there now."""
        if after is None:
            # First what refers to it.
            self._follow(table, before, None)
            execute(self.connection, table.delete, (key,))
            return
        if before is None:
            execute(self.connection, table.insert, after)
        else:
            changed = [n for n, value in enumerate(after) if value != before[n]]
            if changed:
                # Only these columns: the indexes of the others need not be written anew.
                sql = table.update([table.columns[n] for n in changed])
                execute(self.connection, sql, [*(after[n] for n in changed), key])
        self._follow(table, before, after)

    def finish(self) -> None:
        """Writes what follows from all that was written."""
        for tag, more in self._counts.items():
            if more:
                execute(self.connection, _COUNT_TAG, (tag, more))
        if self._counts:
            self.connection.execute("DELETE FROM tag_counts WHERE count < 1")
        for article in self._told:
            feed.mark_facts(self.connection, article)
        self._counts.clear()
        self._told.clear()

    # --- what follows -------------------------------------------------------------------------

    def _follow(
        self,
        table: Table,
        before: Row | None,
        after: Row | None,
        sketched: Sequence[int] | None = None,
    ) -> None:
        if table is ANNOTATIONS and _said(before) != _said(after):
            self._list_tags(before, after)
            self._told.update((str(row[1]), None) for row in (before, after) if row is not None)
        elif table is CONTENTS and after is not None:
            self._sketch(before, after, sketched)
        elif table is ARTICLES:
            self._tell_article(before, after)
        elif table is CORRECTIONS:
            self._tell_correction([row for row in (before, after) if row is not None])

    def _sketch(self, before: Row | None, after: Row, sketched: Sequence[int] | None) -> None:
        if before is not None:
            execute(self.connection, "DELETE FROM sketches WHERE article = ?", after[:1])
        values = sketch(str(after[1])) if sketched is None else sketched
        self.connection.executemany(
            "INSERT INTO sketches (value, article) VALUES (?, ?)",
            [(value, after[0]) for value in values],
        )

    def _tell_article(self, before: Row | None, after: Row | None) -> None:
        if after is None:
            if before is not None:
                Counting(self.connection).drop(str(before[0]))
                feed.mark_removed(self.connection, str(before[0]))
            return
        # The digest names the content; the rest of the row is in no index.
        if before is None or before[1] != after[1]:
            if before is not None:
                Counting(self.connection).drop(str(after[0]))
            feed.mark_content(self.connection, str(after[0]))
        if (ReadingState.UNREAD if before is None else before[READING]) != after[READING]:
            self._told[str(after[0])] = None

    def _tell_correction(self, rows: Sequence[Row]) -> None:
        step(self.connection, "corrections")
        for row in rows:
            if row[_SCOPE] == Scope.EVERYWHERE:
                sql = "INSERT OR REPLACE INTO pending_words VALUES (CAST(? AS TEXT), '')"
                execute(self.connection, sql, (row[_FOUND],))
            else:
                sql = "INSERT OR IGNORE INTO pending_articles VALUES (CAST(? AS TEXT))"
                execute(self.connection, sql, (row[_ARTICLE],))

    def _list_tags(self, before: Row | None, after: Row | None) -> None:
        """Makes `annotation_tags` and `tag_counts` follow an annotation's row."""
        listed: set[tuple[str, str]] = set()
        if before is not None:
            # As they are listed: of a damaged row nobody can read the tags any more.
            listed.update(
                execute(
                    self.connection,
                    "SELECT tag, article FROM annotation_tags WHERE annotation = ?",
                    before[:1],
                ).fetchall()
            )
        wanted = set() if after is None else {(tag, str(after[1])) for tag in tags_in(after)}
        key = (before or after or ())[0]
        for tag, article in listed - wanted:
            execute(self.connection, _UNLIST_TAG, (tag, article, key))
            self._counts[tag] -= 1
        for tag, article in wanted - listed:
            execute(self.connection, _LIST_TAG, (tag, article, key))
            self._counts[tag] += 1


def _said(row: Row | None) -> tuple[Value, Value] | None:
    """What of an annotation's row is a fact: not where its passage lies, nor its colour."""
    return None if row is None else (row[1], row[BODIES])
