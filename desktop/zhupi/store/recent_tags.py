"""The tags used last: a convenience, no part of the undo history, and never checked.

Undo does not turn the clock back: a tag that was used just now was used, whatever became of the
passage. Tags that nobody bears or made are left out when asked, not here, so that they are still
recent when undo brings them back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from zhupi.store.rows import execute

#: Tags remembered; those used longest ago go first.
_KEPT = 100


def mark(connection: sqlite3.Connection, tags: Collection[str]) -> None:
    """Remembers that `tags` were used now."""
    if not tags:
        return
    for tag in sorted(tags)[-_KEPT:]:
        execute(
            connection,
            "INSERT INTO recent_tags "
            "SELECT CAST(? AS TEXT), coalesce(max(used), 0) + 1 FROM recent_tags WHERE true "
            "ON CONFLICT (tag) DO UPDATE SET used = excluded.used",
            (tag,),
        )
    connection.execute(
        "DELETE FROM recent_tags WHERE tag NOT IN "
        "(SELECT tag FROM recent_tags ORDER BY used DESC LIMIT ?)",
        (_KEPT,),
    )


def latest(connection: sqlite3.Connection, limit: int) -> list[str]:
    """The tags in use or made by hand that were used last, latest first."""
    rows = connection.execute(
        "SELECT tag FROM recent_tags r "
        "WHERE EXISTS (SELECT 1 FROM tag_counts c WHERE c.tag = r.tag) "
        "OR EXISTS (SELECT 1 FROM tags t WHERE t.path = r.tag) ORDER BY used DESC, tag LIMIT ?",
        (limit,),
    ).fetchall()
    return [tag for (tag,) in rows]
