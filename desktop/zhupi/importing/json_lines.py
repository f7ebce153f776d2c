"""JSON Lines: one article a line, with `title`, `text`, `date`, `source`, `author`, `url`.

Each line stands alone: one that cannot be read becomes a `ReadFailure` and the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from zhupi.core.errors import ReadError, shown_path
from zhupi.core.messages import message
from zhupi.core.model import Article
from zhupi.core.protocols import ReadFailure, ReadOptions, SourceFile
from zhupi.importing.builder import build
from zhupi.importing.bylines import author_credits
from zhupi.importing.characters import blank, count_han, normal_lines
from zhupi.importing.dates import parse_date
from zhupi.importing.encodings import codec_of, decode_exactly
from zhupi.importing.pieces import Draft, plain


class JsonLinesReader:
    """Reads files of many articles."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def score(self, source: SourceFile) -> float:
        if source.path.suffix.lower() in self.suffixes:
            return 1.0
        head = source.data[: 64 * 1024].lstrip(b"\xef\xbb\xbf \t\r\n")
        first = head.split(b"\n", 1)[0]
        if not first.startswith(b"{"):
            return 0.0
        try:
            record = json.loads(first)
        except (ValueError, RecursionError):
            return 0.0
        return 0.9 if isinstance(record, dict) and "text" in record else 0.0

    def read(self, source: SourceFile, options: ReadOptions) -> Iterator[Article | ReadFailure]:
        codec = codec_of(source, options.encoding)
        data = source.data
        if codec.startswith(("utf-16", "utf-32")):
            # There a line feed's byte may be half of another character.
            data = decode_exactly(source, codec).encode("utf-8", "surrogatepass")
            lines_codec = "utf-8"
        else:
            lines_codec = codec
        for number, line in enumerate(_lines(data), 1):
            if not line.strip():
                continue
            record = f"#{number}"
            try:
                draft = _draft(_record(line, lines_codec), record)
                yield build(draft, source, options, self.name, codec)
            except _RecordError as error:
                yield ReadFailure(shown_path(source.path) + record, error.message)
            except ReadError:
                yield ReadFailure(shown_path(source.path) + record, message("It holds no text."))


class _RecordError(ReadError):
    """One record that cannot be read."""


def _lines(data: bytes) -> Iterator[bytes]:
    """The lines, cut one by one. Only a line feed ends one: U+2028 may stand inside a string."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def _record(line: bytes, codec: str) -> Mapping[str, Any]:
    try:
        # Not strict: raw tabs and line feeds in strings are common and harmless.
        record = json.loads(line.decode(codec).removeprefix("\ufeff"), strict=False)
    except UnicodeDecodeError:
        raise _RecordError(message("It is not in the encoding {codec}.", codec=codec)) from None
    except json.JSONDecodeError as error:
        raise _RecordError(
            message(
                "It is not JSON: {reason} at character {column}.",
                reason=error.msg,
                column=error.pos + 1,
            )
        ) from None
    except (ValueError, RecursionError):
        raise _RecordError(message("It is not JSON that can be read.")) from None
    if not isinstance(record, dict):
        raise _RecordError(message("It is JSON, but not an object with “title” and “text”."))
    return record


def _draft(record: Mapping[str, Any], name: str) -> Draft:
    text = record.get("text")
    if not isinstance(text, str):
        raise _RecordError(message("It has no “text”."))
    if blank(text):
        raise _RecordError(message("Its “text” is empty."))
    authors = record.get("author")
    if isinstance(authors, list):
        authors = "、".join(a for a in authors if isinstance(a, str))
    return Draft(
        pieces=tuple(plain(line) for line in normal_lines(text).split("\n")),
        title=_string(record, "title"),
        source=_string(record, "source"),
        credits=author_credits(authors, chinese=count_han(text) > 0)
        if isinstance(authors, str)
        else (),
        published=parse_date(record.get("date")),
        url=_string(record, "url"),
        record=name,
    )


def _string(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""
