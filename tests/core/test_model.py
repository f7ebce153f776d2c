"""The model's promises that everything else relies on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zhupi.core.model import (
    Annotation,
    Article,
    Block,
    BlockKind,
    Body,
    Change,
    Purpose,
    Span,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
    new_article_id,
)

TEXT = "题目\n正文。"
ARTICLE = Article(
    id=new_article_id("题目", TEXT),
    title="题目",
    text=TEXT,
    blocks=(Block(BlockKind.TITLE, 0, 2), Block(BlockKind.PARAGRAPH, 3, 6)),
)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 2)])
def test_a_range_that_is_none_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a range"):
        Span(start, end)


def test_ranges_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(1, 3).of("甲乙丙丁") == "乙丙"
    assert len(Span(1, 3)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"text": "题目\n正文！"},
        {"title": "另题"},
        {"source": "报纸"},
        {"published": date(2023, 8, 2)},
        {"blocks": (Block(BlockKind.TITLE, 0, 2), Block(BlockKind.HEADING, 3, 6))},
    ],
)
def test_whatever_a_reader_would_see_changes_the_digest(change: dict[str, object]) -> None:
    assert replace(ARTICLE, **change).digest != ARTICLE.digest  # type: ignore[arg-type]


def test_where_the_file_lies_does_not_make_another_article() -> None:
    assert replace(ARTICLE, path="/elsewhere", encoding="gb18030").digest == ARTICLE.digest


def test_an_annotation_tells_its_tags_and_notes() -> None:
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    annotation = Annotation(
        "1",
        Target(ARTICLE.id, TextPositionSelector(3, 5), TextQuoteSelector("正文")),
        (Body(Purpose.TAGGING, "外交/会晤"), Body(Purpose.COMMENTING, "要紧")),
        "yellow",
        "",
        now,
        now,
    )
    assert annotation.tags == ("外交/会晤",)
    assert annotation.note == "要紧"
    assert annotation.span == Span(3, 5)
    assert annotation.quote == "正文"


def test_a_change_that_altered_nothing_says_so() -> None:
    assert Change("edit").empty
    assert not Change("index", index=True).empty
