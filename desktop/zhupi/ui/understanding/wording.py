"""How names, how sure one is of them, and corrections are put in words."""

from __future__ import annotations

from zhupi.core.messages import Translator
from zhupi.core.model import Label
from zhupi.core.understanding import Correction, CorrectionKind, Scope
from zhupi.ui.painting import one_line
from zhupi.ui.panels.wording import kind_text
from zhupi.ui.understanding.value_words import value_text

MOST_OF_NAME = 40  #: characters of a name in a sentence


def short_name(name: str) -> str:
    """A name as a sentence tells it: on one line, and no longer than a name is."""
    line = " ".join(one_line(name).split())
    return line if len(line) <= MOST_OF_NAME else line[: MOST_OF_NAME - 1] + "…"


def confidence_text(confidence: float, tr: Translator) -> str:
    """How sure the program is, in words alone: its numbers are no measurements."""
    if confidence >= 0.95:
        return tr("As good as certain")
    if confidence >= 0.8:
        return tr("Quite sure")
    if confidence >= 0.6:
        return tr("Likely")
    if confidence >= 0.4:
        return tr("Uncertain")
    return tr("A guess")


def threshold_text(threshold: float, tr: Translator) -> str:
    """What is shown from this confidence on."""
    if threshold <= 0:
        return tr("All, also guesses")
    if threshold <= 0.25:
        return tr("Also what is uncertain")
    if threshold <= 0.5:
        return tr("What is likely")
    if threshold <= 0.75:
        return tr("What is quite sure")
    return tr("Only what is as good as certain")


def name_of_entity(entity: str) -> str:
    """`LABEL:name` without its label."""
    return entity.partition(":")[2] or entity


def label_of_entity(entity: str) -> Label | None:
    """The kind that an id begins with."""
    prefix = entity.partition(":")[0]
    return Label(prefix) if prefix in set(Label) else None


def scope_text(scope: Scope, tr: Translator) -> str:
    return {
        Scope.HERE: tr("Only here"),
        Scope.ARTICLE: tr("In this article"),
        Scope.EVERYWHERE: tr("In all articles"),
    }[scope]


def reach_text(scope: Scope, tr: Translator) -> str:
    """How far a correction that was made holds, behind what was corrected."""
    return {
        Scope.HERE: tr("here"),
        Scope.ARTICLE: tr("in this article"),
        Scope.EVERYWHERE: tr("in all articles"),
    }[scope]


def correction_text(correction: Correction, tr: Translator) -> str:
    """What a correction says, in one line."""
    found, text = short_name(correction.found), short_name(correction.text)
    label = kind_text(correction.label, tr) if correction.label else ""
    match correction.kind:
        case CorrectionKind.NOT_ENTITY:
            return tr("«{name}» is not a name", name=found)
        case CorrectionKind.LABEL:
            return tr("«{name}»: {kind}", name=found, kind=label)
        case CorrectionKind.BORDERS:
            return tr("«{name}» is «{whole}»", name=found, whole=text)
        case CorrectionKind.SAME_AS:
            other = short_name(name_of_entity(correction.entity))
            return tr("«{name}» is the same as «{other}»", name=found, other=other)
        case CorrectionKind.VALUE:
            return tr("«{name}»: {kind}", name=found, kind=value_text(correction.value, tr))
        case CorrectionKind.NEW:
            return tr("«{name}» is a name: {kind}", name=text, kind=label)
