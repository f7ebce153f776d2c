"""W3C Web Annotation Data Model (2017) as JSON-LD: one AnnotationPage, one item a line.

Every item carries `@context` too, so that a line cut out of the page is an annotation by itself.
Positions are Unicode code points, as the model has them. All keys are of the model's own
context; what it has no words for is said in its own ways:

- The colour is a style: `styleClass` of the target, with the `stylesheet` that draws it.
- An annotation that waits for review, because its article's text changed, has the class
  `zhupi-moved`, `zhupi-ambiguous` or `zhupi-orphan`. The last two have the quote as it was
  marked, but no position: a wrong one would mark a wrong passage.
- The article's title is the `label` of the target's source, whose id is the address the article
  was published at, or `urn:zhupi:article:…`.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from zhupi.core.messages import Message, message
from zhupi.core.model import Annotation, AnnotationState, Article, Purpose
from zhupi.core.protocols import AnnotatedArticle, ExportContext
from zhupi.exchange.common import damaged, incomplete, quote_of, stands, utc

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_SHADES = {
    "yellow": "#ffe066",
    "green": "#a8e6a1",
    "pink": "#ffb3c7",
    "blue": "#a9d6ff",
    "purple": "#d9c2ff",
}
_WAITING = {
    AnnotationState.MOVED: "zhupi-moved",
    AnnotationState.AMBIGUOUS: "zhupi-ambiguous",
    AnnotationState.ORPHAN: "zhupi-orphan",
}
_WITHOUT_PLACE = frozenset((_WAITING[AnnotationState.AMBIGUOUS], _WAITING[AnnotationState.ORPHAN]))
#: RFC 3986's characters, and the percent sign, which `_address` has made sure of.
_URI_SAFE = "%/?#:@!$&'()*+,;=~-._"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


class WebAnnotation:
    """Writes and checks an AnnotationPage."""

    name = "web-annotation"
    title = message("W3C Web Annotation (JSON-LD)")
    suffix = ".jsonld"

    def write(
        self, items: Iterable[AnnotatedArticle], context: ExportContext, stream: BinaryIO
    ) -> int:
        """Writes the page; keys that need a count come after its items."""
        generated = utc(context.generated)
        page = uuid.uuid5(uuid.NAMESPACE_URL, f"zhupi:page:{context.program}:{generated}")
        collection = uuid.uuid5(page, "collection")
        head = {"@context": CONTEXT, "id": page.urn, "type": "AnnotationPage", "startIndex": 0}
        stream.write(_json(head)[:-1] + b', "items": [')
        count = 0
        for item in items:
            for annotation in item.annotations:
                stream.write(b",\n" if count else b"\n")
                stream.write(_json(_annotation(annotation, item.article)))
                count += 1
        tr = context.translator
        tail = {
            "partOf": {
                "id": collection.urn,
                "type": "AnnotationCollection",
                "label": tr("Annotations of news articles"),
                "total": count,
                "first": page.urn,
                "last": page.urn,
                "generator": {"type": "Software", "name": context.program},
                "generated": generated,
            }
        }
        stream.write(b"\n], " + _json(tail)[1:] + b"\n")
        return count

    def check(self, stream: BinaryIO, expected: int) -> None:
        """Line by line, so that a large library need not fit in memory."""
        lines = iter(stream)
        head = next(lines, b"")
        found, tail, more = 0, b"", True
        for line in lines:
            if line.startswith(b"]"):
                tail = line + b"".join(lines)
                break
            if not more:
                raise damaged(message("items are not separated."))
            more = line.endswith(b",\n")
            _check_item(_parsed(line.rstrip(b",\n")))
            found += 1
        _require(tail.endswith(b"}\n"), message("its end is missing."))
        page = _parsed(head.rstrip(b"\n") + tail)
        _require(page.get("@context") == CONTEXT, message("the context is missing."))
        _require(page.get("type") == "AnnotationPage", message("it is not an AnnotationPage."))
        _require(_is_urn(page.get("id")), message("the page has no id."))
        total = (page.get("partOf") or {}).get("total")
        if found != expected or total != expected:
            raise incomplete(found, expected)
        _require(not (more and found), message("an item is missing after the last comma."))


# --- writing ------------------------------------------------------------------------------------


def _annotation(annotation: Annotation, article: Article) -> dict[str, Any]:
    bodies = [
        {
            "type": "TextualBody",
            "purpose": body.purpose.value,
            "value": body.value,
            "format": "text/plain",
        }
        for body in annotation.bodies
        if body.value
    ]
    classes = [f"zhupi-{annotation.color}"]
    if annotation.state in _WAITING:
        classes.append(_WAITING[annotation.state])
    record: dict[str, Any] = {
        "@context": CONTEXT,
        "id": annotation_urn(annotation.id),
        "type": "Annotation",
        "motivation": _motivation(annotation),
        "created": utc(annotation.created),
        "modified": utc(annotation.modified),
    }
    if annotation.creator:
        record["creator"] = {"type": "Person", "name": annotation.creator}
    record["stylesheet"] = {"type": "CssStylesheet", "value": _stylesheet(annotation)}
    if bodies:
        record["body"] = bodies
    record["target"] = {
        "type": "SpecificResource",
        "source": _source(article),
        "styleClass": classes if len(classes) > 1 else classes[0],
        "selector": _selectors(annotation),
    }
    return record


def _source(article: Article) -> dict[str, str]:
    source = {
        "id": _address(article.url) or f"urn:zhupi:article:{quote(article.id, safe='')}",
        "type": "Text",
        "label": article.title,
        "language": article.language,
    }
    return {key: value for key, value in source.items() if value}


def _selectors(annotation: Annotation) -> list[dict[str, Any]]:
    place, quoted = annotation.target.position, quote_of(annotation)
    position = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
    words = {
        "type": "TextQuoteSelector",
        "exact": quoted.exact,
        "prefix": quoted.prefix,
        "suffix": quoted.suffix,
    }
    return [position, words] if stands(annotation) else [words]


def _motivation(annotation: Annotation) -> str:
    purposes = {body.purpose for body in annotation.bodies}
    for purpose in (Purpose.COMMENTING, Purpose.TAGGING):
        if purpose in purposes:
            return purpose.value
    return Purpose.HIGHLIGHTING.value


def _stylesheet(annotation: Annotation) -> str:
    shade = _SHADES.get(annotation.color, _SHADES["yellow"])
    rules = f".zhupi-{annotation.color} {{ background: {shade}; color: #22252a }}"
    if annotation.state in _WAITING:
        rules += f" .{_WAITING[annotation.state]} {{ text-decoration: underline wavy }}"
    return rules


def annotation_urn(identifier: str) -> str:
    """`urn:uuid:…` of an annotation's id; of one that is no UUID, always the same one."""
    try:
        return uuid.UUID(identifier).urn
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:zhupi:annotation:{identifier}").urn


def _address(url: str) -> str:
    """`url` as RFC 3986 has it; empty where it is no web address."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host:
            return ""
        host.encode("ascii")
    except ValueError:
        return ""
    scheme, rest = url.split(":", 1)
    rest = _STRAY_PERCENT.sub("%25", rest)
    fragment = rest.find("#") + 1
    if fragment:
        rest = rest[:fragment] + rest[fragment:].replace("#", "%23")
    if "[" in parts.netloc or not re.fullmatch(r"[\w.~%!$&'()*+,;=:@-]+", parts.netloc, re.ASCII):
        return ""
    return f"{scheme}:{quote(rest, safe=_URI_SAFE, errors='replace')}"


def _json(record: object) -> bytes:
    # A lone surrogate has no UTF-8; backslashreplace writes the escape that JSON has for it.
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")


# --- checking -----------------------------------------------------------------------------------


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except ValueError as error:
        raise damaged(message("it is not JSON.")) from error
    if not isinstance(record, dict):
        raise damaged(message("it is not JSON."))
    return record


def _check_item(item: dict[str, Any]) -> None:
    _require(item.get("type") == "Annotation", message("an item is not an annotation."))
    _require(_is_urn(item.get("id")), message("an annotation has no id."))
    target = item.get("target")
    if not isinstance(target, dict) or not isinstance(target.get("source"), dict):
        raise damaged(message("an annotation has no target."))
    _require(":" in str(target["source"].get("id")), message("a target has no source."))
    selectors = {s.get("type"): s for s in target.get("selector", ()) if isinstance(s, dict)}
    words, position = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
    if words is None or not isinstance(words.get("exact"), str):
        raise damaged(message("a quotation is missing."))
    if position is None:
        classes = target.get("styleClass")
        lost = isinstance(classes, list) and set(classes) & _WITHOUT_PLACE
        _require(bool(lost), message("a position is missing."))
        return
    length = position.get("end", 0) - position.get("start", 0)
    _require(len(words["exact"]) == length, message("a quotation is not as long as its place."))


def _is_urn(value: object) -> bool:
    return isinstance(value, str) and value.startswith("urn:uuid:")


def _require(condition: bool, what: Message) -> None:  # noqa: FBT001 - reads like assert
    if not condition:
        raise damaged(what)
