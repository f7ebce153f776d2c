"""What several exporters need of annotations and of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from zhupi.core.errors import ExportError
from zhupi.core.messages import Message, Translator, message
from zhupi.core.model import Annotation, AnnotationState, Article, TextQuoteSelector
from zhupi.core.protocols import ExportContext

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

STATES: Mapping[AnnotationState, Message] = MappingProxyType(
    {
        AnnotationState.RESOLVED: message("in place"),
        AnnotationState.MOVED: message("moved with the text"),
        AnnotationState.AMBIGUOUS: message("could be in several places"),
        AnnotationState.ORPHAN: message("not found in the text"),
    }
)

COLOR_NAMES: Mapping[str, Message] = MappingProxyType(
    {
        "yellow": message("Yellow"),
        "green": message("Green"),
        "pink": message("Pink"),
        "blue": message("Blue"),
        "purple": message("Purple"),
    }
)


def printable(text: str) -> str:
    """`text` with every character that documents may not hold as U+FFFD; of the same length."""
    return _UNFIT.sub("\ufffd", text)


def utc(moment: datetime) -> str:
    """`2026-11-22T08:00:00Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def stands(annotation: Annotation) -> bool:
    """Whether its position is a place in the text; else only its quote can be relied on.

    One that `MOVED` stands where the program found it, and each format says that nobody has
    confirmed it.
    """
    return annotation.state in (AnnotationState.RESOLVED, AnnotationState.MOVED)


def quote_of(annotation: Annotation) -> TextQuoteSelector:
    """The passage as it reads where it stands; else as it was marked, in a text since replaced."""
    if stands(annotation) or annotation.origin is None:
        return annotation.target.quote
    return annotation.origin.quote


def incomplete(found: int, expected: int) -> ExportError:
    """For `check`: the document does not hold what was written to it."""
    return ExportError(
        message(
            "The export is not complete: it holds {found} of {expected} annotations.",
            found=found,
            expected=expected,
        )
    )


def damaged(what: Message) -> ExportError:
    """For `check`: the document is not what `write` writes."""
    return ExportError(message("The export failed its own check: {what}", what=what))


def facts(annotation: Annotation, tr: Translator) -> str:
    """Colour, place, writer, day and state, as one line for people."""
    color = COLOR_NAMES.get(annotation.color)
    parts = [tr.render(color) if color else annotation.color]
    if stands(annotation):
        span = annotation.span
        parts.append(tr("characters {start}–{end}", start=span.start, end=span.end))
    if annotation.creator:
        parts.append(annotation.creator)
    parts.append(annotation.modified.astimezone(UTC).date().isoformat())
    if annotation.state is not AnnotationState.RESOLVED:
        parts.append(tr.render(STATES[annotation.state]))
        parts.append(tr("to be reviewed"))
    return " · ".join(part for part in parts if part)


def imprint(context: ExportContext) -> str:
    """When the document was made and by what."""
    tr = context.translator
    return tr(
        "Made on {day} by {program}.",
        day=context.generated.astimezone(UTC).date().isoformat(),
        program=context.program,
    )


def provenance(article: Article) -> str:
    """Outlet and day of an article; empty where neither is known."""
    day = article.published.isoformat() if article.published else ""
    return " · ".join(part for part in (article.source, day) if part)
