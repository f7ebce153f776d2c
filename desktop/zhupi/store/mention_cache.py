"""The cache of mentions: one entry an article, good for one content and one recogniser.

It can always be computed anew, so nothing here raises for an entry that cannot be read.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zhupi.core.model import Label, Mention
from zhupi.store import feed
from zhupi.store.failures import require_text


def get(
    connection: sqlite3.Connection, article: str, digest: str, version: str | None
) -> list[Mention] | None:
    """The mentions kept for this content and this recogniser (None: any), or None."""
    found = connection.execute(
        "SELECT data FROM mentions "
        "WHERE article = ? AND digest = ? AND version = coalesce(?, version)",
        (article, digest, version),
    ).fetchone()
    if found is None:
        return None
    try:
        return [
            Mention(start, end, Label(label), entity, value, confidence)
            for start, end, label, entity, value, confidence in packed(found[0])
        ]
    except (ValueError, TypeError):
        return None


def packed(data: bytes) -> list[list[Any]]:
    """Start, end, label, entity, value and confidence of each mention of an entry.

    Raises ValueError or TypeError, here or on use, where it cannot be read.
    """
    try:
        mentions: list[list[Any]] = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError from error
    return mentions


def put(
    connection: sqlite3.Connection,
    article: str,
    digest: str,
    version: str,
    mentions: Sequence[Mention],
) -> None:
    """Keeps `mentions` in place of older ones, unless the article has changed or gone since."""
    plain = [[m.start, m.end, m.label, m.entity, m.value, m.confidence] for m in mentions]
    kept = connection.execute(
        "INSERT OR REPLACE INTO mentions (article, digest, version, data) "
        "SELECT id, digest, ?, ? FROM articles WHERE id = ? AND digest = ?",
        (version, zlib.compress(json.dumps(plain).encode()), article, digest),
    )
    if kept.rowcount > 0:
        feed.mark_facts(connection, article)


_MISSING = (
    "FROM articles a LEFT JOIN mentions m "
    "ON m.article = a.id AND m.digest = a.digest AND m.version = ? WHERE m.article IS NULL"
)


def count_missing(connection: sqlite3.Connection, version: str) -> int:
    """How many articles this recogniser has not yet read as they are now."""
    found = connection.execute(f"SELECT count(*) {_MISSING}", (version,)).fetchone()
    return int(found[0])


def missing(connection: sqlite3.Connection, version: str, file: Path) -> list[str]:
    """The articles that this recogniser has not yet read as they are now, newest first."""
    rows = connection.execute(
        f"SELECT a.id {_MISSING} ORDER BY a.published DESC, a.title, a.id",
        (version,),
    ).fetchall()
    keys = [key for (key,) in rows]
    require_text(keys, file)
    return keys
