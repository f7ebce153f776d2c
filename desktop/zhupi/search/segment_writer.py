"""Writes a segment file from documents, many at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhupi.core.search import SearchDocument
from zhupi.search.originals import pack_whole
from zhupi.search.segment_format import SectionWriter, WritableFile
from zhupi.search.segment_grams import GramWriter, Postings, Sorted, cut, merged
from zhupi.search.segment_rows import RowWriter, article_key
from zhupi.search.text_tools import TextTools
from zhupi.search.units import BORDER, Run

MOST_ROWS: Final = 65_536  #: of a segment, so that a row takes two bytes
_RUN = 4_000_000  #: characters that are folded and sorted at once
_BORDER = chr(BORDER)


@dataclass(frozen=True, slots=True)
class Written:
    """A segment that was written."""

    rows: int
    size: int  #: bytes
    crc: int  #: names its content


class SegmentWriter:
    """Takes documents and writes the file as they come; `finish` completes it."""

    def __init__(self, stream: WritableFile, tools: TextTools) -> None:
        self._tools = tools
        self._writer = SectionWriter(stream)
        self._rows = RowWriter()
        self._pending: list[SearchDocument] = []
        self._characters = 0
        self._done = 0
        self._sources: dict[str, int] = {}
        self._runs: list[Postings] = []
        self._writer.begin("units")

    def __len__(self) -> int:
        return self._done + len(self._pending)

    def add(self, document: SearchDocument) -> int:
        """Takes in one more document; its row."""
        row = len(self)
        self._pending.append(document)
        self._characters += len(document.text)
        if self._characters >= _RUN:
            self._flush()
        return row

    def finish(self) -> Written:
        """Writes all that is left; the caller closes the stream."""
        self._flush()
        writer = self._writer
        writer.end("units")
        runs, self._runs = self._runs, []
        GramWriter(writer, self._done).write(merged([Sorted(run) for run in runs]))
        facts = self._rows.write(writer)
        size, crc = writer.finish(facts | {"rows": self._done, "source_names": list(self._sources)})
        return Written(self._done, size, crc)

    def _flush(self) -> None:
        documents, self._pending, self._characters = self._pending, [], 0
        if not documents:
            return
        folding, rows = self._tools.folding, self._rows
        joined = [_is_titled(document) for document in documents]
        run = folding.fold_all(
            [d.text if in_text else f"{d.title}{_BORDER}{d.text}"
             for d, in_text in zip(documents, joined, strict=True)]
        )  # fmt: skip
        self._writer.write_array(run.units)
        rows.add_lengths("starts", np.diff(run.starts))
        self._runs.append(cut(run.units, run.starts, self._done))
        title_ends = self._title_ends(documents, run)
        rows.add("title_ends", title_ends)
        rows.add("text_starts", np.where(joined, 0, title_ends + 1))
        self._add_exceptions(documents, run)
        self._add_facts(documents)
        self._add_names(documents)
        self._done += len(documents)

    def _title_ends(self, documents: Sequence[SearchDocument], run: Run) -> NDArray[np.int64]:
        lengths = np.fromiter((len(d.title) for d in documents), np.int64, len(documents))
        ends = run.kept(lengths)
        for number, text in run.exact.items():
            _, ends[number] = self._tools.folding.exact(text, int(lengths[number]))
        return ends

    def _add_exceptions(self, documents: Sequence[SearchDocument], run: Run) -> None:
        rows = self._rows
        found = self._tools.originals.exceptions(run)
        rows.add("styles", found.styles)
        rows.add("exception_steps", found.steps)
        rows.add("exception_units", found.units)
        rows.add_lengths("exception_starts", found.counts)
        whole = [pack_whole(d.text) if i in run.exact else b"" for i, d in enumerate(documents)]
        rows.add_strings("whole", *_joined(whole))

    def _add_facts(self, documents: Sequence[SearchDocument]) -> None:
        rows, count = self._rows, len(documents)
        sources = self._sources
        codes = [sources.setdefault(d.source, len(sources)) for d in documents]
        days = [d.published.toordinal() if d.published else 0 for d in documents]
        rows.add("source_codes", np.array(codes, np.uint16))
        rows.add("days", np.array(days, np.int32))
        rows.add("keys", np.array([article_key(d.article) for d in documents], np.uint64))
        rows.add("characters", np.fromiter((len(d.text) for d in documents), np.uint32, count))

    def _add_names(self, documents: Sequence[SearchDocument]) -> None:
        rows, folding = self._rows, self._tools.folding
        strings: dict[str, Callable[[SearchDocument], str]] = {
            "articles": lambda d: d.article,
            "digests": lambda d: d.digest,
            "titles": lambda d: d.title,
            "authors": lambda d: json.dumps(d.authors) if d.authors else "",
        }
        for name, of in strings.items():
            encoded = [of(document).encode("utf-8", "surrogatepass") for document in documents]
            rows.add_strings(name, *_joined(encoded))
        titles = folding.fold_all([document.title for document in documents])
        authors = folding.fold_all(
            ["".join([f"{name}{_BORDER}" for name in document.authors]) for document in documents]
        )
        for name, run in (("title", titles), ("author", authors)):
            rows.add(f"{name}_units", run.units)
            rows.add_lengths(f"{name}_starts", np.diff(run.starts))


def _is_titled(document: SearchDocument) -> bool:
    """Whether its text begins with its title."""
    title, text = document.title, document.text
    return not title or text == title or text.startswith(f"{title}\n")


def _joined(strings: Sequence[bytes]) -> tuple[bytes, NDArray[np.int64]]:
    return b"".join(strings), np.fromiter(map(len, strings), np.int64, len(strings))
