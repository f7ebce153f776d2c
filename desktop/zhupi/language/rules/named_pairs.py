"""Signs of countries that the article explains: 伊科两国, where 伊拉克 and 科威特 are named."""

from __future__ import annotations

from itertools import pairwise

from zhupi.core.model import Label
from zhupi.language.gazetteer import gazetteer
from zhupi.language.lexicon import COUNTRIES
from zhupi.language.passage import Found, Passage
from zhupi.language.patterns import Pattern
from zhupi.language.rules.common import HINT, Index, place, replace

_TIES = (
    "两国|双方|两军|两党|关系|边境|边界|战争|冲突|会谈|谈判|之间|两地|三国|停火|和谈|建交|断交|复交|"
    "签署|外长|联合|合作|首脑|总统|领导人"
)


def named_pairs(passage: Passage, found: list[Found]) -> list[Found]:
    """Two or three first characters of countries named in the article, before what ties them."""
    text = passage.text
    places = gazetteer().places
    signs = {
        text[item.start]
        for item in found
        if item.label in {Label.PLACE, Label.ORG}
        for end in places.ends(text, item.start, item.end)
        if text[item.start : end] in COUNTRIES
    }
    if not any(a in signs and b in signs for a, b in pairwise(text)):
        return found
    index = Index(found)
    new: list[Found] = []
    for m in passage.find(Pattern(f"[{''.join(sorted(signs))}]{{2,3}}(?={_TIES})")):
        run = m.group()
        if len(set(run)) < len(run) or run in gazetteer().names:
            continue
        if not (passage.is_edge(m.start()) and passage.is_edge(m.end())):
            continue
        around = index.overlapping(m.start(), m.end())
        if all(m.start() <= item.start and item.end <= m.end() for item in around):
            new += (place(at, confidence=HINT) for at in range(m.start(), m.end()))
    return replace(found, new)
