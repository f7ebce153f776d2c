"""Which mentions name the same thing: the entity's id."""

from __future__ import annotations

import re
import unicodedata

from zhupi.core.model import Label
from zhupi.language.lexicon import ALIASES

_DROPPED = re.compile(r"[\s《》〈〉“”\"]+")


def entity_id(label: Label, text: str) -> str:
    """`LABEL:name`, where brackets, spaces, width and a country's other names are gone.

    >>> entity_id(Label.LAW, "《通胀削减 法案》"), entity_id(Label.PLACE, "美")
    ('LAW:通胀削减法案', 'PLACE:美国')
    """
    name = _DROPPED.sub("", unicodedata.normalize("NFKC", text)) or text
    if label is Label.PLACE:
        name = ALIASES.get(name, name)
    return f"{label}:{name}"
