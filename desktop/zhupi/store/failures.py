"""What SQLite reports, as situations a person can understand.

Invariant: no `sqlite3.Error` that stands for somebody's situation leaves this package; one that
does leave it is a bug of ours (wrong SQL, a broken rule between tables).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from zhupi.core.errors import (
    InvalidRequestError,
    LibraryDamagedError,
    LibraryError,
    LibraryReadOnlyError,
    NotFoundError,
    ZhupiError,
    shown_path,
)
from zhupi.core.messages import message


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Turns what SQLite reports of the library at `file` into `LibraryError`s.

    Bytes that are no UTF-8 can only come from damage: we never write such.
    """
    try:
        yield
    except sqlite3.Error as error:
        known = situation(error, file)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        raise damaged(file) from error


def damaged(file: Path) -> LibraryDamagedError:
    """The library's file holds what SQLite or we cannot make sense of."""
    return LibraryDamagedError(
        message("The library file {file} is damaged. Nothing was changed.", file=shown_path(file))
    )


def made_all_the_same(file: Path) -> LibraryError:
    """The disk failed when all was written, so that nobody can tell whether it stays."""
    return LibraryError(
        message(
            "The disk failed at the end of a change to {file}: it was made, but may not last. "
            "Check the disk.",
            file=shown_path(file),
        )
    )


def require_text(values: Iterable[object], file: Path) -> None:
    """Raises `LibraryError` unless all are strings: one flipped bit makes a text raw bytes."""
    if set(map(type, values)) - {str}:
        raise damaged(file)


def row_damaged(what: str, key: str, file: Path) -> LibraryError:
    """One row is not as it was written. `what` is the table's name."""
    if what in {"annotations", "origins"}:
        text = message(
            "The annotation {key} in {file} is damaged: it is not as it was written.",
            key=key,
            file=shown_path(file),
        )
    elif what in {"tags", "tag_keys"}:
        text = message(
            "The tag {key} in {file} is damaged: it is not as it was written.",
            key=key,
            file=shown_path(file),
        )
    elif what == "versions":
        text = message(
            "The old text of the article {key} in {file} is damaged: it is not as it was written.",
            key=key,
            file=shown_path(file),
        )
    elif what == "saved_searches":
        text = message(
            "The saved search {key} in {file} is damaged: it is not as it was written.",
            key=key,
            file=shown_path(file),
        )
    elif what == "corrections":
        text = message(
            "The correction {key} in {file} is damaged: it is not as it was written.",
            key=key,
            file=shown_path(file),
        )
    else:
        text = message(
            "The article {key} in {file} is damaged: it is not as it was written.",
            key=key,
            file=shown_path(file),
        )
    return LibraryError(text)


def no_article(key: str) -> NotFoundError:
    """There is no article with this id, or none that begins so."""
    return NotFoundError(message("There is no article {id} in the library.", id=key))


def no_annotation(key: str) -> NotFoundError:
    """There is no annotation with this id, or none that begins so."""
    return NotFoundError(message("There is no annotation {id} in the library.", id=key))


def is_duplicate(error: sqlite3.Error) -> bool:
    """Whether a row was refused because its key is taken."""
    return getattr(error, "sqlite_errorcode", 0) in {
        sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
        sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    }


def is_broken_reference(error: sqlite3.Error) -> bool:
    """Whether a row was refused because what it points to is not there."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY


def situation(error: sqlite3.Error, file: Path) -> ZhupiError | None:
    """The situation `error` stands for, or None where it is a bug."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    shown = shown_path(file)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return LibraryError(
            message("The library file {file} was moved or deleted while it was open.", file=shown)
        )
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return LibraryReadOnlyError(
            message(
                "The library file {file} was not closed properly. "
                "Open it once where it can be written.",
                file=shown,
            )
        )
    # An extended result code holds the primary one in its low byte.
    match code & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            found: ZhupiError | None = damaged(file)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            found = LibraryReadOnlyError(
                message("The library file {file} cannot be written.", file=shown)
            )
        case sqlite3.SQLITE_FULL:
            found = LibraryError(
                message("The disk that holds {file} is full; the change was not made.", file=shown)
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            found = LibraryError(
                message(
                    "Another program kept the library file {file} busy for too long. "
                    "Nothing was changed; try again.",
                    file=shown,
                )
            )
        case sqlite3.SQLITE_CANTOPEN:
            found = LibraryError(message("The library file {file} cannot be opened.", file=shown))
        case sqlite3.SQLITE_IOERR:
            found = LibraryError(
                message("The disk failed while reading or writing {file}.", file=shown)
            )
        case sqlite3.SQLITE_TOOBIG:
            found = InvalidRequestError(
                message("This is too large for one article or annotation: at most 1 GB fits.")
            )
        case _:
            found = None
    return found
