"""Tags: those that annotations bear, and what a person said about tags.

A row of `tags` exists only where a person gave a tag a colour or description, or made it by hand;
that a tag is in use follows from the annotations alone, so the two can never disagree.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import COLORS, Tag, TagCount
from zhupi.store.failures import require_text
from zhupi.store.history import Recorder
from zhupi.store.row_values import tag_row
from zhupi.store.rows import TAG_KEYS, TAGS, with_checksum

#: Characters of a tag's whole path.
LONGEST_PATH = 200
KEYS = range(1, 10)


def below(path: str) -> tuple[str, list[str]]:
    """A condition on the column `tag`, and its values: this tag or any below it.

    `外交` takes in `外交/会晤` but not `外交部`.
    """
    # «0» is the character after «/».
    condition = "(tag = CAST(? AS TEXT) OR (tag >= CAST(? AS TEXT) AND tag < CAST(? AS TEXT)))"
    return condition, [path, f"{path}/", f"{path}0"]


def require_path(path: str) -> None:
    """Raises `InvalidRequestError` unless `path` can be the path of a tag."""
    if not all(part.strip() for part in path.split("/")):
        raise InvalidRequestError(message("A tag needs a name, and so does each part of its path."))
    if len(path) > LONGEST_PATH:
        raise InvalidRequestError(
            message(
                "“{tag}…” is too long: a tag and all above it may have {most} characters.",
                tag=path[:20],
                most=LONGEST_PATH,
            )
        )


def put(recorder: Recorder, tag: Tag) -> None:
    """Keeps what is said of a tag; its key is taken from the tag that had it.

    Raises `InvalidRequestError` where it has no name, or a colour or key that there is not.
    """
    require_path(tag.path)
    if tag.color and tag.color not in COLORS:
        raise InvalidRequestError(
            message(
                "There is no colour {color}. There are: {known}.",
                color=tag.color,
                known=", ".join(COLORS),
            )
        )
    if tag.key and tag.key not in KEYS:
        raise InvalidRequestError(
            message("A tag can be bound to the keys 1 to 9, not to {key}.", key=tag.key)
        )
    recorder.put(TAGS, tag.path, tag_row(tag))
    for key, bound in keys(recorder.connection).items():
        if bound == tag.path and key != str(tag.key):
            recorder.put(TAG_KEYS, key, None)
    if tag.key:
        recorder.put(TAG_KEYS, str(tag.key), with_checksum((str(tag.key), tag.path)))


def keys(connection: sqlite3.Connection) -> dict[str, str]:
    """Number key → the tag that is bound to it, by key."""
    return dict(connection.execute('SELECT "key", tag FROM tag_keys ORDER BY "key"').fetchall())


def counts(connection: sqlite3.Connection, file: Path) -> list[TagCount]:
    """Every tag in use, described or made by hand, by path.

    Raises `LibraryError` where one cannot be read; `check` finds those that only differ.
    """
    used = dict(connection.execute("SELECT tag, count FROM tag_counts").fetchall())
    said = connection.execute("SELECT path, color, description FROM tags").fetchall()
    bound = {tag: key for key, tag in keys(connection).items()}
    require_text((*used, *(value for row in said for value in row), *bound, *bound.values()), file)
    tags = {path: (path, "", "") for path in (*used, *bound)} | {row[0]: row for row in said}
    return [
        TagCount(Tag(path, color, description, int(bound.get(path, 0))), used.get(path, 0))
        for path, color, description in sorted(tags.values())
    ]
