"""Corrections as a list that another library can take over: JSON Lines, one correction a line.

Keys are a promise to other programs. What holds for one article is known elsewhere by the
article's id, which follows from its title and text.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from zhupi.core.messages import Message, message
from zhupi.core.model import Label, TextPositionSelector, TextQuoteSelector
from zhupi.core.understanding import Correction, CorrectionKind, Scope

_TEXTS = ("found", "text", "entity", "value", "article", "creator")


def correction_json(c: Correction) -> dict[str, Any]:
    """One correction as JSON; `label` null: not an entity."""
    shape: dict[str, Any] = {
        "id": c.id,
        "kind": c.kind.value,
        "scope": c.scope.value,
        "found": c.found,
        "was": c.was.value if c.was else None,
        "text": c.text,
        "label": c.label.value if c.label else None,
        "entity": c.entity,
        "value": c.value,
        "article": c.article,
        "creator": c.creator,
        "created": c.created.isoformat() if c.created else None,
    }
    if c.position is not None and c.quote is not None:
        shape["start"], shape["end"] = c.position.start, c.position.end
        shape["quote"] = {
            "exact": c.quote.exact,
            "prefix": c.quote.prefix,
            "suffix": c.quote.suffix,
        }
    return shape


def write(corrections: Iterable[Correction], stream: BinaryIO) -> int:
    """Writes them, the oldest first; how many."""
    count = 0
    for correction in reversed(list(corrections)):
        # Escaped where it must be: half a character of UTF-16 is no UTF-8.
        line = json.dumps(correction_json(correction), ensure_ascii=False)
        try:
            stream.write(f"{line}\n".encode())
        except UnicodeEncodeError:
            stream.write(f"{json.dumps(correction_json(correction))}\n".encode())
        count += 1
    return count


def read(stream: BinaryIO) -> tuple[list[Correction], tuple[Message, ...]]:
    """The corrections of a list, with new ids, and what was not understood."""
    found: list[Correction] = []
    failed: list[Message] = []
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            found.append(_correction(json.loads(line.decode("utf-8-sig"))))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            failed.append(message("Line {number} is no correction.", number=number))
    return found, tuple(failed)


def _correction(shape: dict[str, Any]) -> Correction:
    """Raises ValueError, TypeError, KeyError or AttributeError where it is none."""
    texts = {key: shape.get(key) or "" for key in _TEXTS}
    if {type(value) for value in texts.values()} != {str}:
        raise TypeError
    scope = Scope(shape["scope"])
    here = scope is Scope.HERE
    if (
        not texts["text"]
        or not texts["found"]
        or (scope is Scope.EVERYWHERE) == bool(texts["article"])
    ):
        raise ValueError
    if texts["found"] not in texts["text"] and texts["text"] not in texts["found"]:
        raise ValueError
    created = shape.get("created")
    return Correction(
        id=str(uuid.uuid4()),
        kind=CorrectionKind(shape["kind"]),
        scope=scope,
        found=texts["found"],
        was=Label(shape["was"]) if shape.get("was") else None,
        text=texts["text"],
        label=Label(shape["label"]) if shape.get("label") else None,
        entity=texts["entity"],
        value=texts["value"],
        article=texts["article"],
        position=_position(shape) if here else None,
        quote=_quote(shape["quote"], texts["text"]) if here else None,
        creator=texts["creator"],
        created=_moment(created) if created else None,
    )


def _position(shape: dict[str, Any]) -> TextPositionSelector:
    start, end = shape["start"], shape["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end < 2**53:
        raise ValueError
    return TextPositionSelector(start, end)


def _quote(shape: dict[str, Any], text: str) -> TextQuoteSelector:
    exact, prefix, suffix = (shape[key] for key in ("exact", "prefix", "suffix"))
    if exact != text or type(prefix) is not str or type(suffix) is not str:
        raise ValueError
    return TextQuoteSelector(exact, prefix, suffix)


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError
    return moment
