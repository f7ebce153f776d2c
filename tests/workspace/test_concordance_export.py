"""A concordance as a file: for spreadsheets, or to be read as it is aligned."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhupi.core.errors import CancelledError, ExportError, InvalidRequestError
from zhupi.core.messages import message
from zhupi.core.model import Progress, Span
from zhupi.core.search import ConcordanceLine, ConcordanceRequest
from zhupi.exchange.csv_table import read_rows
from zhupi.store import Store
from zhupi.workspace import Workspace
from zhupi.workspace.concordance_export import export_concordance


@pytest.fixture
def filled(library: Store, searched: Workspace, make: Any) -> Workspace:
    library.add_articles(
        [
            make("a1", "=1+1，中方表示关切。再次表示。", published=date(2023, 7, 1)),
            make("a2", 'UN said: "会谈"表示'),
        ]
    )
    searched.sync_index()
    return searched


def test_a_table_holds_every_line_and_runs_nothing(filled: Workspace, tmp_path: Path) -> None:
    """A spreadsheet shows what stands in the text, also where it looks like a formula."""
    output = tmp_path / "表示.CSV"
    assert filled.export_concordance(ConcordanceRequest("表示", width=8), output) == 3
    written = output.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert '"\'=1+1，中方"' in written.decode("utf-8-sig")
    header, *rows = read_rows(written.decode("utf-8-sig").splitlines(keepends=True))
    assert header == ["left", "keyword", "right", "title", "published", "start", "end", "article"]
    assert rows == [
        ["=1+1，中方", "表示", "关切。再次表示。", "题a1", "2023-07-01", "7", "9", "a1"],
        ["方表示关切。再次", "表示", "。", "题a1", "2023-07-01", "14", "16", "a1"],
        ['id: "会谈"', "表示", "", "题a2", "", "13", "15", "a2"],
    ]


def test_text_is_aligned_at_the_keyword(filled: Workspace, tmp_path: Path) -> None:
    """Chinese characters take two columns, Latin ones one; the matches stand below each other."""
    output = tmp_path / "表示.txt"
    assert filled.export_concordance(ConcordanceRequest("表示", width=8), output) == 3
    assert output.read_text("utf-8") == (
        "      =1+1，中方【表示】关切。再次表示。  2023-07-01  题a1\n"
        "方表示关切。再次【表示】。                2023-07-01  题a1\n"
        '      id: "会谈"【表示】                              题a2\n'
    )


def test_what_no_file_can_hold_is_replaced() -> None:
    """A lone surrogate or a control character of a text must not cost the whole export."""
    line = ConcordanceLine("a", "题\ud800", None, Span(0, 1), "左\x1b", "词", "右\n下")
    for name, expected in (("csv", "左\ufffd"), ("text", "左\ufffd【词】右 下")):
        stream = io.BytesIO()
        assert export_concordance([line], 2, stream, name, lambda _step: None) == 1
        assert expected in stream.getvalue().decode("utf-8-sig")


def test_an_export_that_fails_leaves_what_stood_there(filled: Workspace, tmp_path: Path) -> None:
    """Half a table under the name of the old one would be worse than none."""
    output = tmp_path / "c.csv"
    output.write_text("old")

    def stop(_step: Progress) -> None:
        raise CancelledError(message("Stopped."))

    request = ConcordanceRequest("表示")
    with pytest.raises(CancelledError):
        filled.export_concordance(request, output, stop)
    with pytest.raises(InvalidRequestError, match="csv, text"):
        filled.export_concordance(request, output, format_name="pdf")
    with pytest.raises(ExportError, match="could not be written"):
        filled.export_concordance(request, tmp_path / "no" / "c.csv")
    assert output.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["c.csv"]
