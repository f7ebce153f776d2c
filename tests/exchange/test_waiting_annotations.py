"""Annotations whose text changed: no other program may take their place for a sure one."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from zhupi.core.model import (
    Annotation,
    AnnotationState,
    Article,
    Origin,
    Span,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.protocols import AnnotatedArticle, ExportContext, Exporter
from zhupi.exchange import EXPORTERS

MARKED = TextQuoteSelector("渡船每日八班", "枯水期", "，丰水期")
NOT_STANDING = (AnnotationState.AMBIGUOUS, AnnotationState.ORPHAN)
each_exporter = pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda e: e.name)


@pytest.fixture
def article(bundle: list[AnnotatedArticle]) -> Article:
    return bundle[0].article


@pytest.fixture
def waiting(bundle: list[AnnotatedArticle]) -> Annotation:
    """It stands at some place, and was marked at another of a text since replaced."""
    annotation = bundle[0].annotations[-1]
    position = TextPositionSelector(3, 3 + len(annotation.quote))
    origin = Origin("digest", TextPositionSelector(40, 46), MARKED)
    target = replace(annotation.target, position=position)
    return replace(annotation, target=target, origin=origin, confidence=0.87)


def exported(
    exporter: Exporter, article: Article, annotation: Annotation, context: ExportContext
) -> str:
    stream = io.BytesIO()
    assert exporter.write([AnnotatedArticle(article, (annotation,))], context, stream) == 1
    exporter.check(io.BytesIO(stream.getvalue()), 1)
    return stream.getvalue().decode("utf-8-sig")


@each_exporter
@pytest.mark.parametrize("state", NOT_STANDING)
def test_one_without_a_place_is_exported_as_it_was_marked(
    exporter: Exporter,
    state: AnnotationState,
    article: Article,
    waiting: Annotation,
    export_context: ExportContext,
) -> None:
    """Otherwise the reader finds words that they never marked, or a place that is none."""
    annotation = replace(waiting, state=state)
    written = exported(exporter, article, annotation, export_context)
    assert MARKED.exact in written
    assert "<mark" not in written
    assert "characters 3" not in written


@pytest.mark.parametrize("state", NOT_STANDING)
def test_no_format_for_programs_gives_it_a_position(
    state: AnnotationState, article: Article, waiting: Annotation, export_context: ExportContext
) -> None:
    """A program would mark whatever stands there."""
    annotation = replace(waiting, state=state)
    written = {e.name: exported(e, article, annotation, export_context) for e in EXPORTERS}
    [row] = csv.DictReader(io.StringIO(written["csv"]))
    assert (row["start"], row["end"], row["quote"]) == ("", "", MARKED.exact)
    assert (row["state"], row["confidence"]) == (state.value, "0.00")
    [item] = json.loads(written["web-annotation"])["items"]
    [selector] = item["target"]["selector"]
    assert selector == {
        "type": "TextQuoteSelector",
        "exact": MARKED.exact,
        "prefix": MARKED.prefix,
        "suffix": MARKED.suffix,
    }
    assert f"zhupi-{state.value}" in item["target"]["styleClass"]


def test_one_that_moved_says_in_every_format_that_nobody_has_confirmed_it(
    article: Article, waiting: Annotation, export_context: ExportContext
) -> None:
    """A guess must not look like what a person marked."""
    quote = replace(waiting.target.quote, exact=Span(3, 3 + len(waiting.quote)).of(article.text))
    target = replace(waiting.target, quote=quote)
    moved = replace(waiting, target=target, state=AnnotationState.MOVED)
    written = {e.name: exported(e, article, moved, export_context) for e in EXPORTERS}
    [row] = csv.DictReader(io.StringIO(written["csv"]))
    assert (row["state"], row["confidence"], row["start"]) == ("moved", "0.87", "3")
    [item] = json.loads(written["web-annotation"])["items"]
    assert "zhupi-moved" in item["target"]["styleClass"]
    assert re.search(r'<mark class="[^"]* moved"', written["html"])
    for name in ("markdown", "html"):
        assert "moved with the text · to be reviewed" in written[name]
