"""CSV for spreadsheets: UTF-8 with BOM, CRLF, every cell quoted, one row an annotation.

Column names are fixed English identifiers, because scripts read this file as often as people:
they do not change with the language, and a later version only adds some. `tags` holds all tags
joined by `; `; `tag 1`, `tag 2` … hold one whole path each, as many as the most tagged annotation
needs.
`start` and `end` are empty where the passage was not found in a changed text, or fits several
places: `quote` is then as it was marked. Whatever `state` is not `resolved` waits for review, and
`confidence` says how sure its place is, 0 to 1.

A cell that a spreadsheet would run as a formula begins with an apostrophe; `unescape` takes it
away again and gives exactly what was written.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from zhupi.core.errors import ExportError
from zhupi.core.messages import message
from zhupi.core.model import Annotation, Article
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.common import damaged, incomplete, printable, quote_of, stands, utc

_BEFORE_TAGS = ("title", "source", "published", "quote", "prefix", "suffix", "note", "tags")
_AFTER_TAGS = (
    "color",
    "state",
    "confidence",
    "start",
    "end",
    "creator",
    "created",
    "modified",
    "path",
    "url",
    "article",
    "annotation",
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  #: by which spreadsheets know UTF-8
_KEPT_IN_MEMORY = 8 << 20  #: bytes of rows; more go to a temporary file
_RISKY = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_CELL = re.compile('"((?:[^"]|"")*)"(,|\r\n)')


def escape(cell: str) -> str:
    """`cell` so that no spreadsheet runs it.

    >>> [escape(cell) for cell in ("=1+1", "'=1+1", "会晤", "'s")]
    ["'=1+1", "''=1+1", '会晤', "'s"]
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def unescape(cell: str) -> str:
    """What `escape` was given.

    >>> [unescape(cell) for cell in ("'=1+1", "''=1+1", "会晤", "'s")]
    ['=1+1', "'=1+1", '会晤', "'s"]
    """
    return cell[1:] if _ESCAPED.match(cell) else cell


class Csv:
    """Writes and checks the table."""

    name = "csv"
    title = message("Table for spreadsheets (CSV)")
    suffix = ".csv"

    def write(
        self, items: Iterable[AnnotatedArticle], _context: ExportContext, stream: BinaryIO
    ) -> int:
        """Keeps the rows aside until it is known how many tag columns there are."""
        count = columns = 0
        with SpooledTemporaryFile(_KEPT_IN_MEMORY) as rows:
            for item in items:
                for annotation in item.annotations:
                    rows.write(json.dumps(_row(annotation, item.article)).encode() + b"\n")
                    columns = max(columns, len(annotation.tags))
                    count += 1
            rows.seek(0)
            stream.write(BYTE_ORDER_MARK)
            tag_names = [f"tag {number}" for number in range(1, columns + 1)]
            stream.write(table_row([*_BEFORE_TAGS, *tag_names, *_AFTER_TAGS]))
            for line in rows:
                before, tags, after = json.loads(line)
                padding = [""] * (columns - len(tags))
                stream.write(table_row([*before, *tags, *padding, *after]))
        return count

    def check(self, stream: BinaryIO, expected: int) -> None:
        """Every row has every column, and every passage is as long as its place."""
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="\n")
        try:
            rows = read_rows(text)
            header = next(rows, [])
            if tuple(header[: len(_BEFORE_TAGS)]) != _BEFORE_TAGS:
                raise damaged(message("the column names are missing."))
            found = 0
            for row in rows:
                if len(row) != len(header):
                    raise damaged(message("a row lacks cells."))
                cells = dict(zip(header, row, strict=True))
                length = len(cells["quote"])
                if cells["start"] and int(cells["end"]) - int(cells["start"]) != length:
                    raise damaged(message("a quotation is not as long as its place."))
                found += 1
        except ValueError as error:  # also what is no UTF-8
            raise damaged(message("it is not a table.")) from error
        finally:
            text.detach()
        if found != expected:
            raise incomplete(found, expected)


def read_rows(lines: Iterable[str]) -> Iterator[list[str]]:
    """The unescaped cells of each row of what `Csv` writes. Raises `ExportError`.

    The standard library's reader refuses cells of more than 131,072 characters unless a limit
    is changed for the whole process.
    """
    row, quotes = [], 0
    for line in lines:
        row.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            yield _cells("".join(row))
            row, quotes = [], 0
    if row:
        raise _broken_row()


def _cells(line: str) -> list[str]:
    cells, place = [], 0
    while place < len(line):
        found = _CELL.match(line, place)
        if found is None:
            raise _broken_row()
        cells.append(unescape(found[1].replace('""', '"')))
        place = found.end()
    if not line.endswith("\r\n"):
        raise _broken_row()
    return cells


def _broken_row() -> ExportError:
    return damaged(message("a row is cut off."))


def table_row(cells: Sequence[str]) -> bytes:
    """One row, so that no cell can break it or be run."""
    quoted = ('"' + escape(cell).replace('"', '""') + '"' for cell in cells)
    return (",".join(quoted) + "\r\n").encode()


def _row(annotation: Annotation, article: Article) -> tuple[list[str], list[str], list[str]]:
    """The cells before the tag columns, the tags, and the cells after them."""
    position, words = annotation.target.position, quote_of(annotation)
    here = stands(annotation)
    before = [
        article.title,
        article.source,
        article.published.isoformat() if article.published else "",
        words.exact,
        words.prefix,
        words.suffix,
        annotation.note,
        "; ".join(annotation.tags),
    ]
    after = [
        annotation.color,
        annotation.state.value,
        f"{annotation.confidence if here else 0:.2f}",
        str(position.start) if here else "",
        str(position.end) if here else "",
        annotation.creator,
        utc(annotation.created),
        utc(annotation.modified),
        article.path,
        article.url,
        article.id,
        annotation.id,
    ]
    clean = [[printable(cell) for cell in part] for part in (before, annotation.tags, after)]
    return clean[0], clean[1], clean[2]
