"""Writes a concordance: a table for spreadsheets, or lines aligned at the keyword for reading."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from zhupi.core.columns import columns
from zhupi.core.errors import InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Progress
from zhupi.core.protocols import Checkpoint, ProgressSink
from zhupi.core.search import ConcordanceLine
from zhupi.exchange.common import printable
from zhupi.exchange.csv_table import BYTE_ORDER_MARK, table_row
from zhupi.workspace.exporting import write_file

FORMATS = ("csv", "text")
_COLUMNS = ("left", "keyword", "right", "title", "published", "start", "end", "article")
_TELL_EVERY = 100
_LOOK_SECONDS = 0.1
_WRITING = message("Writing the concordance")

Writer = Callable[[ConcordanceLine], bytes]


def export_concordance(
    lines: Iterable[ConcordanceLine],
    width: int,
    output: Path | BinaryIO,
    format_name: str,
    progress: ProgressSink,
) -> int:
    """Writes `lines`, of `width` characters on each side; returns how many.

    An empty `format_name` goes by how the file is called. Raises `ExportError`,
    `InvalidRequestError` for a format that is none.
    """
    if not format_name:
        table = isinstance(output, Path) and output.suffix.lower() == ".csv"
        format_name = "csv" if table else "text"
    if format_name not in FORMATS:
        raise InvalidRequestError(
            message(
                "There is no format {name} for a concordance. There are: {known}.",
                name=format_name,
                known=", ".join(FORMATS),
            )
        )

    def write(stream: BinaryIO) -> int:
        return _write(lines, width, stream, format_name, progress)

    return write_file(output, write) if isinstance(output, Path) else write(output)


def checkpoint(progress: ProgressSink) -> Checkpoint:
    """Lets `progress` stop what comes before the first line."""
    last = time.monotonic()

    def check() -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= _LOOK_SECONDS:
            last = now
            progress(Progress(0, 0, _WRITING))

    return check


def _write(
    lines: Iterable[ConcordanceLine],
    width: int,
    stream: BinaryIO,
    format_name: str,
    progress: ProgressSink,
) -> int:
    if format_name == "csv":
        stream.write(BYTE_ORDER_MARK + table_row(_COLUMNS))
        write: Writer = _cells
    else:
        side = 2 * width

        def write(line: ConcordanceLine) -> bytes:
            return _aligned(line, side)

    count = 0
    for line in lines:
        if count % _TELL_EVERY == 0:
            progress(Progress(count, 0, _WRITING))
        stream.write(write(line))
        count += 1
    return count


def _cells(line: ConcordanceLine) -> bytes:
    cells = (
        line.left,
        line.keyword,
        line.right,
        line.title,
        line.published.isoformat() if line.published else "",
        str(line.span.start),
        str(line.span.end),
        line.article,
    )
    return table_row([printable(cell) for cell in cells])


def _aligned(line: ConcordanceLine, side: int) -> bytes:
    left, keyword, right, title = (
        " ".join(printable(part).split("\n"))
        for part in (line.left, line.keyword, line.right, line.title)
    )
    day = line.published.isoformat() if line.published else ""
    before = " " * max(0, side - columns(left)) + left
    after = right + " " * max(0, side - columns(right))
    return f"{before}【{keyword}】{after}  {day:10}  {title}".rstrip().encode() + b"\n"
