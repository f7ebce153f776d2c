"""The cache of mentions: one entry an article, good for one content and one recogniser.

It can always be computed anew, so nothing here raises for an entry that cannot be read.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence

from zhupi.core.model import Label, Mention


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
        packed = json.loads(zlib.decompress(found[0]))
        return [
            Mention(start, end, Label(label), entity, value, confidence)
            for start, end, label, entity, value, confidence in packed
        ]
    except (zlib.error, ValueError, TypeError):
        return None


def put(
    connection: sqlite3.Connection,
    article: str,
    digest: str,
    version: str,
    mentions: Sequence[Mention],
) -> None:
    """Keeps `mentions` in place of older ones, unless the article has changed or gone since."""
    packed = [[m.start, m.end, m.label, m.entity, m.value, m.confidence] for m in mentions]
    connection.execute(
        "INSERT OR REPLACE INTO mentions (article, digest, version, data) "
        "SELECT id, digest, ?, ? FROM articles WHERE id = ? AND digest = ?",
        (version, zlib.compress(json.dumps(packed).encode()), article, digest),
    )
