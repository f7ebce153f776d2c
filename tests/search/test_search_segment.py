"""Segment files: all that was written comes back whole, and every gram is where it is."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhupi.core.search import SearchDocument
from zhupi.search.originals import Originals
from zhupi.search.segment_file import SegmentFile
from zhupi.search.segment_format import MAGIC, MemorySource
from zhupi.search.segment_grams import MOST_COUNT, MOST_UNITS, WORD_NUMBERS
from zhupi.search.segment_merge import live_rows, merge
from zhupi.search.segment_writer import SegmentWriter
from zhupi.search.text_tools import TextTools
from zhupi.search.units import BORDER

TOOLS = TextTools()
# Lone surrogates too: some files hold them, and no text may be lost.
ANY = st.characters(exclude_categories=())
TELLING = st.sampled_from(
    "中臺國後，。aＡ1_,:\n\r\t\u3000\U00020000\U0002c029𝐀😀\ud83d\ude00\uffff\x00\ue000"
)
TEXTS = st.text(ANY | TELLING, max_size=60)
DOCUMENTS = st.builds(
    SearchDocument,
    article=st.sampled_from(("0011aaff", "x", "臺")) | TEXTS,
    digest=st.sampled_from(("00", "0a")) | TEXTS,
    title=TEXTS,
    text=TEXTS,
    source=TEXTS,
    published=st.none() | st.dates(),
    authors=st.lists(TEXTS, max_size=2).map(tuple),
)
TITLED = st.builds(
    lambda d, text: SearchDocument(
        d.article, d.digest, d.title, f"{d.title}\n{text}", d.source, d.published, d.authors
    ),
    DOCUMENTS,
    TEXTS,
)


def write(documents: Sequence[SearchDocument]) -> SegmentFile:
    stream = BytesIO()
    writer = SegmentWriter(stream, TOOLS)
    assert [writer.add(document) for document in documents] == list(range(len(documents)))
    written = writer.finish()
    data = stream.getvalue()
    assert (written.rows, written.size) == (len(documents), len(data))
    file = SegmentFile(MemorySource(data), "segment", TOOLS)
    assert file.crc == written.crc
    return file


def plain(*texts: str) -> list[SearchDocument]:
    return [SearchDocument(str(n), "", "", text, "", None) for n, text in enumerate(texts)]


def record(file: SegmentFile, row: int) -> list[int]:
    first, end = file.starts[row : row + 2].tolist()
    found: list[int] = file.units[first:end].tolist()
    return found


def stretch(units: NDArray[Any], starts: NDArray[Any], row: int) -> bytes:
    first, end = starts[row : row + 2].tolist()
    return units[first:end].tobytes()


def assert_same(file: SegmentFile, documents: Sequence[SearchDocument]) -> None:
    assert [file.document(row) for row in range(len(file))] == list(documents)
    assert file.articles() == [d.article for d in documents]
    assert file.digests() == [d.digest for d in documents]
    assert file.characters.tolist() == [len(d.text) for d in documents]
    for row, document in enumerate(documents):
        title, text = document.title, document.text
        folded_title = TOOLS.folding.fold(title).tolist()
        units = record(file, row)
        assert stretch(file.title_units, file.title_starts, row) == bytes(TOOLS.folding.fold(title))
        if not title or text == title or text.startswith(f"{title}\n"):
            assert file.text_starts[row] == 0
            assert units == TOOLS.folding.fold(text).tolist()
        else:
            assert units[: file.title_ends[row]] == folded_title
            assert units[file.title_ends[row]] == BORDER
            assert units[file.text_starts[row] :] == TOOLS.folding.fold(text).tolist()


def assert_grams_are_those_of_the_records(file: SegmentFile) -> None:
    expected: dict[tuple[int, ...], Counter[int]] = {}
    for row in range(len(file)):
        units = record(file, row)
        for gram in [
            *zip(units, [*units[1:], 0], strict=False),
            *zip(units, units[1:], units[2:], strict=False),
        ]:
            if len(gram) == 2 or all(unit in WORD_NUMBERS for unit in gram):
                expected.setdefault(gram, Counter())[row] += 1
    expected = {gram: rows for gram, rows in expected.items() if gram[0] != BORDER}
    for gram, counts in expected.items():
        number = file.gram(*gram) if len(gram) == 2 else file.trigram(*gram)
        rows = file.gram_rows(number).tolist()
        assert rows == sorted(counts)
        assert file.gram_count(number) == len(counts)
        found = file.gram_counts(number)
        wanted = [min(counts[row], MOST_COUNT) for row in rows]
        assert wanted == ([1] * len(rows) if found is None else found.tolist())
    for unit in {gram[0] for gram in expected}:
        low, high = file.unit_range(unit)
        sums = np.zeros(len(file), int)
        pairs = [rows for gram, rows in expected.items() if gram[0] == unit and len(gram) == 2]
        assert high - low == len(pairs)
        for rows_of in pairs:
            for row, count in rows_of.items():
                sums[row] += min(count, MOST_COUNT)
        assert file.counts_between(low, high).tolist() == np.minimum(sums, MOST_UNITS).tolist()
        assert file.rows_between(low, high).tolist() == (sums > 0).tolist()


@given(documents=st.lists(DOCUMENTS | TITLED, min_size=1, max_size=5))
@example(documents=[SearchDocument("a", "b", "題 目", "題 目\n\n臺灣 ok, 後\U0002c029", "", None)])
@settings(deadline=None, max_examples=60)
def test_round_trip(documents: list[SearchDocument]) -> None:
    file = write(documents)
    assert_same(file, documents)
    assert_grams_are_those_of_the_records(file)


@given(
    pieces=st.lists(
        st.lists(st.tuples(DOCUMENTS | TITLED, st.booleans()), min_size=1, max_size=3),
        min_size=1,
        max_size=4,
    )
)
@settings(deadline=None, max_examples=40)
def test_merging_keeps_the_live_rows_and_nothing_else(
    pieces: list[list[tuple[SearchDocument, bool]]],
) -> None:
    """Else tidying up would lose articles, or bring deleted ones back."""
    expected = [document for piece in pieces for document, live in piece if live]
    if not expected:
        return
    sources = live_rows([
        (write([document for document, _ in piece]), np.array([live for _, live in piece]))
        for piece in pieces
    ])  # fmt: skip
    stream = BytesIO()
    assert merge(stream, sources).rows == len(expected)
    file = SegmentFile(MemorySource(stream.getvalue()), "merged", TOOLS)
    assert_same(file, expected)
    assert_grams_are_those_of_the_records(file)
    assert stream.getvalue() == merged_bytes(sources)


def merged_bytes(sources: list) -> bytes:  # type: ignore[type-arg]
    again = BytesIO()
    merge(again, sources)
    return again.getvalue()


def test_many_rows_are_kept_as_bitmaps() -> None:
    """A common pair stands in most of many articles; its list is kept in another form."""
    texts = [f"外交{'部' * (n % 20)}{chr(0x4E00 + n)}" for n in range(3_000)]
    file = write(plain(*texts))
    assert_grams_are_those_of_the_records(file)
    half = np.arange(3_000) % 2 == 0
    stream = BytesIO()
    merge(stream, live_rows([(file, half), (write(plain("外交")), np.array([True]))]))
    assert_grams_are_those_of_the_records(SegmentFile(MemorySource(stream.getvalue()), "", TOOLS))


def test_common_units_are_counted_alike() -> None:
    """Of a comma that is nearly everywhere the counts are kept; they must be the same."""
    texts = ["".join(f"，{chr(0x4E00 + (n * k) % 97)}" for k in range(40)) for n in range(30)]
    texts[7] = "，" * 999 + "".join(f"，{chr(0x4E00 + k)}" for k in range(60)) * 15
    file = write(plain(*texts))
    assert chr(file._common_units[-1]) == "，"
    assert_grams_are_those_of_the_records(file)
    low, high = file.unit_range(ord("，"))
    assert file.counts_between(low, high)[7] == MOST_UNITS


def test_changes_far_apart_and_across_chunks() -> None:
    """Long articles are checked in pieces and patched over long distances."""
    text = "Ａ" + "中" * 70_000 + "Ｂ" + "文" * 300 + "Ｃ"
    documents = plain(text, "后")
    assert_same(write(documents), documents)


def test_traditional_text_costs_little_more_than_simplified() -> None:
    simplified = write(plain("台湾总统府国民党选举，后来发生变化。" * 50))
    traditional = write(plain("臺灣總統府國民黨選舉，後來發生變化。" * 50))
    assert traditional.original(0).startswith("臺灣總統府")

    def exceptions(file: SegmentFile) -> int:
        return len(file._reader.array("exception_steps", np.uint8))

    assert exceptions(traditional) <= exceptions(simplified) + 4 * 50


@pytest.mark.parametrize(("gram", "rows"), [("中文", [1]), ("文中", []), ("abc", [0])])
def test_postings(gram: str, rows: list[int]) -> None:
    file = write(plain("中abc", "中文"))
    number = file.gram(*map(ord, gram)) if len(gram) == 2 else file.trigram(*map(ord, gram))
    assert (file.gram_rows(number).tolist() if number >= 0 else []) == rows


def test_no_pair_reaches_from_title_to_text() -> None:
    """Title and text are two things; what stands on their border was never written."""
    file = write([SearchDocument("a", "", "题目", "正文", "", None)])
    assert file.gram(ord("目"), ord("正")) == -1
    low, high = file.unit_range(ord("目"))
    assert high - low == 1


def test_an_open_file_survives_those_who_still_read_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Closing is no crash, and the last reader gives the file back."""
    path = tmp_path / "segment"
    with path.open("wb") as stream:
        writer = SegmentWriter(stream, TOOLS)
        writer.add(SearchDocument("a", "", "", "正文", "", date(2023, 7, 2)))
        writer.finish()
    file = SegmentFile.open(path, TOOLS)
    units, days = file.units, file.days
    assert file.original(0) == "正文"
    file.close()
    file.close()
    assert units[:].tobytes().decode("utf-16-le") == "正文"
    assert days.tolist() == [date(2023, 7, 2).toordinal()]


def test_folding_leaves_private_use_alone() -> None:
    """What was dropped is marked by units of private use, so none of them may be folded."""
    private = np.arange(0xE000, 0xF900)
    assert (TOOLS.folding.table[private] == private).all()


def test_styles_are_part_of_the_format() -> None:
    """Texts come back wrong from an index that was written with others; see `originals`."""
    table = np.arange(1 << 16, dtype=np.uint16)
    for folded, others in {
        "国": "國囯",
        "后": "後",
        "面": "麵",
        "里": "裏裡",
        "台": "臺颱",
    }.items():
        table[[ord(other) for other in others]] = ord(folded)
    styles = Originals(lambda: table)._styles
    assert [chr(styles[1][ord(c)]) for c in "国后面里台"] == ["國", "後", "面", "裡", "台"]
    assert zlib.crc32(b"".join(style.tobytes() for style in styles)) == 3704734685
    assert MAGIC == b"zhupi segment 3\n"


@given(st.lists(st.text("0123456789abcdef", min_size=16, max_size=16), min_size=1, max_size=5))
def test_ids_as_numbers_sort_as_the_ids(ids: list[str]) -> None:
    """Else articles of one day change places between one page and the next."""
    numbers = write([SearchDocument(key, "", "", "文", "", None) for key in ids]).article_numbers()
    assert numbers is not None
    assert numbers.tolist() == [int(key, 16) for key in ids]
    mixed = write([SearchDocument(key, "", "", "文", "", None) for key in (*ids, "短")])
    assert mixed.article_numbers() is None
