"""A researcher opens this table in a spreadsheet and in scripts: no cell may run or be lost."""

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhupi.core.errors import ExportError
from zhupi.core.model import (
    Annotation,
    Article,
    Body,
    Purpose,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.csv_table import Csv, escape, read_rows, unescape

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SIGNS = "=+-@\t\r\n＝＋－＠"
TRICKY = st.sampled_from("'\"=+-@\t\r\n＝＋－＠,;甲a𠀀 /")
CELLS = st.text(alphabet=TRICKY, max_size=8) | st.text()
PRINTABLE = st.text(alphabet=TRICKY, min_size=1, max_size=12)


def table(items: list[AnnotatedArticle], context: ExportContext) -> tuple[bytes, int]:
    stream = io.BytesIO()
    count = Csv().write(iter(items), context, stream)
    return stream.getvalue(), count


def parsed(data: bytes) -> list[dict[str, str]]:
    """As any other program reads it: with the standard library's reader."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


@given(CELLS)
def test_escaping_is_taken_back_exactly(cell: str) -> None:
    assert unescape(escape(cell)) == cell


@given(CELLS)
def test_no_cell_begins_with_a_sign_that_spreadsheets_run(cell: str) -> None:
    assert not escape(cell).startswith(tuple(SIGNS))


@given(CELLS)
def test_two_different_cells_never_become_the_same(cell: str) -> None:
    assert escape(f"'{cell}") != escape(cell)


def test_the_bundle_as_other_programs_read_it(
    bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    data, _ = table(bundle, export_context)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 12
    rows = parsed(data)
    texts = {item.article.id: item.article.text for item in bundle}
    for row in rows:
        if row["start"]:
            passage = texts[row["article"]][int(row["start"]) : int(row["end"])]
            assert unescape(row["quote"]) == passage
    two = next(row for row in rows if row["tag 2"])
    assert (two["tags"], two["tag 1"], two["tag 2"]) == ("修缮/材料; 运输", "修缮/材料", "运输")
    formula = next(row for row in rows if row["quote"].endswith("SUM(A1:A9)"))
    assert formula["quote"] == "'=SUM(A1:A9)"
    assert formula["tag 1"] == "'=危险"
    assert formula["note"] == "'+这一格像公式"


def test_a_lost_passage_has_its_quote_but_no_numbers(
    bundle: list[AnnotatedArticle], export_context: ExportContext
) -> None:
    (lost,) = (row for row in parsed(table(bundle, export_context)[0]) if row["state"] == "orphan")
    assert lost["quote"] == "渡口原有石狮一对"
    assert (lost["start"], lost["end"]) == ("", "")


@given(
    quote=PRINTABLE,
    title=PRINTABLE,
    tags=st.lists(PRINTABLE, max_size=4),
    comment=PRINTABLE,
)
def test_every_cell_comes_back_as_it_was(
    quote: str, title: str, tags: list[str], comment: str
) -> None:
    context = ExportContext(NOW, "Zhupi", ())
    bodies = [Body(Purpose.TAGGING, tag) for tag in tags] + [Body(Purpose.COMMENTING, comment)]
    target = Target("a", TextPositionSelector(0, len(quote)), TextQuoteSelector(quote))
    annotation = Annotation("n", target, tuple(bodies), "pink", "", NOW, NOW)
    article = Article("a", title, quote, ())
    data, count = table([AnnotatedArticle(article, (annotation,))], context)
    Csv().check(io.BytesIO(data), count)
    (row,) = parsed(data)
    assert unescape(row["quote"]) == quote
    assert unescape(row["title"]) == title
    assert unescape(row["note"]) == comment
    assert [unescape(row[f"tag {n}"]) for n in range(1, len(tags) + 1)] == tags
    lines = io.StringIO(data.decode("utf-8-sig"), newline="\n")
    header, cells = read_rows(lines)
    assert cells[header.index("quote")] == quote


def test_a_passage_longer_than_the_standard_readers_limit_passes_the_check() -> None:
    text = "长" * 200_000
    target = Target("a", TextPositionSelector(0, len(text)), TextQuoteSelector(text))
    annotation = Annotation("n", target, (), "pink", "", NOW, NOW)
    article = Article("a", "长文", text, ())
    context = ExportContext(NOW, "Zhupi", ())
    data, count = table([AnnotatedArticle(article, (annotation,))], context)
    Csv().check(io.BytesIO(data), count)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"57","68"', b'"57","69"'),
        (b'"57","68"', b'"57","x"'),
        (b'"57",', b""),
        (b'"57"', b"57"),
        ("石阶".encode(), b"\xff\xfe"),
        (b'"title"', b'"headline"'),
    ],
)
def test_the_check_finds_a_broken_table(
    bundle: list[AnnotatedArticle], export_context: ExportContext, old: bytes, new: bytes
) -> None:
    data, count = table(bundle, export_context)
    assert old in data
    with pytest.raises(ExportError):
        Csv().check(io.BytesIO(data.replace(old, new, 1)), count)
