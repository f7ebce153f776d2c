"""Errors that are somebody's situation, not our mistake.

A `ZhupiError` is a known situation (a full disk, a file that is no text): front ends show its
message as one sentence and go on. Every other exception is a bug and is reported as one.
"""

from __future__ import annotations

from pathlib import Path

from zhupi.core.messages import Message


class ZhupiError(Exception):
    """A situation that a person can understand and act on; `message` says what and where."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the worker process by pickle.
        return (type(self), (self.message,))

    def __str__(self) -> str:
        return str(self.message)


class ReadError(ZhupiError):
    """A file that could not be read as articles."""


class LibraryError(ZhupiError):
    """A library that cannot be opened or written as asked."""


class LibraryReadOnlyError(LibraryError):
    """A change was asked of a library that is open read-only."""


class NotFoundError(ZhupiError):
    """An article, annotation or tag that is not in the library, or an id that fits several."""


class InvalidRequestError(ZhupiError):
    """Arguments that make no sense together: positions outside the text, an empty tag."""


class IndexDamagedError(ZhupiError):
    """The search index cannot be read; it can be rebuilt from the library."""


class ExportError(ZhupiError):
    """An export that could not be written, or that failed its own check."""


class CancelledError(ZhupiError):
    """The person stopped the job."""


def file_reason(error: OSError) -> str:
    """The system's words for what went wrong with a file, without the path."""
    return error.strerror or type(error).__name__


def shown_path(path: Path | str) -> str:
    """A path as a person can read it, whatever bytes its name holds.

    >>> shown_path("a\\udcffb")
    'a\\ufffdb'
    """
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
