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
from zhupi.store.failures import require_text
from zhupi.store.message_json import message_of, plain


def get(
    connection: sqlite3.Connection, article: str, digest: str, version: str | None
) -> list[Mention] | None:
    """The mentions kept for this content and this recogniser (None: any), or None."""
    found = connection.execute(
        "SELECT data FROM mentions "
        "WHERE article = ? AND digest = ? AND version = coalesce(?, version)",
        (article, digest, version),
    ).fetchone()
    return None if found is None else read(found[0])


def read(data: object) -> list[Mention] | None:
    """The mentions of an entry; None where it is none, or damaged."""
    try:
        return [_mention(written) for written in packed(data)]
    except (ValueError, TypeError, KeyError):
        return None


def _mention(written: Sequence[Any]) -> Mention:
    start, end, label, entity, value, confidence, *more = written
    title = more[0] if more else ""
    why = message_of(more[1]) if len(more) > 1 else None
    return Mention(start, end, Label(label), entity, value, confidence, title, why)


def _packed(m: Mention) -> list[Any]:
    written = [m.start, m.end, m.label, m.entity, m.value, m.confidence]
    if m.why is not None:
        return [*written, m.title, plain(m.why)]
    return [*written, m.title] if m.title else written


def packed(data: Any) -> list[list[Any]]:
    """Start, end, label, entity, value and confidence of each mention of an entry, and where it
    has them its title and its reason.

    Raises ValueError or TypeError, here or on use, where it cannot be read.
    """
    try:
        plain_text = zlib.decompress(data).decode("utf-8", "surrogatepass")
        mentions: list[list[Any]] = json.loads(plain_text)
    except zlib.error as error:
        raise ValueError from error
    return mentions


def put(
    connection: sqlite3.Connection,
    article: str,
    digest: str,
    version: str,
    mentions: Sequence[Mention],
) -> bool:
    """Keeps `mentions` in place of older ones, unless the article has changed or gone since.

    What follows from them must be derived in the same transaction; see `deriving`.
    """
    written = json.dumps([_packed(m) for m in mentions], ensure_ascii=False)
    kept = connection.execute(
        "INSERT OR REPLACE INTO mentions (article, digest, version, data) "
        "SELECT id, digest, ?, ? FROM articles WHERE id = ? AND digest = ?",
        (version, zlib.compress(written.encode("utf-8", "surrogatepass")), article, digest),
    )
    return kept.rowcount > 0


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
