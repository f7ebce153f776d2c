"""LAC's words as mentions, and which of them to believe."""

from __future__ import annotations

from zhupi.core.model import Label
from zhupi.language.lexicon import NO_NAMES, ORG_ENDINGS
from zhupi.language.passage import Found, Passage

_LABELS = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG, "TIME": Label.TIME}
#: Below these LAC is more often wrong than right.
_LEAST = {Label.PERSON: 0.4, Label.PLACE: 0.45, Label.ORG: 0.45, Label.TIME: 0.3}
_LEAST_WITH_ENDING = 0.3


def from_words(passage: Passage) -> list[Found]:
    """Every word that LAC tagged as a name or a time."""
    return [
        Found(word.start, word.end, _LABELS[word.tag], word.confidence)
        for word in passage.words()
        if word.tag in _LABELS
    ]


def discard(passage: Passage, found: list[Found]) -> list[Found]:
    """Drops titles and other words that are no names, and what LAC itself doubts."""
    return [item for item in found if _believable(passage.text[item.start : item.end], item)]


def _believable(name: str, item: Found) -> bool:
    if item.label is not Label.TIME and (name in NO_NAMES or not any(map(str.isalnum, name))):
        return False
    if item.label is Label.ORG and len(name) > 2 and name.endswith(ORG_ENDINGS):
        return item.confidence >= _LEAST_WITH_ENDING
    return item.confidence >= _LEAST[item.label]
