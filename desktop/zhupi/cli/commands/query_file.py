"""Files that are given to commands: queries, one a line, and lists."""

from __future__ import annotations

import sys
from pathlib import Path

from zhupi.core.errors import InvalidRequestError, file_reason, shown_path
from zhupi.core.messages import message

#: Far more than anybody asks at once; a device that never ends must not fill the memory.
LARGEST = 16 * 1024 * 1024


def lines_of(path: Path) -> list[str]:
    """The queries in the file at `path`, or on standard input where it is `-`.

    An empty line is an empty query, so that answers stay in step with lines.
    Raises `InvalidRequestError`.
    """
    data = bytes_of(path)
    shown = shown_path(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequestError(
            message("{path} is not a UTF-8 text file.", path=shown)
        ) from error
    # Only line feeds end a query; str.splitlines would cut at U+2028 and others.
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if not lines[-1] else lines


def bytes_of(path: Path) -> bytes:
    """What is in a file, or comes on standard input where `path` is `-`.

    Raises `InvalidRequestError`.
    """
    data = _read(path)
    shown = shown_path(path)
    if len(data) > LARGEST:
        raise InvalidRequestError(
            message(
                "{path} is larger than {megabytes} MB.",
                path=shown,
                megabytes=LARGEST // (1024 * 1024),
            )
        )
    return data


def _read(path: Path) -> bytes:
    try:
        if str(path) == "-" and sys.stdin is not None:
            return sys.stdin.buffer.read(LARGEST + 1)
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise InvalidRequestError(
            message(
                "{path} could not be read: {reason}.",
                path=shown_path(path),
                reason=file_reason(error),
            )
        ) from error
