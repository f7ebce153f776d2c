"""The words of the panels: kinds of entity, colours, states."""

from __future__ import annotations

from zhupi.core.messages import Translator
from zhupi.core.model import Label


def label_text(label: Label, tr: Translator) -> str:
    """A kind, as the heading over all of it."""
    return {
        Label.PERSON: tr("People"),
        Label.ORG: tr("Organisations"),
        Label.PLACE: tr("Places"),
        Label.TIME: tr("Times"),
        Label.LAW: tr("Laws and treaties"),
        Label.EVENT: tr("Events"),
        Label.MEDIA: tr("Media"),
    }[label]


def kind_text(label: Label, tr: Translator) -> str:
    """What one of a kind is called."""
    return {
        Label.PERSON: tr("Person"),
        Label.ORG: tr("Organisation"),
        Label.PLACE: tr("Place"),
        Label.TIME: tr("Time"),
        Label.LAW: tr("Law or treaty"),
        Label.EVENT: tr("Event"),
        Label.MEDIA: tr("Medium"),
    }[label]


def color_text(color: str, tr: Translator) -> str:
    """A highlight's colour as a person says it; the name itself where it is a newer one."""
    return {
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "pink": tr("Pink"),
        "blue": tr("Blue"),
        "purple": tr("Purple"),
    }.get(color, color)
