"""Checking a library's file, while it is in use.

Invariant: nothing here changes the library.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhupi.core.errors import LibraryError
from zhupi.core.messages import Message, message
from zhupi.core.operations import operation_title
from zhupi.store.annotation_queries import WITHOUT_PLACE
from zhupi.store.connections import Connections
from zhupi.store.entity_queries import miscounted
from zhupi.store.history import damaged_operations
from zhupi.store.rows import (
    ANNOTATIONS,
    ARTICLES,
    CONTENTS,
    CORRECTIONS,
    ORIGINS,
    SAVED_SEARCHES,
    TAG_KEYS,
    TAGS,
    VERSIONS,
    Table,
    intact,
    tags_in,
)

_BATCH = 500


class ProblemKind(StrEnum):
    FILE = "file"
    REFERENCE = "reference"
    CHECKSUM = "checksum"
    POSITION = "position"
    QUOTE = "quote"
    TAGS = "tags"
    HISTORY = "history"
    FEED = "feed"
    NAMES = "names"
    BACKUP = "backup"
    UNKNOWN_FILE = "unknown file"  #: harmless, as the next
    LEFT_OVER = "left over"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be; `key` is the row's, where it concerns one."""

    kind: ProblemKind
    message: Message
    table: str = ""
    key: str = ""


Check = Callable[[sqlite3.Connection], Iterator[Problem]]


def check(connections: Connections, *, full: bool) -> list[Problem]:
    """What is wrong in the library, the file's own structure first.

    The quick check reads what a person wrote (annotations, tags, saved searches, corrections);
    `full` reads every byte, and every text. Rows are read in batches, so that writers need not
    wait for the end.
    """
    steps: list[Check] = [
        _integrity if full else _quick,
        _references,
        lambda c: _checksums(c, ANNOTATIONS),
        lambda c: _checksums(c, ORIGINS),
        lambda c: _checksums(c, TAGS),
        lambda c: _checksums(c, TAG_KEYS),
        lambda c: _checksums(c, SAVED_SEARCHES),
        lambda c: _checksums(c, CORRECTIONS),
        _positions,
    ]
    if full:
        steps += [
            lambda c: _checksums(c, ARTICLES),
            lambda c: _checksums(c, CONTENTS),
            lambda c: _checksums(c, VERSIONS),
            _quotes,
            _tags,
            _tag_counts,
            _history,
            _feed,
            _names,
        ]
    problems: list[Problem] = []
    for step in steps:
        # One part that cannot be read must not hide what is wrong with the others.
        try:
            with connections.read() as connection:
                for problem in step(connection):
                    problems.append(problem)  # noqa: PERF402  keeps those found before an error
        except LibraryError as error:
            unreadable = Problem(ProblemKind.FILE, error.message)
            if unreadable not in problems:
                problems.append(unreadable)
    return problems


# --- the steps --------------------------------------------------------------------------------


def _quick(connection: sqlite3.Connection) -> Iterator[Problem]:
    return _structure(connection, "PRAGMA quick_check(100)")


def _integrity(connection: sqlite3.Connection) -> Iterator[Problem]:
    return _structure(connection, "PRAGMA integrity_check(100)")


def _structure(connection: sqlite3.Connection, pragma: str) -> Iterator[Problem]:
    for (found,) in connection.execute(pragma).fetchall():
        if found != "ok":
            yield Problem(
                ProblemKind.FILE,
                message("The library file is damaged: {found}", found=found.replace("\n", " ")),
            )


def _references(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(
            ProblemKind.REFERENCE,
            message(
                "Row {row} of {table} belongs to nothing in {parent}.",
                row=rowid,
                table=table,
                parent=parent,
            ),
            table,
        )


def _checksums(connection: sqlite3.Connection, table: Table) -> Iterator[Problem]:
    for row in _batches(connection, table.column_list, table.name):
        if not intact(row):
            yield Problem(
                ProblemKind.CHECKSUM,
                message(
                    "{key} in {table} is damaged: it is not as it was written.",
                    key=row[0],
                    table=table.name,
                ),
                table.name,
                str(row[0]),
            )


def _positions(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = _batches(
        connection,
        't.id, t."start", t."end", t.state, a.characters',
        "annotations",
        "JOIN articles a ON a.id = t.article",
    )
    for key, start, end, state, characters in rows:
        if not _are(int, start, end, characters):
            continue
        # Those keep the place they had in a text that is gone.
        if state in WITHOUT_PLACE and 0 <= start <= end:
            continue
        if not 0 <= start <= end <= characters:
            yield Problem(
                ProblemKind.POSITION,
                message(
                    "The annotation {key} lies outside its article: {start} to {end} of {size}.",
                    key=key,
                    start=start,
                    end=end,
                    size=characters,
                ),
                ANNOTATIONS.name,
                key,
            )


def _quotes(connection: sqlite3.Connection) -> Iterator[Problem]:
    articles = connection.execute("SELECT DISTINCT article FROM annotations").fetchall()
    for (article,) in articles:
        found = connection.execute("SELECT text FROM contents WHERE article = ?", (article,))
        text = (found.fetchone() or ("",))[0]
        resolved = connection.execute(
            'SELECT id, "start", "end", exact FROM annotations '
            "WHERE article = ? AND state = 'resolved' ORDER BY id",
            (article,),
        ).fetchall()
        for key, start, end, exact in resolved:
            readable = _are(int, start, end) and _are(str, text)
            if readable and text[start:end] != exact:
                yield Problem(
                    ProblemKind.QUOTE,
                    message(
                        "The annotation {key} quotes other words than stand at its place.",
                        key=key,
                    ),
                    ANNOTATIONS.name,
                    key,
                )


def _tags(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in _batches(connection, ANNOTATIONS.column_list, ANNOTATIONS.name):
        listed = connection.execute(
            "SELECT tag FROM annotation_tags WHERE annotation = ? AND article = ?", row[:2]
        ).fetchall()
        # What cannot be read is a checksum's problem.
        if intact(row) and {tag for (tag,) in listed} != tags_in(row):
            yield Problem(
                ProblemKind.TAGS,
                message("The annotation {key} is listed under wrong tags.", key=row[0]),
                ANNOTATIONS.name,
                row[0],
            )


def _tag_counts(connection: sqlite3.Connection) -> Iterator[Problem]:
    counted = "SELECT tag, count(*) FROM annotation_tags GROUP BY tag"
    kept = "SELECT tag, count FROM tag_counts"
    wrong = connection.execute(
        f"SELECT tag FROM ({counted} EXCEPT {kept}) "  # noqa: S608  constants
        f"UNION SELECT tag FROM ({kept} EXCEPT {counted}) ORDER BY tag"
    ).fetchall()
    for (tag,) in wrong:
        yield Problem(
            ProblemKind.TAGS,
            message("The passages with the tag {key} are counted wrongly.", key=tag),
            "tag_counts",
            str(tag),
        )


def _history(connection: sqlite3.Connection) -> Iterator[Problem]:
    for operation in damaged_operations(connection):
        yield Problem(
            ProblemKind.HISTORY,
            message(
                "The record for undoing “{operation}” is damaged.",
                operation=operation_title(operation),
            ),
        )


def _feed(connection: sqlite3.Connection) -> Iterator[Problem]:
    wrong = connection.execute(
        "SELECT f.article FROM feed f LEFT JOIN articles a ON a.id = f.article "
        "WHERE f.removed <> (a.id IS NULL) OR max(f.contents, f.facts) > "
        "(SELECT coalesce(max(number), -1) FROM feed_stamps) ORDER BY f.article"
    ).fetchall()
    for (article,) in wrong:
        yield Problem(
            ProblemKind.FEED,
            message(
                "The record of what changed of the article {key} is wrong; "
                "rebuild the search index.",
                key=article,
            ),
            "feed",
            str(article),
        )


def _names(connection: sqlite3.Connection) -> Iterator[Problem]:
    if miscounted(connection):
        yield Problem(
            ProblemKind.NAMES, message("The names in the articles are counted wrongly."), "entities"
        )


def _are(kind: type, *values: object) -> bool:
    """Whether damage has made none of `values` into something else, which checksums tell."""
    return {type(value) for value in values} == {kind}


def _batches(
    connection: sqlite3.Connection, columns: str, table: str, join: str = ""
) -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(c if "." in c else f"t.{c}" for c in columns.split(", "))
    sql = (
        f"SELECT t.rowid, {columns} FROM {table} t {join} "  # noqa: S608  names from this package
        "WHERE t.rowid > ? ORDER BY t.rowid LIMIT ?"
    )
    last = -(2**63)
    while rows := connection.execute(sql, (last, _BATCH)).fetchall():
        yield from (row[1:] for row in rows)
        last = rows[-1][0]
