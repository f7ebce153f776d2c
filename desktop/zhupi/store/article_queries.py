"""Reading and writing articles, inside a connection or transaction that the caller holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from zhupi.core.errors import ChangedMeanwhileError, InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import (
    Annotation,
    Article,
    ArticleFilter,
    ArticleSort,
    ArticleSummary,
    ReadingState,
)
from zhupi.core.search import SearchDocument
from zhupi.core.similarity import NEARLY_SAME, SKETCH_SIZE, resemblance, sketch
from zhupi.store import versions
from zhupi.store.annotation_queries import put_annotations, remove_annotation, require_unchanged
from zhupi.store.failures import is_duplicate, no_article, require_text, row_damaged
from zhupi.store.history import Recorder
from zhupi.store.row_values import (
    article_of,
    article_row,
    authors_of,
    content_row,
    summary_of,
)
from zhupi.store.row_writer import RowWriter
from zhupi.store.rows import (
    ARTICLES,
    CONTENTS,
    READING,
    Row,
    execute,
    intact,
    read_row,
    with_checksum,
)
from zhupi.store.tag_queries import below

_DIGEST = ARTICLES.columns.index("digest")
_IMPORTED = ARTICLES.columns.index("imported")
#: Candidates that are compared in full; more are reprints of reprints.
_MOST_ALIKE = 20

# SQLite puts NULL first in ascending order and last in descending.
_ORDERS = {
    ArticleSort.NEWEST: "published DESC, title, id",
    ArticleSort.OLDEST: "published ASC NULLS LAST, title, id",
    ArticleSort.IMPORTED: "imported DESC, id",
    ArticleSort.TITLE: "title, id",
}


def prepared(articles: Sequence[Article]) -> list[tuple[Article, Row, Sequence[int]]]:
    """What `add` needs, computed outside the transaction: sketching takes milliseconds each."""
    return [(article, content_row(article), sketch(article.text)) for article in articles]


def add(
    connection: sqlite3.Connection, batch: Sequence[tuple[Article, Row, Sequence[int]]]
) -> None:
    """Adds new articles, unread. Raises `InvalidRequestError` where an id is taken."""
    writer = RowWriter(connection)
    now = datetime.now(UTC)
    for position, (article, content, sketched) in enumerate(batch):
        # A microsecond apart, so that «latest import first» keeps the order of a batch.
        imported = (now + timedelta(microseconds=position)).isoformat(timespec="microseconds")
        try:
            writer.insert(ARTICLES, article_row(article, imported, ReadingState.UNREAD))
        except sqlite3.IntegrityError as error:
            if not is_duplicate(error):
                raise
            raise InvalidRequestError(
                message("The library already holds an article {id}.", id=article.id)
            ) from error
        writer.insert(CONTENTS, content, sketched)
    writer.finish()


def get(connection: sqlite3.Connection, key: str, file: Path) -> Article:
    """One article. Raises `NotFoundError`; `LibraryError` where its rows are damaged."""
    row, content = _rows(connection, key)
    if content is None or not intact(row) or not intact(content):
        raise row_damaged(ARTICLES.name, key, file)
    return article_of(row, content)


def replace(
    recorder: Recorder,
    article: Article,
    annotations: Sequence[Annotation],
    seen: Sequence[Annotation],
    file: Path,
) -> None:
    """Puts `article` in the place of the one with its id, and its annotations in theirs.

    The old content is kept where the origin of one of them names it. Raises `NotFoundError`;
    `ChangedMeanwhileError` unless `annotations` are exactly those the article has, each once,
    and those `seen` are as they were; as `put_annotations`.
    """
    require_unchanged(recorder.connection, seen, file)
    row, content = _rows(recorder.connection, article.id)
    present = _annotation_ids(recorder.connection, article.id)
    given = sorted(a.id for a in annotations if a.target.article == article.id)
    if given != sorted(present) or len(given) != len(annotations):
        raise ChangedMeanwhileError(
            message(
                "The annotations of “{title}” changed while it was being replaced. "
                "Nothing was changed; try again.",
                title=article.title,
            )
        )
    recorder.put(ARTICLES, article.id, article_row(article, str(row[_IMPORTED]), str(row[READING])))
    recorder.put(CONTENTS, article.id, content_row(article))
    put_annotations(recorder, annotations, file)
    named = any(a.origin is not None and a.origin.version == row[_DIGEST] for a in annotations)
    # Rows that are damaged must not live on under a good checksum.
    if named and content is not None and intact(row) and intact(content):
        versions.keep(recorder, row, content)


def require_contents(connection: sqlite3.Connection, contents: Mapping[str, str]) -> None:
    """Raises `ChangedMeanwhileError` where an article's digest is another now."""
    for key, digest in contents.items():
        found = execute(connection, "SELECT digest FROM articles WHERE id = ?", (key,)).fetchone()
        if found is not None and found[0] != digest:
            raise ChangedMeanwhileError(
                message("The article has just been replaced. Nothing was changed; try again.")
            )


def delete(recorder: Recorder, ids: Sequence[str]) -> None:
    """Removes articles with their annotations. Raises `NotFoundError`."""
    for key in dict.fromkeys(ids):
        _rows(recorder.connection, key)
        for annotation in _annotation_ids(recorder.connection, key):
            remove_annotation(recorder, annotation)
        versions.drop(recorder, key)
        recorder.put(CONTENTS, key, None)
        recorder.put(ARTICLES, key, None)


def set_reading(
    connection: sqlite3.Connection, ids: Sequence[str], reading: ReadingState
) -> tuple[str, ...]:
    """Marks articles as read or unread; those that were not. Raises `NotFoundError`."""
    writer = RowWriter(connection)
    changed: list[str] = []
    for key in dict.fromkeys(ids):
        row, _ = _rows(connection, key)
        if row[READING] != reading:
            values = (*row[:READING], reading.value, *row[READING + 1 : -1])
            writer.replace(ARTICLES, key, row, with_checksum(values))
            changed.append(key)
    writer.finish()
    return tuple(changed)


def ids(
    connection: sqlite3.Connection, chosen: ArticleFilter, sort: ArticleSort, file: Path
) -> list[str]:
    """The ids of the articles that pass `chosen`, in order."""
    where, values = _conditions(chosen)
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    sql = f"SELECT id FROM articles {condition} ORDER BY {_ORDERS[sort]}"  # noqa: S608  constants
    keys = [key for (key,) in execute(connection, sql, values).fetchall()]
    require_text(keys, file)
    return keys


def summaries(
    connection: sqlite3.Connection, keys: Sequence[str], file: Path
) -> list[ArticleSummary]:
    """What a list shows of those of `keys` that exist, in that order."""
    columns = ", ".join(f"a.{column}" for column in ARTICLES.columns)
    rows = connection.execute(
        f"SELECT {columns}, (SELECT count(*) FROM annotations n WHERE n.article = a.id) "  # noqa: S608  constants
        "FROM json_each(?) k JOIN articles a ON a.id = k.value ORDER BY k.key",
        (json.dumps(list(keys)),),
    ).fetchall()
    found: list[ArticleSummary] = []
    for *row, annotated in rows:
        try:
            found.append(summary_of(row, annotated))
        except (ValueError, TypeError) as error:
            raise row_damaged(ARTICLES.name, row[0], file) from error
    return found


def documents(connection: sqlite3.Connection, keys: Sequence[str]) -> list[SearchDocument]:
    """What search must know of those of `keys` that exist, in that order."""
    rows = connection.execute(
        "SELECT a.id, a.digest, a.title, c.text, a.source, a.published, a.byline "
        "FROM json_each(?) k JOIN articles a ON a.id = k.value "
        "JOIN contents c ON c.article = a.id ORDER BY k.key",
        (json.dumps(list(keys)),),
    ).fetchall()
    found: list[SearchDocument] = []
    for key, digest, title, text, source, published, byline in rows:
        # One damaged row, of which `check` tells, must not keep the others from being found.
        try:
            day = date.fromisoformat(published) if published else None
        except (ValueError, TypeError):
            day = None
        try:
            authors = authors_of(byline)
        except (ValueError, TypeError):
            authors = ()
        found.append(SearchDocument(key, digest, title, text, source, day, authors))
    return found


def digests(connection: sqlite3.Connection, file: Path) -> dict[str, str]:
    """Article id → digest of what it holds now."""
    found = dict(connection.execute("SELECT id, digest FROM articles").fetchall())
    require_text((*found, *found.values()), file)
    return found


def find(connection: sqlite3.Connection, column: str, value: str) -> str | None:
    """The article whose `digest` or `path` is `value`; the one imported last, where several are."""
    found = execute(
        connection,
        f"SELECT id FROM articles WHERE {column} = CAST(? AS TEXT) "  # noqa: S608  two names
        "ORDER BY imported DESC, id LIMIT 1",
        (value,),
    ).fetchone()
    return str(found[0]) if found else None


def exists(connection: sqlite3.Connection, key: str) -> bool:
    """Whether there is an article with this id."""
    return read_row(connection, ARTICLES, key) is not None


def near_duplicates(connection: sqlite3.Connection, key: str) -> list[str]:
    """The articles whose texts are nearly that of `key`, the most alike first."""
    rows = connection.execute(
        "SELECT o.article, count(*) FROM sketches s JOIN sketches o USING (value) "
        "WHERE s.article = ?1 AND o.article <> ?1 "
        "GROUP BY o.article HAVING count(*) >= ?2 ORDER BY 2 DESC, 1 LIMIT ?3",
        # Fewer common values than half of what is asked for cannot make two texts alike.
        (key, int(SKETCH_SIZE * NEARLY_SAME / 2), _MOST_ALIKE),
    ).fetchall()
    own = _sketch(connection, key)
    alike = [(resemblance(own, _sketch(connection, other)), other) for other, _ in rows]
    return [other for share, other in sorted(alike, reverse=True) if share >= NEARLY_SAME]


def _sketch(connection: sqlite3.Connection, key: str) -> list[int]:
    rows = connection.execute("SELECT value FROM sketches WHERE article = ?", (key,))
    return [value for (value,) in rows.fetchall()]


def sources(connection: sqlite3.Connection, file: Path) -> dict[str, int]:
    """Source → how many articles it has, most first."""
    found = dict(
        connection.execute(
            "SELECT source, count(*) FROM articles GROUP BY source ORDER BY 2 DESC, 1"
        ).fetchall()
    )
    require_text(found, file)
    return found


def _rows(connection: sqlite3.Connection, key: str) -> tuple[Row, Row | None]:
    row = read_row(connection, ARTICLES, key)
    if row is None:
        raise no_article(key)
    return row, read_row(connection, CONTENTS, key)


def _annotation_ids(connection: sqlite3.Connection, article: str) -> list[str]:
    rows = connection.execute("SELECT id FROM annotations WHERE article = ?", (article,))
    return [key for (key,) in rows.fetchall()]


def _conditions(chosen: ArticleFilter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if chosen.sources:
        where.append("source IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(chosen.sources))
    if chosen.tag:
        condition, tag_values = below(chosen.tag)
        where.append(f"id IN (SELECT article FROM annotation_tags WHERE {condition})")  # noqa: S608  constants
        values.extend(tag_values)
    if chosen.annotated is not None:
        where.append("? = EXISTS (SELECT 1 FROM annotations n WHERE n.article = articles.id)")
        values.append(chosen.annotated)
    if chosen.reading is not None:
        where.append("reading = ?")
        values.append(chosen.reading.value)
    if chosen.published_from is not None:
        where.append("published >= ?")
        values.append(chosen.published_from.isoformat())
    if chosen.published_to is not None:
        where.append("published <= ?")
        values.append(chosen.published_to.isoformat())
    return where, values
