"""The contents that articles held before, as long as an annotation's origin names them.

Invariant: a version is kept from the moment an article's content is replaced until no annotation
of the article has its origin in it; both are part of the operation that brings it about.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from zhupi.core.errors import NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import Article
from zhupi.store.failures import row_damaged
from zhupi.store.history import Recorder
from zhupi.store.row_values import article_of
from zhupi.store.rows import (
    ARTICLES,
    CONTENTS,
    ORIGINS,
    VERSIONS,
    Row,
    execute,
    intact,
    read_row,
    to_json,
    with_checksum,
)

_VERSION = ORIGINS.columns.index("version")


def keep(recorder: Recorder, row: Row, content: Row) -> None:
    """Keeps what an article held; `row` and `content` are its rows of then."""
    # Named columns, so that a later schema can read them.
    data = {
        table.name: dict(zip(table.columns, values, strict=True))
        for table, values in ((ARTICLES, row), (CONTENTS, content))
    }
    article, digest = str(row[0]), str(row[ARTICLES.columns.index("digest")])
    key = _key(article, digest)
    replaced = datetime.now(UTC).isoformat(timespec="microseconds")
    values = (key, article, digest, replaced, to_json(data))
    recorder.put(VERSIONS, key, with_checksum(values))


def drop(recorder: Recorder, article: str) -> None:
    """Forgets all versions of an article that is to be deleted."""
    rows = recorder.connection.execute("SELECT id FROM versions WHERE article = ?", (article,))
    for (key,) in rows.fetchall():
        recorder.put(VERSIONS, key, None)


def prune(recorder: Recorder) -> None:
    """Forgets those that no annotation's origin names any more, now that origins changed."""
    named = {change.before[_VERSION] for change in recorder.changed(ORIGINS) if change.before}
    rows = execute(
        recorder.connection,
        "SELECT id FROM versions v WHERE digest IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM origins o JOIN annotations n ON n.id = o.annotation "
        "WHERE o.version = v.digest AND n.article = v.article)",
        (json.dumps(sorted(str(digest) for digest in named)),),
    ).fetchall()
    for (key,) in rows:
        recorder.put(VERSIONS, key, None)


def get(connection: sqlite3.Connection, article: str, digest: str, file: Path) -> Article:
    """What an article held when its content was `digest`.

    Raises `NotFoundError` where it is not kept, `LibraryError` where it is damaged.
    """
    row = read_row(connection, VERSIONS, _key(article, digest))
    if row is None:
        raise NotFoundError(
            message("The library does not keep this old text of the article {id}.", id=article)
        )
    if not intact(row):
        raise row_damaged(VERSIONS.name, article, file)
    data = json.loads(str(row[VERSIONS.columns.index("data")]))
    rows = [[data[t.name][column] for column in t.columns] for t in (ARTICLES, CONTENTS)]
    return article_of(*rows)


def listed(connection: sqlite3.Connection, article: str, file: Path) -> list[tuple[str, datetime]]:
    """Digest of each version kept of an article, and when it was replaced; newest first."""
    rows = execute(
        connection,
        "SELECT digest, replaced FROM versions WHERE article = ? ORDER BY replaced DESC, digest",
        (article,),
    ).fetchall()
    try:
        return [(digest, datetime.fromisoformat(replaced)) for digest, replaced in rows]
    except (ValueError, TypeError) as error:
        raise row_damaged(VERSIONS.name, article, file) from error


def _key(article: str, digest: str) -> str:
    return f"{article}:{digest}"
