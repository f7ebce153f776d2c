"""What is done to tags as wholes: giving them other paths, making two one, deleting them.

All passages that bear a tag are written in the one operation, row by row, whatever their number.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from zhupi.core.errors import InvalidRequestError, NotFoundError
from zhupi.core.messages import message
from zhupi.core.model import Purpose
from zhupi.core.tagging import TagFate
from zhupi.store.annotation_queries import remove_annotation
from zhupi.store.failures import row_damaged
from zhupi.store.history import Recorder
from zhupi.store.rows import (
    ANNOTATIONS,
    BODIES,
    TAG_KEYS,
    TAGS,
    Row,
    execute,
    intact,
    to_json,
    with_checksum,
)
from zhupi.store.tag_queries import below, keys, require_path

#: Rows read at a time.
_BATCH = 500

_Bodies = list[list[str]]


def rename(recorder: Recorder, moves: Mapping[str, str], file: Path) -> None:
    """Gives each path of `moves`, with all below it, its new path; where that exists they merge.

    All at once: `{a: b, b: a}` changes two about. Colour, description and key of a tag that is
    there already win; what it lacks is taken over. Raises `NotFoundError` for a path that no tag
    has; `InvalidRequestError` for a new one that cannot be, or lies below the old.
    """
    leaving = [path for path, new in moves.items() if path != new]
    for path in leaving:
        new = moves[path]
        require_path(new)
        if new.startswith(f"{path}/"):
            raise InvalidRequestError(message("«{tag}» cannot stand below itself.", tag=path))
        _require(recorder.connection, path)

    def renamed(tag: str) -> str:
        for end in _ends(tag):
            if (new := moves.get(tag[:end])) is not None:
                path = new + tag[end:]
                require_path(path)
                return path
        return tag

    _move_said(recorder, leaving, renamed, file)
    _move_keys(recorder, renamed)
    for row in _bearing(recorder.connection, leaving, file):
        bodies: _Bodies = json.loads(str(row[BODIES]))
        given = [
            [purpose, renamed(value) if purpose == Purpose.TAGGING else value]
            for purpose, value in bodies
        ]
        _put_bodies(recorder, row, _once(given))


def delete(recorder: Recorder, path: str, fate: TagFate, file: Path) -> None:
    """Removes a tag and all below it; `fate` is that of passages. Raises `NotFoundError`."""
    _require(recorder.connection, path)
    for key, tag in keys(recorder.connection).items():
        if _is_below(tag, path):
            recorder.put(TAG_KEYS, key, None)
    for tag in _said(recorder.connection):
        if _is_below(tag, path):
            recorder.put(TAGS, tag, None)
    for row in _bearing(recorder.connection, [path], file):
        bodies: _Bodies = json.loads(str(row[BODIES]))
        left = [b for b in bodies if b[0] != Purpose.TAGGING or not _is_below(b[1], path)]
        bare = not any(b[0] == Purpose.TAGGING or b[1] for b in left)
        if bare and fate is TagFate.DELETE:
            remove_annotation(recorder, str(row[0]))
        else:
            _put_bodies(recorder, row, left or [[Purpose.HIGHLIGHTING.value, ""]])


def _move_said(
    recorder: Recorder, leaving: Sequence[str], renamed: Callable[[str], str], file: Path
) -> None:
    """Moves the rows of `tags`; of several that meet, those named first in `leaving` win."""
    said = _said(recorder.connection)
    moved = {
        path: renamed(path)
        for above in leaving
        for path in said
        if _is_below(path, above) and renamed(path) != path
    }
    touched = dict.fromkeys((*moved, *moved.values()))
    for path in touched:
        if path in said and not intact(said[path]):
            raise row_damaged(TAGS.name, path, file)
    left = {path: row for path, row in said.items() if path not in moved}
    for path, new in moved.items():
        _, color, description, _ = said[path]
        if new in left:
            _, own_color, own_description, _ = left[new]
            color, description = own_color or color, own_description or description
        left[new] = with_checksum((new, color, description))
    for path in touched:
        recorder.put(TAGS, path, left.get(path))


def _move_keys(recorder: Recorder, renamed: Callable[[str], str]) -> None:
    """Moves the rows of `tag_keys`; a tag keeps its own, or takes the first that comes to it."""
    bound = keys(recorder.connection)
    with_key = {tag for tag in bound.values() if renamed(tag) == tag}
    for key, tag in bound.items():
        if (new := renamed(tag)) != tag:
            recorder.put(TAG_KEYS, key, None if new in with_key else with_checksum((key, new)))
            with_key.add(new)


def _bearing(connection: sqlite3.Connection, paths: Iterable[str], file: Path) -> Iterator[Row]:
    """The rows of all annotations that bear one of these tags or one below, each once.

    Raises `LibraryError` where one is damaged: it must not be lost under a good checksum.
    """
    found: set[tuple[int, str]] = set()
    for path in paths:
        condition, values = below(path)
        borne = execute(
            connection,
            "SELECT n.rowid, n.id FROM annotation_tags t "  # noqa: S608  constants
            f"JOIN annotations n ON n.id = t.annotation WHERE {condition}",
            values,
        )
        found.update(borne.fetchall())
    # In the order in which they lie in the file: neighbours are read and written together.
    listed = [key for _, key in sorted(found)]
    for start in range(0, len(listed), _BATCH):
        rows = connection.execute(
            f"SELECT {ANNOTATIONS.column_list} FROM annotations "  # noqa: S608  constants
            "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (json.dumps(listed[start : start + _BATCH]),),
        ).fetchall()
        for row in rows:
            if not intact(row):
                raise row_damaged(ANNOTATIONS.name, row[0], file)
            yield row


def _put_bodies(recorder: Recorder, row: Row, bodies: _Bodies) -> None:
    # When it was last modified stays: nobody wrote anything about this passage.
    values = (*row[:BODIES], to_json(bodies), *row[BODIES + 1 : -1])
    recorder.replace(ANNOTATIONS, str(row[0]), row, with_checksum(values))


def _once(bodies: _Bodies) -> _Bodies:
    """`bodies` without a tag that came before."""
    seen: set[str] = set()
    kept: _Bodies = []
    for purpose, value in bodies:
        if purpose == Purpose.TAGGING:
            if value in seen:
                continue
            seen.add(value)
        kept.append([purpose, value])
    return kept


def _said(connection: sqlite3.Connection) -> dict[str, Row]:
    """The rows of `tags`, by path."""
    rows = connection.execute(f"SELECT {TAGS.column_list} FROM tags ORDER BY path")  # noqa: S608  constants
    return {row[0]: row for row in rows.fetchall()}


def _require(connection: sqlite3.Connection, path: str) -> None:
    """Raises `NotFoundError` unless there is this tag, or one below it."""
    condition, values = below(path)
    found = execute(
        connection,
        f"SELECT EXISTS (SELECT 1 FROM tag_counts WHERE {condition}) "  # noqa: S608  constants
        f"OR EXISTS (SELECT 1 FROM tags WHERE {condition.replace('tag ', 'path ')}) "
        f"OR EXISTS (SELECT 1 FROM tag_keys WHERE {condition})",
        values * 3,
    ).fetchone()
    if not found[0]:
        raise NotFoundError(message("There is no tag «{tag}» in the library.", tag=path))


def _is_below(tag: str, path: str) -> bool:
    return tag == path or tag.startswith(f"{path}/")


def _ends(tag: str) -> Iterator[int]:
    """Where `tag` and the tags above it end, the longest first."""
    end = len(tag)
    while end > 0:
        yield end
        end = tag.rfind("/", 0, end)
