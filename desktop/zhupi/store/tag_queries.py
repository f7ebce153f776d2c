"""Tags: those that annotations bear, and what a person said about tags.

A row of `tags` exists only where a person gave a tag a colour or description, or made it by hand;
that a tag is in use follows from the annotations alone, so the two can never disagree.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Tag, TagCount
from zhupi.store.failures import require_text
from zhupi.store.history import Recorder
from zhupi.store.row_values import tag_row
from zhupi.store.rows import TAGS


def below(path: str) -> tuple[str, list[str]]:
    """A condition on the column `tag`, and its values: this tag or any below it.

    `外交` takes in `外交/会晤` but not `外交部`.
    """
    # «0» is the character after «/».
    condition = "(tag = CAST(? AS TEXT) OR (tag >= CAST(? AS TEXT) AND tag < CAST(? AS TEXT)))"
    return condition, [path, f"{path}/", f"{path}0"]


def put(recorder: Recorder, tag: Tag) -> None:
    """Keeps what is said of a tag. Raises `InvalidRequestError` where it has no name."""
    if not all(part.strip() for part in tag.path.split("/")):
        raise InvalidRequestError(message("A tag needs a name, and so does each part of its path."))
    recorder.put(TAGS, tag.path, tag_row(tag))


def counts(connection: sqlite3.Connection, file: Path) -> list[TagCount]:
    """Every tag in use, described or made by hand, by path.

    Raises `LibraryError` where one cannot be read; `check` finds those that only differ.
    """
    used = dict(
        connection.execute("SELECT tag, count(*) FROM annotation_tags GROUP BY tag").fetchall()
    )
    said = connection.execute("SELECT path, color, description FROM tags").fetchall()
    require_text((*used, *(value for row in said for value in row)), file)
    tags = {path: Tag(path) for path in used} | {row[0]: Tag(*row) for row in said}
    return [TagCount(tags[path], used.get(path, 0)) for path in sorted(tags)]
