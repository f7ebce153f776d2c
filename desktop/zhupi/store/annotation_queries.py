"""Reading and writing annotations, inside a connection or transaction that the caller holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from zhupi.core.errors import ChangedMeanwhileError, InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, AnnotationFilter, AnnotationState
from zhupi.store.failures import damaged, no_annotation, no_article, row_damaged
from zhupi.store.history import Recorder
from zhupi.store.row_values import annotation_of, annotation_row, bodies_of, origin_row
from zhupi.store.rows import ANNOTATIONS, ORIGINS, Row, execute, intact, read_row
from zhupi.store.tag_queries import below

#: Their position means nothing: it may lie outside the text.
WITHOUT_PLACE = frozenset({AnnotationState.AMBIGUOUS, AnnotationState.ORPHAN})

_BODIES_REMEMBERED = 1000
_STATE = ANNOTATIONS.columns.index("state")
_RESOLVED = AnnotationState.RESOLVED.value


def add(recorder: Recorder, annotations: Sequence[Annotation]) -> None:
    """Adds new annotations.

    Raises `NotFoundError` where the article is not there, `InvalidRequestError` where an id is
    taken or the place lies outside the text.
    """
    sizes = _sizes(recorder.connection, annotations)
    for annotation in annotations:
        _require_place(annotation, sizes)
        if recorder.put(ANNOTATIONS, annotation.id, annotation_row(annotation)) is not None:
            raise InvalidRequestError(
                message("The library already holds an annotation {id}.", id=annotation.id)
            )
        if origin := origin_row(annotation):
            recorder.put(ORIGINS, annotation.id, origin)


def update(recorder: Recorder, annotations: Sequence[Annotation], file: Path) -> None:
    """Puts annotations in the place of those with their ids.

    Raises `NotFoundError`, and as `put_annotations`.
    """
    for annotation in annotations:
        _row(recorder.connection, annotation.id)
    put_annotations(recorder, annotations, file)


def require_unchanged(
    connection: sqlite3.Connection, seen: Sequence[Annotation], file: Path
) -> None:
    """Raises `ChangedMeanwhileError` unless the library holds these annotations as they are here.

    Another process may have written since they were read, for which this one has waited.
    """
    if not seen:
        return
    wanted = AnnotationFilter(ids=tuple(annotation.id for annotation in seen))
    now = {annotation.id: annotation for annotation in select(connection, wanted, file)}
    for annotation in seen:
        if now.get(annotation.id) != annotation:
            raise ChangedMeanwhileError(
                message(
                    "The annotation on “{quote}” has just been changed elsewhere. "
                    "Nothing was changed; try again.",
                    quote=annotation.quote[:20],
                )
            )


def delete(recorder: Recorder, ids: Sequence[str]) -> None:
    """Removes annotations, damaged or not. Raises `NotFoundError`."""
    for key in dict.fromkeys(ids):
        _row(recorder.connection, key)
        remove_annotation(recorder, key)


def remove_annotation(recorder: Recorder, key: str) -> None:
    """Removes all rows of an annotation."""
    recorder.put(ORIGINS, key, None)
    recorder.put(ANNOTATIONS, key, None)


def put_annotations(recorder: Recorder, annotations: Sequence[Annotation], file: Path) -> None:
    """Writes annotations whose article is there and whose place lies in its text.

    One that is resolved has no origin. Raises `NotFoundError`, `InvalidRequestError`;
    `LibraryError` where one in the library is damaged: it must not be lost under a good checksum.
    """
    sizes = _sizes(recorder.connection, annotations)
    for annotation in annotations:
        _require_place(annotation, sizes)
        for before in (
            recorder.put(ANNOTATIONS, annotation.id, annotation_row(annotation)),
            recorder.put(ORIGINS, annotation.id, origin_row(annotation)),
        ):
            if before is not None and not intact(before):
                raise row_damaged(ANNOTATIONS.name, annotation.id, file)


def _sizes(connection: sqlite3.Connection, annotations: Sequence[Annotation]) -> dict[str, int]:
    """The articles of these annotations, those that there are, and their characters."""
    keys = {annotation.target.article for annotation in annotations}
    rows = connection.execute(
        "SELECT id, characters FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(rows.fetchall())


def _require_place(annotation: Annotation, sizes: Mapping[str, int]) -> None:
    size = sizes.get(annotation.target.article)
    if size is None:
        raise no_article(annotation.target.article)
    place = annotation.target.position
    beyond = place.end > size and annotation.state not in WITHOUT_PLACE
    if beyond or not 0 <= place.start <= place.end:
        raise InvalidRequestError(
            message(
                "The passage {start} to {end} lies outside the article, "
                "which has {size} characters.",
                start=place.start,
                end=place.end,
                size=size,
            )
        )


def get(connection: sqlite3.Connection, key: str, file: Path) -> Annotation:
    """One annotation. Raises `NotFoundError`; `LibraryError` where its row is damaged."""
    return annotation_of(*_intact_rows(connection, key, file))


def count(connection: sqlite3.Connection, chosen: AnnotationFilter) -> int:
    """How many annotations pass `chosen`."""
    where, values = _conditions(chosen)
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    sql = f"SELECT count(*) FROM annotations {condition}"  # noqa: S608  constants
    return int(execute(connection, sql, values).fetchone()[0])


def select(
    connection: sqlite3.Connection, chosen: AnnotationFilter, file: Path, limit: int = 0
) -> list[Annotation]:
    """The annotations that pass `chosen`, by article, start, end and id; `limit` 0: all of them.

    Raises `LibraryError` where one cannot be read; `check` finds those that only differ.
    """
    where, values = _conditions(chosen)
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    rows = _many(
        connection,
        f"SELECT {ANNOTATIONS.column_list} FROM annotations {condition} "  # noqa: S608  constants
        'ORDER BY article, "start", "end", id LIMIT ?',
        [*values, limit or -1],
    )
    # Thousands may bear the same tags.
    read_bodies = lru_cache(_BODIES_REMEMBERED)(bodies_of)
    origins = _origins(connection, [row[0] for row in rows if row[_STATE] != _RESOLVED])
    found: list[Annotation] = []
    for row in rows:
        try:
            found.append(annotation_of(row, origins.get(row[0]), read_bodies))
        except (ValueError, TypeError) as error:
            raise row_damaged(ANNOTATIONS.name, row[0], file) from error
    return found


def _many(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query: in half the time where, as nearly always, no text has lone surrogates.

    Those take a decoder that is called for each column.
    """
    thorough = connection.text_factory
    connection.text_factory = str
    try:
        return execute(connection, sql, values).fetchall()
    except sqlite3.OperationalError:
        # Or something else is amiss: then it will be told again.
        connection.text_factory = thorough
        return execute(connection, sql, values).fetchall()
    finally:
        connection.text_factory = thorough


def waiting(connection: sqlite3.Connection, file: Path) -> dict[AnnotationState, int]:
    """How many annotations wait for review, by state; those with none are 0."""
    counted = dict(
        connection.execute(
            "SELECT state, count(*) FROM annotations WHERE state <> 'resolved' GROUP BY state"
        ).fetchall()
    )
    states = [state for state in AnnotationState if state is not AnnotationState.RESOLVED]
    if not set(counted) <= set(states):
        raise damaged(file)
    return {state: counted.get(state, 0) for state in states}


def _origins(connection: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Row]:
    """The rows of `origins` of these annotations, those that have one."""
    if not keys:
        return {}
    rows = connection.execute(
        f"SELECT {ORIGINS.column_list} FROM origins "  # noqa: S608  constants
        "WHERE annotation IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    ).fetchall()
    return {row[0]: row for row in rows}


def _row(connection: sqlite3.Connection, key: str) -> Row:
    row = read_row(connection, ANNOTATIONS, key)
    if row is None:
        raise no_annotation(key)
    return row


def _intact_rows(connection: sqlite3.Connection, key: str, file: Path) -> tuple[Row, Row | None]:
    """The rows of an annotation and of its origin."""
    row, origin = _row(connection, key), read_row(connection, ORIGINS, key)
    if not intact(row) or not (origin is None or intact(origin)):
        raise row_damaged(ANNOTATIONS.name, key, file)
    return row, origin


def _conditions(chosen: AnnotationFilter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if chosen.ids:
        where.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(chosen.ids))
    if chosen.articles:
        # «+»: few ids are asked for, where an article may have thousands of annotations.
        column = "+article" if chosen.ids else "article"
        where.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608  constants
        values.append(json.dumps(chosen.articles))
    if chosen.tag:
        condition, tag_values = below(chosen.tag)
        where.append(f"id IN (SELECT annotation FROM annotation_tags WHERE {condition})")  # noqa: S608  constants
        values.extend(tag_values)
    if chosen.state is not None:
        if chosen.state is not AnnotationState.RESOLVED:
            # Says to SQLite that the index of those that wait will do.
            where.append("state <> 'resolved'")
        where.append("state = ?")
        values.append(chosen.state.value)
    if chosen.color:
        where.append("color = ?")
        values.append(chosen.color)
    return where, values
