"""Which mentions name the same thing: the entity's id."""

from __future__ import annotations

import re
import unicodedata

from zhupi.core.model import Label
from zhupi.language.lexicon import ABBREVIATIONS

_DROPPED = re.compile(r"[\s《》〈〉“”\"]+")


def entity_id(label: Label, text: str) -> str:
    """`LABEL:name`; brackets, spaces, width and a country's short form make no difference.

    >>> entity_id(Label.LAW, "《通胀削减 法案》"), entity_id(Label.PLACE, "美")
    ('LAW:通胀削减法案', 'PLACE:美国')
    """
    name = _DROPPED.sub("", unicodedata.normalize("NFKC", text)) or text
    if label is Label.PLACE:
        name = ABBREVIATIONS.get(name, name)
    return f"{label}:{name}"
