"""The feed of changes: whose content and whose facts changed when, for the search index.

Each transaction that changes something of an article is one number, with a stamp drawn at random,
so that a copy of the library that went its own way is never taken for this one. The last
`KEPT_NUMBERS` stamps are kept: they are the past that can be told from another library's.

Invariant: a row of `feed` holds the number of the latest change of an article's content and of its
facts, and whether the article is gone; 0 is before anything told here. It is written in the
transaction of the change itself, by `rows` and `mention_cache` alone; `seal` ends each transaction.
A new article has no facts but its being unread: nothing is told of them until they change.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from zhupi.core.search import FeedPosition
from zhupi.store.failures import damaged, require_text

#: Positions older than this many changes are no longer known: everything is compared instead.
KEPT_NUMBERS = 10_000

_NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM feed_stamps)"


@dataclass(frozen=True, slots=True)
class FeedChanges:
    """What changed since some position, up to `position`; ids of articles, sorted."""

    contents: tuple[str, ...]  #: added or altered
    facts: tuple[str, ...]  #: of articles that are there
    removed: tuple[str, ...]
    position: FeedPosition


def mark_content(connection: sqlite3.Connection, article: str) -> None:
    """The article is new or holds something else now; its mentions went with the old content."""
    connection.execute(
        f"INSERT INTO feed VALUES (?, {_NEXT}, 0, 0) ON CONFLICT (article) DO UPDATE "  # noqa: S608  a constant
        "SET contents = excluded.contents, facts = excluded.contents, removed = 0",
        (article,),
    )


def mark_facts(connection: sqlite3.Connection, article: str) -> None:
    """What is known of the article beside its content changed."""
    connection.execute(
        f"INSERT INTO feed VALUES (?, 0, {_NEXT}, 0) ON CONFLICT (article) DO UPDATE "  # noqa: S608  a constant
        "SET facts = excluded.facts",
        (article,),
    )


def mark_removed(connection: sqlite3.Connection, article: str) -> None:
    """The article is gone."""
    connection.execute(
        f"INSERT INTO feed VALUES (?, {_NEXT}, 0, 1) ON CONFLICT (article) DO UPDATE "  # noqa: S608  a constant
        "SET contents = excluded.contents, removed = 1",
        (article,),
    )


def seal(connection: sqlite3.Connection) -> None:
    """Stamps what this transaction marked, and forgets what is too old; nothing where it is none.

    The last thing before a commit.
    """
    stamped = connection.execute(
        f"INSERT INTO feed_stamps SELECT next, ? FROM (SELECT {_NEXT} AS next) "  # noqa: S608  a constant
        "WHERE EXISTS (SELECT 1 FROM feed WHERE contents >= next) "
        "OR EXISTS (SELECT 1 FROM feed WHERE facts >= next AND facts > 0)",
        (secrets.token_hex(8),),
    )
    if stamped.rowcount > 0:
        oldest = "(SELECT max(number) FROM feed_stamps) - ?"
        connection.execute(
            f"DELETE FROM feed_stamps WHERE number <= {oldest}",  # noqa: S608  a constant
            (KEPT_NUMBERS,),
        )
        connection.execute(
            f"DELETE FROM feed WHERE removed AND contents <= {oldest}",  # noqa: S608  a constant
            (KEPT_NUMBERS,),
        )


def position(connection: sqlite3.Connection, file: Path) -> FeedPosition:
    """Where the library's history stands now."""
    found = connection.execute(
        "SELECT number, stamp FROM feed_stamps ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if found is None:
        raise damaged(file)
    require_text(found[1:], file)
    return FeedPosition(*found)


def changes_since(
    connection: sqlite3.Connection, since: FeedPosition | None, file: Path
) -> FeedChanges | None:
    """What changed after `since`; None where that is not in this library's past."""
    # First: what changes while we read is told again next time, and not lost.
    now = position(connection, file)
    if since is None or not _is_past(connection, since):
        return None
    contents = connection.execute(
        "SELECT article, removed FROM feed WHERE contents > ? ORDER BY article", (since.number,)
    ).fetchall()
    facts = connection.execute(
        "SELECT article FROM feed WHERE facts > ? AND facts > 0 AND NOT removed ORDER BY article",
        (since.number,),
    ).fetchall()
    require_text((article for article, *_ in (*contents, *facts)), file)
    return FeedChanges(
        contents=tuple(article for article, removed in contents if not removed),
        facts=tuple(article for (article,) in facts),
        removed=tuple(article for article, removed in contents if removed),
        position=now,
    )


def contents_changed_since(connection: sqlite3.Connection, since: FeedPosition) -> bool:
    """Whether any article was added, altered or removed; also where `since` is not known."""
    if not _is_past(connection, since):
        return True
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM feed WHERE contents > ?)", (since.number,)
    )
    return bool(found.fetchone()[0])


def changed_after(
    connection: sqlite3.Connection, articles: Collection[str], number: int
) -> set[str]:
    """Those of `articles` that were added or altered after a number of the feed."""
    rows = connection.execute(
        "SELECT article FROM feed WHERE contents > ? AND NOT removed", (number,)
    ).fetchall()
    return {article for (article,) in rows}.intersection(articles)


def _is_past(connection: sqlite3.Connection, since: FeedPosition) -> bool:
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM feed_stamps WHERE number = ? AND stamp = ?)",
        (since.number, since.stamp),
    )
    return bool(found.fetchone()[0])
