"""Other programs read this file by the W3C's rules; what breaks them is lost for our readers."""

import copy
import functools
import io
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT4

from zhupi.core.errors import ExportError
from zhupi.core.model import (
    Annotation,
    Article,
    Target,
    TextPositionSelector,
    TextQuoteSelector,
)
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.web_annotation import CONTEXT, WebAnnotation, annotation_urn

SCHEMAS = Path(__file__).parents[2].parent / "shared" / "schemas" / "web-annotation"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TYPES = {
    "AnnotationPage",
    "AnnotationCollection",
    "Annotation",
    "TextualBody",
    "SpecificResource",
    "TextPositionSelector",
    "TextQuoteSelector",
    "CssStylesheet",
    "Person",
    "Software",
    "Text",
}

needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(),
    reason=f"THE W3C SCHEMAS ARE NOT THERE: {SCHEMAS.name} beside the repository",
)


@pytest.fixture
def page(bundle: list[AnnotatedArticle], export_context: ExportContext) -> dict[str, Any]:
    stream = io.BytesIO()
    WebAnnotation().write(bundle, export_context, stream)
    loaded: dict[str, Any] = json.loads(stream.getvalue())
    return loaded


def one(
    text: str, *, url: str = "", identifier: str = "x", article: str = "a1"
) -> list[AnnotatedArticle]:
    target = Target(article, TextPositionSelector(0, len(text)), TextQuoteSelector(text))
    annotation = Annotation(identifier, target, (), "yellow", "", NOW, NOW)
    return [AnnotatedArticle(Article(article, "题", text, (), url=url), (annotation,))]


def exported(items: list[AnnotatedArticle], context: ExportContext) -> dict[str, Any]:
    stream = io.BytesIO()
    WebAnnotation().write(items, context, stream)
    WebAnnotation().check(io.BytesIO(stream.getvalue()), 1)
    item: dict[str, Any] = json.loads(stream.getvalue())["items"][0]
    return item


# --- the W3C's own schemas ----------------------------------------------------------------------


def _schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / name).read_text("utf-8"))
    # The top-level id would become the base of every reference to a definitions file.
    loaded.pop("id", None)
    return loaded


@functools.cache
def _validator(schema: str) -> Any:
    definitions = Registry().with_resources(
        (path.name, DRAFT4.create_resource(_schema(f"definitions/{path.name}")))
        for path in (SCHEMAS / "definitions").glob("*.json")
    )
    return jsonschema.Draft4Validator(
        _schema(schema), registry=definitions, format_checker=jsonschema.FormatChecker()
    )


def _violations(schema: str, instance: object) -> list[str]:
    return [error.message for error in _validator(schema).iter_errors(instance)]


def _assertions(name: str) -> list[str]:
    listed: list[str] = json.loads((SCHEMAS / name).read_text("utf-8"))["assertions"]
    return listed


@needs_schemas
def test_the_format_checker_knows_addresses_and_times() -> None:
    """Without its two libraries the schemas would accept any string."""
    assert {"uri", "date-time"} <= set(jsonschema.FormatChecker().checkers)


@needs_schemas
def test_every_item_keeps_the_54_musts_of_the_model(page: dict[str, Any]) -> None:
    musts = _assertions("annotations/annotationMusts.test")
    assert len(musts) == 54
    for item in page["items"]:
        for must in musts:
            assert _violations(must, item) == [], (must, item)


@needs_schemas
def test_the_page_keeps_the_musts_of_pages(page: dict[str, Any]) -> None:
    for must in _assertions("collections/pages/pageMusts.test"):
        assert _violations(must, page) == [], must


@needs_schemas
def test_the_collection_it_is_part_of_keeps_the_musts_of_collections(page: dict[str, Any]) -> None:
    collection = {"@context": CONTEXT, **page["partOf"]}
    for must in _assertions("collections/collectionMusts.test"):
        assert _violations(must, collection) == [], must


@needs_schemas
@pytest.mark.parametrize(
    "should",
    [
        "annotations/specificResource/4.2.4-textQuoteSelector.json",
        "annotations/specificResource/4.2.4-prefix.json",
        "annotations/specificResource/4.2.4-suffix.json",
        "annotations/specificResource/4.4-styleClass.json",
        "annotations/3.3.1-annotationCreatedImplemented.json",
        "annotations/3.3.1-annotationModifiedImplemented.json",
        "annotations/3.3.5-annotationSingleMotivationImplemented.json",
        "annotations/4.4-annotationStylesheetImplemented.json",
    ],
)
def test_every_item_uses_what_the_model_offers(page: dict[str, Any], should: str) -> None:
    for item in page["items"]:
        assert _violations(should, item) == []


@needs_schemas
def test_the_schemas_notice_a_broken_item(page: dict[str, Any]) -> None:
    """A resolver that finds nothing would pass everything."""
    musts = _assertions("annotations/annotationMusts.test")
    for path, value in (
        (("id",), "not an address"),
        (("target", "source", "id"), "码头"),
        (("created",), "yesterday"),
    ):
        broken = copy.deepcopy(page["items"][0])
        place = broken
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        assert any(_violations(must, broken) for must in musts), path


@needs_schemas
def test_every_key_and_type_is_one_of_the_json_ld_context(page: dict[str, Any]) -> None:
    """A key that the context lacks is dropped by every JSON-LD reader."""
    context = json.loads((SCHEMAS / "anno.jsonld").read_text("utf-8"))["@context"]
    keys = {key for record in _records(page) for key in record}
    assert keys - {"@context"} <= set(context)
    assert {record["type"] for record in _records(page)} <= set(context)
    for record in _records(page):
        assert {record.get("motivation"), record.get("purpose")} - {None} <= set(context)


def _records(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _records(part)
    elif isinstance(value, list):
        for part in value:
            yield from _records(part)


# --- without the schemas ------------------------------------------------------------------------


def test_quotations_are_as_long_as_their_positions_in_code_points(page: dict[str, Any]) -> None:
    found = 0
    for item in page["items"]:
        selectors = {s["type"]: s for s in item["target"]["selector"]}
        position = selectors.get("TextPositionSelector")
        if position:
            exact = selectors["TextQuoteSelector"]["exact"]
            assert position["end"] - position["start"] == len(exact)
            found += 1
    assert found == 10
    assert {record["type"] for record in _records(page)} <= TYPES


def test_a_lost_annotation_has_its_quote_and_a_mark_but_no_wrong_position(
    page: dict[str, Any],
) -> None:
    (lost,) = (i for i in page["items"] if "zhupi-orphan" in i["target"]["styleClass"])
    (selector,) = lost["target"]["selector"]
    assert selector["exact"] == "渡口原有石狮一对"
    assert ".zhupi-orphan" in lost["stylesheet"]["value"]


@pytest.mark.parametrize(
    ("url", "source"),
    [
        (
            "https://example.org/新闻 1?q=是#节",
            "https://example.org/%E6%96%B0%E9%97%BB%201?q=%E6%98%AF#%E8%8A%82",
        ),
        ("http://example.org/%E4%BD%A0/100%", "http://example.org/%E4%BD%A0/100%25"),
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("https://例子.org/a", "urn:zhupi:article:a1"),
        ("javascript:alert(1)", "urn:zhupi:article:a1"),
        ("http://[::1", "urn:zhupi:article:a1"),
        ("https://a b.org/", "urn:zhupi:article:a1"),
        ("news/1.html", "urn:zhupi:article:a1"),
        ("", "urn:zhupi:article:a1"),
    ],
)
def test_the_source_is_the_articles_address_or_a_name_of_ours(
    url: str, source: str, export_context: ExportContext
) -> None:
    item = exported(one("正文", url=url), export_context)
    assert item["target"]["source"]["id"] == source


def test_ids_become_the_same_urn_however_they_were_written() -> None:
    identifier = uuid.UUID("12345678-1234-4234-9234-123456789abc")
    assert annotation_urn(identifier.hex) == annotation_urn(str(identifier)) == identifier.urn
    assert annotation_urn("my note") == annotation_urn("my note") != annotation_urn("other")


def test_a_highlight_without_words_is_exported_as_one(export_context: ExportContext) -> None:
    item = exported(one("正文"), export_context)
    assert item["motivation"] == "highlighting"
    assert "body" not in item
    assert "creator" not in item


def test_a_lone_surrogate_in_a_text_does_not_stop_the_export(
    export_context: ExportContext,
) -> None:
    item = exported(one("坏\udc80字"), export_context)
    assert item["target"]["selector"][1]["exact"] == "坏\udc80字"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"end": 68', b'"end": 69'),
        (b'"type": "TextQuoteSelector", "exact"', b'"type": "TextQuoteSelector", "exactly"'),
        (b'{"type": "TextPositionSelector", "start": 57, "end": 68}, ', b""),
        (b'"type": "AnnotationPage"', b'"type": "Page"'),
        (b'"source": {"id": "https:', b'"source": {"key": "https:'),
        (b"]}},\n", b"]}}\n"),
        (b"]}}\n]", b"]}},\n]"),
        (b'"id": "urn:uuid:', b'"id": "'),
    ],
)
def test_the_check_finds_what_breaks_a_must(
    bundle: list[AnnotatedArticle], export_context: ExportContext, old: bytes, new: bytes
) -> None:
    stream = io.BytesIO()
    count = WebAnnotation().write(bundle, export_context, stream)
    broken = stream.getvalue().replace(old, new, 1)
    assert broken != stream.getvalue()
    with pytest.raises(ExportError):
        WebAnnotation().check(io.BytesIO(broken), count)
