"""Reading and writing annotations, inside a connection or transaction that the caller holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, AnnotationFilter, AnnotationState
from zhupi.store.failures import no_annotation, no_article, row_damaged
from zhupi.store.history import Recorder
from zhupi.store.row_values import annotation_of, annotation_row
from zhupi.store.rows import (
    ANNOTATIONS,
    Row,
    execute,
    intact,
    read_row,
)
from zhupi.store.tag_queries import below


def add(recorder: Recorder, annotations: Sequence[Annotation]) -> None:
    """Adds new annotations.

    Raises `NotFoundError` where the article is not there, `InvalidRequestError` where an id is
    taken or the place lies outside the text.
    """
    for annotation in annotations:
        if read_row(recorder.connection, ANNOTATIONS, annotation.id) is not None:
            raise InvalidRequestError(
                message("The library already holds an annotation {id}.", id=annotation.id)
            )
        put_annotation(recorder, annotation)


def update(recorder: Recorder, annotations: Sequence[Annotation], file: Path) -> None:
    """Puts annotations in the place of those with their ids.

    Raises `NotFoundError`, `InvalidRequestError` as `add`; `LibraryError` where the one in the
    library is damaged: it must not be lost under a good checksum.
    """
    for annotation in annotations:
        _intact_row(recorder.connection, annotation.id, file)
        put_annotation(recorder, annotation)


def delete(recorder: Recorder, ids: Sequence[str]) -> None:
    """Removes annotations, damaged or not. Raises `NotFoundError`."""
    for key in dict.fromkeys(ids):
        _row(recorder.connection, key)
        recorder.put(ANNOTATIONS, key, None)


def put_annotation(recorder: Recorder, annotation: Annotation) -> None:
    """Writes one annotation whose article is there and whose place lies in its text.

    Raises `NotFoundError`, `InvalidRequestError`.
    """
    article = annotation.target.article
    found = execute(
        recorder.connection, "SELECT characters FROM articles WHERE id = ?", (article,)
    ).fetchone()
    if found is None:
        raise no_article(article)
    place = annotation.target.position
    # An orphan keeps the place it had in a text that is gone.
    beyond = place.end > found[0] and annotation.state is not AnnotationState.ORPHAN
    if beyond or not 0 <= place.start <= place.end:
        raise InvalidRequestError(
            message(
                "The passage {start} to {end} lies outside the article, "
                "which has {size} characters.",
                start=place.start,
                end=place.end,
                size=found[0],
            )
        )
    recorder.put(ANNOTATIONS, annotation.id, annotation_row(annotation))


def get(connection: sqlite3.Connection, key: str, file: Path) -> Annotation:
    """One annotation. Raises `NotFoundError`; `LibraryError` where its row is damaged."""
    return annotation_of(_intact_row(connection, key, file))


def select(
    connection: sqlite3.Connection, chosen: AnnotationFilter, file: Path
) -> list[Annotation]:
    """The annotations that pass `chosen`, by article, start, end and id.

    Raises `LibraryError` where one cannot be read; `check` finds those that only differ.
    """
    where, values = _conditions(chosen)
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    rows = execute(
        connection,
        f"SELECT {ANNOTATIONS.column_list} FROM annotations {condition} "  # noqa: S608  constants
        'ORDER BY article, "start", "end", id',
        values,
    ).fetchall()
    found: list[Annotation] = []
    for row in rows:
        try:
            found.append(annotation_of(row))
        except (ValueError, TypeError) as error:
            raise row_damaged(ANNOTATIONS.name, row[0], file) from error
    return found


def _row(connection: sqlite3.Connection, key: str) -> Row:
    row = read_row(connection, ANNOTATIONS, key)
    if row is None:
        raise no_annotation(key)
    return row


def _intact_row(connection: sqlite3.Connection, key: str, file: Path) -> Row:
    row = _row(connection, key)
    if not intact(row):
        raise row_damaged(ANNOTATIONS.name, key, file)
    return row


def _conditions(chosen: AnnotationFilter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if chosen.articles:
        where.append("article IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(chosen.articles))
    if chosen.tag:
        condition, tag_values = below(chosen.tag)
        where.append(f"id IN (SELECT annotation FROM annotation_tags WHERE {condition})")  # noqa: S608  constants
        values.extend(tag_values)
    if chosen.state is not None:
        where.append("state = ?")
        values.append(chosen.state.value)
    if chosen.color:
        where.append("color = ?")
        values.append(chosen.color)
    return where, values
