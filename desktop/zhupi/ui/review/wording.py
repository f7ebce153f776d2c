"""How states, sureness and numbers of what waits for review are put in words."""

from __future__ import annotations

from datetime import datetime

from zhupi.core.messages import Translator
from zhupi.core.model import Annotation, AnnotationState
from zhupi.core.reviewing import waiting_message
from zhupi.ui.painting import one_line

MOST_OF_WORDS = 60  #: characters of a title or a passage that a sentence names
WAITING = (AnnotationState.ORPHAN, AnnotationState.AMBIGUOUS, AnnotationState.MOVED)
PLACED = frozenset({AnnotationState.RESOLVED, AnnotationState.MOVED})


def is_placed(annotation: Annotation) -> bool:
    """Whether its position means a place of the text."""
    return annotation.state in PLACED


def percent(share: float) -> int:
    """A share in whole per cent; only what is certain is a hundred.

    >>> [percent(share) for share in (0.934, 0.999, 1.0)]
    [93, 99, 100]
    """
    return 100 if share >= 1 else min(99, round(100 * share))


def sure_text(share: float, tr: Translator) -> str:
    """How sure, in words and per cent."""
    value = percent(share)
    if share >= 0.95:
        return tr("almost certain, {percent} %", percent=value)
    if share >= 0.85:
        return tr("quite sure, {percent} %", percent=value)
    if share >= 0.7:
        return tr("likely, {percent} %", percent=value)
    return tr("doubtful, {percent} %", percent=value)


def state_text(state: AnnotationState, tr: Translator) -> str:
    """A state by itself, as a filter names it."""
    return {
        AnnotationState.RESOLVED: tr("In its place"),
        AnnotationState.MOVED: tr("Moved"),
        AnnotationState.AMBIGUOUS: tr("Several places fit"),
        AnnotationState.ORPHAN: tr("No place fits"),
    }[state]


def standing_text(annotation: Annotation, tr: Translator) -> str:
    """How an annotation stands: its state, and how sure the place is where it has one."""
    text = state_text(annotation.state, tr)
    if annotation.state is not AnnotationState.MOVED:
        return text
    return tr("{state} · {sure}", state=text, sure=sure_text(annotation.confidence, tr))


def card_text(annotation: Annotation, tr: Translator) -> str:
    """What a card says of it; empty where there is nothing to say."""
    if annotation.state is AnnotationState.MOVED:
        return standing_text(annotation, tr)
    return {
        AnnotationState.AMBIGUOUS: tr("Fits several places; please choose"),
        AnnotationState.ORPHAN: tr("Its passage is no longer in the text"),
    }.get(annotation.state, "")


def waiting_text(count: int, tr: Translator) -> str:
    return tr.render(waiting_message(count))


def shortened_line(words: str, most: int = MOST_OF_WORDS) -> str:
    """Somebody's words within a sentence of ours: one line, at most `most` characters."""
    line = one_line(words.strip())
    return line if len(line) <= most else line[: most - 1] + "…"


def moment_text(moment: datetime | None, tr: Translator) -> str:
    """A moment in local time; empty where it is not known."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return tr(
        "{year}-{month:02}-{day:02} {hour:02}:{minute:02}",
        year=local.year,
        month=local.month,
        day=local.day,
        hour=local.hour,
        minute=local.minute,
    )
