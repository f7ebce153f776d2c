"""Errors that are somebody's situation, not our mistake.

A `ZhupiError` is a known situation (a full disk, a file that is no text): front ends show its
message as one sentence and go on. Every other exception is a bug and is reported as one.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from zhupi.core.messages import Message, message

_FILE_REASONS: Mapping[int, Message] = MappingProxyType(
    {
        errno.ENOENT: message("No such file or directory"),
        errno.EACCES: message("Permission denied"),
        errno.EPERM: message("Operation not permitted"),
        errno.ENOSPC: message("No space left on device"),
        errno.EDQUOT: message("Disk quota exceeded"),
        errno.EROFS: message("Read-only file system"),
        errno.EIO: message("Input/output error"),
        errno.EBUSY: message("Device or resource busy"),
        errno.EEXIST: message("File exists"),
        errno.EISDIR: message("Is a directory"),
        errno.ENOTDIR: message("Not a directory"),
        errno.ENAMETOOLONG: message("File name too long"),
        errno.EFBIG: message("File too large"),
        errno.ELOOP: message("Too many levels of symbolic links"),
        errno.EMFILE: message("Too many open files"),
    }
)


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


class LibraryDamagedError(LibraryError):
    """A library whose file cannot be made sense of; it can be repaired as far as it is readable."""


class LibraryReadOnlyError(LibraryError):
    """A change was asked of a library that is open read-only."""


class NotFoundError(ZhupiError):
    """An article, annotation or tag that is not in the library, or an id that fits several."""


class InvalidRequestError(ZhupiError):
    """Arguments that make no sense together: positions outside the text, an empty tag."""


class ChangedMeanwhileError(InvalidRequestError):
    """Something is no longer as it was read, and what was made of it was not written: try again."""


class IndexDamagedError(ZhupiError):
    """The search index cannot be read; it can be rebuilt from the library."""


class ExportError(ZhupiError):
    """An export that could not be written, or that failed its own check."""


class CancelledError(ZhupiError):
    """The person stopped the job."""


def file_reason(error: OSError) -> Message | str:
    """What went wrong with a file, without the path; the system's words for rare reasons.

    The system speaks its own language, or English only, and not the one a person chose.
    """
    known = _FILE_REASONS.get(error.errno or 0)
    return known or error.strerror or type(error).__name__


def shown_path(path: Path | str) -> str:
    """A path as a person can read it, whatever bytes its name holds.

    >>> shown_path("a\\udcffb")
    'a\\ufffdb'
    """
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
