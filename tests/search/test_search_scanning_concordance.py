"""A concordance of the texts themselves is the one that an index gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zhupi.core.errors import CancelledError
from zhupi.core.messages import message
from zhupi.core.search import (
    ConcordanceRequest,
    ConcordanceSort,
    FeedPosition,
    SearchDocument,
)
from zhupi.search import scan_concordance
from zhupi.search.scanning_backend import ScanningBackend

TEXTS = (
    "中方表示关切。美方没有表示。\n中方再次表示，愿意对话。",
    "臺灣記者報導，各方表示關切。",
    "没有别的消息。",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab 表示",
)
DOCUMENTS = [
    SearchDocument(f"a{n}", f"d{n}", f"题{n}", text, "晚报", date(2026, 3, 9 - n))
    for n, text in enumerate(TEXTS)
]


@pytest.fixture
def backend() -> ScanningBackend:
    made = ScanningBackend()
    made.update(DOCUMENTS, reached=FeedPosition(1, "x"))
    return made


@pytest.mark.parametrize("sort", list(ConcordanceSort))
@pytest.mark.parametrize(
    "query",
    ["表示", "/[中美]方/", "关切", "表示 -关切", '"方 表示"', "没有的话", "", "source:晚报 方"],
)
def test_both_give_the_same_lines(
    backend: ScanningBackend, query: str, sort: ConcordanceSort
) -> None:
    """Otherwise an answer depends on whether the index is damaged."""
    request = ConcordanceRequest(query, 5, sort)
    documents = ((document, None) for document in DOCUMENTS)
    assert list(scan_concordance(request, documents)) == list(backend.concordance(request))


def test_lines_told_before_are_left_out_and_the_limit_holds_for_the_rest() -> None:
    request = ConcordanceRequest("表示")
    pairs = [(document, None) for document in DOCUMENTS]
    lines = list(scan_concordance(request, pairs))
    told = {(line.article, line.span) for line in lines[:2]}
    assert list(scan_concordance(request, pairs, without=told)) == lines[2:]
    one = list(scan_concordance(replace(request, limit=1), pairs, without=told))
    assert one == lines[2:3]
    assert list(scan_concordance(replace(request, limit=-1), pairs)) == []


def test_an_expression_that_runs_away_loses_one_article_and_no_other() -> None:
    """The window would stand still for ever, or show nothing at all."""
    request = ConcordanceRequest("/(a|a)*c|表示/")
    lines = list(scan_concordance(request, [(document, None) for document in DOCUMENTS]))
    assert {line.article for line in lines} >= {"a0", "a1"}


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise CancelledError(message("Stopped."))

    pairs = [(document, None) for document in DOCUMENTS]
    with pytest.raises(CancelledError):
        list(scan_concordance(ConcordanceRequest("表示"), pairs, check=stop))
