"""Places inside the names of organisations, media and laws: 中国 in 中国外交部."""

from __future__ import annotations

import re

from zhupi.core.model import Label
from zhupi.language.lexicon import PLACES, STATE_BODIES
from zhupi.language.passage import Found, Passage
from zhupi.language.rules.common import RULE, place

_HOLDERS = frozenset({Label.ORG, Label.MEDIA, Label.LAW})
_SHORT = re.compile(rf"[中美英法德俄日韩印澳加乌菲](?=(?:{'|'.join(STATE_BODIES)}))")
_POST = re.compile(
    r"(?<=驻)[华美英法德俄日韩朝印越澳欧台港](?=使|大使|领|总领|联络|记者|代表|军|部队)"
)
#: 美国际开发署, 美国务院 and 美国会参议院 begin with 美, not with 美国.
_NO_COUNTRY = "(?![际务]|会[参众两议])"
_DIVISION = "(?:(?:省|市|自治区|特别行政区)(?!委))?"
_CLEAR = 0.9


def places_within(passage: Passage, found: list[Found]) -> list[Found]:
    """Adds well-known places and those the article names elsewhere, inside longer names."""
    text = passage.text
    known = set(PLACES)
    for item in found:
        if item.label is Label.PLACE and item.confidence >= _CLEAR and item.end - item.start > 1:
            known.add(text[item.start : item.end])
    names = "|".join(map(re.escape, sorted(known, key=lambda name: (-len(name), name))))
    pattern = re.compile(f"(?:{names}){_NO_COUNTRY}{_DIVISION}")
    new: list[Found] = []
    for item in found:
        if item.label not in _HOLDERS:
            continue
        new += (
            Found(m.start(), m.end(), Label.PLACE, RULE, nested=True)
            for m in pattern.finditer(text, item.start, item.end)
            if m.end() - m.start() < item.end - item.start
        )
        short = _SHORT.match(text, item.start, item.end)
        if short:
            new.append(place(item.start, nested=True))
        new += (place(m.start(), nested=True) for m in _POST.finditer(text, item.start, item.end))
    return sorted([*found, *new], key=lambda f: (f.start, -f.end))
